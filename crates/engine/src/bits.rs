//! A set of rows as one bit each: what filters are combined in.

use std::ops::Range;

/// A set of the numbers below a fixed length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// The empty set of numbers below `len`.
    #[must_use]
    pub fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize], len }
    }

    /// All numbers below `len`.
    #[must_use]
    pub fn all(len: u32) -> Self {
        let mut bits = Self::none(len);
        bits.fill(0..len);
        bits
    }

    /// The set of `members`, each below `len`.
    pub fn from_members(len: u32, members: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = Self::none(len);
        members.into_iter().for_each(|member| bits.insert(member));
        bits
    }

    /// Makes it the empty set again, of numbers below `len`, in the memory it has.
    pub fn reset(&mut self, len: u32) {
        self.words.clear();
        self.words.resize(len.div_ceil(64) as usize, 0);
        self.len = len;
    }

    /// The numbers that it can hold are those below this.
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.len
    }

    /// The bits, 64 to a word, lowest first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Puts a number in.
    pub fn insert(&mut self, member: u32) {
        debug_assert!(member < self.len);
        self.words[member as usize / 64] |= 1 << (member % 64);
    }

    /// Puts a number in; `false` if it is there.
    #[inline]
    pub fn add(&mut self, member: u32) -> bool {
        let word = &mut self.words[member as usize / 64];
        let is_new = *word >> (member % 64) & 1 == 0;
        *word |= 1 << (member % 64);
        is_new
    }

    /// Puts in all numbers of a range.
    pub fn fill(&mut self, range: Range<u32>) {
        debug_assert!(range.end <= self.len);
        each_word(&range, |word, mask| self.words[word] |= mask);
    }

    /// Whether a number is in it.
    #[must_use]
    pub fn contains(&self, member: u32) -> bool {
        member < self.len && self.words[member as usize / 64] >> (member % 64) & 1 == 1
    }

    /// Keeps what is also in `other`.
    pub fn intersect(&mut self, other: &Self) {
        self.zip(&other.words, |a, b| a & b);
    }

    /// Drops what is in `other`.
    pub fn subtract(&mut self, other: &Self) {
        self.zip(&other.words, |a, b| a & !b);
    }

    /// Adds what is in `other`.
    pub fn unite(&mut self, other: &Self) {
        self.unite_words(&other.words);
    }

    /// Adds the members of a set of the same length, given as its words.
    fn unite_words(&mut self, words: &[u64]) {
        self.zip(words, |a, b| a | b);
    }

    /// Keeps what is in only one of the two.
    pub fn differ(&mut self, other: &Self) {
        self.zip(&other.words, |a, b| a ^ b);
    }

    #[inline]
    fn zip(&mut self, words: &[u64], combine: impl Fn(u64, u64) -> u64) {
        debug_assert_eq!(self.words.len(), words.len());
        for (a, &b) in self.words.iter_mut().zip(words) {
            *a = combine(*a, b);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many there are in a range.
    #[must_use]
    pub fn count_in(&self, range: Range<u32>) -> u32 {
        let mut count = 0;
        each_word(&range, |word, mask| count += (self.words[word] & mask).count_ones());
        count
    }

    /// How many are also in a set of the same length, given as its words.
    #[must_use]
    pub fn count_common(&self, words: &[u64]) -> u32 {
        self.words.iter().zip(words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Calls `each` with the members, ascending, until it returns `false`.
    #[inline]
    pub fn visit(&self, each: impl FnMut(u32) -> bool) {
        visit(self.words.iter().copied(), each);
    }

    /// Calls `each` with the numbers that are no members, ascending, until it returns `false`.
    #[inline]
    pub fn visit_missing(&self, mut each: impl FnMut(u32) -> bool) {
        let len = self.len;
        visit(self.words.iter().map(|word| !word), |number| number < len && each(number));
    }

    /// The members, ascending.
    #[must_use]
    pub fn members(&self) -> Vec<u32> {
        let mut members = Vec::with_capacity(self.count() as usize);
        self.visit(|member| {
            members.push(member);
            true
        });
        members
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }
}

/// Calls `each` with the bits that are set, ascending, until it returns `false`.
#[inline]
fn visit(words: impl Iterator<Item = u64>, mut each: impl FnMut(u32) -> bool) {
    for (at, mut word) in words.enumerate() {
        while word != 0 {
            if !each(at as u32 * 64 + word.trailing_zeros()) {
                return;
            }
            word &= word - 1;
        }
    }
}

/// Calls `each` with every word that a range of bits touches, and the range's bits of it.
fn each_word(range: &Range<u32>, mut each: impl FnMut(usize, u64)) {
    if range.is_empty() {
        return;
    }
    let (first, last) = (range.start as usize / 64, (range.end - 1) as usize / 64);
    for word in first..=last {
        let mut mask = u64::MAX;
        if word == first {
            mask &= u64::MAX << (range.start % 64);
        }
        if word == last {
            mask &= u64::MAX >> (63 - (range.end - 1) % 64);
        }
        each(word, mask);
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
                left.members().into_iter().collect::<BTreeSet<u32>>()
            };
            prop_assert_eq!(bits(&a).count() as usize, a.len());
            prop_assert!((0..len + 70).all(|i| bits(&a).contains(i) == a.contains(&i)));
            prop_assert_eq!(changed(Bits::intersect), &a & &b);
            prop_assert_eq!(changed(Bits::subtract), &a - &b);
            prop_assert_eq!(changed(Bits::unite), &a | &b);
            let mut added = bits(&a);
            prop_assert!(b.iter().all(|&i| added.add(i) != a.contains(&i) && !added.add(i)));
            prop_assert_eq!(added, bits(&(&a | &b)));
            prop_assert_eq!(changed(Bits::differ), &a ^ &b);
            prop_assert_eq!(bits(&a).count_common(bits(&b).words()) as usize, (&a & &b).len());
            let mut missing = Vec::new();
            bits(&a).visit_missing(|number| { missing.push(number); true });
            prop_assert_eq!(missing, (0..len).filter(|number| !a.contains(number)).collect::<Vec<_>>());
            prop_assert_eq!(Bits::all(len).members(), (0..len).collect::<Vec<_>>());
        }

        #[test]
        fn ranges_are_counted_and_filled((len, a, b) in sets()) {
            let (from, to) = (b.first().copied().unwrap_or(0), b.last().copied().unwrap_or(0));
            let bits = Bits::from_members(len, a.iter().copied());
            prop_assert_eq!(bits.count_in(from..to) as usize, a.range(from..to).count());
            let mut filled = Bits::none(len);
            filled.fill(from..to);
            prop_assert_eq!(filled.members(), (from..to).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_empty_range_has_no_members() {
        assert_eq!((Bits::all(0).count(), Bits::none(0).count()), (0, 0));
    }
}
