//! Makes an index, some facts at a time, so that a page stays alive meanwhile.

use std::sync::{Arc, OnceLock};

use super::facets::{FacetIndex, General};
use super::fields::{self, Field};
use super::{Index, Parts};
use crate::facet::FACETS;
use crate::model::{Catalog, Fact};
use crate::order;
use privacy_engine::words::{Gathering, Words};

/// An index in the making.
#[derive(Debug)]
pub struct IndexBuilder {
    catalog: Catalog,
    facets: Vec<FacetIndex>,
    general: General,
    /// `None` if the words are left for later.
    words: Option<Gathering>,
    added: u32,
}

impl IndexBuilder {
    /// Begins the index of a catalogue.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        let facets = FACETS.iter().map(|info| FacetIndex::new(info, &catalog)).collect();
        let general = General::new(&catalog);
        let words = Some(Gathering::new(catalog.facts().len() as u32, Field::ALL.len()));
        Self { catalog, facets, general, words, added: 0 }
    }

    /// Begins an index whose words are left for the first search, or for [`Index::prepare`].
    #[must_use]
    pub fn without_words(catalog: Catalog) -> Self {
        Self { words: None, ..Self::new(catalog) }
    }

    /// Adds as many facts; returns whether any are left.
    pub fn add(&mut self, facts: usize) -> bool {
        let len = self.catalog.facts().len() as u32;
        let mut own = Vec::new();
        for _ in 0..facts {
            let Some(row) = self.catalog.facts().get(self.added) else { return false };
            for (info, index) in FACETS.iter().zip(&mut self.facets) {
                own.clear();
                (info.of_fact)(&self.catalog, row, &mut own);
                index.add(self.added, &mut own, len);
            }
            self.general.add(self.added, row, row.holds_data(), &self.catalog);
            if let Some(words) = &mut self.words {
                add_words(self.added, row, &self.catalog, words);
            }
            self.added += 1;
        }
        self.added < len
    }

    /// How many facts have been added.
    #[must_use]
    pub fn added(&self) -> usize {
        self.added as usize
    }

    /// The index, once all facts are added; those that are missing are added now.
    #[must_use]
    pub fn finish(mut self) -> Index {
        self.add(usize::MAX);
        self.facets.iter_mut().for_each(FacetIndex::finish);
        let words = match self.words {
            Some(words) => OnceLock::from(sorted(words, &self.facets)),
            None => OnceLock::new(),
        };
        let Self { catalog, facets, general, .. } = self;
        Index { parts: Arc::new(Parts { catalog, facets, general, words }), installed: None }
    }
}

impl Index {
    /// Indexes the words now, if that was left for later: the first search is then as quick as any.
    pub fn prepare(&self) {
        self.words();
    }

    pub(crate) fn words(&self) -> &Words {
        self.parts.words.get_or_init(|| {
            let mut words = Gathering::new(self.len(), Field::ALL.len());
            for (place, row) in self.catalog().facts().iter() {
                add_words(place.get(), row, self.catalog(), &mut words);
            }
            sorted(words, &self.parts.facets)
        })
    }
}

fn add_words(fact: u32, row: &Fact, catalog: &Catalog, words: &mut Gathering) {
    fields::each(catalog, row, &mut |field, text| words.add(fact, field as usize, text));
}

/// The words of the facts with those of the names that they have.
fn sorted(mut gathered: Gathering, facets: &[FacetIndex]) -> Words {
    fields::gather_names(facets, &mut gathered);
    let words = gathered.words();
    let order = order::places(words.len(), &|a, b| words[a].cmp(&words[b]));
    gathered.finish(&order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Link;

    #[test]
    fn words_that_are_left_for_later_are_the_same_words() {
        let small = || {
            let json = include_bytes!("../../tests/data/small.json");
            Catalog::from_json("small.json", json).expect("the test catalogue is sound")
        };
        let (now, later) = (Index::new(small()), IndexBuilder::without_words(small()).finish());
        assert!(later.parts.words.get().is_none());
        for fragment in ["q=tls", "q=recrod", "q=%22call+detail%22"] {
            let (link, _) = Link::parse(fragment, &now);
            let found = later.answer(&link.query).hits(0..usize::MAX);
            assert_eq!(found, now.answer(&link.query).hits(0..usize::MAX));
            assert!(!found.is_empty(), "{fragment} finds nothing");
        }
    }

    #[test]
    fn facts_are_added_in_parts() {
        let json = include_bytes!("../../tests/data/small.json");
        let catalog = Catalog::from_json("small.json", json).expect("the test catalogue is sound");
        let all = catalog.facts().len();
        let mut builder = IndexBuilder::new(catalog);
        let mut parts = 1;
        while builder.add(3) {
            assert_eq!(builder.added(), parts * 3);
            parts += 1;
        }
        assert_eq!((builder.added(), parts), (all, all.div_ceil(3)));
    }
}
