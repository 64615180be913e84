//! One thing that happened in a session. What is recorded here stands, also when the lesson is edited before the next evening.

use super::plan::Plan;
use super::snapshot::{Screen, Snapshot};
use super::timer::Talk;
use super::vote::{Decided, Estimate, Hands, TableVote};
use crate::course::graph::{ChoiceName, LessonSlug, Meters, PromptId, SceneId};

/// Something that happened. A session has one writer, so a list of these has one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name: rises through the session. There may be gaps, where something was written anew.
    pub number: u32,
    /// Clock of the machine. Unit: milliseconds since 1970.
    pub at: i64,
    /// What it was.
    pub what: What,
}

/// The steps before a vote, and the vote: what the screen asks the group for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing in particular.
    #[default]
    None,
    /// Think alone.
    Think,
    /// Hands up.
    Hands,
    /// Talk.
    Talk,
    /// Hands up again.
    HandsAgain,
}

impl Stage {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 5] =
        [(Self::None, "none"), (Self::Think, "think"), (Self::Hands, "hands"), (Self::Talk, "talk"), (Self::HandsAgain, "hands_again")];
}

/// A scene as one came to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The scene.
    pub id: SceneId,
    /// Its title, as it was shown.
    pub title: String,
    /// Whether the lesson ends there.
    pub ending: bool,
}

/// What a note is about. A later note about the same stands instead of it; an empty one takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene.
    pub scene: SceneId,
    /// The scene's title, as it was shown.
    pub title: String,
    /// The prompt; `None` for the scene as a whole.
    pub prompt: Option<PromptId>,
    /// The table it is from; `None` for all.
    pub table: Option<u32>,
}

impl About {
    /// Whether a note about `other` stands instead of one about this.
    pub fn same(&self, other: &Self) -> bool {
        (&self.lesson, &self.scene, &self.prompt, self.table) == (&other.lesson, &other.scene, &other.prompt, other.table)
    }
}

/// What happened. Saved under these names in small letters, which never change: see `line.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The session was planned. The first event of all.
    Planned(Box<Plan>),
    /// A window went on with it: after a reload, a crash, a week; or took over from another window.
    Resumed {
        /// Higher than that of every window before.
        epoch: u32,
    },
    /// How many are there now.
    People(Option<u32>),
    /// How many tables there are.
    Tables(u32),
    /// When it is to end by the clock, whatever the plan says; `None` goes back to the plan. Unit: milliseconds since 1970.
    EndsAt(Option<i64>),
    /// What the screen is for was changed: the opening, the scene one stands in (again), the closing, or the evening is over.
    Showed(Screen),
    /// A lesson was begun.
    Began {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene one stands in: its opening scene, or one jumped to.
        scene: Scene,
        /// Values it starts from: the plan's, or those the lesson before left.
        meters: Meters,
    },
    /// The group went on to a scene.
    Entered(Scene),
    /// The screen shows this step of a text that does not fit, from 0.
    Stepped(usize),
    /// A choice was marked on the screen; `None` takes the mark away.
    Marked(Option<ChoiceName>),
    /// A choice was decided.
    Chose {
        /// The choice.
        choice: ChoiceName,
        /// Its words, as they were shown.
        label: String,
        /// Values after it.
        meters: Meters,
        /// Whether its consequence is shown as a step of its own.
        consequence: bool,
        /// Who decided.
        by: Decided,
    },
    /// A decision was undone: one stands where it was made, as if it had not been.
    Undone {
        /// The number of that `chose`.
        decision: u32,
    },
    /// The group came to a scene of the same lesson by the map. No effects.
    Jumped(Scene),
    /// A detour began: "what if". One stands in another scene, and will come back to where one was.
    Detoured {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene.
        scene: Scene,
        /// Values there.
        meters: Meters,
    },
    /// The detour ended: back to where one was, with the values one had.
    Returned,
    /// Heavy content was passed over; the summary was read instead.
    Skipped {
        /// The scene one came to.
        to: Scene,
        /// What was read instead.
        summary: String,
    },
    /// A scene ahead is to be passed over, when the way comes to it.
    PassedOver {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene.
        scene: SceneId,
    },
    /// A break began. Its minutes count for no scene, and the timer is held.
    Paused,
    /// The break ended.
    WentOn,
    /// The screen was made black, or lit.
    Black(bool),
    /// The screen was frozen at this picture; `None` thaws it.
    Froze(Option<Box<Snapshot>>),
    /// The screen asks for this.
    Staged(Stage),
    /// The choices of this visit with their words as shown: what the votes are about.
    Offered(Vec<(ChoiceName, String)>),
    /// Hands were counted, in the last round of this visit.
    Hands(Hands),
    /// A table reported, in the last round of this visit.
    Table(TableVote),
    /// The votes were estimated, in the last round of this visit.
    Estimated(Estimate),
    /// Another round begins; those before are kept.
    Reran,
    /// The votes are shown, or hidden.
    Shown(bool),
    /// A note was written.
    Noted {
        /// What it is about.
        about: About,
        /// The note. No names, please.
        text: String,
    },
    /// The timer was started. Unit: minutes for each part.
    Timed {
        /// The discussion.
        prompt: Option<PromptId>,
        /// Its parts.
        parts: Vec<(Talk, u32)>,
    },
    /// The timer was held.
    TimerHeld,
    /// The timer went on.
    TimerWentOn,
    /// The part the timer is in got more or less time. Unit: milliseconds.
    TimerGiven(i64),
    /// The part the timer is in was ended.
    TimerNext,
    /// The timer was taken away.
    TimerStopped,
    /// The screen shows these words; empty takes them away.
    Noticed(String),
    /// One of the closing's questions was answered, as typed by the facilitator. An empty text takes it away.
    Answered {
        /// Which question, from 0.
        question: usize,
        /// What was said.
        text: String,
    },
    /// What was changed since last time: "Dette har jeg endret".
    Changed(String),
}
