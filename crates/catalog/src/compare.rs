//! A comparison: features or data types down, products across, each cell the combined state of its
//! facts.

use std::ops::Range;

use crate::brief;
use crate::cell::Cell;
use crate::facet::Facet;
use crate::index::{Answer, Index};
use crate::locale::Locale;
use crate::model::{Fact, Ix, Product, State};
use crate::query::Query;
use crate::settings::Settings;
use privacy_engine::bits::Bits;

/// A table of products and the values of a facet.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The facet whose values are the rows.
    pub facet: Facet,
    /// The products, from left to right.
    pub columns: Vec<Column>,
    /// The values, from top to bottom: each family before its children.
    pub rows: Vec<Row>,
    /// How many rows are compared, families not counted: what a column's silence is a share of. With
    /// differences only, those that are left out count too.
    pub leaves: usize,
    /// The cells, row by row.
    squares: Vec<Square>,
}

/// A product of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The product.
    pub product: Ix<Product>,
    /// How many facts of the answer it has: the total once only this product is included.
    pub facts: usize,
    /// In how many rows its sources say nothing, families not counted.
    pub silent: usize,
}

/// A value of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place in the facet.
    pub value: u32,
    /// The place of its family in the facet; the family need not be a row.
    pub parent: Option<u32>,
    /// Whether it is a family: its cells are about the family itself and all its children.
    pub is_family: bool,
    /// In how many columns the sources say nothing of it.
    pub silent: usize,
    /// Whether the states of its cells are not all alike; silence is like no state.
    pub differs: bool,
}

/// What the facts of one product say of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Square {
    /// How many facts of the answer it is made of: the total once only its product and only its value are
    /// included.
    pub facts: u32,
    /// How many more it would be made of if nothing were filtered, within the scope.
    pub hidden: u32,
    /// The states of those facts, one bit each.
    states: u8,
}

impl Square {
    /// The combined state of its facts (see [`Cell::combine`]). [`Cell::Silent`] stands also for facts of
    /// which none has a state, and for facts that are all filtered out: see [`Square::is_silent`].
    #[must_use]
    pub fn state(self) -> Cell {
        Cell::combine(State::ALL.iter().copied().filter(|&state| self.states >> state as u8 & 1 == 1))
    }

    /// Whether the sources say nothing: no fact of the scope is about it, filtered out or not.
    #[must_use]
    pub fn is_silent(self) -> bool {
        self.facts == 0 && self.hidden == 0
    }

    fn add(&mut self, state: Option<State>) {
        self.facts += 1;
        self.states |= state.map_or(0, |state| 1 << state as u8);
    }

    fn add_all(&mut self, other: Self) {
        self.facts += other.facts;
        self.hidden += other.hidden;
        self.states |= other.states;
    }
}

impl Matrix {
    /// The cells of a row, one a column.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn squares(&self, row: usize) -> &[Square] {
        &self.squares[row * self.columns.len()..][..self.columns.len()]
    }

    /// The shortest words that tell some cells of a row from others, one text a column, as
    /// [`brief::of_facts`] writes them; empty ones for a family, which is about too many things. They are
    /// found when the cells are drawn: it takes a look at the row's facts only. What covers all personal
    /// data gives a data type no words.
    ///
    /// # Panics
    /// If there is no such row, or a column is not there.
    #[must_use]
    pub fn words(
        &self,
        locale: Locale,
        index: &Index,
        answer: &Answer,
        row: usize,
        columns: Range<usize>,
    ) -> Vec<String> {
        let Row { value, is_family, .. } = self.rows[row];
        let columns = &self.columns[columns];
        let mut found = vec![Vec::new(); columns.len()];
        if !is_family {
            let products = index.catalog().products().len();
            let columns = places(products, columns.iter().map(|column| column.product.get()));
            index.visit_naming(answer, self.facet, value, |fact| {
                let product = index.values_of(Facet::Product, fact)[0];
                if let Some(column) = columns[product as usize] {
                    found[column as usize].push(fact);
                }
            });
        }
        found.iter().map(|facts| brief::of_facts(locale, index, facts)).collect()
    }
}

/// Compares the products of an answer: `query` is what it answers.
///
/// Columns are the products that the scope has and the query leaves to be seen, in the order of
/// `settings.columns`, which also chooses among them; rows are the values that are left to be seen
/// ([`Index::shows`]), silent ones too. With `settings.differences`, only the rows that differ and
/// their families.
///
/// A cell is made of the facts that the Facts view shows once its product and its value are the only
/// ones included: those that name the value or, for a family, one of its children; for a data type that
/// the product holds, also what covers all personal data, unless the query leaves that out. States are those of
/// the index's installation. It takes one pass over the facts.
#[must_use]
pub fn compare(index: &Index, answer: &Answer, query: &Query, settings: &Settings) -> Matrix {
    let facet = settings.rows.facet();
    let shows = |facet, value| index.shows(query, answer.scope(), facet, value);
    let of_products = answer.counts(Facet::Product);
    let column = |product: Ix<Product>| Column {
        product,
        facts: of_products.get(product.get() as usize).map_or(0, |&count| count as usize),
        silent: 0,
    };
    let products = index.catalog().products();
    let seen = |product: &Ix<Product>| shows(Facet::Product, product.get());
    let mut columns: Vec<Column> = if settings.columns.is_empty() {
        products.iter().map(|(product, _)| product).filter(seen).map(column).collect()
    } else {
        settings.columns.iter().filter_map(|id| products.find(id)).filter(seen).map(column).collect()
    };
    let values: Vec<u32> = index.in_order(facet).filter(|&value| shows(facet, value)).collect();

    let mut gathering = Gathering {
        index,
        facet,
        width: columns.len(),
        columns: places(products.len(), columns.iter().map(|column| column.product.get())),
        rows: places(index.values(facet).len(), values.iter().copied()),
        covers_all: (facet == Facet::DataType).then(|| index.covering_all()),
        general: query.general,
        squares: vec![Square::default(); values.len() * columns.len()],
        of_all: vec![Square::default(); columns.len()],
    };
    answer.visit(|fact| gathering.add(fact, true));
    answer.visit_others(|fact| gathering.add(fact, false));
    for (at, column) in columns.iter().enumerate() {
        gathering.add_general(at, column.product);
    }

    let Gathering { width, rows: row_of, squares, .. } = gathering;
    let mut rows = Vec::with_capacity(values.len());
    let mut leaves = 0;
    for (at, &value) in values.iter().enumerate() {
        let own = &squares[at * width..][..width];
        let is_family = !index.children(facet, value).is_empty();
        leaves += usize::from(!is_family);
        let mut silent = 0;
        for (column, _) in columns.iter_mut().zip(own).filter(|(_, square)| square.is_silent()) {
            silent += 1;
            column.silent += usize::from(!is_family);
        }
        let differs = own.windows(2).any(|pair| pair[0].state() != pair[1].state());
        let parent = index.values(facet)[value as usize].parent;
        rows.push(Row { value, parent, is_family, silent, differs });
    }
    let mut matrix = Matrix { facet, columns, rows, leaves, squares };
    if settings.differences {
        matrix.keep_differences(&row_of);
    }
    matrix
}

impl Matrix {
    fn keep_differences(&mut self, row_of: &[Option<u32>]) {
        let mut keep: Vec<bool> = self.rows.iter().map(|row| row.differs).collect();
        for row in self.rows.iter().filter(|row| row.differs) {
            if let Some(family) = row.parent.and_then(|parent| row_of[parent as usize]) {
                keep[family as usize] = true;
            }
        }
        let mut squares = Vec::new();
        for at in (0..keep.len()).filter(|&at| keep[at]) {
            squares.extend_from_slice(self.squares(at));
        }
        self.squares = squares;
        let mut kept = keep.iter();
        self.rows.retain(|_| kept.next() == Some(&true));
    }
}

/// The place of each of `all` in a list, if it is there.
fn places(all: usize, listed: impl Iterator<Item = u32>) -> Vec<Option<u32>> {
    let mut places = vec![None; all];
    for (place, one) in (0..).zip(listed) {
        places[one as usize] = Some(place);
    }
    places
}

/// The cells while facts are added to them.
struct Gathering<'a> {
    index: &'a Index,
    facet: Facet,
    width: usize,
    /// The column of each product, and the row of each value.
    columns: Vec<Option<u32>>,
    rows: Vec<Option<u32>>,
    /// For data types: the facts that cover all personal data.
    covers_all: Option<Bits>,
    /// Whether those count for the data types that their product holds.
    general: bool,
    squares: Vec<Square>,
    /// What those of each column come to.
    of_all: Vec<Square>,
}

impl Gathering<'_> {
    /// Adds a fact of the scope, which is in the answer or not.
    fn add(&mut self, fact: Ix<Fact>, found: bool) {
        let product = self.index.values_of(Facet::Product, fact)[0];
        let Some(column) = self.columns[product as usize] else { return };
        let state = self.index.state_of(fact);
        let add = |square: &mut Square, found: bool| {
            if found { square.add(state) } else { square.hidden += 1 }
        };
        if self.covers_all.as_ref().is_some_and(|all| all.contains(fact.get())) {
            add(&mut self.of_all[column as usize], found && self.general);
        }
        for &value in self.index.values_of(self.facet, fact) {
            if let Some(row) = self.rows[value as usize] {
                add(&mut self.squares[row as usize * self.width + column as usize], found);
            }
        }
    }

    /// Adds what covers all personal data of a product to the data types that it holds.
    fn add_general(&mut self, column: usize, product: Ix<Product>) {
        let of_all = self.of_all[column];
        if of_all != Square::default() {
            for &data_type in self.index.held_by(product) {
                if let Some(row) = self.rows[data_type as usize] {
                    self.squares[row as usize * self.width + column].add_all(of_all);
                }
            }
        }
    }
}
