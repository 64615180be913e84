//! `kurs build`: a course as a folder of pages, readable before any program runs.
//!
//! Everything is made in memory first: a course with errors leaves the target as it was, and a file that would not change is not written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

use super::assets::{self, Assets};
use super::page::{Site, tone};
use super::{Error, Status, map, reading, writing};
use crate::course::finding::{Code, Finding, Severity};
use crate::course::graph::{CourseOutline, HelpLink, LessonName, LessonSlug};
use crate::course::html::{self, PageContext};
use crate::course::model::{Course, Lesson};
use crate::course::parse::{self, lesson_graph};
use crate::course::slug::lesson_slug;
use crate::course::source::SourceFile;
use crate::place::Place;
use crate::text::Texts;

/// Write a course as pages that any static host, or a USB stick, can hold.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The course folder.
    #[arg(default_value = "lessons")]
    pub path: PathBuf,
    /// Where to; what is there of an earlier build is replaced.
    #[arg(long, default_value = "site")]
    pub out: PathBuf,
    /// An index.html built by Trunk: the pages then start the program. Without it they are for reading and clicking only.
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
}

/// Builds the course at `args.path` and says what came of it.
pub fn run(args: &Args) -> Result<Status, Error> {
    let sources = read(&args.path)?;
    let read = sources.parse();
    if read.tell() {
        return Ok(Status::CourseErrors);
    }
    let assets = match &args.template {
        Some(template) => Assets::from_template(template)?,
        None => Assets::embedded(),
    };
    let files = site(&args.path, &read.course, &read.lessons, &assets)?;
    let written = write(&args.out, &files)?;
    if let Some(folder) = args.template.as_deref().and_then(Path::parent)
        && is_same(folder, &args.out)
    {
        for name in &assets.spent {
            let path = args.out.join(name);
            fs::remove_file(&path).map_err(writing(&path))?;
        }
    }
    println!("built {}: {} files, {written} of them new or changed", args.out.display(), files.len());
    Ok(Status::Done)
}

struct Sources {
    course: SourceFile,
    lessons: Vec<SourceFile>,
    findings: Vec<Finding>,
}

/// A course folder, read and parsed.
struct Parsed<'a> {
    course: Course,
    /// In the course's order.
    lessons: Vec<(&'a SourceFile, Lesson<'a>)>,
    findings: Vec<Finding>,
}

impl Sources {
    fn parse(&self) -> Parsed<'_> {
        let (course, mut findings) = parse::course(&self.course);
        findings.extend(self.findings.iter().cloned());
        let parsed = parallel(self.lessons.len(), |i| parse::parse(&self.lessons[i]));
        let mut lessons = Vec::with_capacity(parsed.len());
        for (file, (lesson, more)) in self.lessons.iter().zip(parsed) {
            findings.extend(more);
            lessons.push((file, lesson));
        }
        Parsed { course, lessons, findings }
    }
}

impl Parsed<'_> {
    /// Prints the findings. Gives whether one of them is an error.
    fn tell(&self) -> bool {
        for finding in &self.findings {
            println!("{}: {}: {}", finding.file, finding.code.as_str(), finding.message);
        }
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The site as far as it goes, with findings at their place: what `kurs serve` shows.
///
/// Errors: as [`site`]'s.
pub fn preview(folder: &Path, assets: &Assets) -> Result<Files, Error> {
    let sources = read(folder)?;
    let read = sources.parse();
    read.tell();
    let mut files = site(folder, &read.course, &read.lessons, assets)?;
    for finding in read.findings.iter().rev() {
        let lesson = read.lessons.iter().find(|(file, _)| file.path() == finding.file);
        let (name, line, scene) = match lesson {
            Some((file, lesson)) => {
                let scene = lesson.scenes.iter().rev().find(|scene| scene.heading_span.start <= finding.span.start);
                let name = format!("leksjon/{}/index.html", lesson.slug);
                (name, file.position(finding.span.start).line, scene.or(lesson.scenes.first()))
            }
            None => ("index.html".to_owned(), sources.course.position(finding.span.start).line, None),
        };
        if let Some(page) = files.get_mut(&name) {
            let html = String::from_utf8_lossy(page);
            // After the scene's heading, or where the page begins.
            let start = scene.and_then(|scene| html.find(&format!(r#" id="{}""#, html::escape(scene.id.as_str())))).unwrap_or(0);
            let at = html[start..].find("</h").map_or(html.len(), |at| start + at + "</h1>".len());
            *page = [&html[..at], &finding_box(finding, line), &html[at..]].concat().into_bytes();
        }
    }
    Ok(files)
}

fn finding_box(finding: &Finding, line: usize) -> String {
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("<p>{}</p>", html::escape(&help.text)));
    format!(
        r#"<aside class="box" data-kind="{}" data-finding="{code}"><p class="kind">{code}</p><p>{}</p>{help}<p><small>{}:{line}</small></p></aside>"#,
        if finding.severity == Severity::Error { "caution" } else { "warning" },
        html::escape(&finding.message),
        html::escape(&finding.file),
        code = finding.code.as_str(),
    )
}

/// `course.toml` and the lessons it lists, in its order.
fn read(folder: &Path) -> Result<Sources, Error> {
    let path = folder.join("course.toml");
    let (file, mut findings) = SourceFile::from_bytes("course.toml", fs::read(&path).map_err(reading(&path))?);
    let (course, _) = parse::course(&file);
    let language = course.languages.first().map_or("nb", String::as_str);
    let mut there = BTreeMap::new();
    let inside = folder.join(language);
    for entry in fs::read_dir(&inside).map_err(reading(&inside))? {
        let name = entry.map_err(reading(&inside))?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            there.insert(lesson_slug(&name), name);
        }
    }
    let mut lessons = Vec::new();
    for slug in &course.lessons {
        match there.get(slug.as_str()) {
            None => findings.push(Finding::new(Code::UnknownLesson, "course.toml", 0..0, format!("no file is called `{slug}`"))),
            Some(name) => {
                let path = inside.join(name);
                let (file, more) = SourceFile::from_bytes(format!("{language}/{name}"), fs::read(&path).map_err(reading(&path))?);
                findings.extend(more);
                lessons.push(file);
            }
        }
    }
    Ok(Sources { course: file, lessons, findings })
}

/// Paths under the site's root, with `/`, and what is in the files.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the built site.
///
/// `lessons` stand in the course's order. Errors: a file of the course folder that could be listed cannot be read.
pub fn site(folder: &Path, course: &Course, lessons: &[(&SourceFile, Lesson)], assets: &Assets) -> Result<Files, Error> {
    let language = course.languages.first().map_or("nb", String::as_str);
    let outline = outline(course, language, lessons.iter().map(|(file, lesson)| (file.path(), lesson)));
    let text = Texts::of(language);
    let site = Site { course, outline, assets, text };

    let mut files = Files::new();
    let mut plans = String::new();
    let pages = parallel(lessons.len(), |i| {
        let (lesson, name) = (&lessons[i].1, &site.outline.lessons[i]);
        let context = context(&site, language, i);
        let article = html::lesson(lesson, &context);
        let graph = html::data_block("data-graph", &html::page_graph(lesson, &context));
        (site.lesson_page(name, &lesson.front, &article, &graph), map::section(lesson, &lesson_graph(lesson), name, site.total(), text))
    });
    for (name, (page, plan)) in site.outline.lessons.iter().zip(pages) {
        files.insert(format!("leksjon/{}/index.html", name.slug), page.into_bytes());
        plans.push_str(&plan);
    }

    let read: Vec<_> = lessons.iter().map(|(_, lesson)| lesson).collect();
    let prose = |name: &str, otherwise: &str| {
        let path = folder.join("pages").join(language).join(name);
        if path.is_file() { fs::read_to_string(&path).map_err(reading(&path)) } else { Ok(otherwise.to_owned()) }
    };
    for (path, page) in [
        ("index.html", site.course_page(&read)),
        ("dagbok/index.html", site.journal_page()),
        ("kart/index.html", site.map_page(&plans)),
        ("forhandsvis/index.html", site.preview_page()),
        ("personvern/index.html", site.privacy_page(&prose("personvern.md", include_str!("../text/nb/privacy.md"))?)),
        ("om/index.html", site.about_page(&prose("om.md", "")?)),
        ("404.html", site.missing_page()),
    ] {
        files.insert(path.to_owned(), page.into_bytes());
    }

    // The Markdown itself, so that the program can play a lesson whose page is missing.
    for (file, _) in lessons {
        files.insert(format!("lessons/{}", file.path()), file.text().as_bytes().to_vec());
    }
    let json = serde_json::to_vec(&CourseFile {
        outline: &site.outline,
        language,
        total: site.total(),
        reviewed: course.reviewed.iter().filter_map(|review| review.lesson.as_ref()).collect(),
    });
    files.insert("lessons/course.json".to_owned(), json.expect("names and numbers always become JSON"));
    let course_toml = folder.join("course.toml");
    files.insert("lessons/course.toml".to_owned(), fs::read(&course_toml).map_err(reading(&course_toml))?);
    let media = folder.join("media");
    if media.is_dir() {
        copy(&media, "media", &mut files)?;
    }
    files.extend(assets.files.iter().cloned());
    Ok(files)
}

/// `lessons/course.json`: what the program needs to play Markdown where a page is missing.
#[derive(Serialize)]
struct CourseFile<'a> {
    #[serde(flatten)]
    outline: &'a CourseOutline,
    language: &'a str,
    /// Lessons, planned ones too.
    total: usize,
    /// Lessons whose professional review stands in course.toml.
    reviewed: Vec<&'a LessonSlug>,
}

/// The course as the program sees it. Lessons come as (file, lesson), in the course's order.
pub fn outline<'a>(course: &Course, language: &str, lessons: impl Iterator<Item = (&'a str, &'a Lesson<'a>)>) -> CourseOutline {
    CourseOutline {
        course: course.id.clone(),
        title: course.title.get(language).to_owned(),
        meters: course.meters(language),
        lessons: lessons
            .enumerate()
            .map(|(i, (file, lesson))| LessonName {
                slug: lesson.slug.clone(),
                title: lesson.title.clone(),
                number: i + 1,
                file: file.to_owned(),
            })
            .collect(),
        help_lines: course
            .help_lines
            .iter()
            .map(|line| HelpLink { name: line.name.get(language).to_owned(), phone: line.phone.clone(), url: line.url.clone() })
            .collect(),
        was: course.was.clone(),
    }
}

fn context(site: &Site, language: &str, index: usize) -> PageContext {
    let name = &site.outline.lessons[index];
    let root = Place::lesson(&name.slug).root();
    PageContext {
        course: site.outline.course.clone(),
        language: language.to_owned(),
        number: name.number,
        total: site.total(),
        tone: tone(name.number),
        media: root.clone() + "media/",
        root,
        next: site.outline.lessons.get(index + 1).cloned(),
        help_lines: site.outline.help_lines.clone(),
        meters: site.outline.meters.clone(),
        reviewed: site.course.reviewed.iter().any(|review| review.lesson.as_ref() == Some(&name.slug)),
    }
}

/// `work` for every index, on all processors; results in order.
pub fn parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, work(index)));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count.max(1));
    let mut results: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

fn copy(from: &Path, to: &str, files: &mut Files) -> Result<(), Error> {
    for entry in fs::read_dir(from).map_err(reading(from))? {
        let entry = entry.map_err(reading(from))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{to}/{}", name.to_string_lossy());
        if path.is_dir() {
            copy(&path, &name, files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(reading(&path))?);
        }
    }
    Ok(())
}

/// Writes what is new or different, and removes what an earlier build left and this one has no more. Gives the number written.
pub fn write(out: &Path, files: &Files) -> Result<usize, Error> {
    let mut written = 0;
    for (name, bytes) in files {
        let path = out.join(name);
        if fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(writing(folder))?;
        }
        fs::write(&path, bytes).map_err(writing(&path))?;
        written += 1;
    }
    remove_left(out, "", files)?;
    Ok(written)
}

/// Removes files that only a build can have made: lessons' pages and Markdown, and what is named by its content.
fn remove_left(out: &Path, under: &str, files: &Files) -> Result<(), Error> {
    let folder = out.join(under);
    for entry in fs::read_dir(&folder).map_err(reading(&folder))? {
        let entry = entry.map_err(reading(&folder))?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let full = if under.is_empty() { name.clone() } else { format!("{under}/{name}") };
        if path.is_dir() {
            if full == "leksjon" || full == "lessons" || !under.is_empty() {
                remove_left(out, &full, files)?;
                // Goes only when it is empty.
                let _ = fs::remove_dir(&path);
            }
            continue;
        }
        // What was compressed goes with its file.
        let plain = full.strip_suffix(".br").or_else(|| full.strip_suffix(".gz")).unwrap_or(&full);
        let ours = match plain.rsplit_once('/') {
            None => assets::is_named_by_content(plain),
            Some((folder, "index.html")) => folder.starts_with("leksjon/"),
            Some((folder, file)) => folder.starts_with("lessons") && file.ends_with(".md"),
        };
        if ours && !files.contains_key(plain) {
            fs::remove_file(&path).map_err(writing(&path))?;
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path }).ok();
    full(one).is_some_and(|one| Some(one) == full(other))
}
