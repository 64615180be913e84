//! The course page: how far one has come in each lesson, where to go on, and which lessons to show.

use leptos::prelude::*;

use super::desk::Desk;
use super::lesson::resume;
use super::parts::{self, part};
use crate::browser::dom;
use crate::text::NB;

/// Controls of the course page.
pub fn controls(desk: Desk) -> AnyView {
    let mut all =
        vec![parts::mounted(parts::slot(None, "resume"), move || resume::line(desk)), parts::mounted(parts::slot(None, "filter"), filter)];
    for floor in floors() {
        let slug = floor.get_attribute("data-lesson").unwrap_or_default();
        all.push(parts::mounted(parts::slot(Some(&floor), "progress"), move || {
            let slug = slug.clone();
            parts::live(move || progress(desk, &slug))
        }));
    }
    parts::all(all)
}

fn floors() -> Vec<web_sys::Element> {
    dom::find("#page main").map(|main| dom::all_in(&main, ".floor")).unwrap_or_default()
}

/// One line under a lesson: begun, or done.
fn progress(desk: Desk, slug: &str) -> AnyView {
    let (state, words) = desk.journey.with(|journey| match journey.lesson(slug) {
        Some(lesson) if lesson.done.is_some() => ("done", NB.progress_done()),
        Some(lesson) if lesson.latest.is_some() => ("begun", NB.progress_begun()),
        _ => ("", ""),
    });
    match state {
        "" => parts::nothing(),
        state => part("p").class("progress").set("data-state", state).text(words).done(),
    }
}

/// Radio buttons that leave only the lessons of one level standing.
fn filter() -> AnyView {
    let choose = |level: &'static str| {
        for floor in floors() {
            let levels = floor.get_attribute("data-level").unwrap_or_default();
            dom::set_hidden(&floor, !level.is_empty() && !levels.split(' ').any(|l| l == level));
        }
    };
    let levels = [("", NB.filter_all()), ("individ", NB.level_individ()), ("tjeneste", NB.level_tjeneste()), ("system", NB.level_system())];
    let radio = |(level, words): (&'static str, &'static str)| {
        let input = part("input").set("type", "radio").set("name", "level").set("value", level).set("autocomplete", "off");
        let input = if level.is_empty() { input.set("checked", "") } else { input };
        part("label").add(input.on("change", move |_| choose(level)).done()).add(part("span").text(words).done()).done()
    };
    let legend = part("legend").text(NB.filter_heading()).done();
    part("fieldset").class("filter").add(legend).add(parts::all(levels.map(radio).into_iter().collect())).done()
}
