//! `course-file`, the part that needs the lessons: files `course.toml` does not list, lists twice, or that share a name.

use std::collections::{BTreeSet, HashMap};

use super::super::finding::{Code, Finding, Severity};
use super::{Context, Findings, places};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let Some(file) = context.material.course_file else { return };
    let course = context.material.course;
    let entry = || places::entry(file, "", 0, "lessons");
    let mut listed = BTreeSet::new();
    for slug in &course.lessons {
        if !listed.insert(slug.as_str()) {
            found.add(file, Code::CourseFile, || {
                let first = places::text_in(file, entry(), slug.as_str());
                let rest = first.end + 1..entry().end.max(first.end + 1);
                let second = places::text_in(file, rest, slug.as_str());
                Finding::new(Code::CourseFile, file.path(), second, format!("`{slug}` is listed twice")).see(first, "first here")
            });
        }
    }
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
                let mut finding =
                    Finding::new(Code::CourseFile, file.path(), entry(), message).help(format!("add \"{slug}\" to `lessons`"));
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
        let toml = "id = \"x\"\nlessons = [\"a\", \"b\", \"a\"]\n";
        let files = [("nb/01-a.md", "# A\n"), ("nb/02-b.md", "# B\n"), ("nb/03-b.md", "# B\n"), ("nb/04-d.md", "# D\n")];
        assert_eq!(
            course_with(ONLY, toml, &files),
            [
                "course.toml:2:1: course-file: nb/04-d.md is not listed, so nobody gets to it",
                "course.toml:2:23: course-file: `a` is listed twice",
                "nb/03-b.md:1:3: course-file: nb/02-b.md is the lesson `b` too",
            ]
        );
    }
}
