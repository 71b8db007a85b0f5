//! The security features of each product as an OSCAL component definition (NIST OSCAL 1.1.3, JSON).
//!
//! The controls are the catalogue's own security features: no control of NIST or of anybody else is
//! claimed. OSCAL knows what is implemented, partly implemented or planned; it has no words for
//! what a document denies or contradicts, so such a control has no implementation status, but our
//! own property `state`, and remarks.

use super::{is_of_features, is_unreserved, own, section_title, uuid};
use crate::cell::Cell;
use crate::model::{About, Catalog, Entry, Fact, Feature, Ix, Product, Source, State, Switch};
use crate::order;
use crate::write::{List, Object};

/// The version of OSCAL that the document is of.
const VERSION: &str = "1.1.3";

/// The namespace of properties that OSCAL doesn't have.
const NAMESPACE: &str = "urn:privacy-explorer:oscal";

const REMARKS: &str = "Made from what vendors' documents say, restated and cited; not affiliated with the vendors, and no assessment. \
The control ids are the ids of the catalogue's own security features, listed in the back matter; no control of another catalogue is claimed. \
implementation-status is \"implemented\" where a document states without reserve that the feature is there, and \"partial\" where it is there \
once configured, enabled or bought, only recommended, or only in some release, component or situation. Where a document says that it is not \
there, or contradicts itself, there is no implementation-status; the property \"state\" says so. A feature that is not listed is one that the \
documents say nothing of, which is not to say that it is absent.";

/// The component definition: a component for each product, in it a control implementation for each
/// source that tells of measures or procedures, in that a requirement for each feature they name.
///
/// `date` is the day that the document is made, as `YYYY-MM-DD`; `None` if it is no such day. UUIDs
/// are of version 5, made from the catalogue's title and ids, so they stay the same from version to
/// version; that of the document changes with the catalogue's version and the date.
#[must_use]
pub fn oscal(catalog: &Catalog, date: &str) -> Option<String> {
    if !is_day(date) {
        return None;
    }
    let writer = Writer { catalog, parts: parts(catalog) };
    let mut out = String::new();
    let mut document = Object::new(&mut out);
    let mut definition = Object::new(document.key("component-definition"));
    definition.text("uuid", &writer.uuid("component-definition", &[catalog.version(), date]));
    let mut metadata = Object::new(definition.key("metadata"));
    metadata.text("title", &or(line(catalog.title()), "A catalogue without a title"));
    let mut moment = date.to_owned();
    moment.push_str("T00:00:00Z");
    metadata.text("last-modified", &moment);
    metadata.text("version", &or(line(catalog.version()), "not stated"));
    metadata.text("oscal-version", VERSION);
    metadata.text("remarks", REMARKS);
    metadata.end();
    if !catalog.products().is_empty() {
        let mut components = List::new(definition.key("components"));
        for (place, product) in catalog.products().iter() {
            // Of entries with the same id, facts name the first; the checks allow only one.
            if catalog.products().find(&product.id) == Some(place) {
                writer.write_component(place, product, components.entry());
            }
        }
        components.end();
    }
    writer.write_back_matter(definition.key("back-matter"));
    definition.end();
    document.end();
    out.push('\n');
    Some(out)
}

/// The facts of one product and source that name a feature: product, source, feature, fact.
type Part = (u32, u32, u32, u32);

/// Each measure and procedure once for each feature that it names, by product, source and feature.
fn parts(catalog: &Catalog) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (place, fact) in catalog.facts().iter().filter(|(_, fact)| is_of_features(fact)) {
        let of =
            |feature: &Ix<Feature>| (fact.product.get(), fact.cite.source.get(), feature.get(), place.get());
        parts.extend(fact.features.iter().map(of));
    }
    let places = order::places(parts.len(), &|a, b| parts[a].cmp(&parts[b]));
    let mut parts = order::arranged(parts, &places);
    parts.dedup();
    parts
}

struct Writer<'a> {
    catalog: &'a Catalog,
    parts: Vec<Part>,
}

impl Writer<'_> {
    fn write_component(&self, place: Ix<Product>, product: &Product, out: &mut String) {
        let mut component = Object::new(out);
        component.text("uuid", &self.uuid("component", &[&product.id]));
        component.text("type", "software");
        component.text("title", &or(markup(&product.name), &markup(&product.id)));
        component.text("description", &or(markup(&product.summary), "Not described."));
        let mut props = List::new(component.key("props"));
        property(&mut props, Some(NAMESPACE), "product", &product.id);
        if let Some(release) = product.covers {
            property(&mut props, None, "version", &product.releases[release]);
        }
        props.end();
        let own = of_key(&self.parts, &|part| part.0.cmp(&place.get()));
        if !own.is_empty() {
            let mut implementations = List::new(component.key("control-implementations"));
            for parts in own.chunk_by(|a, b| a.1 == b.1) {
                self.write_implementation(product, parts, implementations.entry());
            }
            implementations.end();
        }
        component.end();
    }

    fn write_implementation(&self, product: &Product, parts: &[Part], out: &mut String) {
        let source = self.fact(parts[0]).cite.source;
        let source = &self.catalog.sources()[source];
        let mut implementation = Object::new(out);
        implementation.text("uuid", &self.uuid("control-implementation", &[&product.id, &source.id]));
        implementation.text("source", &self.href("features", &[]));
        let mut description = String::from("What the document ");
        description.push_str(&markup(&cited(source)));
        description.push_str(" says of the product's security features.");
        implementation.text("description", &description);
        let mut links = List::new(implementation.key("links"));
        let mut link = Object::new(links.entry());
        link.text("href", &self.href("source", &[&source.id]));
        link.text("rel", "reference");
        link.end();
        links.end();
        let mut requirements = List::new(implementation.key("implemented-requirements"));
        for parts in parts.chunk_by(|a, b| a.2 == b.2) {
            self.write_requirement(product, source, parts, requirements.entry());
        }
        requirements.end();
        implementation.end();
    }

    fn write_requirement(&self, product: &Product, source: &Source, parts: &[Part], out: &mut String) {
        let facts: Vec<&Fact> = parts.iter().map(|&part| self.fact(part)).collect();
        let feature = self.catalog.features().get(parts[0].2).map(Entry::id).unwrap_or_default();
        let mut requirement = Object::new(out);
        requirement.text("uuid", &self.uuid("implemented-requirement", &[&product.id, &source.id, feature]));
        requirement.text("control-id", &token(feature));
        let told: Vec<String> = facts.iter().map(|fact| self.told(fact)).collect();
        requirement.text("description", &told.join("\n\n"));
        let cell = Cell::combine(facts.iter().filter_map(|fact| fact.state));
        let unreserved = facts.iter().all(|fact| is_unreserved(fact));
        let (status, remarks) = status(cell, unreserved);
        let mut props = List::new(requirement.key("props"));
        if let Some(status) = status {
            property(&mut props, None, "implementation-status", status);
        }
        property(&mut props, Some(NAMESPACE), "state", &state(cell));
        for fact in &facts {
            property(&mut props, Some(NAMESPACE), "fact", &fact.id);
        }
        props.end();
        let notes = facts.iter().filter_map(|fact| fact.note.as_deref()).map(markup);
        let remarks: Vec<String> = remarks.map(str::to_owned).into_iter().chain(notes).collect();
        if !remarks.is_empty() {
            requirement.text("remarks", &remarks.join("\n\n"));
        }
        requirement.end();
    }

    /// What a fact says, in one paragraph: how far it goes, what of, the text, and where it stands.
    fn told(&self, fact: &Fact) -> String {
        let mut told = String::from(fact.state.map_or("Without a state", State::label));
        if let Some(default) = fact.default {
            told.push_str(match default {
                Switch::On => ", on by default",
                Switch::Off => ", off by default",
            });
        }
        let (since, until) = self.catalog.gate_of(fact);
        for (word, release) in [(", from release ", since), (", until release ", until)] {
            if let Some(release) = release {
                told.push_str(word);
                told.push_str(&markup(release));
            }
        }
        if let Some(part) = self.catalog.component_of(fact) {
            told.push_str(", in ");
            told.push_str(&markup(&part.name));
        }
        if fact.about == About::AllData {
            told.push_str(", for all personal data");
        }
        for (at, &one) in fact.about.types().iter().enumerate() {
            told.push_str(if at == 0 { ", for " } else { ", " });
            told.push_str(&markup(&self.catalog.data_types()[one].name));
        }
        told.push_str(": ");
        told.push_str(&markup(&fact.text));
        told.push_str(" (section ");
        told.push_str(&markup(&fact.cite.section_id));
        for part in [section_title(self.catalog, fact), fact.cite.row.as_deref()].into_iter().flatten() {
            told.push_str(", ");
            told.push_str(&markup(part));
        }
        told.push(')');
        told
    }

    fn write_back_matter(&self, out: &mut String) {
        let mut back_matter = Object::new(out);
        let mut resources = List::new(back_matter.key("resources"));
        let mut features = Object::new(resources.entry());
        features.text("uuid", &self.uuid("features", &[]));
        features.text("title", "Security features of the catalogue");
        let mut listed = String::from("The controls: id, name, family.");
        let table = self.catalog.features();
        for (_, feature) in table.iter() {
            listed.push_str("\n\n");
            let family = feature.family.map(|family| markup(&table[family].name));
            for (at, part) in [Some(markup(&token(&feature.id))), Some(markup(&feature.name)), family]
                .into_iter()
                .flatten()
                .enumerate()
            {
                listed.push_str(["", ": ", ", "][at]);
                listed.push_str(&part);
            }
        }
        features.text("description", &listed);
        features.end();
        for (place, source) in self.catalog.sources().iter() {
            if self.catalog.sources().find(&source.id) != Some(place) {
                continue;
            }
            let mut resource = Object::new(resources.entry());
            resource.text("uuid", &self.uuid("source", &[&source.id]));
            resource.text("title", &or(markup(&source.title), &markup(&source.id)));
            let mut citation = Object::new(resource.key("citation"));
            citation.text("text", &markup(&cited(source)));
            citation.end();
            resource.end();
        }
        resources.end();
        back_matter.end();
    }

    fn fact(&self, part: Part) -> &Fact {
        &self.catalog.facts()[Ix::new(part.3 as usize)]
    }

    fn href(&self, sort: &str, ids: &[&str]) -> String {
        format!("#{}", self.uuid(sort, ids))
    }

    /// The UUID of a part of the document: of its sort and ids in the catalogue of this title.
    fn uuid(&self, sort: &str, ids: &[&str]) -> String {
        let mut all = vec![sort, self.catalog.title()];
        all.extend_from_slice(ids);
        uuid::of_uri(&own("oscal", &all))
    }
}

/// The run of sorted parts that `compare` finds equal.
fn of_key<'a>(parts: &'a [Part], compare: &dyn Fn(&Part) -> std::cmp::Ordering) -> &'a [Part] {
    let start = parts.partition_point(|part| compare(part).is_lt());
    let len = parts[start..].partition_point(|part| compare(part).is_eq());
    &parts[start..start + len]
}

/// OSCAL's implementation status of a control, where it has one, and what a reader must know.
///
/// `unreserved` says that every fact is provided in whatever release.
fn status(cell: Cell, unreserved: bool) -> (Option<&'static str>, Option<&'static str>) {
    match cell {
        Cell::Is(State::Provided) if unreserved => (Some("implemented"), None),
        Cell::Is(State::Provided) => {
            (Some("partial"), Some("Stated for some releases only, or beside a statement without a state."))
        }
        Cell::Is(State::Optional) => (
            Some("partial"),
            Some(
                "There once configured, enabled or bought, or only recommended; whether it is in place is for the user of the product to say.",
            ),
        ),
        Cell::Is(State::Conditional) => (
            Some("partial"),
            Some(
                "There only in some release, component or situation, or some statements go further than others.",
            ),
        ),
        Cell::Is(State::Absent) => (None, Some("The document says that it is not there.")),
        Cell::AbsentAnd(_) => (
            None,
            Some(
                "The document says of some of it that it is there and of some that it is not; no single status would be true.",
            ),
        ),
        Cell::Is(State::Unclear) => (None, Some("The document contradicts itself.")),
        Cell::Silent => (None, Some("The document does not say how far it goes.")),
    }
}

/// The combined state in a word, both words of a split one.
fn state(cell: Cell) -> String {
    match cell {
        Cell::Silent => "not-stated".to_owned(),
        Cell::Is(state) => state.id().to_owned(),
        Cell::AbsentAnd(state) => format!("absent-and-{}", state.id()),
    }
}

/// Writes a property, of OSCAL's own namespace if none is given.
fn property(props: &mut List<'_>, namespace: Option<&str>, name: &str, value: &str) {
    let mut property = Object::new(props.entry());
    property.text("name", name);
    property.option("ns", namespace);
    property.text("value", &or(line(value), "-"));
    property.end();
}

/// A document as one cites it: what is printed of its title, release, date and version.
fn cited(source: &Source) -> String {
    let mut cited = or(line(&source.title), &source.id);
    let parts = [("release", &source.release), ("", &source.date), ("version", &source.version)];
    for (word, part) in parts {
        if let Some(part) = part {
            cited.push_str(", ");
            cited.push_str(word);
            cited.push_str(if word.is_empty() { "" } else { " " });
            cited.push_str(part);
        }
    }
    cited
}

fn or(text: String, instead: &str) -> String {
    if text.is_empty() { instead.to_owned() } else { text }
}

/// A text on one line without space around it, as OSCAL's strings are.
fn line(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A text on one line in which nothing is markup: OSCAL reads its prose as Markdown.
fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in line(text).chars() {
        if "\\`*_[]<>{}~^&|#!$".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An id as a token of OSCAL: a letter or `_`, then letters, digits, `.`, `-` and `_`. An id that the
/// checks allow is its own token, or has a `_` before its digit; in others, each character that may
/// not stand is its number between two `_`.
fn token(id: &str) -> String {
    let mut token = String::with_capacity(id.len() + 1);
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        token.push('_');
    }
    for c in id.chars() {
        if c.is_ascii_alphanumeric() || c == '-' || c == '.' {
            token.push(c);
        } else {
            token.push('_');
            token.push_str(&u32::from(c).to_string());
            token.push('_');
        }
    }
    token
}

/// Whether it is a day of the calendar, as `YYYY-MM-DD`, from 1900 on, as OSCAL takes them.
fn is_day(date: &str) -> bool {
    let bytes = date.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, b)| if matches!(at, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return false;
    }
    let number = |from: usize, to: usize| date[from..to].parse().unwrap_or(0);
    let (year, month, day): (u32, u32, u32) = (number(0, 4), number(5, 7), number(8, 10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 31,
    };
    (1900..3000).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days_of_the_calendar() {
        for day in ["2026-11-22", "2024-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in ["2026-11-31", "2023-02-29", "2026-13-01", "2026-1-01", "2026-11-2x", "", "20é6-11-2"] {
            assert!(!is_day(day), "{day}");
        }
    }

    #[test]
    fn a_status_is_given_only_where_oscal_has_a_true_one() {
        use State::{Absent, Conditional, Optional, Provided, Unclear};
        assert_eq!(status(Cell::Is(Provided), true), (Some("implemented"), None));
        for (cell, unreserved) in
            [(Cell::Is(Provided), false), (Cell::Is(Optional), false), (Cell::Is(Conditional), false)]
        {
            let (status, remarks) = status(cell, unreserved);
            assert!(status == Some("partial") && remarks.is_some(), "{cell:?}");
        }
        for cell in [Cell::Is(Absent), Cell::Is(Unclear), Cell::AbsentAnd(Provided), Cell::Silent] {
            let (status, remarks) = status(cell, false);
            assert!(status.is_none() && remarks.is_some(), "{cell:?}");
        }
    }

    #[test]
    fn prose_holds_no_markup_and_ids_become_tokens() {
        assert_eq!(markup(" a <b>\n[x](y) *z* "), "a \\<b\\> \\[x\\](y) \\*z\\*");
        assert_eq!(line("\u{1}a\u{2028}\tb\u{feff}"), "a b");
        assert_eq!(
            (token("mfa").as_str(), token("2fa").as_str(), token("a b").as_str()),
            ("mfa", "_2fa", "a_32_b")
        );
    }
}
