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
