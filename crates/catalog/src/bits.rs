//! A set of facts as one bit each: what filters are combined in.

/// A set of the numbers below a fixed length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// The empty set of numbers below `len`.
    pub(crate) fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize], len }
    }

    /// All numbers below `len`.
    pub(crate) fn all(len: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64) as usize], len };
        if let (Some(last), tail @ 1..) = (bits.words.last_mut(), len % 64) {
            *last = (1 << tail) - 1;
        }
        bits
    }

    /// The set of `members`, each below `len`.
    pub(crate) fn from_members(len: u32, members: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = Self::none(len);
        bits.extend(members);
        bits
    }

    pub(crate) fn insert(&mut self, member: u32) {
        debug_assert!(member < self.len);
        self.words[member as usize / 64] |= 1 << (member % 64);
    }

    pub(crate) fn extend(&mut self, members: impl IntoIterator<Item = u32>) {
        members.into_iter().for_each(|member| self.insert(member));
    }

    pub(crate) fn contains(&self, member: u32) -> bool {
        member < self.len && self.words[member as usize / 64] >> (member % 64) & 1 == 1
    }

    /// Keeps what is also in `other`.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.zip(other, |a, b| a & b);
    }

    /// Drops what is in `other`.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.zip(other, |a, b| a & !b);
    }

    fn zip(&mut self, other: &Self, combine: fn(u64, u64) -> u64) {
        debug_assert_eq!(self.len, other.len);
        for (a, &b) in self.words.iter_mut().zip(&other.words) {
            *a = combine(*a, b);
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// The members, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    i as u32 * 64 + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn sets() -> impl Strategy<Value = (u32, BTreeSet<u32>, BTreeSet<u32>)> {
        (1..200_u32).prop_flat_map(|len| {
            let set = proptest::collection::btree_set(0..len, 0..len as usize);
            (Just(len), set.clone(), set)
        })
    }

    proptest! {
        #[test]
        fn behaves_like_a_set((len, a, b) in sets()) {
            let bits = |set: &BTreeSet<u32>| Bits::from_members(len, set.iter().copied());
            let changed = |change: fn(&mut Bits, &Bits)| {
                let mut left = bits(&a);
                change(&mut left, &bits(&b));
                left.iter().collect::<BTreeSet<u32>>()
            };
            prop_assert_eq!(bits(&a).count() as usize, a.len());
            prop_assert!((0..len + 70).all(|i| bits(&a).contains(i) == a.contains(&i)));
            prop_assert_eq!(changed(Bits::intersect), &a & &b);
            prop_assert_eq!(changed(Bits::subtract), &a - &b);
            prop_assert_eq!(Bits::all(len).iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_empty_range_has_no_members() {
        assert_eq!((Bits::all(0).count(), Bits::none(0).count()), (0, 0));
    }
}
