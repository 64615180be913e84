//! What she can do, once each: its words, its key, when it can be done, and doing it. Buttons, keys and the help page are of one table.

use leptos::prelude::*;
use web_sys::Element;

use super::lead::{Lead, Panel};
use super::{clock, notes, screen};
use crate::browser::{file, focus};
use crate::course::graph::ChoiceName;
use crate::journey::session::timer::MINUTE;
use crate::journey::session::{Backward, Outcome, Recorder, Screen, Session, Stage, Talk};
use crate::place::{Place, encode};
use crate::text::NB;
use crate::views::parts::{self, part};

/// Where focus takes no key for itself: on a button Enter would press it, and not decide.
const NOWHERE: &str = ".desk h1";

/// Minutes of a timer that is for no discussion.
const BY_HAND: u32 = 5;

/// Something she does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The step, scene, lesson or page that comes next.
    Onward,
    /// One back.
    Back,
    /// Asks all to think alone.
    Think,
    /// Asks for hands.
    Hands,
    /// Asks all to talk.
    Talk,
    /// Asks for hands again: another round.
    Again,
    /// Shows or hides the votes.
    Votes,
    /// Takes the marked choice, else the one that leads.
    Decide,
    /// Starts the timer, holds it, lets it go on.
    Timer,
    /// A minute more.
    More,
    /// A minute less.
    Less,
    /// Ends the timer's part.
    Part,
    /// Takes the timer away.
    Stop,
    /// Makes the screen black, or lights it.
    Black,
    /// Freezes the screen, or thaws it.
    Freeze,
    /// Begins or ends a break.
    Pause,
    /// Takes the decision back.
    Undo,
    /// Goes past heavy content.
    Past,
    /// Passes over the scene ahead that saves most, when one is late.
    Shorten,
    /// Shows the scenes, to go to one.
    Map,
    /// Shows what a detour can be to.
    WhatIf,
    /// Comes back from a detour.
    Return,
    /// Copies the question and the choices.
    Chat,
    /// Copies the scene's address.
    Link,
    /// Goes to the notes.
    Note,
    /// Opens the screen's window.
    Open,
    /// Takes over from another window.
    Lead,
    /// Shows the keys.
    Help,
}

/// All that has a key: the first is shown, and named as the keyboard names it.
pub const KEYS: [(Act, &[&str]); 27] = [
    (Act::Onward, &["ArrowRight", "PageDown", " "]),
    (Act::Back, &["ArrowLeft", "PageUp"]),
    (Act::Think, &["t"]),
    (Act::Hands, &["h"]),
    (Act::Talk, &["s"]),
    (Act::Again, &["i"]),
    (Act::Votes, &["v"]),
    (Act::Decide, &["Enter"]),
    (Act::Timer, &["m"]),
    (Act::More, &["+"]),
    (Act::Less, &["-"]),
    (Act::Part, &["d"]),
    (Act::Stop, &["0"]),
    (Act::Black, &["b", "."]),
    (Act::Freeze, &["f"]),
    (Act::Pause, &["p"]),
    (Act::Undo, &["z"]),
    (Act::Past, &["g"]),
    (Act::Shorten, &["x"]),
    (Act::Map, &["k"]),
    (Act::WhatIf, &["o"]),
    (Act::Return, &["r"]),
    (Act::Chat, &["c"]),
    (Act::Link, &["l"]),
    (Act::Note, &["n"]),
    (Act::Open, &["a"]),
    (Act::Help, &["?"]),
];

impl Act {
    /// What this key does.
    pub fn of_key(key: &str) -> Option<Self> {
        KEYS.iter().find(|(_, keys)| keys.iter().any(|known| known.eq_ignore_ascii_case(key))).map(|(act, _)| *act)
    }

    /// Its first key, as the keyboard names it; empty without one.
    pub fn key(self) -> &'static str {
        KEYS.iter().find(|(act, _)| *act == self).and_then(|(_, keys)| keys.first()).copied().unwrap_or_default()
    }

    /// What its button says.
    pub fn words(self) -> &'static str {
        match self {
            Self::Onward => NB.lead_onward(),
            Self::Back => NB.lead_back(),
            Self::Think => NB.lead_think(),
            Self::Hands => NB.lead_hands(),
            Self::Talk => NB.lead_talk(),
            Self::Again => NB.lead_again(),
            Self::Votes => NB.lead_votes(),
            Self::Decide => NB.lead_decide(),
            Self::Timer => NB.lead_timer(),
            Self::More => NB.lead_more_time(),
            Self::Less => NB.lead_less_time(),
            Self::Part => NB.lead_part(),
            Self::Stop => NB.lead_stop(),
            Self::Black => NB.lead_black(),
            Self::Freeze => NB.lead_freeze(),
            Self::Pause => NB.lead_pause(),
            Self::Undo => NB.lead_undo(),
            Self::Past => NB.lead_past(),
            Self::Shorten => NB.lead_shorten(),
            Self::Map => NB.lead_map(),
            Self::WhatIf => NB.lead_what_if(),
            Self::Return => NB.lead_return(),
            Self::Chat => NB.lead_chat(),
            Self::Link => NB.lead_link(),
            Self::Note => NB.lead_note(),
            Self::Open => NB.lead_open(),
            Self::Lead => NB.lead_lead(),
            Self::Help => NB.lead_help(),
        }
    }
}

/// A key as it is printed on the keyboard.
pub fn cap(key: &str) -> String {
    match key {
        "ArrowRight" => "→".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "Enter" => "↵".to_owned(),
        " " => NB.lead_space().to_owned(),
        "-" => "−".to_owned(),
        key => key.to_uppercase(),
    }
}

/// Its button: its words, its key beside them, pressed while it holds, and dim while it cannot be done. It keeps focus all the same.
pub fn button(lead: Lead, act: Act) -> AnyView {
    button_saying(lead, act, act.words().into_any())
}

/// The same with other words.
pub fn button_saying(lead: Lead, act: Act, words: AnyView) -> AnyView {
    let held = Memo::new(move |_| is_on(lead, act));
    let possible = Memo::new(move |_| can(lead, act));
    let flag = |holds: bool| if holds { "true" } else { "false" }.to_owned();
    let class = if matches!(act, Act::Onward | Act::Decide) { "key" } else { "key quiet" };
    let mut button = part("button").set("type", "button").class(class).set("data-act", act.key());
    if !act.key().is_empty() {
        button = button.set("aria-keyshortcuts", if act == Act::More { "Plus" } else { act.key() });
    }
    let cap = part("kbd").set("aria-hidden", "true").text(cap(act.key())).done();
    button
        .keep("aria-pressed", move || held.get().map(flag))
        .keep("aria-disabled", move || (!possible.get()).then(|| flag(true)))
        .on("click", move |_| run(lead, act))
        .add(part("span").add(words).done())
        .add(if act.key().is_empty() { parts::nothing() } else { cap })
        .done()
}

/// Whether it holds now; `None` for what does not last.
fn is_on(lead: Lead, act: Act) -> Option<bool> {
    let stage = |stage| Some(lead.see(Stage::None, |session| session.stage) == stage);
    match act {
        Act::Think => stage(Stage::Think),
        Act::Hands => stage(Stage::Hands),
        Act::Talk => stage(Stage::Talk),
        Act::Again => stage(Stage::HandsAgain),
        Act::Votes => Some(lead.see(false, |session| session.shown)),
        Act::Black => Some(lead.see(false, |session| session.black)),
        Act::Freeze => Some(lead.see(false, |session| session.frozen.is_some())),
        Act::Pause => Some(lead.see(false, |session| session.paused.is_some())),
        Act::Map => Some(lead.panel.get() == Panel::Map),
        Act::WhatIf => Some(lead.panel.get() == Panel::WhatIf),
        Act::Help => Some(lead.panel.get() == Panel::Help),
        _ => None,
    }
}

/// Whether it can be done now. Who asks is told when that changes.
pub fn can(lead: Lead, act: Act) -> bool {
    if matches!(act, Act::Help | Act::Note | Act::Open | Act::Chat | Act::Link | Act::Lead) {
        return match act {
            Act::Chat => lead.here.with(|here| !here.choices.is_empty()),
            Act::Link => lead.here.with(|here| !here.section.is_empty()),
            Act::Lead => lead.is_open.get() && !lead.room.leads(),
            _ => true,
        };
    }
    if !lead.room.leads() {
        return false;
    }
    let in_scene = || lead.here.with(|here| here.screen == Screen::Scene);
    let has_timer = || lead.see(false, |session| session.timer.is_some());
    match act {
        Act::Think | Act::Hands | Act::Talk => lead.here.with(|here| !here.choices.is_empty()),
        Act::Again => lead.see(false, |s| s.stage == Stage::HandsAgain || s.round().is_some_and(|round| !round.is_empty())),
        Act::Votes => lead.see(false, |s| s.shown || s.round().is_some_and(|round| !round.is_empty())),
        Act::Decide => chosen(lead).is_some(),
        Act::Timer => in_scene(),
        Act::More | Act::Less | Act::Part | Act::Stop => has_timer(),
        Act::Undo => lead.room.look(|r| r.session().undoable(lead.room.now.get()).is_some()).unwrap_or(false),
        Act::Past => lead.here.with(|here| here.past.is_some()),
        Act::Shorten => clock::skip(lead).is_some(),
        Act::WhatIf => lead.see(false, |s| s.here.is_some()),
        Act::Return => lead.see(false, Session::in_detour),
        Act::Back => lead.room.look(|recorder| recorder.backward(lead.room.now.get()) != Backward::Nothing).unwrap_or(false),
        Act::Onward => lead.see(false, |session| session.screen != Screen::Ended),
        _ => true,
    }
}

/// The choice that *Velg denne veien* takes: the marked one, else the one that leads.
pub fn chosen(lead: Lead) -> Option<ChoiceName> {
    let marked = lead.see(None, |session| {
        let leads = || match session.round().map(|round| round.outcome()) {
            Some(Outcome::Leads(choice)) => Some(choice),
            _ => None,
        };
        session.marked.clone().or_else(leads)
    });
    marked.filter(|choice| lead.here.with(|here| here.choices.iter().any(|(name, _)| name == choice)))
}

/// Does it, if it can be done.
pub fn run(lead: Lead, act: Act) {
    let (room, press) = (lead.room, |act: &dyn Fn(&mut Recorder, i64)| lead.act(|recorder, at| act(recorder, at)));
    if !untrack(|| can(lead, act)) {
        return;
    }
    lead.say("");
    match act {
        Act::Onward => onward(lead),
        Act::Back => back(lead),
        Act::Think => stage(lead, Stage::Think),
        Act::Hands => stage(lead, Stage::Hands),
        Act::Talk => stage(lead, Stage::Talk),
        Act::Again => stage(lead, Stage::HandsAgain),
        Act::Votes => press(&|recorder, at| recorder.show_votes(!recorder.session().shown, at)),
        Act::Decide => decide(lead),
        Act::Timer => timer(lead),
        Act::More => press(&|recorder, at| recorder.give_time(MINUTE, at)),
        Act::Less => press(&|recorder, at| recorder.give_time(-MINUTE, at)),
        Act::Part => press(&|recorder, at| recorder.next_part(at)),
        Act::Stop => press(&|recorder, at| recorder.stop_timer(at)),
        Act::Black => press(&|recorder, at| recorder.black(!recorder.session().black, at)),
        Act::Freeze => {
            let page = room.graph();
            press(&|recorder, at| match recorder.session().frozen {
                Some(_) => recorder.thaw(at),
                None => recorder.freeze(page.as_ref().map(|page| &page.lesson), at),
            });
        }
        Act::Pause => press(&|recorder, at| match recorder.session().paused {
            Some(_) => recorder.end_pause(at),
            None => recorder.pause(at),
        }),
        Act::Undo => press(&|recorder, at| {
            recorder.undo(at);
        }),
        Act::Past => past(lead),
        Act::Shorten => {
            let skip = untrack(|| clock::skip(lead));
            if let (Some(skip), Some(page)) = (skip, room.graph()) {
                press(&|recorder, at| recorder.pass_over(&page.lesson.slug, &skip.scene, at));
                lead.say(NB.lead_shortened(skip.title));
            }
        }
        Act::Map => turn(lead, Panel::Map),
        Act::WhatIf => turn(lead, Panel::WhatIf),
        Act::Help => turn(lead, Panel::Help),
        Act::Return => press(&|recorder, at| recorder.come_back(at)),
        Act::Chat => copy(chat(lead)),
        Act::Link => copy((lead, link(lead))),
        Act::Note => notes::go(lead),
        Act::Open => screen::open(lead),
        Act::Lead => room.claim(),
    }
}

/// Shows a panel in the middle, or puts it away.
pub fn turn(lead: Lead, panel: Panel) {
    let closes = panel == Panel::None || lead.panel.get_untracked() == panel;
    lead.panel.set(if closes { Panel::None } else { panel });
    if !closes {
        parts::focus_next(".work h2");
    }
}

fn onward(lead: Lead) {
    let steps = untrack(|| lead.steps());
    if !lead.room.advance(steps) {
        lead.say(NB.lead_choose_first());
    }
}

fn back(lead: Lead) {
    if !lead.room.back() {
        lead.say(NB.lead_no_back());
    }
}

/// Asks the group for something. The choices are noted with their words first, for the record.
fn stage(lead: Lead, stage: Stage) {
    let choices = lead.here.with_untracked(|here| here.choices.clone());
    lead.room.act(|recorder, at| {
        let already = recorder.session().stage == stage;
        recorder.offer(choices, at);
        recorder.stage(if already { Stage::None } else { stage }, at);
    });
    if matches!(stage, Stage::Hands | Stage::HandsAgain) {
        parts::focus_next(".tally input");
    }
}

fn decide(lead: Lead) {
    let Some(choice) = untrack(|| chosen(lead)) else { return };
    let choices = lead.here.with_untracked(|here| here.choices.clone());
    lead.room.act(|recorder, at| recorder.offer(choices, at));
    let label = lead.room.label(choice.as_str());
    if lead.room.choose(&choice) {
        lead.say(NB.lead_decided(label));
        // What had focus is gone with the votes.
        parts::focus_next(NOWHERE);
    }
}

/// Marks the choice with this digit, or takes its mark away.
pub fn mark(lead: Lead, digit: usize) {
    let choice = lead.here.with_untracked(|here| here.choices.get(digit.wrapping_sub(1)).map(|(name, _)| name.clone()));
    let (Some(choice), Some(page)) = (choice, lead.room.graph()) else { return };
    lead.room.act(|recorder, at| {
        let marked = recorder.session().marked.as_ref() == Some(&choice);
        recorder.mark(&page.lesson, (!marked).then_some(&choice), at);
    });
}

/// A link of the lesson in this window: a choice is marked, a way on is taken, a way past is gone.
pub fn door(lead: Lead, link: &Element) {
    if let Some(choice) = link.get_attribute("data-choice") {
        let at = lead.here.with_untracked(|here| here.choices.iter().position(|(name, _)| name.as_str() == choice));
        at.into_iter().for_each(|at| mark(lead, at + 1));
    } else if link.has_attribute("data-continue") {
        lead.room.go_on();
    } else if link.has_attribute("data-past") {
        run(lead, Act::Past);
    }
}

fn timer(lead: Lead) {
    let discussion = lead.here.with_untracked(|here| here.asked.iter().find(|asked| !asked.parts.is_empty()).cloned());
    lead.room.act(|recorder, at| match recorder.session().timer.as_ref().map(|timer| timer.held.is_some()) {
        Some(held) => recorder.hold_timer(!held, at),
        None => match discussion {
            Some(asked) => recorder.timer(Some(asked.prompt), asked.parts, at),
            None => recorder.timer(None, vec![(Talk::Together, BY_HAND)], at),
        },
    });
}

fn past(lead: Lead) {
    let Some((to, summary)) = lead.here.with_untracked(|here| here.past.clone()) else { return };
    let lesson = lead.here.with_untracked(|here| here.lesson.clone());
    let scene = lead.room.scene(&lesson, &to.as_str().into());
    lead.room.act(|recorder, at| recorder.skip(scene, &summary, at));
    lead.say(NB.lead_read_aloud(summary));
}

/// The question and its choices, for a chat where all can answer with a number.
fn chat(lead: Lead) -> (Lead, String) {
    let text = lead.here.with_untracked(|here| {
        let mut lines = vec![NB.lead_chat_ask(&here.scene.1)];
        lines.extend((1..).zip(&here.choices).map(|(n, (_, label))| format!("{n}. {label}")));
        lines.push(NB.lead_chat_answer().to_owned());
        lines.join("\n")
    });
    (lead, text)
}

fn link(lead: Lead) -> String {
    lead.here.with_untracked(|here| {
        let page = lead.room.url(&Place::lesson(&here.lesson).path());
        [page.as_str(), "#", &encode(&here.section)].concat()
    })
}

fn copy((lead, text): (Lead, String)) {
    parts::spawn(async move {
        let copied = file::copy(&text).await;
        lead.say(if copied { NB.lead_copied().to_owned() } else { NB.lead_copy_failed(&text) });
    });
}

/// Puts away what stands in the middle, or leaves the field that has focus, so that single keys act again.
pub fn escape(lead: Lead) {
    if lead.panel.get_untracked() != Panel::None {
        turn(lead, Panel::None);
    }
    focus::on(NOWHERE);
}
