//! The edges of the picture as rows.

use privacy_catalog::flows::{Edge, Flows, Layer};
use privacy_catalog::model::Kind;
use privacy_catalog::{Facet, Link, View};
use yew::prelude::*;

use super::{EDGES, Lit, ids, told, values, way};
use crate::components::{cell, words};
use crate::scene::Scene;
use crate::state::Action;

/// How many rows a block has.
const ROWS: usize = 10;

pub(super) fn table(scene: &Scene<'_>, flows: &Flows, lit: &Lit) -> Html {
    let edges = flows.edges();
    let drawn = edges.len().min(scene.state.blocks.saturating_mul(ROWS));
    let head = |name: &'static str| html! { <th scope="col" role="columnheader">{name}</th> };
    html! {
        <section class="pe-edges">
            <h2 class="pe-group">
                {"The same as a table"}<span>{words::count(edges.len(), "flow", "flows")}</span>
            </h2>
            <div class="pe-card">
                // A narrow page lays the rows out in another way: browsers forget then what they are.
                <table class="pe-table" role="table" aria-label="Flows">
                    <thead role="rowgroup">
                        <tr role="row">
                            {head("Product")}{head("Data")}{head("Direction")}{head("Recipient or origin")}
                            <th scope="col" role="columnheader" class="pe-number">{"Facts"}</th>
                            {head("State")}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for (0..drawn).map(|at| row(scene, flows, lit, at)) }
                    </tbody>
                </table>
            </div>
            if drawn < edges.len() {
                <div class="pe-rest">
                    <button type="button" class="pe-button" onclick={scene.click(Action::MoreBlocks)}>
                        {format!("Show more ({} left)", edges.len() - drawn)}
                    </button>
                </div>
            }
        </section>
    }
}

fn row(scene: &Scene<'_>, flows: &Flows, lit: &Lit, at: usize) -> Html {
    let edge = &flows.edges()[at];
    let ids = ids(scene, flows, edge);
    let [product, data, recipient] =
        Layer::ALL.map(|layer| flows.end(edge, layer).name.label(scene.catalog(), layer).into_owned());
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
            <th scope="row" role="rowheader">{product}</th>
            <td role="cell">{data}</td>
            <td role="cell">{told(edge)}</td>
            <td role="cell">{recipient}</td>
            <td role="cell" class="pe-number">{facts(scene, flows, edge)}</td>
            <td role="cell">{cell::cell(edge.state, String::new())}</td>
        </tr>
    }
}

/// How many facts, as a link to them as far as filters can name them.
fn facts(scene: &Scene<'_>, flows: &Flows, edge: &Edge) -> Html {
    let mut values = values(scene, flows, edge);
    values.push((Facet::Kind, Kind::Transfer as u32));
    let link = &scene.state.link;
    let index = scene.index();
    let query = values.iter().fold(link.query.clone(), |query, &(facet, value)| {
        query.only(facet, &index.values(facet)[value as usize].id)
    });
    let href = format!("#{}", Link { query, view: View::Facts, ..link.clone() });
    let names = Layer::ALL.map(|layer| flows.end(edge, layer).name.label(scene.catalog(), layer));
    let size = edge.size() as usize;
    let label = format!("{}: {}", words::count(size, "fact", "facts"), names.join(", "));
    html! {
        <a {href} aria-label={label} onclick={scene.follow(Action::Narrow(values, View::Facts))}>{size}</a>
    }
}
