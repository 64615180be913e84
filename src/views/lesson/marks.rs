//! Scales and polls: the page's own radio buttons and boxes, recorded when they change and set again when one comes back.
//! And the other voices, which show once a prompt is answered.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::browser::dom;
use crate::course::graph::{PageGraph, PromptKind};
use crate::journey::{Asked, Picked, Reply, Values};
use crate::views::desk::Desk;
use crate::views::parts;

/// Keeps the marks and voices of the scene that shows in step with the journey, and records what is ticked.
pub fn adopt(desk: Desk) {
    parts::follow(move || {
        let Some(section) = desk.shown.with(|id| dom::by_id(id)) else { return };
        let Some(page) = desk.lesson() else { return };
        for prompt in dom::all_in(&section, ".prompt[data-prompt]") {
            let id = prompt.get_attribute("data-prompt").unwrap_or_default();
            desk.journey.with(|journey| {
                let reply = journey.answer(page.lesson.slug.as_str(), &id).map(|a| &a.newest.reply);
                if let Some(reply) = reply {
                    tick(&prompt, reply);
                }
                if let Some(voices) = dom::find_in(&prompt, ".voices") {
                    dom::set_hidden(&voices, reply.is_none());
                    let _ = voices.toggle_attribute_with_force("open", reply.is_some());
                }
            });
        }
    });
    let listener = window_event_listener(leptos::ev::change, move |event| {
        let input = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        if let (Some(input), Some(page)) = (input, desk.lesson()) {
            record(desk, &page, &input);
        }
    });
    on_cleanup(move || listener.remove());
}

fn inputs(prompt: &Element) -> Vec<HtmlInputElement> {
    dom::all_in(prompt, "fieldset input").into_iter().filter_map(|e| e.dyn_into().ok()).collect()
}

fn tick(prompt: &Element, reply: &Reply) {
    for input in inputs(prompt) {
        let on = match reply {
            Reply::Scale(n) => input.value() == n.to_string(),
            Reply::Poll(picked) => picked.iter().any(|p| p.name == input.value()),
            _ => return,
        };
        if input.checked() != on {
            input.set_checked(on);
        }
    }
}

/// Records what the prompt around `input` now says. Also for what was ticked before the program was there.
pub fn record(desk: Desk, page: &PageGraph, input: &Element) {
    let Some(prompt) = input.closest(".prompt[data-prompt] fieldset").ok().flatten().and_then(|f| f.parent_element()) else { return };
    let id = prompt.get_attribute("data-prompt").unwrap_or_default();
    let kind = page.lesson.scenes.iter().flat_map(|s| &s.prompts).find(|p| p.id.as_str() == id).map(|p| p.kind);
    let ticked: Vec<HtmlInputElement> = inputs(&prompt).into_iter().filter(HtmlInputElement::checked).collect();
    let values = match kind {
        Some(PromptKind::Scale) => ticked.first().and_then(|i| i.value().parse().ok()).map(Values::Scale),
        Some(PromptKind::Poll) => Some(Values::Poll(ticked.iter().map(picked).collect())),
        _ => None,
    };
    let (Some(kind), Some(values)) = (kind, values) else { return };
    let question = dom::find_in(&prompt, "legend").map(|l| dom::text(&l)).unwrap_or_default();
    let asked = Asked { lesson: page.lesson.slug.clone(), prompt: id.as_str().into(), kind, question };
    desk.keeper.update(|k| k.rate(&asked, values));
}

fn picked(input: &HtmlInputElement) -> Picked {
    let label = input.parent_element().map(|label| dom::text(&label)).unwrap_or_default();
    Picked { name: input.value(), label }
}
