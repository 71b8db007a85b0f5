//! The facts under their headings.

use std::borrow::Cow;

use super::{Shown, Table, Value, header, words};
use crate::articles;
use crate::index::Hit;
use crate::locale::message;
use crate::messages;
use crate::model::{About, Activity, Direction, Entry, Fact, Ix, Table as Entries};

/// The facts of the answer under their headings; a fact stands in each of its groups.
#[must_use]
pub fn facts<'a>(shown: &Shown<'a>) -> Table<'a> {
    let (index, answer, link) = (shown.index, shown.answer, shown.link);
    let groups = index.groups(answer, &link.query, link.grouping);
    let mut rows = Vec::with_capacity(groups.rows());
    for group in &groups {
        let heading = words::heading(shown.locale, index, link.grouping, group);
        let hits = index.group_hits(answer, &groups, group, 0..group.len);
        rows.extend(hits.into_iter().map(|Hit { fact, .. }| row(shown, heading, fact)));
    }
    shown.table(message("Facts"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 27] = messages![
    "Group",
    "Fact",
    "Product",
    "Component",
    "Kind",
    "Activity or direction",
    "State in the installation",
    "Why it differs from the catalogue",
    "State in the catalogue",
    "As delivered",
    "Since",
    "Until",
    "Text",
    "Note",
    "Data types",
    "Data subjects",
    "Security features",
    "Recipients",
    "Values",
    "Source",
    "Source release",
    "Source date",
    "Source version",
    "Section",
    "Row",
    "Manuals",
    "GDPR articles (our reading)",
];

fn row<'a>(shown: &Shown<'a>, heading: &'a str, place: Ix<Fact>) -> Vec<Value<'a>> {
    let (index, catalog, locale) = (shown.index, shown.catalog(), shown.locale);
    let fact = &catalog.facts()[place];
    let source = &catalog.sources()[fact.cite.source];
    let (since, until) = catalog.gate_of(fact);
    let way = fact.direction.map(|direction| match direction {
        Direction::Out => message("Out"),
        Direction::In => message("In"),
    });
    let change = index.change_of(place).map(|change| change.why.words(locale));
    let types = match &fact.about {
        About::AllData => locale.say("All personal data").into(),
        About::Types(types) => names(catalog.data_types(), types, |one| &one.name),
    };
    let values = fact.values.iter().map(|(key, value)| [key, ": ", value].concat());
    let manuals = fact.manuals.iter().map(|manual| match &manual.section {
        Some(section) => [&manual.title, ", ", section].concat(),
        None => manual.title.clone(),
    });
    let text = |text: &'a str| Value::text(text);
    let say = |words| locale.say(words);
    vec![
        text(heading),
        text(&fact.id),
        text(&catalog.products()[fact.product].name),
        Value::option(catalog.component_of(fact).map(|part| part.name.as_str())),
        text(locale.say(fact.kind.label())),
        Value::option(fact.activity.map(Activity::label).or(way).map(say)),
        Value::state(locale, index.state_of(place)),
        Value::text(change.unwrap_or_default()),
        Value::state(locale, fact.state),
        Value::option(fact.default.map(|default| say(default.label()))),
        Value::option(since),
        Value::option(until),
        text(&fact.text),
        Value::option(fact.note.as_deref()),
        Value::text(types),
        Value::text(names(catalog.subjects(), &fact.subjects, |one| &one.name)),
        Value::text(names(catalog.features(), &fact.features, |one| &one.name)),
        Value::text(names(catalog.recipients(), &fact.recipients, |one| &one.name)),
        lines(values),
        text(&source.title),
        Value::option(source.release.as_deref()),
        Value::option(source.date.as_deref()),
        Value::option(source.version.as_deref()),
        Value::text(words::section(locale, &fact.cite.section_id)),
        Value::option(fact.cite.row.as_deref()),
        lines(manuals),
        Value::text(articles::of_fact(catalog, fact).join("; ")),
    ]
}

fn names<'a, T: Entry>(table: &'a Entries<T>, places: &'a [Ix<T>], name: fn(&T) -> &String) -> Cow<'a, str> {
    words::list(places.iter().map(|&place| name(&table[place]).as_str()))
}

fn lines<'a>(lines: impl Iterator<Item = String>) -> Value<'a> {
    Value::text(lines.collect::<Vec<_>>().join("; "))
}
