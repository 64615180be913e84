//! `course-file`, the part that needs the lessons: files `course.toml` does not list, and files that share a name.

use std::collections::{BTreeSet, HashMap};

use super::super::finding::{Code, Finding, Severity};
use super::{Context, Findings, place};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let Some(file) = context.material.course_file else { return };
    let course = context.material.course;
    let listed: BTreeSet<&str> = course.lessons.iter().map(|slug| slug.as_str()).collect();
    let mut first: HashMap<(&str, &str), &str> = HashMap::new();
    for view in &context.views {
        let slug = view.lesson.slug.as_str();
        if let Some(other) = first.insert((view.language, slug), view.file.path()) {
            found.add(view.file, Code::CourseFile, || {
                let span = view.lesson.scenes[0].heading_span;
                Finding::new(Code::CourseFile, view.file.path(), span, format!("{other} is the lesson `{slug}` too"))
                    .help("rename one of the files; the number in front of the name does not count")
            });
        } else if !listed.contains(slug) {
            found.add(file, Code::CourseFile, || {
                let message = format!("{} is not listed, so nobody gets to it", view.file.path());
                let mut finding = Finding::new(Code::CourseFile, file.path(), place(course, file, "lessons"), message)
                    .help(format!("add \"{slug}\" to `lessons`"));
                finding.severity = Severity::Warning;
                finding
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, CourseFile};
    use super::super::fixture::course_with;

    const ONLY: &[Code] = &[CourseFile];

    #[test]
    fn files_and_list_must_agree() {
        let toml = "id = \"x\"\nlessons = [\"a\", \"b\"]\n";
        let files = [("nb/01-a.md", "# A\n"), ("nb/02-b.md", "# B\n"), ("nb/03-b.md", "# B\n"), ("nb/04-d.md", "# D\n")];
        assert_eq!(
            course_with(ONLY, toml, &files),
            [
                "course.toml:2:11: course-file: nb/04-d.md is not listed, so nobody gets to it",
                "nb/03-b.md:1:3: course-file: nb/02-b.md is the lesson `b` too",
            ]
        );
    }
}
