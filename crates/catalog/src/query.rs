//! What a reader asks for: words and selections, by id, apart from any catalogue.

use crate::facet::{self, Facet};
use crate::sorted::Texts;

/// What is selected in one facet: any of `include`, none of `exclude`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of values of which a fact must have at least one; empty for no condition.
    /// An id that the catalogue doesn't know matches nothing, so it never widens a query.
    pub include: Texts,
    /// Ids of values that a fact must not have.
    pub exclude: Texts,
}

impl Selection {
    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Takes `id` out, whichever way it was selected.
    pub fn remove(&mut self, id: &str) {
        self.include.remove(id);
        self.exclude.remove(id);
    }
}

/// A whole query: OR within a facet, AND across facets and with the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The search as typed; see [`crate::search::clauses`].
    pub text: String,
    /// Whether a filter on a data type also finds what covers all personal data of a
    /// product that holds that type.
    pub general: bool,
    selections: [Selection; facet::COUNT],
}

impl Default for Query {
    fn default() -> Self {
        Self { text: String::new(), general: true, selections: std::array::from_fn(|_| Selection::default()) }
    }
}

impl Query {
    /// What is selected in a facet.
    #[must_use]
    pub fn selection(&self, facet: Facet) -> &Selection {
        &self.selections[facet as usize]
    }

    /// What is selected in a facet, to change it.
    pub fn selection_mut(&mut self, facet: Facet) -> &mut Selection {
        &mut self.selections[facet as usize]
    }

    /// Whether it asks for nothing, so that every fact answers it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.selections.iter().all(Selection::is_empty)
    }

    /// The query without its conditions.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { general: self.general, ..Self::default() }
    }
}
