//! What stands where the program's second part is needed and not there.

use yew::prelude::*;

use crate::later::Later;
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn waiting(scene: &Scene<'_>) -> Html {
    let Later::Failed(why) = &scene.state.later else {
        return html! { <p class="pe-about" role="status">{scene.say("Loading this view…")}</p> };
    };
    html! {
        <section class="pe-card pe-empty" role="alert">
            <p>{scene.say("This part of the explorer could not be loaded.")}</p>
            <p lang="en">{why}</p>
            <button type="button" class="pe-button" onclick={scene.click(Action::Loaded(Later::Idle))}>
                {scene.say("Try again")}
            </button>
        </section>
    }
}
