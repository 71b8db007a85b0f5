//! The record of processing.

use super::{Shown, Table, Value, header, words};
use crate::record;

/// The record of the products that the facts of the answer belong to: a row for each cell, none of them
/// blank.
#[must_use]
pub fn record<'a>(shown: &Shown<'a>) -> Table<'a> {
    let (catalog, settings) = (shown.catalog(), &shown.link.settings);
    let record = record::of_products(shown.index, shown.answer, settings.form, settings.template)
        .with_notes(shown.notes, catalog);
    let mut rows = Vec::new();
    for row in &record.rows {
        let product = &catalog.products()[row.product].name;
        for (column, cell) in record.columns.iter().zip(&row.cells) {
            let parts: Vec<String> = cell.parts.iter().map(ToString::to_string).collect();
            rows.push(vec![
                Value::text(product.as_str()),
                Value::text(column.label),
                Value::option(column.article),
                Value::text(if column.required { "required" } else { "not required" }),
                Value::text(cell.provenance().label(settings.form)),
                Value::text(parts.join("\n")),
                Value::text(cell.note.clone().unwrap_or_default()),
                Value::text(cell.gaps.join("\n")),
                Value::text(words::citations(shown.locale, catalog, &cell.facts())),
                Value::text(words::citations(shown.locale, catalog, &cell.helps)),
                Value::Number(cell.left_out),
                Value::text(column.key),
            ]);
        }
    }
    shown.table("Record", header(&COLUMNS), rows)
}

const COLUMNS: [&str; 12] = [
    "Product",
    "Column",
    "GDPR article",
    "Required",
    "Provenance",
    "What the documents say",
    "Noted here, not in a document",
    "To fill in",
    "Stated in",
    "Facts that may help are in",
    "Facts that the filters leave out",
    "Key",
];
