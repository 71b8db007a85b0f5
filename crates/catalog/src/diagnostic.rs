//! A located remark about a catalogue: where, what was expected, what was found.

use std::fmt;

/// How much a [`Diagnostic`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The catalogue can be used; its author should look.
    Warning,
    /// The catalogue can't be trusted, so it isn't loaded.
    Error,
}

/// One remark about one place of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file as the caller named it.
    pub file: String,
    /// The entry in the file, as `fact mx-one-sso` or `source mx-one-gdpr`; empty for the whole file.
    pub item: String,
    /// The field of the entry; empty for the whole entry.
    pub field: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What was expected, what was found, what to do.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}: {}", self.file)?;
        if !self.item.is_empty() {
            write!(f, ": {}", self.item)?;
        }
        if !self.field.is_empty() {
            write!(f, ", `{}`", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The most remarks that a reader of files keeps: nobody reads more, and a file may have millions.
pub(crate) const MOST: usize = 1000;

/// Mistakes as they are found in one file, or in several that make one catalogue.
#[derive(Debug)]
pub(crate) struct Problems {
    file: String,
    found: Vec<Diagnostic>,
    more: usize,
}

impl Problems {
    /// None yet; `file` is where most of them are.
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new(), more: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn report(&mut self, item: String, field: &str, message: String) {
        let file = self.file.clone();
        self.report_in(&file, item, field, message);
    }

    pub(crate) fn report_in(&mut self, file: &str, item: String, field: &str, message: String) {
        if self.found.len() >= MOST {
            self.more += 1;
            return;
        }
        let (file, field) = (file.to_owned(), shown(field));
        self.found.push(Diagnostic { file, item, field, severity: Severity::Error, message });
    }

    /// The mistakes, the last of which says how many are not among them.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let message = format!("{} more mistakes are not listed; correct these first", self.more + 1);
            self.found.truncate(MOST - 1);
            self.report(String::new(), "", message);
        }
        self.found
    }
}

/// What an entry is called in messages, as `fact mx-one-sso`.
pub(crate) fn item(sort: &str, id: &str) -> String {
    if id.is_empty() { format!("{sort} without an id") } else { format!("{sort} {}", shown(id)) }
}

/// The most characters of a text of a file that a message shows.
const SHOWN: usize = 80;

/// A text of a file as a message shows it: its beginning, without characters that a reader wouldn't
/// see, or that would turn around the words beside them.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == SHOWN {
            shown.push('…');
            break;
        }
        match c {
            // Unicode 16, "Format" characters for spacing, joining, direction and lines.
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => shown.extend(c.escape_unicode()),
            c if c.is_control() => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// A text of a file in quotation marks, as [`shown`].
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_short_and_without_what_is_not_seen() {
        assert_eq!(shown("naïve id-1"), "naïve id-1");
        assert_eq!(shown("a\0b\u{202e}c\n"), "a\\u{0}b\\u{202e}c\\u{a}");
        assert_eq!(quoted(&"é".repeat(100_000)), format!("\"{}…\"", "é".repeat(SHOWN)));
    }

    #[test]
    fn no_more_than_so_many_are_kept_and_the_last_says_how_many_are_not() {
        let found = |count: usize| {
            let mut problems = Problems::new("x.json");
            (0..count).for_each(|at| problems.report(format!("fact number {at}"), "", String::new()));
            problems.finish()
        };
        assert_eq!(found(MOST).len(), MOST);
        assert!(found(MOST).iter().all(|one| one.message.is_empty()));
        assert_eq!(found(MOST + 2).len(), MOST);
        assert!(found(MOST + 2)[MOST - 1].message.starts_with("3 more"), "999 are listed of 1002");
    }
}
