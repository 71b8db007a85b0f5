//! An index for the reader's installation: the same one with other states.

use std::sync::Arc;

use super::Index;
use super::facets::{FacetIndex, General};
use crate::facet::Facet;
use crate::installation::{Change, Installation, Resolved};
use crate::model::{Fact, Ix, State};

/// What an installation changes of an index.
#[derive(Debug)]
pub(super) struct Installed {
    resolved: Resolved,
    pub(super) states: FacetIndex,
    pub(super) general: General,
    changes: usize,
}

impl Installed {
    pub(super) fn bytes(&self) -> usize {
        self.states.bytes() + self.general.bytes()
    }
}

impl Index {
    /// The index for an installation: its states are those of the facts there, and with them its
    /// filters, counts and views. All else is shared. It takes one pass over the facts; none if the
    /// installation says nothing that the catalogue knows.
    ///
    /// Asked of an index for another installation, it gives what the index without one gives. A [`Scope`]
    /// made before stays as it is: a lock on states then is one on the states in the catalogue.
    ///
    /// [`Scope`]: super::Scope
    #[must_use]
    pub fn installed(&self, installation: &Installation) -> Self {
        let parts = Arc::clone(&self.parts);
        let catalog = &self.parts.catalog;
        let resolved = Resolved::new(installation, catalog);
        if resolved.is_empty() {
            return Self { parts, installed: None };
        }
        let mut states = FacetIndex::new(Facet::State.info(), catalog);
        let mut general = General::new(catalog);
        let mut changes = 0;
        let mut own = Vec::new();
        for (place, fact) in catalog.facts().iter() {
            let change = resolved.change(catalog, fact);
            changes += usize::from(change.is_some());
            let state = change.map_or(fact.state, |change| change.state);
            own.clear();
            own.extend(state.map(|state| state as u32));
            states.add(place.get(), &mut own, self.len());
            general.add(place.get(), fact, still_holds(fact, state), catalog);
        }
        states.finish();
        Self { parts, installed: Some(Arc::new(Installed { resolved, states, general, changes })) }
    }

    /// The state of a fact in the installation, if it has one; without an installation, that of the
    /// catalogue.
    #[must_use]
    pub fn state_of(&self, fact: Ix<Fact>) -> Option<State> {
        let values = self.facet(Facet::State).of_fact(fact.get());
        values.first().map(|&value| State::ALL[value as usize])
    }

    /// As [`Index::state_of`], of a fact of the catalogue whose place is not at hand.
    pub(crate) fn state_of_row(&self, fact: &Fact) -> Option<State> {
        let installed = self.installed.as_ref();
        let change = installed.and_then(|installed| installed.resolved.change(self.catalog(), fact));
        change.map_or(fact.state, |change| change.state)
    }

    /// What the installation makes of a fact, and why, if it changes it.
    #[must_use]
    pub fn change_of(&self, fact: Ix<Fact>) -> Option<Change<'_>> {
        let catalog = self.catalog();
        self.installed.as_ref()?.resolved.change(catalog, &catalog.facts()[fact])
    }

    /// How many facts the installation changes.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.installed.as_ref().map_or(0, |installed| installed.changes)
    }

    /// Whether a fact says that the product holds the data that it names, in the installation; see
    /// [`Fact::holds_data`].
    #[must_use]
    pub fn holds_data(&self, fact: Ix<Fact>) -> bool {
        still_holds(&self.catalog().facts()[fact], self.state_of(fact))
    }

    /// The features that can be switched on in each product, by the product's place: those of its facts
    /// that are optional, or conditional on a release, as the catalogue has them. Features are places in
    /// their facet, ascending.
    #[must_use]
    pub fn options(&self) -> Vec<Vec<u32>> {
        let mut options = vec![Vec::new(); self.catalog().products().len()];
        for (_, fact) in self.catalog().facts().iter() {
            let gated = fact.since.is_some() || fact.until.is_some();
            if fact.state == Some(State::Optional) || (gated && fact.state == Some(State::Conditional)) {
                options[fact.product.get() as usize]
                    .extend(fact.features.iter().map(|feature| feature.get()));
            }
        }
        options.iter_mut().for_each(crate::order::sort_dedup);
        options
    }
}

/// Whether a fact that has this state in an installation says that the product holds data. What the
/// catalogue calls absent is not held, whatever an installation makes of it.
fn still_holds(fact: &Fact, state: Option<State>) -> bool {
    fact.holds_data() && state != Some(State::Absent)
}
