//! The group places as pages: where a session is begun, led and shown, and the notes for a second device. The shape is docs/page.md.

use std::fmt::Write as _;

use super::build::Files;
use super::guide::lesson::{room_name, unlinked};
use super::page::{Page, Site};
use crate::course::check::Entry;
use crate::course::group;
use crate::course::html::{self, CourseSheet, Pieces, escape};
use crate::course::layout::room_number;
use crate::course::model::{AsideKind, Piece};
use crate::course::parse::asides;
use crate::place::{Place, encode};

/// All pages of the group places, by path under the site's root.
pub fn files(site: &Site, lessons: &[&Entry], sheet: &CourseSheet) -> Files {
    let read: Vec<_> = lessons.iter().map(|entry| &entry.lesson).collect();
    let help = format!(r#"<div data-help hidden>{}</div>"#, super::page::help_lines(&site.outline.help_lines));
    let blocks = [
        help,
        html::data_block("data-course", &site.outline),
        html::data_block("data-group", &group::sheet(site.course, site.text.code(), &read)),
    ]
    .concat();
    let mut files = Files::new();
    for (path, page) in [
        ("gruppe/index.html", site.group_page(&blocks)),
        ("gruppe/fasilitator/index.html", site.facilitator_page(&blocks)),
        ("gruppe/lerret/index.html", site.projector_page(&blocks)),
    ] {
        files.insert(path.to_owned(), page.into_bytes());
    }
    for (index, name) in site.outline.lessons.iter().enumerate() {
        let page = site.notes_page(index, lessons[index], sheet);
        files.insert(format!("gruppe/notater/{}/index.html", name.slug), page.into_bytes());
    }
    files
}

impl Site<'_> {
    /// `/gruppe/`.
    fn group_page(&self, blocks: &str) -> String {
        let text = self.text;
        let main = format!(
            r#"<article class="group"><h1 tabindex="-1">{}</h1><div class="text lead"><p>{}</p><p class="needs">{}</p></div><div data-slot="group"></div></article><div data-stage></div><div data-slot="table"></div>{blocks}"#,
            text.group(),
            text.group_about(),
            text.group_needs()
        );
        self.page(&Page { place: Place::Group, title: text.group(), description: text.group_about(), main })
    }

    /// `/gruppe/fasilitator/`.
    fn facilitator_page(&self, blocks: &str) -> String {
        let text = self.text;
        let main = format!(
            r#"<div class="desk"><h1 tabindex="-1">{}</h1><p class="needs">{}</p><div data-slot="facilitator"></div><section class="showing" aria-label="{}"><div data-slot="facilitator-now"></div><div data-stage></div><div data-slot="facilitator-next"></div></section><div data-slot="facilitator-work"></div><div data-slot="facilitator-notes"></div><div data-slot="facilitator-foot"></div></div>{blocks}"#,
            text.facilitator(),
            text.group_needs(),
            text.lead_now()
        );
        self.page(&Page { place: Place::Facilitator, title: text.facilitator(), description: "", main })
    }

    /// `/gruppe/lerret/`.
    fn projector_page(&self, blocks: &str) -> String {
        let text = self.text;
        let main = format!(
            r#"<div class="wall"><h1 tabindex="-1" class="unseen">{}</h1><p class="needs">{}</p><div data-slot="projector"></div><div data-stage></div></div>{blocks}"#,
            text.projector(),
            text.group_needs()
        );
        self.page(&Page { place: Place::Projector, title: text.projector(), description: "", main })
    }

    /// `/gruppe/notater/<slug>/`: a card for each scene, swiped or followed by its links. No program.
    fn notes_page(&self, index: usize, entry: &Entry, sheet: &CourseSheet) -> String {
        let (text, lesson, name) = (self.text, &entry.lesson, &self.outline.lessons[index]);
        let mut context = sheet.page(index).expect("the sheet has every lesson of the outline");
        context.root = "../../../".to_owned();
        context.media = "../../../media/".to_owned();
        let mut pieces = Pieces::new(lesson, &context);
        let mut main = format!(
            r#"<article class="notes"><header><p class="sign">{}</p><h1 tabindex="-1">{}</h1><p>{}</p></header><div class="cards">"#,
            text.notes(),
            escape(&name.title),
            text.notes_about()
        );
        let card = |number: usize, words: &str| {
            let scene = number.checked_sub(1).and_then(|at| lesson.scenes.get(at));
            scene.map_or_else(String::new, |scene| format!(r##"<a href="#{}">{words}</a>"##, encode(scene.id.as_str())))
        };
        for (number, scene) in (1..).zip(&lesson.scenes) {
            let _ = write!(
                main,
                r#"<section class="card" id="{}"><p class="sign"><span class="room">{}</span></p><h2 tabindex="-1">{}</h2>"#,
                escape(scene.id.as_str()),
                room_number(name.number, number),
                escape(if scene.title.is_empty() { &name.title } else { &scene.title })
            );
            self.notes_of(&mut main, &mut pieces, &scene.pieces);
            let mut asked = Vec::new();
            for aside in asides(scene).filter(|aside| aside.id.is_some()) {
                let kind = self.kind_of(&aside.kind);
                asked.push(format!("<li><b>{kind}</b> {}</li>", unlinked(&pieces.events(aside.body.clone()))));
            }
            if !asked.is_empty() {
                let _ = write!(main, r#"<h3>{}</h3><ul class="asked">{}</ul>"#, text.notes_prompts(), asked.concat());
            }
            if !scene.choices.is_empty() {
                let _ = write!(main, r#"<h3>{}</h3><ol class="choices">"#, text.notes_choices());
                for choice in &scene.choices {
                    let _ = write!(main, "<li>{}</li>", unlinked(&pieces.label(choice)));
                }
                main.push_str("</ol>");
                for choice in scene.choices.iter().filter(|choice| choice.pieces.iter().any(is_note)) {
                    let _ = write!(main, "<h3>{}</h3>", text.notes_after(&choice.label));
                    self.notes_of(&mut main, &mut pieces, &choice.pieces);
                }
            }
            let _ = write!(
                main,
                r#"<nav class="turn" aria-label="{}">{} {}</nav></section>"#,
                text.notes_cards(),
                card(number - 1, text.notes_back()),
                card(number + 1, text.notes_on())
            );
        }
        main.push_str("</div></article>");
        self.page(&Page { place: Place::Notes { slug: name.slug.clone() }, title: &text.notes_of(&name.title), description: "", main })
    }

    /// What stands in a piece of the lesson for whoever leads.
    fn notes_of<'w>(&self, main: &mut String, pieces: &mut Pieces<'w, '_>, of: &'w [Piece]) {
        for piece in of.iter().filter(|piece| is_note(piece)) {
            let Piece::Aside(aside) = piece else { continue };
            let body = unlinked(&pieces.events(aside.body.clone()));
            match aside.room {
                None => {
                    let _ = write!(main, r#"<div class="note">{body}</div>"#);
                }
                Some(room) => {
                    let _ = write!(
                        main,
                        r#"<div class="note" data-for="{}"><p class="for-room">{}</p>{body}</div>"#,
                        room.as_str(),
                        room_name(Some(room), self.text)
                    );
                }
            }
        }
    }

    fn kind_of(&self, kind: &AsideKind) -> &'static str {
        let text = self.text;
        match kind {
            AsideKind::Reflection { .. } => text.kind_reflection(),
            AsideKind::Intention => text.kind_intention(),
            AsideKind::Discussion { .. } => text.kind_discussion(),
            _ => text.kind_poll(),
        }
    }
}

fn is_note(piece: &Piece) -> bool {
    piece.aside().is_some_and(|aside| matches!(aside.kind, AsideKind::Facilitator))
}
