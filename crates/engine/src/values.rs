//! Values and rows, both ways: the values of each row, and the rows of each value and of its group.

use crate::forward::Forward;
use crate::posting::Posting;

/// The values of rows, which are added in their order.
#[derive(Debug, Default)]
pub struct Values {
    /// What each value is to the others, while rows are added.
    kin: Vec<Kin>,
    /// The values of each row, groups included.
    pub forward: Forward,
    /// The rows of each value, those of its children included.
    pub postings: Vec<Posting>,
    /// The rows that name a group itself; empty for values that are no groups.
    pub own: Vec<Posting>,
}

/// What a value is to others of the same kind.
#[derive(Clone, Copy, Debug)]
struct Kin {
    is_group: bool,
    group: Option<u32>,
}

/// More values than these are left to a sort that is made for many.
const FEW: usize = 16;

impl Values {
    /// As many values as there are `parents`: the group of each that is in one.
    #[must_use]
    pub fn new(parents: &[Option<u32>]) -> Self {
        let mut kin: Vec<Kin> = parents.iter().map(|&group| Kin { is_group: false, group }).collect();
        for &parent in parents.iter().flatten() {
            kin[parent as usize].is_group = true;
        }
        let none = vec![Posting::default(); parents.len()];
        Self { kin, forward: Forward::default(), postings: none.clone(), own: none }
    }

    /// Adds a row of `rows` with the values that it has itself, among which their groups are put then;
    /// `sort_dedup` does so for many.
    pub fn add(&mut self, row: u32, own: &mut Vec<u32>, rows: u32, sort_dedup: fn(&mut Vec<u32>)) {
        for at in 0..own.len() {
            let kin = self.kin[own[at] as usize];
            if kin.is_group {
                self.own[own[at] as usize].push(row, rows);
            }
            own.extend(kin.group);
        }
        if own.len() > FEW {
            sort_dedup(own);
        } else if own.len() > 1 {
            for end in 1..own.len() {
                let mut at = end;
                while at > 0 && own[at - 1] > own[at] {
                    own.swap(at - 1, at);
                    at -= 1;
                }
            }
            own.dedup();
        }
        for &value in &*own {
            self.postings[value as usize].push(row, rows);
        }
        self.forward.push(row, own);
    }

    /// Ends the adding, and gives back the memory that further rows would have gone into.
    pub fn finish(&mut self) {
        self.kin = Vec::new();
        self.postings.iter_mut().chain(&mut self.own).for_each(Posting::shrink);
        self.forward.shrink();
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let postings = self.postings.iter().chain(&self.own);
        let postings: usize = postings.map(|posting| posting.bytes() + size_of::<Posting>()).sum();
        postings + self.forward.bytes() + size_of_val(self.kin.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::Bits;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_row_has_its_values_and_their_groups(
            rows in proptest::collection::vec(proptest::collection::vec(0..40_u32, 0..30), 0..80),
        ) {
            // A dozen groups, and values of which some are in one.
            let parents: Vec<Option<u32>> = (0..40).map(|n| (n >= 12 && n % 3 > 0).then_some(n % 12)).collect();
            let mut values = Values::new(&parents);
            let sort_dedup = |own: &mut Vec<u32>| {
                own.sort_unstable();
                own.dedup();
            };
            for (row, own) in (0..).zip(&rows) {
                values.add(row, &mut own.clone(), rows.len() as u32, sort_dedup);
            }
            values.finish();
            let members = |posting: &Posting| {
                let mut set = Bits::none(rows.len() as u32);
                posting.add_to(&mut set);
                set.members()
            };
            let of = |row: u32| &rows[row as usize];
            for value in 0..40_u32 {
                let is_it = |own: &u32| *own == value || parents[*own as usize] == Some(value);
                let with: Vec<u32> = (0..rows.len() as u32).filter(|&row| of(row).iter().any(is_it)).collect();
                prop_assert_eq!(members(&values.postings[value as usize]), with);
                let is_group = parents.contains(&Some(value));
                let named = (0..rows.len() as u32).filter(|&row| is_group && of(row).contains(&value));
                prop_assert_eq!(members(&values.own[value as usize]), named.collect::<Vec<_>>());
            }
            for row in 0..rows.len() as u32 {
                let has = |value: &u32| values.postings[*value as usize].count_in(&Bits::from_members(rows.len() as u32, [row])) == 1;
                prop_assert_eq!(values.forward.of(row), (0..40).filter(has).collect::<Vec<_>>());
            }
        }
    }
}
