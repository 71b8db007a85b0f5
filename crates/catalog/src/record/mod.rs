//! A record of processing (GDPR Art. 30) as far as documents of products can fill it.

mod columns;
mod fill;
mod topics;

use std::fmt::{self, Write as _};

use crate::cell::Cell;
use crate::index::{Answer, Index};
use crate::model::{Catalog, Fact, Ix, Product, Source, State};
use crate::notes::Notes;
use crate::order;
pub use crate::settings::{Form, Template};
pub use columns::Column;
use fill::Found;
use topics::Reader;

/// A record: a row for each product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The columns.
    pub columns: &'static [Column],
    /// The products in the catalogue's order.
    pub rows: Vec<RecordRow>,
}

/// What a record says of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// The product.
    pub product: Ix<Product>,
    /// A cell for each column.
    pub cells: Vec<RecordCell>,
}

/// A cell of a record. It is never blank: it holds what facts say, or what is to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordCell {
    /// What facts say.
    pub parts: Vec<Part>,
    /// What whoever keeps the record must add, in sentences.
    pub gaps: Vec<&'static str>,
    /// Facts that may help with that, in the catalogue's order.
    pub helps: Vec<Ix<Fact>>,
    /// What the reader has noted for it; no document says it.
    pub note: Option<String>,
    /// How many further facts of the scope, which are not in the answer, have something to say
    /// here or would help.
    pub left_out: usize,
}

/// Items of a cell under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading, if the items need one.
    pub heading: Option<String>,
    /// The items, in the catalogue's order.
    pub items: Vec<Item>,
}

/// Something that facts say, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name.
    pub name: String,
    /// The state of its facts together; [`Cell::Silent`] if none of them has one.
    ///
    /// Data and features are combined as everywhere ([`Cell::combine`]). Persons, recipients and
    /// purposes are provided as soon as one fact provides them.
    pub state: Cell,
    /// The facts that say so, in the catalogue's order; never none.
    pub facts: Vec<Ix<Fact>>,
}

/// Where the content of a cell is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Documents answer it, without a condition or a contradiction.
    FromDocument,
    /// Documents answer a part of it.
    Partial,
    /// Documents answer nothing of it.
    ControllerMustFill,
    /// The reader has noted something for it, beside what documents say, if they say anything.
    Local,
}

impl Provenance {
    /// The word in exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::FromDocument => "document",
            Self::Partial => "partial",
            Self::ControllerMustFill => "must-fill",
            Self::Local => "local",
        }
    }

    /// The words for readers; in a processor's record it is the processor who must fill it.
    #[must_use]
    pub fn label(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::FromDocument, _) => "From document",
            (Self::Partial, _) => "In part from document",
            (Self::ControllerMustFill, Form::Controller) => "CONTROLLER MUST FILL",
            (Self::ControllerMustFill, Form::Processor) => "PROCESSOR MUST FILL",
            (Self::Local, _) => "Local note",
        }
    }
}

/// Sections of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub source: Ix<Source>,
    /// The ids of the sections, in the document's order.
    pub sections: Vec<String>,
}

/// The record of the products that the facts of an answer belong to, in the answer's scope.
#[must_use]
pub fn of_products(index: &Index, answer: &Answer, form: Form, template: Template) -> Record {
    let (columns, specs) = columns::of(form, template);
    let catalog = index.catalog();
    let mut facts = vec![Vec::new(); catalog.products().len()];
    answer.visit(|fact| facts[catalog.facts()[fact].product.get() as usize].push(fact.get()));
    let mut others = vec![Vec::new(); facts.len()];
    if answer.total() < answer.scope().len_of(catalog.facts().len()) {
        for (place, fact) in catalog.facts().iter() {
            let product = fact.product.get() as usize;
            let is_chosen = facts[product].binary_search(&place.get()).is_ok();
            if !is_chosen && !facts[product].is_empty() && answer.scope().holds(place) {
                others[product].push(place.get());
            }
        }
    }
    let reader = Reader::new(index);
    let mut rows = Vec::new();
    for ((product, _), (facts, others)) in catalog.products().iter().zip(facts.iter().zip(&others)) {
        if !facts.is_empty() {
            let found = Found::new(index, &reader, facts, others);
            let cells = specs.iter().map(|spec| found.cell(spec)).collect();
            rows.push(RecordRow { product, cells });
        }
    }
    Record { columns, rows }
}

/// Whether a record has a column with this key, whichever form and template it is in.
#[must_use]
pub fn is_column(key: &str) -> bool {
    columns::is_key(key)
}

impl Record {
    /// The record with the reader's notes in its cells. What documents say stays as it is.
    #[must_use]
    pub fn with_notes(mut self, notes: &Notes, catalog: &Catalog) -> Self {
        for (id, key, text) in notes.iter() {
            let product = catalog.product_now(id);
            let row = product.and_then(|product| {
                let place = self.rows.binary_search_by(|row| row.product.get().cmp(&product.get()));
                place.ok()
            });
            let column = self.columns.iter().position(|column| column.key == key);
            let (Some(row), Some(column)) = (row, column) else { continue };
            let note = &mut self.rows[row].cells[column].note;
            // A note on the product itself counts before one on a retired id of it.
            if note.is_none() || catalog.products().find(id).is_some() {
                *note = Some(text.to_owned());
            }
        }
        self
    }
}

impl RecordCell {
    /// Where it is from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        if self.note.is_some() {
            return Provenance::Local;
        }
        match (self.parts.is_empty(), self.gaps.is_empty()) {
            (true, _) => Provenance::ControllerMustFill,
            (false, true) => Provenance::FromDocument,
            (false, false) => Provenance::Partial,
        }
    }

    /// The items of all its parts.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.parts.iter().flat_map(|part| &part.items)
    }

    /// The facts that say what it says, each once, in the catalogue's order.
    #[must_use]
    pub fn facts(&self) -> Vec<Ix<Fact>> {
        let mut facts: Vec<u32> =
            self.items().flat_map(|item| item.facts.iter().map(|fact| fact.get())).collect();
        order::sort_dedup(&mut facts);
        facts.into_iter().map(|fact| Ix::new(fact as usize)).collect()
    }

    /// The cell as plain text, some lines, never none: where it is from, what facts say with a
    /// line for each part, what is noted, what is to be filled in, and where facts say so.
    #[must_use]
    pub fn text(&self, catalog: &Catalog, form: Form) -> String {
        let mut text = self.provenance().label(form).to_owned();
        for part in &self.parts {
            let _ = write!(text, "\n{part}");
        }
        if let Some(note) = &self.note {
            let _ = write!(text, "\nNoted here, not in a document: {note}");
        }
        // Whether a note answers all that is asked for, only its writer knows.
        let gap = match &self.note {
            Some(_) => "Asked for: ",
            None if self.parts.is_empty() => "",
            None => "To fill in: ",
        };
        for line in &self.gaps {
            let _ = write!(text, "\n{gap}{line}");
        }
        for (label, facts) in [("Stated in", &self.facts()), ("May help", &self.helps)] {
            for citation in citations(catalog, facts) {
                let title = &catalog.sources()[citation.source].title;
                let plural = if citation.sections.len() == 1 { "" } else { "s" };
                let _ = write!(text, "\n{label}: {title}, section{plural} {}", citation.sections.join(", "));
            }
        }
        if self.left_out > 0 {
            let _ = write!(text, "\nFacts that the filters leave out: {}", self.left_out);
        }
        text
    }
}

impl fmt::Display for Part {
    /// Writes the heading, if it has one, and the items.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(heading) = &self.heading {
            write!(f, "{heading}: ")?;
        }
        for (at, item) in self.items.iter().enumerate() {
            write!(f, "{}{item}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    /// Writes the name, and the state if it is any other than provided.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.state {
            Cell::Silent | Cell::Is(State::Provided) => Ok(()),
            Cell::Is(State::Absent) => f.write_str(" (stated as absent)"),
            Cell::Is(state) => write!(f, " ({})", state.id()),
            Cell::AbsentAnd(state) => write!(f, " ({}, also stated as absent)", state.id()),
        }
    }
}

/// Where facts are cited: each document once, each of its sections once, in the catalogue's order.
#[must_use]
pub fn citations(catalog: &Catalog, facts: &[Ix<Fact>]) -> Vec<Citation> {
    let cites: Vec<_> = facts.iter().map(|&fact| &catalog.facts()[fact].cite).collect();
    // A section that the source doesn't list stands after those that it lists.
    let key = |at: usize| {
        let cite = cites[at];
        (cite.source.get(), cite.section.unwrap_or(usize::MAX), &cite.section_id)
    };
    let places = order::places(cites.len(), &|a, b| key(a).cmp(&key(b)));
    let mut found: Vec<Citation> = Vec::new();
    for cite in order::arranged(cites, &places) {
        match found.last_mut().filter(|last| last.source == cite.source) {
            Some(last) if last.sections.last() == Some(&cite.section_id) => {}
            Some(last) => last.sections.push(cite.section_id.clone()),
            None => found.push(Citation { source: cite.source, sections: vec![cite.section_id.clone()] }),
        }
    }
    found
}
