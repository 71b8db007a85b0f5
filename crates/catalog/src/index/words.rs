//! The words of a catalogue and the facts in which they stand.

use super::facets::FacetIndex;
use super::posting::Posting;
use super::terms::Terms;
use crate::bits::Bits;
use crate::facet::Facet;
use crate::hash::Places;
use crate::model::{Catalog, Fact};
use crate::order;
use crate::text;

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
pub(crate) fn fields<'a>(catalog: &'a Catalog, fact: &'a Fact, each: &mut dyn FnMut(Field, &'a str)) {
    each(Field::Text, &fact.text);
    if let Some(component) = catalog.component_of(fact) {
        each(Field::Name, &component.name);
    }
    let manuals = fact.manuals.iter().flat_map(|manual| [Some(&manual.title), manual.section.as_ref()]);
    let rest = [fact.note.as_ref(), fact.cite.row.as_ref()].into_iter().chain(manuals).flatten();
    rest.chain(fact.values.iter().map(|(_, value)| value)).for_each(|text| each(Field::Rest, text));
}

/// The facts of one word, by the field in which it stands.
type Postings = [Posting; Field::ALL.len()];

/// All words of a catalogue, sorted, and where they stand.
#[derive(Debug, Default)]
pub(crate) struct Words {
    terms: Terms,
    postings: Vec<Postings>,
}

impl Words {
    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The facts that have a term in a field.
    pub(crate) fn facts_of(&self, term: usize, field: Field) -> &Posting {
        &self.postings[term][field as usize]
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let postings = self.postings.iter().flatten().map(|posting| posting.bytes() + size_of::<Posting>());
        self.terms.bytes() + postings.sum::<usize>()
    }
}

/// Words as they are gathered, fact by fact.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    words: Vec<String>,
    by_word: Places,
    postings: Vec<Postings>,
    /// The last fact, plus one, in which a word was found: it counts there once, by its most
    /// telling field.
    seen: Vec<u32>,
    /// The memory that words are folded in.
    folded: String,
}

impl Gathering {
    /// Adds the words of a fact; `len` is the number of all facts.
    pub(crate) fn add(&mut self, fact: u32, row: &Fact, catalog: &Catalog, len: u32) {
        let mut folded = std::mem::take(&mut self.folded);
        fields(catalog, row, &mut |field, text| {
            text::cut(text, &mut folded, &mut |word, _| {
                let place = self.place(word) as usize;
                if self.seen[place] <= fact {
                    self.seen[place] = fact + 1;
                    self.postings[place][field as usize].push(fact, len);
                }
            });
        });
        self.folded = folded;
    }

    /// Adds the names of what facts are about, and sorts the words.
    pub(crate) fn finish(mut self, facets: &[FacetIndex], len: u32) -> Words {
        let mut named: Vec<(Facet, u32)> = Vec::new();
        let mut by_word: Vec<Vec<u32>> = Vec::new();
        for facet in NAMED {
            let index = &facets[facet as usize];
            // A name that no fact has is no word of the catalogue: it would stand in the way of
            // the one that was meant.
            let values =
                (0_u32..).zip(index.values()).filter(|(place, _)| !index.facts_of(*place).is_empty());
            for (place, value) in values {
                for word in value.words().flat_map(text::words) {
                    let word = self.place(&word) as usize;
                    by_word.resize(by_word.len().max(word + 1), Vec::new());
                    by_word[word].push(named.len() as u32);
                }
                named.push((facet, place));
            }
        }
        let mut set = Bits::none(len);
        for (postings, values) in self.postings.iter_mut().zip(&by_word).filter(|(_, of)| !of.is_empty()) {
            set.reset(len);
            let names = &mut postings[Field::Name as usize];
            names.add_to(&mut set);
            for &(facet, value) in values.iter().map(|&at| &named[at as usize]) {
                facets[facet as usize].facts_of(value).add_to(&mut set);
            }
            *names = Posting::from_bits(&set);
        }
        self.postings.iter_mut().flatten().for_each(Posting::shrink);
        let (terms, places) = Terms::new(&self.words);
        Words { terms, postings: order::arranged(self.postings, &places) }
    }

    /// The place of a word, which it gets if it is new.
    fn place(&mut self, word: &str) -> u32 {
        if let Some(place) = self.by_word.find(word, &|at| self.words[at as usize] == word) {
            return place;
        }
        let place = self.words.len() as u32;
        self.by_word.insert(word, place);
        self.words.push(word.to_owned());
        self.postings.push(Postings::default());
        self.seen.push(0);
        place
    }
}
