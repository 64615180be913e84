//! What the parts of the facilitator's window share, beside the room.

use leptos::prelude::*;

use crate::browser::dom;
use crate::course::graph::{ChoiceName, LessonSlug, PromptId, PromptKind};
use crate::course::model::Room as RoomOf;
use crate::journey::session::{Recorder, Screen, Session, Talk, doors};
use crate::views::group::room::{Room, Side};
use crate::views::shared::Followed;

/// What stands in the middle instead of what can be done now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing else.
    #[default]
    None,
    /// The scenes, to go to one.
    Map,
    /// "Hva om".
    WhatIf,
    /// The keys.
    Help,
}

/// How votes are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Hands are counted.
    #[default]
    Hands,
    /// Tables report.
    Tables,
    /// Most for one of them, or divided.
    Estimate,
}

/// A discussion, a reflection or another prompt of the section where the group stands, as this room gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its lasting name.
    pub prompt: PromptId,
    /// Its question.
    pub question: String,
    /// The parts of a discussion. Unit: minutes.
    pub parts: Vec<(Talk, u32)>,
}

/// Where the group stands, as far as the controls are other ones elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// What the screen is for.
    pub screen: Screen,
    /// The lesson; empty before the first.
    pub lesson: LessonSlug,
    /// The scene's id and title.
    pub scene: (String, String),
    /// The section's id: the scene's, or `scene~choice`.
    pub section: String,
    /// The event one came by.
    pub visit: u32,
    /// Open choices with their words, numbered from 1 in this order. Empty where there is nothing to vote on.
    pub choices: Vec<(ChoiceName, String)>,
    /// What the section asks.
    pub asked: Vec<Asked>,
    /// Past heavy content: the scene, and what is read instead.
    pub past: Option<(String, String)>,
}

/// What every part of the window is given. Costs nothing to copy.
#[derive(Clone, Copy)]
pub struct Lead {
    /// The session.
    pub room: Room,
    /// Whether there is a session to lead or to follow.
    pub is_open: Memo<bool>,
    /// Where the group stands.
    pub here: Followed<Here>,
    /// What stands in the middle.
    pub panel: RwSignal<Panel>,
    /// How votes are taken.
    pub way: RwSignal<Way>,
    /// The table that reports; `None` is the next that has not.
    pub table: RwSignal<Option<u32>>,
    /// What has just been done, where it cannot be seen.
    pub said: RwSignal<String>,
    /// Whether single keys act.
    pub keys: RwSignal<bool>,
    /// Whether the notes are out of sight.
    pub hidden: RwSignal<bool>,
    /// The window of the screen that was opened from here.
    pub screen: StoredValue<Option<web_sys::Window>, LocalStorage>,
    /// Whether the browser blocked it.
    pub blocked: RwSignal<bool>,
}

impl Lead {
    /// The one of this window.
    pub fn new(room: Room) -> Self {
        let here = Followed::new(move || {
            // Its lesson's page may come later than what is said about it.
            room.picture.track();
            here(room)
        });
        Self {
            room,
            is_open: Memo::new(move |_| matches!(room.side.get(), Side::Leads | Side::Follows | Side::Superseded)),
            here,
            panel: RwSignal::new(Panel::None),
            way: RwSignal::new(Way::Hands),
            table: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            keys: RwSignal::new(true),
            hidden: RwSignal::new(false),
            screen: StoredValue::new_local(None),
            blocked: RwSignal::new(false),
        }
    }

    /// Looks at the session; who asks is told when it changes. `other` where there is none.
    pub fn see<R>(&self, other: R, look: impl FnOnce(&Session) -> R) -> R {
        self.room.look(|recorder| look(recorder.session())).unwrap_or(other)
    }

    /// Writes, where this window does.
    pub fn act(&self, act: impl FnOnce(&mut Recorder, i64)) {
        self.room.act(act);
    }

    /// Says what has just been done.
    pub fn say(&self, words: impl Into<String>) {
        let words: String = words.into();
        self.said.set(words);
    }

    /// What the text was cut into for the screen; 0 when no screen has said so about what it shows now. Who asks is told when it changes.
    pub fn steps(&self) -> usize {
        let heard = self.room.heard.get();
        let since = self.see(None, |session| {
            let here = session.here.as_ref()?;
            let chosen = here.choice.as_ref().and(session.last_decision()).map_or(0, |d| d.number);
            // In a frozen picture the screen's steps are those of another scene.
            session.frozen.is_none().then_some((session.epoch, here.visit.max(chosen)))
        });
        match (heard, since) {
            // A writer after this one's beginning has other numbers, and the same picture.
            (Some(heard), Some((epoch, since))) if heard.seen.0 == epoch && heard.seen.1 >= since => heard.steps,
            _ => 0,
        }
    }
}

fn here(room: Room) -> Here {
    let page = room.graph();
    let found = room.look(|recorder| {
        let session = recorder.session();
        let mut found = Here { screen: session.screen, ..Here::default() };
        let Some(here) = &session.here else { return (found, None, Vec::new()) };
        found.lesson = here.lesson.clone();
        found.scene = (here.scene.id.0.clone(), here.scene.title.clone());
        found.section = here.section();
        found.visit = here.visit;
        let doors = page.as_ref().map_or_else(Vec::new, |page| doors(session, &page.lesson, recorder.meters()));
        let choices = doors.into_iter().filter(|door| door.open && door.is_choice).map(|door| door.name);
        (found, session.plan.room, choices.collect::<Vec<_>>())
    });
    let Some((mut found, room_of, choices)) = found else { return Here::default() };
    found.choices = choices.into_iter().map(|name| (name.as_str().into(), room.label(&name))).collect();
    let Some(section) = room.section_here() else { return found };
    let nodes = page.as_ref().and_then(|page| page.lesson.scene(&found.scene.0).map(|(_, node)| node.prompts.clone())).unwrap_or_default();
    let room_of = room_of.map(RoomOf::as_str).unwrap_or_default();
    for prompt in dom::all_in(&section, ".prompt[data-prompt]") {
        let id = prompt.get_attribute("data-prompt").unwrap_or_default();
        let variant = prompt.get_attribute("data-room");
        let of_room = |element: &web_sys::Element| {
            element.get_attribute("data-prompt").as_deref() == Some(&id) && element.get_attribute("data-room").as_deref() == Some(room_of)
        };
        let is_shown = match variant.as_deref() {
            None => true,
            Some("other") => !dom::all_in(&section, ".prompt[data-room]").iter().any(of_room),
            Some(variant) => variant == room_of,
        };
        if !is_shown {
            continue;
        }
        // Variants of one prompt have one name, and stand in the page as in the file.
        let same = dom::all_in(&section, ".prompt[data-prompt]");
        let nth = same.iter().filter(|p| p.get_attribute("data-prompt").as_deref() == Some(&id)).position(|p| *p == prompt).unwrap_or(0);
        let mut of_name = nodes.iter().filter(|node| node.id.as_str() == id);
        let node = of_name.clone().nth(nth).or_else(|| of_name.next());
        let discussion = node.filter(|node| node.kind == PromptKind::Discussion);
        let question = dom::find_in(&prompt, ".ask, legend").map(|ask| dom::text(&ask)).unwrap_or_default();
        let parts = discussion.map_or_else(Vec::new, |node| Talk::of_minutes(&node.minutes));
        found.asked.push(Asked { prompt: id.as_str().into(), question, parts });
    }
    found.past = dom::find_in(&section, ".care [data-past]").map(|link| {
        let to = link.get_attribute("data-past").unwrap_or_default();
        (to, dom::find_in(&section, ".care").map(|care| summary(&care)).unwrap_or_default())
    });
    found
}

/// A care box's own words: what stands between its heading and the help lines.
fn summary(care: &web_sys::Element) -> String {
    let talk = crate::text::NB.talk_to_someone();
    let mut words = Vec::new();
    for paragraph in dom::all_in(care, ":scope > p:not(.kind, .box-title)") {
        let text = dom::text(&paragraph);
        if text == talk {
            break;
        }
        words.push(text);
    }
    words.join(" ")
}
