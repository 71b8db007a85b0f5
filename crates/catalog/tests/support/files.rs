//! Reads what is exported, strictly: what no reader should have to guess is an error.

use privacy_catalog::export::{Table, Value};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roxmltree::{Document, Node};

/// The records of a CSV file (RFC 4180), the byte order mark left away.
pub(crate) fn csv(text: &str) -> Result<Vec<Vec<String>>, String> {
    let text = text.strip_prefix('\u{feff}').ok_or("no byte order mark")?;
    let (mut records, mut record, mut rest) = (Vec::new(), Vec::new(), text);
    while !rest.is_empty() {
        let mut field = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted;
            loop {
                let end = rest.find('"').ok_or("a quotation mark is not closed")?;
                field.push_str(&rest[..end]);
                rest = &rest[end + 1..];
                match rest.strip_prefix('"') {
                    Some(after) => rest = after,
                    None => break,
                }
                field.push('"');
            }
        } else {
            let end = rest.find([',', '\r', '\n', '"']).ok_or("the last line has no end")?;
            field.push_str(&rest[..end]);
            rest = &rest[end..];
            if !field.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(format!("a text that isn't quoted: {field:?}"));
            }
        }
        record.push(field);
        if let Some(after) = rest.strip_prefix("\r\n") {
            records.push(std::mem::take(&mut record));
            rest = after;
        } else {
            rest = rest.strip_prefix(',').ok_or_else(|| format!("no comma before {rest:?}"))?;
        }
    }
    let is_even = records.iter().all(|one: &Vec<String>| one.len() == records[0].len());
    if is_even { Ok(records) } else { Err("lines of different lengths".to_owned()) }
}

/// The header and the rows of an exported table, and the lines about it.
pub(crate) fn csv_table(text: &str) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut records = csv(text).expect("it is CSV");
    let empty = records.iter().position(|record| record.iter().all(String::is_empty));
    let about = records.split_off(empty.expect("an empty row stands before what is about the table") + 1);
    records.pop();
    (records, about)
}

/// A cell as it was before an apostrophe was put before it.
pub(crate) fn restored(cell: &str) -> &str {
    let after = cell.strip_prefix('\'').filter(|after| is_formula(after.trim_start_matches('\'')));
    after.unwrap_or(cell)
}

/// Whether a spreadsheet might read a text as a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || "\u{200b}\u{200f}\u{feff}".contains(c);
    text.starts_with(['\t', '\n'])
        || text.trim_start_matches(unseen).starts_with(['=', '+', '-', '@', '＝', '＠'])
}

/// A text as every file has it.
pub(crate) fn kept(text: &str) -> String {
    let dropped = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{fffe}\u{ffff}";
    let keep = |c: &char| "\t\r\n\u{85}".contains(*c) || !(c.is_control() || dropped.contains(*c));
    let text: String = text.chars().filter(keep).collect();
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// The cells of a table as texts, the header first.
pub(crate) fn cells(table: &Table<'_>) -> Vec<Vec<String>> {
    let header = table.header.iter().map(|name| kept(name)).collect();
    let cell = |value: &Value<'_>| match value {
        Value::Text(text) | Value::State(_, text) => kept(text),
        Value::Number(number) => number.to_string(),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    std::iter::once(header).chain(rows).collect()
}

/// The cells of the table of a Markdown file as texts, the header first.
///
/// # Panics
/// If a cell holds any markup but line breaks and code, or anything else of the file does.
pub(crate) fn markdown(text: &str) -> Vec<Vec<String>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES;
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), None::<String>);
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => row.push(cell.take().expect("the cell has begun")),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
            Event::Start(
                Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::Heading { .. }
                | Tag::List(None)
                | Tag::Item,
            )
            | Event::End(TagEnd::Table | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::Item) => {}
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) if cell.is_none() => {}
            Event::Text(text) | Event::Code(text) => cell.iter_mut().for_each(|cell| cell.push_str(&text)),
            Event::InlineHtml(html) if &*html == "<br>" => cell.iter_mut().for_each(|cell| cell.push('\n')),
            other => panic!("{other:?} in {text}"),
        }
    }
    rows
}

/// A text as Markdown shows it: spaces run together and are dropped at the ends of cells.
pub(crate) fn shown(text: &str) -> String {
    let space = |c: char| if c.is_whitespace() && c != '\n' { ' ' } else { c };
    kept(text).chars().map(space).collect::<String>().trim().to_owned()
}

/// The files of an archive by their names, each held against its check sum and both of its headers.
pub(crate) fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, len: usize| {
        bytes[at..at + len].iter().rev().fold(0, |all, &byte| all << 8 | usize::from(byte))
    };
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    assert_eq!(at + number(end + 12, 4), end);
    let mut files = Vec::new();
    let mut next = 0;
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (name_len, local) = (number(at + 28, 2), number(at + 42, 4));
        assert_eq!((local, &bytes[local..local + 4]), (next, &b"PK\x03\x04"[..]));
        assert_eq!(bytes[at + 6..at + 32], bytes[local + 4..local + 30]);
        let name = &bytes[at + 46..at + 46 + name_len];
        assert_eq!(name, &bytes[local + 30..local + 30 + name_len]);
        let from = local + 30 + name_len;
        let file = &bytes[from..from + number(at + 20, 4)];
        assert_eq!((number(at + 10, 2), number(at + 24, 4)), (0, file.len()));
        assert_eq!(number(at + 16, 4) as u32, check_sum(file), "{}", String::from_utf8_lossy(name));
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it is UTF-8");
        files.push((text(name), text(file)));
        next = from + file.len();
        at += 46 + name_len;
    }
    assert_eq!((next, at), (number(end + 16, 4), end));
    files
}

/// CRC-32, bit by bit.
fn check_sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// A sheet of a workbook.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// The cells: what they say, whether they are numbers, and the number of their style.
    pub(crate) rows: Vec<Vec<(String, bool, u32)>>,
    pub(crate) filter: Option<String>,
    pub(crate) is_frozen: bool,
}

impl Sheet {
    /// What the cells say.
    pub(crate) fn cells(&self) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(|cell| cell.0.clone()).collect()).collect()
    }
}

/// The order of a sheet's elements (ISO/IEC 29500-1, 18.3.1.99), of those that are used.
const ORDER: [&str; 9] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "autoFilter",
    "pageMargins",
    "pageSetup",
];

/// The sheets of a workbook, each row with as many cells as its sheet's dimension or its longest row.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let files = unzip(bytes);
    let file = |name: &str| {
        let found = files.iter().find(|file| file.0 == name).unwrap_or_else(|| panic!("no {name}"));
        Document::parse(&found.1).unwrap_or_else(|error| panic!("{name}: {error}\n{}", found.1))
    };
    assert_eq!(files[0].0, "[Content_Types].xml");
    let types = file("[Content_Types].xml");
    let parts: Vec<&str> = types.descendants().filter_map(|node| node.attribute("PartName")).collect();
    assert!(parts.iter().all(|part| files.iter().any(|file| file.0 == part[1..])));
    let (book, relations, styles, shared) = (
        file("xl/workbook.xml"),
        file("xl/_rels/workbook.xml.rels"),
        file("xl/styles.xml"),
        file("xl/sharedStrings.xml"),
    );
    for name in ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs"] {
        let list = named(styles.root_element(), name).next().expect("styles have it");
        assert_eq!(list.attribute("count"), Some(list.children().count().to_string().as_str()), "{name}");
    }
    let formats = named(styles.root_element(), "cellXfs").next().map_or(0, |list| list.children().count());
    let texts: Vec<String> =
        named(shared.root_element(), "t").map(|text| unescaped(text.text().unwrap_or_default())).collect();
    let mut used = 0;
    let sheets = named(book.root_element(), "sheet").map(|sheet| {
        let id = sheet.attributes().find(|one| one.name() == "id").expect("a sheet has a relation").value();
        let mut all = named(relations.root_element(), "Relationship");
        let relation = all.find(|one| one.attribute("Id") == Some(id)).expect("the relation is there");
        let path = format!("xl/{}", relation.attribute("Target").expect("it leads somewhere"));
        let xml = file(&path);
        let children: Vec<&str> = xml.root_element().children().map(|node| node.tag_name().name()).collect();
        let places: Vec<_> = children.iter().map(|name| ORDER.iter().position(|one| one == name)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{children:?}");
        let mut rows: Vec<Vec<_>> = Vec::new();
        for row in named(xml.root_element(), "row") {
            let number: usize = attribute(row, "r").parse().expect("a row has a number");
            assert!(number > rows.len(), "rows are in order");
            rows.resize(number, Vec::new());
            for cell in named(row, "c") {
                let place = attribute(cell, "r");
                let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
                assert_eq!(place[letters.len()..], number.to_string());
                let column = letters.bytes().fold(0, |all, letter| all * 26 + usize::from(letter - b'A') + 1);
                let row = rows.last_mut().expect("it was made");
                assert!(column > row.len(), "cells are in order");
                row.resize(column - 1, (String::new(), false, 0));
                let value =
                    named(cell, "v").next().and_then(|value| value.text()).expect("a cell has a value");
                let style: u32 = attribute(cell, "s").parse().expect("a style is a number");
                assert!((style as usize) < formats);
                row.push(match cell.attribute("t") {
                    Some("s") => {
                        used += 1;
                        (texts[value.parse::<usize>().expect("it is a place")].clone(), false, style)
                    }
                    None => (value.to_owned(), true, style),
                    other => panic!("{other:?}"),
                });
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, (String::new(), false, 0));
        }
        let filter = named(xml.root_element(), "autoFilter").next();
        Sheet {
            name: attribute(sheet, "name").to_owned(),
            rows,
            filter: filter.map(|filter| attribute(filter, "ref").to_owned()),
            is_frozen: named(xml.root_element(), "pane").any(|pane| attribute(pane, "state") == "frozen"),
        }
    });
    let sheets = sheets.collect();
    let list = shared.root_element();
    assert_eq!(
        (attribute(list, "count"), attribute(list, "uniqueCount")),
        (used.to_string().as_str(), texts.len().to_string().as_str())
    );
    sheets
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_else(|| panic!("no {name} in {node:?}"))
}

/// A text of the standard's `ST_Xstring` (22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let number = rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let end = rest.get(at + 6..at + 7) == Some("_");
        let escape = number.and_then(char::from_u32).filter(|_| end);
        out.push_str(&rest[..at]);
        match escape {
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = &rest[at + if escape.is_some() { 7 } else { 2 }..];
    }
    out + rest
}
