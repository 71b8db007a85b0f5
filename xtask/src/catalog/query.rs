//! The answer to a fragment as JSON: what the page shows, for scripts and tests.

use std::collections::BTreeMap;

use anyhow::Result;
use privacy_catalog::facet::FACETS;
use privacy_catalog::{Index, Link, Locale};
use serde::Serialize;

#[derive(Serialize)]
struct Printed<'a> {
    total: usize,
    facts: Vec<&'a str>,
    facets: BTreeMap<&'static str, BTreeMap<&'a str, u32>>,
    ignored: Vec<String>,
}

/// Answers `fragment`, the text after the `#` of the page's address.
///
/// # Errors
/// Never in practice: the answer is always JSON.
pub(super) fn answer(index: &Index, fragment: &str) -> Result<String> {
    let (link, ignored) = Link::parse(fragment, index);
    let answer = index.installed(&link.installation).answer(&link.query);
    let counts = FACETS.iter().map(|info| {
        let ids = index.values(info.facet).iter().map(|value| value.id.as_str());
        (info.key, ids.zip(answer.counts(info.facet).iter().copied()).collect())
    });
    let printed = Printed {
        total: answer.total(),
        facts: answer
            .hits(0..usize::MAX)
            .iter()
            .map(|hit| index.catalog().facts()[hit.fact].id.as_str())
            .collect(),
        facets: counts.collect(),
        ignored: ignored.iter().map(|one| one.words(Locale::ENGLISH)).collect(),
    };
    Ok(serde_json::to_string_pretty(&printed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_has_total_facts_counts_and_what_was_ignored() {
        let json = include_bytes!("../../../crates/catalog/tests/data/small.json");
        let catalog = privacy_catalog::Catalog::from_json("small.json", json).expect("it is sound");
        let printed = answer(&Index::new(catalog), "#product=beta&feature=tls&foo=1").expect("it is JSON");
        let value: serde_json::Value = serde_json::from_str(&printed).expect("it is JSON");
        assert_eq!(value["total"], 1);
        assert_eq!(value["facts"][0], "beta-general");
        assert_eq!(value["facets"]["product"]["alpha"], 2);
        assert!(value["ignored"][0].as_str().is_some_and(|text| text.contains("foo=1")), "{value}");
    }
}
