//! `unreachable-scene`: no choice and no running on brings anyone to a scene.

use std::collections::HashSet;

use super::super::finding::{Code, Finding};
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let mut aimed_at = None;
    for view in &context.views {
        for (index, scene) in view.lesson.scenes.iter().enumerate() {
            let reached = view.walk.reached.get(index).copied().unwrap_or(true);
            // A condition that shuts everyone out is told as `never-true`, a doubled name (`~` is in what the parser calls it) as `duplicate-id`.
            let tried = view.walk.conditions.get(index).copied().unwrap_or_default();
            if reached || tried.asked || scene.id.as_str().contains('~') {
                continue;
            }
            found.add(view.file, Code::UnreachableScene, || {
                let message = if scene.title.is_empty() {
                    "nothing leads to this scene".into()
                } else {
                    format!("nothing leads to “{}”", scene.title)
                };
                let aimed = aimed_at.get_or_insert_with(|| targets(context)).contains(scene.id.as_str());
                Finding::new(Code::UnreachableScene, view.file.path(), scene.heading_span, message).help(if aimed {
                    "the choices that lead here are themselves never open or never reached".to_owned()
                } else {
                    format!("lead a choice here with `#{}`, or take the scene out", scene.id)
                })
            });
        }
    }
}

/// Names of the scenes that choices lead to, in all lessons together.
fn targets<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let choices = context.views.iter().flat_map(|v| &v.graph.scenes).flat_map(|s| &s.choices);
    choices.filter_map(|c| c.to.scene.as_ref()).map(|id| id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, UnreachableScene};
    use super::super::fixture::{check, course};

    const ONLY: &[Code] = &[UnreachableScene];

    #[test]
    fn behind_choices_and_behind_endings() {
        check(
            ONLY,
            "
# A

- [Ja](#c)

## B
   ^ unreachable-scene: nothing leads to “B”

## C {.ending}

## D
   ^ unreachable-scene

- [Rundt](#e)

## E
   ^ unreachable-scene

- [Rundt](#d)
",
        );
    }

    #[test]
    fn ways_past_heavy_content_lead_somewhere_too() {
        check(
            ONLY,
            "
# A

> [!CARE]
> Det kommer noe tungt. [Gå forbi](#c)

- [Les](#b)

## B {.ending}

## C
",
        );
    }

    #[test]
    fn a_scene_reached_from_another_lesson() {
        let second = "# B\n\n- [Til slutten](#slutten)\n\n## Inne\n\n## Slutten\n";
        assert_eq!(course(ONLY, &[("nb/01-a.md", "# A\n\n- [Inn](02-b.md#inne)\n"), ("nb/02-b.md", second)]), [""; 0]);
        assert_eq!(course(ONLY, &[("nb/01-a.md", "# A\n"), ("nb/02-b.md", second)]).len(), 1);
    }

    #[test]
    fn a_condition_that_shuts_everyone_out_is_told_elsewhere() {
        check(
            ONLY,
            "
# A

- [Ja](#b)
- [Nei](#c)

## B {if=tillit>=99}

## C
",
        );
    }
}
