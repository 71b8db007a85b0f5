//! A part of a catalogue that answers are limited to, whatever is asked.

use std::sync::Arc;

use privacy_engine::bits::Bits;

use super::{Answer, Index};
use crate::facet::{self, Facet};
use crate::model::{Fact, Ix};
use crate::query::Query;

/// The facts that answers are limited to: all of them, or those that answer a query which the
/// reader can't change.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    part: Option<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    facts: Bits,
    counts: [Vec<u32>; facet::COUNT],
}

impl Scope {
    /// Whether it holds a fact.
    #[must_use]
    pub fn holds(&self, fact: Ix<Fact>) -> bool {
        self.part.as_ref().is_none_or(|part| part.facts.contains(fact.get()))
    }

    /// Whether a fact of it has a value, by the value's place; of the whole catalogue all values
    /// are its own, used or not.
    #[must_use]
    pub fn has(&self, facet: Facet, value: u32) -> bool {
        self.part.as_ref().is_none_or(|part| part.counts[facet as usize][value as usize] > 0)
    }

    /// Whether it is the same as another without a look at its facts: the whole catalogue, or the very
    /// same part.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || (self.part.is_none() && other.part.is_none())
    }

    /// How many facts of a catalogue with `all` facts it holds.
    #[must_use]
    pub fn len_of(&self, all: usize) -> usize {
        self.part.as_ref().map_or(all, |part| part.facts.count() as usize)
    }

    pub(super) fn facts(&self) -> Option<&Bits> {
        self.part.as_ref().map(|part| &part.facts)
    }
}

impl Index {
    /// The facts that answer `lock`; the whole catalogue if it asks for nothing.
    #[must_use]
    pub fn scope(&self, lock: &Query) -> Arc<Scope> {
        if lock.is_empty() {
            return Arc::default();
        }
        let locked = self.answer(lock).found;
        let part = Part { facts: locked, counts: <[Vec<u32>; facet::COUNT]>::default() };
        let mut answer = Answer::within(Arc::new(Scope { part: Some(part.clone()) }));
        // A reader may ask for what covers all personal data, whatever the lock says of it.
        self.answer_again(&Query::default(), &mut answer);
        Arc::new(Scope { part: Some(Part { counts: answer.counts, ..part }) })
    }
}
