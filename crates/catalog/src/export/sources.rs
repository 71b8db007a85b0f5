//! What each document says, section by section, and where documents contradict each other.

use super::{Shown, Table, Value, header, words};
use crate::contradictions;
use crate::coverage::{self, Coverage};
use crate::facet::Facet;
use crate::lifecycle::Missing;
use crate::locale::{Locale, message};
use crate::messages;
use crate::model::Direction;

/// The sections of each document, with how many facts cite them; a document without sections has one row.
/// What is said of the document is the same in all its rows.
#[must_use]
pub fn sources<'a>(shown: &Shown<'a>) -> Table<'a> {
    let catalog = shown.catalog();
    let mut rows = Vec::new();
    for found in of_scope(shown) {
        let source = &catalog.sources()[found.source];
        let mut row = |section: [Value<'a>; 5]| {
            let option = |text: &'a Option<String>| Value::option(text.as_deref());
            let mut row = vec![
                Value::text(catalog.products()[source.product].name.as_str()),
                Value::text(source.title.as_str()),
                option(&source.release),
                option(&source.date),
                option(&source.version),
            ];
            row.extend(section);
            row.extend([found.facts, found.matching].map(Value::Number));
            row.extend(
                [found.features, found.data_types].map(|share| Value::text(silence(shown.locale, share))),
            );
            row.push(Value::Number(found.discrepancies.len()));
            rows.push(row);
        };
        for (section, &(facts, matching)) in source.sections.iter().zip(&found.sections) {
            row([
                Value::text(words::section(shown.locale, &section.id)),
                Value::text(section.title.as_str()),
                Value::Number(facts),
                Value::Number(matching),
                Value::option(section.no_facts.as_deref()),
            ]);
        }
        if source.sections.is_empty() {
            row([0; 5].map(|_| Value::option(None)));
        }
    }
    shown.table(message("Sources"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 15] = messages![
    "Product",
    "Source",
    "Release",
    "Date",
    "Version",
    "Section",
    "Heading",
    "Facts",
    "Matching facts",
    "Why it has none",
    "Facts in the document",
    "Matching facts in the document",
    "Silent on security features",
    "Silent on data types",
    "Contradictions and repetitions",
];

/// The share of entries that no fact names: `34 of 75 (45 %)`.
fn silence(locale: Locale, (named, all): (usize, usize)) -> String {
    let silent = all - named;
    let percent = words::percent(silent, all);
    let [silent, all, percent] = [silent, all, percent].map(|number| locale.number(number));
    locale.fill("{0} of {1} ({2} %)", &[&silent, &all, &percent])
}

fn of_scope(shown: &Shown<'_>) -> Vec<Coverage> {
    let mut found = coverage::of_sources(shown.index, shown.answer);
    found.retain(|one| shown.answer.scope().has(Facet::Source, one.source.get()));
    found
}

/// Where the documents contradict or repeat themselves.
#[must_use]
pub fn discrepancies<'a>(shown: &Shown<'a>) -> Table<'a> {
    let catalog = shown.catalog();
    let mut rows = Vec::new();
    for found in of_scope(shown) {
        for &place in found.discrepancies.iter().filter(|&&fact| shown.answer.scope().holds(fact)) {
            let fact = &catalog.facts()[place];
            rows.push(vec![
                Value::text(catalog.products()[fact.product].name.as_str()),
                Value::text(fact.id.as_str()),
                Value::text(fact.text.as_str()),
                Value::option(fact.note.as_deref()),
                Value::text(words::citation(shown.locale, catalog, fact)),
            ]);
        }
    }
    shown.table(message("Contradictions"), header(shown.locale, &DISCREPANCIES), rows)
}

const DISCREPANCIES: [&str; 5] = messages!["Product", "Fact", "Text", "Note", "Stated in"];

/// The transfers that only one of two products' documents tells of.
#[must_use]
pub fn one_sided<'a>(shown: &Shown<'a>) -> Table<'a> {
    let catalog = shown.catalog();
    let mut rows = Vec::new();
    for one in contradictions::one_sided(shown.index, shown.answer.scope()) {
        let fact = &catalog.facts()[one.fact];
        let name = |product| Value::text(catalog.products()[product].name.as_str());
        let (from, to) = match one.direction {
            Direction::Out => (fact.product, one.other),
            Direction::In => (one.other, fact.product),
        };
        rows.push(vec![
            Value::text(catalog.data_types()[one.data_type].name.as_str()),
            name(from),
            name(to),
            name(fact.product),
            Value::text(fact.id.as_str()),
            Value::text(fact.text.as_str()),
            Value::text(words::citation(shown.locale, catalog, fact)),
            name(one.other),
            match one.denied_by[..] {
                [] if one.is_denied_unseen => Value::silent(shown.locale.say(Missing::NotShown.label())),
                [] => Value::silent(shown.locale.say("silent")),
                _ => Value::text(shown.locale.say("denied")),
            },
            Value::text(words::ids(catalog, &one.denied_by)),
        ]);
    }
    shown.table(message("One-sided transfers"), header(shown.locale, &ONE_SIDED), rows)
}

const ONE_SIDED: [&str; 10] = messages![
    "Data",
    "From",
    "To",
    "Told by",
    "Fact",
    "Text",
    "Stated in",
    "Not told by",
    "Which is",
    "Facts that deny it",
];
