//! From the catalogue as written to the trusted one, and back.

use crate::json::Reader;
use crate::model::{
    About, Catalog, Cite, DataType, Entry, Fact, Feature, Ix, Kind, Product, Recipient, Source, Subject,
    Table,
};
use crate::order;
use crate::sorted::Pairs;
use crate::source::{self, ALL_DATA, Bundle, SCHEMA};
use crate::{Diagnostic, Severity};

impl Catalog {
    /// Resolves every reference of a catalogue as written.
    ///
    /// # Errors
    /// One diagnostic for each reference to something that isn't there; nothing is loaded then.
    /// The other rules are those of [`crate::check`].
    pub fn from_bundle(bundle: &Bundle) -> Result<Self, Vec<Diagnostic>> {
        let mut resolver = Resolver::new(&bundle.catalog, &|product| bundle.file_of(product), &bundle.file);
        for fact in &bundle.catalog.facts {
            resolver.add(fact.clone(), bundle.file_of(&fact.product));
        }
        resolver.finish(&bundle.catalog.redirects)
    }

    /// Reads and resolves a file of the public JSON format.
    ///
    /// # Errors
    /// As [`Bundle::from_json`] and [`Catalog::from_bundle`].
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let mut loader = CatalogLoader::new(file);
        while loader.read(json, usize::MAX) {}
        loader.finish()
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
            facts: rows(&self.facts, |fact| self.source_fact(fact)),
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

    fn source_fact(&self, fact: &Fact) -> source::Fact {
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
        first_release: 0,
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

/// Reads and resolves a file of the public JSON format, some facts at a time.
#[derive(Debug)]
pub struct CatalogLoader {
    file: String,
    reader: Reader,
    /// From the first fact on, when all tables are known.
    resolver: Option<Resolver>,
}

impl CatalogLoader {
    /// Begins a file, which is called `file` in messages.
    #[must_use]
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), reader: Reader::new(file), resolver: None }
    }

    /// Reads on, at most `facts` facts; returns whether anything is left. `json` is the whole file,
    /// the same each time.
    pub fn read(&mut self, json: &[u8], facts: usize) -> bool {
        let Self { file, reader, resolver } = self;
        reader.read(json, facts, &mut |fact, tables| {
            let resolver = resolver.get_or_insert_with(|| Resolver::new(tables, &|_| file, file));
            resolver.add(fact, file);
        })
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn at(&self) -> usize {
        self.reader.at()
    }

    /// The catalogue, once all is read.
    ///
    /// # Errors
    /// As [`Catalog::from_json`].
    pub fn finish(self) -> Result<Catalog, Vec<Diagnostic>> {
        let Self { file, reader, resolver } = self;
        let tables = reader.finish()?;
        resolver.unwrap_or_else(|| Resolver::new(&tables, &|_| &file, &file)).finish(&tables.redirects)
    }
}

/// Resolves the tables of a catalogue, then its facts, one after the other.
#[derive(Debug)]
pub(crate) struct Resolver {
    /// The catalogue without its facts.
    pub(crate) catalog: Catalog,
    pub(crate) facts: Vec<Fact>,
    problems: Vec<Diagnostic>,
}

impl Resolver {
    /// Resolves the tables; `file_of` tells which file says what of a product, `file` holds the rest.
    pub(crate) fn new<'a>(written: &source::Catalog, file_of: &dyn Fn(&str) -> &'a str, file: &str) -> Self {
        let mut problems = Vec::new();
        let problems_mut = &mut problems;
        let products = products(written, file_of, problems_mut);
        let catalog = Catalog {
            title: written.title.clone(),
            version: written.version.clone(),
            data_types: data_types(written, file, problems_mut),
            features: features(written, file, problems_mut),
            subjects: Table::new(written.subjects.clone()),
            recipients: Table::new(written.recipients.clone()),
            sources: sources(written, &products, file_of, problems_mut),
            products,
            facts: Table::new(Vec::new()),
            redirects: Pairs::default(),
        };
        Self { catalog, facts: Vec::new(), problems }
    }

    fn add(&mut self, fact: source::Fact, file: &str) {
        let resolved = resolve(fact, &self.catalog, file, &mut self.problems);
        if self.problems.is_empty() {
            self.facts.extend(resolved);
        }
    }

    pub(crate) fn finish(self, redirects: &Pairs) -> Result<Catalog, Vec<Diagnostic>> {
        let Self { catalog, facts, problems } = self;
        if !problems.is_empty() {
            return Err(problems);
        }
        let facts = Table::new(by_product(facts, catalog.products.len()));
        Ok(Catalog { facts, redirects: redirects.clone(), ..catalog })
    }
}

/// The facts by product, then by kind, then in their order.
fn by_product(facts: Vec<Fact>, products: usize) -> Vec<Fact> {
    let bucket = |fact: &Fact| fact.product.get() as usize * Kind::ALL.len() + fact.kind as usize;
    if facts.is_sorted_by_key(bucket) {
        return facts;
    }
    let mut ends = vec![0_u32; products * Kind::ALL.len() + 1];
    for fact in &facts {
        ends[bucket(fact) + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut places = vec![0; facts.len()];
    for (at, fact) in (0..).zip(&facts) {
        let end = &mut ends[bucket(fact)];
        places[*end as usize] = at;
        *end += 1;
    }
    order::arranged(facts, &places)
}

fn products<'a>(
    written: &source::Catalog,
    file_of: &dyn Fn(&str) -> &'a str,
    problems: &mut Vec<Diagnostic>,
) -> Table<Product> {
    let mut rows = Vec::with_capacity(written.products.len());
    let mut place = 0;
    for product in &written.products {
        let at = Place { file: file_of(&product.id), sort: "product", id: &product.id };
        let covers = release(at, "covers", product.covers.as_deref(), &product.releases, problems);
        // In the facet of releases a product stands before its own, if it has any.
        rows.push(Product { covers, first_release: place + 1, ..read_product(product) });
        place += product.releases.len() as u32 + u32::from(!product.releases.is_empty());
    }
    Table::new(rows)
}

fn data_types(written: &source::Catalog, file: &str, problems: &mut Vec<Diagnostic>) -> Table<DataType> {
    let rows = written.data_types.iter().map(|entry| DataType {
        id: entry.id.clone(),
        name: entry.name.clone(),
        group: None,
        synonyms: entry.synonyms.clone(),
        dpv: entry.dpv.clone(),
    });
    let mut table = Table::new(rows.collect());
    for (place, entry) in written.data_types.iter().enumerate() {
        let at = Place { file, sort: "data type", id: &entry.id };
        let group = entry.group.as_deref().and_then(|id| find(at, "group", id, &table, problems));
        table.change(place, |row| row.group = group);
    }
    table
}

fn features(written: &source::Catalog, file: &str, problems: &mut Vec<Diagnostic>) -> Table<Feature> {
    let rows = written.features.iter().map(|entry| Feature {
        id: entry.id.clone(),
        name: entry.name.clone(),
        family: None,
        synonyms: entry.synonyms.clone(),
        dpv: entry.dpv.clone(),
        gdpr: entry.gdpr.clone(),
    });
    let mut table = Table::new(rows.collect());
    for (place, entry) in written.features.iter().enumerate() {
        let at = Place { file, sort: "feature", id: &entry.id };
        let family = entry.family.as_deref().and_then(|id| find(at, "family", id, &table, problems));
        table.change(place, |row| row.family = family);
    }
    table
}

fn sources<'a>(
    written: &source::Catalog,
    products: &Table<Product>,
    file_of: &dyn Fn(&str) -> &'a str,
    problems: &mut Vec<Diagnostic>,
) -> Table<Source> {
    let mut rows = Vec::new();
    for entry in &written.sources {
        let place = Place { file: file_of(&entry.product), sort: "source", id: &entry.id };
        let Some(product) = find(place, "product", &entry.product, products, problems) else { continue };
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

fn resolve(
    fact: source::Fact,
    catalog: &Catalog,
    file: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Fact> {
    let place = Place { file, sort: "fact", id: &fact.id };
    let product = find(place, "product", &fact.product, &catalog.products, problems);
    let about = if fact.data_types == [ALL_DATA] {
        About::AllData
    } else {
        About::Types(find_all(place, "data_types", &fact.data_types, &catalog.data_types, problems))
    };
    let features = find_all(place, "features", &fact.features, &catalog.features, problems);
    let subjects = find_all(place, "subjects", &fact.subjects, &catalog.subjects, problems);
    let recipients = find_all(place, "recipients", &fact.recipients, &catalog.recipients, problems);
    let source = find(place, "cite.source", &fact.cite.source, &catalog.sources, problems);
    let section = source.and_then(|source| {
        let sections = &catalog.sources[source].sections;
        let found = sections.iter().position(|section| section.id == fact.cite.section);
        if found.is_none() && !sections.is_empty() {
            unknown(place, "cite.section", &fact.cite.section, "a section of the source", problems);
        }
        found
    });
    let product = product?;
    let owner = &catalog.products[product];
    let component = fact.component.as_deref().and_then(|id| {
        let found = owner.components.iter().position(|component| component.id == id);
        expect(place, "component", id, &|| "a component of the product".to_owned(), found, problems)
    });
    let since = release(place, "since", fact.since.as_deref(), &owner.releases, problems);
    let until = release(place, "until", fact.until.as_deref(), &owner.releases, problems);
    Some(Fact {
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
        cite: Cite { source: source?, section, section_id: fact.cite.section, row: fact.cite.row },
        id: fact.id,
        values: fact.values,
        text: fact.text,
        note: fact.note,
        manuals: fact.manuals,
    })
}

fn release(
    place: Place<'_>,
    field: &str,
    named: Option<&str>,
    releases: &[String],
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let named = named?;
    let found = releases.iter().position(|release| release == named);
    let expected = || format!("one of the product's releases ({})", releases.join(", "));
    expect(place, field, named, &expected, found, problems)
}

fn find<T: Entry>(
    place: Place<'_>,
    field: &str,
    id: &str,
    table: &Table<T>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Ix<T>> {
    expect(place, field, id, &|| "an id of the catalogue".to_owned(), table.find(id), problems)
}

fn find_all<T: Entry>(
    place: Place<'_>,
    field: &str,
    ids: &[String],
    table: &Table<T>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Ix<T>> {
    let mut found = Vec::with_capacity(ids.len());
    found.extend(ids.iter().filter_map(|id| find(place, field, id, table, problems)));
    found
}

fn expect<T>(
    place: Place<'_>,
    field: &str,
    id: &str,
    expected: &dyn Fn() -> String,
    found: Option<T>,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    if found.is_none() {
        unknown(place, field, id, &expected(), problems);
    }
    found
}

/// The most references that are reported: a reader reads no more, and a file may have millions.
const MOST: usize = 1000;

fn unknown(place: Place<'_>, field: &str, id: &str, expected: &str, problems: &mut Vec<Diagnostic>) {
    if problems.len() >= MOST {
        return;
    }
    let message = if id.is_empty() {
        format!("expected {expected}, found nothing")
    } else {
        format!("expected {expected}, found {id:?}; add it or correct it")
    };
    problems.push(Diagnostic {
        file: place.file.to_owned(),
        item: format!("{} {}", place.sort, place.id),
        field: field.to_owned(),
        severity: Severity::Error,
        message,
    });
}
