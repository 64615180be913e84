//! One thing that happened. What is recorded here stands, also when the lesson is edited later.

use std::fmt;
use std::str::FromStr;

use crate::course::graph::{ChoiceName, LessonSlug, Meters, PromptId, PromptKind, SceneId};

/// A window's lasting name. Made by chance when the program starts, and never used by two windows or two starts.
///
/// Shape: 1 to 64 of `a-z`, `A-Z`, `0-9`, `-` and `_`; see [`WriterId::is_valid`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriterId(pub String);

impl WriterId {
    /// Whether the name may stand in a key and in an event's name.
    pub fn is_valid(&self) -> bool {
        (1..=64).contains(&self.0.len()) && self.0.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    }
}

impl From<&str> for WriterId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// An event's lasting name: who wrote it, and as which. As text `writer.number`, fit for a history entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventName {
    /// The window that wrote it.
    pub writer: WriterId,
    /// Its place among that window's events, from 1.
    pub number: u32,
}

impl fmt::Display for EventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.writer.0, self.number)
    }
}

impl FromStr for EventName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (writer, number) = text.rsplit_once('.').ok_or("an event's name is writer.number")?;
        let number = number.parse().map_err(|_| "an event's number is whole and small")?;
        Ok(Self { writer: writer.into(), number })
    }
}

/// Something that happened in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Lasting name.
    pub name: EventName,
    /// How often it was written anew under this name: typing replaces the open `wrote`. The highest stands.
    pub rev: u32,
    /// Higher than that of every event the window had seen (Lamport's count). Decides what is newer.
    pub lamport: u32,
    /// Clock of the machine, in milliseconds. Only for show.
    pub at: i64,
    /// What it was.
    pub what: What,
}

impl Event {
    /// The order all events are told in: Lamport's count, then writer, then number.
    pub fn order(&self) -> (u32, &WriterId, u32) {
        (self.lamport, &self.name.writer, self.name.number)
    }
}

/// What happened. Saved under these names in small letters, which never change: see `saved.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A run began: one went into a lesson, or went on from a step of another run.
    Began {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene one stands in: the opening scene, one jumped to, or that of `from`.
        scene: SceneId,
        /// Values it starts from.
        meters: Meters,
        /// The step it goes on from, in the same lesson.
        from: Option<EventName>,
        /// Whether that scene is an ending already (a lesson of one scene).
        ending: bool,
    },
    /// One came to a scene by going on.
    Entered {
        /// The scene.
        scene: SceneId,
        /// Whether the lesson ended there, as it was then.
        ending: bool,
    },
    /// A choice was made.
    Chose {
        /// The scene it was made in.
        scene: SceneId,
        /// The choice.
        choice: ChoiceName,
        /// Its words, as they were shown.
        label: String,
        /// Values after it.
        meters: Meters,
        /// Whether its consequence was shown as a step of its own.
        consequence: bool,
    },
    /// One came to a scene by address or map. No effects.
    Jumped {
        /// The scene.
        scene: SceneId,
    },
    /// A text was written.
    Wrote(Answered),
    /// A number was given, or answers picked.
    Rated(Answered),
    /// "I have thought."
    Thought(Answered),
    /// Passed over.
    Skipped(Answered),
    /// How an intention went.
    Tried {
        /// The lesson that asked.
        lesson: LessonSlug,
        /// The intention's prompt.
        prompt: PromptId,
        /// How it went.
        how: Tried,
    },
    /// Answers were taken back, or mended. Whatever is named here is gone from every log it meets, for ever.
    Erased {
        /// The lesson.
        lesson: LessonSlug,
        /// The prompt.
        prompt: PromptId,
        /// The events that held the answers.
        names: Vec<EventName>,
    },
}

/// An answer to a prompt, with the question as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The prompt.
    pub prompt: PromptId,
    /// Its kind.
    pub kind: PromptKind,
    /// What was asked, as it was shown, without markup.
    pub question: String,
    /// What was written. Empty in all but `wrote`.
    pub text: String,
    /// What was given. Only in `rated`.
    pub values: Option<Values>,
    /// Earlier answers that this one stands instead of: those the window knew of. What is not here was written beside it.
    pub over: Vec<EventName>,
    /// Lamport's count of the first answer to this prompt, which may be gone; 0 when this is the first.
    pub first: u32,
}

/// What a scale or a poll was answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// A whole number.
    Scale(i64),
    /// The answers picked.
    Poll(Vec<Picked>),
}

/// One answer of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its lasting name.
    pub name: String,
    /// Its words, as they were shown.
    pub label: String,
}

/// How an intention went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// Done.
    Did,
    /// Not yet: asked again after another five days.
    NotYet,
    /// Let go; not asked again.
    LetGo,
}

impl What {
    /// Whether it is a step of a run: began, entered, chose, jumped.
    pub fn is_step(&self) -> bool {
        matches!(self, Self::Began { .. } | Self::Entered { .. } | Self::Chose { .. } | Self::Jumped { .. })
    }

    /// The answer it holds, of whatever kind.
    pub fn answered(&self) -> Option<&Answered> {
        match self {
            Self::Wrote(a) | Self::Rated(a) | Self::Thought(a) | Self::Skipped(a) => Some(a),
            _ => None,
        }
    }

    /// Earlier answers that it stands instead of, or takes back.
    pub fn instead_of(&self) -> &[EventName] {
        match self {
            Self::Erased { names, .. } => names,
            what => what.answered().map_or(&[], |a| &a.over),
        }
    }

    /// The prompt it answers, if `erased` can take it away.
    pub(super) fn erasable(&self) -> Option<(&LessonSlug, &PromptId)> {
        match self {
            Self::Tried { lesson, prompt, .. } => Some((lesson, prompt)),
            what => what.answered().map(|a| (&a.lesson, &a.prompt)),
        }
    }

    /// The scene one stands in after this step.
    pub fn scene(&self) -> Option<&SceneId> {
        match self {
            Self::Began { scene, .. } | Self::Entered { scene, .. } | Self::Chose { scene, .. } | Self::Jumped { scene } => Some(scene),
            _ => None,
        }
    }

    /// Whether this step reached an ending.
    pub fn ending(&self) -> bool {
        matches!(self, Self::Began { ending: true, .. } | Self::Entered { ending: true, .. })
    }
}
