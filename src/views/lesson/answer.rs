//! The field of a reflection or an intention: writing, "Jeg har tenkt" and "Hopp over", all three honoured.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::dom;
use crate::course::graph::PromptNode;
use crate::journey::{Answer, Asked, Reply, Version};
use crate::text::NB;
use crate::views::desk::Desk;
use crate::views::keeper::Keeper;
use crate::views::parts::{self, part};

/// Mounts the field into its prompt, in the section that shows.
pub fn field(desk: Desk, section: &Element, prompt: &PromptNode) -> AnyView {
    let places = dom::all_in(section, &format!(".prompt[data-prompt=\"{}\"]", prompt.id));
    // Of a prompt's room variants only one is there to be seen.
    let place = places.into_iter().find(|p| p.get_attribute("data-room").is_none_or(|room| room == "other"));
    let (Some(place), Some(page)) = (place, desk.lesson()) else { return parts::nothing() };
    let question = dom::find_in(&place, ".ask").map(|ask| dom::text(&ask)).unwrap_or_default();
    let asked = Arc::new(Asked { lesson: page.lesson.slug.clone(), prompt: prompt.id.clone(), kind: prompt.kind, question });
    parts::mounted(parts::slot(Some(&place), "answer"), move || inside(desk, &asked))
}

fn inside(desk: Desk, asked: &Arc<Asked>) -> AnyView {
    let id = format!("svar-{}-{}", asked.lesson, asked.prompt);
    let warning = format!("{id}-varsom");
    let (a, b, c, d, e, f) = (asked.clone(), asked.clone(), asked.clone(), asked.clone(), asked.clone(), asked.clone());
    let write = move |text: String| desk.keeper.update(|k| k.write(&a, &text));
    let leave = move || desk.keeper.quietly(Keeper::close);
    let careful = part("p").class("careful").set("id", warning.clone()).text(NB.careful()).done();
    parts::block(
        "answer",
        vec![
            careful,
            parts::text_area(id, NB.answer_label(), warning, move || written(desk, &b), write, leave),
            parts::button("quiet", NB.thought(), move || desk.keeper.update(|k| k.think(&c))),
            parts::button("quiet", NB.skip_this(), move || desk.keeper.update(|k| k.skip(&d))),
            parts::status("kept", move || said(desk, &e).to_owned()),
            parts::live(move || others(answer(desk, &f).map(|a| a.others).unwrap_or_default())),
        ],
    )
}

fn answer(desk: Desk, asked: &Asked) -> Option<Answer> {
    desk.journey.with(|journey| journey.answer(asked.lesson.as_str(), asked.prompt.as_str()).cloned())
}

fn written(desk: Desk, asked: &Asked) -> String {
    match answer(desk, asked).map(|a| a.newest.reply) {
        Some(Reply::Text(text)) => text,
        _ => String::new(),
    }
}

/// What has become of the answer.
fn said(desk: Desk, asked: &Asked) -> &'static str {
    match answer(desk, asked).map(|a| a.newest.reply) {
        Some(Reply::Text(_)) if desk.keeper.with(Keeper::is_kept) => NB.written_done(),
        Some(Reply::Thought) => NB.thought_done(),
        Some(Reply::Skipped) => NB.skipped_done(),
        _ => "",
    }
}

/// What another window wrote without having seen the newest.
fn others(versions: Vec<Version>) -> AnyView {
    if versions.is_empty() {
        return parts::nothing();
    }
    let mut all = vec![parts::line("", NB.other_version())];
    all.extend(versions.into_iter().map(|version| match version.reply {
        Reply::Text(text) => parts::quoted(text),
        Reply::Thought => parts::quoted(NB.thought().to_owned()),
        _ => parts::quoted(NB.skip_this().to_owned()),
    }));
    parts::block("other-versions", all)
}
