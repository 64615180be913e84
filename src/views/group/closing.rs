//! The closing: three questions that are answered aloud, taken down by whoever leads, and who to talk to afterwards.

use leptos::prelude::*;

use super::room::Room;
use crate::browser::dom;
use crate::journey::session::QUESTIONS;
use crate::text::NB;
use crate::views::parts::{self, part};

/// The three questions.
pub fn questions() -> [&'static str; QUESTIONS] {
    [NB.session_question_1(), NB.session_question_2(), NB.session_question_3()]
}

/// The closing as the screen shows it: `<div class="closing">` with a heading, the questions as a list, and the help lines.
pub fn shown(_room: Room) -> AnyView {
    let questions = questions().map(|question| part("span").text(question).done());
    let heading = part("h2").set("tabindex", "-1").text(NB.closing()).done();
    let afterwards = part("h3").text(NB.talk_to_someone()).done();
    parts::block("closing", vec![heading, parts::list("questions", questions.into_iter().collect()), afterwards, help_lines()])
}

/// Fields for what was said, and the button that ends the evening: for whoever leads.
pub fn fields(room: Room) -> AnyView {
    let said = room.peek(|recorder| recorder.session().evening().map(|evening| evening.said.clone())).flatten().unwrap_or_default();
    let mut all = vec![parts::line("careful", NB.closing_no_names())];
    for (i, (question, said)) in questions().into_iter().zip(said).enumerate() {
        let write = move |text: String| {
            room.act(|recorder, at| recorder.answer(i, &text, at));
        };
        // The value is set once: what is typed must not be written over while it is typed.
        all.push(parts::text_area(format!("svar-{i}"), question, String::new(), move || said.clone(), write, || {}));
    }
    parts::block("closing-fields", all)
}

/// Who to talk to afterwards, as the page has it.
pub fn help_lines() -> AnyView {
    let lines = dom::find("[data-help]").map(|help| dom::all_in(&help, "li")).unwrap_or_default();
    let items = lines.iter().map(|line| match dom::find_in(line, "a[href]") {
        Some(link) => parts::link("", link.get_attribute("href").unwrap_or_default(), String::new(), dom::text(&link)).done(),
        None => part("span").text(dom::text(line)).done(),
    });
    parts::list("help-lines", items.collect())
}
