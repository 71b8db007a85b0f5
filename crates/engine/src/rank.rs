//! Scores as planes of bits, and the first rows by score without a score for each of them.
//!
//! Plane `p` of a set of scores holds the rows whose score has bit `p`: a bit-sliced index
//! (O'Neil and Quass, 1997). Scores are added like numbers by hand, with a carry, for 64 rows at
//! a time; the best rows are found by splitting a set at its highest plane, again and again,
//! and only where the page that is shown begins or ends.

use crate::bits::Bits;

/// A score for each row; 0 for those that have none.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Lowest bit first.
    planes: Vec<Bits>,
}

impl Scores {
    /// Gives every row of `set` this score, whatever it had.
    pub fn assign(&mut self, set: &Bits, score: u32) {
        let needed = (u32::BITS - score.leading_zeros()) as usize;
        while self.planes.len() < needed {
            self.planes.push(Bits::none(set.limit()));
        }
        for (bit, plane) in self.planes.iter_mut().enumerate() {
            if score >> bit & 1 == 1 { plane.unite(set) } else { plane.subtract(set) }
        }
    }

    /// Adds to each row's score its score in `other`.
    pub fn add(&mut self, other: Self) {
        let Some(len) = other.planes.first().map(Bits::limit) else { return };
        let mut carry = Bits::none(len);
        let needed = self.planes.len().max(other.planes.len());
        self.planes.resize(needed, Bits::none(len));
        let mut others = other.planes.into_iter();
        for plane in &mut self.planes {
            // Sum and carry of three bits: a ⊕ b ⊕ c, and (a ∧ b) ∨ (c ∧ (a ⊕ b)).
            let added = others.next().unwrap_or_else(|| Bits::none(len));
            let mut both = plane.clone();
            both.intersect(&added);
            plane.differ(&added);
            let mut onward = plane.clone();
            onward.intersect(&carry);
            plane.differ(&carry);
            onward.unite(&both);
            carry = onward;
        }
        if carry.count() > 0 {
            self.planes.push(carry);
        }
    }

    /// The planes, highest first.
    pub fn highest_first(&self) -> impl Iterator<Item = &Bits> {
        self.planes.iter().rev()
    }
}

/// Part of a set in order: by the planes, highest first, then ascending.
///
/// Leaves out the first `skip` and takes at most `take`.
#[must_use]
pub fn page(set: &Bits, planes: &[&Bits], skip: usize, take: usize) -> Vec<u32> {
    let mut page = Page { skip: skip as u32, take, found: Vec::new() };
    page.collect(set, set.count(), planes);
    page.found
}

struct Page {
    skip: u32,
    take: usize,
    found: Vec<u32>,
}

impl Page {
    fn collect(&mut self, set: &Bits, count: u32, planes: &[&Bits]) {
        if count <= self.skip {
            self.skip -= count;
        } else if self.found.len() < self.take {
            match planes {
                [] => self.list(set),
                [plane, lower @ ..] => {
                    let above = set.count_common(plane.words());
                    if above == 0 || above == count {
                        return self.collect(set, count, lower);
                    }
                    let mut part = set.clone();
                    part.intersect(plane);
                    self.collect(&part, above, lower);
                    if self.found.len() < self.take {
                        set.clone_into(&mut part);
                        part.subtract(plane);
                        self.collect(&part, count - above, lower);
                    }
                }
            }
        }
    }

    fn list(&mut self, set: &Bits) {
        set.visit(|row| {
            if self.skip > 0 {
                self.skip -= 1;
            } else {
                self.found.push(row);
            }
            self.found.len() < self.take
        });
    }
}

/// How many rows of a set stand before one of them.
#[must_use]
pub fn place(set: &Bits, planes: &[&Bits], row: u32) -> usize {
    let mut equal = set.clone();
    let mut before = 0;
    for plane in planes {
        if plane.contains(row) {
            equal.intersect(plane);
        } else {
            before += equal.count_common(plane.words());
            equal.subtract(plane);
        }
    }
    (before + equal.count_in(0..row)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;
    use std::cmp::Reverse;

    const LEN: u32 = 150;

    fn scores(of: &[u32]) -> Scores {
        let mut scores = Scores::default();
        for (row, &score) in (0..).zip(of) {
            scores.assign(&Bits::from_members(LEN, [row]), 15);
            scores.assign(&Bits::from_members(LEN, [row]), score);
        }
        scores
    }

    proptest! {
        #[test]
        fn a_page_is_a_part_of_the_sorted_whole(
            set in btree_set(0..LEN, 1..LEN as usize),
            first in vec(0..16_u32, LEN as usize),
            second in vec(0..300_u32, LEN as usize),
            skip in 0..160_usize,
            take in 0..40_usize,
        ) {
            let mut sum = scores(&first);
            sum.add(scores(&second));
            sum.add(Scores::default());
            let planes: Vec<&Bits> = sum.highest_first().collect();
            let mut sorted: Vec<u32> = set.iter().copied().collect();
            sorted.sort_by_key(|&row| Reverse(first[row as usize] + second[row as usize]));
            let bits = Bits::from_members(LEN, set);
            let expected: Vec<u32> = sorted.iter().copied().skip(skip).take(take).collect();
            prop_assert_eq!(page(&bits, &planes, skip, take), expected);
            for (at, &row) in sorted.iter().enumerate() {
                prop_assert_eq!(place(&bits, &planes, row), at);
            }
        }
    }
}
