//! Every step for a request that the catalogue documents, found by product and data.

use std::cmp::Ordering;

use super::{Data, End, Missing, Reach, Request, Step, UNSPECIFIED};
use crate::by_data::ByData;
use crate::cell::Cell;
use crate::index::{Index, Scope};
use crate::model::{About, DataType, Fact, Ix, Kind, Product, State};
use crate::order;
use crate::partners::Partner;

/// What a step is found by if it is about all data, or doesn't say which data it is about.
const ALL: u32 = u32::MAX;
const UNSAID: u32 = u32::MAX - 1;

/// Who has a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// The product whose document tells of it.
    Sender,
    /// A product of the catalogue, or a part of one.
    Product(Partner),
    /// Somebody who is named and is no product of the catalogue.
    NotCatalogued,
    /// The document doesn't say.
    NotNamed,
}

/// A copy of data.
pub(super) struct Kept<'a> {
    /// The holding or the transfer.
    fact: &'a Fact,
    component: Option<usize>,
    keeper: Keeper,
    data: Data,
}

impl<'a> Kept<'a> {
    /// The copy that a holding or a transfer tells of.
    pub(super) fn new(fact: &'a Fact, keeper: Keeper, data: Data) -> Self {
        // A part of the sender itself keeps it as the sender does.
        let (keeper, component) = match keeper {
            Keeper::Product(Partner { product, component }) if product == fact.product => {
                (Keeper::Sender, component)
            }
            Keeper::Sender => (keeper, fact.component),
            _ => (keeper, None),
        };
        Self { fact, component, keeper, data }
    }

    /// Copies that compare as equal end in the same way.
    fn compare(&self, other: &Self) -> Ordering {
        let subjects = |kept: &Self| kept.fact.subjects.iter().map(|of| of.get()).collect::<Vec<_>>();
        self.key().cmp(&other.key()).then_with(|| subjects(self).cmp(&subjects(other)))
    }

    fn key(&self) -> [u32; 5] {
        let place = |component: Option<usize>| component.map_or(0, |place| place as u32 + 1);
        let (keeper, of, part) = match self.keeper {
            Keeper::Sender => (0, 0, place(self.component)),
            Keeper::Product(Partner { product, component }) => (1, product.get(), place(component)),
            Keeper::NotCatalogued => (2, 0, 0),
            Keeper::NotNamed => (3, 0, 0),
        };
        let data = match self.data {
            Data::Type(data_type) => data_type.get(),
            Data::All => ALL,
            Data::NotNamed => UNSAID,
        };
        [self.fact.product.get(), keeper, of, part, data]
    }
}

/// The steps that answer a request.
pub(super) struct Register<'a> {
    index: &'a Index,
    scope: &'a Scope,
    /// Whether each feature answers the request, and whether it is about copies in other systems.
    features: Vec<(bool, bool)>,
    /// The type that is none: a step and a copy that both name it need not be about the same data.
    unspecified: Option<Ix<DataType>>,
    by_data: ByData,
}

impl<'a> Register<'a> {
    /// The steps of the whole catalogue.
    pub(super) fn new(index: &'a Index, scope: &'a Scope, request: Request) -> Self {
        let catalog = index.catalog();
        let articles: &[&str] = match request {
            Request::Access => &["15", "20"],
            Request::Erasure => &["17", "5(1)(e)"],
        };
        let features = catalog
            .features()
            .iter()
            .map(|(_, row)| {
                let helps = |article: &str| row.gdpr.iter().any(|own| is_of(own, article));
                (articles.iter().any(|article| helps(article)), helps("19"))
            })
            .collect();
        let mut register = Self {
            index,
            scope,
            features,
            unspecified: catalog.data_types().find(UNSPECIFIED),
            by_data: ByData::new(Vec::new()),
        };
        let mut by_data = Vec::new();
        for (place, fact) in catalog.facts().iter() {
            if register.answers(fact) && index.state_of_row(fact).is_some() {
                register.keys(fact, |key| by_data.push((fact.product.get(), key, place)));
            }
        }
        register.by_data = ByData::new(by_data);
        register
    }

    /// Whether a fact is about the request.
    pub(super) fn answers(&self, fact: &Fact) -> bool {
        let is_step = matches!(fact.kind, Kind::Measure | Kind::Procedure);
        is_step && fact.features.iter().any(|of| self.features[of.get() as usize].0)
    }

    /// The different ends of copies, and the end of each.
    pub(super) fn ends(&self, copies: &[Kept<'_>]) -> (Vec<End>, Vec<u32>) {
        let mut ends = Vec::new();
        let mut end_of = vec![0; copies.len()];
        let mut last: Option<&Kept<'_>> = None;
        for at in order::places(copies.len(), &|a, b| copies[a].compare(&copies[b])) {
            let copy = &copies[at as usize];
            if last.is_none_or(|last| last.compare(copy).is_ne()) {
                last = Some(copy);
                ends.push(self.end(copy));
            }
            end_of[at as usize] = ends.len() as u32 - 1;
        }
        (ends, end_of)
    }

    fn end(&self, copy: &Kept<'_>) -> End {
        let mut steps = Vec::new();
        let mut missing = match copy.keeper {
            Keeper::NotCatalogued => Missing::NotCatalogued,
            Keeper::NotNamed => Missing::NotNamed,
            Keeper::Sender | Keeper::Product(_) => Missing::NoStep,
        };
        let mut add = |product, is_about: &dyn Fn(&Fact) -> bool| {
            let is_about = |fact: &Fact| is_about(fact) && same_subjects(copy.fact, fact);
            self.add_steps(product, copy.data, &is_about, &mut steps, &mut missing);
        };
        match copy.keeper {
            Keeper::Sender => add(copy.fact.product, &|fact| self.is_about_own(fact, copy.component)),
            Keeper::Product(Partner { product, component }) => {
                add(product, &|fact| self.is_about_own(fact, component));
                add(copy.fact.product, &|fact| self.is_elsewhere(fact));
            }
            Keeper::NotCatalogued | Keeper::NotNamed => {
                add(copy.fact.product, &|fact| self.is_elsewhere(fact));
            }
        }
        if steps.is_empty() {
            return End::NotDocumented(missing);
        }
        super::nearest_first(&mut steps);
        let facts = self.index.catalog().facts();
        let states = steps.iter().filter_map(|step| self.index.state_of_row(&facts[step.fact]));
        End::Documented { state: Cell::combine(states), steps }
    }

    /// Adds the steps of a product for some data, the nearest first.
    fn add_steps(
        &self,
        product: Ix<Product>,
        data: Data,
        is_about: &dyn Fn(&Fact) -> bool,
        steps: &mut Vec<Step>,
        missing: &mut Missing,
    ) {
        let catalog = self.index.catalog();
        let own = match data {
            Data::Type(data_type) if self.unspecified != Some(data_type) => Some(data_type),
            _ => None,
        };
        let group = own.and_then(|own| catalog.data_types()[own].group);
        let names = |fact: &Fact, of: Ix<DataType>| fact.about.types().contains(&of);
        let keys = [
            (own.map(Ix::get), Reach::Type),
            (group.map(Ix::get), Reach::Group),
            (Some(ALL), Reach::AllData),
            (Some(UNSAID), Reach::Unsaid),
        ];
        for (key, reach) in keys {
            for place in key.into_iter().flat_map(|key| self.by_data.of(product.get(), key)) {
                let fact = &catalog.facts()[place];
                let stands = reach != Reach::Type && own.is_some_and(|own| names(fact, own));
                if stands || !is_about(fact) {
                    continue;
                }
                if !self.scope.holds(place) {
                    if reach != Reach::Unsaid {
                        *missing = Missing::NotShown;
                    }
                } else if reach != Reach::Unsaid {
                    steps.push(Step { fact: place, reach });
                } else if *missing == Missing::NoStep && self.index.state_of_row(fact) != Some(State::Absent)
                {
                    *missing = Missing::DataNotSaid;
                }
            }
        }
    }

    /// What a step is found by.
    fn keys(&self, fact: &Fact, mut each: impl FnMut(u32)) {
        match &fact.about {
            About::AllData => each(ALL),
            About::Types(types) if types.is_empty() => each(UNSAID),
            About::Types(types) => {
                for &of in types {
                    each(if self.unspecified == Some(of) { UNSAID } else { of.get() });
                }
            }
        }
    }

    /// Whether a step is about copies in other systems.
    fn is_elsewhere(&self, fact: &Fact) -> bool {
        fact.features.iter().any(|of| self.features[of.get() as usize].1)
    }

    /// Whether a step is about what a product, or a part of it, holds itself. That a copy elsewhere
    /// can't be erased says nothing about this one.
    fn is_about_own(&self, fact: &Fact, component: Option<usize>) -> bool {
        let other_part = component.is_some() && fact.component.is_some() && component != fact.component;
        let absent = self.index.state_of_row(fact) == Some(State::Absent);
        !(other_part || (absent && self.is_elsewhere(fact)))
    }
}

/// Whether a step may be about the persons of a copy: one of the facts names none, or both name one.
fn same_subjects(copy: &Fact, step: &Fact) -> bool {
    copy.subjects.is_empty()
        || step.subjects.is_empty()
        || step.subjects.iter().any(|subject| copy.subjects.contains(subject))
}

/// Whether `own` is the article, or a part of it.
fn is_of(own: &str, article: &str) -> bool {
    own.strip_prefix(article).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}
