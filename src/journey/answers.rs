//! What was answered: the newest answer to each prompt, and what was written beside it in another window.

use std::collections::BTreeMap;

use super::event::{Answered, Event, EventName, Picked, Tried, Values, What};
use super::fold::name_now;
use super::log::Log;
use crate::course::graph::{LessonSlug, PromptId, PromptKind};

/// How long an intention rests before it is asked after, in milliseconds: five days.
pub const REST: i64 = 5 * 24 * 60 * 60 * 1000;

/// The answer to a prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The lesson, as it is called now.
    pub lesson: LessonSlug,
    /// The prompt.
    pub prompt: PromptId,
    /// The newest.
    pub newest: Version,
    /// Different ones, newest first, that another window wrote without having seen the newest: offered beside it.
    pub others: Vec<Version>,
}

/// One answer as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The event.
    pub name: EventName,
    /// The prompt's kind.
    pub kind: PromptKind,
    /// The question as it was asked.
    pub question: String,
    /// The answer.
    pub reply: Reply,
    /// Clock, in milliseconds. For show.
    pub at: i64,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A text.
    Text(String),
    /// A whole number.
    Scale(i64),
    /// Answers picked.
    Poll(Vec<Picked>),
    /// "I have thought."
    Thought,
    /// Passed over.
    Skipped,
}

/// An intention that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intention {
    /// The lesson, as it is called now.
    pub lesson: LessonSlug,
    /// The prompt.
    pub prompt: PromptId,
    /// What one means to try.
    pub text: String,
    /// When it was written, by the clock, in milliseconds.
    pub written_at: i64,
    /// How it went, and when that was said.
    pub tried: Option<(Tried, i64)>,
}

impl Intention {
    /// Whether to ask how it went: five days or more since it was written, or since "not yet". Unit: milliseconds.
    pub fn due(&self, now: i64) -> bool {
        match self.tried {
            None => now.saturating_sub(self.written_at) >= REST,
            Some((Tried::NotYet, at)) => now.saturating_sub(at) >= REST,
            Some(_) => false,
        }
    }
}

/// All answers, by lesson, then by when the prompt was first answered.
pub(super) fn answers(was: &BTreeMap<LessonSlug, LessonSlug>, log: &Log) -> Vec<Answer> {
    let mut given: Vec<(&LessonSlug, &Answered, &Event)> =
        log.events().iter().filter_map(|e| e.what.answered().map(|a| (name_now(was, &a.lesson), a, e))).collect();
    given.sort_by(|a, b| (a.0, &a.1.prompt).cmp(&(b.0, &b.1.prompt)).then_with(|| a.2.order().cmp(&b.2.order())));
    let mut answers: Vec<(u32, Answer)> = Vec::new();
    for group in given.chunk_by(|a, b| (a.0, &a.1.prompt) == (b.0, &b.1.prompt)) {
        let mut versions = standing(group).into_iter().rev();
        if let Some(newest) = versions.next() {
            let mut others: Vec<Version> = Vec::new();
            for version in versions {
                if version.reply != newest.reply && others.iter().all(|o| o.reply != version.reply) {
                    others.push(version);
                }
            }
            let (lesson, answered, first) = group[0];
            answers.push((first.lamport, Answer { lesson: lesson.clone(), prompt: answered.prompt.clone(), newest, others }));
        }
    }
    answers.sort_by(|a, b| (&a.1.lesson, a.0, &a.1.prompt).cmp(&(&b.1.lesson, b.0, &b.1.prompt)));
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Answers to one prompt that no later one stands instead of, oldest first. Each window's own later answer replaces its earlier.
fn standing(group: &[(&LessonSlug, &Answered, &Event)]) -> Vec<Version> {
    let mut over: Vec<&EventName> = group.iter().flat_map(|(_, a, _)| &a.over).collect();
    let mut names: Vec<&EventName> = group.iter().map(|(_, _, e)| &e.name).collect();
    names.sort();
    over.extend(names.windows(2).filter(|w| w[0].writer == w[1].writer).map(|w| w[0]));
    over.sort();
    let left = group.iter().filter(|(_, _, e)| over.binary_search(&&e.name).is_err());
    left.filter_map(|(_, answered, event)| version(answered, event)).collect()
}

/// The answer, unless it is a text without a word in it.
fn version(answered: &Answered, event: &Event) -> Option<Version> {
    let reply = match (&event.what, &answered.values) {
        (What::Wrote(_), _) if answered.text.trim().is_empty() => return None,
        (What::Wrote(_), _) => Reply::Text(answered.text.clone()),
        (What::Thought(_), _) => Reply::Thought,
        (What::Rated(_), Some(Values::Scale(n))) => Reply::Scale(*n),
        (What::Rated(_), Some(Values::Poll(picked))) => Reply::Poll(picked.clone()),
        _ => Reply::Skipped,
    };
    let question = answered.question.clone();
    Some(Version { name: event.name.clone(), kind: answered.kind, question, reply, at: event.at })
}

/// All intentions that stand, with how they went.
pub(super) fn intentions(was: &BTreeMap<LessonSlug, LessonSlug>, log: &Log, answers: &[Answer]) -> Vec<Intention> {
    let mut tried: Vec<&Event> = log.events().iter().filter(|e| matches!(e.what, What::Tried { .. })).collect();
    tried.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut intentions = Vec::new();
    for answer in answers {
        if let (PromptKind::Intention, Reply::Text(text)) = (answer.newest.kind, &answer.newest.reply) {
            let written = log.get(&answer.newest.name);
            let last = tried.iter().rev().find_map(|e| match &e.what {
                What::Tried { lesson, prompt, how } if name_now(was, lesson) == &answer.lesson && *prompt == answer.prompt => {
                    Some((e, *how))
                }
                _ => None,
            });
            intentions.push(Intention {
                lesson: answer.lesson.clone(),
                prompt: answer.prompt.clone(),
                text: text.clone(),
                written_at: answer.newest.at,
                tried: last.filter(|(e, _)| written.is_some_and(|w| w.order() < e.order())).map(|(e, how)| (how, e.at)),
            });
        }
    }
    intentions
}
