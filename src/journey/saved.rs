//! The form kept in storage and in files, with its version. Every older version can be read.

use std::fmt;

use super::event::{Answered, Event, Values, What, WriterId};
use super::line;
use super::log::Log;
use crate::course::graph::CourseId;
use crate::course::json::{Field, Fields};

/// The version written now.
pub const FORMAT: u32 = 1;

/// The longest text a saved file may hold, in characters.
pub const MAX_TEXT: usize = 100_000;

/// The longest file that is looked at, in bytes. Browsers keep about 10 MB for all keys together.
pub const MAX_BYTES: usize = 32 << 20;

/// Counts above this are no window's work. A file with such is refused, so that there is always room to count on.
const MAX_COUNT: u32 = 1 << 30;

/// Events of a course, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The course.
    pub course: CourseId,
    /// Whose key or file it is. The events may be of several writers.
    pub writer: WriterId,
    /// The events.
    pub log: Log,
}

/// Why a saved text was not taken in. Nothing of it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not a saved form, or broken. Says what was wrong, for a report.
    Damaged(String),
    /// Written by a newer program: this version, or this one with kinds of events that are not known here.
    Newer(u32),
    /// Of another course.
    OtherCourse(CourseId),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(reason) => write!(f, "damaged: {reason}"),
            Self::Newer(format) => write!(f, "of a newer program, format {format}"),
            Self::OtherCourse(course) => write!(f, "of another course, {course}"),
        }
    }
}

/// The form as text.
pub fn write(saved: &Saved) -> String {
    write_events(&saved.course, &saved.writer, saved.log.events())
}

/// The same, of events that are at hand.
pub fn write_events(course: &CourseId, writer: &WriterId, events: &[Event]) -> String {
    let mut sheet = Sheet::default();
    sheet.write(course, writer, events);
    sheet.text
}

/// What one window saves, written on from act to act: an act costs what it adds, however much the window has written before.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The form as last written, whole.
    text: String,
    /// The events it holds, and where each begins in it.
    written: Vec<(Event, usize)>,
}

impl Sheet {
    /// The form of these events as text. A sheet is of one course and one writer.
    pub fn write(&mut self, course: &CourseId, writer: &WriterId, events: &[Event]) -> &str {
        let same = self.written.iter().zip(events).take_while(|((written, _), event)| written == *event).count();
        if self.text.is_empty() {
            let mut form = Fields::default();
            form.put("format", Field::Number(FORMAT.into()));
            form.text("course", course.as_str());
            form.text("writer", &writer.0);
            form.put("events", Field::List(Vec::new()));
            self.text = Field::Object(form).write();
        }
        let kept = self.written.get(same).map_or(self.text.len() - CLOSE.len(), |(_, begins)| *begins);
        self.text.truncate(kept);
        self.written.truncate(same);
        for event in &events[same..] {
            self.written.push((event.clone(), self.text.len()));
            if self.written.len() > 1 {
                self.text.push(',');
            }
            self.text.push_str(&event_json(event));
        }
        self.text.push_str(CLOSE);
        &self.text
    }
}

/// What closes the list of events, and the form.
const CLOSE: &str = "]}";

/// One event as it is saved.
pub(super) fn event_json(event: &Event) -> String {
    line::write(event).write()
}

/// Reads a saved form of any version. Never panics, whatever the text.
///
/// Fields that are not known are passed over. A kind of event that is not known makes the whole text [`Unreadable::Newer`]: it is left as
/// it is, and nothing of it is lost by being written anew.
pub fn read(text: &str, course: &CourseId) -> Result<Saved, Unreadable> {
    read_up_to(MAX_COUNT, text, course)
}

/// Reads what this origin's own storage holds: its counts may have gone on from the highest that a file could bring.
pub(super) fn read_own(text: &str, course: &CourseId) -> Result<Saved, Unreadable> {
    read_up_to(u32::MAX, text, course)
}

fn read_up_to(max_count: u32, text: &str, course: &CourseId) -> Result<Saved, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        return Err(Unreadable::Damaged("too long".to_owned()));
    }
    let mut form = match serde_json::from_str(text) {
        Ok(Field::Object(form)) => form,
        Ok(_) => return Err(Unreadable::Damaged("not an object".to_owned())),
        // Without serde's own words: they would cost the page more than they tell.
        Err(_) => return Err(Unreadable::Damaged("not JSON".to_owned())),
    };
    let found = CourseId(line::text(&mut form, "course")?);
    if found != *course {
        return Err(Unreadable::OtherCourse(found));
    }
    let (writer, events) = match line::number(&mut form, "format")? {
        // An older version gets an arm of its own here, and becomes today's events in it.
        1 => {
            let writer = line::text(&mut form, "writer")?;
            let Some(Field::List(lines)) = form.take("events") else {
                return Err(Unreadable::Damaged("no events".to_owned()));
            };
            (writer, lines.into_iter().map(line::read).collect::<Result<Vec<_>, _>>()?)
        }
        ..1 => return Err(Unreadable::Damaged("no such format".to_owned())),
        newer => return Err(Unreadable::Newer(u32::try_from(newer).unwrap_or(u32::MAX))),
    };
    let writer = WriterId(writer);
    if !writer.is_valid() {
        return Err(Unreadable::Damaged("not a writer's name".to_owned()));
    }
    if let Some(reason) = events.iter().find_map(|event| fault(max_count, event)) {
        return Err(Unreadable::Damaged(reason.to_owned()));
    }
    Ok(Saved { course: found, writer, log: Log::from_events(events) })
}

/// What no program of ours would have written.
fn fault(max_count: u32, event: &Event) -> Option<&'static str> {
    let name_fault = |name: &super::EventName| !name.writer.is_valid() || name.number > max_count;
    if name_fault(&event.name) {
        return Some("not an event's name");
    }
    if event.rev > max_count || event.lamport > max_count {
        return Some("a count too high");
    }
    let long = |text: &str| text.chars().nth(MAX_TEXT).is_some();
    let too_long = match &event.what {
        What::Began { lesson, scene, .. } => long(lesson.as_str()) || long(scene.as_str()),
        What::Entered { scene, .. } | What::Jumped { scene } => long(scene.as_str()),
        What::Chose { scene, choice, label, .. } => long(scene.as_str()) || long(choice.as_str()) || long(label),
        What::Tried { lesson, prompt, .. } | What::Erased { lesson, prompt, .. } => long(lesson.as_str()) || long(prompt.as_str()),
        What::Wrote(a) | What::Rated(a) | What::Thought(a) | What::Skipped(a) => long_answer(a, long),
    };
    if too_long {
        return Some("a text too long");
    }
    let names = match &event.what {
        What::Began { from, .. } => from.as_slice(),
        what => what.instead_of(),
    };
    names.iter().any(name_fault).then_some("not an event's name")
}

fn long_answer(answered: &Answered, long: impl Fn(&str) -> bool) -> bool {
    let picked = match &answered.values {
        Some(Values::Poll(picked)) => picked.as_slice(),
        _ => &[],
    };
    long(answered.lesson.as_str())
        || long(answered.prompt.as_str())
        || long(&answered.question)
        || long(&answered.text)
        || picked.iter().any(|p| long(&p.name) || long(&p.label))
}
