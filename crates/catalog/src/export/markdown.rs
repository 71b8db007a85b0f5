//! Tables as GitHub writes them in Markdown, in which no text becomes markup.

use super::{Table, Value, plain};

/// The table in GitHub Flavored Markdown, under its name and what is said about it.
///
/// Texts are escaped; a word that a reader of Markdown would make a link, a mention, a formula or a symbol
/// of stands as code. Line breaks are `<br>`, the only markup in a cell besides.
#[must_use]
pub fn markdown(table: &Table<'_>) -> String {
    let mut out = String::from("# ");
    write(&mut out, table.name);
    out.push_str("\n\n");
    for (label, words) in &table.about {
        out.push_str("- **");
        write(&mut out, label);
        out.push_str(":** ");
        write(&mut out, words);
        out.push('\n');
    }
    out.push_str("\n|");
    for name in &table.header {
        cell(&mut out, name);
    }
    out.push_str("\n|");
    let is_number = |column: usize| {
        table.rows.first().is_some_and(|row| matches!(row.get(column), Some(Value::Number(_))))
    };
    for column in 0..table.header.len() {
        out.push_str(if is_number(column) { " ---: |" } else { " --- |" });
    }
    out.push('\n');
    for row in &table.rows {
        out.push('|');
        for value in row {
            match value {
                Value::Number(number) => cell(&mut out, &number.to_string()),
                Value::Text(text) | Value::State(_, text) => cell(&mut out, text),
            }
        }
        out.push('\n');
    }
    out
}

fn cell(out: &mut String, text: &str) {
    out.push(' ');
    write(out, text);
    out.push_str(" |");
}

/// Writes a text, word by word.
fn write(out: &mut String, text: &str) {
    let text: String = plain::kept(text.trim()).collect();
    let mut word_from = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            word(out, &text[word_from..at]);
            word_from = at + c.len_utf8();
            out.push_str(match c {
                '\n' => "<br>",
                _ => " ",
            });
        }
    }
    word(out, &text[word_from..]);
}

/// Characters that have a meaning, wherever they stand in a cell.
const SPECIAL: &[char] = &['\\', '`', '*', '_', '[', ']', '~', '|'];

fn word(out: &mut String, word: &str) {
    // Neither has a place in code within a table.
    for part in word.split_inclusive(['\\', '`', '|']) {
        let ends = part.ends_with(['\\', '`', '|']);
        let (plain, end) = part.split_at(part.len() - usize::from(ends));
        if means_something(plain) {
            out.extend(["`", plain, "`"]);
        } else {
            plain.chars().for_each(|c| character(out, c));
        }
        end.chars().for_each(|c| character(out, c));
    }
}

fn character(out: &mut String, c: char) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        _ => {
            out.extend(SPECIAL.contains(&c).then_some('\\'));
            out.push(c);
        }
    }
}

/// Whether a word without backslashes means something even if its characters are escaped: addresses (GFM,
/// "Autolinks (extension)"), mentions, numbers of issues, formulas and symbols between colons.
fn means_something(word: &str) -> bool {
    let is_web = word.contains("://") || word.to_ascii_lowercase().contains("www.");
    let is_issue = || word.split('#').skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    let has_symbol = || word.split(':').nth(2).is_some();
    is_web || word.contains(['@', '$']) || is_issue() || has_symbol()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    #[test]
    fn no_text_becomes_markup() {
        let cases = [
            ("a | b\\| c", "a \\| b\\\\\\| c"),
            ("**x** _y_ ~z~ `q`", "\\*\\*x\\*\\* \\_y\\_ \\~z\\~ \\`q\\`"),
            ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
            ("[x](javascript:y) ![z](q)", "\\[x\\](javascript:y) !\\[z\\](q)"),
            ("1\r\n2\u{2028}3\t4", "1<br>2<br>3 4"),
            ("see https://a.b/c_d, or WWW.x", "see `https://a.b/c_d,` or `WWW.x`"),
            ("a@b.c|@d`", "`a@b.c`\\|`@d`\\`"),
            ("#12 $x$ :tada: §5: yes", "`#12` `$x$` `:tada:` §5: yes"),
            (" \u{202e}x\0 ", "x"),
        ];
        for (text, expected) in cases {
            assert_eq!(written(text), expected);
        }
    }
}
