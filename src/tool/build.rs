//! `kurs build`: a course as a folder of pages, readable before any program runs.
//!
//! Everything is made in memory first: a course with errors leaves the target as it was, and a file that would not change is not written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::assets::{self, Assets};
use super::guide::Guide;
use super::load::{self, Folder, Loaded};
use super::page::{self, Site};
use super::parallel::parallel;
use super::{Error, Status, group, map, offline, print, reading, say, writing};
use crate::course::check::Entry;
use crate::course::finding::{Finding, Severity};
use crate::course::graph::{CourseOutline, HelpLink, LessonName};
use crate::course::html::{self, CourseSheet};
use crate::course::model::{Course, Lesson};
use crate::course::parse::lesson_graph;
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
    outside(&args.out, &args.path)?;
    let folder = load::folder(&args.path)?;
    let loaded = folder.load(load::today());
    tell(&folder, &loaded)?;
    if loaded.has_errors() {
        return Ok(Status::CourseErrors);
    }
    let assets = match &args.template {
        Some(template) => Assets::from_template(template)?,
        None => Assets::embedded(),
    };
    let mut files = site(&folder, &loaded, &assets)?;
    if assets.program.is_some() {
        offline::add(&mut files, &loaded.course.id, Texts::of(language(&loaded.course)));
    }
    let written = write(&args.out, &files)?;
    if let Some(folder) = args.template.as_deref().and_then(Path::parent)
        && full(folder) == full(&args.out)
    {
        for name in &assets.spent {
            let path = args.out.join(name);
            fs::remove_file(&path).map_err(writing(&path))?;
        }
    }
    say(format_args!("built {}: {} files, {written} of them new or changed", args.out.display(), files.len()));
    Ok(Status::Done)
}

/// Refuses to write pages into the course they are made of.
pub fn outside(out: &Path, course: &Path) -> Result<(), Error> {
    if full(out).is_some_and(|out| full(course).is_some_and(|course| out.starts_with(course))) {
        let what = "is inside the course folder; the pages would become part of the course".to_owned();
        return Err(Error::Call { path: out.to_owned(), what });
    }
    Ok(())
}

/// Prints what is wrong, but for notes: those are for `kurs check`.
pub fn tell(folder: &Folder, loaded: &Loaded) -> Result<(), Error> {
    let told: Vec<Finding> = loaded.findings.iter().filter(|finding| finding.severity != Severity::Note).cloned().collect();
    let mut text = Vec::new();
    let stdout = io::stdout();
    let colours = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    print::human(&mut text, folder, &told, colours)?;
    if !told.is_empty() {
        print::closing(&mut text, &told, &loaded.report.total)?;
    }
    // Who has stopped reading stops nothing else.
    let _ = stdout.lock().write_all(&text);
    Ok(())
}

/// The site as far as it goes, with findings at their place: what `kurs serve` shows.
///
/// Errors: as [`site`]'s.
pub fn preview(path: &Path, assets: &Assets) -> Result<Files, Error> {
    let folder = load::folder(path)?;
    let loaded = folder.load(load::today());
    tell(&folder, &loaded)?;
    let mut files = site(&folder, &loaded, assets)?;
    for finding in loaded.findings.iter().rev().filter(|finding| finding.severity != Severity::Note) {
        let line = folder.source(&finding.file).map_or(1, |file| file.position(finding.span.start).line);
        let (name, scene) = match loaded.lessons.iter().find(|entry| entry.file.path() == finding.file) {
            Some(Entry { lesson, .. }) => {
                let scene = lesson.scenes.iter().rev().find(|scene| scene.heading_span.start <= finding.span.start);
                (format!("leksjon/{}/index.html", lesson.slug), scene.or(lesson.scenes.first()))
            }
            None => ("index.html".to_owned(), None),
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

/// Paths under the site's root, with `/`, and what is in the files.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the built site.
///
/// Errors: a file of the course folder that could be listed cannot be read.
pub fn site(folder: &Folder, loaded: &Loaded, assets: &Assets) -> Result<Files, Error> {
    let course = &loaded.course;
    let language = language(course);
    let lessons = lessons(loaded, language);
    let sheet = course_sheet(course, language, &lessons);
    let text = Texts::of(language);
    let site = Site { course, outline: sheet.outline.clone(), assets, text, edition: edition(folder, &lessons) };

    let mut files = Files::new();
    let mut plans = String::new();
    let pages = parallel(lessons.len(), |i| {
        let (lesson, name) = (&lessons[i].lesson, &site.outline.lessons[i]);
        let context = sheet.page(i).expect("the sheet has every lesson of the outline");
        let article = html::lesson(lesson, &context);
        let graph = html::data_block("data-graph", &html::page_graph(lesson, &context));
        (site.lesson_page(name, &lesson.front, &article, &graph), map::section(lesson, &lesson_graph(lesson), name, sheet.total, text))
    });
    for (name, (page, plan)) in site.outline.lessons.iter().zip(pages) {
        files.insert(format!("leksjon/{}/index.html", name.slug), page.into_bytes());
        plans.push_str(&plan);
    }

    let read: Vec<_> = lessons.iter().map(|entry| &entry.lesson).collect();
    let prose = |name: &str, otherwise: &str| {
        let path = folder.root.join("pages").join(language).join(name);
        if path.is_file() { fs::read_to_string(&path).map_err(reading(&path)) } else { Ok(otherwise.to_owned()) }
    };
    for (path, page) in [
        ("index.html", site.course_page(&read)),
        ("dagbok/index.html", site.journal_page()),
        ("kart/index.html", site.map_page(&plans)),
        ("forhandsvis/index.html", site.preview_page()),
        ("personvern/index.html", site.privacy_page(&prose("personvern.md", include_str!("../text/nb/privacy.md"))?)),
        ("om/index.html", site.about_page(&prose("om.md", "")?)),
        ("veien-videre/index.html", site.resources_page(&prose("veien-videre.md", "")?)),
        ("404.html", site.missing_page()),
    ] {
        files.insert(path.to_owned(), page.into_bytes());
    }

    files.extend(group::files(&site, &lessons, &sheet));

    let guide = Guide { course, lessons: &lessons, sheet: &sheet, text, review: false, whole: true, in_site: true };
    files.extend(guide.files().into_iter().map(|(name, page)| (["veileder/", &name].concat(), page)));

    // The Markdown itself, so that the program can play a lesson whose page is missing.
    for entry in &lessons {
        files.insert(format!("lessons/{}", entry.file.path()), entry.file.text().as_bytes().to_vec());
    }
    files.insert("lessons/course.json".to_owned(), serde_json::to_vec(&sheet).expect("names and numbers always become JSON"));
    if let Some(file) = &folder.course_file {
        files.insert("lessons/course.toml".to_owned(), file.text().as_bytes().to_vec());
    }
    media(folder, &mut files)?;
    files.extend(assets.files.iter().cloned());
    Ok(files)
}

/// What tells one edition of a course from another: made of all that its lessons and course.toml say.
fn edition(folder: &Folder, lessons: &[&Entry]) -> String {
    let files = folder.course_file.iter().chain(lessons.iter().map(|entry| entry.file));
    let mut digest = Sha256::new();
    for file in files {
        digest.update(file.text());
        // So that a sentence that moves from the end of one file to the beginning of the next is no small matter.
        digest.update([0]);
    }
    digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The language that is built: the course's first.
pub fn language(course: &Course) -> &str {
    course.languages.first().map_or("nb", String::as_str)
}

/// What the lessons' pages need of the course.
pub fn course_sheet(course: &Course, language: &str, lessons: &[&Entry]) -> CourseSheet {
    CourseSheet {
        outline: outline(course, language, lessons.iter().map(|entry| (entry.file.path(), &entry.lesson))),
        language: language.to_owned(),
        total: page::total(course),
        reviewed: course.reviewed.iter().filter_map(|review| review.lesson.clone()).collect(),
    }
}

/// The lessons to build: those the course lists, in its order; all there are when no course says anything.
pub fn lessons<'a>(loaded: &'a Loaded, language: &str) -> Vec<&'a Entry<'a>> {
    let mut taken = BTreeSet::new();
    let inside = |entry: &&Entry| entry.file.path().split_once('/').is_none_or(|(folder, _)| folder == language);
    let listed = |entry: &&Entry| loaded.course.lessons.is_empty() || loaded.course.lessons.contains(&entry.lesson.slug);
    loaded.lessons.iter().filter(inside).filter(listed).filter(|entry| taken.insert(&entry.lesson.slug)).collect()
}

/// The course as the program sees it. Lessons come as (file, lesson), in the course's order.
pub fn outline<'a>(course: &Course, language: &str, lessons: impl Iterator<Item = (&'a str, &'a Lesson<'a>)>) -> CourseOutline {
    let lessons: Vec<_> = lessons.collect();
    // A lesson on its own is its own course.
    let title = match course.title.get(language) {
        "" => lessons.first().map_or(String::new(), |(_, lesson)| lesson.title.to_string()),
        title => title.to_owned(),
    };
    CourseOutline {
        course: course.id.clone(),
        title,
        meters: course.meters(language),
        lessons: lessons
            .into_iter()
            .enumerate()
            .map(|(i, (file, lesson))| LessonName {
                slug: lesson.slug.clone(),
                title: lesson.title.to_string(),
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

/// Adds the course's pictures and sounds, under `media/`.
///
/// Errors: one that could be listed cannot be read.
pub fn media(folder: &Folder, files: &mut Files) -> Result<(), Error> {
    let media = folder.root.join("media");
    if media.is_dir() { copy(&media, "media", files) } else { Ok(()) }
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
    let written = put(out, files)?;
    remove_left(out, "", files)?;
    Ok(written)
}

/// Writes what is new or different. Gives the number written.
pub fn put(out: &Path, files: &Files) -> Result<usize, Error> {
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
    Ok(written)
}

/// Removes files that only a build can have made: lessons' pages, guides and Markdown, and what is named by its content.
fn remove_left(out: &Path, under: &str, files: &Files) -> Result<(), Error> {
    let folder = out.join(under);
    for entry in fs::read_dir(&folder).map_err(reading(&folder))? {
        let entry = entry.map_err(reading(&folder))?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let full = if under.is_empty() { name.clone() } else { format!("{under}/{name}") };
        if path.is_dir() {
            if ["leksjon", "lessons", "veileder", "gruppe"].contains(&full.as_str()) || !under.is_empty() {
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
            Some((folder, "index.html")) => ["leksjon/", "veileder/", "gruppe/notater/"].iter().any(|under| folder.starts_with(under)),
            Some((folder, file)) => folder.starts_with("lessons") && file.ends_with(".md"),
        };
        if ours && !files.contains_key(plain) {
            fs::remove_file(&path).map_err(writing(&path))?;
        }
    }
    Ok(())
}

/// The whole path, also of a folder that is not there yet.
fn full(path: &Path) -> Option<PathBuf> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    fs::canonicalize(path).ok().or_else(|| Some(full(path.parent()?)?.join(path.file_name()?)))
}
