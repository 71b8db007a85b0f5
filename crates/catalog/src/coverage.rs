//! What each document says, section by section, and where it is silent.

use crate::facet::Facet;
use crate::index::{Answer, Index};
use crate::model::{Fact, Ix, Kind, Source, State};
use crate::order;

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
///
/// It is about what the documents say, so it reads the states that are written: they contradict themselves in
/// the same places whatever the reader has installed.
#[must_use]
pub fn of_sources(index: &Index, answer: &Answer) -> Vec<Coverage> {
    let catalog = index.catalog();
    let (all_features, all_types) = (leaves(index, Facet::Feature), leaves(index, Facet::DataType));
    let mut found: Vec<Coverage> = catalog
        .sources()
        .iter()
        .map(|(source, row)| Coverage {
            source,
            facts: 0,
            matching: 0,
            sections: vec![(0, 0); row.sections.len()],
            features: (0, all_features),
            data_types: (0, all_types),
            discrepancies: Vec::new(),
        })
        .collect();
    let facets = [Facet::Feature, Facet::DataType];
    let mut named = vec![[Vec::new(), Vec::new()]; found.len()];
    for (place, fact) in catalog.facts().iter() {
        let source = fact.cite.source.get() as usize;
        let coverage = &mut found[source];
        coverage.facts += 1;
        if let Some(section) = fact.cite.section {
            coverage.sections[section].0 += 1;
        }
        if fact.kind == Kind::Discrepancy || fact.state == Some(State::Unclear) {
            coverage.discrepancies.push(place);
        }
        for (facet, named) in facets.iter().zip(&mut named[source]) {
            (facet.info().of_fact)(catalog, fact, named);
        }
    }
    answer.visit(|place| {
        let fact = &catalog.facts()[place];
        let coverage = &mut found[fact.cite.source.get() as usize];
        coverage.matching += 1;
        if let Some(section) = fact.cite.section {
            coverage.sections[section].1 += 1;
        }
    });
    for (coverage, mut named) in found.iter_mut().zip(named) {
        for (facet, named) in facets.into_iter().zip(&mut named) {
            order::sort_dedup(named);
            named.retain(|&value| index.children(facet, value).is_empty());
        }
        coverage.features.0 = named[0].len();
        coverage.data_types.0 = named[1].len();
    }
    found
}

/// How many values of a facet are no groups.
fn leaves(index: &Index, facet: Facet) -> usize {
    let values = 0..index.values(facet).len() as u32;
    values.filter(|&value| index.children(facet, value).is_empty()).count()
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
