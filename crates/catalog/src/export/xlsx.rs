//! Tables as a workbook: Office Open XML (ISO/IEC 29500-1, transitional namespace), as spreadsheets read it.
//!
//! Written by hand, since the library for it would weigh more than the page. The parts are stored and
//! not compressed, texts stand once (18.4), and elements in the order that the standard's schema asks for.

use privacy_engine::hash::Places;

use super::zip::{Archive, Text};
use super::{Table, Value, plain};
use crate::cell::Cell;
use crate::model::State;

/// The most rows and columns of a sheet, the header among them, and the most characters of a cell and of a
/// sheet's name: what Excel reads. Characters are those of UTF-16.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const CHARACTERS: usize = 32_767;
const NAME: usize = 31;

/// The widths of columns, in characters: at least, at most.
const WIDTHS: (usize, usize) = (8, 60);

/// The name of the last sheet.
const ABOUT: &str = "About";

/// The tables as a workbook with a sheet for each, and a last one about them.
///
/// The header is bold and stays in view; its cells filter. Texts are texts, whatever they begin with;
/// numbers are numbers; states have a colour and are written. What is too much for a sheet is cut, and the
/// last sheet says so.
#[must_use]
pub fn xlsx(tables: &[Table<'_>]) -> Vec<u8> {
    let mut book = Book::default();
    let names = names(tables);
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", |out| content_types(out, tables.len() + 1));
    archive.add("_rels/.rels", |out| {
        out.push(&[XML, "<Relationships xmlns=\"", PACKAGE, "/relationships\">"]);
        out.push(&[
            "<Relationship Id=\"rId1\" Type=\"",
            OFFICE,
            "/officeDocument\" Target=\"xl/workbook.xml\"/>",
        ]);
        out.push(&["</Relationships>"]);
    });
    archive.add("xl/workbook.xml", |out| workbook(out, tables, &names));
    archive.add("xl/_rels/workbook.xml.rels", |out| relations(out, tables.len() + 1));
    archive.add("xl/styles.xml", styles);
    for (at, table) in (1..).zip(tables) {
        archive.add(&sheet_file(at), |out| book.table(out, table));
    }
    let about = sheet_file(tables.len() + 1);
    archive.add(&about, |out| book.about(out, tables));
    archive.add("xl/sharedStrings.xml", |out| book.texts(out));
    archive.finish()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

fn sheet_file(number: usize) -> String {
    ["xl/", &sheet_part(number)].concat()
}

fn sheet_part(number: usize) -> String {
    ["worksheets/sheet", &number.to_string(), ".xml"].concat()
}

fn content_types(out: &mut Text<'_>, sheets: usize) {
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

fn relations(out: &mut Text<'_>, sheets: usize) {
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
fn workbook(out: &mut Text<'_>, tables: &[Table<'_>], names: &[String]) {
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

/// How many rows and columns of a table a sheet holds, the header among the rows; at least one each.
fn size(table: &Table<'_>) -> (usize, usize) {
    ((table.rows.len() + 1).min(ROWS), table.header.len().clamp(1, COLUMNS))
}

/// The names of the sheets: those of the tables and the last one's, as Excel allows them, each once.
fn names(tables: &[Table<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(tables.len() + 1);
    for wanted in tables.iter().map(|table| table.name) {
        let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_whitespace() { ' ' } else { c };
        let clean: String = plain::kept(wanted).map(plain).collect();
        let trimmed = |text: &str| text.trim_matches([' ', '\'']).to_owned();
        let name = trimmed(cut(&trimmed(&clean), NAME));
        let name = if name.is_empty() { "Sheet".to_owned() } else { name };
        // These two are taken: the last sheet, and one that Excel keeps for itself.
        let is_taken = |name: &str, names: &[String]| {
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            same(ABOUT) || same("History") || names.iter().any(|other| same(other))
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
    names.push(ABOUT.to_owned());
    names
}

/// How a cell looks: its place among `cellXfs`.
#[derive(Clone, Copy)]
enum Style {
    Header = 1,
    Text,
    /// A text that would become a formula if somebody went into its cell and left it.
    Inert,
    Number,
    Label,
    /// The first of those of [`STATES`].
    State,
}

/// The colours of states, of letters and of what is behind them, as in the page; a split has those of both
/// sides: an absence behind, a condition in front.
const STATES: [(&str, &str); 7] = [
    // Silent.
    ("4F5660", "ECEEF0"),
    // Provided, optional, conditional, absent, unclear: the order of `State`.
    ("005C37", "DFF2E8"),
    ("0A4F94", "DEEBF9"),
    ("6E4800", "FBEFD2"),
    ("96201A", "FBE3E1"),
    ("58348A", "EDE5F7"),
    // Split.
    ("6E4800", "FBE3E1"),
];

fn style_of(cell: Cell) -> usize {
    Style::State as usize
        + match cell {
            Cell::Silent => 0,
            Cell::Is(state) => 1 + state as usize,
            Cell::AbsentAnd(_) => 1 + State::ALL.len(),
        }
}

/// The styles (18.8.39): fonts, fills, borders, and the formats of cells.
fn styles(out: &mut Text<'_>) {
    let font = |bold: &str, colour: &str| {
        [
            "<font>",
            bold,
            "<sz val=\"11\"/><color rgb=\"FF",
            colour,
            "\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
        ]
        .concat()
    };
    let fill = |colour: &str| {
        let colours = ["<fgColor rgb=\"FF", colour, "\"/><bgColor indexed=\"64\"/>"].concat();
        ["<fill><patternFill patternType=\"solid\">", &colours, "</patternFill></fill>"].concat()
    };
    out.push(&[XML, "<styleSheet xmlns=\"", MAIN, "\"><fonts count=\"9\">"]);
    out.push(&[&font("", "000000"), &font("<b/>", "000000")]);
    for (letters, _) in STATES {
        out.push(&[&font("", letters)]);
    }
    // The first two are those that the standard reserves.
    out.push(&["</fonts><fills count=\"10\"><fill><patternFill patternType=\"none\"/></fill>"]);
    out.push(&["<fill><patternFill patternType=\"gray125\"/></fill>", &fill("E3E6E8")]);
    for (_, behind) in STATES {
        out.push(&[&fill(behind)]);
    }
    out.push(&[
        "</fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    ]);
    out.push(&["<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"]);
    out.push(&[
        "<cellXfs count=\"13\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    ]);
    let mut format = |font: usize, fill: usize, more: &str| {
        out.push(&["<xf numFmtId=\"0\" fontId=\"", &font.to_string(), "\" fillId=\"", &fill.to_string()]);
        out.push(&[
            "\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"",
            more,
            ">",
        ]);
        out.push(&["<alignment vertical=\"top\" wrapText=\"1\"/></xf>"]);
    };
    format(1, 2, "");
    format(0, 0, "");
    format(0, 0, " quotePrefix=\"1\"");
    format(0, 0, "");
    format(1, 0, "");
    (0..STATES.len()).for_each(|at| format(at + 2, at + 3, ""));
    out.push(&["</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"]);
    out.push(&["</styleSheet>"]);
}

/// What the sheets share, and what was too much for them.
#[derive(Default)]
struct Book {
    /// The texts of cells, as they are read, and their places.
    texts: Vec<String>,
    places: Places,
    used: usize,
    cut_texts: usize,
    cut_rows: usize,
    cut_columns: usize,
}

impl Book {
    /// A sheet with a table (18.3.1.99).
    fn table(&mut self, out: &mut Text<'_>, table: &Table<'_>) {
        let (rows, columns) = size(table);
        self.cut_rows += (table.rows.len() + 1).saturating_sub(rows);
        self.cut_columns += table.header.len().saturating_sub(columns);
        let range = ["A1:", &letters(columns - 1), &rows.to_string()].concat();
        out.push(&[XML, "<worksheet xmlns=\"", MAIN, "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"]);
        out.push(&["<dimension ref=\"", &range, "\"/><sheetViews><sheetView workbookViewId=\"0\">"]);
        out.push(&["<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"]);
        out.push(&["<selection pane=\"bottomLeft\"/></sheetView></sheetViews>"]);
        widths(out, &widths_of(table, columns));
        out.push(&["<sheetData>"]);
        let mut line = Line::new(1);
        for name in table.header.iter().take(columns) {
            self.cell(out, &mut line, name, Style::Header as usize);
        }
        line.end(out);
        for (number, row) in (2..=rows).zip(&table.rows) {
            let mut line = Line::new(number);
            for value in row.iter().take(columns) {
                match value {
                    Value::Text(text) => {
                        let style = if plain::is_formula(text) { Style::Inert } else { Style::Text };
                        self.cell(out, &mut line, text, style as usize);
                    }
                    Value::State(cell, words) => self.cell(out, &mut line, words, style_of(*cell)),
                    Value::Number(number) => {
                        line.begin(out, Style::Number as usize);
                        out.push(&["><v>"]);
                        out.number(*number);
                        out.push(&["</v></c>"]);
                    }
                }
            }
            line.end(out);
        }
        out.push(&["</sheetData><autoFilter ref=\"", &range, "\"/>", MARGINS]);
        out.push(&["<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"]);
    }

    /// The last sheet: what is said about each table, and what was cut.
    fn about(&mut self, out: &mut Text<'_>, tables: &[Table<'_>]) {
        out.push(&[XML, "<worksheet xmlns=\"", MAIN, "\">"]);
        widths(out, &[24, 100]);
        out.push(&["<sheetData>"]);
        let mut number = 0;
        let mut add = |book: &mut Self, out: &mut Text<'_>, label: &str, words: &str| {
            number += 1;
            let mut line = Line::new(number);
            book.cell(out, &mut line, label, Style::Label as usize);
            let style = if plain::is_formula(words) { Style::Inert } else { Style::Text };
            book.cell(out, &mut line, words, style as usize);
            line.end(out);
        };
        for table in tables {
            add(self, out, "Table", table.name);
            table.about.iter().for_each(|(label, words)| add(self, out, label, words));
        }
        let cuts = [
            (self.cut_texts, " texts were cut: a cell holds 32,767 characters."),
            (self.cut_rows, " rows are missing: a sheet holds 1,048,576."),
            (self.cut_columns, " columns are missing: a sheet holds 16,384."),
        ];
        for (cut, words) in cuts.into_iter().filter(|(cut, _)| *cut > 0) {
            add(self, out, "Cut", &[&cut.to_string(), words].concat());
        }
        out.push(&["</sheetData>", MARGINS, "</worksheet>"]);
    }

    /// A cell with a text; one without is left out.
    fn cell(&mut self, out: &mut Text<'_>, line: &mut Line, text: &str, style: usize) {
        if text.is_empty() {
            return line.skip();
        }
        let place = self.place(text);
        line.begin(out, style);
        out.push(&[" t=\"s\"><v>"]);
        out.number(place as usize);
        out.push(&["</v></c>"]);
    }

    /// The place of a text among those that the sheets share.
    fn place(&mut self, text: &str) -> u32 {
        self.used += 1;
        let kept: String = plain::kept(text).collect();
        let whole = cut(&kept, CHARACTERS);
        self.cut_texts += usize::from(whole.len() < kept.len());
        let texts = &self.texts;
        if let Some(place) = self.places.find(whole, |at| texts[at as usize] == whole) {
            return place;
        }
        let place = self.texts.len() as u32;
        self.places.insert(whole, place);
        self.texts.push(whole.to_owned());
        place
    }

    /// The texts (18.4.9).
    fn texts(&self, out: &mut Text<'_>) {
        out.push(&[XML, "<sst xmlns=\"", MAIN, "\" count=\"", &self.used.to_string()]);
        out.push(&["\" uniqueCount=\"", &self.texts.len().to_string(), "\">"]);
        for text in &self.texts {
            out.push(&["<si><t xml:space=\"preserve\">"]);
            escaped(out, text);
            out.push(&["</t></si>"]);
        }
        out.push(&["</sst>"]);
    }
}

const MARGINS: &str =
    "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>";

/// A row that is being written.
struct Line {
    number: String,
    columns: usize,
    begun: bool,
}

impl Line {
    fn new(number: usize) -> Self {
        Self { number: number.to_string(), columns: 0, begun: false }
    }

    fn skip(&mut self) {
        self.columns += 1;
    }

    /// Writes the beginning of a cell.
    fn begin(&mut self, out: &mut Text<'_>, style: usize) {
        if !self.begun {
            out.push(&["<row r=\"", &self.number, "\">"]);
        }
        self.begun = true;
        out.push(&["<c r=\"", &letters(self.columns), &self.number, "\" s=\"", &style.to_string(), "\""]);
        self.columns += 1;
    }

    fn end(self, out: &mut Text<'_>) {
        if self.begun {
            out.push(&["</row>"]);
        }
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

/// How wide each column is: as its longest line, within limits.
fn widths_of(table: &Table<'_>, columns: usize) -> Vec<usize> {
    let (least, most) = WIDTHS;
    let longest = |text: &str| text.lines().map(|line| line.chars().take(most).count()).max().unwrap_or(0);
    let mut widths = vec![least; columns];
    // The arrow of a filter takes some room.
    let header = table.header.iter().map(|name| longest(name) + 3);
    widths.iter_mut().zip(header).for_each(|(width, own)| *width = (*width).max(own));
    for row in &table.rows {
        for (width, value) in widths.iter_mut().zip(row).filter(|(width, _)| **width < most) {
            *width = (*width).max(value.words().map_or(0, longest) + 1);
        }
    }
    widths.into_iter().map(|width| width.min(most)).collect()
}

fn widths(out: &mut Text<'_>, widths: &[usize]) {
    out.push(&["<cols>"]);
    for (number, width) in (1..).zip(widths) {
        let number: usize = number;
        let number = number.to_string();
        out.push(&["<col min=\"", &number, "\" max=\"", &number, "\" width=\""]);
        out.number(*width);
        out.push(&["\" customWidth=\"1\"/>"]);
    }
    out.push(&["</cols>"]);
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

/// Writes a text as XML, and so that nothing of it is read as an escape of the standard's own: `_x000D_`
/// would be a line break (22.9.2.19).
fn escaped(out: &mut Text<'_>, text: &str) {
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

    #[test]
    fn columns_have_letters() {
        let found = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(found, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!((cut("abc", 3), cut("abcd", 3), cut("éé", 2), cut("🖨🖨", 3)), ("abc", "abc", "éé", "🖨"));
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
        let found = names(&wanted.map(table));
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
    fn letters_can_be_read_on_every_colour() {
        // WCAG 2.2, 1.4.3: a contrast of 4.5.
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        for (letters, behind) in STATES {
            assert!((luminance(behind) + 0.05) / (luminance(letters) + 0.05) >= 4.5, "{letters} on {behind}");
        }
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
