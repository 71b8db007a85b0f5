//! The doors to the program's second part: what is reached through them alone loads on first use.
//!
//! `cargo xtask build` finds them by this module's name and moves what lies behind them into a file of its
//! own. The other builds leave the program whole. Whoever calls a door asks [`are_open`] first.

use std::hint::black_box;

use privacy_catalog::Answer;
use yew::prelude::*;

use crate::components;
use crate::components::export::Format;
use crate::figure::Figure;
use crate::scene::Scene;
use crate::state::State;

/// Whether what lies behind the doors is there. A build that moves it puts another function here, which
/// looks whether it is.
#[inline(never)]
pub(crate) fn are_open() -> bool {
    black_box(true)
}

/// See [`Figure::new`].
#[inline(never)]
pub(crate) fn figure(state: &State, answer: &Answer) -> Figure {
    Figure::new(state, answer)
}

/// See [`Figure::draw`].
#[inline(never)]
pub(crate) fn draw(figure: &Figure, scene: &Scene<'_>, table: &NodeRef) -> Html {
    figure.draw(scene, table)
}

/// See [`Figure::options`].
#[inline(never)]
pub(crate) fn options(figure: &Figure, scene: &Scene<'_>) -> Html {
    figure.options(scene)
}

/// The view of the documents.
#[inline(never)]
pub(crate) fn sources(scene: &Scene<'_>) -> Html {
    components::sources::sources(scene)
}

/// The panel in which a format is chosen.
#[inline(never)]
pub(crate) fn export(scene: &Scene<'_>) -> Html {
    components::export::export(scene)
}

/// Saves what is shown.
#[inline(never)]
pub(crate) fn save(state: &State, answer: &Answer, format: Format) {
    components::export::save(state, answer, format);
}

/// The panel with the reader's installation.
#[inline(never)]
pub(crate) fn installation(scene: &Scene<'_>) -> Html {
    components::installation::installation(scene)
}
