//! Answers: the index against the scan, counts against clicks, groups, words and highlights.

use std::collections::BTreeSet;

use privacy_catalog::facet::{FACETS, Facet};
use privacy_catalog::index::GroupName;
use privacy_catalog::model::{About, Fact};
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Answer, Catalog, Grouping, Index, Query};
use proptest::prelude::*;

use crate::cases;
use crate::support::scan::click;
use crate::support::{assert_same, hits, small};
use crate::worlds::{NONSENSE, all_values, asking, catalogs, queries, search};

fn index(catalog: source::Catalog) -> Index {
    let bundle = Bundle { catalog, ..Bundle::default() };
    Index::new(Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves"))
}

fn indexes() -> impl Strategy<Value = Index> {
    catalogs().prop_map(index)
}

fn ids(index: &Index, query: &Query) -> BTreeSet<String> {
    hits(index, &index.answer(query)).into_iter().map(|(id, _)| id).collect()
}

/// Only these ids in a facet.
fn selecting(query: &Query, facet: Facet, include: BTreeSet<String>) -> Query {
    let mut query = query.clone();
    query.selection_mut(facet).include = include.into_iter().collect();
    query
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn the_index_answers_as_the_scan(index in indexes(), query in queries(all_values())) {
        assert_same(&index, &query);
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn a_count_is_the_total_after_the_click(index in indexes(), query in queries(all_values())) {
        let answer = index.answer(&query);
        for info in &FACETS {
            for (value, &count) in index.values(info.facet).iter().zip(answer.counts(info.facet)) {
                let clicked = query.only(info.facet, &value.id);
                prop_assert_eq!(&clicked, &click(&query, info.facet, &value.id));
                prop_assert_eq!(count as usize, index.answer(&clicked).total(), "{} {}", info.key, &value.id);
            }
        }
    }

    #[test]
    fn a_group_selects_its_children_and_itself(index in indexes(), query in queries(all_values())) {
        for info in &FACETS {
            let values = index.values(info.facet);
            for (place, group) in (0_u32..).zip(values).filter(|(_, value)| value.parent.is_none()) {
                let children = values.iter().filter(|value| value.parent == Some(place));
                let children: BTreeSet<String> = children.map(|value| value.id.clone()).collect();
                let whole = selecting(&query, info.facet, [group.id.clone()].into());
                if !children.is_empty() {
                    let parts = ids(&index, &selecting(&query, info.facet, children));
                    let rest = named(&index, info.facet, place);
                    let found = ids(&index, &whole);
                    prop_assert!(parts.is_subset(&found), "{} {}", info.key, group.id);
                    prop_assert!(found.difference(&parts).all(|id| rest.contains(id)), "{} {}", info.key, group.id);
                }
            }
        }
    }

    #[test]
    fn nothing_asked_is_everything(index in indexes(), general in any::<bool>()) {
        let query = asking(String::new(), general);
        let all: Vec<_> = index.catalog().facts().iter().map(|(_, fact)| (fact.id.clone(), false)).collect();
        prop_assert!(query.is_empty());
        prop_assert_eq!(hits(&index, &index.answer(&query)), all);
    }

    #[test]
    fn nonsense_is_zero_whatever_else_is_asked(index in indexes(), mut query in queries(all_values())) {
        query.text = format!("{NONSENSE} {}", query.text);
        let answer = index.answer(&query);
        prop_assert_eq!(answer.total(), 0);
        prop_assert!(FACETS.iter().all(|info| answer.counts(info.facet).iter().all(|&count| count == 0)));
    }

    #[test]
    fn an_unknown_id_finds_nothing_and_excludes_nothing(index in indexes(), query in queries(all_values())) {
        for info in &FACETS {
            let alone = selecting(&query, info.facet, ["nowhere".to_owned()].into());
            prop_assert_eq!(index.answer(&alone).total(), 0);
            let (mut with, mut without) = (query.clone(), query.clone());
            with.selection_mut(info.facet).exclude.insert("nowhere".into());
            without.selection_mut(info.facet).exclude.remove("nowhere");
            prop_assert_eq!(hits(&index, &index.answer(&with)), hits(&index, &index.answer(&without)));
        }
    }

    #[test]
    fn groups_hold_each_fact_under_what_it_names(index in indexes(), query in queries(all_values())) {
        let answer = index.answer(&query);
        let all = answer.hits(0..usize::MAX);
        for grouping in Grouping::ALL {
            let groups = index.groups(&answer, &query, grouping);
            let held: Vec<_> = groups
                .iter()
                .map(|group| (group.name, index.group_hits(&answer, &groups, group, 0..usize::MAX)))
                .collect();
            for hit in &all {
                let of_hit = held.iter().filter(|(_, hits)| hits.contains(hit)).map(|(name, _)| *name);
                let expected = headings(&index, &query, grouping, &index.catalog().facts()[hit.fact]);
                prop_assert_eq!(of_hit.collect::<Vec<_>>(), expected);
            }
            for (group, (_, hits)) in groups.iter().zip(&held) {
                let in_order: Vec<_> = all.iter().filter(|hit| hits.contains(hit)).collect();
                prop_assert_eq!(hits.iter().collect::<Vec<_>>(), in_order);
                prop_assert_eq!(hits.len(), group.len);
                prop_assert!(group.len > 0);
            }
            let rows: Vec<_> = held.iter().flat_map(|(_, hits)| hits).map(|hit| hit.fact).collect();
            prop_assert_eq!(rows.len(), groups.rows());
            for (fact, _) in index.catalog().facts().iter() {
                let first = rows.iter().position(|&row| row == fact);
                prop_assert_eq!(index.row_of(&answer, &groups, fact), first);
            }
        }
    }

    #[test]
    fn a_part_of_an_answer_is_a_part_of_the_whole(
        index in indexes(), query in queries(all_values()), start in 0..40_usize, len in 0..40_usize,
    ) {
        let answer = index.answer(&query);
        let all = answer.hits(0..usize::MAX);
        prop_assert_eq!(all.len(), answer.total());
        prop_assert_eq!(index.total(&query, answer.scope()), answer.total());
        prop_assert_eq!(all.iter().filter(|hit| hit.general).count(), answer.general());
        let part = all.iter().copied().skip(start).take(len).collect::<Vec<_>>();
        prop_assert_eq!(answer.hits(start..start + len), part);
    }

    #[test]
    fn an_answer_given_again_is_the_answer_given_anew(
        index in indexes(), asked in proptest::collection::vec(queries(all_values()), 2..6),
    ) {
        let mut again = Answer::default();
        for query in &asked {
            index.answer_again(query, &mut again);
            let anew = index.answer(query);
            prop_assert_eq!(again.hits(0..usize::MAX), anew.hits(0..usize::MAX));
            prop_assert_eq!(again.corrections(), anew.corrections());
            for info in &FACETS {
                prop_assert_eq!(again.counts(info.facet), anew.counts(info.facet));
            }
        }
    }

    #[test]
    fn a_scope_hides_all_other_facts_and_no_more(
        index in indexes(), lock in queries(all_values()), query in queries(all_values()),
    ) {
        let scope = index.scope(&lock);
        let locked = ids(&index, &lock);
        let mut answer = Answer::within(scope.clone());
        index.answer_again(&query, &mut answer);
        let inside: Vec<_> =
            hits(&index, &index.answer(&query)).into_iter().filter(|(id, _)| locked.contains(id)).collect();
        prop_assert_eq!(hits(&index, &answer), inside);
        prop_assert_eq!(index.total(&query, &scope), answer.total());
        for (fact, row) in index.catalog().facts().iter() {
            prop_assert_eq!(scope.holds(fact), locked.contains(&row.id));
        }
        for info in &FACETS {
            for (place, value) in (0_u32..).zip(index.values(info.facet)) {
                let clicked = index.total(&query.only(info.facet, &value.id), &scope);
                prop_assert_eq!(answer.counts(info.facet)[place as usize] as usize, clicked);
                prop_assert!(clicked == 0 || scope.has(info.facet, place));
            }
        }
    }

    #[test]
    fn highlights_are_ranges_of_the_text(index in indexes(), search in search(), extra in "\\PC{0,30}") {
        let answer = index.answer(&asking(search, true));
        let facts = index.catalog().facts();
        let own = facts.iter().flat_map(|(_, fact)| [format!("{}{extra}", fact.text), format!("{extra}{}", fact.text)]);
        for text in own.chain([extra.clone()]) {
            let mut end = None;
            for range in answer.highlights(&text) {
                prop_assert!(end < Some(range.start) && range.start < range.end, "{range:?} in {text:?}");
                prop_assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
                end = Some(range.end);
            }
        }
    }
}

#[test]
fn a_word_with_a_digit_is_never_taken_for_another() {
    let mut written = small().to_source();
    written.facts[0].text = "It listens on 8port and portx.".into();
    let index = index(written);
    let answer = index.answer(&asking("ports".into(), true));
    assert_eq!(answer.corrections()[0].taken, ["portx"]);
}

/// The ids of the facts that name a group itself, or cover all data.
fn named(index: &Index, facet: Facet, group: u32) -> BTreeSet<String> {
    let facts = index.catalog().facts().iter().map(|(_, fact)| fact);
    let names = |fact: &&Fact| {
        let mut own = Vec::new();
        (facet.info().of_fact)(index.catalog(), fact, &mut own);
        own.contains(&group) || (facet == Facet::DataType && fact.about == About::AllData)
    };
    facts.filter(names).map(|fact| fact.id.clone()).collect()
}

/// Under which headings a fact of an answer belongs.
fn headings(index: &Index, query: &Query, grouping: Grouping, fact: &Fact) -> Vec<GroupName> {
    let info = grouping.facet().info();
    let include = &query.selection(info.facet).include;
    let values = index.values(info.facet);
    let mut own = Vec::new();
    (info.of_fact)(index.catalog(), fact, &mut own);
    own.retain(|&place| {
        let value = &values[place as usize];
        let group = value.parent.map(|parent| &values[parent as usize]);
        include.is_empty()
            || [Some(value), group].into_iter().flatten().any(|value| include.contains(&value.id))
    });
    own.sort_unstable();
    match own.as_slice() {
        [] if info.facet == Facet::DataType && fact.about == About::AllData => vec![GroupName::AllData],
        [] => vec![GroupName::Unnamed],
        own => own.iter().copied().map(GroupName::Value).collect(),
    }
}
