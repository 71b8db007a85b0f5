//! Makes an index, some facts at a time, so that a page stays alive meanwhile.

use super::Index;
use super::facets::{FacetIndex, General};
use super::fields::{self, Gathering};
use crate::facet::FACETS;
use crate::model::Catalog;
use crate::order;

/// An index in the making.
#[derive(Debug)]
pub struct IndexBuilder {
    catalog: Catalog,
    facets: Vec<FacetIndex>,
    general: General,
    words: Gathering,
    added: u32,
}

impl IndexBuilder {
    /// Begins the index of a catalogue.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        let facets = FACETS.iter().map(|info| FacetIndex::new(info, &catalog)).collect();
        let general = General::new(&catalog);
        let words = Gathering::new(catalog.facts().len() as u32);
        Self { catalog, facets, general, words, added: 0 }
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
            self.general.add(self.added, row, &self.catalog);
            fields::each(&self.catalog, row, &mut |field, text| {
                self.words.add(self.added, field as usize, text);
            });
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
        let len = self.catalog.facts().len() as u32;
        fields::gather_names(&self.facets, len, &mut self.words);
        let words = self.words.words();
        let order = order::places(words.len(), &|a, b| words[a].cmp(&words[b]));
        let words = self.words.finish(&order);
        Index { catalog: self.catalog, facets: self.facets, general: self.general, words }
    }
}
