//! Keys and clickers at the projector: what a key means, and what it does where the group stands.

/// A clicker that sends each key twice does so within this time; no hand is as quick. Unit: milliseconds.
pub const TWICE: i64 = 120;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Onwards.
    Forward,
    /// Back.
    Back,
    /// The choice with this number, from 1.
    Choice(usize),
    /// No choice.
    NoChoice,
    /// Decide for the choice that is marked.
    Decide,
    /// Take the decision back.
    Undo,
    /// Black, or lit again.
    Black,
    /// Frozen, or moving again: so that no key acts by mistake.
    Freeze,
    /// The discussion's timer: start, hold, go on.
    Timer,
    /// Past heavy content.
    Past,
    /// Full screen, or not.
    Full,
    /// What the keys do.
    Help,
    /// Away with what lies over the picture.
    Away,
}

impl Key {
    /// What the browser's name of a key asks for; `None` for those that are the browser's own.
    ///
    /// F5 is the start key of clickers, which have no Enter: it decides, and never reloads.
    pub fn of(key: &str, shift: bool) -> Option<Self> {
        Some(match key {
            " " if shift => Self::Back,
            "ArrowRight" | "ArrowDown" | "PageDown" | " " => Self::Forward,
            "ArrowLeft" | "ArrowUp" | "PageUp" => Self::Back,
            "Enter" | "F5" => Self::Decide,
            "0" | "Delete" => Self::NoChoice,
            "u" | "U" | "Backspace" => Self::Undo,
            "b" | "B" | "." => Self::Black,
            "s" | "S" => Self::Freeze,
            "t" | "T" => Self::Timer,
            "g" | "G" => Self::Past,
            "f" | "F" => Self::Full,
            "?" | "h" | "H" => Self::Help,
            "Escape" => Self::Away,
            _ => Self::Choice(key.parse().ok().filter(|n| (1..=9).contains(n) && key.len() == 1)?),
        })
    }
}

/// Hears keys, each once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ear {
    last: Option<(Key, i64)>,
}

impl Ear {
    /// Whether a key that was pressed at `at` is meant: not the echo of the one before.
    pub fn hears(&mut self, key: Key, at: i64) -> bool {
        // A clock that was set back hides no key.
        let echo = self.last.is_some_and(|(last, then)| last == key && (0..TWICE).contains(&at.saturating_sub(then)));
        if !echo {
            self.last = Some((key, at));
        }
        !echo
    }
}

/// What the screen shows, as far as keys go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which step is shown, from 0.
    pub step: usize,
    /// How many there are, at least 1.
    pub steps: usize,
    /// How many choices are open; 0 where there is nothing to choose.
    pub choices: usize,
    /// The choice that is marked, from 1.
    pub marked: Option<usize>,
    /// Whether the newest decision can still be undone.
    pub undoable: bool,
    /// Whether the screen is black.
    pub black: bool,
    /// Whether it is frozen.
    pub frozen: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Show this step, from 0.
    Step(usize),
    /// Go on from here: the next scene, the next lesson, the closing.
    GoOn,
    /// Go back from here, if that undoes nothing that was decided.
    GoBack,
    /// Mark this choice, from 1.
    Mark(Option<usize>),
    /// Decide for this choice, from 1.
    Decide(usize),
    /// Take the decision back.
    Undo,
    /// Black, or lit.
    Black(bool),
    /// Frozen, or not.
    Freeze(bool),
}

/// What a key does in this view. Nothing for keys that are not about where the group stands.
///
/// Where choices stand, forward and back go from mark to mark, so that two keys are enough to get to any; deciding is a key of its own. On a black
/// screen any of them only lights it; on a frozen one only the key that froze it does anything.
pub fn deed(key: Key, view: View) -> Option<Deed> {
    let last = view.steps.saturating_sub(1);
    let step = view.step.min(last);
    // Choices that do not fit one screen stand on several steps.
    let at_choices = view.choices > 0 && (step == last || view.marked.is_some());
    let moves = !matches!(key, Key::Timer | Key::Past | Key::Full | Key::Help | Key::Away);
    if view.black && moves {
        return Some(Deed::Black(false));
    }
    if view.frozen && key != Key::Freeze {
        return None;
    }
    Some(match key {
        Key::Freeze => Deed::Freeze(!view.frozen),
        Key::Black => Deed::Black(true),
        Key::Forward if at_choices => Deed::Mark(view.marked.map_or(Some(1), |n| (n < view.choices).then_some(n + 1))),
        Key::Forward if step < last => Deed::Step(step + 1),
        Key::Forward => Deed::GoOn,
        Key::Back if at_choices && view.marked.is_some() => Deed::Mark(view.marked.filter(|n| *n > 1).map(|n| n - 1)),
        Key::Back if step > 0 => Deed::Step(step - 1),
        Key::Back | Key::Undo if view.undoable => Deed::Undo,
        Key::Back => Deed::GoBack,
        Key::Choice(n) if n <= view.choices => Deed::Mark(Some(n)),
        Key::NoChoice if view.marked.is_some() => Deed::Mark(None),
        Key::Decide => Deed::Decide(view.marked.filter(|n| *n <= view.choices)?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: View = View { step: 0, steps: 2, choices: 0, marked: None, undoable: false, black: false, frozen: false };
    const CHOICE: View = View { step: 1, steps: 2, choices: 3, marked: None, undoable: false, black: false, frozen: false };

    #[test]
    fn keys_of_boards_clickers_and_hands() {
        for (key, shift, asks) in [
            ("PageDown", false, Some(Key::Forward)),
            (" ", false, Some(Key::Forward)),
            (" ", true, Some(Key::Back)),
            ("PageUp", false, Some(Key::Back)),
            ("3", false, Some(Key::Choice(3))),
            ("0", false, Some(Key::NoChoice)),
            ("F5", false, Some(Key::Decide)),
            (".", false, Some(Key::Black)),
            ("F", true, Some(Key::Full)),
            ("?", true, Some(Key::Help)),
            ("Tab", false, None),
            ("12", false, None),
            ("", false, None),
        ] {
            assert_eq!(Key::of(key, shift), asks, "{key:?}");
        }
    }

    #[test]
    fn a_key_sent_twice_is_heard_once() {
        let mut ear = Ear::default();
        assert!(ear.hears(Key::Forward, 1_000));
        assert!(!ear.hears(Key::Forward, 1_050));
        assert!(ear.hears(Key::Decide, 1_060), "another key is another wish");
        assert!(ear.hears(Key::Forward, 1_070));
        assert!(ear.hears(Key::Forward, 1_070 + TWICE));
        assert!(ear.hears(Key::Forward, 500), "the clock was set back");
    }

    #[test]
    fn forward_and_back_go_through_the_text() {
        assert_eq!(deed(Key::Forward, TEXT), Some(Deed::Step(1)));
        assert_eq!(deed(Key::Forward, View { step: 1, ..TEXT }), Some(Deed::GoOn));
        assert_eq!(deed(Key::Back, View { step: 1, ..TEXT }), Some(Deed::Step(0)));
        assert_eq!(deed(Key::Back, TEXT), Some(Deed::GoBack));
        assert_eq!(deed(Key::Back, View { undoable: true, ..TEXT }), Some(Deed::Undo));
        assert_eq!(deed(Key::Forward, View { step: 9, ..TEXT }), Some(Deed::GoOn), "past the last is the last");
    }

    #[test]
    fn a_digit_marks_and_another_key_decides() {
        assert_eq!(deed(Key::Choice(2), CHOICE), Some(Deed::Mark(Some(2))));
        assert_eq!(deed(Key::Choice(4), CHOICE), None);
        assert_eq!(deed(Key::Decide, CHOICE), None, "nothing is marked");
        assert_eq!(deed(Key::Decide, View { marked: Some(2), ..CHOICE }), Some(Deed::Decide(2)));
        assert_eq!(deed(Key::Decide, View { marked: Some(2), ..TEXT }), None);
        assert_eq!(deed(Key::NoChoice, View { marked: Some(2), ..CHOICE }), Some(Deed::Mark(None)));
    }

    #[test]
    fn two_keys_reach_every_choice_and_none() {
        let forward = |marked| deed(Key::Forward, View { marked, ..CHOICE });
        assert_eq!(forward(None), Some(Deed::Mark(Some(1))));
        assert_eq!(forward(Some(2)), Some(Deed::Mark(Some(3))));
        assert_eq!(forward(Some(3)), Some(Deed::Mark(None)));
        let back = |marked| deed(Key::Back, View { marked, ..CHOICE });
        assert_eq!(back(Some(2)), Some(Deed::Mark(Some(1))));
        assert_eq!(back(Some(1)), Some(Deed::Mark(None)));
        assert_eq!(back(None), Some(Deed::Step(0)));
    }

    #[test]
    fn a_black_screen_is_only_lit() {
        let black = View { black: true, marked: Some(1), ..CHOICE };
        for key in [Key::Forward, Key::Back, Key::Decide, Key::Choice(1), Key::Black, Key::Undo] {
            assert_eq!(deed(key, black), Some(Deed::Black(false)));
        }
        assert_eq!(deed(Key::Black, CHOICE), Some(Deed::Black(true)));
        assert_eq!(deed(Key::Full, black), None);
    }

    #[test]
    fn a_frozen_screen_moves_by_the_key_that_froze_it() {
        let frozen = View { frozen: true, marked: Some(1), ..CHOICE };
        for key in [Key::Forward, Key::Back, Key::Decide, Key::Choice(1), Key::Black, Key::Undo] {
            assert_eq!(deed(key, frozen), None);
        }
        assert_eq!(deed(Key::Freeze, frozen), Some(Deed::Freeze(false)));
        assert_eq!(deed(Key::Freeze, TEXT), Some(Deed::Freeze(true)));
    }
}
