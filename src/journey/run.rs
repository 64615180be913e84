//! Runs: a `began` and the steps that follow it by the same writer.

use super::event::{Event, EventName, What};
use super::log::Log;
use super::order::sort;
use crate::course::graph::{LessonSlug, Meters, SceneId};

/// One run as it stands in a log.
pub(super) struct Run<'a> {
    /// The `began`, then its steps in order.
    pub steps: Vec<&'a Event>,
    /// The lesson, as it was called.
    pub lesson: &'a LessonSlug,
    /// Where it begins.
    pub scene: &'a SceneId,
    /// What it starts from.
    pub meters: &'a Meters,
    /// The step it goes on from, if the log holds it: the run's place in the list, and the step's place in that run.
    pub from: Option<(usize, usize)>,
    /// Whether it says that it goes on from somewhere.
    pub goes_on: bool,
}

impl Run<'_> {
    /// Whether it begins its lesson at the opening scene.
    pub fn at_opening(&self) -> bool {
        !self.goes_on && self.scene.as_str() == self.lesson.as_str()
    }

    /// Values after its step at this place.
    pub fn meters_at(&self, place: usize) -> &Meters {
        let chosen = self.steps[..=place].iter().rev().find_map(|e| match &e.what {
            What::Chose { meters, .. } => Some(meters),
            _ => None,
        });
        chosen.unwrap_or(self.meters)
    }
}

/// All runs of a log.
pub(super) struct Runs<'a> {
    /// Earlier ones first: by the Lamport count of `began`, then writer. A run goes on only from one before it, so that no
    /// log can make a circle.
    pub list: Vec<Run<'a>>,
    log: &'a Log,
    /// For each event of the log: its run, and its place in it.
    places: Vec<Option<(usize, usize)>>,
}

impl<'a> Runs<'a> {
    /// The runs of this log. Steps without a `began` before them belong to none.
    pub fn of(log: &'a Log) -> Self {
        let mut list: Vec<Run> = Vec::new();
        for event in log.events() {
            if let What::Began { lesson, scene, meters, from, .. } = &event.what {
                list.push(Run { steps: vec![event], lesson, scene, meters, from: None, goes_on: from.is_some() });
            } else if event.what.is_step()
                && let Some(run) = list.last_mut()
                && run.steps[0].name.writer == event.name.writer
            {
                run.steps.push(event);
            }
        }
        sort(&mut list, &|a, b| a.steps[0].order().cmp(&b.steps[0].order()));
        let mut runs = Self { list, log, places: vec![None; log.events().len()] };
        for (r, run) in runs.list.iter().enumerate() {
            for (s, step) in run.steps.iter().enumerate() {
                if let Ok(i) = log.find(&step.name) {
                    runs.places[i] = Some((r, s));
                }
            }
        }
        for r in 0..runs.list.len() {
            if let What::Began { from: Some(name), .. } = &runs.list[r].steps[0].what {
                // Straight to where one stood, so that a chain of unused beginnings costs one look.
                runs.list[r].from = runs.find(name).filter(|(earlier, _)| *earlier < r).map(|from| runs.place(from));
            }
        }
        runs
    }

    /// Where the step of this name stands: its run's place in the list, and its place in that run.
    pub fn find(&self, name: &EventName) -> Option<(usize, usize)> {
        self.places[self.log.find(name).ok()?]
    }

    /// Where one really stood: a `began` that goes on stands where the step before it stood.
    pub fn place(&self, (r, s): (usize, usize)) -> (usize, usize) {
        match self.list[r].from {
            Some(from) if s == 0 => from,
            _ => (r, s),
        }
    }

    /// All steps up to this one, across the runs it goes on from; a `began` that goes on is not among them.
    pub fn way(&self, name: &EventName) -> Vec<(usize, usize)> {
        let mut way = Vec::new();
        let Some((mut r, mut s)) = self.find(name) else { return way };
        loop {
            way.extend((1..=s).rev().map(|s| (r, s)));
            match self.list[r].from {
                Some(from) => (r, s) = from,
                None => break,
            }
        }
        way.push((r, 0));
        way.reverse();
        way
    }
}

/// Values after a step, as recorded in its run; `None` when it is no step, or its run's beginning is missing.
pub(super) fn meters_at(log: &Log, name: &EventName) -> Option<Meters> {
    let own = log.of_writer(&name.writer);
    let end = own.binary_search_by(|e| e.name.cmp(name)).ok().filter(|end| own[*end].what.is_step())?;
    let mut chosen = None;
    for event in own[..=end].iter().rev() {
        match &event.what {
            What::Chose { meters, .. } => drop(chosen.get_or_insert(meters)),
            What::Began { meters, .. } => return Some(chosen.unwrap_or(meters).clone()),
            _ => {}
        }
    }
    None
}
