//! For the tests of rules: author text with carets under what is wrong, or a course of several files.

use std::collections::BTreeSet;

use super::super::finding::{Code, Finding};
use super::super::model::Date;
use super::super::parse;
use super::super::source::SourceFile;
use super::{Entry, Material};

const COURSE: &str = r#"id = "x"
title = "X"
languages = ["nb"]
lessons = LESSONS

[[meter]]
id = "tillit"
name = "Tillit"
max = 10
start = 4

[[meter]]
id = "avtaler"
name = "Avtaler"
max = 10
start = 4

[[meter]]
id = "flagg"
name = "Flagg"
max = 1
show = "never"
"#;

/// Checks one lesson, `nb/01-a.md`, with the rules for `codes`.
///
/// A line of carets tells of the line above it: `   ^^^^ code` or `   ^^^^ code: how the message begins`.
/// All findings with these codes must be named, and no other. What spans several lines is shown to the end of its first.
#[track_caller]
pub fn check(codes: &[Code], text: &str) {
    let is_carets = |line: &str| line.trim_start().starts_with('^');
    let lesson: String = text.trim_start_matches('\n').lines().filter(|l| !is_carets(l)).map(|l| format!("{l}\n")).collect();
    let file = SourceFile::new("nb/01-a.md", lesson.as_str());
    let findings = run(codes, &listing(&[("nb/01-a.md", &lesson)]), &[("nb/01-a.md", &lesson)]);
    let mut expected = text.trim_matches('\n').lines().filter(|l| is_carets(l));
    let mut shown = String::new();
    for number in 1..=file.line_count() {
        shown += &format!("{}\n", file.line(number));
        for finding in &findings {
            let (start, end) = file.positions(finding.span);
            if start.line != number {
                continue;
            }
            let end = if end.line > number { file.line(number).chars().count() + 1 } else { end.column };
            let carets = "^".repeat(end.saturating_sub(start.column).max(1));
            let line = format!("{}{carets} {}: {}", " ".repeat(start.column - 1), finding.code.as_str(), finding.message);
            // As much of the message as the test names.
            match expected.next() {
                Some(wanted) if line.starts_with(wanted) => shown += &format!("{wanted}\n"),
                _ => shown += &format!("{line}\n"),
            }
        }
    }
    let text = text.trim();
    assert!(shown.trim() == text, "expected:\n{text}\n\nfound:\n{shown}\n{findings:#?}");
}

/// Findings of several lessons, one line each, as `kurs check --format short` prints them.
pub fn course(codes: &[Code], files: &[(&str, &str)]) -> Vec<String> {
    course_with(codes, &listing(files), files)
}

/// The same with a `course.toml` of one's own.
pub fn course_with(codes: &[Code], toml: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut sources: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    sources.push(SourceFile::new("course.toml", toml));
    run(codes, toml, files)
        .into_iter()
        .map(|f| {
            let source = sources.iter().find(|s| s.path() == f.file).expect("findings are about files that were given");
            let start = source.position(f.span.start);
            format!("{}:{}:{}: {}: {}", f.file, start.line, start.column, f.code.as_str(), f.message)
        })
        .collect()
}

/// Help and replacement of each finding in one lesson.
pub fn helps(codes: &[Code], text: &str) -> Vec<(String, Option<String>)> {
    run(codes, &listing(&[("nb/01-a.md", text)]), &[("nb/01-a.md", text)])
        .into_iter()
        .filter_map(|f| f.help)
        .map(|h| (h.text, h.replacement))
        .collect()
}

/// `course.toml` with three meters, listing these lessons.
fn listing(files: &[(&str, &str)]) -> String {
    let slugs: Vec<String> = files.iter().map(|(path, _)| super::super::slug::lesson_slug(path)).collect();
    COURSE.replace("LESSONS", &format!("{slugs:?}"))
}

fn run(codes: &[Code], toml: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let course_file = SourceFile::new("course.toml", toml);
    let (course, _) = parse::course(&course_file);
    let sources: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    let lessons: Vec<Entry<'_>> = sources.iter().map(|file| Entry { file, lesson: parse::parse(file).0 }).collect();
    let media = BTreeSet::from(["media/laas.svg".to_owned(), "media/et ark.pdf".to_owned()]);
    let material = Material {
        course: &course,
        course_file: Some(&course_file),
        lessons: &lessons,
        media: Some(&media),
        today: Date { year: 2026, month: 11, day: 22 },
    };
    let report = super::check(&material);
    for finding in &report.findings {
        let file = if finding.file == "course.toml" {
            &course_file
        } else {
            sources.iter().find(|s| s.path() == finding.file).expect("a known file")
        };
        for span in std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.0)) {
            assert!(file.text().get(span.start..span.end).is_some(), "{finding:?} lies outside the file");
        }
    }
    report.findings.into_iter().filter(|f| codes.contains(&f.code)).collect()
}
