//! What to do with the keys in storage: decided here, carried out by the browser layer.
//!
//! A window writes only its own key, `<course>/v<format>/<writer>`; reading is the union of all keys.

use super::event::WriterId;
use super::log::Log;
use super::order::sort;
use super::saved::{self, FORMAT, Saved, Unreadable};
use crate::course::graph::CourseId;

/// A key and its text, as they are in storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The text under it.
    pub text: String,
}

/// What a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A window's events.
    Writer {
        /// The version of the form.
        format: u32,
        /// The window.
        writer: WriterId,
    },
    /// A damaged entry that was set aside, byte for byte.
    Aside,
    /// This course's, but none of these.
    Unknown,
}

/// All that storage held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The union of all that could be read.
    pub log: Log,
    /// Keys of damaged entries, and why: to be set aside under [`aside`] before anything is written there.
    pub damaged: Vec<(String, String)>,
    /// Keys of a newer program: never written, and offered as files.
    pub newer: Vec<String>,
    /// Keys of entries set aside before, sorted: offered as files.
    pub aside: Vec<String>,
}

/// A rewriting of storage that loses nothing if it is cut short: write first, then remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    /// Entries to write, over what is there.
    pub write: Vec<Entry>,
    /// Keys to remove, once all is written.
    pub remove: Vec<String>,
}

/// What a file would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Events that are not here yet.
    pub adds: usize,
    /// When its newest event happened, by the clock, in milliseconds.
    pub newest_at: Option<i64>,
    /// Whether what is here is newer than anything in it: then ask first.
    pub older: bool,
}

/// The key a window writes.
pub fn key(course: &CourseId, writer: &WriterId) -> String {
    format!("{course}/v{FORMAT}/{}", writer.0)
}

/// The beginning of all keys of a course.
pub fn prefix(course: &CourseId) -> String {
    format!("{course}/")
}

/// What a key is for; `None` when it is not this course's, or a group session's (`session/keys.rs`).
pub fn parse(course: &CourseId, key: &str) -> Option<Key> {
    let rest = key.strip_prefix(course.as_str())?.strip_prefix('/').filter(|rest| !rest.starts_with("okt/"))?;
    let mut parts = rest.strip_prefix('v').unwrap_or_default().split('/');
    let mut next = || parts.next();
    let (format, writer, aside, n, more) = (next(), next(), next(), next(), next());
    let format = format.and_then(|f| f.parse().ok());
    let writer = writer.map(WriterId::from).filter(WriterId::is_valid);
    Some(match (format, writer, aside, n, more) {
        (Some(format), Some(writer), None, ..) => Key::Writer { format, writer },
        (Some(_), Some(_), Some("skadet"), Some(n), None) if n.parse::<u32>().is_ok() => Key::Aside,
        _ => Key::Unknown,
    })
}

/// The first free key to set a damaged entry aside under: `<key>/skadet/<n>`, from 1.
pub fn aside(key: &str, taken: impl Fn(&str) -> bool) -> String {
    (1u32..).map(|n| format!("{key}/skadet/{n}")).find(|k| !taken(k)).expect("storage does not hold 2^32 keys")
}

/// Reads all entries of a course. Entries of others are passed over.
pub fn open(course: &CourseId, entries: &[Entry]) -> Opened {
    let mut opened = Opened::default();
    let mut events = Vec::new();
    for entry in entries {
        match parse(course, &entry.key) {
            Some(Key::Aside) => opened.aside.push(entry.key.clone()),
            Some(Key::Writer { format, .. }) if format > FORMAT => opened.newer.push(entry.key.clone()),
            Some(Key::Writer { .. }) => match saved::read_own(&entry.text, course) {
                Ok(saved) => events.extend_from_slice(saved.log.events()),
                Err(Unreadable::Newer(_)) => opened.newer.push(entry.key.clone()),
                Err(why) => opened.damaged.push((entry.key.clone(), why.to_string())),
            },
            Some(Key::Unknown) | None => {}
        }
    }
    sort(&mut opened.aside, &Ord::cmp);
    opened.log = Log::from_events(events);
    opened
}

/// Folds the keys of closed windows into one, the first by name, without anything that any window erased. Keys of open windows,
/// damaged and newer ones are left alone. Whatever order the browser lists keys in, the outcome is the same. To be carried out under
/// a Web Lock.
pub fn fold_keys(course: &CourseId, entries: &[Entry], is_open: impl Fn(&WriterId) -> bool) -> Rewrite {
    let known = readable(course, entries);
    let mut all = Log::default();
    known.iter().for_each(|(_, _, saved)| all.merge(saved.log.clone()));
    let mut closed: Vec<_> = known.into_iter().filter(|(_, writer, _)| !is_open(writer)).collect();
    sort(&mut closed, &|a, b| a.0.key.cmp(&b.0.key));
    let Some((first, writer, _)) = closed.first() else { return Rewrite::default() };
    let mut log = Log::default();
    closed.iter().for_each(|(_, _, saved)| log.merge(saved.log.without(all.erased())));
    if closed.len() == 1 && log == closed[0].2.log {
        return Rewrite::default();
    }
    let text = saved::write_events(course, writer, log.events());
    let remove = closed[1..].iter().map(|(entry, _, _)| entry.key.clone()).collect();
    Rewrite { write: vec![Entry { key: first.key.clone(), text }], remove }
}

/// Takes what was erased out of every key that still holds it, as far as `log` knows. Newer and damaged entries are left alone.
pub fn strip(course: &CourseId, entries: &[Entry], log: &Log) -> Vec<Entry> {
    let mut changed = Vec::new();
    for (entry, _, saved) in readable(course, entries) {
        let left = saved.log.without(log.erased());
        if left != saved.log {
            changed.push(Entry { key: entry.key.clone(), text: saved::write_events(course, &saved.writer, left.events()) });
        }
    }
    changed
}

fn readable<'a>(course: &CourseId, entries: &'a [Entry]) -> Vec<(&'a Entry, WriterId, Saved)> {
    let mut readable = Vec::new();
    for entry in entries {
        if let Some(Key::Writer { format, writer }) = parse(course, &entry.key)
            && format <= FORMAT
            && let Ok(saved) = saved::read_own(&entry.text, course)
        {
            readable.push((entry, writer, saved));
        }
    }
    readable
}

/// What taking in a file would mean. See [`import_entry`] for doing it.
pub fn weigh(log: &Log, file: &Saved) -> Import {
    let gone = log.erased();
    let adds = file.log.events().iter().filter(|e| log.get(&e.name).is_none() && gone.binary_search(&e.name).is_err()).count();
    let newest_at = file.log.newest_at();
    Import { adds, newest_at, older: log.newest_at() > newest_at }
}

/// The entry that takes in a file: under a key of its own, as if a window had written it and closed. `writer` must be a new name.
pub fn import_entry(course: &CourseId, writer: &WriterId, file: &Saved) -> Entry {
    Entry { key: key(course, writer), text: saved::write_events(course, writer, file.log.events()) }
}
