//! Prompts and boxes: block quotes whose first line is `[!KIND words] rest`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::finding::{Code, Span};
use super::super::graph::{PromptId, Target};
use super::super::model::{Answer, Aside, AsideKind, At, Events, Room};
use super::super::slug::{is_letter, slug, trim};
use super::{Names, Range, Reader, near, plain};

/// All kinds, for suggestions.
const KINDS: &[&str] = &[
    "REFLECTION",
    "INTENTION",
    "SCALE",
    "POLL",
    "DISCUSSION",
    "FACILITATOR",
    "FACT",
    "LAW",
    "CARE",
    "RECALL",
    "MOMENTS",
    "NOTE",
    "TIP",
    "IMPORTANT",
    "WARNING",
    "CAUTION",
];

/// Steps a scale can have: more do not fit beside each other.
const MOST_STEPS: i64 = 20;

/// The marker line as written.
struct Marker<'a> {
    kind: &'a str,
    words: Vec<(&'a str, Range)>,
    /// From `[!` to `]`.
    at: Range,
    rest: &'a str,
    rest_at: Range,
    /// Where the line ends.
    end: usize,
}

/// Whether `text` begins as a marker does.
pub fn is_marker(text: &str) -> bool {
    marker_line(text).is_some()
}

/// The marker line that `text` begins with: what stands between `[!` and `]`, and the rest.
fn marker_line(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("[!")?;
    let close = inside.bytes().position(|b| matches!(b, b']' | b'\n'))?;
    let (inside, rest) = (&inside[..close], inside[close..].strip_prefix(']')?);
    let rest = &rest[..rest.bytes().position(|b| b == b'\n').unwrap_or(rest.len())];
    (inside.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with(['(', '[', ':'])).then_some((inside, rest))
}

fn marker(text: &str, paragraph: Range) -> Option<Marker<'_>> {
    let (inside, rest) = marker_line(text.get(paragraph.clone())?)?;
    let place = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start..start + part.len()
    };
    let kind = &inside[..inside.bytes().position(|b| !b.is_ascii_alphabetic() && b != b'-').unwrap_or(inside.len())];
    let words = match &inside[kind.len()..] {
        "" => Vec::new(),
        words => words.split_whitespace().map(|word| (word, place(word))).collect(),
    };
    let (close, end) = (place(inside).end + 1, place(rest).end);
    let rest = trim(trim(rest).trim_end_matches('\\'));
    Some(Marker { kind, words, at: paragraph.start..close, rest, rest_at: place(rest), end })
}

impl<'a> Reader<'a> {
    /// The aside a block quote is, or `None` for an ordinary quote.
    pub(super) fn aside(&mut self, quote: Events) -> Option<Box<Aside<'a>>> {
        let Some((Event::Start(Tag::Paragraph), paragraph)) = self.events.get(quote.start + 1) else { return None };
        let mut marker = marker(self.text, paragraph.clone())?;
        self.asides_read.push(self.range(quote.start).start);
        let mut body = self.cut_first_line(quote.start + 1, marker.end)..quote.end - 1;
        let mut words = std::mem::take(&mut marker.words);
        let core = take(&mut words, |w| (w == ".core").then_some(())).is_some();
        let room = take(&mut words, Room::named);
        let mut prompt = true;
        let kind = match KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(marker.kind)).copied().unwrap_or_default() {
            "REFLECTION" => AsideKind::Reflection { voices: self.voices(&mut body) },
            "INTENTION" => AsideKind::Intention,
            "SCALE" => {
                let range = self.scale_range(&mut words, &marker);
                AsideKind::Scale { range, ends: self.ends(&mut body, &marker) }
            }
            "POLL" => {
                let many = take(&mut words, |w| match w {
                    "one" => Some(false),
                    "many" => Some(true),
                    _ => None,
                });
                if many.is_none() {
                    self.report.add(Code::UnknownKind, marker.at.clone(), |f| {
                        f.say("this poll does not say how many answers can be chosen").help("write `[!POLL one]` or `[!POLL many]`")
                    });
                }
                AsideKind::Poll { many: many.unwrap_or_default(), answers: self.answers(&mut body, &marker) }
            }
            "DISCUSSION" => AsideKind::Discussion { minutes: self.minutes(&mut words, &marker) },
            other => {
                prompt = false;
                match other {
                    "FACILITATOR" => AsideKind::Facilitator,
                    "FACT" => AsideKind::Fact,
                    "LAW" => AsideKind::Law,
                    "CARE" => self.care(&mut body),
                    "RECALL" => AsideKind::Recall,
                    "MOMENTS" => self.moments(&mut words, &mut body, &marker),
                    "NOTE" => AsideKind::Plain("note"),
                    "TIP" => AsideKind::Plain("tip"),
                    "IMPORTANT" => AsideKind::Plain("important"),
                    "WARNING" => AsideKind::Plain("warning"),
                    "CAUTION" => AsideKind::Plain("caution"),
                    _ => {
                        words.clear();
                        self.report.add(Code::UnknownKind, marker.at.clone(), |f| {
                            let f = f.say(format!("no box or prompt is called `{}`", marker.kind));
                            match near(&marker.kind.to_ascii_uppercase(), KINDS) {
                                Some(known) => f.help(format!("did you mean `{known}`?")),
                                None => f.help(format!("the kinds are {}", KINDS.join(", "))),
                            }
                        });
                        AsideKind::Plain("note")
                    }
                }
            }
        };
        for (word, at) in words {
            self.report.add(Code::UnknownKind, at, |f| {
                f.say(format!("`{}` has no word `{word}`", marker.kind))
                    .help("every marker may have `.core` and `staff`, `users` or `mixed`")
            });
        }
        let id = prompt.then(|| self.prompt_id(&marker, room));
        if matches!(kind, AsideKind::Recall) && !marker.rest.split_once(['#', '/']).is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()) {
            self.report.add(Code::MissingPromptId, marker.at.clone(), |f| {
                f.say("this does not say what to recall")
                    .help("write `[!RECALL] lesson#scene` for a choice, `[!RECALL] lesson/prompt` for an answer")
            });
        }
        Some(Box::new(Aside {
            kind,
            rest: At { value: marker.rest, span: marker.rest_at.into() },
            id,
            room,
            core,
            marker: marker.at.into(),
            span: self.range(quote.start).into(),
            body: if body.start < body.end { body } else { body.end..body.end },
        }))
    }

    fn prompt_id(&mut self, marker: &Marker<'a>, room: Option<Room>) -> PromptId {
        let name = slug(marker.rest);
        if marker.rest.is_empty() || name.is_empty() {
            self.report.add(Code::MissingPromptId, marker.at.clone(), |f| {
                f.say("this prompt has no name, so an answer to it could not be kept")
                    .help(format!("write one after the marker: `[!{}] a-name`", marker.kind))
            });
            self.nameless += 1;
            return PromptId(format!("{}~{}", marker.kind.to_ascii_lowercase(), self.nameless));
        }
        if name != *super::super::slug::nfc(marker.rest) {
            self.report.add(Code::MissingPromptId, marker.rest_at.clone(), |f| {
                f.say("a prompt's name is one word: small letters, digits, `_` and `-`").replace(format!("such as `{name}`"), &name)
            });
        }
        let key = match room {
            Some(room) => [&name, " ", room.as_str()].concat().into(),
            None if name == marker.rest => marker.rest.into(),
            None => name.clone().into(),
        };
        let Some((free, first)) = self.prompts.take(key, marker.rest_at.clone()) else { return PromptId(name) };
        self.report.add(Code::DuplicatePromptId, marker.rest_at.clone(), |f| {
            f.say(format!("two prompts of this lesson are called `{name}`"))
                .help("answers are kept by this name, so it must be the prompt's own")
                .see(first, "the first")
        });
        PromptId(free.replace(' ', "~"))
    }

    /// Takes the marker line out. The place where the rest begins.
    fn cut_first_line(&mut self, paragraph: usize, line_end: usize) -> usize {
        let mut open = Vec::new();
        let mut at = paragraph + 1;
        loop {
            let (event, range) = &self.events[at];
            match event {
                Event::End(TagEnd::Paragraph) => return at + 1,
                Event::SoftBreak | Event::HardBreak if range.end > line_end => {
                    at += 1;
                    break;
                }
                _ if range.start > line_end && !matches!(event, Event::End(_)) => break,
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    open.pop();
                }
                _ => {}
            }
            at += 1;
        }
        // Markup that goes on past the line is opened again. There is room: each of it stands on the line, after the paragraph's start.
        let start = at - 1 - open.len();
        let span = self.range(at).start..self.range(paragraph).end;
        let again: Vec<_> = open.into_iter().map(|tag| self.events[tag].clone()).collect();
        for (i, tag) in again.into_iter().enumerate() {
            self.events[start + 1 + i] = tag;
        }
        self.events[start] = (Event::Start(Tag::Paragraph), span);
        start
    }

    /// Takes the last line of the last paragraph out, and gives its text.
    fn cut_last_line(&mut self, body: &mut Events) -> Option<Cow<'a, str>> {
        if body.start >= body.end || !matches!(*self.event(body.end - 1), Event::End(TagEnd::Paragraph)) {
            return None;
        }
        let mut open = Vec::new();
        let mut line = None;
        let mut at = body.end - 2;
        // Backwards: ends open, starts close.
        loop {
            match self.event(at) {
                Event::Start(Tag::Paragraph) => break,
                Event::SoftBreak | Event::HardBreak => {
                    line = Some(at);
                    break;
                }
                Event::End(_) => open.push(at),
                Event::Start(_) => {
                    open.pop();
                }
                _ => {}
            }
            at -= 1;
        }
        let text = plain(&self.events[at + 1..body.end - 1]);
        match line {
            None => body.end = at,
            Some(at) => {
                // As above, mirrored: `open` holds the ends from the outermost in.
                let count = open.len();
                let close = self.events[body.end - 1].clone();
                let ends: Vec<_> = open.into_iter().rev().map(|i| self.events[i].clone()).collect();
                for (i, end) in ends.into_iter().enumerate() {
                    self.events[at + i] = end;
                }
                self.events[at + count] = close;
                body.end = at + count + 1;
            }
        }
        Some(text)
    }

    /// The top-level blocks of a range; loose inline events in between belong to none.
    fn last_block(&self, body: &Events) -> Option<Events> {
        let mut last = None;
        let mut at = body.start;
        while at < body.end {
            let start = at;
            at = self.block_end(start, body.end);
            last = Some(start..at);
        }
        last
    }

    fn voices(&mut self, body: &mut Events) -> Vec<Events> {
        let Some(last) = self.last_block(body) else { return Vec::new() };
        if !matches!(*self.event(last.start), Event::Start(Tag::List(_))) {
            return Vec::new();
        }
        body.end = last.start;
        self.items(last).map(|item| item.start + 1..item.end - 1).collect()
    }

    /// Takes the last list that `wanted` holds for out of the body; what follows it moves before it.
    fn take_list(&mut self, body: &mut Events, wanted: impl Fn(&Self, Events) -> bool) -> Option<Events> {
        let list = self
            .blocks(body.clone())
            .into_iter()
            .rev()
            .find(|block| matches!(*self.event(block.start), Event::Start(Tag::List(_))) && wanted(self, block.clone()))?;
        self.events[list.start..body.end].rotate_left(list.len());
        let list = body.end - list.len()..body.end;
        body.end = list.start;
        Some(list)
    }

    fn scale_range(&mut self, words: &mut Vec<(&str, Range)>, marker: &Marker) -> (i64, i64) {
        let at = words.iter().position(|(word, _)| word.contains(|c: char| c.is_ascii_digit()));
        let Some((word, at)) = at.map(|i| words.remove(i)) else {
            self.report.add(Code::BadScale, marker.at.clone(), |f| {
                f.say("this scale does not say from what to what").help("write the lowest and the highest number: `[!SCALE 0-10]`")
            });
            return (0, 10);
        };
        let split = word.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '–')).map(|(i, c)| (&word[..i], &word[i + c.len_utf8()..]));
        let numbers = split.and_then(|(low, high)| Some((low.parse::<i64>().ok()?, high.parse::<i64>().ok()?)));
        match numbers {
            Some((low, high)) if low < high && high.checked_sub(low).is_some_and(|steps| steps <= MOST_STEPS) => (low, high),
            Some((low, high)) if low < high => {
                self.report.add(Code::BadScale, at, |f| {
                    f.say("this scale has too many steps").help(format!("from the lowest to the highest there can be {MOST_STEPS}"))
                });
                (0, 10)
            }
            _ => {
                self.report.add(Code::BadScale, at, |f| {
                    f.say(format!("`{word}` is not a scale")).help("write the lowest and the highest number: `[!SCALE 0-10]`")
                });
                (0, 10)
            }
        }
    }

    fn ends(&mut self, body: &mut Events, marker: &Marker) -> (String, String) {
        let kept = body.clone();
        // A last line without a bar is part of the question, so look before cutting.
        let bar = kept.end > kept.start
            && self.events[kept.start..kept.end - 1].iter().rev().take_while(|(e, _)| !is_line_start(e)).any(|(e, _)| match e {
                Event::Text(text) | Event::Code(text) => text.contains('|'),
                _ => false,
            });
        let text = if bar { self.cut_last_line(body) } else { None };
        match text.as_deref().and_then(|text| text.split_once('|')) {
            Some((low, high)) if !low.trim().is_empty() && !high.trim().is_empty() && !high.contains('|') => {
                (low.trim().to_owned(), high.trim().to_owned())
            }
            _ => {
                self.report.add(Code::BadScale, marker.at.clone(), |f| {
                    f.say("this scale does not say what its ends mean")
                        .help("make the last line the two ends: `slett ikke | helt og fullt`")
                });
                (String::new(), String::new())
            }
        }
    }

    fn answers(&mut self, body: &mut Events, marker: &Marker) -> Vec<Answer> {
        let list = self.take_list(body, |reader, list| reader.items(list).any(|item| reader.task_marker(&item).is_some()));
        let Some(list) = list else {
            self.report.add(Code::UnknownKind, marker.at.clone(), |f| {
                f.say("this poll has no answers").help("write them as a task list: `- [ ] an answer`")
            });
            return Vec::new();
        };
        let mut used = Names::new();
        let mut answers = Vec::new();
        for (n, item) in self.items(list).collect::<Vec<_>>().into_iter().enumerate() {
            let at = self.first_line(self.range(item.start));
            let task = self.task_marker(&item);
            if task.is_none() {
                self.report.add(Code::MixedList, at.clone(), |f| {
                    f.say("the other items of this list are answers, and this is none").help("begin it with `[ ]`")
                });
            }
            let paragraph = matches!(*self.event(item.start + 1), Event::Start(Tag::Paragraph));
            let first = task.map_or(item.start + 1 + usize::from(paragraph), |t| t + 1);
            let mut end = first.min(item.end - 1);
            while end < item.end - 1 && !self.starts_block(end) && !matches!(*self.event(end), Event::End(TagEnd::Paragraph)) {
                end = match *self.event(end) {
                    Event::Start(_) => self.end_of(end),
                    _ => end + 1,
                };
            }
            let then = (end + usize::from(paragraph && end < item.end - 1)).min(item.end - 1)..item.end - 1;
            let name = match slug(&plain(&self.events[first.min(end)..end])) {
                name if name.is_empty() => format!("svar-{}", n + 1),
                name => name,
            };
            let taken = used.take(name.clone().into(), at.clone());
            let name = taken.as_ref().map_or(name, |(free, _)| free.clone());
            if let Some((_, earlier)) = taken {
                self.report.add(Code::DuplicateId, at, |f| {
                    f.say("two answers of this poll are called the same")
                        .help("an answer is remembered by its text")
                        .see(earlier, "the first")
                });
            }
            answers.push(Answer { name, label: first.min(end)..end, then });
        }
        answers
    }

    fn task_marker(&self, item: &Events) -> Option<usize> {
        (item.start + 1..(item.start + 3).min(item.end)).find(|i| matches!(*self.event(*i), Event::TaskListMarker(_)))
    }

    fn minutes(&mut self, words: &mut Vec<(&str, Range)>, marker: &Marker) -> Vec<u32> {
        take(words, |w| (w == "min").then_some(()));
        let at = words.iter().position(|(word, _)| word.starts_with(|c: char| c.is_ascii_digit()));
        let (word, at) = match at {
            Some(i) => words.remove(i),
            None => ("", marker.at.clone()),
        };
        let minutes: Option<Vec<u32>> =
            word.trim_end_matches("min").split('+').map(|n| n.parse().ok().filter(|n| (1..=600).contains(n))).collect();
        match minutes {
            Some(minutes) if minutes.len() <= 3 => minutes,
            _ => {
                self.report.add(Code::UnknownKind, at, |f| {
                    f.say("this discussion does not say how long it takes")
                        .help("write the minutes alone, together and in plenum, `[!DISCUSSION 2+8+5 min]`, or one number")
                });
                Vec::new()
            }
        }
    }

    fn care(&mut self, body: &mut Events) -> AsideKind {
        let scene_of = |reader: &Self, at: usize| match reader.link_to_scene(at) {
            Some((Target { lesson: None, scene }, _)) => scene.clone(),
            _ => None,
        };
        // A link that is the whole of the last paragraph is the way past; elsewhere it stays in the text too.
        if let Some(last) = self.last_block(body)
            && matches!(*self.event(last.start), Event::Start(Tag::Paragraph))
            && let Some(past) = scene_of(self, last.start + 1)
        {
            let close = self.end_of(last.start + 1);
            if !plain(&self.events[close..last.end]).contains(is_letter) {
                body.end = last.start;
                return AsideKind::Care { past: Some(past), label: last.start + 2..close - 1 };
            }
        }
        let past = body.clone().find_map(|at| scene_of(self, at));
        AsideKind::Care { past, label: body.end..body.end }
    }

    fn moments(&mut self, words: &mut Vec<(&str, Range)>, body: &mut Events, marker: &Marker) -> AsideKind {
        let count = take(words, |w| w.parse().ok().filter(|n| (1..=20).contains(n)));
        let mut links = Vec::new();
        if let Some(list) = self.take_list(body, |_, _| true) {
            for item in self.items(list).collect::<Vec<_>>() {
                let found = (item.start..item.end).find_map(|at| Some((self.link_to_scene(at)?.0.clone(), at)));
                if let Some((to, at)) = found {
                    links.push((to, at + 1..self.end_of(at) - 1));
                } else {
                    let at = self.first_line(self.range(item.start));
                    self.report.add(Code::MixedList, at, |f| f.say("a moment is a link to a scene, and this has none"));
                }
            }
        }
        if count.is_none() || links.is_empty() {
            self.report.add(Code::UnknownKind, marker.at.clone(), |f| {
                f.say("moments need a number and a list of links to scenes")
                    .help("write `[!MOMENTS 3]` and below it `- [what happened](lesson.md#scene)`")
            });
        }
        AsideKind::Moments { count: count.unwrap_or(3), links }
    }
}

fn is_line_start(event: &Event) -> bool {
    matches!(event, Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
}

/// Takes the first word that `read` knows.
fn take<T>(words: &mut Vec<(&str, Range)>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let (i, value) = words.iter().enumerate().find_map(|(i, (word, _))| read(word).map(|value| (i, value)))?;
    words.remove(i);
    Some(value)
}

impl Aside<'_> {
    /// Where the whole of the marker line's rest stands, else the marker.
    pub fn place(&self) -> Span {
        if self.rest.value.is_empty() { self.marker } else { self.rest.span }
    }
}
