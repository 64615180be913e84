//! What sessions there are in storage: decided here, carried out by the browser layer. Apart from anyone's own progress.
//!
//! A session has one key, `<course>/okt/v<format>/<session>`; whoever writes it holds a Web Lock of that name.

use super::fold::{Session, fold};
use super::plan::SessionId;
use super::saved::{self, FORMAT};
use crate::course::graph::CourseId;
use crate::journey::keys::Entry;
use crate::journey::order::sort;
use crate::journey::saved::Unreadable;

/// What a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A session.
    Session {
        /// The version of the form.
        format: u32,
        /// The session.
        session: SessionId,
    },
    /// A damaged session that was set aside, byte for byte: see [`crate::journey::keys::aside`].
    Aside {
        /// The session.
        session: SessionId,
    },
    /// A group session's, but none of these.
    Unknown,
}

/// A session in storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// Its name in addresses.
    pub session: SessionId,
    /// What it is, or why it cannot be read: damaged ones are to be set aside before they are written over, newer ones left alone.
    pub found: Result<Found, Unreadable>,
}

/// What the list shows of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the facilitator calls it.
    pub name: String,
    /// When it was last used. Unit: milliseconds since 1970.
    pub last_used: i64,
    /// Title of the lesson the group is in, as it was planned; empty before the first.
    pub lesson: String,
    /// Title of the scene it stands in; empty before the first lesson.
    pub scene: String,
    /// The words of the newest decision: "Sist valgte dere …".
    pub last_choice: Option<String>,
    /// Lessons finished, and planned.
    pub finished: (usize, usize),
    /// Whether its evening was ended, and not just left.
    pub ended: bool,
}

/// The key of a session.
pub fn key(course: &CourseId, session: &SessionId) -> String {
    format!("{course}/okt/v{FORMAT}/{}", session.0)
}

/// The beginning of all keys of sessions.
pub fn prefix(course: &CourseId) -> String {
    format!("{course}/okt/")
}

/// What a key is for; `None` when it is not of this course's sessions.
pub fn parse(course: &CourseId, key: &str) -> Option<Key> {
    let rest = key.strip_prefix(&prefix(course))?;
    let mut parts = rest.strip_prefix('v').unwrap_or_default().split('/');
    let mut next = || parts.next();
    let (format, session, aside, n, more) = (next(), next(), next(), next(), next());
    let format = format.and_then(|f| f.parse().ok());
    let session = session.map(SessionId::from).filter(SessionId::is_valid);
    Some(match (format, session, aside, n, more) {
        (Some(format), Some(session), None, ..) => Key::Session { format, session },
        (Some(_), Some(session), Some("skadet"), Some(n), None) if n.parse::<u32>().is_ok() => Key::Aside { session },
        _ => Key::Unknown,
    })
}

/// All sessions in storage, the last used first; those that cannot be read come last, by name.
pub fn list(course: &CourseId, entries: &[Entry]) -> Vec<Listed> {
    let mut listed = Vec::new();
    for entry in entries {
        if let Some(Key::Session { format, session }) = parse(course, &entry.key) {
            let found = match saved::read(&entry.text, course) {
                _ if format > FORMAT => Err(Unreadable::Newer(format)),
                Ok((inside, _)) if inside != session => Err(Unreadable::Damaged("of another session".to_owned())),
                Ok((_, events)) => Ok(found(&fold(&events))),
                Err(why) => Err(why),
            };
            listed.push(Listed { key: entry.key.clone(), session, found });
        }
    }
    let used = |listed: &Listed| listed.found.as_ref().map_or(i64::MIN, |found| found.last_used);
    sort(&mut listed, &|a, b| used(b).cmp(&used(a)).then_with(|| a.key.cmp(&b.key)));
    listed
}

/// The keys to remove when a session is deleted: its own, of any version, and what of it was set aside.
pub fn delete(course: &CourseId, keys: &[String], session: &SessionId) -> Vec<String> {
    let of_it = |key: &&String| match parse(course, key) {
        Some(Key::Session { session: of, .. } | Key::Aside { session: of }) => of == *session,
        _ => false,
    };
    keys.iter().filter(of_it).cloned().collect()
}

fn found(session: &Session) -> Found {
    let here = session.on_the_way();
    let lesson = here.map(|here| session.plan.lesson(here.lesson.as_str()).map_or(here.lesson.0.clone(), |l| l.title.clone()));
    Found {
        name: session.plan.name.clone(),
        last_used: session.last_at,
        lesson: lesson.unwrap_or_default(),
        scene: here.map(|here| here.scene.title.clone()).unwrap_or_default(),
        last_choice: session.last_decision().map(|d| d.label.clone()),
        finished: (session.finished.len(), session.plan.lessons.len()),
        ended: session.evening().is_some_and(|evening| evening.ended),
    }
}
