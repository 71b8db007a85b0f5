//! The conditions of the query, each to be dropped by itself.

use privacy_catalog::index::Condition;
use yew::prelude::*;

use super::{glyph, words};
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn chips(scene: &Scene<'_>) -> Html {
    let conditions = scene.state.link.query.conditions();
    if conditions.is_empty() {
        return html! {};
    }
    html! {
        <ul class="pe-chips" aria-label={scene.say("Active filters")}>
            { for conditions.into_iter().map(|condition| chip(scene, condition)) }
            <li><button type="button" class="pe-link" onclick={scene.click(Action::Clear)}>{scene.say("Clear all")}</button></li>
        </ul>
    }
}

fn chip(scene: &Scene<'_>, condition: Condition) -> Html {
    let name = words::condition(scene, &condition);
    let (unknown, excluded) = match &condition {
        Condition::Search => (false, false),
        Condition::Include(facet, id) => (scene.index().value(*facet, id).is_none(), false),
        Condition::Exclude(facet, id) => (scene.index().value(*facet, id).is_none(), true),
    };
    html! {
        <li key={name.clone()}>
            <button
                type="button"
                class="pe-chip"
                data-unknown={unknown.then_some("")}
                data-excluded={excluded.then_some("")}
                aria-label={scene.fill("Remove filter {0}", &[&name])}
                title={name.clone()}
                onclick={scene.click(Action::Drop(condition))}
            >
                <span>{name}</span>{glyph::cross()}
            </button>
        </li>
    }
}
