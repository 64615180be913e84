//! What must hold of our own lessons, whoever writes in them: proven by walking every way, not by reading.

use std::collections::BTreeMap;
use std::path::Path;

use bruker_i_sentrum::course::check::{Entry, survey};
use bruker_i_sentrum::course::finding::{Code, Severity};
use bruker_i_sentrum::course::graph::{Change, Effect, Show};
use bruker_i_sentrum::course::model::{At, Choice, Course, Date, Lesson, Scene};
use bruker_i_sentrum::course::parse::parse;
use bruker_i_sentrum::course::source::SourceFile;
use bruker_i_sentrum::course::walk::LessonWalk;
use bruker_i_sentrum::tool::load::{self, Folder, Loaded};

const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

fn ours(look: impl FnOnce(&Folder, &Loaded<'_>)) {
    let folder = load::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons")).expect("our lessons");
    let loaded = folder.load(TODAY);
    assert!(loaded.lessons.len() >= 9, "all lessons are there");
    look(&folder, &loaded);
}

/// Each lesson with what the walk saw in it: entered from the course's start, every preset, and all that earlier lessons can leave.
fn each_walk(look: impl Fn(&Entry<'_>, &LessonWalk)) {
    ours(|_, loaded| {
        for (entry, walk) in loaded.lessons.iter().zip(&loaded.report.walks) {
            assert!(!walk.bounded, "{}: nothing is proven of what was not walked", entry.lesson.slug);
            look(entry, walk);
        }
    });
}

#[test]
fn every_path_reaches_an_ending() {
    each_walk(|entry, walk| {
        assert_eq!(walk.dead_ends, [], "{}", entry.lesson.slug);
        assert!(walk.paths.count > 0, "{}: no way leads to an ending", entry.lesson.slug);
    });
}

#[test]
fn every_scene_is_met_and_every_condition_makes_a_difference() {
    each_walk(|entry, walk| {
        for (number, scene) in entry.lesson.scenes.iter().enumerate() {
            assert!(walk.reached[number], "{}#{} is met on no path", entry.lesson.slug, scene.id);
            if scene.condition.is_some() {
                let tried = walk.conditions[number];
                assert!(tried.asked && tried.held, "{}#{} opens for nobody", entry.lesson.slug, scene.id);
            }
        }
    });
}

#[test]
fn every_choice_is_taken_on_some_path() {
    each_walk(|entry, walk| {
        for (scene, open) in entry.lesson.scenes.iter().zip(&walk.open) {
            for (choice, open) in scene.choices.iter().zip(open) {
                assert!(open, "{}#{}: nobody can take “{}”", entry.lesson.slug, scene.id, choice.label);
            }
        }
    });
}

/// How far a choice moves each meter that learners are shown. What is set moves by nothing that can be compared.
fn moves(course: &Course, choice: &Choice) -> BTreeMap<String, i64> {
    let mut moves = BTreeMap::new();
    for At { value: Effect(meter, change), .. } in &choice.effects {
        if let (true, Change::Add(n)) = (course.meters.iter().any(|m| m.id == *meter && m.show != Show::Never), change) {
            *moves.entry(meter.to_string()).or_default() += n;
        }
    }
    moves.retain(|_, n| *n != 0);
    moves
}

/// A choice that beats another on every meter that either moves: conditions or not, since both are open to somebody.
fn one_sided<'s>(course: &Course, scene: &'s Scene) -> Option<(&'s str, &'s str)> {
    let all: Vec<_> = scene.choices.iter().map(|choice| (&*choice.label, moves(course, choice))).collect();
    let better = |a: &BTreeMap<String, i64>, b: &BTreeMap<String, i64>| {
        let mut both = a.keys().chain(b.keys()).peekable();
        both.peek().is_some() && both.all(|meter| a.get(meter).unwrap_or(&0) > b.get(meter).unwrap_or(&0))
    };
    all.iter().find_map(|(label, a)| all.iter().find(|(_, b)| better(a, b)).map(|(other, _)| (*label, *other)))
}

#[test]
fn no_choice_beats_another_on_every_meter() {
    ours(|_, loaded| {
        for entry in &loaded.lessons {
            for scene in &entry.lesson.scenes {
                assert_eq!(one_sided(&loaded.course, scene), None, "{}#{}", entry.lesson.slug, scene.id);
            }
        }
    });
}

/// From the course's start and from each preset every lesson has many ways, that end in scenes of its own.
#[test]
fn the_ways_through_each_lesson() {
    ours(|folder, loaded| {
        let all: Vec<usize> = (0..loaded.lessons.len()).collect();
        for (entry, survey) in loaded.lessons.iter().zip(survey(&folder.material(loaded, TODAY), &all)) {
            let slug = &entry.lesson.slug;
            assert_eq!(survey.starts.len(), 1 + loaded.course.presets.len());
            for (n, ways) in survey.starts.iter().enumerate() {
                assert!(!ways.bounded && !ways.cyclic, "{slug} from start {n}: {ways:?}");
                assert!(ways.count >= 20, "{slug} from start {n}: {} paths are few", ways.count);
                assert!(ways.ends.iter().all(|end| end.scene.is_some()), "{slug} from start {n} leads away");
                assert!(ways.scenes.least >= 6, "{slug} from start {n}: a path of {} scenes is no lesson", ways.scenes.least);
            }
        }
    });
}

/// Words of first aid, as they begin. What somebody does while another does not breathe is nothing to weigh.
const FIRST_AID: [&str; 22] = [
    "113",
    "nalokson",
    "nesespray",
    "motgift",
    "hjerte",
    "hlr",
    "brystkompresjon",
    "kompresjon",
    "blås",
    "pust",
    "munn til munn",
    "sideleie",
    "nødnummer",
    "nødtelefon",
    "nødsentral",
    "alarmsentral",
    "ambulanse",
    "sykebil",
    "livredd",
    "førstehjelp",
    "vekk ham",
    "rist ham",
];

/// The word of first aid in a text, if there is one.
fn first_aid(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let begins = |word: &&&str| {
        let starts = text.match_indices(**word).map(|(at, _)| at);
        starts.into_iter().any(|at| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
    };
    FIRST_AID.iter().find(begins).copied()
}

/// What is offered in a lesson, and what it says of first aid: label, lasting name, and the title of where it leads.
fn first_aid_choices(lesson: &Lesson<'_>) -> Vec<String> {
    let title = |id: &str| lesson.scenes.iter().find(|s| s.id.as_str() == id).map_or("", |s| &s.title);
    let scenes = lesson.scenes.iter().flat_map(|scene| scene.choices.iter().map(move |choice| (scene, choice)));
    let told = scenes.filter_map(|(scene, choice)| {
        let to = choice.to.value.scene.as_ref().map_or("", |id| id.as_str());
        let words = [&*choice.label, choice.name.0.as_str(), to, title(to)];
        let word = words.iter().find_map(|text| first_aid(text))?;
        Some(format!("{}: “{}” ({word})", scene.id, choice.label))
    });
    told.collect()
}

#[test]
fn first_aid_is_never_a_choice() {
    ours(|_, loaded| {
        let night = loaded.lessons.iter().find(|e| e.lesson.slug.as_str() == "natten").expect("the night is one of our lessons");
        let choices: usize = night.lesson.scenes.iter().map(|s| s.choices.len()).sum();
        assert!(choices >= 6, "there are choices to look at");
        assert_eq!(first_aid_choices(&night.lesson), Vec::<String>::new());
    });
}

/// The test above can fail.
#[test]
fn first_aid_would_be_seen() {
    for label in [
        "Ring 113",
        "Gi ham nalokson nå",
        "Start hjerte- og lungeredning",
        "Blås inn luft",
        "Se om han puster",
        "Vent på ambulansen",
        "Legg ham i stabilt sideleie",
        "Rist ham i skulderen",
        "Ring nødnummeret",
    ] {
        let text = format!("# Natten\n\n- [{label}](#b)\n- [Gå hjem](#b)\n\n## B\n\nSlutt.\n");
        let file = SourceFile::new("nb/08-natten.md", text.as_str());
        assert_eq!(first_aid_choices(&parse(&file).0).len(), 1, "{label}");
    }
    for title in ["Nødtelefonen", "Nesesprayen"] {
        let text = format!("# Natten\n\n- [Gjør det](#b)\n\n## {title} {{#b}}\n\nSlutt.\n");
        let file = SourceFile::new("nb/08-natten.md", text.as_str());
        assert_eq!(first_aid_choices(&parse(&file).0).len(), 1, "{title}");
    }
    for label in ["Spør hvem som skrev kriseplanen", "Ring 116 123", "Ring Mona", "Sett deg ved siden av ham"] {
        assert_eq!(first_aid(label), None, "{label}");
    }
}

/// Nothing a reviewer would have to look for by hand: sources, notes, words we do without, and no errors.
#[test]
fn sources_notes_and_words() {
    ours(|_, loaded| {
        let watched = [Code::MissingSource, Code::MissingNote, Code::AvoidedWord, Code::OneSidedChoice, Code::CoreTooLong, Code::StaleLink];
        let wrong =
            loaded.findings.iter().filter(|f| f.severity == Severity::Error || (watched.contains(&f.code) && f.severity != Severity::Note));
        let told: Vec<String> = wrong.map(|f| format!("{}: {}: {}", f.file, f.code.as_str(), f.message)).collect();
        assert_eq!(told, Vec::<String>::new());
        assert!(loaded.course.avoided_words.len() >= 20, "the list of words is there to be held to");
    });
}
