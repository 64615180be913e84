//! A clicker that sends keys twice: the second is no key.

/// Two presses of one key within this time are one: no hand is so quick. Unit: milliseconds.
pub const ECHO: i64 = 250;

/// Remembers the last key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Echo {
    last: Option<(String, i64)>,
}

impl Echo {
    /// Whether a key pressed now is meant. A key that is held down repeats: ask only of those that are not repeats.
    pub fn is_meant(&mut self, key: &str, now: i64) -> bool {
        let is_echo = self.last.as_ref().is_some_and(|(last, at)| last == key && (0..ECHO).contains(&now.saturating_sub(*at)));
        self.last = Some((key.to_owned(), now));
        !is_echo
    }
}
