//! Fills the cells of one product's row.

use std::cmp::Ordering;

use super::columns::Spec;
use super::topics::{self, Evidence, GROUP, MOVED, Reader, TOPICS, Topic, UNNAMED};
use super::{Item, Part, RecordCell};
use crate::cell::Cell;
use crate::index::Index;
use crate::locale::message;
use crate::model::{Fact, Ix, State};
use crate::order;

const SILENT: &str = message("None of the facts chosen states it.");
const OPEN: &str = message("Which of the optional and conditional ones apply.");
const UNCLEAR: &str = message("What is right where the document contradicts itself.");
const SPLIT: &str = message("What holds where the same is stated as given and as absent.");
const MOVED_TOO: &str = message("Whether what is named as sent or received is kept too.");
const NOT_NAMED: &str = message("Which recipients are meant where the document names none.");

/// What the facts of one product say.
pub(super) struct Found<'a> {
    index: &'a Index,
    evidence: [Vec<Evidence>; TOPICS],
    /// How many facts that are not in the answer say something of each topic.
    left_out: [usize; TOPICS],
}

impl<'a> Found<'a> {
    /// Reads the facts of the product that are in the answer, and the others of its scope.
    pub(super) fn new(index: &'a Index, reader: &Reader<'_>, facts: &[u32], others: &[u32]) -> Self {
        let mut found = Self { index, evidence: Default::default(), left_out: [0; TOPICS] };
        for (fact, row) in rows(index, facts) {
            reader.read(row, fact, &mut |topic, heading, item| {
                found.evidence[topic as usize].push(Evidence { heading, item, fact });
            });
        }
        for (fact, row) in rows(index, others) {
            let mut said = [false; TOPICS];
            reader.read(row, fact, &mut |topic, _, _| said[topic as usize] = true);
            for (count, said) in found.left_out.iter_mut().zip(said) {
                *count += usize::from(said);
            }
        }
        found
    }

    /// The cell of a column.
    pub(super) fn cell(&self, spec: &Spec) -> RecordCell {
        let mut cell = RecordCell::default();
        if let Some(topic) = spec.helps {
            let mut facts: Vec<u32> = self.evidence[topic as usize].iter().map(|one| one.fact).collect();
            order::sort_dedup(&mut facts);
            cell.helps = facts.into_iter().map(|fact| Ix::new(fact as usize)).collect();
        }
        // What helps is all that says something, and more.
        if let Some(topic) = spec.helps.or(spec.says) {
            cell.left_out = self.left_out[topic as usize];
        }
        let Some(topic) = spec.says else {
            return RecordCell { gaps: vec![spec.hint], ..cell };
        };
        let evidence = self.in_order(topic);
        if evidence.is_empty() {
            return RecordCell { gaps: vec![SILENT, spec.hint], ..cell };
        }
        cell.parts = self.parts(topic, &evidence);
        let is_any = |wanted: &dyn Fn(Cell) -> bool| cell.items().any(|item| wanted(item.state));
        let is_open = |state| matches!(state, State::Optional | State::Conditional);
        let is_unnamed = |one: &Evidence| one.heading == UNNAMED && one.item == GROUP;
        let gaps = [
            (OPEN, is_any(&|state| matches!(state, Cell::Is(one) | Cell::AbsentAnd(one) if is_open(one)))),
            (SPLIT, is_any(&|state| matches!(state, Cell::AbsentAnd(_)))),
            (UNCLEAR, is_any(&|state| state == Cell::Is(State::Unclear))),
            (NOT_NAMED, topic == Topic::Recipients && evidence.iter().any(is_unnamed)),
            (MOVED_TOO, topic == Topic::DataTypes && evidence.iter().any(|one| one.heading == MOVED)),
            (spec.hint, spec.always),
        ];
        let gaps = gaps.into_iter().filter(|(_, applies)| *applies).map(|(gap, _)| gap).collect();
        RecordCell { gaps, ..cell }
    }

    /// The items of a topic under their headings.
    fn parts(&self, topic: Topic, evidence: &[Evidence]) -> Vec<Part> {
        let headings = evidence.chunk_by(|a, b| a.heading == b.heading);
        let part = |evidence: &[Evidence]| {
            let is_group_alone = evidence.iter().all(|one| one.item == GROUP);
            let heading = topics::heading(self.index.catalog(), topic, evidence[0].heading);
            let items = evidence.chunk_by(|a, b| a.item == b.item);
            let items = items.map(|evidence| self.item(topic, evidence, is_group_alone)).collect();
            Part { heading: heading.filter(|_| !is_group_alone), items }
        };
        headings.map(part).collect()
    }

    fn item(&self, topic: Topic, evidence: &[Evidence], is_alone: bool) -> Item {
        let catalog = self.index.catalog();
        let mut facts: Vec<Ix<Fact>> = evidence.iter().map(|one| Ix::new(one.fact as usize)).collect();
        facts.dedup();
        let mut states = facts.iter().filter_map(|&fact| self.index.state_of_row(&catalog.facts()[fact]));
        let state = if topic.is_of_any() && states.clone().any(|state| state == State::Provided) {
            Cell::Is(State::Provided)
        } else {
            Cell::combine(&mut states)
        };
        Item { name: topics::name(catalog, topic, evidence[0], is_alone), state, facts }
    }

    /// The evidence of a topic in the order in which it is shown.
    fn in_order(&self, topic: Topic) -> Vec<Evidence> {
        let mut evidence = self.evidence[topic as usize].clone();
        match topic {
            Topic::Purposes | Topic::Abroad | Topic::Places => {
                evidence = self.with_texts_joined(topic, evidence);
            }
            Topic::DataTypes => self.drop_moved_that_is_held(&mut evidence),
            _ => {}
        }
        sorted(evidence, &|a, b| a.cmp(b))
    }

    /// Makes items that are the same text one item: that of the first fact that prints it.
    fn with_texts_joined(&self, topic: Topic, evidence: Vec<Evidence>) -> Vec<Evidence> {
        let facts = self.index.catalog().facts();
        let key = |one: &Evidence| (one.heading, facts.get(one.fact).and_then(|fact| topic.printed(fact)));
        let mut evidence = sorted(evidence, &|a, b| key(a).cmp(&key(b)));
        for same in evidence.chunk_by_mut(|a, b| key(a) == key(b)) {
            let first = same[0].item;
            for one in same {
                one.item = first;
            }
        }
        evidence
    }

    /// Drops the data of transfers that is stated as held, itself or a type of its group.
    fn drop_moved_that_is_held(&self, evidence: &mut Vec<Evidence>) {
        let facts = self.index.catalog().facts();
        let is_absent = |one: &Evidence| {
            let state = facts.get(one.fact).and_then(|fact| self.index.state_of_row(fact));
            state == Some(State::Absent)
        };
        let mut held: Vec<u32> = Vec::new();
        for one in evidence.iter().filter(|one| one.heading < UNNAMED && !is_absent(one)) {
            held.push(one.heading);
            held.extend(one.item.checked_sub(1));
        }
        order::sort_dedup(&mut held);
        evidence.retain(|one| one.heading != MOVED || held.binary_search(&(one.item - 1)).is_err());
    }
}

fn rows<'a>(index: &'a Index, facts: &[u32]) -> impl Iterator<Item = (u32, &'a Fact)> {
    facts.iter().filter_map(|&fact| Some((fact, index.catalog().facts().get(fact)?)))
}

fn sorted(evidence: Vec<Evidence>, compare: &dyn Fn(&Evidence, &Evidence) -> Ordering) -> Vec<Evidence> {
    let places = order::places(evidence.len(), &|a, b| compare(&evidence[a], &evidence[b]));
    order::arranged(evidence, &places)
}
