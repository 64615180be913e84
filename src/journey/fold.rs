//! The whole engine is this function: events to state. It needs no lesson; what was recorded stands.

use std::collections::BTreeMap;

use super::answers::{Answer, Intention, answers, intentions};
use super::event::{Event, EventName, What, WriterId};
use super::log::Log;
use super::order::{sort, sort_unique};
use super::run::Runs;
use crate::course::graph::{ChoiceName, LessonSlug, Meter, Meters, SceneId};

/// Lessons that were renamed: old slug to new.
pub type Renames = BTreeMap<LessonSlug, LessonSlug>;

/// All that follows from what was done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journey {
    /// What was done in each lesson that was begun: one acted or answered in it. By its slug as it is called now.
    pub lessons: BTreeMap<LessonSlug, LessonJourney>,
    /// Answers given, by lesson, then by when they were first given.
    pub answers: Vec<Answer>,
    /// Intentions written, in the same order.
    pub intentions: Vec<Intention>,
    /// Values where one stands now: at the newest step of all.
    pub meters: Meters,
    /// Values a new run of a lesson starts from: those at the end of the newest finished run, else the start values.
    pub carried: Meters,
    /// Where one left off in the course, and in which lesson: see [`LessonJourney::left`].
    pub left: Option<(LessonSlug, Standing)>,
}

/// What was done in one lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LessonJourney {
    /// Where one first reached an ending, from the opening scene and without a jump. Then the lesson is done, and stays so.
    pub done: Option<Standing>,
    /// The newest step. `None` when one has only answered a prompt on its opening scene.
    pub latest: Option<Standing>,
    /// Where to go on: the newest step that was not just a look at a scene by address or map; with none but looks, the newest of those.
    pub left: Option<Standing>,
    /// Scenes one has stood in, sorted.
    pub visited: Vec<SceneId>,
    /// Choices made, each once as it was made last, sorted by scene and choice.
    pub chosen: Vec<Chosen>,
    /// Scenes gone on from without a choice, and where to; sorted.
    pub passed: Vec<(SceneId, SceneId)>,
    /// Choices on the way that first made the lesson done; while it isn't, on the way to the newest step. In order.
    pub first: Vec<Chosen>,
    /// How many times it was begun anew.
    pub runs: usize,
}

/// A step one stood on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The event: what the history entry carries.
    pub name: EventName,
    /// The scene.
    pub scene: SceneId,
    /// The choice whose consequence one stood on.
    pub choice: Option<ChoiceName>,
    /// Whether the lesson ended here.
    pub ending: bool,
    /// Lamport count: which of two is newer.
    pub lamport: u32,
    /// Clock, in milliseconds. For show.
    pub at: i64,
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The scene it was made in.
    pub scene: SceneId,
    /// The choice.
    pub choice: ChoiceName,
    /// Its words, as they were shown.
    pub label: String,
    /// The event.
    pub name: EventName,
    /// Lamport count: which of two is newer.
    pub lamport: u32,
    /// Clock, in milliseconds. For show.
    pub at: i64,
}

impl Standing {
    /// The id in the page: `scene`, or `scene~choice` on a consequence.
    pub fn id(&self) -> String {
        match &self.choice {
            Some(choice) => format!("{}~{}", self.scene, choice),
            None => self.scene.0.clone(),
        }
    }

    /// The order of the event: see [`Event::order`].
    fn order(&self) -> (u32, &WriterId, u32) {
        (self.lamport, &self.name.writer, self.name.number)
    }
}

impl Journey {
    /// What was done in a lesson.
    pub fn lesson(&self, slug: &str) -> Option<&LessonJourney> {
        self.lessons.get(slug)
    }

    /// The answer to a prompt.
    pub fn answer(&self, lesson: &str, prompt: &str) -> Option<&Answer> {
        self.answers.iter().find(|a| a.lesson.as_str() == lesson && a.prompt.as_str() == prompt)
    }
}

impl LessonJourney {
    /// Whether one has stood in this scene.
    pub fn has_visited(&self, scene: &str) -> bool {
        self.visited.binary_search_by(|s| s.as_str().cmp(scene)).is_ok()
    }

    /// Whether this choice was ever made.
    pub fn has_chosen(&self, scene: &str, choice: &str) -> bool {
        self.chosen.binary_search_by(|c| (c.scene.as_str(), c.choice.as_str()).cmp(&(scene, choice))).is_ok()
    }

    /// What was chosen last in this scene.
    pub fn last_choice(&self, scene: &str) -> Option<&Chosen> {
        self.chosen.iter().filter(|c| c.scene.as_str() == scene).max_by_key(|c| c.lamport)
    }
}

/// The journey that these events make. The same log gives the same journey, whatever order it was put together in.
pub fn fold(meters: &[Meter], log: &Log) -> Journey {
    fold_renamed(meters, &Renames::new(), log)
}

/// The same, with lessons under the names they have now.
pub fn fold_renamed(meters: &[Meter], was: &Renames, log: &Log) -> Journey {
    let mut runs = Runs::of(log);
    for r in 0..runs.list.len() {
        let other_lesson = |(from, _): &(usize, usize)| name_now(was, runs.list[*from].lesson) != name_now(was, runs.list[r].lesson);
        if runs.list[r].from.as_ref().is_some_and(other_lesson) {
            runs.list[r].from = None;
        }
    }
    let mut journey = Journey::default();
    take(&mut journey.meters, meters, &Meters::new());
    take(&mut journey.carried, meters, &Meters::new());
    let mut newest: Option<(usize, usize)> = None;
    // For each run and place: whether the way there is from the opening scene and without a jump.
    let mut clean: Vec<Vec<bool>> = Vec::with_capacity(runs.list.len());
    for (r, run) in runs.list.iter().enumerate() {
        let slug = name_now(was, run.lesson);
        let mut still = match run.from {
            Some((r, s)) => clean[r][s],
            None => run.at_opening(),
        };
        let lesson = journey.lessons.entry(slug.clone()).or_default();
        lesson.runs += usize::from(!run.goes_on);
        clean.push(Vec::with_capacity(run.steps.len()));
        for (s, step) in run.steps.iter().enumerate() {
            still &= !matches!(step.what, What::Jumped { .. });
            clean[r].push(still);
            let here = standing(&runs, was, (r, s));
            match &step.what {
                What::Chose { .. } => lesson.chosen.extend(chosen(step, &here.scene)),
                What::Entered { .. } => {
                    let (r, s) = runs.place((r, s - 1));
                    if !matches!(runs.list[r].steps[s].what, What::Chose { .. }) {
                        lesson.passed.push((standing(&runs, was, (r, s)).scene, here.scene.clone()));
                    }
                }
                _ => {}
            }
            lesson.visited.push(here.scene.clone());
            if still && step.what.ending() {
                take(&mut journey.carried, meters, run.meters_at(s));
                lesson.done.get_or_insert_with(|| here.clone());
            }
            if newest.is_none_or(|(r, s)| runs.list[r].steps[s].order() < step.order()) {
                newest = Some((r, s));
            }
            let is_look = matches!(step.what, What::Jumped { .. }) || (s == 0 && run.from.is_none() && !run.at_opening());
            let is_newer = |than: &Option<Standing>| than.as_ref().is_none_or(|than| than.order() < step.order());
            if !is_look && is_newer(&lesson.left) {
                lesson.left = Some(here.clone());
            }
            if is_newer(&lesson.latest) {
                lesson.latest = Some(here);
            }
        }
    }
    for lesson in journey.lessons.values_mut() {
        sort_unique(&mut lesson.visited);
        sort_unique(&mut lesson.passed);
        sort(&mut lesson.chosen, &|a, b| {
            let newest_first = (b.lamport, &b.name).cmp(&(a.lamport, &a.name));
            (&a.scene, &a.choice).cmp(&(&b.scene, &b.choice)).then(newest_first)
        });
        lesson.chosen.dedup_by(|b, a| a.scene == b.scene && a.choice == b.choice);
        if let Some(end) = lesson.done.as_ref().or(lesson.latest.as_ref()) {
            let way = runs.way(&end.name);
            lesson.first = way.iter().filter_map(|&(r, s)| chosen(runs.list[r].steps[s], &standing(&runs, was, (r, s)).scene)).collect();
        }
    }
    if let Some((r, s)) = newest {
        take(&mut journey.meters, meters, runs.list[r].meters_at(s));
    }
    // A lesson gone on in comes before one that was only looked at.
    let goes_on = |lesson: &LessonJourney| lesson.left.is_some();
    let any_goes_on = journey.lessons.values().any(goes_on);
    for (slug, lesson) in &mut journey.lessons {
        let was_gone_on_in = goes_on(lesson);
        if lesson.left.is_none() {
            lesson.left.clone_from(&lesson.latest);
        }
        let Some(here) = lesson.left.as_ref().filter(|_| was_gone_on_in || !any_goes_on) else { continue };
        if journey.left.as_ref().is_none_or(|(_, left)| left.order() < here.order()) {
            journey.left = Some((slug.clone(), here.clone()));
        }
    }
    journey.answers = answers(was, log);
    for answer in &journey.answers {
        journey.lessons.entry(answer.lesson.clone()).or_default();
    }
    journey.intentions = intentions(was, log, &journey.answers);
    journey
}

/// What a lesson is called now.
pub(super) fn name_now<'a>(was: &'a Renames, slug: &'a LessonSlug) -> &'a LessonSlug {
    let mut slug = slug;
    // Renamed more than once; in a circle by mistake.
    for _ in 0..8 {
        match was.get(slug) {
            Some(now) => slug = now,
            None => break,
        }
    }
    slug
}

/// Takes recorded values over, of the meters the course has; one that was not recorded stands at its start.
fn take(values: &mut Meters, meters: &[Meter], recorded: &Meters) {
    for meter in meters {
        values.insert(meter.id.clone(), recorded.get(&meter.id).copied().unwrap_or(meter.start));
    }
}

fn standing(runs: &Runs, was: &Renames, (r, s): (usize, usize)) -> Standing {
    let event = runs.list[r].steps[s];
    let (r, s) = runs.place((r, s));
    let (lesson, what) = (runs.list[r].lesson, &runs.list[r].steps[s].what);
    let scene = what.scene().filter(|scene| scene.as_str() != lesson.as_str());
    Standing {
        name: event.name.clone(),
        // The opening scene is called like its lesson, and is renamed with it.
        scene: scene.cloned().unwrap_or_else(|| SceneId(name_now(was, lesson).0.clone())),
        choice: match what {
            What::Chose { choice, consequence: true, .. } => Some(choice.clone()),
            _ => None,
        },
        ending: what.ending(),
        lamport: event.lamport,
        at: event.at,
    }
}

fn chosen(step: &Event, scene: &SceneId) -> Option<Chosen> {
    let What::Chose { choice, label, .. } = &step.what else { return None };
    Some(Chosen {
        scene: scene.clone(),
        choice: choice.clone(),
        label: label.clone(),
        name: step.name.clone(),
        lamport: step.lamport,
        at: step.at,
    })
}
