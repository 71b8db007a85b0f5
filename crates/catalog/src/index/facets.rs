//! The values of one facet and the facts that have them.

use crate::bits::Bits;
use crate::facet::{FacetInfo, Value};
use crate::model::{About, Catalog, Ix};
use crate::order;
use crate::query::Selection;

/// One facet of a catalogue: values by fact and facts by value.
#[derive(Debug)]
pub(crate) struct FacetIndex {
    values: Vec<Value>,
    /// Places in `values`, by id.
    by_id: Vec<u32>,
    /// The values of fact `f`, groups included, are `forward[starts[f]..starts[f + 1]]`.
    forward: Vec<u32>,
    starts: Vec<u32>,
    /// The facts of a value, its children's included, ascending.
    postings: Vec<Vec<u32>>,
}

impl FacetIndex {
    pub(crate) fn new(info: &FacetInfo, catalog: &Catalog) -> Self {
        let values = (info.values)(catalog);
        let by_id = order::places(values.len(), &|a, b| values[a].id.cmp(&values[b].id));
        let mut postings = vec![Vec::new(); values.len()];
        let mut forward = Vec::new();
        let mut starts = vec![0];
        let mut own = Vec::new();
        for (fact, row) in catalog.facts().iter() {
            own.clear();
            (info.of_fact)(catalog, row, &mut own);
            for at in 0..own.len() {
                own.extend(values[own[at] as usize].parent);
            }
            order::sort_dedup(&mut own);
            for &value in &own {
                postings[value as usize].push(fact.get());
            }
            forward.extend_from_slice(&own);
            starts.push(forward.len() as u32);
        }
        Self { values, by_id, forward, starts, postings }
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The place of the value with this id.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let found = self.by_id.binary_search_by(|&at| self.values[at as usize].id.as_str().cmp(id));
        found.ok().map(|at| self.by_id[at])
    }

    /// The values of a fact, groups included.
    pub(crate) fn of_fact(&self, fact: u32) -> &[u32] {
        &self.forward[self.starts[fact as usize] as usize..self.starts[fact as usize + 1] as usize]
    }

    /// The facts of a value, ascending.
    pub(crate) fn facts_of(&self, value: u32) -> &[u32] {
        &self.postings[value as usize]
    }

    /// The facts that have any of the ids; unknown ids have none.
    pub(crate) fn any_of<'a>(&self, ids: impl IntoIterator<Item = &'a String>) -> Bits {
        let mut found = Bits::none(self.starts.len() as u32 - 1);
        for value in ids.into_iter().filter_map(|id| self.find(id)) {
            found.extend(self.facts_of(value).iter().copied());
        }
        found
    }

    /// How many facts of `set` each value has.
    pub(crate) fn count(&self, set: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.values.len()];
        for fact in set.iter() {
            for &value in self.of_fact(fact) {
                counts[value as usize] += 1;
            }
        }
        counts
    }

    /// The places of the values, each group before its children.
    pub(crate) fn in_order(&self) -> Vec<u32> {
        let places = || (0_u32..).zip(&self.values);
        let tops = places().filter(|(_, value)| value.parent.is_none());
        let family = |top: u32| places().filter(move |(_, value)| value.parent == Some(top));
        tops.flat_map(|(top, _)| std::iter::once(top).chain(family(top).map(|(place, _)| place))).collect()
    }

    /// Which values a selection includes, a group's children with it.
    pub(crate) fn included(&self, selection: &Selection) -> Vec<bool> {
        let chosen = |value: &Value| selection.include.contains(&value.id);
        let parent = |value: &Value| value.parent.map(|parent| &self.values[parent as usize]);
        self.values.iter().map(|value| chosen(value) || parent(value).is_some_and(chosen)).collect()
    }
}

/// What covers all personal data: by product, since it counts for the types that its product holds.
#[derive(Debug)]
pub(crate) struct General {
    /// The facts about all data, by product.
    facts: Vec<Vec<u32>>,
    /// The data types, groups included, that a holding of the product names; by product.
    held: Vec<Vec<u32>>,
    /// The facts about all data.
    all: Bits,
    /// The product of each fact.
    products: Vec<u32>,
}

impl General {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let products = catalog.products().len();
        let mut facts = vec![Vec::new(); products];
        let mut held = vec![Vec::new(); products];
        let len = catalog.facts().len() as u32;
        for (fact, row) in catalog.facts().iter() {
            let product = row.product.get() as usize;
            match &row.about {
                About::AllData => facts[product].push(fact.get()),
                About::Types(types) if row.holds_data() => {
                    for &data_type in types {
                        held[product].push(data_type.get());
                        held[product].extend(catalog.data_types()[data_type].group.map(Ix::get));
                    }
                }
                About::Types(_) => {}
            }
        }
        held.iter_mut().for_each(order::sort_dedup);
        let all = Bits::from_members(len, facts.iter().flatten().copied());
        let products = catalog.facts().iter().map(|(_, row)| row.product.get()).collect();
        Self { facts, held, all, products }
    }

    /// The facts about all data of the products that hold `data_type`.
    pub(crate) fn facts_for(&self, data_type: u32) -> impl Iterator<Item = u32> + '_ {
        let holders = self.held.iter().zip(&self.facts);
        holders
            .filter(move |(held, _)| held.binary_search(&data_type).is_ok())
            .flat_map(|(_, facts)| facts.iter().copied())
    }

    /// Adds the facts of `set` that are about all data to the counts of the types they cover.
    pub(crate) fn count_into(&self, set: &Bits, counts: &mut [u32]) {
        let mut by_product = vec![0; self.held.len()];
        let mut general = self.all.clone();
        general.intersect(set);
        for fact in general.iter() {
            by_product[self.products[fact as usize] as usize] += 1;
        }
        for (held, found) in self.held.iter().zip(by_product) {
            for &data_type in held {
                counts[data_type as usize] += found;
            }
        }
    }
}
