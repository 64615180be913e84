//! What a session was planned as: who, where, which lessons, how long.

use crate::course::graph::{LessonSlug, Meters};
use crate::course::model::Room;

/// A session's lasting name, made by chance when it is planned. Shape: as [`crate::journey::WriterId`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub String);

impl SessionId {
    /// Whether the name may stand in a key, an address and a message.
    pub fn is_valid(&self) -> bool {
        crate::journey::WriterId(self.0.clone()).is_valid()
    }
}

impl From<&str> for SessionId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// How the group sits. Saved under these words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seating {
    /// Around one screen: reading layout, roles, no votes.
    OneScreen,
    /// In a room with a projector.
    #[default]
    Screen,
    /// Shared on Teams or the like.
    Teams,
    /// In a hall: larger type.
    Hall,
}

impl Seating {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::OneScreen, "one_screen"), (Self::Screen, "screen"), (Self::Teams, "teams"), (Self::Hall, "hall")];

    /// The lasting word.
    pub fn as_str(self) -> &'static str {
        super::words::word(&Self::ALL, self)
    }

    /// The seating of this word.
    pub fn named(text: &str) -> Option<Self> {
        super::words::named(&Self::ALL, text)
    }
}

/// A lesson the group is to take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedLesson {
    /// The lesson.
    pub slug: LessonSlug,
    /// Its title, as it was then.
    pub title: String,
    /// What is set aside for it. Unit: minutes.
    pub minutes: u32,
}

/// What was decided before the session began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The session.
    pub session: SessionId,
    /// What the facilitator calls it.
    pub name: String,
    /// The ready-made plan it follows; empty for an own choice of lessons.
    pub plan: String,
    /// Who is in the room; `None` shows what is for everyone.
    pub room: Option<Room>,
    /// How they sit.
    pub seating: Seating,
    /// Lessons in order.
    pub lessons: Vec<PlannedLesson>,
    /// Only the short version: scenes and prompts marked `.core`.
    pub core: bool,
    /// The preset the first lesson starts from; empty for the course's own start.
    pub preset: String,
    /// Values the first lesson starts from.
    pub start: Meters,
    /// How many are there, if anyone knows.
    pub people: Option<u32>,
    /// Whether it is led from a window of the facilitator's own.
    pub led: bool,
}

impl Plan {
    /// The planned lesson of this name.
    pub fn lesson(&self, slug: &str) -> Option<&PlannedLesson> {
        self.lessons.iter().find(|l| l.slug.as_str() == slug)
    }

    /// The lesson that comes after this one.
    pub fn after(&self, slug: &str) -> Option<&PlannedLesson> {
        let at = self.lessons.iter().position(|l| l.slug.as_str() == slug)?;
        self.lessons.get(at + 1)
    }

    /// What is set aside for all of it. Unit: minutes.
    pub fn minutes(&self) -> u32 {
        self.lessons.iter().fold(0, |sum, l| sum.saturating_add(l.minutes))
    }
}
