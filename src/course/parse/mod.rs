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
mod report;
mod toml;

use std::collections::{BTreeMap, HashMap};

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::finding::{Code, Finding};
use super::graph::{ChoiceNode, LessonGraph, LessonSlug, PromptKind, PromptNode, SceneId, SceneNode};
use super::model::{Aside, AsideKind, Destination, Events, Lesson, Piece, Reference, Scene};
use super::slug::{lesson_slug, lower, slug};
use super::source::SourceFile;
use report::Report;

pub use course::{course, sheet};
pub use effect::meter_id;
pub use link::{decode, destination};

/// Bytes of the file.
type Range = std::ops::Range<usize>;

/// Names in use: where the first stands, and how many there are. One type for all, as each kind of map is kilobytes of the parser wasm.
type Names = HashMap<String, (Range, usize)>;

/// What of Markdown's extensions a lesson has.
pub const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// One lesson file. Findings are in file order.
pub fn parse(file: &SourceFile) -> (Lesson<'_>, Vec<Finding>) {
    let mut report = Report::new(file.path());
    let (front, body) = front::front_matter(file.text(), &mut report);
    let mut reader = Reader {
        text: file.text(),
        slug: LessonSlug(lesson_slug(file.path())),
        events: Vec::with_capacity((file.text().len() - body) / 24),
        report,
        links: Vec::new(),
        quotes: Vec::new(),
        asides_read: Vec::new(),
        has_notes: false,
        prompts: Names::new(),
        nameless: 0,
    };
    let blocks = reader.gather(body);
    let scenes = reader.scenes(&blocks, body);
    reader.stray_markers();
    let footnotes = reader.footnotes();
    let title = scenes[0].title.clone();
    let Reader { slug, events, report, links, .. } = reader;
    let lesson = Lesson { file: file.path().to_owned(), slug, title, front, events, scenes, footnotes, links };
    (lesson, report.finish())
}

/// Reading one lesson.
struct Reader<'a> {
    text: &'a str,
    slug: LessonSlug,
    events: Vec<(Event<'a>, Range)>,
    report: Report<'a>,
    links: Vec<Reference>,
    /// Quotes inside something else that begin as a marker does: where in the file.
    quotes: Vec<usize>,
    /// Quotes that became asides: where in the file, in order.
    asides_read: Vec<usize>,
    has_notes: bool,
    prompts: Names,
    nameless: usize,
}

impl<'a> Reader<'a> {
    /// Gathers all events; gives the top-level blocks.
    fn gather(&mut self, body: usize) -> Vec<Events> {
        let mut blocks = Vec::new();
        let (mut depth, mut begun) = (0usize, 0);
        let mut links: Vec<usize> = Vec::new();
        for (event, range) in Parser::new_ext(&self.text[body..], OPTIONS).into_offset_iter() {
            let at = self.events.len();
            let range = range.start + body..range.end + body;
            match &event {
                Event::Start(tag) => {
                    if depth == 0 {
                        begun = at;
                    }
                    depth += 1;
                    match tag {
                        Tag::Link { .. } | Tag::Image { .. } => links.push(at),
                        Tag::FootnoteDefinition(_) => self.has_notes = true,
                        Tag::HtmlBlock => self.raw_html(range.clone()),
                        Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } if depth > 1 => {
                            let line = self.first_line(range.clone());
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
                    match tag {
                        TagEnd::Link | TagEnd::Image => {
                            if let Some(start) = links.pop() {
                                self.link(start, range.clone());
                            }
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        blocks.push(begun..at + 1);
                    }
                }
                Event::InlineHtml(html) if !html.starts_with("</") => self.raw_html(range.clone()),
                _ if depth == 0 => blocks.push(at..at + 1),
                _ => {}
            }
            self.events.push((event, range));
        }
        blocks
    }

    fn raw_html(&mut self, at: Range) {
        let at = self.first_line(at);
        self.report.add(Code::RawHtml, at, |f| {
            f.say("HTML is shown as text").help("write it in Markdown, or put it between backquotes if it is meant to be seen")
        });
    }

    /// Notes a link or picture that has just ended.
    fn link(&mut self, start: usize, range: Range) {
        let (address, email, picture) = match &self.events[start].0 {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => (dest_url, *link_type == LinkType::Email, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, false, true),
            _ => return,
        };
        let label_end = if self.events.len() > start + 1 { self.events[self.events.len() - 1].1.end } else { range.start + 1 };
        let span = link::places(self.text, &range, label_end).to;
        let to = if email { Destination::Out(format!("mailto:{address}")) } else { destination(address, &self.slug) };
        match &to {
            Destination::Unsafe(address) => self.report.add(Code::UnsafeLink, span.clone(), |f| match address.as_str() {
                "" | "#" => f.say("this link leads nowhere"),
                _ if address.get(..5).is_some_and(|a| a.eq_ignore_ascii_case("http:")) => {
                    let mended = format!("https:{}", &address[5..]);
                    f.say("only `https` links are live; this is shown as text").replace("most sites answer on `https` too", mended)
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
        if picture && plain(&self.events[start + 1..]).trim().is_empty() {
            self.report.add(Code::MissingAlt, range, |f| {
                f.say("this picture says nothing to those who do not see it")
                    .help("put what it shows between the brackets: `![a lock](..)`")
            });
        }
        // A picture in a link ends before it: put in its place.
        let start = span.start;
        let at = self.links.len() - self.links.iter().rev().take_while(|link| link.span.start > start).count();
        self.links.insert(at, Reference { to, picture, span: span.into() });
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
        match &self.events[at].0 {
            Event::Start(tag) => !matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
            ),
            event => matches!(event, Event::Rule),
        }
    }

    /// The top-level blocks of a balanced range. A stretch of inline events (a tight item's text) is a block too.
    fn blocks(&self, range: Events) -> Vec<Events> {
        let mut blocks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let start = at;
            if self.starts_block(at) {
                at = self.end_of(at);
            } else {
                while at < range.end && !self.starts_block(at) {
                    at = match self.events[at].0 {
                        Event::Start(_) => self.end_of(at),
                        _ => at + 1,
                    };
                }
            }
            blocks.push(start..at);
        }
        blocks
    }

    /// Prose and asides of a balanced range.
    fn pieces(&mut self, range: Events) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for block in self.blocks(range) {
            self.piece(&mut pieces, block);
        }
        pieces
    }

    fn piece(&mut self, pieces: &mut Vec<Piece>, block: Events) {
        match self.events[block.start].0 {
            Event::Start(Tag::FootnoteDefinition(_)) => return,
            Event::Start(Tag::BlockQuote(_)) => {
                if let Some(aside) = self.aside(block.clone()) {
                    pieces.push(Piece::Aside(aside));
                    return;
                }
            }
            _ => {}
        }
        match pieces.last_mut() {
            Some(Piece::Prose(before)) if before.end == block.start => before.end = block.end,
            _ => pieces.push(Piece::Prose(block)),
        }
    }

    fn scenes(&mut self, blocks: &[Events], body: usize) -> Vec<Scene> {
        let own = self.slug.0.clone();
        let mut names = Names::new();
        names.insert(own.clone(), (body..body, 1));
        let mut scenes = vec![Scene {
            id: SceneId(own),
            title: String::new(),
            heading: 0..0,
            heading_span: (body..body).into(),
            core: false,
            ending: false,
            condition: None,
            pieces: Vec::new(),
            choices: Vec::new(),
        }];
        let mut titled = false;
        let mut level = 1;
        for block in blocks {
            let open = scenes.len() - 1;
            let heading = match &self.events[block.start].0 {
                Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
                _ => None,
            };
            match heading {
                Some(1) if !titled && open == 0 => {
                    titled = true;
                    let (scene, id) = self.heading(block.clone());
                    if let Some((_, at)) = id {
                        self.report.add(Code::DuplicateId, at, |f| {
                            f.say("the opening scene is called as its lesson, by the file's name").help("take the `{#..}` out")
                        });
                    }
                    if scene.title.is_empty() {
                        self.report
                            .add(Code::MissingTitle, scene.heading_span.start..scene.heading_span.end, |f| f.say("this title is empty"));
                    }
                    let before = std::mem::replace(&mut scenes[0], scene);
                    scenes[0].id = before.id;
                    scenes[0].pieces = before.pieces;
                    scenes[0].choices = before.choices;
                    if let Some(name) = names.get_mut(scenes[0].id.as_str()) {
                        name.0 = scenes[0].heading_span.start..scenes[0].heading_span.end;
                    }
                }
                Some(2) => {
                    level = 2;
                    let (mut scene, id) = self.heading(block.clone());
                    self.name_scene(&mut scene, id, open + 2, &mut names);
                    self.name_choices(&mut scenes[open]);
                    scenes.push(scene);
                }
                Some(found) => {
                    let at = self.first_line(self.events[block.start].1.clone());
                    if found == 1 {
                        self.report.add(Code::HeadingLevel, at, |f| {
                            f.say("a lesson has one title, and it stands before the first scene")
                                .help("a scene begins with `##`, a heading within one with `###`")
                        });
                    } else if found > level.max(2) + 1 {
                        self.report.add(Code::HeadingLevel, at, |f| {
                            f.say("this heading skips a level").help(format!("use `{}` here", "#".repeat(level.max(2) + 1)))
                        });
                    }
                    level = found;
                    self.piece(&mut scenes[open].pieces, block.clone());
                }
                None => {
                    if matches!(self.events[block.start].0, Event::Start(Tag::List(_)))
                        && let Some((choices, rest)) = self.choices(block.clone())
                    {
                        scenes[open].choices.extend(choices);
                        scenes[open].pieces.extend(rest);
                    } else {
                        self.piece(&mut scenes[open].pieces, block.clone());
                    }
                }
            }
        }
        let last = scenes.len() - 1;
        self.name_choices(&mut scenes[last]);
        if !titled {
            let start = body + (self.text[body..].len() - self.text[body..].trim_start().len());
            let line = self.first_line(start..self.text.len());
            self.report.add(Code::MissingTitle, line, |f| {
                f.say("this lesson has no title").help("begin it with a line `# Title`, before the first `##`")
            });
        }
        scenes
    }

    /// A scene from its heading, without id; and the id its braces give it.
    fn heading(&mut self, block: Events) -> (Scene, Option<(String, Range)>) {
        let inline = block.start + 1..block.end - 1;
        let range = self.events[block.start].1.clone();
        let span = match (self.events[inline.clone()].first(), self.events[inline.clone()].last()) {
            (Some(first), Some(last)) => first.1.start..last.1.end,
            _ => self.first_line(range),
        };
        let (found, heading) = heading::attributes(self.text, &mut self.events, inline, &mut self.report);
        let scene = Scene {
            id: SceneId::default(),
            title: plain(&self.events[heading.clone()]).trim().to_owned(),
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

    fn name_scene(&mut self, scene: &mut Scene, id: Option<(String, Range)>, number: usize, names: &mut Names) {
        let at = scene.heading_span.start..scene.heading_span.end;
        let name = id.map_or_else(|| slug(&scene.title), |(id, _)| id);
        let name = if name.is_empty() {
            self.report.add(Code::MissingTitle, at.clone(), |f| {
                f.say("this heading has no letters to make the scene's name of").help("give it a title, or a name: `## ✨ {#name}`")
            });
            format!("scene-{number}")
        } else {
            name
        };
        let shown = name.clone();
        let (name, first) = free_name(names, name, at.clone());
        if let Some(first) = first {
            let opening = shown == self.slug.as_str();
            self.report.add(Code::DuplicateId, at, |f| {
                f.say(format!("two scenes are called `{shown}`"))
                    .help("change the title, or give this one a name of its own: `## Title {#name}`")
                    .see(first, if opening { "the opening scene is called as its lesson" } else { "the first" })
            });
        }
        scene.id = SceneId(name);
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
    fn footnotes(&self) -> BTreeMap<String, Events> {
        let mut notes = BTreeMap::new();
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

/// Takes a name into use. When it is taken: a name that is free, and where the first stands.
fn free_name(used: &mut Names, name: String, at: Range) -> (String, Option<Range>) {
    match used.get_mut(&name) {
        None => {
            used.insert(name.clone(), (at, 1));
            (name, None)
        }
        Some((first, count)) => {
            *count += 1;
            (format!("{name}~~{count}"), Some(first.clone()))
        }
    }
}

/// The text of inline events, without markup and raw HTML.
pub fn plain(events: &[(Event, Range)]) -> String {
    let mut out = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
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
            let prompts =
                asides(scene).filter_map(prompt_node).filter(|p| free_name(&mut known, p.id.0.clone(), 0..0).1.is_none()).collect();
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
pub fn asides(scene: &Scene) -> impl Iterator<Item = &Aside> {
    scene.pieces.iter().chain(scene.choices.iter().flat_map(|c| &c.pieces)).filter_map(|piece| match piece {
        Piece::Aside(aside) => Some(aside),
        Piece::Prose(_) => None,
    })
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
