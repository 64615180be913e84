//! Our own HTML writer over the event stream. The shape is docs/page.md, section Lesson.

use serde::{Deserialize, Serialize};

use super::graph::{CourseId, HelpLink, LessonName, Meter, PageGraph};
use super::model::{Events, Lesson};

/// What a lesson page shows that does not stand in the lesson's own file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageContext {
    /// The course.
    pub course: CourseId,
    /// Language of the page, such as `nb`.
    pub language: String,
    /// The lesson's place in the course, from 1.
    pub number: usize,
    /// Lessons in the course, planned ones too.
    pub total: usize,
    /// The lesson's colour, 1 to 10.
    pub tone: usize,
    /// Path from the page to the site's root, such as `../../`.
    pub root: String,
    /// Path from the page to the pictures, such as `../../media/`.
    pub media: String,
    /// The lesson that follows.
    pub next: Option<LessonName>,
    /// Someone to talk to.
    pub help_lines: Vec<HelpLink>,
    /// The course's meters, in the page's language.
    pub meters: Vec<Meter>,
    /// Whether a professional's review of this lesson stands in course.toml.
    pub reviewed: bool,
}

/// `<article class="lesson">…</article>`.
pub fn lesson(lesson: &Lesson, page: &PageContext) -> String {
    let _ = (lesson, page);
    unimplemented!()
}

/// What the page's graph block holds.
pub fn page_graph(lesson: &Lesson, page: &PageContext) -> PageGraph {
    let _ = (lesson, page);
    unimplemented!()
}

/// `<script type="application/json" data-graph>…</script>`; `attribute` is `data-graph` or `data-course`.
pub fn data_block(attribute: &str, value: &impl Serialize) -> String {
    let _ = (attribute, serde_json::to_string(value));
    unimplemented!()
}

/// Some of a lesson's blocks, such as a facilitator note's body or a choice's consequence.
pub fn blocks(lesson: &Lesson, events: Events, page: &PageContext) -> String {
    let _ = (lesson, events, page);
    unimplemented!()
}

/// Markdown from course.toml, such as `about`.
pub fn markdown(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// Text made safe for HTML, in content and in attributes in double quotes.
pub fn escape(text: &str) -> String {
    let _ = text;
    unimplemented!()
}
