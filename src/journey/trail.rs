//! How one came to a step: the steps before it, across the runs it goes on from.

use super::event::{Event, EventName, What};
use super::log::Log;
use super::run::Runs;
use crate::course::graph::{ChoiceName, LessonSlug, Meters, SceneId};

/// The way to a step, from where its lesson was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// The lesson, as it was called then.
    pub lesson: LessonSlug,
    /// Steps in order; never empty. Where a run goes on from another, its `began` is not a step of its own.
    pub steps: Vec<Step>,
    /// Values when the lesson was begun.
    pub began_with: Meters,
    /// Values at the last step.
    pub meters: Meters,
    /// Whether it starts at the lesson's opening scene.
    pub from_opening: bool,
    /// Whether a jump is part of it.
    pub has_jump: bool,
}

/// One step of a trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub name: EventName,
    /// The scene one stood in.
    pub scene: SceneId,
    /// What was done.
    pub act: Act,
    /// Whether the lesson ended here.
    pub ending: bool,
    /// Clock, in milliseconds. For show.
    pub at: i64,
}

/// What a step was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The lesson was begun here.
    Began,
    /// One came here by going on.
    Entered,
    /// A choice was made here.
    Chose {
        /// The choice.
        choice: ChoiceName,
        /// Its words, as shown then.
        label: String,
        /// Values after it.
        meters: Meters,
        /// Whether one stood on its consequence.
        consequence: bool,
    },
    /// One jumped here.
    Jumped,
}

impl Step {
    /// Whether one could stand on it: a choice without a consequence is passed in the same moment.
    pub fn is_place(&self) -> bool {
        !matches!(self.act, Act::Chose { consequence: false, .. })
    }

    /// The id in the page: `scene`, or `scene~choice` on a consequence.
    pub fn id(&self) -> String {
        match &self.act {
            Act::Chose { choice, consequence: true, .. } => format!("{}~{}", self.scene, choice),
            _ => self.scene.0.clone(),
        }
    }
}

impl Trail {
    /// The step before the last, of those one could stand on: where "back" leads.
    pub fn back(&self) -> Option<&Step> {
        self.steps.iter().rev().skip(1).find(|s| s.is_place())
    }

    /// Whether this way makes the lesson done: from the opening scene to an ending, without a jump.
    pub fn is_done(&self) -> bool {
        self.from_opening && !self.has_jump && self.steps.iter().any(|s| s.ending)
    }
}

/// The way to the step of this name; `None` when the log has no such step, or not its beginning.
pub fn trail(log: &Log, name: &EventName) -> Option<Trail> {
    let runs = Runs::of(log);
    let (r, s) = runs.find(name)?;
    let meters = runs.list[r].meters_at(s).clone();
    let way = runs.way(name);
    let first = &runs.list[way.first()?.0];
    let mut steps: Vec<Step> = way.iter().map(|&(r, s)| step(runs.list[r].steps[s])).collect();
    if let Some(last) = steps.last_mut() {
        // A `began` that goes on stands where the step before it stood.
        last.name = name.clone();
    }
    Some(Trail {
        lesson: first.lesson.clone(),
        began_with: first.meters.clone(),
        meters,
        from_opening: first.at_opening(),
        has_jump: steps.iter().any(|s| s.act == Act::Jumped),
        steps,
    })
}

fn step(event: &Event) -> Step {
    let act = match &event.what {
        What::Entered { .. } => Act::Entered,
        What::Chose { choice, label, meters, consequence, .. } => {
            Act::Chose { choice: choice.clone(), label: label.clone(), meters: meters.clone(), consequence: *consequence }
        }
        What::Jumped { .. } => Act::Jumped,
        _ => Act::Began,
    };
    let scene = event.what.scene().cloned().unwrap_or_default();
    Step { name: event.name.clone(), scene, act, ending: event.what.ending(), at: event.at }
}
