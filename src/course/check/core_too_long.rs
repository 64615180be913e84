//! `core-too-long`: the short version of a lesson takes a group more than 40 minutes.
//!
//! Core scenes are read aloud at 110 words a minute, with the longest of what follows each choice; each vote takes four
//! minutes (a scene with several choices, a poll); core discussions take the minutes they say. Variants for one kind of
//! room stand in for each other and are not added up.

use super::super::finding::{Code, Finding};
use super::super::model::{AsideKind, Lesson, Scene};
use super::super::parse::asides;
use super::{Context, Findings, words};

const WORDS_A_MINUTE: f64 = 110.0;
const VOTE: f64 = 4.0;
const MOST: f64 = 40.0;

/// Unit: minutes, words, votes, minutes.
#[derive(Default)]
struct Core {
    words: usize,
    votes: usize,
    talk: u32,
}

impl Core {
    fn minutes(&self) -> f64 {
        self.words as f64 / WORDS_A_MINUTE + self.votes as f64 * VOTE + f64::from(self.talk)
    }
}

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        let core = core(view.lesson);
        if core.minutes() > MOST {
            found.add(view.file, Code::CoreTooLong, || {
                let message = format!("the core takes {:.0} minutes, and a group has {MOST:.0}", core.minutes().ceil());
                Finding::new(Code::CoreTooLong, view.file.path(), view.lesson.scenes[0].heading_span, message).help(format!(
                    "{} words at {WORDS_A_MINUTE} a minute, {} votes of {VOTE} minutes, {} minutes of discussion: take `.core` off something",
                    core.words, core.votes, core.talk
                ))
            });
        }
    }
}

fn core(lesson: &Lesson<'_>) -> Core {
    let mut core = Core::default();
    for scene in lesson.scenes.iter().filter(|s| s.core) {
        let follows = scene.choices.iter().map(|c| words::choice(lesson, c).words).max().unwrap_or(0);
        core.words += words::prose(lesson, &scene.pieces).words + follows;
        core.votes += usize::from(scene.choices.len() > 1);
        prompts(lesson, scene, &mut core);
    }
    core
}

fn prompts(lesson: &Lesson<'_>, scene: &Scene, core: &mut Core) {
    for aside in asides(scene) {
        if aside.room.is_some() || (aside.id.is_some() && !aside.core) {
            continue;
        }
        match &aside.kind {
            AsideKind::Facilitator => continue,
            AsideKind::Poll { .. } => core.votes += 1,
            AsideKind::Discussion { minutes } => core.talk = minutes.iter().fold(core.talk, |sum, n| sum.saturating_add(*n)),
            _ => {}
        }
        core.words += words::count_events(words::slice(lesson, &aside.body)).words;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::CoreTooLong;
    use super::super::fixture::course;

    #[test]
    fn words_votes_and_talk() {
        // 1100 words are 10 minutes, a vote 4, talk 15 + 10.
        let words = "ord ".repeat(1100 - 2 - 1);
        let lesson = |more: &str| {
            format!(
                "# A\n\nordinært\n\n## B {{.core}}\n\n{words}\n\n> [!DISCUSSION 2+8+5 min .core] x\n> Snakk\n\n> [!DISCUSSION 10 min .core] y\n> Snakk\n\n> [!DISCUSSION 30 min] z\n> Snakk\n\n> [!DISCUSSION 30 min .core mixed] u\n> Snakk\n\n- [J](#c)\n- [N](#c)\n{more}\n## C\n\n{words}\n"
            )
        };
        assert_eq!(course(&[CoreTooLong], &[("nb/01-a.md", &lesson(""))]), [""; 0]);
        let more = "ord ".repeat(200);
        assert_eq!(
            course(&[CoreTooLong], &[("nb/01-a.md", &lesson(&format!("\n  {more}\n")))]),
            ["nb/01-a.md:1:3: core-too-long: the core takes 41 minutes, and a group has 40"]
        );
    }
}
