//! Events to a session: where the group stands, the way it came, what was voted, said and noted. The same events give the same session.

use super::event::{About, Event, Scene, Stage, What};
use super::plan::Plan;
use super::snapshot::{Screen, Snapshot};
use super::timer::Timer;
use super::vote::{Decided, Poll, Round};
use crate::course::graph::{ChoiceName, LessonSlug, Meters, SceneId};

/// How long a decision can be undone. Unit: milliseconds.
pub const UNDO: i64 = 10_000;

/// After so long without anything, what follows is another evening. Unit: milliseconds.
pub const EVENING: i64 = 6 * 60 * 60_000;

/// How many questions the closing asks.
pub const QUESTIONS: usize = 3;

/// Where the group stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene; on a consequence, the one the choice was made in.
    pub scene: Scene,
    /// The choice whose consequence is shown.
    pub choice: Option<ChoiceName>,
    /// Values here.
    pub meters: Meters,
    /// The number of the event the group came to this scene by. Votes are kept by it.
    pub visit: u32,
    /// Which step of the text is shown, from 0.
    pub step: usize,
}

impl Standing {
    /// The id in the page: `scene`, or `scene~choice` on a consequence.
    pub fn section(&self) -> String {
        match &self.choice {
            Some(choice) => format!("{}~{}", self.scene.id, choice),
            None => self.scene.id.0.clone(),
        }
    }
}

/// How the group came to a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// The lesson was begun.
    Began,
    /// By going on, or by a choice.
    Entered,
    /// By the map.
    Jumped,
    /// As a detour: "what if".
    Detoured,
    /// Past heavy content; this was read instead.
    Skipped(String),
}

/// A scene on the group's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event: the standing's `visit`.
    pub number: u32,
    /// When. Unit: milliseconds since 1970.
    pub at: i64,
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene.
    pub scene: Scene,
    /// How.
    pub came: Came,
    /// Whether it belongs to a detour.
    pub detour: bool,
}

/// A detour one is on: "what if".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detour {
    /// The event it began by.
    pub number: u32,
    /// Where one will come back to.
    pub from: Standing,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The event.
    pub number: u32,
    /// When. Unit: milliseconds since 1970.
    pub at: i64,
    /// The choice.
    pub choice: ChoiceName,
    /// Its words, as they were shown.
    pub label: String,
    /// Who decided.
    pub by: Decided,
    /// Where it was made: what undoing it goes back to.
    pub from: Standing,
    /// The detour it was made in.
    pub detour: Option<u32>,
    /// Length of the way when it was made.
    steps: usize,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: About,
    /// The note.
    pub text: String,
    /// When it was last written. Unit: milliseconds since 1970.
    pub at: i64,
}

/// Time in a scene, over all visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene.
    pub scene: SceneId,
    /// Its title, as it was last shown.
    pub title: String,
    /// Unit: milliseconds, without breaks and without the time no window was open.
    pub ms: i64,
}

/// One meeting of the group. A session can have several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evening {
    /// The event it began by.
    pub number: u32,
    /// When it began. Unit: milliseconds since 1970.
    pub from: i64,
    /// The last that happened in it.
    pub to: i64,
    /// Lessons that were finished before it began.
    pub finished: Vec<LessonSlug>,
    /// Decisions that stood when it began.
    pub decisions: usize,
    /// What was answered to the closing's questions; empty where nothing was.
    pub said: [String; QUESTIONS],
    /// What was changed since the evening before.
    pub changed: String,
    /// When it is to end, if the facilitator has said so.
    pub ends_at: Option<i64>,
    /// Whether it was ended.
    pub ended: bool,
    /// Whether more was done than getting ready. It counts from then.
    pub begun: bool,
}

/// A break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Since when. Unit: milliseconds since 1970.
    pub since: i64,
    /// Whether it held a timer that ran.
    pub held_timer: bool,
}

/// All that follows from a session's events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// What was planned.
    pub plan: Plan,
    /// Which writer it is.
    pub epoch: u32,
    /// Number of the last event.
    pub number: u32,
    /// When the last of it happened. Unit: milliseconds since 1970.
    pub last_at: i64,
    /// What the screen is for.
    pub screen: Screen,
    /// Where the group stands; `None` before the first lesson.
    pub here: Option<Standing>,
    /// Detours one is on, the innermost last. Empty on the way itself.
    pub back: Vec<Detour>,
    /// The way, detours included.
    pub way: Vec<Step>,
    /// Decisions that stand, in order, detours included.
    pub decisions: Vec<Decision>,
    /// Votes by visit, in order.
    pub polls: Vec<Poll>,
    /// Notes, in the order they were begun.
    pub notes: Vec<Note>,
    /// Minutes used, in the order scenes were first met.
    pub used: Vec<Used>,
    /// Lessons whose ending was reached on the way itself.
    pub finished: Vec<LessonSlug>,
    /// Scenes ahead that are to be passed over.
    pub passed: Vec<(LessonSlug, SceneId)>,
    /// Evenings; the last is the present one. Empty only without events.
    pub evenings: Vec<Evening>,
    /// How many are there, if anyone knows.
    pub people: Option<u32>,
    /// How many tables there are; 0 when nobody has said.
    pub tables: u32,
    /// What the group is asked for.
    pub stage: Stage,
    /// The choice that is marked.
    pub marked: Option<ChoiceName>,
    /// Whether votes are shown.
    pub shown: bool,
    /// The timer.
    pub timer: Option<Timer>,
    /// The break.
    pub paused: Option<Pause>,
    /// Whether the screen is black.
    pub black: bool,
    /// The picture the screen is frozen at.
    pub frozen: Option<Box<Snapshot>>,
    /// Words over the picture.
    pub notice: String,
}

/// The session that these events make, in this order. Any list has one; what makes no sense where it stands changes nothing.
pub fn fold(events: &[Event]) -> Session {
    let mut session = Session::default();
    events.iter().for_each(|event| session.take(event));
    session
}

impl Session {
    /// The present evening.
    pub fn evening(&self) -> Option<&Evening> {
        self.evenings.last()
    }

    /// The evening before: "Dette sa dere sist". `None` on the first.
    pub fn evening_before(&self) -> Option<&Evening> {
        self.evenings.len().checked_sub(2).map(|i| &self.evenings[i])
    }

    /// Whether one is on a detour.
    pub fn in_detour(&self) -> bool {
        !self.back.is_empty()
    }

    /// The newest decision: "Sist valgte dere …".
    pub fn last_decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// The newest decision made in a scene, not counting detours.
    pub fn chosen(&self, lesson: &str, scene: &str) -> Option<&Decision> {
        let of = |d: &&Decision| d.detour.is_none() && d.from.lesson.as_str() == lesson && d.from.scene.id.as_str() == scene;
        self.decisions.iter().rev().find(of)
    }

    /// The decision that can still be undone at `now`: the newest, for ten seconds, unless its detour was left.
    pub fn undoable(&self, now: i64) -> Option<&Decision> {
        let decision = self.last_decision()?;
        let since = now.saturating_sub(decision.at);
        // A clock that was set back makes it longer, never shorter.
        (since <= UNDO && self.can_undo(decision)).then_some(decision)
    }

    /// Votes of the visit where one stands.
    pub fn poll(&self) -> Option<&Poll> {
        let visit = self.here.as_ref()?.visit;
        self.polls.iter().rev().find(|p| p.visit == visit)
    }

    /// The round that is counted now.
    pub fn round(&self) -> Option<&Round> {
        self.poll()?.last()
    }

    /// The note about this.
    pub fn note(&self, about: &About) -> Option<&Note> {
        self.notes.iter().find(|n| n.about.same(about))
    }

    /// Time used in a scene until `now`. Unit: milliseconds.
    pub fn used_in(&self, lesson: &str, scene: &str, now: i64) -> i64 {
        let used = self.used.iter().find(|u| u.lesson.as_str() == lesson && u.scene.as_str() == scene).map_or(0, |u| u.ms);
        let is_here = self.here.as_ref().is_some_and(|h| h.lesson.as_str() == lesson && h.scene.id.as_str() == scene);
        if is_here && self.is_counting() { used.saturating_add(now.saturating_sub(self.last_at).max(0)) } else { used }
    }

    /// Where one stands on the way itself: in a detour, where one will come back to.
    pub fn on_the_way(&self) -> Option<&Standing> {
        self.back.first().map(|d| &d.from).or(self.here.as_ref())
    }

    /// Values where a next lesson would begin: those on the way itself, else the plan's.
    pub fn carried(&self) -> &Meters {
        self.on_the_way().map_or(&self.plan.start, |standing| &standing.meters)
    }

    /// The planned lesson that is next: the first that was not finished, after the one the group is in.
    pub fn next_lesson(&self) -> Option<&super::plan::PlannedLesson> {
        match self.on_the_way() {
            None => self.plan.lessons.first(),
            Some(standing) if self.finished.contains(&standing.lesson) => self.plan.after(standing.lesson.as_str()),
            Some(standing) => self.plan.lesson(standing.lesson.as_str()),
        }
    }

    /// Whether a scene is to be passed over.
    pub fn passes(&self, lesson: &str, scene: &str) -> bool {
        self.passed.iter().any(|(of, passed)| of.as_str() == lesson && passed.as_str() == scene)
    }

    /// Takes in what happened next.
    pub(super) fn take(&mut self, event: &Event) {
        self.count_time(event);
        self.number = self.number.max(event.number);
        self.last_at = event.at;
        let readies = matches!(
            event.what,
            What::Planned(_) | What::Resumed { .. } | What::Changed(_) | What::People(_) | What::Tables(_) | What::EndsAt(_)
        );
        if let Some(evening) = self.evenings.last_mut().filter(|evening| !readies && !evening.begun) {
            evening.begun = true;
            evening.from = event.at;
        }
        self.happened(event);
        if let Some(evening) = self.evenings.last_mut() {
            evening.to = event.at;
        }
    }

    fn happened(&mut self, event: &Event) {
        let (number, at) = (event.number, event.at);
        match &event.what {
            What::Planned(plan) => {
                // Only the first: later ones would be of another session.
                if self.evenings.is_empty() {
                    self.plan = Plan::clone(plan);
                    self.people = plan.people;
                    self.begin_evening(number, at);
                }
            }
            What::Resumed { epoch } => {
                self.epoch = self.epoch.max(*epoch);
                let over = self.evenings.last().is_none_or(|e| e.ended || at.saturating_sub(e.to) > EVENING);
                if over {
                    self.begin_evening(number, at);
                }
            }
            What::People(people) => self.people = *people,
            What::Tables(tables) => self.tables = *tables,
            What::EndsAt(ends_at) => {
                if let Some(evening) = self.evenings.last_mut() {
                    evening.ends_at = *ends_at;
                }
            }
            What::Showed(screen) => {
                if *screen != Screen::Scene || self.here.is_some() {
                    self.screen = *screen;
                }
                if let Some(evening) = self.evenings.last_mut() {
                    evening.ended = self.screen == Screen::Ended;
                }
            }
            What::Began { lesson, scene, meters } => {
                self.back.clear();
                self.arrive(event, lesson.clone(), scene, meters.clone(), Came::Began);
            }
            What::Entered(scene) => self.go_on(event, scene, Came::Entered),
            What::Jumped(scene) => self.go_on(event, scene, Came::Jumped),
            What::Skipped { to, summary } => self.go_on(event, to, Came::Skipped(summary.clone())),
            What::PassedOver { lesson, scene } => {
                if !self.passes(lesson.as_str(), scene.as_str()) {
                    self.passed.push((lesson.clone(), scene.clone()));
                }
            }
            What::Stepped(step) => {
                if let Some(here) = &mut self.here {
                    here.step = *step;
                }
            }
            What::Marked(choice) => self.marked.clone_from(choice),
            What::Chose { choice, label, meters, consequence, by } => {
                if let Some(here) = self.here.as_mut().filter(|here| here.choice.is_none()) {
                    let from = here.clone();
                    here.meters.clone_from(meters);
                    here.step = 0;
                    here.choice = consequence.then(|| choice.clone());
                    let (choice, label) = (choice.clone(), label.clone());
                    let (detour, steps) = (self.back.last().map(|d| d.number), self.way.len());
                    self.decisions.push(Decision { number, at, choice, label, by: *by, from, detour, steps });
                    self.clear_scene();
                }
            }
            What::Undone { decision } => self.undo(*decision),
            What::Detoured { lesson, scene, meters } => {
                if let Some(from) = self.here.take() {
                    self.back.push(Detour { number, from });
                    self.arrive(event, lesson.clone(), scene, meters.clone(), Came::Detoured);
                }
            }
            What::Returned => {
                if let Some(back) = self.back.pop() {
                    self.here = Some(back.from);
                    self.screen = Screen::Scene;
                    self.clear_scene();
                }
            }
            What::Paused => {
                if self.paused.is_none() {
                    let held_timer = self.timer.as_ref().is_some_and(|t| t.held.is_none());
                    self.on_timer(|timer| timer.hold(at));
                    self.paused = Some(Pause { since: at, held_timer });
                }
            }
            What::WentOn => {
                if self.paused.take().is_some_and(|pause| pause.held_timer) {
                    self.on_timer(|timer| timer.go_on(at));
                }
            }
            What::Black(black) => self.black = *black,
            What::Froze(picture) => self.frozen.clone_from(picture),
            What::Staged(stage) => self.stage = *stage,
            What::Offered(labels) => self.on_poll(|poll| poll.labels.clone_from(labels)),
            What::Hands(hands) => self.vote(|round| round.take_hands(hands.clone())),
            What::Table(vote) => self.vote(|round| round.take_table(vote.clone())),
            What::Estimated(estimate) => self.vote(|round| round.estimate = Some(estimate.clone())),
            What::Reran => {
                let visit = self.here.as_ref().map(|here| here.visit);
                if let Some(poll) = self.polls.iter_mut().rev().find(|p| Some(p.visit) == visit)
                    && poll.rounds.last().is_some_and(|round| !round.is_empty())
                {
                    poll.rounds.push(Round::default());
                    self.shown = false;
                }
            }
            What::Shown(shown) => self.shown = *shown,
            What::Noted { about, text } => self.noted(about, text, at),
            What::Timed { prompt, parts } => self.timer = Timer::start(prompt.clone(), parts, at),
            What::TimerHeld => self.on_timer(|timer| timer.hold(at)),
            What::TimerWentOn => self.on_timer(|timer| timer.go_on(at)),
            What::TimerGiven(ms) => self.on_timer(|timer| timer.give(*ms, at)),
            What::TimerNext => self.on_timer(|timer| timer.next(at)),
            What::TimerStopped => self.timer = None,
            What::Noticed(words) => self.notice.clone_from(words),
            What::Answered { question, text } => {
                if let Some(said) = self.evenings.last_mut().and_then(|e| e.said.get_mut(*question)) {
                    said.clone_from(text);
                }
            }
            What::Changed(text) => {
                if let Some(evening) = self.evenings.last_mut() {
                    evening.changed.clone_from(text);
                }
            }
        }
    }

    /// Time since the event before belongs to the scene one stood in, unless there was a break or no window was open.
    fn count_time(&mut self, event: &Event) {
        let ms = event.at.saturating_sub(self.last_at);
        if ms <= 0 || !self.is_counting() || matches!(event.what, What::Resumed { .. }) {
            return;
        }
        if let Some(here) = &self.here {
            let used = self.used.iter_mut().find(|u| u.lesson == here.lesson && u.scene == here.scene.id);
            if let Some(used) = used {
                used.ms = used.ms.saturating_add(ms);
            }
        }
    }

    fn is_counting(&self) -> bool {
        self.screen == Screen::Scene && self.paused.is_none()
    }

    fn begin_evening(&mut self, number: u32, at: i64) {
        let finished = self.finished.clone();
        let decisions = self.decisions.len();
        // Where nothing but getting ready was done, that was no evening: this one stands instead, with what was written for it.
        if let Some(evening) = self.evenings.pop_if(|evening| !evening.begun) {
            self.evenings.push(Evening { from: at, ends_at: None, ..evening });
        } else {
            self.evenings.push(Evening { number, from: at, to: at, finished, decisions, ..Evening::default() });
        }
        self.screen = Screen::Ready;
        self.paused = None;
        self.black = false;
        self.frozen = None;
        self.timer = None;
        self.notice.clear();
    }

    fn arrive(&mut self, event: &Event, lesson: LessonSlug, scene: &Scene, meters: Meters, came: Came) {
        let (number, at, detour) = (event.number, event.at, self.in_detour());
        self.clear_scene();
        self.screen = Screen::Scene;
        match self.used.iter_mut().find(|u| u.lesson == lesson && u.scene == scene.id) {
            Some(used) => used.title.clone_from(&scene.title),
            None => self.used.push(Used { lesson: lesson.clone(), scene: scene.id.clone(), title: scene.title.clone(), ms: 0 }),
        }
        if scene.ending && !detour && !self.finished.contains(&lesson) {
            self.finished.push(lesson.clone());
        }
        self.way.push(Step { number, at, lesson: lesson.clone(), scene: scene.clone(), came, detour });
        self.here = Some(Standing { lesson, scene: scene.clone(), choice: None, meters, visit: number, step: 0 });
    }

    fn go_on(&mut self, event: &Event, scene: &Scene, came: Came) {
        if let Some(here) = self.here.take() {
            self.arrive(event, here.lesson, scene, here.meters, came);
        }
    }

    fn can_undo(&self, decision: &Decision) -> bool {
        // Not after its detour was left, nor from within one begun later; and not what an evening before this one decided.
        decision.detour == self.back.last().map(|d| d.number) && self.evenings.last().is_some_and(|e| e.decisions < self.decisions.len())
    }

    fn undo(&mut self, decision: u32) {
        let undoes = self.decisions.last().is_some_and(|d| d.number == decision && self.can_undo(d));
        if let Some(undone) = self.decisions.pop_if(|_| undoes) {
            self.way.truncate(undone.steps);
            // An ending that was reached by it, and by nothing else, was not reached.
            let reached = |lesson: &LessonSlug| self.way.iter().any(|s| s.scene.ending && !s.detour && s.lesson == *lesson);
            self.finished.retain(reached);
            self.here = Some(undone.from);
            self.screen = Screen::Scene;
            self.clear_scene();
        }
    }

    /// What belongs to one scene's picture is gone when another comes.
    fn clear_scene(&mut self) {
        self.stage = Stage::None;
        self.marked = None;
        self.shown = false;
        self.timer = None;
    }

    /// The votes of this visit, begun if need be.
    fn on_poll(&mut self, act: impl FnOnce(&mut Poll)) {
        let Some(here) = &self.here else { return };
        let i = self.polls.iter().position(|p| p.visit == here.visit).unwrap_or_else(|| {
            let (lesson, scene) = (here.lesson.clone(), here.scene.id.clone());
            self.polls.push(Poll { visit: here.visit, lesson, scene, labels: Vec::new(), rounds: vec![Round::default()] });
            self.polls.len() - 1
        });
        act(&mut self.polls[i]);
    }

    fn vote(&mut self, count: impl FnOnce(&mut Round)) {
        self.on_poll(|poll| {
            if let Some(round) = poll.rounds.last_mut() {
                count(round)
            }
        });
    }

    fn noted(&mut self, about: &About, text: &str, at: i64) {
        match self.notes.iter().position(|n| n.about.same(about)) {
            Some(i) if text.trim().is_empty() => drop(self.notes.remove(i)),
            Some(i) => self.notes[i] = Note { about: about.clone(), text: text.to_owned(), at },
            None if text.trim().is_empty() => {}
            None => self.notes.push(Note { about: about.clone(), text: text.to_owned(), at }),
        }
    }

    fn on_timer(&mut self, act: impl FnOnce(&mut Timer)) {
        if let Some(timer) = &mut self.timer {
            act(timer);
        }
    }
}
