//! The exports for machines: each says of every fact what the fact says, and no more, whatever the
//! texts and ids of the catalogue hold.

use std::collections::BTreeSet;

use privacy_catalog::Catalog;
use privacy_catalog::machine::{dpv_jsonld, jsonl, opensearch, opensearch_mapping, oscal};
use privacy_catalog::model::{Fact, Kind, State};
use privacy_catalog::source::{self, Bundle};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::cases;
use crate::worlds::catalogs;

/// Texts that break what doesn't write them with care.
const HOSTILE: [&str; 12] = [
    "\",\"@id\":\"x\"}",
    "</script><script>alert(1)</script>",
    "a\nb\r\n\u{2028}c\u{0}\u{1f}",
    "\\\\\"'`",
    "{{ insert: param, x }} [a](javascript:b) *c*",
    "@id",
    "\u{202e}\u{feff}\u{85}",
    "{\"index\":{}}\n{}",
    "   ",
    "",
    "é🖨\u{10ffff}",
    "https://w3id.org/dpv#Erase",
];

/// A catalogue in which the texts that a text of [`HOSTILE`] may replace are replaced.
fn hostile() -> impl Strategy<Value = Catalog> {
    let text = || prop_oneof![3 => select(&HOSTILE[..]).prop_map(str::to_owned), 1 => any::<String>()];
    (catalogs(), prop::collection::vec(text(), 12)).prop_map(|(mut catalog, texts)| {
        let mut texts = texts.into_iter().cycle();
        let mut change = |text: &mut String| *text = texts.next().unwrap_or_default();
        change(&mut catalog.title);
        change(&mut catalog.version);
        for product in &mut catalog.products {
            change(&mut product.name);
            change(&mut product.summary);
        }
        for source in &mut catalog.sources {
            change(&mut source.title);
            source.date.iter_mut().for_each(&mut change);
        }
        for entry in &mut catalog.data_types {
            change(&mut entry.name);
            entry.dpv.iter_mut().for_each(|dpv| change(&mut dpv.term));
        }
        for fact in &mut catalog.facts {
            change(&mut fact.text);
            fact.note.iter_mut().for_each(&mut change);
            fact.cite.row.iter_mut().for_each(&mut change);
            fact.values =
                fact.values.iter().map(|(key, value)| (format!("{key}.\""), value.clone())).collect();
        }
        catalog_of(catalog)
    })
}

fn catalog_of(catalog: source::Catalog) -> Catalog {
    let bundle = Bundle { catalog, ..Bundle::default() };
    Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves")
}

fn any_catalog() -> impl Strategy<Value = Catalog> {
    prop_oneof![catalogs().prop_map(catalog_of), hostile()]
}

fn facts(catalog: &Catalog) -> Vec<&Fact> {
    catalog.facts().iter().map(|(_, fact)| fact).collect()
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("it is JSON")
}

/// Every object in a value that a test asks for, whether inside a named graph or not.
fn objects<'a>(value: &'a Value, quoted: bool, found: &mut Vec<(&'a serde_json::Map<String, Value>, bool)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, quoted, found)),
        Value::Object(object) => {
            found.push((object, quoted));
            for (key, item) in object {
                objects(item, quoted || key == "@graph", found);
            }
        }
        _ => {}
    }
}

/// The nodes of a JSON-LD document; those inside a graph of another name are quoted.
fn nodes(document: &Value) -> Vec<(&serde_json::Map<String, Value>, bool)> {
    let mut found = Vec::new();
    objects(&document["@graph"], false, &mut found);
    found
}

/// A name that needs no encoding, with a prefix of the context.
fn is_name(document: &Value, name: &str) -> bool {
    let safe = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:%/#".contains(&b));
    let prefix = name.split(':').next().unwrap_or_default();
    safe && (["urn", "https"].contains(&prefix) || document["@context"].get(prefix).is_some())
}

/// Whether DPV says without reserve what the fact says.
fn is_claimed(fact: &Fact) -> bool {
    let says = match fact.kind {
        Kind::Holding => fact.activity.is_some(),
        Kind::Transfer => fact.direction.is_some(),
        Kind::Measure | Kind::Procedure => true,
        Kind::Statement | Kind::Discrepancy => false,
    };
    says && fact.state == Some(State::Provided) && fact.since.is_none() && fact.until.is_none()
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn every_line_is_a_row_of_the_same_columns(catalog in any_catalog()) {
        let text = jsonl(&catalog);
        prop_assert_eq!(&text, &jsonl(&catalog.clone()));
        let rows: Vec<Value> = text.split_terminator('\n').map(parsed).collect();
        prop_assert_eq!(rows.len(), catalog.facts().len());
        for (row, fact) in rows.iter().zip(facts(&catalog)) {
            let keys = |row: &Value| row.as_object().expect("it is an object").keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(keys(row), keys(&rows[0]));
            prop_assert_eq!(&row["id"], &fact.id);
            prop_assert_eq!(&row["text"], &fact.text);
            prop_assert_eq!(row["note"].as_str(), fact.note.as_deref());
            prop_assert_eq!(row["state"].as_str(), fact.state.map(State::id));
            let values = row["values"].as_object().expect("it is an object");
            prop_assert_eq!(values.len(), fact.values.iter().count());
            for (key, value) in &fact.values {
                prop_assert_eq!(&values[key], value);
            }
        }
    }

    #[test]
    fn a_bulk_file_holds_an_action_and_a_mapped_document_per_fact(catalog in any_catalog(), name in any::<String>()) {
        let text = opensearch(&catalog, &name);
        prop_assert_eq!(&text, &opensearch(&catalog.clone(), &name));
        let mapping = parsed(&opensearch_mapping());
        let fields = mapping["mappings"]["properties"].as_object().expect("it is an object");
        let lines: Vec<Value> = text.split_terminator('\n').map(parsed).collect();
        prop_assert_eq!(lines.len(), 2 * catalog.facts().len());
        for (pair, fact) in lines.chunks(2).zip(facts(&catalog)) {
            prop_assert_eq!(&pair[0]["index"]["_index"], &name);
            prop_assert_eq!(&pair[0]["index"]["_id"], &fact.id);
            let document = pair[1].as_object().expect("it is an object");
            // Strict: neither a field that is not mapped, nor a mapping for nothing.
            prop_assert!(document.keys().eq(fields.keys()));
            for (key, field) in fields.iter().filter(|(_, field)| field["type"] == "nested") {
                for object in document[key].as_array().expect("it is a list") {
                    prop_assert!(object.as_object().expect("it is an object").keys().all(|key| field["properties"].get(key).is_some()));
                }
            }
        }
    }

    #[test]
    fn dpv_asserts_what_is_stated_without_reserve_and_nothing_else(catalog in any_catalog()) {
        let text = dpv_jsonld(&catalog);
        prop_assert_eq!(&text, &dpv_jsonld(&catalog.clone()));
        let document = parsed(&text);
        let nodes = nodes(&document);
        for (node, _) in &nodes {
            let types = node.get("@type").and_then(Value::as_array).into_iter().flatten();
            for name in types.chain(node.get("@id")) {
                prop_assert!(is_name(&document, name.as_str().expect("it is a name")), "{}", name);
            }
            prop_assert!(node.keys().all(|key| key.starts_with('@') || key.contains(':')), "{:?}", node);
        }
        let described: Vec<_> = nodes.iter().filter(|(node, _)| node.get("@type") == Some(&Value::from(vec!["pe:Fact"]))).collect();
        prop_assert_eq!(described.len(), catalog.facts().len());
        for ((node, _), fact) in described.into_iter().zip(facts(&catalog)) {
            prop_assert_eq!(&node["dct:description"], &fact.text);
            prop_assert_eq!(node.get("pe:state").and_then(Value::as_str), fact.state.map(State::id));
            // The claim, if there is one, is the node whose source is the fact.
            let claims: Vec<_> = nodes.iter().filter(|(other, _)| other.get("dct:source").is_some_and(|source| source["@id"] == node["@id"])).collect();
            let claimed = claims.iter().filter(|(_, quoted)| !quoted).count();
            prop_assert_eq!(claimed, usize::from(is_claimed(fact)), "{}", fact.id);
            prop_assert!(claims.len() <= 1);
        }
    }

    #[test]
    fn oscal_gives_a_status_only_where_the_document_does(catalog in any_catalog()) {
        let text = oscal(&catalog, "2026-11-22").expect("it is a day");
        prop_assert_eq!(Some(text.clone()), oscal(&catalog.clone(), "2026-11-22"));
        prop_assert_eq!(oscal(&catalog, "2026-02-30"), None);
        let document = parsed(&text);
        let definition = &document["component-definition"];
        let mut found = Vec::new();
        objects(&document, false, &mut found);
        let uuids: Vec<&str> = found.iter().filter_map(|(object, _)| object.get("uuid")?.as_str()).collect();
        prop_assert_eq!(uuids.iter().collect::<BTreeSet<_>>().len(), uuids.len());
        prop_assert!(uuids.iter().all(|uuid| uuid.len() == 36 && uuid.as_bytes()[14] == b'5'));
        for (object, _) in &found {
            for reference in [object.get("href"), object.get("source")].into_iter().flatten() {
                let reference = reference.as_str().expect("it is a text").trim_start_matches('#');
                prop_assert!(uuids.contains(&reference), "{} leads nowhere", reference);
            }
            if let (Some(name), Some(value)) = (object.get("name"), object.get("value")) {
                let value = value.as_str().expect("it is a text");
                prop_assert!(!value.is_empty() && value.trim() == value && !value.contains('\n'), "{}", name);
            }
        }
        let requirements: Vec<_> = found.iter().filter(|(object, _)| object.contains_key("control-id")).collect();
        let mut told = 0;
        for (requirement, _) in requirements {
            let control = requirement["control-id"].as_str().expect("it is a text");
            prop_assert!(control.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'));
            prop_assert!(control.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)), "{}", control);
            let props = requirement["props"].as_array().expect("it is a list");
            let named = |name: &str| props.iter().filter(|prop| prop["name"] == name).collect::<Vec<_>>();
            let squeeze = |id: &str| id.split(|c: char| c.is_whitespace()).collect::<Vec<_>>().join(" ");
            let ids: Vec<_> = named("fact").iter().map(|prop| prop["value"].clone()).collect();
            let own: Vec<&Fact> = facts(&catalog).into_iter().filter(|fact| ids.iter().any(|id| *id == squeeze(&fact.id))).collect();
            prop_assert_eq!(own.len(), ids.len());
            told += own.len();
            let status = named("implementation-status").first().map(|prop| prop["value"].clone());
            if status == Some("implemented".into()) {
                prop_assert!(own.iter().all(|fact| is_claimed(fact)));
            }
            let denied = own.iter().any(|fact| matches!(fact.state, Some(State::Absent | State::Unclear)));
            prop_assert!(!denied || status.is_none());
            prop_assert!(status == Some("implemented".into()) || requirement.contains_key("remarks"));
        }
        let named = facts(&catalog).into_iter().filter(|fact| matches!(fact.kind, Kind::Measure | Kind::Procedure)).map(|fact| fact.features.len());
        prop_assert_eq!(told, named.sum::<usize>());
        prop_assert_eq!(definition["components"].as_array().map(Vec::len), Some(catalog.products().len()));
    }
}

#[test]
fn what_a_document_denies_is_quoted_not_asserted() {
    let document = parsed(&dpv_jsonld(&crate::support::small()));
    let nodes = nodes(&document);
    let claim = |id: &str| {
        let source = format!("urn:privacy-explorer:fact:{id}");
        let found =
            nodes.iter().find(|(node, _)| node.get("dct:source").is_some_and(|to| to["@id"] == *source));
        found.map(|(node, quoted)| (node["@id"].as_str().unwrap_or_default(), *quoted))
    };
    assert_eq!(claim("alpha-name"), Some(("urn:privacy-explorer:process:alpha-name", false)));
    assert_eq!(claim("beta-no-recording"), Some(("urn:privacy-explorer:process:beta-no-recording", true)));
    assert_eq!(claim("alpha-tls-13"), Some(("urn:privacy-explorer:measure:alpha-tls-13", true)));
    assert_eq!(claim("alpha-erase"), Some(("urn:privacy-explorer:procedure:alpha-erase", false)));
    assert_eq!(claim("beta-offer"), None);
}
