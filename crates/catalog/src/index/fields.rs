//! The texts of a fact that a search looks into.

use privacy_engine::bits::Bits;
use privacy_engine::posting::Posting;
use privacy_engine::text;
use privacy_engine::words::Gathering;

use super::facets::FacetIndex;
use crate::facet::Facet;
use crate::model::{Catalog, Fact};
use crate::order;

/// Where in a fact a word stands, from least to most telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Note, manuals, citation and values.
    Rest,
    /// A name or synonym of what it is about.
    Name,
    /// The fact itself.
    Text,
}

impl Field {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 3] = [Self::Rest, Self::Name, Self::Text];

    /// What a match in this field is worth, before it is multiplied by how well the word matches.
    pub(crate) fn weight(self) -> u32 {
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

/// Calls `each` with the texts of a fact that are searched, except the names of what it is about;
/// the most telling first.
pub(crate) fn each<'a>(catalog: &'a Catalog, fact: &'a Fact, each: &mut dyn FnMut(Field, &'a str)) {
    each(Field::Text, &fact.text);
    if let Some(component) = catalog.component_of(fact) {
        each(Field::Name, &component.name);
    }
    let manuals = fact.manuals.iter().flat_map(|manual| [Some(&manual.title), manual.section.as_ref()]);
    let rest = [fact.note.as_ref(), fact.cite.row.as_ref()].into_iter().chain(manuals).flatten();
    rest.chain(fact.values.iter().map(|(_, value)| value)).for_each(|text| each(Field::Rest, text));
}

/// Adds the words of the names of what facts are about.
pub(crate) fn gather_names(facets: &[FacetIndex], words: &mut Gathering) {
    let mut postings: Vec<&Posting> = Vec::new();
    let mut named: Vec<(String, u32)> = Vec::new();
    for facet in NAMED {
        let index = &facets[facet as usize];
        for (place, value) in (0_u32..).zip(index.values()) {
            let posting = index.facts_of(place);
            // A name that no fact has is no word of the catalogue: it would stand in the way of
            // the one that was meant.
            if !posting.is_empty() {
                let at = postings.len() as u32;
                named.extend(value.words().flat_map(text::words).map(|word| (word, at)));
                postings.push(posting);
            }
        }
    }
    let by_word = order::places(named.len(), &|a, b| named[a].cmp(&named[b]));
    let mut scratch = Bits::default();
    for same in by_word.chunk_by(|&a, &b| named[a as usize].0 == named[b as usize].0) {
        let sets: Vec<&Posting> = same.iter().map(|&at| postings[named[at as usize].1 as usize]).collect();
        words.unite(&named[same[0] as usize].0, Field::Name as usize, &sets, &mut scratch);
    }
}
