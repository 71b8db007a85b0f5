//! The values of each row: what counting reads.

use crate::bits::Bits;

/// For each row, added in order, the values that it has.
#[derive(Debug, Default)]
pub struct Forward {
    values: Vec<u32>,
    /// Those of row `r` are `values[starts[r]..starts[r + 1]]`; empty if each row has one value.
    starts: Vec<u32>,
}

impl Forward {
    /// Adds the values of the next row, which has the number `row`.
    pub fn push(&mut self, row: u32, own: &[u32]) {
        if self.starts.is_empty() && own.len() != 1 {
            self.starts.extend(0..=row);
        }
        self.values.extend_from_slice(own);
        if !self.starts.is_empty() {
            self.starts.push(self.values.len() as u32);
        }
    }

    /// Gives back the memory that further rows would have gone into.
    pub fn shrink(&mut self) {
        self.values.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// The values of a row.
    #[must_use]
    pub fn of(&self, row: u32) -> &[u32] {
        let row = row as usize;
        match self.starts.get(row..row + 2) {
            Some(ends) => &self.values[ends[0] as usize..ends[1] as usize],
            None => &self.values[row..=row],
        }
    }

    /// How many values all rows have together.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no row has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds to each value's count how many rows of `set` have it.
    pub fn count(&self, set: &Bits, counts: &mut [u32]) {
        if self.values.is_empty() {
            return;
        }
        set.visit(|row| {
            self.of(row).iter().for_each(|&value| counts[value as usize] += 1);
            true
        });
    }

    /// Takes from each value's count how many rows have it that are not in `set`.
    pub fn discount(&self, set: &Bits, counts: &mut [u32]) {
        if self.values.is_empty() {
            return;
        }
        set.visit_missing(|row| {
            self.of(row).iter().for_each(|&value| counts[value as usize] -= 1);
            true
        });
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        (self.values.capacity() + self.starts.capacity()) * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_and_discounting_are_counting_one_by_one(
            rows in proptest::collection::vec(proptest::collection::btree_set(0..7_u32, 0..4), 1..200),
            single in any::<bool>(),
            seed in proptest::collection::btree_set(0..200_u32, 0..200),
        ) {
            let mut forward = Forward::default();
            let mut own: Vec<Vec<u32>> = rows.iter().map(|row| row.iter().copied().collect()).collect();
            if single {
                for own in &mut own {
                    *own = vec![own.first().copied().unwrap_or(0)];
                }
            }
            for (row, own) in (0..).zip(&own) {
                forward.push(row, own);
            }
            let len = own.len() as u32;
            let set = Bits::from_members(len, seed.into_iter().filter(|&row| row < len));
            let mut expected = vec![0; 7];
            let mut all = vec![0; 7];
            for (row, own) in (0..).zip(&own) {
                prop_assert_eq!(forward.of(row), own.as_slice());
                for &value in own {
                    all[value as usize] += 1;
                    expected[value as usize] += u32::from(set.contains(row));
                }
            }
            let mut counts = vec![0; 7];
            forward.count(&set, &mut counts);
            prop_assert_eq!(&counts, &expected);
            forward.discount(&set, &mut all);
            prop_assert_eq!(&all, &expected);
        }
    }
}
