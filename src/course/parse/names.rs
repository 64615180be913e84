//! Names that may be given once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Range;

/// A map from names. One type for all, as each kind of map is kilobytes of the parser wasm.
pub type NameMap<'a> = HashMap<Cow<'a, str>, (Range, usize)>;

/// So many names are compared each with each, which is quicker than a table.
pub const FEW: usize = 24;

/// Names in use: where the first stands, and how many there are.
#[derive(Default)]
pub struct Names<'a> {
    first: Vec<(Cow<'a, str>, (Range, usize))>,
    /// Those after the first few.
    rest: NameMap<'a>,
}

impl<'a> Names<'a> {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a name into use. When it is taken: a name that is free, and where the first stands.
    pub fn take(&mut self, name: Cow<'a, str>, at: Range) -> Option<(String, Range)> {
        let used = match self.first.iter().position(|(first, _)| *first == name) {
            Some(at) => &mut self.first[at].1,
            None if self.first.len() < FEW => {
                self.first.push((name, (at, 1)));
                return None;
            }
            None => match self.rest.entry(name.clone()) {
                Entry::Vacant(free) => {
                    free.insert((at, 1));
                    return None;
                }
                Entry::Occupied(used) => used.into_mut(),
            },
        };
        used.1 += 1;
        Some((format!("{name}~~{}", used.1), used.0.clone()))
    }

    /// How often a name has been taken.
    pub fn times(&self, name: &str) -> usize {
        self.first.iter().find(|(first, _)| first == name).map(|(_, used)| used).or_else(|| self.rest.get(name)).map_or(0, |used| used.1)
    }
}

/// Whether these names are all different, where they are few.
pub fn all_differ<'n>(count: usize, name: impl Fn(usize) -> &'n str) -> bool {
    count <= FEW && (0..count).all(|at| (0..at).all(|before| name(before) != name(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_names_and_many() {
        for count in [1, FEW, 4 * FEW] {
            let mut names = Names::new();
            for round in 1..4 {
                for n in 0..count {
                    let taken = names.take(format!("n{n}").into(), n + round..n + round + 1);
                    assert_eq!(taken, (round > 1).then(|| (format!("n{n}~~{round}"), n + 1..n + 2)), "{n} of {count}");
                }
            }
            assert!((0..count).all(|n| names.times(&format!("n{n}")) == 3));
            assert_eq!(names.times("m"), 0);
        }
    }
}
