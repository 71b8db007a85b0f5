//! Facts found by product and data.

use crate::model::{Fact, Ix};
use crate::order;

/// Product, data and fact, in this order; what the numbers for data mean is the caller's.
pub(crate) struct ByData {
    rows: Vec<(u32, u32, Ix<Fact>)>,
}

impl ByData {
    /// Sorts what was found in the order of the facts. What stands there twice in a row is found once.
    pub(crate) fn new(rows: Vec<(u32, u32, Ix<Fact>)>) -> Self {
        let key = |at: usize| (rows[at].0, rows[at].1);
        let sorted = order::places(rows.len(), &|a, b| key(a).cmp(&key(b)));
        let mut rows = order::arranged(rows, &sorted);
        rows.dedup();
        Self { rows }
    }

    /// The facts of a product for some data, in their order.
    pub(crate) fn of(&self, product: u32, data: u32) -> impl Iterator<Item = Ix<Fact>> {
        let key = (product, data);
        let from = self.rows.partition_point(|&(product, data, _)| (product, data) < key);
        let to = self.rows.partition_point(|&(product, data, _)| (product, data) <= key);
        self.rows[from..to].iter().map(|row| row.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_found_in_their_order_and_once() {
        let row = |product, data, fact| (product, data, Ix::new(fact));
        let rows = vec![row(1, 7, 0), row(0, 7, 1), row(0, 7, 1), row(0, u32::MAX, 2), row(0, 7, 3)];
        let by_data = ByData::new(rows);
        let of = |product, data| by_data.of(product, data).map(Ix::get).collect::<Vec<_>>();
        assert_eq!((of(0, 7), of(1, 7), of(0, u32::MAX)), (vec![1, 3], vec![0], vec![2]));
        assert_eq!((of(1, 8), of(2, 0)), (vec![], vec![]));
    }
}
