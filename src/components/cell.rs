//! The combined state of several facts: glyph and word.

use privacy_catalog::cell::Cell;
use privacy_catalog::model::State;
use yew::prelude::*;

use super::glyph;

/// Its id in the page: `provided`, `split` where something is absent and something else is not, `silent`.
pub(crate) fn id(cell: Cell) -> &'static str {
    match cell {
        Cell::Silent => "silent",
        Cell::Is(state) => state.id(),
        Cell::AbsentAnd(_) => "split",
    }
}

/// Its name: `Provided`, `Optional, also absent`.
pub(crate) fn label(cell: Cell) -> String {
    match cell {
        Cell::Silent => "Silent".to_owned(),
        Cell::Is(state) => state.label().to_owned(),
        Cell::AbsentAnd(state) => format!("{}, also absent", state.label()),
    }
}

/// The state of facts that are there, as [`cell`] draws it: if none of them has one, that is no silence.
pub(crate) fn of_facts(state: Cell) -> Html {
    match state {
        Cell::Silent => html! { <span class="pe-state pe-silent">{NO_STATE}</span> },
        _ => cell(state, String::new()),
    }
}

/// The name of the state of facts that are there.
pub(crate) fn label_of_facts(state: Cell) -> String {
    if state == Cell::Silent { NO_STATE.to_owned() } else { label(state) }
}

const NO_STATE: &str = "No state";

/// Glyph and word; other words, if there are any, take the place of the name. Both sides of a split are
/// shown.
pub(crate) fn cell(cell: Cell, words: String) -> Html {
    let words = if words.is_empty() { label(cell) } else { words };
    match cell {
        Cell::Silent => html! { <span class="pe-state pe-silent">{glyph::silent()}{"silent"}</span> },
        Cell::Is(state) => html! { <span class={glyph::class(state)}>{glyph::state(state)}{words}</span> },
        Cell::AbsentAnd(state) => html! {
            <span class={glyph::class(state)}>
                {glyph::state(state)}
                <span class="pe-absent pe-split">{glyph::state(State::Absent)}</span>
                {words}
            </span>
        },
    }
}
