//! What only the group places know of the course: plans, presets, how long each scene takes a group, what is talked about with care.
//!
//! The places carry it as JSON (`data-group`); lesson pages do not, so that learning alone costs no byte more for it.

use serde::Serialize;

use super::graph::{LessonGraph, LessonSlug, Meters, SceneId, SceneNode};
use super::json::{Field, Fields};
use super::model::Room;

/// The block of the group places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupSheet {
    /// Ready-made sessions, in order.
    pub plans: Vec<GroupPlan>,
    /// Values to begin from in the middle, in order.
    pub presets: Vec<GroupPreset>,
    /// Lessons, in order.
    pub lessons: Vec<LessonPace>,
}

/// A ready-made session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupPlan {
    /// What it is called.
    pub name: String,
    /// `staff`, `users` or `mixed`; empty when it is for anyone. See [`GroupPlan::room`].
    pub room: String,
    /// Lessons in order.
    pub lessons: Vec<LessonSlug>,
    /// Only the short version.
    pub core: bool,
}

/// Values to begin from in the middle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupPreset {
    /// What it is called.
    pub name: String,
    /// Values of meters.
    pub meters: Meters,
}

/// How long a lesson takes a group, and what is talked about with care.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LessonPace {
    /// The lesson.
    pub slug: LessonSlug,
    /// The longest way through all of it. Unit: minutes.
    pub minutes: u32,
    /// The longest way through the short version; 0 when there is none. Unit: minutes.
    pub core_minutes: u32,
    /// Its scenes in file order.
    pub scenes: Vec<ScenePace>,
    /// Its care notices as plain text, in file order.
    pub care: Vec<String>,
}

/// How long a scene takes a group: read aloud, voted on, talked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ScenePace {
    /// The scene.
    pub id: SceneId,
    /// Its title.
    pub title: String,
    /// All of it. Unit: seconds.
    pub seconds: u32,
    /// What of it is core; `None` for a scene that is not. Unit: seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<u32>,
}

impl GroupPlan {
    /// Who it is for.
    pub fn room(&self) -> Option<Room> {
        Room::named(&self.room)
    }
}

impl LessonPace {
    /// The scene with this id.
    pub fn scene(&self, id: &str) -> Option<&ScenePace> {
        self.scenes.iter().find(|s| s.id.as_str() == id)
    }

    /// How long a scene takes, by its place in the lesson's graph. Unit: seconds.
    ///
    /// In the short version a scene that is not core takes time only where the group begins or must choose.
    pub fn seconds(&self, lesson: &LessonGraph, core: bool) -> Vec<u32> {
        let seconds = |(i, node): (usize, &SceneNode)| {
            self.scene(node.id.as_str()).map_or(0, |scene| match scene.core {
                Some(seconds) if core => seconds,
                None if core && i > 0 && node.choices.is_empty() => 0,
                _ => scene.seconds,
            })
        };
        lesson.scenes.iter().enumerate().map(seconds).collect()
    }

    /// Where a group lands that is to enter a scene: past those that are passed over, and in the short version (`core`) past scenes that
    /// are not core. Never past one that asks for a choice or ends the lesson.
    pub fn landing(&self, lesson: &LessonGraph, scene: SceneId, meters: &Meters, core: bool, passed: &dyn Fn(&str) -> bool) -> SceneId {
        let Some((mut at, _)) = lesson.scene(scene.as_str()) else { return scene };
        loop {
            let node = &lesson.scenes[at];
            let id = node.id.as_str();
            let short = core && node.choices.is_empty() && self.scene(id).is_some_and(|s| s.core.is_none());
            let next = match &node.choices[..] {
                [] => lesson
                    .candidates(at)
                    .iter()
                    .position(|s| s.condition.as_ref().is_none_or(|c| c.holds(meters)))
                    .map(|next| at + next + 1),
                [only] if only.to.lesson.is_none() => only.to.scene.as_ref().and_then(|to| lesson.scene(to.as_str())).map(|(next, _)| next),
                _ => None,
            };
            // Always farther on in the file, so this ends.
            match next.filter(|next| *next > at && !node.ending && (short || passed(id))) {
                Some(next) => at = next,
                None => return node.id.clone(),
            }
        }
    }
}

/// By scene, those later in the file that it leads to, by place. Ways back are loops, and left out.
pub fn onward(lesson: &LessonGraph) -> Vec<Vec<usize>> {
    let of = |i: usize| {
        let scene = &lesson.scenes[i];
        let chosen = scene.choices.iter().filter(|c| c.to.lesson.is_none()).filter_map(|c| c.to.scene.as_ref());
        let goes_on = scene.choices.is_empty() && !scene.ending;
        let candidates = if goes_on { lesson.candidates(i) } else { &[] };
        let ids = chosen.chain(candidates.iter().map(|s| &s.id));
        ids.filter_map(|id| lesson.scene(id.as_str())).map(|(next, _)| next).filter(|next| *next > i).collect()
    };
    (0..lesson.scenes.len()).map(of).collect()
}

/// By scene, the longest way from its beginning to an ending, as if the scene `without` took no time.
///
/// Shape: `times` and `onward` have one entry a scene. Unit: that of `times`.
pub fn longest(times: &[u32], onward: &[Vec<usize>], without: Option<usize>) -> Vec<u32> {
    let mut longest = vec![0u32; times.len()];
    for i in (0..times.len()).rev() {
        let rest = onward[i].iter().map(|next| longest[*next]).max().unwrap_or(0);
        let own = if without == Some(i) { 0 } else { times[i] };
        longest[i] = own.saturating_add(rest);
    }
    longest
}

/// The block, as `kurs build` makes it. Lessons as in the course, in order.
#[cfg(not(target_arch = "wasm32"))]
pub fn sheet(course: &super::model::Course, language: &str, lessons: &[&super::model::Lesson]) -> GroupSheet {
    let plan = |plan: &super::model::Plan| GroupPlan {
        name: plan.name.get(language).to_owned(),
        room: plan.room.map(|room| room.as_str().to_owned()).unwrap_or_default(),
        lessons: plan.lessons.clone(),
        core: plan.core,
    };
    let preset = |preset: &super::model::Preset| GroupPreset { name: preset.name.get(language).to_owned(), meters: preset.meters.clone() };
    GroupSheet {
        plans: course.plans.iter().map(plan).collect(),
        presets: course.presets.iter().map(preset).collect(),
        lessons: lessons.iter().map(|lesson| lesson_pace(lesson)).collect(),
    }
}

/// How long a lesson takes a group, at the pace of `course/pace.rs`.
#[cfg(not(target_arch = "wasm32"))]
pub fn lesson_pace(lesson: &super::model::Lesson) -> LessonPace {
    use super::model::AsideKind;
    use super::{pace, parse, words};

    let seconds = |minutes: f64| (minutes * 60.0).round() as u32;
    let scene = |scene: &super::model::Scene| ScenePace {
        id: scene.id.clone(),
        title: scene.title.to_string(),
        seconds: seconds(pace::scene(lesson, scene, false).minutes_with_writing()),
        core: scene.core.then(|| seconds(pace::scene(lesson, scene, true).minutes())),
    };
    let care = lesson.scenes.iter().flat_map(parse::asides).filter(|aside| matches!(aside.kind, AsideKind::Care { .. }));
    let mut made = LessonPace {
        slug: lesson.slug.clone(),
        scenes: lesson.scenes.iter().map(scene).collect(),
        care: care.map(|aside| care_text(words::slice(lesson, &aside.body))).collect(),
        ..LessonPace::default()
    };
    let graph = parse::lesson_graph(lesson);
    let onward = onward(&graph);
    let minutes = |core| longest(&made.seconds(&graph, core), &onward, None).first().map_or(0, |seconds| seconds.div_ceil(60));
    let core_minutes = if made.scenes.iter().any(|s| s.core.is_some()) { minutes(true) } else { 0 };
    (made.minutes, made.core_minutes) = (minutes(false), core_minutes);
    made
}

/// A care notice as one line of plain text.
#[cfg(not(target_arch = "wasm32"))]
fn care_text(body: &[(pulldown_cmark::Event, std::ops::Range<usize>)]) -> String {
    use pulldown_cmark::{Event, TagEnd};

    let blocks = body.split(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Item)));
    let blocks: Vec<_> = blocks.map(super::parse::plain).filter(|text| !text.is_empty()).collect();
    blocks.join(" ")
}

/// The block, read. What is missing or odd becomes the least harmful value; `None` when it is no block.
pub fn read(text: &str) -> Option<GroupSheet> {
    let mut form = Field::read(text)?.object()?;
    Some(GroupSheet {
        plans: form.take_objects("plans").into_iter().map(plan).collect(),
        presets: form.take_objects("presets").into_iter().map(preset).collect(),
        lessons: form.take_objects("lessons").into_iter().map(lesson).collect(),
    })
}

fn plan(mut form: Fields) -> GroupPlan {
    let lessons = texts(form.take_list("lessons")).map(LessonSlug).collect();
    GroupPlan { name: form.take_text("name"), room: form.take_text("room"), lessons, core: form.take_flag("core") }
}

fn preset(mut form: Fields) -> GroupPreset {
    let mut meters = Meters::new();
    for (id, value) in form.take("meters").and_then(Field::object).unwrap_or_default().0 {
        if let Field::Number(n) = value {
            meters.insert(id.as_str().into(), n);
        }
    }
    GroupPreset { name: form.take_text("name"), meters }
}

fn lesson(mut form: Fields) -> LessonPace {
    LessonPace {
        slug: LessonSlug(form.take_text("slug")),
        minutes: u32::try_from(form.take_number("minutes")).unwrap_or(0),
        core_minutes: u32::try_from(form.take_number("core_minutes")).unwrap_or(0),
        scenes: form.take_objects("scenes").into_iter().map(scene).collect(),
        care: texts(form.take_list("care")).collect(),
    }
}

fn scene(mut form: Fields) -> ScenePace {
    let core = match form.take("core") {
        Some(Field::Number(n)) => u32::try_from(n).ok(),
        _ => None,
    };
    let seconds = u32::try_from(form.take_number("seconds")).unwrap_or(0);
    ScenePace { id: SceneId(form.take_text("id")), title: form.take_text("title"), seconds, core }
}

fn texts(list: Vec<Field>) -> impl Iterator<Item = String> {
    list.into_iter().filter_map(|field| match field {
        Field::Text(text) => Some(text),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::super::source::SourceFile;
    use super::*;

    /// 110 words are a minute.
    fn pace() -> LessonPace {
        let words = |n: usize| "ord ".repeat(n);
        let text = format!(
            "# A\n\n{}\n\n- [J](#b)\n- [N](#d)\n\n## B\n\n{}\n\n## C {{.core}}\n\n> [!CARE]\n> Noe *tungt*\n> her.\n>\n> Og mer.\n\n{}\n\n## D {{.core .ending}}\n\n{}\n",
            words(110 - 2),
            words(220),
            words(110 - 5),
            words(55)
        );
        lesson_pace(&parse(&SourceFile::new("nb/01-a.md", text)).0)
    }

    #[test]
    fn a_lesson_takes_its_longest_way() {
        let pace = pace();
        assert_eq!(pace.scenes.iter().map(|s| s.seconds).collect::<Vec<_>>(), [60 + 240 - 1, 120, 60, 30]);
        assert_eq!(pace.scenes.iter().map(|s| s.core.is_some()).collect::<Vec<_>>(), [false, false, true, true]);
        assert_eq!((pace.minutes, pace.core_minutes), (9, 7), "the opening is taken in the short version too");
        assert_eq!(pace.care, ["Noe tungt her. Og mer."]);
    }

    #[test]
    fn the_block_reads_as_it_was_written() {
        let plan = GroupPlan { name: "To".to_owned(), room: "mixed".to_owned(), lessons: vec!["a".into(), "b".into()], core: true };
        assert_eq!(plan.room(), Some(Room::Mixed));
        let preset = GroupPreset { name: "Møtt".to_owned(), meters: [("tillit".into(), 7)].into() };
        let sheet = GroupSheet { plans: vec![plan, GroupPlan::default()], presets: vec![preset], lessons: vec![pace()] };
        assert_eq!(read(&serde_json::to_string(&sheet).expect("JSON")), Some(sheet));
        assert_eq!(read("[]"), None);
        assert_eq!(read("{}"), Some(GroupSheet::default()));
    }
}
