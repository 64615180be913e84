//! A course and windows to tell scenarios with.

use bruker_i_sentrum::course::graph::{Change, CourseId, Effect, LessonSlug, Meter, MeterId, Meters, PromptKind, Show};
use bruker_i_sentrum::journey::*;

pub fn course() -> CourseId {
    "bruker-i-sentrum".into()
}

pub fn meters() -> Vec<Meter> {
    let words = vec![(0, "lite".to_owned()), (4, "noe".to_owned()), (8, "mye".to_owned())];
    let meter = |id: &str, start, show| Meter {
        id: id.into(),
        name: format!("Hva Rune fikk ({id})"),
        min: 0,
        max: 10,
        start,
        show,
        words: words.clone(),
    };
    vec![meter("avtaler", 2, Show::End), meter("innflytelse", 4, Show::End), meter("vet-om-ida", 0, Show::Never)]
}

pub fn values(avtaler: i64, innflytelse: i64) -> Meters {
    [("avtaler", avtaler), ("innflytelse", innflytelse), ("vet-om-ida", 0)].map(|(id, n)| (MeterId::from(id), n)).into()
}

pub fn add(meter: &str, n: i64) -> Effect {
    Effect(meter.into(), Change::Add(n))
}

/// A window: its pen, and where its learner stands.
pub struct Window {
    pub pen: Recorder,
    pub here: Here,
    pub clock: i64,
}

impl Window {
    pub fn new(writer: &str) -> Self {
        Self::with(writer, Log::default())
    }

    pub fn with(writer: &str, log: Log) -> Self {
        Self { pen: Recorder::new(writer.into(), meters(), log), here: Here::default(), clock: 1000 }
    }

    /// Opens a lesson's opening scene, by its address.
    pub fn open(&mut self, lesson: &str) -> &mut Self {
        self.here = Here { lesson: lesson.into(), scene: lesson.into(), step: None };
        self
    }

    /// Goes to a step by Back, Forward or "go on where you were".
    pub fn stand(&mut self, lesson: &str, scene: &str, step: &EventName) -> &mut Self {
        self.here = Here { lesson: lesson.into(), scene: scene.into(), step: Some(step.clone()) };
        self
    }

    fn tick(&mut self) -> i64 {
        self.clock += 1000;
        self.clock
    }

    /// Chooses, and reads the consequence.
    pub fn choose(&mut self, choice: &str, effects: &[Effect]) -> EventName {
        let at = self.tick();
        let done = self.pen.choose(&self.here, &choice.into(), &format!("Velg {choice}"), effects, Then::Consequence, at);
        self.here.step = done.step;
        self.here.step.clone().expect("a choice is a step")
    }

    /// Chooses what has no consequence.
    pub fn choose_to(&mut self, choice: &str, effects: &[Effect], scene: &str, ending: bool) -> EventName {
        let at = self.tick();
        let then = Then::Enter { scene: scene.into(), ending };
        let done = self.pen.choose(&self.here, &choice.into(), &format!("Velg {choice}"), effects, then, at);
        self.here.scene = scene.into();
        self.here.step = done.step;
        self.here.step.clone().expect("a choice is a step")
    }

    pub fn enter(&mut self, scene: &str, ending: bool) -> EventName {
        let at = self.tick();
        let done = self.pen.enter(&self.here, &scene.into(), ending, at);
        self.here.scene = scene.into();
        self.here.step = done.step;
        self.here.step.clone().expect("going on is a step")
    }

    pub fn jump(&mut self, lesson: &str, scene: &str) -> Option<EventName> {
        let at = self.tick();
        let from = self.here.step.clone().filter(|_| self.here.lesson.as_str() == lesson);
        let done = self.pen.jump(&lesson.into(), from.as_ref(), &scene.into(), at);
        self.here = Here { lesson: lesson.into(), scene: scene.into(), step: done.step.clone() };
        done.step
    }

    pub fn write(&mut self, prompt: &str, text: &str) -> Option<Event> {
        let at = self.tick();
        let asked = self.asked(prompt, PromptKind::Reflection);
        self.pen.write(&asked, text, at)
    }

    pub fn asked(&self, prompt: &str, kind: PromptKind) -> Asked {
        Asked { lesson: self.here.lesson.clone(), prompt: prompt.into(), kind, question: format!("Hva med {prompt}?") }
    }

    pub fn erase(&mut self, prompt: &str) -> Option<Event> {
        let at = self.tick();
        self.pen.erase(&self.here.lesson.clone(), &prompt.into(), at)
    }

    pub fn journey(&self) -> Journey {
        fold(&meters(), self.pen.log())
    }

    /// Takes the first lesson from opening to ending by its straight way.
    pub fn finish(&mut self, lesson: &str) -> EventName {
        self.open(lesson);
        self.choose("skjemaet", &[add("avtaler", 1), add("innflytelse", -1)]);
        self.enter("skjemaet", false);
        self.choose_to("slutt", &[], "slutt", true)
    }
}

pub fn done(journey: &Journey, lesson: &str) -> bool {
    journey.lesson(lesson).is_some_and(|l| l.done.is_some())
}

pub fn text(journey: &Journey, lesson: &str, prompt: &str) -> Option<String> {
    match &journey.answer(lesson, prompt)?.newest.reply {
        Reply::Text(text) => Some(text.clone()),
        other => Some(format!("{other:?}")),
    }
}

pub fn merged(a: &Log, b: &Log) -> Log {
    let mut log = a.clone();
    log.merge(b.clone());
    log
}

pub fn slug(text: &str) -> LessonSlug {
    text.into()
}
