//! What the test suites share: the small catalogue, and the index held against the scan.

pub(crate) mod scan;

use privacy_catalog::facet::FACETS;
use privacy_catalog::{Answer, Catalog, Index, Query, search};
use scan::Scan;

/// The catalogue of `tests/data/small.json`.
pub(crate) fn small() -> Catalog {
    let json = include_bytes!("../data/small.json");
    Catalog::from_json("small.json", json).expect("the test catalogue is sound")
}

/// The ids of an answer in order, each with whether it is there for covering all data.
pub(crate) fn hits(index: &Index, answer: &Answer) -> Vec<(String, bool)> {
    let facts = index.catalog().facts();
    answer.hits(0..usize::MAX).iter().map(|hit| (facts[hit.fact].id.clone(), hit.general)).collect()
}

/// Asserts that the index answers as the scan does, facts, order and every count, and that it
/// can show in each fact what was searched for.
#[track_caller]
pub(crate) fn assert_same(index: &Index, query: &Query) -> Answer {
    let answer = index.answer(query);
    let scan = Scan::new(index.catalog());
    assert_eq!(hits(index, &answer), scan.hits(query), "hits (left: index, right: scan) of {query:?}");
    for info in &FACETS {
        let (found, expected) = (answer.counts(info.facet), scan.counts(query, info.facet));
        assert_eq!(found, expected, "counts of {} (left: index, right: scan) of {query:?}", info.key);
    }
    if search::clauses(&query.text).iter().any(|clause| !clause.negated) {
        for (id, _) in hits(index, &answer) {
            let shown = scan.texts(&id).iter().any(|text| !answer.highlights(text).is_empty());
            assert!(shown, "nothing of {:?} is highlighted in {id}", query.text);
        }
    }
    answer
}
