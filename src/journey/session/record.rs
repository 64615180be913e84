//! The record afterwards, as Markdown: the way, the decisions and who made them, notes, time against plan.

use std::fmt::Write as _;

use super::clock::minutes;
use super::fold::{Came, Decision, Evening, Session, Step};
use super::vote::{Decided, Outcome, Poll, Round};
use crate::course::graph::ChoiceName;
use crate::course::group::LessonPace;
use crate::course::model::Room;
use crate::text::Texts;

/// From how many people on a record says how many. Counts of fewer can point at someone.
pub const SHOW_FROM: u32 = 10;

/// What the record needs that the session does not hold.
pub struct RecordOf<'a> {
    /// The session.
    pub session: &'a Session,
    /// What takes how long.
    pub paces: &'a [LessonPace],
    /// Its language.
    pub texts: Texts,
    /// Writes a point in time as a date people read. Unit: milliseconds since 1970.
    pub date: &'a dyn Fn(i64) -> String,
}

/// Whether a record of this session may say how many.
///
/// With the number of people known, that decides. Else the fewest hands of any counted round do: so many were there at least.
pub fn shows_counts(session: &Session) -> bool {
    match session.people {
        Some(people) => people >= SHOW_FROM,
        None => {
            let rounds = session.polls.iter().flat_map(|p| &p.rounds).filter(|r| !r.hands.is_empty());
            rounds.map(Round::total_hands).min().is_some_and(|hands| hands >= u64::from(SHOW_FROM))
        }
    }
}

/// The record. Notes stand as they were typed, with Markdown's own signs escaped.
pub fn record(of: &RecordOf) -> String {
    let mut made = Made { of, counts: shows_counts(of.session), text: String::new() };
    made.head();
    made.way();
    made.notes();
    made.time();
    made.closing();
    made.text
}

struct Made<'a> {
    of: &'a RecordOf<'a>,
    counts: bool,
    text: String,
}

impl Made<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, words: &str) {
        self.text.truncate(self.text.trim_end().len());
        let _ = write!(self.text, "\n\n{} {words}\n\n", "#".repeat(level));
    }

    fn item(&mut self, depth: usize, words: &str) {
        let _ = writeln!(self.text, "{}- {words}", "  ".repeat(depth));
    }

    fn head(&mut self) {
        let (session, texts) = (self.of.session, self.of.texts);
        let plan = &session.plan;
        let _ = write!(self.text, "# {}\n\n", texts.record_title(escaped(&plan.name)));
        let evenings: Vec<String> =
            session.evenings.iter().filter(|evening| evening.begun).map(|evening| (self.of.date)(evening.from)).collect();
        if !evenings.is_empty() {
            self.item(0, &texts.record_when(escaped(&evenings.join(", "))));
        }
        if !plan.plan.is_empty() {
            self.item(0, &texts.record_plan(escaped(&plan.plan)));
        }
        self.item(0, if plan.core { texts.record_version_core() } else { texts.record_version_whole() });
        if !plan.preset.is_empty() {
            self.item(0, &texts.record_preset(escaped(&plan.preset)));
        }
        match plan.room {
            Some(Room::Staff) => self.item(0, texts.record_room_staff()),
            Some(Room::Users) => self.item(0, texts.record_room_users()),
            Some(Room::Mixed) => self.item(0, texts.record_room_mixed()),
            None => {}
        }
        if let Some(people) = session.people {
            self.item(0, &texts.record_people(people as usize));
        }
        if !self.counts {
            self.text.push('\n');
            self.line(&texts.record_without_counts(SHOW_FROM));
        }
    }

    fn way(&mut self) {
        let session = self.of.session;
        self.heading(2, self.of.texts.record_way());
        let mut lesson = "";
        for step in &session.way {
            if step.lesson.as_str() != lesson {
                lesson = step.lesson.as_str();
                let title = session.plan.lesson(lesson).map_or(lesson, |l| &l.title);
                self.heading(3, &escaped(title));
            }
            self.step(step);
            for decision in session.decisions.iter().filter(|d| d.from.visit == step.number) {
                self.decision(decision);
            }
        }
        if session.way.is_empty() {
            self.line(self.of.texts.record_nothing());
        }
    }

    fn step(&mut self, step: &Step) {
        let texts = self.of.texts;
        self.item(0, &begun(&step.scene.title));
        match &step.came {
            Came::Jumped => self.item(1, texts.record_jumped()),
            Came::Detoured => self.item(1, texts.record_detour()),
            Came::Skipped(summary) => self.item(1, &texts.record_skipped(escaped(summary))),
            Came::Began | Came::Entered => {}
        }
    }

    fn decision(&mut self, decision: &Decision) {
        let texts = self.of.texts;
        let poll = self.of.session.polls.iter().find(|p| p.visit == decision.from.visit);
        for (i, round) in poll.iter().flat_map(|p| p.rounds.iter().enumerate()) {
            if let Some(poll) = poll.filter(|_| !round.is_empty()) {
                self.round(i + 1, round, poll);
            }
        }
        let by = match decision.by {
            Decided::Votes => texts.record_by_votes(),
            Decided::Tie => texts.record_by_tie(),
            Decided::Facilitator => texts.record_by_facilitator(),
            Decided::Together => texts.record_by_together(),
        };
        self.item(1, &format!("**{}** {by}", texts.record_chose(escaped(&decision.label))));
    }

    /// Only what all places said together: how many were on Teams can be very few.
    fn round(&mut self, number: usize, round: &Round, poll: &Poll) {
        let (texts, people) = (self.of.texts, self.of.session.people);
        let label = |choice: &ChoiceName| escaped(poll.label(choice));
        let outcome = match round.outcome() {
            Outcome::Nobody => texts.record_nobody().to_owned(),
            Outcome::Leads(choice) => texts.record_most(label(&choice)),
            Outcome::Tie(choices) => {
                let choices: Vec<String> = choices.iter().map(|c| format!("«{}»", label(c))).collect();
                texts.record_tie(choices.join(", "))
            }
            Outcome::Split => texts.record_split().to_owned(),
        };
        let said = if self.counts && round.any_hands() {
            let counts = round.choices().into_iter().map(|choice| texts.record_hands(round.count(choice.as_str()), label(choice)));
            counts.collect::<Vec<_>>().join(", ")
        } else if self.counts && !round.choices().is_empty() && round.estimate.is_none() && !round.tables.is_empty() {
            let count = |choice: &ChoiceName| usize::try_from(round.count(choice.as_str())).unwrap_or(usize::MAX);
            let counts = round.choices().into_iter().map(|choice| texts.record_tables(count(choice), label(choice)));
            counts.collect::<Vec<_>>().join(", ")
        } else {
            outcome
        };
        self.item(1, &texts.record_round(number, said));
        if self.counts && round.more_hands_than(people) {
            self.item(2, texts.record_more_hands());
        }
        for table in round.tables.iter().filter(|t| !t.sentence.trim().is_empty()) {
            let sentence = escaped(&table.sentence);
            let said = if self.counts { texts.record_table_said_number(table.table, sentence) } else { texts.record_table_said(sentence) };
            self.item(2, &said);
        }
    }

    fn notes(&mut self) {
        let session = self.of.session;
        self.heading(2, self.of.texts.record_notes());
        for note in &session.notes {
            let about = &note.about;
            let table = about.table.filter(|_| self.counts).map(|table| format!(", {}", self.of.texts.record_note_table(table)));
            self.item(0, &format!("*{}{}:* {}", escaped(&about.title), table.unwrap_or_default(), escaped(&note.text)));
        }
        if session.notes.is_empty() {
            self.line(self.of.texts.record_nothing());
        }
    }

    fn time(&mut self) {
        let (session, texts) = (self.of.session, self.of.texts);
        if session.used.is_empty() {
            return;
        }
        self.heading(2, texts.record_time());
        let _ = writeln!(self.text, "| {} | {} | {} |", texts.record_time_scene(), texts.record_time_used(), texts.record_time_planned());
        self.line("| --- | ---: | ---: |");
        let mut sum = 0i64;
        for used in &session.used {
            let pace = self.of.paces.iter().find(|p| p.slug == used.lesson).and_then(|p| p.scene(used.scene.as_str()));
            let seconds = pace.map(|scene| scene.core.filter(|_| session.plan.core).unwrap_or(scene.seconds));
            let planned = seconds.map_or("–".to_owned(), |s| texts.minutes_short(minutes(i64::from(s) * 1000)));
            sum = sum.saturating_add(used.ms);
            let _ = writeln!(self.text, "| {} | {} | {planned} |", escaped(&used.title), texts.minutes_short(minutes(used.ms)));
        }
        let planned = texts.minutes_short(session.plan.minutes());
        let _ = writeln!(self.text, "| {} | {} | {planned} |", texts.record_time_sum(), texts.minutes_short(minutes(sum)));
    }

    fn closing(&mut self) {
        let texts = self.of.texts;
        let questions = [texts.session_question_1(), texts.session_question_2(), texts.session_question_3()];
        let spoken = |evening: &Evening| !evening.changed.is_empty() || evening.said.iter().any(|said| !said.is_empty());
        for evening in self.of.session.evenings.iter().filter(|e| spoken(e)) {
            self.heading(2, &format!("{}, {}", texts.record_closing(), escaped(&(self.of.date)(evening.from))));
            if !evening.changed.is_empty() {
                self.item(0, &format!("*{}:* {}", texts.session_changed(), escaped(&evening.changed)));
            }
            for (question, said) in questions.iter().zip(&evening.said).filter(|(_, said)| !said.is_empty()) {
                self.item(0, &format!("*{question}* {}", escaped(said)));
            }
        }
    }
}

/// A text as one line of Markdown that reads as it was typed, within a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        push(&mut out, word);
    }
    out
}

/// The same, at the beginning of an item: there more would begin a heading, a list or a quote.
fn begun(text: &str) -> String {
    let line = escaped(text);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some('#' | '+' | '-' | '=') if digits == 0 => format!("\\{line}"),
        _ => line,
    }
}

fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read() {
        let rows = [
            "",
            "vanlig",
            "# ikke overskrift",
            "- ikke liste",
            "1. ikke liste",
            "12) ikke",
            "> nei",
            "*a* _b_ [c](d) `e` <b> &amp; | ~~f~~",
            "a\n\nb",
            "---",
            "***",
            "\\",
            "===",
            "3.",
            "+ x",
        ];
        for row in rows {
            let item = format!("- {}\n", begun(row));
            let events: Vec<_> = pulldown_cmark::Parser::new_ext(&item, crate::course::parse::OPTIONS).collect();
            let text: String = events
                .iter()
                .map(|event| match event {
                    pulldown_cmark::Event::Text(text) => text.to_string(),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::List(_) | pulldown_cmark::Tag::Item) => String::new(),
                    pulldown_cmark::Event::End(_) => String::new(),
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(text, row.split_whitespace().collect::<Vec<_>>().join(" "), "{item}");
        }
    }
}
