//! Records: each cell against a naive reading of the facts, column by column.

use std::collections::BTreeSet;

use privacy_catalog::cell::Cell;
use privacy_catalog::model::{Direction, Fact, Ix, Kind, RecipientKind, State};
use privacy_catalog::record::{self, Column, Form, Provenance, Record, RecordCell, Template};
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Answer, Catalog, Index, Locale, Query};
use proptest::prelude::*;

use crate::cases;
use crate::worlds::{all_values, catalogs, queries};

/// Columns that no product document fills in.
const OF_THE_CONTROLLER: [&str; 10] = [
    "organisation",
    "controllers",
    "representative",
    "dpo",
    "joint_controllers",
    "safeguards",
    "sensitive",
    "lawful_basis",
    "impact_assessment",
    "breach",
];

/// Columns of which a product document can say a part at most.
const NEVER_WHOLE: [&str; 8] =
    ["purposes", "source", "transfers", "retention", "security", "data_location", "rights", "processing"];

/// Catalogues whose features help with articles and whose facts print purposes and places.
fn worlds() -> impl Strategy<Value = source::Catalog> {
    catalogs().prop_map(|mut catalog| {
        for feature in &mut catalog.features {
            let articles: &[&str] = match feature.id.as_str() {
                "s1" => &["30(1)(f)"],
                "s2" => &["5(2)", "17"],
                "t" => &["15", "32(4)"],
                _ => &[],
            };
            feature.gdpr = articles.iter().map(ToString::to_string).collect();
        }
        for (at, fact) in catalog.facts.iter_mut().enumerate() {
            let value = fact.values.get("what").cloned();
            let key = ["purpose", "location", "what"][at % 3];
            fact.values = value.into_iter().map(|value| (key.to_owned(), value)).collect();
        }
        catalog
    })
}

fn index(catalog: source::Catalog) -> Index {
    let bundle = Bundle { catalog, ..Bundle::default() };
    Index::new(Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves"))
}

/// An index, and an answer to `query` in the scope of `lock`.
fn answered(catalog: source::Catalog, query: &Query, lock: &Query) -> (Index, Answer) {
    let index = index(catalog);
    let mut answer = Answer::within(index.scope(lock));
    index.answer_again(query, &mut answer);
    (index, answer)
}

/// Records in every form.
fn records(index: &Index, answer: &Answer) -> Vec<(Form, Record)> {
    let forms = Form::ALL
        .iter()
        .flat_map(|&(form, ..)| Template::ALL.iter().map(move |&(template, ..)| (form, template)));
    forms.map(|(form, template)| (form, record::of_products(index, answer, form, template))).collect()
}

fn facts_of(answer: &Answer) -> Vec<Ix<Fact>> {
    let mut facts = Vec::new();
    answer.visit(|fact| facts.push(fact));
    facts
}

fn ids(index: &Index, facts: &[Ix<Fact>]) -> BTreeSet<String> {
    facts.iter().map(|&fact| index.catalog().facts()[fact].id.clone()).collect()
}

fn is_absent(fact: &source::Fact) -> bool {
    fact.state == Some(State::Absent)
}

/// The articles of the features of a fact, those of the family for a feature without any.
fn articles<'a>(catalog: &'a source::Catalog, fact: &source::Fact) -> Vec<&'a [String]> {
    let of = |id: &str| catalog.features.iter().find(|feature| feature.id == id).expect("it resolves");
    let articles = |id: &String| {
        let feature = of(id);
        let family = feature.family.as_deref().filter(|_| feature.gdpr.is_empty());
        family.map_or(feature, of).gdpr.as_slice()
    };
    fact.features.iter().map(articles).collect()
}

/// Whether a fact has something to say in a column, or would help.
fn speaks(catalog: &source::Catalog, key: &str, fact: &source::Fact) -> bool {
    let is = |kinds: &[Kind]| kinds.contains(&fact.kind);
    let has =
        |articles: &[String], wanted: &[&str]| articles.iter().any(|one| wanted.contains(&one.as_str()));
    let any = |wanted: &[&str]| articles(catalog, fact).iter().any(|articles| has(articles, wanted));
    let sent_to = |wanted: &[RecipientKind]| {
        let kind =
            |id: &String| catalog.recipients.iter().find(|recipient| recipient.id == *id).map(|r| r.kind);
        fact.recipients.iter().filter_map(kind).any(|kind| wanted.contains(&kind))
    };
    let is_sent = fact.kind == Kind::Transfer && fact.direction == Some(Direction::Out);
    let by_feature = is(&[Kind::Measure, Kind::Procedure]);
    match key {
        "purposes" => {
            is(&[Kind::Holding, Kind::Transfer, Kind::Statement])
                && fact.values.get("purpose").is_some()
                && !is_absent(fact)
        }
        "subjects" => is(&[Kind::Holding, Kind::Transfer]) && !fact.subjects.is_empty() && !is_absent(fact),
        "data_types" => {
            let types = fact.data_types.iter().any(|id| id != "all");
            let is_moved = fact.kind == Kind::Transfer && fact.direction.is_some();
            is(&[Kind::Holding]) && !fact.data_types.is_empty() || is_moved && types && !is_absent(fact)
        }
        "processing" => {
            let is_moved = fact.kind == Kind::Transfer && fact.direction.is_some();
            (is(&[Kind::Holding]) || is_moved) && !fact.data_types.is_empty()
        }
        "source" => fact.kind == Kind::Transfer && fact.direction == Some(Direction::In),
        "recipients" | "transfers" => is_sent,
        "third_parties" => {
            is_sent
                && !is_absent(fact)
                && sent_to(&[RecipientKind::ThirdPartySystem, RecipientKind::Organisation])
        }
        "processor_contract" => is_sent && !is_absent(fact) && sent_to(&[RecipientKind::Organisation]),
        "retention" | "adherence" => by_feature && any(&["30(1)(f)", "17"]),
        "rights" => by_feature && any(&["15", "17"]),
        "security" => {
            let is_security = |articles: &&[String]| articles.is_empty() || has(articles, &["5(2)", "32(4)"]);
            fact.kind == Kind::Measure && articles(catalog, fact).iter().any(is_security)
        }
        "data_location" => {
            is(&[Kind::Holding, Kind::Measure, Kind::Procedure])
                && fact.values.get("location").is_some()
                && !fact.data_types.is_empty()
                && !is_absent(fact)
        }
        "description" | "sensitive" | "lawful_basis" | "consent_record" => {
            fact.kind == Kind::Statement && fact.state.is_some()
        }
        _ => false,
    }
}

/// The state of an item, read without the core's table.
fn state(key: &str, states: &[State]) -> Cell {
    let of_any = ["subjects", "recipients", "source", "purposes"].contains(&key);
    if of_any && states.contains(&State::Provided) {
        return Cell::Is(State::Provided);
    }
    Cell::combine(states.iter().copied())
}

fn check_states(index: &Index, column: &Column, cell: &RecordCell) -> Result<(), TestCaseError> {
    for item in cell.items() {
        prop_assert!(!item.facts.is_empty(), "{}: {:?}", column.key, item);
        let states = item.facts.iter().filter_map(|&fact| index.catalog().facts()[fact].state);
        prop_assert_eq!(
            item.state,
            state(column.key, &states.collect::<Vec<_>>()),
            "{}: {:?}",
            column.key,
            item
        );
    }
    let is_plain = |state: Cell| matches!(state, Cell::Silent | Cell::Is(State::Provided | State::Absent));
    if cell.provenance() == Provenance::FromDocument {
        prop_assert!(cell.items().all(|item| is_plain(item.state)), "{}", column.key);
        prop_assert!(!NEVER_WHOLE.contains(&column.key), "{}", column.key);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_cell_is_blank_and_each_cites_facts_of_its_product_in_the_answer(
        catalog in worlds(), query in queries(all_values()), lock in queries(all_values()),
    ) {
        let (index, answer) = answered(catalog, &query, &lock);
        let facts = facts_of(&answer);
        let mut products: Vec<u32> =
            facts.iter().map(|&fact| index.catalog().facts()[fact].product.get()).collect();
        products.sort_unstable();
        products.dedup();
        for (form, record) in records(&index, &answer) {
            let rows: Vec<u32> = record.rows.iter().map(|row| row.product.get()).collect();
            prop_assert_eq!(&rows, &products);
            for row in &record.rows {
                prop_assert_eq!(row.cells.len(), record.columns.len());
                for (column, cell) in record.columns.iter().zip(&row.cells) {
                    let text = cell.text(Locale::ENGLISH, index.catalog(), form);
                    let label = cell.provenance().label(form);
                    prop_assert!(text.len() > label.len() && text.starts_with(label), "{}: {}", column.key, text);
                    prop_assert!(cell.gaps.iter().all(|gap| !gap.is_empty()));
                    prop_assert_eq!(cell.parts.is_empty(), cell.facts().is_empty());
                    for fact in cell.facts().iter().chain(&cell.helps) {
                        prop_assert!(facts.contains(fact), "{}", column.key);
                        prop_assert_eq!(index.catalog().facts()[*fact].product, row.product);
                    }
                    if OF_THE_CONTROLLER.contains(&column.key) {
                        prop_assert_eq!(cell.provenance(), Provenance::ControllerMustFill);
                    }
                    check_states(&index, column, cell)?;
                }
            }
        }
    }

    #[test]
    fn a_cell_holds_the_facts_that_a_naive_reading_finds(
        catalog in worlds(), query in queries(all_values()), lock in queries(all_values()),
    ) {
        let (index, answer) = answered(catalog.clone(), &query, &lock);
        let chosen = ids(&index, &facts_of(&answer));
        for (_, record) in records(&index, &answer) {
            for row in &record.rows {
                let product = &index.catalog().products()[row.product].id;
                for (column, cell) in record.columns.iter().zip(&row.cells) {
                    let speaking = catalog.facts.iter().filter(|fact| {
                        let place = index.catalog().facts().find(&fact.id).expect("it is indexed");
                        fact.product == *product
                            && answer.scope().holds(place)
                            && speaks(&catalog, column.key, fact)
                    });
                    let (inside, outside): (Vec<_>, Vec<_>) = speaking.partition(|fact| chosen.contains(&fact.id));
                    prop_assert_eq!(cell.left_out, outside.len(), "{}", column.key);
                    let inside: BTreeSet<String> = inside.iter().map(|fact| fact.id.clone()).collect();
                    let cited: Vec<_> = cell.facts().into_iter().chain(cell.helps.iter().copied()).collect();
                    let cited = ids(&index, &cited);
                    if column.key == "data_types" {
                        let holds = |id: &&String| catalog.facts.iter().any(|fact| fact.id == **id && fact.kind == Kind::Holding);
                        prop_assert!(cited.is_subset(&inside));
                        prop_assert!(inside.iter().filter(holds).all(|id| cited.contains(id)));
                        prop_assert_eq!(cited.is_empty(), inside.is_empty());
                    } else {
                        prop_assert_eq!(&cited, &inside, "{}", column.key);
                    }
                }
            }
        }
    }

    #[test]
    fn data_that_only_moves_is_named_and_what_is_held_is_not_named_twice(catalog in worlds()) {
        let (index, answer) = answered(catalog.clone(), &Query::default(), &Query::default());
        let record = record::of_products(&index, &answer, Form::Controller, Template::Cnil);
        let column = record.columns.iter().position(|column| column.key == "data_types").expect("it is there");
        for row in &record.rows {
            let product = &index.catalog().products()[row.product].id;
            let facts = catalog.facts.iter().filter(|fact| fact.product == *product && !fact.data_types.is_empty());
            let (holdings, others): (Vec<_>, Vec<_>) = facts.partition(|fact| fact.kind == Kind::Holding);
            let types = |facts: Vec<&source::Fact>| -> BTreeSet<String> {
                facts.into_iter().flat_map(|fact| fact.data_types.clone()).collect()
            };
            let held = types(holdings.iter().filter(|fact| !is_absent(fact)).copied().collect());
            let is_held = |id: &String| held.iter().any(|one| one == id || one.len() > 1 && one[..1] == **id);
            let moved = others.into_iter().filter(|fact| {
                fact.kind == Kind::Transfer && fact.direction.is_some() && !is_absent(fact)
            });
            let mut moved = types(moved.collect());
            moved.retain(|id| id != "all" && !is_held(id));
            let cell = &row.cells[column];
            prop_assert_eq!(cell.items().count(), types(holdings).len() + moved.len());
            if !moved.is_empty() {
                prop_assert_eq!(cell.provenance(), Provenance::Partial);
            }
        }
    }

    #[test]
    fn without_its_facts_a_cell_is_to_be_filled_in(
        catalog in worlds(), form in 0..2_usize, pick in any::<prop::sample::Index>(),
    ) {
        let (index, answer) = answered(catalog.clone(), &Query::default(), &Query::default());
        let form = Form::ALL[form].0;
        let record = record::of_products(&index, &answer, form, Template::Ico);
        let cells = record.rows.iter().flat_map(|row| row.cells.iter().enumerate().map(move |cell| (row, cell)));
        let filled: Vec<_> = cells.filter(|(_, (_, cell))| !cell.parts.is_empty()).collect();
        prop_assume!(!filled.is_empty());
        let (row, (column, cell)) = filled[pick.index(filled.len())];
        let gone = ids(&index, &cell.facts());
        // Data that is no longer stated as held may still be named as moved.
        let is_moved = |fact: &source::Fact| {
            record.columns[column].key == "data_types" && fact.kind == Kind::Transfer
        };
        let mut less = catalog.clone();
        less.facts.retain(|fact| !gone.contains(&fact.id) && !is_moved(fact));
        let product = &index.catalog().products()[row.product].id;
        let (index, answer) = answered(less, &Query::default(), &Query::default());
        let record = record::of_products(&index, &answer, form, Template::Ico);
        let rows = record.rows.iter().filter(|row| index.catalog().products()[row.product].id == *product);
        for row in rows {
            prop_assert_eq!(row.cells[column].provenance(), Provenance::ControllerMustFill);
        }
    }
}
