//! `never-true`: a condition that holds for nobody.

use super::super::finding::{Code, Finding};
use super::super::graph::{Comparison, Condition, Meter};
use super::super::model::At;
use super::super::walk::Tried;
use super::{Context, Findings, View};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for (index, scene) in view.lesson.scenes.iter().enumerate() {
            let tried = view.walk.conditions.get(index).copied().unwrap_or_default();
            say(context, view, scene.condition.as_ref(), tried, "come to this scene", found);
            for (number, choice) in scene.choices.iter().enumerate() {
                let tried = view.walk.choice_conditions.get(index).and_then(|c| c.get(number)).copied().unwrap_or_default();
                say(context, view, choice.condition.as_ref(), tried, "stand here", found);
            }
        }
    }
}

fn say(context: &Context<'_>, view: &View<'_>, condition: Option<&At<Condition>>, tried: Tried, come: &str, found: &mut Findings) {
    let Some(At { value, span }) = condition else { return };
    let Some(meter) = context.meters.iter().find(|m| m.id == value.0) else { return };
    let outside = !possible(value, meter);
    if outside || (tried.asked && !tried.held && !view.walk.bounded) {
        found.add(view.file, Code::NeverTrue, || {
            let written = &view.file.text()[span.start..span.end];
            let finding = Finding::new(Code::NeverTrue, view.file.path(), *span, format!("`{written}` never holds"));
            if outside {
                finding.help(format!("`{}` goes from {} to {}", meter.id, meter.min, meter.max))
            } else {
                finding
                    .help(format!("on no way through the course does anyone {come} with such a value; ask for less, or give more before"))
            }
        });
    }
}

/// Whether any value of the meter fulfils the condition.
fn possible(condition: &Condition, meter: &Meter) -> bool {
    let (least, most, n) = (meter.min, meter.max.max(meter.min), condition.2);
    match condition.1 {
        Comparison::AtLeast => most >= n,
        Comparison::AtMost => least <= n,
        Comparison::Above => most > n,
        Comparison::Below => least < n,
        Comparison::Equal => (least..=most).contains(&n),
        Comparison::NotEqual => least != n || most != n,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, NeverTrue};
    use super::super::fixture::{check, helps};

    const ONLY: &[Code] = &[NeverTrue];

    #[test]
    fn on_choices_and_scenes() {
        check(
            ONLY,
            "
# A

- [Ja](#b \"if tillit >= 5\")
              ^^^^^^^^^^^ never-true: `tillit >= 5` never holds
- [Nei](#b \"tillit +1\")
- [Kanskje](#c)

## B {if=tillit<5}
         ^^^^^^^^ never-true

## C {if=tillit==4}
",
        );
    }

    #[test]
    fn outside_what_the_meter_can_be() {
        assert_eq!(
            helps(ONLY, "# A\n\n- [Ja](#b \"if tillit > 10\")\n- [Nei](#b)\n\n## B\n"),
            [("`tillit` goes from 0 to 10".to_owned(), None)]
        );
    }

    #[test]
    fn a_scene_nobody_comes_to_has_conditions_nobody_asks() {
        check(
            ONLY,
            "
# A

- [Ja](#c)

## B

- [Ja](#c \"if tillit >= 5\")

## C
",
        );
    }
}
