//! `missing-note`: a place where a group must choose, and nothing to help the one who leads it.

use super::super::finding::{Code, Finding};
use super::super::model::AsideKind;
use super::super::parse::asides;
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for scene in view.lesson.scenes.iter().filter(|s| s.choices.len() > 1) {
            let noted = asides(scene).any(|a| matches!(a.kind, AsideKind::Facilitator));
            if !noted {
                found.add(view.file, Code::MissingNote, || {
                    Finding::new(
                        Code::MissingNote,
                        view.file.path(),
                        scene.heading_span,
                        "a group chooses here, and the facilitator has no note",
                    )
                    .help("add `> [!FACILITATOR]` with what to listen for and what to ask")
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, MissingNote};
    use super::super::fixture::check;

    const ONLY: &[Code] = &[MissingNote];

    #[test]
    fn two_choices_need_a_note() {
        check(
            ONLY,
            "
# A
  ^ missing-note

- [Ja](#b)
- [Nei](#b)

## B

- [Videre](#c)

## C

> [!FACILITATOR]
> Hør etter.

- [Ja](#d)
- [Nei](#d)

## D
",
        );
    }
}
