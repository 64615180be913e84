//! Text to model. Never fails and never panics: what is wrong comes back as findings beside what could be read.
//!
//! pulldown-cmark's events are gathered once, with their bytes in the file; everything after that is ranges of them. Where the format takes
//! a piece out of the Markdown (a marker line, a scale's ends, the link a choice begins with), the events around it are written over in
//! place, so that what is left stays one balanced range. Nothing here recurses: nesting costs memory, never stack.

mod aside;
mod choice;
mod course;
mod effect;
mod front;
mod heading;
mod link;
mod names;
mod report;
mod toml;

use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, InlineStr, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::events::{EventList, owns};
use super::finding::{Code, Finding};
use super::graph::{ChoiceNode, LessonGraph, LessonSlug, PromptKind, PromptNode, SceneId, SceneNode};
use super::model::{Aside, AsideKind, Destination, Events, Lesson, Piece, Reference, Scene};
use super::slug::{lesson_slug, lower, slug, trim};
use super::source::SourceFile;
use names::{Names, all_differ};
use report::Report;

pub use course::{course, sheet};
pub use effect::meter_id;
pub use link::{decode, destination};

/// Bytes of the file.
type Range = std::ops::Range<usize>;

/// What of Markdown's extensions a lesson has.
pub const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// One lesson file. Findings are in file order.
pub fn parse(file: &SourceFile) -> (Lesson<'_>, Vec<Finding>) {
    let mut report = Report::new(file.path());
    let (front, body) = front::front_matter(file, &mut report);
    let slug = LessonSlug(lesson_slug(file.path()));
    let opening = Scene {
        id: SceneId(slug.0.clone()),
        title: "".into(),
        heading: 0..0,
        heading_span: (body..body).into(),
        core: false,
        ending: false,
        condition: None,
        pieces: Vec::new(),
        choices: Vec::new(),
    };
    let mut reader = Reader {
        text: file.text(),
        slug,
        // Lessons have an event for every fourteen to twenty bytes.
        events: EventList::with_capacity((file.text().len() - body) / 12),
        owned: 0,
        report,
        scenes: Vec::with_capacity(16),
        titled: false,
        level: 1,
        links: Vec::with_capacity(32),
        links_before: 0,
        quotes: Vec::new(),
        asides_read: Vec::with_capacity(32),
        has_notes: false,
        prompts: Names::new(),
        nameless: 0,
    };
    reader.scenes.push(opening);
    reader.read(body);
    reader.finish(body);
    let footnotes = reader.footnotes();
    let Reader { slug, events, report, scenes, links, .. } = reader;
    let title = scenes[0].title.clone();
    let lesson = Lesson { file: file.path().to_owned(), slug, title, front, events, scenes, footnotes, links };
    (lesson, report.finish())
}

/// Reading one lesson.
struct Reader<'a> {
    text: &'a str,
    slug: LessonSlug,
    events: EventList<'a>,
    /// How many texts of them have memory of their own, or could have.
    owned: usize,
    report: Report<'a>,
    /// The scenes so far. Never empty.
    scenes: Vec<Scene<'a>>,
    /// Whether the lesson's title has been read.
    titled: bool,
    /// The level of the last heading.
    level: usize,
    links: Vec<Reference>,
    /// How many of them stand before the block being read.
    links_before: usize,
    /// Quotes inside something else that begin as a marker does: where in the file.
    quotes: Vec<usize>,
    /// Quotes that became asides: where in the file, in order.
    asides_read: Vec<usize>,
    has_notes: bool,
    prompts: Names<'a>,
    nameless: usize,
}

impl<'a> Reader<'a> {
    /// Gathers all events, and takes each top-level block as it ends, while its events are at hand.
    fn read(&mut self, body: usize) {
        let (mut depth, mut begun) = (0usize, 0);
        let mut links: Vec<usize> = Vec::new();
        let mut markdown = Parser::new_ext(&self.text[body..], OPTIONS).into_offset_iter();
        while let Some(entry) = next(&mut markdown) {
            let at = self.events.len();
            self.events.push(entry);
            let (event, range) = &mut self.events[at];
            (range.start, range.end) = (range.start + body, range.end + body);
            let range = range.clone();
            let mut whole = false;
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        begun = at;
                    }
                    depth += 1;
                    match tag {
                        Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. } => {
                            links.push(at);
                            self.owned += [dest_url, title, id].into_iter().filter(|text| owns(text)).count();
                        }
                        Tag::FootnoteDefinition(_) => (self.has_notes, self.owned) = (true, self.owned + 1),
                        Tag::CodeBlock(_) | Tag::Table(_) => self.owned += 1,
                        Tag::HtmlBlock => self.raw_html(range),
                        Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } if depth > 1 => {
                            let line = self.first_line(range);
                            self.report.add(Code::HeadingLevel, line, |f| {
                                f.say("a heading inside a box or list starts no scene").help("use `###` or deeper here")
                            });
                        }
                        Tag::BlockQuote(_) if depth > 1 && aside::is_marker(self.text[range.start..].trim_start_matches(['>', ' '])) => {
                            self.quotes.push(range.start);
                        }
                        _ => {}
                    }
                }
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    whole = depth == 0;
                    if let TagEnd::Link | TagEnd::Image = tag
                        && let Some(start) = links.pop()
                    {
                        self.link(start, at, range);
                    }
                }
                Event::InlineHtml(html) => {
                    self.owned += 1;
                    if !html.starts_with("</") {
                        self.raw_html(range);
                    }
                }
                _ if depth == 0 => (begun, whole) = (at, true),
                Event::Text(text) | Event::Code(text) => self.owned += usize::from(owns(text)),
                Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_) => {}
                _ => self.owned += 1,
            }
            if whole {
                self.block(begun..at + 1);
                self.links_before = self.links.len();
            }
        }
        if self.owned == 0 {
            self.events.set_borrowed();
        }
    }

    /// The event at an index. A call of its own in the parser wasm, where the bounds would be looked to at a hundred places.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn event(&self, at: usize) -> &Event<'a> {
        &self.events[at].0
    }

    /// Its bytes in the file.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn range(&self, at: usize) -> Range {
        self.events[at].1.clone()
    }

    fn raw_html(&mut self, at: Range) {
        let at = self.first_line(at);
        self.report.add(Code::RawHtml, at, |f| {
            f.say("HTML is shown as text").help("write it in Markdown, or put it between backquotes if it is meant to be seen")
        });
    }

    /// Notes a link or picture, from its start to its end.
    fn link(&mut self, start: usize, end: usize, range: Range) {
        let (address, email, picture) = match self.event(start) {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => (dest_url, *link_type == LinkType::Email, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, false, true),
            _ => return,
        };
        let label_end = if end > start + 1 { self.range(end - 1).end } else { range.start + 1 };
        let link::Places { to: span, title } = link::places(self.text, &range, label_end);
        let to = if email { Destination::Out(format!("mailto:{address}")) } else { destination(address, &self.slug) };
        match &to {
            Destination::Unsafe(address) => self.report.add(Code::UnsafeLink, span.clone(), |f| match address.as_str() {
                "" | "#" => f.say("this link leads nowhere"),
                _ if address.get(..5).is_some_and(|a| a.eq_ignore_ascii_case("http:")) => {
                    let mended = format!("https:{}", &address[5..]);
                    f.say("only `https` links are live; this is shown as text")
                        .replace("most sites answer on `https` too".to_owned(), &mended)
                }
                _ => f
                    .say("this link is shown as text")
                    .help("a link leads to `https:`, `mailto:`, `tel:`, a scene or a file beside the lessons"),
            }),
            Destination::Out(_) if picture => self.report.add(Code::UnsafeLink, span.clone(), |f| {
                f.say("pictures are never fetched from elsewhere; this is shown as text")
                    .help("put the file in `media/` and refer to it there")
            }),
            _ => {}
        }
        if picture && plain(&self.events[start + 1..end]).is_empty() {
            self.report.add(Code::MissingAlt, range, |f| {
                f.say("this picture says nothing to those who do not see it")
                    .help("put what it shows between the brackets: `![a lock](..)`")
            });
        }
        // A picture in a link ends before it: put in its place.
        let start = span.start;
        let at = self.links.len() - self.links.iter().rev().take_while(|link| link.span.start > start).count();
        self.links.insert(at, Reference { to, picture, span: span.into(), title: title.into() });
    }

    /// A range cut off at its first line end.
    fn first_line(&self, range: Range) -> Range {
        let text = &self.text[range.clone()];
        range.start..range.start + text.find('\n').unwrap_or(text.len())
    }

    /// One past the end of what starts at `start`.
    fn end_of(&self, start: usize) -> usize {
        let mut depth = 0usize;
        for (i, (event, _)) in self.events[start..].iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return start + i + 1;
            }
        }
        self.events.len()
    }

    fn starts_block(&self, at: usize) -> bool {
        match self.event(at) {
            Event::Start(tag) => !matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
            ),
            event => matches!(event, Event::Rule),
        }
    }

    /// The end of the top-level block at `start`. A stretch of inline events (a tight item's text) is a block too.
    fn block_end(&self, start: usize, end: usize) -> usize {
        if self.starts_block(start) {
            return self.end_of(start);
        }
        let mut at = start;
        while at < end && !self.starts_block(at) {
            at = match *self.event(at) {
                Event::Start(_) => self.end_of(at),
                _ => at + 1,
            };
        }
        at
    }

    /// The top-level blocks of a balanced range.
    fn blocks(&self, range: Events) -> Vec<Events> {
        let mut blocks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = self.block_end(at, range.end);
            blocks.push(at..end);
            at = end;
        }
        blocks
    }

    /// Prose and asides of a balanced range.
    fn pieces(&mut self, range: Events) -> Vec<Piece<'a>> {
        // Most are one stretch of prose.
        let mut pieces = Vec::with_capacity(usize::from(range.start < range.end));
        let mut at = range.start;
        while at < range.end {
            let end = self.block_end(at, range.end);
            let piece = self.piece(at..end);
            add_piece(&mut pieces, piece);
            at = end;
        }
        pieces
    }

    /// What a block is to a scene; an empty stretch of prose for a footnote's text.
    fn piece(&mut self, block: Events) -> Piece<'a> {
        match *self.event(block.start) {
            Event::Start(Tag::FootnoteDefinition(_)) => Piece::Prose(block.end..block.end),
            Event::Start(Tag::BlockQuote(_)) => match self.aside(block.clone()) {
                Some(aside) => Piece::Aside(aside),
                None => Piece::Prose(block),
            },
            _ => Piece::Prose(block),
        }
    }

    /// Takes a top-level block into the lesson.
    fn block(&mut self, block: Events) {
        let open = self.scenes.len() - 1;
        match self.event(block.start) {
            Event::Start(Tag::Heading { level, .. }) => match *level as usize {
                1 if !self.titled && open == 0 => self.lesson_title(block),
                2 => {
                    self.level = 2;
                    let (mut scene, id) = self.heading(block);
                    scene.id = self.scene_id(&scene, id, open + 2);
                    self.name_choices();
                    self.scenes.push(scene);
                }
                found => {
                    self.sub_heading(found, self.range(block.start));
                    self.piece_of_scene(block);
                }
            },
            Event::Start(Tag::List(_)) if self.has_choices(&block) => self.choices(block),
            _ => self.piece_of_scene(block),
        }
    }

    fn piece_of_scene(&mut self, block: Events) {
        let open = self.scenes.len() - 1;
        let piece = self.piece(block);
        add_piece(&mut self.scenes[open].pieces, piece);
    }

    fn lesson_title(&mut self, block: Events) {
        self.titled = true;
        let (scene, id) = self.heading(block);
        let span = scene.heading_span.start..scene.heading_span.end;
        if let Some((_, at)) = id {
            self.report.add(Code::DuplicateId, at, |f| {
                f.say("the opening scene is called as its lesson, by the file's name").help("take the `{#..}` out")
            });
        }
        if scene.title.is_empty() {
            self.report.add(Code::MissingTitle, span.clone(), |f| f.say("this title is empty"));
        }
        let before = std::mem::replace(&mut self.scenes[0], scene);
        let opening = &mut self.scenes[0];
        (opening.id, opening.pieces, opening.choices) = (before.id, before.pieces, before.choices);
    }

    fn sub_heading(&mut self, found: usize, range: Range) {
        let level = std::mem::replace(&mut self.level, found).max(2);
        if found == 1 {
            let at = self.first_line(range);
            self.report.add(Code::HeadingLevel, at, |f| {
                f.say("a lesson has one title, and it stands before the first scene")
                    .help("a scene begins with `##`, a heading within one with `###`")
            });
        } else if found > level + 1 {
            let at = self.first_line(range);
            self.report
                .add(Code::HeadingLevel, at, |f| f.say("this heading skips a level").help(format!("use `{}` here", "#".repeat(level + 1))));
        }
    }

    /// What can only be said when all is read.
    fn finish(&mut self, body: usize) {
        self.name_choices();
        self.rename_scenes();
        if !self.titled {
            let start = body + (self.text[body..].len() - self.text[body..].trim_start().len());
            let line = self.first_line(start..self.text.len());
            self.report.add(Code::MissingTitle, line, |f| {
                f.say("this lesson has no title").help("begin it with a line `# Title`, before the first `##`")
            });
        }
        self.stray_markers();
    }

    /// A scene from its heading, without id; and the id its braces give it.
    fn heading(&mut self, block: Events) -> (Scene<'a>, Option<(Cow<'a, str>, Range)>) {
        let inline = block.start + 1..block.end - 1;
        let range = self.range(block.start);
        let span = match (self.events[inline.clone()].first(), self.events[inline.clone()].last()) {
            (Some(first), Some(last)) => first.1.start..last.1.end,
            _ => self.first_line(range),
        };
        let (found, heading) = heading::attributes(self.text, &mut self.events, inline, &mut self.report);
        let scene = Scene {
            id: SceneId::default(),
            title: plain(&self.events[heading.clone()]),
            heading,
            heading_span: span.clone().into(),
            core: found.core,
            ending: found.ending,
            condition: found.condition,
            pieces: Vec::new(),
            choices: Vec::new(),
        };
        (scene, found.id.map(|id| (id, span)))
    }

    /// What a scene is called, before it is known whether another is too.
    fn scene_id(&mut self, scene: &Scene, id: Option<(Cow<'a, str>, Range)>, number: usize) -> SceneId {
        let name = id.map_or_else(|| slug(&scene.title), |(id, _)| id.into_owned());
        if !name.is_empty() {
            return SceneId(name);
        }
        self.report.add(Code::MissingTitle, scene.heading_span.start..scene.heading_span.end, |f| {
            f.say("this heading has no letters to make the scene's name of").help("give it a title, or a name: `## ✨ {#name}`")
        });
        SceneId(format!("scene-{number}"))
    }

    /// Gives scenes that are called as an earlier one names of their own.
    fn rename_scenes(&mut self) {
        if all_differ(self.scenes.len(), |at| self.scenes[at].id.as_str()) {
            return;
        }
        let mut names = Names::new();
        let mut taken = Vec::new();
        for (i, scene) in self.scenes.iter().enumerate() {
            let at = scene.heading_span.start..scene.heading_span.end;
            if let Some((free, first)) = names.take(scene.id.as_str().into(), at) {
                taken.push((i, free, first));
            }
        }
        for (i, free, first) in taken {
            let scene = &mut self.scenes[i];
            let name = std::mem::replace(&mut scene.id, SceneId(free));
            let opening = name.as_str() == self.slug.as_str();
            self.report.add(Code::DuplicateId, scene.heading_span.start..scene.heading_span.end, |f| {
                f.say(format!("two scenes are called `{name}`"))
                    .help("change the title, or give this one a name of its own: `## Title {#name}`")
                    .see(first, if opening { "the opening scene is called as its lesson" } else { "the first" })
            });
        }
    }

    /// Markers in quotes that stand inside something else.
    fn stray_markers(&mut self) {
        for at in std::mem::take(&mut self.quotes) {
            if self.asides_read.binary_search(&at).is_ok() {
                continue;
            }
            let line = self.first_line(at..self.text.len());
            self.report.add(Code::UnknownKind, line, |f| {
                f.say("a box or prompt inside a quote or list is only a quote").help("let it stand on its own in the scene")
            });
        }
    }

    /// The texts of footnotes by label; of two with one label the first. Last of all, as what came before moves events about.
    fn footnotes(&self) -> HashMap<String, Events> {
        let mut notes = HashMap::new();
        let mut open = Vec::new();
        if self.has_notes {
            for (at, (event, _)) in self.events.iter().enumerate() {
                match event {
                    Event::Start(Tag::FootnoteDefinition(label)) => open.push((at, label)),
                    Event::End(TagEnd::FootnoteDefinition) => {
                        if let Some((start, label)) = open.pop() {
                            notes.entry(lower(label)).or_insert(start + 1..at);
                        }
                    }
                    _ => {}
                }
            }
        }
        notes
    }
}

/// The next event. A call of its own: inlined in the loop that reads it, all of the loop takes longer.
#[inline(never)]
fn next<'a>(markdown: &mut OffsetIter<'a>) -> Option<(Event<'a>, Range)> {
    markdown.next()
}

/// Adds a piece to those before it: prose that follows on prose is one stretch.
fn add_piece<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Prose(prose)) if prose.is_empty() => {}
        (Some(Piece::Prose(before)), Piece::Prose(prose)) if before.end == prose.start => before.end = prose.end,
        (_, piece) => pieces.push(piece),
    }
}

/// The text of inline events, without markup and raw HTML, and without blanks around it.
pub fn plain<'a>(events: &[(Event<'a>, Range)]) -> Cow<'a, str> {
    match events {
        [] => return "".into(),
        [(Event::Text(CowStr::Borrowed(text)), _)] => return trim(text).into(),
        _ => {}
    }
    let mut out = String::with_capacity(events.iter().map(|(event, _)| said(event).len()).sum());
    events.iter().for_each(|(event, _)| out.push_str(said(event)));
    out.truncate(out.trim_end().len());
    let blanks = out.len() - out.trim_start().len();
    if blanks > 0 {
        out.drain(..blanks);
    }
    out.into()
}

/// A part of a text, which `cut` takes out. It has memory of its own only if the whole has.
fn part<'a>(text: &CowStr<'a>, cut: impl Fn(&str) -> &str) -> CowStr<'a> {
    match text {
        CowStr::Borrowed(text) => cut(text).into(),
        text => InlineStr::try_from(cut(text)).map_or_else(|_| cut(text).to_owned().into(), CowStr::Inlined),
    }
}

/// What an event adds to the text.
fn said<'e>(event: &'e Event) -> &'e str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

/// The candidate that was most likely meant: few letters differ.
pub fn near<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(40).collect();
    let most = 1 + word.len() / 4;
    candidates.iter().map(|c| (distance(&word, c), *c)).filter(|(d, _)| *d <= most).min_by_key(|(d, _)| *d).map(|(_, c)| c)
}

/// Letters to insert, take out or change.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let next = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

/// What the program and the state-space walk must know of a lesson.
pub fn lesson_graph(lesson: &Lesson) -> LessonGraph {
    let last = lesson.scenes.len().saturating_sub(1);
    let mut known = Names::new();
    let scenes = lesson
        .scenes
        .iter()
        .enumerate()
        .map(|(i, scene)| {
            // A room variant answers for the prompt it stands in for.
            let prompts = asides(scene).filter_map(prompt_node).filter(|p| known.take(p.id.0.clone().into(), 0..0).is_none()).collect();
            SceneNode {
                id: scene.id.clone(),
                condition: scene.condition.as_ref().map(|c| c.value.clone()),
                ending: scene.ending || (scene.choices.is_empty() && i == last),
                choices: scene
                    .choices
                    .iter()
                    .map(|choice| ChoiceNode {
                        name: choice.name.clone(),
                        to: choice.to.value.clone(),
                        condition: choice.condition.as_ref().map(|c| c.value.clone()),
                        effects: choice.effects.iter().map(|e| e.value.clone()).collect(),
                        consequence: !choice.pieces.is_empty(),
                    })
                    .collect(),
                prompts,
            }
        })
        .collect();
    LessonGraph { slug: lesson.slug.clone(), scenes }
}

/// All asides of a scene: its own, then those of its choices' consequences.
pub fn asides<'s, 'a>(scene: &'s Scene<'a>) -> impl Iterator<Item = &'s Aside<'a>> {
    scene.pieces.iter().chain(scene.choices.iter().flat_map(|c| &c.pieces)).filter_map(Piece::aside)
}

/// The prompt an aside is, for the program.
fn prompt_node(aside: &Aside) -> Option<PromptNode> {
    let (kind, minutes) = match &aside.kind {
        AsideKind::Reflection { .. } => (PromptKind::Reflection, Vec::new()),
        AsideKind::Intention => (PromptKind::Intention, Vec::new()),
        AsideKind::Scale { .. } => (PromptKind::Scale, Vec::new()),
        AsideKind::Poll { .. } => (PromptKind::Poll, Vec::new()),
        AsideKind::Discussion { minutes } => (PromptKind::Discussion, minutes.clone()),
        _ => return None,
    };
    Some(PromptNode { id: aside.id.clone()?, kind, minutes })
}

#[cfg(test)]
mod tests;
