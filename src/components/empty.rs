//! What stands where no fact matches: which filter to drop.

use privacy_catalog::message;
use yew::prelude::*;

use super::words;
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn empty(scene: &Scene<'_>) -> Html {
    let query = &scene.state.link.query;
    let found = scene.index().relaxations(query, scene.answer.scope());
    let advice = scene.say(if scene.catalog().facts().is_empty() {
        message("The catalogue holds no facts.")
    } else if found.is_empty() {
        message("No single filter is to blame: drop them all, or some of them one after the other.")
    } else {
        message("One filter less would give an answer:")
    });
    html! {
        <section class="pe-card pe-empty">
            <h2>{scene.say("No fact matches")}</h2>
            <p>{advice}</p>
            <ul>
                { for found.into_iter().map(|(condition, total)| {
                    let name = words::condition(scene, &condition);
                    html! {
                        <li key={name.clone()}>
                            <button type="button" class="pe-link" onclick={scene.click(Action::Drop(condition))}>
                                {scene.fill("Drop {0}: {1}", &[&name, &scene.facts(total)])}
                            </button>
                        </li>
                    }
                }) }
            </ul>
            if !query.is_empty() {
                <button type="button" class="pe-button" onclick={scene.click(Action::Clear)}>
                    {scene.say("Clear all filters")}
                </button>
            }
            <p class="pe-reading">{scene.say("No fact means that the documents say nothing, not that the answer is no.")}</p>
        </section>
    }
}
