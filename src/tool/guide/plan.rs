//! A group's time in a lesson: what happens when, for the short version and for all of it.

use std::fmt::Write as _;

use crate::course::graph::LessonGraph;
use crate::course::html::escape;
use crate::course::layout;
use crate::course::model::Lesson;
use crate::course::pace::{self, CORE, Pace, VOTE, WHOLE, WORDS_A_MINUTE, WRITING};
use crate::text::Texts;

/// To arrive, and to part. Unit: minutes.
const WELCOME: u32 = 5;
const PAUSE: u32 = 10;
const ROUND: u32 = 10;

/// Which version of a lesson a group takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// What is marked `.core`.
    Core,
    /// All of it.
    Whole,
}

impl Version {
    /// Unit: minutes.
    pub fn room(self) -> u32 {
        match self {
            Self::Core => CORE,
            Self::Whole => WHOLE,
        }
    }
}

/// One line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// Scenes, from 0: different ways, of which a group takes one. Empty for what is not in the lesson.
    scenes: Vec<usize>,
    what: String,
    /// Unit: minutes.
    minutes: u32,
}

/// What a group does in a lesson, one line after the other.
pub struct Plan {
    version: Version,
    lines: Vec<Line>,
    /// What the lesson itself takes. Unit: minutes.
    pub lesson: u32,
}

impl Plan {
    /// `None` for a short version of a lesson that has none.
    pub fn of(lesson: &Lesson, graph: &LessonGraph, version: Version, text: Texts) -> Option<Self> {
        let core = version == Version::Core;
        let distances = layout::distances(graph);
        let mut order: Vec<usize> = (0..lesson.scenes.len()).filter(|scene| !core || lesson.scenes[*scene].core).collect();
        order.sort_by_key(|scene| distances[*scene]);
        if order.is_empty() {
            return None;
        }
        // Minutes are rounded where they are added up, so that the sum of the lines is the sum.
        let (mut lines, mut passed): (Vec<Line>, f64) = (Vec::new(), 0.0);
        for scenes in order.chunk_by(|a, b| distances[*a] == distances[*b]) {
            let paces: Vec<Pace> = scenes.iter().map(|scene| pace::scene(lesson, &lesson.scenes[*scene], core)).collect();
            let minutes = |pace: &Pace| if core { pace.minutes() } else { pace.minutes_with_writing() };
            let before = passed.round();
            passed += paces.iter().map(minutes).fold(0.0, f64::max);
            lines.push(Line { scenes: scenes.to_vec(), what: what(&paces, text), minutes: (passed.round() - before) as u32 });
        }
        let lesson_minutes = passed.round() as u32;
        let mut plan = Self { version, lines, lesson: lesson_minutes };
        plan.fill(lesson.front.before.is_some(), text);
        Some(plan)
    }

    /// Gives what is left of the time to what no lesson has in it.
    fn fill(&mut self, has_before: bool, text: Texts) {
        let mut left = self.version.room().saturating_sub(self.lesson);
        let mut take = |minutes: u32| {
            let taken = minutes.min(left);
            left -= taken;
            taken
        };
        let line = |what: &str, minutes: u32| Line { scenes: Vec::new(), what: what.to_owned(), minutes };
        let welcome = take(WELCOME);
        let (round, pause) = match self.version {
            Version::Core => (0, 0),
            Version::Whole => (take(ROUND), take(PAUSE)),
        };
        if pause > 0 {
            let half = |lines: &[Line]| lines.iter().map(|line| line.minutes).sum::<u32>() * 2 >= self.lesson;
            let middle = (0..self.lines.len()).find(|at| half(&self.lines[..*at])).unwrap_or(self.lines.len());
            self.lines.insert(middle, line(text.guide_pause(), pause));
        }
        if welcome > 0 {
            self.lines.insert(0, line(if has_before { text.guide_welcome_before() } else { text.guide_welcome() }, welcome));
        }
        if round > 0 {
            self.lines.push(line(text.guide_round(), round));
        }
        if left > 0 {
            self.lines.push(line(text.guide_spare(), left));
        }
    }

    fn total(&self) -> u32 {
        self.lines.iter().map(|line| line.minutes).sum()
    }

    /// `<table class="steps">`; `room` writes the sign of a scene.
    pub fn table(&self, room: impl Fn(usize) -> String, text: Texts) -> String {
        let title = match self.version {
            Version::Core => text.guide_short_plan(CORE),
            Version::Whole => text.guide_long_plan(WHOLE),
        };
        let mut out = format!(
            r#"<table class="steps"><caption>{title}</caption><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col" class="number">{}</th></tr></thead><tbody>"#,
            text.guide_clock(),
            text.guide_room(),
            text.guide_do(),
            text.guide_minutes()
        );
        let mut clock = 0;
        for line in &self.lines {
            let rooms: Vec<String> = line.scenes.iter().map(|scene| room(*scene)).collect();
            let minutes = if line.minutes == 0 { text.guide_under_one().to_owned() } else { line.minutes.to_string() };
            let _ = write!(
                out,
                r#"<tr><td class="clock">{}:{:02}</td><td>{}</td><td>{}</td><td class="number">{minutes}</td></tr>"#,
                clock / 60,
                clock % 60,
                rooms.join(&format!(" {} ", text.guide_or())),
                escape(&line.what),
            );
            clock += line.minutes;
        }
        let total = self.total();
        let _ = write!(
            out,
            r#"</tbody><tfoot><tr><td class="clock">{}:{:02}</td><td colspan="2">{}</td><td class="number">{total}</td></tr></tfoot></table>"#,
            clock / 60,
            clock % 60,
            text.guide_total()
        );
        if total > self.version.room() {
            let _ = write!(out, r#"<p class="too-long">{}</p>"#, text.guide_too_long((total - self.version.room()) as usize));
        }
        out
    }
}

/// How the minutes of a plan come about.
pub fn note(text: Texts) -> String {
    text.guide_plan_note(WORDS_A_MINUTE, VOTE, WRITING)
}

fn what(paces: &[Pace], text: Texts) -> String {
    let most = |of: fn(&Pace) -> usize| paces.iter().map(of).max().unwrap_or(0);
    let mut parts = vec![text.guide_step_read().to_owned()];
    match most(|pace| pace.votes) {
        0 => {}
        1 => parts.push(text.guide_step_vote().to_owned()),
        count => parts.push(text.guide_step_votes(count)),
    }
    match most(|pace| pace.talk as usize) {
        0 => {}
        minutes => parts.push(text.guide_step_talk(minutes)),
    }
    if most(|pace| pace.writing) > 0 {
        parts.push(text.guide_step_write().to_owned());
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::parse::{lesson_graph, parse};
    use crate::course::source::SourceFile;
    use crate::text::NB;

    fn plan(lesson: &str, version: Version) -> Option<Plan> {
        let file = SourceFile::new("nb/01-a.md", lesson);
        let (lesson, _) = parse(&file);
        Plan::of(&lesson, &lesson_graph(&lesson), version, NB)
    }

    #[test]
    fn ways_that_part_share_a_line_and_the_longest_counts() {
        let (short, long) = ("ord ".repeat(109), "ord ".repeat(330));
        let lesson =
            format!("# A\n\n- [B](#b)\n- [C](#c)\n\n## B\n\n{short}\n\n- [D](#d)\n\n## C\n\n{long}\n\n## D {{.core}}\n\n{short}\n");
        let whole = plan(&lesson, Version::Whole).expect("every lesson is whole");
        let scenes: Vec<_> = whole.lines.iter().map(|line| (line.scenes.clone(), line.minutes)).collect();
        // 4 minutes for the vote, then 3 for the longer of two ways, then 1.
        let expected = [(vec![], 5), (vec![0], 4), (vec![], 10), (vec![1, 2], 3), (vec![3], 1), (vec![], 10), (vec![], 57)];
        assert_eq!(scenes, expected);
        assert_eq!((whole.lesson, whole.total()), (8, WHOLE));
        let core = plan(&lesson, Version::Core).expect("a short version");
        assert_eq!((core.lesson, core.total()), (1, CORE));
    }

    #[test]
    fn too_long_is_said_and_nothing_is_cut() {
        let lesson = "# A {.core}\n\n> [!DISCUSSION 45 min .core] x\n> Snakk\n";
        let core = plan(lesson, Version::Core).expect("a short version");
        assert_eq!((core.lesson, core.total()), (45, 45));
        assert!(core.table(|_| String::new(), NB).contains("5 minutter mer enn det er plass til"));
        assert!(plan("# A\n\nord\n", Version::Core).is_none());
    }
}
