//! All events one knows of: a set by name. Merging two logs is the union.

use std::cmp::Ordering;

use super::event::{Event, EventName, What, WriterId};
use super::order::{sort, sort_unique};

/// A set of events. However it came about, equal sets are equal logs: sorted by name, one copy of each, nothing that was erased.
///
/// Laws: [`Log::merge`] is commutative, associative and idempotent. Of two copies of one name the higher `rev` stands, then the
/// greater content; an `erased` beats a step, a step beats an answer; two `erased` join their lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    events: Vec<Event>,
    gone: Vec<EventName>,
}

impl Log {
    /// A log of these events, in whatever order and however often they come.
    pub fn from_events(events: Vec<Event>) -> Self {
        let mut log = Self { events, gone: Vec::new() };
        log.settle();
        log
    }

    /// Takes in another log.
    pub fn merge(&mut self, other: Log) {
        if self.events.is_empty() {
            *self = other;
        } else if !other.events.is_empty() {
            self.events.extend(other.events);
            self.settle();
        }
    }

    /// Takes in one event.
    pub fn insert(&mut self, event: Event) {
        match self.find(&event.name) {
            Err(i) if event.what.erasable().is_some() => {
                if self.gone.binary_search(&event.name).is_err() {
                    self.events.insert(i, event);
                }
            }
            Err(i) if event.what.is_step() => self.events.insert(i, event),
            _ => {
                self.events.push(event);
                self.settle();
            }
        }
    }

    /// All events, sorted by writer and number.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The event of this name.
    pub fn get(&self, name: &EventName) -> Option<&Event> {
        self.find(name).ok().map(|i| &self.events[i])
    }

    /// All events of one writer, in order.
    pub fn of_writer(&self, writer: &WriterId) -> &[Event] {
        let start = self.events.partition_point(|e| e.name.writer < *writer);
        let end = self.events.partition_point(|e| e.name.writer <= *writer);
        &self.events[start..end]
    }

    /// Names of all that was erased, sorted.
    pub fn erased(&self) -> &[EventName] {
        &self.gone
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The highest Lamport count; 0 when empty.
    pub fn lamport(&self) -> u32 {
        self.events.iter().map(|e| e.lamport).max().unwrap_or(0)
    }

    /// When the newest of it happened by the clock, in milliseconds. For show.
    pub fn newest_at(&self) -> Option<i64> {
        self.events.iter().map(|e| e.at).max()
    }

    /// The log without the answers of these names. Shape: `gone` is sorted.
    pub(super) fn without(&self, gone: &[EventName]) -> Log {
        let keep = |e: &&Event| e.what.erasable().is_none() || gone.binary_search(&e.name).is_err();
        Log { events: self.events.iter().filter(keep).cloned().collect(), gone: self.gone.clone() }
    }

    pub(super) fn find(&self, name: &EventName) -> Result<usize, usize> {
        self.events.binary_search_by(|e| e.name.cmp(name))
    }

    fn settle(&mut self) {
        let mut all = std::mem::take(&mut self.events);
        sort(&mut all, &|a, b| a.name.cmp(&b.name));
        self.events.reserve(all.len());
        for mut event in all {
            if let What::Erased { names, .. } = &mut event.what {
                sort_unique(names);
            }
            match self.events.last_mut() {
                Some(last) if last.name == event.name => join(last, event),
                _ => self.events.push(event),
            }
        }
        self.gone.clear();
        for event in &self.events {
            if let What::Erased { names, .. } = &event.what {
                self.gone.extend_from_slice(names);
            }
        }
        sort_unique(&mut self.gone);
        let gone = &self.gone;
        if !gone.is_empty() {
            self.events.retain(|e| e.what.erasable().is_none() || gone.binary_search(&e.name).is_err());
        }
    }
}

/// Of two copies of one event, the one that stands.
fn join(kept: &mut Event, mut other: Event) {
    if *kept == other {
        return;
    }
    if compare(kept, &other) == Ordering::Less {
        std::mem::swap(kept, &mut other);
    }
    if let (What::Erased { names, .. }, What::Erased { names: more, .. }) = (&mut kept.what, other.what) {
        names.extend(more);
        sort_unique(names);
    }
}

fn compare(a: &Event, b: &Event) -> Ordering {
    (rank(&a.what), a.rev).cmp(&(rank(&b.what), b.rev)).then_with(|| content(a).cmp(&content(b)))
}

/// `erased` is never lost, and a step is never taken for an answer: without this order, erasing early and late would differ.
fn rank(what: &What) -> u8 {
    match what {
        What::Erased { .. } => 2,
        what if what.is_step() => 1,
        _ => 0,
    }
}

/// The event as text, without the names that two `erased` join.
fn content(event: &Event) -> String {
    let mut event = event.clone();
    if let What::Erased { names, .. } = &mut event.what {
        names.clear();
    }
    super::saved::event_json(&event)
}
