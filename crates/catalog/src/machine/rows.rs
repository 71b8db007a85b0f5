//! JSON Lines: one flat row per fact, in which every key stands, so that an engine finds the same
//! columns in every file.

use privacy_engine::json::write_text;

use super::section_title;
use crate::articles;
use crate::model::{About, Catalog, Entry, Fact, Ix, State, Table};
use crate::order;
use crate::write::{List, Object, ids};

/// The facts as JSON Lines, in the catalogue's order: one object a line, each with the same keys in
/// the same order.
///
/// What a fact doesn't say is `null`, or an empty list. Ids and names stand in lists of the same
/// order; `data_groups`, `families` and `recipient_kinds` hold, once each, what the named values
/// belong to. `about_all` says that a fact covers all personal data, `holds` that it says that the
/// product holds the data it names. `gdpr_articles` is our reading.
#[must_use]
pub fn jsonl(catalog: &Catalog) -> String {
    let mut out = String::new();
    for (_, fact) in catalog.facts().iter() {
        write_row(catalog, fact, Values::Object, &mut out);
        out.push('\n');
    }
    out
}

/// How a fact's values are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// `{"attempts":"3"}`.
    Object,
    /// `[{"key":"attempts","value":"3"}]`, for an engine that must know every key beforehand.
    Pairs,
}

/// Adds a fact as a flat object.
pub(super) fn write_row(catalog: &Catalog, fact: &Fact, values: Values, out: &mut String) {
    let product = &catalog.products()[fact.product];
    let component = catalog.component_of(fact);
    let (since, until) = catalog.gate_of(fact);
    let mut row = Object::new(out);
    row.text("id", &fact.id);
    row.text("product", &product.id);
    row.text("product_name", &product.name);
    nullable(&mut row, "component", component.map(|part| part.id.as_str()));
    nullable(&mut row, "component_name", component.map(|part| part.name.as_str()));
    row.text("kind", fact.kind.id());
    row.text("kind_name", fact.kind.label());
    nullable(&mut row, "activity", fact.activity.map(crate::model::Activity::id));
    nullable(&mut row, "direction", fact.direction.map(crate::model::Direction::id));
    nullable(&mut row, "state", fact.state.map(State::id));
    nullable(&mut row, "state_name", fact.state.map(State::label));
    nullable(&mut row, "default", fact.default.map(crate::model::Switch::id));
    nullable(&mut row, "since", since);
    nullable(&mut row, "until", until);
    row.text("text", &fact.text);
    nullable(&mut row, "note", fact.note.as_deref());
    flag(&mut row, "about_all", fact.about == About::AllData);
    flag(&mut row, "holds", fact.holds_data());

    let (types, all_types) = (fact.about.types(), catalog.data_types());
    texts(&mut row, "data_types", &mut ids(all_types, types));
    texts(&mut row, "data_type_names", &mut names(all_types, types, |entry| &entry.name));
    let groups = once(types.iter().filter_map(|&one| all_types[one].group));
    texts(&mut row, "data_groups", &mut of_places(all_types, &groups));
    let all_features = catalog.features();
    texts(&mut row, "features", &mut ids(all_features, &fact.features));
    texts(&mut row, "feature_names", &mut names(all_features, &fact.features, |entry| &entry.name));
    let families = once(fact.features.iter().filter_map(|&one| all_features[one].family));
    texts(&mut row, "families", &mut of_places(all_features, &families));
    texts(&mut row, "subjects", &mut ids(catalog.subjects(), &fact.subjects));
    texts(&mut row, "subject_names", &mut names(catalog.subjects(), &fact.subjects, |entry| &entry.name));
    let recipients = catalog.recipients();
    texts(&mut row, "recipients", &mut ids(recipients, &fact.recipients));
    texts(&mut row, "recipient_names", &mut names(recipients, &fact.recipients, |entry| &entry.name));
    let mut kinds: Vec<u32> = fact.recipients.iter().map(|&one| recipients[one].kind as u32).collect();
    order::sort_dedup(&mut kinds);
    let kind = |&kind: &u32| crate::model::RecipientKind::ALL[kind as usize].id();
    texts(&mut row, "recipient_kinds", &mut kinds.iter().map(kind));

    write_values(fact, values, row.key("values"));
    let source = &catalog.sources()[fact.cite.source];
    row.text("source", &source.id);
    row.text("source_title", &source.title);
    nullable(&mut row, "source_release", source.release.as_deref());
    nullable(&mut row, "source_date", source.date.as_deref());
    nullable(&mut row, "source_version", source.version.as_deref());
    row.text("section", &fact.cite.section_id);
    nullable(&mut row, "section_title", section_title(catalog, fact));
    nullable(&mut row, "row", fact.cite.row.as_deref());
    let mut manuals = List::new(row.key("manuals"));
    for manual in &fact.manuals {
        let mut entry = Object::new(manuals.entry());
        entry.text("title", &manual.title);
        nullable(&mut entry, "section", manual.section.as_deref());
        entry.end();
    }
    manuals.end();
    texts(&mut row, "gdpr_articles", &mut articles::of_fact(catalog, fact).into_iter());
    row.text("catalogue_title", catalog.title());
    row.text("catalogue_version", catalog.version());
    row.end();
}

fn write_values(fact: &Fact, how: Values, out: &mut String) {
    if how == Values::Object {
        let mut object = Object::new(out);
        fact.values.iter().for_each(|(key, value)| object.text(key, value));
        object.end();
        return;
    }
    let mut list = List::new(out);
    for (key, value) in &fact.values {
        let mut entry = Object::new(list.entry());
        entry.text("key", key);
        entry.text("value", value);
        entry.end();
    }
    list.end();
}

fn nullable(object: &mut Object<'_>, key: &str, text: Option<&str>) {
    match text {
        Some(text) => object.text(key, text),
        None => object.key(key).push_str("null"),
    }
}

fn flag(object: &mut Object<'_>, key: &str, flag: bool) {
    object.key(key).push_str(if flag { "true" } else { "false" });
}

fn texts(object: &mut Object<'_>, key: &str, texts: &mut dyn Iterator<Item = &str>) {
    let mut list = List::new(object.key(key));
    texts.for_each(|text| write_text(text, list.entry()));
    list.end();
}

fn names<'a, T: Entry>(
    table: &'a Table<T>,
    places: &'a [Ix<T>],
    name: fn(&T) -> &String,
) -> impl Iterator<Item = &'a str> {
    places.iter().map(move |&place| name(&table[place]).as_str())
}

/// Places in their order, each once.
fn once<T>(places: impl Iterator<Item = Ix<T>>) -> Vec<u32> {
    let mut places: Vec<u32> = places.map(Ix::get).collect();
    order::sort_dedup(&mut places);
    places
}

fn of_places<'a, T: Entry>(table: &'a Table<T>, places: &'a [u32]) -> impl Iterator<Item = &'a str> {
    places.iter().filter_map(|&place| table.get(place)).map(Entry::id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_flat_and_says_what_the_fact_says() {
        let json = include_bytes!("../../tests/data/small.json");
        let catalog = Catalog::from_json("small.json", json).expect("it is sound");
        let rows: Vec<serde_json::Value> =
            jsonl(&catalog).lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        assert_eq!(rows.len(), catalog.facts().len());
        let row = rows.iter().find(|row| row["id"] == "alpha-cdr-out").expect("it is a fact");
        let expected = r#"{
            "id": "alpha-cdr-out", "product": "alpha", "product_name": "Alpha Voice",
            "component": null, "component_name": null, "kind": "transfer", "kind_name": "Transfer",
            "activity": null, "direction": "out", "state": "optional", "state_name": "Optional",
            "default": null, "since": null, "until": null,
            "text": "Call records may go to an external accounting system.", "note": null,
            "about_all": false, "holds": false,
            "data_types": ["cdr"], "data_type_names": ["Call detail records"], "data_groups": ["records"],
            "features": [], "feature_names": [], "families": [], "subjects": [], "subject_names": [],
            "recipients": ["billing"], "recipient_names": ["Billing systems"],
            "recipient_kinds": ["third-party-system"], "values": {"condition": "when configured"},
            "source": "alpha-guide", "source_title": "Alpha privacy guide", "source_release": "2.0",
            "source_date": "May 2024", "source_version": null, "section": "1", "section_title": "Data",
            "row": null, "manuals": [], "gdpr_articles": ["15(1)(c)", "19", "28", "30(1)(d)"],
            "catalogue_title": "Test catalogue", "catalogue_version": "1"
        }"#;
        let expected: serde_json::Value = serde_json::from_str(expected).expect("it is JSON");
        assert_eq!(*row, expected);
        let held: Vec<_> = rows.iter().filter(|row| row["holds"] == true).map(|row| &row["id"]).collect();
        assert_eq!(held, ["alpha-name", "alpha-email", "alpha-cdr", "beta-email"]);
    }
}
