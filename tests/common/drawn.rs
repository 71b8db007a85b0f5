//! What an explorer should draw, from the core and the catalogue that the site is built from, in the words in
//! which tests read it off the page.

use std::fs;

use privacy_catalog::cell::Cell;
use privacy_catalog::compare::Square;
use privacy_catalog::export::{self, Shown, Table};
use privacy_catalog::flows::{self, Flows, NodeName};
use privacy_catalog::lifecycle::Task;
use privacy_catalog::model::{Fact, Ix};
use privacy_catalog::notes::Notes;
use privacy_catalog::record::{Record, RecordCell};
use privacy_catalog::{Answer, Catalog, Index, Link, Locale};
use xtask::paths;

/// The index of the catalogue.
pub(crate) fn index() -> Index {
    let json = fs::read(paths::root().join("data/catalogue.json")).expect("the catalogue can be read");
    Index::new(Catalog::from_json("catalogue.json", &json).expect("the catalogue is sound"))
}

/// The catalogue's SHA-256, as the page prints it and files name it.
pub(crate) fn catalogue_hash() -> String {
    let hash = fs::read_to_string(paths::root().join("data/catalogue.sha256"));
    hash.expect("the hash can be read").trim().to_owned()
}

/// The ids of the facts that answer a link, in the order in which they are listed; `index` is for the link's
/// installation.
pub(crate) fn facts(index: &Index, link: &Link) -> Vec<String> {
    let answer = index.answer(&link.query);
    let groups = index.groups(&answer, &link.query, link.grouping);
    let hits = groups.iter().flat_map(|group| index.group_hits(&answer, &groups, group, 0..usize::MAX));
    hits.map(|hit| index.catalog().facts()[hit.fact].id.clone()).collect()
}

/// The state of a cell.
pub(crate) fn state(square: Square) -> &'static str {
    match (square.state(), square.facts, square.hidden) {
        (Cell::Silent, 0, 0) => "silent",
        (Cell::Silent, 0, _) => "hidden",
        (Cell::Silent, ..) => "stateless",
        (Cell::Is(state), ..) => state.id(),
        (Cell::AbsentAnd(_), ..) => "split",
    }
}

/// The flows of an answer to a link.
pub(crate) fn flows(index: &Index, answer: &Answer, link: &Link) -> Flows {
    let types = index.catalog().data_types();
    let open: Vec<_> = link.settings.open.iter().filter_map(|id| types.find(id)).collect();
    let flows = flows::of_answer(index, answer, &link.query, &open);
    if link.settings.small { flows } else { flows.readable(index) }
}

/// What sets a node of the flows apart.
pub(crate) fn node(catalog: &Catalog, name: NodeName) -> &str {
    match name {
        NodeName::Product(one) => &catalog.products()[one].id,
        NodeName::Type(one) => &catalog.data_types()[one].id,
        NodeName::Recipient(one) => &catalog.recipients()[one].id,
        NodeName::AllData => "all-",
        NodeName::NotNamed => "unnamed-",
        NodeName::Rest(_) => "rest-",
    }
}

/// The name of a task, and the ids of its facts, each once.
pub(crate) fn task<'a>(catalog: &'a Catalog, task: &Task) -> (&'static str, Vec<&'a str>) {
    let (name, facts): (_, Vec<Ix<Fact>>) = match task {
        Task::Do(step) => ("do", vec![step.fact]),
        Task::Impossible(step) => ("impossible", vec![step.fact]),
        Task::NotDocumented { facts, .. } => ("not-documented", facts.clone()),
        Task::NotShown { facts, .. } => ("not-shown", facts.clone()),
        Task::Recipient { copies, .. } => ("recipient", copies.iter().map(|copy| copy.0.fact).collect()),
    };
    let mut ids = Vec::new();
    for fact in facts {
        let id = catalog.facts()[fact].id.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    (name, ids)
}

/// The cells of a record, each with its product and its column.
pub(crate) fn record_cells<'a>(
    catalog: &'a Catalog,
    record: &'a Record,
) -> impl Iterator<Item = (&'a str, &'static str, &'a RecordCell)> {
    record.rows.iter().flat_map(move |row| {
        let product = catalog.products()[row.product].id.as_str();
        record.columns.iter().zip(&row.cells).map(move |(column, cell)| (product, column.key, cell))
    })
}

/// The name and the bytes of the file that a view is saved as on a day, without notes; `index` is for the
/// link's installation.
pub(crate) fn file(index: &Index, link: &Link, format: &str, day: &str) -> (String, Vec<u8>) {
    let (answer, hash, notes) = (index.answer(&link.query), catalogue_hash(), Notes::default());
    let shown = Shown {
        index,
        answer: &answer,
        link,
        hash: Some(&hash),
        date: day,
        notes: &notes,
        locale: Locale::ENGLISH,
    };
    let joined = |write: fn(&Table<'_>) -> String| {
        let texts = export::tables(&shown).iter().map(write).collect::<Vec<_>>();
        texts.iter().map(|text| text.trim_start_matches(MARK)).collect::<Vec<_>>().join("\n")
    };
    let bytes = match format {
        "csv" => format!("{MARK}{}", joined(export::csv)).into_bytes(),
        "md" => joined(export::markdown).into_bytes(),
        "xlsx" => export::xlsx(Locale::ENGLISH, &export::tables(&shown)),
        "json" => export::json(&shown).into_bytes(),
        other => panic!("no format is called {other}"),
    };
    let view = if format == "json" { "catalogue" } else { link.view.id() };
    (format!("privacy-{view}-{day}.{format}"), bytes)
}

/// The mark by which spreadsheets know the encoding of CSV.
const MARK: char = '\u{feff}';
