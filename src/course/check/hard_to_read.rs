//! `hard-to-read`: LIX over 35 in a scene's prose and what follows its choices, over 45 in a box or prompt.
//!
//! Texts of fewer than 30 words are not judged: there one long word decides.

use super::super::finding::{Code, Finding, Span};
use super::super::model::AsideKind;
use super::super::parse::asides;
use super::words::{self, Count, LIX_NEEDS};
use super::{Context, Findings, View};

const SCENE: f64 = 35.0;
const BOX: f64 = 45.0;

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for (scene, count) in view.lesson.scenes.iter().zip(&view.words) {
            let follows = count.choices.iter().map(|(prose, _)| *prose);
            say(view, count.prose + follows.sum(), SCENE, "a scene", scene.heading_span, found);
            for aside in asides(scene).filter(|a| !matches!(a.kind, AsideKind::Facilitator)) {
                say(view, words::count_events(words::slice(view.lesson, &aside.body)), BOX, "a box", aside.marker, found);
            }
        }
    }
}

fn say(view: &View<'_>, count: Count, most: f64, what: &str, span: Span, found: &mut Findings) {
    let lix = count.lix();
    if count.words < LIX_NEEDS || lix <= most {
        return;
    }
    found.add(view.file, Code::HardToRead, || {
        let message = format!("LIX {lix:.0}; {what} stays at {most:.0} or below");
        let sentence = count.words as f64 / count.sentences.max(1) as f64;
        let long = 100.0 * count.long as f64 / count.words as f64;
        Finding::new(Code::HardToRead, view.file.path(), span, message)
            .help(format!("{sentence:.0} words a sentence and {long:.0} % words of over six letters: shorten where it hurts least"))
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::HardToRead;
    use super::super::fixture::course;

    #[test]
    fn scenes_and_boxes_have_their_own_limits() {
        // 10 words a sentence, 3 of them long: LIX 40.
        let forty = "Han går inn på et kontor, medvirkning, rettighet, brukermedvirkning der. ".repeat(4);
        let fifty = "Han går inn på medvirkning, rettighet, brukermedvirkning, rettigheter der da. ".repeat(4);
        let lesson = format!(
            "# A\n\n{forty}\n\n> [!FACT]\n> {forty}\n\n> [!LAW]\n> {fifty}\n\n> [!FACILITATOR]\n> {fifty}\n\n## B\n\nMedvirkning.\n"
        );
        assert_eq!(
            course(&[HardToRead], &[("nb/01-a.md", &lesson)]),
            [
                "nb/01-a.md:1:3: hard-to-read: LIX 40; a scene stays at 35 or below",
                "nb/01-a.md:8:3: hard-to-read: LIX 50; a box stays at 45 or below"
            ]
        );
    }
}
