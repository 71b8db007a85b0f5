//! Where personal data goes: the transfers of an answer as edges from product over data to recipient.

mod layout;

use std::borrow::Cow;
use std::cmp::Ordering;

pub use layout::{Block, Layout, Ribbon};

use crate::cell::Cell;
use crate::facet::{self, Facet};
use crate::index::{Answer, Choice, Index};
use crate::locale::Locale;
use crate::model::{About, Catalog, DataType, Direction, Fact, Ix, Kind, Product, Recipient};
use crate::order;
use crate::query::Query;

/// How many nodes of each layer a page can show so that they can be read; see [`Flows::bundled`].
pub const READABLE: [usize; 3] = [16, 20, 24];

/// A layer of the picture, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Whose documents say it.
    Product,
    /// What goes or comes.
    Data,
    /// Where it goes to or comes from.
    Recipient,
}

impl Layer {
    /// All of them, from left to right.
    pub const ALL: [Self; 3] = [Self::Product, Self::Data, Self::Recipient];
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeName {
    /// A product.
    Product(Ix<Product>),
    /// A data type, or a group with all its types; of an open group, what names the group itself.
    Type(Ix<DataType>),
    /// All personal data.
    AllData,
    /// A recipient, or an origin.
    Recipient(Ix<Recipient>),
    /// The fact names none.
    NotNamed,
    /// So many small nodes of the layer together.
    Rest(u32),
}

impl NodeName {
    /// The name for readers.
    #[must_use]
    pub fn label<'a>(&self, locale: Locale, catalog: &'a Catalog, layer: Layer) -> Cow<'a, str> {
        Cow::Borrowed(match *self {
            Self::Product(product) => &catalog.products()[product].name,
            Self::Type(data_type) => &catalog.data_types()[data_type].name,
            Self::Recipient(recipient) => &catalog.recipients()[recipient].name,
            Self::AllData => locale.say("All personal data"),
            Self::NotNamed if layer == Layer::Recipient => locale.say("Recipient not named"),
            Self::NotNamed => locale.say("Data not named"),
            Self::Rest(len) => {
                return locale.fill("{0} smaller ones", &[&locale.number(len as usize)]).into();
            }
        })
    }

    /// Nodes stand in the catalogue's order, then what has no entry there.
    fn rank(self) -> (u32, u32) {
        match self {
            Self::Product(entry) => (0, entry.get()),
            Self::Type(entry) => (0, entry.get()),
            Self::Recipient(entry) => (0, entry.get()),
            Self::AllData => (1, 0),
            Self::NotNamed => (2, 0),
            Self::Rest(len) => (3, len),
        }
    }
}

/// A node of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub name: NodeName,
    /// How many different facts its edges have.
    pub facts: u32,
    /// The sum of the sizes of its edges, to which its height is drawn.
    pub weight: u32,
}

/// What the transfers say of one product, one node of data and one recipient, one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The places of its nodes in the three layers.
    pub ends: [u32; 3],
    /// Which way the data goes, seen from the product; [`Direction::In`] is drawn from right to left.
    /// `None` if the fact doesn't tell.
    pub direction: Option<Direction>,
    /// The facts that say so, each once, in the catalogue's order; never none.
    pub facts: Vec<Ix<Fact>>,
    /// Their states combined. `Is(State::Absent)`: the documents say that the data does not go this way.
    pub state: Cell,
}

impl Edge {
    /// How many facts say so, to which it is drawn.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.facts.len() as u32
    }
}

/// The picture and its table: the edges are the rows of both.
///
/// An edge's size is the number of facts that say it. A fact that names several types or several
/// recipients gives an edge for each pair of them, and counts once in each; types of one closed
/// group are one node, so a fact that names three of them counts once there. So the sizes of all
/// edges add up to the same height in each layer, which may be more than the number of facts; the
/// number of different facts is beside it, of each node ([`Node::facts`]) and of all
/// ([`Flows::facts`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    layers: [Vec<Node>; 3],
    edges: Vec<Edge>,
    facts: u32,
}

/// One fact on its way through one node of each layer.
#[derive(Clone, Copy)]
struct Thread {
    ends: [NodeName; 3],
    direction: Option<Direction>,
    fact: Ix<Fact>,
}

impl Thread {
    fn compare_edges(&self, other: &Self) -> Ordering {
        let key = |thread: &Self| (thread.ends.map(NodeName::rank), thread.direction);
        key(self).cmp(&key(other))
    }
}

/// The edges of the transfers of `answer`, which is the answer to `query`; the groups in `open` are
/// opened into their types.
///
/// Where the query includes data types or recipients, an answering fact is drawn only to those of
/// them that it names, as facts stand only under the included headings.
#[must_use]
pub fn of_answer(index: &Index, answer: &Answer, query: &Query, open: &[Ix<DataType>]) -> Flows {
    let catalog = index.catalog();
    let mut is_open = vec![false; catalog.data_types().len()];
    for group in open {
        is_open[group.get() as usize] = true;
    }
    let types = shown(index, query, Facet::DataType);
    let recipients = shown(index, query, Facet::Recipient);
    let mut threads = Vec::new();
    answer.visit(|place| {
        let fact = &catalog.facts()[place];
        if fact.kind != Kind::Transfer {
            return;
        }
        let named = included(fact.about.types(), |of| types[of.get() as usize]);
        let data = named.map(|of| {
            let group = catalog.data_types()[of].group.filter(|group| !is_open[group.get() as usize]);
            NodeName::Type(group.unwrap_or(of))
        });
        let unnamed = if fact.about == About::AllData { NodeName::AllData } else { NodeName::NotNamed };
        let data = or(data, unnamed);
        let named = included(&fact.recipients, |to| recipients[facet::recipient_place(to.get()) as usize]);
        for to in or(named.map(NodeName::Recipient), NodeName::NotNamed) {
            threads.extend(data.iter().map(|&of| Thread {
                ends: [NodeName::Product(fact.product), of, to],
                direction: fact.direction,
                fact: place,
            }));
        }
    });
    Flows::new(index, &threads)
}

/// Which values of a facet are drawn, by their places: those that are included, or all.
fn shown(index: &Index, query: &Query, facet: Facet) -> Vec<bool> {
    let all = query.selection(facet).include.is_empty();
    let values = 0..index.values(facet).len() as u32;
    values.map(|value| all || index.choice(query, facet, value) == Choice::Included).collect()
}

/// Those of `named` that are drawn; all, if none is.
fn included<T>(named: &[Ix<T>], is_shown: impl Fn(Ix<T>) -> bool) -> impl Iterator<Item = Ix<T>> {
    let any = named.iter().any(|&one| is_shown(one));
    named.iter().copied().filter(move |&one| !any || is_shown(one))
}

fn or(names: impl Iterator<Item = NodeName>, unnamed: NodeName) -> Vec<NodeName> {
    let names: Vec<_> = names.collect();
    if names.is_empty() { vec![unnamed] } else { names }
}

impl Flows {
    /// The nodes of a layer, in the catalogue's order.
    #[must_use]
    pub fn nodes(&self, layer: Layer) -> &[Node] {
        &self.layers[layer as usize]
    }

    /// The edges: by product, then by data, by recipient and by direction.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// How many different facts there are.
    #[must_use]
    pub fn facts(&self) -> u32 {
        self.facts
    }

    /// The node at an end of an edge.
    #[must_use]
    pub fn end(&self, edge: &Edge, layer: Layer) -> &Node {
        &self.layers[layer as usize][edge.ends[layer as usize] as usize]
    }

    /// The same with at most `keep` nodes of a layer: those with the most facts, of as many the first,
    /// and one more for all others together. "All personal data" and what is not named stay nodes of
    /// their own and are not counted; a single one is not bundled.
    #[must_use]
    pub fn bundled(&self, index: &Index, layer: Layer, keep: usize) -> Self {
        let nodes = self.nodes(layer);
        let ordinary = (0..).zip(nodes).filter(|(_, node)| node.name.rank().0 == 0);
        let mut ranked: Vec<u32> = ordinary.map(|(place, _)| place).collect();
        if ranked.len() <= keep + 1 {
            return self.clone();
        }
        let facts = |place: u32| nodes[place as usize].facts;
        order::sort(&mut ranked, &|a, b| facts(b).cmp(&facts(a)).then(a.cmp(&b)));
        let mut small = vec![false; nodes.len()];
        let mut len = 0;
        for place in ranked.drain(keep..) {
            small[place as usize] = true;
            len += 1;
        }
        for (small, node) in small.iter_mut().zip(nodes) {
            if let NodeName::Rest(before) = node.name {
                *small = true;
                len += before;
            }
        }
        let mut threads = Vec::new();
        for edge in &self.edges {
            let mut ends = Layer::ALL.map(|layer| self.end(edge, layer).name);
            if small[edge.ends[layer as usize] as usize] {
                ends[layer as usize] = NodeName::Rest(len);
            }
            let thread = |&fact: &Ix<Fact>| Thread { ends, direction: edge.direction, fact };
            threads.extend(edge.facts.iter().map(thread));
        }
        Self::new(index, &threads)
    }

    /// The same with no more nodes than can be read on a page ([`READABLE`]).
    #[must_use]
    pub fn readable(self, index: &Index) -> Self {
        Layer::ALL
            .into_iter()
            .fold(self, |flows, layer| flows.bundled(index, layer, READABLE[layer as usize]))
    }

    fn new(index: &Index, threads: &[Thread]) -> Self {
        let mut flows = Self::default();
        for layer in Layer::ALL {
            flows.layers[layer as usize] = nodes(threads, layer);
        }
        let compare = |a: usize, b: usize| {
            let (a, b) = (&threads[a], &threads[b]);
            a.compare_edges(b).then(a.fact.get().cmp(&b.fact.get()))
        };
        let mut last: Option<&Thread> = None;
        for at in order::places(threads.len(), &compare) {
            let thread = &threads[at as usize];
            match flows.edges.last_mut() {
                Some(edge) if last.is_some_and(|last| last.compare_edges(thread).is_eq()) => {
                    if edge.facts.last() != Some(&thread.fact) {
                        edge.facts.push(thread.fact);
                    }
                }
                _ => flows.edges.push(Edge {
                    ends: flows.places(thread),
                    direction: thread.direction,
                    facts: vec![thread.fact],
                    state: Cell::Silent,
                }),
            }
            last = Some(thread);
        }
        for edge in &mut flows.edges {
            let states =
                edge.facts.iter().filter_map(|&fact| index.state_of_row(&index.catalog().facts()[fact]));
            edge.state = Cell::combine(states);
            for (nodes, &end) in flows.layers.iter_mut().zip(&edge.ends) {
                nodes[end as usize].weight += edge.facts.len() as u32;
            }
        }
        let mut facts: Vec<u32> = threads.iter().map(|thread| thread.fact.get()).collect();
        order::sort_dedup(&mut facts);
        flows.facts = facts.len() as u32;
        flows
    }

    fn places(&self, thread: &Thread) -> [u32; 3] {
        Layer::ALL.map(|layer| {
            let rank = thread.ends[layer as usize].rank();
            self.nodes(layer).partition_point(|node| node.name.rank() < rank) as u32
        })
    }
}

/// The nodes of a layer in order, with the number of their facts and without their weight.
fn nodes(threads: &[Thread], layer: Layer) -> Vec<Node> {
    let key = |at: usize| (threads[at].ends[layer as usize].rank(), threads[at].fact.get());
    let mut nodes: Vec<Node> = Vec::new();
    let mut last = None;
    for at in order::places(threads.len(), &|a, b| key(a).cmp(&key(b))) {
        let (name, key) = (threads[at as usize].ends[layer as usize], key(at as usize));
        match nodes.last_mut() {
            Some(node) if node.name == name => node.facts += u32::from(last != Some(key)),
            _ => nodes.push(Node { name, facts: 1, weight: 0 }),
        }
        last = Some(key);
    }
    nodes
}
