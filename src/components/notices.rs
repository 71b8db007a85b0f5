//! What the reader must know about the answer: parts of the address that were ignored, and
//! words that were taken for others.

use privacy_catalog::Answer;
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) answer: Shared<Answer>,
    pub(crate) dispatch: Dispatch,
}

/// The most parts that are listed one by one.
const MOST: usize = 8;

#[component]
pub(crate) fn Notices(props: &Props) -> Html {
    html! {
        <>
            { ignored(&props.state, &props.dispatch) }
            { for props.answer.corrections().iter().map(|correction| html! {
                <p class="pe-notice" data-notice="corrected">
                    {format!("No fact says “{}”. Showing “{}”.", correction.typed, correction.taken.join("”, “"))}
                </p>
            }) }
        </>
    }
}

fn ignored(state: &State, dispatch: &Dispatch) -> Html {
    if state.ignored.is_empty() {
        return html! {};
    }
    let more = state.ignored.len().saturating_sub(MOST);
    let dispatch = dispatch.clone();
    let dismiss = move |_| dispatch.emit(Action::Dismiss);
    html! {
        <section class="pe-notice" data-notice="ignored" aria-label="Parts of the address that were not used">
            <ul>
                { for state.ignored.iter().take(MOST).map(|part| html! { <li>{part.to_string()}</li> }) }
                if more > 0 {
                    <li>{format!("and {more} more")}</li>
                }
            </ul>
            <button type="button" class="pe-link" onclick={dismiss}>{"Dismiss"}</button>
        </section>
    }
}
