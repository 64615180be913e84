//! What a reader has to say of the course: a text that she sees whole, and copies or sends herself. Nothing is sent or kept here.

use leptos::prelude::*;
use web_sys::Element;

use super::desk::Desk;
use super::parts::{self, part};
use crate::browser::dom;
use crate::place::encode;
use crate::text::NB;

/// The form in its slot, of the page or of a section; `hash` is the section's.
pub fn controls(desk: Desk, within: Option<&Element>, hash: String) -> AnyView {
    parts::mounted(parts::slot(within, "feedback"), move || form(desk, &hash))
}

fn form(desk: Desk, hash: &str) -> AnyView {
    let words = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let edition = dom::find(".foot small").map(|edition| dom::text(&edition)).unwrap_or_default();
    let signed = StoredValue::new(["\n\n", &desk.page.with_untracked(|page| page.path.clone()), hash, "\n", &edition].concat());
    let whole = move |words: String| words + &signed.get_value();
    let mailto = dom::find(".foot [href^=mailto]").and_then(|link| link.get_attribute("href"));
    let send = move |text: &str| {
        // As mail has its lines.
        let text = encode(&text.replace('\n', "\r\n"));
        let href = mailto.as_ref().map(|to| [to, "?subject=", &encode(NB.feedback_ask()), "&body=", &text].concat());
        href.map_or_else(parts::nothing, |href| parts::link("", href, String::new(), NB.feedback_mail()).done())
    };
    let shown = move || {
        let text = whole(words.get());
        let send = send(&text);
        parts::all(vec![parts::quoted(text), send])
    };
    let write = move |text: String| {
        words.set(text);
        said.set(String::new());
    };
    let inside = vec![
        part("summary").text(NB.feedback_ask()).done(),
        part("p").class("careful").set("id", "varsom").text(NB.feedback_careful()).done(),
        parts::text_area("mening".to_owned(), NB.feedback_label(), "varsom".to_owned(), move || words.get(), write, || {}),
        parts::line("kind", NB.feedback_whole()),
        parts::live(shown),
        parts::button("quiet", NB.feedback_copy(), move || parts::copy(whole(words.get_untracked()), said)),
        parts::status("kept", move || said.get()),
    ];
    part("details").class("feedback").add(parts::all(inside)).done()
}
