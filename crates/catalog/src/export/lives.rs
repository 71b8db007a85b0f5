//! What becomes of data in each product, stage by stage.

use super::ends::{Marks, Verb};
use super::{Shown, Table, Value, header, words};
use crate::lifecycle::{self, Copies, Data, Item, Life, Lifecycle, Reach, Step, tool, who};
use crate::locale::message;
use crate::messages;
use crate::model::{Fact, Ix, Kind};

/// The lives of the data that is asked for: by product, then by stage, a row for each copy or step. A
/// stage that nothing is said in has a row that says so.
#[must_use]
pub fn lifecycle<'a>(shown: &Shown<'a>) -> Table<'a> {
    let lifecycle = lifecycle::of_query(shown.index, &shown.link.query, shown.answer.scope());
    let mut rows = Vec::new();
    for life in &lifecycle.lives {
        let marks = Marks::new(shown.locale, shown.catalog(), life.steps.iter(), life.remains.iter());
        Writer { shown, lifecycle: &lifecycle, life, marks, rows: &mut rows }.write();
    }
    shown.table(message("Lifecycle"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 15] = messages![
    "Product",
    "Stage",
    "No.",
    "Fact",
    "Text",
    "Data",
    "To or from",
    "How it is about the data",
    "State",
    "Who",
    "Tool",
    "Data subjects",
    "Component",
    "End",
    "Stated in",
];

/// A stage: its name, and what stands there if the documents say nothing.
type Stage = (&'static str, &'static str);

const HELD: Stage = (message("Held"), message("The documents don't say that it is held."));
const NOT_HELD: Stage = (message("Held: denied by the documents"), "");
const PASSED: Stage = (
    message("Goes to, comes from"),
    message("The documents don't say that it goes anywhere, or comes from anywhere."),
);
const NOT_PASSED: Stage = (message("Goes to, comes from: denied by the documents"), "");
const PROTECTED: Stage = (message("Protected by"), message("The documents name no measure for it."));
const ERASED: Stage = (message("Erased how, by whom"), message("The documents don't say how it is erased."));
const REMAINS: Stage = (message("What remains"), message("The documents don't say that anything remains."));

/// What a row says of a fact besides what is recorded of it.
struct Line<'v> {
    reach: Reach,
    data: String,
    parties: String,
    end: Value<'v>,
}

struct Writer<'w, 'a> {
    shown: &'w Shown<'a>,
    lifecycle: &'w Lifecycle,
    life: &'w Life,
    marks: Marks<'a>,
    rows: &'w mut Vec<Vec<Value<'a>>>,
}

impl<'a> Writer<'_, 'a> {
    fn write(mut self) {
        let life = self.life;
        self.copies(HELD, &life.held);
        self.denied(NOT_HELD, Kind::Holding);
        self.copies(PASSED, &life.transfers);
        self.denied(NOT_PASSED, Kind::Transfer);
        self.steps(PROTECTED, &life.protection);
        self.steps(ERASED, &life.steps);
        self.steps(REMAINS, &life.remains);
    }

    fn copies(&mut self, stage: Stage, items: &[Item]) {
        let catalog = self.shown.catalog();
        for of_fact in items.chunk_by(|a, b| a.fact == b.fact) {
            for copies in Copies::of(self.lifecycle, of_fact) {
                let data = copies.data.iter().map(|&data| words::data(self.shown.locale, catalog, data));
                let is_transfer = catalog.facts()[of_fact[0].fact].kind == Kind::Transfer;
                let parties = is_transfer.then(|| {
                    words::parties(
                        self.shown.locale,
                        catalog,
                        of_fact[0].direction,
                        &copies.recipients,
                        words::SEPARATOR,
                    )
                });
                let line = Line {
                    reach: copies.reach,
                    data: words::list(data).into_owned(),
                    parties: parties.unwrap_or_default(),
                    end: self.marks.end(copies.end, Verb::Ends),
                };
                self.line(stage, of_fact[0].fact, line);
            }
        }
        self.silence(stage, items.is_empty());
    }

    fn denied(&mut self, stage: Stage, kind: Kind) {
        let facts = self.shown.catalog().facts();
        for &step in self.life.denied.iter().filter(|step| facts[step.fact].kind == kind) {
            self.step(stage, step);
        }
    }

    fn steps(&mut self, stage: Stage, steps: &[Step]) {
        for &step in steps {
            self.step(stage, step);
        }
        self.silence(stage, steps.is_empty());
    }

    fn step(&mut self, stage: Stage, step: Step) {
        let line = Line {
            reach: step.reach,
            data: data_of(self.shown, step.fact),
            parties: String::new(),
            end: Value::option(None),
        };
        self.line(stage, step.fact, line);
    }

    fn line(&mut self, stage: Stage, place: Ix<Fact>, line: Line<'a>) {
        let catalog = self.shown.catalog();
        let fact = &catalog.facts()[place];
        let subjects = fact.subjects.iter().map(|&one| catalog.subjects()[one].name.as_str());
        self.rows.push(vec![
            Value::text(catalog.products()[self.life.product].name.as_str()),
            Value::text(self.shown.locale.say(stage.0)),
            Value::text(self.marks.of(place)),
            Value::text(fact.id.as_str()),
            Value::text(fact.text.as_str()),
            Value::text(line.data),
            Value::text(line.parties),
            Value::text(words::reach(self.shown.locale, line.reach)),
            Value::state(self.shown.locale, self.shown.index.state_of(place)),
            Value::option(who(fact)),
            Value::option(tool(fact)),
            Value::text(words::list(subjects)),
            Value::option(catalog.component_of(fact).map(|part| part.name.as_str())),
            line.end,
            Value::text(words::citation(self.shown.locale, catalog, fact)),
        ]);
    }

    fn silence(&mut self, stage: Stage, is_silent: bool) {
        if is_silent {
            let product = &self.shown.catalog().products()[self.life.product].name;
            let mut row = vec![Value::option(None); COLUMNS.len()];
            row[0] = Value::text(product.as_str());
            row[1] = Value::text(self.shown.locale.say(stage.0));
            row[4] = Value::text(self.shown.locale.say(stage.1));
            row[8] = Value::silent(self.shown.locale.say("silent"));
            self.rows.push(row);
        }
    }
}

/// What data a fact names.
fn data_of(shown: &Shown<'_>, fact: Ix<Fact>) -> String {
    use crate::model::About;
    let catalog = shown.catalog();
    match &catalog.facts()[fact].about {
        About::AllData => words::data(shown.locale, catalog, Data::All).to_owned(),
        About::Types(types) if types.is_empty() => {
            words::data(shown.locale, catalog, Data::NotNamed).to_owned()
        }
        About::Types(types) => {
            words::list(types.iter().map(|&of| words::data(shown.locale, catalog, Data::Type(of))))
                .into_owned()
        }
    }
}
