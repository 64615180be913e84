//! `long-scene`: more words in one step than anyone reads standing. Boxes and prompts are not counted.

use super::super::finding::{Code, Finding};
use super::{Context, Findings, first_line};

/// Unit: words.
const MOST: usize = 120;

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for (scene, count) in view.lesson.scenes.iter().zip(&view.words) {
            let words = count.prose.words;
            if words > MOST {
                found.add(view.file, Code::LongScene, || {
                    Finding::new(
                        Code::LongScene,
                        view.file.path(),
                        scene.heading_span,
                        format!("{words} words; a scene has at most {MOST}"),
                    )
                    .help("split it at a turn in the story: a new `##` without choices before it just goes on")
                });
            }
            for (choice, (prose, _)) in scene.choices.iter().zip(&count.choices) {
                let words = prose.words;
                if words > MOST {
                    found.add(view.file, Code::LongScene, || {
                        let message = format!("what follows this choice has {words} words; a step has at most {MOST}");
                        Finding::new(Code::LongScene, view.file.path(), first_line(view.file, choice.span), message)
                            .help("move some of it to the scene the choice leads to")
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::LongScene;
    use super::super::fixture::course;

    #[test]
    fn over_120_words_of_prose() {
        let prose = "ord ".repeat(120);
        let lesson = format!("# A\n\n{prose}\n\n> [!FACT]\n> {prose}\n\n## B\n\n{prose} ett\n\n- [Ja](#c)\n\n  {prose} til\n\n## C\n");
        assert_eq!(
            course(&[LongScene], &[("nb/01-a.md", &lesson)]),
            [
                "nb/01-a.md:8:4: long-scene: 121 words; a scene has at most 120",
                "nb/01-a.md:12:1: long-scene: what follows this choice has 121 words; a step has at most 120",
            ]
        );
    }
}
