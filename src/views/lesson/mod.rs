//! The lesson page: what the program adds to the scene that shows, and nothing to the others.

mod answer;
pub mod doors;
mod end;
pub mod marks;
pub mod recall;
pub mod resume;

use leptos::prelude::*;

use super::desk::Desk;
use super::{feedback, parts};
use crate::browser::{dom, history};
use crate::course::graph::{Condition, Meter, PromptKind, Show};
use crate::journey::word;
use crate::text::NB;

/// Controls of the scene that shows. They come and go with it.
pub fn controls(desk: Desk) -> AnyView {
    doors::keep_open(desk);
    recall::fill(desk);
    marks::adopt(desk);
    parts::live(move || {
        desk.page.get();
        desk.shown.with(|id| scene(desk, id))
    })
}

/// What belongs to one section: a scene, or a consequence.
fn scene(desk: Desk, id: &str) -> AnyView {
    let (Some(page), Some((element, of))) = (desk.lesson(), section(id)) else { return parts::nothing() };
    let slot = |name| parts::slot(Some(&element), name);
    let mut all = Vec::new();
    if let Some((index, scene)) = page.lesson.scene(id) {
        if index == 0 {
            all.push(parts::mounted(slot("resume"), move || resume::line(desk)));
        }
        if let Some(condition) = scene.condition.clone() {
            all.push(parts::mounted(slot("closed"), move || {
                let condition = condition.clone();
                parts::live(move || closed(desk, &condition))
            }));
        }
        all.push(parts::mounted(slot("meters"), move || parts::live(move || meters(desk))));
    }
    if let Some((_, scene)) = page.lesson.scene(&of) {
        // A scene's prompts may stand in its consequences: those of this section get their fields here.
        for prompt in scene.prompts.iter().filter(|p| matches!(p.kind, PromptKind::Reflection | PromptKind::Intention)) {
            all.push(answer::field(desk, &element, prompt));
        }
    }
    all.push(parts::mounted(slot("end"), move || parts::live(move || end::told(desk))));
    all.push(feedback::controls(desk, Some(&element), format!("#{id}")));
    all.push(parts::mounted(slot("back"), move || parts::live(move || back(desk))));
    parts::all(all)
}

/// Meters that the course wants shown while one chooses, in words.
fn meters(desk: Desk) -> AnyView {
    let (page, values) = (desk.page.get(), desk.meters.get());
    let shown = page.meters().iter().filter(|meter| meter.show == Show::Always);
    let now = |meter: &Meter| values.get(&meter.id).copied().unwrap_or(meter.start);
    parts::all(shown.map(|meter| parts::line("", NB.meter_now(&meter.name, word(meter, now(meter))))).collect())
}

/// A line for those whom an address led where no open door leads.
fn closed(desk: Desk, condition: &Condition) -> AnyView {
    match desk.meters.with(|meters| condition.holds(meters)) {
        true => parts::nothing(),
        false => parts::status("notice", || NB.closed_scene().to_owned()),
    }
}

/// *Tilbake*: to the step one came from.
fn back(desk: Desk) -> AnyView {
    let step = desk.trail.with(|trail| trail.as_ref().and_then(|t| t.back().map(|step| (step.name.to_string(), step.id()))));
    let Some((name, id)) = step else { return parts::nothing() };
    let go = move |event: web_sys::Event| {
        // Where the entry before is that very step, the browser's own Back keeps the history short.
        if history::entry().is_some_and(|entry| entry.inside) {
            event.prevent_default();
            history::back();
        }
    };
    parts::link("back", format!("#{id}"), name, NB.back()).on("click", go).done()
}

/// The section's element, and the id of the scene it belongs to.
pub fn section(id: &str) -> Option<(web_sys::Element, String)> {
    let element = dom::by_id(id)?;
    let scene = element.get_attribute("data-of").unwrap_or_else(|| id.to_owned());
    Some((element, scene))
}

/// The heading of a scene on this page; its id where the page has none.
pub fn heading(id: &str) -> String {
    dom::by_id(id).and_then(|s| dom::find_in(&s, "h1, h2")).map_or_else(|| id.to_owned(), |h| dom::text(&h))
}
