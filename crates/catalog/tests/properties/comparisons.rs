//! Comparisons: every cell is what the Facts view shows one click later.

use privacy_catalog::cell::Cell;
use privacy_catalog::compare::{Matrix, compare};
use privacy_catalog::settings::Rows;
use privacy_catalog::{Answer, Facet, Index, Locale, Query, Settings, brief};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases;
use crate::installations::{index, product, state};
use crate::worlds::{all_values, catalogs, installations, queries};

fn settings() -> impl Strategy<Value = Settings> {
    let columns = prop_oneof![Just(vec![]), vec(select(&["p", "q"][..]), 1..3)];
    (select([Rows::Feature, Rows::DataType].to_vec()), columns).prop_map(|(rows, mut columns)| {
        columns.dedup();
        columns.truncate(2);
        Settings { rows, columns: columns.into_iter().map(str::to_owned).collect(), ..Settings::default() }
    })
}

/// Whether the query leaves a value to be seen, apart from the scope.
fn is_left(index: &Index, query: &Query, facet: Facet, place: u32) -> bool {
    let value = &index.values(facet)[place as usize];
    let mut ids = vec![&value.id];
    ids.extend(value.parent.map(|parent| &index.values(facet)[parent as usize].id));
    let selection = query.selection(facet);
    let included = selection.include.is_empty() || ids.iter().any(|id| selection.include.contains(id));
    included && !ids.iter().any(|id| selection.exclude.contains(id))
}

fn ids(index: &Index, matrix: &Matrix) -> (Vec<String>, Vec<String>) {
    let products = matrix.columns.iter().map(|column| index.catalog().products()[column.product].id.clone());
    let values = matrix.rows.iter().map(|row| index.values(matrix.facet)[row.value as usize].id.clone());
    (products.collect(), values.collect())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_cell_is_what_a_click_on_it_finds(
        catalog in catalogs(),
        installation in installations(),
        lock in prop_oneof![Just(Query::default()), queries(all_values())],
        query in queries(all_values()),
        settings in settings(),
    ) {
        let index = index(&catalog).installed(&installation);
        let scope = index.scope(&lock);
        let mut answer = Answer::within(scope.clone());
        index.answer_again(&query, &mut answer);
        let matrix = compare(&index, &answer, &query, &settings);
        let facet = settings.rows.facet();
        let mut silent_of_columns = vec![0; matrix.columns.len()];
        let mut leaves = 0;
        for (at, row) in matrix.rows.iter().enumerate() {
            let value = &index.values(facet)[row.value as usize];
            prop_assert_eq!(row.parent, value.parent);
            prop_assert_eq!(row.is_family, value.id.len() == 1);
            leaves += usize::from(!row.is_family);
            let squares = matrix.squares(at);
            let mut states = Vec::new();
            let mut silent = 0;
            for ((column, square), of_column) in matrix.columns.iter().zip(squares).zip(&mut silent_of_columns) {
                let own = &index.catalog().products()[column.product];
                let clicked = query.only(Facet::Product, &own.id).only(facet, &value.id);
                let mut all = Query::default().only(Facet::Product, &own.id).only(facet, &value.id);
                prop_assert_eq!(square.facts as usize, index.total(&clicked, &scope), "{} {}", own.id, value.id);
                all.general = true;
                let unfiltered = index.total(&all, &scope);
                prop_assert_eq!((square.facts + square.hidden) as usize, unfiltered, "{} {}", own.id, value.id);
                let mut after = Answer::within(scope.clone());
                index.answer_again(&clicked, &mut after);
                let found = after.hits(0..usize::MAX).into_iter().filter_map(|hit| {
                    let id = &index.catalog().facts()[hit.fact].id;
                    let fact = catalog.facts.iter().find(|fact| fact.id == *id).expect("it is there");
                    state(product(&catalog, fact), fact, &installation)
                });
                prop_assert_eq!(square.state(), Cell::combine(found));
                prop_assert_eq!(square.is_silent(), unfiltered == 0);
                silent += usize::from(unfiltered == 0);
                *of_column += usize::from(unfiltered == 0 && !row.is_family);
                states.push(square.state());
            }
            prop_assert_eq!(row.silent, silent);
            prop_assert_eq!(row.differs, states.iter().any(|state| *state != states[0]));
            let words = matrix.words(Locale::ENGLISH, &index, &answer, at, 0..squares.len());
            prop_assert_eq!(words.len(), squares.len());
            for (words, square) in words.iter().zip(squares) {
                prop_assert!(words.chars().count() <= brief::MAX);
                prop_assert!(words.is_empty() || square.facts > 0);
            }
        }
        prop_assert_eq!(matrix.leaves, leaves);
        for (column, silent) in matrix.columns.iter().zip(silent_of_columns) {
            let clicked = query.only(Facet::Product, &index.catalog().products()[column.product].id);
            prop_assert_eq!(column.facts, index.total(&clicked, &scope));
            prop_assert_eq!(column.silent, silent);
        }
    }

    #[test]
    fn rows_and_columns_are_what_the_query_leaves(
        catalog in catalogs(), query in queries(all_values()), settings in settings(),
    ) {
        let index = index(&catalog);
        let answer = index.answer(&query);
        let facet = settings.rows.facet();
        let matrix = compare(&index, &answer, &query, &settings);
        let (products, values) = ids(&index, &matrix);
        let left = |facet: Facet| {
            let places = 0..index.values(facet).len() as u32;
            let left = places.filter(|&place| is_left(&index, &query, facet, place));
            left.map(|place| index.values(facet)[place as usize].id.clone()).collect::<Vec<_>>()
        };
        let mut expected = if settings.columns.is_empty() { left(Facet::Product) } else { settings.columns.clone() };
        expected.retain(|id| left(Facet::Product).contains(id));
        prop_assert_eq!(products, expected);
        let mut in_order = left(facet);
        in_order.sort();
        prop_assert_eq!(&values, &in_order);

        let differences = Settings { differences: true, ..settings };
        let fewer = compare(&index, &answer, &query, &differences);
        let differing: Vec<_> = matrix.rows.iter().filter(|row| row.differs).collect();
        for (at, row) in fewer.rows.iter().enumerate() {
            let heads = differing.iter().any(|other| other.parent == Some(row.value));
            prop_assert!(row.differs || heads);
            let before = matrix.rows.iter().position(|other| other == row).expect("it was there");
            prop_assert_eq!(fewer.squares(at), matrix.squares(before));
        }
        prop_assert!(differing.iter().all(|row| fewer.rows.contains(row)));
        prop_assert_eq!((&fewer.columns, fewer.leaves), (&matrix.columns, matrix.leaves));
    }

    #[test]
    fn a_cell_without_its_facts_is_silent(
        catalog in catalogs(), rows in select([Rows::Feature, Rows::DataType].to_vec()), place in any::<prop::sample::Index>(),
    ) {
        let settings = Settings { rows, ..Settings::default() };
        let query = Query::default();
        let before = index(&catalog);
        let matrix = compare(&before, &before.answer(&query), &query, &settings);
        let (products, values) = ids(&before, &matrix);
        let (row, column) = (place.index(values.len()), place.index(products.len()));
        let clicked = query.only(Facet::Product, &products[column]).only(matrix.facet, &values[row]);
        let found = before.answer(&clicked).hits(0..usize::MAX);
        let found: Vec<_> = found.iter().map(|hit| &before.catalog().facts()[hit.fact].id).collect();
        prop_assert_eq!(matrix.squares(row)[column].is_silent(), found.is_empty());
        let mut fewer = catalog.clone();
        fewer.facts.retain(|fact| !found.contains(&&fact.id));
        let after = index(&fewer);
        let matrix = compare(&after, &after.answer(&query), &query, &settings);
        let square = matrix.squares(row)[column];
        prop_assert!(square.is_silent() && square.state() == Cell::Silent);
    }
}
