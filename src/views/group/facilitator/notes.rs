//! The facilitator's notes to this scene, from the notes page; and her own, for the record.

use leptos::prelude::*;
use web_sys::Element;

use super::acts::{self, Act};
use super::lead::Lead;
use crate::browser::{dom, focus, pages};
use crate::course::graph::LessonSlug;
use crate::journey::session::sentence::sentences;
use crate::journey::session::{About, Session};
use crate::place::Place;
use crate::text::NB;
use crate::views::parts::{self, part};
use crate::views::shared::Followed;

/// The longest label of a note. Unit: characters.
const LABEL: usize = 90;

/// The lessons' notes that were fetched: the page's cards.
type Fetched = StoredValue<Vec<(LessonSlug, Element)>, LocalStorage>;

/// Both.
pub fn all(lead: Lead) -> AnyView {
    let fetched: Fetched = StoredValue::new_local(Vec::new());
    let came = RwSignal::new(0u32);
    let lesson = Memo::new(move |_| lead.here.with(|here| here.lesson.clone()));
    parts::follow(move || {
        let lesson = lesson.get();
        if !lesson.as_str().is_empty() && fetched.with_value(|all| all.iter().all(|(slug, _)| *slug != lesson)) {
            fetch(lead, lesson, fetched, came);
        }
    });
    let hide = part("button").set("type", "button").class("quiet");
    let hide = hide.keep("aria-pressed", move || Some(if lead.hidden.get() { "true" } else { "false" }.to_owned()));
    let hide = hide.on("click", move |_| lead.hidden.update(|hidden| *hidden = !*hidden)).text(NB.lead_hide_notes()).done();
    let theirs = part("div").class("theirs").set("tabindex", "0").set("role", "region").set("aria-label", NB.lead_notes());
    let theirs = theirs.keep("hidden", move || lead.hidden.get().then(String::new)).done();
    let scene = Memo::new(move |_| {
        came.track();
        (lesson.get(), lead.here.with(|here| here.scene.0.clone()))
    });
    parts::follow(move || {
        let (lesson, scene) = scene.get();
        came.track();
        // What it stands in is mounted in this turn of the page, or has been.
        parts::spawn(async move {
            leptos::task::tick().await;
            fill(lead, fetched, &lesson, &scene);
        });
    });
    let warning = part("div").class("warned").add(parts::line("careful", NB.lead_mirrored())).add(hide).done();
    let heading = part("h2").text(NB.lead_notes()).done();
    let inside = vec![heading, warning, theirs, own(lead)];
    part("section").class("notes-of").set("aria-label", NB.lead_notes()).add(parts::all(inside)).done()
}

fn fetch(lead: Lead, lesson: LessonSlug, fetched: Fetched, came: RwSignal<u32>) {
    parts::spawn(async move {
        let url = lead.room.url(&Place::Notes { slug: lesson.clone() }.path());
        let Ok(text) = pages::fetch(&url).await else { return };
        let cards = pages::parse(&text).and_then(|page| page.query_selector(".cards").ok().flatten());
        if let Some(cards) = cards {
            let known = fetched.try_update_value(|all| all.push((lesson, cards)));
            // The window may have left the place meanwhile.
            if known.is_some() {
                came.update(|n| *n += 1);
            }
        }
    });
}

/// Puts the notes of a scene where they are shown: those for all, and those for this room.
fn fill(lead: Lead, fetched: Fetched, lesson: &LessonSlug, scene: &str) {
    let Some(into) = dom::find(".theirs") else { return };
    into.set_text_content(None);
    into.set_scroll_top(0);
    let room = lead.room.peek(|recorder| recorder.session().plan.room).flatten().map(crate::course::model::Room::as_str);
    let cards = fetched.with_value(|all| all.iter().find(|(slug, _)| slug == lesson).map(|(_, cards)| cards.clone()));
    let card = cards.and_then(|cards| dom::all_in(&cards, ".card").into_iter().find(|card| card.id() == scene));
    let mut heading = None;
    for element in card.map(|card| dom::all_in(&card, ":scope > h3, :scope > .note")).unwrap_or_default() {
        if !element.matches(".note").unwrap_or(false) {
            heading = Some(element);
            continue;
        }
        let of = element.get_attribute("data-for");
        if of.is_some() && of.as_deref() != room {
            continue;
        }
        // A note to what follows a choice says which.
        for part in heading.take().into_iter().chain([element]) {
            if let Ok(copy) = dom::document().import_node_with_deep(&part, true) {
                let _ = into.append_child(&copy);
            }
        }
    }
    if into.first_child().is_none() {
        into.set_text_content(Some(NB.lead_no_notes()));
    }
}

/// Her own notes.
fn own(lead: Lead) -> AnyView {
    let is_there = Memo::new(move |_| lead.here.with(|here| !here.scene.0.is_empty()));
    parts::live(move || match is_there.get() {
        true => part("div").class("own").add(head(lead)).add(fields(lead)).done(),
        false => parts::nothing(),
    })
}

fn head(lead: Lead) -> AnyView {
    let inside = vec![part("h2").text(NB.lead_own_notes()).done(), acts::button(lead, Act::Note)];
    part("div").class("own-head").add(parts::all(inside)).done()
}

/// A field for each prompt of the scene, and one for the scene.
pub fn fields(lead: Lead) -> AnyView {
    let fields = Followed::new(move || {
        lead.here.with(|here| {
            let about = |prompt| About {
                lesson: here.lesson.clone(),
                scene: here.scene.0.as_str().into(),
                title: here.scene.1.clone(),
                prompt,
                table: None,
            };
            let mut fields = Vec::new();
            if !here.scene.0.is_empty() {
                fields.extend(
                    here.asked.iter().map(|asked| (about(Some(asked.prompt.clone())), NB.lead_note_to(first_sentence(&asked.question)))),
                );
                fields.push((about(None), NB.lead_note_scene(&here.scene.1)));
            }
            fields
        })
    });
    parts::live(move || {
        let fields = fields.with(Clone::clone);
        if fields.is_empty() {
            return parts::nothing();
        }
        let field = |(i, (about, label)): (usize, (About, String))| {
            let kept = about.clone();
            let shown =
                move || lead.see(String::new(), |session: &Session| session.note(&kept).map(|note| note.text.clone()).unwrap_or_default());
            let write = move |text: String| lead.act(|recorder, at| recorder.note(about.clone(), &text, at));
            parts::text_area(format!("notat-{i}"), label, "ingen-navn".to_owned(), shown, write, || {})
        };
        let mut inside = vec![part("p").class("careful").set("id", "ingen-navn").text(NB.lead_no_names()).done()];
        inside.extend(fields.into_iter().enumerate().map(field));
        parts::all(inside)
    })
}

/// Enough of a question to know it by.
fn first_sentence(question: &str) -> String {
    let end = sentences(question).first().copied().unwrap_or(usize::MAX);
    question.chars().take(end.min(LABEL)).collect()
}

/// Goes to the first field.
pub fn go(_lead: Lead) {
    focus::on(".own textarea");
}
