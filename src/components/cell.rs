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
