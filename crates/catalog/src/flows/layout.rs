//! Where the nodes and edges of a flow picture stand, in whole units of its view box.

use std::fmt::Write as _;

use super::{Flows, Layer, NodeName};
use crate::order;

/// The width of the view box, of the blocks of each layer, and of the space between two layers.
const WIDTHS: [u32; 3] = [220, 200, 240];
const BETWEEN: u32 = 170;
const WIDTH: u32 = WIDTHS[0] + WIDTHS[1] + WIDTHS[2] + 2 * BETWEEN;

/// The least height of a block, in which a line of text has room.
const LINE: u32 = 22;
/// The space between two blocks of a layer.
const GAP: u32 = 8;
/// The height that a layer's weight is spread over: this much, or so much for each node of the
/// fullest layer.
const SPREAD: u32 = 240;
const SPREAD_PER_NODE: u32 = 20;
/// How often the layers are ordered by their neighbours.
const SWEEPS: usize = 4;
/// The most pairs of nodes of two layers of which crossings are counted, which takes a number for each.
const MOST_PAIRS: usize = 1_000_000;

/// A node's rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its left side.
    pub x: u32,
    /// Its upper side.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is: by its weight, and high enough for a line of text and each of its edges.
    pub height: u32,
}

/// One half of an edge: from a block to one of the next layer, always given from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ribbon {
    /// Where it starts and ends, from left to right.
    pub x: (u32, u32),
    /// Its upper and lower side at the left.
    pub left: (u32, u32),
    /// Its upper and lower side at the right.
    pub right: (u32, u32),
}

impl Ribbon {
    /// The outline as the data of an SVG path.
    #[must_use]
    pub fn path(&self) -> String {
        let Self { x: (start, end), left, right } = *self;
        let middle = start.midpoint(end);
        let mut path = String::new();
        let _ =
            write!(path, "M{start} {}C{middle} {} {middle} {} {end} {}", left.0, left.0, right.0, right.0);
        let _ = write!(path, "V{}C{middle} {} {middle} {} {start} {}Z", right.1, right.1, left.1, left.1);
        path
    }
}

/// A picture of [`Flows`]: the same flows always have the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The width of the view box, the same for every picture.
    pub width: u32,
    /// The height of the view box.
    pub height: u32,
    /// The blocks of each layer, by the places of its nodes.
    pub blocks: [Vec<Block>; 3],
    /// The nodes of each layer from top to bottom, by their places: the order for keyboards and readers.
    pub order: [Vec<u32>; 3],
    /// The halves of each edge: from the product to the data, and from the data to the recipient.
    pub ribbons: Vec<[Ribbon; 2]>,
}

impl Flows {
    /// Places the nodes in three columns and the edges between them.
    ///
    /// Columns are ordered so that few edges cross: by the mean place of their neighbours, some
    /// times over, and the best order found is taken; the catalogue's own order is one of them, and
    /// the one that is taken where there are more nodes than a picture can show.
    /// What is bundled stands last.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let order = self.ordered();
        let (height, blocks) = self.blocks(&order);
        let mut layout = Layout {
            width: WIDTH,
            height,
            blocks,
            order,
            ribbons: vec![Default::default(); self.edges().len()],
        };
        // Beside each other lie the edges with the same other end.
        self.stack(&mut layout, [0, 1, 2], |ribbons| &mut ribbons[0].left);
        self.stack(&mut layout, [1, 0, 2], |ribbons| &mut ribbons[0].right);
        self.stack(&mut layout, [1, 2, 0], |ribbons| &mut ribbons[1].left);
        self.stack(&mut layout, [2, 1, 0], |ribbons| &mut ribbons[1].right);
        let side = |layer: usize| WIDTHS[..=layer].iter().sum::<u32>() + layer as u32 * BETWEEN;
        for [first, second] in &mut layout.ribbons {
            first.x = (side(0), side(0) + BETWEEN);
            second.x = (side(1), side(1) + BETWEEN);
        }
        layout
    }

    /// The order of each layer with the fewest crossings of those that were tried.
    fn ordered(&self) -> [Vec<u32>; 3] {
        let mut order = Layer::ALL.map(|layer| (0..self.nodes(layer).len() as u32).collect::<Vec<_>>());
        let [left, middle, right] = Layer::ALL.map(|layer| self.nodes(layer).len());
        if middle.saturating_mul(left.max(right)) > MOST_PAIRS {
            return order;
        }
        let mut best = order.clone();
        let mut fewest = self.crossings(&order);
        for _ in 0..SWEEPS {
            for (layer, by) in [(1, 0), (2, 1), (1, 2), (0, 1)] {
                self.sweep(&mut order, layer, by);
                let crossings = self.crossings(&order);
                if crossings < fewest {
                    fewest = crossings;
                    best.clone_from(&order);
                }
            }
        }
        best
    }

    /// Orders a layer by the mean place of the nodes of another one that its edges lead to.
    fn sweep(&self, order: &mut [Vec<u32>; 3], layer: usize, by: usize) {
        let place = ranks(&order[by]);
        let mut means = vec![(0_u64, 0_u64); order[layer].len()];
        for edge in self.edges() {
            let (sum, weight) = &mut means[edge.ends[layer] as usize];
            *sum += u64::from(place[edge.ends[by] as usize]) * u64::from(edge.size());
            *weight += u64::from(edge.size());
        }
        let nodes = &self.layers[layer];
        let key = |node: u32| (matches!(nodes[node as usize].name, NodeName::Rest(_)), means[node as usize]);
        let before = ranks(&order[layer]);
        order::sort(&mut order[layer], &|a, b| {
            let ((a_last, a_mean), (b_last, b_mean)) = (key(a), key(b));
            let means = (a_mean.0 * b_mean.1).cmp(&(b_mean.0 * a_mean.1));
            a_last.cmp(&b_last).then(means).then(before[a as usize].cmp(&before[b as usize]))
        });
    }

    /// How many crossings of edges there are between the layers, each as often as its edges' sizes say.
    fn crossings(&self, order: &[Vec<u32>; 3]) -> u64 {
        [(0, 1), (1, 2)].into_iter().map(|(left, right)| self.crossings_between(order, left, right)).sum()
    }

    fn crossings_between(&self, order: &[Vec<u32>; 3], left: usize, right: usize) -> u64 {
        let (rows, columns) = (ranks(&order[left]), ranks(&order[right]));
        let mut sizes = vec![0_u64; rows.len() * columns.len()];
        for edge in self.edges() {
            let row = rows[edge.ends[left] as usize] as usize;
            let column = columns[edge.ends[right] as usize] as usize;
            sizes[row * columns.len() + column] += u64::from(edge.size());
        }
        // What lies above and ends below crosses.
        let mut above = vec![0_u64; columns.len()];
        let mut crossings = 0;
        for row in sizes.chunks(columns.len().max(1)) {
            let mut below = 0;
            for (size, above) in row.iter().zip(&above).rev() {
                crossings += size * below;
                below += above;
            }
            for (size, above) in row.iter().zip(&mut above) {
                *above += size;
            }
        }
        crossings
    }

    /// The height of the picture, and the block of each node.
    fn blocks(&self, order: &[Vec<u32>; 3]) -> (u32, [Vec<Block>; 3]) {
        let total = self.edges().iter().map(|edge| u64::from(edge.size())).sum::<u64>().max(1);
        let fullest = order.iter().map(Vec::len).max().unwrap_or(0) as u32;
        let spread = u64::from(SPREAD.max(SPREAD_PER_NODE * fullest));
        let mut blocks = Layer::ALL.map(|layer| vec![Block::default(); self.nodes(layer).len()]);
        for edge in self.edges() {
            for (blocks, &end) in blocks.iter_mut().zip(&edge.ends) {
                blocks[end as usize].height += 1;
            }
        }
        let mut heights = [0; 3];
        let mut x = 0;
        for layer in Layer::ALL.map(|layer| layer as usize) {
            let mut y = 0;
            for &place in &order[layer] {
                let block = &mut blocks[layer][place as usize];
                let share = u64::from(self.layers[layer][place as usize].weight) * spread / total;
                let height = block.height.max(LINE).max(share as u32);
                *block = Block { x, y, width: WIDTHS[layer], height };
                y += height + GAP;
            }
            heights[layer] = y.saturating_sub(GAP);
            x += WIDTHS[layer] + BETWEEN;
        }
        (heights.into_iter().max().unwrap_or(0), blocks)
    }

    /// Stacks the ends of the edges at one side of a layer's blocks: the layer is the first of `by`,
    /// and edges lie in the order of their nodes in these layers. Each is at least one unit high; what
    /// is left of the block is theirs by size.
    fn stack(&self, layout: &mut Layout, by: [usize; 3], side: fn(&mut [Ribbon; 2]) -> &mut (u32, u32)) {
        let ranks = [0, 1, 2].map(|layer| ranks(&layout.order[layer]));
        let key = |at: usize| {
            let edge = &self.edges()[at];
            (by.map(|layer| ranks[layer][edge.ends[layer] as usize]), edge.direction)
        };
        let mut laid = (0, 0_u64);
        let mut last = None;
        let mut of_node = vec![0_u32; layout.order[by[0]].len()];
        self.edges().iter().for_each(|edge| of_node[edge.ends[by[0]] as usize] += 1);
        for at in order::places(self.edges().len(), &|a, b| key(a).cmp(&key(b))) {
            let edge = &self.edges()[at as usize];
            let node = edge.ends[by[0]];
            if last != Some(node) {
                (laid, last) = ((0, 0), Some(node));
            }
            let block = layout.blocks[by[0]][node as usize];
            let weight = u64::from(self.layers[by[0]][node as usize].weight);
            let free = u64::from(block.height - of_node[node as usize]);
            let y = |(edges, size): (u32, u64)| block.y + edges + (free * size / weight) as u32;
            let next = (laid.0 + 1, laid.1 + u64::from(edge.size()));
            *side(&mut layout.ribbons[at as usize]) = (y(laid), y(next));
            laid = next;
        }
    }
}

/// Where each node stands in an order.
fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, &node) in (0..).zip(order) {
        ranks[node as usize] = rank;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;
    use crate::flows::{self, Edge, Node};
    use crate::index::Index;
    use crate::model::{Catalog, Ix};
    use crate::query::Query;

    #[test]
    fn the_order_of_the_layers_avoids_crossings() {
        let packed = include_bytes!("../../../../data/catalogue.packed");
        let index = Index::new(Catalog::unpack(packed).expect("it is sound"));
        let query = Query::default();
        let flows = flows::of_answer(&index, &index.answer(&query), &query, &[]);
        let own = Layer::ALL.map(|layer| (0..flows.nodes(layer).len() as u32).collect::<Vec<_>>());
        let (before, after) = (flows.crossings(&own), flows.crossings(&flows.ordered()));
        assert!(after * 2 < before, "{after} of {before} crossings");
    }

    /// As many nodes in two layers, joined crosswise.
    fn crosswise(nodes: u32) -> Flows {
        let layer = |len: u32| {
            let node = |_| Node { name: NodeName::Rest(0), facts: 1, weight: nodes / len };
            (0..len).map(node).collect::<Vec<_>>()
        };
        let edge = |at| Edge {
            ends: [0, at, nodes - 1 - at],
            direction: None,
            facts: vec![Ix::new(at as usize)],
            state: Cell::Silent,
        };
        let edges = (0..nodes).map(edge).collect();
        Flows { layers: [layer(1), layer(nodes), layer(nodes)], edges, facts: nodes }
    }

    #[test]
    fn more_nodes_than_a_picture_can_show_stay_in_their_order() {
        let own = |nodes: u32| [1, nodes, nodes].map(|len| (0..len).collect::<Vec<_>>());
        let pairs = MOST_PAIRS.isqrt() as u32;
        assert_ne!(crosswise(pairs).ordered(), own(pairs));
        assert_eq!(crosswise(pairs + 1).ordered(), own(pairs + 1));
        let flows = crosswise(25_000);
        let layout = flows.layout();
        assert_eq!((layout.ribbons.len(), layout.blocks[2].len()), (25_000, 25_000));
    }

    #[test]
    fn a_path_goes_there_and_back() {
        let ribbon = Ribbon { x: (0, 10), left: (1, 2), right: (5, 7) };
        assert_eq!(ribbon.path(), "M0 1C5 1 5 5 10 5V7C5 7 5 2 0 2Z");
    }
}
