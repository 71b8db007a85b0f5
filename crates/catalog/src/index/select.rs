//! What a click on a value makes of a query, and which conditions a query has.

use std::sync::Arc;

use super::{Index, Scope};
use crate::facet::{FACETS, Facet};
use crate::order;
use crate::query::{Query, Selection};

/// One condition of a query, to be shown and dropped by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The words searched for.
    Search,
    /// A value that is included.
    Include(Facet, String),
    /// A value that is excluded.
    Exclude(Facet, String),
}

/// How a value stands in a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is not selected.
    Open,
    /// Some of its children are included.
    Partly,
    /// It is included, by itself or with its group.
    Included,
    /// It is excluded.
    Excluded,
}

impl Query {
    /// All conditions, in the order in which they are shown.
    #[must_use]
    pub fn conditions(&self) -> Vec<Condition> {
        let search = (!self.text.trim().is_empty()).then_some(Condition::Search);
        let selected = FACETS.iter().flat_map(|info| {
            let Selection { include, exclude } = self.selection(info.facet);
            let included = include.iter().map(|id| Condition::Include(info.facet, id.clone()));
            included.chain(exclude.iter().map(|id| Condition::Exclude(info.facet, id.clone())))
        });
        search.into_iter().chain(selected).collect()
    }

    /// The query without one condition.
    #[must_use]
    pub fn without(&self, condition: &Condition) -> Self {
        let mut query = self.clone();
        match condition {
            Condition::Search => query.text.clear(),
            Condition::Include(facet, id) => drop(query.selection_mut(*facet).include.remove(id)),
            Condition::Exclude(facet, id) => drop(query.selection_mut(*facet).exclude.remove(id)),
        }
        query
    }

    /// The query in which `id` is the only value that the facet includes.
    #[must_use]
    pub fn only(&self, facet: Facet, id: &str) -> Self {
        let mut query = self.clone();
        let selection = query.selection_mut(facet);
        selection.exclude.remove(id);
        selection.include.clear();
        selection.include.insert(id.to_owned());
        query
    }

    /// The query with `id` excluded, or no longer so.
    #[must_use]
    pub fn exclusion_toggled(&self, facet: Facet, id: &str) -> Self {
        let mut query = self.clone();
        let selection = query.selection_mut(facet);
        if !selection.exclude.remove(id) {
            selection.include.remove(id);
            selection.exclude.insert(id.to_owned());
        }
        query
    }
}

impl Index {
    /// How a value stands in a query's selection.
    #[must_use]
    pub fn choice(&self, query: &Query, facet: Facet, value: u32) -> Choice {
        let values = self.values(facet);
        let Selection { include, exclude } = query.selection(facet);
        let row = &values[value as usize];
        let in_group = row.parent.is_some_and(|parent| include.contains(&values[parent as usize].id));
        if exclude.contains(&row.id) {
            Choice::Excluded
        } else if include.contains(&row.id) || in_group {
            Choice::Included
        } else if self
            .children(facet, value)
            .iter()
            .any(|&child| include.contains(&values[child as usize].id))
        {
            Choice::Partly
        } else {
            Choice::Open
        }
    }

    /// The query after a click on a value's check box: included if it was not, and the reverse.
    ///
    /// A group stands for its children: including it drops those that were included one by
    /// one, and taking out one child of an included group leaves the others.
    #[must_use]
    pub fn toggled(&self, query: &Query, facet: Facet, value: u32) -> Query {
        let values = self.values(facet);
        let id = |place: u32| values[place as usize].id.clone();
        let mut changed = query.clone();
        let selection = changed.selection_mut(facet);
        let parent = values[value as usize].parent;
        selection.exclude.remove(&id(value));
        if selection.include.remove(&id(value)) {
            return changed;
        }
        if let Some(group) = parent.filter(|&group| selection.include.remove(&id(group))) {
            let others = self.children(facet, group).iter().filter(|&&child| child != value);
            selection.include.extend(others.map(|&child| id(child)));
            return changed;
        }
        for &child in self.children(facet, value) {
            selection.include.remove(&id(child));
        }
        selection.include.insert(id(value));
        changed
    }

    /// For a query without an answer: each condition whose loss alone would give one, with the
    /// number of facts of the scope that it would give, most first.
    #[must_use]
    pub fn relaxations(&self, query: &Query, scope: &Arc<Scope>) -> Vec<(Condition, usize)> {
        let totals = query.conditions().into_iter().map(|condition| {
            let total = self.total(&query.without(&condition), scope);
            (condition, total)
        });
        let found: Vec<_> = totals.filter(|&(_, total)| total > 0).collect();
        let most_first = order::places(found.len(), &|a, b| found[b].1.cmp(&found[a].1));
        order::arranged(found, &most_first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;
    use crate::model::Catalog;

    fn index() -> Index {
        let json = include_bytes!("../../tests/data/small.json");
        Index::new(Catalog::from_json("small.json", json).expect("the test catalogue is sound"))
    }

    fn click(from: &str, facet: Facet, id: &str) -> String {
        let index = index();
        let (mut link, _) = Link::parse(from, &index);
        let value = index.value(facet, id).expect("the test catalogue has it");
        link.query = index.toggled(&link.query, facet, value);
        link.to_string()
    }

    #[test]
    fn clicks_select_and_deselect() {
        assert_eq!(click("", Facet::Product, "alpha"), "product=alpha");
        assert_eq!(click("product=alpha", Facet::Product, "beta"), "product=alpha,beta");
        assert_eq!(click("product=alpha", Facet::Product, "alpha"), "");
        assert_eq!(click("product=-alpha", Facet::Product, "alpha"), "product=alpha");
    }

    #[test]
    fn a_group_stands_for_its_children() {
        let types = Facet::DataType;
        assert_eq!(click("data_type=cdr,name", types, "records"), "data_type=name,records");
        assert_eq!(click("data_type=records", types, "cdr"), "data_type=recording");
        let index = index();
        let choice = |fragment: &str, id: &str| {
            let (link, _) = Link::parse(fragment, &index);
            index.choice(&link.query, types, index.value(types, id).expect("it is there"))
        };
        assert_eq!(choice("data_type=records", "cdr"), Choice::Included);
        assert_eq!(choice("data_type=cdr", "records"), Choice::Partly);
        assert_eq!(choice("data_type=-cdr", "cdr"), Choice::Excluded);
        assert_eq!(choice("data_type=cdr", "name"), Choice::Open);
    }

    #[test]
    fn an_empty_answer_names_the_conditions_to_drop() {
        let index = index();
        let (link, _) = Link::parse("q=multi-factor&product=beta&state=provided", &index);
        assert_eq!(index.answer(&link.query).total(), 0);
        let found = index.relaxations(&link.query, &Arc::default());
        let expected = [(Condition::Search, 2), (Condition::Include(Facet::State, "provided".into()), 1)];
        assert_eq!(found, expected);
    }
}
