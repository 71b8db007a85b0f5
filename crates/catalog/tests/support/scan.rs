//! What a query finds, told slowly: fact by fact, from the design and without an index.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use privacy_catalog::Facet::{
    self, DataType, Feature, Kind, Product, Recipient, Release, Source, State, Subject,
};
use privacy_catalog::facet::{FACETS, FacetInfo, Value};
use privacy_catalog::model::{self, About, Fact};
use privacy_catalog::search::{self, Clause};
use privacy_catalog::sorted::Texts;
use privacy_catalog::text;
use privacy_catalog::{Catalog, Query, Selection};

/// The facets whose names and synonyms a search finds too.
const NAMED: [Facet; 5] = [Product, DataType, Feature, Subject, Recipient];

/// What a match is worth, by where it stands…
const TEXT: u32 = 4;
const NAME: u32 = 3;
const REST: u32 = 1;

/// …times how well it matches.
const EXACT: u32 = 3;
const BEGINNING: u32 = 2;
const SIMILAR: u32 = 1;

/// A catalogue to be read from end to end.
pub(crate) struct Scan<'a> {
    catalog: &'a Catalog,
    rows: Vec<Row<'a>>,
    /// Every word of any fact and of the names that any fact has.
    vocabulary: BTreeSet<String>,
}

/// A fact and all that can be asked about it.
struct Row<'a> {
    fact: &'a Fact,
    /// The ids of its values, groups included, by facet.
    ids: Vec<BTreeSet<String>>,
    /// The words of each of its texts and names, with what a match there is worth.
    texts: Vec<(u32, Vec<String>)>,
}

impl Row<'_> {
    fn has_any(&self, facet: Facet, ids: &Texts) -> bool {
        self.ids[facet as usize].iter().any(|id| ids.contains(id))
    }

    fn holds(&self, data_type: &str) -> bool {
        let held = self.fact.kind == model::Kind::Holding && self.fact.state != Some(model::State::Absent);
        held && self.ids[DataType as usize].contains(data_type)
    }
}

impl<'a> Scan<'a> {
    pub(crate) fn new(catalog: &'a Catalog) -> Self {
        let rows: Vec<Row<'a>> = catalog.facts().iter().map(|(_, fact)| row(catalog, fact)).collect();
        let vocabulary =
            rows.iter().flat_map(|row| &row.texts).flat_map(|(_, words)| words.clone()).collect();
        Self { catalog, rows, vocabulary }
    }

    /// The ids of the facts that answer, in order, each with whether it covers all data
    /// instead of naming a type that is asked for.
    pub(crate) fn hits(&self, query: &Query) -> Vec<(String, bool)> {
        let types = &query.selection(DataType).include;
        let mut found = Vec::new();
        for (row, score) in self.rows.iter().zip(self.scores(&query.text)) {
            if let Some(score) = score.filter(|_| self.selects(row, query)) {
                let general = !types.is_empty() && !row.has_any(DataType, types);
                found.push((general, Reverse(score), row.fact.id.clone()));
            }
        }
        found.sort_by_key(|&(general, score, _)| (general, score));
        found.into_iter().map(|(general, _, id)| (id, general)).collect()
    }

    /// The texts and names of a fact that a search looks into, without their punctuation.
    pub(crate) fn texts(&self, id: &str) -> Vec<String> {
        let row = self.rows.iter().find(|row| row.fact.id == id).expect("the catalogue has the fact");
        row.texts.iter().map(|(_, words)| words.join(" ")).collect()
    }

    /// For each value of a facet, how many facts answer once it is the only one included.
    pub(crate) fn counts(&self, query: &Query, facet: Facet) -> Vec<u32> {
        let scores = self.scores(&query.text);
        let matching: Vec<&Row<'_>> =
            self.rows.iter().zip(scores).filter_map(|(row, score)| score.map(|_| row)).collect();
        let values = (facet.info().values)(self.catalog);
        let clicked = values.iter().map(|value| click(query, facet, &value.id));
        clicked.map(|query| matching.iter().filter(|row| self.selects(row, &query)).count() as u32).collect()
    }

    fn selects(&self, row: &Row<'_>, query: &Query) -> bool {
        FACETS.iter().all(|info| {
            let Selection { include, exclude } = query.selection(info.facet);
            let wanted = include.is_empty() || row.has_any(info.facet, include);
            let covered = info.facet == DataType && query.general && self.covers_any(row, include);
            (wanted || covered) && !row.has_any(info.facet, exclude)
        })
    }

    /// Whether a fact is about all data of a product that holds one of the types.
    fn covers_any(&self, row: &Row<'_>, types: &Texts) -> bool {
        let mut own = self.rows.iter().filter(|other| other.fact.product == row.fact.product);
        row.fact.about == About::AllData && own.any(|other| types.iter().any(|id| other.holds(id)))
    }

    /// The score of each fact, or `None` if it doesn't match the search.
    fn scores(&self, search: &str) -> Vec<Option<u32>> {
        let scores = |lenient| -> Vec<Option<u32>> {
            let clauses = search::clauses(search).into_iter();
            let clauses: Vec<_> = clauses.map(|clause| (self.similar(&clause, lenient), clause)).collect();
            self.rows.iter().map(|row| score(row, &clauses)).collect()
        };
        let strict = scores(false);
        if strict.iter().all(Option::is_none) { scores(true) } else { strict }
    }

    /// The words taken for the one word of a clause that no word is or begins with; if `lenient`,
    /// that no word is.
    fn similar(&self, clause: &Clause, lenient: bool) -> BTreeSet<String> {
        let [typed] = clause.words.as_slice() else { return BTreeSet::new() };
        let stands = |word: &String| word == typed || (!lenient && word.starts_with(typed));
        let known = self.vocabulary.iter().any(stands);
        let limit = text::typos_allowed(typed);
        if known || clause.negated || !clause.open || limit == 0 {
            return BTreeSet::new();
        }
        let letters = self.vocabulary.iter().filter(|word| !word.chars().any(char::is_numeric));
        let close: Vec<_> =
            letters.filter_map(|word| Some((text::typos(typed, word, limit)?, word))).collect();
        let fewest = close.iter().map(|(typos, _)| *typos).min();
        let taken: Vec<_> =
            close.into_iter().filter(|(typos, _)| Some(*typos) == fewest).map(|(_, word)| word).collect();
        let begins = |word: &&String| taken.iter().any(|taken| word.starts_with(taken.as_str()));
        self.vocabulary.iter().filter(begins).cloned().collect()
    }
}

/// The query after a click on one value: only that one is included, the other excluded ones stay.
pub(crate) fn click(query: &Query, facet: Facet, id: &str) -> Query {
    let mut clicked = query.clone();
    let selection = clicked.selection_mut(facet);
    selection.include = [id.to_owned()].into_iter().collect();
    selection.exclude.remove(id);
    clicked
}

fn score(row: &Row<'_>, clauses: &[(BTreeSet<String>, Clause)]) -> Option<u32> {
    let mut sum = 0;
    for (similar, clause) in clauses {
        let worth = row.texts.iter().map(|(weight, words)| weight * quality(words, clause, similar));
        let best = worth.max().unwrap_or(0);
        if (best > 0) == clause.negated {
            return None;
        }
        sum += if clause.negated { 0 } else { best };
    }
    Some(sum)
}

/// How well a clause matches one text; 0 if it doesn't.
fn quality(words: &[String], clause: &Clause, similar: &BTreeSet<String>) -> u32 {
    let begins = |word: &str, typed: &str| clause.open && word.starts_with(typed);
    if let [typed] = clause.words.as_slice() {
        let one = |word: &String| match word {
            word if word == typed => EXACT,
            word if begins(word, typed) => BEGINNING,
            word if similar.contains(word) => SIMILAR,
            _ => 0,
        };
        return words.iter().map(one).max().unwrap_or(0);
    }
    let (last, first) = clause.words.split_last().expect("a clause has words");
    let stands = words.windows(clause.words.len()).any(|window| {
        let end = &window[first.len()];
        window[..first.len()] == *first && (end == last || begins(end, last))
    });
    if stands { EXACT * clause.words.len() as u32 } else { 0 }
}

fn row<'a>(catalog: &'a Catalog, fact: &'a Fact) -> Row<'a> {
    let ids: Vec<BTreeSet<String>> =
        FACETS.iter().map(|info| ids(catalog, fact, info).into_iter().collect()).collect();
    let mut texts = vec![(TEXT, fact.text.clone())];
    texts.extend(catalog.component_of(fact).map(|component| (NAME, component.name.clone())));
    for facet in NAMED {
        let values = (facet.info().values)(catalog);
        let own = values.iter().filter(|value| ids[facet as usize].contains(&value.id));
        texts.extend(own.flat_map(Value::words).map(|name| (NAME, name.to_owned())));
    }
    let manuals = fact.manuals.iter().flat_map(|manual| [Some(&manual.title), manual.section.as_ref()]);
    let rest = [fact.note.as_ref(), fact.cite.row.as_ref()].into_iter().chain(manuals).flatten();
    let rest = rest.chain(fact.values.iter().map(|(_, value)| value));
    texts.extend(rest.map(|text| (REST, text.clone())));
    let texts = texts.into_iter().map(|(weight, text)| (weight, text::words(&text).collect())).collect();
    Row { fact, ids, texts }
}

/// The ids of a facet's values that a fact has, and those of their groups.
fn ids(catalog: &Catalog, fact: &Fact, info: &FacetInfo) -> Vec<String> {
    let product = &catalog.products()[fact.product].id;
    let mut found = Vec::new();
    match info.facet {
        Product => found.push(product.clone()),
        DataType => {
            for entry in fact.about.types().iter().map(|&at| &catalog.data_types()[at]) {
                found.push(entry.id.clone());
                found.extend(entry.group.map(|group| catalog.data_types()[group].id.clone()));
            }
        }
        Feature => {
            for entry in fact.features.iter().map(|&at| &catalog.features()[at]) {
                found.push(entry.id.clone());
                found.extend(entry.family.map(|family| catalog.features()[family].id.clone()));
            }
        }
        Kind => found.push(fact.kind.id().to_owned()),
        State => found.extend(fact.state.map(|state| state.id().to_owned())),
        Subject => found.extend(fact.subjects.iter().map(|&at| catalog.subjects()[at].id.clone())),
        Recipient => {
            for entry in fact.recipients.iter().map(|&at| &catalog.recipients()[at]) {
                found.extend([entry.id.clone(), entry.kind.id().to_owned()]);
            }
        }
        Release => {
            let (since, until) = catalog.gate_of(fact);
            for release in [since, until].into_iter().flatten() {
                found.extend([format!("{product}.{release}"), product.clone()]);
            }
        }
        Source => found.push(catalog.sources()[fact.cite.source].id.clone()),
    }
    found
}
