//! The program of the group places: `/gruppe/`, `/gruppe/fasilitator/` and `/gruppe/lerret/`. One of them is shown; all share a [`room::Room`].

pub mod closing;
pub mod facilitator;
pub mod opening;
pub mod projector;
pub mod ready;
pub mod record;
pub mod room;
pub mod start;
pub mod table;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{fall_back, parts};
use crate::browser::{dom, pages};
use room::Room;

/// Starts the place in the document. Where that cannot be done the page stays as it was, and says what it needs.
pub fn start() {
    std::panic::set_hook(Box::new(|_| fall_back("failed")));
    let Some(mount) = dom::by_id("program").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return fall_back("failed");
    };
    let place = pages::place();
    mount_to(mount, move || match Room::open(&place) {
        Some(room) => place_of(&place, room),
        None => {
            fall_back("failed");
            parts::nothing()
        }
    })
    .forget();
}

fn place_of(place: &str, room: Room) -> AnyView {
    let view = match place {
        "facilitator" => facilitator::place(room),
        "projector" => projector::place(room),
        _ => start::place(room),
    };
    parts::spawn(async {
        leptos::task::tick().await;
        let _ = dom::html().set_attribute("data-live", "");
        let _ = dom::html().remove_attribute("data-static");
    });
    view
}
