//! Small texts that several parts of the page share.

use privacy_catalog::Facet;
use privacy_catalog::index::Condition;
use privacy_catalog::model::{Catalog, Fact, Source, State as FactState};

use crate::scene::Scene;

/// `1 fact`, `2 facts`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The beginning of the catalogue's hash in brackets, if it is the embedded one.
pub(crate) fn short_hash(scene: &Scene<'_>) -> String {
    scene.state.hash.map(|hash| format!(" ({})", &hash[..12])).unwrap_or_default()
}

/// What a condition is called: `“tls”`, `MiVoice 5000`, `not Procedure`.
pub(crate) fn condition(scene: &Scene<'_>, condition: &Condition) -> String {
    match condition {
        Condition::Search => format!("“{}”", scene.state.link.query.text.trim()),
        Condition::Include(facet, id) => value(scene, *facet, id),
        Condition::Exclude(facet, id) => format!("not {}", value(scene, *facet, id)),
    }
}

/// The name of a value; an unknown id stands for itself. A release is named with its product.
pub(crate) fn value(scene: &Scene<'_>, facet: Facet, id: &str) -> String {
    let values = scene.index().values(facet);
    let Some(place) = scene.index().value(facet, id) else { return format!("unknown: {id}") };
    let value = &values[place as usize];
    match value.parent {
        Some(parent) if facet == Facet::Release => format!("{} {}", values[parent as usize].name, value.name),
        _ => value.name.clone(),
    }
}

/// Where a source says so: `§5, Audit`.
pub(crate) fn citation(fact: &Fact) -> String {
    let place = section(&fact.cite.section_id);
    match &fact.cite.row {
        Some(row) => format!("{place} {row}"),
        None => place,
    }
}

/// A section as it is cited: `§5`, `Front matter`.
pub(crate) fn section(id: &str) -> String {
    match id {
        "front" => "Front matter".to_owned(),
        _ if id.starts_with(|c: char| c.is_ascii_digit()) => format!("§{id}"),
        _ => id.to_owned(),
    }
}

/// A whole citation, to be copied.
pub(crate) fn full_citation(catalog: &Catalog, fact: &Fact) -> String {
    let source = &catalog.sources()[fact.cite.source];
    let product = &catalog.products()[source.product];
    let section = fact.cite.section.map(|place| source.sections[place].title.as_str());
    let section = section.map(|title| format!(" ({title})")).unwrap_or_default();
    format!("{}: {}; {}; {}{section}", product.name, source.title, edition(source), citation(fact))
}

/// What a source prints about itself: `release 8.2, June 2024`.
pub(crate) fn edition(source: &Source) -> String {
    let release =
        source.release.as_ref().map_or("no release".to_owned(), |release| format!("release {release}"));
    let version = source.version.as_ref().map(|version| format!(", version {version}")).unwrap_or_default();
    match &source.date {
        Some(date) => format!("{release}{version}, {date}"),
        None => format!("{release}{version}, no date printed"),
    }
}

/// The words beside a state's glyph: its release gate if it has one, else its name.
pub(crate) fn gate(catalog: &Catalog, fact: &Fact, state: FactState) -> String {
    match (state, catalog.gate_of(fact)) {
        (FactState::Conditional, (Some(since), Some(until))) if since == until => format!("Only {since}"),
        (FactState::Conditional, (Some(since), Some(until))) => format!("{since} to {until}"),
        (FactState::Conditional, (Some(since), None)) => format!("From {since}"),
        (FactState::Conditional, (None, Some(until))) => format!("Until {until}"),
        _ => state.label().to_owned(),
    }
}
