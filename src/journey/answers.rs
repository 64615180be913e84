//! What was answered: the newest answer to each prompt, and what was written beside it in another window.

use super::event::{Answered, Event, EventName, Picked, Tried, Values, What};
use super::fold::{Renames, name_now};
use super::log::Log;
use super::order::sort;
use crate::course::graph::{LessonSlug, PromptId, PromptKind};

/// How long an intention rests before it is asked after, in milliseconds: five days.
pub const REST: i64 = 5 * 24 * 60 * 60 * 1000;

/// More versions than this are not offered beside the newest.
const MOST_OTHERS: usize = 20;

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

/// An answer in a log: its lesson's name now, what it says, and the event.
pub(super) type Given<'a> = (&'a LessonSlug, &'a Answered, &'a Event);

/// Lamport's count of the first answer to the prompt that this one knew of.
pub(super) fn first((_, answered, event): &Given) -> u32 {
    if answered.first > 0 { answered.first } else { event.lamport }
}

/// All answers in the log, in no useful order.
pub(super) fn given<'a>(was: &'a Renames, log: &'a Log) -> impl Iterator<Item = Given<'a>> {
    log.events().iter().filter_map(|e| e.what.answered().map(|a| (name_now(was, &a.lesson), a, e)))
}

/// All answers that stand, by lesson, then by when the prompt was first answered.
pub(super) fn answers(was: &Renames, log: &Log) -> Vec<Answer> {
    let mut given: Vec<Given> = given(was, log).collect();
    sort(&mut given, &|a, b| (a.0, &a.1.prompt).cmp(&(b.0, &b.1.prompt)).then_with(|| a.2.order().cmp(&b.2.order())));
    let mut answers: Vec<(u32, Answer)> = Vec::new();
    for group in given.chunk_by(|a, b| (a.0, &a.1.prompt) == (b.0, &b.1.prompt)) {
        let mut versions = standing(group).into_iter().rev().filter_map(|(_, answered, event)| version(answered, event));
        if let Some(newest) = versions.next() {
            let mut others: Vec<Version> = Vec::new();
            for version in versions {
                if others.len() < MOST_OTHERS && version.reply != newest.reply && others.iter().all(|o| o.reply != version.reply) {
                    others.push(version);
                }
            }
            let (lesson, answered, _) = group[0];
            let first = group.iter().map(first).min().unwrap_or_default();
            answers.push((first, Answer { lesson: lesson.clone(), prompt: answered.prompt.clone(), newest, others }));
        }
    }
    sort(&mut answers, &|a, b| (&a.1.lesson, a.0, &a.1.prompt).cmp(&(&b.1.lesson, b.0, &b.1.prompt)));
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Of answers to one prompt, in order, those that no later one stands instead of. Each window's own later answer replaces its earlier.
pub(super) fn standing<'a>(group: &[Given<'a>]) -> Vec<Given<'a>> {
    let mut over: Vec<&EventName> = group.iter().flat_map(|(_, a, _)| &a.over).collect();
    let mut names: Vec<&EventName> = group.iter().map(|(_, _, e)| &e.name).collect();
    sort(&mut names, &Ord::cmp);
    over.extend(names.windows(2).filter(|w| w[0].writer == w[1].writer).map(|w| w[0]));
    sort(&mut over, &Ord::cmp);
    group.iter().filter(|(_, _, e)| over.binary_search(&&e.name).is_err()).copied().collect()
}

/// The answer, unless it is a text without a word in it.
pub(super) fn version(answered: &Answered, event: &Event) -> Option<Version> {
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
pub(super) fn intentions(was: &Renames, log: &Log, answers: &[Answer]) -> Vec<Intention> {
    let mut tried: Vec<(&LessonSlug, &PromptId, Tried, &Event)> = Vec::new();
    for event in log.events() {
        if let What::Tried { lesson, prompt, how } = &event.what {
            tried.push((name_now(was, lesson), prompt, *how, event));
        }
    }
    sort(&mut tried, &|a, b| (a.0, a.1, a.3.order()).cmp(&(b.0, b.1, b.3.order())));
    let mut intentions = Vec::new();
    for answer in answers {
        if let (PromptKind::Intention, Reply::Text(text)) = (answer.newest.kind, &answer.newest.reply) {
            let written = log.get(&answer.newest.name);
            let end = tried.partition_point(|t| (t.0, t.1) <= (&answer.lesson, &answer.prompt));
            let last = tried[..end].last().filter(|t| (t.0, t.1) == (&answer.lesson, &answer.prompt));
            intentions.push(Intention {
                lesson: answer.lesson.clone(),
                prompt: answer.prompt.clone(),
                text: text.clone(),
                written_at: answer.newest.at,
                tried: last.filter(|t| written.is_some_and(|w| w.order() < t.3.order())).map(|t| (t.2, t.3.at)),
            });
        }
    }
    intentions
}
