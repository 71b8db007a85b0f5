//! Words as numbers, so that most are found without a look at their letters one by one.

use crate::hash;

/// A word of fewer than 16 bytes as two numbers; of a longer one, what tells most of them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short(u64, u64);

/// What stands in the second number of a longer word; that of a short one has a zero in its highest byte.
const LONG: u64 = u64::MAX;

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = EACH << 7;

impl Short {
    pub(crate) fn of(word: &str) -> Self {
        let mut sixteen = [0; 16];
        match sixteen.get_mut(..word.len()) {
            Some(room) if room.len() < 16 => room.copy_from_slice(word.as_bytes()),
            _ => return Self(u64::from(hash::hash(word)), LONG),
        }
        let (low, high) = halves(sixteen);
        Self(low, high)
    }

    /// How many small letters of ASCII these bytes begin with, and the word that they are. There is no step
    /// that depends on their number: a processor would guess it wrong for every other word.
    #[inline]
    pub(crate) fn beginning(sixteen: [u8; 16]) -> (usize, Self) {
        let (low, high) = halves(sixteen);
        let (first, second) = (small_letters(low), small_letters(high));
        let len = if first == 8 { 8 + second } else { first };
        (len, Self(low & bytes(len), high & bytes(len.saturating_sub(8))))
    }

    fn is_long(self) -> bool {
        self.1 == LONG
    }
}

fn halves(sixteen: [u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(sixteen);
    (both as u64, (both >> 64) as u64)
}

/// How many of eight bytes are small letters of ASCII, before the first that isn't.
#[inline]
fn small_letters(eight: u64) -> usize {
    // What makes a byte's highest bit be set from a small number on.
    let from = |least: u8| EACH * u64::from(0x80 - least);
    let low = eight & !HIGHEST;
    let letters = (low + from(b'a')) & !(low + from(b'z' + 1)) & !eight & HIGHEST;
    (letters ^ HIGHEST).trailing_zeros() as usize / 8
}

/// Ones in the first so many bytes, or in all eight.
#[inline]
fn bytes(len: usize) -> u64 {
    if len < 8 { !(u64::MAX << (8 * len)) } else { u64::MAX }
}

/// Places of words that stand elsewhere.
#[derive(Debug)]
pub(crate) struct Shorts {
    /// Words, and their places plus one; a place of 0 is a free slot.
    slots: Vec<(Short, u32)>,
    used: usize,
    /// By how much a hash is shifted to be a slot.
    shift: u32,
}

impl Shorts {
    pub(crate) fn new() -> Self {
        Self::with_slots(64 - 10)
    }

    fn with_slots(shift: u32) -> Self {
        Self { slots: vec![(Short(0, 0), 0); 1 << (64 - shift)], used: 0, shift }
    }

    /// The place of a word, or `new` if it has none, which is its place from now on; `is_at` says whether a
    /// longer word stands at a place.
    #[inline]
    pub(crate) fn place(&mut self, word: Short, new: u32, is_at: impl Fn(u32) -> bool) -> u32 {
        let mut slot = self.first(word);
        while let (found, place @ 1..) = self.slots[slot] {
            if found == word && (!word.is_long() || is_at(place - 1)) {
                return place - 1;
            }
            slot = (slot + 1) % self.slots.len();
        }
        self.put(slot, word, new + 1);
        new
    }

    fn first(&self, word: Short) -> usize {
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        ((word.0.wrapping_mul(FACTOR).rotate_left(5) ^ word.1).wrapping_mul(FACTOR) >> self.shift) as usize
    }

    #[cold]
    fn put(&mut self, slot: usize, word: Short, place: u32) {
        self.slots[slot] = (word, place);
        self.used += 1;
        // At most half are used, so that most words stand in their first slot.
        if self.used * 2 > self.slots.len() {
            let mut larger = Self::with_slots(self.shift - 1);
            for &(word, place) in self.slots.iter().filter(|slot| slot.1 > 0) {
                let mut slot = larger.first(word);
                while larger.slots[slot].1 > 0 {
                    slot = (slot + 1) % larger.slots.len();
                }
                larger.slots[slot] = (word, place);
            }
            *self = Self { used: self.used, ..larger };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_a_word_up_to_the_first_other_byte() {
        for other in (0..=u8::MAX).filter(|byte| !byte.is_ascii_lowercase()) {
            for len in 0..=16 {
                let mut sixteen = *b"\xff-1mbcd\x7f \0efghij";
                sixteen[..len].copy_from_slice(&b"azbyczdxewabcdez"[..len]);
                if let Some(after) = sixteen.get_mut(len) {
                    *after = other;
                }
                let (found, word) = Short::beginning(sixteen);
                assert_eq!(found, len, "{sixteen:?}");
                if len < 16 {
                    assert_eq!(word, Short::of(str::from_utf8(&sixteen[..len]).expect("letters")));
                }
            }
        }
    }

    #[test]
    fn every_word_has_its_own_place() {
        let numbers = 0..3000_u32;
        let words: Vec<String> =
            numbers.flat_map(|n| [format!("{n}"), format!("word{n}"), format!("a long word, {n}")]).collect();
        let mut shorts = Shorts::new();
        for (new, word) in (0..).zip(&words) {
            let is_at = |at: u32| words[at as usize] == *word;
            assert_eq!(shorts.place(Short::of(word), new, is_at), new);
        }
        for (place, word) in (0..).zip(&words) {
            let is_at = |at: u32| words[at as usize] == *word;
            assert_eq!(shorts.place(Short::of(word), u32::MAX, is_at), place);
        }
    }
}
