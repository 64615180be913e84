//! What a window writes: acts in, events out. The caller saves the events before the next frame.

use super::answers::{Given, Reply, first, given, standing, version};
use super::event::{Answered, Event, EventName, Picked, Tried, Values, What, WriterId};
use super::fold::{Renames, fold_renamed, name_now};
use super::log::Log;
use super::order::sort;
use super::run::{Runs, meters_at};
use super::saved::MAX_TEXT;
use crate::course::graph::{ChoiceName, Effect, LessonSlug, Meter, Meters, PromptId, PromptKind, SceneId, apply};

/// Where the learner stands when she acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene; on a consequence, the scene the choice was made in.
    pub scene: SceneId,
    /// The step noted in the history entry. `None` before the first act, and after a step that no log knows.
    pub step: Option<EventName>,
}

/// What follows a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Its consequence is shown; the target is entered later.
    Consequence,
    /// The target is entered at once.
    Enter {
        /// The target.
        scene: SceneId,
        /// Whether the lesson ends there.
        ending: bool,
    },
    /// Another lesson is begun at once.
    Lesson {
        /// The lesson.
        lesson: LessonSlug,
        /// The scene; its slug is the opening scene.
        scene: SceneId,
    },
}

/// A prompt as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The lesson.
    pub lesson: LessonSlug,
    /// The prompt.
    pub prompt: PromptId,
    /// Its kind.
    pub kind: PromptKind,
    /// The question, without markup.
    pub question: String,
}

/// What an act left behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Events to save, in order. Empty when there was nothing to write.
    pub events: Vec<Event>,
    /// The step the act was made on: note it in the history entry one leaves, so that Back finds it.
    pub before: Option<EventName>,
    /// The step one stands on now: note it in the history entry one comes to.
    pub step: Option<EventName>,
}

/// One window's pen. Holds all events it knows of, and its own place among them.
#[derive(Clone, Debug)]
pub struct Recorder {
    writer: WriterId,
    meters: Vec<Meter>,
    was: Renames,
    log: Log,
    head: Option<EventName>,
    open: Vec<EventName>,
    number: u32,
    lamport: u32,
}

impl Recorder {
    /// A pen for this window, with what is saved already. The writer's name must be new: see [`WriterId`].
    pub fn new(writer: WriterId, meters: Vec<Meter>, log: Log) -> Self {
        let mut recorder =
            Self { writer, meters, was: Renames::new(), log: Log::default(), head: None, open: Vec::new(), number: 0, lamport: 0 };
        recorder.hear(log);
        recorder
    }

    /// The same, knowing which lessons were renamed: old slug to new.
    pub fn with_renames(mut self, was: Renames) -> Self {
        self.was = was;
        self
    }

    /// This window's name.
    pub fn writer(&self) -> &WriterId {
        &self.writer
    }

    /// All events this window knows of.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// This window's own events: what its key in storage holds.
    pub fn own(&self) -> &[Event] {
        self.log.of_writer(&self.writer)
    }

    /// The newest step of this window's run.
    pub fn head(&self) -> Option<&EventName> {
        self.head.as_ref()
    }

    /// Takes in what another window wrote, or a file brought.
    pub fn hear(&mut self, other: Log) {
        self.log.merge(other);
        self.lamport = self.lamport.max(self.log.lamport());
        let own = self.log.of_writer(&self.writer);
        let erased = self.log.erased().iter().filter(|n| n.writer == self.writer).map(|n| n.number).max();
        self.number = self.number.max(own.last().map_or(0, |e| e.name.number)).max(erased.unwrap_or(0));
        self.head = own.iter().rev().find(|e| e.what.is_step()).map(|e| e.name.clone());
    }

    /// Values where one stands: at the step, or those a new run would start from ([`super::Journey::carried`]).
    pub fn meters_at(&self, here: &Here) -> Meters {
        here.step
            .as_ref()
            .and_then(|step| meters_at(&self.log, step))
            .unwrap_or_else(|| fold_renamed(&self.meters, &self.was, &self.log).carried)
    }

    /// Begins a lesson at its opening scene. Needed only where that scene is an ending: else the first act does it.
    /// Writes nothing when that was the last thing done.
    pub fn begin(&mut self, lesson: &LessonSlug, ending: bool, at: i64) -> Recorded {
        let here = Here { lesson: lesson.clone(), scene: SceneId(lesson.0.clone()), step: None };
        let mut done = Recorded { step: self.unused_beginning(&here), ..Recorded::default() };
        if done.step.is_some() {
            return done;
        }
        let meters = self.meters_at(&here);
        self.began(&mut done, here, meters, None, ending, at);
        done
    }

    /// Makes a choice, and goes where it leads. Effects are run on the values where one stands.
    pub fn choose(&mut self, here: &Here, choice: &ChoiceName, label: &str, effects: &[Effect], then: Then, at: i64) -> Recorded {
        let mut done = self.stand(here, at);
        let meters = apply(&self.meters, &self.values(&done), effects);
        let consequence = then == Then::Consequence;
        let what =
            What::Chose { scene: here.scene.clone(), choice: choice.clone(), label: cut(label), meters: meters.clone(), consequence };
        self.step(&mut done, what, at);
        match then {
            Then::Consequence => {}
            Then::Enter { scene, ending } => self.step(&mut done, What::Entered { scene, ending }, at),
            Then::Lesson { lesson, scene } => self.began(&mut done, Here { lesson, scene, step: None }, meters, None, false, at),
        }
        done
    }

    /// Goes on to a scene of the same lesson: from a scene without choices, or from a consequence.
    pub fn enter(&mut self, here: &Here, scene: &SceneId, ending: bool, at: i64) -> Recorded {
        let mut done = self.stand(here, at);
        self.step(&mut done, What::Entered { scene: scene.clone(), ending }, at);
        done
    }

    /// Goes on from a consequence into another lesson, with the values one has.
    pub fn cross(&mut self, here: &Here, lesson: &LessonSlug, scene: &SceneId, at: i64) -> Recorded {
        let mut done = Recorded { before: here.step.clone(), ..Recorded::default() };
        let meters = self.meters_at(here);
        self.began(&mut done, Here { lesson: lesson.clone(), scene: scene.clone(), step: None }, meters, None, false, at);
        done
    }

    /// Comes to a scene by address or map: no effects. `from` is the step one was on, in the same lesson; `None` when one came from
    /// elsewhere. The opening scene is never jumped to: there a new run begins with the first act, and nothing is written.
    pub fn jump(&mut self, lesson: &LessonSlug, from: Option<&EventName>, scene: &SceneId, at: i64) -> Recorded {
        let mut done = Recorded { before: from.cloned(), ..Recorded::default() };
        if scene.as_str() == lesson.as_str() {
            return done;
        }
        let from = from.filter(|name| meters_at(&self.log, name).is_some());
        if let Some(step) = from {
            let stood = self.log.get(step).and_then(|e| e.what.scene()).cloned().unwrap_or_default();
            done = self.stand(&Here { lesson: lesson.clone(), scene: stood, step: Some(step.clone()) }, at);
            self.step(&mut done, What::Jumped { scene: scene.clone() }, at);
        } else {
            let here = Here { lesson: lesson.clone(), scene: scene.clone(), step: None };
            let meters = self.meters_at(&here);
            self.began(&mut done, here, meters, None, false, at);
        }
        done
    }

    /// Writes a text. Typing goes on in the same event until [`Recorder::close`]. `None` when nothing is new.
    pub fn write(&mut self, asked: &Asked, text: &str, at: i64) -> Option<Event> {
        let text = cut(text);
        let open = self.open.iter().filter_map(|name| self.log.get(name));
        let mut open = open.filter(|e| e.what.answered().is_some_and(|a| a.prompt == asked.prompt && a.lesson == asked.lesson));
        if let Some(event) = open.next() {
            let mut event = event.clone();
            if let What::Wrote(answered) = &mut event.what {
                if answered.text == text {
                    return None;
                }
                answered.text = text;
            }
            self.lamport = self.lamport.saturating_add(1);
            event.rev = event.rev.saturating_add(1);
            event.lamport = self.lamport;
            event.at = at;
            self.log.insert(event.clone());
            return Some(event);
        }
        drop(open);
        let event = self.answer(asked, Reply::Text(text), at)?;
        self.open.push(event.name.clone());
        Some(event)
    }

    /// Closes what is being written: on blur, on a change of scene, when the page is hidden.
    pub fn close(&mut self) {
        self.open.clear();
    }

    /// Gives a number or picks answers. `None` when nothing is new.
    pub fn rate(&mut self, asked: &Asked, values: Values, at: i64) -> Option<Event> {
        let reply = match values {
            Values::Scale(n) => Reply::Scale(n),
            Values::Poll(picked) => Reply::Poll(picked),
        };
        self.answer(asked, reply, at)
    }

    /// "I have thought." `None` when that was said already.
    pub fn think(&mut self, asked: &Asked, at: i64) -> Option<Event> {
        self.answer(asked, Reply::Thought, at)
    }

    /// Passes over a prompt. `None` when that was done already.
    pub fn skip(&mut self, asked: &Asked, at: i64) -> Option<Event> {
        self.answer(asked, Reply::Skipped, at)
    }

    /// Says how an intention went.
    pub fn tried(&mut self, lesson: &LessonSlug, prompt: &PromptId, how: Tried, at: i64) -> Event {
        self.push(What::Tried { lesson: lesson.clone(), prompt: prompt.clone(), how }, at)
    }

    /// Takes back all answers to a prompt: their text is gone from this log at once, and from every log that hears of it. The other keys
    /// in storage must be written anew: [`super::keys::strip`]. `None` when there was no answer.
    pub fn erase(&mut self, lesson: &LessonSlug, prompt: &PromptId, at: i64) -> Option<Event> {
        let now = name_now(&self.was, lesson);
        let answers = self.log.events().iter();
        let answers = answers.filter(|e| e.what.erasable().is_some_and(|(l, p)| name_now(&self.was, l) == now && p == prompt));
        let names: Vec<EventName> = answers.map(|e| e.name.clone()).collect();
        if names.is_empty() {
            return None;
        }
        Some(self.push(What::Erased { lesson: lesson.clone(), prompt: prompt.clone(), names }, at))
    }

    /// Drops everything. Numbers go on from where they were, so that no name is used twice.
    pub fn erase_all(&mut self) {
        self.log = Log::default();
        self.head = None;
        self.open.clear();
    }

    /// Makes sure that this window's run ends where the learner stands: else begins one that goes on from there.
    fn stand(&mut self, here: &Here, at: i64) -> Recorded {
        let mut done = Recorded::default();
        let step = here.step.clone().filter(|name| meters_at(&self.log, name).is_some());
        let step = step.or_else(|| self.unused_beginning(here));
        if step.is_some() && step == self.head {
            done.before = step.clone();
            done.step = step;
        } else {
            let meters = self.meters_at(&Here { step: step.clone(), ..here.clone() });
            self.began(&mut done, here.clone(), meters, step, false, at);
            done.before = done.step.clone();
        }
        done
    }

    /// A run of this lesson that was begun at this scene, and not gone on with: a choice in another lesson led here.
    fn unused_beginning(&self, here: &Here) -> Option<EventName> {
        let runs = Runs::of(&self.log);
        let last = runs.list.last()?;
        let unused = last.steps.len() == 1 && !last.goes_on && *last.lesson == here.lesson && *last.scene == here.scene;
        unused.then(|| last.steps[0].name.clone())
    }

    fn values(&self, done: &Recorded) -> Meters {
        done.step.as_ref().and_then(|step| meters_at(&self.log, step)).unwrap_or_default()
    }

    fn began(&mut self, done: &mut Recorded, here: Here, meters: Meters, from: Option<EventName>, ending: bool, at: i64) {
        self.step(done, What::Began { lesson: here.lesson, scene: here.scene, meters, from, ending }, at);
    }

    fn step(&mut self, done: &mut Recorded, what: What, at: i64) {
        self.close();
        let event = self.push(what, at);
        self.head = Some(event.name.clone());
        done.step = Some(event.name.clone());
        done.events.push(event);
    }

    fn answer(&mut self, asked: &Asked, reply: Reply, at: i64) -> Option<Event> {
        let now = name_now(&self.was, &asked.lesson);
        let mut group: Vec<Given> = given(&self.was, &self.log).filter(|g| g.0 == now && g.1.prompt == asked.prompt).collect();
        sort(&mut group, &|a, b| a.2.order().cmp(&b.2.order()));
        let stands = standing(&group);
        let said = stands.iter().rev().find_map(|g| version(g.1, g.2)).map(|v| v.reply);
        let empty = || matches!(&reply, Reply::Text(text) if text.trim().is_empty());
        if said.as_ref() == Some(&reply) || (said.is_none() && empty()) {
            return None;
        }
        let over: Vec<EventName> = group.iter().map(|g| g.2.name.clone()).collect();
        let mut answered = Answered {
            lesson: asked.lesson.clone(),
            prompt: asked.prompt.clone(),
            kind: asked.kind,
            question: cut(&asked.question),
            text: String::new(),
            values: None,
            over: over.clone(),
            first: group.iter().map(first).min().unwrap_or_default(),
        };
        let what = match reply {
            Reply::Text(text) => {
                answered.text = text;
                What::Wrote(answered)
            }
            Reply::Scale(n) => {
                answered.values = Some(Values::Scale(n));
                What::Rated(answered)
            }
            Reply::Poll(picked) => {
                let picked = picked.into_iter().map(|p| Picked { name: p.name, label: cut(&p.label) }).collect();
                answered.values = Some(Values::Poll(picked));
                What::Rated(answered)
            }
            Reply::Thought => What::Thought(answered),
            Reply::Skipped => What::Skipped(answered),
        };
        let log = &self.log;
        self.open.retain(|name| log.get(name).and_then(|e| e.what.answered()).is_some_and(|a| a.prompt != asked.prompt));
        let event = self.push(what, at);
        if !over.is_empty() {
            // Whoever mends her words has taken the earlier ones back.
            self.push(What::Erased { lesson: asked.lesson.clone(), prompt: asked.prompt.clone(), names: over }, at);
        }
        Some(event)
    }

    fn push(&mut self, what: What, at: i64) -> Event {
        self.number = self.number.saturating_add(1);
        self.lamport = self.lamport.saturating_add(1);
        let name = EventName { writer: self.writer.clone(), number: self.number };
        let event = Event { name, rev: 0, lamport: self.lamport, at, what };
        self.log.insert(event.clone());
        event
    }
}

/// The text, as far as a saved file may hold it.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}
