//! The facts of an answer as a catalogue of their own, in the public format.

use super::Shown;
use crate::facet::{FACETS, Facet};
use crate::index::Index;
use crate::link::Link;
use crate::model::{About, Catalog, Dpv, Entry, Fact, Ix, Source, Table};
use crate::query::Query;
use crate::settings::Rows;
use crate::source::SCHEMA;
use crate::write::Object;
use privacy_engine::json::write_text;

/// What the title of a catalogue ends with that holds only some of the facts.
const EXTRACT: &str = " (extract)";

/// The facts of the answer in the public format `privacy-catalog/1`, one entry a line, with what they and
/// the link refer to: products, sources, and the vocabulary with its groups and families. Read again and
/// asked for the same fragment, it gives the same facts.
///
/// Of a source it has the sections that the facts cite, and those that say nothing; so no section is shown
/// as silent that isn't.
///
/// Two sorts of facts are there too which the answer doesn't have, and the fragment leaves them out as
/// before: for a product with facts that are found only for covering all its data, one holding which says
/// that it holds a type that is filtered by; and for a word that a typo was taken for, a fact that has it.
/// Both are of the answer's scope, so nothing is told of what a page is locked out of. The title says that it is an extract, unless it is the whole catalogue.
#[must_use]
pub fn json(shown: &Shown<'_>) -> String {
    written(shown.catalog(), &Kept::new(shown))
}

/// A whole catalogue in the public format, one entry a line.
#[must_use]
pub fn whole(catalog: &Catalog) -> String {
    written(catalog, &Kept::of(catalog, true))
}

fn written(catalog: &Catalog, kept: &Kept) -> String {
    let mut out = String::from("{\n");
    let mut text = |key: &str, text: &str| {
        write_text(key, &mut out);
        out.push_str(": ");
        write_text(text, &mut out);
        out.push_str(",\n");
    };
    text("schema", SCHEMA);
    let is_marked = kept.is_whole || catalog.title().ends_with(EXTRACT);
    text("title", &[catalog.title(), if is_marked { "" } else { EXTRACT }].concat());
    text("version", catalog.version());
    list(&mut out, "products", catalog.products(), &kept.products, |_, entry, object| {
        object.texts("aliases", texts(&entry.aliases));
        object.text("summary", &entry.summary);
        let components = entry.components.iter().map(|one| (one.id.as_str(), one.name.as_str(), None));
        parts(object, "components", "name", components);
        object.texts("releases", texts(&entry.releases));
        object.option("covers", entry.covers.map(|place| entry.releases[place].as_str()));
    });
    list(&mut out, "sources", catalog.sources(), &kept.sources, |place, entry, object| {
        object.text("product", &catalog.products()[entry.product].id);
        object.text("title", &entry.title);
        object.option("release", entry.release.as_deref());
        object.option("date", entry.date.as_deref());
        object.option("version", entry.version.as_deref());
        let first = kept.first_sections[place.get() as usize];
        let sections = entry.sections.iter().zip(&kept.sections[first..]).filter(|(_, kept)| **kept);
        let sections =
            sections.map(|(one, _)| (one.id.as_str(), one.title.as_str(), one.no_facts.as_deref()));
        parts(object, "sections", "title", sections);
    });
    list(&mut out, "data_types", catalog.data_types(), &kept.data_types, |_, entry, object| {
        object.option("group", entry.group.map(|group| catalog.data_types()[group].id.as_str()));
        object.texts("synonyms", texts(&entry.synonyms));
        dpv(object, entry.dpv.as_ref());
    });
    list(&mut out, "features", catalog.features(), &kept.features, |_, entry, object| {
        object.option("family", entry.family.map(|family| catalog.features()[family].id.as_str()));
        object.texts("synonyms", texts(&entry.synonyms));
        dpv(object, entry.dpv.as_ref());
        object.texts("gdpr", texts(&entry.gdpr));
    });
    list(&mut out, "subjects", catalog.subjects(), &kept.subjects, |_, entry, object| {
        object.texts("synonyms", texts(&entry.synonyms));
    });
    list(&mut out, "recipients", catalog.recipients(), &kept.recipients, |_, entry, object| {
        object.text("kind", entry.kind.id());
        object.texts("synonyms", texts(&entry.synonyms));
    });
    out.push_str("\"facts\": [");
    let mut separator = "\n";
    for (_, fact) in of_kept(catalog.facts(), &kept.facts) {
        out.push_str(separator);
        catalog.write_fact(fact, &mut out);
        separator = ",\n";
    }
    out.push_str("\n]");
    let redirects: Vec<_> = catalog.redirects.iter().filter(|(_, to)| kept.has(catalog, to)).collect();
    if !redirects.is_empty() {
        out.push_str(",\n\"redirects\": ");
        let mut object = Object::new(&mut out);
        for (from, to) in redirects {
            object.text(from, to);
        }
        object.end();
    }
    out.push_str("\n}\n");
    out
}

/// An entry with a name, or for a source without one.
trait Named: Entry {
    fn name(&self) -> Option<&str>;
}

macro_rules! named {
    ($($entry:ident),+) => { $(impl Named for crate::model::$entry {
        fn name(&self) -> Option<&str> {
            Some(&self.name)
        }
    })+ };
}
named!(Product, DataType, Feature, Subject, Recipient);

impl Named for Source {
    fn name(&self) -> Option<&str> {
        None
    }
}

fn of_kept<'a, T: Entry>(table: &'a Table<T>, kept: &'a [bool]) -> impl Iterator<Item = (Ix<T>, &'a T)> {
    table.iter().filter(|(place, _)| kept[place.get() as usize])
}

/// A table: the kept entries, each with its id, its name and what `rest` writes.
fn list<T: Named>(
    out: &mut String,
    key: &str,
    table: &Table<T>,
    kept: &[bool],
    rest: impl Fn(Ix<T>, &T, &mut Object<'_>),
) {
    write_text(key, out);
    out.push_str(": [");
    let mut separator = "\n";
    for (place, entry) in of_kept(table, kept) {
        out.push_str(separator);
        separator = ",\n";
        let mut object = Object::new(out);
        object.text("id", entry.id());
        object.option("name", entry.name());
        rest(place, entry, &mut object);
        object.end();
    }
    out.push_str("\n],\n");
}

/// A list of objects with an id, a name and perhaps a reason for having no facts; left out if it is empty.
fn parts<'a>(
    object: &mut Object<'_>,
    key: &str,
    name: &str,
    all: impl Iterator<Item = (&'a str, &'a str, Option<&'a str>)>,
) {
    let mut all = all.peekable();
    if all.peek().is_none() {
        return;
    }
    let out = object.key(key);
    let mut separator = '[';
    for (id, words, no_facts) in all {
        out.push(separator);
        separator = ',';
        let mut part = Object::new(out);
        part.text("id", id);
        part.text(name, words);
        part.option("no_facts", no_facts);
        part.end();
    }
    out.push(']');
}

fn dpv(object: &mut Object<'_>, dpv: Option<&Dpv>) {
    if let Some(dpv) = dpv {
        let mut inner = Object::new(object.key("dpv"));
        inner.text("term", &dpv.term);
        inner.text("match", dpv.fit.id());
        inner.end();
    }
}

fn texts(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}

/// Which entries are kept, by their places.
struct Kept {
    is_whole: bool,
    products: Vec<bool>,
    sources: Vec<bool>,
    /// The sections of all sources, one source after the other.
    sections: Vec<bool>,
    /// Where the sections of each source begin.
    first_sections: Vec<usize>,
    data_types: Vec<bool>,
    features: Vec<bool>,
    subjects: Vec<bool>,
    recipients: Vec<bool>,
    facts: Vec<bool>,
}

impl Kept {
    fn new(shown: &Shown<'_>) -> Self {
        let catalog = shown.catalog();
        let mut kept = Self::of(catalog, shown.answer.total() == catalog.facts().len());
        if !kept.is_whole {
            shown.answer.visit(|fact| kept.facts[fact.get() as usize] = true);
            kept.add_holdings(shown);
            kept.add_words(shown);
            for (place, fact) in catalog.facts().iter() {
                if kept.facts[place.get() as usize] {
                    kept.add_what_a_fact_names(catalog, fact);
                }
            }
            kept.add_what_a_link_names(shown.index, shown.link);
            kept.add_groups(catalog);
        }
        kept
    }

    /// All entries, or none but the sections that say nothing.
    fn of(catalog: &Catalog, is_whole: bool) -> Self {
        let mut first_sections = Vec::with_capacity(catalog.sources().len());
        let mut sections = Vec::new();
        for (_, source) in catalog.sources().iter() {
            first_sections.push(sections.len());
            sections.extend(source.sections.iter().map(|section| is_whole || section.no_facts.is_some()));
        }
        let all = |len: usize| vec![is_whole; len];
        Self {
            is_whole,
            products: all(catalog.products().len()),
            sources: all(catalog.sources().len()),
            sections,
            first_sections,
            data_types: all(catalog.data_types().len()),
            features: all(catalog.features().len()),
            subjects: all(catalog.subjects().len()),
            recipients: all(catalog.recipients().len()),
            facts: all(catalog.facts().len()),
        }
    }

    /// Adds a holding for each product with facts that are there only for covering all data.
    fn add_holdings(&mut self, shown: &Shown<'_>) {
        let (index, catalog, query) = (shown.index, shown.catalog(), &shown.link.query);
        let wanted = included_types(catalog, query);
        let mut lacks = vec![false; catalog.products().len()];
        if wanted.is_empty() || !query.general {
            return;
        }
        let says_so = |place: Ix<Fact>, fact: &Fact| {
            let names_one = fact.about.types().iter().any(|of| wanted[of.get() as usize]);
            names_one && index.holds_data(place)
        };
        let facts = catalog.facts();
        shown.answer.visit(|place| {
            let fact = &facts[place];
            lacks[fact.product.get() as usize] |= fact.about == About::AllData;
        });
        shown.answer.visit(|place| {
            let fact = &facts[place];
            lacks[fact.product.get() as usize] &= !says_so(place, fact);
        });
        for (place, fact) in facts.iter() {
            let lacks = &mut lacks[fact.product.get() as usize];
            if *lacks && shown.answer.scope().holds(place) && says_so(place, fact) {
                self.facts[place.get() as usize] = true;
                *lacks = false;
            }
        }
    }

    /// Adds a fact for each word that was taken for one with a typo and that no fact has which is kept, so
    /// that it is taken for it again.
    fn add_words(&mut self, shown: &Shown<'_>) {
        let corrections = shown.answer.corrections().iter().filter(|_| shown.answer.total() > 0);
        for word in corrections.flat_map(|one| &one.taken) {
            let having = shown.index.having(word).members();
            if having.iter().any(|&fact| self.facts[fact as usize]) {
                continue;
            }
            let is_told = |fact: &&u32| shown.answer.scope().holds(Ix::new(**fact as usize));
            if let Some(&first) = having.iter().find(is_told) {
                self.facts[first as usize] = true;
            }
        }
    }

    fn add_what_a_fact_names(&mut self, catalog: &Catalog, fact: &Fact) {
        let source = fact.cite.source.get() as usize;
        self.products[fact.product.get() as usize] = true;
        self.products[catalog.sources()[fact.cite.source].product.get() as usize] = true;
        self.sources[source] = true;
        if let Some(section) = fact.cite.section {
            self.sections[self.first_sections[source] + section] = true;
        }
        fact.about.types().iter().for_each(|of| self.data_types[of.get() as usize] = true);
        fact.features.iter().for_each(|of| self.features[of.get() as usize] = true);
        fact.subjects.iter().for_each(|of| self.subjects[of.get() as usize] = true);
        fact.recipients.iter().for_each(|of| self.recipients[of.get() as usize] = true);
    }

    /// Adds what the link names, so that all of it is understood again; but for the open fact, if the answer
    /// doesn't have it.
    fn add_what_a_link_names(&mut self, index: &Index, link: &Link) {
        let catalog = index.catalog();
        for facet in FACETS.iter().map(|info| info.facet) {
            let selection = link.query.selection(facet);
            selection.include.iter().chain(&selection.exclude).for_each(|id| self.add(index, facet, id));
        }
        let settings = &link.settings;
        settings.columns.iter().for_each(|id| self.add(index, Facet::Product, id));
        settings.open.iter().for_each(|id| self.add(index, Facet::DataType, id));
        if let Some((row, product)) = &settings.cell {
            // A row of either facet, whichever is compared.
            for rows in Rows::ALL {
                self.add(index, rows.0.facet(), row);
            }
            self.add(index, Facet::Product, product);
        }
        link.installation.releases().for_each(|(product, _)| self.add(index, Facet::Product, product));
        for (product, features) in link.installation.switched_on() {
            self.add(index, Facet::Product, product);
            features.iter().for_each(|id| self.add(index, Facet::Feature, id));
        }
        for (place, source) in catalog.sources().iter() {
            self.products[source.product.get() as usize] |= self.sources[place.get() as usize];
        }
    }

    /// Adds the value of a facet, if it is an entry of a table.
    fn add(&mut self, index: &Index, facet: Facet, id: &str) {
        let catalog = index.catalog();
        let (kept, place) = match facet {
            Facet::Product => (&mut self.products, place(catalog.products(), id)),
            Facet::DataType => (&mut self.data_types, place(catalog.data_types(), id)),
            Facet::Feature => (&mut self.features, place(catalog.features(), id)),
            Facet::Subject => (&mut self.subjects, place(catalog.subjects(), id)),
            Facet::Recipient => (&mut self.recipients, place(catalog.recipients(), id)),
            Facet::Source => (&mut self.sources, place(catalog.sources(), id)),
            Facet::Release => {
                // A product with its releases, or one of them.
                let values = index.values(facet);
                let value = index.value(facet, id).map(|at| &values[at as usize]);
                let product =
                    value.map(|value| value.parent.map_or(value, |parent| &values[parent as usize]));
                (&mut self.products, product.and_then(|product| place(catalog.products(), &product.id)))
            }
            Facet::Kind | Facet::State => return,
        };
        if let Some(place) = place {
            kept[place as usize] = true;
        }
    }

    fn add_groups(&mut self, catalog: &Catalog) {
        for (place, entry) in catalog.data_types().iter() {
            if let Some(group) = entry.group.filter(|_| self.data_types[place.get() as usize]) {
                self.data_types[group.get() as usize] = true;
            }
        }
        for (place, entry) in catalog.features().iter() {
            if let Some(family) = entry.family.filter(|_| self.features[place.get() as usize]) {
                self.features[family.get() as usize] = true;
            }
        }
    }

    /// Whether an entry with this id is kept.
    fn has(&self, catalog: &Catalog, id: &str) -> bool {
        let tables = [
            (&self.products, place(catalog.products(), id)),
            (&self.sources, place(catalog.sources(), id)),
            (&self.data_types, place(catalog.data_types(), id)),
            (&self.features, place(catalog.features(), id)),
            (&self.subjects, place(catalog.subjects(), id)),
            (&self.recipients, place(catalog.recipients(), id)),
            (&self.facts, place(catalog.facts(), id)),
        ];
        self.is_whole || tables.iter().any(|(kept, place)| place.is_some_and(|place| kept[place as usize]))
    }
}

fn place<T: Entry>(table: &Table<T>, id: &str) -> Option<u32> {
    table.find(id).map(Ix::get)
}

/// Which data types a query includes, itself or by their group, by their places; none if it includes none.
fn included_types(catalog: &Catalog, query: &Query) -> Vec<bool> {
    let include = &query.selection(Facet::DataType).include;
    if include.is_empty() {
        return Vec::new();
    }
    let types = catalog.data_types();
    let is_included = |(_, row): (_, &crate::model::DataType)| {
        let group = row.group.map(|group| types[group].id.as_str());
        include.contains(&row.id) || group.is_some_and(|group| include.contains(group))
    };
    types.iter().map(is_included).collect()
}
