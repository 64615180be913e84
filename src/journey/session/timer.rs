//! The discussion's timer: end times, never a count. Right after sleep, at midnight and when summer time begins.

use crate::course::graph::PromptId;

/// A minute. Unit: milliseconds.
pub const MINUTE: i64 = 60_000;

/// What a part of a discussion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    /// Think alone.
    Alone,
    /// Talk together.
    Together,
    /// Share with all.
    Plenary,
}

impl Talk {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Alone, "alone"), (Self::Together, "together"), (Self::Plenary, "plenary")];

    /// What the minutes of a discussion are for, as the lesson page reads them: one is together, the last of three in plenum.
    pub fn of_minutes(minutes: &[u32]) -> Vec<(Self, u32)> {
        let talks: &[Self] = match minutes {
            [_] => &[Self::Together],
            _ => &[Self::Alone, Self::Together, Self::Plenary],
        };
        talks.iter().copied().zip(minutes.iter().copied()).collect()
    }
}

/// One part of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is for.
    pub talk: Talk,
    /// When it ends. Unit: milliseconds since 1970.
    pub ends: i64,
}

/// A timer that runs, or is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// The discussion it is for; `None` for a timer set by hand.
    pub prompt: Option<PromptId>,
    /// When the first part began. Unit: milliseconds since 1970.
    pub began: i64,
    /// The parts, in order; never empty, and none ends before the one ahead of it.
    pub parts: Vec<Part>,
    /// When it was held; it stands there until it goes on.
    pub held: Option<i64>,
}

/// What a timer shows at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The part it is in, from 0; the last once it is over.
    pub part: usize,
    /// What that part is for.
    pub talk: Talk,
    /// What is left of the part; 0 once it is over. Unit: milliseconds.
    pub left: i64,
    /// How long the part is. Unit: milliseconds.
    pub length: i64,
    /// Whether all parts are over.
    pub over: bool,
    /// Whether it is held.
    pub held: bool,
}

impl Timer {
    /// A timer that starts now. `None` without parts.
    pub fn start(prompt: Option<PromptId>, parts: &[(Talk, u32)], now: i64) -> Option<Self> {
        let mut ends = now;
        let parts: Vec<Part> = parts
            .iter()
            .map(|(talk, minutes)| {
                ends = ends.saturating_add(i64::from(*minutes) * MINUTE);
                Part { talk: *talk, ends }
            })
            .collect();
        (!parts.is_empty()).then_some(Self { prompt, began: now, parts, held: None })
    }

    /// What it shows at `now`.
    pub fn read(&self, now: i64) -> Reading {
        // A clock that was set back behind the beginning would else show more than there is.
        let now = self.held.unwrap_or(now).max(self.began);
        let last = self.parts.len().saturating_sub(1);
        let part = self.parts.iter().position(|p| p.ends > now).unwrap_or(last);
        let from = if part == 0 { self.began } else { self.parts[part - 1].ends };
        let Part { talk, ends } = self.parts.get(part).copied().unwrap_or(Part { talk: Talk::Together, ends: now });
        let left = ends.saturating_sub(now).max(0);
        Reading { part, talk, left, length: ends.saturating_sub(from).max(0), over: left == 0, held: self.held.is_some() }
    }

    /// Holds it.
    pub fn hold(&mut self, now: i64) {
        self.held.get_or_insert(now);
    }

    /// Goes on where it was held: what was left is left.
    pub fn go_on(&mut self, now: i64) {
        if let Some(held) = self.held.take() {
            let by = now.saturating_sub(held);
            self.began = self.began.saturating_add(by);
            self.shift(0, by);
        }
    }

    /// Gives the part it is in more or less time, and moves those after it. Time that is over begins anew with what is given.
    pub fn give(&mut self, ms: i64, now: i64) {
        let now = self.held.unwrap_or(now).max(self.began);
        let at = self.read(now);
        let Some(part) = self.parts.get_mut(at.part) else { return };
        if at.over {
            part.ends = now;
        }
        let by = part.ends.saturating_add(ms).max(now).saturating_sub(part.ends);
        self.shift(at.part, by);
    }

    /// Ends the part it is in.
    pub fn next(&mut self, now: i64) {
        self.give(i64::MIN / 2, now);
    }

    fn shift(&mut self, from: usize, by: i64) {
        for part in self.parts.iter_mut().skip(from) {
            part.ends = part.ends.saturating_add(by);
        }
    }
}
