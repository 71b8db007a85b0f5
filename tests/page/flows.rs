//! Where data goes: the picture and its table are the core's edges, and lead on.

use privacy_catalog::flows::{self, Flows, Layer, Layout, NodeName};
use privacy_catalog::model::{Direction, Kind};
use privacy_catalog::{Catalog, Facet, Index, Link};
use serde_json::{Value as Json, json};

use crate::support::drawn::{self, node};
use crate::support::keys::ENTER;
use crate::support::{Page, on_site, unopened};

/// Fragments with filters, a search, open groups and every node.
const FRAGMENTS: [&str; 6] = [
    "view=flows",
    "view=flows&small=on",
    "product=mx-one,mivoice-5000&view=flows&open=provisioning-data",
    "data_type=provisioning-data&view=flows",
    "q=backup&view=flows&small=on",
    "recipient=third-party-system&view=flows&open=provisioning-data,activity-records",
];

/// The rows of the table: ends, direction, facts and state.
const ROWS: &str = "return Array.from(root().querySelectorAll('tr[data-edge]'), row =>\
    [row.dataset.edge, row.dataset.direction, Number(row.dataset.facts), row.cells[4].innerText.trim().split(' ')[0]])";

/// How many blocks, edges and ribbons are in the picture.
const PICTURE: &str = "return ['a[data-node]', '.pe-edge', '.pe-edge .pe-ribbon'].map(one =>\
    root().querySelectorAll(`.pe-picture ${one}`).length)";

#[test]
fn the_table_and_the_picture_are_the_cores_edges() {
    unopened(async |page| {
        for fragment in FRAGMENTS {
            page.open(fragment).await;
            let (flows, _) = expected(&page.core.index, fragment);
            assert!(!flows.edges().is_empty(), "{fragment} has no edges: it proves nothing");
            page.settles(&format!("the rows of {fragment}"), ROWS, rows(&page.core.index, &flows)).await;
            page.settles(&format!("the picture of {fragment}"), PICTURE, picture(&flows)).await;
        }
    });
}

#[test]
fn the_blocks_are_gone_through_in_their_order() {
    unopened(async |page| {
        page.open("view=flows").await;
        let (flows, layout) = expected(&page.core.index, "view=flows");
        let ids = |layer: Layer| {
            let names = layout.order[layer as usize].iter().map(|&at| flows.nodes(layer)[at as usize].name);
            names.map(|name| node(page.core.catalog(), name).to_owned()).collect::<Vec<_>>()
        };
        let expected: Vec<String> = Layer::ALL.into_iter().flat_map(ids).collect();
        let seen = "return Array.from(root().querySelectorAll('a[data-node]'), one => one.dataset.node)";
        page.settles("the order", seen, json!(expected)).await;
        let named = "return Array.from(root().querySelectorAll('.pe-picture a[href]'))\
            .filter(one => !one.querySelector('title').textContent).length";
        page.settles("no link without a name", named, 0).await;
    });
}

#[test]
fn a_click_on_a_block_filters_and_another_drops_the_filter() {
    unopened(async |page| {
        page.open("view=flows").await;
        for (facet, id) in
            [(Facet::Product, "mx-one"), (Facet::DataType, "activity-records"), (Facet::Recipient, "")]
        {
            let id = if id.is_empty() { first_recipient(page).await } else { id.to_owned() };
            let before: String = page.read("return location.hash.slice(1)", &[]).await;
            page.click(&block(&id)).await;
            let link = page.core.link(&before);
            let narrowed = Link { query: link.query.only(facet, &id), ..link }.to_string();
            page.is_at(&narrowed).await;
            shows_flows(page, &narrowed).await;
            page.has_focus(&block(&id)).await;
        }
        page.press(ENTER).await;
        let link = page.core.link("product=mx-one&data_type=activity-records&view=flows");
        page.is_at(&link.to_string()).await;
        shows_flows(page, &link.to_string()).await;
    });
}

#[test]
fn enter_on_a_block_filters_and_keeps_the_focus() {
    unopened(async |page| {
        page.open("view=flows").await;
        page.tab_to(&block("mivoice-5000")).await;
        page.press(ENTER).await;
        page.is_at("product=mivoice-5000&view=flows").await;
        shows_flows(page, "product=mivoice-5000&view=flows").await;
        page.has_focus(&block("mivoice-5000")).await;
    });
}

#[test]
fn a_group_opens_into_its_types_and_closes_again() {
    unopened(async |page| {
        page.open("view=flows&product=mx-one").await;
        let tool = "[data-group=provisioning-data]";
        page.tab_to(tool).await;
        page.press(ENTER).await;
        let opened = page.core.link("product=mx-one&view=flows&open=provisioning-data").to_string();
        page.is_at(&opened).await;
        shows_flows(page, &opened).await;
        let (flows, _) = expected(&page.core.index, &opened);
        let types = page.core.catalog().data_types();
        let group = types.find("provisioning-data");
        let is_child = |name| matches!(name, NodeName::Type(one) if types[one].group == group);
        assert!(flows.nodes(Layer::Data).iter().any(|node| is_child(node.name)), "no type is shown");
        page.has_focus(tool).await;
        page.press(ENTER).await;
        page.is_at("product=mx-one&view=flows").await;
        shows_flows(page, "product=mx-one&view=flows").await;
        page.has_focus(tool).await;
    });
}

#[test]
fn what_is_bundled_is_shown_one_by_one() {
    unopened(async |page| {
        page.open("view=flows").await;
        page.click(&block("rest-")).await;
        page.is_at("view=flows&small=on").await;
        shows_flows(page, "view=flows&small=on").await;
        page.click("[data-small]").await;
        page.is_at("view=flows").await;
        shows_flows(page, "view=flows").await;
        page.open("view=flows&recipient=backup-system&product=mx-one").await;
        page.settles("nothing to bundle", "return root().querySelectorAll('[data-small]').length", 0).await;
    });
}

#[test]
fn what_is_pointed_at_is_lit_with_all_its_ribbons() {
    unopened(async |page| {
        page.open("view=flows").await;
        let (flows, _) = expected(&page.core.index, "view=flows");
        let of_product = |id: &str| {
            let lit =
                |edge: &&flows::Edge| node(page.core.catalog(), flows.end(edge, Layer::Product).name) == id;
            flows.edges().iter().filter(lit).count()
        };
        let lit = "return ['.pe-edge', 'tr'].map(one => root().querySelectorAll(`${one}[data-on]`).length)";
        for id in ["mx-one", "mivoice-5000"] {
            hover(page, &block(id)).await;
            page.settles(&format!("the edges of {id}"), lit, json!([of_product(id), of_product(id)])).await;
        }
        hover(page, "tr[data-edge]").await;
        page.settles("the edge of a row", lit, json!([1, 1])).await;
        page.tab_to(&block("mx-one")).await;
        page.settles("the edges of the focus", lit, json!([of_product("mx-one"), of_product("mx-one")]))
            .await;
        page.has_focus(&block("mx-one")).await;
        hover(page, "[role=status]").await;
        page.settles("nothing is lit", lit, json!([0, 0])).await;
        page.has_focus(&block("mx-one")).await;
    });
}

#[test]
fn a_row_leads_to_its_facts_and_a_ribbon_narrows_to_its_ends() {
    unopened(async |page| {
        page.open("view=flows").await;
        let (flows, _) = expected(&page.core.index, "view=flows");
        let catalog = page.core.catalog();
        let named = |edge: &&flows::Edge| {
            let name = |layer| flows.end(edge, layer).name;
            matches!(name(Layer::Data), NodeName::Type(_))
                && matches!(name(Layer::Recipient), NodeName::Recipient(_))
        };
        let is_alone =
            |edge: &&flows::Edge| flows.edges().iter().filter(|other| other.ends == edge.ends).count() == 1;
        let found = flows.edges().iter().filter(named).filter(is_alone);
        let edge = found.max_by_key(|edge| edge.size()).expect("there is one");
        let ends = Layer::ALL.map(|layer| node(catalog, flows.end(edge, layer).name));
        let narrowed = format!("product={}&data_type={}&recipient={}", ends[0], ends[1], ends[2]);
        page.click(&format!("tr[data-edge='{}'] a", ends.join(" "))).await;
        let mut facts = page.core.link(&format!("{narrowed}&kind=transfer"));
        facts.query.general = false;
        page.is_at(&facts.to_string()).await;
        page.shows(&facts.to_string()).await;
        assert_eq!(page.total().await, edge.size() as usize);
        page.open("view=flows").await;
        let click = "root().querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))";
        page.read::<()>(click, &[json!(format!(".pe-edge[data-edge='{}'] path", ends.join(" ")))]).await;
        let link = page.core.link(&format!("{narrowed}&view=flows")).to_string();
        page.is_at(&link).await;
        shows_flows(page, &link).await;
    });
}

#[test]
fn the_picture_is_saved_as_a_file_that_stands_alone() {
    unopened(async |page| {
        page.open("product=mx-one&view=flows").await;
        let script = "
            const kept = URL.createObjectURL;
            const saved = new Promise(go => {
                URL.createObjectURL = blob => { go(blob); return kept.call(URL, blob); };
            });
            let name = null;
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function () { name = this.download; };
            root().querySelector('[data-download]').click();
            const blob = await saved;
            await frames(1);
            HTMLAnchorElement.prototype.click = click;
            const trusted = trustedTypes.createPolicy('tests', { createHTML: text => text });
            const file = new DOMParser().parseFromString(trusted.createHTML(await blob.text()), 'image/svg+xml');
            const top = file.documentElement;
            return {
                name, type: blob.type, tag: top.localName, space: top.namespaceURI,
                wrong: file.querySelectorAll('parsererror, [href], [tabindex], [data-group], [class]').length,
                size: ['width', 'height'].map(one => Number(top.getAttribute(one)) > 100),
                title: top.querySelector('title').textContent, about: top.querySelector('desc').textContent,
                theme: top.outerHTML.includes('var('), paths: top.querySelectorAll('path').length,
            };";
        let saved: Json = page.play(script, json!(null)).await;
        let drawn: usize = page
            .read("return root().querySelectorAll('.pe-picture :not([data-group]) > path').length", &[])
            .await;
        assert_eq!(saved["paths"], json!(drawn));
        assert_eq!(saved["name"], "flows.svg");
        assert_eq!((&saved["tag"], &saved["space"]), (&json!("svg"), &json!("http://www.w3.org/2000/svg")));
        assert_eq!(
            (&saved["wrong"], &saved["theme"], &saved["size"]),
            (&json!(0), &json!(false), &json!([true, true]))
        );
        assert_eq!(saved["type"], "image/svg+xml");
        let catalog = page.core.catalog();
        assert!(saved["title"].as_str().is_some_and(|title| title.contains(catalog.title())), "{saved}");
        let product = page.core.name(Facet::Product, "mx-one");
        let today: String = page.read("return new Date().toISOString().slice(0, 10)", &[]).await;
        for part in [product, catalog.title(), catalog.version(), &today] {
            assert!(saved["about"].as_str().is_some_and(|about| about.contains(part)), "{part}: {saved}");
        }
    });
}

#[test]
fn an_answer_without_a_transfer_says_so() {
    unopened(async |page| {
        page.open("kind=holding&view=flows").await;
        let heading = "return root().querySelector('.pe-empty h2')?.textContent ?? ''";
        page.settles("no transfer", heading, "No transfer among these facts").await;
        page.click(".pe-empty a").await;
        page.shows("kind=holding").await;
        page.open("q=zzqxv&view=flows").await;
        page.settles("no fact", heading, "No fact matches").await;
        page.settles("no picture", "return root().querySelectorAll('.pe-picture').length", 0).await;
    });
}

/// Fifty products of somebody else's catalogue, some flows of which come in, are denied or name nothing.
const FIFTY: &str = include_str!("flows.js");

#[test]
fn fifty_products_are_bundled_and_can_be_shown_one_by_one() {
    on_site(async |page| {
        let json: String = page.play(FIFTY, 50).await;
        let catalog = Catalog::from_json("fifty.json", json.as_bytes()).expect("it is sound");
        let index = Index::new(catalog);
        let (flows, _) = expected(&index, "");
        page.settles("the picture", PICTURE, picture(&flows)).await;
        page.settles("the first rows", ROWS, first(rows(&index, &flows), 300)).await;
        page.click("[data-small]").await;
        let (flows, _) = expected(&index, "view=flows&small=on");
        assert!(flows.edges().len() > 300, "too few flows to prove much");
        page.settles("the whole picture", PICTURE, picture(&flows)).await;
        page.click(".pe-edges .pe-rest button").await;
        page.settles("more rows", ROWS, first(rows(&index, &flows), 600)).await;
        let denied = "return new Set(Array.from(root().querySelectorAll('tr[data-state=absent]'), row => row.cells[2].innerText)).size > 0";
        page.settles("what is denied is said", denied, true).await;
    });
}

#[test]
fn a_transfer_gone_takes_its_rows_along() {
    unopened(async |page| {
        let transfers = page.core.catalog().facts().iter().filter(|(_, fact)| fact.kind == Kind::Transfer);
        assert!(transfers.count() > 10, "too few to prove much");
        page.open("view=flows&small=on").await;
        let all: Json = page.read(ROWS, &[]).await;
        page.open("kind=transfer&state=-optional&view=flows&small=on").await;
        let (flows, _) = expected(&page.core.index, "kind=transfer&state=-optional&view=flows&small=on");
        page.settles("fewer rows", ROWS, rows(&page.core.index, &flows)).await;
        assert!(flows.edges().len() < all.as_array().map_or(0, Vec::len));
    });
}

/// The core's flows of a fragment, as the page shows them.
fn expected(index: &Index, fragment: &str) -> (Flows, Layout) {
    let (link, _) = Link::parse(fragment, index);
    let flows = drawn::flows(index, &index.answer(&link.query), &link);
    let layout = flows.layout();
    (flows, layout)
}

/// The rows as [`ROWS`] reads them.
fn rows(index: &Index, flows: &Flows) -> Json {
    let row = |edge: &flows::Edge| {
        let ends = Layer::ALL.map(|layer| node(index.catalog(), flows.end(edge, layer).name)).join(" ");
        let direction = match edge.direction {
            Some(Direction::Out) => "out",
            Some(Direction::In) => "in",
            None => "untold",
        };
        json!([ends, direction, edge.size(), edge.size().to_string()])
    };
    flows.edges().iter().map(row).collect()
}

fn first(mut rows: Json, len: usize) -> Json {
    rows.as_array_mut().expect("rows are a list").truncate(len);
    rows
}

/// The counts as [`PICTURE`] reads them.
fn picture(flows: &Flows) -> Json {
    let blocks: usize = Layer::ALL.iter().map(|&layer| flows.nodes(layer).len()).sum();
    json!([blocks, flows.edges().len(), flows.edges().len() * 2])
}

fn block(id: &str) -> String {
    format!("a[data-node='{id}']")
}

/// Waits until the page shows the flows and the total of a fragment.
async fn shows_flows(page: &Page, fragment: &str) {
    let (flows, _) = expected(&page.core.index, fragment);
    page.settles(&format!("the rows of {fragment}"), ROWS, rows(&page.core.index, &flows)).await;
    page.settles(&format!("the picture of {fragment}"), PICTURE, picture(&flows)).await;
    assert_eq!(page.total().await, page.core.total(fragment), "{fragment}");
}

/// The first recipient in the picture that a filter can name.
async fn first_recipient(page: &Page) -> String {
    let script = "return root().querySelector('[aria-label=\"Recipients and origins\"] a[href]:not([data-node=\"rest-\"])').dataset.node";
    page.read(script, &[]).await
}

/// Moves the mouse to the middle of what a CSS selector finds first.
async fn hover(page: &Page, selector: &str) {
    let script = "const one = root().querySelector(arguments[0]); one.scrollIntoView({ block: 'center' });\
        const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]";
    let [x, y]: [f64; 2] = page.read(script, &[json!(selector)]).await;
    page.devtools("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": x, "y": y })).await;
}
