//! The big screen's window: opened from here, on the other screen where the browser can.

use leptos::prelude::*;

use super::lead::Lead;
use crate::browser::screens::{self, Opened};
use crate::text::NB;
use crate::views::parts::{self, part};

/// Whether the screen's window is open, in words.
pub fn line(lead: Lead) -> AnyView {
    parts::status("lead-screen", move || {
        let words = match (lead.is_open.get(), lead.room.screens.get()) {
            (false, _) => "",
            (_, 0) => NB.lead_no_screen(),
            (_, 1) => NB.lead_has_screen(),
            (_, more) => return NB.lead_has_screens(more),
        };
        words.to_owned()
    })
}

/// The other way to open it, where the browser blocked the first.
pub fn blocked(lead: Lead) -> AnyView {
    if !lead.blocked.get() || lead.room.screens.get() > 0 {
        return parts::nothing();
    }
    let link = part("a").class("button").set("href", lead.room.url_of("lerret/")).set("target", "_blank").text(NB.ready_screen_link());
    part("div").class("lead-side").set("role", "status").add(parts::line("", NB.ready_screen_blocked())).add(link.done()).done()
}

/// Opens it, or brings it to the front.
pub fn open(lead: Lead) {
    parts::spawn(async move {
        let url = lead.room.url_of("lerret/");
        let name = lead.room.key();
        if let Some(window) = lead.screen.get_value().filter(|window| !window.closed().unwrap_or(true)) {
            let _ = window.focus();
            return;
        }
        match screens::open(&url, &name).await {
            Opened::Blocked => lead.blocked.set(true),
            Opened::Window { window, elsewhere } => {
                lead.screen.set_value(Some(window));
                lead.blocked.set(false);
                lead.say(if elsewhere == Some(true) { NB.lead_opened() } else { NB.lead_drag() });
            }
        }
    });
}
