//! What leaves the page: the view that is shown, as a table, and tables as files.
//!
//! A table is made of the values that the page draws, so that its rows are the rows of the view, in
//! their order. What the page only folds or has not yet drawn is there too. [`csv`], [`markdown`] and
//! [`xlsx`] write tables for people and spreadsheets, [`json`] the facts in the public format.

mod about;
mod checklists;
mod compare;
mod csv;
mod ends;
mod facts;
mod flows;
mod json;
mod lives;
mod markdown;
mod plain;
mod record;
mod sources;
pub mod words;
mod xlsx;
mod zip;

use std::borrow::Cow;

pub use checklists::checklists;
pub use compare::compare;
pub use csv::csv;
pub use facts::facts;
pub use flows::flows;
pub use json::{json, whole};
pub use lives::lifecycle;
pub use markdown::markdown;
pub use record::record;
pub use sources::{discrepancies, one_sided, sources};
pub use xlsx::xlsx;

use crate::cell::Cell;
use crate::index::{Answer, Index};
use crate::link::{Link, View};
use crate::locale::Locale;
use crate::model::{Catalog, State};
use crate::notes::Notes;

/// What is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The index, for the installation of `link` ([`Index::installed`]).
    pub index: &'a Index,
    /// Its answer to the query of `link`.
    pub answer: &'a Answer,
    /// What is asked and how it is shown.
    pub link: &'a Link,
    /// The SHA-256 of the catalogue in hexadecimal, if it is known.
    pub hash: Option<&'a str>,
    /// The day, as `YYYY-MM-DD`: the core has no clock.
    pub date: &'a str,
    /// What the reader has noted, for the record.
    pub notes: &'a Notes,
    /// The language of what the catalogue doesn't say.
    pub locale: Locale,
}

impl<'a> Shown<'a> {
    fn catalog(&self) -> &'a Catalog {
        self.index.catalog()
    }

    fn table(&self, name: &'static str, header: Vec<Cow<'a, str>>, rows: Vec<Vec<Value<'a>>>) -> Table<'a> {
        let about = about::lines(self, rows.len());
        Table { name: self.locale.say(name), header, rows, about }
    }
}

/// A view as rows of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// What it is called, in the language that is shown.
    pub name: &'static str,
    /// The names of the columns.
    pub header: Vec<Cow<'a, str>>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Value<'a>>>,
    /// Where it is from and what it leaves out: labels, and what they say.
    pub about: Vec<(&'static str, String)>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, perhaps of several lines; nothing, if it is empty.
    Text(Cow<'a, str>),
    /// A number.
    Number(usize),
    /// What facts come to together, and the same in words: what is read, and more than the state.
    State(Cell, Cow<'a, str>),
}

impl<'a> Value<'a> {
    /// A text.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text, or nothing.
    pub(crate) fn option(text: Option<&'a str>) -> Self {
        Self::text(text.unwrap_or_default())
    }

    /// A state with its name, or that there is none.
    pub(crate) fn state(locale: Locale, state: Option<State>) -> Self {
        match state {
            Some(state) => Self::State(Cell::Is(state), locale.say(state.label()).into()),
            None => Self::text(locale.say(words::NO_STATE)),
        }
    }

    /// The combined state of facts, of which there are some: without a state they are not silence.
    pub(crate) fn combined(locale: Locale, state: Cell) -> Self {
        match state {
            Cell::Silent => Self::text(locale.say(words::NO_STATE)),
            _ => Self::State(state, words::cell(locale, state)),
        }
    }

    /// That the documents say nothing, in words.
    pub(crate) fn silent(words: &'a str) -> Self {
        Self::State(Cell::Silent, words.into())
    }

    /// What it says, if it isn't a number.
    fn words(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::State(_, text) => Some(text),
            Self::Number(_) => None,
        }
    }
}

/// The tables of the view that is shown. The first is the view; that of the sources has others beside it.
#[must_use]
pub fn tables<'a>(shown: &Shown<'a>) -> Vec<Table<'a>> {
    let main = match shown.link.view {
        View::Facts => facts(shown),
        View::Compare => compare(shown),
        View::Flows => flows(shown),
        View::Lifecycle if shown.link.settings.request.is_some() => checklists(shown),
        View::Lifecycle => lifecycle(shown),
        View::Record => record(shown),
        View::Sources => return vec![sources(shown), discrepancies(shown), one_sided(shown)],
    };
    vec![main]
}

fn header<'a>(locale: Locale, names: &[&'static str]) -> Vec<Cow<'a, str>> {
    names.iter().map(|&name| locale.say(name).into()).collect()
}
