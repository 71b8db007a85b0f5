//! Small texts that several parts of the page share.

use privacy_catalog::export::words;
pub(crate) use privacy_catalog::export::words::{
    data, edition, heading, installed, name, percent, place as citation, section, value,
};
use privacy_catalog::index::Condition;
use privacy_catalog::model::{Direction, Fact, State as FactState};
use privacy_catalog::{Facet, message};

use crate::scene::Scene;

/// The beginning of the catalogue's hash in brackets, if it is the embedded one.
pub(crate) fn short_hash(scene: &Scene<'_>) -> String {
    scene.state.hash.map(|hash| format!(" ({})", &hash[..12])).unwrap_or_default()
}

/// What a condition is called: `“tls”`, `MiVoice 5000`, `not Procedure`.
pub(crate) fn condition(scene: &Scene<'_>, condition: &Condition) -> String {
    words::condition(scene.locale(), scene.index(), &scene.state.link.query, condition)
}

/// What a fact is about in a word: its activity, which way data goes, or its kind.
pub(crate) fn kind(scene: &Scene<'_>, fact: &Fact) -> &'static str {
    scene.say(match (fact.activity, fact.direction) {
        (Some(activity), _) => activity.label(),
        (_, Some(Direction::Out)) => message("Transfer out"),
        (_, Some(Direction::In)) => message("Transfer in"),
        _ => fact.kind.label(),
    })
}

/// The language of the names of a facet's values: the catalogue's, unless they are words of the interface.
pub(crate) fn lang(facet: Facet) -> Option<&'static str> {
    (!matches!(facet, Facet::Kind | Facet::State)).then_some("en")
}

/// A whole citation, to be copied.
pub(crate) fn full_citation(scene: &Scene<'_>, fact: &Fact) -> String {
    let (catalog, locale) = (scene.catalog(), scene.locale());
    let source = &catalog.sources()[fact.cite.source];
    let product = &catalog.products()[source.product];
    let section = fact.cite.section.map(|place| source.sections[place].title.as_str());
    let section = section.map(|title| format!(" ({title})")).unwrap_or_default();
    format!(
        "{}: {}; {}; {}{section}",
        product.name,
        source.title,
        edition(locale, source),
        citation(locale, fact)
    )
}

/// The words beside a state's glyph: its release gate if it has one, else its name.
pub(crate) fn gate(scene: &Scene<'_>, fact: &Fact, state: FactState) -> String {
    match (state, scene.catalog().gate_of(fact)) {
        (FactState::Conditional, (Some(since), Some(until))) if since == until => {
            scene.fill("Only {0}", &[since])
        }
        (FactState::Conditional, (Some(since), Some(until))) => scene.fill("{0} to {1}", &[since, until]),
        (FactState::Conditional, (Some(since), None)) => scene.fill("Since {0}", &[since]),
        (FactState::Conditional, (None, Some(until))) => scene.fill("Until {0}", &[until]),
        _ => scene.say(state.label()).to_owned(),
    }
}
