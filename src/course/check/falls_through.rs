//! `falls-through`: a scene without choices runs on into a scene that choices lead to; likely one branch runs into the next.

use std::collections::{HashMap, HashSet};

use super::super::finding::{Code, Finding};
use super::super::model::Choice;
use super::{Context, Findings, View, first_line};

/// Scenes in a row that may all be shut, as far as this rule looks.
const FAR: usize = 1000;

/// Who leads to a scene: the first and last scene with such a choice, and the first such choice.
struct Chosen<'a> {
    first: usize,
    last: usize,
    choice: &'a Choice<'a>,
}

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let from_others: HashSet<(&str, &str, &str)> = context
        .views
        .iter()
        .flat_map(|v| v.graph.scenes.iter().flat_map(|s| &s.choices).map(move |c| (v.language, &c.to)))
        .filter_map(|(language, to)| Some((language, to.lesson.as_ref()?.as_str(), to.scene.as_ref()?.as_str())))
        .collect();
    for view in &context.views {
        let chosen = chosen(view);
        let slug = view.lesson.slug.as_str();
        for (index, _) in view.graph.scenes.iter().enumerate().filter(|(_, s)| s.choices.is_empty() && !s.ending) {
            let after = view.graph.candidates(index).iter().take(FAR).zip(index + 1..);
            // A scene that is only sometimes there may well lead on to where its neighbours run on to.
            let is_elsewhere = |id: &str, target| {
                from_others.contains(&(view.language, slug, id)) || chosen.get(id).is_some_and(|c| c.first < index || c.last > target)
            };
            let Some((_, target)) = after.into_iter().find(|(s, target)| is_elsewhere(s.id.as_str(), *target)) else { continue };
            found.add(view.file, Code::FallsThrough, || {
                let (from, to) = (&view.lesson.scenes[index], &view.lesson.scenes[target]);
                let message = format!("runs on into “{}”, which is chosen elsewhere", to.title);
                let help = format!("end it with a choice, `- [Videre](#{})`, or with `{{.ending}}` in the title", to.id);
                let finding = Finding::new(Code::FallsThrough, view.file.path(), from.heading_span, message).help(help);
                match chosen.get(to.id.as_str()) {
                    Some(c) => finding.see(first_line(view.file, c.choice.span), "chosen here"),
                    None => finding,
                }
            });
        }
    }
}

/// By scene: who of this lesson leads to it. A scene that leads to itself does not count.
fn chosen<'a>(view: &View<'a>) -> HashMap<&'a str, Chosen<'a>> {
    let mut chosen: HashMap<&str, Chosen<'a>> = HashMap::new();
    for (index, scene) in view.lesson.scenes.iter().enumerate() {
        for choice in &scene.choices {
            if let (None, Some(to)) = (&choice.to.value.lesson, &choice.to.value.scene)
                && *to != scene.id
            {
                chosen.entry(to.as_str()).or_insert(Chosen { first: index, last: index, choice }).last = index;
            }
        }
    }
    chosen
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
    fn a_scene_that_is_sometimes_there_may_lead_on() {
        check(
            ONLY,
            "
# A

- [Ja](#ja)

## Ja

## Kanskje {if=tillit>=4}

- [Videre](#etterpå)
- [Også](#etterpå)

## Etterpå
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
