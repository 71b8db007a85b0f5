//! An answer cut into groups, to be listed under headings.

use super::{Answer, Hit, Index};
use crate::facet::Facet;
use crate::link::Grouping;
use crate::model::About;
use crate::order;
use crate::query::Query;

/// What a group is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupName {
    /// A value of the facet that is grouped by.
    Value(u32),
    /// What covers all personal data.
    AllData,
    /// What names no value of the facet.
    Unnamed,
}

/// The facts of an answer that stand under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called by.
    pub name: GroupName,
    /// Its facts, in the order of the answer.
    pub hits: Vec<Hit>,
}

impl Grouping {
    /// The facet that is grouped by.
    #[must_use]
    pub fn facet(self) -> Facet {
        match self {
            Self::Product => Facet::Product,
            Self::DataType => Facet::DataType,
            Self::Feature => Facet::Feature,
        }
    }
}

impl Index {
    /// Cuts an answer into groups, in the order of the facet's values; empty ones are left out.
    ///
    /// A fact stands in the group of each value that it names itself; if the query includes
    /// values of the facet, only in the groups of those.
    #[must_use]
    pub fn groups(&self, answer: &Answer, query: &Query, grouping: Grouping) -> Vec<Group> {
        let facet = grouping.facet();
        let index = self.facet(facet);
        let selection = query.selection(facet);
        let shown = index.included(selection);
        let mut by_value = vec![Vec::new(); index.values().len()];
        let (mut all_data, mut unnamed) = (Vec::new(), Vec::new());
        let mut own = Vec::new();
        for &hit in answer.hits() {
            let row = &self.catalog.facts()[hit.fact];
            own.clear();
            (facet.info().of_fact)(&self.catalog, row, &mut own);
            own.retain(|&value| selection.include.is_empty() || shown[value as usize]);
            order::sort_dedup(&mut own);
            if own.is_empty() {
                let covers_all = facet == Facet::DataType && row.about == About::AllData;
                if covers_all { &mut all_data } else { &mut unnamed }.push(hit);
            }
            for &value in &own {
                by_value[value as usize].push(hit);
            }
        }
        let mut ordered = Vec::new();
        for value in index.in_order() {
            ordered.push((GroupName::Value(value), std::mem::take(&mut by_value[value as usize])));
        }
        ordered.extend([(GroupName::AllData, all_data), (GroupName::Unnamed, unnamed)]);
        let groups = ordered.into_iter().map(|(name, hits)| Group { name, hits });
        groups.filter(|group| !group.hits.is_empty()).collect()
    }
}
