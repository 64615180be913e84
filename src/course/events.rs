//! The Markdown parser's events of a lesson, kept.
//!
//! There are a thousand in a lesson, and next to none has memory of its own: their texts are borrowed from the file. Yet letting go of them
//! one by one, each by its kind, takes a twentieth of the time that reading the lesson takes. So they are let go of together where it is
//! known that none has any.

use std::ops::{Deref, DerefMut, Range};

use pulldown_cmark::{CowStr, Event};

/// Events, each with its bytes in the file.
#[derive(Clone, Debug)]
pub struct EventList<'a> {
    list: Vec<(Event<'a>, Range<usize>)>,
    borrowed: bool,
}

impl<'a> EventList<'a> {
    /// Empty, with room.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { list: Vec::with_capacity(capacity), borrowed: false }
    }

    /// Adds an event at the end.
    pub fn push(&mut self, event: (Event<'a>, Range<usize>)) {
        self.list.push(event);
    }

    /// Says that no event has memory of its own. What has any all the same is never given back.
    pub fn set_borrowed(&mut self) {
        self.borrowed = true;
    }

    /// Whether that was said.
    pub fn are_borrowed(&self) -> bool {
        self.borrowed
    }
}

impl<'a> Deref for EventList<'a> {
    type Target = [(Event<'a>, Range<usize>)];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

/// What takes the place of an event has memory of its own only if something in the list has.
impl DerefMut for EventList<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.list
    }
}

impl Drop for EventList<'_> {
    fn drop(&mut self) {
        if self.borrowed {
            std::mem::take(&mut self.list).into_iter().for_each(std::mem::forget);
        }
    }
}

/// Whether a text has memory of its own.
pub fn owns(text: &CowStr) -> bool {
    matches!(text, CowStr::Boxed(_))
}
