//! Quoting what the learner chose or wrote in an earlier lesson, and the moments she passed.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::dom;
use crate::journey::{Journey, LessonJourney, Reply, trail};
use crate::views::desk::Desk;
use crate::views::{parts, quotes};

/// Keeps the quotes and moments of the scene that shows in step with the journey.
pub fn fill(desk: Desk) {
    parts::follow(move || {
        let Some(section) = desk.shown.with(|id| dom::by_id(id)) else { return };
        desk.journey.with(|journey| fill_section(desk, &section, journey));
    });
}

/// The same for one section at once, before it is painted: nobody is to see words change under her eyes.
///
/// By what is known so far: what the very last click has added comes with the signals.
pub fn fill_now(desk: Desk, section: &Element) {
    desk.journey.with_untracked(|journey| fill_section(desk, section, journey));
}

fn fill_section(desk: Desk, section: &Element, journey: &Journey) {
    for block in dom::all_in(section, "[data-recall], [data-moments]") {
        match block.has_attribute("data-recall") {
            true => quote(&block, journey),
            false => moments(desk, &block, journey),
        }
    }
}

/// `lesson#scene` quotes the choice made there, `lesson/prompt` the text written there; with neither the block's own text stays.
fn quote(block: &Element, journey: &Journey) {
    let of = block.get_attribute("data-recall").unwrap_or_default();
    let words = match (of.split_once('#'), of.split_once('/')) {
        (Some((lesson, scene)), _) => journey.lesson(lesson).and_then(|l| l.last_choice(scene)).map(|choice| choice.label.clone()),
        (None, Some((lesson, prompt))) => written(journey, lesson, prompt),
        (None, None) => None,
    };
    quotes::quote(block, words.as_deref());
}

/// The text that was written to a prompt.
fn written(journey: &Journey, lesson: &str, prompt: &str) -> Option<String> {
    match &journey.answer(lesson, prompt)?.newest.reply {
        Reply::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// Only the first so many of the moments that were passed, each leading to the step where it was.
fn moments(desk: Desk, list: &Element, journey: &Journey) {
    let count = list.get_attribute("data-moments").and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let items: Vec<(Element, Option<Passed>)> =
        dom::all_in(list, ":scope > li").into_iter().map(|item| (item.clone(), passed(&item, journey))).collect();
    // With none passed the list stands as it is written: a list of nothing says nothing.
    let any = items.iter().any(|(_, passed)| passed.is_some());
    let mut left = count;
    for (item, passed) in items {
        let show = !any || (passed.is_some() && left > 0);
        left -= usize::from(any && show);
        dom::set_hidden(&item, !show);
        if let Some((link, lesson, scene)) = passed.filter(|_| show)
            && let Some(step) = stood(desk, lesson, &scene)
        {
            let _ = link.set_attribute("data-step", &step);
        }
    }
}

/// The link of a moment that was passed, with its lesson and scene.
type Passed<'a> = (Element, &'a LessonJourney, String);

fn passed<'a>(item: &Element, journey: &'a Journey) -> Option<Passed<'a>> {
    let link = dom::find_in(item, "[data-moment]")?;
    let of = link.get_attribute("data-moment")?;
    let (lesson, scene) = of.split_once('#')?;
    let lesson = journey.lesson(lesson).filter(|l| l.has_visited(scene))?;
    Some((link, lesson, scene.to_owned()))
}

/// The step at which one stood in this scene, on the way that made the lesson done or on the newest: looking back there is no new way.
fn stood(desk: Desk, lesson: &LessonJourney, scene: &str) -> Option<String> {
    [&lesson.done, &lesson.left].into_iter().flatten().find_map(|end| {
        let trail = desk.keeper.with_untracked(|k| trail(k.log(), &end.name))?;
        trail.steps.iter().rev().find(|step| step.id() == scene).map(|step| step.name.to_string())
    })
}
