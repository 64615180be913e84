//! `unknown-meter`: an effect, a condition or a preset names a meter that `course.toml` does not have.

use super::super::finding::{Code, Finding, Span};
use super::super::graph::MeterId;
use super::super::source::SourceFile;
use super::{Context, Findings, place};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let Some(file) = context.material.course_file else { return };
    let known: std::collections::HashSet<&str> = context.meters.iter().map(|m| m.id.as_str()).collect();
    let mut say = |file: &SourceFile, meter: &MeterId, span: Span| {
        if known.contains(meter.as_str()) {
            return;
        }
        found.add(file, Code::UnknownMeter, || {
            // An effect's place is the whole of it; the meter goes first.
            let named = file.text()[span.start..span.end].starts_with(meter.as_str());
            let span = if named { Span { start: span.start, end: span.start + meter.as_str().len() } } else { span };
            let finding = Finding::new(Code::UnknownMeter, file.path(), span, format!("no meter is called `{meter}`"));
            match context.near.find(meter.as_str(), context.meters.iter().map(|m| m.id.as_str())) {
                Some(near) if named => finding.replace(format!("did you mean `{near}`?"), near),
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("meters are listed in course.toml, each under [[meter]]"),
            }
        });
    };
    for (number, preset) in context.material.course.presets.iter().enumerate() {
        for meter in preset.meters.keys() {
            // The value's place is known; the meter stands before it.
            let value = place(context.material.course, file, &format!("preset.{number}.meters.{meter}"));
            let key = file.text()[..value.start].rfind(meter.as_str());
            say(file, meter, key.map_or(value, |start| Span { start, end: start + meter.as_str().len() }));
        }
    }
    for view in &context.views {
        for scene in &view.lesson.scenes {
            if let Some(condition) = &scene.condition {
                say(view.file, &condition.value.0, condition.span);
            }
            for choice in &scene.choices {
                if let Some(condition) = &choice.condition {
                    say(view.file, &condition.value.0, condition.span);
                }
                for effect in &choice.effects {
                    say(view.file, &effect.value.0, effect.span);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, UnknownMeter};
    use super::super::fixture::{check, course_with, helps};

    const ONLY: &[Code] = &[UnknownMeter];

    #[test]
    fn in_effects_and_conditions() {
        check(
            ONLY,
            "
# A

- [En](#b \"tilit +1, avtaler -1\")
           ^^^^^ unknown-meter: no meter is called `tilit`
- [To](#c \"if mot >= 4: tillit +1\")
              ^^^ unknown-meter

## B {if=tro>=2}
         ^^^ unknown-meter

## C
",
        );
    }

    #[test]
    fn near_names() {
        assert_eq!(
            helps(ONLY, "# A\n\n- [En](#b \"tilit +1\")\n\n## B\n"),
            [("did you mean `tillit`?".to_owned(), Some("tillit".to_owned()))]
        );
    }

    #[test]
    fn in_presets() {
        let toml = "id = \"x\"\nlessons = [\"a\"]\n\n[[preset]]\nname = \"P\"\nmeters = { tillit = 7 }\n";
        assert_eq!(course_with(ONLY, toml, &[("nb/01-a.md", "# A\n")]), ["course.toml:6:12: unknown-meter: no meter is called `tillit`"]);
    }
}
