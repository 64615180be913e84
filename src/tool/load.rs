//! Reading a course folder from disk, and all that is wrong with it: what `check`, `build` and `serve` begin with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::parallel::parallel;
use super::{Error, reading};
use crate::course::check::{self, Entry, Material};
use crate::course::finding::{Finding, Severity};
use crate::course::model::{Course, Date, Lesson};
use crate::course::parse;
use crate::course::slug::lesson_slug;
use crate::course::source::SourceFile;

/// How far below the course folder files are looked for.
const DEPTH: usize = 8;

/// A course folder as it lies on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder with `course.toml`; for a lesson without one, the folder it lies in.
    pub root: PathBuf,
    /// `course.toml`; `None` for a lesson without one.
    pub course_file: Option<SourceFile>,
    /// Lesson files, in order of their paths.
    pub lessons: Vec<SourceFile>,
    /// All files, relative to the folder, with `/`.
    pub files: BTreeSet<String>,
    /// The one lesson that was asked for, as findings name it.
    pub only: Option<String>,
    /// Files that are not text.
    not_text: Vec<Finding>,
}

/// A course, read and checked.
#[derive(Clone, Debug)]
pub struct Loaded<'a> {
    /// `course.toml`, or nothing but defaults.
    pub course: Course,
    /// Lessons in the order of the course, one language after the other, then those it does not list.
    pub lessons: Vec<Entry<'a>>,
    /// Everything that is wrong, in file order.
    pub findings: Vec<Finding>,
    /// What the course holds, and what the walk saw.
    pub report: check::Report,
}

impl Loaded<'_> {
    /// Whether the course may not be built.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Reads a course folder, or one lesson file with the course it belongs to.
///
/// Errors: the disk's, each with its path; a folder without `course.toml`.
pub fn folder(path: &Path) -> Result<Folder, Error> {
    let about = fs::metadata(path).map_err(reading(path))?;
    if about.is_dir() {
        let file = path.join("course.toml");
        if !file.exists() {
            let what = "there is no course.toml here; a course folder has one, and its lessons lie in a folder for each language (nb/)";
            return Err(Error::Call { path: path.to_owned(), what: what.into() });
        }
        return read(path, None);
    }
    let whole = fs::canonicalize(path).map_err(reading(path))?;
    let folder = whole.parent().unwrap_or(Path::new("/"));
    match folder.ancestors().take(3).find(|a| a.join("course.toml").is_file()) {
        Some(root) => {
            let name = relative(&whole, root);
            read(root, Some(name))
        }
        None => {
            let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (file, not_text) = source(&whole, &name)?;
            let root = folder.to_owned();
            Ok(Folder { root, course_file: None, lessons: vec![file], files: BTreeSet::new(), only: Some(name), not_text })
        }
    }
}

fn read(root: &Path, only: Option<String>) -> Result<Folder, Error> {
    let files = list(root)?;
    let (course_file, mut not_text) = source(&root.join("course.toml"), "course.toml")?;
    let mut lessons = Vec::new();
    for name in files.iter().filter(|name| is_lesson(name)) {
        let (file, found) = source(&root.join(name), name)?;
        lessons.push(file);
        not_text.extend(found);
    }
    // A file that is asked for by name is a lesson, wherever it lies.
    if let Some(name) = only.as_ref().filter(|name| !is_lesson(name) && *name != "course.toml") {
        let (file, found) = source(&root.join(name), name)?;
        lessons.push(file);
        not_text.extend(found);
    }
    Ok(Folder { root: root.to_owned(), course_file: Some(course_file), lessons, files, only, not_text })
}

/// A Markdown file in a language's folder: `nb/01-x.md`.
fn is_lesson(name: &str) -> bool {
    name.split_once('/').is_some_and(|(folder, file)| folder != "media" && !file.contains('/') && file.ends_with(".md"))
}

/// All files below `root`; hidden ones are left out.
fn list(root: &Path) -> Result<BTreeSet<String>, Error> {
    let mut files = BTreeSet::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(reading(&folder))? {
            let path = entry.map_err(reading(&folder))?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            // A link to nothing is no file; a lesson that points at it is told so.
            let Ok(about) = fs::metadata(&path) else { continue };
            if about.is_dir() && depth < DEPTH {
                folders.push((path, depth + 1));
            } else if about.is_file() {
                files.insert(relative(&path, root));
            }
        }
    }
    Ok(files)
}

fn relative(path: &Path, root: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn source(path: &Path, name: &str) -> Result<(SourceFile, Vec<Finding>), Error> {
    Ok(SourceFile::from_bytes(name, fs::read(path).map_err(reading(path))?))
}

impl Folder {
    /// Parses and checks all of it, as of `today`.
    pub fn load(&self, today: Date) -> Loaded<'_> {
        let (course, mut findings) = self.course_file.as_ref().map(parse::course).unwrap_or_default();
        findings.extend(self.not_text.iter().cloned());
        let mut files: Vec<&SourceFile> = self.lessons.iter().collect();
        let place = |file: &SourceFile| {
            let slug = lesson_slug(file.path());
            let listed = course.lessons.iter().position(|l| l.as_str() == slug);
            let folder = file.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            let language = course.languages.iter().position(|l| l == folder);
            (language.unwrap_or(usize::MAX), listed.unwrap_or(usize::MAX), file.path().to_owned())
        };
        files.sort_by_cached_key(|file| place(file));
        let mut lessons = Vec::with_capacity(files.len());
        for (file, (lesson, found)) in files.iter().zip(parse_all(&files)) {
            findings.extend(found);
            lessons.push(Entry { file, lesson });
        }
        let report = check::check(&self.material_of(&course, &lessons, today));
        findings.extend(report.findings.iter().cloned());
        if let Some(only) = &self.only {
            findings.retain(|f| f.file == *only);
        }
        let names: Vec<&str> =
            self.course_file.as_ref().map(SourceFile::path).into_iter().chain(lessons.iter().map(|l| l.file.path())).collect();
        check::sort(&mut findings, &names);
        Loaded { course, lessons, findings, report }
    }

    /// What the checker looked at.
    pub fn material<'m>(&'m self, loaded: &'m Loaded<'m>, today: Date) -> Material<'m> {
        self.material_of(&loaded.course, &loaded.lessons, today)
    }

    fn material_of<'m>(&'m self, course: &'m Course, lessons: &'m [Entry<'m>], today: Date) -> Material<'m> {
        let course_file = self.course_file.as_ref();
        Material { course, course_file, lessons, media: course_file.map(|_| &self.files), today }
    }

    /// The file findings call so.
    pub fn source(&self, name: &str) -> Option<&SourceFile> {
        self.course_file.iter().chain(&self.lessons).find(|file| file.path() == name)
    }
}

/// Parses lessons side by side; results in order.
pub fn parse_all<'a>(files: &[&'a SourceFile]) -> Vec<(Lesson<'a>, Vec<Finding>)> {
    parallel(files.len(), |at| parse::parse(files[at]))
}

/// Today, in universal time: near enough for "older than a year".
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    day(seconds / 86_400)
}

/// The date a number of days after 1970-01-01, by the algorithm of Howard Hinnant's `civil_from_days`.
fn day(days: u64) -> Date {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u8;
    let year = (year_of_era + era * 400 + u64::from(month <= 2)) as u16;
    Date { year, month, day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (days, year, month, date) in
            [(0, 1970, 1, 1), (59, 1970, 3, 1), (11_016, 2000, 2, 29), (20_779, 2026, 11, 22), (20_818, 2026, 12, 31)]
        {
            assert_eq!(day(days), Date { year, month, day: date }, "{days}");
        }
    }
}
