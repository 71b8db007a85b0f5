//! Documents for `OpenSearch`, and the mapping of the index that takes them.

use super::rows::{Values, write_row};
use crate::model::Catalog;
use crate::write::Object;

/// How a field is indexed.
#[derive(Clone, Copy)]
enum Field {
    /// As it stands, for filters and counts.
    Keyword,
    /// Word by word, and as it stands below `.keyword`.
    Name,
    /// Word by word.
    Text,
    /// True or false.
    Flag,
    /// Objects with these keywords, each object on its own.
    Objects(&'static [&'static str]),
}

use Field::{Flag, Keyword, Name, Objects, Text};

/// Every field of a document.
const FIELDS: [(&str, Field); 42] = [
    ("id", Keyword),
    ("product", Keyword),
    ("product_name", Name),
    ("component", Keyword),
    ("component_name", Name),
    ("kind", Keyword),
    ("kind_name", Keyword),
    ("activity", Keyword),
    ("direction", Keyword),
    ("state", Keyword),
    ("state_name", Keyword),
    ("default", Keyword),
    ("since", Keyword),
    ("until", Keyword),
    ("text", Text),
    ("note", Text),
    ("about_all", Flag),
    ("holds", Flag),
    ("data_types", Keyword),
    ("data_type_names", Name),
    ("data_groups", Keyword),
    ("features", Keyword),
    ("feature_names", Name),
    ("families", Keyword),
    ("subjects", Keyword),
    ("subject_names", Name),
    ("recipients", Keyword),
    ("recipient_names", Name),
    ("recipient_kinds", Keyword),
    ("values", Objects(&["key", "value"])),
    ("source", Keyword),
    ("source_title", Name),
    ("source_release", Keyword),
    ("source_date", Keyword),
    ("source_version", Keyword),
    ("section", Keyword),
    ("section_title", Name),
    ("row", Name),
    ("manuals", Objects(&["title", "section"])),
    ("gdpr_articles", Keyword),
    ("catalogue_title", Name),
    ("catalogue_version", Keyword),
];

/// More characters than these are not indexed as they stand: Lucene refuses a term of more than
/// 32,766 bytes, and a character has at most four. The document keeps them.
const KEYWORD: &str = r#"{"type":"keyword","ignore_above":8191}"#;

/// The longest id that `OpenSearch` takes, in bytes; a document with a longer one gets an id there.
const LONGEST_ID: usize = 512;

/// The facts as the body of a `_bulk` request: for each fact a line that indexes it into
/// `index_name` under its own id, and a line with the document.
///
/// A document is a row of [`jsonl`](super::jsonl), but for its `values`, which are a list of objects
/// with `key` and `value`: the mapping is strict, and keys are not known beforehand.
#[must_use]
pub fn opensearch(catalog: &Catalog, index_name: &str) -> String {
    let mut out = String::new();
    for (_, fact) in catalog.facts().iter() {
        let mut action = Object::new(&mut out);
        let mut index = Object::new(action.key("index"));
        index.text("_index", index_name);
        if (1..=LONGEST_ID).contains(&fact.id.len()) {
            index.text("_id", &fact.id);
        }
        index.end();
        action.end();
        out.push('\n');
        write_row(catalog, fact, Values::Pairs, &mut out);
        out.push('\n');
    }
    out
}

/// The mapping for [`opensearch`]'s documents, as the body of the request that creates the index. It
/// is strict: a document with another field is refused.
#[must_use]
pub fn opensearch_mapping() -> String {
    let mut out = String::from("{\"mappings\":{\"dynamic\":\"strict\",\"properties\":");
    let mut properties = Object::new(&mut out);
    for (name, field) in FIELDS {
        let out = properties.key(name);
        match field {
            Keyword => out.push_str(KEYWORD),
            Text => out.push_str("{\"type\":\"text\"}"),
            Flag => out.push_str("{\"type\":\"boolean\"}"),
            Name => {
                out.push_str("{\"type\":\"text\",\"fields\":{\"keyword\":");
                out.push_str(KEYWORD);
                out.push_str("}}");
            }
            Objects(keys) => {
                out.push_str("{\"type\":\"nested\",\"dynamic\":\"strict\",\"properties\":");
                let mut own = Object::new(out);
                for key in keys {
                    own.key(key).push_str(KEYWORD);
                }
                own.end();
                out.push('}');
            }
        }
    }
    properties.end();
    out.push_str("}}\n");
    out
}
