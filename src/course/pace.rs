//! How long a lesson takes a group: read aloud, voted on, talked about, written.
//!
//! Scenes are read aloud with the longest of what follows each choice. Variants for one kind of room stand in for each other and are
//! not added up; notes for the facilitator are not read aloud.

use super::model::{AsideKind, Lesson, Scene};
use super::parse::asides;
use super::words;

/// Reading aloud, with pauses. Unit: words a minute.
pub const WORDS_A_MINUTE: f64 = 110.0;
/// A scene with several choices, or a poll: think, hands, talk, hands again. Unit: minutes.
pub const VOTE: f64 = 4.0;
/// Something to write or to think over alone. Unit: minutes.
pub const WRITING: f64 = 3.0;
/// What a group has for the core. Unit: minutes.
pub const CORE: u32 = 40;
/// What a group has for the whole lesson. Unit: minutes.
pub const WHOLE: u32 = 90;

/// What takes time in a stretch of a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Words read aloud.
    pub words: usize,
    /// Votes.
    pub votes: usize,
    /// Discussions. Unit: minutes.
    pub talk: u32,
    /// Reflections, intentions and scales. The core has no minutes of their own for them.
    pub writing: usize,
}

impl Pace {
    /// Reading, votes and discussions. Unit: minutes.
    pub fn minutes(&self) -> f64 {
        self.words as f64 / WORDS_A_MINUTE + self.votes as f64 * VOTE + f64::from(self.talk)
    }

    /// The same and the writing. Unit: minutes.
    pub fn minutes_with_writing(&self) -> f64 {
        self.minutes() + self.writing as f64 * WRITING
    }
}

impl std::iter::Sum for Pace {
    fn sum<I: Iterator<Item = Self>>(paces: I) -> Self {
        paces.fold(Self::default(), |a, b| Self {
            words: a.words + b.words,
            votes: a.votes + b.votes,
            talk: a.talk.saturating_add(b.talk),
            writing: a.writing + b.writing,
        })
    }
}

/// One scene; with `core`, only what of it belongs to the short version.
pub fn scene(lesson: &Lesson<'_>, scene: &Scene, core: bool) -> Pace {
    let follows = scene.choices.iter().map(|c| words::choice(lesson, c).words).max().unwrap_or(0);
    let mut pace =
        Pace { words: words::prose(lesson, &scene.pieces).words + follows, votes: usize::from(scene.choices.len() > 1), ..Pace::default() };
    for aside in asides(scene) {
        if aside.room.is_some() || (core && aside.id.is_some() && !aside.core) {
            continue;
        }
        match &aside.kind {
            AsideKind::Facilitator => continue,
            AsideKind::Poll { .. } => pace.votes += 1,
            AsideKind::Discussion { minutes } => pace.talk = minutes.iter().fold(pace.talk, |sum, n| sum.saturating_add(*n)),
            AsideKind::Reflection { .. } | AsideKind::Intention | AsideKind::Scale { .. } => pace.writing += 1,
            _ => {}
        }
        pace.words += words::count_events(words::slice(lesson, &aside.body)).words;
    }
    pace
}

/// All scenes of the short version.
pub fn core(lesson: &Lesson<'_>) -> Pace {
    lesson.scenes.iter().filter(|s| s.core).map(|s| scene(lesson, s, true)).sum()
}
