//! `kurs guide`: what the one who leads a group needs, on paper. One page for the course, one for each lesson, and sheets for the tables.
//!
//! The pages stand alone: style inside, no script, pictures beside. `kurs build` puts the same under `/veileder/`.

pub mod lesson;
mod plan;
mod sheet;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::assets;
use super::build::{self, Files};
use super::page::{help_lines, icon};
use super::parallel::parallel;
use super::{Error, Status, load, say};
use crate::course::check::Entry;
use crate::course::graph::{HelpLink, LessonGraph, LessonName};
use crate::course::html::{self, CourseSheet, PageContext, escape};
use crate::course::model::{Course, Lesson, Level};
use crate::course::parse::lesson_graph;
use crate::place::encode;
use crate::text::Texts;
use plan::{Plan, Version};

const STYLE: &str = include_str!("../../style/guide.css");

/// Write the facilitator's guide: pages to print, for the course and for each lesson.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The course folder, or one lesson of it.
    #[arg(default_value = "lessons")]
    pub path: PathBuf,
    /// Where to.
    #[arg(long, default_value = "veileder")]
    pub out: PathBuf,
    /// For someone who reads the course through: wide margins, and three questions after each lesson.
    #[arg(long)]
    pub review: bool,
}

/// Writes the guide of the course at `args.path` and says what came of it.
pub fn run(args: &Args) -> Result<Status, Error> {
    build::outside(&args.out, &args.path)?;
    let folder = load::folder(&args.path)?;
    let loaded = folder.load(load::today());
    build::tell(&folder, &loaded)?;
    if loaded.has_errors() {
        return Ok(Status::CourseErrors);
    }
    let language = build::language(&loaded.course);
    let lessons = build::lessons(&loaded, language);
    let sheet = build::course_sheet(&loaded.course, language, &lessons);
    let only = folder.only.as_deref().filter(|file| *file != "course.toml");
    let guide = Guide {
        course: &loaded.course,
        lessons: &lessons,
        sheet: &sheet,
        text: Texts::of(language),
        review: args.review,
        whole: only.is_none(),
        in_site: false,
    };
    let mut files = match only {
        Some(file) => {
            let index = lessons.iter().position(|entry| entry.file.path() == file);
            let what = "is not among the lessons that course.toml lists".to_owned();
            let index = index.ok_or_else(|| Error::Call { path: args.path.clone(), what })?;
            guide.lesson_pages(index).into_iter().collect()
        }
        None => guide.files(),
    };
    build::media(&folder, &mut files)?;
    let written = build::put(&args.out, &files)?;
    say(format_args!("wrote the guide to {}: {} files, {written} of them new or changed", args.out.display(), files.len()));
    Ok(Status::Done)
}

/// A course's guide.
pub struct Guide<'a> {
    /// `course.toml`.
    pub course: &'a Course,
    /// Its lessons, in its order.
    pub lessons: &'a [&'a Entry<'a>],
    /// What the lessons' pages need of the course.
    pub sheet: &'a CourseSheet,
    /// Interface texts.
    pub text: Texts,
    /// With room to write, and three questions.
    pub review: bool,
    /// Whether there are pages for all of the course; else for one lesson alone.
    pub whole: bool,
    /// Whether it lies under `/veileder/` in a built site; else in a folder of its own, with the pictures.
    pub in_site: bool,
}

/// One lesson, and where the page that shows it lies.
struct Shown<'a> {
    lesson: &'a Lesson<'a>,
    graph: LessonGraph,
    name: &'a LessonName,
    page: PageContext,
    total: usize,
    text: Texts,
    review: bool,
}

impl Guide<'_> {
    /// All pages, by path under the guide's own folder.
    pub fn files(&self) -> Files {
        let mut files = Files::from([("index.html".to_owned(), self.course_page().into_bytes())]);
        for pages in parallel(self.lessons.len(), |index| self.lesson_pages(index)) {
            files.extend(pages);
        }
        files
    }

    fn lesson_pages(&self, index: usize) -> [(String, Vec<u8>); 2] {
        let slug = &self.sheet.outline.lessons[index].slug;
        let shown = self.shown(index, 1);
        let title = self.text.guide_lesson(&shown.name.title);
        let ways = [("../index.html", self.text.guide_whole()), ("bord/index.html", self.text.guide_sheets())];
        let page = self.page(1, &title, if self.whole { &ways } else { &ways[1..] }, &shown.article(true));
        let title = self.text.guide_sheets_of(&shown.name.title);
        let sheets = self.page(2, &title, &[("../index.html", self.text.guide())], &self.shown(index, 2).sheets());
        [(format!("{slug}/index.html"), page.into_bytes()), (format!("{slug}/bord/index.html"), sheets.into_bytes())]
    }

    /// `depth`: folders between the guide's own and the page.
    fn shown(&self, index: usize, depth: usize) -> Shown<'_> {
        let mut page = self.sheet.page(index).expect("the sheet has every lesson of the course");
        page.root = self.root(depth);
        page.media = page.root.clone() + "media/";
        let lesson = &self.lessons[index].lesson;
        let name = &self.sheet.outline.lessons[index];
        Shown { lesson, graph: lesson_graph(lesson), name, page, total: self.sheet.total, text: self.text, review: self.review }
    }

    /// Where the pictures' folder lies.
    fn root(&self, depth: usize) -> String {
        "../".repeat(depth + usize::from(self.in_site))
    }

    /// A whole page.
    fn page(&self, depth: usize, title: &str, ways: &[(&str, &str)], main: &str) -> String {
        let style = assets::squeeze_style(STYLE);
        let root = self.root(depth);
        let mut out = format!(
            r#"<!doctype html><html lang="{}"{}><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{}'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>"#,
            self.text.code(),
            if self.review { " data-review" } else { "" },
            assets::hash(&style),
            escape(&self.text.page_title(title, &self.sheet.outline.title))
        );
        if self.in_site {
            out.push_str(&icon());
        }
        let _ = write!(out, r#"<style>{style}</style></head><body><nav class="ways" aria-label="{}">"#, self.text.guide());
        if self.in_site {
            let _ = write!(out, r#"<a href="{root}index.html">{}</a> "#, self.text.to_course());
        }
        for (href, name) in ways {
            let _ = write!(out, r#"<a href="{href}">{name}</a> "#);
        }
        let _ = writeln!(out, "</nav><main>{main}</main></body></html>");
        out
    }

    /// The whole course: what holds for all lessons, then each of them.
    fn course_page(&self) -> String {
        let (text, language) = (self.text, self.text.code());
        let mut main = format!(
            r#"<article class="course"><p class="sign">{}</p><h1>{}</h1><p class="about">{}</p><p>{}</p>"#,
            text.guide_for(),
            escape(&self.sheet.outline.title),
            text.guide_about(),
            text.guide_alone()
        );
        main.push_str(&lesson::unlinked(&html::markdown(self.course.about.get(language))));
        let lessons: Vec<Shown> = (0..self.lessons.len()).map(|index| self.shown(index, 0)).collect();
        self.contents(&mut main, &lessons);
        self.plans(&mut main);
        let _ = write!(main, "<section><h2>{}</h2>", text.guide_lead());
        lesson::leading(&mut main, &[], text);
        main.push_str("</section></article>");
        for article in parallel(lessons.len(), |index| lessons[index].article(false)) {
            main.push_str(&article);
        }
        if !self.sheet.outline.help_lines.is_empty() {
            let _ = write!(main, r#"<article class="course">{}</article>"#, help_section(&self.sheet.outline.help_lines, text));
        }
        self.page(0, text.guide(), &[], &main)
    }

    fn contents(&self, out: &mut String, lessons: &[Shown]) {
        let text = self.text;
        let _ = write!(
            out,
            r#"<section><h2>{}</h2><table class="contents"><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col" class="number">{}</th><th scope="col" class="number">{}</th><th scope="col">{}</th></tr></thead><tbody>"#,
            text.guide_lessons(),
            text.guide_number(),
            text.guide_lesson_name(),
            text.guide_level(),
            text.guide_core(),
            text.guide_all(),
            text.guide_sheets(),
        );
        for shown in lessons {
            let minutes = |version| {
                let plan = Plan::of(shown.lesson, &shown.graph, version, text);
                plan.map_or("–".to_owned(), |plan| text.minutes_short(plan.lesson))
            };
            let slug = encode(shown.name.slug.as_str());
            let _ = write!(
                out,
                r#"<tr><td><span class="room">{}</span></td><td><a href="{slug}/index.html">{}</a></td><td>{}</td><td class="number">{}</td><td class="number">{}</td><td><a href="{slug}/bord/index.html">{}</a></td></tr>"#,
                shown.name.number,
                escape(&shown.name.title),
                levels(&shown.lesson.front.level, text),
                minutes(Version::Core),
                minutes(Version::Whole),
                text.guide_sheets()
            );
        }
        let _ = write!(out, r#"</tbody></table><p class="small">{}</p></section>"#, text.guide_times_note());
    }

    /// `[[plan]]`: ready-made sessions.
    fn plans(&self, out: &mut String) {
        let (text, language) = (self.text, self.text.code());
        if self.course.plans.is_empty() {
            return;
        }
        let _ = write!(out, "<section><h2>{}</h2><ul>", text.guide_plans());
        for plan in &self.course.plans {
            let outline = &self.sheet.outline;
            let titles: Vec<String> =
                plan.lessons.iter().filter_map(|slug| outline.lessons.iter().find(|l| l.slug == *slug)).map(|l| l.title.clone()).collect();
            let mut facts = vec![if plan.core { text.guide_plan_core() } else { text.guide_plan_all() }];
            facts.extend(plan.room.map(|room| lesson::room_name(Some(room), text)));
            let _ = write!(
                out,
                r#"<li><b>{}</b>: {} <span class="small">({})</span></li>"#,
                escape(plan.name.get(language)),
                escape(&titles.join(" · ")),
                facts.join(". ")
            );
        }
        out.push_str("</ul></section>");
    }
}

/// Someone to talk to.
fn help_section(lines: &[HelpLink], text: Texts) -> String {
    format!(r#"<section class="help"><h2>{}</h2><p>{}</p>{}</section>"#, text.talk_to_someone(), text.help_emergency(), help_lines(lines))
}

fn levels(levels: &[Level], text: Texts) -> String {
    let seen: BTreeSet<_> = levels.iter().collect();
    let names: Vec<_> = seen
        .into_iter()
        .map(|level| match level {
            Level::Individ => text.level_individ(),
            Level::Tjeneste => text.level_tjeneste(),
            Level::System => text.level_system(),
        })
        .collect();
    names.join(", ")
}
