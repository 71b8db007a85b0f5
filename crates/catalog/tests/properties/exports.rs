//! Exports: what is shown is in the table, and every file gives the table back.

use std::fmt;

use privacy_catalog::cell::Cell;
use privacy_catalog::compare::compare;
use privacy_catalog::export::{self, Shown, Table, Value};
use privacy_catalog::flows::{self, Layer};
use privacy_catalog::index::Hit;
use privacy_catalog::lifecycle;
use privacy_catalog::model::{Fact, Ix};
use privacy_catalog::notes::Notes;
use privacy_catalog::settings::{Form, Request, Rows, Template};
use privacy_catalog::sorted::Texts;
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Answer, Catalog, Grouping, Index, Link, Locale, Settings, View, coverage, record};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::cases;
use crate::installations::index;
use crate::read::{cells, csv_table, is_formula, kept, markdown, restored, sheets, shown};
use crate::worlds::{all_values, catalogs, installations, queries};

/// A catalogue, and a view of it.
struct World {
    index: Index,
    answer: Answer,
    link: Link,
    notes: Notes,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}\n{}", self.link, self.index.catalog().to_source().to_json())
    }
}

impl World {
    fn new(catalog: &source::Catalog, link: Link) -> Self {
        let index = index(catalog).installed(&link.installation);
        let answer = index.answer(&link.query);
        let mut notes = Notes::default();
        for (_, product) in index.catalog().products().iter() {
            notes.set(&product.id, "dpo", "=SUM(A1)\n<b>six months</b>");
        }
        Self { index, answer, link, notes }
    }

    fn shown(&self) -> Shown<'_> {
        let Self { index, answer, link, notes } = self;
        Shown { index, answer, link, hash: Some("abc"), date: "2026-11-22", notes, locale: Locale::ENGLISH }
    }

    fn fact(&self, place: Ix<Fact>) -> &Fact {
        &self.index.catalog().facts()[place]
    }
}

fn links() -> impl Strategy<Value = Link> {
    let view = select(View::ALL.map(|(view, ..)| view).to_vec());
    let ways = (view, select(Grouping::ALL.to_vec()), installations());
    (queries(all_values()), ways, settings()).prop_map(|(query, (view, grouping, installation), settings)| {
        Link { query, view, grouping, settings, installation, fact: None, version: None }
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let columns = subsequence(vec!["p".to_owned(), "q".to_owned()], 0..=2).prop_shuffle();
    let open = subsequence(vec!["g".to_owned(), "h".to_owned()], 0..=2).prop_map(Texts::from_iter);
    let compared = (select(Rows::ALL), any::<bool>(), columns);
    let others =
        (open, any::<bool>(), of(select(&Request::ALL[..])), select(Form::ALL), select(Template::ALL));
    (compared, others).prop_map(|((rows, differences, columns), (open, small, request, form, template))| {
        let request = request.map(|one| one.0);
        let (rows, form, template) = (rows.0, form.0, template.0);
        Settings { rows, differences, columns, cell: None, open, small, request, form, template }
    })
}

fn worlds() -> impl Strategy<Value = World> {
    (catalogs(), links()).prop_map(|(catalog, link)| World::new(&catalog, link))
}

/// Texts that mean something to whatever reads files.
fn hostile() -> impl Strategy<Value = String> {
    const PIECES: [&str; 52] = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+",
        "-",
        "@SUM(A1)",
        "＝1",
        "'",
        "''=",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        ",",
        ";",
        "|",
        "\\",
        "\\|",
        "`",
        "``",
        "<script>alert(1)</script>",
        "</t></si>",
        "&amp;",
        "]]>",
        "<!--",
        "_x000D_",
        "_x005F_",
        "\u{202e}",
        "\u{2066}",
        "\u{0}",
        "\u{1f}",
        "\u{7f}",
        "\u{9b}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "\u{200b}",
        "https://a.b/c_d",
        "www.x.y",
        "a@b.c",
        "**b**",
        "_i_",
        "[x](javascript:y)",
        "![z](q)",
        "~~s~~",
        "$x$",
        "#1",
        ":tada:",
        " ",
        "é",
        "🖨",
    ];
    vec(select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat())
}

/// Catalogues with such texts wherever a text may stand.
fn hostile_worlds() -> impl Strategy<Value = World> {
    (catalogs(), links(), vec(hostile(), 8)).prop_map(|(mut catalog, link, texts)| {
        let mut texts = texts.into_iter().cycle();
        let mut text = || texts.next().unwrap_or_default();
        catalog.title = text();
        catalog.version = text();
        catalog.products.iter_mut().for_each(|one| one.name = text());
        catalog.data_types.iter_mut().for_each(|one| one.name = text());
        catalog.features.iter_mut().for_each(|one| one.name = text());
        catalog.subjects.iter_mut().for_each(|one| one.name = text());
        catalog.recipients.iter_mut().for_each(|one| one.name = text());
        for source in &mut catalog.sources {
            (source.title, source.date) = (text(), Some(text()));
            source.sections[0].title = text();
        }
        for fact in &mut catalog.facts {
            (fact.text, fact.note, fact.cite.row) = (text(), Some(text()), Some(text()));
            fact.values = [("url".to_owned(), text())].into_iter().collect();
        }
        World::new(&catalog, link)
    })
}

fn ids(world: &World, answer: &Answer) -> Vec<String> {
    answer.hits(0..usize::MAX).iter().map(|hit: &Hit| world.fact(hit.fact).id.clone()).collect()
}

fn column(table: &Table<'_>, name: &str) -> Vec<String> {
    let at = table.header.iter().position(|one| one == name).unwrap_or_else(|| panic!("no column {name}"));
    cells(table).iter().skip(1).map(|row| row[at].clone()).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn facts_are_the_rows_of_the_list(world in worlds()) {
        let World { index, answer, link, .. } = &world;
        let table = export::facts(&world.shown());
        let groups = index.groups(answer, &link.query, link.grouping);
        let mut expected = Vec::new();
        for group in &groups {
            let heading = export::words::heading(Locale::ENGLISH, index, link.grouping, group);
            for hit in index.group_hits(answer, &groups, group, 0..usize::MAX) {
                let fact = world.fact(hit.fact);
                let state = index.state_of(hit.fact).map_or("No state", |state| state.label());
                let why = index.change_of(hit.fact).map(|change| change.why.words(Locale::ENGLISH)).unwrap_or_default();
                let written = fact.state.map_or("No state", |state| state.label());
                expected.push([heading, &fact.id, &fact.text, state, &why, written].map(kept));
            }
        }
        let names = [
            "Group", "Fact", "Text", "State in the installation", "Why it differs from the catalogue", "State in the catalogue",
        ];
        let columns = names.map(|name| column(&table, name));
        prop_assert_eq!(table.rows.len(), groups.rows());
        for (at, expected) in expected.iter().enumerate() {
            for (column, expected) in columns.iter().zip(expected) {
                prop_assert_eq!(&column[at], expected);
            }
        }
        let mut listed = column(&table, "Fact");
        let mut found = ids(&world, answer);
        listed.sort();
        listed.dedup();
        found.sort();
        prop_assert_eq!(listed, found);
    }

    #[test]
    fn a_fact_is_written_as_it_is_recorded(world in worlds()) {
        let table = export::facts(&world.shown());
        let written = world.index.catalog().to_source();
        let names = |ids: &[String], all: &[(String, String)]| {
            let name = |id: &String| all.iter().find(|one| one.0 == *id).map(|one| one.1.clone()).expect("it resolves");
            ids.iter().map(name).collect::<Vec<_>>().join("; ")
        };
        let types: Vec<_> = written.data_types.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
        let features: Vec<_> = written.features.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
        let recipients: Vec<_> = written.recipients.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
        for (at, id) in column(&table, "Fact").iter().enumerate() {
            let fact = written.facts.iter().find(|fact| fact.id == *id).expect("it is there");
            let of = |name: &str| column(&table, name)[at].clone();
            let all = fact.data_types == ["all"];
            let data = if all { "All personal data".to_owned() } else { names(&fact.data_types, &types) };
            prop_assert_eq!(of("Data types"), data);
            prop_assert_eq!(of("Security features"), names(&fact.features, &features));
            prop_assert_eq!(of("Recipients"), names(&fact.recipients, &recipients));
            prop_assert_eq!(of("Since"), fact.since.clone().unwrap_or_default());
            prop_assert_eq!(of("Until"), fact.until.clone().unwrap_or_default());
            prop_assert_eq!(of("Note"), fact.note.clone().unwrap_or_default());
            prop_assert_eq!(of("Row"), fact.cite.row.clone().unwrap_or_default());
            let values: Vec<_> = fact.values.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            prop_assert_eq!(of("Values"), values.join("; "));
        }
    }

    #[test]
    fn a_comparison_is_the_table_of_the_page(world in worlds()) {
        let World { index, answer, link, .. } = &world;
        let table = export::compare(&world.shown());
        let matrix = compare(index, answer, &link.query, &link.settings);
        prop_assert_eq!(table.rows.len(), matrix.rows.len());
        prop_assert_eq!(table.header.len(), 3 + matrix.columns.len());
        for (at, (row, written)) in matrix.rows.iter().zip(&table.rows).enumerate() {
            let name = &index.values(matrix.facet)[row.value as usize].name;
            prop_assert_eq!(&written[1], &Value::Text(name.as_str().into()));
            let words = matrix.words(Locale::ENGLISH, index, answer, at, 0..matrix.columns.len());
            for ((square, brief), cell) in matrix.squares(at).iter().zip(words).zip(&written[3..]) {
                let state = square.state();
                let (found, text) = match cell {
                    Value::State(state, text) => (*state, text),
                    Value::Text(text) => (Cell::Silent, text),
                    Value::Number(_) => return Err(TestCaseError::fail("a number")),
                };
                prop_assert_eq!(found, state);
                prop_assert_eq!(&**text == "silent", square.is_silent());
                prop_assert!(text.contains(&brief));
                if square.facts > 0 {
                    let facts = if square.facts == 1 { "1 fact".to_owned() } else { format!("{} facts", square.facts) };
                    prop_assert!(text.contains(&facts) && text.contains("Guide, §1"), "{}", text);
                    // With a single section, the citation is there only if the facts were found again.
                    prop_assert_eq!(text.matches("Guide").count(), 1);
                }
                if square.hidden > 0 {
                    let hidden = format!("{} filtered out", square.hidden);
                    prop_assert!(text.contains(&hidden));
                }
            }
        }
    }

    #[test]
    fn flows_are_the_edges(world in worlds()) {
        let World { index, answer, link, .. } = &world;
        let catalog = index.catalog();
        let table = export::flows(&world.shown());
        let open: Vec<_> = link.settings.open.iter().filter_map(|id| catalog.data_types().find(id)).collect();
        let flows = flows::of_answer(index, answer, &link.query, &open).readable(index);
        prop_assert_eq!(table.rows.len(), flows.edges().len());
        for (edge, row) in flows.edges().iter().zip(cells(&table).iter().skip(1)) {
            let name = |layer| flows.end(edge, layer).name.label(Locale::ENGLISH, catalog, layer).into_owned();
            prop_assert_eq!([&row[0], &row[1], &row[3]], [&name(Layer::Product), &name(Layer::Data), &name(Layer::Recipient)]);
            let ids: Vec<_> = edge.facts.iter().map(|&fact| world.fact(fact).id.clone()).collect();
            prop_assert_eq!((&row[4], &row[6]), (&ids.len().to_string(), &ids.join("; ")));
        }
    }

    #[test]
    fn lives_records_and_sources_are_whole(world in worlds()) {
        let World { index, answer, link, .. } = &world;
        let shown = world.shown();
        let table = export::lifecycle(&shown);
        let lives = lifecycle::of_query(index, &link.query, answer.scope()).lives;
        let id = |fact: Ix<Fact>| world.fact(fact).id.clone();
        let mut expected: Vec<String> = lives.iter().flat_map(|life| {
            let items = life.held.iter().chain(&life.transfers).map(|item| id(item.fact));
            let steps = [&life.denied, &life.protection, &life.steps, &life.remains];
            items.chain(steps.into_iter().flatten().map(|step| id(step.fact))).collect::<Vec<_>>()
        }).collect();
        let mut found: Vec<String> = column(&table, "Fact").into_iter().filter(|id| !id.is_empty()).collect();
        for ids in [&mut expected, &mut found] {
            ids.sort();
            ids.dedup();
        }
        prop_assert_eq!(found, expected);
        let stages = column(&table, "Stage");
        for stage in ["Held", "Goes to, comes from", "Protected by", "Erased how, by whom", "What remains"] {
            // Each stage of each life has a row, or a word that it has none.
            prop_assert!(stages.iter().filter(|one| *one == stage).count() >= lives.len());
        }
        for request in [Request::Access, Request::Erasure] {
            let link = Link { settings: Settings { request: Some(request), ..link.settings.clone() }, ..link.clone() };
            let lists = lifecycle::checklists(index, &link.query, answer.scope(), request);
            let tasks: usize = lists.iter().map(|list| list.tasks.len().max(1)).sum();
            prop_assert_eq!(export::checklists(&Shown { link: &link, ..shown }).rows.len(), tasks);
        }
        let Settings { form, template, .. } = link.settings;
        let record = record::of_products(index, answer, form, template).with_notes(shown.notes, index.catalog());
        let table = export::record(&shown);
        prop_assert_eq!(table.rows.len(), record.rows.len() * record.columns.len());
        for (row, cell) in cells(&table).iter().skip(1).zip(record.rows.iter().flat_map(|row| &row.cells)) {
            prop_assert_eq!(&row[4], cell.provenance().label(form));
            prop_assert_eq!(&row[6], cell.note.as_deref().unwrap_or_default());
            prop_assert!(!row[7].is_empty() || !cell.parts.is_empty(), "a cell is blank");
        }
        let sections = |one: &coverage::Coverage| one.sections.len().max(1);
        let rows: usize = coverage::of_sources(index, answer).iter().map(sections).sum();
        prop_assert_eq!(export::sources(&shown).rows.len(), rows);
    }

    #[test]
    fn json_gives_the_same_facts_for_the_same_fragment(world in worlds(), lock in queries(all_values())) {
        for lock in [privacy_catalog::Query::default(), lock] {
            let scope = world.index.scope(&lock);
            let mut answer = Answer::within(scope);
            world.index.answer_again(&world.link.query, &mut answer);
            let json = export::json(&Shown { answer: &answer, ..world.shown() });
            let catalog = Catalog::from_json("export.json", json.as_bytes());
            let catalog = catalog.map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{json}")))?;
            let found: Vec<String> = catalog.facts().iter().map(|(_, fact)| fact.id.clone()).collect();
            let is_locked = answer.scope().len_of(usize::MAX) < usize::MAX;
            let expected = ids(&world, &answer);
            prop_assert!(expected.iter().all(|id| found.contains(id)));
            let more: Vec<_> = found.iter().filter(|id| !expected.contains(id)).collect();
            let has_reason = answer.general() > 0 || (!expected.is_empty() && !answer.corrections().is_empty());
            prop_assert!(more.is_empty() || has_reason, "{:?}", more);
            // What a lock hides is not told, not even that a product holds the data.
            if is_locked {
                let all = world.index.catalog().facts();
                prop_assert!(more.iter().all(|id| all.find(id).is_some_and(|fact| answer.scope().holds(fact))));
                continue;
            }
            let again = Index::new(catalog).installed(&world.link.installation);
            let (link, ignored) = Link::parse(&world.link.to_string(), &again);
            let unknown = |part: &String| part.contains("nowhere") || part.contains("9.9");
            prop_assert!(ignored.iter().all(|one| unknown(&one.part)), "{:?}", ignored);
            let read: Vec<String> = again.answer(&link.query).hits(0..usize::MAX).iter()
                .map(|hit| again.catalog().facts()[hit.fact].id.clone()).collect();
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn a_whole_catalogue_is_read_again_as_it_was(world in hostile_worlds()) {
        let catalog = world.index.catalog();
        let read = Catalog::from_json("whole.json", export::whole(catalog).as_bytes());
        let read = read.map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert_eq!(read.to_source(), catalog.to_source());
    }

    #[test]
    fn every_file_gives_the_table_back(world in hostile_worlds()) {
        let shown_now = world.shown();
        let tables = export::tables(&shown_now);
        let book = sheets(&export::xlsx(Locale::ENGLISH, &tables));
        prop_assert_eq!(book.len(), tables.len() + 1);
        for (table, sheet) in tables.iter().zip(&book) {
            let expected = cells(table);
            prop_assert!(table.rows.iter().all(|row| row.len() == table.header.len()));

            let (found, about) = csv_table(&export::csv(table));
            prop_assert!(found.iter().chain(&about).flatten().all(|cell| !is_formula(cell)));
            let found: Vec<Vec<String>> = found.iter().map(|row| row.iter().map(|cell| restored(cell).to_owned()).collect()).collect();
            prop_assert_eq!(&found, &expected);
            let lines: Vec<_> = table.about.iter().map(|(label, words)| ((*label).to_owned(), kept(words))).collect();
            let about: Vec<_> = about.iter().map(|row| (row[0].clone(), restored(&row[1]).to_owned())).collect();
            prop_assert_eq!(about, lines);

            let found = markdown(&export::markdown(table));
            let expected_words: Vec<Vec<String>> = expected.iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
            let found: Vec<Vec<String>> = found.iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
            prop_assert_eq!(found, expected_words);

            let mut found = sheet.cells();
            found.resize(expected.len(), Vec::new());
            for row in &mut found {
                row.resize(table.header.len(), String::new());
            }
            prop_assert_eq!(&found, &expected);
            prop_assert!(sheet.is_frozen && sheet.filter.is_some() && sheet.name == table.name);
            for (row, values) in sheet.rows.iter().skip(1).zip(&table.rows) {
                for (cell, value) in row.iter().zip(values).filter(|(cell, _)| !cell.0.is_empty()) {
                    prop_assert_eq!(cell.1, matches!(value, Value::Number(_)));
                    prop_assert_eq!(cell.2 >= 6, matches!(value, Value::State(..)));
                }
            }
        }
        let json = export::json(&shown_now);
        let read = Bundle::from_json("export.json", json.as_bytes()).expect("it is of the format").catalog;
        let whole = world.index.catalog().to_source();
        prop_assert!(read.facts.iter().all(|fact| whole.facts.contains(fact)));
        prop_assert!(read.products.iter().all(|one| whole.products.contains(one)));
        prop_assert!(read.data_types.iter().all(|one| whole.data_types.contains(one)));
        prop_assert!(read.features.iter().all(|one| whole.features.contains(one)));
        prop_assert!(read.subjects.iter().all(|one| whole.subjects.contains(one)));
        prop_assert!(read.recipients.iter().all(|one| whole.recipients.contains(one)));
        if world.answer.total() == whole.facts.len() {
            prop_assert_eq!(read, whole);
        }
    }
}
