//! What to do, product by product, when somebody asks to see their data or to have it erased.

use super::{Data, End, Item, Life, Lifecycle, Missing, Request, Step, for_request};
use crate::index::{Index, Scope};
use crate::model::{Direction, Fact, Ix, Product, Recipient};
use crate::order;
use crate::query::Query;

/// One line of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Do what a fact says; see [`who`] and [`tool`]. A step with [`super::Reach::Unsaid`] may cover
    /// the data or not: the document doesn't say.
    Do(Step),
    /// Find out how: no document has a step for data that a product holds.
    NotDocumented {
        /// The data.
        data: Data,
        /// The holdings.
        facts: Vec<Ix<Fact>>,
    },
    /// As [`Task::NotDocumented`], but a document has a step, outside the part of the catalogue that the
    /// page is limited to.
    NotShown {
        /// The data.
        data: Data,
        /// The holdings.
        facts: Vec<Ix<Fact>>,
    },
    /// Ask a recipient to do the same, or name it to the person who asks.
    Recipient {
        /// Which; `None` if the facts name none.
        recipient: Option<Ix<Recipient>>,
        /// Which way, as far as the facts tell; for an erasure never [`Direction::In`].
        direction: Option<Direction>,
        /// What it has, and from where.
        copies: Vec<(Item, End)>,
    },
    /// Tell the person who asks: the document says that this can't be done.
    Impossible(Step),
}

/// What to do in one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The product.
    pub product: Ix<Product>,
    /// First what to do, then what is not documented, then what is not shown, then the recipients, then what
    /// is impossible.
    pub tasks: Vec<Task>,
}

/// Who does what a fact says, as the document puts it.
#[must_use]
pub fn who(fact: &Fact) -> Option<&str> {
    fact.values.get("who").map(String::as_str)
}

/// What they do it with, as the document puts it.
#[must_use]
pub fn tool(fact: &Fact) -> Option<&str> {
    fact.values.get("tool").map(String::as_str)
}

/// The checklists for a request about the data types that `query` selects, in the products that it
/// selects; see [`super::of_query`].
#[must_use]
pub fn checklists(index: &Index, query: &Query, scope: &Scope, request: Request) -> Vec<Checklist> {
    let lifecycle = for_request(index, query, scope, request);
    let lives = lifecycle.lives.iter();
    lives.map(|life| Checklist { product: life.product, tasks: tasks(&lifecycle, life, request) }).collect()
}

fn tasks(lifecycle: &Lifecycle, life: &Life, request: Request) -> Vec<Task> {
    let mut tasks: Vec<Task> = life.steps.iter().copied().map(Task::Do).collect();
    for is_hidden in [false, true] {
        let is_missing = |item: &&Item| match lifecycle.end(item) {
            End::NotDocumented(missing) => (*missing == Missing::NotShown) == is_hidden,
            End::Documented { .. } => false,
        };
        for held in alike(life.held.iter().filter(is_missing), |item| (data_key(item.data), 0)) {
            let (data, facts) = (held[0].data, held.iter().map(|item| item.fact).collect());
            tasks.push(if is_hidden {
                Task::NotShown { data, facts }
            } else {
                Task::NotDocumented { data, facts }
            });
        }
    }
    let concerns = |item: &&Item| request == Request::Access || item.direction != Some(Direction::In);
    let key = |item: &Item| {
        (item.recipient.map_or(u32::MAX, Ix::get), item.direction.map_or(u32::MAX, |way| way as u32))
    };
    for passed in alike(life.transfers.iter().filter(concerns), key) {
        tasks.push(Task::Recipient {
            recipient: passed[0].recipient,
            direction: passed[0].direction,
            copies: passed.iter().map(|item| (*item, lifecycle.end(item).clone())).collect(),
        });
    }
    tasks.extend(life.remains.iter().copied().map(Task::Impossible));
    tasks
}

fn data_key(data: Data) -> u32 {
    match data {
        Data::Type(data_type) => data_type.get(),
        Data::All => u32::MAX - 1,
        Data::NotNamed => u32::MAX,
    }
}

/// The items with the same key together, in the order of the keys.
fn alike<'a>(items: impl Iterator<Item = &'a Item>, key: fn(&Item) -> (u32, u32)) -> Vec<Vec<Item>> {
    let items: Vec<Item> = items.copied().collect();
    let mut groups: Vec<Vec<Item>> = Vec::new();
    for at in order::places(items.len(), &|a, b| key(&items[a]).cmp(&key(&items[b]))) {
        let item = items[at as usize];
        match groups.last_mut() {
            Some(group) if key(&group[0]) == key(&item) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}
