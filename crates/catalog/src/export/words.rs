//! The words of the page that exports share with it.

use std::borrow::Cow;

use crate::cell::Cell;
use crate::facet::Facet;
use crate::index::{Condition, Group, GroupName, Index};
use crate::installation::Installation;
use crate::lifecycle::{Data, Reach};
use crate::link::Grouping;
use crate::locale::{Locale, message};
use crate::model::{Catalog, Direction, Fact, Ix, Kind, Recipient, RecipientKind, Source, State};
use crate::query::Query;
use crate::record;

/// What is said of a fact without a state.
pub const NO_STATE: &str = message("No state");

/// What stands between the entries of a list.
pub(super) const SEPARATOR: &str = "; ";

/// A share in percent, rounded; 0 of nothing.
#[must_use]
pub fn percent(part: usize, of: usize) -> usize {
    (part * 200 + of).checked_div(of * 2).unwrap_or(0)
}

/// The name of a combined state: `Provided`, `Optional, also absent`, `silent`.
#[must_use]
pub fn cell(locale: Locale, cell: Cell) -> Cow<'static, str> {
    match cell {
        Cell::Silent => locale.say("silent").into(),
        Cell::Is(state) => locale.say(state.label()).into(),
        Cell::AbsentAnd(state) => locale.fill("{0}, also absent", &[locale.say(state.label())]).into(),
    }
}

/// What a condition is called: `“tls”`, `MiVoice 5000`, `not Procedure`.
#[must_use]
pub fn condition(locale: Locale, index: &Index, query: &Query, condition: &Condition) -> String {
    match condition {
        Condition::Search => locale.fill("“{0}”", &[query.text.trim()]),
        Condition::Include(facet, id) => value(locale, index, *facet, id),
        Condition::Exclude(facet, id) => locale.fill("not {0}", &[&value(locale, index, *facet, id)]),
    }
}

/// The name of a value by its id; an unknown one stands for itself. A release is named with its product.
#[must_use]
pub fn value(locale: Locale, index: &Index, facet: Facet, id: &str) -> String {
    let Some(place) = index.value(facet, id) else { return locale.fill("unknown: {0}", &[id]) };
    let own = name(locale, index, facet, place);
    match index.values(facet)[place as usize].parent {
        Some(parent) if facet == Facet::Release => [name(locale, index, facet, parent), " ", own].concat(),
        _ => own.to_owned(),
    }
}

/// The name of a value by its place; kinds of facts and of recipients and states have names of the
/// interface.
#[must_use]
pub fn name(locale: Locale, index: &Index, facet: Facet, place: u32) -> &str {
    match facet {
        Facet::Kind => locale.say(Kind::ALL[place as usize].label()),
        Facet::State => locale.say(State::ALL[place as usize].label()),
        Facet::Recipient if (place as usize) < RecipientKind::ALL.len() => {
            locale.say(RecipientKind::ALL[place as usize].label())
        }
        _ => &index.values(facet)[place as usize].name,
    }
}

/// What the reader runs: `MX-ONE 7.1`, `MX-ONE with Single sign-on`.
#[must_use]
pub fn installed(locale: Locale, index: &Index, installation: &Installation) -> Vec<String> {
    let product = |id: &str| value(locale, index, Facet::Product, id);
    let mut parts: Vec<String> =
        installation.releases().map(|(id, release)| [&product(id), " ", release].concat()).collect();
    for (id, features) in installation.switched_on() {
        let name = |feature: &String| value(locale, index, Facet::Feature, feature);
        let with = |feature| locale.fill("{0} with {1}", &[&product(id), &name(feature)]);
        parts.extend(features.iter().map(with));
    }
    parts
}

/// The heading of a group.
#[must_use]
pub fn heading<'a>(locale: Locale, index: &'a Index, grouping: Grouping, group: &Group) -> &'a str {
    let facet = grouping.facet();
    match group.name {
        GroupName::AllData => locale.say("All personal data"),
        GroupName::Unnamed if facet == Facet::DataType => locale.say("No data type named"),
        GroupName::Unnamed => locale.say("No security feature named"),
        GroupName::Value(value) => &index.values(facet)[value as usize].name,
    }
}

/// A section as it is cited: `§5`, `Front matter`.
#[must_use]
pub fn section(locale: Locale, id: &str) -> Cow<'_, str> {
    match id {
        "front" => locale.say("Front matter").into(),
        _ if id.starts_with(|c: char| c.is_ascii_digit()) => ["§", id].concat().into(),
        _ => id.into(),
    }
}

/// Where a document says so: `§5 Audit`.
#[must_use]
pub fn place(locale: Locale, fact: &Fact) -> String {
    let section = section(locale, &fact.cite.section_id);
    match &fact.cite.row {
        Some(row) => [&section, " ", row.as_str()].concat(),
        None => section.into_owned(),
    }
}

/// The document, and where it says so: `Alpha privacy guide, §5 Audit`.
#[must_use]
pub fn citation(locale: Locale, catalog: &Catalog, fact: &Fact) -> String {
    [&catalog.sources()[fact.cite.source].title, ", ", &place(locale, fact)].concat()
}

/// Where several facts are cited, each section once: `Alpha privacy guide, §1, §2; Beta guide, §1`.
#[must_use]
pub fn citations(locale: Locale, catalog: &Catalog, facts: &[Ix<Fact>]) -> String {
    let mut words = String::new();
    for citation in record::citations(catalog, facts) {
        if !words.is_empty() {
            words.push_str(SEPARATOR);
        }
        words.push_str(&catalog.sources()[citation.source].title);
        for id in &citation.sections {
            words.push_str(", ");
            words.push_str(&section(locale, id));
        }
    }
    words
}

/// What a source prints about itself: `release 8.2, June 2024`.
#[must_use]
pub fn edition(locale: Locale, source: &Source) -> String {
    let mut words = match &source.release {
        Some(release) => locale.fill("release {0}", &[release]),
        None => locale.say("no release").to_owned(),
    };
    words.push_str(", ");
    if let Some(version) = &source.version {
        words.push_str(&locale.fill("version {0}", &[version]));
        words.push_str(", ");
    }
    words.push_str(source.date.as_deref().unwrap_or(locale.say("no date printed")));
    words
}

/// The entries of a list, with semicolons between them.
pub(super) fn list<'a>(mut names: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let Some(first) = names.next() else { return Cow::Borrowed("") };
    let mut all = Cow::Borrowed(first);
    for name in names {
        let all = all.to_mut();
        all.push_str(SEPARATOR);
        all.push_str(name);
    }
    all
}

/// The ids of facts.
pub(super) fn ids<'a>(catalog: &'a Catalog, facts: &[Ix<Fact>]) -> Cow<'a, str> {
    list(facts.iter().map(|&fact| catalog.facts()[fact].id.as_str()))
}

/// What data of a lifecycle is called.
#[must_use]
pub fn data(locale: Locale, catalog: &Catalog, data: Data) -> &str {
    match data {
        Data::Type(of) => &catalog.data_types()[of].name,
        Data::All => locale.say("all personal data"),
        Data::NotNamed => locale.say("data that isn't named"),
    }
}

/// Who receives data or where it comes from, with `separator` between them: `To MiCollab; Billing`.
#[must_use]
pub fn parties(
    locale: Locale,
    catalog: &Catalog,
    way: Option<Direction>,
    parties: &[Option<Ix<Recipient>>],
    separator: &str,
) -> String {
    let (words, nobody) = match way {
        Some(Direction::Out) => (message("To {0}"), message("a recipient that isn't named")),
        Some(Direction::In) => (message("From {0}"), message("an origin that isn't named")),
        None => (message("With {0}"), message("somebody who isn't named")),
    };
    let name = |one: &Option<Ix<Recipient>>| {
        one.map_or(locale.say(nobody), |one| catalog.recipients()[one].name.as_str())
    };
    locale.fill(words, &[&parties.iter().map(name).collect::<Vec<_>>().join(separator)])
}

/// How a fact comes to be about the data that is asked for, if it doesn't name it; else nothing.
#[must_use]
pub fn reach(locale: Locale, reach: Reach) -> &'static str {
    match reach {
        Reach::Type => "",
        Reach::Group => locale.say("about the group"),
        Reach::AllData => locale.say("covers all personal data"),
        Reach::Unsaid => locale.say("doesn't say for which data"),
        Reach::Other => locale.say("about other data"),
    }
}
