//! A record of processing (GDPR Art. 30) as far as documents of products can fill it.

mod columns;
mod fill;
mod topics;

use crate::cell::Cell;
use crate::index::{Answer, Index};
use crate::locale::{Locale, message};
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
    /// What whoever keeps the record must add, in English sentences.
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
    pub heading: Option<Name>,
    /// The items, in the catalogue's order.
    pub items: Vec<Item>,
}

/// What something in a record is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// By the catalogue.
    Printed(String),
    /// By the interface, in English.
    Said(&'static str),
}

impl Name {
    /// The name in a language; the catalogue has but one.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        match self {
            Self::Printed(name) => name,
            Self::Said(name) => locale.say(name),
        }
    }
}

/// Something that facts say, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name.
    pub name: Name,
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

    /// The words for readers, in English; in a processor's record it is the processor who must fill it.
    #[must_use]
    pub fn label(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::FromDocument, _) => message("From document"),
            (Self::Partial, _) => message("In part from document"),
            (Self::ControllerMustFill, Form::Controller) => message("CONTROLLER MUST FILL"),
            (Self::ControllerMustFill, Form::Processor) => message("PROCESSOR MUST FILL"),
            (Self::Local, _) => message("Local note"),
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
    pub fn text(&self, locale: Locale, catalog: &Catalog, form: Form) -> String {
        let mut lines = vec![locale.say(self.provenance().label(form)).to_owned()];
        lines.extend(self.parts.iter().map(|part| part.words(locale)));
        if let Some(note) = &self.note {
            lines.push(locale.fill("Noted here, not in a document: {0}", &[note]));
        }
        // Whether a note answers all that is asked for, only its writer knows.
        let gap = match &self.note {
            Some(_) => message("Asked for: {0}"),
            None if self.parts.is_empty() => "{0}",
            None => message("To fill in: {0}"),
        };
        lines.extend(self.gaps.iter().map(|line| locale.fill(gap, &[locale.say(line)])));
        let stated = [message("Stated in: {0}, section {1}"), message("Stated in: {0}, sections {1}")];
        let help = [message("May help: {0}, section {1}"), message("May help: {0}, sections {1}")];
        for (words, facts) in [(stated, &self.facts()), (help, &self.helps)] {
            for citation in citations(catalog, facts) {
                let words = words[usize::from(citation.sections.len() > 1)];
                let title = &catalog.sources()[citation.source].title;
                lines.push(locale.fill(words, &[title, &citation.sections.join(", ")]));
            }
        }
        if self.left_out > 0 {
            lines
                .push(locale.fill("Facts that the filters leave out: {0}", &[&locale.number(self.left_out)]));
        }
        lines.join("\n")
    }
}

impl Part {
    /// The heading, if it has one, and the items.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let items: Vec<String> = self.items.iter().map(|item| item.words(locale)).collect();
        let items = items.join("; ");
        match &self.heading {
            Some(heading) => locale.fill("{0}: {1}", &[heading.words(locale), &items]),
            None => items,
        }
    }
}

impl Item {
    /// The name, and the state if it is any other than provided.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let name = self.name.words(locale);
        match self.state {
            Cell::Silent | Cell::Is(State::Provided) => name.to_owned(),
            Cell::Is(State::Absent) => locale.fill("{0} (stated as absent)", &[name]),
            Cell::Is(state) => locale.fill("{0} ({1})", &[name, &locale.lower(state.label())]),
            Cell::AbsentAnd(state) => {
                locale.fill("{0} ({1}, also stated as absent)", &[name, &locale.lower(state.label())])
            }
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
