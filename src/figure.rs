//! What a view is drawn from besides the answer: made when the question changes, not at each drawing.

use privacy_catalog::compare::{self, Matrix};
use privacy_catalog::flows::{self, Flows, Layout};
use privacy_catalog::lifecycle::{self, Checklist, Lifecycle};
use privacy_catalog::record::{self, Record};
use privacy_catalog::settings::Rows;
use privacy_catalog::{Answer, Facet, Link, View};
use yew::prelude::*;

use crate::components::bar::general;
use crate::components::compare::{compare as draw_compare, options as compare_options};
use crate::components::flows::{flows as draw_flows, options as flows_options};
use crate::components::lifecycle::{
    checklists as draw_checklists, lifecycle as draw_lifecycle, options as lifecycle_options,
};
use crate::components::record::{options as record_options, record as draw_record};
use crate::scene::Scene;
use crate::state::State;

/// The value of a view.
pub(crate) enum Figure {
    /// The view is drawn from the answer alone.
    None,
    Compare(Box<Comparison>),
    Flows(Box<(Flows, Layout)>),
    Lifecycle(Lifecycle),
    Checklists(Vec<Checklist>),
    Record(Record),
}

/// A comparison, and the cell of it that is open.
pub(crate) struct Comparison {
    pub(crate) matrix: Matrix,
    pub(crate) open: Option<Open>,
}

/// A cell, by the places of its row and its column, and the facts that it is made of.
pub(crate) struct Open {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) answer: Answer,
}

impl Figure {
    /// The value of the view that is shown.
    pub(crate) fn new(state: &State, answer: &Answer) -> Self {
        let State { index, link, .. } = state;
        let Link { query, settings, view, .. } = link;
        match view {
            View::Facts | View::Sources => Self::None,
            View::Compare => Self::Compare(Box::new(Comparison::new(state, answer))),
            View::Flows => {
                let types = index.catalog().data_types();
                let open: Vec<_> = settings.open.iter().filter_map(|id| types.find(id)).collect();
                let flows = flows::of_answer(index, answer, query, &open);
                let flows = if settings.small { flows } else { flows.readable(index) };
                let layout = flows.layout();
                Self::Flows(Box::new((flows, layout)))
            }
            View::Lifecycle => match settings.request {
                None => Self::Lifecycle(lifecycle::of_query(index, query, answer.scope())),
                Some(request) => {
                    Self::Checklists(lifecycle::checklists(index, query, answer.scope(), request))
                }
            },
            View::Record => Self::Record(
                record::of_products(index, answer, settings.form, settings.template)
                    .with_notes(&state.own.notes, index.catalog()),
            ),
        }
    }

    /// Draws what is set for the view.
    pub(crate) fn options(&self, scene: &Scene<'_>) -> Html {
        match self {
            Self::None => html! {},
            Self::Compare(comparison) => html! {
                <>
                    if scene.state.link.settings.rows == Rows::DataType {
                        { general(scene) }
                    }
                    { compare_options(scene, comparison) }
                </>
            },
            Self::Flows(flows) => flows_options(scene, &flows.0),
            Self::Lifecycle(_) | Self::Checklists(_) => lifecycle_options(scene),
            Self::Record(_) => record_options(scene),
        }
    }

    /// Draws it; `table` is what scrolls a comparison, for whoever watches it.
    pub(crate) fn draw(&self, scene: &Scene<'_>, table: &NodeRef) -> Html {
        match self {
            Self::None => html! {},
            Self::Compare(comparison) => draw_compare(scene, comparison, table),
            Self::Flows(flows) => draw_flows(scene, &flows.0, &flows.1),
            Self::Lifecycle(lifecycle) => draw_lifecycle(scene, lifecycle),
            Self::Checklists(checklists) => draw_checklists(scene, checklists),
            Self::Record(record) => draw_record(scene, record),
        }
    }
}

impl Comparison {
    fn new(state: &State, answer: &Answer) -> Self {
        let State { index, link, .. } = state;
        let matrix = compare::compare(index, answer, &link.query, &link.settings);
        let open = link.settings.cell.as_ref().and_then(|(row, product)| {
            let value = index.value(matrix.facet, row)?;
            let product = index.value(Facet::Product, product)?;
            let row = matrix.rows.iter().position(|one| one.value == value)?;
            let column = matrix.columns.iter().position(|one| one.product.get() == product)?;
            let id = |facet, value: u32| index.values(facet)[value as usize].id.as_str();
            let query = link.query.only(matrix.facet, id(matrix.facet, value));
            let query = query.only(Facet::Product, id(Facet::Product, product));
            let mut answer = Answer::within(answer.scope().clone());
            index.answer_again(&query, &mut answer);
            Some(Open { row, column, answer })
        });
        Self { matrix, open }
    }

    /// The places of the rows that no folded family hides.
    pub(crate) fn shown(&self, state: &State) -> Vec<usize> {
        let folded = |parent: u32| state.panel.folded.contains(&(self.matrix.facet, parent));
        let rows = self.matrix.rows.iter().enumerate();
        rows.filter(|(_, row)| !row.parent.is_some_and(folded)).map(|(at, _)| at).collect()
    }
}
