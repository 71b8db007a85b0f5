//! Everything that the core says to readers is said in their language: in a made-up one, in which every text
//! of the program is in brackets, nothing stands outside of them but what catalogues say, ids and numbers.
//!
//! For that catalogues are written in other letters than the program.

use std::collections::BTreeSet;

use privacy_catalog::export::{self, Shown, Table, Value};
use privacy_catalog::notes::Notes;
use privacy_catalog::record::{self, Form, Template};
use privacy_catalog::versions::{FieldChange, compare, of_link};
use privacy_catalog::{Catalog, Index, Language, Link, Locale};
use serde_json::Value as Json;
use xtask::{paths, styles, words};

/// Keys of the public format whose texts are ids and words of the format.
const IDS: [&str; 19] = [
    "schema",
    "id",
    "product",
    "component",
    "kind",
    "activity",
    "direction",
    "data_types",
    "features",
    "subjects",
    "recipients",
    "state",
    "default",
    "source",
    "group",
    "family",
    "term",
    "match",
    "gdpr",
];

/// Columns of ids.
const OF_IDS: [&str; 3] = ["Fact", "Fact ids", "Facts that deny it"];

/// Columns of ids, of articles and of values, which have keys.
const NOT_SAID: [&str; 4] = ["Key", "GDPR article", "GDPR articles (our reading)", "Values"];

/// A text in Cyrillic letters, one for one.
fn foreign(text: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' => char::from_u32('а' as u32 + c as u32 - 'a' as u32).expect("a letter"),
        'A'..='Z' => char::from_u32('А' as u32 + c as u32 - 'A' as u32).expect("a letter"),
        other => other,
    };
    text.chars().map(letter).collect()
}

fn make_foreign(json: &mut Json, key: &str, in_sections: bool) {
    match json {
        // The section that the program has a name for.
        Json::String(text) if text == "front" => {}
        Json::String(text) if in_sections && key == "id" => *text = foreign(text),
        Json::String(text) if !IDS.contains(&key) => *text = foreign(text),
        Json::Array(all) => all.iter_mut().for_each(|one| make_foreign(one, key, key == "sections")),
        Json::Object(all) if key != "redirects" => {
            // The keys of values may be those of the format.
            let is_of_values = key == "values";
            for (key, one) in all.iter_mut() {
                make_foreign(one, if is_of_values { "" } else { key }, in_sections);
            }
        }
        _ => {}
    }
}

/// A catalogue of which only ids are in the program's letters.
fn read(json: &str) -> Catalog {
    let mut json: Json = serde_json::from_str(json).expect("a catalogue is JSON");
    make_foreign(&mut json, "", false);
    Catalog::from_json("foreign.json", json.to_string().as_bytes()).expect("only its texts have changed")
}

fn small() -> String {
    include_str!("../../crates/catalog/tests/data/small.json").to_owned()
}

fn real() -> String {
    let packed = include_bytes!("../../data/catalogue.packed");
    Catalog::unpack(packed).expect("the committed catalogue is whole").to_source().to_json()
}

/// A text of the program with brackets round its words, between what is filled in.
fn in_brackets(english: &str) -> String {
    let mut text = String::new();
    let mut rest = english;
    while !rest.is_empty() {
        let place = rest.find('{').unwrap_or(rest.len());
        let (words, after) = rest.split_at(place);
        let has_words = words.contains(|c: char| c.is_ascii_alphabetic());
        let (before, behind) = if has_words { ("⟦", "⟧") } else { ("", "") };
        text.extend([before, words, behind]);
        let (filled, after) = after.split_at(after.find('}').map_or(after.len(), |end| end + 1));
        text.push_str(filled);
        rest = after;
    }
    text
}

/// The language of brackets.
fn brackets() -> Locale {
    let sources = words::collect(paths::root()).expect("the program can be read");
    let texts = sources.into_iter().flat_map(|one| [Some(one.english), one.plural]).flatten();
    let texts: BTreeSet<String> = texts.collect();
    assert!(texts.len() > 300, "{} texts", texts.len());
    let lines: Vec<String> = texts.iter().map(|text| format!("{text}\n{}\n", in_brackets(text))).collect();
    Locale::new(Language::German, lines.concat().leak())
}

/// What may stand in any text.
struct Known(BTreeSet<String>);

impl Known {
    fn new(catalogs: &[&Catalog]) -> Self {
        let mut ids: BTreeSet<String> = ["front".to_owned(), "nowhere".to_owned()].into();
        // The letters of what remains, as lists have them.
        ids.extend(('a'..='z').map(String::from));
        ids.extend((1..100).map(|number| format!("z{number}")));
        for catalog in catalogs {
            let source = catalog.to_source();
            ids.extend(source.facts.into_iter().map(|one| one.id));
            ids.extend(source.products.into_iter().map(|one| one.id));
        }
        Self(ids)
    }

    /// Asserts that a text has no words of the program outside of brackets.
    fn check(&self, text: &str, place: &str) {
        let mut outside = String::new();
        for (at, part) in text.split('⟦').enumerate() {
            let (said, rest) = part.split_once('⟧').unwrap_or(("", part));
            assert!(at == 0 || !said.is_empty(), "{place}: {text}");
            outside.push_str(rest);
            outside.push(' ');
        }
        let is_of_word = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        for word in outside.split(|c: char| !is_of_word(c)) {
            let has_letter = word.contains(|c: char| c.is_ascii_alphabetic());
            assert!(!has_letter || self.0.contains(word), "{place}: “{word}” is not said in {text:?}");
        }
    }

    fn check_table(&self, table: &Table<'_>, place: &str) {
        self.check(table.name, place);
        assert!(!table.rows.is_empty() || table.header.len() < 11, "{place}: an empty table shows nothing");
        let plain = |name: &str| name.trim_matches(['⟦', '⟧']).to_owned();
        for (column, name) in table.header.iter().enumerate() {
            self.check(name, place);
            let plain = plain(name);
            if NOT_SAID.contains(&plain.as_str()) {
                continue;
            }
            for row in &table.rows {
                let (Value::Text(text) | Value::State(_, text)) = &row[column] else { continue };
                if OF_IDS.contains(&plain.as_str()) {
                    let unknown = text.split("; ").find(|id| !id.is_empty() && !self.0.contains(*id));
                    assert_eq!(unknown, None, "{place}, {plain}");
                } else {
                    self.check(text, &format!("{place}, {plain}"));
                }
            }
        }
        for (label, text) in &table.about {
            self.check(label, place);
            if *label != "⟦Address⟧" {
                self.check(text, &format!("{place}, {label}"));
            }
        }
    }
}

const SMALL_VIEWS: [&str; 18] = [
    "",
    "group=data_type&general=off&data_type=cdr",
    "group=feature&kind=measure,-procedure&state=provided,-absent",
    "recipient=vendor-product,third-party-system,organisation,person",
    "product=alpha,beta,nowhere",
    "at.alpha=1.0&on.alpha=tls",
    "at.alpha=2.0",
    "view=compare",
    "view=compare&rows=data_type&diff=on",
    "view=compare&state=provided",
    "view=flows",
    "view=flows&small=on",
    "view=lifecycle&data_type=cdr&kind=measure",
    "view=lifecycle&request=erasure",
    "view=lifecycle&request=access",
    "view=record&kind=measure",
    "view=record&form=processor&template=ico",
    "view=sources",
];

const REAL_VIEWS: [&str; 12] = [
    "",
    "group=data_type",
    "group=feature",
    "view=compare",
    "view=compare&rows=data_type&state=provided,optional",
    "view=flows",
    "view=lifecycle",
    "view=lifecycle&request=erasure",
    "view=lifecycle&request=access",
    "view=record",
    "view=record&template=ico&form=processor",
    "view=sources",
];

#[test]
fn every_export_speaks_the_readers_language() {
    let locale = brackets();
    for (json, views) in [(small(), &SMALL_VIEWS[..]), (real(), &REAL_VIEWS[..])] {
        let catalog = read(&json);
        let known = Known::new(&[&catalog]);
        let mut notes = Notes::default();
        for (_, product) in catalog.products().iter() {
            notes.set(&product.id, "retention", &foreign("Two years"));
        }
        let plain = Index::new(catalog);
        // A word with a typo, so that another is taken for it.
        let words = plain.catalog().data_types().iter().map(|(_, row)| row.name.to_lowercase());
        let word = words.flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let word = word.max_by_key(|word| word.chars().count()).expect("data has names");
        let typo: String = word.chars().take(3).chain(['ё']).chain(word.chars().skip(4)).collect();
        let views = views.iter().map(|&view| view.to_owned()).chain([format!("q={typo}")]);
        for view in views {
            let (link, _) = Link::parse(&view, &plain);
            let index = plain.installed(&link.installation);
            let answer = index.answer(&link.query);
            assert_eq!(view.starts_with("q="), !answer.corrections().is_empty(), "{view}");
            let (index, answer, link) = (&index, &answer, &link);
            let shown =
                Shown { index, answer, link, hash: Some("0123"), date: "2026-11-22", notes: &notes, locale };
            let tables = export::tables(&shown);
            for table in &tables {
                known.check_table(table, &format!("#{view}"));
            }
            let book = export::xlsx(locale, &tables);
            let book = String::from_utf8_lossy(&book);
            for said in ["⟦About⟧", "⟦Table⟧"] {
                assert!(book.contains(said), "{said}");
            }
        }
    }
}

#[test]
fn records_and_messages_speak_the_readers_language() {
    let locale = brackets();
    let catalog = read(&small());
    let known = Known::new(&[&catalog]);
    let mut notes = Notes::default();
    notes.set("alpha", "retention", &foreign("Two years"));
    let index = Index::new(catalog);
    for query in ["", "kind=holding"] {
        let (link, _) = Link::parse(query, &index);
        let answer = index.answer(&link.query);
        for form in [Form::Controller, Form::Processor] {
            let record = record::of_products(&index, &answer, form, Template::Ico);
            let record = record.with_notes(&notes, index.catalog());
            for (column, cell) in record.rows.iter().flat_map(|row| record.columns.iter().zip(&row.cells)) {
                known.check(locale.say(column.label), column.key);
                known.check(&cell.text(locale, index.catalog(), form), column.key);
            }
        }
    }
    let long = format!("q={}", "ж ".repeat(501));
    let fragment = ["nowhere=1", "product=nowhere", "kind=measure&kind=holding", "view=nowhere", &long];
    let (_, ignored) = Link::parse(&fragment.join("&"), &index);
    assert_eq!(ignored.len(), 5, "{ignored:?}");
    for one in ignored {
        let said = one.words(locale).replace(&one.part, "");
        known.check(&said, &one.part);
    }
}

#[test]
fn changes_speak_the_readers_language() {
    let locale = brackets();
    let old = small();
    let mut json: Json = serde_json::from_str(&old).expect("it is JSON");
    json["version"] = "2".into();
    let facts = json["facts"].as_array_mut().expect("it has facts");
    facts.pop();
    for fact in facts.iter_mut() {
        fact["state"] = if fact["state"] == "optional" { "provided" } else { "optional" }.into();
        fact["cite"]["row"] = "Another".into();
        if fact["default"].is_string() {
            fact["default"] = if fact["default"] == "on" { "off" } else { "on" }.into();
        }
        if fact["kind"] == "holding" {
            fact["activity"] = if fact["activity"] == "collected" { "processed" } else { "collected" }.into();
            fact["data_types"] = vec!["all"].into();
        } else if fact["kind"] == "measure" {
            fact["kind"] = "procedure".into();
        }
    }
    for table in ["products", "sources", "data_types", "features", "subjects", "recipients"] {
        let one = &mut json[table][0];
        one[if table == "sources" { "title" } else { "name" }] = "Renamed".into();
        if table == "recipients" {
            one["kind"] = if one["kind"] == "person" { "organisation" } else { "person" }.into();
        }
    }
    let (old, new) = (read(&old), read(&json.to_string()));
    let known = Known::new(&[&old, &new]);
    let changes = compare(locale, &old, &new);
    known.check(&changes.summary(locale), "the summary");
    let check = |fields: &[FieldChange]| {
        for field in fields {
            known.check(locale.say(field.label()), field.key);
            assert_eq!(field.label(), field.key.replace('_', " "), "it has a name in English");
            for text in [&field.old, &field.new].into_iter().filter(|_| field.key != "values") {
                known.check(text, field.key);
            }
        }
    };
    for change in &changes.facts {
        known.check(locale.say(change.how.word()), &change.id);
        check(&change.fields);
    }
    for change in &changes.entries {
        known.check(locale.say(change.how.word()), &change.id);
        known.check(locale.say(change.sort), &change.id);
        check(&change.fields);
    }
    let keys = changes.facts.iter().flat_map(|change| &change.fields).map(|field| field.key);
    let keys: BTreeSet<&str> =
        keys.chain(changes.entries.iter().flat_map(|one| one.fields.iter().map(|field| field.key))).collect();
    for key in ["state", "activity", "kind", "data_types", "cite", "name", "title"] {
        assert!(keys.contains(key), "{key} has not changed: {keys:?}");
    }
    let index = Index::new(new);
    let (link, ignored) = Link::parse("v=1&product=nowhere", &index);
    for old in [None, Some(&old)] {
        let found = of_link(locale, &link, &ignored, old, &index).expect("it is of another version");
        known.check(&found.words(locale).replace("product=nowhere", ""), "an old link");
    }
}

#[test]
fn style_sheets_say_nothing() {
    for name in ["widget.css", "second.css"] {
        let css = styles::read(&paths::root().join("static").join(name)).expect("it can be read");
        let said = css.lines().filter(|line| line.trim_start().starts_with("content:"));
        let words: Vec<&str> = said
            .filter(|line| {
                line.split('"').skip(1).step_by(2).any(|text| text.chars().any(char::is_alphabetic))
            })
            .collect();
        assert!(words.is_empty(), "{name} says what no translation reaches: {words:?}");
    }
}
