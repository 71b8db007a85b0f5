//! Lifecycles: nothing without an end, and each end as the documents have it.

use std::collections::BTreeSet;
use std::sync::Arc;

use privacy_catalog::contradictions;
use privacy_catalog::index::Scope;
use privacy_catalog::lifecycle::{
    self, Data, End, Item, Life, Lifecycle, Missing, Reach, Request, Task, UNSPECIFIED,
};
use privacy_catalog::model::{About, Direction, Fact, Ix, Kind, State};
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Catalog, Facet, Index, Query};
use proptest::prelude::*;

use crate::cases;
use crate::worlds::{all_values, catalogs, queries};

fn index(catalog: source::Catalog) -> Index {
    let bundle = Bundle { catalog, ..Bundle::default() };
    Index::new(Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves"))
}

fn indexes() -> impl Strategy<Value = Index> {
    catalogs().prop_map(index)
}

fn whole() -> Arc<Scope> {
    Arc::default()
}

fn items(life: &Life) -> impl Iterator<Item = &Item> {
    life.held.iter().chain(&life.transfers)
}

fn helps(catalog: &Catalog, fact: &Fact, articles: &[&str]) -> bool {
    let mut own = fact.features.iter().flat_map(|&of| &catalog.features()[of].gdpr);
    own.any(|article| articles.contains(&article.as_str()))
}

/// What is selected of a facet whose values have these ids and groups.
fn selects(query: &Query, facet: Facet, ids: &[&str]) -> bool {
    let selection = query.selection(facet);
    let any = |ids: &[&str], of: &privacy_catalog::sorted::Texts| ids.iter().any(|id| of.contains(id));
    (selection.include.is_empty() || any(ids, &selection.include)) && !any(ids, &selection.exclude)
}

/// The ids of the steps in which a copy ends, read from the facts.
fn naive_end(index: &Index, item: &Item, articles: &[&str]) -> BTreeSet<String> {
    let catalog = index.catalog();
    let copy = &catalog.facts()[item.fact];
    let to = item.recipient.map(|to| catalog.recipients()[to].id.clone());
    let stays = copy.kind == Kind::Holding || copy.direction == Some(Direction::In);
    let own = catalog.products()[copy.product].id.clone();
    let keeper = if stays { Some(own.clone()) } else { to.filter(|to| to == "p" || to == "q") };
    let covers = |step: &Fact| match (item.data, &step.about) {
        (_, About::AllData) => true,
        (Data::Type(of), About::Types(types)) => {
            let row = &catalog.data_types()[of];
            row.id != UNSPECIFIED && (types.contains(&of) || row.group.is_some_and(|of| types.contains(&of)))
        }
        _ => false,
    };
    let same_persons = |step: &Fact| {
        copy.subjects.is_empty()
            || step.subjects.is_empty()
            || step.subjects.iter().any(|of| copy.subjects.contains(of))
    };
    let is_step = |step: &&Fact| {
        let of = catalog.products()[step.product].id.clone();
        let elsewhere = helps(catalog, step, &["19"]);
        let part = if stays { copy.component } else { None };
        let same_part = part.is_none() || step.component.is_none() || part == step.component;
        let at_keeper =
            keeper.as_ref() == Some(&of) && same_part && !(elsewhere && step.state == Some(State::Absent));
        let at_sender = keeper.as_ref() != Some(&own) && of == own && elsewhere;
        matches!(step.kind, Kind::Measure | Kind::Procedure)
            && step.state.is_some()
            && helps(catalog, step, articles)
            && covers(step)
            && same_persons(step)
            && (at_keeper || at_sender)
    };
    catalog.facts().iter().map(|(_, fact)| fact).filter(is_step).map(|fact| fact.id.clone()).collect()
}

fn end_ids(index: &Index, end: &End) -> BTreeSet<String> {
    end.steps().iter().map(|step| index.catalog().facts()[step.fact].id.clone()).collect()
}

/// What an item is known by in another catalogue with the same facts.
fn key(index: &Index, item: &Item) -> (String, String, String) {
    let catalog = index.catalog();
    let data = match item.data {
        Data::Type(of) => catalog.data_types()[of].id.clone(),
        data => format!("{data:?}"),
    };
    let to = item.recipient.map_or_else(String::new, |to| catalog.recipients()[to].id.clone());
    (catalog.facts()[item.fact].id.clone(), data, to)
}

fn keys(index: &Index, lifecycle: &Lifecycle) -> Vec<(String, String, String)> {
    lifecycle.lives.iter().flat_map(items).map(|item| key(index, item)).collect()
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn each_copy_ends_as_the_documents_say(index in indexes(), query in queries(all_values())) {
        let lifecycle = lifecycle::of_query(&index, &query, &whole());
        let facts = index.catalog().facts();
        for item in lifecycle.lives.iter().flat_map(items) {
            let end = lifecycle.end(item);
            let expected = naive_end(&index, item, &["17", "5(1)(e)"]);
            prop_assert_eq!(end_ids(&index, end), expected, "{:?}", item);
            prop_assert_eq!(matches!(end, End::NotDocumented(_)), end.steps().is_empty());
            prop_assert!(!matches!(end, End::NotDocumented(Missing::NotShown)));
            prop_assert!(end.steps().windows(2).all(|pair| pair[0].reach <= pair[1].reach));
            prop_assert!(end.steps().iter().all(|step| step.reach < Reach::Unsaid));
            if let End::Documented { state, steps } = end {
                let states = steps.iter().filter_map(|step| facts[step.fact].state);
                prop_assert_eq!(*state, privacy_catalog::cell::Cell::combine(states));
            }
        }
    }

    #[test]
    fn no_holding_and_no_transfer_is_left_out(index in indexes(), query in queries(all_values())) {
        let catalog = index.catalog();
        let lifecycle = lifecycle::of_query(&index, &query, &whole());
        let found: BTreeSet<_> = keys(&index, &lifecycle).into_iter().collect();
        for (_, fact) in catalog.facts().iter() {
            let copies = matches!(fact.kind, Kind::Holding | Kind::Transfer) && fact.state != Some(State::Absent);
            if !copies || !selects(&query, Facet::Product, &[&catalog.products()[fact.product].id]) {
                continue;
            }
            let to: Vec<String> = match fact.kind {
                Kind::Transfer if !fact.recipients.is_empty() => {
                    fact.recipients.iter().map(|&to| catalog.recipients()[to].id.clone()).collect()
                }
                _ => vec![String::new()],
            };
            let everything = query.selection(Facet::DataType).include.is_empty();
            let mut data: Vec<String> = Vec::new();
            for &of in fact.about.types() {
                let row = &catalog.data_types()[of];
                let group = row.group.map(|group| catalog.data_types()[group].id.as_str());
                let ids: Vec<&str> = std::iter::once(row.id.as_str()).chain(group).collect();
                data.extend(selects(&query, Facet::DataType, &ids).then(|| row.id.clone()));
            }
            if everything && fact.about.types().is_empty() {
                data.push(if fact.about == About::AllData { "All" } else { "NotNamed" }.into());
            }
            for (data, to) in data.iter().flat_map(|data| to.iter().map(move |to| (data, to))) {
                prop_assert!(found.contains(&(fact.id.clone(), data.clone(), to.clone())), "{} {data} {to}", fact.id);
            }
        }
    }

    #[test]
    fn without_its_steps_an_end_is_not_documented(catalog in catalogs(), at in any::<prop::sample::Index>()) {
        let before = index(catalog.clone());
        let lifecycle = lifecycle::of_query(&before, &Query::default(), &whole());
        let all: Vec<&Item> = lifecycle.lives.iter().flat_map(items).collect();
        let documented: Vec<_> = all.iter().filter(|item| !lifecycle.end(item).steps().is_empty()).collect();
        if documented.is_empty() {
            return Ok(());
        }
        let item = documented[at.index(documented.len())];
        let steps = end_ids(&before, lifecycle.end(item));
        let mut catalog = catalog;
        catalog.facts.retain(|fact| !steps.contains(&fact.id));
        let after = index(catalog);
        let without = lifecycle::of_query(&after, &Query::default(), &whole());
        let same = without.lives.iter().flat_map(items).find(|other| key(&after, other) == key(&before, item));
        let end = without.end(same.expect("the copy is still there"));
        prop_assert!(matches!(end, End::NotDocumented(_)), "{:?}", end);
        prop_assert_eq!(all.len(), keys(&after, &without).len());
    }

    #[test]
    fn what_is_locked_away_is_not_shown(index in indexes(), lock in queries(all_values()), query in queries(all_values())) {
        let scope = index.scope(&lock);
        let lifecycle = lifecycle::of_query(&index, &query, &scope);
        for life in &lifecycle.lives {
            let lists = [&life.denied, &life.protection, &life.steps, &life.remains];
            prop_assert!(lists.into_iter().flatten().all(|step| scope.holds(step.fact)));
            for item in items(life) {
                let end = lifecycle.end(item);
                prop_assert!(scope.holds(item.fact));
                prop_assert!(end.steps().iter().all(|step| scope.holds(step.fact)));
                let hidden = naive_end(&index, item, &["17", "5(1)(e)"]);
                let not_shown = matches!(end, End::NotDocumented(Missing::NotShown));
                prop_assert_eq!(not_shown, end.steps().is_empty() && !hidden.is_empty());
            }
        }
        for one in contradictions::one_sided(&index, &scope) {
            prop_assert!(scope.holds(one.fact) && one.denied_by.iter().all(|&fact| scope.holds(fact)));
        }
    }

    #[test]
    fn a_checklist_has_every_step_and_every_gap(index in indexes(), query in queries(all_values())) {
        let lifecycle = lifecycle::of_query(&index, &query, &whole());
        let erasure = lifecycle::checklists(&index, &query, &whole(), Request::Erasure);
        let access = lifecycle::checklists(&index, &query, &whole(), Request::Access);
        prop_assert_eq!(erasure.len(), lifecycle.lives.len());
        prop_assert_eq!(access.len(), lifecycle.lives.len());
        for ((life, erasure), access) in lifecycle.lives.iter().zip(&erasure).zip(&access) {
            prop_assert_eq!((life.product, life.product), (erasure.product, access.product));
            let steps = erasure.tasks.iter().filter_map(|task| if let Task::Do(step) = task { Some(*step) } else { None });
            prop_assert_eq!(&steps.collect::<Vec<_>>(), &life.steps);
            for (tasks, articles) in [(&erasure.tasks, &["17", "5(1)(e)"][..]), (&access.tasks, &["15", "20"])] {
                let mut missing: Vec<(u32, Data)> = Vec::new();
                for task in tasks {
                    if let Task::NotDocumented { data, facts } = task {
                        missing.extend(facts.iter().map(|fact| (fact.get(), *data)));
                    }
                }
                for item in &life.held {
                    let gap = missing.iter().any(|gap| *gap == (item.fact.get(), item.data));
                    prop_assert_eq!(gap, naive_end(&index, item, articles).is_empty());
                }
            }
            let told = |tasks: &[Task]| {
                let copies = |task: &Task| if let Task::Recipient { copies, .. } = task { copies.len() } else { 0 };
                tasks.iter().map(copies).sum::<usize>()
            };
            let outgoing = life.transfers.iter().filter(|item| item.direction != Some(Direction::In)).count();
            prop_assert_eq!(told(&erasure.tasks), outgoing);
            prop_assert_eq!(told(&access.tasks), life.transfers.len());
        }
    }

    #[test]
    fn one_sided_transfers_are_those_that_the_other_document_leaves_out(index in indexes()) {
        let found = contradictions::one_sided(&index, &whole());
        let found: Vec<_> = found.iter().map(|one| {
            let denied: Vec<_> = one.denied_by.iter().map(|fact| fact.get()).collect();
            (one.fact.get(), one.other.get(), one.data_type.get(), denied)
        }).collect();
        prop_assert_eq!(found, naive_one_sided(&index));
    }
}

fn naive_one_sided(index: &Index) -> Vec<(u32, u32, u32, Vec<u32>)> {
    let catalog = index.catalog();
    let facts: Vec<(Ix<Fact>, &Fact)> = catalog.facts().iter().collect();
    let mut found = Vec::new();
    for &(place, fact) in &facts {
        let Some(direction) = fact.direction else { continue };
        if fact.kind != Kind::Transfer || fact.state == Some(State::Absent) {
            continue;
        }
        let names =
            |fact: &Fact, id: &str| fact.recipients.iter().any(|&to| catalog.recipients()[to].id == id);
        for (other, row) in catalog.products().iter().filter(|&(other, _)| other != fact.product) {
            let own: Vec<_> = facts.iter().filter(|(_, of)| of.product == other).collect();
            if !names(fact, &row.id) || own.is_empty() {
                continue;
            }
            for &of in fact.about.types().iter().filter(|&&of| catalog.data_types()[of].id != UNSPECIFIED) {
                let from = &catalog.products()[fact.product].id;
                let answers = |told: &Fact| {
                    let way = told.direction.is_none_or(|way| way != direction);
                    told.kind == Kind::Transfer && way && (told.recipients.is_empty() || names(told, from))
                };
                let may_be = |told: &Fact| {
                    let types = told.about.types();
                    let is = |&one: &_| {
                        let row = &catalog.data_types()[one];
                        let group = catalog.data_types()[of].group;
                        one == of || row.group == Some(of) || group == Some(one) || row.id == UNSPECIFIED
                    };
                    types.is_empty() || types.iter().any(is)
                };
                let told = |told: &Fact| {
                    let holds = told.kind == Kind::Holding && direction == Direction::Out;
                    told.state != Some(State::Absent) && may_be(told) && (holds || answers(told))
                };
                let is_denial = |told: &Fact| {
                    let names = told.about.types().contains(&of) && told.state == Some(State::Absent);
                    names && (told.kind == Kind::Holding || answers(told))
                };
                if !own.iter().any(|(_, fact)| told(fact)) {
                    let denied = own.iter().filter(|(_, fact)| is_denial(fact)).map(|(place, _)| place.get());
                    found.push((place.get(), other.get(), of.get(), denied.collect()));
                }
            }
        }
    }
    found
}
