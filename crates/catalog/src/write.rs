//! Writes facts and values of the public format as JSON, straight from the trusted model.
//!
//! Written out by hand, as the reader in `json/` is and for the same reason: the page carries
//! no derived serialiser.

use privacy_engine::json::write_text;

use crate::Facet;
use crate::index::Index;
use crate::model::{About, Catalog, Entry, Fact, Ix, Table};
use crate::source::ALL_DATA;

impl Catalog {
    /// Adds a fact as the public format writes it, without a line break, to `out`.
    pub fn write_fact(&self, fact: &Fact, out: &mut String) {
        let (since, until) = self.gate_of(fact);
        let mut object = Object::new(out);
        object.text("id", &fact.id);
        object.text("product", &self.products()[fact.product].id);
        object.option("component", self.component_of(fact).map(|component| component.id.as_str()));
        object.text("kind", fact.kind.id());
        object.option("activity", fact.activity.map(super::model::Activity::id));
        object.option("direction", fact.direction.map(super::model::Direction::id));
        match &fact.about {
            About::AllData => object.texts("data_types", [ALL_DATA].into_iter()),
            About::Types(types) => object.texts("data_types", ids(self.data_types(), types)),
        }
        object.texts("features", ids(self.features(), &fact.features));
        object.texts("subjects", ids(self.subjects(), &fact.subjects));
        object.texts("recipients", ids(self.recipients(), &fact.recipients));
        object.option("state", fact.state.map(super::model::State::id));
        object.option("default", fact.default.map(super::model::Switch::id));
        object.option("since", since);
        object.option("until", until);
        if !fact.values.is_empty() {
            let mut values = Object::new(object.key("values"));
            fact.values.iter().for_each(|(key, value)| values.text(key, value));
            values.end();
        }
        object.text("text", &fact.text);
        object.option("note", fact.note.as_deref());
        let mut cite = Object::new(object.key("cite"));
        cite.text("source", &self.sources()[fact.cite.source].id);
        cite.text("section", &fact.cite.section_id);
        cite.option("row", fact.cite.row.as_deref());
        cite.end();
        if !fact.manuals.is_empty() {
            let out = object.key("manuals");
            for (at, manual) in fact.manuals.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                let mut entry = Object::new(out);
                entry.text("title", &manual.title);
                entry.option("section", manual.section.as_deref());
                entry.end();
            }
            out.push(']');
        }
        object.end();
    }
}

impl Index {
    /// Adds the values of a facet, in order, to `out`: a list of objects with `id`, `name` and,
    /// for a value of a group, the group's `parent`, its place in the list.
    pub fn write_values(&self, facet: Facet, out: &mut String) {
        out.push('[');
        for (at, value) in self.values(facet).iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let mut object = Object::new(out);
            object.text("id", &value.id);
            object.text("name", &value.name);
            if let Some(parent) = value.parent {
                object.key("parent").push_str(&parent.to_string());
            }
            object.end();
        }
        out.push(']');
    }
}

/// The ids of entries, in the order of their places.
pub(crate) fn ids<'a, T: Entry>(table: &'a Table<T>, places: &'a [Ix<T>]) -> impl Iterator<Item = &'a str> {
    places.iter().map(|&place| table[place].id())
}

/// An object that is being written.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Begins it.
    pub(crate) fn new(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Writes a key; its value is to be written next.
    pub(crate) fn key(&mut self, key: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.out.push(',');
        }
        write_text(key, self.out);
        self.out.push(':');
        self.out
    }

    /// Writes a key with a text.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        write_text(text, self.key(key));
    }

    /// Writes a key with a text, or nothing.
    pub(crate) fn option(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// A list, left out if it is empty.
    pub(crate) fn texts<'t>(&mut self, key: &str, texts: impl Iterator<Item = &'t str>) {
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            return;
        }
        let out = self.key(key);
        let mut separator = '[';
        for text in texts {
            out.push(separator);
            write_text(text, out);
            separator = ',';
        }
        out.push(']');
    }

    /// Ends it.
    pub(crate) fn end(self) {
        self.out.push('}');
    }
}

/// A list that is being written.
pub(crate) struct List<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> List<'a> {
    /// Begins it.
    pub(crate) fn new(out: &'a mut String) -> Self {
        out.push('[');
        Self { out, empty: true }
    }

    /// Begins an entry, which is to be written next.
    pub(crate) fn entry(&mut self) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.out.push(',');
        }
        self.out
    }

    /// Ends it.
    pub(crate) fn end(self) {
        self.out.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn facts_are_written_as_the_format_declares_them() {
        let json = include_bytes!("../tests/data/small.json");
        let mut written = Catalog::from_json("small.json", json).expect("it is sound").to_source();
        written.facts[0].text = "A \"quote\", a \\, a\ttab,\na line and \u{1} \u{7f} é 🖨".into();
        let bundle = source::Bundle { catalog: written.clone(), ..source::Bundle::default() };
        let catalog = Catalog::from_bundle(&bundle).expect("it is sound");
        for ((_, fact), expected) in catalog.facts().iter().zip(&written.facts) {
            let mut out = String::new();
            catalog.write_fact(fact, &mut out);
            let read: source::Fact = serde_json::from_str(&out).expect("it is of the format");
            assert_eq!(&read, expected);
        }
    }

    #[test]
    fn values_are_written_with_their_groups() {
        let json = include_bytes!("../tests/data/small.json");
        let index = Index::new(Catalog::from_json("small.json", json).expect("it is sound"));
        let mut out = String::new();
        index.write_values(Facet::DataType, &mut out);
        let values: Vec<serde_json::Value> = serde_json::from_str(&out).expect("it is JSON");
        for (written, value) in values.iter().zip(index.values(Facet::DataType)) {
            assert_eq!(written["id"], *value.id);
            assert_eq!(written["name"], *value.name);
            assert_eq!(
                written.get("parent").and_then(serde_json::Value::as_u64),
                value.parent.map(u64::from)
            );
        }
    }
}
