//! From the catalogue as written to the trusted one, and back.

use crate::model::{
    About, Catalog, Cite, DataType, Entry, Fact, Feature, Ix, Product, Recipient, Source, Subject, Table,
};
use crate::order;
use crate::source::{self, ALL_DATA, Bundle, SCHEMA};
use crate::{Diagnostic, Severity};

impl Catalog {
    /// Resolves every reference of a catalogue as written.
    ///
    /// # Errors
    /// One diagnostic for each reference to something that isn't there; nothing is loaded then.
    /// The other rules are those of [`crate::check`].
    pub fn from_bundle(bundle: &Bundle) -> Result<Self, Vec<Diagnostic>> {
        Resolver::new(bundle).run()
    }

    /// Reads and resolves a file of the public JSON format.
    ///
    /// # Errors
    /// As [`Bundle::from_json`] and [`Catalog::from_bundle`].
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        Self::from_bundle(&Bundle::from_json(file, json)?)
    }

    /// The catalogue as the public format writes it.
    #[must_use]
    pub fn to_source(&self) -> source::Catalog {
        source::Catalog {
            schema: SCHEMA.to_owned(),
            title: self.title.clone(),
            version: self.version.clone(),
            products: rows(&self.products, write_product),
            sources: rows(&self.sources, |source| self.write_source(source)),
            data_types: rows(&self.data_types, |entry| source::DataType {
                id: entry.id.clone(),
                name: entry.name.clone(),
                group: entry.group.map(|group| self.data_types[group].id.clone()),
                synonyms: entry.synonyms.clone(),
                dpv: entry.dpv.clone(),
            }),
            features: rows(&self.features, |entry| source::Feature {
                id: entry.id.clone(),
                name: entry.name.clone(),
                family: entry.family.map(|family| self.features[family].id.clone()),
                synonyms: entry.synonyms.clone(),
                dpv: entry.dpv.clone(),
                gdpr: entry.gdpr.clone(),
            }),
            subjects: rows(&self.subjects, Subject::clone),
            recipients: rows(&self.recipients, Recipient::clone),
            facts: rows(&self.facts, |fact| self.write_fact(fact)),
            redirects: self.redirects.clone(),
        }
    }

    fn write_source(&self, entry: &Source) -> source::Source {
        source::Source {
            id: entry.id.clone(),
            product: self.products[entry.product].id.clone(),
            title: entry.title.clone(),
            release: entry.release.clone(),
            date: entry.date.clone(),
            version: entry.version.clone(),
            sections: entry.sections.clone(),
        }
    }

    fn write_fact(&self, fact: &Fact) -> source::Fact {
        let (since, until) = self.gate_of(fact);
        source::Fact {
            id: fact.id.clone(),
            product: self.products[fact.product].id.clone(),
            component: self.component_of(fact).map(|component| component.id.clone()),
            kind: fact.kind,
            activity: fact.activity,
            direction: fact.direction,
            data_types: match &fact.about {
                About::AllData => vec![ALL_DATA.to_owned()],
                About::Types(types) => ids(&self.data_types, types),
            },
            features: ids(&self.features, &fact.features),
            subjects: ids(&self.subjects, &fact.subjects),
            recipients: ids(&self.recipients, &fact.recipients),
            state: fact.state,
            default: fact.default,
            since: since.map(str::to_owned),
            until: until.map(str::to_owned),
            values: fact.values.clone(),
            text: fact.text.clone(),
            note: fact.note.clone(),
            cite: source::Cite {
                source: self.sources[fact.cite.source].id.clone(),
                section: fact.cite.section_id.clone(),
                row: fact.cite.row.clone(),
            },
            manuals: fact.manuals.clone(),
        }
    }
}

fn rows<T: Entry, S>(table: &Table<T>, write: impl Fn(&T) -> S) -> Vec<S> {
    table.iter().map(|(_, row)| write(row)).collect()
}

fn ids<T: Entry>(table: &Table<T>, places: &[Ix<T>]) -> Vec<String> {
    places.iter().map(|&place| table[place].id().to_owned()).collect()
}

fn write_product(product: &Product) -> source::Product {
    source::Product {
        id: product.id.clone(),
        name: product.name.clone(),
        aliases: product.aliases.clone(),
        summary: product.summary.clone(),
        components: product.components.clone(),
        releases: product.releases.clone(),
        covers: product.covers.map(|place| product.releases[place].clone()),
    }
}

fn read_product(product: &source::Product) -> Product {
    Product {
        id: product.id.clone(),
        name: product.name.clone(),
        aliases: product.aliases.clone(),
        summary: product.summary.clone(),
        components: product.components.clone(),
        releases: product.releases.clone(),
        covers: None,
    }
}

/// Where a reference stands, for the message about it.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    sort: &'a str,
    id: &'a str,
}

struct Resolver<'a> {
    bundle: &'a Bundle,
    problems: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    fn new(bundle: &'a Bundle) -> Self {
        Self { bundle, problems: Vec::new() }
    }

    fn run(mut self) -> Result<Catalog, Vec<Diagnostic>> {
        let bundle = self.bundle;
        let written = &bundle.catalog;
        let mut product_rows: Vec<Product> = written.products.iter().map(read_product).collect();
        for (row, product) in product_rows.iter_mut().zip(&written.products) {
            let place = Place { file: bundle.file_of(&product.id), sort: "product", id: &product.id };
            row.covers = self.release(place, "covers", product.covers.as_deref(), &product.releases);
        }
        let products = Table::new(product_rows);
        let data_types = self.data_types();
        let features = self.features();
        let subjects = Table::new(written.subjects.clone());
        let recipients = Table::new(written.recipients.clone());
        let sources = self.sources(&products);
        let mut facts: Vec<Fact> = Vec::with_capacity(written.facts.len());
        let vocabulary = Vocabulary {
            products: &products,
            sources: &sources,
            data_types: &data_types,
            features: &features,
            subjects: &subjects,
            recipients: &recipients,
        };
        for fact in &written.facts {
            facts.extend(self.fact(fact, &vocabulary));
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let by_product = order::places(facts.len(), &|a, b| {
            let key = |at: usize| (facts[at].product.get(), facts[at].kind);
            key(a).cmp(&key(b))
        });
        Ok(Catalog {
            title: written.title.clone(),
            version: written.version.clone(),
            products,
            sources,
            data_types,
            features,
            subjects,
            recipients,
            facts: Table::new(order::arranged(facts, &by_product)),
            redirects: written.redirects.clone(),
        })
    }

    fn data_types(&mut self) -> Table<DataType> {
        let written = &self.bundle.catalog.data_types;
        let rows = written.iter().map(|entry| DataType {
            id: entry.id.clone(),
            name: entry.name.clone(),
            group: None,
            synonyms: entry.synonyms.clone(),
            dpv: entry.dpv.clone(),
        });
        let mut table = Table::new(rows.collect());
        for (place, entry) in written.iter().enumerate() {
            let at = Place { file: &self.bundle.file, sort: "data type", id: &entry.id };
            let group = entry.group.as_deref().and_then(|id| self.find(at, "group", id, &table));
            table.change(place, |row| row.group = group);
        }
        table
    }

    fn features(&mut self) -> Table<Feature> {
        let written = &self.bundle.catalog.features;
        let rows = written.iter().map(|entry| Feature {
            id: entry.id.clone(),
            name: entry.name.clone(),
            family: None,
            synonyms: entry.synonyms.clone(),
            dpv: entry.dpv.clone(),
            gdpr: entry.gdpr.clone(),
        });
        let mut table = Table::new(rows.collect());
        for (place, entry) in written.iter().enumerate() {
            let at = Place { file: &self.bundle.file, sort: "feature", id: &entry.id };
            let family = entry.family.as_deref().and_then(|id| self.find(at, "family", id, &table));
            table.change(place, |row| row.family = family);
        }
        table
    }

    fn sources(&mut self, products: &Table<Product>) -> Table<Source> {
        let mut rows = Vec::new();
        for entry in &self.bundle.catalog.sources {
            let place = Place { file: self.bundle.file_of(&entry.product), sort: "source", id: &entry.id };
            let Some(product) = self.find(place, "product", &entry.product, products) else { continue };
            rows.push(Source {
                id: entry.id.clone(),
                product,
                title: entry.title.clone(),
                release: entry.release.clone(),
                date: entry.date.clone(),
                version: entry.version.clone(),
                sections: entry.sections.clone(),
            });
        }
        Table::new(rows)
    }

    fn fact(&mut self, fact: &source::Fact, vocabulary: &Vocabulary<'_>) -> Option<Fact> {
        let place = Place { file: self.bundle.file_of(&fact.product), sort: "fact", id: &fact.id };
        let product = self.find(place, "product", &fact.product, vocabulary.products);
        let about = if fact.data_types == [ALL_DATA] {
            About::AllData
        } else {
            About::Types(self.find_all(place, "data_types", &fact.data_types, vocabulary.data_types))
        };
        let features = self.find_all(place, "features", &fact.features, vocabulary.features);
        let subjects = self.find_all(place, "subjects", &fact.subjects, vocabulary.subjects);
        let recipients = self.find_all(place, "recipients", &fact.recipients, vocabulary.recipients);
        let source = self.find(place, "cite.source", &fact.cite.source, vocabulary.sources);
        let section = source.and_then(|source| {
            let sections = &vocabulary.sources[source].sections;
            let found = sections.iter().position(|section| section.id == fact.cite.section);
            if found.is_none() && !sections.is_empty() {
                self.unknown(place, "cite.section", &fact.cite.section, "a section of the source");
            }
            found
        });
        let product = product?;
        let owner = &vocabulary.products[product];
        let component = fact.component.as_deref().and_then(|id| {
            let found = owner.components.iter().position(|component| component.id == id);
            self.expect(place, "component", id, "a component of the product", found)
        });
        let since = self.release(place, "since", fact.since.as_deref(), &owner.releases);
        let until = self.release(place, "until", fact.until.as_deref(), &owner.releases);
        Some(Fact {
            id: fact.id.clone(),
            product,
            component,
            kind: fact.kind,
            activity: fact.activity,
            direction: fact.direction,
            about,
            features,
            subjects,
            recipients,
            state: fact.state,
            default: fact.default,
            since,
            until,
            values: fact.values.clone(),
            text: fact.text.clone(),
            note: fact.note.clone(),
            cite: Cite {
                source: source?,
                section,
                section_id: fact.cite.section.clone(),
                row: fact.cite.row.clone(),
            },
            manuals: fact.manuals.clone(),
        })
    }

    fn release(
        &mut self,
        place: Place<'_>,
        field: &str,
        named: Option<&str>,
        releases: &[String],
    ) -> Option<usize> {
        let named = named?;
        let found = releases.iter().position(|release| release == named);
        let expected = format!("one of the product's releases ({})", releases.join(", "));
        self.expect(place, field, named, &expected, found)
    }

    fn find<T: Entry>(&mut self, place: Place<'_>, field: &str, id: &str, table: &Table<T>) -> Option<Ix<T>> {
        self.expect(place, field, id, "an id of the catalogue", table.find(id))
    }

    fn find_all<T: Entry>(
        &mut self,
        place: Place<'_>,
        field: &str,
        ids: &[String],
        table: &Table<T>,
    ) -> Vec<Ix<T>> {
        ids.iter().filter_map(|id| self.find(place, field, id, table)).collect()
    }

    fn expect<T>(
        &mut self,
        place: Place<'_>,
        field: &str,
        id: &str,
        expected: &str,
        found: Option<T>,
    ) -> Option<T> {
        if found.is_none() {
            self.unknown(place, field, id, expected);
        }
        found
    }

    fn unknown(&mut self, place: Place<'_>, field: &str, id: &str, expected: &str) {
        let message = if id.is_empty() {
            format!("expected {expected}, found nothing")
        } else {
            format!("expected {expected}, found {id:?}; add it or correct it")
        };
        self.problems.push(Diagnostic {
            file: place.file.to_owned(),
            item: format!("{} {}", place.sort, place.id),
            field: field.to_owned(),
            severity: Severity::Error,
            message,
        });
    }
}

/// The tables that a fact refers to.
struct Vocabulary<'a> {
    products: &'a Table<Product>,
    sources: &'a Table<Source>,
    data_types: &'a Table<DataType>,
    features: &'a Table<Feature>,
    subjects: &'a Table<Subject>,
    recipients: &'a Table<Recipient>,
}
