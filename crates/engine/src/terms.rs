//! The dictionary: all words in order, in one text.

use std::ops::Range;

use crate::text;

/// Different words in alphabetical order.
#[derive(Debug, Default)]
pub struct Terms {
    text: String,
    /// Word `t` is `text[starts[t]..starts[t + 1]]`.
    starts: Vec<u32>,
}

impl Terms {
    /// The dictionary of `words`, each of which stands once; `order` holds their places in
    /// alphabetical order.
    #[must_use]
    pub fn new(words: &[String], order: &[u32]) -> Self {
        let mut terms = Self::default();
        for &place in order {
            terms.starts.push(terms.text.len() as u32);
            terms.text.push_str(&words[place as usize]);
        }
        terms.starts.push(terms.text.len() as u32);
        terms.text.shrink_to_fit();
        terms
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The term at a place.
    #[must_use]
    pub fn get(&self, term: usize) -> &str {
        &self.text[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The terms that begin with `prefix`; if `prefix` is a term itself, it is the first.
    #[must_use]
    pub fn beginning_with(&self, prefix: &str) -> Range<usize> {
        let start = self.first(0, |term| term >= prefix);
        start..self.first(start, |term| !term.starts_with(prefix))
    }

    /// The first term from `from` on of which `is_past` holds, as it does for all after it. What is near
    /// is found soonest.
    fn first(&self, from: usize, is_past: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut step) = (from, 1);
        while low + step <= self.len() && !is_past(self.get(low + step - 1)) {
            low += step;
            step *= 2;
        }
        let mut high = self.len().min(low + step - 1);
        while low < high {
            let middle = low.midpoint(high);
            if is_past(self.get(middle)) { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// The terms with the fewest typos, as far as `word` may have any; terms with digits are
    /// never taken for another word.
    ///
    /// Most mistyped words have one typo, and within one little of the dictionary lies: two are tried
    /// only if one finds nothing.
    #[must_use]
    pub fn similar_to(&self, word: &str) -> Vec<usize> {
        let mut within = (1..=text::typos_allowed(word)).map(|limit| self.within(limit, word));
        within.find(|close| !close.is_empty()).unwrap_or_default()
    }

    /// The terms with the fewest typos, if they have at most `limit`.
    ///
    /// Walks the words as the trie that their order is: a row of the table of distances is
    /// computed once for all words that begin alike, and where it is above the limit all words with
    /// that beginning are passed over. The distance is that of [`text::typos`].
    fn within(&self, mut limit: usize, word: &str) -> Vec<usize> {
        let mut close = Vec::new();
        let mut walk = text::Distances::new(word);
        let mut at = 0;
        while at < self.len() {
            let term = self.get(at);
            match walk.to(term, limit) {
                Err(beginning) => at = self.first(at, |other| !other.starts_with(&term[..beginning])),
                Ok(typos) => {
                    if typos <= limit && !term.chars().any(char::is_numeric) {
                        if typos < limit {
                            close.clear();
                        }
                        limit = typos;
                        close.push(at);
                    }
                    at += 1;
                }
            }
        }
        close
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.capacity() + size_of_val(self.starts.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn walking_finds_what_comparing_each_word_finds(
            words in proptest::collection::btree_set("[a-dé1]{1,9}", 0..120),
            word in "[a-dé]{1,10}",
        ) {
            let reversed: Vec<String> = words.iter().rev().cloned().collect();
            let order: Vec<u32> = (0..words.len() as u32).rev().collect();
            let terms = Terms::new(&reversed, &order);
            prop_assert_eq!(terms.len(), words.len());
            let all: Vec<&String> = words.iter().collect();
            let limit = text::typos_allowed(&word);
            let letters = |term: &&String| !term.chars().any(char::is_numeric);
            let near = |limit| -> BTreeSet<&String> {
                let all = words.iter().filter(letters);
                all.filter(|term| text::typos(&word, term, limit).is_some()).collect()
            };
            let fewest = (1..=limit).map(|limit| near(limit - 1)).find(|near| !near.is_empty());
            let expected = fewest.unwrap_or_else(|| if limit > 0 { near(limit) } else { BTreeSet::new() });
            let found: BTreeSet<&String> = terms.similar_to(&word).iter().map(|&term| all[term]).collect();
            prop_assert_eq!(found, expected);
            let start: String = word.chars().take(1).collect();
            let begins: Vec<&str> = terms.beginning_with(&start).map(|term| terms.get(term)).collect();
            let expected: Vec<&String> = words.iter().filter(|term| term.starts_with(&start)).collect();
            prop_assert_eq!(begins, expected);
        }
    }
}
