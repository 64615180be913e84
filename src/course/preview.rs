//! Markdown to page where nothing is prerendered: what the `parser` program does, so that it is tested natively.

use serde::Serialize;

use super::finding::{Finding, Told};
use super::graph::PageGraph;
use super::html::{self, CourseSheet, PageContext, tone};
use super::model::Lesson;
use super::parse;
use super::source::SourceFile;

/// A lesson's page.
#[derive(Serialize)]
struct Played {
    /// The `<article>`.
    html: String,
    /// The graph block.
    graph: PageGraph,
}

#[derive(Serialize)]
struct Tried<'a> {
    lessons: Vec<Played>,
    findings: Vec<Told<'a>>,
}

/// The Markdown file of a lesson, under `lessons/`; empty when the course has none.
pub fn file_of<'a>(sheet: &'a CourseSheet, slug: &str) -> &'a str {
    sheet.outline.lessons.iter().find(|name| name.slug.as_str() == slug).map_or("", |name| &name.file)
}

/// A lesson of the course, at its own place.
///
/// Shape: JSON with `html` (the `<article>`) and `graph` (a [`PageGraph`]), both as in the prerendered page.
pub fn lesson(sheet: &CourseSheet, file: &str, markdown: &str) -> String {
    let file = SourceFile::new(file, markdown);
    let (lesson, _) = parse::parse(&file);
    let index = sheet.outline.lessons.iter().position(|name| name.slug == lesson.slug);
    let page = index.and_then(|index| sheet.page(index)).unwrap_or_default();
    json(&play(&lesson, &page))
}

/// Lesson files that are tried out, and what is wrong with them. A `course.toml` among them takes the place of `sheet`.
///
/// Shape: JSON with `lessons` (each as [`lesson`] gives it), in the order of the files, and `findings` as `kurs check --format json`.
/// `root` is the path or address from the page that shows them to the site's root.
pub fn preview(sheet: CourseSheet, root: &str, files: &[(String, String)]) -> String {
    let files: Vec<SourceFile> = files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str())).collect();
    let mut found: Vec<(&SourceFile, Vec<Finding>)> = Vec::new();
    let mut sheet = sheet;
    if let Some(file) = files.iter().find(|file| file.path().ends_with(".toml")) {
        let (read, findings) = parse::sheet(file);
        sheet = read;
        found.push((file, findings));
    }
    let mut lessons = Vec::new();
    for file in files.iter().filter(|file| !file.path().ends_with(".toml")) {
        let (lesson, findings) = parse::parse(file);
        let page = page(&sheet, &lesson, root);
        lessons.push(play(&lesson, &page));
        found.push((file, findings));
    }
    let findings = found.iter().flat_map(|(file, findings)| findings.iter().map(|finding| finding.told(file))).collect();
    json(&Tried { lessons, findings })
}

/// The page of a file that need not be in the course.
fn page(sheet: &CourseSheet, lesson: &Lesson, root: &str) -> PageContext {
    let outline = &sheet.outline;
    let index = outline.lessons.iter().position(|name| name.slug == lesson.slug);
    let number = index.map_or(1, |index| outline.lessons[index].number);
    PageContext {
        course: outline.course.clone(),
        language: sheet.language.clone(),
        number,
        total: sheet.total.max(1),
        tone: tone(number),
        root: root.to_owned(),
        media: [root, "media/"].concat(),
        next: index.and_then(|index| outline.lessons.get(index + 1).cloned()),
        help_lines: outline.help_lines.clone(),
        meters: outline.meters.clone(),
        reviewed: sheet.reviewed.contains(&lesson.slug),
    }
}

fn play(lesson: &Lesson, page: &PageContext) -> Played {
    Played { html: html::lesson(lesson, page), graph: html::page_graph(lesson, page) }
}

fn json(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them: nothing that JSON could refuse.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> CourseSheet {
        let (sheet, findings) = parse::sheet(&SourceFile::new("course.toml", include_str!("../../lessons/course.toml")));
        assert_eq!(findings, []);
        sheet
    }

    fn read(json: &str) -> serde_json::Value {
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn the_page_is_the_prerendered_one() {
        let sheet = sheet();
        let text = include_str!("../../lessons/nb/02-fastlegen.md");
        let file = SourceFile::new("nb/02-fastlegen.md", text);
        let (lesson, _) = parse::parse(&file);
        let page = sheet.page(1).expect("the second lesson");
        let said = read(&super::lesson(&sheet, "nb/02-fastlegen.md", text));
        assert_eq!(said["html"], html::lesson(&lesson, &page));
        assert_eq!(said["graph"], serde_json::to_value(html::page_graph(&lesson, &page)).expect("JSON"));
    }

    #[test]
    fn files_are_tried_out() {
        let files = [("01-a.md", "# A\n[b](02-b.md)\n- [c](#d)\n\n## D"), ("02-b.md", "## ✨"), ("course.toml", "id = 1")];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let said = read(&preview(sheet(), "../", &files));
        assert_eq!(said["lessons"].as_array().map(Vec::len), Some(2));
        assert!(said["lessons"][0]["html"].as_str().is_some_and(|html| html.contains("href=\"../leksjon/b/\"")));
        let codes: Vec<_> = said["findings"].as_array().expect("a list").iter().map(|f| f["code"].as_str().unwrap_or("")).collect();
        assert_eq!(codes, ["course-file", "course-file", "course-file", "course-file", "missing-title", "missing-title"]);
    }

    #[test]
    fn lessons_are_found_by_their_names() {
        let mut sheet = sheet();
        sheet.outline.lessons[1].file = "nb/02-fastlegen.md".to_owned();
        assert_eq!((file_of(&sheet, "fastlegen"), file_of(&sheet, "x")), ("nb/02-fastlegen.md", ""));
    }
}
