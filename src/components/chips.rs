//! The conditions of the query, each to be dropped by itself.

use privacy_catalog::Facet;
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
    let is_unknown = |facet: &Facet, id: &String| scene.index().value(*facet, id).is_none();
    let (unknown, excluded, lang) = match &condition {
        Condition::Search => (false, false, None),
        Condition::Include(facet, id) if is_unknown(facet, id) => (true, false, None),
        Condition::Include(facet, _) => (false, false, words::lang(*facet)),
        Condition::Exclude(facet, id) => (is_unknown(facet, id), true, None),
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
                <span {lang}>{name}</span>{glyph::cross()}
            </button>
        </li>
    }
}
