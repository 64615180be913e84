//! The big screen's window: opened from here, on the other screen where the browser can.

use leptos::prelude::*;

use super::lead::Lead;
use crate::browser::screens::{self, Opened};
use crate::text::NB;
use crate::views::parts;

/// Whether the screen's window is open, in words.
pub fn line(lead: Lead) -> AnyView {
    parts::status("lead-screen", move || {
        let words = match (lead.is_open.get(), lead.room.screens.get(), lead.blocked.get()) {
            (false, ..) => "",
            (_, 0, true) => NB.lead_blocked(),
            (_, 0, false) => NB.lead_no_screen(),
            (_, 1, _) => NB.lead_has_screen(),
            (_, more, _) => return NB.lead_has_screens(more),
        };
        words.to_owned()
    })
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
            Opened::Blocked => {
                lead.blocked.set(true);
                lead.say(NB.lead_blocked());
            }
            Opened::Window { window, elsewhere } => {
                lead.screen.set_value(Some(window));
                lead.blocked.set(false);
                lead.say(if elsewhere == Some(true) { NB.lead_opened() } else { NB.lead_drag() });
            }
        }
    });
}
