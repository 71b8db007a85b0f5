//! The catalogue as it is authored: one TOML file per product, and what they share.

use std::collections::BTreeMap;

use anyhow::Result;
use privacy_catalog::sorted::Pairs;
use privacy_catalog::source::{
    Bundle, Catalog, DataType, Fact, Feature, Manual, Product, Recipient, SCHEMA, Section, Source, Subject,
};
use privacy_catalog::{Diagnostic, Severity};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

const CATALOG: &str = "catalog.toml";
const VOCABULARY: &str = "vocabulary.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogFile {
    title: String,
    version: String,
    products: Vec<String>,
    #[serde(default)]
    redirects: Pairs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    id: String,
    title: String,
    release: Option<String>,
    date: Option<String>,
    version: Option<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManualEntry {
    id: String,
    title: String,
}

/// Where a fact's manual is declared, and where in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManualPlace {
    id: String,
    section: Option<String>,
}

/// Reads all files of a catalogue, given by their names below its folder, which is called `folder` in
/// diagnostics.
///
/// Returns what could be read, and a diagnostic for each entry that could not.
///
/// # Errors
/// If a file can't be read at all.
pub(super) fn bundle(
    folder: &str,
    read: &dyn Fn(&str) -> Result<String>,
) -> Result<(Bundle, Vec<Diagnostic>)> {
    let folder = folder.to_owned();
    let mut author = Author { folder, catalog: Catalog::default(), diagnostics: Vec::new() };
    let mut bundle = Bundle { file: author.place(VOCABULARY), ..Bundle::default() };
    if let Some(about) = author.whole::<CatalogFile>(CATALOG, &read(CATALOG)?) {
        author.vocabulary(&read(VOCABULARY)?);
        for id in &about.products {
            if !is_file_name(id) {
                let message = format!("expected ids of lower-case letters, digits and hyphens, found {id:?}");
                author.report(CATALOG, "", "products", message);
                continue;
            }
            let file = format!("products/{id}.toml");
            bundle.product_files.insert(id.clone(), author.place(&file));
            author.product(id, &file, &read(&file)?);
        }
        author.catalog.title = about.title;
        author.catalog.version = about.version;
        author.catalog.redirects = about.redirects;
    }
    SCHEMA.clone_into(&mut author.catalog.schema);
    bundle.catalog = author.catalog;
    Ok((bundle, author.diagnostics))
}

struct Author {
    /// The catalogue's folder, as diagnostics give it.
    folder: String,
    catalog: Catalog,
    diagnostics: Vec<Diagnostic>,
}

impl Author {
    /// A file's name as diagnostics give it.
    fn place(&self, file: &str) -> String {
        format!("{}/{file}", self.folder)
    }

    fn vocabulary(&mut self, text: &str) {
        let file = VOCABULARY;
        let Some(mut tables) = self.whole::<Table>(file, text) else { return };
        self.catalog.data_types = self.entries::<DataType>(file, "data_types", &mut tables);
        self.catalog.features = self.entries::<Feature>(file, "features", &mut tables);
        self.catalog.subjects = self.entries::<Subject>(file, "subjects", &mut tables);
        self.catalog.recipients = self.entries::<Recipient>(file, "recipients", &mut tables);
        self.leftovers(file, &tables);
    }

    fn product(&mut self, id: &str, file: &str, text: &str) {
        let Some(mut tables) = self.whole::<Table>(file, text) else { return };
        let Some(product) = self.single::<Product>(file, "product", &mut tables) else { return };
        if product.id != id {
            let message = format!("expected {id:?} after the file's name, found {:?}", product.id);
            self.report(file, "product", "id", message);
        }
        let Some(source) = self.single::<SourceEntry>(file, "source", &mut tables) else { return };
        let manuals = self.entries::<ManualEntry>(file, "manuals", &mut tables);
        let mut titles: BTreeMap<&str, (&str, bool)> =
            manuals.iter().map(|manual| (manual.id.as_str(), (manual.title.as_str(), false))).collect();
        for mut fact in self.tables(file, "facts", &mut tables) {
            let name = name_of("fact", &fact);
            let places = fact.remove("manuals").unwrap_or(Value::Array(Vec::new()));
            let places = places.try_into::<Vec<ManualPlace>>().unwrap_or_else(|error| {
                self.report(file, &name, "manuals", one_line(&error));
                Vec::new()
            });
            fact.insert("product".to_owned(), Value::from(product.id.as_str()));
            if let Some(Value::Table(cite)) = fact.get_mut("cite") {
                cite.insert("source".to_owned(), Value::from(source.id.as_str()));
            }
            let Some(mut fact) = self.entry::<Fact>(file, &name, fact) else { continue };
            for place in places {
                if let Some((title, used)) = titles.get_mut(place.id.as_str()) {
                    *used = true;
                    fact.manuals.push(Manual { title: (*title).to_owned(), section: place.section });
                } else {
                    let message = format!("expected the id of a manual of this file, found {:?}", place.id);
                    self.report(file, &name, "manuals", message);
                }
            }
            self.catalog.facts.push(fact);
        }
        for (manual, _) in titles.into_iter().filter(|(_, (_, used))| !used) {
            self.report(file, &format!("manual {manual}"), "", "no fact names it; remove it".to_owned());
        }
        self.leftovers(file, &tables);
        self.catalog.sources.push(Source {
            id: source.id,
            product: product.id.clone(),
            title: source.title,
            release: source.release,
            date: source.date,
            version: source.version,
            sections: source.sections,
        });
        self.catalog.products.push(product);
    }

    fn whole<T: DeserializeOwned>(&mut self, file: &str, text: &str) -> Option<T> {
        toml::from_str(text).map_err(|error| self.report(file, "", "", error.to_string())).ok()
    }

    fn single<T: DeserializeOwned>(&mut self, file: &str, key: &str, tables: &mut Table) -> Option<T> {
        if let Some(Value::Table(table)) = tables.remove(key) {
            return self.entry(file, key, table);
        }
        self.report(file, key, "", format!("expected a table [{key}]"));
        None
    }

    /// The entries of `[[key]]` that can be read.
    fn entries<T: DeserializeOwned>(&mut self, file: &str, key: &str, tables: &mut Table) -> Vec<T> {
        let sort = key.trim_end_matches('s').replace('_', " ");
        let found = self.tables(file, key, tables).into_iter();
        found.filter_map(|table| self.entry(file, &name_of(&sort, &table), table)).collect()
    }

    fn tables(&mut self, file: &str, key: &str, tables: &mut Table) -> Vec<Table> {
        let Some(value) = tables.remove(key) else { return Vec::new() };
        value.try_into().unwrap_or_else(|_| {
            self.report(file, key, "", format!("expected tables [[{key}]]"));
            Vec::new()
        })
    }

    /// Reads one entry. A key that doesn't exist is reported and left out, so that all of them
    /// are found at once.
    fn entry<T: DeserializeOwned>(&mut self, file: &str, name: &str, mut table: Table) -> Option<T> {
        loop {
            let error = match table.clone().try_into() {
                Ok(entry) => return Some(entry),
                Err(error) => one_line(&error),
            };
            let unknown = table.keys().find(|key| error.contains(&format!("unknown field `{key}`"))).cloned();
            self.report(file, name, unknown.as_deref().unwrap_or_default(), error);
            table.remove(&unknown?);
        }
    }

    fn leftovers(&mut self, file: &str, tables: &Table) {
        for key in tables.keys() {
            self.report(file, key, "", "this key does not exist here".to_owned());
        }
    }

    fn report(&mut self, file: &str, item: &str, field: &str, message: String) {
        self.diagnostics.push(Diagnostic {
            file: self.place(file),
            item: item.to_owned(),
            field: field.to_owned(),
            severity: Severity::Error,
            message,
        });
    }
}

/// Whether a product's id can only name a file of its folder. The folder may be somebody else's.
fn is_file_name(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn name_of(sort: &str, table: &Table) -> String {
    format!("{sort} {}", table.get("id").and_then(Value::as_str).unwrap_or("without an id"))
}

fn one_line(error: &toml::de::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARED: [(&str, &str); 2] = [
        (CATALOG, "title = \"T\"\nversion = \"1\"\nproducts = [\"p\"]"),
        (VOCABULARY, "[[subjects]]\nid = \"user\"\nname = \"Users\""),
    ];

    const PRODUCT: &str = r#"
        [product]
        id = "p"
        name = "P"
        summary = "S"
        [source]
        id = "s"
        title = "T"
        [[manuals]]
        id = "m"
        title = "Manual"
        [[facts]]
        id = "p-offer"
        kind = "statement"
        text = "Text."
        cite = { section = "1" }
        manuals = [{ id = "m", section = "2" }]
    "#;

    fn read(product: &str) -> (Bundle, Vec<String>) {
        let files: BTreeMap<&str, &str> = SHARED.into_iter().chain([("products/p.toml", product)]).collect();
        let (bundle, found) =
            bundle("data", &|file| Ok(files[file].to_owned())).expect("all files are there");
        (bundle, found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn facts_get_their_product_their_source_and_their_manuals() {
        let (bundle, found) = read(PRODUCT);
        assert_eq!(found, [] as [String; 0]);
        let fact = &bundle.catalog.facts[0];
        assert_eq!((fact.product.as_str(), fact.cite.source.as_str()), ("p", "s"));
        assert_eq!(fact.manuals[0].title, "Manual");
        assert_eq!(bundle.file_of("p"), "data/products/p.toml");
    }

    #[test]
    fn every_key_that_does_not_exist_is_reported_with_its_place() {
        let broken = PRODUCT
            .replace("kind =", "colour = 1\nsmell = 2\nkind =")
            .replace("[product]", "[product]\nsize = 3");
        let (bundle, found) = read(&format!("extra = 1\n{broken}"));
        let fields: Vec<_> =
            found.iter().map(|d| d.split(": unknown").next().unwrap_or_default().to_owned()).collect();
        assert_eq!(
            fields[..3],
            [
                "error: data/products/p.toml: product, `size`",
                "error: data/products/p.toml: fact p-offer, `colour`",
                "error: data/products/p.toml: fact p-offer, `smell`",
            ]
        );
        assert!(found[3].contains("extra: this key does not exist"), "{found:?}");
        assert_eq!(bundle.catalog.facts.len(), 1);
    }

    #[test]
    fn manuals_that_are_unknown_or_unused_and_other_ids_are_reported() {
        let (_, found) = read(&PRODUCT.replace("{ id = \"m\"", "{ id = \"other\""));
        assert!(found[0].contains("expected the id of a manual"), "{found:?}");
        assert!(found[1].contains("manual m: no fact names it"), "{found:?}");
        let (_, found) = read(&PRODUCT.replace("id = \"p\"", "id = \"q\""));
        assert!(found[0].contains("expected \"p\""), "{found:?}");
    }

    #[test]
    fn no_product_is_read_from_another_folder() {
        for id in ["../p", "/p", "p/../p", "C:p", "", "."] {
            let file = |file: &str| {
                assert!(SHARED.iter().any(|(name, _)| *name == file), "{file} is read");
                Ok(if file == CATALOG {
                    SHARED[0].1.replace("\"p\"", &format!("{id:?}"))
                } else {
                    String::new()
                })
            };
            let (bundle, found) = bundle("data", &file).expect("all files are there");
            assert!(bundle.catalog.products.is_empty());
            let expected = format!(
                "error: data/catalog.toml, `products`: expected ids of lower-case letters, digits and hyphens, found {id:?}"
            );
            assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn what_is_not_toml_is_reported_with_its_line() {
        let (_, found) = read("[product\n");
        assert!(found[0].contains("products/p.toml") && found[0].contains("line 1"), "{found:?}");
    }
}
