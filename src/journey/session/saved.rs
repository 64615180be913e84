//! A session as it is kept: a first line that says what it is, then one event a line. Every older version can be read.

use super::event::{Event, What};
use super::line;
use super::plan::SessionId;
use crate::course::graph::CourseId;
use crate::course::json::{Field, Fields};
use crate::journey::saved::{MAX_BYTES, MAX_TEXT, Unreadable};

/// The version written now.
pub const FORMAT: u32 = 1;

/// Numbers and epochs above this are no window's work: refused, so that there is always room to count on.
const MAX_COUNT: u32 = 1 << 30;

/// A session with all its events, as text.
pub fn write(course: &CourseId, session: &SessionId, events: &[Event]) -> String {
    let mut head = Fields::default();
    head.put("format", Field::Number(FORMAT.into()));
    head.text("course", course.as_str());
    head.text("session", &session.0);
    // So that a text whose end is missing is not taken for a shorter session.
    head.put("events", Field::Number(i64::try_from(events.len()).unwrap_or(i64::MAX)));
    let mut text = Field::Object(head).write();
    for event in events {
        text.push('\n');
        text.push_str(&line::write(event).write());
    }
    text
}

/// Reads a session of any version. Never panics, whatever the text.
///
/// Errors: [`Unreadable::Damaged`] when it is broken, cut short or too long, [`Unreadable::Newer`] when a newer program wrote it, also in
/// a single event, [`Unreadable::OtherCourse`]. Fields that are not known are passed over. Nothing is half read: as it is left, so it stays.
pub fn read(text: &str, course: &CourseId) -> Result<(SessionId, Vec<Event>), Unreadable> {
    let damaged = |why: &str| Unreadable::Damaged(why.to_owned());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        return Err(damaged("too long"));
    }
    let mut lines = text.lines();
    let mut head = lines.next().and_then(Field::read).and_then(Field::object).ok_or_else(|| damaged("no first line"))?;
    let found = CourseId(crate::journey::line::text(&mut head, "course")?);
    if found != *course {
        return Err(Unreadable::OtherCourse(found));
    }
    match crate::journey::line::number(&mut head, "format")? {
        // An older version gets an arm of its own here, and becomes today's events in it.
        1 => {}
        ..1 => return Err(damaged("no such format")),
        newer => return Err(Unreadable::Newer(u32::try_from(newer).unwrap_or(u32::MAX))),
    }
    let session = SessionId(crate::journey::line::text(&mut head, "session")?);
    let count = crate::journey::line::number(&mut head, "events")?;
    let mut events = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let field = Field::read(line).ok_or_else(|| damaged("a line that is not JSON"))?;
        if is_too_long(&field) {
            return Err(damaged("a text too long"));
        }
        events.push(line::read(field)?);
    }
    if usize::try_from(count) != Ok(events.len()) {
        return Err(damaged("lines are missing"));
    }
    match fault(&session, &events) {
        Some(why) => Err(damaged(why)),
        None => Ok((session, events)),
    }
}

/// What no program of ours would have written.
fn fault(session: &SessionId, events: &[Event]) -> Option<&'static str> {
    let planned = events.first().and_then(|event| match &event.what {
        What::Planned(plan) => Some(plan),
        _ => None,
    });
    if !session.is_valid() || planned.is_none_or(|plan| plan.session != *session) {
        return Some("not a session's name");
    }
    if !events.is_sorted_by(|a, b| a.number < b.number) {
        return Some("numbers do not rise");
    }
    let epochs = events.iter().filter_map(|event| match event.what {
        What::Resumed { epoch } => Some(epoch),
        _ => None,
    });
    let highest = epochs.chain(events.iter().map(|event| event.number)).max();
    (highest > Some(MAX_COUNT)).then_some("a count too high")
}

fn is_too_long(field: &Field) -> bool {
    match field {
        Field::Text(text) => text.chars().nth(MAX_TEXT).is_some(),
        Field::List(list) => list.iter().any(is_too_long),
        Field::Object(fields) => fields.0.iter().any(|(_, field)| is_too_long(field)),
        Field::Number(_) | Field::Flag(_) | Field::Other => false,
    }
}
