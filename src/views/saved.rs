//! The one line that says whether what is done is kept. It never lies.

use leptos::prelude::*;

use super::desk::Desk;
use super::keeper::Kept;
use super::parts::{self, part};
use crate::text::NB;

/// The line in the page's head, and the one notice when something must be said.
pub fn line(desk: Desk) -> AnyView {
    parts::mounted(parts::slot(None, "saved"), move || parts::all(vec![parts::live(move || kept(desk)), parts::live(move || notice(desk))]))
}

fn kept(desk: Desk) -> AnyView {
    let (state, words) = match desk.keeper.with(|keeper| keeper.kept()) {
        Kept::Here => ("kept", NB.kept_here()),
        Kept::InMemory => ("memory", NB.kept_in_memory()),
        Kept::Trial => ("memory", NB.kept_trial()),
        Kept::Full => ("memory", NB.kept_full()),
        Kept::Damaged => ("damaged", NB.kept_damaged()),
        Kept::Newer => ("newer", NB.kept_newer()),
    };
    let more = match state {
        "kept" => parts::nothing(),
        _ => parts::link("", desk.url("personvern/"), String::new(), NB.to_privacy()).done(),
    };
    let said = part("span").text(words).text(" ").add(more).done();
    part("p").class("saved").set("data-state", state).set("role", "status").add(said).done()
}

fn notice(desk: Desk) -> AnyView {
    match desk.notice.get() {
        words if words.is_empty() => parts::nothing(),
        words => parts::status("notice", move || words.clone()),
    }
}
