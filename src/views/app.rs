//! The program of self-study: which controls are there follows from the page in the document.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{self, Desk};
use super::{course, fall_back, feedback, journal, lesson, map, missing, parts, preview, privacy, saved, travel};
use crate::browser::{dom, history, pages};

/// Adopts the page. Where that cannot be done the page stays as it was, static and whole.
pub fn start() {
    // Without the panic's words: formatting them takes code that the page would pay for. The browser says where it stopped.
    std::panic::set_hook(Box::new(|_| fall_back("failed")));
    let Some(mount) = dom::by_id("program").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return fall_back("failed");
    };
    let root = pages::root();
    history::compose();
    let Some(page) = desk::Page::read() else { return fall_back("failed") };
    mount_to(mount, move || app(Desk::new(root, page))).forget();
}

/// All places' controls. Which of them are there follows from the page in the document, not from the address.
fn app(desk: Desk) -> AnyView {
    travel::listen(desk);
    parts::live(move || {
        let place = desk.turned.get();
        let controls = match place.as_str() {
            "course" => course::controls(desk),
            "lesson" => lesson::controls(desk),
            "journal" => journal::controls(desk),
            "map" => map::controls(desk),
            "preview" => preview::controls(desk),
            "privacy" => privacy::controls(desk),
            "resources" => feedback::controls(desk, None, String::new()),
            "missing" => missing::controls(desk),
            _ => parts::nothing(),
        };
        parts::all(vec![saved::line(desk), controls])
    })
}
