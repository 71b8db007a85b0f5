//! What stands where no fact matches: which filter to drop.

use yew::prelude::*;

use super::words;
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn empty(scene: &Scene<'_>) -> Html {
    let query = &scene.state.link.query;
    let found = scene.index().relaxations(query, scene.answer.scope());
    let advice = if scene.catalog().facts().is_empty() {
        "The catalogue holds no facts."
    } else if found.is_empty() {
        "No single filter is to blame: drop them all, or some of them one after the other."
    } else {
        "One filter less would give an answer:"
    };
    html! {
        <section class="pe-card pe-empty">
            <h2>{"No fact matches"}</h2>
            <p>{advice}</p>
            <ul>
                { for found.into_iter().map(|(condition, total)| {
                    let name = words::condition(scene, &condition);
                    html! {
                        <li key={name.clone()}>
                            <button type="button" class="pe-link" onclick={scene.click(Action::Drop(condition))}>
                                {format!("Drop {name}: {}", words::count(total, "fact", "facts"))}
                            </button>
                        </li>
                    }
                }) }
            </ul>
            if !query.is_empty() {
                <button type="button" class="pe-button" onclick={scene.click(Action::Clear)}>
                    {"Clear all filters"}
                </button>
            }
            <p class="pe-reading">{"No fact means that the documents say nothing, not that the answer is no."}</p>
        </section>
    }
}
