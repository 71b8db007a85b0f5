//! One fact of the list.

use privacy_catalog::Link;
use privacy_catalog::index::Hit;
use privacy_catalog::model::{Direction, Fact, Ix};
use yew::prelude::*;

use super::details::details;
use super::marked::marked;
use super::{glyph, words};
use crate::scene::Scene;
use crate::state::Action;

/// Where a fact stands.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The number of the row, which sets the fact apart from itself in other groups.
    pub(crate) number: usize,
    /// The place in its group, from 0.
    pub(crate) place: usize,
    /// How many facts the group has.
    pub(crate) of: usize,
}

pub(crate) fn fact(scene: &Scene<'_>, hit: Hit, row: Row) -> Html {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[hit.fact];
    let open = scene.state.link.fact.as_ref() == Some(&fact.id);
    let id = format!("pe-{}-{}-{}", scene.state.around.number, row.number, fact.id);
    let turned = (!open).then(|| fact.id.clone());
    html! {
        <li
            key={row.number}
            class="pe-fact"
            data-fact={fact.id.clone()}
            data-row={row.number.to_string()}
            data-open={open.then_some("")}
            aria-posinset={(row.place + 1).to_string()}
            aria-setsize={row.of.to_string()}
        >
            { label(scene, hit.fact) }
            <div>
                <button
                    type="button"
                    class="pe-text"
                    lang="en"
                    aria-expanded={open.to_string()}
                    aria-controls={open.then(|| id.clone())}
                    onclick={scene.click(Action::Open(turned))}
                >
                    { marked(scene.answer, &fact.text) }
                </button>
            </div>
            <p class="pe-cite" lang={fact.cite.row.as_ref().map(|_| "en")}>{ words::citation(scene.locale(), fact) }</p>
            { meta(scene, hit) }
            if open {
                { details(scene, hit.fact, id) }
            }
        </li>
    }
}

/// A link to a fact alone, with these words.
pub(crate) fn link(scene: &Scene<'_>, place: Ix<Fact>, words: String) -> Html {
    let id = scene.catalog().facts()[place].id.clone();
    let installation = scene.state.link.installation.clone();
    let href = format!("#{}", Link { fact: Some(id.clone()), installation, ..Link::default() });
    html! { <a {href} onclick={scene.follow(Action::ShowFact(id))}>{words}</a> }
}

/// State and kind; a fact without a state shows its kind alone.
pub(crate) fn label(scene: &Scene<'_>, place: Ix<Fact>) -> Html {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[place];
    let kind = words::kind(scene, fact);
    match scene.index().state_of(place) {
        None => html! { <div class="pe-label"><span class="pe-state pe-silent">{kind}</span></div> },
        Some(state) => html! {
            <div class="pe-label">
                <span class="pe-state" data-state={state.id()} title={scene.say(state.label())}>
                    {glyph::state(state)}{words::gate(scene, fact, state)}
                </span>
                <small>{kind}</small>
            </div>
        },
    }
}

/// What the reader's installation makes of a fact, with the reason.
pub(crate) fn changed(scene: &Scene<'_>, place: Ix<Fact>) -> Html {
    let change = scene.index().change_of(place);
    html! {
        if let Some(change) = change {
            <span class="pe-changed">{scene.fill("My installation: {0}", &[&change.why.words(scene.locale())])}</span>
        }
    }
}

/// The chips: what the reader's installation makes of it and why, what it is about, which part, the setting
/// as delivered, and the manuals.
fn meta(scene: &Scene<'_>, hit: Hit) -> Html {
    let (catalog, answer) = (scene.catalog(), scene.answer);
    let fact = &catalog.facts()[hit.fact];
    let tag = |name: &str| html! { <span class="pe-tag" lang="en">{marked(answer, name)}</span> };
    let features = fact.features.iter().map(|&one| tag(&catalog.features()[one].name));
    let types = fact.about.types().iter().map(|&one| tag(&catalog.data_types()[one].name));
    let arrow = if fact.direction == Some(Direction::In) { "← " } else { "→ " };
    let recipients = fact.recipients.iter().map(|&one| {
        html! { <span class="pe-tag" lang="en">{arrow}{marked(answer, &catalog.recipients()[one].name)}</span> }
    });
    let part = catalog.component_of(fact).map(|part| tag(&part.name));
    let default =
        fact.default.map(|default| html! { <span class="pe-tag">{scene.say(default.label())}</span> });
    let manual = fact.manuals.first().map(|first| {
        let section = first.section.as_ref().map(|section| [", ", section].concat()).unwrap_or_default();
        let more = fact.manuals.len() - 1;
        let more = (more > 0).then(|| scene.fill(" and {0} more", &[&more.to_string()]));
        html! { <span><span lang="en">{marked(answer, &[&first.title, &*section].concat())}</span>{more}</span> }
    });
    let parts: Vec<Html> =
        features.chain(types).chain(recipients).chain(part).chain(default).chain(manual).collect();
    if parts.is_empty() && !hit.general && scene.index().change_of(hit.fact).is_none() {
        return html! {};
    }
    html! {
        <div class="pe-meta">
            { changed(scene, hit.fact) }
            if hit.general {
                <span class="pe-general">{scene.say("covers all personal data")}</span>
            }
            { for parts }
        </div>
    }
}
