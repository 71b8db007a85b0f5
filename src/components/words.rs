//! Small texts that several parts of the page share.

use privacy_catalog::export::words;
pub(crate) use privacy_catalog::export::words::{
    count, data, edition, percent, place as citation, section, value,
};
use privacy_catalog::index::Condition;
use privacy_catalog::model::{Catalog, Fact, State as FactState};

use crate::scene::Scene;

/// The beginning of the catalogue's hash in brackets, if it is the embedded one.
pub(crate) fn short_hash(scene: &Scene<'_>) -> String {
    scene.state.hash.map(|hash| format!(" ({})", &hash[..12])).unwrap_or_default()
}

/// What a condition is called: `“tls”`, `MiVoice 5000`, `not Procedure`.
pub(crate) fn condition(scene: &Scene<'_>, condition: &Condition) -> String {
    words::condition(scene.index(), &scene.state.link.query, condition)
}

/// A whole citation, to be copied.
pub(crate) fn full_citation(catalog: &Catalog, fact: &Fact) -> String {
    let source = &catalog.sources()[fact.cite.source];
    let product = &catalog.products()[source.product];
    let section = fact.cite.section.map(|place| source.sections[place].title.as_str());
    let section = section.map(|title| format!(" ({title})")).unwrap_or_default();
    format!("{}: {}; {}; {}{section}", product.name, source.title, edition(source), citation(fact))
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
