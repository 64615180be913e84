//! One sort for all lists. Each `sort_by` of the standard library is a copy of 3 kB in the page; this one is a copy of 200 bytes.

use std::cmp::Ordering;

/// Sorts a list; equals stay in order.
pub(super) fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    for i in 0..items.len() {
        while places[i] != i {
            let to = places[i];
            items.swap(i, to);
            places.swap(i, to);
        }
    }
}

/// For each item its place when sorted.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; len];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    places
}

/// Sorts a list, and keeps one of each.
pub(super) fn sort_unique<T: Ord>(items: &mut Vec<T>) {
    sort(items, &T::cmp);
    items.dedup();
}
