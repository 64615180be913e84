//! `core-too-long`: the short version of a lesson takes a group more than 40 minutes, at the pace of `course/pace.rs`.

use super::super::finding::{Code, Finding};
use super::super::pace::{self, CORE, VOTE, WORDS_A_MINUTE};
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        let core = pace::core(view.lesson);
        if core.minutes() > f64::from(CORE) {
            found.add(view.file, Code::CoreTooLong, || {
                let message = format!("the core takes {:.0} minutes, and a group has {CORE}", core.minutes().ceil());
                Finding::new(Code::CoreTooLong, view.file.path(), view.lesson.scenes[0].heading_span, message).help(format!(
                    "{} words at {WORDS_A_MINUTE} a minute, {} votes of {VOTE} minutes, {} minutes of discussion: take `.core` off something",
                    core.words, core.votes, core.talk
                ))
            });
        }
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
