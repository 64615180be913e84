//! How far one has come in the course.

use super::fold::Journey;
use crate::course::graph::LessonSlug;

/// How much of the course is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CourseProgress {
    /// Lessons there are.
    pub lessons: usize,
    /// Lessons one has been in, done or not.
    pub begun: usize,
    /// Lessons done.
    pub done: usize,
}

impl CourseProgress {
    /// Whether the course is done: all its lessons are. A course without lessons never is.
    pub fn is_done(&self) -> bool {
        self.lessons > 0 && self.done == self.lessons
    }
}

/// Progress over these lessons; what was done in others doesn't count.
pub fn progress<'a>(journey: &Journey, lessons: impl IntoIterator<Item = &'a LessonSlug>) -> CourseProgress {
    let mut progress = CourseProgress::default();
    for slug in lessons {
        let lesson = journey.lessons.get(slug);
        progress.lessons += 1;
        progress.begun += usize::from(lesson.is_some());
        progress.done += usize::from(lesson.is_some_and(|l| l.done.is_some()));
    }
    progress
}
