//! From the words of a search to the facts that match, ranked, and the ranges to highlight.

use std::ops::Range;

use super::words::{self, Field, NAMED, Words};
use super::{FacetIndex, Index};
use crate::bits::Bits;
use crate::order;
use crate::text::{self, Clause};

/// How well a word matches, as a factor of its score.
const EXACT: u16 = 3;
const BEGINNING: u16 = 2;
const SIMILAR: u16 = 1;

/// A word that no fact holds, and the words taken instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed, folded.
    pub typed: String,
    /// The words of the catalogue with the fewest typos, sorted.
    pub taken: Vec<String>,
}

/// The facts that match a search.
#[derive(Debug)]
pub(crate) struct Matches {
    pub(crate) set: Bits,
    /// The score of each fact of the catalogue; 0 for those that don't match.
    pub(crate) scores: Vec<u16>,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) highlighter: Highlighter,
}

impl Index {
    /// The facts that match all clauses, or `None` if the search has no words.
    pub(crate) fn search(&self, search: &str) -> Option<Matches> {
        let clauses = text::clauses(search);
        if clauses.is_empty() {
            return None;
        }
        let found = self.matches(&clauses, false);
        // Nothing has all the words: those that are only the beginning of another may be typos.
        let found = if found.set.count() == 0 { self.matches(&clauses, true) } else { found };
        Some(found)
    }

    fn matches(&self, clauses: &[Clause], lenient: bool) -> Matches {
        let len = self.len();
        let mut found = Matches {
            set: Bits::all(len),
            scores: vec![0; len as usize],
            corrections: Vec::new(),
            highlighter: Highlighter::default(),
        };
        for clause in clauses {
            let best = self.best_matches(clause, lenient, &mut found);
            let matching = (0..len).filter(|&fact| best[fact as usize] > 0);
            let set = Bits::from_members(len, matching);
            if clause.negated {
                found.set.subtract(&set);
            } else {
                found.set.intersect(&set);
                found.highlighter.clauses.push(clause.clone());
                for (score, best) in found.scores.iter_mut().zip(best) {
                    *score = score.saturating_add(best);
                }
            }
        }
        found
    }

    /// The best score of a clause for each fact; 0 where it doesn't match.
    fn best_matches(&self, clause: &Clause, lenient: bool, found: &mut Matches) -> Vec<u16> {
        let mut best = vec![0; self.len() as usize];
        if let [word] = clause.words.as_slice() {
            for (term, quality) in self.terms_for(word, clause, lenient, found) {
                self.score_term(term, quality, &mut best);
            }
        } else {
            self.score_phrase(clause, &mut best);
        }
        best
    }

    /// The terms that a word stands for, and how well each matches: itself and those that begin
    /// with it; if there are none, those with the fewest typos and what begins with them. `lenient` takes those too for a
    /// word that is only a beginning.
    fn terms_for(
        &self,
        word: &str,
        clause: &Clause,
        lenient: bool,
        found: &mut Matches,
    ) -> Vec<(usize, u16)> {
        let beginning = self.words.beginning_with(word);
        let whole = beginning.clone().take(1).filter(|&term| self.words.term(term) == word);
        let whole: Vec<(usize, u16)> = whole.map(|term| (term, EXACT)).collect();
        if !clause.open {
            return whole;
        }
        let is_term = !whole.is_empty();
        let mut terms = whole;
        terms.extend(beginning.skip(terms.len()).map(|term| (term, BEGINNING)));
        if !clause.negated && (terms.is_empty() || (lenient && !is_term)) {
            let similar = self.words.similar_to(word);
            let taken: Vec<String> = similar.iter().map(|&term| self.words.term(term).to_owned()).collect();
            let beginning = taken.iter().flat_map(|word| self.words.beginning_with(word));
            terms.extend(beginning.map(|term| (term, SIMILAR)));
            if !taken.is_empty() {
                found.highlighter.extra.extend(taken.iter().cloned());
                found.corrections.push(Correction { typed: word.to_owned(), taken });
            }
        }
        terms
    }

    fn score_term(&self, term: usize, quality: u16, best: &mut [u16]) {
        let mut raise = |fact: u32, score: u16| {
            let place = &mut best[fact as usize];
            *place = score.max(*place);
        };
        for &(fact, field) in self.words.postings(term) {
            raise(fact, field.weight() * quality);
        }
        for named in self.words.named(term) {
            for &fact in self.facet(named.facet).facts_of(named.value) {
                raise(fact, Field::Name.weight() * quality);
            }
        }
    }

    /// A phrase must stand in one field, or in one name, with its words next to each other.
    fn score_phrase(&self, clause: &Clause, best: &mut [u16]) {
        let quality = EXACT.saturating_mul(u16::try_from(clause.words.len()).unwrap_or(u16::MAX));
        let candidates = clause.words.iter().enumerate().map(|(at, word)| {
            let open = clause.open && at + 1 == clause.words.len();
            standing_in_fields(&self.words, word, open, self.len())
        });
        let candidates = candidates.reduce(|mut all, one| {
            all.intersect(&one);
            all
        });
        for fact in candidates.iter().flat_map(Bits::iter) {
            let Some(row) = self.catalog.facts().get(fact) else { continue };
            for (field, text) in words::fields(&self.catalog, row) {
                if !phrase_ranges(text, clause).is_empty() {
                    best[fact as usize] = best[fact as usize].max(field.weight().saturating_mul(quality));
                }
            }
        }
        for facet in NAMED.map(|facet| self.facet(facet)) {
            for value in values_named(facet, clause) {
                for &fact in facet.facts_of(value) {
                    best[fact as usize] =
                        best[fact as usize].max(Field::Name.weight().saturating_mul(quality));
                }
            }
        }
    }
}

fn standing_in_fields(words: &Words, word: &str, open: bool, len: u32) -> Bits {
    let terms = words.beginning_with(word).filter(|&term| open || words.term(term) == word);
    Bits::from_members(len, terms.flat_map(|term| words.postings(term)).map(|posting| posting.0))
}

fn values_named<'a>(facet: &'a FacetIndex, clause: &'a Clause) -> impl Iterator<Item = u32> + 'a {
    let values = facet.values().iter().enumerate();
    let named = values.filter(|(_, value)| value.words().any(|name| !phrase_ranges(name, clause).is_empty()));
    named.map(|(place, _)| place as u32)
}

/// Where the words of a clause stand next to each other.
fn phrase_ranges(text: &str, clause: &Clause) -> Vec<Range<usize>> {
    let tokens = text::tokens(text);
    let last = clause.words.len() - 1;
    let fits = |window: &[text::Token]| {
        let mut words = clause.words.iter().zip(window).enumerate();
        words.all(|(at, (word, token))| {
            token.word == *word || (clause.open && at == last && token.word.starts_with(word.as_str()))
        })
    };
    let found = tokens.windows(clause.words.len()).filter(|window| fits(window));
    found.map(|window| window[0].range.start..window[last].range.end).collect()
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
        let mut found: Vec<Range<usize>> =
            self.clauses.iter().flat_map(|clause| phrase_ranges(text, clause)).collect();
        if !self.extra.is_empty() {
            let tokens = text::tokens(text).into_iter();
            let taken = |word: &str| self.extra.iter().any(|taken| word.starts_with(taken.as_str()));
            found.extend(tokens.filter(|token| taken(&token.word)).map(|token| token.range));
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
