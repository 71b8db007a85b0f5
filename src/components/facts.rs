//! The facts of the answer, under headings, as many as are asked for.

use privacy_catalog::index::{Group, GroupName};
use privacy_catalog::{Facet, Grouping};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::empty::empty;
use super::fact::fact;
use super::{keys, words};
use crate::scene::Scene;
use crate::state::{Action, PAGE};

/// `list` is the list, and `end` the button at its end, for whoever watches them.
pub(crate) fn facts(scene: &Scene<'_>, groups: &[Group], list: &NodeRef, end: &NodeRef) -> Html {
    if scene.answer.total() == 0 {
        return empty(scene);
    }
    let opened = scene.state.link.fact.as_deref().and_then(|id| scene.catalog().facts().find(id));
    let order = || groups.iter().flat_map(|group| &group.hits);
    let place = opened.and_then(|fact| order().position(|hit| hit.fact == fact));
    // A fact that the address opens is drawn, however far down it stands.
    let limit = scene.state.drawn.max(place.map_or(0, |at| at + PAGE / 2));
    let rows = order().count();
    let mut left = limit;
    let shown = groups.iter().enumerate().map_while(|(at, group)| {
        let take = group.hits.len().min(left);
        left -= take;
        (take > 0).then(|| draw(scene, at, group, take))
    });
    html! {
        <div ref={list.clone()} onkeydown={on_key(scene, list)}>
            if opened.is_some() && place.is_none() {
                { hidden(scene) }
            }
            { for shown }
            if rows > limit {
                <div class="pe-rest">
                    <button ref={end.clone()} type="button" class="pe-button" onclick={scene.click(Action::More(PAGE))}>
                        {format!("Show more ({} left)", rows - limit)}
                    </button>
                </div>
            }
        </div>
    }
}

/// Arrows go from fact to fact; Escape closes the open one and returns to it.
fn on_key(scene: &Scene<'_>, list: &NodeRef) -> Callback<KeyboardEvent> {
    let list = list.clone();
    scene.key(move |event| {
        let list = list.cast::<Element>()?;
        keys::move_focus(event, &list, ".pe-text");
        if event.key() != "Escape" {
            return None;
        }
        let open = list.query_selector(".pe-text[aria-expanded=true]").ok().flatten()?;
        let _ = open.dyn_into::<HtmlElement>().ok()?.focus();
        Some(Action::Open(None))
    })
}

fn draw(scene: &Scene<'_>, at: usize, group: &Group, take: usize) -> Html {
    let (name, about) = heading(scene, group);
    html! {
        <section key={name.clone()} aria-label={name.clone()}>
            <h2 class="pe-group">{name}<span>{about}</span></h2>
            <ul class="pe-card">{ for group.hits.iter().take(take).map(|&hit| fact(scene, hit, at)) }</ul>
        </section>
    }
}

/// The heading of a group, and what stands beside it.
fn heading(scene: &Scene<'_>, group: &Group) -> (String, String) {
    let grouping = scene.state.link.grouping;
    let facet = grouping.facet();
    let count = words::count(group.hits.len(), "fact", "facts");
    match group.name {
        GroupName::AllData => ("All personal data".to_owned(), count),
        GroupName::Unnamed if facet == Facet::DataType => ("No data type named".to_owned(), count),
        GroupName::Unnamed => ("No security feature named".to_owned(), count),
        GroupName::Value(value) => {
            let name = scene.index().values(facet)[value as usize].name.clone();
            let mut sources = scene.catalog().sources().iter();
            let source = sources.find(|(_, source)| source.product.get() == value);
            match source.filter(|_| grouping == Grouping::Product) {
                Some((_, source)) => (name, format!("{count} · {}", words::edition(source))),
                None => (name, count),
            }
        }
    }
}

/// Says that the fact of the address is there but filtered out.
fn hidden(scene: &Scene<'_>) -> Html {
    let Some(id) = scene.state.link.fact.clone() else { return html! {} };
    html! {
        <p class="pe-notice" data-notice="hidden">
            {"The fact that this address opens is not among these."}
            <button type="button" class="pe-link" onclick={scene.click(Action::ShowFact(id))}>{"Show it"}</button>
        </p>
    }
}
