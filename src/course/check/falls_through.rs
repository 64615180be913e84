//! `falls-through`: a scene without choices runs on into a scene that choices lead to; likely one branch runs into the next.

use std::collections::HashMap;

use super::super::finding::{Code, Finding};
use super::super::model::Choice;
use super::{Context, Findings, first_line};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        let mut chosen: HashMap<&str, &Choice> = HashMap::new();
        for choice in view.lesson.scenes.iter().flat_map(|s| &s.choices) {
            if let (None, Some(scene)) = (&choice.to.value.lesson, &choice.to.value.scene) {
                chosen.entry(scene.as_str()).or_insert(choice);
            }
        }
        let scenes = &view.graph.scenes;
        // From behind: where a scene that runs on meets the first such scene, by way of those that may be shut.
        let mut next: Option<usize> = None;
        let mut findings = Vec::new();
        for index in (0..scenes.len()).rev() {
            if scenes[index].choices.is_empty()
                && !scenes[index].ending
                && let Some(target) = next
            {
                findings.push((index, target));
            }
            if chosen.contains_key(scenes[index].id.as_str()) {
                next = Some(index);
            } else if scenes[index].condition.is_none() {
                next = None;
            }
        }
        for (index, target) in findings.into_iter().rev() {
            found.add(view.file, Code::FallsThrough, || {
                let (from, to) = (&view.lesson.scenes[index], &view.lesson.scenes[target]);
                let message = format!("runs on into “{}”, which is chosen elsewhere", to.title);
                let help = format!("end it with a choice, `- [Videre](#{})`, or with `{{.ending}}` in the title", to.id);
                let finding = Finding::new(Code::FallsThrough, view.file.path(), from.heading_span, message).help(help);
                match chosen.get(to.id.as_str()) {
                    Some(choice) => finding.see(first_line(view.file, choice.span), "chosen here"),
                    None => finding,
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, FallsThrough};
    use super::super::fixture::check;

    const ONLY: &[Code] = &[FallsThrough];

    #[test]
    fn one_branch_runs_into_the_next() {
        check(
            ONLY,
            "
# A

- [Ja](#ja)
- [Nei](#nei)

## Ja
   ^^ falls-through: runs on into “Nei”, which is chosen elsewhere

## Nei

## Etterpå
",
        );
    }

    #[test]
    fn by_way_of_a_scene_that_may_be_shut() {
        check(
            ONLY,
            "
# A

- [Ja](#ja)
- [Nei](#nei)

## Ja
   ^^ falls-through

## Kanskje {if=tillit>=4}
   ^^^^^^^^^^^^^^^^^^^^^^ falls-through

## Nei
",
        );
    }

    #[test]
    fn endings_and_choices_stop_it() {
        check(
            ONLY,
            "
# A

- [Ja](#ja)
- [Nei](#nei)
- [Vent](#vent)

## Ja {.ending}

## Nei

- [Videre](#vent)

## Vent

## Etterpå
",
        );
    }
}
