//! `/gruppe/fasilitator/`: the window of the one who leads. What the screen shows, what comes next, what she can do now and by which key,
//! her notes, and the clock. Nothing she needs in a hurry scrolls away.

pub mod acts;
mod clock;
mod keys;
pub mod lead;
mod map;
pub mod notes;
mod now;
mod screen;
mod timer;
mod votes;

use leptos::prelude::*;

use super::room::{Kept, Room, Side};
use super::{closing, opening};
use crate::journey::session::Screen;
use crate::text::NB;
use crate::views::parts::{self, part};
use acts::Act;
use lead::{Lead, Panel};

/// The place.
pub fn place(room: Room) -> AnyView {
    let lead = Lead::new(room);
    keys::listen(lead);
    room.on_door(move |link| acts::door(lead, &link));
    let views = vec![
        parts::mounted(parts::slot(None, "facilitator"), move || bar(lead)),
        parts::mounted(parts::slot(None, "facilitator-now"), move || parts::live(move || if_open(lead, now::showing))),
        parts::mounted(parts::slot(None, "facilitator-next"), move || parts::live(move || if_open(lead, now::coming))),
        parts::mounted(parts::slot(None, "facilitator-work"), move || parts::live(move || if_open(lead, work))),
        parts::mounted(parts::slot(None, "facilitator-notes"), move || parts::live(move || if_open(lead, notes::all))),
        parts::mounted(parts::slot(None, "facilitator-foot"), move || parts::live(move || if_open(lead, foot))),
    ];
    parts::all(views)
}

/// A view that needs a session.
fn if_open(lead: Lead, view: fn(Lead) -> AnyView) -> AnyView {
    if lead.is_open.get() { view(lead) } else { parts::nothing() }
}

/// Above all: which session, the clock, the screen, and what must be said.
fn bar(lead: Lead) -> AnyView {
    let name = move || lead.room.look(|recorder| recorder.session().plan.name.clone()).unwrap_or_default();
    let name = part("p").class("session").add(parts::live(move || name().into_any())).done();
    let tools = parts::live(move || {
        if !lead.is_open.get() {
            return parts::nothing();
        }
        // Its place is wanted for other things once the screen is there; its key still brings the window to the front.
        let open = if lead.room.screens.get() == 0 { acts::button(lead, Act::Open) } else { parts::nothing() };
        parts::acts(vec![open, acts::button(lead, Act::Help)])
    });
    parts::all(vec![
        part("div").class("lead-top").add(parts::all(vec![name, clock::line(lead), screen::line(lead), tools])).done(),
        parts::live(move || side(lead)),
        parts::live(move || screen::blocked(lead)),
        parts::status("lead-said", move || [lead.room.notice.get(), lead.said.get()].concat()),
    ])
}

/// What this window is to its session, where that is not simply leading it.
fn side(lead: Lead) -> AnyView {
    let to_start = || parts::link("", lead.room.url("gruppe/"), String::new(), NB.lead_to_start()).done();
    let said = |words: &'static str, then: AnyView| {
        part("div").class("lead-side").set("role", "status").add(parts::line("", words)).add(then).done()
    };
    match lead.room.side.get() {
        Side::Leads => match lead.room.kept.get() {
            Kept::Here => parts::nothing(),
            Kept::InMemory => said(NB.lead_in_memory(), parts::nothing()),
            Kept::Full => said(NB.kept_full(), parts::nothing()),
        },
        Side::Superseded => said(NB.lead_superseded(), acts::button(lead, Act::Lead)),
        Side::Follows => said(NB.lead_follows(), acts::button(lead, Act::Lead)),
        Side::Nowhere => said(NB.lead_nowhere(), to_start()),
        Side::Unknown => said(NB.lead_unknown(), to_start()),
        Side::Damaged => said(NB.lead_damaged(), to_start()),
        Side::Newer => said(NB.lead_newer(), to_start()),
    }
}

/// In the middle: what can be done now.
fn work(lead: Lead) -> AnyView {
    let turn = parts::live(move || match lead.panel.get() {
        Panel::Map => map::scenes(lead),
        Panel::WhatIf => map::what_if(lead),
        Panel::Help => keys::help(lead),
        Panel::None => parts::live(move || match lead.here.with(|here| here.screen) {
            Screen::Scene => parts::all(vec![votes::all(lead), timer::all(lead)]),
            Screen::Closing => said(lead),
            screen => told(lead, screen),
        }),
    });
    part("section").class("work").set("aria-label", NB.lead_work()).add(turn).done()
}

/// What the screen is for when it shows no scene.
fn told(lead: Lead, screen: Screen) -> AnyView {
    let words = match screen {
        Screen::Ready => NB.lead_at_ready(),
        Screen::Opening => NB.lead_at_opening(),
        _ => NB.lead_at_end(),
    };
    let record = lead.room.url_of("") + "#referat";
    let record = parts::link("", record, String::new(), NB.lead_to_record()).done();
    let then = match screen {
        Screen::Ended => record,
        Screen::Opening => parts::all(vec![opening::shown(lead.room), clock::ends_at(lead)]),
        _ => clock::ends_at(lead),
    };
    parts::all(vec![parts::line("lead-told", words), then])
}

/// The three questions, and what is said to them.
fn said(lead: Lead) -> AnyView {
    part("div").class("own").add(parts::line("lead-told", NB.lead_at_closing())).add(closing::fields(lead.room)).done()
}

/// Below: the ways on and back, and what acts on the screen at once.
fn foot(lead: Lead) -> AnyView {
    let group = |label: &'static str, acts: &[Act]| {
        let buttons = acts.iter().map(|act| acts::button(lead, *act)).collect();
        part("div").class("acts").set("role", "group").set("aria-label", label).add(parts::all(buttons)).done()
    };
    let ways = group(NB.lead_ways(), &[Act::Back, Act::Onward]);
    let screen = group(NB.projector(), &[Act::Black, Act::Freeze, Act::Pause, Act::Undo]);
    let more = group(NB.lead_more(), &[Act::Map, Act::WhatIf, Act::Past, Act::Chat, Act::Link]);
    part("div").class("lead-foot").add(parts::all(vec![ways, screen, more])).done()
}
