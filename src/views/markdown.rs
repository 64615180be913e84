//! Playing a lesson straight from its Markdown: where the site has no prerendered page, and for trying out files.

use std::sync::Arc;

use leptos::prelude::*;
use serde::Deserialize;

use super::desk::{Desk, Page};
use crate::browser::pages;
use crate::browser::parser::Parser;
use crate::course::graph::PageGraph;

/// A finding, as `kurs check --format json` says it.
#[derive(Clone, Deserialize)]
pub struct Finding {
    /// Stable name.
    pub code: String,
    /// error, warning or note.
    pub severity: String,
    /// The file.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    #[serde(default)]
    pub help: Option<String>,
}

/// A lesson turned into its page by the parser.
#[derive(Clone, Deserialize)]
pub struct Loaded {
    /// The article.
    pub html: String,
    /// The graph block.
    pub graph: PageGraph,
}

/// The lesson whose page would be at `path`, from the Markdown beside the pages; `None` when the course has no such lesson.
pub async fn lesson_at(desk: Desk, path: &str) -> Option<Loaded> {
    let slug = crate::place::decode(path.strip_prefix("leksjon/")?.trim_end_matches('/'));
    let sheet = pages::fetch(&desk.url("lessons/course.json")).await.ok()?;
    let parser = Parser::load(&desk.url("")).await.ok()?;
    let file = parser.call("file_of", &[&sheet, &slug]).ok()?;
    let text = pages::fetch(&desk.url(&format!("lessons/{file}"))).await.ok()?;
    serde_json::from_str(&parser.call("lesson", &[&sheet, &file, &text]).ok()?).ok()
}

/// Puts a lesson into the page, as the build would have written it.
pub fn show(desk: Desk, lesson: Loaded, path: &str) -> bool {
    if !pages::set_main(&lesson.html, "lesson", path) {
        return false;
    }
    let generation = desk.page.with_untracked(|old| old.generation + 1);
    let lesson = Some(Arc::new(lesson.graph));
    desk.shown.set(String::new());
    desk.page.set(Page { generation, place: "lesson".to_owned(), path: path.to_owned(), lesson, outline: None });
    true
}
