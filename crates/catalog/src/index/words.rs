//! The dictionary of words and the facts in which they stand.

use std::collections::HashMap;
use std::ops::Range;

use super::facets::FacetIndex;
use crate::facet::Facet;
use crate::model::{Catalog, Fact};
use crate::order;
use crate::text;

/// Where in a fact a word stands, from most to least telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The fact itself.
    Text,
    /// A name or synonym of what it is about.
    Name,
    /// Note, manuals, citation and values.
    Rest,
}

impl Field {
    /// What a match in this field is worth, before it is multiplied by how well the word matches.
    pub(crate) fn weight(self) -> u16 {
        match self {
            Self::Text => 4,
            Self::Name => 3,
            Self::Rest => 1,
        }
    }
}

/// The facets whose names and synonyms a search also finds.
pub(crate) const NAMED: [Facet; 5] =
    [Facet::Product, Facet::DataType, Facet::Feature, Facet::Subject, Facet::Recipient];

/// The texts of a fact that are searched, except the names of what it is about.
pub(crate) fn fields<'a>(catalog: &'a Catalog, fact: &'a Fact) -> impl Iterator<Item = (Field, &'a str)> {
    let component = catalog.component_of(fact).map(|component| (Field::Name, component.name.as_str()));
    let manuals = fact.manuals.iter().flat_map(|manual| [Some(&manual.title), manual.section.as_ref()]);
    let rest = [fact.note.as_ref(), fact.cite.row.as_ref()].into_iter().chain(manuals).flatten();
    let values = fact.values.iter().map(|(_, value)| value);
    std::iter::once((Field::Text, fact.text.as_str()))
        .chain(component)
        .chain(rest.chain(values).map(|text| (Field::Rest, text.as_str())))
}

/// A value of a facet whose name or synonyms hold a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) facet: Facet,
    pub(crate) value: u32,
}

/// All words of a catalogue, sorted, and where they stand.
#[derive(Debug)]
pub(crate) struct Words {
    terms: Vec<String>,
    /// The postings of term `t` are `postings[starts[t]..starts[t + 1]]`.
    postings: Vec<(u32, Field)>,
    starts: Vec<u32>,
    /// The values whose names hold the term.
    named: Vec<Vec<Named>>,
}

#[derive(Default)]
struct Gathered {
    postings: Vec<(u32, Field)>,
    named: Vec<Named>,
}

impl Words {
    pub(crate) fn new(catalog: &Catalog, facets: &[FacetIndex]) -> Self {
        let mut gathered: HashMap<String, Gathered> = HashMap::new();
        for (fact, row) in catalog.facts().iter() {
            for (field, text) in fields(catalog, row) {
                for word in text::words(text) {
                    let postings = &mut gathered.entry(word).or_default().postings;
                    // Fields come from most to least telling: a fact counts once, by its first.
                    if postings.last().is_none_or(|last| last.0 != fact.get()) {
                        postings.push((fact.get(), field));
                    }
                }
            }
        }
        for facet in NAMED {
            let index = &facets[facet as usize];
            // A name that no fact has is no word of the catalogue: it would stand in the way of
            // the one that was meant.
            let values =
                (0_u32..).zip(index.values()).filter(|(place, _)| !index.facts_of(*place).is_empty());
            for (place, value) in values {
                let named = Named { facet, value: place };
                for word in value.words().flat_map(text::words) {
                    let values = &mut gathered.entry(word).or_default().named;
                    if values.last() != Some(&named) {
                        values.push(named);
                    }
                }
            }
        }
        let gathered: Vec<(String, Gathered)> = gathered.into_iter().collect();
        let sorted = order::places(gathered.len(), &|a, b| gathered[a].0.cmp(&gathered[b].0));
        let mut words = Self { terms: Vec::new(), postings: Vec::new(), starts: vec![0], named: Vec::new() };
        for (term, mut found) in order::arranged(gathered, &sorted) {
            words.terms.push(term);
            words.postings.append(&mut found.postings);
            words.starts.push(words.postings.len() as u32);
            words.named.push(found.named);
        }
        words
    }

    pub(crate) fn term(&self, term: usize) -> &str {
        &self.terms[term]
    }

    pub(crate) fn postings(&self, term: usize) -> &[(u32, Field)] {
        &self.postings[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    pub(crate) fn named(&self, term: usize) -> &[Named] {
        &self.named[term]
    }

    /// The terms that begin with `prefix`; if `prefix` is a term itself, it is the first.
    pub(crate) fn beginning_with(&self, prefix: &str) -> Range<usize> {
        let start = self.terms.partition_point(|term| term.as_str() < prefix);
        let len = self.terms[start..].partition_point(|term| term.starts_with(prefix));
        start..start + len
    }

    /// The terms with the fewest typos, as far as `word` may have any; terms with digits are
    /// never taken for another word.
    pub(crate) fn similar_to(&self, word: &str) -> Vec<usize> {
        let limit = text::typos_allowed(word);
        if limit == 0 {
            return Vec::new();
        }
        let candidates = self.terms.iter().enumerate();
        let candidates = candidates.filter(|(_, term)| !term.chars().any(char::is_numeric));
        let close: Vec<(usize, usize)> =
            candidates.filter_map(|(at, term)| Some((text::typos(word, term, limit)?, at))).collect();
        let fewest = close.iter().map(|found| found.0).min();
        close.iter().filter(|found| Some(found.0) == fewest).map(|found| found.1).collect()
    }
}
