//! The session's one pen: acts in, events out. The caller saves all events after each act, and publishes the snapshot.

use super::clock::{Forecast, forecast};
use super::doors::{Door, doors, target_scene};
use super::event::{About, Event, Scene, Stage, What};
use super::fold::{Session, Standing, fold};
use super::plan::Plan;
use super::snapshot::{MAX_DOORS, Screen, ShownDoor, Snapshot};
use super::timer::Talk;
use super::vote::{Decided, Estimate, Hands, TableVote};
use crate::course::graph::{ChoiceName, LessonGraph, LessonSlug, Meter, Meters, PromptId, SceneId, apply};
use crate::course::group::LessonPace;
use crate::journey::saved::MAX_TEXT;

/// The longest notice. Unit: characters.
pub const MAX_NOTICE: usize = 300;

/// What must be shown next, so that its page can be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing but what the session says.
    Stay,
    /// This lesson must be begun, at this scene: fetch its page, then call [`Recorder::begin`].
    Lesson {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene; its slug is the opening scene.
        scene: SceneId,
    },
}

/// Holds all events of one session, and writes more.
#[derive(Clone, Debug)]
pub struct Recorder {
    meters: Vec<Meter>,
    paces: Vec<LessonPace>,
    events: Vec<Event>,
    session: Session,
}

impl Recorder {
    /// Begins a session. Its epoch is 1.
    pub fn plan(meters: Vec<Meter>, plan: Plan, at: i64) -> Self {
        let mut recorder = Self { meters, paces: Vec::new(), events: Vec::new(), session: Session::default() };
        recorder.push(What::Planned(Box::new(plan)), at);
        recorder.push(What::Resumed { epoch: 1 }, at);
        recorder
    }

    /// Goes on with a session, as its newest writer: after a reload, a crash, a week, or instead of another window.
    pub fn resume(meters: Vec<Meter>, events: Vec<Event>, at: i64) -> Self {
        let session = fold(&events);
        let mut recorder = Self { meters, paces: Vec::new(), events, session };
        let epoch = recorder.session.epoch.saturating_add(1);
        recorder.push(What::Resumed { epoch }, at);
        recorder
    }

    /// What a session holds, without going on with it: for a window that follows and writes nothing.
    pub fn read(meters: Vec<Meter>, events: Vec<Event>) -> Self {
        let session = fold(&events);
        Self { meters, paces: Vec::new(), events, session }
    }

    /// The same, knowing what takes how long, and what is core: the short version passes over the rest.
    pub fn with_paces(mut self, paces: Vec<LessonPace>) -> Self {
        self.paces = paces;
        self
    }

    /// All that follows from what happened.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// All events: what is saved.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The course's meters.
    pub fn meters(&self) -> &[Meter] {
        &self.meters
    }

    /// What takes how long, lesson by lesson.
    pub fn paces(&self) -> &[LessonPace] {
        &self.paces
    }

    /// When the evening will be over, and what would help. `lesson` is the graph of the lesson the group is in. `None` without an evening.
    pub fn forecast(&self, lesson: Option<&LessonGraph>, now: i64) -> Option<Forecast> {
        forecast(&self.session, &self.paces, lesson, &self.meters, now)
    }

    /// The way on from where the group stands, when it is not a choice. `None` at a choice and at an ending. In the short version
    /// scenes that are not core and ask for no choice are passed over, and so are those the facilitator has passed over for time.
    ///
    /// Shape: lesson and scene; a scene with the lesson's own slug is its opening scene.
    pub fn way_on(&self, lesson: &LessonGraph) -> Option<(LessonSlug, SceneId)> {
        let here = self.session.here.as_ref()?;
        let door = doors(&self.session, lesson, &self.meters).into_iter().find(|d| d.open && !d.is_choice)?;
        let scene = target_scene(&door.to, lesson);
        Some(match door.to.lesson.filter(|slug| *slug != lesson.slug) {
            Some(other) => (other, scene),
            None => (lesson.slug.clone(), self.land(lesson, scene, &here.meters)),
        })
    }

    /// What followers get. `lesson` is the graph of the lesson the group is in; without it there are no doors.
    pub fn snapshot(&self, lesson: Option<&LessonGraph>) -> Snapshot {
        let session = &self.session;
        if let Some(picture) = &session.frozen {
            // Black and lit go on while the picture stands.
            return Snapshot {
                epoch: session.epoch,
                number: session.number,
                frozen: true,
                black: session.black,
                ..Snapshot::clone(picture)
            };
        }
        let round = session.round().filter(|_| session.shown);
        let door = |door: Door| {
            let marked = session.marked.as_ref().is_some_and(|m| m.as_str() == door.name) && door.is_choice;
            // A round of estimates only has nothing to count.
            let counts = round.filter(|r| door.is_choice && !(r.hands.is_empty() && r.tables.is_empty()));
            let count = counts.map(|r| u32::try_from(r.count(&door.name)).unwrap_or(u32::MAX));
            ShownDoor { open: door.open, marked, count, name: door.name }
        };
        let doors = lesson.map_or_else(Vec::new, |lesson| doors(session, lesson, &self.meters));
        Snapshot {
            session: session.plan.session.clone(),
            epoch: session.epoch,
            number: session.number,
            screen: session.screen,
            lesson: session.here.as_ref().map(|here| here.lesson.clone()),
            section: session.here.as_ref().map(Standing::section).unwrap_or_default(),
            room: session.plan.room,
            seating: session.plan.seating,
            step: session.here.as_ref().map_or(0, |here| here.step),
            doors: doors.into_iter().take(MAX_DOORS).map(door).collect(),
            stage: session.stage,
            outcome: round.map(super::vote::Round::outcome),
            timer: session.timer.clone(),
            black: session.black,
            frozen: false,
            paused: session.paused.is_some(),
            notice: session.notice.clone(),
        }
    }

    /// How many are there; `None` when nobody knows.
    pub fn people(&mut self, people: Option<u32>, at: i64) {
        if people != self.session.people {
            self.push(What::People(people), at);
        }
    }

    /// How many tables there are.
    pub fn tables(&mut self, tables: u32, at: i64) {
        if tables != self.session.tables {
            self.push(What::Tables(tables), at);
        }
    }

    /// When this evening is to end by the clock; `None` goes back to the planned minutes. Unit: milliseconds since 1970.
    pub fn ends_at(&mut self, ends_at: Option<i64>, at: i64) {
        self.push(What::EndsAt(ends_at), at);
    }

    /// Shows the opening, the closing, the end of the evening, or the scene one stands in again.
    pub fn show(&mut self, screen: Screen, at: i64) {
        if screen != self.session.screen && (screen != Screen::Scene || self.session.here.is_some()) {
            self.push(What::Showed(screen), at);
        }
    }

    /// Begins a lesson, from the values the lesson before left, or the plan's. Ends a detour.
    pub fn begin(&mut self, lesson: &LessonSlug, scene: Scene, at: i64) {
        let meters = self.all_meters(self.session.carried());
        self.push(What::Began { lesson: lesson.clone(), scene, meters }, at);
    }

    /// Goes on from a scene without choices, or from a consequence, within the lesson. `scene` is what [`Recorder::way_on`] names, as its page
    /// shows it; when that is of another lesson, [`Recorder::begin`] it. Whether it was the way on.
    pub fn go_on(&mut self, lesson: &LessonGraph, scene: Scene, at: i64) -> bool {
        let is_way = self.way_on(lesson).is_some_and(|(slug, id)| slug == lesson.slug && id == scene.id);
        if is_way {
            self.push(What::Entered(scene), at);
        }
        is_way
    }

    /// Marks a choice, or with `None` takes the mark away. Only open choices can be marked.
    pub fn mark(&mut self, lesson: &LessonGraph, choice: Option<&ChoiceName>, at: i64) {
        let open = choice.is_none_or(|choice| self.open_choice(lesson, choice).is_some());
        if open && self.session.marked.as_ref() != choice {
            self.replace(|what| matches!(what, What::Marked(_)), What::Marked(choice.cloned()), at);
        }
    }

    /// Decides for a choice: runs its effects, and goes where it leads. `label` is its words as shown, `scene` finds a scene of the
    /// lesson as its page shows it. `None` when that choice is not open here.
    ///
    /// Who decided is told by the last round of votes. A choice that leads straight into another lesson leaves [`Then::Lesson`].
    pub fn choose(
        &mut self,
        lesson: &LessonGraph,
        choice: &ChoiceName,
        label: &str,
        scene: impl Fn(&SceneId) -> Scene,
        at: i64,
    ) -> Option<Then> {
        let node = self.open_choice(lesson, choice)?.clone();
        let here = self.session.here.as_ref()?;
        let meters = apply(&self.meters, &here.meters, &node.effects);
        let by = self.session.round().filter(|r| !r.is_empty()).map_or(Decided::Together, |round| round.decided(choice));
        let what = What::Chose { choice: choice.clone(), label: cut(label), meters, consequence: node.consequence, by };
        self.push(what, at);
        if node.consequence {
            return Some(Then::Stay);
        }
        let target = target_scene(&node.to, lesson);
        match node.to.lesson {
            Some(other) if other != lesson.slug => return Some(Then::Lesson { lesson: other, scene: target }),
            _ => {
                let target = self.session.here.as_ref().map(|here| self.land(lesson, target, &here.meters));
                target.into_iter().for_each(|target| self.push(What::Entered(scene(&target)), at));
            }
        }
        Some(Then::Stay)
    }

    /// Takes back the newest decision, within ten seconds. Votes and notes stay.
    pub fn undo(&mut self, at: i64) -> bool {
        let Some(decision) = self.session.undoable(at).map(|d| d.number) else { return false };
        self.push(What::Undone { decision }, at);
        true
    }

    /// Goes to a scene by the map, without effects. Into another lesson it is [`Recorder::begin`].
    pub fn jump(&mut self, scene: Scene, at: i64) {
        self.push(What::Jumped(scene), at);
    }

    /// Begins a detour, "hva om": another scene, with the values one has here or those of a step before.
    /// `back_to` is a decision's standing, [`super::Decision::from`]; without it the values are today's.
    pub fn detour(&mut self, lesson: &LessonSlug, scene: Scene, back_to: Option<&Standing>, at: i64) {
        let meters = back_to.or(self.session.here.as_ref()).map(|standing| standing.meters.clone());
        if let Some(meters) = meters {
            self.push(What::Detoured { lesson: lesson.clone(), scene, meters }, at);
        }
    }

    /// Leaves the detour: back to where one was, with the values one had there.
    pub fn come_back(&mut self, at: i64) {
        if self.session.in_detour() {
            self.push(What::Returned, at);
        }
    }

    /// Passes over heavy content: to the scene its care box names, with its words as a summary.
    pub fn skip(&mut self, to: Scene, summary: &str, at: i64) {
        self.push(What::Skipped { to, summary: cut(summary) }, at);
    }

    /// Passes over a scene ahead, when the way comes to it: for time, see [`super::Forecast::skips`].
    pub fn pass_over(&mut self, lesson: &LessonSlug, scene: &SceneId, at: i64) {
        self.push(What::PassedOver { lesson: lesson.clone(), scene: scene.clone() }, at);
    }

    /// Asks the screen for this step of its text, from 0.
    pub fn step(&mut self, step: usize, at: i64) {
        if self.session.here.as_ref().is_some_and(|here| here.step != step) {
            self.replace(|what| matches!(what, What::Stepped(_)), What::Stepped(step), at);
        }
    }

    /// Begins a break.
    pub fn pause(&mut self, at: i64) {
        if self.session.paused.is_none() {
            self.push(What::Paused, at);
        }
    }

    /// Ends the break.
    pub fn end_pause(&mut self, at: i64) {
        if self.session.paused.is_some() {
            self.push(What::WentOn, at);
        }
    }

    /// Makes the screen black, or lights it.
    pub fn black(&mut self, black: bool, at: i64) {
        if black != self.session.black {
            self.push(What::Black(black), at);
        }
    }

    /// Freezes the screen at the picture it has.
    pub fn freeze(&mut self, lesson: Option<&LessonGraph>, at: i64) {
        if self.session.frozen.is_none() {
            let picture = self.snapshot(lesson);
            self.push(What::Froze(Some(Box::new(picture))), at);
        }
    }

    /// Lets the screen follow again.
    pub fn thaw(&mut self, at: i64) {
        if self.session.frozen.is_some() {
            self.push(What::Froze(None), at);
        }
    }

    /// Says what the group is asked for: think, hands, talk, hands again. Hands again is another round, and the first is kept.
    pub fn stage(&mut self, stage: Stage, at: i64) {
        if stage == self.session.stage {
            return;
        }
        if stage == Stage::HandsAgain {
            self.rerun(at);
        }
        self.push(What::Staged(stage), at);
    }

    /// Notes the choices of this visit with their words as shown, before anything is counted: the record names them by these.
    pub fn offer(&mut self, labels: Vec<(ChoiceName, String)>, at: i64) {
        let labels: Vec<_> = labels.into_iter().take(MAX_DOORS).map(|(name, label)| (name, cut(&label))).collect();
        if self.session.here.is_some() && self.session.poll().is_none_or(|poll| poll.labels != labels) {
            self.push(What::Offered(labels), at);
        }
    }

    /// Counts hands in a place, over what was counted there in this round.
    pub fn hands(&mut self, hands: Hands, at: i64) {
        let place = hands.place;
        self.replace(|what| matches!(what, What::Hands(h) if h.place == place), What::Hands(hands), at);
    }

    /// Takes down what a table reports, over what it said before in this round.
    pub fn table(&mut self, vote: TableVote, at: i64) {
        let table = vote.table;
        let vote = TableVote { sentence: cut(&vote.sentence), ..vote };
        self.replace(|what| matches!(what, What::Table(v) if v.table == table), What::Table(vote), at);
    }

    /// Estimates the votes of this round.
    pub fn estimate(&mut self, estimate: Estimate, at: i64) {
        self.replace(|what| matches!(what, What::Estimated(_)), What::Estimated(estimate), at);
    }

    /// Begins another round, if anything was counted in this one. All rounds are kept.
    pub fn rerun(&mut self, at: i64) {
        if self.session.round().is_some_and(|round| !round.is_empty()) {
            self.push(What::Reran, at);
        }
    }

    /// Shows or hides the votes.
    pub fn show_votes(&mut self, shown: bool, at: i64) {
        if shown != self.session.shown {
            self.push(What::Shown(shown), at);
        }
    }

    /// Writes a note, over the one about the same. What it said before is not kept; an empty one is taken away.
    pub fn note(&mut self, about: About, text: &str, at: i64) {
        let about = About { title: cut(&about.title), ..about };
        if self.session.note(&about).map_or("", |n| n.text.as_str()) == text {
            return;
        }
        self.forget(0, |what| matches!(what, What::Noted { about: known, .. } if known.same(&about)));
        self.push(What::Noted { about, text: cut(text) }, at);
    }

    /// Starts the timer. Unit: minutes for each part; see [`Talk::of_minutes`].
    pub fn timer(&mut self, prompt: Option<PromptId>, parts: Vec<(Talk, u32)>, at: i64) {
        if !parts.is_empty() && parts.len() <= MAX_DOORS {
            self.push(What::Timed { prompt, parts }, at);
        }
    }

    /// Holds the timer, or lets it go on.
    pub fn hold_timer(&mut self, held: bool, at: i64) {
        if self.session.timer.as_ref().is_some_and(|t| t.held.is_some() != held) {
            self.push(if held { What::TimerHeld } else { What::TimerWentOn }, at);
        }
    }

    /// Gives the part the timer is in more time, or less. Unit: milliseconds; [`super::timer::MINUTE`] is a minute.
    pub fn give_time(&mut self, ms: i64, at: i64) {
        if self.session.timer.is_some() {
            self.push(What::TimerGiven(ms), at);
        }
    }

    /// Ends the part the timer is in.
    pub fn next_part(&mut self, at: i64) {
        if self.session.timer.is_some() {
            self.push(What::TimerNext, at);
        }
    }

    /// Takes the timer away.
    pub fn stop_timer(&mut self, at: i64) {
        if self.session.timer.is_some() {
            self.push(What::TimerStopped, at);
        }
    }

    /// Puts words over the picture; empty takes them away.
    pub fn notice(&mut self, words: &str, at: i64) {
        if words != self.session.notice {
            self.push(What::Noticed(words.chars().take(MAX_NOTICE).collect()), at);
        }
    }

    /// Takes down what was answered to a question of the closing, from 0. What it said before is not kept.
    pub fn answer(&mut self, question: usize, text: &str, at: i64) {
        self.forget(self.evening_began(), |what| matches!(what, What::Answered { question: q, .. } if *q == question));
        self.push(What::Answered { question, text: cut(text) }, at);
    }

    /// Says what was changed since the evening before.
    pub fn changed(&mut self, text: &str, at: i64) {
        self.forget(self.evening_began(), |what| matches!(what, What::Changed(_)));
        self.push(What::Changed(cut(text)), at);
    }

    fn land(&self, lesson: &LessonGraph, scene: SceneId, meters: &Meters) -> SceneId {
        match self.paces.iter().find(|p| p.slug == lesson.slug) {
            Some(pace) => pace.landing(lesson, scene, meters, self.session.plan.core, &|id| self.session.passes(lesson.slug.as_str(), id)),
            None => scene,
        }
    }

    fn open_choice<'l>(&self, lesson: &'l LessonGraph, choice: &ChoiceName) -> Option<&'l crate::course::graph::ChoiceNode> {
        let here = self.session.here.as_ref().filter(|here| here.lesson == lesson.slug && here.choice.is_none())?;
        let (_, scene) = lesson.scene(here.scene.id.as_str())?;
        let node = scene.choices.iter().find(|c| c.name == *choice)?;
        lesson.is_open(node, &self.meters, &here.meters).then_some(node)
    }

    fn all_meters(&self, values: &Meters) -> Meters {
        let mut all = Meters::new();
        for meter in &self.meters {
            all.insert(meter.id.clone(), values.get(&meter.id).copied().unwrap_or(meter.start));
        }
        all
    }

    fn push(&mut self, what: What, at: i64) {
        let event = Event { number: self.session.number.saturating_add(1), at, what };
        self.session.take(&event);
        self.events.push(event);
    }

    /// Writes instead of the last event, if it is of the same kind: what is pressed and typed often does not fill the list.
    fn replace(&mut self, same: impl Fn(&What) -> bool, what: What, at: i64) {
        if self.events.last().is_some_and(|last| same(&last.what)) {
            let number = self.session.number;
            self.events.pop();
            self.session = fold(&self.events);
            self.session.number = number;
        }
        self.push(what, at);
    }

    /// Takes out what was written of this kind from this event on: a text that was written over is not kept anywhere.
    fn forget(&mut self, from: u32, same: impl Fn(&What) -> bool) {
        let number = self.session.number;
        let before = self.events.len();
        self.events.retain(|event| event.number < from || !same(&event.what));
        if self.events.len() != before {
            self.session = fold(&self.events);
            self.session.number = number;
        }
    }

    fn evening_began(&self) -> u32 {
        self.session.evening().map_or(0, |evening| evening.number)
    }
}

/// A text as long as can be read again.
fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}
