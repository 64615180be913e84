//! Coming back: where one left off, offered and never jumped to, and the intentions that are due.

use leptos::prelude::*;

use crate::browser::{clock, dom};
use crate::course::graph::LessonSlug;
use crate::journey::{Intention, Standing, Tried};
use crate::place::encode;
use crate::text::NB;
use crate::views::desk::Desk;
use crate::views::parts;

/// The lines at a lesson's opening and on the course page.
pub fn line(desk: Desk) -> AnyView {
    parts::all(vec![parts::live(move || left_off(desk)), parts::live(move || due(desk))])
}

/// Where to go on: in this lesson on its page, else in the course. Nothing when one stands there, or when the lesson was ended.
fn left_off(desk: Desk) -> AnyView {
    let here = desk.page.with(|page| page.slug().cloned());
    let place = desk.journey.with(|journey| match here {
        Some(slug) => journey.lesson(slug.as_str()).and_then(|l| l.left.clone()).map(|standing| (slug, standing)),
        None => journey.left.clone(),
    });
    match place {
        Some((slug, standing)) if standing.id() != slug.as_str() && !standing.ending => offer(desk, &slug, &standing),
        _ => parts::nothing(),
    }
}

fn offer(desk: Desk, slug: &LessonSlug, standing: &Standing) -> AnyView {
    let id = standing.id();
    let words = match dom::by_id(&id) {
        Some(_) => super::heading(&id),
        None => desk.page.with_untracked(|page| page.title_of(slug)),
    };
    let href = desk.url(&format!("leksjon/{}/#{}", encode(slug.as_str()), encode(&id)));
    parts::block("resume", vec![parts::link("", href, standing.name.to_string(), NB.resume_in(words)).done()])
}

/// Intentions written five days ago or more: how did it go?
fn due(desk: Desk) -> AnyView {
    let here = desk.page.with(|page| page.slug().cloned());
    let now = clock::now();
    let due = desk.journey.with(|journey| {
        let due = journey.intentions.iter().filter(|i| i.due(now) && here.as_ref().is_none_or(|slug| *slug == i.lesson));
        due.cloned().collect::<Vec<Intention>>()
    });
    parts::all(due.into_iter().map(|intention| ask(desk, intention)).collect())
}

fn ask(desk: Desk, intention: Intention) -> AnyView {
    let answers = [(Tried::Did, NB.tried_did()), (Tried::NotYet, NB.tried_not_yet()), (Tried::LetGo, NB.tried_let_go())];
    let buttons = answers.map(|(how, words)| {
        let (lesson, prompt) = (intention.lesson.clone(), intention.prompt.clone());
        parts::button("quiet", words, move || desk.keeper.update(|k| k.tried(&lesson, &prompt, how)))
    });
    parts::block(
        "notice",
        vec![
            parts::line("", NB.tried_heading()),
            parts::quoted(intention.text),
            parts::line("", NB.tried_ask()),
            parts::acts(buttons.into_iter().collect()),
        ],
    )
}
