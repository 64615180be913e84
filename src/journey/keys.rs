//! What to do with the keys in storage: decided here, carried out by the browser layer.
//!
//! A window writes only its own key, `<course>/v<format>/<writer>`; reading is the union of all keys.

use super::event::WriterId;
use super::log::Log;
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

/// What a key is for; `None` when it is not this course's.
pub fn parse(course: &CourseId, key: &str) -> Option<Key> {
    let rest = key.strip_prefix(course.as_str())?.strip_prefix('/')?;
    let Some((format, writer)) = rest.strip_prefix('v').and_then(|rest| rest.split_once('/')) else { return Some(Key::Unknown) };
    let writer = WriterId(writer.to_owned());
    if is_aside(key) {
        return Some(Key::Aside);
    }
    Some(match format.parse() {
        Ok(format) if writer.is_valid() => Key::Writer { format, writer },
        _ => Key::Unknown,
    })
}

fn is_aside(key: &str) -> bool {
    key.rsplit_once("/skadet/").is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
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
            Some(Key::Writer { .. }) => match saved::read(&entry.text, course) {
                Ok(saved) => events.extend_from_slice(saved.log.events()),
                Err(Unreadable::Newer(_)) => opened.newer.push(entry.key.clone()),
                Err(why) => opened.damaged.push((entry.key.clone(), why.to_string())),
            },
            Some(Key::Unknown) | None => {}
        }
    }
    opened.aside.sort();
    opened.log = Log::from_events(events);
    opened
}

/// Folds the keys of closed windows into one, the first by name. Keys of open windows, damaged and newer ones are left alone.
/// Whatever order the browser lists keys in, the outcome is the same. To be carried out under a Web Lock.
pub fn fold_keys(course: &CourseId, entries: &[Entry], is_open: impl Fn(&WriterId) -> bool) -> Rewrite {
    let mut closed: Vec<(&Entry, Saved)> = Vec::new();
    for entry in entries {
        if let Some(Key::Writer { format: 1..=FORMAT, writer }) = parse(course, &entry.key)
            && !is_open(&writer)
            && let Ok(saved) = saved::read(&entry.text, course)
        {
            closed.push((entry, saved));
        }
    }
    closed.sort_by(|a, b| a.0.key.cmp(&b.0.key));
    let Some((first, _)) = closed.first() else { return Rewrite::default() };
    if closed.len() == 1 {
        return Rewrite::default();
    }
    let Some(Key::Writer { writer, .. }) = parse(course, &first.key) else { return Rewrite::default() };
    let (kept, remove) = (key(course, &writer), closed.iter().map(|(e, _)| e.key.clone()));
    let remove = remove.filter(|k| *k != kept).collect();
    let events = closed.iter().flat_map(|(_, saved)| saved.log.events().iter().cloned()).collect();
    let log = Log::from_events(events);
    let text = saved::write(&Saved { course: course.clone(), writer, log });
    Rewrite { write: vec![Entry { key: kept, text }], remove }
}

/// Takes what was erased out of every key that still holds it, as far as `log` knows. Newer and damaged entries are left alone.
pub fn strip(course: &CourseId, entries: &[Entry], log: &Log) -> Vec<Entry> {
    let mut changed = Vec::new();
    for entry in entries {
        if let Some(Key::Writer { format: 1..=FORMAT, .. }) = parse(course, &entry.key)
            && let Ok(saved) = saved::read(&entry.text, course)
        {
            let is_gone = |e: &super::Event| e.what.erasable().is_some() && log.erased().binary_search(&e.name).is_ok();
            if saved.log.events().iter().any(is_gone) {
                let left: Vec<_> = saved.log.events().iter().filter(|e| !is_gone(e)).cloned().collect();
                let text = saved::write_events(course, &saved.writer, &left);
                changed.push(Entry { key: entry.key.clone(), text });
            }
        }
    }
    changed
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
