//! Tables as a workbook: Office Open XML (ISO/IEC 29500-1, transitional namespace), as spreadsheets read it.
//!
//! Written by hand: this is 8 kB of the program after brotli, where `rust_xlsxwriter` 0.102 would be 233. The
//! parts are stored and not compressed, texts stand once (18.4), and elements in the order that the standard's
//! schema asks for.

mod package;
mod sheet;
mod styles;

use super::Table;
use super::zip::Archive;
use crate::locale::Locale;
use package::{OFFICE, PACKAGE, XML};
use sheet::Book;

/// The most rows and columns of a sheet, the header among them, and the most characters of a cell and of a
/// sheet's name: what Excel reads. Characters are those of UTF-16.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const CHARACTERS: usize = 32_767;
const NAME: usize = 31;

/// The tables as a workbook with a sheet for each, and a last one about them.
///
/// The header is bold and stays in view; its cells filter. Texts are texts, whatever they begin with;
/// numbers are numbers; states have a colour and are written. What is too much for a sheet is cut, and the
/// last sheet says so, in the language of the tables.
#[must_use]
pub fn xlsx(locale: Locale, tables: &[Table<'_>]) -> Vec<u8> {
    let mut book = Book::default();
    let names = package::names(locale, tables);
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", |out| package::content_types(out, tables.len() + 1));
    archive.add("_rels/.rels", |out| {
        out.push(&[XML, "<Relationships xmlns=\"", PACKAGE, "/relationships\">"]);
        out.push(&[
            "<Relationship Id=\"rId1\" Type=\"",
            OFFICE,
            "/officeDocument\" Target=\"xl/workbook.xml\"/>",
        ]);
        out.push(&["</Relationships>"]);
    });
    archive.add("xl/workbook.xml", |out| package::workbook(out, tables, &names));
    archive.add("xl/_rels/workbook.xml.rels", |out| package::relations(out, tables.len() + 1));
    archive.add("xl/styles.xml", styles::styles);
    for (at, table) in (1..).zip(tables) {
        archive.add(&package::sheet_file(at), |out| book.table(out, table));
    }
    let about = package::sheet_file(tables.len() + 1);
    archive.add(&about, |out| book.about(locale, out, tables));
    archive.add("xl/sharedStrings.xml", |out| book.texts(out));
    archive.finish()
}

/// How many rows and columns of a table a sheet holds, the header among the rows; at least one each.
fn size(table: &Table<'_>) -> (usize, usize) {
    ((table.rows.len() + 1).min(ROWS), table.header.len().clamp(1, COLUMNS))
}

/// The beginning of a text, at most so many characters of UTF-16.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut left = most;
    for (at, c) in text.char_indices() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None => return &text[..at],
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!((cut("abc", 3), cut("abcd", 3), cut("éé", 2), cut("🖨🖨", 3)), ("abc", "abc", "éé", "🖨"));
    }
}
