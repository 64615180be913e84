//! Quoting what the learner chose or wrote in an earlier lesson, and the moments she passed.

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::dom;
use crate::journey::{Journey, Reply};
use crate::views::desk::Desk;
use crate::views::parts;

/// Keeps the quotes and moments of the scene that shows in step with the journey.
pub fn fill(desk: Desk) {
    parts::follow(move || {
        let Some(section) = desk.shown.with(|id| dom::by_id(id)) else { return };
        desk.journey.with(|journey| {
            for block in dom::all_in(&section, "[data-recall]") {
                quote(&block, journey);
            }
            for list in dom::all_in(&section, "[data-moments]") {
                moments(&list, journey);
            }
        });
    });
}

/// `lesson#scene` quotes the choice made there, `lesson/prompt` the text written there; with neither the block's own text stays.
fn quote(block: &Element, journey: &Journey) {
    let of = block.get_attribute("data-recall").unwrap_or_default();
    let words = match (of.split_once('#'), of.split_once('/')) {
        (Some((lesson, scene)), _) => journey.lesson(lesson).and_then(|l| l.last_choice(scene)).map(|choice| choice.label.clone()),
        (None, Some((lesson, prompt))) => written(journey, lesson, prompt),
        (None, None) => None,
    };
    let own = dom::all_in(block, ":scope > :not([data-quoted])");
    let quoted = dom::find_in(block, ":scope > [data-quoted]");
    own.iter().for_each(|element| dom::set_hidden(element, words.is_some()));
    match (words, quoted) {
        (None, Some(old)) => old.remove(),
        (Some(words), Some(old)) => old.set_text_content(Some(&words)),
        (Some(words), None) => {
            if let Ok(new) = dom::document().create_element("p") {
                new.set_text_content(Some(&words));
                let _ = new.set_attribute("data-quoted", "");
                let _ = block.append_child(&new);
            }
        }
        (None, None) => {}
    }
}

/// The text that was written to a prompt.
fn written(journey: &Journey, lesson: &str, prompt: &str) -> Option<String> {
    match &journey.answer(lesson, prompt)?.newest.reply {
        Reply::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// Only the first so many of the moments that were passed.
fn moments(list: &Element, journey: &Journey) {
    let count = list.get_attribute("data-moments").and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let items = dom::all_in(list, ":scope > li");
    let passed = |item: &Element| {
        let of = dom::find_in(item, "[data-moment]").and_then(|a| a.get_attribute("data-moment")).unwrap_or_default();
        of.split_once('#').is_some_and(|(lesson, scene)| journey.lesson(lesson).is_some_and(|l| l.has_visited(scene)))
    };
    let shown: Vec<bool> = items.iter().map(passed).collect();
    // With none passed the list stands as it is written: a list of nothing says nothing.
    let any = shown.iter().any(|s| *s);
    let mut left = count;
    for (item, passed) in items.iter().zip(shown) {
        let show = !any || (passed && left > 0);
        left -= usize::from(any && show);
        dom::set_hidden(item, !show);
    }
}
