//! Transfers between two products of the catalogue that only one of their documents tells of.
//!
//! A document that tells nothing is silent and does not say "no"; one that denies the transfer or the
//! data contradicts. [`OneSided::denied_by`] and [`OneSided::is_denied_unseen`] tell which.

use crate::by_data::ByData;
use crate::index::{Index, Scope};
use crate::lifecycle::UNSPECIFIED;
use crate::model::{About, DataType, Direction, Fact, Ix, Kind, Product, Recipient, State};
use crate::order;
use crate::partners::{self, Partner};

/// A transfer that the other product's document doesn't tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// The transfer.
    pub fact: Ix<Fact>,
    /// The other product, which is its recipient or its origin.
    pub other: Ix<Product>,
    /// The data that the other product's document doesn't list.
    pub data_type: Ix<DataType>,
    /// Which way the transfer goes, seen from the product of `fact`.
    pub direction: Direction,
    /// What the other product's document says against it, as far as the scope holds it.
    pub denied_by: Vec<Ix<Fact>>,
    /// Whether it says something against it that the scope doesn't hold. If neither, it is silent.
    pub is_denied_unseen: bool,
}

/// The transfers of `scope` that name a data type and, as recipient or origin, another product of
/// the catalogue ([`partners`]), and of which that product's document doesn't tell; in the
/// catalogue's order.
///
/// What goes out is told of by the other product if it imports the type, from this product or
/// without saying from where, or holds it. What comes in is told of if the other product passes the
/// type on, to this product or without saying to whom; that it holds the type is not enough. In
/// both cases naming the type's group, a type of it if the transfer is of the group, all data, or
/// personal data without saying which, is enough. A product without facts has no document that could
/// tell. What is not sure is left out: transfers that are denied, have no direction, or name no
/// data type but [`UNSPECIFIED`] or all data.
#[must_use]
pub fn one_sided(index: &Index, scope: &Scope) -> Vec<OneSided> {
    let catalog = index.catalog();
    let told = Told::new(index);
    let mut found: Vec<OneSided> = Vec::new();
    for (place, fact) in catalog.facts().iter() {
        let Some(direction) = fact.direction.filter(|_| fact.kind == Kind::Transfer) else { continue };
        if fact.state == Some(State::Absent) || !scope.holds(place) {
            continue;
        }
        let partners = fact.recipients.iter().filter_map(|to| told.partners[to.get() as usize]);
        let mut others: Vec<u32> = partners.map(|partner| partner.product.get()).collect();
        order::sort_dedup(&mut others);
        for other in others.into_iter().map(|other| Ix::new(other as usize)) {
            if other == fact.product || !told.has_facts[other.get() as usize] {
                continue;
            }
            for &data_type in fact.about.types() {
                if catalog.data_types()[data_type].id == UNSPECIFIED
                    || told.lists(index, other, fact.product, data_type, direction)
                {
                    continue;
                }
                let mut denied_by = told.denials(index, other, fact.product, data_type, direction);
                let all = denied_by.len();
                denied_by.retain(|&fact| scope.holds(fact));
                let is_denied_unseen = denied_by.len() < all;
                found.push(OneSided {
                    fact: place,
                    other,
                    data_type,
                    direction,
                    denied_by,
                    is_denied_unseen,
                });
            }
        }
    }
    found
}

/// Holdings and transfers, found by product and data.
struct Told {
    partners: Vec<Option<Partner>>,
    has_facts: Vec<bool>,
    /// By each type that a fact names, and by its group.
    by_data: ByData,
}

/// What a fact is found by that is about all data, or doesn't say which.
const ANY: u32 = u32::MAX;

impl Told {
    fn new(index: &Index) -> Self {
        let catalog = index.catalog();
        let mut has_facts = vec![false; catalog.products().len()];
        let mut by_data = Vec::new();
        for (place, fact) in catalog.facts().iter() {
            has_facts[fact.product.get() as usize] = true;
            if !matches!(fact.kind, Kind::Holding | Kind::Transfer) {
                continue;
            }
            let mut add = |data: u32| by_data.push((fact.product.get(), data, place));
            if fact.about.types().is_empty() {
                add(ANY);
            }
            for &data_type in fact.about.types() {
                let row = &catalog.data_types()[data_type];
                add(if row.id == UNSPECIFIED { ANY } else { data_type.get() });
                row.group.into_iter().for_each(|group| add(group.get()));
            }
        }
        // A fact that names a type and its group is found once by the group.
        Self { partners: partners::of_recipients(catalog), has_facts, by_data: ByData::new(by_data) }
    }

    /// Whether the documents of `other` tell of a transfer of `from`.
    fn lists(
        &self,
        index: &Index,
        other: Ix<Product>,
        from: Ix<Product>,
        of: Ix<DataType>,
        way: Direction,
    ) -> bool {
        self.about(index, other, of).any(|place| {
            let fact = &index.catalog().facts()[place];
            let holds = fact.kind == Kind::Holding && way == Direction::Out;
            (holds || self.answers(fact, from, way)) && fact.state != Some(State::Absent)
        })
    }

    /// What the documents of `other` say against it, by naming the type itself.
    fn denials(
        &self,
        index: &Index,
        other: Ix<Product>,
        from: Ix<Product>,
        of: Ix<DataType>,
        way: Direction,
    ) -> Vec<Ix<Fact>> {
        let denies = |&place: &Ix<Fact>| {
            let fact = &index.catalog().facts()[place];
            (fact.kind == Kind::Holding || self.answers(fact, from, way))
                && fact.about.types().contains(&of)
                && fact.state == Some(State::Absent)
        };
        // A fact that names the type and its group is found by both.
        let mut found = self.about(index, other, of).filter(denies).map(Ix::get).collect();
        order::sort_dedup(&mut found);
        found.into_iter().map(|place| Ix::new(place as usize)).collect()
    }

    /// Whether a fact is a transfer the other way, with `from` or with nobody named.
    fn answers(&self, fact: &Fact, from: Ix<Product>, way: Direction) -> bool {
        let back = if way == Direction::Out { Direction::In } else { Direction::Out };
        let is_from = |to: &Ix<Recipient>| {
            self.partners[to.get() as usize].is_some_and(|partner| partner.product == from)
        };
        fact.kind == Kind::Transfer
            && fact.direction.is_none_or(|direction| direction == back)
            && (fact.recipients.is_empty() || fact.recipients.iter().any(is_from))
    }

    /// The holdings and transfers of a product that may be about a type: they name it, its group, a type
    /// of it, all data, or don't say which.
    fn about(&self, index: &Index, product: Ix<Product>, of: Ix<DataType>) -> impl Iterator<Item = Ix<Fact>> {
        let catalog = index.catalog();
        let group = catalog.data_types()[of].group;
        let names_group = move |place: &Ix<Fact>| {
            let about = &catalog.facts()[*place].about;
            matches!(about, About::Types(types) if group.is_some_and(|group| types.contains(&group)))
        };
        let find = move |data: u32| self.by_data.of(product.get(), data);
        let by_group = group.into_iter().flat_map(move |group| find(group.get())).filter(names_group);
        find(of.get()).chain(find(ANY)).chain(by_group)
    }
}
