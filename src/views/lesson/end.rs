//! The end of a lesson: in words and events, what the service did. And the doors one did not take.

use leptos::prelude::*;

use super::heading;
use crate::journey::{Act, MeterWords, Moment, Trail, summary};
use crate::text::NB;
use crate::views::desk::Desk;
use crate::views::parts::{self, part};

/// What stands above the way on.
pub fn told(desk: Desk) -> AnyView {
    let trail = desk.trail.get();
    let Some(trail) = &*trail else { return parts::nothing() };
    let meters = desk.page.with(|page| summary(trail, page.meters()));
    let mut all = vec![part("h3").text(NB.ending_heading()).done()];
    if meters.iter().all(|m| m.raised.is_empty() && m.lowered.is_empty()) {
        all.push(parts::line("", NB.ending_none()));
    }
    all.push(parts::list("told", meters.iter().map(meter).collect()));
    all.push(parts::line("", if trail.is_done() { NB.ending_done() } else { NB.ending_jumped() }));
    all.push(others(desk, trail));
    parts::block("end-words", all)
}

/// One meter in words, and the scenes where it moved.
fn meter(meter: &MeterWords) -> AnyView {
    let (name, now, before) = (&meter.name, &meter.at_end, &meter.at_begin);
    let words = if now == before { NB.ending_decided(name, now) } else { NB.ending_was(name, now, before) };
    parts::all(vec![parts::line("", words), moments(NB.ending_more(), &meter.raised), moments(NB.ending_less(), &meter.lowered)])
}

/// What was done there, each with the way back to its scene.
fn moments(words: &'static str, moments: &[Moment]) -> AnyView {
    if moments.is_empty() {
        return parts::nothing();
    }
    let item = |m: &Moment| {
        let back = parts::link("", format!("#{}", m.scene), String::new(), heading(m.scene.as_str())).done();
        parts::all(vec![part("span").class("said").text(format!("«{}» ", m.label)).done(), back])
    };
    parts::all(vec![parts::line("kind", words), parts::list("", moments.iter().map(item).collect())])
}

/// Scenes on this way where another choice can be tried. What was done stays: going on from there is a branch.
fn others(desk: Desk, trail: &Trail) -> AnyView {
    let Some(page) = desk.lesson() else { return parts::nothing() };
    // The step one stood on when choosing is the one before the choice.
    let chosen = trail.steps.windows(2).filter(|pair| matches!(pair[1].act, Act::Chose { .. }));
    let chosen = chosen.filter(|pair| page.lesson.scene(pair[1].scene.as_str()).is_some_and(|(_, s)| s.choices.len() > 1));
    let link = |pair: &[crate::journey::Step]| {
        let scene = pair[1].scene.as_str();
        parts::link("", format!("#{scene}"), pair[0].name.to_string(), heading(scene)).done()
    };
    let links: Vec<AnyView> = chosen.map(link).collect();
    match links.is_empty() {
        true => parts::nothing(),
        false => parts::all(vec![parts::line("", NB.ending_other_heading()), parts::list("", links)]),
    }
}
