//! The clock in words: when the evening will be over, how late that is, and what would help.

use leptos::prelude::*;

use super::acts::{self, Act};
use super::lead::Lead;
use crate::browser::clock::{next, time};
use crate::journey::session::{Forecast, Screen, Skip};
use crate::text::NB;
use crate::views::parts::{self, part};

/// The clock on the wall, the one line, and what would help.
pub fn line(lead: Lead) -> AnyView {
    let now = Memo::new(move |_| time(lead.room.now.get()));
    let told = Memo::new(move |_| forecast(lead).map(|forecast| forecast.told(NB, &time)).unwrap_or_default());
    let skip = Memo::new(move |_| skip(lead).map(|skip| skip.told(NB)));
    let clock = part("time").class("clock").add(parts::live(move || now.get().into_any())).done();
    // Not read aloud when it changes: it changes all evening.
    let told = part("p").class("forecast").add(parts::live(move || told.get().into_any())).done();
    let shorten = parts::live(move || match skip.get() {
        Some(words) => acts::button_saying(lead, Act::Shorten, words.into_any()),
        None => parts::nothing(),
    });
    part("div").class("lead-clock").add(parts::all(vec![clock, told, shorten])).done()
}

/// When the room must be left, where that is not what the lessons take.
pub fn ends_at(lead: Lead) -> AnyView {
    let shown = move || lead.see(None, |session| session.evening().and_then(|evening| evening.ends_at)).map(time).unwrap_or_default();
    let write = move |event| {
        let at = next(lead.room.now.get_untracked(), &event_target_value(&event));
        lead.act(|recorder, now| recorder.ends_at(at, now));
    };
    let field = part("input").set("type", "time").set("id", "ferdig").set("autocomplete", "off").value(shown).on("change", write).done();
    let label = part("label").set("for", "ferdig").text(NB.lead_ends_at()).done();
    part("p").class("ends-at").add(parts::all(vec![label, field])).done()
}

fn forecast(lead: Lead) -> Option<Forecast> {
    let is_over = lead.here.with(|here| matches!(here.screen, Screen::Closing | Screen::Ended));
    if is_over || !lead.is_open.get() {
        return None;
    }
    lead.room.picture.track();
    let page = lead.room.graph();
    lead.room.look(|recorder| recorder.forecast(page.as_ref().map(|page| &page.lesson), lead.room.now.get())).flatten()
}

/// From how late on something is to be passed over. Unit: minutes.
const LATE: i64 = 3;

/// What to pass over, when one is late: the scene that saves most.
pub fn skip(lead: Lead) -> Option<Skip> {
    forecast(lead).filter(|forecast| forecast.minutes_late() >= LATE).and_then(|forecast| forecast.best_skip().cloned())
}
