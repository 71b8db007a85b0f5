//! The edges of the picture as rows.

use privacy_catalog::flows::{Edge, Flows, Layer};
use privacy_catalog::model::Kind;
use privacy_catalog::{Facet, View, message};
use yew::prelude::*;

use super::{EDGES, Lit, ids, lang, lead, names, told, values, way};
use crate::components::cell;
use crate::components::more::rest;
use crate::scene::Scene;

/// How many rows a block has.
const ROWS: usize = 10;

pub(super) fn table(scene: &Scene<'_>, flows: &Flows, lit: &Lit) -> Html {
    let edges = flows.edges();
    let drawn = edges.len().min(scene.state.blocks.saturating_mul(ROWS));
    let head = |name: &'static str| html! { <th scope="col" role="columnheader">{scene.say(name)}</th> };
    html! {
        <section class="pe-edges">
            <h2 class="pe-group">
                {scene.say("The same as a table")}<span>{scene.count(edges.len(), "{0} flow", "{0} flows")}</span>
            </h2>
            <div class="pe-card">
                // A narrow page lays the rows out in another way: browsers forget then what they are.
                <table class="pe-table" role="table" aria-label={scene.say("Flows")}>
                    <thead role="rowgroup">
                        <tr role="row">
                            {head(message("Product"))}{head(message("Data"))}{head(message("Direction"))}
                            {head(message("Recipient or origin"))}
                            <th scope="col" role="columnheader" class="pe-number">{scene.say("Facts")}</th>
                            {head(message("State"))}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for (0..drawn).map(|at| row(scene, flows, lit, at)) }
                    </tbody>
                </table>
            </div>
            { rest(scene, edges.len() - drawn) }
        </section>
    }
}

fn row(scene: &Scene<'_>, flows: &Flows, lit: &Lit, at: usize) -> Html {
    let edge = &flows.edges()[at];
    let ids = ids(scene, flows, edge);
    let [product, data, recipient] = names(scene, flows, edge);
    let (arrow, told) = told(scene, edge);
    let [of_product, of_data, of_recipient] = Layer::ALL.map(|layer| lang(flows.end(edge, layer).name));
    html! {
        <tr
            key={format!("{ids} {}", way(edge))}
            role="row"
            data-edge={ids}
            data-direction={way(edge)}
            data-state={cell::id(edge.state)}
            data-facts={edge.size().to_string()}
            data-light={format!("{EDGES}-{at}")}
            data-on={lit.edges[at].then_some("")}
        >
            <th scope="row" role="rowheader" lang={of_product}>{product.into_owned()}</th>
            <td role="cell" lang={of_data}>{data.into_owned()}</td>
            <td role="cell">{arrow}{" "}{told}</td>
            <td role="cell" lang={of_recipient}>{recipient.into_owned()}</td>
            <td role="cell" class="pe-number">{facts(scene, flows, edge)}</td>
            <td role="cell">{cell::of_facts(scene, edge.state)}</td>
        </tr>
    }
}

/// How many facts, as a link to them as far as filters can name them.
fn facts(scene: &Scene<'_>, flows: &Flows, edge: &Edge) -> Html {
    let mut link = scene.state.link.clone();
    let values = values(scene, flows, edge).into_iter().chain([(Facet::Kind, Kind::Transfer as u32)]);
    for (facet, value) in values {
        link.query = link.query.only(facet, &scene.index().values(facet)[value as usize].id);
    }
    // What covers all data is an edge of its own.
    link.query.general = false;
    link.view = View::Facts;
    let (href, onclick) = lead(scene, &link);
    let [product, data, recipient] = names(scene, flows, edge);
    let size = edge.size() as usize;
    let label = scene.fill("{0}: {1}, {2}, {3}", &[&*scene.facts(size), &*product, &*data, &*recipient]);
    html! { <a {href} aria-label={label} data-label={scene.say("Facts")} {onclick}>{scene.locale().number(size)}</a> }
}
