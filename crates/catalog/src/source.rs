//! The catalogue as written: the public JSON format, field for field, not yet trusted.
//!
//! These types mirror `privacy-catalog/1`; its JSON Schema is generated from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Activity, Direction, Kind, Match, RecipientKind, State, Switch};
use crate::sorted::Pairs;

/// The name and version of the format, the first thing in every file.
pub const SCHEMA: &str = "privacy-catalog/1";

/// What stands in `data_types` of a fact that covers all personal data.
pub const ALL_DATA: &str = "all";

/// A whole catalogue file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "privacy-catalog/1")]
pub struct Catalog {
    /// Always `privacy-catalog/1`.
    pub schema: String,
    /// What the catalogue is called.
    pub title: String,
    /// The catalogue's own version, for example `2026.11`.
    pub version: String,
    /// The products, in the order in which they are shown.
    pub products: Vec<Product>,
    /// The documents that facts are cited from.
    pub sources: Vec<Source>,
    /// Groups of data types (entries without `group`) and data types.
    pub data_types: Vec<DataType>,
    /// Families of security features (entries without `family`) and features.
    pub features: Vec<Feature>,
    /// Kinds of persons that data is about.
    pub subjects: Vec<Subject>,
    /// Where data goes to or comes from.
    pub recipients: Vec<Recipient>,
    /// What the sources state.
    pub facts: Vec<Fact>,
    /// Retired ids, each with the id that took its place.
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub redirects: Pairs,
}

/// A product and its parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The name as the vendor writes it.
    pub name: String,
    /// Other names and abbreviations that the sources use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// One sentence on what it is.
    pub summary: String,
    /// Parts that facts name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// The releases that the sources name, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<String>,
    /// The release that the sources are about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<String>,
}

/// A part of a product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Unique within the product.
    pub id: String,
    /// The name as the source writes it.
    pub name: String,
}

/// A document; what it does not print is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The product it is about.
    pub product: String,
    /// The title as printed.
    pub title: String,
    /// The product release as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The date as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The document's version as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its sections, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

/// A section of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The number as printed, or a word such as `front`.
    pub id: String,
    /// The heading as printed.
    pub title: String,
    /// Why no fact is cited from it; required if none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_facts: Option<String>,
}

/// A data type, or a group of them if it has no `group`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataType {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The name in plain English.
    pub name: String,
    /// The id of its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Synonyms and acronyms as they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// The term of the W3C Data Privacy Vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpv: Option<Dpv>,
}

/// A security feature, or a family of them if it has no `family`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The name in plain English.
    pub name: String,
    /// The id of its family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Synonyms and acronyms as they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// The term of the W3C Data Privacy Vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpv: Option<Dpv>,
    /// Articles of the GDPR that the feature helps to answer, in our reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gdpr: Vec<String>,
}

/// A term of the W3C Data Privacy Vocabulary 2.3 and how well it fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dpv {
    /// The term with its prefix, for example `pd:EmailAddressWork`.
    pub term: String,
    /// How well it fits.
    #[serde(rename = "match")]
    pub fit: Match,
}

/// A kind of person that data is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The name in plain English.
    pub name: String,
    /// Other words for it, as they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
}

/// Somebody or something that data goes to or comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Lower-case ASCII with hyphens.
    pub id: String,
    /// The name in plain English, or the product's name.
    pub name: String,
    /// What it is.
    pub kind: RecipientKind,
    /// Other words for it, as they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
}

/// The smallest thing that a source states, in our own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Lower-case ASCII with hyphens; never used again for another fact.
    pub id: String,
    /// The product it is about.
    pub product: String,
    /// The part of the product it is limited to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// What sort of fact it is.
    pub kind: Kind,
    /// For a holding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// For a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The data it is about, or `["all"]` for all personal data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_types: Vec<String>,
    /// The security features it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// The persons it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// For a transfer: where to or from, as far as named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// How far it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Whether it is on or off as delivered, where printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Switch>,
    /// The first release of the product that it is true of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The last release of the product that it is true of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Numbers, protocols and names in the text, by what they are.
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub values: Pairs,
    /// The fact in our own words, at most 240 characters.
    pub text: String,
    /// What a reader must also know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the source says so.
    pub cite: Cite,
    /// Where the vendor documents the feature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manuals: Vec<Manual>,
}

/// A place in a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The id of the source.
    pub source: String,
    /// The id of the section.
    pub section: String,
    /// The printed name of the table row, list or column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// A manual, and where in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// The title as printed.
    pub title: String,
    /// The section as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// A catalogue as written, and which file each product came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The catalogue.
    pub catalog: Catalog,
    /// The file that holds the vocabulary, or everything.
    pub file: String,
    /// The files of products that have one of their own, by product id.
    pub product_files: Pairs,
}

impl Bundle {
    /// The file that holds what is said about `product`.
    #[must_use]
    pub fn file_of(&self, product: &str) -> &str {
        self.product_files.get(product).unwrap_or(&self.file)
    }
}

impl Catalog {
    /// Writes the public JSON format with one entry a line, so that versions compare well.
    ///
    /// # Panics
    /// Never: the types hold nothing that JSON can't.
    #[must_use]
    pub fn to_json(&self) -> String {
        let text = |text: &String| serde_json::Value::from(text.as_str()).to_string();
        let mut lines = vec![
            format!("\"schema\": {}", text(&self.schema)),
            format!("\"title\": {}", text(&self.title)),
            format!("\"version\": {}", text(&self.version)),
            list("products", &self.products),
            list("sources", &self.sources),
            list("data_types", &self.data_types),
            list("features", &self.features),
            list("subjects", &self.subjects),
            list("recipients", &self.recipients),
            list("facts", &self.facts),
        ];
        if !self.redirects.is_empty() {
            lines.push(format!("\"redirects\": {}", line(&self.redirects)));
        }
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }
}

fn list<T: Serialize>(key: &str, entries: &[T]) -> String {
    let lines: Vec<String> = entries.iter().map(line).collect();
    format!("\"{key}\": [\n{}\n]", lines.join(",\n"))
}

fn line<T: Serialize>(entry: &T) -> String {
    serde_json::to_string(entry).expect("texts, lists and maps of texts are always JSON")
}

/// The JSON Schema of the public format, as JSON text.
///
/// # Panics
/// Never: a schema is always JSON.
#[must_use]
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Catalog);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
