//! The parts of a workbook that hold its sheets together, and how texts are written in all of them.

use super::{NAME, cut, size};
use crate::export::zip::Text;
use crate::export::{Table, plain};
use crate::locale::Locale;

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

pub(super) fn sheet_file(number: usize) -> String {
    ["xl/", &sheet_part(number)].concat()
}

fn sheet_part(number: usize) -> String {
    ["worksheets/sheet", &number.to_string(), ".xml"].concat()
}

pub(super) fn content_types(out: &mut Text<'_>, sheets: usize) {
    out.push(&[XML, "<Types xmlns=\"", PACKAGE, "/content-types\">"]);
    out.push(&["<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"]);
    let mut part = |name: &str, sort: &str| {
        out.push(&[
            "<Override PartName=\"/xl/",
            name,
            ".xml\" ContentType=\"",
            SPREADSHEET,
            sort,
            "+xml\"/>",
        ]);
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    part("sharedStrings", "sharedStrings");
    for number in 1..=sheets {
        part(&["worksheets/sheet", &number.to_string()].concat(), "worksheet");
    }
    out.push(&["</Types>"]);
}

pub(super) fn relations(out: &mut Text<'_>, sheets: usize) {
    out.push(&[XML, "<Relationships xmlns=\"", PACKAGE, "/relationships\">"]);
    let mut relation = |number: usize, sort: &str, target: &str| {
        out.push(&["<Relationship Id=\"rId", &number.to_string(), "\" Type=\"", OFFICE, "/", sort]);
        out.push(&["\" Target=\"", target, "\"/>"]);
    };
    for number in 1..=sheets {
        relation(number, "worksheet", &sheet_part(number));
    }
    relation(sheets + 1, "styles", "styles.xml");
    relation(sheets + 2, "sharedStrings", "sharedStrings.xml");
    out.push(&["</Relationships>"]);
}

/// The list of sheets (18.2.27); for each table the range that it filters, which Excel wants to have as a
/// name too, and the header as what is printed on each page.
pub(super) fn workbook(out: &mut Text<'_>, tables: &[Table<'_>], names: &[String]) {
    out.push(&[XML, "<workbook xmlns=\"", MAIN, "\" xmlns:r=\"", OFFICE, "\">"]);
    out.push(&["<bookViews><workbookView/></bookViews><sheets>"]);
    for (number, name) in (1..).zip(names) {
        let number = number.to_string();
        out.push(&["<sheet name=\""]);
        escaped(out, name);
        out.push(&["\" sheetId=\"", &number, "\" r:id=\"rId", &number, "\"/>"]);
    }
    out.push(&["</sheets>"]);
    if !tables.is_empty() {
        out.push(&["<definedNames>"]);
        let mut name = |sort: &str, hidden: &str, sheet: usize, range: &str| {
            out.push(&[
                "<definedName name=\"_xlnm.",
                sort,
                "\" localSheetId=\"",
                &sheet.to_string(),
                "\"",
                hidden,
                ">'",
            ]);
            escaped(out, &names[sheet].replace('\'', "''"));
            out.push(&["'!", range, "</definedName>"]);
        };
        for (at, table) in tables.iter().enumerate() {
            let (rows, columns) = size(table);
            let range = ["$A$1:$", &letters(columns - 1), "$", &rows.to_string()].concat();
            name("_FilterDatabase", " hidden=\"1\"", at, &range);
            name("Print_Titles", "", at, "$1:$1");
        }
        out.push(&["</definedNames>"]);
    }
    out.push(&["</workbook>"]);
}

/// The names of the sheets: those of the tables and the last one's, as Excel allows them, each once.
pub(super) fn names(locale: Locale, tables: &[Table<'_>]) -> Vec<String> {
    let about = name(locale, locale.say("About"));
    let mut names: Vec<String> = Vec::with_capacity(tables.len() + 1);
    for table in tables {
        let name = name(locale, table.name);
        // These two are taken: the last sheet, and one that Excel keeps for itself.
        let is_taken = |name: &str, names: &[String]| {
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            same(&about) || same("History") || names.iter().any(|other| same(other))
        };
        let mut own = name.clone();
        let mut number = 2;
        while is_taken(&own, &names) {
            let end = [" (", &number.to_string(), ")"].concat();
            own = [cut(&name, NAME - end.len()), &end].concat();
            number += 1;
        }
        names.push(own);
    }
    names.push(about);
    names
}

/// A name as Excel allows it.
fn name(locale: Locale, wanted: &str) -> String {
    let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_whitespace() { ' ' } else { c };
    let clean: String = plain::kept(wanted).map(plain).collect();
    let trimmed = |text: &str| text.trim_matches([' ', '\'']).to_owned();
    let name = trimmed(cut(&trimmed(&clean), NAME));
    if name.is_empty() { locale.say("Sheet").to_owned() } else { name }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub(super) fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

/// Writes a text as XML, and so that nothing of it is read as an escape of the standard's own: `_x000D_`
/// would be a line break (22.9.2.19).
pub(super) fn escaped(out: &mut Text<'_>, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '<' => out.push(&["&lt;"]),
            '>' => out.push(&["&gt;"]),
            '&' => out.push(&["&amp;"]),
            '"' => out.push(&["&quot;"]),
            '_' if is_escape(&text.as_bytes()[at..]) => out.push(&["_x005F_"]),
            _ => out.character(c),
        }
    }
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::zip::Archive;

    #[test]
    fn columns_have_letters() {
        let found = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(found, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn sheets_have_names_that_excel_allows() {
        let table = |name| Table { name, header: Vec::new(), rows: Vec::new(), about: Vec::new() };
        let wanted = [
            "a/b[c]",
            "'It''s'",
            "about",
            "History",
            "",
            "SAME",
            "same",
            "A name that is longer than a sheet's may be",
            "A name that is longer than a sheet's may be",
        ];
        let found = names(Locale::ENGLISH, &wanted.map(table));
        let expected = [
            "a b c",
            "It''s",
            "about (2)",
            "History (2)",
            "Sheet",
            "SAME",
            "same (2)",
            "A name that is longer than a sh",
            "A name that is longer than  (2)",
            "About",
        ];
        assert_eq!(found, expected);
        assert!(found.iter().all(|name| name.encode_utf16().count() <= NAME));
    }

    #[test]
    fn escapes_of_the_standard_stay_text() {
        let mut archive = Archive::default();
        archive.add("x", |out| escaped(out, "_x000D_ _x00g0_ _x005F_x <&>\""));
        let bytes = archive.finish();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("x_x005F_x000D_ _x00g0_ _x005F_x005F_x &lt;&amp;&gt;&quot;"), "{text}");
    }
}
