//! Finds where a text might become HTML. Nothing that the explorer shows may: see SECURITY.md.

use std::fs;

use anyhow::{Result, ensure};

use crate::paths;
use crate::process::listed;

/// What turns a text into elements or runs it, each written in two parts, so that this file may be
/// searched like any other.
const NEVER: [&str; 14] = [
    concat!("inner", "HTML"),
    concat!("inner", "_html"),
    concat!("insert", "AdjacentHTML"),
    concat!("insert", "_adjacent_html"),
    concat!("document", ".write"),
    concat!("outer", "_html"),
    concat!("from_html", "_unchecked"),
    concat!("setHTML", "Unsafe"),
    concat!("parseHTML", "Unsafe"),
    concat!("createContextual", "Fragment"),
    concat!("DOM", "Parser"),
    concat!("src", "doc"),
    concat!("ev", "al("),
    concat!("new Func", "tion("),
];

/// Reading it makes a text of elements, which is no harm.
const READ_ONLY: &str = concat!("outer", "HTML");

/// What is shipped, and what puts it together. Tests may try to do harm.
const SHIPPED: [&str; 6] = ["index.html", "static/", "src/", "crates/", "xtask/src/", "examples/"];

/// Searches all that is shipped.
///
/// # Errors
/// If git fails, or something was found; the message lists it all.
pub fn check_sources() -> Result<()> {
    let mut found = Vec::new();
    for name in listed(&SHIPPED)?.iter().filter(|name| is_searched(name)) {
        // What is not text is not searched.
        if let Ok(text) = fs::read_to_string(paths::root().join(name)) {
            found.extend(search(name, &text));
        }
    }
    ensure!(found.is_empty(), "a text may become HTML here:\n{}", found.join("\n"));
    Ok(())
}

fn is_searched(name: &str) -> bool {
    let is_code = ["rs", "js", "html", "ts"].iter().any(|end| name.ends_with(&format!(".{end}")));
    is_code && !name.contains("/tests/")
}

fn search(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let needles = NEVER.iter().filter(|needle| line.contains(*needle)).copied();
        let written = Some(READ_ONLY).filter(|needle| is_set(line, needle));
        found.extend(needles.chain(written).map(|needle| format!("{name}:{number}: `{needle}`")));
    }
    found
}

/// Whether a line gives a property a value: `=` or `+=` follows it, or it stands in quotation marks, as
/// where its name is handed on.
fn is_set(line: &str, property: &str) -> bool {
    line.match_indices(property).any(|(at, _)| {
        let after = line[at + property.len()..].trim_start();
        let after = after.strip_prefix('+').unwrap_or(after);
        (after.starts_with('=') && !after.starts_with("==")) || after.starts_with([':', '"', '\'', '`'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_html_of_a_text_is_found() {
        for needle in NEVER {
            assert_eq!(search("a.js", &format!("x\nb.{needle} = c")), [format!("a.js:2: `{needle}`")]);
        }
        for line in ["a.X = b", "a.X += b", "a.X=b", "Reflect.set(a, \"X\", b)", "Object.assign(a, { X: b })"]
        {
            assert_eq!(search("a.js", &line.replace('X', READ_ONLY)).len(), 1, "{line}");
        }
    }

    #[test]
    fn reading_is_no_harm() {
        for line in ["return a.X;", "if (a.X === b)", "a.X == b", "f(a.X, b)", "a.X.slice(0, 9)"] {
            assert_eq!(search("a.js", &line.replace('X', READ_ONLY)), [] as [String; 0], "{line}");
        }
    }
}
