//! The record of processing.

use super::{Shown, Table, Value, header, words};
use crate::locale::message;
use crate::messages;
use crate::record;

/// The record of the products that the facts of the answer belong to: a row for each cell, none of them
/// blank.
#[must_use]
pub fn record<'a>(shown: &Shown<'a>) -> Table<'a> {
    let (catalog, settings, locale) = (shown.catalog(), &shown.link.settings, shown.locale);
    let record = record::of_products(shown.index, shown.answer, settings.form, settings.template)
        .with_notes(shown.notes, catalog);
    let mut rows = Vec::new();
    for row in &record.rows {
        let product = &catalog.products()[row.product].name;
        for (column, cell) in record.columns.iter().zip(&row.cells) {
            let parts: Vec<String> = cell.parts.iter().map(|part| part.words(locale)).collect();
            let gaps: Vec<&str> = cell.gaps.iter().map(|gap| locale.say(gap)).collect();
            let required = if column.required { message("required") } else { message("not required") };
            rows.push(vec![
                Value::text(product.as_str()),
                Value::text(locale.say(column.label)),
                Value::option(column.article),
                Value::text(locale.say(required)),
                Value::text(locale.say(cell.provenance().label(settings.form))),
                Value::text(parts.join("\n")),
                Value::text(cell.note.clone().unwrap_or_default()),
                Value::text(gaps.join("\n")),
                Value::text(words::citations(locale, catalog, &cell.facts())),
                Value::text(words::citations(locale, catalog, &cell.helps)),
                Value::Number(cell.left_out),
                Value::text(column.key),
            ]);
        }
    }
    shown.table(message("Record"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 12] = messages![
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
