//! `unknown-lesson`: a link to a lesson that does not exist, or a lesson `course.toml` names and nobody has written.

use std::collections::BTreeSet;

use super::super::finding::{Code, Finding, Span};
use super::super::graph::Target;
use super::super::model::Destination;
use super::super::source::SourceFile;
use super::{Context, Findings, place, place_in};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let Some(file) = context.material.course_file else { return };
    in_course(context, file, found);
    for view in &context.views {
        for link in &view.lesson.links {
            let Destination::Scene(Target { lesson: Some(slug), .. }) = &link.to else { continue };
            if context.lesson(view.language, slug.as_str()).is_some() {
                continue;
            }
            found.add(view.file, Code::UnknownLesson, || {
                let finding = Finding::new(Code::UnknownLesson, view.file.path(), link.span, format!("no lesson is called `{slug}`"));
                let renamed = context.material.course.was.get(slug).map(|new| new.as_str());
                let near = renamed.or_else(|| context.near.find(slug.as_str(), context.slugs(view.language)));
                match near.and_then(|near| context.lesson(view.language, near)) {
                    Some(there) => {
                        let written = &view.file.text()[link.span.start..link.span.end];
                        let name = there.file.path().rsplit('/').next().unwrap_or_default();
                        let after = written.find('#').map_or("", |at| &written[at..]);
                        let help = format!("did you mean `{name}{after}`?");
                        if written.starts_with('[') { finding.help(help) } else { finding.replace(help, format!("{name}{after}")) }
                    }
                    None => finding.help("a choice leads to `#scene`, to `02-lesson.md` or to `02-lesson.md#scene`"),
                }
            });
        }
    }
}

/// `course.toml` names lessons in five places. A lesson to come stands under `[[planned]]` until it is written.
fn in_course(context: &Context<'_>, file: &SourceFile, found: &mut Findings) {
    let course = context.material.course;
    let language = course.languages.first().map_or("nb", String::as_str);
    let written: BTreeSet<&str> = context.slugs(language).collect();
    let mut say = |slug: &str, span: Span| {
        if written.contains(slug) {
            return;
        }
        found.add(file, Code::UnknownLesson, || {
            let finding = Finding::new(Code::UnknownLesson, file.path(), span, format!("no file in {language}/ is the lesson `{slug}`"));
            match context.near.find(slug, written.iter().copied()) {
                Some(near) => finding.replace(format!("did you mean `{near}`?"), near),
                None => finding.help(format!("`kurs new \"{slug}\"` writes one; a lesson to come belongs under [[planned]]")),
            }
        });
    };
    for slug in &course.lessons {
        say(slug.as_str(), place_in(course, file, "lessons", slug.as_str()));
    }
    for (old, slug) in &course.was {
        say(slug.as_str(), place(course, file, &format!("was.{old}")));
    }
    for slug in course.about_lessons.keys() {
        // The text's place is known; the lesson's name stands before it.
        let text = place(course, file, &format!("about_lessons.{slug}"));
        let key = file.text()[..text.start].rfind(slug.as_str());
        say(slug.as_str(), key.map_or(text, |start| Span { start, end: start + slug.as_str().len() }));
    }
    for (number, plan) in course.plans.iter().enumerate() {
        for slug in &plan.lessons {
            say(slug.as_str(), place_in(course, file, &format!("plan.{number}.lessons"), slug.as_str()));
        }
    }
    for (number, review) in course.reviewed.iter().enumerate() {
        if let Some(slug) = &review.lesson {
            say(slug.as_str(), place(course, file, &format!("reviewed.{number}.lesson")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, UnknownLesson};
    use super::super::fixture::{course, course_with};

    const ONLY: &[Code] = &[UnknownLesson];

    #[test]
    fn choice_to_a_lesson_nobody_wrote() {
        let found = course(ONLY, &[("nb/01-ida.md", "# A\n\n- [Ja](02-b.md)\n- [Selv](01-ida.md)\n"), ("nb/02-c.md", "# C\n")]);
        assert_eq!(found, ["nb/01-ida.md:3:8: unknown-lesson: no lesson is called `b`"]);
    }

    #[test]
    fn course_lists_lessons_without_files() {
        let toml = "id = \"x\"\nlanguages = [\"nb\"]\nlessons = [\"a\", \"b\"]\nwas = { b = \"c\" }\n\n[[plan]]\nname = \"P\"\nlessons = [\n  \"a\",\n  \"d\",\n]\n";
        assert_eq!(
            course_with(ONLY, toml, &[("nb/01-a.md", "# A\n")]),
            [
                "course.toml:3:18: unknown-lesson: no file in nb/ is the lesson `b`",
                "course.toml:4:14: unknown-lesson: no file in nb/ is the lesson `c`",
                "course.toml:10:4: unknown-lesson: no file in nb/ is the lesson `d`",
            ]
        );
    }

    #[test]
    fn a_lesson_in_another_language_is_another_lesson() {
        let toml = "id = \"x\"\nlanguages = [\"nb\", \"nn\"]\nlessons = [\"a\", \"b\"]\n";
        let files = [("nb/01-a.md", "# A\n\n- [b](02-b.md)\n"), ("nb/02-b.md", "# B\n"), ("nn/01-a.md", "# A\n\n- [b](02-b.md)\n")];
        assert_eq!(course_with(ONLY, toml, &files), ["nn/01-a.md:3:7: unknown-lesson: no lesson is called `b`"]);
    }
}
