//! What each document says, section by section, and where it is silent.

use crate::facet::{Facet, Value};
use crate::index::{Answer, Index};
use crate::model::{Fact, Ix, Kind, Source, State};

/// What one document holds, beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The document.
    pub source: Ix<Source>,
    /// How many facts cite it.
    pub facts: usize,
    /// How many of those are in the answer.
    pub matching: usize,
    /// Facts and matching facts of each of its sections, in their order.
    pub sections: Vec<(usize, usize)>,
    /// The security features that a fact names, and all that there are; families not counted.
    pub features: (usize, usize),
    /// The data types that a fact names, and all that there are; groups not counted.
    pub data_types: (usize, usize),
    /// Where it contradicts or repeats itself: discrepancies and what is unclear.
    pub discrepancies: Vec<Ix<Fact>>,
}

/// The coverage of every document, in the catalogue's order.
#[must_use]
pub fn of_sources(index: &Index, answer: &Answer) -> Vec<Coverage> {
    let catalog = index.catalog();
    let mut found: Vec<Coverage> = catalog
        .sources()
        .iter()
        .map(|(source, row)| Coverage {
            source,
            facts: 0,
            matching: 0,
            sections: vec![(0, 0); row.sections.len()],
            features: (0, leaves(index.values(Facet::Feature)).count()),
            data_types: (0, leaves(index.values(Facet::DataType)).count()),
            discrepancies: Vec::new(),
        })
        .collect();
    for (place, fact) in catalog.facts().iter() {
        let coverage = &mut found[fact.cite.source.get() as usize];
        coverage.facts += 1;
        if let Some(section) = fact.cite.section {
            coverage.sections[section].0 += 1;
        }
        if fact.kind == Kind::Discrepancy || fact.state == Some(State::Unclear) {
            coverage.discrepancies.push(place);
        }
    }
    for hit in answer.hits() {
        let fact = &catalog.facts()[hit.fact];
        let coverage = &mut found[fact.cite.source.get() as usize];
        coverage.matching += 1;
        if let Some(section) = fact.cite.section {
            coverage.sections[section].1 += 1;
        }
    }
    for coverage in &mut found {
        coverage.features.0 = named(index, coverage.source, Facet::Feature);
        coverage.data_types.0 = named(index, coverage.source, Facet::DataType);
    }
    found
}

fn leaves(values: &[Value]) -> impl Iterator<Item = u32> {
    let is_group = |place: u32| values.iter().any(|value| value.parent == Some(place));
    (0..values.len() as u32).filter(move |&place| !is_group(place))
}

/// How many values of a facet the facts of a source name.
fn named(index: &Index, source: Ix<Source>, facet: Facet) -> usize {
    let catalog = index.catalog();
    let mut seen = vec![false; index.values(facet).len()];
    let mut own = Vec::new();
    for (_, fact) in catalog.facts().iter().filter(|(_, fact)| fact.cite.source == source) {
        (facet.info().of_fact)(catalog, fact, &mut own);
    }
    for value in own {
        seen[value as usize] = true;
    }
    leaves(index.values(facet)).filter(|&value| seen[value as usize]).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;
    use crate::model::Catalog;

    #[test]
    fn sections_silence_and_discrepancies_are_counted() {
        let json = include_bytes!("../tests/data/small.json");
        let index = Index::new(Catalog::from_json("small.json", json).expect("it is sound"));
        let (link, _) = Link::parse("feature=tls", &index);
        let found = of_sources(&index, &index.answer(&link.query));
        assert_eq!((found[0].facts, found[0].matching), (11, 2));
        assert_eq!(found[0].sections, [(5, 0), (6, 2), (0, 0)]);
        assert_eq!((found[0].features, found[1].features), ((3, 4), (3, 4)));
        assert_eq!((found[0].data_types, found[1].data_types), ((3, 4), (2, 4)));
        let ids: Vec<_> =
            found[1].discrepancies.iter().map(|&fact| index.catalog().facts()[fact].id.as_str()).collect();
        assert_eq!(ids, ["beta-limit-other", "beta-contradiction"]);
    }
}
