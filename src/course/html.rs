//! Our own HTML writer over the event stream. The shape is docs/page.md, section Lesson.
//!
//! No `style` attribute and no handler is ever written; raw HTML is text; a link is live only where [`Destination`] says so.
//! The writer walks ranges of events and never recurses into them.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use super::graph::{
    Condition, CourseId, CourseOutline, HelpLink, LessonName, LessonSlug, Meter, Meters, PageGraph, Show, Target, apply, start_values,
};
use super::model::{Answer, Aside, AsideKind, Choice, Destination, Events, Lesson, Piece, Scene};
use super::parse::{OPTIONS, destination, lesson_graph};
use super::slug::lower;
use crate::place::{Place, encode};
use crate::text::Texts;

/// Candidates that a scene without choices offers at most. A scene before hundreds of closed ones would else offer them all.
const MOST_CANDIDATES: usize = 20;

/// What a lesson page shows that does not stand in the lesson's own file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageContext {
    /// The course.
    pub course: CourseId,
    /// Language of the page, such as `nb`.
    pub language: String,
    /// The lesson's place in the course, from 1.
    pub number: usize,
    /// Lessons in the course, planned ones too.
    pub total: usize,
    /// The lesson's colour, 1 to 10.
    pub tone: usize,
    /// Path from the page to the site's root, such as `../../`.
    pub root: String,
    /// Path from the page to the pictures, such as `../../media/`.
    pub media: String,
    /// The lesson that follows.
    pub next: Option<LessonName>,
    /// Someone to talk to.
    pub help_lines: Vec<HelpLink>,
    /// The course's meters, in the page's language.
    pub meters: Vec<Meter>,
    /// Whether a professional's review of this lesson stands in course.toml.
    pub reviewed: bool,
}

impl PageContext {
    /// From the page to the lessons' folders: it stands in one of them, or, when it plays a file, anywhere.
    fn lessons(&self) -> std::borrow::Cow<'static, str> {
        if self.root.starts_with("../../") { "../".into() } else { [&self.root, "leksjon/"].concat().into() }
    }
}

/// What every lesson page needs of the course: `lessons/course.json`, for playing Markdown where a page is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseSheet {
    /// The course.
    pub outline: CourseOutline,
    /// Language of the pages.
    pub language: String,
    /// Lessons, planned ones too.
    pub total: usize,
    /// Lessons whose professional review stands in course.toml.
    pub reviewed: Vec<LessonSlug>,
}

impl CourseSheet {
    /// The page of the lesson at this place in the course.
    pub fn page(&self, index: usize) -> Option<PageContext> {
        let name = self.outline.lessons.get(index)?;
        let root = Place::lesson(&name.slug).root();
        Some(PageContext {
            course: self.outline.course.clone(),
            language: self.language.clone(),
            number: name.number,
            total: self.total,
            tone: tone(name.number),
            media: root.clone() + "media/",
            root,
            next: self.outline.lessons.get(index + 1).cloned(),
            help_lines: self.outline.help_lines.clone(),
            meters: self.outline.meters.clone(),
            reviewed: self.reviewed.contains(&name.slug),
        })
    }
}

/// The colour of a lesson with this number, 1 to 10.
pub fn tone(number: usize) -> usize {
    (number.max(1) - 1) % 10 + 1
}

/// `<article class="lesson">…</article>`.
pub fn lesson(lesson: &Lesson, page: &PageContext) -> String {
    let mut writer = LessonWriter::new(lesson, page);
    writer.article();
    writer.html.out
}

/// What the page's graph block holds.
pub fn page_graph(lesson: &Lesson, page: &PageContext) -> PageGraph {
    PageGraph {
        course: page.course.clone(),
        meters: page.meters.clone(),
        name: LessonName { slug: lesson.slug.clone(), title: lesson.title.to_string(), number: page.number, file: lesson.file.clone() },
        next: page.next.clone(),
        lesson: lesson_graph(lesson),
    }
}

/// `<script type="application/json" data-graph>…</script>`; `attribute` is `data-graph` or `data-course`.
pub fn data_block(attribute: &str, value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    // `<` stands in strings only, and there its escape means the same: nothing in the block can end it.
    format!("<script type=\"application/json\" {attribute}>{}</script>", json.replace('<', "\\u003c"))
}

/// Markdown from course.toml, such as `about`, for a page at the site's root.
pub fn markdown(text: &str) -> String {
    let events: Vec<_> = pulldown_cmark::Parser::new_ext(text, OPTIONS).map(|event| (event, 0..0)).collect();
    let own = LessonSlug::default();
    let places = Places { own: &own, folder: "", root: "", media: "media/", lessons: "leksjon/".into() };
    let mut html = Html { lazy: true, ..Html::default() };
    write(&mut html, &events, 0..events.len(), &places, &mut |_| None);
    html.out
}

/// Text made safe for HTML, in content and in attributes in double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text, Use::Attribute);
    out
}

/// Where a text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Prose,
    /// Copied as it is, so written as it is.
    Code,
    /// In double quotes; or where it is not known.
    Attribute,
}

fn escape_into(out: &mut String, text: &str, goes: Use) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let safe = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' if goes == Use::Attribute => "&quot;",
            b' ' if goes == Use::Prose && joins(text, at) => "\u{a0}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(safe);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Whether the space at `at` stands within a number or a reference, such as "116 123", "§ 4" and "10 a": no line ends there.
fn joins(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let number = before.ends_with(|c: char| c.is_ascii_digit());
    let mut after = text[at + 1..].chars();
    match after.next() {
        Some('0'..='9') => number || before.ends_with('§'),
        // Letters of sections of the law; "i" is a word. Latin letters are enough, and `is_alphanumeric` brings tables of all to the parser.
        Some('a'..='h') => number && !matches!(after.next(), Some('0'..='9' | 'A'..='Z' | 'a'..='z' | 'À'..='ɏ')),
        _ => false,
    }
}

/// An address as an attribute's value: what has no place in one is percent-encoded, the rest stays as written.
fn address_into(out: &mut String, address: &str) {
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("%27"),
            _ if c <= ' ' || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\u{7f}') => {
                let _ = write!(out, "%{:02X}", c as u32);
            }
            _ => out.push(c),
        }
    }
}

/// Where relative addresses lead.
struct Places<'a> {
    /// The lesson they stand in.
    own: &'a LessonSlug,
    /// Its folder under `lessons/`, such as `nb`.
    folder: &'a str,
    root: &'a str,
    media: &'a str,
    /// From the page to the lessons' folders.
    lessons: std::borrow::Cow<'static, str>,
}

impl Places<'_> {
    /// The address of a scene, and whether it is on this page.
    fn scene(&self, to: &Target) -> (String, bool) {
        let fragment = to.scene.as_ref().map_or(String::new(), |scene| ["#", &encode(scene.as_str())].concat());
        match &to.lesson {
            None => (fragment, true),
            Some(lesson) => ([&*self.lessons, &encode(lesson.as_str()), "/", &fragment].concat(), false),
        }
    }

    /// The address of a file beside the lessons, given as it is written in the lesson.
    fn file(&self, address: &str) -> String {
        if address.starts_with('/') {
            return address.to_owned();
        }
        let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let mut parts: Vec<&str> = self.folder.split('/').filter(|p| !p.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        match parts.split_first() {
            Some((&"media", below)) => [self.media, &below.join("/"), rest].concat(),
            _ => [self.root, "lessons/", &parts.join("/"), rest].concat(),
        }
    }
}

/// What has been written, and what its parts remember.
#[derive(Default)]
struct Html {
    out: String,
    /// Whether pictures wait until they are scrolled to.
    lazy: bool,
    /// What the open links end with.
    links: Vec<&'static str>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_code: bool,
}

// Not inlined: called some hundred times, and the parser wasm pays for every byte.
impl Html {
    #[inline(never)]
    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text, if self.in_code { Use::Code } else { Use::Prose });
    }

    /// ` name="value"`.
    #[inline(never)]
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value, Use::Attribute);
        self.out.push('"');
    }

    fn open_link(&mut self, to: &Destination, address: &str, title: &str, places: &Places) {
        let close = match to {
            Destination::Scene(target) => {
                let (href, here) = places.scene(target);
                self.push("<a href=\"");
                self.push(&href);
                self.push(if here { "\" rel=\"external\"" } else { "\"" });
                "</a>"
            }
            Destination::Out(address) => {
                self.push("<a href=\"");
                address_into(&mut self.out, address);
                let away = address.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
                self.push(if away { "\" rel=\"noopener noreferrer\"" } else { "\"" });
                "</a>"
            }
            Destination::File(_) => {
                self.push("<a href=\"");
                address_into(&mut self.out, &places.file(address));
                self.push("\"");
                "</a>"
            }
            Destination::Unsafe(_) => "",
        };
        if !close.is_empty() {
            if !title.is_empty() {
                self.attribute("title", title);
            }
            self.push(">");
        }
        self.links.push(close);
    }

    fn picture(&mut self, to: &Destination, address: &str, alt: &str, places: &Places) {
        let Destination::File(path) = to else {
            self.text(alt);
            return;
        };
        let sound =
            path.rsplit('.').next().is_some_and(|end| ["mp3", "m4a", "ogg", "opus", "wav"].iter().any(|s| s.eq_ignore_ascii_case(end)));
        self.push(if sound { "<audio controls preload=\"none\" src=\"" } else { "<img src=\"" });
        address_into(&mut self.out, &places.file(address));
        self.push("\"");
        self.attribute(if sound { "aria-label" } else { "alt" }, alt);
        match (sound, self.lazy) {
            (true, _) => self.push("></audio>"),
            (false, true) => self.push(" loading=\"lazy\">"),
            (false, false) => self.push(">"),
        }
    }
}

/// One past the end of what starts at `start`.
fn end_of(events: &[(Event, std::ops::Range<usize>)], start: usize) -> usize {
    let mut depth = 0usize;
    for (i, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    events.len()
}

/// Writes a balanced range. `note` gives a footnote's number, or `None` where there is no such note.
fn write(
    html: &mut Html,
    events: &[(Event, std::ops::Range<usize>)],
    range: Events,
    places: &Places,
    note: &mut dyn FnMut(&str) -> Option<usize>,
) {
    let mut at = range.start;
    while at < range.end {
        match &events[at].0 {
            Event::Text(text) => html.text(text),
            Event::Code(text) => {
                html.push("<code>");
                escape_into(&mut html.out, text, Use::Code);
                html.push("</code>");
            }
            Event::Html(text) | Event::InlineHtml(text) | Event::InlineMath(text) | Event::DisplayMath(text) => html.text(text),
            Event::SoftBreak => html.push("\n"),
            Event::HardBreak => html.push("<br>\n"),
            Event::Rule => html.push("<hr>\n"),
            Event::TaskListMarker(done) => html.push(if *done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(label) => match note(label) {
                Some(number) => {
                    let _ = write!(html.out, "<sup>{number}</sup>");
                }
                None => {
                    html.push("[^");
                    html.text(label);
                    html.push("]");
                }
            },
            Event::Start(tag) => at = start(html, events, at, tag, places),
            Event::End(tag) => end(html, tag),
        }
        at += 1;
    }
}

/// Writes a start tag, or all of what is written as one. The index of the last event that was written.
fn start(html: &mut Html, events: &[(Event, std::ops::Range<usize>)], at: usize, tag: &Tag, places: &Places) -> usize {
    match tag {
        Tag::Paragraph => {
            // A picture alone is a figure, its title what stands below.
            if let Some((Event::Start(Tag::Image { title, .. }), _)) = events.get(at + 1) {
                let close = end_of(events, at + 1);
                if matches!(events.get(close), Some((Event::End(TagEnd::Paragraph), _))) {
                    html.push("<figure>");
                    image(html, events, at + 1, places);
                    if !title.is_empty() {
                        html.push("<figcaption>");
                        html.text(title);
                        html.push("</figcaption>");
                    }
                    html.push("</figure>\n");
                    return close;
                }
            }
            html.push("<p>");
        }
        Tag::Heading { level, .. } => {
            let _ = write!(html.out, "<h{}>", (*level as usize).max(3));
        }
        Tag::BlockQuote(_) => html.push("<blockquote>\n"),
        // It may be wider than the page, and then it must be reached by keyboard.
        Tag::CodeBlock(_) => {
            html.push("<pre tabindex=\"0\"><code>");
            html.in_code = true;
        }
        Tag::HtmlBlock => html.push("<p>"),
        Tag::List(Some(1)) => html.push("<ol>\n"),
        Tag::List(Some(first)) => {
            let _ = writeln!(html.out, "<ol start=\"{first}\">");
        }
        Tag::List(None) => html.push("<ul>\n"),
        Tag::Item => html.push("<li>"),
        // Printed at the end of the scenes that refer to it.
        Tag::FootnoteDefinition(_) => return end_of(events, at) - 1,
        Tag::Table(alignments) => {
            html.alignments.clone_from(alignments);
            html.push("<table>\n");
        }
        Tag::TableHead => {
            (html.in_head, html.column) = (true, 0);
            html.push("<thead><tr>");
        }
        Tag::TableRow => {
            html.column = 0;
            html.push("<tr>");
        }
        Tag::TableCell => {
            html.push(if html.in_head { "<th scope=\"col\"" } else { "<td" });
            match html.alignments.get(html.column) {
                Some(Alignment::Center) => html.push(" data-align=\"center\">"),
                Some(Alignment::Right) => html.push(" data-align=\"right\">"),
                _ => html.push(">"),
            }
            html.column += 1;
        }
        Tag::Emphasis => html.push("<em>"),
        Tag::Strong => html.push("<strong>"),
        Tag::Strikethrough => html.push("<del>"),
        Tag::Link { dest_url, title, link_type, .. } => {
            let to = if *link_type == LinkType::Email {
                Destination::Out(["mailto:", dest_url].concat())
            } else {
                destination(dest_url, places.own)
            };
            html.open_link(&to, dest_url, title, places);
        }
        Tag::Image { .. } => return image(html, events, at, places),
        // Extensions that are off.
        _ => {}
    }
    at
}

/// Writes a picture. The index of its end.
fn image(html: &mut Html, events: &[(Event, std::ops::Range<usize>)], at: usize, places: &Places) -> usize {
    let close = end_of(events, at) - 1;
    if let Event::Start(Tag::Image { dest_url, .. }) = &events[at].0 {
        let alt = super::parse::plain(&events[at + 1..close]);
        html.picture(&destination(dest_url, places.own), dest_url, alt.trim(), places);
    }
    close
}

fn end(html: &mut Html, tag: &TagEnd) {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => html.push("</p>\n"),
        TagEnd::Heading(level) => {
            let _ = writeln!(html.out, "</h{}>", (*level as usize).max(3));
        }
        TagEnd::BlockQuote(_) => html.push("</blockquote>\n"),
        TagEnd::CodeBlock => {
            html.push("</code></pre>\n");
            html.in_code = false;
        }
        TagEnd::List(true) => html.push("</ol>\n"),
        TagEnd::List(false) => html.push("</ul>\n"),
        TagEnd::Item => html.push("</li>\n"),
        TagEnd::Table => html.push("</tbody></table>\n"),
        TagEnd::TableHead => {
            html.in_head = false;
            html.push("</tr></thead><tbody>\n");
        }
        TagEnd::TableRow => html.push("</tr>\n"),
        TagEnd::TableCell => html.push(if html.in_head { "</th>" } else { "</td>" }),
        TagEnd::Emphasis => html.push("</em>"),
        TagEnd::Strong => html.push("</strong>"),
        TagEnd::Strikethrough => html.push("</del>"),
        TagEnd::Link => {
            let close = html.links.pop().unwrap_or_default();
            html.push(close);
        }
        _ => {}
    }
}

/// A lesson's text piece by piece, as on its page: for pages that put it together otherwise, such as the facilitator's guide.
pub struct Pieces<'w, 'l>(LessonWriter<'w, 'l>);

impl<'w, 'l> Pieces<'w, 'l> {
    /// Nothing written yet.
    pub fn new(lesson: &'w Lesson<'l>, page: &'w PageContext) -> Self {
        Self(LessonWriter::new(lesson, page))
    }

    /// Some of the lesson's blocks, or what stands in one, such as a heading.
    pub fn events(&mut self, range: Events) -> String {
        self.0.events(range);
        self.taken()
    }

    /// A choice's words.
    pub fn label(&mut self, choice: &Choice) -> String {
        self.0.label(choice);
        self.taken()
    }

    /// A piece of the scene with this number, from 0. Notes for the facilitator are nothing here, as in the lesson.
    pub fn piece(&mut self, number: usize, piece: &'w Piece) -> String {
        self.0.piece(number, piece, false);
        self.taken()
    }

    /// By piece: whether a variant for some room stands in for it.
    pub fn varied(&self, pieces: &[Piece]) -> Vec<bool> {
        self.0.varied(pieces)
    }

    /// The footnotes of all that was written since they were last asked for.
    pub fn notes(&mut self) -> String {
        self.0.notes();
        self.taken()
    }

    /// The links of the lesson's fact and law boxes as `<li>`s.
    pub fn sources(&self) -> String {
        self.0.source_items()
    }

    fn taken(&mut self) -> String {
        std::mem::take(&mut self.0.html.out)
    }
}

/// Names of the lesson, each with its place. One type for all, as each kind of map is kilobytes of the parser wasm.
type Names<'w> = HashMap<&'w str, usize>;

/// Footnotes of the section being written.
#[derive(Default)]
struct Notes<'w> {
    numbers: Names<'w>,
    order: Vec<&'w Events>,
}

struct LessonWriter<'w, 'l> {
    lesson: &'w Lesson<'l>,
    page: &'w PageContext,
    texts: Texts,
    html: Html,
    places: Places<'w>,
    notes: Notes<'w>,
    /// Bytes that may still be written more than once: notes and sources are repeated, and a hostile file could make that grow without end.
    repeats: usize,
    /// Scenes by id.
    index: Names<'w>,
    start: Meters,
    /// Prompts that have variants for some rooms.
    varied: Names<'w>,
    /// The list of sources, once made.
    sources: String,
    prompts: usize,
}

impl<'w, 'l> LessonWriter<'w, 'l> {
    fn new(lesson: &'w Lesson<'l>, page: &'w PageContext) -> Self {
        let written = lesson.events.last().map_or(0, |(_, range)| range.end);
        let folder = lesson.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let varied = lesson
            .scenes
            .iter()
            .flat_map(super::parse::asides)
            .filter(|aside| aside.room.is_some())
            .filter_map(|aside| aside.id.as_ref().map(|id| (id.as_str(), 0)))
            .collect();
        Self {
            lesson,
            page,
            texts: Texts::of(&page.language),
            html: Html { out: String::with_capacity(written * 2 + 4096), ..Html::default() },
            places: Places { own: &lesson.slug, folder, root: &page.root, media: &page.media, lessons: page.lessons() },
            notes: Notes::default(),
            repeats: written * 2 + 100_000,
            index: lesson.scenes.iter().enumerate().map(|(i, scene)| (scene.id.as_str(), i)).collect(),
            start: start_values(&page.meters),
            varied,
            sources: String::new(),
            prompts: 0,
        }
    }

    fn events(&mut self, range: Events) {
        let Self { html, lesson, places, notes, .. } = self;
        write(html, &lesson.events, range, places, &mut |label| {
            let (label, note) = lesson.footnotes.get_key_value(lower(label).as_str())?;
            Some(*notes.numbers.entry(label).or_insert_with(|| {
                notes.order.push(note);
                notes.order.len()
            }))
        });
    }

    /// The notes of the section just written, in order.
    fn notes(&mut self) {
        let mut at = 0;
        while at < self.notes.order.len() {
            if at == 0 {
                let label = self.texts.footnotes();
                self.html.push("<ol class=\"notes\"");
                self.html.attribute("aria-label", label);
                self.html.push(">\n");
            }
            let range = self.notes.order[at].clone();
            self.html.push("<li>");
            let before = self.html.out.len();
            if self.repeats > 0 {
                self.events(range);
            }
            self.repeats = self.repeats.saturating_sub(self.html.out.len() - before);
            self.html.push("</li>\n");
            at += 1;
        }
        if at > 0 {
            self.html.push("</ol>\n");
            self.notes = Notes::default();
        }
    }

    fn article(&mut self) {
        self.sources = self.sources();
        let lesson = self.lesson;
        self.html.push("<article class=\"lesson\"");
        self.html.attribute("data-lesson", lesson.slug.as_str());
        let _ = writeln!(self.html.out, " data-tone=\"{}\">", self.page.tone);
        for (number, scene) in lesson.scenes.iter().enumerate() {
            self.scene(number, scene);
            for choice in &scene.choices {
                if !choice.pieces.is_empty() {
                    self.step(number, scene, choice);
                }
            }
        }
        self.html.push("</article>\n");
    }

    fn sign(&mut self, number: usize) {
        let page = self.page;
        let _ =
            write!(self.html.out, "<p class=\"sign\"><span class=\"room\">{}.{:02}</span> <span class=\"where\">", page.number, number + 1);
        let place = self.texts.lesson_of(page.number, page.total);
        self.html.text(&place);
        self.html.push("</span></p>\n");
    }

    fn scene(&mut self, number: usize, scene: &'w Scene) {
        self.html.lazy = number > 0;
        self.html.push(if number == 0 { "<section class=\"scene opening\"" } else { "<section class=\"scene\"" });
        self.html.attribute("id", scene.id.as_str());
        let _ = write!(self.html.out, " data-scene=\"{}\"", number + 1);
        self.html.push(if scene.core { " data-core>\n" } else { ">\n" });
        self.sign(number);
        let level = if number == 0 { "h1" } else { "h2" };
        let _ = write!(self.html.out, "<{level} tabindex=\"-1\">");
        if scene.heading.is_empty() {
            // A heading must say something to those who hear it.
            self.html.text(if scene.title.is_empty() { scene.id.as_str() } else { &scene.title });
        } else {
            self.events(scene.heading.clone());
        }
        let _ = writeln!(self.html.out, "</{level}>");
        if number == 0 {
            self.opening();
        } else {
            self.html.push("<div data-slot=\"closed\"></div>\n");
        }
        self.html.push("<div class=\"text\">\n");
        self.pieces(number, &scene.pieces);
        // Where the heading's notes stand, and those of the choices' labels.
        self.doors_and_notes(number, scene);
        self.html.push("</section>\n");
    }

    /// What the opening scene says of its lesson.
    fn opening(&mut self) {
        let texts = self.texts;
        let front = &self.lesson.front;
        let mut facts: Vec<String> = front.minutes.iter().map(|m| texts.minutes(*m as usize)).collect();
        facts.extend(front.level.iter().map(|level| {
            use super::model::Level;
            match level {
                Level::Individ => texts.level_individ(),
                Level::Tjeneste => texts.level_tjeneste(),
                Level::System => texts.level_system(),
            }
            .to_owned()
        }));
        if !facts.is_empty() {
            self.html.push("<p class=\"facts\">");
            self.html.text(&facts.join(" · "));
            self.html.push("</p>\n");
        }
        if front.needs_review && !self.page.reviewed {
            self.html.push("<p class=\"review-note\">");
            self.html.text(texts.review_note());
            self.html.push("</p>\n");
        }
        self.html.push("<div data-slot=\"resume\"></div>\n");
        if let Some(before) = &front.before {
            self.html.push("<details class=\"before\"><summary>");
            self.html.text(texts.before());
            self.html.push("</summary>");
            for paragraph in before.split("\n\n").filter(|p| !p.trim().is_empty()) {
                self.html.push("<p>");
                self.html.text(paragraph.trim());
                self.html.push("</p>");
            }
            self.html.push("</details>\n");
        }
        if !front.goals.is_empty() {
            self.html.push("<div class=\"goals\"><p class=\"kind\">");
            self.html.text(texts.goals());
            self.html.push("</p><ul>");
            for goal in &front.goals {
                self.html.push("<li>");
                self.html.text(goal);
                self.html.push("</li>");
            }
            self.html.push("</ul></div>\n");
        }
    }

    /// Ends `.text` with its notes, and writes what leads on from a scene.
    fn doors_and_notes(&mut self, number: usize, scene: &'w Scene) {
        // The doors may refer to notes, which stand before them: written aside first.
        let text = std::mem::take(&mut self.html.out);
        let last = number + 1 == self.lesson.scenes.len();
        let ends = scene.ending || (scene.choices.is_empty() && last);
        if !scene.choices.is_empty() {
            if self.page.meters.iter().any(|meter| meter.show == Show::Always) {
                self.html.push("<div data-slot=\"meters\"></div>\n");
            }
            self.doors(self.texts.doors(), "doors");
            for choice in &scene.choices {
                self.choice(scene, choice);
            }
            self.html.push("</ul></nav>\n");
        } else if !ends {
            self.doors(self.texts.doors_on(), "doors on");
            self.candidates(number);
            self.html.push("</ul></nav>\n");
        }
        if ends {
            self.end();
        }
        let doors = std::mem::replace(&mut self.html.out, text);
        self.notes();
        self.html.push("</div>\n");
        if number > 0 {
            self.html.push("<div data-slot=\"back\"></div>\n");
        }
        self.html.push(&doors);
    }

    fn doors(&mut self, label: &str, class: &str) {
        let _ = write!(self.html.out, "<nav class=\"{class}\"");
        self.html.attribute("aria-label", label);
        self.html.push("><ul>\n");
    }

    /// `<li>`, marked when it is only there on some ways, and when it is closed at the start.
    fn door(&mut self, conditional: bool, closed: bool) {
        self.html.push(match (conditional, closed) {
            (false, false) => "<li>",
            (true, false) => "<li data-if>",
            (true, true) => "<li data-if data-closed>",
            (false, true) => "<li data-closed>",
        });
    }

    fn end_door(&mut self, conditional: bool) {
        self.html.push("</span></a>");
        if conditional {
            self.html.push(" <small class=\"some-ways\">");
            self.html.text(self.texts.some_ways());
            self.html.push("</small>");
        }
        self.html.push("</li>\n");
    }

    fn condition_of(&self, to: &Target) -> Option<&'w Condition> {
        let lesson = self.lesson;
        let (None, Some(scene)) = (&to.lesson, &to.scene) else { return None };
        let at = *self.index.get(scene.as_str())?;
        lesson.scenes[at].condition.as_ref().map(|c| &c.value)
    }

    fn choice(&mut self, scene: &Scene, choice: &Choice) {
        let own = choice.condition.as_ref().map(|c| &c.value);
        let target = self.condition_of(&choice.to.value);
        let open = own.is_none_or(|c| c.holds(&self.start))
            && target.is_none_or(|c| {
                let effects: Vec<_> = choice.effects.iter().map(|e| e.value.clone()).collect();
                c.holds(&apply(&self.page.meters, &self.start, &effects))
            });
        let conditional = own.is_some() || target.is_some();
        self.door(conditional, !open);
        if choice.pieces.is_empty() {
            self.link_to(&choice.to.value);
        } else {
            self.html.push("<a href=\"#");
            self.html.push(&encode(scene.id.as_str()));
            self.html.push("~");
            self.html.push(&encode(choice.name.as_str()));
            self.html.push("\" rel=\"external\"");
        }
        self.html.attribute("data-choice", choice.name.as_str());
        self.html.push("><span>");
        self.label(choice);
        self.end_door(conditional);
    }

    /// `<a href="…"`, not closed yet.
    fn link_to(&mut self, to: &Target) {
        let (href, here) = self.places.scene(to);
        self.html.push("<a href=\"");
        self.html.push(&href);
        self.html.push(if here { "\" rel=\"external\"" } else { "\"" });
    }

    /// A link must say something, so that an empty label becomes the choice's name.
    fn label(&mut self, choice: &Choice) {
        if choice.label.is_empty()
            && !self.lesson.events[choice.label_events.clone()].iter().any(|(e, _)| matches!(e, Event::Start(Tag::Image { .. })))
        {
            self.html.text(choice.name.as_str());
        } else {
            self.events(choice.label_events.clone());
        }
    }

    /// The scenes a scene without choices may go on to: up to and with the first without a condition.
    fn candidates(&mut self, number: usize) {
        let lesson = self.lesson;
        let after = &lesson.scenes[number + 1..];
        let count = after.iter().position(|s| s.condition.is_none()).map_or(after.len(), |i| i + 1);
        let mut taken = false;
        for (i, scene) in after[..count].iter().enumerate() {
            if i >= MOST_CANDIDATES && i + 1 < count {
                continue;
            }
            let holds = scene.condition.as_ref().is_none_or(|c| c.value.holds(&self.start));
            let conditional = scene.condition.is_some();
            self.door(conditional, taken || !holds);
            taken |= holds;
            self.link_to(&Target { lesson: None, scene: Some(scene.id.clone()) });
            self.html.attribute("data-continue", scene.id.as_str());
            self.html.push("><span>");
            if count == 1 {
                self.html.text(self.texts.go_on());
            } else {
                let text = self.texts.go_on_to(&scene.title);
                self.html.text(&text);
            }
            self.end_door(conditional);
        }
    }

    fn step(&mut self, number: usize, scene: &Scene, choice: &'w Choice) {
        self.html.lazy = true;
        self.html.push("<section class=\"scene step\"");
        self.html.attribute("id", &[scene.id.as_str(), "~", choice.name.as_str()].concat());
        self.html.attribute("data-step", choice.name.as_str());
        self.html.attribute("data-of", scene.id.as_str());
        self.html.push(">\n");
        self.sign(number);
        self.html.push("<h2 tabindex=\"-1\" class=\"said\">");
        self.label(choice);
        self.html.push("</h2>\n<div class=\"text\">\n");
        self.pieces(number, &choice.pieces);
        self.notes();
        self.html.push("</div>\n<div data-slot=\"back\"></div>\n");
        self.doors(self.texts.doors_on(), "doors on");
        self.html.push("<li>");
        let to = &choice.to.value;
        self.link_to(to);
        let name = match (&to.lesson, &to.scene) {
            (Some(lesson), scene) => format!("{lesson}#{}", scene.as_ref().map_or(lesson.as_str(), |s| s.as_str())),
            (None, scene) => scene.as_ref().map_or(self.lesson.slug.as_str(), |s| s.as_str()).to_owned(),
        };
        self.html.attribute("data-continue", &name);
        self.html.push("><span>");
        self.html.text(self.texts.go_on());
        self.end_door(false);
        self.html.push("</ul></nav>\n</section>\n");
    }

    /// What stands at an ending.
    fn end(&mut self) {
        self.html.push("<div class=\"end\" data-end>\n<div data-slot=\"end\"></div>\n");
        if !self.sources.is_empty() && self.repeats > self.sources.len() {
            self.repeats -= self.sources.len();
            self.html.out.push_str(&self.sources);
        }
        self.doors(self.texts.doors_on(), "doors on");
        if let Some(next) = &self.page.next {
            self.html.push("<li><a href=\"");
            self.html.push(&self.places.lessons);
            self.html.push(&encode(next.slug.as_str()));
            self.html.push("/\" data-next><span>");
            let text = self.texts.next_lesson(&next.title);
            self.html.text(&text);
            self.html.push("</span></a></li>\n");
        }
        let root = if self.page.root.is_empty() { "./" } else { &self.page.root };
        if self.page.next.is_none() {
            self.html.push("<li><a href=\"");
            address_into(&mut self.html.out, root);
            self.html.push("veien-videre/\"><span>");
            self.html.text(self.texts.resources_heading());
            self.html.push("</span></a></li>\n");
        }
        self.html.push("<li><a href=\"");
        address_into(&mut self.html.out, root);
        self.html.push("\"><span>");
        self.html.text(self.texts.to_course());
        self.html.push("</span></a></li>\n</ul></nav>\n<div data-slot=\"feedback\"></div>\n</div>\n");
    }

    /// The links of fact and law boxes, each once, as a list.
    fn sources(&self) -> String {
        let items = self.source_items();
        if items.is_empty() {
            return items;
        }
        format!("<details class=\"sources\"><summary>{}</summary><ul>\n{items}</ul></details>\n", escape(self.texts.sources()))
    }

    fn source_items(&self) -> String {
        let lesson = self.lesson;
        let mut seen = Names::new();
        let mut html = Html::default();
        for aside in lesson.scenes.iter().flat_map(super::parse::asides) {
            if !matches!(aside.kind, AsideKind::Fact | AsideKind::Law) {
                continue;
            }
            for at in aside.body.clone() {
                let Event::Start(Tag::Link { dest_url, link_type, .. }) = &lesson.events[at].0 else { continue };
                let to = destination(dest_url, &lesson.slug);
                if *link_type == LinkType::Email || !matches!(to, Destination::Out(_)) || seen.insert(dest_url, 0).is_some() {
                    continue;
                }
                html.push("<li>");
                html.open_link(&to, dest_url, "", &self.places);
                let label = super::parse::plain(&lesson.events[at + 1..end_of(&lesson.events, at) - 1]);
                html.text(if label.trim().is_empty() { dest_url } else { label.trim() });
                html.push("</a></li>\n");
            }
        }
        html.out
    }

    fn pieces(&mut self, number: usize, pieces: &'w [Piece]) {
        let varied = self.varied(pieces);
        for (piece, varied) in pieces.iter().zip(varied) {
            self.piece(number, piece, varied);
        }
    }

    fn piece(&mut self, number: usize, piece: &'w Piece, varied: bool) {
        match piece {
            Piece::Prose(range) => self.events(range.clone()),
            Piece::Aside(aside) => self.aside(number, aside, varied),
        }
    }

    /// By piece: whether a variant for some room stands in for it.
    fn varied(&self, pieces: &[Piece]) -> Vec<bool> {
        let mut varied = siblings(pieces);
        for (piece, varied) in pieces.iter().zip(&mut varied) {
            let Piece::Aside(aside) = piece else { continue };
            match (&aside.id, aside.room) {
                (_, Some(_)) => *varied = false,
                (Some(id), None) => *varied = self.varied.contains_key(id.as_str()),
                (None, None) => {}
            }
        }
        varied
    }

    fn room(&mut self, aside: &Aside, varied: bool) {
        match aside.room {
            Some(room) => self.html.attribute("data-room", room.as_str()),
            None if varied => self.html.attribute("data-room", "other"),
            None => {}
        }
        if aside.core {
            self.html.push(" data-core");
        }
    }

    fn aside(&mut self, number: usize, aside: &'w Aside, varied: bool) {
        let texts = self.texts;
        match &aside.kind {
            AsideKind::Facilitator => {}
            AsideKind::Reflection { voices } => {
                self.prompt(aside, "reflection", texts.kind_reflection(), varied);
                self.ask(aside.body.clone());
                self.html.push("<div data-slot=\"answer\"></div>\n");
                if !voices.is_empty() {
                    self.html.push("<details class=\"voices\" data-closed><summary>");
                    self.html.text(texts.voices());
                    self.html.push("</summary><p class=\"invented\">");
                    self.html.text(texts.voices_invented());
                    self.html.push("</p><ul>\n");
                    for voice in voices {
                        self.html.push("<li>");
                        self.events(voice.clone());
                        self.html.push("</li>\n");
                    }
                    self.html.push("</ul></details>\n");
                }
                self.html.push("</div>\n");
            }
            AsideKind::Intention => {
                self.prompt(aside, "intention", texts.kind_intention(), varied);
                self.ask(aside.body.clone());
                self.html.push("<div data-slot=\"answer\"></div>\n</div>\n");
            }
            AsideKind::Scale { range, ends } => {
                self.prompt(aside, "scale", texts.kind_scale(), varied);
                self.legend(aside.body.clone(), texts.kind_scale(), false);
                let name = self.field_name(aside);
                self.html.push("<div class=\"steps\">");
                for value in range.0..=range.1 {
                    self.html.push("<label><input type=\"radio\"");
                    self.html.attribute("name", &name);
                    let _ = write!(self.html.out, " value=\"{value}\" autocomplete=\"off\"><span>{value}</span></label>");
                }
                self.html.push("</div>\n<p class=\"ends\"><span>");
                self.html.text(&ends.0);
                self.html.push("</span><span>");
                self.html.text(&ends.1);
                self.html.push("</span></p></fieldset></div>\n");
            }
            AsideKind::Poll { many, answers } => {
                let kind = if *many { texts.kind_poll_many() } else { texts.kind_poll() };
                self.prompt(aside, "poll", kind, varied);
                self.legend(aside.body.clone(), kind, *many);
                let name = self.field_name(aside);
                self.html.push("<ul>\n");
                for answer in answers {
                    self.answer(answer, &name, *many);
                }
                self.html.push("</ul></fieldset></div>\n");
            }
            AsideKind::Discussion { minutes } => {
                self.prompt(aside, "discussion", texts.kind_discussion(), varied);
                let parts: Vec<String> = match minutes[..] {
                    [] => Vec::new(),
                    [one] => vec![texts.minutes_short(one)],
                    [alone, together] => vec![texts.minutes_alone(alone), texts.minutes_together(together)],
                    [alone, together, plenary, ..] => {
                        vec![texts.minutes_alone(alone), texts.minutes_together(together), texts.minutes_plenary(plenary)]
                    }
                };
                if !parts.is_empty() {
                    self.html.push("<p class=\"minutes\">");
                    self.html.text(&parts.join(" · "));
                    self.html.push("</p>\n");
                }
                self.ask(aside.body.clone());
                self.html.push("<div data-slot=\"timer\"></div>\n</div>\n");
            }
            AsideKind::Fact => self.plain_box(aside, "fact", texts.kind_fact(), varied),
            AsideKind::Law => self.plain_box(aside, "law", texts.kind_law(), varied),
            AsideKind::Plain(kind) => {
                let name = match *kind {
                    "tip" => texts.kind_tip(),
                    "important" => texts.kind_important(),
                    "warning" => texts.kind_warning(),
                    "caution" => texts.kind_caution(),
                    _ => texts.kind_note(),
                };
                self.plain_box(aside, kind, name, varied);
            }
            AsideKind::Care { past, label } => {
                let lesson = self.lesson;
                let next = lesson.scenes.get(number + 1).map(|scene| &scene.id);
                self.care(aside, past.as_ref().or(next).map(|id| id.as_str()), label.clone(), varied);
            }
            AsideKind::Recall => {
                self.html.push("<blockquote class=\"recall\"");
                self.html.attribute("data-recall", aside.rest.value);
                self.room(aside, varied);
                self.html.push(">\n");
                if aside.body.is_empty() {
                    self.html.push("<p>");
                    self.html.text(texts.recall_nothing());
                    self.html.push("</p>\n");
                } else {
                    self.events(aside.body.clone());
                }
                self.html.push("</blockquote>\n");
            }
            AsideKind::Moments { count, links } => {
                self.events(aside.body.clone());
                let _ = write!(self.html.out, "<ul class=\"moments\" data-moments=\"{count}\"");
                self.room(aside, varied);
                self.html.push(">\n");
                for (to, label) in links {
                    self.html.push("<li>");
                    self.link_to(to);
                    let own = &self.lesson.slug;
                    let slug = to.lesson.as_ref().unwrap_or(own).as_str();
                    let moment = format!("{slug}#{}", to.scene.as_ref().map_or(slug, |scene| scene.as_str()));
                    self.html.attribute("data-moment", &moment);
                    self.html.push(">");
                    if label.is_empty() {
                        self.html.text(&moment);
                    } else {
                        self.events(label.clone());
                    }
                    self.html.push("</a></li>\n");
                }
                self.html.push("</ul>\n");
            }
        }
    }

    /// Opens a prompt and says of which kind it is.
    fn prompt(&mut self, aside: &Aside, kind: &str, name: &str, varied: bool) {
        self.html.push("<div class=\"prompt\"");
        if let Some(id) = &aside.id {
            self.html.attribute("data-prompt", id.as_str());
        }
        self.html.attribute("data-kind", kind);
        self.room(aside, varied);
        self.html.push("><p class=\"kind\">");
        self.html.text(name);
        self.html.push("</p>\n");
    }

    fn ask(&mut self, body: Events) {
        self.html.push("<div class=\"ask\">");
        self.events(body);
        self.html.push("</div>\n");
    }

    /// `<fieldset>` with its legend: the question's first paragraph. What else there is to the question stands below.
    fn legend(&mut self, body: Events, kind: &str, many: bool) {
        self.html.push(if many { "<fieldset data-many><legend>" } else { "<fieldset><legend>" });
        let lesson = self.lesson;
        let mut rest = body.clone();
        if body.start < body.end && matches!(lesson.events[body.start].0, Event::Start(Tag::Paragraph)) {
            let close = end_of(&lesson.events, body.start);
            self.events(body.start + 1..close - 1);
            rest.start = close;
        } else {
            self.html.text(kind);
        }
        self.html.push("</legend>\n");
        if rest.start < rest.end {
            self.ask(rest);
        }
    }

    /// The name of a prompt's fields: its own on the page, also when a variant for some room has the same id.
    fn field_name(&mut self, aside: &Aside) -> String {
        self.prompts += 1;
        let id = aside.id.as_ref().map_or("", |id| id.as_str());
        match aside.room {
            Some(room) => format!("{id}-{}-{}", room.as_str(), self.prompts),
            None => id.to_owned(),
        }
    }

    fn answer(&mut self, answer: &Answer, name: &str, many: bool) {
        self.html.push(if many { "<li><label><input type=\"checkbox\"" } else { "<li><label><input type=\"radio\"" });
        self.html.attribute("name", name);
        self.html.attribute("value", &answer.name);
        self.html.push(" autocomplete=\"off\"><span>");
        if answer.label.is_empty() {
            self.html.text(&answer.name);
        } else {
            self.events(answer.label.clone());
        }
        self.html.push("</span></label>");
        if answer.then.start < answer.then.end {
            self.html.push("<div class=\"then\">");
            self.events(answer.then.clone());
            self.html.push("</div>");
        }
        self.html.push("</li>\n");
    }

    fn plain_box(&mut self, aside: &Aside, kind: &str, name: &str, varied: bool) {
        let title = aside.rest.value;
        self.html.push("<aside class=\"box\"");
        self.html.attribute("data-kind", kind);
        self.room(aside, varied);
        self.html.attribute("aria-label", &if title.is_empty() { name.to_owned() } else { format!("{name}: {title}") });
        self.html.push("><p class=\"kind\">");
        self.html.text(name);
        self.html.push("</p>\n");
        if !title.is_empty() {
            self.html.push("<p class=\"box-title\">");
            self.html.text(title);
            self.html.push("</p>\n");
        }
        self.events(aside.body.clone());
        self.html.push("</aside>\n");
    }

    fn care(&mut self, aside: &Aside, past: Option<&str>, label: Events, varied: bool) {
        let texts = self.texts;
        self.html.push("<aside class=\"care\"");
        self.html.attribute("aria-label", texts.care_before());
        self.room(aside, varied);
        self.html.push("><p class=\"kind\">");
        self.html.text(texts.care_before());
        self.html.push("</p>\n");
        if !aside.rest.value.is_empty() {
            self.html.push("<p class=\"box-title\">");
            self.html.text(aside.rest.value);
            self.html.push("</p>\n");
        }
        self.events(aside.body.clone());
        if !self.page.help_lines.is_empty() {
            self.html.push("<p>");
            self.html.text(texts.talk_to_someone());
            self.html.push("</p>\n");
            help_lines(&mut self.html, &self.page.help_lines, texts);
        }
        if let Some(past) = past {
            self.html.push("<a href=\"#");
            self.html.push(&encode(past));
            self.html.push("\" rel=\"external\"");
            self.html.attribute("data-past", past);
            self.html.push(">");
            if label.is_empty() {
                self.html.text(texts.care_past());
            } else {
                self.events(label);
            }
            self.html.push("</a>\n");
        }
        self.html.push("</aside>\n");
    }
}

/// `<ul>` of someone to talk to: by telephone where there is a number, else by address.
fn help_lines(html: &mut Html, lines: &[HelpLink], texts: Texts) {
    html.push("<ul>\n");
    for line in lines {
        html.push("<li>");
        let address = match (&line.phone, &line.url) {
            (Some(phone), _) => Some(format!("tel:{}", phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())),
            (None, url) => url.clone(),
        };
        let text = line.phone.as_ref().map_or_else(|| line.name.clone(), |phone| texts.phone_number(&line.name, phone));
        if let Some(address) = address {
            html.open_link(&destination(&address, &LessonSlug::default()), &address, "", &NOWHERE);
            html.text(&text);
            let close = html.links.pop().unwrap_or_default();
            html.push(close);
        } else {
            html.text(&text);
        }
        html.push("</li>\n");
    }
    html.push("</ul>\n");
}

/// For addresses that are never relative.
const NOWHERE: Places =
    Places { own: &LessonSlug(String::new()), folder: "", root: "", media: "", lessons: std::borrow::Cow::Borrowed("") };

/// The boxes without a room that a variant stands in for: the nearest of the same kind among the asides around it.
fn siblings(pieces: &[Piece]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let matches = |i: usize, variant: &Aside| match &pieces[i] {
        Piece::Aside(aside) if aside.id.is_none() && aside.room.is_none() => {
            Some(std::mem::discriminant(&aside.kind) == std::mem::discriminant(&variant.kind))
        }
        Piece::Aside(_) => Some(false),
        Piece::Prose(_) => None,
    };
    for (i, piece) in pieces.iter().enumerate() {
        let Piece::Aside(variant) = piece else { continue };
        if variant.room.is_none() || variant.id.is_some() {
            continue;
        }
        // A handful of steps: variants stand beside what they replace.
        let before = (0..i).rev().take(8).map_while(|j| matches(j, variant).map(|same| (j, same))).find(|(_, same)| *same);
        let after = || (i + 1..pieces.len()).take(8).map_while(|j| matches(j, variant).map(|same| (j, same))).find(|(_, same)| *same);
        if let Some((j, _)) = before.or_else(after) {
            found[j] = true;
        }
    }
    found
}
