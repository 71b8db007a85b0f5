//! The values of one facet and the facts that have them.

use crate::facet::{FacetInfo, Value};
use crate::model::{About, Catalog, Fact, Ix};
use crate::order;
use crate::sorted::Texts;
use privacy_engine::bits::Bits;
use privacy_engine::hash::Places;
use privacy_engine::posting::Posting;
use privacy_engine::values::Values;

/// One facet of a catalogue: values by fact and facts by value.
#[derive(Debug)]
pub(crate) struct FacetIndex {
    values: Vec<Value>,
    by_id: Places,
    /// The values of each group, in order.
    children: Vec<Vec<u32>>,
    /// The values of each fact, groups included, and the facts of each value.
    rows: Values,
    /// How many facts each value has.
    totals: Vec<u32>,
    /// How many steps it takes to count all values by their postings.
    steps: usize,
}

impl FacetIndex {
    /// The facet without facts, which are then added in their order.
    pub(crate) fn new(info: &FacetInfo, catalog: &Catalog) -> Self {
        let values = (info.values)(catalog);
        let by_id = Places::of(values.len(), &|at| &values[at].id);
        let mut children = vec![Vec::new(); values.len()];
        for (place, value) in (0..).zip(&values) {
            if let Some(parent) = value.parent {
                children[parent as usize].push(place);
            }
        }
        let parents: Vec<Option<u32>> = values.iter().map(|value| value.parent).collect();
        Self { values, by_id, children, rows: Values::new(&parents), totals: Vec::new(), steps: 0 }
    }

    /// Adds a fact, which has the values `own` itself; `len` is the number of all facts.
    pub(crate) fn add(&mut self, fact: u32, own: &mut Vec<u32>, len: u32) {
        self.rows.add(fact, own, len, order::sort_dedup);
    }

    /// Ends the adding.
    pub(crate) fn finish(&mut self) {
        self.rows.finish();
        self.totals = self.rows.postings.iter().map(Posting::count).collect();
        self.steps = self.rows.postings.iter().map(Posting::steps).sum();
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The values of a group, in order.
    pub(crate) fn children(&self, group: u32) -> &[u32] {
        &self.children[group as usize]
    }

    /// The place of the value with this id.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.by_id.find(id, |at| self.values[at as usize].id == id)
    }

    /// The facts of a value, its children's included.
    pub(crate) fn facts_of(&self, value: u32) -> &Posting {
        &self.rows.postings[value as usize]
    }

    /// The facts that name a value itself.
    pub(crate) fn naming(&self, value: u32) -> &Posting {
        let is_group = !self.children[value as usize].is_empty();
        if is_group { &self.rows.own[value as usize] } else { &self.rows.postings[value as usize] }
    }

    /// The values of a fact, groups included.
    pub(crate) fn of_fact(&self, fact: u32) -> &[u32] {
        self.rows.forward.of(fact)
    }

    /// Puts the facts that have any of the ids into `found`; unknown ids have none.
    pub(crate) fn add_any_of<'a>(&self, ids: impl IntoIterator<Item = &'a String>, found: &mut Bits) {
        for value in ids.into_iter().filter_map(|id| self.find(id)) {
            self.facts_of(value).add_to(found);
        }
    }

    /// How many facts of a set of `size` each value has, written to `counts`.
    ///
    /// Counts whichever is least: the values of each fact, those of the facts that are missing,
    /// or the facts of each value.
    pub(crate) fn count(&self, set: &Bits, size: u32, counts: &mut Vec<u32>) {
        counts.clear();
        let missing = set.limit() - size;
        if missing == 0 {
            return counts.extend_from_slice(&self.totals);
        }
        let values_of_each = self.rows.forward.len() / set.limit().max(1) as usize;
        let by_fact = size.min(missing) as usize * (2 + values_of_each);
        if self.steps + set.words().len() / 8 < by_fact {
            counts.extend(self.rows.postings.iter().map(|posting| posting.count_in(set)));
        } else if size <= missing {
            counts.resize(self.values.len(), 0);
            self.rows.forward.count(set, counts);
        } else {
            counts.extend_from_slice(&self.totals);
            self.rows.forward.discount(set, counts);
        }
    }

    /// The places of the values, each group before its children.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = u32> + '_ {
        let tops = (0_u32..).zip(&self.values).filter(|(_, value)| value.parent.is_none());
        tops.flat_map(|(top, _)| std::iter::once(top).chain(self.children(top).iter().copied()))
    }

    /// Whether a value, or its group, is among some ids.
    pub(crate) fn includes(&self, ids: &Texts, value: u32) -> bool {
        let value = &self.values[value as usize];
        let parent = value.parent.map(|parent| &self.values[parent as usize]);
        std::iter::once(value).chain(parent).any(|value| ids.contains(&value.id))
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let text = |value: &Value| value.words().chain([value.id.as_str()]).map(str::len).sum::<usize>();
        let values: usize = self.values.iter().map(|value| size_of::<Value>() + text(value)).sum();
        let children = self.children.iter().map(|of| size_of::<Vec<u32>>() + size_of_val(of.as_slice()));
        let lists = size_of_val(self.totals.as_slice()) + self.by_id.bytes();
        self.rows.bytes() + values + children.sum::<usize>() + lists
    }
}

/// What covers all personal data: by product, since it counts for the types that its product holds.
#[derive(Debug, Default)]
pub(crate) struct General {
    /// The facts about all data.
    all: Posting,
    /// Those of each product, as a part of `list`.
    of_product: Vec<(u32, u32)>,
    list: Vec<u32>,
    /// The data types, groups included, that a holding of the product names; by product.
    held: Vec<Vec<u32>>,
}

impl General {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let products = catalog.products().len();
        Self { of_product: vec![(0, 0); products], held: vec![Vec::new(); products], ..Self::default() }
    }

    /// Adds a fact, which says that its product holds the data it names or doesn't; facts come in their
    /// order, product by product.
    pub(crate) fn add(&mut self, fact: u32, row: &Fact, holds: bool, catalog: &Catalog) {
        let product = row.product.get() as usize;
        match &row.about {
            About::AllData => {
                let end = self.list.len() as u32 + 1;
                let part = &mut self.of_product[product];
                *part = (if part.0 == part.1 { end - 1 } else { part.0 }, end);
                self.list.push(fact);
                self.all.push(fact, catalog.facts().len() as u32);
            }
            About::Types(types) if holds => {
                for &data_type in types {
                    let group = catalog.data_types()[data_type].group;
                    for one in [Some(data_type), group].into_iter().flatten().map(Ix::get) {
                        if let Err(place) = self.held[product].binary_search(&one) {
                            self.held[product].insert(place, one);
                        }
                    }
                }
            }
            About::Types(_) => {}
        }
    }

    /// The facts about all data.
    pub(crate) fn facts(&self) -> &Posting {
        &self.all
    }

    /// The data types, groups included, that a product holds, ascending.
    pub(crate) fn held_by(&self, product: u32) -> &[u32] {
        &self.held[product as usize]
    }

    /// Puts the facts about all data of the products that hold `data_type` into `found`.
    pub(crate) fn add_facts_for(&self, data_type: u32, found: &mut Bits) {
        for (held, &facts) in self.held.iter().zip(&self.of_product) {
            if facts.0 < facts.1 && held.binary_search(&data_type).is_ok() {
                self.part(facts).iter().for_each(|&fact| found.insert(fact));
            }
        }
    }

    /// Adds the facts of `set` that are about all data to the counts of the types they cover.
    pub(crate) fn count_into(&self, set: &Bits, counts: &mut [u32]) {
        for (held, &facts) in self.held.iter().zip(&self.of_product) {
            let found = self.part(facts).iter().map(|&fact| u32::from(set.contains(fact))).sum::<u32>();
            if found > 0 {
                for &data_type in held {
                    counts[data_type as usize] += found;
                }
            }
        }
    }

    fn part(&self, facts: (u32, u32)) -> &[u32] {
        &self.list[facts.0 as usize..facts.1 as usize]
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let held = self.held.iter().map(|held| size_of::<Vec<u32>>() + size_of_val(held.as_slice()));
        let parts = size_of_val(self.of_product.as_slice()) + size_of_val(self.list.as_slice());
        self.all.bytes() + held.sum::<usize>() + parts
    }
}
