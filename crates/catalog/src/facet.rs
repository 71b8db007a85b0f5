//! The facets, declared once: parser, panel, exports and help derive from this table.

use crate::locale::message;
use crate::model::{Catalog, DataType, Entry, Fact, Feature, Ix, Kind, RecipientKind, State, Table};

/// One way to narrow the facts down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The product.
    Product,
    /// The data it is about.
    DataType,
    /// The security feature it is about.
    Feature,
    /// The sort of fact.
    Kind,
    /// How far it goes.
    State,
    /// Whom the data is about.
    Subject,
    /// Where it goes or comes from.
    Recipient,
    /// The release it is gated by.
    Release,
    /// The document.
    Source,
}

/// What is declared about a facet.
pub struct FacetInfo {
    /// Which one.
    pub facet: Facet,
    /// Its key in fragments, attributes and exports.
    pub key: &'static str,
    /// Its name for readers, in English.
    pub label: &'static str,
    /// Whether it leads: always open, before the others.
    pub leads: bool,
    /// Its values in the order in which they are shown.
    pub values: fn(&Catalog) -> Vec<Value>,
    /// The values that a fact names itself, as places in `values`.
    pub of_fact: fn(&Catalog, &Fact, &mut Vec<u32>),
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The id in fragments.
    pub id: String,
    /// The name for readers; that of a kind, a state or a kind of recipients is English.
    pub name: String,
    /// Other words that a search finds it by.
    pub synonyms: Vec<String>,
    /// The place of its group; `None` for a group and for values without groups.
    pub parent: Option<u32>,
}

impl Value {
    /// The name and the synonyms.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.synonyms.iter().map(String::as_str))
    }
}

/// How many facets there are.
pub const COUNT: usize = FACETS.len();

/// The facets in the order in which they are shown.
pub const FACETS: [FacetInfo; 9] = [
    FacetInfo {
        facet: Facet::Product,
        key: "product",
        label: message("Product"),
        leads: true,
        values: |catalog| flat(catalog.products(), |p| (&p.name, &p.aliases)),
        of_fact: |_, fact, out| out.push(fact.product.get()),
    },
    FacetInfo {
        facet: Facet::DataType,
        key: "data_type",
        label: message("Data type"),
        leads: true,
        values: |catalog| nested(catalog.data_types(), |d: &DataType| (&d.name, &d.synonyms, d.group)),
        of_fact: |_, fact, out| out.extend(fact.about.types().iter().map(|ix| ix.get())),
    },
    FacetInfo {
        facet: Facet::Feature,
        key: "feature",
        label: message("Security feature"),
        leads: true,
        values: |catalog| nested(catalog.features(), |f: &Feature| (&f.name, &f.synonyms, f.family)),
        of_fact: |_, fact, out| out.extend(fact.features.iter().map(|ix| ix.get())),
    },
    FacetInfo {
        facet: Facet::Kind,
        key: "kind",
        label: message("Kind of fact"),
        leads: false,
        values: |_| Kind::ALL.iter().map(|kind| word(kind.id(), kind.label())).collect(),
        of_fact: |_, fact, out| out.push(fact.kind as u32),
    },
    FacetInfo {
        facet: Facet::State,
        key: "state",
        label: message("State"),
        leads: false,
        values: |_| State::ALL.iter().map(|state| word(state.id(), state.label())).collect(),
        of_fact: |_, fact, out| out.extend(fact.state.map(|state| state as u32)),
    },
    FacetInfo {
        facet: Facet::Subject,
        key: "subject",
        label: message("Data subject"),
        leads: false,
        values: |catalog| flat(catalog.subjects(), |s| (&s.name, &s.synonyms)),
        of_fact: |_, fact, out| out.extend(fact.subjects.iter().map(|ix| ix.get())),
    },
    FacetInfo {
        facet: Facet::Recipient,
        key: "recipient",
        label: message("Recipient"),
        leads: false,
        values: recipients,
        of_fact: |_, fact, out| {
            out.extend(fact.recipients.iter().map(|&ix| recipient_place(ix.get())));
        },
    },
    FacetInfo {
        facet: Facet::Release,
        key: "release",
        label: message("Release named"),
        leads: false,
        values: releases,
        of_fact: |catalog, fact, out| {
            let first = catalog.products()[fact.product].first_release;
            let gates = [fact.since, fact.until].into_iter().flatten();
            out.extend(gates.map(|gate| first + gate as u32));
        },
    },
    FacetInfo {
        facet: Facet::Source,
        key: "source",
        label: message("Source"),
        leads: false,
        values: |catalog| flat(catalog.sources(), |s| (&s.title, &[])),
        of_fact: |_, fact, out| out.push(fact.cite.source.get()),
    },
];

impl Facet {
    /// What is declared about it.
    #[must_use]
    pub fn info(self) -> &'static FacetInfo {
        &FACETS[self as usize]
    }

    /// The facet with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        FACETS.iter().find(|info| info.key == key).map(|info| info.facet)
    }
}

fn word(id: &str, name: &str) -> Value {
    Value { id: id.to_owned(), name: name.to_owned(), synonyms: Vec::new(), parent: None }
}

fn flat<T: Entry>(table: &Table<T>, names: impl Fn(&T) -> (&String, &[String])) -> Vec<Value> {
    let value = |(_, entry): (Ix<T>, &T)| {
        let (name, synonyms) = names(entry);
        Value { synonyms: synonyms.to_vec(), ..word(entry.id(), name) }
    };
    table.iter().map(value).collect()
}

fn nested<T: Entry>(
    table: &Table<T>,
    names: impl Fn(&T) -> (&String, &Vec<String>, Option<Ix<T>>),
) -> Vec<Value> {
    let value = |(_, entry): (Ix<T>, &T)| {
        let (name, synonyms, parent) = names(entry);
        let parent = parent.map(Ix::get);
        Value { synonyms: synonyms.clone(), parent, ..word(entry.id(), name) }
    };
    table.iter().map(value).collect()
}

/// Recipients under their kinds: the kinds come first, then the recipients in the catalogue's order.
fn recipients(catalog: &Catalog) -> Vec<Value> {
    let kinds = RecipientKind::ALL.iter().map(|kind| word(kind.id(), kind.label()));
    let entries = catalog.recipients().iter().map(|(_, entry)| Value {
        synonyms: entry.synonyms.clone(),
        parent: Some(entry.kind as u32),
        ..word(&entry.id, &entry.name)
    });
    kinds.chain(entries).collect()
}

pub(crate) fn recipient_place(recipient: u32) -> u32 {
    RecipientKind::ALL.len() as u32 + recipient
}

/// Releases under their products; a release's id is `product.release`.
fn releases(catalog: &Catalog) -> Vec<Value> {
    let mut values = Vec::new();
    for (_, product) in catalog.products().iter().filter(|(_, product)| !product.releases.is_empty()) {
        let parent = Some(values.len() as u32);
        values.push(word(&product.id, &product.name));
        values.extend(
            product
                .releases
                .iter()
                .map(|release| Value { parent, ..word(&format!("{}.{release}", product.id), release) }),
        );
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_its_keys_are_unique() {
        for (place, info) in FACETS.iter().enumerate() {
            assert_eq!(info.facet as usize, place);
            assert_eq!(Facet::from_key(info.key), Some(info.facet));
            assert!(info.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", info.key);
            assert!(!info.label.is_empty());
        }
        let keys: BTreeSet<_> = FACETS.iter().map(|info| info.key).collect();
        assert_eq!(keys.len(), COUNT);
        assert_eq!(Facet::from_key("nonsense"), None);
    }

    #[test]
    fn the_three_leading_facets_come_first() {
        let leading: Vec<_> = FACETS.iter().filter(|info| info.leads).map(|info| info.facet).collect();
        assert_eq!(leading, [Facet::Product, Facet::DataType, Facet::Feature]);
    }
}
