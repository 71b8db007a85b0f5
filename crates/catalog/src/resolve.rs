//! From the catalogue as written to the trusted one.

use privacy_engine::cursor::Cursor;
use privacy_engine::hash::{self, Places};

use crate::Diagnostic;
use crate::diagnostic::{Problems, item, quoted, shown};
use crate::json::plain::{self, Known};
use crate::model::{
    About, Catalog, Cite, DataType, Entry, Fact, Feature, Ids, Ix, Kind, Product, RecipientKind, Source,
    Table, is_id,
};
use crate::order;
use crate::sorted::Pairs;
use crate::source::{self, ALL_DATA, Bundle};

impl Catalog {
    /// Resolves every reference of a catalogue as written.
    ///
    /// # Errors
    /// One diagnostic for each reference to something that isn't there, and for what would make a
    /// link or a reference mean two things: an id that is malformed, an id, release or section that
    /// stands twice, a release with a comma, a group in a group. Nothing is loaded then. The other rules
    /// are those of [`crate::check`].
    pub fn from_bundle(bundle: &Bundle) -> Result<Self, Vec<Diagnostic>> {
        let mut resolver = Resolver::new(&bundle.catalog, &|product| bundle.file_of(product), &bundle.file);
        for fact in &bundle.catalog.facts {
            resolver.add(fact.clone(), bundle.file_of(&fact.product));
        }
        resolver.finish(&bundle.catalog.redirects, &|product| bundle.file_of(product))
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

impl Place<'_> {
    fn item(&self) -> String {
        item(self.sort, self.id)
    }
}

/// Resolves the tables of a catalogue, then its facts, one after the other.
#[derive(Debug)]
pub(crate) struct Resolver {
    /// The catalogue without its facts.
    pub(crate) catalog: Catalog,
    pub(crate) facts: Vec<Fact>,
    lists: Lists,
    known: Known,
    /// How many facts were plain, and how many bytes they took.
    plain: (usize, usize),
    problems: Problems,
}

/// What each product and each source lists, by name: a file may list more than can be searched
/// through for every fact.
#[derive(Debug)]
pub(crate) struct Lists {
    components: Vec<Places>,
    releases: Vec<Places>,
    sections: Vec<Places>,
}

impl Lists {
    /// The place of a component of a product.
    pub(crate) fn component(&self, catalog: &Catalog, product: Ix<Product>, id: &str) -> Option<usize> {
        let own = &catalog.products[product].components;
        named(&self.components[product.get() as usize], id, &|at| &own[at].id)
    }

    /// The place of a release of a product.
    pub(crate) fn release(&self, catalog: &Catalog, product: Ix<Product>, name: &str) -> Option<usize> {
        let own = &catalog.products[product].releases;
        named(&self.releases[product.get() as usize], name, &|at| &own[at])
    }

    /// The place of a section of a source.
    pub(crate) fn section(&self, catalog: &Catalog, source: Ix<Source>, id: &str) -> Option<usize> {
        let own = &catalog.sources[source].sections;
        named(&self.sections[source.get() as usize], id, &|at| &own[at].id)
    }

    /// Reports what one of them names twice.
    fn check<'a>(
        &self,
        catalog: &Catalog,
        file_of: &dyn Fn(&str) -> &'a str,
        file: &'a str,
        problems: &mut Problems,
    ) {
        for (place, product) in catalog.products.iter() {
            let (components, releases) = (&product.components, &product.releases);
            let (file, place) = (file_of(&product.id), place.get() as usize);
            repeated(&self.components[place], components.len(), &|at| &components[at].id, &mut |id| {
                problems.report_in(file, item("component", id), "id", stands_twice(file));
            });
            repeated(&self.releases[place], releases.len(), &|at| &releases[at], &mut |release| {
                problems.report_in(file, item("product", &product.id), "releases", named_twice(release));
            });
        }
        for ((_, source), places) in catalog.sources.iter().zip(&self.sections) {
            let product = catalog.products.get(source.product.get());
            let (file, sections) = (product.map_or(file, |product| file_of(&product.id)), &source.sections);
            repeated(places, sections.len(), &|at| &sections[at].id, &mut |section| {
                problems.report_in(file, item("source", &source.id), "sections", named_twice(section));
            });
        }
    }
}

fn named<'a>(places: &Places, name: &str, own: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    places.find(name, |at| hash::same(own(at as usize), name)).map(|at| at as usize)
}

/// Calls `report` with each of so many names that stood before.
fn repeated<'a>(places: &Places, len: usize, name: &dyn Fn(usize) -> &'a str, report: &mut dyn FnMut(&str)) {
    for own in (0..len).filter(|_| places.len() < len) {
        let first = places.find(name(own), |at| name(at as usize) == name(own));
        if first != Some(own as u32) {
            report(name(own));
        }
    }
}

impl Resolver {
    /// Resolves the tables; `file_of` tells which file says what of a product, `file` holds the rest.
    pub(crate) fn new<'a>(
        written: &source::Catalog,
        file_of: &dyn Fn(&str) -> &'a str,
        file: &'a str,
    ) -> Self {
        let mut found = Problems::new(file);
        let problems = &mut found;
        let components = |product: &source::Product| {
            Places::of(product.components.len(), &|at| &product.components[at].id)
        };
        let releases =
            |product: &source::Product| Places::of(product.releases.len(), &|at| &product.releases[at]);
        let sections = |source: &Source| Places::of(source.sections.len(), &|at| &source.sections[at].id);
        let releases: Vec<Places> = written.products.iter().map(releases).collect();
        let products = products(written, &releases, file_of, problems);
        let sources = sources(written, &products, file_of, problems);
        let catalog = Catalog {
            title: written.title.clone(),
            version: written.version.clone(),
            data_types: data_types(written, file, problems),
            features: features(written, file, problems),
            subjects: Table::new(written.subjects.clone()),
            recipients: Table::new(written.recipients.clone()),
            sources,
            products,
            facts: Table::new(Vec::new()),
            redirects: Pairs::default(),
        };
        let lists = Lists {
            components: written.products.iter().map(components).collect(),
            releases,
            sections: catalog.sources.iter().map(|(_, source)| sections(source)).collect(),
        };
        check_ids(&catalog, file_of, file, problems);
        lists.check(&catalog, file_of, file, problems);
        Self {
            known: Known::new(&catalog),
            catalog,
            facts: Vec::new(),
            lists,
            plain: (0, 0),
            problems: found,
        }
    }

    /// Adds the fact at a place of a file, if it is plain, and so free of mistakes.
    pub(crate) fn add_plain(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let start = cursor.at();
        let Some(fact) = plain::fact(cursor, &self.known, &self.catalog, &self.lists) else { return false };
        self.plain.0 += 1;
        self.plain.1 += cursor.at() - start;
        self.make_room(cursor.left());
        self.facts.push(fact);
        true
    }

    /// Makes room for the facts that follow, if there is none: as many as the rest of a file is likely to
    /// hold. To grow step by step would take more memory, and the time to copy them each time.
    fn make_room(&mut self, left: usize) {
        /// So many show how long the others are.
        const SOME: usize = 256;
        let (facts, bytes) = self.plain;
        if self.facts.len() == self.facts.capacity() && facts >= SOME {
            let more = left / (bytes / facts).max(1);
            // At least half as many again: the rest may be of shorter facts than what was read.
            self.facts.reserve_exact((more + more / 8 + SOME).max(self.facts.len() / 2));
        }
    }

    pub(crate) fn add(&mut self, fact: source::Fact, file: &str) {
        self.facts.extend(resolve(fact, &self.catalog, &self.lists, file, &mut self.problems));
    }

    pub(crate) fn finish<'a>(
        self,
        redirects: &Pairs,
        file_of: &dyn Fn(&str) -> &'a str,
    ) -> Result<Catalog, Vec<Diagnostic>> {
        let Self { catalog, facts, mut problems, .. } = self;
        let mut facts = by_product(facts, catalog.products.len());
        facts.shrink_to_fit();
        let facts = Table::new(facts);
        let product = |place| facts.get(place).map_or(Ix::new(0), |fact| fact.product);
        twice(&facts, "fact", &|place| file_of(&catalog.products[product(place)].id), &mut problems);
        if !problems.is_empty() {
            return Err(problems.finish());
        }
        Ok(Catalog { facts, redirects: redirects.clone(), ..catalog })
    }
}

/// Reports ids of the tables that are malformed or stand twice; those of facts are looked at one by one.
fn check_ids<'a>(
    catalog: &Catalog,
    file_of: &dyn Fn(&str) -> &'a str,
    file: &'a str,
    problems: &mut Problems,
) {
    let of_product = |place: u32| catalog.products.get(place).map_or(file, |product| file_of(&product.id));
    let of_source = |place: u32| catalog.sources.get(place).map_or(file, |row| of_product(row.product.get()));
    let shared = |_| file;
    ids_of(&catalog.products, "product", &of_product, problems);
    for (_, product) in catalog.products.iter() {
        for component in &product.components {
            let at = Place { file: file_of(&product.id), sort: "component", id: &component.id };
            well_formed(at, problems);
        }
    }
    ids_of(&catalog.sources, "source", &of_source, problems);
    ids_of(&catalog.data_types, "data type", &shared, problems);
    ids_of(&catalog.features, "feature", &shared, problems);
    ids_of(&catalog.subjects, "subject", &shared, problems);
    ids_of(&catalog.recipients, "recipient", &shared, problems);
    for kind in RecipientKind::ALL {
        if catalog.recipients.find(kind.id()).is_some() {
            let at = Place { file, sort: "recipient", id: kind.id() };
            problems.report_in(file, at.item(), "id", NAME_OF_A_KIND.to_owned());
        }
    }
}

fn ids_of<'a>(table: &dyn Ids, sort: &str, file_of: &dyn Fn(u32) -> &'a str, problems: &mut Problems) {
    let mut place = 0;
    while let Some(id) = table.id(place) {
        well_formed(Place { file: file_of(place), sort, id }, problems);
        place += 1;
    }
    twice(table, sort, file_of, problems);
}

fn twice<'a>(table: &dyn Ids, sort: &str, file_of: &dyn Fn(u32) -> &'a str, problems: &mut Problems) {
    let mut place = 0;
    while let Some(id) = table.id(place).filter(|_| !table.are_unique()) {
        if let Some(first) = table.place(id).filter(|first| *first != place) {
            let at = Place { file: file_of(place), sort, id };
            problems.report_in(at.file, at.item(), "id", stands_twice(file_of(first)));
        }
        place += 1;
    }
}

fn well_formed(at: Place<'_>, problems: &mut Problems) {
    if let Some(message) = malformed(at.id) {
        problems.report_in(at.file, at.item(), "id", message);
    }
}

/// What is wrong with an id, if anything is.
pub(crate) fn malformed(id: &str) -> Option<String> {
    (!is_id(id) || id == ALL_DATA).then(|| {
        format!(
            "expected lower-case ASCII letters and digits joined by single hyphens (and not {}), found {}",
            quoted(ALL_DATA),
            quoted(id)
        )
    })
}

pub(crate) fn stands_twice(first: &str) -> String {
    format!("stands twice; the first is in {first}; give this one another id")
}

pub(crate) fn named_twice(name: &str) -> String {
    format!("names {} twice; keep one of them", quoted(name))
}

pub(crate) fn not_at_top(parent: &str, top: &str) -> String {
    let (parent, top) = (quoted(parent), quoted(top));
    format!("expected an entry at the top, found {parent}, which is itself under {top}")
}

pub(crate) fn with_comma(release: &str) -> String {
    let release = quoted(release);
    format!("expected a release without a comma, which separates values in links, found {release}")
}

pub(crate) const NAME_OF_A_KIND: &str = "is the name of a kind of recipient; choose another";

/// The facts by product, then by kind, then in their order.
pub(crate) fn by_product(mut facts: Vec<Fact>, products: usize) -> Vec<Fact> {
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
    order::arrange(&mut facts, places);
    facts
}

fn products<'a>(
    written: &source::Catalog,
    releases: &[Places],
    file_of: &dyn Fn(&str) -> &'a str,
    problems: &mut Problems,
) -> Table<Product> {
    let mut rows = Vec::with_capacity(written.products.len());
    for (product, places) in written.products.iter().zip(releases) {
        let at = Place { file: file_of(&product.id), sort: "product", id: &product.id };
        let covers = release(at, "covers", product.covers.as_deref(), &product.releases, places, problems);
        for release in product.releases.iter().filter(|release| release.contains(',')) {
            problems.report_in(at.file, at.item(), "releases", with_comma(release));
        }
        rows.push(Product { covers, ..read_product(product) });
    }
    number_releases(&mut rows);
    Table::new(rows)
}

/// Where products stand in the facet of releases: each before its own, if it has any.
pub(crate) fn number_releases(products: &mut [Product]) {
    let mut place = 0;
    for product in products {
        product.first_release = place + 1;
        place += product.releases.len() as u32 + u32::from(!product.releases.is_empty());
    }
}

fn data_types(written: &source::Catalog, file: &str, problems: &mut Problems) -> Table<DataType> {
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
        let top = group.and_then(|group| written.data_types[group.get() as usize].group.as_deref());
        if let Some((group, top)) = entry.group.as_deref().zip(top) {
            problems.report(at.item(), "group", not_at_top(group, top));
        }
        table.change(place, |row| row.group = group);
    }
    table
}

fn features(written: &source::Catalog, file: &str, problems: &mut Problems) -> Table<Feature> {
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
        let top = family.and_then(|family| written.features[family.get() as usize].family.as_deref());
        if let Some((family, top)) = entry.family.as_deref().zip(top) {
            problems.report(at.item(), "family", not_at_top(family, top));
        }
        table.change(place, |row| row.family = family);
    }
    table
}

fn sources<'a>(
    written: &source::Catalog,
    products: &Table<Product>,
    file_of: &dyn Fn(&str) -> &'a str,
    problems: &mut Problems,
) -> Table<Source> {
    let mut rows = Vec::new();
    for entry in &written.sources {
        let place = Place { file: file_of(&entry.product), sort: "source", id: &entry.id };
        // With another in its place the source is there for the facts that cite it; nothing is loaded.
        let product = find(place, "product", &entry.product, products, problems).unwrap_or(Ix::new(0));
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
    lists: &Lists,
    file: &str,
    problems: &mut Problems,
) -> Option<Fact> {
    let place = Place { file, sort: "fact", id: &fact.id };
    well_formed(place, problems);
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
        let id = &fact.cite.section;
        let found = lists.section(catalog, source, id);
        if found.is_none() && !catalog.sources[source].sections.is_empty() {
            unknown(place, "cite.section", id, "a section of the source", problems);
        }
        found
    });
    let product = product?;
    let owner = &catalog.products[product];
    let component = fact.component.as_deref().and_then(|id| {
        let found = lists.component(catalog, product, id);
        expect(place, "component", id, &|| "a component of the product".to_owned(), found, problems)
    });
    let places = &lists.releases[product.get() as usize];
    let since = release(place, "since", fact.since.as_deref(), &owner.releases, places, problems);
    let until = release(place, "until", fact.until.as_deref(), &owner.releases, places, problems);
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

/// The most releases that a message names.
const NAMED: usize = 20;

fn release(
    place: Place<'_>,
    field: &str,
    named: Option<&str>,
    releases: &[String],
    places: &Places,
    problems: &mut Problems,
) -> Option<usize> {
    let named = named?;
    let found = places.find(named, |at| releases[at as usize] == named).map(|at| at as usize);
    let expected = || {
        let mut named =
            releases.iter().take(NAMED).map(|release| shown(release)).collect::<Vec<_>>().join(", ");
        if releases.len() > NAMED {
            named.push_str(", …");
        }
        format!("one of the product's releases ({named})")
    };
    expect(place, field, named, &expected, found, problems)
}

fn find<T: Entry>(
    place: Place<'_>,
    field: &str,
    id: &str,
    table: &Table<T>,
    problems: &mut Problems,
) -> Option<Ix<T>> {
    expect(place, field, id, &|| "an id of the catalogue".to_owned(), table.find(id), problems)
}

fn find_all<T: Entry>(
    place: Place<'_>,
    field: &str,
    ids: &[String],
    table: &Table<T>,
    problems: &mut Problems,
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
    problems: &mut Problems,
) -> Option<T> {
    if found.is_none() {
        unknown(place, field, id, &expected(), problems);
    }
    found
}

fn unknown(place: Place<'_>, field: &str, id: &str, expected: &str, problems: &mut Problems) {
    let message = if id.is_empty() {
        format!("expected {expected}, found nothing")
    } else {
        format!("expected {expected}, found {}; add it or correct it", quoted(id))
    };
    problems.report_in(place.file, place.item(), field, message);
}
