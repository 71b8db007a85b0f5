//! Where personal data goes: a picture, and a table of the same edges.

mod label;
mod picture;
mod saved;
mod table;

use std::borrow::Cow;

use privacy_catalog::cell::Cell;
use privacy_catalog::flows::{Edge, Flows, Layer, Layout, NodeName, READABLE};
use privacy_catalog::model::{Direction, State};
use privacy_catalog::{Facet, Link, Settings, View, message};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::empty::empty;
use crate::scene::Scene;
use crate::state::Action;

/// Where an edge stands for a layer in `State::lit`.
const EDGES: usize = 3;

/// What is set beside the count.
pub(crate) fn options(scene: &Scene<'_>, flows: &Flows) -> Html {
    let settings = &scene.state.link.settings;
    let turned = Settings { small: !settings.small, ..settings.clone() };
    html! {
        <>
            if can_bundle(flows) {
                <label>
                    <input
                        type="checkbox"
                        data-small=""
                        checked={settings.small}
                        onchange={scene.change(Action::Set(turned))}
                    />
                    {scene.say("Every node")}
                </label>
            }
            if !flows.edges().is_empty() {
                <button type="button" class="pe-link" data-download="" onclick={saved::save(scene)}>
                    {scene.say("Download SVG")}
                </button>
            }
        </>
    }
}

/// Whether small nodes are bundled, or could be.
fn can_bundle(flows: &Flows) -> bool {
    Layer::ALL.into_iter().any(|layer| {
        let names = || flows.nodes(layer).iter().map(|node| node.name);
        let ordinary = names().filter(|name| !matches!(name, NodeName::AllData | NodeName::NotNamed)).count();
        names().any(|name| matches!(name, NodeName::Rest(_))) || ordinary > READABLE[layer as usize] + 1
    })
}

pub(crate) fn flows(scene: &Scene<'_>, flows: &Flows, layout: &Layout) -> Html {
    if scene.answer.total() == 0 {
        return empty(scene);
    }
    if flows.edges().is_empty() {
        return nothing(scene);
    }
    let lit = Lit::new(scene, flows);
    html! {
        <div
            onmouseover={light(scene, false, |event: &MouseEvent| event.target())}
            onmouseout={light(scene, true, |event: &MouseEvent| event.related_target())}
            onfocusin={light(scene, false, |event: &FocusEvent| event.target())}
            onfocusout={light(scene, true, |event: &FocusEvent| event.related_target())}
        >
            { picture::picture(scene, flows, layout, &lit) }
            { table::table(scene, flows, &lit) }
        </div>
    }
}

/// Says that the facts found are no transfers.
fn nothing(scene: &Scene<'_>) -> Html {
    let mut link = scene.state.link.clone();
    link.view = View::Facts;
    let (href, onclick) = lead(scene, &link);
    let why = scene.count(
        scene.answer.total(),
        "None of the {0} fact says that data goes to anyone or comes from anyone.",
        "None of the {0} facts says that data goes to anyone or comes from anyone.",
    );
    html! {
        <section class="pe-card pe-empty">
            <h2>{scene.say("No transfer among these facts")}</h2>
            <p>{why}</p>
            <p><a {href} {onclick}>{scene.say("Show the facts")}</a></p>
            <p class="pe-reading">
                {scene.say("That the documents name no transfer does not mean that there is none.")}
            </p>
        </section>
    }
}

/// Reports what of the picture the pointer or the focus goes to, if that is new. An event that `leaves`
/// reports only that it goes elsewhere: what it enters has an event of its own.
fn light<E: 'static>(scene: &Scene<'_>, leaves: bool, to: fn(&E) -> Option<EventTarget>) -> Callback<E> {
    let (dispatch, lit) = (scene.dispatch.clone(), scene.state.lit);
    Callback::from(move |event| {
        let at = pointed(to(&event));
        if at != lit && !(leaves && at.is_some()) {
            dispatch.emit(Action::Light(at));
        }
    })
}

/// The node or the edge that is at an element: its layer and its place there.
fn pointed(target: Option<EventTarget>) -> Option<(usize, u32)> {
    let element = target?.dyn_into::<Element>().ok()?.closest("[data-light]").ok()??;
    let at = element.get_attribute("data-light")?;
    let (layer, place) = at.split_once('-')?;
    Some((layer.parse().ok()?, place.parse().ok()?))
}

/// What is lit: the edges at what is pointed at, and the nodes at their ends.
struct Lit {
    any: bool,
    edges: Vec<bool>,
    nodes: [Vec<bool>; 3],
}

impl Lit {
    fn new(scene: &Scene<'_>, flows: &Flows) -> Self {
        let unlit = |layer| vec![false; flows.nodes(layer).len()];
        let mut nodes = [unlit(Layer::Product), unlit(Layer::Data), unlit(Layer::Recipient)];
        let is_lit = |(at, edge): (u32, &Edge)| match scene.state.lit {
            None => false,
            Some((EDGES, place)) => place == at,
            Some((layer, place)) => edge.ends.get(layer) == Some(&place),
        };
        let edges: Vec<bool> = (0..).zip(flows.edges()).map(is_lit).collect();
        for (edge, _) in flows.edges().iter().zip(&edges).filter(|(_, lit)| **lit) {
            for (nodes, &end) in nodes.iter_mut().zip(&edge.ends) {
                nodes[end as usize] = true;
            }
        }
        Self { any: edges.contains(&true), edges, nodes }
    }
}

/// The value that a node filters by; `None` for what no filter can name.
fn value(scene: &Scene<'_>, name: NodeName) -> Option<(Facet, u32)> {
    match name {
        NodeName::Product(product) => Some((Facet::Product, product.get())),
        NodeName::Type(data_type) => Some((Facet::DataType, data_type.get())),
        NodeName::Recipient(recipient) => {
            let id = &scene.catalog().recipients()[recipient].id;
            Some((Facet::Recipient, scene.index().value(Facet::Recipient, id)?))
        }
        NodeName::AllData | NodeName::NotNamed | NodeName::Rest(_) => None,
    }
}

/// A link to a view: its address, and what a click on it does.
fn lead(scene: &Scene<'_>, link: &Link) -> (String, Callback<MouseEvent>) {
    let fragment = link.to_string();
    (format!("#{fragment}"), scene.follow(Action::Restore(fragment)))
}

/// What sets a node apart from others of its layer.
fn id<'a>(scene: &'a Scene<'_>, name: NodeName) -> &'a str {
    let catalog = scene.catalog();
    match name {
        NodeName::Product(product) => &catalog.products()[product].id,
        NodeName::Type(data_type) => &catalog.data_types()[data_type].id,
        NodeName::Recipient(recipient) => &catalog.recipients()[recipient].id,
        // No ids: they end with a hyphen.
        NodeName::AllData => "all-",
        NodeName::NotNamed => "unnamed-",
        NodeName::Rest(_) => "rest-",
    }
}

/// The ids of an edge's ends.
fn ids(scene: &Scene<'_>, flows: &Flows, edge: &Edge) -> String {
    let id = |layer| id(scene, flows.end(edge, layer).name);
    format!("{} {} {}", id(Layer::Product), id(Layer::Data), id(Layer::Recipient))
}

/// The language of a node's name: the catalogue's, if it names it.
fn lang(name: NodeName) -> Option<&'static str> {
    matches!(name, NodeName::Product(_) | NodeName::Type(_) | NodeName::Recipient(_)).then_some("en")
}

/// The names of an edge's ends.
fn names<'a>(scene: &'a Scene<'_>, flows: &Flows, edge: &Edge) -> [Cow<'a, str>; 3] {
    let name = |layer| flows.end(edge, layer).name.label(scene.locale(), scene.catalog(), layer);
    [name(Layer::Product), name(Layer::Data), name(Layer::Recipient)]
}

/// The values that an edge filters by.
fn values(scene: &Scene<'_>, flows: &Flows, edge: &Edge) -> Vec<(Facet, u32)> {
    Layer::ALL.into_iter().filter_map(|layer| value(scene, flows.end(edge, layer).name)).collect()
}

/// Which way an edge goes, as a word of the page's own.
fn way(edge: &Edge) -> &'static str {
    match edge.direction {
        Some(Direction::Out) => "out",
        Some(Direction::In) => "in",
        None => "untold",
    }
}

/// Whether the documents say that the data does not go this way.
fn is_denied(edge: &Edge) -> bool {
    edge.state == Cell::Is(State::Absent)
}

/// Which way an edge goes, for readers: an arrow and words.
fn told(scene: &Scene<'_>, edge: &Edge) -> (&'static str, &'static str) {
    let (arrow, words) = match (edge.direction, is_denied(edge)) {
        (Some(Direction::Out), false) => ("→", message("goes out")),
        (Some(Direction::Out), true) => ("→", message("does not go out")),
        (Some(Direction::In), false) => ("←", message("comes in")),
        (Some(Direction::In), true) => ("←", message("does not come in")),
        (None, false) => ("–", message("way not told")),
        (None, true) => ("–", message("does not go")),
    };
    (arrow, scene.say(words))
}
