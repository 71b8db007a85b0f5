//! Pictures drawn in the page: the glyph of each state, and the icons of controls.

use privacy_catalog::model::State;
use yew::prelude::*;

/// The glyph of a state; the word always stands beside it.
pub(crate) fn state(state: State) -> Html {
    let ring =
        html! { <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" stroke-width="1.4" /> };
    let shape = match state {
        State::Provided => html! { <circle cx="7" cy="7" r="6" fill="currentColor" /> },
        State::Optional => html! { <>{ring}<path d="M7 1a6 6 0 0 1 0 12z" fill="currentColor" /></> },
        State::Conditional => html! { <>{ring}<path d="M7 7V1a6 6 0 0 1 6 6z" fill="currentColor" /></> },
        State::Absent => html! {
            <>{ring}<path d="M3.5 3.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="1.4" /></>
        },
        State::Unclear => html! {
            <>
                <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.2 1.6" />
                <path d="M5.4 5.6a1.7 1.7 0 1 1 2.4 1.6c-.6.3-.8.5-.8 1.1" fill="none" stroke="currentColor" stroke-width="1.3" />
                <circle cx="7" cy="10" r=".8" fill="currentColor" />
            </>
        },
    };
    html! { <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg> }
}

/// What stands where nothing is said: a dash.
pub(crate) fn silent() -> Html {
    html! {
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M2 7h10" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 1.6" />
        </svg>
    }
}

/// A magnifying glass.
pub(crate) fn search() -> Html {
    stroked(16, html! { <><circle cx="7" cy="7" r="5" /><path d="m11 11 4 4" /></> })
}

/// A cross.
pub(crate) fn cross() -> Html {
    html! {
        <svg width="8" height="8" viewBox="0 0 8 8" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            <path d="M1 1l6 6m0-6l-6 6" />
        </svg>
    }
}

/// A triangle that points right, and down where its button is expanded.
pub(crate) fn chevron() -> Html {
    html! {
        <svg class="pe-chevron" width="8" height="8" viewBox="0 0 8 8" fill="currentColor" aria-hidden="true">
            <path d="M2 0.5 6.5 4 2 7.5z" />
        </svg>
    }
}

fn stroked(size: u32, shape: Html) -> Html {
    let size = size.to_string();
    html! {
        <svg width={size.clone()} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            {shape}
        </svg>
    }
}
