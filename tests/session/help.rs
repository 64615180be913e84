//! A lesson, a group, and a facilitator who presses keys.

use bruker_i_sentrum::course::graph::{ChoiceName, CourseId, LessonGraph, Meter, MeterId, Meters, SceneId};
use bruker_i_sentrum::course::group::{LessonPace, lesson_pace};
use bruker_i_sentrum::course::parse::{lesson_graph, parse};
use bruker_i_sentrum::course::source::SourceFile;
use bruker_i_sentrum::journey::session::*;

/// 22 November 2026, 13.00 in Oslo.
pub const ONE: i64 = 1_795_348_800_000;
pub const SECOND: i64 = 1000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;

/// Two ways from the opening, a scene that needs trust, one that can be passed over, heavy content with a way past, two endings.
const LEGEN: &str = r#"# Legen

Rune venter.

- [Fyll ut skjemaet](#skjemaet "tillit -1")

  Han leter etter brillene.

- [Spør hva det gjelder](#samtalen "tillit +1")
- [Ring søsteren](#søsteren "if tillit >= 5: tillit +2")

## Skjemaet {.core}

Tjue spørsmål.

> [!DISCUSSION 2+8+5 min .core] skjema
> Hva spør vi om?

- [Legg det bort](#gangen)
- [Fortsett](#slutt)

## Samtalen {.core}

Han sier noe.

> [!CARE]
> Her kommer noe tungt: Rune forteller om broren.
>
> [Gå forbi](#slutt)

## Broren

Tungt.

## Søsteren

Hun svarer.

- [Inn](#slutt)

## Gangen

GANG

## Åpen dør {if=tillit>=4 .ending}

Døra står åpen.

## Slutt {.core .ending}

Døra lukkes.
"#;

const NAV: &str = "# Nav\n\nEn kø.\n\n## Skranken {.core .ending}\n\nEn luke.\n";

pub struct Course {
    pub legen: LessonGraph,
    pub nav: LessonGraph,
    pub paces: Vec<LessonPace>,
}

pub fn course() -> Course {
    // Five minutes to read aloud.
    let legen = LEGEN.replace("GANG", &"ord ".repeat(550));
    let files = [SourceFile::new("nb/01-legen.md", legen), SourceFile::new("nb/02-nav.md", NAV)];
    let lessons: Vec<_> = files.iter().map(|file| parse(file).0).collect();
    Course { legen: lesson_graph(&lessons[0]), nav: lesson_graph(&lessons[1]), paces: lessons.iter().map(lesson_pace).collect() }
}

pub fn course_id() -> CourseId {
    "bruker-i-sentrum".into()
}

pub fn meters() -> Vec<Meter> {
    let meter = |id: &str, start| Meter {
        id: id.into(),
        name: id.to_owned(),
        min: 0,
        max: 10,
        start,
        show: bruker_i_sentrum::course::graph::Show::End,
        words: vec![],
    };
    vec![meter("tillit", 4), meter("avtaler", 2)]
}

pub fn values(tillit: i64) -> Meters {
    [(MeterId::from("tillit"), tillit), ("avtaler".into(), 2)].into()
}

pub fn plan() -> Plan {
    let lesson = |slug: &str, title: &str, minutes| PlannedLesson { slug: slug.into(), title: title.to_owned(), minutes };
    Plan {
        session: "okt1".into(),
        name: "Tirsdagsgruppa".to_owned(),
        plan: "To møter".to_owned(),
        room: Some(bruker_i_sentrum::course::model::Room::Mixed),
        seating: Seating::Screen,
        lessons: vec![lesson("legen", "Legen", 30), lesson("nav", "Nav", 15)],
        led: true,
        ..Plan::default()
    }
}

/// The facilitator: her window, and her clock.
pub struct Led {
    pub pen: Recorder,
    pub course: Course,
    pub now: i64,
}

impl Led {
    pub fn new() -> Self {
        Self::with(plan())
    }

    pub fn with(plan: Plan) -> Self {
        let course = course();
        let pen = Recorder::plan(meters(), plan, ONE).with_paces(course.paces.clone());
        Self { pen, course, now: ONE }
    }

    /// One who has begun the first lesson.
    pub fn begun() -> Self {
        let mut led = Self::new();
        led.begin("legen");
        led
    }

    pub fn wait(&mut self, ms: i64) -> &mut Self {
        self.now += ms;
        self
    }

    pub fn session(&self) -> &Session {
        self.pen.session()
    }

    pub fn here(&self) -> String {
        self.session().here.as_ref().map(Standing::section).unwrap_or_default()
    }

    pub fn tillit(&self) -> i64 {
        self.session().here.as_ref().expect("a lesson was begun").meters["tillit"]
    }

    pub fn graph(&self) -> &LessonGraph {
        let lesson = self.session().here.as_ref().map_or("legen", |here| here.lesson.as_str());
        if lesson == "nav" { &self.course.nav } else { &self.course.legen }
    }

    pub fn scene(graph: &LessonGraph, id: &SceneId) -> Scene {
        let title = id.as_str().chars().next().expect("a name").to_uppercase().to_string()
            + &id.0[id.0.char_indices().nth(1).map_or(0, |(i, _)| i)..];
        Scene { id: id.clone(), title, ending: graph.scene(id.as_str()).is_some_and(|(_, s)| s.ending) }
    }

    pub fn begin(&mut self, lesson: &str) {
        let graph = if lesson == "nav" { &self.course.nav } else { &self.course.legen };
        self.pen.begin(&lesson.into(), Self::scene(graph, &lesson.into()), self.now);
    }

    pub fn choose(&mut self, choice: &str) -> Option<Then> {
        let graph = self.graph().clone();
        self.pen.choose(&graph, &choice.into(), &format!("Velg {choice}"), |id| Self::scene(&graph, id), self.now)
    }

    pub fn go_on(&mut self) -> bool {
        let graph = self.graph().clone();
        let Some((lesson, scene)) = self.pen.way_on(&graph) else { return false };
        assert_eq!(lesson, graph.slug);
        self.pen.go_on(&graph, Self::scene(&graph, &scene), self.now)
    }

    pub fn jump(&mut self, scene: &str) {
        let scene = Self::scene(self.graph(), &scene.into());
        self.pen.jump(scene, self.now);
    }

    pub fn hands(&mut self, place: Place, counts: &[(&str, u32)]) {
        let counts = counts.iter().map(|(name, n)| (ChoiceName::from(*name), *n)).collect();
        self.pen.hands(Hands { place, counts }, self.now);
    }

    pub fn table(&mut self, table: u32, choice: Option<&str>, sentence: &str) {
        self.pen.table(TableVote { table, choice: choice.map(Into::into), sentence: sentence.to_owned() }, self.now);
    }

    pub fn doors(&self) -> Vec<(String, bool)> {
        doors(self.session(), self.graph(), self.pen.meters()).into_iter().map(|d| (d.name, d.open)).collect()
    }

    pub fn snapshot(&self) -> Snapshot {
        self.pen.snapshot(Some(self.graph()))
    }

    pub fn outcome(&self) -> Outcome {
        self.session().round().map_or(Outcome::Nobody, Round::outcome)
    }

    /// The window is killed; another opens on what was saved.
    pub fn crash_and_resume(&mut self, after: i64) {
        let text = saved::write(&course_id(), &self.session().plan.session, self.pen.events());
        self.now += after;
        let (_, events) = saved::read(&text, &course_id()).expect("what was saved can be read");
        self.pen = Recorder::resume(meters(), events, self.now).with_paces(self.course.paces.clone());
    }

    pub fn about(&self, scene: &str, prompt: Option<&str>, table: Option<u32>) -> About {
        let scene = Self::scene(self.graph(), &scene.into());
        About { lesson: self.graph().slug.clone(), scene: scene.id, title: scene.title, prompt: prompt.map(Into::into), table }
    }
}
