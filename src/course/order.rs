//! One sort for all lists. Each `sort_by` of the standard library is a copy of 3 kB in the page; this one is a copy of 200 bytes.

use std::cmp::Ordering;

/// Sorts a list; equals stay in order.
pub fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    for i in 0..items.len() {
        while places[i] != i {
            let to = places[i];
            items.swap(i, to);
            places.swap(i, to);
        }
    }
}

/// For each item its place when sorted: by merging ever longer pieces.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len {
        for start in (0..len).step_by(2 * width) {
            let (middle, end) = ((start + width).min(len), (start + 2 * width).min(len));
            let (mut left, mut right) = (start, middle);
            for _ in start..end {
                let take_left = right == end || (left < middle && compare(order[left], order[right]).is_le());
                let from = if take_left { &mut left } else { &mut right };
                merged.push(order[*from]);
                *from += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        width *= 2;
    }
    let mut places = vec![0; len];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    places
}

/// Sorts a list, and keeps one of each.
pub fn sort_unique<T: Ord>(items: &mut Vec<T>) {
    sort(items, &T::cmp);
    items.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 7u32;
        for len in 0..70 {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed >> 28
            };
            let mut ours: Vec<(u32, usize)> = (0..len).map(|i| (next(), i)).collect();
            let mut theirs = ours.clone();
            sort(&mut ours, &|a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|a| a.0);
            assert_eq!(ours, theirs, "stable, at {len}");
        }
    }
}
