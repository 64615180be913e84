//! Events to state: what a learner did, and all that follows from it. Pure: no browser, no clock, no chance.
//!
//! A window keeps a [`Recorder`]; each act gives events to save; [`fold`] turns all events into a [`Journey`];
//! [`trail`] says how one came to a step. Times are milliseconds given by the caller, and only for show.

pub mod answers;
pub mod event;
pub mod fold;
pub mod keys;
mod line;
pub mod log;
pub mod map;
pub mod meters;
pub mod progress;
pub mod recorder;
mod run;
pub mod saved;
// Only in the program of the group places: the app must not grow by it.
#[cfg(any(not(target_arch = "wasm32"), feature = "group"))]
pub mod session;
pub mod trail;

pub use super::course::order;

pub use answers::{Answer, Intention, Reply, Version};
pub use event::{Answered, Event, EventName, Picked, Tried, Values, What, WriterId};
pub use fold::{Chosen, Journey, LessonJourney, Renames, Standing, fold, fold_renamed};
pub use log::Log;
pub use map::{Door, DoorState, Map, Room, RoomState, map};
pub use meters::{MeterWords, Moment, summary, word};
pub use progress::{CourseProgress, progress};
pub use recorder::{Asked, Here, Recorded, Recorder, Then};
pub use saved::{Saved, Unreadable};
pub use trail::{Act, Step, Trail, trail};
