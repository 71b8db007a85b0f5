//! My installation: which release of a product the reader runs and which optional features are
//! switched on there, and what that makes of a fact.

use crate::locale::{Locale, message};
use crate::model::{Catalog, Fact, Feature, Ix, Product, State};
use crate::sorted::{Pairs, Texts};

/// What a reader runs: releases and features by id, apart from any catalogue.
///
/// Features are switched on per product, since what is on in one product says nothing about another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installation {
    /// The release of each product that has one chosen.
    releases: Pairs,
    /// The features that are on, by product; products in order, none without a feature.
    on: Vec<(String, Texts)>,
}

impl Installation {
    /// Whether it says nothing, so that every fact stands as it is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.releases.is_empty() && self.on.is_empty()
    }

    /// The release of a product, if one is chosen.
    #[must_use]
    pub fn release(&self, product: &str) -> Option<&str> {
        self.releases.get(product).map(String::as_str)
    }

    /// Chooses the release of a product, or none.
    pub fn set_release(&mut self, product: &str, release: Option<&str>) {
        match release {
            Some(release) => drop(self.releases.insert(product.to_owned(), release.to_owned())),
            None => drop(self.releases.remove(product)),
        }
    }

    /// Whether a feature is switched on in a product.
    #[must_use]
    pub fn is_on(&self, product: &str, feature: &str) -> bool {
        self.features(product).is_some_and(|on| on.contains(feature))
    }

    /// The features that are switched on in a product, if any.
    #[must_use]
    pub fn features(&self, product: &str) -> Option<&Texts> {
        self.place(product).ok().map(|place| &self.on[place].1)
    }

    /// Switches a feature of a product on or off.
    pub fn set_on(&mut self, product: &str, feature: &str, on: bool) {
        match (self.place(product), on) {
            (Ok(place), true) => drop(self.on[place].1.insert(feature.to_owned())),
            (Ok(place), false) => {
                self.on[place].1.remove(feature);
                if self.on[place].1.is_empty() {
                    self.on.remove(place);
                }
            }
            (Err(place), true) => {
                let features = [feature.to_owned()].into_iter().collect();
                self.on.insert(place, (product.to_owned(), features));
            }
            (Err(_), false) => {}
        }
    }

    /// Products and their releases, by product.
    pub fn releases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.releases.iter().map(|(product, release)| (product.as_str(), release.as_str()))
    }

    /// Products and the features that are on there, by product.
    pub fn switched_on(&self) -> impl Iterator<Item = (&str, &Texts)> {
        self.on.iter().map(|(product, features)| (product.as_str(), features))
    }

    fn place(&self, product: &str) -> Result<usize, usize> {
        self.on.binary_search_by(|one| one.0.as_str().cmp(product))
    }
}

/// Why a fact says something else in the reader's installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// It is true only from this release on, which is later than the one installed.
    From(&'a str),
    /// It was true only until this release, which is earlier than the one installed.
    Until(&'a str),
    /// Its gate is met by this release, the one installed.
    Met(&'a str),
    /// Its source is about this release, which is later than the one installed, and says nothing of when
    /// the fact came to be true.
    Covers(&'a str),
    /// The reader has switched on what it is about.
    On,
}

impl Why<'_> {
    /// The reason in words: `from 8.0 on`.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let (words, release) = match *self {
            Self::From(release) => (message("from {0} on"), release),
            Self::Until(release) => (message("until {0}"), release),
            Self::Met(release) => (message("met by {0}"), release),
            Self::Covers(release) => (message("the source covers {0} and doesn’t say since when"), release),
            Self::On => (message("switched on in your installation"), ""),
        };
        locale.fill(words, &[release])
    }
}

/// What an installation makes of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The state that takes the place of the one in the catalogue; `None` if the fact then says
    /// nothing, as one about an absence that doesn't reach the release.
    pub state: Option<State>,
    /// Why.
    pub why: Why<'a>,
}

/// An installation in the places of a catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resolved {
    /// The release of each product, as a place in its `releases`.
    releases: Vec<Option<usize>>,
    /// The features that are on in each product.
    on: Vec<Vec<Ix<Feature>>>,
}

impl Resolved {
    /// What of an installation a catalogue knows; the rest says nothing.
    pub(crate) fn new(installation: &Installation, catalog: &Catalog) -> Self {
        let release = |product: &Product| {
            let chosen = installation.release(&product.id)?;
            product.releases.iter().position(|release| release == chosen)
        };
        let on = |product: &Product| {
            let ids = installation.features(&product.id).into_iter().flatten();
            ids.filter_map(|id| catalog.features().find(id)).collect()
        };
        let products = || catalog.products().iter().map(|(_, product)| product);
        Self { releases: products().map(release).collect(), on: products().map(on).collect() }
    }

    /// Whether it can change no fact.
    pub(crate) fn is_empty(&self) -> bool {
        self.releases.iter().all(Option::is_none) && self.on.iter().all(Vec::is_empty)
    }

    /// What the installation makes of a fact; `None` if the fact stands as it is written, as each does
    /// that has no state.
    ///
    /// With a release R of the fact's product, in this order:
    /// - `since` later than R: absent, "from 8.0 on"; `until` earlier than R: absent, "until 7.1". What is
    ///   itself absent only in other releases says nothing about R: it has no state then. (A fact that is
    ///   unclear becomes absent too: it is the other side of the contradiction that may reach R, and that
    ///   is a fact of its own, which stays unclear.)
    /// - R meets the gate: a conditional fact is provided if the gate is its only condition, that is, if it has
    ///   neither a note, which may say another, nor a `condition` among its values. A limit to a component is
    ///   no condition: facts that are provided have it too.
    /// - Without a gate, R is older than the release that the source covers: unclear, since nobody says since
    ///   when it is true. It is the gates that speak of other releases than the one covered.
    ///
    /// Then, what is optional, or conditional with its gate met, is provided if every feature that it names
    /// is switched on: of a fact about two features, the reader has answered for both.
    pub(crate) fn change<'a>(&self, catalog: &'a Catalog, fact: &Fact) -> Option<Change<'a>> {
        let state = fact.state?;
        let product = &catalog.products()[fact.product];
        let place = fact.product.get() as usize;
        let gated = fact.since.is_some() || fact.until.is_some();
        let mut met = false;
        if let Some(release) = self.releases[place] {
            let name = |release: usize| product.releases[release].as_str();
            let since = fact.since.filter(|&since| since > release).map(|since| Why::From(name(since)));
            let until = || fact.until.filter(|&until| until < release).map(|until| Why::Until(name(until)));
            if let Some(why) = since.or_else(until) {
                return Some(Change { state: (state != State::Absent).then_some(State::Absent), why });
            }
            met = gated && state == State::Conditional;
            if met && !is_noted(fact) && fact.values.get("condition").is_none() {
                return Some(Change { state: Some(State::Provided), why: Why::Met(name(release)) });
            }
            if let Some(covers) = product.covers.filter(|&covers| !gated && release < covers) {
                let why = Why::Covers(name(covers));
                return (state != State::Unclear).then_some(Change { state: Some(State::Unclear), why });
            }
        }
        let on = &self.on[place];
        let all_on = !fact.features.is_empty() && fact.features.iter().all(|feature| on.contains(feature));
        let can_be_on = met || state == State::Optional;
        (can_be_on && all_on).then_some(Change { state: Some(State::Provided), why: Why::On })
    }
}

fn is_noted(fact: &Fact) -> bool {
    fact.note.as_ref().is_some_and(|note| !note.trim().is_empty())
}
