//! One lesson for the one who leads: aims, plan, map, every scene with its notes, sources.

use std::fmt::Write as _;

use super::plan::{self, Plan, Version};
use super::{Shown, help_section, levels, sheet};
use crate::course::graph::Target;
use crate::course::html::{Pieces, escape};
use crate::course::layout::{self, room_number};
use crate::course::model::{AsideKind, Choice, Piece, Room};
use crate::course::parse::asides;
use crate::place::encode;
use crate::text::Texts;

impl Shown<'_> {
    /// `<article>`. `alone`: with what holds for every lesson too; in the course's guide that is said once.
    pub fn article(&self, alone: bool) -> String {
        let text = self.text;
        let mut out = format!(r#"<article class="lesson" id="{}">"#, escape(self.name.slug.as_str()));
        self.head(&mut out);
        if self.review {
            let _ = write!(out, r#"<section class="asked"><h2>{}</h2><p>{}</p><ol>"#, text.review_heading(), text.review_about());
            for question in questions(text) {
                let _ = write!(out, "<li>{question}</li>");
            }
            out.push_str("</ol></section>");
        }
        self.plan(&mut out, alone);
        self.map(&mut out);
        let mut pieces = Pieces::new(self.lesson, &self.page);
        for number in 0..self.lesson.scenes.len() {
            self.scene(&mut out, &mut pieces, number);
        }
        let sources = pieces.sources();
        if !sources.is_empty() {
            let _ = write!(out, r#"<section class="sources"><h2>{}</h2><ul>{sources}</ul></section>"#, text.sources());
        }
        if alone && !self.page.help_lines.is_empty() {
            out.push_str(&help_section(&self.page.help_lines, text));
        }
        if self.review {
            let _ = write!(out, r#"<section class="answers"><h2>{}</h2>"#, escape(&self.name.title));
            for question in questions(text) {
                let _ = write!(out, "<h3>{question}</h3>{}", lines(7));
            }
            out.push_str("</section>");
        }
        out + "</article>"
    }

    fn head(&self, out: &mut String) {
        let (text, front) = (self.text, &self.lesson.front);
        let mut facts: Vec<String> = front.minutes.iter().map(|m| text.minutes(*m as usize)).collect();
        facts.extend(Some(levels(&front.level, text)).filter(|levels| !levels.is_empty()));
        let _ = write!(
            out,
            r#"<header><p class="sign"><span class="room">{}</span> {} · {}</p><h1>{}</h1><p class="facts">{}</p>"#,
            self.name.number,
            text.guide(),
            text.lesson_of(self.name.number, self.total),
            escape(&self.name.title),
            facts.join(" · ")
        );
        if front.needs_review && !self.page.reviewed {
            let _ = write!(out, r#"<p class="review-note">{}</p>"#, text.review_note());
        }
        out.push_str("</header>");
        if !front.goals.is_empty() {
            let goals: Vec<String> = front.goals.iter().map(|goal| escape(goal)).collect();
            list(out, "h2", text.goals(), "ul", &goals);
        }
        if let Some(before) = &front.before {
            let _ = write!(out, r#"<section class="before"><h2>{}</h2>"#, text.before());
            for paragraph in before.split("\n\n").filter(|p| !p.trim().is_empty()) {
                let _ = write!(out, "<p>{}</p>", escape(paragraph.trim()));
            }
            out.push_str("</section>");
        }
    }

    fn plan(&self, out: &mut String, alone: bool) {
        let text = self.text;
        let own = self.to_have_ready();
        if alone {
            let _ = write!(out, r#"<section class="plan"><h2>{}</h2>"#, text.guide_lead());
            leading(out, &own, text);
            out.push_str("</section>");
        } else if !own.is_empty() {
            list(out, "h2", text.guide_before(), "ul", &own);
        }
        let _ = write!(
            out,
            r#"<section class="plan"><div class="first"><h2>{}</h2><p class="small">{}</p>"#,
            text.guide_plan(),
            escape(&plan::note(text))
        );
        let room = |scene: usize| match self.lesson.scenes[scene].condition {
            Some(_) => format!("{} ({})", self.room(scene), text.some_ways()),
            None => self.room(scene),
        };
        for (version, end) in [(Version::Core, "</div>"), (Version::Whole, "</section>")] {
            match Plan::of(self.lesson, &self.graph, version, text) {
                Some(plan) => out.push_str(&plan.table(room, text)),
                None => {
                    let _ = write!(out, "<p>{}</p>", text.guide_no_core());
                }
            }
            out.push_str(end);
        }
    }

    /// What this very lesson asks for beforehand.
    fn to_have_ready(&self) -> Vec<String> {
        let (text, mut own) = (self.text, Vec::new());
        let of = |kind: fn(&AsideKind) -> bool| self.lesson.scenes.iter().flat_map(asides).filter(move |aside| kind(&aside.kind));
        let care: Vec<&str> = of(|kind| matches!(kind, AsideKind::Care { .. })).map(|aside| aside.rest.value).collect();
        let mut titles: Vec<&str> = care.iter().copied().filter(|title| !title.is_empty()).collect();
        titles.dedup();
        match (care.is_empty(), titles.is_empty()) {
            (true, _) => {}
            (_, true) => own.push(text.guide_care_plain().to_owned()),
            (_, false) => own.push(escape(&text.guide_care_box(titles.join("; ")))),
        }
        let sheets = sheet::places(self.lesson).count();
        if sheets > 0 {
            own.push(text.guide_print_sheets(sheets));
        }
        if of(|_| true).any(|aside| aside.room.is_some()) {
            own.push(text.guide_variants().to_owned());
        }
        if self.lesson.front.before.is_some() {
            own.push(text.guide_begin().to_owned());
        }
        own
    }

    fn map(&self, out: &mut String) {
        let titles: Vec<String> = self.lesson.scenes.iter().map(|scene| scene.title.to_string()).collect();
        let drawing = layout::plan(&self.graph, self.name.number, &titles);
        let href = |id: &str| self.graph.scene(id).map(|(number, _)| self.anchor(number)).unwrap_or_default();
        let _ = write!(
            out,
            r#"<section class="map"><h2>{}</h2><p class="small">{}</p>{}</section>"#,
            self.text.map(),
            self.text.guide_map_note(),
            drawing.svg(|id| href(id.as_str()))
        );
    }

    /// `#lesson-4`: scenes' own names are not theirs alone in the guide of a whole course.
    fn anchor(&self, scene: usize) -> String {
        format!("#{}-{}", encode(self.name.slug.as_str()), scene + 1)
    }

    /// A room's sign and name, as a link to it.
    fn room(&self, scene: usize) -> String {
        format!(
            r#"<a href="{}"><span class="number">{}</span> {}</a>"#,
            self.anchor(scene),
            room_number(self.name.number, scene + 1),
            escape(&self.lesson.scenes[scene].title)
        )
    }

    fn scene<'s>(&'s self, out: &mut String, pieces: &mut Pieces<'s, '_>, number: usize) {
        let (text, scene) = (self.text, &self.lesson.scenes[number]);
        let mut marks = Vec::new();
        marks.extend(Some(text.guide_in_core()).filter(|_| scene.core));
        marks.extend(scene.condition.as_ref().map(|_| text.some_ways()));
        marks.extend(Some(text.map_ending()).filter(|_| self.graph.scenes[number].ending));
        let _ = write!(
            out,
            r#"<section class="scene" id="{}-{}"><header><p class="sign"><span class="room">{}</span> {}</p><h2>{}</h2></header>"#,
            escape(self.name.slug.as_str()),
            number + 1,
            room_number(self.name.number, number + 1),
            marks.join(" · "),
            escape(if scene.title.is_empty() { scene.id.as_str() } else { &scene.title })
        );
        self.pieces(out, pieces, number, &scene.pieces);
        if scene.choices.is_empty() {
            self.way_on(out, number);
        } else {
            out.push_str(r#"<ol class="choices">"#);
            for choice in &scene.choices {
                self.choice(out, pieces, number, choice);
            }
            out.push_str("</ol>");
        }
        out.push_str(&pieces.notes());
        out.push_str("</section>");
    }

    /// What is read aloud or done, then the notes for who leads: they are about the choice that follows.
    fn pieces<'s>(&'s self, out: &mut String, written: &mut Pieces<'s, '_>, number: usize, pieces: &'s [Piece]) {
        let varied = written.varied(pieces);
        let is_note = |piece: &Piece| piece.aside().is_some_and(|aside| matches!(aside.kind, AsideKind::Facilitator));
        let (notes, others): (Vec<_>, Vec<_>) = pieces.iter().zip(varied).partition(|(piece, _)| is_note(piece));
        for (piece, varied) in others.into_iter().chain(notes) {
            let mark = match piece {
                Piece::Aside(aside) if aside.room.is_some() || varied => Some(room_name(aside.room, self.text)),
                _ => None,
            };
            if let Some(mark) = mark {
                let _ = write!(out, r#"<div class="variant"><p class="for-room">{mark}</p>"#);
            }
            match piece {
                Piece::Aside(aside) if is_note(piece) => {
                    let _ = write!(
                        out,
                        r#"<aside class="note" aria-label="{0}"><p class="kind">{0}</p>{1}</aside>"#,
                        self.text.guide_note(),
                        unlinked(&written.events(aside.body.clone()))
                    );
                }
                _ => {
                    if let Some(cue) = cue(piece, self.text) {
                        let _ = write!(out, r#"<p class="cue">{cue}</p>"#);
                    }
                    out.push_str(&unlinked(&written.piece(number, piece)));
                }
            }
            out.push_str(if mark.is_some() { "</div>" } else { "" });
        }
    }

    fn choice<'s>(&'s self, out: &mut String, pieces: &mut Pieces<'s, '_>, number: usize, choice: &'s Choice) {
        let text = self.text;
        let to = self.leads_to(&choice.to.value);
        let _ = write!(
            out,
            r#"<li><p class="choice"><b>{}</b> <span class="to">{}{}</span></p>"#,
            unlinked(&pieces.label(choice)),
            text.guide_to(to),
            choice.condition.as_ref().map_or(String::new(), |_| format!(" ({})", text.some_ways()))
        );
        if !choice.pieces.is_empty() {
            out.push_str(r#"<div class="after">"#);
            self.pieces(out, pieces, number, &choice.pieces);
            out.push_str("</div>");
        }
        out.push_str("</li>");
    }

    fn leads_to(&self, to: &Target) -> String {
        let here = to.scene.as_ref().filter(|_| to.lesson.is_none()).and_then(|id| self.graph.scene(id.as_str()));
        here.map_or_else(|| escape(self.text.map_other_lesson()), |(scene, _)| self.room(scene))
    }

    /// Where a scene without choices leads, unless it ends the lesson.
    fn way_on(&self, out: &mut String, number: usize) {
        let ahead = if self.graph.scenes[number].ending { 0 } else { self.graph.candidates(number).len() };
        if ahead > 0 {
            let rooms: Vec<String> = (number + 1..=number + ahead).map(|scene| self.room(scene)).collect();
            let rooms = rooms.join(&format!(" {} ", self.text.guide_or()));
            let _ = write!(out, r#"<p class="on">{}</p>"#, self.text.guide_leads_on(rooms));
        }
    }
}

/// Before, during, after: what holds for every lesson, with what this one asks for beforehand.
pub fn leading(out: &mut String, own: &[String], text: Texts) {
    let texts = |texts: &[&str]| texts.iter().map(|text| escape(text)).collect::<Vec<_>>();
    let mut before = texts(&[text.guide_read_all(), text.guide_have_ready()]);
    before.extend_from_slice(own);
    before.extend(texts(&[text.guide_care_for_room(), text.guide_colleague()]));
    list(out, "h3", text.guide_before(), "ul", &before);
    let choice = [
        text.guide_choice_read(),
        text.guide_choice_think(),
        text.guide_choice_hands(),
        text.guide_choice_talk(),
        text.guide_choice_again(),
    ];
    list(out, "h3", text.guide_at_choice(), "ol", &texts(&choice));
    list(
        out,
        "h3",
        text.guide_during(),
        "ul",
        &texts(&[text.guide_no_answer(), text.guide_no_telling(), text.guide_mixed(), text.guide_clock_rule()]),
    );
    list(
        out,
        "h3",
        text.guide_after(),
        "ul",
        &texts(&[text.guide_stay(), text.guide_who_to_talk_to(), text.guide_write_down(), text.guide_collect()]),
    );
}

/// A heading and a list; the items are HTML.
fn list(out: &mut String, heading: &str, title: &str, tag: &str, items: &[String]) {
    let _ = write!(out, r#"<section class="list"><{heading}>{title}</{heading}><{tag}>"#);
    for item in items {
        let _ = write!(out, "<li>{item}</li>");
    }
    let _ = write!(out, "</{tag}></section>");
}

/// Lines to write on.
pub fn lines(count: usize) -> String {
    format!(r#"<div class="lines" aria-hidden="true">{}</div>"#, "<span></span>".repeat(count))
}

fn questions(text: Texts) -> [&'static str; 3] {
    [text.review_wrong(), text.review_unsaid(), text.review_missing()]
}

/// Where the screen shows each group words of its own, and paper cannot: what to read.
fn cue(piece: &Piece, text: Texts) -> Option<String> {
    match &piece.aside()?.kind {
        AsideKind::Recall => Some(text.guide_recall().to_owned()),
        AsideKind::Moments { count, .. } => Some(text.guide_moments(*count)),
        _ => None,
    }
}

/// For which room something is; `None` for what a variant stands in for.
pub fn room_name(room: Option<Room>, text: Texts) -> &'static str {
    match room {
        Some(Room::Staff) => text.room_staff(),
        Some(Room::Users) => text.room_users(),
        Some(Room::Mixed) => text.room_mixed(),
        None => text.room_other(),
    }
}

/// Our own HTML without the links that only lead somewhere in the lesson. In text `<` is escaped, so that a tag is a tag.
pub fn unlinked(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, link)) = rest.split_once("<a href=\"") {
        let (inside, after) = link.split_once("</a>").unwrap_or((link, ""));
        out.push_str(before);
        if ["https:", "mailto:", "tel:"].iter().any(|scheme| inside.starts_with(scheme)) {
            let _ = write!(out, "<a href=\"{inside}</a>");
        } else {
            out.push_str(inside.split_once('>').map_or("", |(_, words)| words));
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_out_are_left() {
        for (html, expected) in [
            ("ingen", "ingen"),
            (r##"til <a href="#x" rel="external">den <em>scenen</em></a>."##, "til den <em>scenen</em>."),
            (r#"<a href="tel:113">113</a> <a href="../b/">b</a>"#, r#"<a href="tel:113">113</a> b"#),
            ("<code>&lt;a href=\"#x\"></code>", "<code>&lt;a href=\"#x\"></code>"),
        ] {
            assert_eq!(unlinked(html), expected, "{html}");
        }
    }
}
