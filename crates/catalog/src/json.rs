//! Reads the public JSON format: every mistake of a file at once, each with its place.
//!
//! Written out by hand over a small parser: derived deserialisers stop at the first mistake and
//! weigh four times as much in the page.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::token::Lex as _;
use hifijson::value::{Value, parse_bounded};

use crate::model::Word;
use crate::sorted::Pairs;
use crate::source::{
    Bundle, Catalog, Cite, Component, DataType, Dpv, Fact, Feature, Manual, Product, Recipient, SCHEMA,
    Section, Source, Subject,
};
use crate::{Diagnostic, Severity};

/// Deeper nesting than the format's own is refused, so that no file can exhaust the stack.
const DEPTH: usize = 16;

type Json<'a> = Value<&'a str, Cow<'a, str>>;

impl Bundle {
    /// Reads a file of the public JSON format.
    ///
    /// # Errors
    /// If it isn't JSON: where. If it isn't of the format, or of another version of it: every
    /// key that is missing, unknown, or holds something else than is expected.
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Problems { file, found: Vec::new() };
        let mut lexer = SliceLexer::new(json);
        let parsed = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| parse_bounded(DEPTH, next, lexer));
        let value = match parsed {
            Ok(value) => value,
            Err(error) => {
                let place = position(json, json.len() - lexer.as_slice().len());
                problems.report("", "", format!("expected JSON: {error}, {place}"));
                return Err(problems.found);
            }
        };
        let mut root = Entry::new(&value, String::new(), &mut problems);
        let catalog = catalog(&mut root);
        root.finish();
        if catalog.schema != SCHEMA && problems.found.is_empty() {
            let found = &catalog.schema;
            problems.report(
                "",
                "schema",
                format!("expected {SCHEMA:?}, found {found:?}; convert the file first"),
            );
        }
        if problems.found.is_empty() {
            Ok(Self { catalog, file: file.to_owned(), ..Self::default() })
        } else {
            Err(problems.found)
        }
    }
}

/// Line and column of a byte, both from 1.
fn position(json: &[u8], at: usize) -> String {
    let before = &json[..at.min(json.len())];
    let lines = || before.split(|&byte| byte == b'\n');
    let (line, column) = (lines().count(), 1 + lines().next_back().map_or(0, <[u8]>::len));
    format!("at or before line {line}, column {column}")
}

struct Problems<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
}

impl Problems<'_> {
    fn report(&mut self, item: &str, field: &str, message: String) {
        self.found.push(Diagnostic {
            file: self.file.to_owned(),
            item: item.to_owned(),
            field: field.to_owned(),
            severity: Severity::Error,
            message,
        });
    }
}

/// One object of the file, from which keys are taken until none should be left.
struct Entry<'j, 'p, 'f> {
    /// What it is called in messages, as `fact mx-one-sso`.
    name: String,
    /// Whether it is one; if not, that is reported, and nothing is missed in it.
    is_object: bool,
    fields: Vec<(&'j str, &'j Json<'j>)>,
    problems: &'p mut Problems<'f>,
}

impl<'j, 'p, 'f> Entry<'j, 'p, 'f> {
    fn new(value: &'j Json<'j>, name: String, problems: &'p mut Problems<'f>) -> Self {
        let fields = match value {
            Value::Object(fields) => Some(fields.iter().map(|(key, value)| (key.as_ref(), value)).collect()),
            other => {
                problems.report(&name, "", format!("expected an object, found {}", sort_of(other)));
                None
            }
        };
        Self { name, is_object: fields.is_some(), fields: fields.unwrap_or_default(), problems }
    }

    fn take(&mut self, key: &str) -> Option<&'j Json<'j>> {
        let at = self.fields.iter().position(|field| field.0 == key)?;
        Some(self.fields.remove(at).1)
    }

    fn wrong(&mut self, key: &str, expected: &str, found: &Json<'_>) {
        self.problems.report(&self.name, key, format!("expected {expected}, found {}", sort_of(found)));
    }

    /// `null` is taken for nothing, as the JSON Schema allows.
    fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text.clone().into_owned()),
            Value::Null => None,
            other => {
                self.wrong(key, "a text", other);
                None
            }
        }
    }

    fn needs(&mut self, key: &str, expected: &str) {
        let found = self.fields.iter().find(|field| field.0 == key);
        if self.is_object && found.is_none_or(|(_, value)| matches!(value, Value::Null)) {
            self.problems.report(&self.name, key, format!("expected {expected}, found nothing"));
        }
    }

    fn needed(&mut self, key: &str) -> String {
        self.needs(key, "a text");
        self.text(key).unwrap_or_default()
    }

    fn list(&mut self, key: &str) -> &'j [Json<'j>] {
        match self.take(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(other) => {
                self.wrong(key, "a list", other);
                &[]
            }
        }
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(key) {
            match value {
                Value::String(text) => texts.push(text.clone().into_owned()),
                other => self.wrong(key, "a list of texts", other),
            }
        }
        texts
    }

    /// Texts by key.
    fn pairs(&mut self, key: &str) -> Pairs {
        let mut pairs = Pairs::default();
        let Some(value) = self.take(key) else { return pairs };
        let name = format!("{} {key}", self.name);
        let mut inner = Entry::new(value, name.trim_start().to_owned(), self.problems);
        while let Some(&(key, _)) = inner.fields.first() {
            if pairs.get(key).is_some() {
                inner.problems.report(&inner.name, key, "this key stands twice".to_owned());
            }
            pairs.insert(key.to_owned(), inner.needed(key));
        }
        pairs
    }

    /// A word of a closed list.
    fn word<T: Word>(&mut self, key: &str) -> Option<T> {
        let word = self.text(key)?;
        let found = T::from_id(&word);
        if found.is_none() {
            let message = format!("expected one of {}, found {word:?}", T::ids());
            self.problems.report(&self.name, key, message);
        }
        found
    }

    /// A word that must be there. What stands in for one that isn't never leaves this file:
    /// the mistake is reported.
    fn needed_word<T: Word>(&mut self, key: &str) -> T {
        self.needs(key, &format!("one of {}", T::ids()));
        self.word(key).unwrap_or(T::all()[0])
    }

    fn entries<T>(&mut self, key: &str, sort: &str, read: fn(&mut Entry<'j, '_, '_>) -> T) -> Vec<T> {
        let list = self.list(key);
        let mut found = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            let above = if self.name.is_empty() { String::new() } else { format!("{}, ", self.name) };
            let name = match id_of(value) {
                Some(id) => format!("{sort} {id}"),
                None => format!("{above}{sort} number {}", at + 1),
            };
            let mut entry = Entry::new(value, name, self.problems);
            found.push(read(&mut entry));
            entry.finish();
        }
        found
    }

    fn needed_entries<T>(&mut self, key: &str, sort: &str, read: fn(&mut Entry<'j, '_, '_>) -> T) -> Vec<T> {
        self.needs(key, "a list");
        self.entries(key, sort, read)
    }

    fn inner<T>(&mut self, key: &str, read: fn(&mut Entry<'j, '_, '_>) -> T) -> Option<T> {
        let value = self.take(key)?;
        let mut entry = Entry::new(value, format!("{}, {key}", self.name), self.problems);
        let found = read(&mut entry);
        entry.finish();
        Some(found)
    }

    /// Reports the keys that nobody asked for.
    fn finish(&mut self) {
        for (key, _) in std::mem::take(&mut self.fields) {
            self.problems.report(&self.name, key, "this key does not exist here, or stands twice".to_owned());
        }
    }
}

fn id_of<'j>(value: &'j Json<'j>) -> Option<&'j str> {
    let Value::Object(fields) = value else { return None };
    fields.iter().find_map(|(key, value)| match value {
        Value::String(id) if key == "id" => Some(id.as_ref()),
        _ => None,
    })
}

fn sort_of(value: &Json<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn catalog(e: &mut Entry<'_, '_, '_>) -> Catalog {
    Catalog {
        schema: e.needed("schema"),
        title: e.needed("title"),
        version: e.needed("version"),
        products: e.needed_entries("products", "product", product),
        sources: e.needed_entries("sources", "source", source),
        data_types: e.needed_entries("data_types", "data type", data_type),
        features: e.needed_entries("features", "feature", feature),
        subjects: e.needed_entries("subjects", "subject", subject),
        recipients: e.needed_entries("recipients", "recipient", recipient),
        facts: e.needed_entries("facts", "fact", fact),
        redirects: e.pairs("redirects"),
    }
}

fn product(e: &mut Entry<'_, '_, '_>) -> Product {
    Product {
        id: e.needed("id"),
        name: e.needed("name"),
        aliases: e.texts("aliases"),
        summary: e.needed("summary"),
        components: e
            .entries("components", "component", |e| Component { id: e.needed("id"), name: e.needed("name") }),
        releases: e.texts("releases"),
        covers: e.text("covers"),
    }
}

fn source(e: &mut Entry<'_, '_, '_>) -> Source {
    Source {
        id: e.needed("id"),
        product: e.needed("product"),
        title: e.needed("title"),
        release: e.text("release"),
        date: e.text("date"),
        version: e.text("version"),
        sections: e.entries("sections", "section", |e| Section {
            id: e.needed("id"),
            title: e.needed("title"),
            no_facts: e.text("no_facts"),
        }),
    }
}

fn data_type(e: &mut Entry<'_, '_, '_>) -> DataType {
    DataType {
        id: e.needed("id"),
        name: e.needed("name"),
        group: e.text("group"),
        synonyms: e.texts("synonyms"),
        dpv: e.inner("dpv", dpv),
    }
}

fn feature(e: &mut Entry<'_, '_, '_>) -> Feature {
    Feature {
        id: e.needed("id"),
        name: e.needed("name"),
        family: e.text("family"),
        synonyms: e.texts("synonyms"),
        dpv: e.inner("dpv", dpv),
        gdpr: e.texts("gdpr"),
    }
}

fn dpv(e: &mut Entry<'_, '_, '_>) -> Dpv {
    Dpv { term: e.needed("term"), fit: e.needed_word("match") }
}

fn subject(e: &mut Entry<'_, '_, '_>) -> Subject {
    Subject { id: e.needed("id"), name: e.needed("name"), synonyms: e.texts("synonyms") }
}

fn recipient(e: &mut Entry<'_, '_, '_>) -> Recipient {
    Recipient {
        id: e.needed("id"),
        name: e.needed("name"),
        kind: e.needed_word("kind"),
        synonyms: e.texts("synonyms"),
    }
}

fn fact(e: &mut Entry<'_, '_, '_>) -> Fact {
    e.needs("cite", "an object");
    let cite = e.inner("cite", |e| Cite {
        source: e.needed("source"),
        section: e.needed("section"),
        row: e.text("row"),
    });
    Fact {
        id: e.needed("id"),
        product: e.needed("product"),
        component: e.text("component"),
        kind: e.needed_word("kind"),
        activity: e.word("activity"),
        direction: e.word("direction"),
        data_types: e.texts("data_types"),
        features: e.texts("features"),
        subjects: e.texts("subjects"),
        recipients: e.texts("recipients"),
        state: e.word("state"),
        default: e.word("default"),
        since: e.text("since"),
        until: e.text("until"),
        values: e.pairs("values"),
        text: e.needed("text"),
        note: e.text("note"),
        cite: cite.unwrap_or_default(),
        manuals: e.entries("manuals", "manual", |e| Manual {
            title: e.needed("title"),
            section: e.text("section"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = include_str!("../tests/data/small.json");

    fn problems(json: &str) -> Vec<String> {
        let found = Bundle::from_json("x.json", json.as_bytes()).err().unwrap_or_default();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_what_derived_deserialisers_read() {
        let derived: Catalog = serde_json::from_str(SMALL).expect("the test catalogue is of the format");
        let read =
            Bundle::from_json("small.json", SMALL.as_bytes()).expect("the test catalogue is of the format");
        assert_eq!(read.catalog, derived);
    }

    #[test]
    fn every_mistake_is_found_with_its_place() {
        let broken = SMALL
            .replace("\"kind\":\"organisation\"", "\"kind\":\"planet\"")
            .replace("\"state\":\"optional\",\"values\"", "\"state\":7,\"colour\":1,\"values\"")
            .replace("\"title\":\"Operating Manual\",", "");
        let expected = [
            "error: x.json: recipient support, `kind`: expected one of vendor-product, third-party-system, organisation, person, found \"planet\"",
            "error: x.json: fact alpha-cdr-out, `state`: expected a text, found a number",
            "error: x.json: fact alpha-cdr-out, `colour`: this key does not exist here, or stands twice",
            "error: x.json: fact alpha-tls, manual number 1, `title`: expected a text, found nothing",
        ];
        assert_eq!(problems(&broken), expected);
    }

    #[test]
    fn what_is_no_json_is_found_by_line_and_column() {
        assert!(problems("{\n  \"schema\": }")[0].contains("line 2"), "{:?}", problems("{\n  \"schema\": }"));
        assert!(problems("")[0].contains("expected JSON"));
        assert!(problems(&"[".repeat(100_000))[0].contains("expected JSON"));
        assert!(problems("[]").iter().any(|line| line.contains("expected an object, found a list")));
        let other = SMALL.replace("privacy-catalog/1", "privacy-catalog/2");
        assert!(problems(&other)[0].contains("`schema`: expected \"privacy-catalog/1\""));
    }
}
