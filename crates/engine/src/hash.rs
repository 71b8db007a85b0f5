//! Places by text: a hash table that holds neither, so that texts stand once in memory.

/// Places of texts that stand elsewhere, found by the text.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Hash and place plus one; a place of 0 is a free slot. Their number is a power of two.
    slots: Vec<(u32, u32)>,
    used: usize,
}

impl Places {
    /// The place of a text; `is_at` says whether the text stands at a place.
    #[inline]
    pub fn find(&self, text: &str, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        self.find_hashed(hash(text), is_at)
    }

    #[inline]
    fn find_hashed(&self, hash: u32, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        while let (found, place @ 1..) = self.slots[slot] {
            if found == hash && is_at(place - 1) {
                return Some(place - 1);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The first place of each of so many texts.
    #[must_use]
    pub fn of<'a>(len: usize, text: &dyn Fn(usize) -> &'a str) -> Self {
        let mut places = Self::default();
        places.make_room(len);
        for at in 0..len {
            let own = text(at);
            let hash = hash(own);
            if places.find_hashed(hash, |other| same(text(other as usize), own)).is_none() {
                places.put((hash, at as u32 + 1));
                places.used += 1;
            }
        }
        places
    }

    /// Notes that a text, which no place has yet, stands at `place`.
    pub fn insert(&mut self, text: &str, place: u32) {
        self.make_room(1);
        self.put((hash(text), place + 1));
        self.used += 1;
    }

    /// Makes room for so many more. At most three quarters are used, so that a search soon comes to a free
    /// slot.
    fn make_room(&mut self, more: usize) {
        let needed = (self.used + more) * 4;
        if needed > self.slots.len() * 3 {
            let larger = (needed / 3 + 1).next_power_of_two().max(8);
            let before = std::mem::replace(&mut self.slots, vec![(0, 0); larger]);
            before.into_iter().filter(|slot| slot.1 > 0).for_each(|slot| self.put(slot));
        }
    }

    fn put(&mut self, one: (u32, u32)) {
        let mask = self.slots.len() - 1;
        let mut slot = one.0 as usize & mask;
        while self.slots[slot].1 > 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = one;
    }

    /// How many texts were noted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<(u32, u32)>()
    }
}

/// Names, each with its number: the place at which it stood first.
#[derive(Debug)]
pub struct Names {
    /// One after the other, so that those that are looked up lie close together.
    text: String,
    /// Where each ends, after a zero.
    ends: Vec<u32>,
    places: Places,
}

impl Names {
    /// So many names.
    #[must_use]
    pub fn new<'a>(len: usize, name: &dyn Fn(usize) -> &'a str) -> Self {
        let mut text = String::new();
        let mut ends = vec![0];
        for at in 0..len {
            text.push_str(name(at));
            ends.push(text.len() as u32);
        }
        Self { text, ends, places: Places::of(len, name) }
    }

    /// The number of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<u32> {
        let own = |at: usize| &self.text[self.ends[at] as usize..self.ends[at + 1] as usize];
        self.places.find(name, |at| same(own(at as usize), name))
    }
}

/// Multiply and rotate, as in Firefox's hash, then mixed so that the lowest bits depend on all.
/// It doesn't withstand chosen collisions: whoever makes a catalogue of them slows their own page.
#[inline(never)]
pub(crate) fn hash(text: &str) -> u32 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let bytes = text.as_bytes();
    let mut hash: u64 = bytes.len() as u64;
    let mut mix = |word: u64| hash = (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    // The last bytes are read together with some that were read before: that costs less than a loop.
    if let Some(last) = bytes.last_chunk() {
        let (whole, _) = bytes[..bytes.len() - 1].as_chunks();
        for chunk in whole {
            mix(u64::from_le_bytes(*chunk));
        }
        mix(u64::from_le_bytes(*last));
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        mix(u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32);
    } else {
        mix(bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)));
    }
    (hash ^ hash >> 29).wrapping_mul(FACTOR).rotate_left(32) as u32
}

/// Whether two texts are the same. Most are short, and for those it is quicker than what compares blocks of
/// memory.
#[must_use]
#[inline(never)]
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    if let (Some(last), Some(other)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        return last == other && a.as_chunks::<8>().0.iter().eq(b.as_chunks::<8>().0);
    }
    a.first_chunk::<4>() == b.first_chunk::<4>() && a.iter().rev().take(4).eq(b.iter().rev().take(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_at_its_place() {
        let texts: Vec<String> = (0..2000).map(|number| format!("type-{number}")).collect();
        let mut places = Places::default();
        let find = |places: &Places, text: &str| places.find(text, |at| texts[at as usize] == text);
        for (place, text) in (0..).zip(&texts) {
            assert_eq!(find(&places, text), None);
            places.insert(text, place);
        }
        for (place, text) in (0..).zip(&texts) {
            assert_eq!(find(&places, text), Some(place));
        }
        assert_eq!(find(&places, "type-2000"), None);
        let all = Places::of(texts.len(), &|at| &texts[at]);
        assert_eq!((all.len(), all.bytes()), (texts.len(), places.bytes()));
        assert!(texts.iter().all(|text| find(&all, text) == find(&places, text)));
        let names = Names::new(texts.len(), &|at| &texts[at]);
        assert!(texts.iter().all(|text| names.find(text) == find(&places, text)));
        assert_eq!((names.find("type-2000"), names.find("")), (None, None));
        assert_eq!(find(&Places::default(), ""), None);
    }

    #[test]
    fn of_equal_texts_the_first_is_found() {
        let twice = ["a", "b", "a"];
        let places = Places::of(3, &|at| twice[at]);
        assert_eq!((places.find("a", |at| twice[at as usize] == "a"), places.len()), (Some(0), 2));
    }

    #[test]
    fn texts_are_the_same_only_if_every_byte_is() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for len in 0..text.len() {
            let one = &text[..len];
            assert!(same(one, &text[..len]) && (len == 0 || !same(one, &text[1..=len])));
            assert!(!same(one, &text[..=len]));
            for at in 0..len {
                let mut other = one.to_owned();
                other.replace_range(at..=at, "-");
                assert!(!same(one, &other), "{one} {other}");
                assert_ne!(hash(one), hash(&other));
            }
        }
    }

    #[test]
    fn hashes_spread() {
        let mut low: Vec<u32> = (0..4096).map(|number| hash(&format!("f{number}")) & 4095).collect();
        low.sort_unstable();
        low.dedup();
        assert!(low.len() > 2400, "{}: random ones would be about 2590", low.len());
    }
}
