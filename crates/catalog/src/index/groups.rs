//! An answer cut into groups, to be listed under headings.

use std::ops::Range;

use super::{Answer, Hit, Index};
use crate::facet::Facet;
use crate::link::Grouping;
use crate::model::{Fact, Ix};
use crate::query::Query;
use privacy_engine::bits::Bits;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called by.
    pub name: GroupName,
    /// How many facts it has.
    pub len: usize,
}

/// The groups of an answer, in order, none of them empty.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    list: Vec<Group>,
    facet: Option<Facet>,
    /// The facts of the answer that name no value which has a group.
    unnamed: Bits,
}

impl Groups {
    /// The groups in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Group> {
        self.list.iter()
    }

    /// How many rows they have: a fact counts in each of its groups.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.list.iter().map(|group| group.len).sum()
    }
}

impl std::ops::Index<usize> for Groups {
    type Output = Group;

    fn index(&self, at: usize) -> &Group {
        &self.list[at]
    }
}

impl<'a> IntoIterator for &'a Groups {
    type Item = &'a Group;
    type IntoIter = std::slice::Iter<'a, Group>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
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
    pub fn groups(&self, answer: &Answer, query: &Query, grouping: Grouping) -> Groups {
        let facet = grouping.facet();
        let index = self.facet(facet);
        let selection = query.selection(facet);
        let mut groups = Vec::new();
        let mut push = |name, len: u32| {
            if len > 0 {
                groups.push(Group { name, len: len as usize });
            }
        };
        let mut counts = Vec::new();
        index.count(&answer.found, answer.total, &mut counts);
        let mut named = Bits::none(self.len());
        for value in index.in_order() {
            if counts[value as usize] == 0
                || !(selection.include.is_empty() || index.includes(&selection.include, value))
            {
                continue;
            }
            let facts = index.naming(value);
            let is_group = !index.children(value).is_empty();
            push(
                GroupName::Value(value),
                if is_group { facts.count_in(&answer.found) } else { counts[value as usize] },
            );
            facts.add_to(&mut named);
        }
        let mut unnamed = answer.found.clone();
        unnamed.subtract(&named);
        let covers_all = if facet == Facet::DataType { self.general().facts().count_in(&unnamed) } else { 0 };
        push(GroupName::AllData, covers_all);
        push(GroupName::Unnamed, unnamed.count() - covers_all);
        Groups { list: groups, facet: Some(facet), unnamed }
    }

    /// A part of the facts of a group, in the order of the answer.
    #[must_use]
    pub fn group_hits(
        &self,
        answer: &Answer,
        groups: &Groups,
        group: &Group,
        part: Range<usize>,
    ) -> Vec<Hit> {
        answer.hits_of(&self.set_of(answer, groups, group), part)
    }

    /// The row, from 0, at which a fact stands first among the groups.
    #[must_use]
    pub fn row_of(&self, answer: &Answer, groups: &Groups, fact: Ix<Fact>) -> Option<usize> {
        let fact = fact.get();
        if !answer.found.contains(fact) {
            return None;
        }
        let mut before = 0;
        for group in groups {
            let may_hold = match (group.name, groups.facet) {
                (GroupName::Value(value), Some(by)) => self.facet(by).of_fact(fact).contains(&value),
                _ => groups.unnamed.contains(fact),
            };
            if may_hold {
                let set = self.set_of(answer, groups, group);
                if set.contains(fact) {
                    return Some(before + privacy_engine::rank::place(&set, &answer.planes(), fact));
                }
            }
            before += group.len;
        }
        None
    }

    fn set_of(&self, answer: &Answer, groups: &Groups, group: &Group) -> Bits {
        let mut set = Bits::none(self.len());
        match (group.name, groups.facet) {
            (GroupName::Value(value), Some(facet)) => {
                self.facet(facet).naming(value).add_to(&mut set);
                set.intersect(&answer.found);
            }
            (GroupName::AllData, _) => {
                self.general().facts().add_to(&mut set);
                set.intersect(&groups.unnamed);
            }
            (GroupName::Unnamed | GroupName::Value(_), facet) => {
                if facet == Some(Facet::DataType) {
                    self.general().facts().add_to(&mut set);
                }
                let mut unnamed = groups.unnamed.clone();
                unnamed.subtract(&set);
                set = unnamed;
            }
        }
        set
    }
}
