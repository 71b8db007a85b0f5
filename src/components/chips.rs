//! The conditions of the query, each to be dropped by itself.

use privacy_catalog::index::Condition;
use yew::prelude::*;

use super::{glyph, words};
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) dispatch: Dispatch,
}

#[component]
pub(crate) fn Chips(props: &Props) -> Html {
    let Props { state, dispatch } = props;
    let conditions = state.link.query.conditions();
    if conditions.is_empty() {
        return html! {};
    }
    let clear = dispatch.reform(|_: MouseEvent| Action::Clear);
    html! {
        <ul class="pe-chips" aria-label="Active filters">
            { for conditions.iter().map(|condition| chip(state, dispatch, condition)) }
            <li><button type="button" class="pe-link" onclick={clear}>{"Clear all"}</button></li>
        </ul>
    }
}

fn chip(state: &State, dispatch: &Dispatch, condition: &Condition) -> Html {
    let name = words::condition(state, condition);
    let unknown = match condition {
        Condition::Search => false,
        Condition::Include(facet, id) | Condition::Exclude(facet, id) => {
            state.index.value(*facet, id).is_none()
        }
    };
    let excluded = matches!(condition, Condition::Exclude(..));
    let (dispatch, dropped) = (dispatch.clone(), condition.clone());
    let onclick = move |_| dispatch.emit(Action::Drop(dropped.clone()));
    html! {
        <li key={name.clone()}>
            <button
                type="button"
                class="pe-chip"
                data-unknown={unknown.then_some("")}
                data-excluded={excluded.then_some("")}
                aria-label={format!("Remove filter {name}")}
                title={name.clone()}
                {onclick}
            >
                <span>{name}</span>{glyph::cross()}
            </button>
        </li>
    }
}
