//! The sheets of a workbook, and the texts that they share.

use privacy_engine::hash::Places;

use super::package::{MAIN, XML, escaped, letters};
use super::styles::{Style, style_of};
use super::{CHARACTERS, COLUMNS, ROWS, cut, size};
use crate::export::zip::Text;
use crate::export::{Table, Value, plain};
use crate::locale::{Locale, message};

/// The widths of columns, in characters: at least, at most.
const WIDTHS: (usize, usize) = (8, 60);

/// What the sheets share, and what was too much for them.
#[derive(Default)]
pub(super) struct Book {
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
    pub(super) fn table(&mut self, out: &mut Text<'_>, table: &Table<'_>) {
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
    pub(super) fn about(&mut self, locale: Locale, out: &mut Text<'_>, tables: &[Table<'_>]) {
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
            add(self, out, locale.say("Table"), table.name);
            table.about.iter().for_each(|(label, words)| add(self, out, label, words));
        }
        let cuts = [
            (self.cut_texts, message("{0} texts were cut: a cell holds {1} characters."), CHARACTERS),
            (self.cut_rows, message("{0} rows are missing: a sheet holds {1}."), ROWS),
            (self.cut_columns, message("{0} columns are missing: a sheet holds {1}."), COLUMNS),
        ];
        for (cut, words, most) in cuts.into_iter().filter(|one| one.0 > 0) {
            let numbers = [cut, most].map(|number| locale.number(number));
            add(self, out, locale.say("Cut"), &locale.fill(words, &[&numbers[0], &numbers[1]]));
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
    pub(super) fn texts(&self, out: &mut Text<'_>) {
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
