//! The index over a catalogue: it answers a query with the facts, in order, and the counts of
//! every facet.

mod build;
mod facets;
mod fields;
mod groups;
mod installed;
mod scope;
mod search;
mod select;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::facet::{self, FACETS, Facet, Value};
use crate::model::{Catalog, Fact, Ix, Product};
use crate::query::Query;
pub use build::IndexBuilder;
use facets::{FacetIndex, General};
pub use groups::{Group, GroupName, Groups};
use installed::Installed;
use privacy_engine::bits::Bits;
use privacy_engine::words::Words;
pub use scope::Scope;
pub use search::Correction;
use search::Matches;
pub use select::{Choice, Condition};

/// A catalogue and what makes it quick to query, as it stands or for an installation
/// ([`Index::installed`]). A clone shares its parts.
#[derive(Clone, Debug)]
pub struct Index {
    parts: Arc<Parts>,
    /// What the reader's installation changes, if anything.
    installed: Option<Arc<Installed>>,
}

/// What an index shares with those for an installation.
#[derive(Debug)]
struct Parts {
    catalog: Catalog,
    facets: Vec<FacetIndex>,
    general: General,
    words: OnceLock<Words>,
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
///
/// It holds sets of facts; which facts are on a page is found when the page is asked for. Given
/// to [`Index::answer_again`], it lends its memory, and what has not changed, to the next answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The facts that it is limited to.
    scope: Arc<Scope>,
    /// What was asked; `None` before the first question.
    query: Option<Query>,
    /// The installation it was asked for.
    installed: Option<Arc<Installed>>,
    found: Bits,
    total: u32,
    counts: [Vec<u32>; facet::COUNT],
    matches: Option<Matches>,
    /// What each facet's selection lets through, where it has one.
    filters: [Option<Bits>; facet::COUNT],
    /// The facts that name a data type which the query includes, if it includes any.
    specific: Option<Bits>,
    /// A set that counts are made in.
    others: Bits,
}

impl Index {
    /// Indexes a catalogue.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        let mut builder = IndexBuilder::new(catalog);
        builder.add(usize::MAX);
        builder.finish()
    }

    /// The catalogue that is indexed.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.parts.catalog
    }

    /// The values of a facet in the order in which they are shown.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[Value] {
        self.facet(facet).values()
    }

    /// The values of a group, in order.
    #[must_use]
    pub fn children(&self, facet: Facet, group: u32) -> &[u32] {
        self.facet(facet).children(group)
    }

    /// The place of the value with this id.
    #[must_use]
    pub fn value(&self, facet: Facet, id: &str) -> Option<u32> {
        self.facet(facet).find(id)
    }

    /// The places of a facet's values as a table shows them: each group before its children.
    pub(crate) fn in_order(&self, facet: Facet) -> impl Iterator<Item = u32> + '_ {
        self.facet(facet).in_order()
    }

    /// The values of a facet that a fact has, ascending, groups included.
    #[must_use]
    pub(crate) fn values_of(&self, facet: Facet, of: Ix<Fact>) -> &[u32] {
        self.facet(facet).of_fact(of.get())
    }

    /// The data types that a product holds, as places in their facet, ascending, groups included: those for
    /// which what covers all its personal data counts.
    #[must_use]
    pub(crate) fn held_by(&self, product: Ix<Product>) -> &[u32] {
        self.general().held_by(product.get())
    }

    /// Whether a query leaves a value to be seen: a fact of the scope has it, the query doesn't exclude it
    /// or its group, and includes it or its group, if it includes any of the facet.
    #[must_use]
    pub fn shows(&self, query: &Query, scope: &Scope, facet: Facet, value: u32) -> bool {
        let selection = query.selection(facet);
        let included = selection.include.is_empty() || self.facet(facet).includes(&selection.include, value);
        scope.has(facet, value) && included && !self.facet(facet).includes(&selection.exclude, value)
    }

    /// Calls `each` with the facts of an answer that have a value, in the catalogue's order.
    pub(crate) fn visit_naming(
        &self,
        answer: &Answer,
        facet: Facet,
        value: u32,
        mut each: impl FnMut(Ix<Fact>),
    ) {
        let mut set = Bits::none(self.len());
        self.facet(facet).facts_of(value).add_to(&mut set);
        set.intersect(&answer.found);
        set.visit(|fact| {
            each(Ix::new(fact as usize));
            true
        });
    }

    /// The facts that cover all personal data.
    pub(crate) fn covering_all(&self) -> Bits {
        let mut set = Bits::none(self.len());
        self.general().facts().add_to(&mut set);
        set
    }

    /// How many bytes the index takes, the catalogue itself not counted.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let facets: usize = self.parts.facets.iter().map(FacetIndex::bytes).sum();
        let installed = self.installed.as_ref().map_or(0, |installed| installed.bytes());
        facets + self.parts.general.bytes() + self.words().bytes() + installed
    }

    /// Answers a query.
    ///
    /// A facet's count of a value is the total of the query in which that value is the only one
    /// that the facet includes; the rest of the query, and what the facet excludes, stay.
    #[must_use]
    pub fn answer(&self, query: &Query) -> Answer {
        let mut answer = Answer::default();
        self.answer_again(query, &mut answer);
        answer
    }

    /// Makes an earlier answer of this index, or of the same one for another installation, the answer
    /// to `query`: the same as [`Index::answer`] gives, and sooner, since what both queries ask is not
    /// found again.
    pub fn answer_again(&self, query: &Query, answer: &mut Answer) {
        let last = answer.query.take();
        let last = last.as_ref();
        let same_states = match (&answer.installed, &self.installed) {
            (None, None) => true,
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            _ => false,
        };
        if last.is_none_or(|last| last.text != query.text) {
            answer.matches = self.search(&query.text);
        }
        for info in &FACETS {
            let (facet, place) = (info.facet, info.facet as usize);
            let same = |last: &Query| {
                last.selection(facet) == query.selection(facet)
                    && (facet != Facet::DataType || last.general == query.general)
                    && (same_states || !matches!(facet, Facet::State | Facet::DataType))
            };
            if !last.is_some_and(same) {
                answer.filters[place] = self.filter(facet, query, answer.filters[place].take());
                if facet == Facet::DataType {
                    answer.specific = self.named_types(query);
                }
            }
        }
        self.collect(None, answer);
        std::mem::swap(&mut answer.found, &mut answer.others);
        answer.total = answer.found.count();
        for info in &FACETS {
            let mut counts = std::mem::take(&mut answer.counts[info.facet as usize]);
            self.count(info.facet, query, answer, &mut counts);
            answer.counts[info.facet as usize] = counts;
        }
        answer.query = Some(query.clone());
        answer.installed.clone_from(&self.installed);
    }

    /// How many facts of a scope answer a query.
    #[must_use]
    pub fn total(&self, query: &Query, scope: &Arc<Scope>) -> usize {
        let mut answer = Answer { matches: self.search(&query.text), ..Answer::within(scope.clone()) };
        answer.filters = std::array::from_fn(|place| self.filter(FACETS[place].facet, query, None));
        self.collect(None, &mut answer);
        answer.others.count() as usize
    }

    fn len(&self) -> u32 {
        self.catalog().facts().len() as u32
    }

    fn facet(&self, facet: Facet) -> &FacetIndex {
        match &self.installed {
            Some(installed) if facet == Facet::State => &installed.states,
            _ => &self.parts.facets[facet as usize],
        }
    }

    fn general(&self) -> &General {
        self.installed.as_ref().map_or(&self.parts.general, |installed| &installed.general)
    }

    /// The facts that a facet's selection lets through, in the memory of `before`; `None` if
    /// nothing is selected.
    fn filter(&self, facet: Facet, query: &Query, before: Option<Bits>) -> Option<Bits> {
        let selection = query.selection(facet);
        if selection.is_empty() {
            return None;
        }
        let mut found = before.unwrap_or_default();
        found.reset(self.len());
        if selection.include.is_empty() {
            found.fill(0..self.len());
        } else {
            self.facet(facet).add_any_of(&selection.include, &mut found);
            if facet == Facet::DataType && query.general {
                for value in selection.include.iter().filter_map(|id| self.value(facet, id)) {
                    self.general().add_facts_for(value, &mut found);
                }
            }
        }
        self.drop_any_of(facet, query, &mut found);
        Some(found)
    }

    /// Drops from `set` the facts that a facet's selection excludes.
    fn drop_any_of(&self, facet: Facet, query: &Query, set: &mut Bits) {
        let exclude = &query.selection(facet).exclude;
        if !exclude.is_empty() {
            let mut excluded = Bits::none(self.len());
            self.facet(facet).add_any_of(exclude, &mut excluded);
            set.subtract(&excluded);
        }
    }

    /// The facts that name a data type which the query includes; `None` if it includes none.
    fn named_types(&self, query: &Query) -> Option<Bits> {
        let include = &query.selection(Facet::DataType).include;
        if include.is_empty() {
            return None;
        }
        let mut found = Bits::none(self.len());
        self.facet(Facet::DataType).add_any_of(include, &mut found);
        Some(found)
    }

    /// Puts into `answer.others` what the scope, the search and the filters let through, except one
    /// facet's.
    fn collect(&self, except: Option<Facet>, answer: &mut Answer) {
        let Answer { scope, others, matches, filters, .. } = answer;
        others.reset(self.len());
        let found = matches.as_ref().map(|matches| &matches.set);
        let filters =
            (0..).zip(filters).filter(|(place, _)| except.map(|facet| facet as usize) != Some(*place));
        let filters = filters.filter_map(|(_, filter)| filter.as_ref());
        let mut sets = scope.facts().into_iter().chain(found).chain(filters);
        match sets.next() {
            Some(first) => others.unite(first),
            None => others.fill(0..self.len()),
        }
        sets.for_each(|set| others.intersect(set));
    }

    fn count(&self, facet: Facet, query: &Query, answer: &mut Answer, counts: &mut Vec<u32>) {
        let selection = query.selection(facet);
        if selection.is_empty() {
            return self.count_values(facet, query, &answer.found, answer.total, counts);
        }
        self.collect(Some(facet), answer);
        let mut base = answer.others.clone();
        self.drop_any_of(facet, query, &mut base);
        self.count_values(facet, query, &base, base.count(), counts);
        // An excluded value would be included by a click: it no longer stands in its own way.
        for id in &selection.exclude {
            if let Some(value) = self.value(facet, id) {
                let mut one = query.cleared();
                selection.clone_into(one.selection_mut(facet));
                let one = one.only(facet, id);
                let mut reachable = self.filter(facet, &one, None).unwrap_or_default();
                reachable.intersect(&answer.others);
                counts[value as usize] = reachable.count();
            }
        }
    }

    fn count_values(&self, facet: Facet, query: &Query, set: &Bits, size: u32, counts: &mut Vec<u32>) {
        self.facet(facet).count(set, size, counts);
        if facet == Facet::DataType && query.general {
            self.general().count_into(set, counts);
        }
    }
}

impl Answer {
    /// An answer to nothing yet; what [`Index::answer_again`] makes of it is limited to a scope.
    #[must_use]
    pub fn within(scope: Arc<Scope>) -> Self {
        Self { scope, ..Self::default() }
    }

    /// The facts that it is limited to.
    #[must_use]
    pub fn scope(&self) -> &Arc<Scope> {
        &self.scope
    }

    /// How many facts there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total as usize
    }

    /// How many of the facts are there only for covering all personal data.
    #[must_use]
    pub fn general(&self) -> usize {
        let named = self.specific.as_ref().map(|specific| self.found.count_common(specific.words()));
        named.map_or(0, |named| (self.total - named) as usize)
    }

    /// A part of the facts in their order: specific ones before general ones, then by rank, then
    /// in the catalogue's order. What lies past the end is left out.
    #[must_use]
    pub fn hits(&self, part: Range<usize>) -> Vec<Hit> {
        self.hits_of(&self.found, part)
    }

    /// Calls `each` with the facts of the scope that are not in the answer, in the catalogue's order.
    pub(crate) fn visit_others(&self, mut each: impl FnMut(Ix<Fact>)) {
        self.found.visit_missing(|fact| {
            let fact = Ix::new(fact as usize);
            if self.scope.holds(fact) {
                each(fact);
            }
            true
        });
    }

    /// Calls `each` with all facts in the catalogue's order.
    pub fn visit(&self, mut each: impl FnMut(Ix<Fact>)) {
        self.found.visit(|fact| {
            each(Ix::new(fact as usize));
            true
        });
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

    /// What facts are ordered by: whether they are specific, then the planes of their scores.
    fn planes(&self) -> Vec<&Bits> {
        let scores = self.matches.iter().flat_map(|matches| matches.scores.highest_first());
        self.specific.iter().chain(scores).collect()
    }

    /// A part, in order, of a set of facts of the answer.
    fn hits_of(&self, set: &Bits, part: Range<usize>) -> Vec<Hit> {
        let page = privacy_engine::rank::page(set, &self.planes(), part.start, part.len());
        let general = |fact| self.specific.as_ref().is_some_and(|specific| !specific.contains(fact));
        page.into_iter().map(|fact| Hit { fact: Ix::new(fact as usize), general: general(fact) }).collect()
    }
}
