//! Small sorted collections: what B-trees are to large ones, at a tenth of the page's weight.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::order;

/// Texts, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Texts(Vec<String>);

impl Texts {
    /// Puts a text in; `false` if it is there.
    pub fn insert(&mut self, text: String) -> bool {
        match self.place(&text) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, text);
                true
            }
        }
    }

    /// Takes a text out; `false` if it isn't there.
    pub fn remove(&mut self, text: &str) -> bool {
        self.place(text).map(|place| drop(self.0.remove(place))).is_ok()
    }

    /// Whether a text is there.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.place(text).is_ok()
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts in order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.0.iter()
    }

    fn place(&self, text: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|one| one.as_str().cmp(text))
    }
}

impl<'a> IntoIterator for &'a Texts {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<String> for Texts {
    fn extend<I: IntoIterator<Item = String>>(&mut self, texts: I) {
        for text in texts {
            self.insert(text);
        }
    }
}

impl FromIterator<String> for Texts {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Self {
        let mut all = Self::default();
        all.extend(texts);
        all
    }
}

/// Texts by key, in the order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// The pairs in order; of several with the same key the last counts, and `repeated` gets the key.
    pub(crate) fn from_unsorted(mut pairs: Vec<(String, String)>, repeated: &mut dyn FnMut(&str)) -> Self {
        // Those of a value are few and mostly in order; those of a file may be a million in any order.
        if !pairs.is_sorted_by(|a, b| a.0 < b.0) {
            let places = order::places(pairs.len(), &|a, b| pairs[a].0.cmp(&pairs[b].0));
            pairs = order::arranged(pairs, &places);
            pairs.dedup_by(|later, earlier| {
                let is_same = later.0 == earlier.0;
                if is_same {
                    repeated(&later.0);
                    std::mem::swap(later, earlier);
                }
                is_same
            });
        }
        Self(pairs)
    }

    /// Puts a text in; returns the one that it replaces.
    pub fn insert(&mut self, key: String, text: String) -> Option<String> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, text)),
            Err(place) => {
                self.0.insert(place, (key, text));
                None
            }
        }
    }

    /// Takes the text of a key out.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        self.place(key).ok().map(|place| self.0.remove(place).1)
    }

    /// The text of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&String> {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and texts in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, String)> {
        self.0.iter()
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|one| one.0.as_str().cmp(key))
    }
}

impl<'a> IntoIterator for &'a Pairs {
    type Item = &'a (String, String);
    type IntoIter = std::slice::Iter<'a, (String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(String, String)> for Pairs {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self::from_unsorted(pairs.into_iter().collect(), &mut |_| {})
    }
}

impl From<BTreeMap<String, String>> for Pairs {
    fn from(map: BTreeMap<String, String>) -> Self {
        Self(map.into_iter().collect())
    }
}

impl From<Pairs> for BTreeMap<String, String> {
    fn from(pairs: Pairs) -> Self {
        pairs.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_once_and_in_order() {
        let mut texts: Texts = ["b", "a", "b"].map(str::to_owned).into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(texts.contains("a") && texts.remove("a") && !texts.remove("a") && !texts.is_empty());
        assert!(texts.insert("a".into()) && !texts.insert("a".into()));
        texts.clear();
        assert!(texts.is_empty());
    }

    #[test]
    fn pairs_in_any_order_are_the_same_map() {
        let unsorted = [("b", "1"), ("a", "2"), ("b", "3"), ("a", "2"), ("b", "4")];
        let unsorted = unsorted.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let mut repeated = Vec::new();
        let pairs = Pairs::from_unsorted(unsorted.to_vec(), &mut |key| repeated.push(key.to_owned()));
        let map: BTreeMap<String, String> = unsorted.into_iter().collect();
        assert_eq!((pairs, repeated), (Pairs::from(map), ["a", "b", "b"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn pairs_are_a_map() {
        let mut pairs = Pairs::default();
        assert_eq!(pairs.insert("b".into(), "1".into()), None);
        assert_eq!(pairs.insert("a".into(), "2".into()), None);
        assert_eq!(pairs.insert("b".into(), "3".into()).as_deref(), Some("1"));
        assert_eq!(pairs.get("b").map(String::as_str), Some("3"));
        assert_eq!(pairs.insert("c".into(), "4".into()), None);
        assert_eq!((pairs.remove("c").as_deref(), pairs.remove("c")), (Some("4"), None));
        assert_eq!(serde_json::to_string(&pairs).ok().as_deref(), Some(r#"{"a":"2","b":"3"}"#));
        assert_eq!(serde_json::from_str::<Pairs>(r#"{"b":"3","a":"2"}"#).ok(), Some(pairs));
    }
}
