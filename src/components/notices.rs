//! What the reader must know about the answer: parts of the address that were ignored, and
//! words that were taken for others.

use privacy_catalog::index::Correction;
use yew::prelude::*;

use crate::doors;
use crate::scene::Scene;
use crate::state::Action;

/// The most parts that are listed one by one.
const MOST: usize = 8;

pub(crate) fn notices(scene: &Scene<'_>) -> Html {
    html! {
        <>
            if scene.state.is_old() && doors::are_open() {
                { doors::since(scene) }
            }
            { ignored(scene) }
            { for scene.answer.corrections().iter().map(|correction| html! {
                <p class="pe-notice" data-notice="corrected">
                    {corrected(scene, correction)}
                </p>
            }) }
        </>
    }
}

fn corrected(scene: &Scene<'_>, correction: &Correction) -> String {
    let taken: Vec<String> = correction.taken.iter().map(|one| scene.fill("“{0}”", &[one])).collect();
    scene.fill("No fact says “{0}”. Showing {1}.", &[&correction.typed, &taken.join(", ")])
}

fn ignored(scene: &Scene<'_>) -> Html {
    let parts = &scene.state.ignored;
    if parts.is_empty() {
        return html! {};
    }
    let more = parts.len().saturating_sub(MOST);
    html! {
        <section class="pe-notice" data-notice="ignored" aria-label={scene.say("Parts of the address that were not used")}>
            <ul>
                { for parts.iter().take(MOST).map(|part| html! { <li>{part.words(scene.locale())}</li> }) }
                if more > 0 {
                    <li>{scene.fill("and {0} more", &[&scene.locale().number(more)])}</li>
                }
            </ul>
            <button type="button" class="pe-link" onclick={scene.click(Action::Dismiss)}>{scene.say("Dismiss")}</button>
        </section>
    }
}
