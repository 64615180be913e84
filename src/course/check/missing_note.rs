//! `missing-note`: a place where a group must choose or answer something, and nothing to help the one who leads it.
//!
//! Choices, polls, scales and discussions are done aloud and together: there it warns. What everyone writes or thinks for herself is a note.

use super::super::finding::{Code, Finding, Severity};
use super::super::model::AsideKind;
use super::super::parse::asides;
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for scene in &view.lesson.scenes {
            if asides(scene).any(|a| matches!(a.kind, AsideKind::Facilitator)) {
                continue;
            }
            let aloud = |kind: &AsideKind| matches!(kind, AsideKind::Poll { .. } | AsideKind::Scale { .. } | AsideKind::Discussion { .. });
            let (severity, message) = if scene.choices.len() > 1 {
                (Severity::Warning, "a group chooses here, and the facilitator has no note")
            } else if asides(scene).any(|a| aloud(&a.kind)) {
                (Severity::Warning, "a group answers here, and the facilitator has no note")
            } else if asides(scene).any(|a| a.id.is_some()) {
                (Severity::Note, "everyone writes or thinks here, and the facilitator has no note")
            } else {
                continue;
            };
            found.add(view.file, Code::MissingNote, || {
                let finding = Finding::new(Code::MissingNote, view.file.path(), scene.heading_span, message)
                    .help("add `> [!FACILITATOR]` with what to listen for and what to ask");
                Finding { severity, ..finding }
            });
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

    #[test]
    fn so_does_what_is_asked() {
        check(
            ONLY,
            "
# A
  ^ missing-note: a group answers

> [!POLL one] hva
> Hva?
>
> - [ ] Ja
> - [ ] Nei

## B
   ^ missing-note: everyone writes

> [!REFLECTION] tenk
> Hva tenker du?

## C

> [!DISCUSSION 5 min] snakk
> Snakk.

> [!FACILITATOR]
> Hør etter.

## D

> [!FACT] [Kilde](https://example.no)
> Slik er det.
",
        );
    }
}
