//! The discussion's timer: what it shows, and what she can do with it.

use leptos::prelude::*;

use super::acts::{self, Act};
use super::lead::Lead;
use crate::journey::session::Talk;
use crate::text::NB;
use crate::views::parts::{self, part};

/// The timer.
pub fn all(lead: Lead) -> AnyView {
    let shown = Memo::new(move |_| shown(lead));
    let part_of = Memo::new(move |_| {
        let now = lead.room.now.get();
        lead.see(None, |session| {
            session.timer.as_ref().map(|timer| timer.read(now)).map(|reading| (reading.talk, reading.over, reading.held))
        })
    });
    let has_timer = Memo::new(move |_| part_of.get().is_some());
    let figures = part("p").class("figures").set("role", "timer").add(parts::live(move || shown.get().into_any())).done();
    // Which part it is in is worth hearing; the figures are not.
    let phase = parts::status("phase", move || match part_of.get() {
        None => about(lead),
        Some((_, true, _)) => NB.lead_time_over().to_owned(),
        Some((talk, _, held)) => {
            let words = match talk {
                Talk::Alone => NB.lead_alone(),
                Talk::Together => NB.lead_together(),
                Talk::Plenary => NB.lead_plenary(),
            };
            if held { [words, ", ", NB.lead_held()].concat() } else { words.to_owned() }
        }
    });
    let buttons = parts::live(move || {
        let acts: &[Act] = if has_timer.get() { &[Act::Timer, Act::More, Act::Less, Act::Part, Act::Stop] } else { &[Act::Timer] };
        let button = |act: &Act| match act {
            Act::Timer => acts::button_saying(lead, Act::Timer, parts::live(move || words(lead).into_any())),
            act => acts::button(lead, *act),
        };
        parts::acts(acts.iter().map(button).collect())
    });
    let heading = part("h2").text(NB.lead_timer_heading()).done();
    part("div")
        .class("timer")
        .set("role", "group")
        .set("aria-label", NB.lead_timer_heading())
        .add(parts::all(vec![heading, figures, phase, buttons]))
        .done()
}

/// What the timer's key does now.
fn words(lead: Lead) -> &'static str {
    match lead.see(None, |session| session.timer.as_ref().map(|timer| timer.held.is_some())) {
        None => NB.wall_timer_start(),
        Some(true) => NB.wall_timer_on(),
        Some(false) => NB.wall_timer_hold(),
    }
}

/// Minutes and seconds left, as `4:05`; empty without a timer.
fn shown(lead: Lead) -> String {
    let now = lead.room.now.get();
    let left = lead.see(None, |session| session.timer.as_ref().map(|timer| timer.read(now).left));
    left.map_or_else(String::new, |left| {
        // A second that has begun counts.
        let seconds = (left + 999) / 1000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    })
}

/// What a timer would be for.
fn about(lead: Lead) -> String {
    let parts = lead.here.with(|here| here.asked.iter().find(|asked| !asked.parts.is_empty()).map(|asked| asked.parts.clone()));
    match parts {
        Some(parts) => NB.lead_timer_of(parts.iter().map(|(_, minutes)| minutes.to_string()).collect::<Vec<_>>().join(" + ")),
        None => NB.lead_timer_by_hand().to_owned(),
    }
}
