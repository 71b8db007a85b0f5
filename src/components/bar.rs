//! The result count, the active filters and how facts are listed.

use privacy_catalog::{Answer, Facet, Grouping, View};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::chips::Chips;
use super::words;
use crate::shared::Shared;
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) answer: Shared<Answer>,
    pub(crate) dispatch: Dispatch,
    /// What else is to be announced, such as that something was copied.
    pub(crate) message: AttrValue,
    pub(crate) drawer: bool,
    pub(crate) on_drawer: Callback<()>,
}

#[component]
pub(crate) fn Bar(props: &Props) -> Html {
    let Props { state, answer, dispatch, drawer, on_drawer, .. } = props;
    let selected = state.link.query.conditions().len();
    let filters = if selected == 0 { "Filters".to_owned() } else { format!("Filters · {selected}") };
    html! {
        <div class="pe-bar">
            <button
                type="button"
                class="pe-button pe-filters"
                aria-expanded={drawer.to_string()}
                onclick={on_drawer.reform(|_: MouseEvent| ())}
            >
                {filters}
            </button>
            <p role="status">
                <span class="pe-total">{words::count(answer.total(), "fact", "facts")}</span>
                <span class="pe-unseen">{props.message.clone()}</span>
            </p>
            <Chips state={state.clone()} dispatch={dispatch.clone()} />
            if state.link.view == View::Facts {
                <div class="pe-options">
                    { general(state, answer, dispatch) }
                    { grouping(state, dispatch) }
                </div>
            }
        </div>
    }
}

/// The switch for what covers all personal data, where a data type is filtered by.
fn general(state: &State, answer: &Answer, dispatch: &Dispatch) -> Html {
    let query = &state.link.query;
    if query.selection(Facet::DataType).include.is_empty() {
        return html! {};
    }
    let found = answer.hits().iter().filter(|hit| hit.general).count();
    let label = if query.general {
        format!("Covers all personal data ({found})")
    } else {
        "Covers all personal data".to_owned()
    };
    let dispatch = dispatch.clone();
    let onchange = move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            dispatch.emit(Action::General(field.checked()));
        }
    };
    html! {
        <label>
            <input type="checkbox" data-general="" checked={query.general} {onchange} />
            {label}
        </label>
    }
}

fn grouping(state: &State, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onchange = move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
        if let Some(grouping) = Grouping::ALL.into_iter().find(|one| Some(one.id()) == chosen.as_deref()) {
            dispatch.emit(Action::Group(grouping));
        }
    };
    html! {
        <label>
            {"Group by"}
            <select {onchange}>
                { for Grouping::ALL.iter().map(|one| html! {
                    <option value={one.id()} selected={*one == state.link.grouping}>
                        {one.facet().info().label.to_lowercase()}
                    </option>
                }) }
            </select>
        </label>
    }
}
