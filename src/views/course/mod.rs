//! The course page: how far one has come in each lesson, where to go on, and which lessons to show.

use leptos::prelude::*;

use super::desk::Desk;
use super::lesson::resume;
use super::parts;
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
        state => view! { <p class="progress" data-state=state>{words}</p> }.into_any(),
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
        view! {
            <label>
                <input type="radio" name="level" value=level checked=level.is_empty() autocomplete="off" on:change=move |_| choose(level) />
                <span>{words}</span>
            </label>
        }
        .into_any()
    };
    let radios = levels.map(radio).into_iter().collect::<Vec<_>>();
    view! { <fieldset class="filter"><legend>{NB.filter_heading()}</legend>{radios}</fieldset> }.into_any()
}
