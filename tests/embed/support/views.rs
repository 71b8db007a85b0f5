//! What an explorer should draw for a fragment, as lines that `views.js` reads in the page.

use std::borrow::Cow;
use std::sync::Arc;

use privacy_catalog::compare::compare;
use privacy_catalog::flows::{self, Flows, Layer};
use privacy_catalog::lifecycle::{self, Checklist, Item, Life, Step, Task};
use privacy_catalog::model::{Fact, Ix};
use privacy_catalog::record::{self, RecordCell};
use privacy_catalog::{Answer, Facet, Index, Link, Locale, View, coverage};
use serde_json::{Value as Json, json};

use super::catalogue::{asked, facts};
use super::drawn::{self, node, record_cells, state};

/// How many facts of a long list are drawn at least: those of a new answer that fill the lowest of the views.
const DRAWN_AT_LEAST: usize = 3;

/// A fragment, and what the core makes of it.
pub(crate) struct Expected {
    index: Index,
    link: Link,
    answer: Answer,
}

impl Expected {
    pub(crate) fn of(fragment: &str) -> Self {
        let (link, index) = asked(fragment);
        let answer = index.answer(&link.query);
        Self { index, link, answer }
    }

    /// The view's lines and what else there is to compare, for the script.
    pub(crate) fn drawn(&self) -> Json {
        let lines = self.lines();
        let most = if self.link.view == View::Facts { DRAWN_AT_LEAST } else { usize::MAX };
        json!({
            "address": self.link.to_string(),
            "total": self.answer.total(),
            "view": self.link.view.id(),
            "least": lines.len().min(most),
            "lines": lines,
        })
    }

    /// The same view with the fact of a row open; the fact's text, and the title of what it cites.
    pub(crate) fn opened(&self, row: usize) -> (Self, [String; 2]) {
        let id = facts(&self.link.to_string()).swap_remove(row);
        let catalog = self.index.catalog();
        let fact = &catalog.facts()[catalog.facts().find(&id).expect("it is there")];
        let words = [fact.text.clone(), catalog.sources()[fact.cite.source].title.clone()];
        (Self::of(&Link { fact: Some(id), ..self.link.clone() }.to_string()), words)
    }

    /// The name and the bytes of the file that the view is saved as on a day.
    pub(crate) fn file(&self, format: &str, day: &str) -> (String, Vec<u8>) {
        drawn::file(&self.index, &self.link, format, day)
    }

    /// What the saved picture of the flows says at least, and how many ribbons it has at least.
    pub(crate) fn picture(&self) -> (Vec<String>, usize) {
        let flows = self.flows();
        let catalog = self.index.catalog();
        let products = flows
            .nodes(Layer::Product)
            .iter()
            .map(|one| one.name.label(Locale::ENGLISH, catalog, Layer::Product));
        let words = products.map(Cow::into_owned).chain([catalog.title().to_owned()]);
        (words.collect(), 2 * flows.edges().len())
    }

    fn lines(&self) -> Vec<Json> {
        match self.link.view {
            View::Facts => facts(&self.link.to_string()).into_iter().map(|id| json!([id])).collect(),
            View::Compare => self.cells(),
            View::Flows => self.edges(),
            View::Lifecycle => self.lives(),
            View::Record => self.record(),
            View::Sources => self.documents(),
        }
    }

    fn cells(&self) -> Vec<Json> {
        let matrix = compare(&self.index, &self.answer, &self.link.query, &self.link.settings);
        let (values, products) = (self.index.values(matrix.facet), self.index.catalog().products());
        let mut lines = Vec::new();
        for (at, row) in matrix.rows.iter().enumerate() {
            for (column, square) in matrix.columns.iter().zip(matrix.squares(at)) {
                let (row, product) = (&values[row.value as usize].id, &products[column.product].id);
                lines.push(json!([row, product, state(*square), square.facts]));
            }
        }
        if let Some((row, product)) = &self.link.settings.cell {
            let query = self.link.query.only(matrix.facet, row).only(Facet::Product, product);
            let mut beside = facts(&Link { query, ..Link::default() }.to_string());
            assert!(!beside.is_empty(), "the cell of {row} and {product} has no facts: it proves nothing");
            beside.sort();
            lines.extend(beside.into_iter().map(|id| json!(["beside", id])));
        }
        lines
    }

    fn flows(&self) -> Flows {
        drawn::flows(&self.index, &self.answer, &self.link)
    }

    fn edges(&self) -> Vec<Json> {
        let flows = self.flows();
        let row = |edge: &flows::Edge| {
            let ends = Layer::ALL.map(|layer| node(self.index.catalog(), flows.end(edge, layer).name));
            json!([ends.join(" "), edge.size()])
        };
        let blocks: usize = Layer::ALL.iter().map(|&layer| flows.nodes(layer).len()).sum();
        let picture = [json!(["blocks", blocks]), json!(["edges", flows.edges().len()])];
        flows.edges().iter().map(row).chain(picture).collect()
    }

    fn lives(&self) -> Vec<Json> {
        let (query, scope) = (&self.link.query, Arc::default());
        if let Some(request) = self.link.settings.request {
            let lists = lifecycle::checklists(&self.index, query, &scope, request);
            return lists.iter().flat_map(|list| self.tasks(list)).collect();
        }
        lifecycle::of_query(&self.index, query, &scope)
            .lives
            .iter()
            .flat_map(|life| self.life(life))
            .collect()
    }

    fn life(&self, life: &Life) -> Vec<Json> {
        let product = &self.index.catalog().products()[life.product].id;
        let copies =
            |items: &[Item]| items.chunk_by(|a, b| a.fact == b.fact).map(|all| all[0].fact).collect();
        let steps = |steps: &[Step]| steps.iter().map(|step| step.fact).collect();
        let parts: [(&str, Vec<Ix<Fact>>); 5] = [
            ("held", copies(&life.held)),
            ("transfers", copies(&life.transfers)),
            ("protection", steps(&life.protection)),
            ("steps", steps(&life.steps)),
            ("remains", steps(&life.remains)),
        ];
        let mut lines = Vec::new();
        for (part, facts) in parts {
            lines.extend(facts.into_iter().map(|fact| json!([product, part, self.id(fact)])));
        }
        lines
    }

    fn tasks(&self, list: &Checklist) -> Vec<Json> {
        let product = &self.index.catalog().products()[list.product].id;
        let line = |task: &Task| {
            let (name, facts) = drawn::task(self.index.catalog(), task);
            json!([&[product.as_str(), name], &*facts].concat())
        };
        list.tasks.iter().map(line).collect()
    }

    fn record(&self) -> Vec<Json> {
        let settings = &self.link.settings;
        let record = record::of_products(&self.index, &self.answer, settings.form, settings.template);
        let line = |(product, column, cell): (&str, &str, &RecordCell)| {
            json!([product, column, cell.provenance().id(), cell.items().count()])
        };
        record_cells(self.index.catalog(), &record).map(line).collect()
    }

    fn documents(&self) -> Vec<Json> {
        let line = |one: coverage::Coverage| {
            let id = &self.index.catalog().sources()[one.source].id;
            let sections = one.sections.iter().map(|&(all, matching)| json!([all, matching]));
            Json::Array([json!(id)].into_iter().chain(sections).collect())
        };
        coverage::of_sources(&self.index, &self.answer).into_iter().map(line).collect()
    }

    fn id(&self, fact: Ix<Fact>) -> &str {
        &self.index.catalog().facts()[fact].id
    }
}
