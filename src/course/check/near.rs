//! Which known name an unknown one was probably meant to be.

use std::cell::Cell;

/// Finds near names, with a limit on the work of one run: a file of ten thousand misspelt links still checks at once.
pub struct Near {
    fuel: Cell<usize>,
}

impl Default for Near {
    fn default() -> Self {
        Self { fuel: Cell::new(10_000_000) }
    }
}

impl Near {
    /// The nearest of `names`, the first of several; `None` when none is near: a third of the letters may differ.
    pub fn find<'n>(&self, wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        let wrong = letters(wrong, MOST + 1);
        if wrong.len() > MOST {
            return None;
        }
        let mut best: Option<(usize, &str)> = None;
        for name in names {
            let spent = self.fuel.get();
            if spent == 0 {
                break;
            }
            let most = best.map_or((wrong.len().max(3) / 3).min(wrong.len().saturating_sub(1)), |(distance, _)| distance.saturating_sub(1));
            let count = name.chars().count();
            let spelt = name.chars().filter(|c| SPELT.iter().any(|(letter, _)| letter == c)).count();
            if (count + spelt).abs_diff(wrong.len()) > most {
                self.fuel.set(spent - 1);
                continue;
            }
            self.fuel.set(spent.saturating_sub(count * wrong.len() + 1));
            let distance = distance(&wrong, name);
            if distance <= most && best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

/// Letters that are not on every keyboard, and how they are written without.
const SPELT: [(char, &str); 3] = [('æ', "ae"), ('ø', "oe"), ('å', "aa")];

/// Small letters, those of `SPELT` spelt out, so that `soesteren` is `søsteren`.
fn letters(name: &str, most: usize) -> Vec<char> {
    let mut letters = Vec::new();
    for c in name.chars().flat_map(char::to_lowercase).take(most) {
        match SPELT.iter().find(|(letter, _)| *letter == c) {
            Some((_, spelt)) => letters.extend(spelt.chars()),
            None => letters.push(c),
        }
    }
    letters
}

/// Longer names get no suggestion.
const MOST: usize = 80;

/// Letters added, removed, exchanged or swapped with their neighbour (optimal string alignment), without case.
fn distance(a: &[char], b: &str) -> usize {
    let b = letters(b, usize::MAX);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, &y) in b.iter().enumerate() {
            let exchanged = last[j] + usize::from(x != y);
            row[j + 1] = exchanged.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let names = ["skjemaet", "samtalen", "søsteren", "å-gå", "b"];
        for (wrong, expected) in [
            ("skjemat", Some("skjemaet")),
            ("Skjemaet", Some("skjemaet")),
            ("skejmaet", Some("skjemaet")),
            ("soesteren", Some("søsteren")),
            ("a-gaa", Some("å-gå")),
            ("venterommet", None),
            ("a", None),
            ("B", Some("b")),
            ("", None),
        ] {
            assert_eq!(Near::default().find(wrong, names), expected, "{wrong:?}");
        }
    }

    #[test]
    fn work_has_a_limit() {
        let names: Vec<String> = (0..10_000).map(|n| format!("et-langt-navn-paa-en-scene-{n}")).collect();
        let near = Near { fuel: Cell::new(100_000) };
        for n in 0..10_000 {
            near.find(&format!("et-langt-navn-paa-en-scne-{n}"), names.iter().map(String::as_str));
        }
        assert_eq!(near.fuel.get(), 0);
    }
}
