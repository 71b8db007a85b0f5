//! Tables as comma-separated values: RFC 4180, in UTF-8 with a byte order mark, for spreadsheets.

use super::{Table, Value, plain};

/// A line ends like this (RFC 4180, 2.1).
const END: &str = "\r\n";

/// The table as comma-separated values: the header, the rows, an empty row, and what is said about the
/// table, each line with as many fields as the header.
///
/// Texts are quoted, numbers are not. A text that a spreadsheet might take for a formula has an apostrophe
/// before it, and so has one that begins with apostrophes followed by such a text: taking one away again
/// gives each text back.
#[must_use]
pub fn csv(table: &Table<'_>) -> String {
    let width = table.header.len().max(2);
    let mut out = String::from("\u{feff}");
    line(&mut out, width, table.header.iter().map(|name| Field::Text(name)));
    for row in &table.rows {
        line(&mut out, width, row.iter().map(field));
    }
    line(&mut out, width, std::iter::empty());
    for (label, words) in &table.about {
        line(&mut out, width, [Field::Text(label), Field::Text(words)].into_iter());
    }
    out
}

enum Field<'a> {
    Text(&'a str),
    Number(usize),
}

fn field<'a>(value: &'a Value<'_>) -> Field<'a> {
    match value {
        Value::Text(text) | Value::State(_, text) => Field::Text(text),
        Value::Number(number) => Field::Number(*number),
    }
}

fn line<'a>(out: &mut String, width: usize, fields: impl Iterator<Item = Field<'a>>) {
    let mut written = 0;
    for field in fields {
        if written > 0 {
            out.push(',');
        }
        written += 1;
        match field {
            Field::Number(number) => out.push_str(&number.to_string()),
            Field::Text("") => {}
            Field::Text(text) => {
                out.push('"');
                let text: String = plain::kept(text).collect();
                if plain::is_formula(text.trim_start_matches('\'')) {
                    out.push('\'');
                }
                for part in text.split_inclusive('"') {
                    out.push_str(part);
                    out.extend(part.ends_with('"').then_some('"'));
                }
                out.push('"');
            }
        }
    }
    out.extend(std::iter::repeat_n(',', width.saturating_sub(written.max(1))));
    out.push_str(END);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_numbers_are_not() {
        let table = Table {
            name: "T",
            header: vec!["a".into(), "-b".into(), "c".into()],
            rows: vec![
                vec![Value::text("x, \"y\"\r\nz"), Value::Number(3), Value::text("")],
                vec![Value::text("=1+1"), Value::text("'=1"), Value::text("\0=1")],
            ],
            about: vec![("About", "-x".into())],
        };
        let expected = "\u{feff}\"a\",\"'-b\",\"c\"\r\n\
                        \"x, \"\"y\"\"\nz\",3,\r\n\
                        \"'=1+1\",\"''=1\",\"'=1\"\r\n,,\r\n\"About\",\"'-x\",\r\n";
        assert_eq!(csv(&table), expected);
    }
}
