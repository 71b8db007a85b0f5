//! Every case of `queries.toml`, asked of the index and of the scan.

mod support;

use std::collections::BTreeMap;

use privacy_catalog::{Answer, Facet, Index, Link};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

/// A fragment and what is expected of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    fragment: String,
    /// The ids of the facts, in order.
    facts: String,
    /// The ids of those that follow because they cover all data.
    #[serde(default)]
    general: String,
    /// Some counts, by facet and value.
    #[serde(default)]
    counts: BTreeMap<String, BTreeMap<String, u32>>,
    /// The words taken for those that were typed.
    #[serde(default)]
    taken: BTreeMap<String, String>,
    /// The parts that could not be used.
    #[serde(default)]
    ignored: Vec<String>,
}

#[test]
fn every_case_is_answered_as_expected_by_index_and_scan() {
    let index = Index::new(support::small());
    let suite: Suite = toml::from_str(include_str!("queries.toml")).expect("the suite is of its own format");
    let wrong: Vec<String> = suite.case.iter().filter_map(|case| run(&index, case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), suite.case.len(), wrong.join("\n"));
}

fn run(index: &Index, case: &Case) -> Result<(), String> {
    let (link, ignored) = Link::parse(&case.fragment, index);
    let ignored: Vec<String> = ignored.into_iter().map(|ignored| ignored.part).collect();
    let answer = support::assert_same(index, &link.query);
    let (general, facts): (Vec<_>, Vec<_>) =
        support::hits(index, &answer).into_iter().partition(|(_, general)| *general);
    let ids = |hits: Vec<(String, bool)>| hits.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let expected = |ids: &str| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    same(case, "facts", &ids(facts), &expected(&case.facts))?;
    same(case, "general", &ids(general), &expected(&case.general))?;
    same(case, "counts", &counts(index, &answer, case), &case.counts)?;
    same(case, "taken", &taken(&answer), &case.taken)?;
    same(case, "ignored", &ignored, &case.ignored)?;
    same(case, "link written and read", &Link::parse(&link.to_string(), index).0, &link)
}

fn same<T: PartialEq + std::fmt::Debug>(
    case: &Case,
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), String> {
    let Case { about, fragment, .. } = case;
    let message = || format!("{about} ({fragment}): {what}\n  expected {expected:?}\n  found    {found:?}");
    if found == expected { Ok(()) } else { Err(message()) }
}

/// The counts of the values for which a case expects any.
fn counts(index: &Index, answer: &Answer, case: &Case) -> BTreeMap<String, BTreeMap<String, u32>> {
    let of_value = |facet: Facet, id: &String| {
        let place = index.value(facet, id).unwrap_or_else(|| panic!("{}: no value {id}", case.about));
        (id.clone(), answer.counts(facet)[place as usize])
    };
    let of_facet = |(key, values): (&String, &BTreeMap<String, u32>)| {
        let facet = Facet::from_key(key).unwrap_or_else(|| panic!("{}: no facet {key}", case.about));
        (key.clone(), values.keys().map(|id| of_value(facet, id)).collect())
    };
    case.counts.iter().map(of_facet).collect()
}

fn taken(answer: &Answer) -> BTreeMap<String, String> {
    answer.corrections().iter().map(|found| (found.typed.clone(), found.taken.join(" "))).collect()
}
