//! Trying out lesson files: choose or drop them, play them at once, with findings beside them. They never leave the machine.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Event, File};

use super::desk::Desk;
use super::lesson;
use super::markdown::Loaded;
use super::parts::{self, part};
use crate::browser::parser::Program;
use crate::browser::{dom, file, history, pages};
use crate::course::json::{Field, Fields};
use crate::text::NB;

/// What the parser makes of the files.
#[derive(Default)]
struct Tried {
    lessons: Vec<Loaded>,
    findings: Vec<Finding>,
}

/// A finding, as `kurs check --format json` says it. Texts: severity, code, place, message, help.
type Finding = [String; 5];

/// The files, what the parser says of them, and the one that is played.
pub fn controls(desk: Desk) -> AnyView {
    let controls = lesson::controls(desk);
    parts::all(vec![parts::mounted(parts::slot(None, "preview"), move || preview(desk)), controls])
}

fn preview(desk: Desk) -> AnyView {
    let tried = RwSignal::new(Arc::new(Tried::default()));
    let said = RwSignal::new(String::new());
    let read = move |files: Vec<File>| {
        said.set(NB.preview_loading().to_owned());
        parts::spawn(async move {
            match read_all(desk, files).await {
                Ok(read) => {
                    said.set(match (read.lessons.is_empty(), read.findings.len()) {
                        (true, _) => NB.preview_none().to_owned(),
                        (false, 0) => NB.preview_clean().to_owned(),
                        (false, n) => NB.preview_findings(n),
                    });
                    tried.set(Arc::new(read));
                }
                Err(words) => said.set(words),
            }
        });
    };
    let drop = move |event: Event| {
        event.prevent_default();
        read(file::dropped(&event));
    };
    let choose = parts::file_input(NB.preview_choose(), ".md,.toml", true, read);
    let target = part("div").class("drop").on("drop", drop).on("dragover", |event| event.prevent_default());
    let target = target.add(choose).add(parts::line("", NB.preview_drop()));
    parts::all(vec![
        target.done(),
        parts::status("kept", move || said.get()),
        parts::live(move || {
            let tried = tried.get();
            let play = |i: usize| {
                let tried = tried.clone();
                parts::button("", NB.preview_play(&tried.lessons[i].graph.name.title), move || show(desk, &tried.lessons[i]))
            };
            let buttons = (0..tried.lessons.len()).map(play).collect();
            parts::all(vec![parts::acts(buttons), parts::list("findings", tried.findings.iter().map(finding).collect())])
        }),
    ])
}

fn finding([severity, code, place, message, help]: &Finding) -> AnyView {
    let words = match severity.as_str() {
        "error" => NB.severity_error(),
        "warning" => NB.severity_warning(),
        _ => NB.severity_note(),
    };
    let said = parts::line("kind", [words, code, place].join(" · "));
    let help = parts::line("hint", help);
    part("div").class("finding").set("data-severity", severity).add(parts::all(vec![said, parts::line("", message), help])).done()
}

fn read_finding(mut fields: Fields) -> Finding {
    let place = NB.preview_finding_place(fields.take_text("file"), fields.take_number("line"), fields.take_number("column"));
    [fields.take_text("severity"), fields.take_text("code"), place, fields.take_text("message"), fields.take_text("help")]
}

/// Reads all files. `Err` holds words for the learner.
async fn read_all(desk: Desk, files: Vec<File>) -> Result<Tried, String> {
    let (mut lessons, mut course) = (Vec::new(), None);
    for chosen in files {
        match (file::text(&chosen).await, chosen.name()) {
            (Ok(Some(text)), name) if name.ends_with(".toml") => course = Some(text),
            (Ok(Some(text)), name) => lessons.push(Field::List(vec![Field::Text(name), Field::Text(text)])),
            (_, name) => return Err(NB.preview_not_text(name)),
        }
    }
    read_texts(desk, lessons, course).await.ok_or_else(|| NB.preview_failed().to_owned())
}

async fn read_texts(desk: Desk, lessons: Vec<Field>, course: Option<String>) -> Option<Tried> {
    let root = desk.url("");
    let mut findings = Vec::new();
    let sheet = match course {
        // Without a course.toml among the files, this site's own course lends its meters and help lines.
        None => pages::fetch(&desk.url("lessons/course.json")).await.unwrap_or_default(),
        Some(text) => {
            let mut read = Field::read(&Program::load(&root, "course").await.ok()?.call("sheet", &[&text]).ok()?)?.object()?;
            findings = read.take_objects("findings");
            read.take("sheet")?.write()
        }
    };
    let parser = Program::load(&root, "parser").await.ok()?;
    let mut read = Field::read(&parser.call("preview", &[&sheet, &root, &Field::List(lessons).write()]).ok()?)?.object()?;
    findings.extend(read.take_objects("findings"));
    Some(Tried {
        lessons: read.take_objects("lessons").into_iter().filter_map(Loaded::read).collect(),
        findings: findings.into_iter().map(read_finding).collect(),
    })
}

/// Puts a lesson below the list and makes it the page's, with a journey of its own that is kept nowhere.
fn show(desk: Desk, lesson: &Loaded) {
    let Some(stage) = stage() else { return };
    stage.set_inner_html(&lesson.html);
    desk.keeper.update(|k| k.try_out(&lesson.graph.course, &lesson.graph.meters));
    desk.cursor.set(None);
    let opening = lesson.graph.lesson.slug.0.clone();
    desk.play(lesson.graph.clone());
    history::go_to_hash(&opening);
    desk.shown.set(opening);
}

/// The element under the list where the lesson is played.
fn stage() -> Option<web_sys::Element> {
    if let Some(stage) = dom::find("#page main [data-stage]") {
        return Some(stage);
    }
    let stage = dom::document().create_element("div").ok()?;
    stage.set_attribute("data-stage", "").ok()?;
    dom::find("#page main")?.append_child(&stage).ok()?;
    Some(stage)
}
