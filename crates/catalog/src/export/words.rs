//! The words of the page that exports share with it.

use std::borrow::Cow;

use crate::cell::Cell;
use crate::facet::Facet;
use crate::index::{Condition, Group, GroupName, Index};
use crate::installation::Installation;
use crate::lifecycle::{Data, Reach};
use crate::link::Grouping;
use crate::model::{Catalog, Direction, Fact, Ix, Recipient, Source};
use crate::query::Query;
use crate::record;

/// What is said of a fact without a state.
pub const NO_STATE: &str = "No state";

/// What stands between the entries of a list.
const SEPARATOR: &str = "; ";

/// `1 fact`, `2 facts`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    let name = if number == 1 { one } else { many };
    [&number.to_string(), " ", name].concat()
}

/// `2 facts`.
pub(super) fn facts(number: usize) -> String {
    count(number, "fact", "facts")
}

/// A share in percent, rounded; 0 of nothing.
#[must_use]
pub fn percent(part: usize, of: usize) -> usize {
    (part * 200 + of).checked_div(of * 2).unwrap_or(0)
}

/// The name of a combined state: `Provided`, `Optional, also absent`, `silent`.
#[must_use]
pub fn cell(cell: Cell) -> Cow<'static, str> {
    match cell {
        Cell::Silent => "silent".into(),
        Cell::Is(state) => state.label().into(),
        Cell::AbsentAnd(state) => [state.label(), ", also absent"].concat().into(),
    }
}

/// What a condition is called: `“tls”`, `MiVoice 5000`, `not Procedure`.
#[must_use]
pub fn condition(index: &Index, query: &Query, condition: &Condition) -> String {
    match condition {
        Condition::Search => ["“", query.text.trim(), "”"].concat(),
        Condition::Include(facet, id) => value(index, *facet, id),
        Condition::Exclude(facet, id) => ["not ", &value(index, *facet, id)].concat(),
    }
}

/// The name of a value; an unknown id stands for itself. A release is named with its product.
#[must_use]
pub fn value(index: &Index, facet: Facet, id: &str) -> String {
    let values = index.values(facet);
    let Some(place) = index.value(facet, id) else { return ["unknown: ", id].concat() };
    let value = &values[place as usize];
    match value.parent {
        Some(parent) if facet == Facet::Release => [&values[parent as usize].name, " ", &value.name].concat(),
        _ => value.name.clone(),
    }
}

/// What the reader runs: `MX-ONE 7.1`, `MX-ONE with Single sign-on`.
#[must_use]
pub fn installed(index: &Index, installation: &Installation) -> Vec<String> {
    let product = |id: &str| value(index, Facet::Product, id);
    let mut parts: Vec<String> =
        installation.releases().map(|(id, release)| [&product(id), " ", release].concat()).collect();
    for (id, features) in installation.switched_on() {
        let name = |feature: &String| value(index, Facet::Feature, feature);
        parts.extend(features.iter().map(|feature| [&product(id), " with ", &name(feature)].concat()));
    }
    parts
}

/// The heading of a group.
#[must_use]
pub fn heading<'a>(index: &'a Index, grouping: Grouping, group: &Group) -> &'a str {
    let facet = grouping.facet();
    match group.name {
        GroupName::AllData => "All personal data",
        GroupName::Unnamed if facet == Facet::DataType => "No data type named",
        GroupName::Unnamed => "No security feature named",
        GroupName::Value(value) => &index.values(facet)[value as usize].name,
    }
}

/// A section as it is cited: `§5`, `Front matter`.
#[must_use]
pub fn section(id: &str) -> Cow<'_, str> {
    match id {
        "front" => "Front matter".into(),
        _ if id.starts_with(|c: char| c.is_ascii_digit()) => ["§", id].concat().into(),
        _ => id.into(),
    }
}

/// Where a document says so: `§5 Audit`.
#[must_use]
pub fn place(fact: &Fact) -> String {
    let section = section(&fact.cite.section_id);
    match &fact.cite.row {
        Some(row) => [&section, " ", row.as_str()].concat(),
        None => section.into_owned(),
    }
}

/// The document, and where it says so: `Alpha privacy guide, §5 Audit`.
#[must_use]
pub fn citation(catalog: &Catalog, fact: &Fact) -> String {
    [&catalog.sources()[fact.cite.source].title, ", ", &place(fact)].concat()
}

/// Where several facts are cited, each section once: `Alpha privacy guide, §1, §2; Beta guide, §1`.
#[must_use]
pub fn citations(catalog: &Catalog, facts: &[Ix<Fact>]) -> String {
    let mut words = String::new();
    for citation in record::citations(catalog, facts) {
        if !words.is_empty() {
            words.push_str(SEPARATOR);
        }
        words.push_str(&catalog.sources()[citation.source].title);
        for id in &citation.sections {
            words.push_str(", ");
            words.push_str(&section(id));
        }
    }
    words
}

/// What a source prints about itself: `release 8.2, June 2024`.
#[must_use]
pub fn edition(source: &Source) -> String {
    let release =
        source.release.as_ref().map_or("no release".into(), |it| ["release ", it.as_str()].concat());
    let version = source.version.as_ref().map(|it| [", version ", it.as_str()].concat()).unwrap_or_default();
    let date = source.date.as_deref().unwrap_or("no date printed");
    [&release, &version, ", ", date].concat()
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
pub fn data(catalog: &Catalog, data: Data) -> &str {
    match data {
        Data::Type(of) => &catalog.data_types()[of].name,
        Data::All => "all personal data",
        Data::NotNamed => "data that isn't named",
    }
}

/// Who receives data or where it comes from: `To MiCollab; Billing`.
#[must_use]
pub fn parties(catalog: &Catalog, way: Option<Direction>, parties: &[Option<Ix<Recipient>>]) -> String {
    let (word, nobody) = match way {
        Some(Direction::Out) => ("To ", "a recipient that isn't named"),
        Some(Direction::In) => ("From ", "an origin that isn't named"),
        None => ("With ", "somebody who isn't named"),
    };
    let name =
        |one: &Option<Ix<Recipient>>| one.map_or(nobody, |one| catalog.recipients()[one].name.as_str());
    [word, &list(parties.iter().map(name))].concat()
}

/// How a fact comes to be about the data that is asked for, if it doesn't name it; else nothing.
#[must_use]
pub fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Type => "",
        Reach::Group => "about the group",
        Reach::AllData => "covers all personal data",
        Reach::Unsaid => "doesn't say for which data",
        Reach::Other => "about other data",
    }
}
