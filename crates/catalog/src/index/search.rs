//! From the words of a search to the facts that match, their scores, and the ranges to highlight.

use std::ops::Range;

use super::fields::{self, Field, NAMED};
use super::{FacetIndex, Index};
use crate::order;
use privacy_engine::bits::Bits;
use privacy_engine::rank::Scores;
use privacy_engine::text;

use crate::search::{self, Clause, PhraseFinder};

/// How well a word matches, as a factor of its score, from worst to best.
const SIMILAR: u32 = 1;
const BEGINNING: u32 = 2;
const EXACT: u32 = 3;

/// A word that no fact holds, and the words taken instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed, folded.
    pub typed: String,
    /// The words of the catalogue with the fewest typos, sorted.
    pub taken: Vec<String>,
}

/// The facts that match a search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matches {
    pub(crate) set: Bits,
    pub(crate) scores: Scores,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) highlighter: Highlighter,
}

/// The terms that a word stands for, and how well they match.
struct Stands {
    terms: Range<usize>,
    quality: u32,
}

impl Index {
    /// The facts that match all clauses, or `None` if the search has no words.
    pub(crate) fn search(&self, search: &str) -> Option<Matches> {
        let clauses = search::clauses(search);
        if clauses.is_empty() {
            return None;
        }
        let found = self.matches(&clauses, false);
        // Nothing has all the words: those that are only the beginning of another may be typos.
        let found = if found.set.count() == 0 { self.matches(&clauses, true) } else { found };
        Some(found)
    }

    /// The facts that have a word of the catalogue, as it stands there, in a text or a name.
    pub(crate) fn having(&self, word: &str) -> Bits {
        let terms = self.words().terms().beginning_with(word);
        let mut found = Bits::none(self.len());
        if !terms.is_empty() && self.words().terms().get(terms.start) == word {
            for field in Field::ALL {
                self.words().rows_of(terms.start, field as usize).add_to(&mut found);
            }
        }
        found
    }

    fn matches(&self, clauses: &[Clause], lenient: bool) -> Matches {
        let mut found = Matches { set: Bits::all(self.len()), ..Matches::default() };
        for clause in clauses {
            let mut scores = Scores::default();
            let set = if let [word] = clause.words.as_slice() {
                let stands = self.terms_for(word, clause, lenient, &mut found);
                self.score_terms(&stands, &mut scores)
            } else {
                self.score_phrase(clause, &mut scores)
            };
            if clause.negated {
                found.set.subtract(&set);
            } else {
                found.set.intersect(&set);
                found.highlighter.clauses.push(clause.clone());
                found.scores.add(scores);
            }
        }
        found
    }

    /// The terms that a word stands for, worst first: itself and those that begin with it; if
    /// there are none, those with the fewest typos and what begins with them. `lenient` takes
    /// those too for a word that is only a beginning.
    fn terms_for(&self, word: &str, clause: &Clause, lenient: bool, found: &mut Matches) -> Vec<Stands> {
        let terms = self.words().terms();
        let mut beginning = terms.beginning_with(word);
        let whole = !beginning.is_empty() && terms.get(beginning.start) == word;
        let exact = beginning.start..beginning.start + usize::from(whole);
        beginning.start = exact.end;
        let mut stands = Vec::new();
        if clause.open {
            if !clause.negated && !whole && (beginning.is_empty() || lenient) {
                let similar = terms.similar_to(word);
                let taken: Vec<String> = similar.iter().map(|&term| terms.get(term).to_owned()).collect();
                let begin = taken.iter().map(|word| terms.beginning_with(word));
                stands.extend(begin.map(|terms| Stands { terms, quality: SIMILAR }));
                if !taken.is_empty() {
                    found.highlighter.extra.extend(taken.iter().cloned());
                    found.corrections.push(Correction { typed: word.to_owned(), taken });
                }
            }
            stands.push(Stands { terms: beginning, quality: BEGINNING });
        }
        stands.push(Stands { terms: exact, quality: EXACT });
        stands
    }

    /// The facts that have any of the terms; each gets the score of its best match.
    fn score_terms(&self, stands: &[Stands], scores: &mut Scores) -> Bits {
        let mut tiers: Vec<(u32, Field, u32)> = Vec::new();
        for field in Field::ALL {
            for quality in [SIMILAR, BEGINNING, EXACT] {
                tiers.push((quality * field.weight(), field, quality));
            }
        }
        let by_score = order::places(tiers.len(), &|a, b| tiers[a].0.cmp(&tiers[b].0));
        let mut all = Bits::none(self.len());
        for (score, field, quality) in order::arranged(tiers, &by_score) {
            let terms = stands.iter().filter(|stands| stands.quality == quality);
            let terms = terms.flat_map(|stands| stands.terms.clone());
            let postings: Vec<_> = terms.map(|term| self.words().rows_of(term, field as usize)).collect();
            if postings.iter().any(|posting| !posting.is_empty()) {
                let mut tier = Bits::none(self.len());
                for posting in postings {
                    posting.add_to(&mut tier);
                }
                scores.assign(&tier, score);
                all.unite(&tier);
            }
        }
        all
    }

    /// A phrase must stand in one field, or in one name, with its words next to each other.
    fn score_phrase(&self, clause: &Clause, scores: &mut Scores) -> Bits {
        let quality = EXACT * clause.words.len() as u32;
        let mut found = Field::ALL.map(|_| Bits::none(self.len()));
        let mut finder = PhraseFinder::new(clause);
        self.having_all_words(clause).visit(|fact| {
            if let Some(row) = self.catalog().facts().get(fact) {
                fields::each(self.catalog(), row, &mut |field, text| {
                    if finder.is_in(text) {
                        found[field as usize].insert(fact);
                    }
                });
            }
            true
        });
        for facet in NAMED.map(|facet| self.facet(facet)) {
            for value in values_named(facet, &mut finder) {
                facet.facts_of(value).add_to(&mut found[Field::Name as usize]);
            }
        }
        let mut all = Bits::none(self.len());
        for (field, set) in Field::ALL.into_iter().zip(&found) {
            scores.assign(set, field.weight() * quality);
            all.unite(set);
        }
        all
    }

    /// The facts that have all words of a clause, wherever they stand.
    fn having_all_words(&self, clause: &Clause) -> Bits {
        let mut all = Bits::all(self.len());
        let last = clause.words.len() - 1;
        for (at, word) in clause.words.iter().enumerate() {
            let mut terms = self.words().terms().beginning_with(word);
            if !(clause.open && at == last) {
                let whole = !terms.is_empty() && self.words().terms().get(terms.start) == word;
                terms.end = terms.start + usize::from(whole);
            }
            let mut one = Bits::none(self.len());
            for term in terms {
                for field in Field::ALL {
                    self.words().rows_of(term, field as usize).add_to(&mut one);
                }
            }
            all.intersect(&one);
        }
        all
    }
}

/// The values that have the phrase in a name.
fn values_named(facet: &FacetIndex, finder: &mut PhraseFinder<'_>) -> Vec<u32> {
    let named =
        (0_u32..).zip(facet.values()).filter(|(_, value)| value.words().any(|name| finder.is_in(name)));
    named.map(|(place, _)| place).collect()
}

/// Finds what a search matched in a text that is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Highlighter {
    clauses: Vec<Clause>,
    /// The beginnings of words taken for words with typos.
    extra: Vec<String>,
}

impl Highlighter {
    /// The ranges of bytes to highlight, ascending, joined where only spaces stand between them.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for clause in &self.clauses {
            PhraseFinder::new(clause).each(text, &mut |range| found.push(range));
        }
        if !self.extra.is_empty() {
            text::cut(text, &mut String::new(), &mut |word, range| {
                if self.extra.iter().any(|taken| word.starts_with(taken.as_str())) {
                    found.push(range);
                }
            });
        }
        let ascending = order::places(found.len(), &|a, b| found[a].start.cmp(&found[b].start));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for range in order::arranged(found, &ascending) {
            match joined.last_mut() {
                Some(last) if range.start <= last.end || text[last.end..range.start].trim().is_empty() => {
                    last.end = last.end.max(range.end);
                }
                _ => joined.push(range),
            }
        }
        joined
    }
}
