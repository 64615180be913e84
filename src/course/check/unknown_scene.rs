//! `unknown-scene`: a link leads to a scene that does not exist.

use super::super::finding::{Code, Finding, Span};
use super::super::graph::Target;
use super::super::model::Destination;
use super::{Context, Findings, View};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for link in &view.lesson.links {
            if let Destination::Scene(Target { lesson, scene: Some(scene) }) = &link.to {
                let place = match lesson {
                    None => Some(view),
                    // An unknown lesson is told by its own rule.
                    Some(slug) => context.lesson(view.language, slug.as_str()),
                };
                if let Some(there) = place
                    && !there.scenes.contains_key(scene.as_str())
                {
                    found.add(view.file, Code::UnknownScene, || finding(context, view, there, link.span, scene.as_str()));
                }
            }
        }
    }
}

fn finding(context: &Context<'_>, view: &View<'_>, there: &View<'_>, span: Span, scene: &str) -> Finding {
    let elsewhere = there.file.path() != view.file.path();
    let place = if elsewhere { format!(" in {}", there.file.path()) } else { String::new() };
    let finding = Finding::new(Code::UnknownScene, view.file.path(), span, format!("no scene is called `{scene}`{place}"));
    let names = there.lesson.scenes.iter().map(|s| s.id.as_str());
    match context.near.find(scene, names) {
        Some(near) => {
            let line = there.line(there.lesson.scenes[there.scenes[near]].heading_span.start);
            // `[text][reference]` is written in two places; there the help is all.
            let written = &view.file.text()[span.start..span.end];
            let (before, _) = written.split_once('#').unwrap_or_default();
            let help = format!("did you mean `{before}#{near}`, line {line}?");
            if written.starts_with('[') { finding.help(help) } else { finding.replace(help, format!("{before}#{near}")) }
        }
        None => {
            finding.help("a scene's name is its title in small letters, with hyphens for spaces; `{#name}` after a title gives it another")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, UnknownScene};
    use super::super::fixture::{check, course, helps};

    const ONLY: &[Code] = &[UnknownScene];

    #[test]
    fn choice_to_nowhere() {
        check(
            ONLY,
            "
# A

- [Videre](#b)
           ^^ unknown-scene: no scene is called `b`
- [Hit](#c)

## C
",
        );
    }

    #[test]
    fn near_names_are_suggested_with_their_line() {
        assert_eq!(
            helps(ONLY, "# A\n\n- [Gå rett på skjemaet](#skjemat \"tillit -1\")\n- [b](#c)\n\n## Skjemaet\n\n## C\n"),
            [("did you mean `#skjemaet`, line 6?".to_owned(), Some("#skjemaet".to_owned()))]
        );
    }

    #[test]
    fn letters_beyond_ascii_and_titles_with_names_of_their_own() {
        check(
            ONLY,
            "
# Å

- [Å gå](#å-gå)
- [Å stå](#%C3%A5-st%C3%A5)
- [Nytt navn](#gammelt)
- [Gå](#å-gåå)
       ^^^^^^ unknown-scene

## Å gå

## Å stå

## Nytt navn {#gammelt}
",
        );
    }

    #[test]
    fn links_in_prose_in_care_and_in_moments() {
        check(
            ONLY,
            "
# A

Se [her](#nei).
         ^^^^ unknown-scene

> [!CARE]
> Noe tungt. [Gå forbi](#heller-ikke)
                        ^^^^^^^^^^^^ unknown-scene

> [!MOMENTS 2]
> - [En gang](#b)
> - [To ganger](#bb)
                ^^^ unknown-scene

## B
",
        );
    }

    #[test]
    fn scenes_of_other_lessons() {
        let found = course(
            ONLY,
            &[
                ("nb/01-a.md", "# A\n\n- [Ja](02-b.md#inne)\n- [Nei](02-b.md#ute)\n- [Selv](01-a.md#borte)\n"),
                ("nb/02-b.md", "# B\n\n## Inne\n"),
            ],
        );
        assert_eq!(
            found,
            [
                "nb/01-a.md:4:9: unknown-scene: no scene is called `ute` in nb/02-b.md",
                "nb/01-a.md:5:10: unknown-scene: no scene is called `borte`",
            ]
        );
    }
}
