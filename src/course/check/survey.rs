//! What each lesson holds and how one goes through it, in figures: for those who write, beside what is wrong.

use super::super::graph::{LessonGraph, Meters, SceneId, start_values};
use super::super::model::{Course, Text};
use super::super::pace;
use super::super::parse::lesson_graph;
use super::super::walk::{Limits, Ways, ways};
use super::super::words::LIX_NEEDS;
use super::{Material, SceneWords, View, ground, minutes, word_count};

/// One lesson in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// Scenes.
    pub scenes: usize,
    /// Words a learner may meet.
    pub words: usize,
    /// Minutes for one person.
    pub minutes: usize,
    /// Minutes of the short version for a group; 0 without one.
    pub core: f64,
    /// How hard its scenes are to read; `None` where all are too short to say.
    pub lix: Option<Lix>,
    /// The ways through it, by where one begins: the course's own values first, then its presets.
    pub starts: Vec<Ways>,
}

/// LIX over the scenes of a lesson, each with what follows its choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Lix {
    /// Of all scenes.
    pub median: f64,
    /// Of the hardest.
    pub worst: f64,
    /// The hardest.
    pub scene: SceneId,
}

/// States in all lessons and from all starts together, and in each of them at least.
const IN_ALL: usize = 4_000_000;
const AT_LEAST: usize = 2_000;

/// Surveys the lessons `asked` names by their place. Shape: one entry for each of them.
pub fn survey(material: &Material<'_>, asked: &[usize]) -> Vec<Survey> {
    let course = material.course;
    let meters = course.meters(course.languages.first().map_or("nb", String::as_str));
    let starts: Vec<Meters> = starts(course).into_iter().map(|(_, values)| values).collect();
    let mut left = IN_ALL;
    let of = |index: &usize| {
        let entry = &material.lessons[*index];
        let graph = lesson_graph(&entry.lesson);
        let view = View::new(entry, &graph);
        let ground = ground(&view);
        let through = |start: &Meters| {
            let usual = Limits::default();
            let ways = ways(&meters, start, &ground, &Limits { states: usual.states.min(left.max(AT_LEAST)), ..usual });
            left = left.saturating_sub(ways.states);
            ways
        };
        let starts: Vec<Ways> = starts.iter().map(through).collect();
        let longest = starts.first().map_or(0, |ways| ways.words.most);
        Survey {
            scenes: entry.lesson.scenes.len(),
            words: word_count(&view),
            minutes: minutes(&entry.lesson, longest),
            core: pace::core(&entry.lesson).minutes(),
            lix: lix(&view, &graph),
            starts,
        }
    };
    asked.iter().map(of).collect()
}

/// Where one may begin: the course's own values, then its presets by name.
pub fn starts(course: &Course) -> Vec<(Option<&Text>, Meters)> {
    let own = start_values(&course.meters(""));
    let preset = |preset: &super::super::model::Preset| {
        let mut values = own.clone();
        values.extend(preset.meters.clone());
        values
    };
    let presets = course.presets.iter().map(|p| (Some(&p.name), preset(p)));
    std::iter::once((None, own.clone())).chain(presets).collect()
}

fn lix(view: &View<'_>, graph: &LessonGraph) -> Option<Lix> {
    let of = |words: &SceneWords| words.prose + words.choices.iter().map(|(prose, _)| *prose).sum();
    let counts = view.words.iter().map(of).enumerate().filter(|(_, count)| count.words >= LIX_NEEDS);
    let mut all: Vec<(f64, usize)> = counts.map(|(scene, count)| (count.lix(), scene)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (worst, scene) = *all.last()?;
    let middle = |n: usize| all[n].0;
    let median = (middle((all.len() - 1) / 2) + middle(all.len() / 2)) / 2.0;
    Some(Lix { median, worst, scene: graph.scenes[scene].id.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::super::model::Date;
    use super::super::super::parse;
    use super::super::super::source::SourceFile;
    use super::super::Entry;
    use super::*;

    #[test]
    fn a_lesson_in_figures() {
        let toml = "id = \"x\"\nlanguages = [\"nb\"]\nlessons = [\"a\"]\n[[meter]]\nid = \"tillit\"\nname = \"T\"\nmax = 9\nstart = 2\n[[preset]]\nname = \"Møtt\"\nmeters = { tillit = 5 }\n";
        let easy = "Han ser ut. ".repeat(10);
        let hard = "Medvirkning forutsetter rettigheter. ".repeat(10);
        let text = format!(
            "---\nminutes: 7\n---\n# A {{.core}}\n\n{easy}\n\n- [Ja](#b \"tillit +1\")\n- [Nei](#c \"if tillit >= 4\")\n\n## B {{#b}}\n\n{hard}\n\n## C\n\nKort.\n"
        );
        let (file, course_file) = (SourceFile::new("nb/01-a.md", text.as_str()), SourceFile::new("course.toml", toml));
        let course = parse::course(&course_file).0;
        let lessons = [Entry { file: &file, lesson: parse::parse(&file).0 }];
        let today = Date { year: 2026, month: 11, day: 22 };
        let material = Material { course: &course, course_file: Some(&course_file), lessons: &lessons, media: None, today };
        let all = survey(&material, &[0]);
        let one = &all[0];
        assert_eq!((one.scenes, one.words, one.minutes), (3, 63, 7));
        assert_eq!(one.core, 31.0 / 110.0 + 4.0);
        let lix = one.lix.as_ref().expect("two scenes are long enough");
        assert_eq!((lix.worst, lix.median, lix.scene.as_str()), (103.0, 53.0, "b"));
        assert_eq!(one.starts.iter().map(|ways| ways.count).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(starts(&course)[1].1, Meters::from([("tillit".into(), 5)]));
    }
}
