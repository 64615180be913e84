//! `{#id .core .ending if=meter>=n}` at the end of a heading, read from the source.
//!
//! pulldown-cmark has heading attributes, but gives up on a block with `<` or `>` in it, and conditions have them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::super::finding::Code;
use super::super::graph::Condition;
use super::super::model::{At, Events};
use super::super::slug::{is_letter, nfc};
use super::report::Report;
use super::{effect, near, part};

/// What stood in the braces.
#[derive(Default)]
pub struct Attributes<'a> {
    pub id: Option<Cow<'a, str>>,
    pub core: bool,
    pub ending: bool,
    pub condition: Option<At<Condition>>,
}

/// Reads the attributes of a heading with these inline events, and takes them out of the events.
pub fn attributes<'a>(
    source: &'a str,
    events: &mut [(Event<'a>, Range<usize>)],
    inline: Events,
    report: &mut Report,
) -> (Attributes<'a>, Events) {
    let mut found = Attributes::default();
    let Some((braces, first)) = find(source, events, inline.clone()) else { return (found, inline) };
    let inside = &source[braces.start + 1..braces.end - 1];
    for part in inside.split_ascii_whitespace() {
        let start = part.as_ptr() as usize - source.as_ptr() as usize;
        let at = start..start + part.len();
        if let Some(id) = part.strip_prefix('#') {
            if !id.is_empty() && id.chars().all(|c| is_letter(c) || matches!(c, '_' | '-')) {
                found.id = Some(nfc(id));
            } else {
                report.add(Code::DuplicateId, at, |f| {
                    f.say(format!("`{part}` can't be a name"))
                        .help("a scene's name is letters, digits, `_` and `-`; `~` is kept for the steps after choices")
                });
            }
        } else if let Some(condition) = part.strip_prefix("if=") {
            found.condition = effect::heading_condition(condition, at.start + 3..at.end, report);
        } else {
            match part {
                ".core" => found.core = true,
                ".ending" => found.ending = true,
                _ => report.add(Code::UnknownKind, at, |f| {
                    let f = f.say(format!("no scene is marked `{part}`"));
                    match near(part, &[".core", ".ending"]) {
                        Some(known) => f.replace(format!("did you mean `{known}`?"), known),
                        None => f.help("a scene can be `.core` and `.ending`"),
                    }
                }),
            }
        }
    }
    // What is left of the heading's events.
    let mut end = first;
    while end > inline.start {
        let (event, range) = &mut events[end - 1];
        match event {
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) => {
                if range.end > braces.start {
                    range.end = braces.start;
                    *text = source[range.clone()].into();
                }
                let left = text.trim_end().len();
                if left == text.len() {
                    break;
                }
                *text = part(text, str::trim_end);
                if left > 0 {
                    break;
                }
            }
            _ => break,
        }
        end -= 1;
    }
    (found, inline.start..end)
}

/// The braces with their bytes, and the first event that lies in them whole.
fn find(source: &str, events: &[(Event, Range<usize>)], inline: Events) -> Option<(Range<usize>, usize)> {
    let inner = &events[inline.clone()];
    let (start, end) = (inner.first()?.1.start, inner.last()?.1.end);
    let written = source.get(start..end)?.trim_end();
    if !written.ends_with('}') || written.ends_with("\\}") {
        return None;
    }
    let open = written.rfind('{')?;
    let before = &written[..open];
    if !(before.is_empty() || before.ends_with(char::is_whitespace)) {
        return None;
    }
    let mut parts = written[open + 1..written.len() - 1].split_ascii_whitespace().peekable();
    parts.peek()?;
    if !parts.all(|part| part.starts_with(['#', '.']) || part.starts_with("if=")) {
        return None;
    }
    let braces = start + open..start + written.len();
    // Emphasis or code that begins before the braces and ends in them: then they are text.
    let mut depth = 0usize;
    for (i, (event, range)) in inner.iter().enumerate() {
        if range.start >= braces.start && !matches!(event, Event::End(_)) {
            return (depth == 0).then_some((braces, inline.start + i));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if range.end > braces.start => {
                let same = source.get(range.clone()) == Some(&**text);
                return (depth == 0 && same).then_some((braces, inline.start + i + 1));
            }
            _ if range.end > braces.start => return None,
            _ => {}
        }
    }
    None
}
