//! What becomes of a data type in each product: held, passed on, protected, erased, and what remains.
//!
//! What counts as erasure is the catalogue's word, not this program's: a measure or a procedure with
//! a feature that helps to answer Art. 17 (erasure) or Art. 5(1)(e) (storage limitation). Masking is
//! protection: a record with four digits less is still there.

mod checklist;
mod copies;
mod steps;

pub use crate::settings::Request;
pub use checklist::{Checklist, Task, checklists, tool, who};
pub use copies::Copies;

use crate::cell::Cell;
use crate::facet::Facet;
use crate::index::{Index, Scope};
use crate::locale::message;
use crate::model::{About, DataType, Direction, Fact, Ix, Kind, Product, Recipient, State};
use crate::order;
use crate::partners;
use crate::query::{Query, Selection};
use steps::{Keeper, Kept, Register};

/// The facets of a query that a lifecycle follows. It sets all others and the search aside, since a
/// step that a filter hides is not one that a document lacks.
pub const FOLLOWED: [Facet; 2] = [Facet::Product, Facet::DataType];

/// The data type for what a document calls personal data without saying which. A step for it is not
/// a step for any data in particular.
pub const UNSPECIFIED: &str = "unspecified-personal-data";

/// How a fact comes to be about the data that is asked for, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It names a type that is asked for.
    Type,
    /// It names the group of one.
    Group,
    /// It is about all personal data.
    AllData,
    /// It doesn't say which data it is about.
    Unsaid,
    /// It names other data.
    Other,
}

/// Data that a fact names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// A type or a group.
    Type(Ix<DataType>),
    /// All personal data.
    All,
    /// None is named.
    NotNamed,
}

/// A fact, and how it is about the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The fact.
    pub fact: Ix<Fact>,
    /// How it is about the data.
    pub reach: Reach,
}

/// A copy of data: held by a product, or passed on by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The holding or the transfer.
    pub fact: Ix<Fact>,
    /// The data: one item for each type that the fact names and that is asked for.
    pub data: Data,
    /// How that is what is asked for.
    pub reach: Reach,
    /// For a transfer: which way, as far as the fact tells.
    pub direction: Option<Direction>,
    /// For a transfer: one item for each recipient or origin; `None` if the fact names none.
    pub recipient: Option<Ix<Recipient>>,
    end: u32,
}

/// How a copy ends: in what a document says about erasing it, or in nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A document says something about it.
    Documented {
        /// The states of the steps combined: `Is(State::Absent)` if they only say what can't be done.
        state: Cell,
        /// The facts, the nearest first; never none.
        steps: Vec<Step>,
    },
    /// No document says anything about it.
    NotDocumented(Missing),
}

impl End {
    /// The facts; none if it is not documented.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        match self {
            Self::Documented { steps, .. } => steps,
            Self::NotDocumented(_) => &[],
        }
    }
}

/// Why an end is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The documents of the product that has the copy have no step for this data.
    NoStep,
    /// They have steps, but don't say for which data.
    DataNotSaid,
    /// They have a step, but the page is limited to a part of the catalogue without it.
    NotShown,
    /// Who has the copy is not named.
    NotNamed,
    /// Who has the copy is no product of this catalogue.
    NotCatalogued,
}

impl Missing {
    /// The words for readers, in English.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NoStep => message("Not documented"),
            Self::DataNotSaid => {
                message("Not documented for this data: the steps don't say which data they cover")
            }
            Self::NotShown => message("Outside the part of the catalogue that this page shows"),
            Self::NotNamed => message("Not documented: the recipient is not named"),
            Self::NotCatalogued => message("Not documented: the recipient is no product of this catalogue"),
        }
    }
}

/// What the documents say about the data in one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The product.
    pub product: Ix<Product>,
    /// Where it is held, for what activity and about whom.
    pub held: Vec<Item>,
    /// Whom it goes to, and where it comes from.
    pub transfers: Vec<Item>,
    /// Holdings and transfers that the documents deny.
    pub denied: Vec<Step>,
    /// The measures about it, the nearest first; what names no data is not among them.
    pub protection: Vec<Step>,
    /// The steps for it, the nearest first, up to those that don't say for which data.
    pub steps: Vec<Step>,
    /// What the documents say can't be done, also for other data: logs, backups, recipients' copies.
    pub remains: Vec<Step>,
}

/// The lives of the data that is asked for, in each product that has any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// By product, in the catalogue's order.
    pub lives: Vec<Life>,
    ends: Vec<End>,
}

impl Lifecycle {
    /// How a copy ends.
    ///
    /// What is held, and what comes from elsewhere, ends with the product itself. What goes out ends
    /// with the recipient: with its own document if it is a product of this catalogue or a part of
    /// one ([`partners`]), and with what the sender's document says about copies in other systems
    /// (features that help to answer Art. 19).
    #[must_use]
    pub fn end(&self, item: &Item) -> &End {
        &self.ends[item.end as usize]
    }
}

/// The lives of the data types that `query` selects, in the products that it selects; see
/// [`FOLLOWED`]. Facts outside `scope` are not shown; where one is an end, [`Missing::NotShown`]
/// says so.
///
/// A product takes part if it has a holding or a transfer of a selected type, or of the group of one;
/// then what it passes on without saying which data is shown too, since that may be among it.
///
/// A step counts as the end of a copy if it names the copy's type, the type's group or all data. It
/// doesn't if it is limited to another part of the product, or to other persons, than the copy.
#[must_use]
pub fn of_query(index: &Index, query: &Query, scope: &Scope) -> Lifecycle {
    for_request(index, query, scope, Request::Erasure)
}

/// The lives, with the steps and ends of a request.
fn for_request(index: &Index, query: &Query, scope: &Scope, request: Request) -> Lifecycle {
    let catalog = index.catalog();
    let asked = Asked::new(index, query);
    let register = Register::new(index, scope, request);
    let partners = partners::of_recipients(catalog);
    let products = query.selection(Facet::Product);
    let mut lives: Vec<Life> = catalog.products().iter().map(|(product, _)| Life::new(product)).collect();
    let mut takes_part = vec![false; lives.len()];
    let mut copies = Vec::new();
    for (place, fact) in catalog.facts().iter() {
        if !scope.holds(place) || !selects(products, [catalog.products()[fact.product].id.as_str()]) {
            continue;
        }
        let life = &mut lives[fact.product.get() as usize];
        let mut reach = asked.reach(fact);
        if fact.kind == Kind::Holding && reach == Reach::Unsaid && !asked.everything {
            reach = Reach::Other;
        }
        let step = Step { fact: place, reach };
        let absent = index.state_of_row(fact) == Some(State::Absent);
        match fact.kind {
            Kind::Holding | Kind::Transfer => {
                takes_part[fact.product.get() as usize] |=
                    reach <= Reach::Group || (asked.everything && reach < Reach::Other);
                if absent && reach < Reach::Other {
                    life.denied.push(step);
                } else if reach < Reach::Other {
                    asked.items(index, place, fact, |item| {
                        let keeper = match (fact.kind, fact.direction, item.recipient) {
                            (Kind::Holding, ..) | (_, Some(Direction::In), _) => Keeper::Sender,
                            (_, _, None) => Keeper::NotNamed,
                            (_, _, Some(to)) => {
                                partners[to.get() as usize].map_or(Keeper::NotCatalogued, Keeper::Product)
                            }
                        };
                        copies.push(Kept::new(fact, keeper, item.data));
                        let end = copies.len() as u32 - 1;
                        let list =
                            if fact.kind == Kind::Holding { &mut life.held } else { &mut life.transfers };
                        list.push(Item { end, ..item });
                    });
                }
            }
            _ if register.answers(fact) => {
                if absent {
                    life.remains.push(step);
                } else if reach < Reach::Other && index.state_of_row(fact).is_some() {
                    life.steps.push(step);
                }
            }
            Kind::Measure if reach < Reach::Other && !fact.about.is_unnamed() => life.protection.push(step),
            _ => {}
        }
    }
    lives.retain(|life| takes_part[life.product.get() as usize]);
    let (ends, end_of) = register.ends(&copies);
    for life in &mut lives {
        for item in life.held.iter_mut().chain(&mut life.transfers) {
            item.end = end_of[item.end as usize];
        }
        for list in [&mut life.denied, &mut life.protection, &mut life.steps, &mut life.remains] {
            nearest_first(list);
        }
    }
    Lifecycle { lives, ends }
}

impl Life {
    fn new(product: Ix<Product>) -> Self {
        Self {
            product,
            held: Vec::new(),
            transfers: Vec::new(),
            denied: Vec::new(),
            protection: Vec::new(),
            steps: Vec::new(),
            remains: Vec::new(),
        }
    }
}

/// The data that a query selects.
struct Asked {
    /// How each type is what is asked for, by its place.
    types: Vec<Reach>,
    /// Whether no type is included, so that all data is asked for.
    everything: bool,
}

impl Asked {
    fn new(index: &Index, query: &Query) -> Self {
        let table = index.catalog().data_types();
        let selection = query.selection(Facet::DataType);
        let selected = |data_type: &DataType| {
            let group = data_type.group.map(|group| table[group].id.as_str());
            selects(selection, std::iter::once(data_type.id.as_str()).chain(group))
        };
        let mut types: Vec<Reach> = table
            .iter()
            .map(|(_, row)| match row.id.as_str() {
                _ if selected(row) => Reach::Type,
                UNSPECIFIED if !selection.exclude.contains(UNSPECIFIED) => Reach::Unsaid,
                _ => Reach::Other,
            })
            .collect();
        for (place, row) in table.iter() {
            if let Some(group) = row.group.filter(|_| types[place.get() as usize] == Reach::Type) {
                let excluded = selection.exclude.contains(&table[group].id);
                let reach = &mut types[group.get() as usize];
                *reach = if excluded { Reach::Other } else { (*reach).min(Reach::Group) };
            }
        }
        Self { types, everything: selection.include.is_empty() }
    }

    /// How the nearest of the data that a fact names is what is asked for.
    fn reach(&self, fact: &Fact) -> Reach {
        match &fact.about {
            About::AllData => Reach::AllData,
            About::Types(types) if types.is_empty() => Reach::Unsaid,
            About::Types(types) => {
                types.iter().map(|of| self.types[of.get() as usize]).min().unwrap_or(Reach::Other)
            }
        }
    }

    /// Whether any type of a group is asked for that isn't among `named`.
    fn names_not_all(&self, index: &Index, named: &[Ix<DataType>], group: Ix<DataType>) -> bool {
        let mut types = index.children(Facet::DataType, group.get()).iter().map(|&of| Ix::new(of as usize));
        types.any(|of| self.types[of.get() as usize] == Reach::Type && !named.contains(&of))
    }

    /// Calls `each` with the items of a holding or a transfer, which have no ends yet.
    fn items(&self, index: &Index, place: Ix<Fact>, fact: &Fact, mut each: impl FnMut(Item)) {
        let mut of_data = |data, reach| {
            let direction = fact.direction.filter(|_| fact.kind == Kind::Transfer);
            let item = Item { fact: place, data, reach, direction, recipient: None, end: 0 };
            if fact.kind == Kind::Holding || fact.recipients.is_empty() {
                each(item);
            } else {
                fact.recipients.iter().for_each(|&to| each(Item { recipient: Some(to), ..item }));
            }
        };
        match &fact.about {
            About::AllData => of_data(Data::All, Reach::AllData),
            About::Types(types) if types.is_empty() => of_data(Data::NotNamed, Reach::Unsaid),
            About::Types(types) => {
                let nearest = self.reach(fact);
                for &data_type in types {
                    let adds = match self.types[data_type.get() as usize] {
                        Reach::Group => self.names_not_all(index, types, data_type),
                        Reach::Unsaid => nearest == Reach::Unsaid,
                        reach => reach < Reach::Other,
                    };
                    if adds {
                        of_data(Data::Type(data_type), self.types[data_type.get() as usize]);
                    }
                }
            }
        }
    }
}

/// Whether a selection lets something through that has these ids: its own and its group's.
fn selects<'a>(selection: &Selection, ids: impl IntoIterator<Item = &'a str> + Clone) -> bool {
    let included =
        selection.include.is_empty() || ids.clone().into_iter().any(|id| selection.include.contains(id));
    included && !ids.into_iter().any(|id| selection.exclude.contains(id))
}

fn nearest_first(steps: &mut Vec<Step>) {
    let order = order::places(steps.len(), &|a, b| steps[a].reach.cmp(&steps[b].reach));
    *steps = order::arranged(std::mem::take(steps), &order);
}
