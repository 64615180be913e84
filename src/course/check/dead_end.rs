//! `dead-end`: someone can come to a scene in such a way that no ending can be reached any more.

use super::super::finding::{Code, Finding};
use super::super::graph::Meters;
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for dead in &view.walk.dead_ends {
            found.add(view.file, Code::DeadEnd, || {
                let scene = &view.lesson.scenes[dead.scene];
                let with = with(&dead.values);
                let message = match (dead.stuck, scene.choices.is_empty()) {
                    (true, true) => format!("{with}no scene that follows is open, and this is no ending"),
                    (true, false) => format!("{with}no choice is open here"),
                    (false, _) => format!("{with}no ending can be reached from here"),
                };
                Finding::new(Code::DeadEnd, view.file.path(), scene.heading_span, message).help(if dead.stuck {
                    "add a choice without a condition, or make this an ending: `{.ending}`"
                } else {
                    "let one of the choices on the way lead to an ending: the last scene, or one with `{.ending}`"
                })
            });
        }
    }
}

/// `with tillit = 1, avtaler = 3: `, or nothing. A few meters are enough to see how it comes about.
fn with(values: &Meters) -> String {
    const MOST: usize = 4;
    if values.is_empty() {
        return String::new();
    }
    let mut said: Vec<String> = values.iter().take(MOST).map(|(meter, value)| format!("{meter} = {value}")).collect();
    if values.len() > MOST {
        said.push("..".into());
    }
    format!("with {} ", said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, DeadEnd};
    use super::super::fixture::{check, course};

    const ONLY: &[Code] = &[DeadEnd];

    #[test]
    fn no_choice_open() {
        check(
            ONLY,
            "
# A

- [Ja](#b \"tillit +1\")
- [Nei](#b \"tillit -1\")

## B
   ^ dead-end: with tillit = 3 no choice is open here

- [Videre](#c \"if tillit >= 4\")

## C
",
        );
    }

    #[test]
    fn round_and_round() {
        check(
            ONLY,
            "
# A
  ^ dead-end: no ending can be reached from here

- [Rundt](#b)

## B
   ^ dead-end

- [Tilbake](#a)

## C
",
        );
    }

    #[test]
    fn no_scene_that_follows_is_open() {
        check(
            ONLY,
            "
# A
  ^ dead-end: with tillit = 4 no scene that follows is open

## B {if=tillit>=5}

## C {if=tillit<=3}
",
        );
    }

    #[test]
    fn an_unknown_scene_makes_no_dead_end_and_another_lesson_is_a_way_out() {
        assert_eq!(course(ONLY, &[("nb/01-a.md", "# A\n\n- [x](#nei)\n\n## B\n\n- [y](02-b.md)\n"), ("nb/02-b.md", "# B\n")]), [""; 0]);
    }

    #[test]
    fn values_that_earlier_lessons_leave_and_presets() {
        let first = "# A\n\n- [Ja](#slutt \"tillit +1\")\n- [Nei](#slutt \"tillit -3\")\n\n## Slutt\n";
        let second = "# B\n\n- [Videre](#slutt \"if tillit >= 2\")\n\n## Slutt\n";
        assert_eq!(
            course(ONLY, &[("nb/01-a.md", first), ("nb/02-b.md", second)]),
            ["nb/02-b.md:1:3: dead-end: with tillit = 1 no choice is open here"]
        );
    }
}
