//! Flows: the edges are the transfers, and the picture is the edges.

use std::collections::{BTreeMap, BTreeSet};

use privacy_catalog::cell::Cell;
use privacy_catalog::flows::{self, Edge, Flows, Layer, Layout};
use privacy_catalog::model::{About, DataType, Fact, Ix, Kind};
use privacy_catalog::source::Bundle;
use privacy_catalog::{Catalog, Facet, Index, Query};
use proptest::prelude::*;

use crate::cases;
use crate::worlds::{all_values, catalogs, queries};

fn indexes() -> impl Strategy<Value = Index> {
    catalogs().prop_map(|catalog| {
        let bundle = Bundle { catalog, ..Bundle::default() };
        Index::new(Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves"))
    })
}

/// An edge in words: the labels of its nodes, its direction and its facts.
type Row = (Vec<String>, Option<&'static str>);

fn rows(index: &Index, flows: &Flows) -> BTreeMap<Row, BTreeSet<String>> {
    let catalog = index.catalog();
    let row = |edge: &Edge| {
        let ends = Layer::ALL.map(|layer| id(index, flows, edge, layer));
        let facts = edge.facts.iter().map(|&fact| catalog.facts()[fact].id.clone()).collect();
        ((ends.to_vec(), edge.direction.map(privacy_catalog::model::Direction::id)), facts)
    };
    let rows: BTreeMap<_, _> = flows.edges().iter().map(row).collect();
    assert_eq!(rows.len(), flows.edges().len(), "each edge stands once");
    rows
}

fn id(index: &Index, flows: &Flows, edge: &Edge, layer: Layer) -> String {
    use flows::NodeName::{AllData, NotNamed, Product, Recipient, Rest, Type};
    let catalog = index.catalog();
    match flows.end(edge, layer).name {
        Product(of) => catalog.products()[of].id.clone(),
        Type(of) => catalog.data_types()[of].id.clone(),
        Recipient(of) => catalog.recipients()[of].id.clone(),
        AllData => "all".into(),
        NotNamed => "none".into(),
        Rest(len) => format!("rest of {len}"),
    }
}

/// The rows read from the facts, one by one.
fn naive(index: &Index, query: &Query, open: &[Ix<DataType>]) -> BTreeMap<Row, BTreeSet<String>> {
    let catalog = index.catalog();
    let mut rows: BTreeMap<Row, BTreeSet<String>> = BTreeMap::new();
    for hit in index.answer(query).hits(0..usize::MAX) {
        let fact = &catalog.facts()[hit.fact];
        if fact.kind != Kind::Transfer {
            continue;
        }
        let product = catalog.products()[fact.product].id.clone();
        for data in data(catalog, query, fact, open) {
            for recipient in recipients(catalog, query, fact) {
                let ends = vec![product.clone(), data.clone(), recipient];
                let row = (ends, fact.direction.map(privacy_catalog::model::Direction::id));
                rows.entry(row).or_default().insert(fact.id.clone());
            }
        }
    }
    rows
}

fn data(catalog: &Catalog, query: &Query, fact: &Fact, open: &[Ix<DataType>]) -> Vec<String> {
    let include = &query.selection(Facet::DataType).include;
    let mut found = Vec::new();
    for &of in fact.about.types() {
        let row = &catalog.data_types()[of];
        let group = row.group.map(|group| catalog.data_types()[group].id.clone());
        let wanted = include.contains(&row.id) || group.as_ref().is_some_and(|group| include.contains(group));
        if include.is_empty() || wanted {
            let opened = row.group.is_none_or(|group| open.contains(&group));
            found.push(if opened { row.id.clone() } else { group.unwrap_or_default() });
        }
    }
    match found.is_empty() {
        true if fact.about == About::AllData => vec!["all".into()],
        true => vec!["none".into()],
        false => found,
    }
}

fn recipients(catalog: &Catalog, query: &Query, fact: &Fact) -> Vec<String> {
    let include = &query.selection(Facet::Recipient).include;
    let named = fact.recipients.iter().map(|&of| &catalog.recipients()[of]);
    let wanted = named
        .filter(|row| include.is_empty() || include.contains(&row.id) || include.contains(row.kind.id()));
    let found: Vec<String> = wanted.map(|row| row.id.clone()).collect();
    if found.is_empty() { vec!["none".into()] } else { found }
}

/// The picture has every node and edge, inside it, and none upon another.
fn assert_drawn(flows: &Flows, layout: &Layout) {
    assert_eq!(layout.ribbons.len(), flows.edges().len());
    for layer in Layer::ALL.map(|layer| layer as usize) {
        let blocks: Vec<_> =
            layout.order[layer].iter().map(|&at| layout.blocks[layer][at as usize]).collect();
        assert_eq!(blocks.len(), flows.nodes(Layer::ALL[layer]).len());
        assert!(blocks.windows(2).all(|pair| pair[0].y + pair[0].height < pair[1].y), "{blocks:?}");
        let fits = |block: &flows::Block| {
            block.height > 0
                && block.x + block.width <= layout.width
                && block.y + block.height <= layout.height
        };
        assert!(blocks.iter().all(fits), "{blocks:?}");
    }
    // Which side of which layer each end of a ribbon is at.
    for (layer, half, at_left) in [(0, 0, true), (1, 0, false), (1, 1, true), (2, 1, false)] {
        let mut at_block: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for (edge, ribbons) in flows.edges().iter().zip(&layout.ribbons) {
            let ribbon = ribbons[half];
            let block = layout.blocks[layer][edge.ends[layer] as usize];
            let (x, span) = if at_left { (ribbon.x.0, ribbon.left) } else { (ribbon.x.1, ribbon.right) };
            assert_eq!(x, if at_left { block.x + block.width } else { block.x });
            assert!(block.y <= span.0 && span.0 < span.1 && span.1 <= block.y + block.height, "{span:?}");
            at_block.entry(edge.ends[layer]).or_default().push(span);
        }
        for spans in at_block.values_mut() {
            spans.sort_unstable();
            assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn edges_are_the_transfers_of_the_answer(
        index in indexes(), query in queries(all_values()), open in 0..4_u32,
    ) {
        let groups = index.catalog().data_types().iter().filter(|(_, row)| row.group.is_none());
        let open: Vec<_> = groups.map(|(place, _)| place).filter(|group| open >> (group.get() / 3) & 1 == 1).collect();
        let answer = index.answer(&query);
        let flows = flows::of_answer(&index, &answer, &query, &open);
        let expected = naive(&index, &query, &open);
        prop_assert_eq!(&rows(&index, &flows), &expected);
        let transfers: BTreeSet<_> = expected.values().flatten().collect();
        prop_assert_eq!(flows.facts() as usize, transfers.len());
        for layer in Layer::ALL {
            for (place, node) in (0..).zip(flows.nodes(layer)) {
                let edges = || flows.edges().iter().filter(|edge| edge.ends[layer as usize] == place);
                let facts: BTreeSet<_> = edges().flat_map(|edge| edge.facts.iter().map(|fact| fact.get())).collect();
                prop_assert_eq!(node.facts as usize, facts.len());
                prop_assert_eq!(node.weight, edges().map(Edge::size).sum::<u32>());
                prop_assert!(node.weight > 0);
            }
            let weights = flows.nodes(layer).iter().map(|node| node.weight).sum::<u32>();
            prop_assert_eq!(weights, flows.edges().iter().map(Edge::size).sum::<u32>());
        }
        for edge in flows.edges() {
            let states = edge.facts.iter().filter_map(|&fact| index.catalog().facts()[fact].state);
            prop_assert_eq!(edge.state, Cell::combine(states));
        }
        assert_drawn(&flows, &flows.layout());
        prop_assert_eq!(flows.layout(), flows.layout());
    }

    #[test]
    fn bundling_keeps_every_fact(index in indexes(), query in queries(all_values()), keep in 0..3_usize, layer in 0..3_usize) {
        let layer = Layer::ALL[layer];
        let flows = flows::of_answer(&index, &index.answer(&query), &query, &[]);
        let bundled = flows.bundled(&index, layer, keep);
        let facts = |flows: &Flows| {
            flows.edges().iter().flat_map(|edge| edge.facts.iter().map(|fact| fact.get())).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(facts(&flows), facts(&bundled));
        prop_assert_eq!(flows.facts(), bundled.facts());
        let special = |node: &&flows::Node| matches!(node.name, flows::NodeName::AllData | flows::NodeName::NotNamed);
        let ordinary = |flows: &Flows| flows.nodes(layer).len() - flows.nodes(layer).iter().filter(special).count();
        prop_assert!(ordinary(&bundled) <= keep + 1);
        if ordinary(&flows) <= keep + 1 {
            prop_assert_eq!(&flows, &bundled);
        }
        for node in bundled.nodes(layer).iter().filter(|node| !matches!(node.name, flows::NodeName::Rest(_))) {
            prop_assert!(flows.nodes(layer).contains(node));
        }
        prop_assert_eq!(&bundled.bundled(&index, layer, keep), &bundled);
        assert_drawn(&bundled, &bundled.layout());
    }
}
