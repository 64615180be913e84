//! Markdown to page where nothing is prerendered: what the `parser` program does, so that it is tested natively.

use super::finding::{Code, Finding};
use super::graph::{Change, Comparison, Condition, LessonGraph, LessonName, Meter, PageGraph, PromptKind, SceneNode, Show, Target};
use super::html::{self, CourseSheet, PageContext, tone};
use super::model::{Destination, Lesson};
use super::order;
use super::parse;
use super::source::SourceFile;

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
    let mut json = Json(String::new());
    json.play(&lesson, &page);
    json.0
}

/// Lesson files that are tried out, and what is wrong with them.
///
/// Shape: JSON with `lessons` (each as [`lesson`] gives it), in the order of the files, and `findings` as `kurs check --format json`.
/// `root` is the path or address from the page that shows them to the site's root.
pub fn preview(sheet: &CourseSheet, root: &str, files: &[(String, String)]) -> String {
    let files: Vec<SourceFile> = files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str())).collect();
    let mut found: Vec<(&SourceFile, Vec<Finding>)> = Vec::with_capacity(files.len());
    let mut lessons = Vec::with_capacity(files.len());
    let mut json = Json(String::new());
    json.open('{');
    json.key("lessons");
    json.open('[');
    for file in &files {
        let (lesson, findings) = parse::parse(file);
        let page = page(sheet, &lesson, root);
        json.play(&lesson, &page);
        found.push((file, findings));
        lessons.push(lesson);
    }
    json.close(']');
    for ((file, findings), lesson) in found.iter_mut().zip(&lessons) {
        findings.extend(nowhere(file, lesson, &lessons));
        order::sort(findings, &|a, b| a.span.start.cmp(&b.span.start));
    }
    json.findings(&found);
    json.close('}');
    json.0
}

/// What pages need of a course whose course file is all that is known of it.
///
/// Shape: JSON with `sheet` (a [`CourseSheet`]) and `findings` as `kurs check --format json`. What the `course` program does.
pub fn sheet(toml: &str) -> String {
    let file = SourceFile::new("course.toml", toml);
    let (sheet, findings) = parse::sheet(&file);
    let mut json = Json(String::new());
    json.open('{');
    json.key("sheet");
    json.0.push_str(&serde_json::to_string(&sheet).unwrap_or_default());
    json.findings(&[(&file, findings)]);
    json.close('}');
    json.0
}

/// Links to scenes that are not there: of what only `kurs check` tells, the one mistake that playing cannot show.
fn nowhere(file: &SourceFile, lesson: &Lesson, lessons: &[Lesson]) -> Vec<Finding> {
    let mut found = Vec::new();
    for link in &lesson.links {
        if let Destination::Scene(Target { lesson: other, scene: Some(scene) }) = &link.to {
            let there = match other {
                None => Some(lesson),
                Some(slug) => lessons.iter().find(|lesson| lesson.slug == *slug),
            };
            if there.is_some_and(|there| there.scenes.iter().all(|s| s.id != *scene)) {
                found.push(Finding::new(
                    Code::UnknownScene,
                    file.path(),
                    link.span,
                    ["no scene is called `", scene.as_str(), "`"].concat(),
                ));
            }
        }
    }
    found
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

/// JSON being written, the same as serde writes it: that would be a tenth of the parser wasm.
struct Json(String);

impl Json {
    /// Sets the comma before what follows, if it is not the first.
    fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    #[inline(never)]
    fn open(&mut self, bracket: char) {
        self.next();
        self.0.push(bracket);
    }

    #[inline(never)]
    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.text(key);
        self.0.push(':');
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.next();
        self.0.push('"');
        // Stretches that stay as they are, are copied whole. What is escaped is ASCII, so every cut is between characters.
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let short = match byte {
                b'"' | b'\\' => byte,
                b'\n' => b'n',
                b'\t' => b't',
                b'\r' => b'r',
                8 => b'b',
                12 => b'f',
                0..32 => b'u',
                _ => continue,
            };
            self.0.push_str(&text[from..at]);
            from = at + 1;
            self.0.push('\\');
            self.0.push(char::from(short));
            if short == b'u' {
                let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
                self.0.extend(['0', '0', digit(byte >> 4), digit(byte & 15)]);
            }
        }
        self.0.push_str(&text[from..]);
        self.0.push('"');
    }

    #[inline(never)]
    fn number(&mut self, number: i64) {
        self.next();
        self.0.push_str(&number.to_string());
    }

    fn field(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    fn count(&mut self, key: &str, number: i64) {
        self.key(key);
        self.number(number);
    }

    fn truth(&mut self, key: &str, truth: bool) {
        if truth {
            self.key(key);
            self.0.push_str("true");
        }
    }

    /// A lesson's page.
    #[inline(never)]
    fn play(&mut self, lesson: &Lesson, page: &PageContext) {
        self.open('{');
        self.field("html", &html::lesson(lesson, page));
        self.key("graph");
        self.page_graph(&html::page_graph(lesson, page));
        self.close('}');
    }

    fn page_graph(&mut self, graph: &PageGraph) {
        self.open('{');
        self.field("course", graph.course.as_str());
        self.key("meters");
        self.open('[');
        graph.meters.iter().for_each(|meter| self.meter(meter));
        self.close(']');
        self.lesson_name("name", &graph.name);
        if let Some(next) = &graph.next {
            self.lesson_name("next", next);
        }
        self.key("lesson");
        self.lesson_graph(&graph.lesson);
        self.close('}');
    }

    #[inline(never)]
    fn lesson_name(&mut self, key: &str, name: &LessonName) {
        self.key(key);
        self.open('{');
        self.field("slug", name.slug.as_str());
        self.field("title", &name.title);
        self.count("number", name.number as i64);
        self.field("file", &name.file);
        self.close('}');
    }

    fn meter(&mut self, meter: &Meter) {
        self.open('{');
        self.field("id", meter.id.as_str());
        self.field("name", &meter.name);
        self.count("min", meter.min);
        self.count("max", meter.max);
        self.count("start", meter.start);
        let show = match meter.show {
            Show::Never => "never",
            Show::End => "end",
            Show::Always => "always",
        };
        self.field("show", show);
        self.key("words");
        self.open('[');
        for (from, word) in &meter.words {
            self.open('[');
            self.number(*from);
            self.text(word);
            self.close(']');
        }
        self.close(']');
        self.close('}');
    }

    fn lesson_graph(&mut self, lesson: &LessonGraph) {
        self.open('{');
        self.field("slug", lesson.slug.as_str());
        self.key("scenes");
        self.open('[');
        lesson.scenes.iter().for_each(|scene| self.scene(scene));
        self.close(']');
        self.close('}');
    }

    fn scene(&mut self, scene: &SceneNode) {
        self.open('{');
        self.field("id", scene.id.as_str());
        self.condition(scene.condition.as_ref());
        self.truth("ending", scene.ending);
        if !scene.choices.is_empty() {
            self.key("choices");
            self.open('[');
            for choice in &scene.choices {
                self.open('{');
                self.field("name", choice.name.as_str());
                self.key("to");
                self.open('{');
                if let Some(lesson) = &choice.to.lesson {
                    self.field("lesson", lesson.as_str());
                }
                if let Some(scene) = &choice.to.scene {
                    self.field("scene", scene.as_str());
                }
                self.close('}');
                self.condition(choice.condition.as_ref());
                if !choice.effects.is_empty() {
                    self.key("effects");
                    self.open('[');
                    for effect in &choice.effects {
                        self.open('[');
                        self.text(effect.0.as_str());
                        self.open('{');
                        let (key, number) = match effect.1 {
                            Change::Add(n) => ("add", n),
                            Change::Set(n) => ("set", n),
                        };
                        self.count(key, number);
                        self.close('}');
                        self.close(']');
                    }
                    self.close(']');
                }
                self.truth("consequence", choice.consequence);
                self.close('}');
            }
            self.close(']');
        }
        if !scene.prompts.is_empty() {
            self.key("prompts");
            self.open('[');
            for prompt in &scene.prompts {
                self.open('{');
                self.field("id", prompt.id.as_str());
                let kind = match prompt.kind {
                    PromptKind::Reflection => "reflection",
                    PromptKind::Intention => "intention",
                    PromptKind::Scale => "scale",
                    PromptKind::Poll => "poll",
                    PromptKind::Discussion => "discussion",
                };
                self.field("kind", kind);
                if !prompt.minutes.is_empty() {
                    self.key("minutes");
                    self.open('[');
                    prompt.minutes.iter().for_each(|n| self.number(i64::from(*n)));
                    self.close(']');
                }
                self.close('}');
            }
            self.close(']');
        }
        self.close('}');
    }

    #[inline(never)]
    fn condition(&mut self, condition: Option<&Condition>) {
        let Some(Condition(meter, comparison, number)) = condition else { return };
        self.key("if");
        self.open('[');
        self.text(meter.as_str());
        self.text(match comparison {
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::Below => "<",
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
        });
        self.number(*number);
        self.close(']');
    }

    fn findings(&mut self, found: &[(&SourceFile, Vec<Finding>)]) {
        self.key("findings");
        self.open('[');
        for (file, findings) in found {
            findings.iter().for_each(|finding| self.finding(finding, file));
        }
        self.close(']');
    }

    fn finding(&mut self, finding: &Finding, file: &SourceFile) {
        let told = finding.told(file);
        self.open('{');
        self.field("code", told.code);
        self.field("severity", told.severity);
        self.field("file", told.file);
        for (key, number) in [("line", told.line), ("column", told.column), ("end_line", told.end_line), ("end_column", told.end_column)] {
            self.count(key, number as i64);
        }
        self.field("message", told.message);
        self.key("help");
        match told.help {
            Some(help) => self.text(help),
            None => self.0.push_str("null"),
        }
        self.close('}');
    }
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
        let files = [("01-a.md", "# A\n[b](02-b.md)\n- [c](#d)\n\n## D"), ("02-b.md", "## ✨")];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let said = read(&preview(&sheet(), "../", &files));
        assert_eq!(said["lessons"].as_array().map(Vec::len), Some(2));
        assert!(said["lessons"][0]["html"].as_str().is_some_and(|html| html.contains("href=\"../leksjon/b/\"")));
        let codes: Vec<_> = said["findings"].as_array().expect("a list").iter().map(|f| f["code"].as_str().unwrap_or("")).collect();
        assert_eq!(codes, ["missing-title", "missing-title"]);
    }

    #[test]
    fn a_course_file_is_tried_out() {
        let said = read(&super::sheet("id = \"k\"\nlessons = [\"a\", \"b\"]\nlanguages = [\"nn\"]"));
        assert_eq!((&said["sheet"]["outline"]["lessons"][1]["number"], &said["sheet"]["language"]), (&2.into(), &"nn".into()));
        assert_eq!(said["findings"][0]["code"], "course-file");
        assert_eq!(serde_json::from_value::<CourseSheet>(said["sheet"].clone()).expect("a sheet").outline.course.as_str(), "k");
    }

    #[test]
    fn the_json_is_serde_s() {
        let texts = [
            include_str!("../../lessons/nb/02-fastlegen.md").to_owned(),
            "# A\n- [a](#b \"if m >= 1: m +1, n = -2\")\n\n  x\n- [b](c.md#d \"if m <= 1\")\n- [c](c.md)\n\n## B {.ending if=m!=2}\n\n\
             > [!DISCUSSION 2+8 min] d\n\n> [!SCALE 0-3] s\n> a | b\n\n> [!POLL one] p\n> - [ ] x\n\n> [!INTENTION] i\n\n\
             > [!REFLECTION] r\n\n## C {if=m==1}\n- [a](#b \"if m > 1: m -1\")\n- [b](#c \"if m < 1\")\n\n> [!X] \"\\\\"
                .to_owned(),
            (0..40).map(char::from).chain("\"\\/\u{7f}æ".chars()).collect::<String>().replace(['\n', '\r'], "") + "\n# \t<&\"",
        ];
        for text in &texts {
            let file = SourceFile::new("nb/02-a\"\u{1}\u{8}\u{c}\n\t\r.md", text.as_str());
            let (lesson, findings) = parse::parse(&file);
            let mut page = sheet().page(1).expect("the second lesson");
            for (show, meter) in [Show::Never, Show::End, Show::Always].into_iter().zip(&mut page.meters) {
                meter.show = show;
                meter.words = vec![(-1, "a\"".to_owned()), (3, String::new())];
            }
            for next in [page.next.clone(), None] {
                page.next = next;
                let graph = html::page_graph(&lesson, &page);
                let mut json = Json(String::new());
                json.page_graph(&graph);
                assert_eq!(json.0, serde_json::to_string(&graph).expect("JSON"));
            }
            let mut json = Json(String::new());
            json.open('[');
            findings.iter().for_each(|finding| json.finding(finding, &file));
            json.close(']');
            let told: Vec<_> = findings.iter().map(|finding| finding.told(&file)).collect();
            assert_eq!(json.0, serde_json::to_string(&told).expect("JSON"));
        }
    }

    #[test]
    fn a_link_to_nowhere_is_found_also_from_file_to_file() {
        let files = [("01-a.md", "# A\n\n- [B](02-b.md#y)\n- [X](#x)\n- [C](03-c.md#z)"), ("02-b.md", "# B\n\nSlutt.")];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let said = read(&preview(&sheet(), "../", &files));
        let found = said["findings"].as_array().expect("a list").iter();
        let found: Vec<_> = found.map(|f| (f["code"].as_str().unwrap_or(""), f["line"].as_u64().unwrap_or(0))).collect();
        assert_eq!(found, [("unknown-scene", 3), ("unknown-scene", 4)]);
    }

    #[test]
    fn lessons_are_found_by_their_names() {
        let mut sheet = sheet();
        sheet.outline.lessons[1].file = "nb/02-fastlegen.md".to_owned();
        assert_eq!((file_of(&sheet, "fastlegen"), file_of(&sheet, "x")), ("nb/02-fastlegen.md", ""));
    }
}
