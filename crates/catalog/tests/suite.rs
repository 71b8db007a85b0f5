//! Every case of `views.toml`: a fragment, and its view as lines of text.

use std::fmt::Write as _;

use privacy_catalog::cell::Cell;
use privacy_catalog::compare::compare;
use privacy_catalog::flows::{self, Layer};
use privacy_catalog::lifecycle::{self, Checklist, End, Item, Lifecycle, Step, Task};
use privacy_catalog::model::{Direction, Fact, Ix};
use privacy_catalog::record;
use privacy_catalog::{Answer, Catalog, Index, Link, Locale, View};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    fragment: String,
    lines: String,
}

#[test]
fn every_view_is_as_expected() {
    let small = include_bytes!("data/small.json");
    let index = Index::new(Catalog::from_json("small.json", small).expect("the test catalogue is sound"));
    let suite: Suite = toml::from_str(include_str!("views.toml")).expect("the suite is of its own format");
    let wrong: Vec<String> = suite.case.iter().filter_map(|case| run(&index, case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), suite.case.len(), wrong.join("\n"));
}

fn run(index: &Index, case: &Case) -> Result<(), String> {
    let (link, ignored) = Link::parse(&case.fragment, index);
    assert!(ignored.is_empty(), "{}: {ignored:?}", case.about);
    let index = index.installed(&link.installation);
    let answer = index.answer(&link.query);
    let found = Writer { index: &index, answer: &answer, link: &link }.lines();
    let expected: Vec<&str> = case.lines.lines().map(str::trim).collect();
    let same = found.iter().map(String::as_str).eq(expected.iter().copied());
    let message = || format!("{} ({}):\n{}", case.about, case.fragment, found.join("\n"));
    if same { Ok(()) } else { Err(message()) }
}

struct Writer<'a> {
    index: &'a Index,
    answer: &'a Answer,
    link: &'a Link,
}

impl Writer<'_> {
    fn lines(&self) -> Vec<String> {
        let Self { index, answer, link } = *self;
        match link.view {
            View::Facts | View::Sources => {
                let mut lines = Vec::new();
                answer.visit(|fact| lines.push(self.state(fact)));
                lines
            }
            View::Compare => self.matrix(),
            View::Flows => self.edges(),
            View::Lifecycle => match link.settings.request {
                None => self.lives(&lifecycle::of_query(index, &link.query, answer.scope())),
                Some(request) => {
                    let lists = lifecycle::checklists(index, &link.query, answer.scope(), request);
                    lists.iter().flat_map(|list| self.tasks(list)).collect()
                }
            },
            View::Record => self.record(),
        }
    }

    fn id(&self, fact: Ix<Fact>) -> &str {
        &self.index.catalog().facts()[fact].id
    }

    /// `alpha-tls-13 provided: met by 2.0`.
    fn state(&self, fact: Ix<Fact>) -> String {
        let state = self.index.state_of(fact).map_or("no-state", |state| state.id());
        let why = self
            .index
            .change_of(fact)
            .map(|change| format!(": {}", change.why.words(Locale::ENGLISH)))
            .unwrap_or_default();
        format!("{} {state}{why}", self.id(fact))
    }

    /// `tls | alpha conditional 2 "1.2, 1.3 from 2.0" | beta provided 1`.
    fn matrix(&self) -> Vec<String> {
        let matrix = compare(self.index, self.answer, &self.link.query, &self.link.settings);
        let products = self.index.catalog().products();
        let row = |(at, row): (usize, &privacy_catalog::compare::Row)| {
            let mut line = self.index.values(matrix.facet)[row.value as usize].id.clone();
            let words = matrix.words(Locale::ENGLISH, self.index, self.answer, at, 0..matrix.columns.len());
            for ((column, square), words) in matrix.columns.iter().zip(matrix.squares(at)).zip(words) {
                let hidden = if square.hidden > 0 { format!("+{}", square.hidden) } else { String::new() };
                let words = if words.is_empty() { words } else { format!(" \"{words}\"") };
                let product = &products[column.product].id;
                let state = cell(square.state());
                let _ = write!(line, " | {product} {state} {}{hidden}{words}", square.facts);
            }
            line
        };
        matrix.rows.iter().enumerate().map(row).collect()
    }

    /// `alpha > records > billing: 1 optional`.
    fn edges(&self) -> Vec<String> {
        let catalog = self.index.catalog();
        let open: Vec<_> =
            self.link.settings.open.iter().filter_map(|id| catalog.data_types().find(id)).collect();
        let flows = flows::of_answer(self.index, self.answer, &self.link.query, &open);
        let edge = |edge: &flows::Edge| {
            let end = |layer| flows.end(edge, layer).name.label(Locale::ENGLISH, catalog, layer).into_owned();
            let way = if edge.direction == Some(Direction::In) { "<" } else { ">" };
            let ends = Layer::ALL.map(end).join(&format!(" {way} "));
            format!("{ends}: {} {}", edge.size(), cell(edge.state))
        };
        flows.edges().iter().map(edge).collect()
    }

    fn lives(&self, lifecycle: &Lifecycle) -> Vec<String> {
        let steps =
            |steps: &[Step]| steps.iter().map(|step| self.id(step.fact)).collect::<Vec<_>>().join(" ");
        let item = |item: &Item| {
            let end = match lifecycle.end(item) {
                End::Documented { state, steps: documented } => {
                    format!("{} {}", cell(*state), steps(documented))
                }
                End::NotDocumented(missing) => missing.label().to_owned(),
            };
            format!("  {} ends: {end}", self.id(item.fact))
        };
        let mut lines = Vec::new();
        for life in &lifecycle.lives {
            lines.push(self.index.catalog().products()[life.product].id.clone());
            lines.extend(life.held.iter().chain(&life.transfers).map(item));
            for (name, list) in [
                ("denied", &life.denied),
                ("protected", &life.protection),
                ("erased", &life.steps),
                ("remains", &life.remains),
            ] {
                if !list.is_empty() {
                    lines.push(format!("  {name}: {}", steps(list)));
                }
            }
        }
        lines.iter().map(|line| line.trim().to_owned()).collect()
    }

    fn tasks(&self, list: &Checklist) -> Vec<String> {
        let catalog = self.index.catalog();
        let mut lines = vec![catalog.products()[list.product].id.clone()];
        lines.extend(list.tasks.iter().map(|task| match task {
            Task::Do(step) => format!("do {}", self.id(step.fact)),
            Task::NotDocumented { facts, .. } | Task::NotShown { facts, .. } => {
                format!("find out: {}", facts.iter().map(|&fact| self.id(fact)).collect::<Vec<_>>().join(" "))
            }
            Task::Recipient { recipient, copies, .. } => {
                let name = recipient.map_or("nobody named", |to| catalog.recipients()[to].id.as_str());
                format!(
                    "tell {name}: {}",
                    copies.iter().map(|(item, _)| self.id(item.fact)).collect::<Vec<_>>().join(" ")
                )
            }
            Task::Impossible(step) => format!("impossible {}", self.id(step.fact)),
        }));
        lines
    }

    /// `alpha recipients partial: billing…`, for columns that facts say something of.
    fn record(&self) -> Vec<String> {
        let settings = &self.link.settings;
        let record = record::of_products(self.index, self.answer, settings.form, settings.template);
        let mut lines = Vec::new();
        for row in &record.rows {
            let product = &self.index.catalog().products()[row.product].id;
            let mut empty = 0;
            for (column, cell) in record.columns.iter().zip(&row.cells) {
                let parts: Vec<String> = cell.parts.iter().map(|part| part.words(Locale::ENGLISH)).collect();
                if parts.is_empty() {
                    empty += 1;
                } else {
                    lines.push(format!(
                        "{product} {} {}: {}",
                        column.key,
                        cell.provenance().id(),
                        parts.join(" / ")
                    ));
                }
            }
            lines.push(format!("{product}: {empty} to fill"));
        }
        lines
    }
}

fn cell(cell: Cell) -> String {
    match cell {
        Cell::Silent => "silent".to_owned(),
        Cell::Is(state) => state.id().to_owned(),
        Cell::AbsentAnd(state) => format!("{}+absent", state.id()),
    }
}
