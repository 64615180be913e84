//! Playing a lesson straight from its Markdown: where the site has no prerendered page, and for trying out files.

use std::sync::Arc;

use super::desk::{Desk, Page};
use crate::browser::pages;
use crate::browser::parser::Program;
use crate::course::graph::PageGraph;
use crate::course::json::{Field, Fields};
use crate::course::page_data;

/// A lesson turned into its page by the parser.
#[derive(Clone)]
pub struct Loaded {
    /// The article.
    pub html: String,
    /// The graph block.
    pub graph: PageGraph,
}

impl Loaded {
    /// What the parser answered: `html` and `graph`.
    pub fn read(mut fields: Fields) -> Option<Self> {
        let graph = page_data::page_graph_of(fields.take("graph")?.object()?)?;
        Some(Self { html: fields.take_text("html"), graph })
    }
}

/// The lesson whose page would be at `path`, from the Markdown beside the pages; `None` when the course has no such lesson.
pub async fn lesson_at(desk: Desk, path: &str) -> Option<Loaded> {
    let slug = crate::place::decode(path.strip_prefix("leksjon/")?.trim_end_matches('/'));
    let sheet = pages::fetch(&desk.url("lessons/course.json")).await.ok()?;
    let parser = Program::load(&desk.url(""), "parser").await.ok()?;
    let file = parser.call("file_of", &[&sheet, &slug]).ok()?;
    let text = pages::fetch(&desk.url(&format!("lessons/{file}"))).await.ok()?;
    Loaded::read(Field::read(&parser.call("lesson", &[&sheet, &file, &text]).ok()?)?.object()?)
}

/// Puts a lesson into the page, as the build would have written it.
pub fn show(desk: Desk, lesson: Loaded, path: &str) -> bool {
    if !pages::set_main(&lesson.html, "lesson", path) {
        return false;
    }
    let lesson = Some(Arc::new(lesson.graph));
    desk.turn_to(Page { generation: 0, place: "lesson".to_owned(), path: path.to_owned(), lesson, outline: None });
    true
}
