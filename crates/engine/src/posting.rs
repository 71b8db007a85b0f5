//! The rows of one value or word, in the form that takes the least room.

use crate::bits::Bits;

/// An ascending set of rows: a run, a list, or one bit a row.
///
/// These are the three containers of Roaring bitmaps (Lemire et al., 2016), chosen for the
/// whole set instead of for each 65,536 of it: a value whose rows lie together is a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posting {
    /// All rows from the first to before the second.
    Run(u32, u32),
    /// These rows.
    List(Vec<u32>),
    /// One bit a row, and how many there are.
    Dense(Bits, u32),
}

impl Default for Posting {
    fn default() -> Self {
        Self::Run(0, 0)
    }
}

/// A list of 32-bit numbers is larger than one bit a row if it has more than a 32nd of them.
const SPARSE: u32 = 32;

impl Posting {
    /// The posting of a set.
    #[must_use]
    pub fn from_bits(bits: &Bits) -> Self {
        let mut posting = Self::default();
        bits.visit(|row| {
            posting.push(row, bits.limit());
            true
        });
        posting.shrink();
        posting
    }

    /// Adds a row that is not below any that is there; `len` is the number of all rows.
    pub fn push(&mut self, row: u32, len: u32) {
        self.push_inline(row, len);
    }

    /// [`Posting::push`] for the one place that pushes millions, most of them into bits.
    #[inline]
    pub(crate) fn push_inline(&mut self, row: u32, len: u32) {
        match self {
            Self::Dense(bits, count) => *count += u32::from(bits.add(row)),
            _ => self.push_few(row, len),
        }
    }

    #[inline(never)]
    fn push_few(&mut self, row: u32, len: u32) {
        match self {
            Self::Run(start, end) if start == end => (*start, *end) = (row, row + 1),
            Self::Run(_, end) if *end == row => *end += 1,
            Self::Run(_, end) if *end > row => {}
            Self::Run(start, end) if *end - *start > len / SPARSE => {
                let mut bits = Bits::none(len);
                bits.fill(*start..*end);
                *self = Self::Dense(bits, *end - *start);
                self.push(row, len);
            }
            Self::Run(start, end) => {
                let mut list: Vec<u32> = (*start..*end).collect();
                list.push(row);
                *self = Self::List(list);
            }
            Self::List(list) if list.last() == Some(&row) => {}
            Self::List(list) if list.len() as u32 >= len / SPARSE => {
                let bits = Bits::from_members(len, list.iter().copied());
                *self = Self::Dense(bits, list.len() as u32);
                self.push(row, len);
            }
            Self::List(list) => list.push(row),
            Self::Dense(..) => self.push_inline(row, len),
        }
    }

    /// Gives back the memory that further rows would have gone into.
    pub fn shrink(&mut self) {
        if let Self::List(list) = self {
            list.shrink_to_fit();
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        match self {
            Self::Run(start, end) => end - start,
            Self::List(list) => list.len() as u32,
            Self::Dense(_, count) => *count,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Puts its rows into `set`.
    pub fn add_to(&self, set: &mut Bits) {
        match self {
            Self::Run(start, end) => set.fill(*start..*end),
            Self::List(list) => list.iter().for_each(|&row| set.insert(row)),
            Self::Dense(bits, _) => set.unite(bits),
        }
    }

    /// How many of its rows are in `set`.
    #[must_use]
    pub fn count_in(&self, set: &Bits) -> u32 {
        match self {
            Self::Run(start, end) => set.count_in(*start..*end),
            Self::List(list) => list.iter().map(|&row| u32::from(set.contains(row))).sum(),
            Self::Dense(bits, _) => set.count_common(bits.words()),
        }
    }

    /// How many steps [`Posting::count_in`] takes, each as long as a row's value takes in
    /// [`crate::forward::Forward::count`]. To compare a word of bits took from a half of that, for dense
    /// sets, to a seventh, for sparse ones, on an x86-64 processor; a fifth is taken for it.
    #[must_use]
    pub fn steps(&self) -> usize {
        match self {
            Self::Run(start, end) => 1 + (end - start) as usize / 64 / 5,
            Self::List(list) => list.len(),
            Self::Dense(bits, _) => bits.words().len() / 5,
        }
    }

    /// How many bytes it takes, besides itself.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Run(..) => 0,
            Self::List(list) => list.capacity() * size_of::<u32>(),
            Self::Dense(bits, _) => bits.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_form_holds_what_was_pushed(
            members in proptest::collection::btree_set(0..300_u32, 0..300),
            other in proptest::collection::btree_set(0..300_u32, 0..300),
        ) {
            let mut posting = Posting::default();
            for &row in &members {
                posting.push(row, 300);
                posting.push(row, 300);
            }
            let mut set = Bits::none(300);
            posting.add_to(&mut set);
            prop_assert_eq!(set.members(), members.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(posting.count() as usize, members.len());
            prop_assert_eq!(posting.is_empty(), members.is_empty());
            let found = Bits::from_members(300, other.iter().copied());
            prop_assert_eq!(posting.count_in(&found) as usize, members.intersection(&other).count());
            prop_assert_eq!(Posting::from_bits(&set), posting);
        }
    }

    #[test]
    fn the_form_is_the_smallest() {
        let of = |rows: &[u32]| Posting::from_bits(&Bits::from_members(640, rows.iter().copied()));
        assert_eq!(of(&[7, 8, 9]), Posting::Run(7, 10));
        assert_eq!(of(&[7, 9]), Posting::List(vec![7, 9]));
        let even: Vec<u32> = (0..640).step_by(2).collect();
        assert!(matches!(of(&even), Posting::Dense(_, 320)));
    }
}
