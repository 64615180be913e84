//! `course.toml`.

use super::super::finding::Finding;
use super::super::model::Course;
use super::super::source::SourceFile;

/// `course.toml`. Findings are in file order.
pub fn course(file: &SourceFile) -> (Course, Vec<Finding>) {
    let _ = file;
    (Course::default(), Vec::new())
}
