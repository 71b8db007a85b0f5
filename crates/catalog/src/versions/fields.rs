//! What the fields of a fact say, as texts that can be compared and shown.

use super::listed;
use crate::locale::Locale;
use crate::messages;
use crate::model::{About, Activity, Catalog, Direction, Entry, Fact, Ids, Ix, Manual, State, Switch, Table};
use crate::order;

/// The fields of a fact by their keys in the public format, the state first.
pub(super) const FIELDS: [&str; 18] = [
    "state",
    "default",
    "since",
    "until",
    "text",
    "note",
    "values",
    "data_types",
    "features",
    "subjects",
    "recipients",
    "kind",
    "activity",
    "direction",
    "component",
    "product",
    "cite",
    "manuals",
];

/// What readers call the fields of facts and entries, in English: their keys with spaces.
const LABELS: [&str; 34] = messages![
    "activity",
    "aliases",
    "cite",
    "component",
    "components",
    "covers",
    "data types",
    "date",
    "default",
    "direction",
    "dpv",
    "family",
    "features",
    "gdpr",
    "group",
    "kind",
    "manuals",
    "name",
    "note",
    "product",
    "recipients",
    "release",
    "releases",
    "sections",
    "since",
    "state",
    "subjects",
    "summary",
    "synonyms",
    "text",
    "title",
    "until",
    "values",
    "version",
];

/// What readers call the field with a key, in English.
pub(super) fn label(key: &'static str) -> &'static str {
    let is_of_key = |label: &&str| {
        let same = |(label, key)| label == key || (label == b' ' && key == b'_');
        label.len() == key.len() && label.bytes().zip(key.bytes()).all(same)
    };
    LABELS.into_iter().find(is_of_key).unwrap_or(key)
}

/// Shows something by its id and its name; the table is where the newer version would have it, if it is an
/// entry of one.
pub(super) type Show<'a> = dyn Fn(&str, &str, Option<&dyn Ids>) -> String + 'a;

/// Whether a field of a fact says something else in the newer version.
pub(super) fn differs(
    locale: Locale,
    (old, a): (&Catalog, &Fact),
    (new, b): (&Catalog, &Fact),
    key: &str,
    canonical: &Show<'_>,
) -> bool {
    let is_same = match key {
        "values" => a.values == b.values,
        "manuals" => a.manuals == b.manuals,
        "cite" => a.cite.section_id == b.cite.section_id && a.cite.row == b.cite.row,
        _ => true,
    };
    !is_same || value(locale, old, a, key, new, canonical) != value(locale, new, b, key, new, canonical)
}

/// What a field of a fact says; `show` makes the words for what it refers to.
pub(super) fn value(
    locale: Locale,
    catalog: &Catalog,
    fact: &Fact,
    key: &str,
    newer: &Catalog,
    show: &Show<'_>,
) -> String {
    let c = catalog;
    let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
    let say = |word: Option<&'static str>| word.map_or_else(String::new, |word| locale.say(word).to_owned());
    match key {
        "state" => say(fact.state.map(State::label)),
        "default" => say(fact.default.map(Switch::label)),
        "since" => word(c.gate_of(fact).0),
        "until" => word(c.gate_of(fact).1),
        "text" => fact.text.clone(),
        "note" => word(fact.note.as_deref()),
        "values" => joined(fact.values.iter().map(|(key, value)| format!("{key}: {value}")).collect()),
        "data_types" => match &fact.about {
            About::AllData => locale.say("All personal data").to_owned(),
            About::Types(types) => names(&c.data_types, types, &newer.data_types, |row| &row.name, show),
        },
        "features" => names(&c.features, &fact.features, &newer.features, |row| &row.name, show),
        "subjects" => names(&c.subjects, &fact.subjects, &newer.subjects, |row| &row.name, show),
        "recipients" => names(&c.recipients, &fact.recipients, &newer.recipients, |row| &row.name, show),
        "kind" => locale.say(fact.kind.label()).to_owned(),
        "activity" => say(fact.activity.map(Activity::label)),
        "direction" => say(fact.direction.map(Direction::label)),
        "component" => c.component_of(fact).map_or_else(String::new, |one| show(&one.id, &one.name, None)),
        "product" => names(&c.products, &[fact.product], &newer.products, |row| &row.name, show),
        "cite" => {
            let source = names(&c.sources, &[fact.cite.source], &newer.sources, |row| &row.title, show);
            let row = fact.cite.row.as_ref().map_or_else(String::new, |row| format!(", {row}"));
            locale.fill("{0}, section {1}", &[&source, &fact.cite.section_id]) + &row
        }
        _ => {
            let manual = |manual: &Manual| {
                let section = manual.section.as_ref().map_or_else(String::new, |one| format!(", {one}"));
                format!("{}{section}", manual.title)
            };
            joined(fact.manuals.iter().map(manual).collect())
        }
    }
}

/// The words for entries of a table, in the order of the words.
fn names<T: Entry>(
    table: &Table<T>,
    places: &[Ix<T>],
    newer: &Table<T>,
    name: fn(&T) -> &String,
    show: &Show<'_>,
) -> String {
    let shown = |&place: &Ix<T>| {
        let row = &table[place];
        show(row.id(), name(row), Some(newer))
    };
    joined(places.iter().map(shown).collect())
}

fn joined(words: Vec<String>) -> String {
    let places = order::places(words.len(), &|a, b| words[a].cmp(&words[b]));
    listed(&order::arranged(words, &places))
}
