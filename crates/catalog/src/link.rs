//! A whole view as the text of a URL fragment, and back.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::facet::{FACETS, Facet};
use crate::index::Index;
use crate::installation::Installation;
use crate::locale::{Locale, message};
use crate::query::{Query, Selection};
use crate::settings::{Form, Request, Rows, Settings, Template};

/// The longest search that a fragment may hold, in characters.
pub const MAX_SEARCH: usize = 500;

/// What is shown of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The facts, listed.
    #[default]
    Facts,
    /// Features or data types down, products across.
    Compare,
    /// Which data goes where.
    Flows,
    /// What becomes of a data type.
    Lifecycle,
    /// A record of processing.
    Record,
    /// The documents they come from.
    Sources,
}

/// What facts are listed under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Their product.
    #[default]
    Product,
    /// The data they are about.
    DataType,
    /// The security feature they are about.
    Feature,
}

impl View {
    /// All views, in the order of the tabs, with their words in fragments and for readers, in
    /// English.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Facts, "facts", message("Facts")),
        (Self::Compare, "compare", message("Compare")),
        (Self::Flows, "flows", message("Flows")),
        (Self::Lifecycle, "lifecycle", message("Lifecycle")),
        (Self::Record, "record", message("Record")),
        (Self::Sources, "sources", message("Sources")),
    ];

    /// The word in fragments.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Grouping {
    /// All groupings, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Product, Self::DataType, Self::Feature];

    /// The word in fragments: the key of its facet.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.facet().info().key
    }
}

/// A whole view: what is asked and how it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What is asked.
    pub query: Query,
    /// What is shown.
    pub view: View,
    /// What facts are listed under.
    pub grouping: Grouping,
    /// How the views are set.
    pub settings: Settings,
    /// What the reader runs.
    pub installation: Installation,
    /// The id of the fact that is open.
    pub fact: Option<String>,
    /// The version of the catalogue that it was made with; written in a link that is to last.
    pub version: Option<String>,
}

/// A part of a fragment that could not be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The part, decoded, as `key=value`.
    pub part: String,
    /// Why.
    pub reason: Reason,
}

/// Why a part of a fragment could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No such key.
    UnknownKey,
    /// No such value; as a filter it matches nothing, so that the answer is never widened.
    UnknownValue,
    /// No such choice: the setting stays as it is.
    NoChoice,
    /// The same key stood before; the first one counts.
    Repeated,
    /// The search is longer than [`MAX_SEARCH`]; the rest is cut off.
    TooLong,
}

impl Ignored {
    /// What could not be used, and what was done instead.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let words = match self.reason {
            Reason::UnknownKey => message("“{0}” is not a setting of this page"),
            Reason::UnknownValue => message("“{0}” is not in this catalogue, so it matches nothing"),
            Reason::NoChoice => message("“{0}” is not one of the choices, so it was left out"),
            Reason::Repeated => message("“{0}” stands there twice; the first one counts"),
            Reason::TooLong => message("“{0}” is too long; the end was cut off"),
        };
        locale.fill(words, &[&self.part])
    }
}

impl Link {
    /// Reads a fragment, with or without its `#`. Every text is a view: what can't be used is
    /// returned beside it.
    #[must_use]
    pub fn parse(fragment: &str, index: &Index) -> (Self, Vec<Ignored>) {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let parts = fragment.split('&').filter(|part| !part.is_empty());
        let parts = parts.map(|part| part.split_once('=').unwrap_or((part, "")));
        Self::from_parts(parts.map(|(key, value)| (decode(key), decode(value))), index)
    }

    /// Reads the parts of a fragment, keys and values, that are not encoded.
    #[must_use]
    pub fn from_parts<'a>(
        parts: impl IntoIterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
        index: &Index,
    ) -> (Self, Vec<Ignored>) {
        let mut parser = Parser { index, link: Self::default(), ignored: Vec::new(), seen: Vec::new() };
        for (key, value) in parts {
            parser.part(&key, &value);
        }
        (parser.link, parser.ignored)
    }
}

impl fmt::Display for Link {
    /// Writes the fragment without its `#`: what differs from the empty view, in a fixed order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<(Cow<'_, str>, String)> = Vec::new();
        let mut set = |key: &'static str, value: String| parts.push((Cow::Borrowed(key), value));
        let search = self.query.text.trim();
        if !search.is_empty() {
            set("q", encode(search));
        }
        for info in &FACETS {
            let Selection { include, exclude } = self.query.selection(info.facet);
            let excluded = exclude.iter().map(|id| format!("-{}", encode(id)));
            let ids: Vec<String> = include.iter().map(|id| encode(id)).chain(excluded).collect();
            if !ids.is_empty() {
                set(info.key, ids.join(","));
            }
        }
        if !self.query.general {
            set("general", "off".to_owned());
        }
        if self.grouping != Grouping::default() {
            set("group", self.grouping.id().to_owned());
        }
        if self.view != View::default() {
            set("view", self.view.id().to_owned());
        }
        let Settings { rows, differences, columns, cell, open, small, request, form, template } =
            &self.settings;
        if *rows != Rows::default() {
            set("rows", rows.id().to_owned());
        }
        if *differences {
            set("diff", "on".to_owned());
        }
        if !columns.is_empty() {
            set("columns", list(columns));
        }
        if let Some((row, column)) = cell {
            set("cell", format!("{},{}", encode(row), encode(column)));
        }
        if !open.is_empty() {
            set("open", list(open));
        }
        if *small {
            set("small", "on".to_owned());
        }
        if let Some(request) = request {
            set("request", request.id().to_owned());
        }
        if *form != Form::default() {
            set("form", form.id().to_owned());
        }
        if *template != Template::default() {
            set("template", template.id().to_owned());
        }
        let of_product = |key: &str, product: &str| Cow::Owned(format!("{key}.{}", encode(product)));
        for (product, release) in self.installation.releases() {
            parts.push((of_product("at", product), encode(release)));
        }
        for (product, features) in self.installation.switched_on() {
            parts.push((of_product("on", product), list(features)));
        }
        parts.extend(self.fact.as_ref().map(|fact| (Cow::Borrowed("fact"), encode(fact))));
        parts.extend(self.version.as_ref().map(|version| (Cow::Borrowed("v"), encode(version))));
        for (at, (key, value)) in parts.iter().enumerate() {
            write!(f, "{}{key}={value}", if at == 0 { "" } else { "&" })?;
        }
        Ok(())
    }
}

/// The ids, encoded, with commas between them.
fn list<'a>(ids: impl IntoIterator<Item = &'a String>) -> String {
    ids.into_iter().map(|id| encode(id)).collect::<Vec<_>>().join(",")
}

const ON_OFF: [(bool, &str, &str); 2] = [(true, "on", "On"), (false, "off", "Off")];

/// The choice with this word.
fn choose<T: Copy>(word: &str, all: &[(T, &str, &str)]) -> Option<T> {
    all.iter().find(|(_, id, _)| *id == word).map(|&(one, ..)| one)
}

struct Parser<'a> {
    index: &'a Index,
    link: Link,
    ignored: Vec<Ignored>,
    seen: Vec<String>,
}

impl Parser<'_> {
    fn part(&mut self, key: &str, value: &str) {
        if self.seen.iter().any(|seen| seen == key) {
            return self.ignore(key, value, Reason::Repeated);
        }
        if let Some(facet) = Facet::from_key(key) {
            self.facet(facet, value);
        } else {
            match self.setting(key, value) {
                None => return self.ignore(key, value, Reason::UnknownKey),
                Some(false) => self.ignore(key, value, Reason::NoChoice),
                Some(true) => {}
            }
        }
        if !value.is_empty() {
            self.seen.push(key.to_owned());
        }
    }

    /// Takes in what is no facet: whether the value is one of the key's choices, so that it was used; `None`
    /// if there is no such key.
    fn setting(&mut self, key: &str, value: &str) -> Option<bool> {
        let Link { query, view, grouping, settings, .. } = &mut self.link;
        Some(match key {
            "q" => {
                self.search(value);
                true
            }
            "general" => choose(value, &ON_OFF).map(|on| query.general = on).is_some(),
            "view" => choose(value, &View::ALL).map(|chosen| *view = chosen).is_some(),
            "group" => {
                let chosen = Grouping::ALL.into_iter().find(|grouping| grouping.id() == value);
                chosen.map(|chosen| *grouping = chosen).is_some()
            }
            "rows" => choose(value, Rows::ALL).map(|rows| settings.rows = rows).is_some(),
            "diff" => choose(value, &ON_OFF).map(|on| settings.differences = on).is_some(),
            "form" => choose(value, Form::ALL).map(|form| settings.form = form).is_some(),
            "template" => choose(value, Template::ALL).map(|template| settings.template = template).is_some(),
            "columns" => {
                self.columns(value);
                true
            }
            "small" => choose(value, &ON_OFF).map(|on| settings.small = on).is_some(),
            "request" => choose(value, &Request::ALL).map(|one| settings.request = Some(one)).is_some(),
            "cell" => self.cell(value).is_some(),
            "open" => {
                self.groups(value);
                true
            }
            "v" => {
                // No version is as long as that; a longer one would only fill the page.
                let is_version = !value.is_empty() && value.len() <= MAX_SEARCH;
                is_version.then(|| self.link.version = Some(value.to_owned())).is_some()
            }
            "fact" => {
                let facts = self.index.catalog().facts();
                let id = self.current(value, &|id| facts.find(id).is_some());
                facts.find(&id).map(|_| self.link.fact = Some(id)).is_some()
            }
            _ => match key.split_once('.')? {
                ("at", product) => self.release(key, product, value).is_some(),
                ("on", product) => self.features(key, product, value).is_some(),
                _ => return None,
            },
        })
    }

    /// The products that are the columns of the comparison, each once.
    fn columns(&mut self, value: &str) {
        for id in value.split(',').filter(|id| !id.is_empty()) {
            match self.product(id) {
                None => self.ignore("columns", id, Reason::NoChoice),
                Some(id) if self.link.settings.columns.contains(&id) => {
                    self.ignore("columns", &id, Reason::Repeated);
                }
                Some(id) => self.link.settings.columns.push(id),
            }
        }
    }

    /// The cell that is open: a row of the comparison, that is, a value of either facet, and a product.
    fn cell(&mut self, value: &str) -> Option<()> {
        let (row, product) = value.split_once(',')?;
        let product = self.product(product)?;
        let is_row = |id: &str| Rows::ALL.iter().any(|rows| self.index.value(rows.0.facet(), id).is_some());
        let row = self.current(row, &is_row);
        if !is_row(&row) {
            return None;
        }
        self.link.settings.cell = Some((row, product));
        Some(())
    }

    /// The groups of data that the flows open.
    fn groups(&mut self, value: &str) {
        for id in value.split(',').filter(|id| !id.is_empty()) {
            let types = self.index.catalog().data_types();
            let group = self.current(id, &|id| types.find(id).is_some());
            match types.find(&group).filter(|&found| types[found].group.is_none()) {
                Some(_) => drop(self.link.settings.open.insert(group)),
                None => self.ignore("open", id, Reason::NoChoice),
            }
        }
    }

    /// The release that is installed of a product.
    fn release(&mut self, key: &str, product: &str, release: &str) -> Option<()> {
        let product = self.product(product)?;
        let products = self.index.catalog().products();
        let is_named =
            products.find(&product).is_some_and(|at| products[at].releases.iter().any(|r| r == release));
        if !is_named {
            return None;
        }
        if self.link.installation.release(&product).is_some() {
            self.ignore(key, release, Reason::Repeated);
        } else {
            self.link.installation.set_release(&product, Some(release));
        }
        Some(())
    }

    /// The features that are switched on in a product.
    fn features(&mut self, key: &str, product: &str, value: &str) -> Option<()> {
        let product = self.product(product)?;
        for id in value.split(',').filter(|id| !id.is_empty()) {
            let features = self.index.catalog().features();
            let feature = self.current(id, &|id| features.find(id).is_some());
            if features.find(&feature).is_some() {
                self.link.installation.set_on(&product, &feature, true);
            } else {
                self.ignore(key, id, Reason::NoChoice);
            }
        }
        Some(())
    }

    /// The id of a product that the catalogue has.
    fn product(&self, id: &str) -> Option<String> {
        let products = self.index.catalog().products();
        let id = self.current(id, &|id| products.find(id).is_some());
        products.find(&id).map(|_| id)
    }

    fn search(&mut self, value: &str) {
        let value = value.trim();
        let end = value.char_indices().nth(MAX_SEARCH).map_or(value.len(), |(at, _)| at);
        if end < value.len() {
            self.ignore("q", &value[end..], Reason::TooLong);
        }
        value[..end].trim_end().clone_into(&mut self.link.query.text);
    }

    /// An encoded comma separates too, since mail programs encode it; no id holds one.
    fn facet(&mut self, facet: Facet, value: &str) {
        for part in value.split(',').filter(|part| !part.is_empty()) {
            let (excluded, id) = match part.strip_prefix('-') {
                Some(id) => (true, id),
                None => (false, part),
            };
            let index = self.index;
            let id = self.current(id, &|id| index.value(facet, id).is_some());
            if index.value(facet, &id).is_none() {
                self.ignore(facet.info().key, part, Reason::UnknownValue);
            }
            let selection = self.link.query.selection_mut(facet);
            if excluded { &mut selection.exclude } else { &mut selection.include }.insert(id);
        }
    }

    /// The id that stands today for one that may be retired.
    fn current(&self, id: &str, is_known: &dyn Fn(&str) -> bool) -> String {
        self.index.catalog().current(id, is_known).to_owned()
    }

    fn ignore(&mut self, key: &str, value: &str, reason: Reason) {
        let part = if value.is_empty() { key.to_owned() } else { format!("{key}={value}") };
        self.ignored.push(Ignored { part, reason });
    }
}

/// Undoes percent-encoding and `+` for a space; what isn't valid stays as it stands.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16)).map(|digit| digit as u8);
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                at += 2;
            }
            (b'+', ..) => decoded.push(b' '),
            (byte, ..) => decoded.push(byte),
        }
        at += 1;
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

/// Percent-encodes what has a meaning in a fragment; a space becomes `+`. Letters of all
/// languages stay readable.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' => encoded.push('+'),
            '%' | '+' | '&' | '=' | '#' | ',' | '"' | '<' | '>' | '`' => encode_bytes(c, &mut encoded),
            c if c.is_whitespace() || c.is_control() => encode_bytes(c, &mut encoded),
            c => encoded.push(c),
        }
    }
    encoded
}

fn encode_bytes(c: char, encoded: &mut String) {
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        let _ = write!(encoded, "%{byte:02X}");
    }
}
