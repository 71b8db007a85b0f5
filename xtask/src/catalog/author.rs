//! The catalogue as it is authored: one TOML file per product, and what they share.

use std::collections::{BTreeMap, BTreeSet};

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
            // An id can only name a file of its folder, which may be somebody else's.
            if !is_id(id) {
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
        let titles = self.titles(file, &manuals);
        let mut unused: BTreeSet<&str> = titles.keys().copied().collect();
        for mut fact in self.tables(file, "facts", &mut tables) {
            let name = name_of("fact", &fact);
            let places = fact.remove("manuals").unwrap_or(Value::Array(Vec::new()));
            // Also a fact that can't be read names its manuals.
            for id in places.as_array().into_iter().flatten().filter_map(|place| place.get("id")?.as_str()) {
                unused.remove(id);
            }
            let places = places.try_into::<Vec<ManualPlace>>().unwrap_or_else(|error| {
                self.report(file, &name, "manuals", one_line(&error.to_string()));
                Vec::new()
            });
            let mut named = Vec::new();
            for place in places {
                if let Some(title) = titles.get(place.id.as_str()) {
                    named.push(Manual { title: (*title).to_owned(), section: place.section });
                } else {
                    let message = format!("expected the id of a manual of this file, found {:?}", place.id);
                    self.report(file, &name, "manuals", message);
                }
            }
            fact.insert("product".to_owned(), Value::from(product.id.as_str()));
            if let Some(Value::Table(cite)) = fact.get_mut("cite") {
                cite.insert("source".to_owned(), Value::from(source.id.as_str()));
            }
            let Some(mut fact) = self.entry::<Fact>(file, &name, fact) else { continue };
            fact.manuals = named;
            self.catalog.facts.push(fact);
        }
        for manual in unused {
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

    /// The titles of a file's manuals by their ids.
    fn titles<'a>(&mut self, file: &str, manuals: &'a [ManualEntry]) -> BTreeMap<&'a str, &'a str> {
        let mut titles = BTreeMap::new();
        for ManualEntry { id, title } in manuals {
            let message = if titles.insert(id.as_str(), title.as_str()).is_some() {
                "stands twice; give one of the two another id".to_owned()
            } else if is_id(id) {
                continue;
            } else {
                format!("expected lower-case ASCII letters and digits joined by single hyphens, found {id:?}")
            };
            self.report(file, &format!("manual {id}"), "id", message);
        }
        titles
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
                Err(error) => error,
            };
            let (keys, unknown) = (keys_to(&error), unknown_key(&error));
            let field: Vec<&str> = keys.iter().map(String::as_str).chain(unknown).collect();
            self.report(file, name, &field.join("."), one_line(error.message()));
            let within =
                keys.iter().try_fold(&mut table, |table, key| table.get_mut(key.as_str())?.as_table_mut());
            within?.remove(unknown?)?;
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

/// Whether a text is formed as the catalogue's rule `ids` wants it.
fn is_id(id: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(is_letter))
}

fn name_of(sort: &str, table: &Table) -> String {
    format!("{sort} {}", table.get("id").and_then(Value::as_str).unwrap_or("without an id"))
}

/// The keys that lead to what is wrong: an error tells them only in its closing line.
fn keys_to(error: &toml::de::Error) -> Vec<String> {
    let text = error.to_string();
    let line = text.strip_prefix(error.message()).unwrap_or_default().trim();
    let keys = line.strip_prefix("in `").and_then(|keys| keys.strip_suffix('`'));
    keys.map(|keys| keys.split('.').map(str::to_owned).collect()).unwrap_or_default()
}

/// The key that does not exist, if that is what is wrong.
fn unknown_key(error: &toml::de::Error) -> Option<&str> {
    error.message().strip_prefix("unknown field `")?.split('`').next()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn manuals_with_one_id_or_with_none_of_ours_are_reported() {
        let again =
            "[[manuals]]\nid = \"m\"\ntitle = \"Another\"\n[[manuals]]\nid = \"M 2\"\ntitle = \"A third\"\n";
        let (_, found) = read(&PRODUCT.replacen("[[facts]]", &format!("{again}[[facts]]"), 1));
        assert_eq!(
            found,
            [
                "error: data/products/p.toml: manual m, `id`: stands twice; give one of the two another id",
                "error: data/products/p.toml: manual M 2, `id`: expected lower-case ASCII letters and digits \
                 joined by single hyphens, found \"M 2\"",
                "error: data/products/p.toml: manual M 2: no fact names it; remove it",
            ]
        );
    }

    #[test]
    fn a_fact_that_cannot_be_read_names_its_manuals() {
        for (sound, broken) in
            [("kind = \"statement\"", "kind = \"statment\""), ("section = \"2\"", "part = \"2\"")]
        {
            let (_, found) = read(&PRODUCT.replace(sound, broken));
            assert_eq!(found.len(), 1, "{found:?}");
        }
    }

    #[test]
    fn a_key_is_blamed_where_it_stands() {
        let broken = PRODUCT
            .replace("cite = { section", "note = \"A note.\"\ncolour = 1\ncite = { note = \"y\", section")
            .replace("kind = \"statement\"", "kind = \"statement\"\nstate = \"provded\"");
        let (bundle, found) = read(&broken);
        let fields: Vec<_> =
            found.iter().map(|d| d.split(": unknown").next().unwrap_or_default().to_owned()).collect();
        let expected = ["cite.note", "colour", "state"]
            .map(|field| format!("error: data/products/p.toml: fact p-offer, `{field}`"));
        assert_eq!(fields, expected);
        assert!(bundle.catalog.facts.is_empty());
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
