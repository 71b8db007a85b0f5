//! The combined state of several facts: glyph and word.

use privacy_catalog::cell::Cell;
use privacy_catalog::export::words::{self, NO_STATE};
use privacy_catalog::model::State;
use yew::prelude::*;

use super::glyph;
use crate::scene::Scene;

/// Its id in the page: `provided`, `split` where something is absent and something else is not, `silent`.
pub(crate) fn id(cell: Cell) -> &'static str {
    match cell {
        Cell::Silent => "silent",
        Cell::Is(state) => state.id(),
        Cell::AbsentAnd(_) => "split",
    }
}

/// Its name: `Provided`, `Optional, also absent`.
pub(crate) fn label(scene: &Scene<'_>, cell: Cell) -> String {
    match cell {
        Cell::Silent => scene.say("Silent").to_owned(),
        other => words::cell(scene.locale(), other).into_owned(),
    }
}

/// The state of facts that are there, as [`cell`] draws it: if none of them has one, that is no silence.
pub(crate) fn of_facts(scene: &Scene<'_>, state: Cell) -> Html {
    match state {
        Cell::Silent => html! { <span class="pe-state pe-silent">{scene.say(NO_STATE)}</span> },
        _ => cell(scene, state, String::new()),
    }
}

/// The name of the state of facts that are there.
pub(crate) fn label_of_facts(scene: &Scene<'_>, state: Cell) -> String {
    if state == Cell::Silent { scene.say(NO_STATE).to_owned() } else { label(scene, state) }
}

/// Glyph and word; other words, if there are any, take the place of the name. Both sides of a split are
/// shown.
pub(crate) fn cell(scene: &Scene<'_>, cell: Cell, words: String) -> Html {
    let words = if words.is_empty() { label(scene, cell) } else { words };
    match cell {
        Cell::Silent => {
            html! { <span class="pe-state pe-silent">{glyph::silent()}{scene.say("silent")}</span> }
        }
        Cell::Is(state) => {
            html! { <span class="pe-state" data-state={state.id()}>{glyph::state(state)}{words}</span> }
        }
        Cell::AbsentAnd(state) => html! {
            <span class="pe-state" data-state={state.id()}>
                {glyph::state(state)}
                <span class="pe-split">{glyph::state(State::Absent)}</span>
                {words}
            </span>
        },
    }
}
