//! Two catalogues made one: a reader's own beside the one that the page carries.

use crate::diagnostic::{Problems, quoted, shown};
use crate::model::{About, Catalog, Entry, Fact, Ix, Product, Source, Table};
use crate::resolve::{by_product, number_releases};
use crate::sorted::Pairs;
use crate::{Diagnostic, Severity};
use privacy_engine::hash::Places;

/// A catalogue, and what its file is called in messages.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// Its file.
    pub file: &'a str,
}

/// Two catalogues as one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The catalogue. Its title names both with their versions, and its version is both joined by `+`.
    /// It is neither file: the hash of neither is its own.
    pub catalog: Catalog,
    /// What the reader should know: each product that was replaced, each redirect that differs.
    pub remarks: Vec<Diagnostic>,
}

/// Makes one catalogue of two.
///
/// A product that both have is that of `own`, with its documents and its facts and with none of `base`;
/// it stays in its place. All else of `own` comes after that of `base`. An entry of the vocabulary that
/// both have is one, with the synonyms of both; its DPV term and its articles are those of `base`, or
/// of `own` if that names none. Of a retired id, `own` says where it leads.
///
/// # Errors
/// If an id would mean two things: an entry of the vocabulary that has another name, parent or kind in
/// `own`, a document or a fact of another product. Each is told at its place in `own`, with what to do.
pub fn merge(base: Part<'_>, own: Part<'_>) -> Result<Merged, Vec<Diagnostic>> {
    let mut problems = Problems::new(own.file);
    let (catalog, replaced) = joined(base, own, &mut problems);
    if !problems.is_empty() {
        return Err(problems.finish());
    }
    Ok(Merged { catalog, remarks: remarks(base, own, &replaced) })
}

/// The catalogue, if no problem was found, and the products of `base` that were replaced.
fn joined(base: Part<'_>, own: Part<'_>, problems: &mut Problems) -> (Catalog, Vec<bool>) {
    let (a, b) = (base.catalog, own.catalog);
    let mut agree = |sort: &str, id: &str, field: &str, ours: Option<&str>, found: Option<&str>| {
        if ours != found {
            let named = |text: Option<&str>| text.map_or("nothing".to_owned(), quoted);
            let (ours, found) = (named(ours), named(found));
            let message = format!(
                "expected {ours} as in {}, found {found}; rename the id if it means something else",
                base.file
            );
            problems.report(format!("{sort} {}", shown(id)), field, message);
        }
    };

    let (mut data_types, types) = tables(&a.data_types, &b.data_types, &mut |ours, found| {
        let group = ours.group.map(|group| a.data_types[group].id.as_str());
        let other = found.group.map(|group| b.data_types[group].id.as_str());
        agree("data type", &found.id, "name", Some(&ours.name), Some(&found.name));
        agree("data type", &found.id, "group", group, other);
        add(&mut ours.synonyms, &found.synonyms);
        ours.dpv = ours.dpv.take().or(found.dpv.clone());
    });
    for entry in &mut data_types[a.data_types.len()..] {
        entry.group = entry.group.map(|group| types[group.get() as usize]);
    }
    let (mut features, of_features) = tables(&a.features, &b.features, &mut |ours, found| {
        let family = ours.family.map(|family| a.features[family].id.as_str());
        let other = found.family.map(|family| b.features[family].id.as_str());
        agree("feature", &found.id, "name", Some(&ours.name), Some(&found.name));
        agree("feature", &found.id, "family", family, other);
        add(&mut ours.synonyms, &found.synonyms);
        ours.dpv = ours.dpv.take().or(found.dpv.clone());
        if ours.gdpr.is_empty() {
            ours.gdpr.clone_from(&found.gdpr);
        }
    });
    for entry in &mut features[a.features.len()..] {
        entry.family = entry.family.map(|family| of_features[family.get() as usize]);
    }
    let (subjects, of_subjects) = tables(&a.subjects, &b.subjects, &mut |ours, found| {
        agree("subject", &found.id, "name", Some(&ours.name), Some(&found.name));
        add(&mut ours.synonyms, &found.synonyms);
    });
    let (recipients, of_recipients) = tables(&a.recipients, &b.recipients, &mut |ours, found| {
        agree("recipient", &found.id, "name", Some(&ours.name), Some(&found.name));
        agree("recipient", &found.id, "kind", Some(ours.kind.id()), Some(found.kind.id()));
        add(&mut ours.synonyms, &found.synonyms);
    });

    let mut replaced = vec![false; a.products.len()];
    let (mut products, of_products) =
        tables(&a.products, &b.products, &mut |ours, found| *ours = found.clone());
    for place in &of_products {
        if let Some(replaced) = replaced.get_mut(place.get() as usize) {
            *replaced = true;
        }
    }
    number_releases(&mut products);
    let is_kept = |product: Ix<Product>| !replaced[product.get() as usize];
    let (sources, of_base) = sources(base, own, &is_kept, &of_products, problems);
    let first = sources.len() - b.sources.len();
    let mut facts: Vec<Fact> = Vec::new();
    for (_, fact) in a.facts.iter().filter(|(_, fact)| is_kept(fact.product)) {
        if b.facts.find(&fact.id).is_some() {
            report_other("fact", &fact.id, &a.products[fact.product], base.file, problems);
        }
        let mut fact = fact.clone();
        fact.cite.source = of_base[fact.cite.source.get() as usize];
        facts.push(fact);
    }
    for (_, fact) in b.facts.iter() {
        let mut fact = fact.clone();
        fact.product = of_products[fact.product.get() as usize];
        if let About::Types(of_fact) = &mut fact.about {
            lead(of_fact, &types);
        }
        lead(&mut fact.features, &of_features);
        lead(&mut fact.subjects, &of_subjects);
        lead(&mut fact.recipients, &of_recipients);
        fact.cite.source = Ix::new(first + fact.cite.source.get() as usize);
        facts.push(fact);
    }

    let redirects: Vec<(String, String)> = a.redirects.iter().chain(&b.redirects).cloned().collect();
    let facts = by_product(facts, products.len());
    let catalog = Catalog {
        title: format!("{} with {}", named(a), named(b)),
        version: format!("{}+{}", a.version, b.version),
        products: Table::new(products),
        sources: Table::new(sources),
        data_types: Table::new(data_types),
        features: Table::new(features),
        subjects: Table::new(subjects),
        recipients: Table::new(recipients),
        facts: Table::new(facts),
        redirects: Pairs::from_unsorted(redirects, &mut |_| {}),
    };
    (catalog, replaced)
}

/// The documents of the products that stay, then those of `own`, and where each of `base` stands.
fn sources(
    base: Part<'_>,
    own: Part<'_>,
    is_kept: &dyn Fn(Ix<Product>) -> bool,
    of_products: &[Ix<Product>],
    problems: &mut Problems,
) -> (Vec<Source>, Vec<Ix<Source>>) {
    let (a, b) = (base.catalog, own.catalog);
    // A document goes with its product, unless a fact of another one cites it.
    let mut stays: Vec<bool> = a.sources.iter().map(|(_, source)| is_kept(source.product)).collect();
    for (_, fact) in a.facts.iter().filter(|(_, fact)| is_kept(fact.product)) {
        stays[fact.cite.source.get() as usize] = true;
    }
    let mut sources: Vec<Source> = Vec::new();
    let mut of_base = Vec::with_capacity(a.sources.len());
    for ((_, source), stays) in a.sources.iter().zip(stays) {
        of_base.push(Ix::new(sources.len()));
        if stays {
            sources.push(source.clone());
            if b.sources.find(&source.id).is_some() {
                report_other("source", &source.id, &a.products[source.product], base.file, problems);
            }
        }
    }
    for (_, source) in b.sources.iter() {
        sources.push(Source { product: of_products[source.product.get() as usize], ..source.clone() });
    }
    (sources, of_base)
}

/// The entries of `base`, then those of `own` that it lacks, and where each of `own` stands among them;
/// `both` gets each that both have, to change it.
fn tables<T: Entry + Clone>(
    base: &Table<T>,
    own: &Table<T>,
    both: &mut dyn FnMut(&mut T, &T),
) -> (Vec<T>, Vec<Ix<T>>) {
    let mut rows: Vec<T> = base.iter().map(|(_, entry)| entry.clone()).collect();
    let mut places = Vec::with_capacity(own.len());
    for (_, entry) in own.iter() {
        if let Some(place) = base.find(entry.id()) {
            both(&mut rows[place.get() as usize], entry);
            places.push(place);
        } else {
            places.push(Ix::new(rows.len()));
            rows.push(entry.clone());
        }
    }
    (rows, places)
}

/// Adds the synonyms that aren't there.
fn add(ours: &mut Vec<String>, found: &[String]) {
    let there = Places::of(ours.len(), &|at| &ours[at]);
    let is_new = |text: &&String| there.find(text, |at| ours[at as usize] == **text).is_none();
    let new: Vec<String> = found.iter().filter(is_new).cloned().collect();
    ours.extend(new);
}

fn lead<T>(references: &mut [Ix<T>], places: &[Ix<T>]) {
    for reference in references {
        *reference = places[reference.get() as usize];
    }
}

fn report_other(sort: &str, id: &str, product: &Product, file: &str, problems: &mut Problems) {
    let product = shown(&product.id);
    let message =
        format!("expected an id of its own, found that of a {sort} of {product} in {file}; rename it");
    problems.report(format!("{sort} {}", shown(id)), "id", message);
}

/// The title of a catalogue with its version.
fn named(catalog: &Catalog) -> String {
    format!("{} {}", catalog.title, catalog.version).trim().to_owned()
}

fn remarks(base: Part<'_>, own: Part<'_>, replaced: &[bool]) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let mut remark = |item: String, message: String| {
        let (file, field) = (own.file.to_owned(), String::new());
        remarks.push(Diagnostic { file, item, field, severity: Severity::Warning, message });
    };
    let mut facts = vec![0_usize; replaced.len()];
    for (_, fact) in base.catalog.facts.iter() {
        facts[fact.product.get() as usize] += 1;
    }
    for ((place, product), _) in base.catalog.products.iter().zip(replaced).filter(|(_, replaced)| **replaced)
    {
        let facts = facts[place.get() as usize];
        let message = format!(
            "takes the place of the one in {}, with its documents and all its facts ({facts})",
            base.file
        );
        remark(format!("product {}", product.id), message);
    }
    for (retired, to) in &own.catalog.redirects {
        if let Some(other) = base.catalog.redirect(retired).filter(|other| other != to) {
            let message =
                format!("leads to {}, no longer to {} as in {}", quoted(to), quoted(other), base.file);
            remark(format!("redirect {}", shown(retired)), message);
        }
    }
    remarks
}
