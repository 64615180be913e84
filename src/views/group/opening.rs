//! The opening before the first scene: what is talked about and what is not, and the care notices of all lessons ahead.

use leptos::prelude::*;

use super::room::Room;
use crate::text::NB;
use crate::views::parts::{self, part};

/// What is agreed before the first scene.
pub fn rules() -> [&'static str; 4] {
    [NB.opening_rule_1(), NB.opening_rule_2(), NB.opening_rule_3(), NB.opening_rule_4()]
}

/// The care notices of all lessons that were planned and not finished: title of the lesson, and its notices. Who asks is told of changes.
pub fn care(room: Room) -> Vec<(String, Vec<String>)> {
    let sheet = room.sheet();
    let planned = room.look(|recorder| {
        let session = recorder.session();
        session.plan.lessons.iter().filter(|l| !session.finished.contains(&l.slug)).cloned().collect::<Vec<_>>()
    });
    let notices = |slug: &str| sheet.lessons.iter().find(|l| l.slug.as_str() == slug).map(|l| l.care.clone()).unwrap_or_default();
    let of = planned.unwrap_or_default().into_iter().map(|lesson| (lesson.title, notices(lesson.slug.as_str())));
    of.filter(|(_, notices)| !notices.is_empty()).collect()
}

/// The opening as the screen shows it: `<div class="opening">` with a heading, the rules as a list, and the notices by lesson.
pub fn shown(room: Room) -> AnyView {
    let rules = rules().map(|rule| part("span").text(rule).done());
    let heading = part("h2").set("tabindex", "-1").text(NB.opening()).done();
    let care = parts::live(move || {
        let care = care(room);
        if care.is_empty() {
            return parts::nothing();
        }
        let items = care.into_iter().map(|(title, notices)| {
            parts::all(vec![part("b").text(title).done(), part("span").text(format!(" {}", notices.join(" "))).done()])
        });
        parts::all(vec![part("h3").text(NB.opening_care()).done(), parts::list("care-list", items.collect())])
    });
    parts::block("opening", vec![heading, parts::list("rules", rules.into_iter().collect()), care])
}

/// The same as a text to send beforehand.
pub fn invitation(room: Room) -> String {
    let mut text = String::new();
    let (name, titles) = room
        .look(|recorder| {
            let plan = &recorder.session().plan;
            (plan.name.clone(), plan.lessons.iter().map(|l| l.title.clone()).collect::<Vec<_>>())
        })
        .unwrap_or_default();
    text.push_str(&NB.invitation_begin(name, titles.join(", ")));
    for rule in rules() {
        text.push_str("\n- ");
        text.push_str(rule);
    }
    let care = care(room);
    if !care.is_empty() {
        text.push_str("\n\n");
        text.push_str(NB.opening_care());
        for (title, notices) in care {
            text.push_str(&format!("\n- {title}: {}", notices.join(" ")));
        }
    }
    text.push_str("\n\n");
    text.push_str(NB.invitation_end());
    text
}

/// The invitation with its button to copy it, for whoever leads.
pub fn to_copy(room: Room) -> AnyView {
    let said = RwSignal::new(String::new());
    let summary = part("summary").text(NB.invitation()).done();
    let text = parts::live(move || parts::quoted(invitation(room)));
    let copy = parts::button("quiet", NB.copy_text(), move || parts::copy(untrack(|| invitation(room)), said));
    part("details").class("invitation").add(summary).add(text).add(copy).add(parts::status("kept", move || said.get())).done()
}
