//! The button that shows more of a view.

use yew::prelude::*;

use crate::scene::Scene;
use crate::state::Action;

/// The button, by itself, if some blocks are left.
pub(crate) fn rest(scene: &Scene<'_>, left: usize) -> Html {
    html! {
        if left > 0 {
            <div class="pe-rest">{ more(scene, left) }</div>
        }
    }
}

/// A button that shows more of what is cut off.
pub(crate) fn more(scene: &Scene<'_>, left: usize) -> Html {
    html! {
        <button type="button" class="pe-button" onclick={scene.click(Action::MoreBlocks)}>
            {scene.fill("Show more ({0} left)", &[&scene.locale().number(left)])}
        </button>
    }
}
