//! What stands where no fact matches: which filter to drop.

use yew::prelude::*;

use super::words;
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) dispatch: Dispatch,
}

#[component]
pub(crate) fn Empty(props: &Props) -> Html {
    let Props { state, dispatch } = props;
    let found = state.index.relaxations(&state.link.query);
    let advice = if state.index.catalog().facts().is_empty() {
        "The catalogue holds no facts."
    } else if found.is_empty() {
        "No single filter is to blame: drop them all, or some of them one after the other."
    } else {
        "One filter less would give an answer:"
    };
    html! {
        <section class="pe-card pe-empty">
            <h2>{"No fact matches"}</h2>
            <p>{advice}</p>
            <ul>
                { for found.into_iter().map(|(condition, total)| {
                    let name = words::condition(state, &condition);
                    let dispatch = dispatch.clone();
                    let onclick = move |_| dispatch.emit(Action::Drop(condition.clone()));
                    html! {
                        <li key={name.clone()}>
                            <button type="button" class="pe-link" {onclick}>
                                {format!("Drop {name}: {}", words::count(total, "fact", "facts"))}
                            </button>
                        </li>
                    }
                }) }
            </ul>
            if !state.link.query.is_empty() {
                <button type="button" class="pe-button" onclick={dispatch.reform(|_: MouseEvent| Action::Clear)}>
                    {"Clear all filters"}
                </button>
            }
            <p class="pe-reading">{"No fact means that the documents say nothing, not that the answer is no."}</p>
        </section>
    }
}
