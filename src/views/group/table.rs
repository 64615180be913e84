//! Around one screen: the lesson as one reads it alone, with roles and no votes. On `/gruppe/`, in a session that sits so.

use leptos::prelude::*;
use web_sys::Element;

use super::facilitator::acts::{self, Act};
use super::facilitator::lead::Lead;
use super::facilitator::notes;
use super::projector::timer as clock;
use super::room::Room;
use super::{closing, opening, ready, start};
use crate::browser::{dom, focus};
use crate::course::graph::{ChoiceName, SceneId};
use crate::journey::session::snapshot::Screen;
use crate::journey::session::{Backward, Seating};
use crate::text::NB;
use crate::views::parts::{self, part};

/// Who does what.
pub fn roles() -> AnyView {
    let role = |name: &'static str, does: &'static str| {
        parts::all(vec![part("b").text(name).done(), part("span").text(format!(" {does}")).done()])
    };
    let roles = vec![
        role(NB.role_reader(), NB.role_reader_does()),
        role(NB.role_time(), NB.role_time_does()),
        role(NB.role_rune(), NB.role_rune_does()),
    ];
    parts::all(vec![part("h2").text(NB.roles()).done(), parts::list("roles", roles)])
}

/// Takes the page for the lesson.
pub fn begin(room: Room) {
    room.claim();
    room.advance(0);
}

fn is_here(room: Room) -> bool {
    room.leads() && room.look(|recorder| recorder.session().plan.seating) == Some(Seating::OneScreen)
}

/// The screen that shows now, where the group sits around this window and has begun.
fn screen(room: Room) -> Option<Screen> {
    let begun = is_here(room).then(|| room.look(|recorder| recorder.session().screen)).flatten();
    begun.filter(|screen| *screen != Screen::Ready)
}

/// What stands below the lesson, and before and after it.
pub fn controls(room: Room) -> AnyView {
    room.on_door(move |link| door(room, &link));
    // The page is the lesson's while there is one: what stands around it goes.
    let shown = Memo::new(move |_| screen(room));
    let section = Memo::new(move |_| room.picture.get().map(|picture| picture.section.clone()).unwrap_or_default());
    parts::follow(move || {
        let screen = shown.get();
        section.track();
        if let Some(article) = dom::find("article.group") {
            dom::set_hidden(&article, screen.is_some());
        }
        if let Some(stage) = dom::find("[data-stage]") {
            dom::set_hidden(&stage, screen != Some(Screen::Scene));
        }
        if screen.is_some() {
            focus::top();
            parts::focus_next("[data-stage]:not([hidden]) .scene[data-on] :is(h1, h2), [data-slot=table] h2");
        }
    });
    parts::mounted(parts::slot(None, "table"), move || {
        parts::live(move || match shown.get() {
            None => parts::nothing(),
            Some(screen) => {
                let words = parts::live(move || match room.notice.get() {
                    words if words.is_empty() => parts::nothing(),
                    words => parts::status("notice", move || words.clone()),
                });
                let inside = match screen {
                    Screen::Opening => parts::all(vec![opening::shown(room), roles(), on(room, NB.table_begin())]),
                    Screen::Closing => parts::all(vec![closing::shown(room), closing::fields(room), on(room, NB.table_end())]),
                    Screen::Ended => ended(room),
                    _ => scene(room),
                };
                parts::block("table-bar", vec![words, parts::live(move || ready::kept(room)), inside])
            }
        })
    })
}

fn on(room: Room, words: &'static str) -> AnyView {
    parts::acts(vec![parts::button("", words, move || {
        room.advance(0);
    })])
}

fn ended(room: Room) -> AnyView {
    let record = parts::link("button", room.url_of("") + "#referat", String::new(), NB.record());
    let heading = part("h2").set("tabindex", "-1").text(NB.table_over()).done();
    // The page is another without the lesson: it begins anew.
    let record = record.on("click", |_| {
        set_timeout(|| drop(dom::window().location().reload()), std::time::Duration::ZERO);
    });
    parts::all(vec![heading, closing::help_lines(), parts::acts(vec![record.done(), start::home(room)])])
}

/// Below a scene: the discussion's timer, back, on from an ending, notes for the record.
fn scene(room: Room) -> AnyView {
    let lead = Lead::new(room);
    let notes = part("details").class("own").add(part("summary").text(NB.table_notes()).done()).add(notes::fields(lead)).done();
    parts::all(vec![timer(lead), ways(room), notes])
}

/// For whoever keeps the time.
fn timer(lead: Lead) -> AnyView {
    let room = lead.room;
    let has_discussion = move || lead.here.with(|here| here.asked.iter().any(|asked| !asked.parts.is_empty()));
    // What pressing does, and whether there is a timer to take away.
    let state = Memo::new(move |_| match clock::reading(room) {
        Some((_, at)) if at.over => Some(("", true)),
        Some((_, at)) => Some((if at.held { NB.wall_timer_on() } else { NB.wall_timer_hold() }, true)),
        None => has_discussion().then_some((NB.wall_timer_start(), false)),
    });
    let buttons = parts::live(move || {
        let Some((words, has_timer)) = state.get() else { return parts::nothing() };
        let mut buttons = Vec::new();
        if !words.is_empty() {
            buttons.push(parts::button("quiet", words, move || acts::run(lead, Act::Timer)));
        }
        if has_timer {
            buttons.push(parts::button("quiet", NB.wall_timer_away(), move || acts::run(lead, Act::Stop)));
        }
        parts::acts(buttons)
    });
    parts::all(vec![clock::view(room), buttons])
}

fn ways(room: Room) -> AnyView {
    let state = Memo::new(move |_| {
        room.now.track();
        room.look(|recorder| {
            let session = recorder.session();
            let now = room.now.get_untracked();
            let back = match recorder.backward(now) {
                Backward::Undo => 2,
                Backward::Scene(_) => 1,
                _ => 0,
            };
            let ending = session.here.as_ref().is_some_and(|here| here.scene.ending && here.choice.is_none());
            (back, ending, session.next_lesson().map(|next| next.title.clone()))
        })
        .unwrap_or_default()
    });
    parts::live(move || {
        let (back, ending, next) = state.get();
        let mut acts = Vec::new();
        match back {
            2 => acts.push(parts::button("quiet", NB.table_undo(), move || {
                room.back();
            })),
            1 => acts.push(parts::button("quiet", NB.back(), move || {
                room.back();
            })),
            _ => {}
        }
        if ending {
            let words = next.map_or_else(|| NB.table_closing().to_owned(), |title| NB.table_next(title));
            acts.push(parts::button("", words, move || {
                room.advance(0);
            }));
        } else {
            acts.push(parts::button("quiet", NB.table_stop(), move || room.show(Screen::Closing)));
        }
        parts::acts(acts)
    })
}

/// A link of the lesson was followed.
fn door(room: Room, link: &Element) {
    if !untrack(|| is_here(room)) {
        return;
    }
    if let Some(choice) = link.get_attribute("data-choice") {
        room.choose(&ChoiceName(choice));
    } else if link.has_attribute("data-past") {
        let lesson = room.graph().map(|page| page.lesson.slug.clone());
        let target = SceneId(link.get_attribute("data-past").unwrap_or_default());
        let summary = link.closest("aside").ok().flatten().and_then(|aside| dom::find_in(&aside, "p:not(.kind)")).map(|p| dom::text(&p));
        if let Some(lesson) = lesson {
            let scene = room.scene(&lesson, &target);
            room.act(|recorder, at| recorder.skip(scene, &summary.unwrap_or_default(), at));
        }
    } else if link.has_attribute("data-continue") {
        room.go_on();
    }
}
