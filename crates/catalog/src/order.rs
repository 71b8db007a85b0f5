//! Sorting, once: every sort of the crate is one of places, so that the page carries one sort.

use std::cmp::Ordering;

/// The numbers below `len`, ordered by `compare`; equal ones stay in their order.
pub(crate) fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..len as u32).collect();
    sort(&mut places, &|a, b| compare(a as usize, b as usize));
    places
}

/// Sorts numbers by `compare`; equal ones stay in their order.
///
/// It merges runs of 1, 2, 4 … numbers. The standard library's sorts are made to be fast with comparisons that take
/// no time, and are seven times as large; ours take texts apart, and merging needs few of them.
pub(crate) fn sort(numbers: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    if numbers.is_sorted_by(|one, other| compare(*one, *other).is_le()) {
        return;
    }
    let mut merged = numbers.to_vec();
    let mut run = 1;
    while run < numbers.len() {
        for (pair, merged) in numbers.chunks(2 * run).zip(merged.chunks_mut(2 * run)) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            for place in merged {
                let next = match (left.first(), right.first()) {
                    (Some(&one), Some(&other)) if compare(other, one).is_lt() => &mut right,
                    (None, _) => &mut right,
                    _ => &mut left,
                };
                if let Some((first, rest)) = next.split_first() {
                    (*place, *next) = (*first, rest);
                }
            }
        }
        numbers.copy_from_slice(&merged);
        run *= 2;
    }
}

/// Sorts numbers and drops repeated ones.
pub(crate) fn sort_dedup(numbers: &mut Vec<u32>) {
    if numbers.len() < 2 {
        return;
    }
    sort(numbers, &|a, b| a.cmp(&b));
    numbers.dedup();
}

/// Takes the values in the order of their places; each place stands once.
pub(crate) fn arranged<T>(values: Vec<T>, places: &[u32]) -> Vec<T> {
    let mut values: Vec<Option<T>> = values.into_iter().map(Some).collect();
    places.iter().filter_map(|&place| values[place as usize].take()).collect()
}

/// As [`arranged`], for many large values: they change places with each other, since to put them elsewhere
/// would take as much memory again.
pub(crate) fn arrange<T>(values: &mut [T], mut places: Vec<u32>) {
    for start in 0..places.len() as u32 {
        let mut at = start;
        loop {
            // What was put into its place stands there for good.
            let from = std::mem::replace(&mut places[at as usize], at);
            if from == start {
                break;
            }
            values.swap(at as usize, from as usize);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_stable() {
        let words = ["b", "a", "b", "a"];
        assert_eq!(places(4, &|x, y| words[x].cmp(words[y])), [1, 3, 0, 2]);
        assert_eq!(arranged(vec!["b", "a", "c"], &[1, 0, 2]), ["a", "b", "c"]);
        assert!(places(0, &|_, _| unreachable!()).is_empty());
        for order in [[0, 1, 2, 3], [1, 2, 3, 0], [3, 2, 1, 0], [2, 0, 1, 3]] {
            let mut words = ["a", "b", "c", "d"];
            arrange(&mut words, order.to_vec());
            assert_eq!(words.to_vec(), arranged(vec!["a", "b", "c", "d"], &order));
        }
        let mut numbers = vec![3, 1, 3, 2];
        sort_dedup(&mut numbers);
        assert_eq!(numbers, [1, 2, 3]);
    }
}
