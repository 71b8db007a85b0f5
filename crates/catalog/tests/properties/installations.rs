//! What an installation makes of facts: told slowly, from the design, and in every answer.

use privacy_catalog::facet::FACETS;
use privacy_catalog::model::{Kind, State};
use privacy_catalog::source::{self, Bundle, Fact, Product};
use privacy_catalog::{Answer, Catalog, Index, Installation, Locale};
use proptest::prelude::*;

use crate::cases;
use crate::support::hits;
use crate::worlds::{all_values, catalogs, installations, queries};

pub(crate) fn index(catalog: &source::Catalog) -> Index {
    let bundle = Bundle { catalog: catalog.clone(), ..Bundle::default() };
    Index::new(Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves"))
}

/// The state of a fact in an installation.
pub(crate) fn state(product: &Product, fact: &Fact, installation: &Installation) -> Option<State> {
    let state = fact.state?;
    let place = |name: &str| product.releases.iter().position(|release| release == name);
    let gate = |gate: &Option<String>| gate.as_deref().and_then(place);
    let (since, until) = (gate(&fact.since), gate(&fact.until));
    let gated = fact.since.is_some() || fact.until.is_some();
    let release = installation.release(&product.id).and_then(place);
    let mut can_be_on = state == State::Optional;
    if let Some(release) = release {
        let reached =
            since.is_none_or(|since| since <= release) && until.is_none_or(|until| release <= until);
        if gated && !reached {
            return (state != State::Absent).then_some(State::Absent);
        }
        if gated && state == State::Conditional {
            if fact.note.is_none() && fact.values.get("condition").is_none() {
                return Some(State::Provided);
            }
            can_be_on = true;
        }
        if !gated && Some(release) < product.covers.as_deref().and_then(place) {
            return Some(State::Unclear);
        }
    }
    let on = fact.features.iter().all(|feature| installation.is_on(&product.id, feature));
    Some(if can_be_on && on && !fact.features.is_empty() { State::Provided } else { state })
}

pub(crate) fn product<'a>(catalog: &'a source::Catalog, fact: &Fact) -> &'a Product {
    let found = catalog.products.iter().find(|product| product.id == fact.product);
    found.expect("every reference of a random catalogue resolves")
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn each_fact_has_the_state_of_the_installation(catalog in catalogs(), installation in installations()) {
        let index = index(&catalog);
        let installed = index.installed(&installation);
        let mut changes = 0;
        for fact in &catalog.facts {
            let place = index.catalog().facts().find(&fact.id).expect("it is there");
            let expected = state(product(&catalog, fact), fact, &installation);
            prop_assert_eq!(installed.state_of(place), expected, "{:?} in {:?}", fact, installation);
            prop_assert_eq!(index.state_of(place), fact.state);
            prop_assert_eq!(index.change_of(place), None);
            let change = installed.change_of(place);
            prop_assert_eq!(change.is_some(), expected != fact.state);
            prop_assert!(change.is_none_or(|change| change.state == expected && !change.why.words(Locale::ENGLISH).is_empty()));
            changes += usize::from(change.is_some());
        }
        prop_assert_eq!(installed.changes(), changes);
        prop_assert_eq!(index.changes(), 0);
    }

    #[test]
    fn an_installation_answers_as_a_catalogue_with_its_states(
        catalog in catalogs(), installation in installations(), mut query in queries(all_values()),
    ) {
        let installed = index(&catalog).installed(&installation);
        let mut changed = catalog.clone();
        for fact in &mut changed.facts {
            fact.state = state(product(&catalog, fact), fact, &installation);
        }
        // What is said not to be held isn't held in any release, also where that is unclear.
        let denied = |fact: &Fact| fact.kind == Kind::Holding && fact.state == Some(State::Absent);
        query.general &= !catalog.facts.iter().any(denied);
        let changed = index(&changed);
        let (found, expected) = (installed.answer(&query), changed.answer(&query));
        prop_assert_eq!(hits(&installed, &found), hits(&changed, &expected));
        for info in &FACETS {
            prop_assert_eq!(found.counts(info.facet), expected.counts(info.facet), "{}", info.key);
        }
    }

    #[test]
    fn an_answer_given_again_for_another_installation_is_given_anew(
        catalog in catalogs(),
        asked in proptest::collection::vec((installations(), queries(all_values())), 2..6),
    ) {
        let index = index(&catalog);
        let mut again = Answer::default();
        for (installation, query) in &asked {
            let installed = index.installed(installation);
            installed.answer_again(query, &mut again);
            let anew = installed.answer(query);
            prop_assert_eq!(hits(&installed, &again), hits(&installed, &anew));
            for info in &FACETS {
                prop_assert_eq!(again.counts(info.facet), anew.counts(info.facet));
            }
        }
    }

    #[test]
    fn an_installation_takes_the_place_of_the_one_before(
        catalog in catalogs(), before in installations(), installation in installations(),
    ) {
        let index = index(&catalog);
        let (direct, after) = (index.installed(&installation), index.installed(&before).installed(&installation));
        for (place, _) in index.catalog().facts().iter() {
            prop_assert_eq!(direct.state_of(place), after.state_of(place));
            prop_assert_eq!(index.installed(&Installation::default()).state_of(place), index.state_of(place));
        }
    }
}
