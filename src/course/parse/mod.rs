//! Text to model. Never fails and never panics: what is wrong comes back as findings beside what could be read.

use super::finding::Finding;
use super::graph::LessonGraph;
use super::model::{Course, Lesson};
use super::source::SourceFile;

/// One lesson file. Findings are in file order.
pub fn parse(file: &SourceFile) -> (Lesson<'_>, Vec<Finding>) {
    let _ = file;
    unimplemented!()
}

/// `course.toml`. Findings are in file order.
pub fn course(file: &SourceFile) -> (Course, Vec<Finding>) {
    let _ = file;
    unimplemented!()
}

/// What the program and the state-space walk must know of a lesson.
pub fn lesson_graph(lesson: &Lesson) -> LessonGraph {
    let _ = lesson;
    unimplemented!()
}
