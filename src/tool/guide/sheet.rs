//! Sheets for the tables: one A4 for each place where a group chooses, with the scene, the choices, a question and lines to write on.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use super::Shown;
use super::lesson::{lines, room_name, unlinked};
use crate::course::html::{Pieces, escape};
use crate::course::layout::room_number;
use crate::course::model::{Aside, AsideKind, Events, Lesson, Piece, Scene};
use crate::course::parse::plain;
use crate::course::words::slice;

/// Lines on the table to write on.
const LINES: usize = 5;
/// Lines of print an A4 has besides title and the lines to write on, and letters on each, at the size in `guide.css`.
const HEIGHT: usize = 28;
const WIDTH: usize = 80;
/// With no more lines than this, the print can be larger.
const FEW: usize = 15;

/// The scenes where a group chooses, with their numbers from 0.
pub fn places<'l>(lesson: &'l Lesson) -> impl Iterator<Item = (usize, &'l Scene<'l>)> {
    lesson.scenes.iter().enumerate().filter(|(_, scene)| scene.choices.len() > 1)
}

impl Shown<'_> {
    /// All sheets of the lesson. Where the question has variants for some rooms, each has its sheet.
    pub fn sheets(&self) -> String {
        let mut pieces = Pieces::new(self.lesson, &self.page);
        let mut out = format!(r#"<h1>{}</h1>"#, escape(&self.text.guide_sheets_of(&self.name.title)));
        let before = out.len();
        for (number, scene) in places(self.lesson) {
            let question = question(scene);
            let same = |aside: &&Aside| question.is_some_and(|question| aside.id == question.id);
            let variants: Vec<&Aside> = own_asides(scene).filter(same).collect();
            if variants.is_empty() {
                self.sheet(&mut out, &mut pieces, number, None, false);
            }
            for variant in &variants {
                self.sheet(&mut out, &mut pieces, number, Some(*variant), variants.len() > 1);
            }
        }
        if out.len() == before {
            let _ = write!(out, "<p>{}</p>", self.text.sheet_none());
        }
        out
    }

    fn sheet<'s>(&'s self, out: &mut String, pieces: &mut Pieces<'s, '_>, number: usize, question: Option<&'s Aside>, varied: bool) {
        let (text, scene) = (self.text, &self.lesson.scenes[number]);
        let asked = question.map_or(2, |aside| height(self.lesson, aside.body.clone()));
        let choices: usize = scene.choices.iter().map(|choice| choice.label.chars().count() / WIDTH + 1).sum();
        let (blocks, cut) = self.ending_of(scene, HEIGHT.saturating_sub(asked + choices));
        let lines_of_print = asked + choices + blocks.iter().map(|(block, _)| height(self.lesson, block.clone())).sum::<usize>();
        let _ = write!(
            out,
            r#"<section class="sheet"{}><header><p class="sign"><span class="room">{}</span> {}{}</p><h2>{}</h2></header>"#,
            if lines_of_print <= FEW { " data-few" } else { "" },
            room_number(self.name.number, number + 1),
            escape(&self.name.title),
            if varied { format!(" · {}", room_name(question.and_then(|aside| aside.room), text)) } else { String::new() },
            escape(&scene.title)
        );
        out.push_str(r#"<div class="text">"#);
        if cut {
            let _ = write!(out, r#"<p class="small">{}</p>"#, text.sheet_cut());
        }
        for (block, quoted) in blocks {
            let html = unlinked(&pieces.events(block));
            let _ = if quoted { write!(out, "<blockquote>{html}</blockquote>") } else { write!(out, "{html}") };
        }
        let _ = write!(out, r#"</div><h3>{}</h3><ol class="choices">"#, text.sheet_choose());
        for choice in &scene.choices {
            let _ = write!(out, "<li>{}</li>", unlinked(&pieces.label(choice)));
        }
        let _ = write!(out, r#"</ol><h3>{}</h3><div class="ask">"#, text.sheet_talk());
        match question {
            Some(aside) => out.push_str(&unlinked(&pieces.events(aside.body.clone()))),
            None => {
                let _ = write!(out, "<p>{}</p>", text.sheet_question());
            }
        }
        // Numbers of notes without the notes; there is no room for them.
        pieces.notes();
        let _ = write!(out, "</div><h3 class=\"write\">{}</h3>{}</section>", text.sheet_write(), lines(LINES));
    }

    /// The blocks of the scene's prose that fit, from the end: what stands before the choice matters most. Each with whether
    /// it is quoted; and whether some are left out.
    fn ending_of(&self, scene: &Scene, room: usize) -> (Vec<(Events, bool)>, bool) {
        // A recall is part of the story too, in its own words.
        let prose = scene.pieces.iter().filter_map(|piece| match piece {
            Piece::Prose(events) => Some((events.clone(), false)),
            Piece::Aside(aside) => {
                let quoted = matches!(aside.kind, AsideKind::Recall) && aside.room.is_none();
                quoted.then(|| (aside.body.clone(), true))
            }
        });
        let of = |(events, quoted)| blocks(self.lesson, events).into_iter().map(move |block| (block, quoted));
        let mut all: Vec<(Events, bool)> = prose.flat_map(of).collect();
        let mut taken = 0;
        let fits = all.iter().rev().take_while(|(block, _)| {
            taken += height(self.lesson, block.clone());
            taken <= room
        });
        let count = fits.count().max(1).min(all.len());
        let kept = all.split_off(all.len() - count);
        (kept, !all.is_empty())
    }
}

/// A scene's prompts and boxes, without those of what follows a choice.
fn own_asides<'s, 'a>(scene: &'s Scene<'a>) -> impl Iterator<Item = &'s Aside<'a>> {
    scene.pieces.iter().filter_map(Piece::aside)
}

/// What the scene itself asks: what is meant for talking first.
fn question<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s Aside<'a>> {
    let rank = |aside: &&Aside| match aside.kind {
        AsideKind::Discussion { .. } => Some(0),
        AsideKind::Poll { .. } => Some(1),
        AsideKind::Reflection { .. } => Some(2),
        AsideKind::Scale { .. } => Some(3),
        _ => None,
    };
    let asked = own_asides(scene).filter(|aside| !aside.body.is_empty() && aside.id.is_some());
    asked.filter_map(|aside| Some((rank(&aside)?, aside))).min_by_key(|(rank, _)| *rank).map(|(_, aside)| aside)
}

/// The blocks of a range, without pictures that stand alone.
fn blocks(lesson: &Lesson, events: Events) -> Vec<Events> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0usize, events.start);
    for at in events {
        match lesson.events[at].0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let picture = matches!(lesson.events.get(start + 1), Some((Event::Start(Tag::Image { .. }), _)));
            if !picture {
                found.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    found
}

/// About how many lines of print these events take.
fn height(lesson: &Lesson, events: Events) -> usize {
    blocks(lesson, events).into_iter().map(|block| plain(slice(lesson, &block)).chars().count() / WIDTH + 1).sum()
}
