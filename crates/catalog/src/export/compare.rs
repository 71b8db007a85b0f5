//! The comparison: a row for each feature or data type, a column for each product.

use super::{Shown, Table, Value, header, words};
use crate::cell::Cell;
use crate::compare::{self, Matrix, Square};
use crate::facet::Facet;
use crate::locale::{Locale, message};
use crate::messages;
use crate::model::{About, Fact, Ix};

/// What stands before the products: family, name, and in how many products it is silent.
const BEFORE: usize = 3;

/// The comparison. A cell says the state, the few words that tell it from others, how many facts it is
/// made of, and where these are cited. A family's cells are about the family itself and all its children.
#[must_use]
pub fn compare<'a>(shown: &Shown<'a>) -> Table<'a> {
    let (index, answer, link, locale) = (shown.index, shown.answer, shown.link, shown.locale);
    let matrix = compare::compare(index, answer, &link.query, &link.settings);
    let names = match matrix.facet {
        Facet::DataType => messages!["Group", "Data type", "Products that are silent"],
        _ => messages!["Family", "Security feature", "Products that are silent"],
    };
    let products = shown.catalog().products();
    let mut columns = header(locale, &names);
    columns.extend(matrix.columns.iter().map(|column| products[column.product].name.as_str().into()));
    let mut cells = Cells::new(shown, &matrix);
    let values = index.values(matrix.facet);
    let name = |value: u32| Value::text(values[value as usize].name.as_str());
    let mut rows = Vec::with_capacity(matrix.rows.len());
    for (at, row) in matrix.rows.iter().enumerate() {
        let mut written = Vec::with_capacity(BEFORE + matrix.columns.len());
        let family = row.parent.or(row.is_family.then_some(row.value));
        written.push(family.map_or(Value::option(None), name));
        written.push(name(row.value));
        written.push(Value::Number(row.silent));
        cells.add(at, &mut written);
        rows.push(written);
    }
    let mut table = shown.table(message("Compare"), columns, rows);
    for column in &matrix.columns {
        let name = &products[column.product].name;
        let percent = words::percent(column.silent, matrix.leaves);
        let [silent, leaves, percent] =
            [column.silent, matrix.leaves, percent].map(|number| locale.number(number));
        let words = locale.fill(
            "{0}: {1}, silent in {2} of {3} ({4} %)",
            &[name, &locale.facts(column.facts), &silent, &leaves, &percent],
        );
        table.about.push((locale.say("Column"), words));
    }
    table
}

/// Finds the facts of each cell.
struct Cells<'m, 'a> {
    shown: Shown<'a>,
    matrix: &'m Matrix,
    /// The column of each product.
    column_of: Vec<Option<u32>>,
    /// What covers all personal data, by column, where that counts for the data types that are held.
    general: Vec<Vec<Ix<Fact>>>,
    /// The facts of the cells of a row.
    facts: Vec<Vec<Ix<Fact>>>,
}

impl<'m, 'a> Cells<'m, 'a> {
    fn new(shown: &Shown<'a>, matrix: &'m Matrix) -> Self {
        let catalog = shown.catalog();
        let mut column_of = vec![None; catalog.products().len()];
        for (at, column) in (0..).zip(&matrix.columns) {
            column_of[column.product.get() as usize] = Some(at);
        }
        let none = vec![Vec::new(); matrix.columns.len()];
        let mut general = none.clone();
        if matrix.facet == Facet::DataType && shown.link.query.general {
            shown.answer.visit(|place| {
                let fact = &catalog.facts()[place];
                let column = column_of[fact.product.get() as usize];
                if let Some(column) = column.filter(|_| fact.about == About::AllData) {
                    general[column as usize].push(place);
                }
            });
        }
        Self { shown: *shown, matrix, column_of, general, facts: none }
    }

    /// Adds the cells of a row.
    fn add(&mut self, row: usize, line: &mut Vec<Value<'a>>) {
        let Self { shown, matrix, column_of, general, facts } = self;
        let index = shown.index;
        let value = matrix.rows[row].value;
        facts.iter_mut().for_each(Vec::clear);
        index.visit_naming(shown.answer, matrix.facet, value, |place| {
            let product = index.values_of(Facet::Product, place)[0];
            if let Some(column) = column_of[product as usize] {
                facts[column as usize].push(place);
            }
        });
        let briefs = matrix.words(shown.locale, index, shown.answer, row, 0..matrix.columns.len());
        for (at, (square, brief)) in matrix.squares(row).iter().zip(briefs).enumerate() {
            let held = index.held_by(matrix.columns[at].product);
            if !general[at].is_empty() && held.binary_search(&value).is_ok() {
                facts[at].extend_from_slice(&general[at]);
            }
            let cited = words::citations(shown.locale, shown.catalog(), &facts[at]);
            line.push(cell(shown.locale, *square, &brief, &cited));
        }
    }
}

fn cell<'a>(locale: Locale, square: Square, brief: &str, cited: &str) -> Value<'a> {
    let (state, facts) = (square.state(), square.facts as usize);
    if square.is_silent() {
        return Value::State(Cell::Silent, words::cell(locale, Cell::Silent));
    }
    let left_out = locale.fill("{0} filtered out", &[&locale.number(square.hidden as usize)]);
    if facts == 0 {
        return Value::text(left_out);
    }
    let mut words = String::new();
    if state != Cell::Silent {
        let name = words::cell(locale, state);
        words.push_str(&if brief.is_empty() {
            name
        } else {
            locale.fill("{0}: {1}", &[&name, brief]).into()
        });
        words.push('\n');
    }
    words.push_str(&locale.facts(facts));
    if state == Cell::Silent {
        words.extend([", ", locale.say("no state")]);
    }
    if square.hidden > 0 {
        words.extend([", ", &left_out]);
    }
    words.extend(["\n", cited]);
    if state == Cell::Silent { Value::text(words) } else { Value::State(state, words.into()) }
}
