//! A group's run through chosen lessons: events of one writer, the session they make, and the pictures that followers get. Pure.
//!
//! The facilitator's window (or the projector's, without one) keeps a [`Recorder`]; each act adds events, which are saved whole
//! ([`saved`]) under one key ([`keys`]); [`Recorder::snapshot`] is sent to followers. Times are milliseconds since 1970, given by the
//! caller: whatever a clock shows is worked out from `now`, never counted.

pub mod clicker;
mod clock;
pub mod cut;
pub mod doors;
pub mod echo;
mod event;
mod fold;
pub mod keys;
mod line;
mod onward;
mod plan;
mod record;
mod recorder;
pub mod saved;
pub mod sentence;
pub mod snapshot;
pub mod timer;
mod vote;
mod words;

pub use clock::{Forecast, Skip};
pub use doors::{Door, doors};
pub use event::{About, Event, Scene, Stage, What};
pub use fold::{Came, Decision, Detour, EVENING, Evening, Note, Pause, QUESTIONS, Session, Standing, Step, UNDO, Used, fold};
pub use onward::{Backward, Coming, Onward};
pub use plan::{Plan, PlannedLesson, Seating, SessionId};
pub use record::{RecordOf, SHOW_FROM, record, shows_counts};
pub use recorder::{MAX_NOTICE, Recorder, Then};
pub use snapshot::{Follower, Screen, ShownDoor, Snapshot};
pub use timer::{Part, Reading, Talk, Timer};
pub use vote::{Decided, Estimate, Hands, Outcome, Place, Poll, Round, TableVote};
