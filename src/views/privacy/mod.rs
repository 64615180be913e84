//! What is saved about the learner: taking it along, bringing it back, and erasing it all.

use leptos::prelude::*;
use web_sys::File;

use super::desk::Desk;
use super::parts;
use crate::browser::{clock, file};
use crate::journey::Unreadable;
use crate::text::NB;

/// The three buttons, and what must be said about them.
pub fn controls(desk: Desk) -> AnyView {
    parts::mounted(parts::slot(None, "data"), move || data(desk))
}

fn data(desk: Desk) -> AnyView {
    let asking = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let buttons = vec![
        parts::button("", NB.data_save(), move || hand_over(desk, "framgang", &desk.keeper.with_untracked(|k| k.as_file()))),
        parts::file_input(NB.data_read(), "application/json,.json", false, move |files| take_in(desk, files, asking, said)),
        parts::button("quiet", NB.data_erase(), move || {
            asking.set("erase".to_owned());
            parts::focus_next(".confirm .quiet");
        }),
    ];
    parts::all(vec![
        parts::live(move || match desk.keeper.with(|k| k.is_kept().then(|| k.log().events().len())) {
            Some(events) => parts::line("", NB.data_count(events)),
            // The line in the head says what is to be said.
            None => parts::nothing(),
        }),
        parts::acts(buttons),
        parts::live(move || question(desk, asking, said)),
        parts::status("kept", move || said.get()),
        parts::live(move || left_alone(desk)),
    ])
}

/// What must be answered before anything is done: nothing, `erase` or `older`.
fn question(desk: Desk, asking: RwSignal<String>, said: RwSignal<String>) -> AnyView {
    let done = move |words: &'static str| {
        asking.set(String::new());
        said.set(words.to_owned());
        parts::focus_next("[data-slot=data] .acts > .quiet");
    };
    let no = move || done("");
    match asking.get().as_str() {
        "erase" => {
            let yes = move || {
                desk.keeper.update(|k| k.erase_all());
                done(NB.data_erased());
            };
            parts::confirm(NB.data_erase_sure(), NB.yes_delete(), NB.no_keep(), yes, no)
        }
        "older" => {
            let yes = move || {
                done(take_over(desk));
            };
            parts::confirm(NB.data_read_older(), NB.data_read_yes(), NB.data_read_no(), yes, no)
        }
        _ => parts::nothing(),
    }
}

/// Reads a file and adds it, or says why not. What is here is never touched by a file that can't be read.
fn take_in(desk: Desk, files: Vec<File>, asking: RwSignal<String>, said: RwSignal<String>) {
    let Some(chosen) = files.into_iter().next() else { return };
    parts::spawn(async move {
        let text = file::text(&chosen).await.ok().flatten().unwrap_or_default();
        let read = desk.keeper.quietly(|k| k.read_file(&text));
        let words = match read {
            Ok(import) if import.older && import.adds > 0 => {
                asking.set("older".to_owned());
                parts::focus_next(".confirm .quiet");
                ""
            }
            Ok(_) => take_over(desk),
            Err(Unreadable::Newer(_)) => NB.data_read_newer(),
            Err(Unreadable::OtherCourse(_)) => NB.data_read_other(),
            _ => NB.data_read_damaged(),
        };
        said.set(words.to_owned());
    });
}

/// Adds what the file brought, and says what became of it.
fn take_over(desk: Desk) -> &'static str {
    match desk.keeper.update(|k| k.import()) {
        true => NB.data_read_done(),
        false => NB.data_read_no_room(),
    }
}

/// Damaged parts set aside and parts of a newer program, each offered as a file.
fn left_alone(desk: Desk) -> AnyView {
    let (aside, newer) = desk.keeper.with(|k| k.left_alone());
    let words = if aside.is_empty() { parts::nothing() } else { parts::line("", NB.data_damaged(aside.len())) };
    let offers = aside.into_iter().map(|e| (NB.data_damaged_save(), e)).chain(newer.into_iter().map(|e| (NB.data_newer_save(), e)));
    let offers = offers.map(|(words, entry)| parts::button("quiet", words, move || hand_over(desk, "lagt-til-side", &entry.text)));
    parts::all(vec![words, parts::acts(offers.collect())])
}

fn hand_over(desk: Desk, what: &str, text: &str) {
    let course = desk.keeper.with_untracked(|k| k.course().clone());
    let _ = file::hand_over(&format!("{course}-{what}-{}.json", clock::day(clock::now())), "application/json", text);
}
