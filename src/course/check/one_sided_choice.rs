//! `one-sided-choice`: one choice beats another on every meter either of them moves, so there is nothing to weigh.
//!
//! Flags (`show = "never"`) are no good or bad; choices with a condition are not there for everyone; a value that is set
//! (`= n`) cannot be compared with one that is moved. None of these is judged.

use std::collections::BTreeMap;

use super::super::finding::{Code, Finding};
use super::super::graph::{Change, Effect, Meter, Show};
use super::super::model::{At, Choice, Scene};
use super::{Context, Findings, first_line};

/// Scenes with more choices than anyone could weigh are not compared pair by pair.
const MOST: usize = 50;

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for scene in &view.lesson.scenes {
            for (loser, winner) in beaten(scene, &context.meters) {
                found.add(view.file, Code::OneSidedChoice, || {
                    let message = "another choice is better on every meter that either of them moves";
                    Finding::new(Code::OneSidedChoice, view.file.path(), first_line(view.file, loser.span), message)
                        .help("let each choice cost something, or make the other one lose a little")
                        .see(first_line(view.file, winner.span), "this one")
                });
            }
        }
    }
}

/// Choices that are beaten, each with the first that beats it.
fn beaten<'s>(scene: &'s Scene<'s>, meters: &[Meter]) -> Vec<(&'s Choice<'s>, &'s Choice<'s>)> {
    let moved: Vec<(&Choice, BTreeMap<&str, i64>)> = scene
        .choices
        .iter()
        .filter(|c| c.condition.is_none())
        .take(MOST)
        .filter_map(|choice| Some((choice, moves(&choice.effects, meters)?)))
        .collect();
    let beats = |a: &BTreeMap<&str, i64>, b: &BTreeMap<&str, i64>| {
        let mut all = a.keys().chain(b.keys()).peekable();
        all.peek().is_some() && all.all(|meter| a.get(meter).unwrap_or(&0) > b.get(meter).unwrap_or(&0))
    };
    moved.iter().filter_map(|(loser, less)| moved.iter().find(|(_, more)| beats(more, less)).map(|(winner, _)| (*loser, *winner))).collect()
}

/// By meter: how far it is moved in all. `None` when a value is set.
fn moves<'e>(effects: &'e [At<Effect>], meters: &[Meter]) -> Option<BTreeMap<&'e str, i64>> {
    let mut moves: BTreeMap<&str, i64> = BTreeMap::new();
    for At { value: Effect(id, change), .. } in effects {
        if meters.iter().any(|m| m.id == *id && m.show != Show::Never) {
            let Change::Add(n) = change else { return None };
            let sum = moves.entry(id.as_str()).or_default();
            *sum = sum.saturating_add(*n);
        }
    }
    moves.retain(|_, n| *n != 0);
    Some(moves)
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, OneSidedChoice};
    use super::super::fixture::check;

    const ONLY: &[Code] = &[OneSidedChoice];

    #[test]
    fn better_on_every_meter() {
        check(
            ONLY,
            "
# A

- [Spør](#b \"tillit +1\")
- [Mas](#b \"tillit -1\")
^^^^^^^^^^^^^^^^^^^^^^^ one-sided-choice

## B

- [Spør](#c \"tillit +1, avtaler +1\")
- [Vent](#c)
^^^^^^^^^^^^ one-sided-choice

## C

Slutt.
",
        );
    }

    #[test]
    fn something_to_weigh() {
        check(
            ONLY,
            "
# A

- [Spør](#b \"tillit +1, avtaler -1\")
- [Skriv](#b \"tillit -1, avtaler +1\")

## B

- [Begge](#c \"tillit +1, avtaler +1\")
- [En](#c \"tillit +1\")

## C

- [Ja](#d)
- [Nei](#d)

## D

- [Flagg](#e \"flagg +1\")
- [Ikke](#e)

## E

- [Sett](#f \"tillit = 5\")
- [Flytt](#f \"tillit -1\")

## F

- [Ved tillit](#g \"if tillit >= 5: tillit +1\")
- [Ellers](#g \"tillit -1\")

## G

Slutt.
",
        );
    }
}
