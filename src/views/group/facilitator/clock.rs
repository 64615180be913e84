//! The clock in words: when the evening will be over, how late that is, and what would help.

use leptos::prelude::*;

use super::lead::Lead;
use crate::browser::clock::time;
use crate::text::NB;
use crate::views::parts::{self, part};

/// The clock on the wall, and the one line.
pub fn line(lead: Lead) -> AnyView {
    let now = Memo::new(move |_| time(lead.room.now.get()));
    let told = Memo::new(move |_| told(lead));
    let clock = part("time").class("clock").add(parts::live(move || now.get().into_any())).done();
    // Not read aloud when it changes: it changes all evening.
    let told = part("p").class("forecast").add(parts::live(move || told.get().into_any())).done();
    part("div").class("lead-clock").add(parts::all(vec![clock, told])).done()
}

fn told(lead: Lead) -> String {
    if !lead.is_open.get() {
        return String::new();
    }
    lead.room.picture.track();
    let page = lead.room.graph();
    let forecast = lead.room.look(|recorder| recorder.forecast(page.as_ref().map(|page| &page.lesson), lead.room.now.get())).flatten();
    let Some(forecast) = forecast else { return String::new() };
    let told = forecast.told(NB, &time);
    match forecast.best_skip().filter(|_| forecast.minutes_late() > 0) {
        Some(skip) => [told, " ".to_owned(), skip.told(NB)].concat(),
        None => told,
    }
}
