//! The index over a catalogue: it answers a query with the facts, in order, and the counts of
//! every facet.

mod facets;
mod groups;
mod search;
mod select;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use crate::bits::Bits;
use crate::facet::{FACETS, Facet, Value};
use crate::model::{Catalog, Fact, Ix};
use crate::order;
use crate::query::Query;
use facets::{FacetIndex, General};
pub use groups::{Group, GroupName};
pub use search::Correction;
use search::Matches;
pub use select::{Choice, Condition};
use words::Words;

/// A catalogue and what makes it quick to query.
#[derive(Debug)]
pub struct Index {
    catalog: Catalog,
    facets: Vec<FacetIndex>,
    general: General,
    words: Words,
}

/// A fact of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The fact.
    pub fact: Ix<Fact>,
    /// Whether it is here because it covers all personal data, not because it names the type
    /// that is filtered by.
    pub general: bool,
}

/// What an index answers to a query.
#[derive(Debug)]
pub struct Answer {
    hits: Vec<Hit>,
    counts: Vec<Vec<u32>>,
    matches: Option<Matches>,
}

impl Index {
    /// Indexes a catalogue.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        let facets: Vec<FacetIndex> = FACETS.iter().map(|info| FacetIndex::new(info, &catalog)).collect();
        let words = Words::new(&catalog, &facets);
        Self { general: General::new(&catalog), facets, words, catalog }
    }

    /// The catalogue that is indexed.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The values of a facet in the order in which they are shown.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[Value] {
        self.facet(facet).values()
    }

    /// The place of the value with this id.
    #[must_use]
    pub fn value(&self, facet: Facet, id: &str) -> Option<u32> {
        self.facet(facet).find(id)
    }

    /// Answers a query.
    ///
    /// A facet's count of a value is the total of the query in which that value is the only one
    /// that the facet includes; the rest of the query, and what the facet excludes, stay.
    #[must_use]
    pub fn answer(&self, query: &Query) -> Answer {
        let matches = self.search(&query.text);
        let filters: Vec<Option<Bits>> = FACETS.iter().map(|info| self.filter(info.facet, query)).collect();
        let found = self.all_except(None, &filters, matches.as_ref());
        let counts = FACETS.iter().map(|info| {
            let without = || self.all_except(Some(info.facet), &filters, matches.as_ref());
            self.count(info.facet, query, &found, without)
        });
        let counts = counts.collect();
        let specific = self.named_types(query);
        let hits = ranked(&found, specific.as_ref(), matches.as_ref());
        Answer { hits, counts, matches }
    }

    fn len(&self) -> u32 {
        self.catalog.facts().len() as u32
    }

    fn facet(&self, facet: Facet) -> &FacetIndex {
        &self.facets[facet as usize]
    }

    /// The facts that a facet's selection lets through; `None` if it has none.
    fn filter(&self, facet: Facet, query: &Query) -> Option<Bits> {
        let selection = query.selection(facet);
        if selection.is_empty() {
            return None;
        }
        let mut found = if selection.include.is_empty() {
            Bits::all(self.len())
        } else {
            let mut included = self.facet(facet).any_of(&selection.include);
            for value in selection.include.iter().filter_map(|id| self.value(facet, id)) {
                included.extend(self.covering(facet, value, query));
            }
            included
        };
        found.subtract(&self.facet(facet).any_of(&selection.exclude));
        Some(found)
    }

    /// The facts about all data that answer for a data type, if the query wants them.
    fn covering(&self, facet: Facet, value: u32, query: &Query) -> impl Iterator<Item = u32> {
        let wanted = facet == Facet::DataType && query.general;
        wanted.then(|| self.general.facts_for(value)).into_iter().flatten()
    }

    /// The facts that name a data type which the query includes; `None` if it includes none.
    fn named_types(&self, query: &Query) -> Option<Bits> {
        let include = &query.selection(Facet::DataType).include;
        (!include.is_empty()).then(|| self.facet(Facet::DataType).any_of(include))
    }

    fn all_except(&self, except: Option<Facet>, filters: &[Option<Bits>], matches: Option<&Matches>) -> Bits {
        let mut found = matches.map_or_else(|| Bits::all(self.len()), |matches| matches.set.clone());
        for (info, filter) in FACETS.iter().zip(filters) {
            if let Some(filter) = filter.as_ref().filter(|_| Some(info.facet) != except) {
                found.intersect(filter);
            }
        }
        found
    }

    fn count(&self, facet: Facet, query: &Query, found: &Bits, without: impl Fn() -> Bits) -> Vec<u32> {
        let selection = query.selection(facet);
        if selection.is_empty() {
            return self.count_values(facet, query, found);
        }
        let others = without();
        let mut base = others.clone();
        base.subtract(&self.facet(facet).any_of(&selection.exclude));
        let mut counts = self.count_values(facet, query, &base);
        // An excluded value would be included by a click: it no longer stands in its own way.
        for id in &selection.exclude {
            if let Some(value) = self.value(facet, id) {
                let mut one = query.cleared();
                selection.clone_into(one.selection_mut(facet));
                let one = one.only(facet, id);
                let mut reachable = self.filter(facet, &one).unwrap_or_else(|| Bits::none(self.len()));
                reachable.intersect(&others);
                counts[value as usize] = reachable.count();
            }
        }
        counts
    }

    fn count_values(&self, facet: Facet, query: &Query, set: &Bits) -> Vec<u32> {
        let mut counts = self.facet(facet).count(set);
        if facet == Facet::DataType && query.general {
            self.general.count_into(set, &mut counts);
        }
        counts
    }
}

impl Answer {
    /// How many facts there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.hits.len()
    }

    /// The facts: specific ones before general ones, then by rank, then in the catalogue's order.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The count of each value of a facet, by its place; see [`Index::answer`].
    #[must_use]
    pub fn counts(&self, facet: Facet) -> &[u32] {
        &self.counts[facet as usize]
    }

    /// The words that were taken for other words.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        self.matches.as_ref().map_or(&[], |matches| &matches.corrections)
    }

    /// The ranges of `text`, in bytes, that the search matched.
    #[must_use]
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        self.matches.as_ref().map_or_else(Vec::new, |matches| matches.highlighter.ranges(text))
    }
}

/// Specific facts before general ones, then by score, then in the catalogue's order.
fn ranked(found: &Bits, specific: Option<&Bits>, matches: Option<&Matches>) -> Vec<Hit> {
    let general = |fact: u32| specific.is_some_and(|specific| !specific.contains(fact));
    let score = |fact: u32| matches.map_or(0, |matches| matches.scores[fact as usize]);
    let mut order: Vec<u32> = found.iter().collect();
    if specific.is_some() || matches.is_some() {
        let key = |fact| (general(fact), Reverse(score(fact)), fact);
        order::sort(&mut order, &|a, b| key(a).cmp(&key(b)));
    }
    order.iter().map(|&fact| Hit { fact: Ix::new(fact as usize), general: general(fact) }).collect()
}
