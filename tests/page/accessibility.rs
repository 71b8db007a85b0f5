//! Every view and state, looked at for everyone: by axe-core in each theme, for names, for the size of targets,
//! with a mouse and with a finger, and at a zoom of 400 %, with the spacing that a reader may need.

use privacy_catalog::Facet;
use serde_json::json;

use crate::own;
use crate::support::{Page, Rules, unopened};

#[test]
fn facts() {
    unopened(async |page| {
        for fragment in ["", "q=encrxption&data_type=name&feature=-audit&foo=1&group=feature"] {
            page.open(fragment).await;
            examine(page, &format!("facts, {fragment:?}")).await;
        }
    });
}

#[test]
fn an_open_and_a_hidden_fact() {
    unopened(async |page| {
        let facts = page.core.catalog().facts().iter().map(|(_, fact)| fact);
        let rich = facts.filter(|fact| fact.note.is_some() && !fact.features.is_empty());
        let richest = rich.max_by_key(|fact| fact.manuals.len() + fact.features.len()).expect("there is one");
        page.open(&format!("feature=audit&fact={}", richest.id)).await;
        examine(page, "a fact that is hidden").await;
        page.open(&format!("fact={}", richest.id)).await;
        page.permit("clipboard-write", false).await;
        page.press_button("Copy citation").await;
        page.settles("what is to be copied", "return root().querySelectorAll('.pe-copy-text').length", 1)
            .await;
        examine(page, "an open fact, and a text to be copied").await;
    });
}

#[test]
fn an_empty_answer_and_what_is_not_loaded() {
    unopened(async |page| {
        page.open("q=zzqxv&product=mx-one,no-such-product").await;
        page.wait_for("0 facts").await;
        examine(page, "an empty answer").await;
        // The second part of the program is kept from coming, and then refused.
        let hold = "const fetched = window.fetch;\
            window.fetch = (...rest) => String(rest[0]).includes('_second')\
                ? new Promise((_, refuse) => { window.refuse = () => refuse(new TypeError('no network')); })\
                : fetched(...rest);";
        page.open("product=mx-one").await;
        page.read::<()>(hold, &[]).await;
        page.press_button("Compare").await;
        page.settles("waiting", "return wording().includes('Loading this view')", true).await;
        examine(page, "waiting for a view").await;
        page.read::<()>("window.refuse()", &[]).await;
        page.settles("an alert", "return root().querySelectorAll('[role=main] [role=alert]').length", 1)
            .await;
        examine(page, "a view that could not be loaded").await;
    });
}

#[test]
fn an_explorer_that_has_failed_and_one_that_is_locked() {
    unopened(async |page| {
        page.open("").await;
        page.read::<()>("document.querySelector('privacy-explorer').products = 'mx-one'", &[]).await;
        page.shows("product=mx-one").await;
        examine(page, "a locked explorer").await;
        page.play::<()>(SPOIL, json!(null)).await;
        page.settles("the failure", "return root().querySelectorAll('.pe-failure').length", 1).await;
        examine(page, "an explorer that has failed").await;
        // What the browser says of it there.
        page.console().await;
    });
}

#[test]
fn comparisons() {
    unopened(async |page| {
        page.open("product=mx-one,mivoice-5000&view=compare").await;
        // A fact of each state, and silence, is in sight.
        page.click("td[data-state=provided] button").await;
        page.settles(
            "the facts beside",
            "return root().querySelectorAll('.pe-beside [data-fact]').length > 0",
            true,
        )
        .await;
        examine(page, "a comparison with an open cell").await;
        page.open("product=mx-one,mivoice-5000&view=compare&feature=access-and-authorization&rows=data_type")
            .await;
        examine(page, "a comparison by data type").await;
    });
}

#[test]
fn flows() {
    unopened(async |page| {
        page.open("view=flows&product=mx-one&open=provisioning-data").await;
        examine(page, "flows").await;
        page.open("kind=holding&view=flows").await;
        examine(page, "no flows").await;
    });
}

#[test]
fn lives_and_checklists() {
    unopened(async |page| {
        page.open("data_type=call-recording&product=open-integration-gateway,mx-one&view=lifecycle").await;
        examine(page, "lives").await;
        for request in ["access", "erasure"] {
            page.open(&format!("data_type=name&product=mx-one&view=lifecycle&request={request}")).await;
            examine(page, &format!("a checklist for {request}")).await;
        }
    });
}

#[test]
fn records() {
    unopened(async |page| {
        // One product: thousands of elements take axe a minute.
        page.open("q=call&product=mx-one&view=record").await;
        page.click("[data-row=data_types] summary").await;
        page.click("[data-row=dpo] .pe-add-note").await;
        page.settles("the note's field", "return root().querySelectorAll('textarea').length", 1).await;
        examine(page, "a controller's record with a note").await;
        page.open("q=data&product=mx-one&view=record&form=processor&template=ico").await;
        examine(page, "a processor's record").await;
    });
}

#[test]
fn sources_and_contradictions() {
    unopened(async |page| {
        page.open("view=sources").await;
        page.settles("the documents", "return root().querySelectorAll('.pe-discrepancies').length > 1", true)
            .await;
        examine(page, "sources and contradictions").await;
    });
}

#[test]
fn panels() {
    unopened(async |page| {
        page.open("q=tls&product=mx-one&at.mx-one=7.2").await;
        for panel in ["My installation", "Export", "Catalogue"] {
            page.press_button(panel).await;
            let there = format!("return root().querySelector('section.pe-drawer')?.ariaLabel === {panel:?}");
            page.settles(panel, &there, true).await;
            page.read::<()>("root().querySelector('.pe-drawer summary')?.click()", &[]).await;
            examine(page, panel).await;
        }
    });
}

#[test]
fn catalogues_of_the_readers_own() {
    unopened(async |page| {
        page.open("q=zzqxv").await;
        own::give(page, "choose", &[("bad.json", json!("{\"schema\":7}"))]).await;
        examine(page, "a refused file").await;
        own::give(page, "choose", &[("old.json", json!(own::older().to_string()))]).await;
        page.press_button("What changed").await;
        page.settles("the changes", "return root().querySelectorAll('.pe-changes').length", 1).await;
        examine(page, "a catalogue compared").await;
    });
}

#[test]
fn the_dialog_and_the_filters_of_a_phone() {
    unopened(async |page| {
        page.open("q=tls&product=mx-one").await;
        page.press_button("Share").await;
        page.click("dialog [value=element]").await;
        examine(page, "the dialog Share").await;
        page.press_button("Close").await;
        page.resize(360, 740).await;
        page.press_button("Filters · 2").await;
        page.turn(Facet::DataType, "provisioning-data").await;
        page.exclude(Facet::Product, "open-integration-gateway").await;
        let barriers = page.barriers(Rules::All).await;
        assert!(barriers.is_empty(), "a phone with its filters open: {barriers:#?}");
        examine(page, "a phone with its filters open").await;
    });
}

/// Takes the program its memory, and uses it.
const SPOIL: &str = "
    const exports = await (await import(new URL('privacy-explorer.js', location))).default();
    new Uint8Array(exports.memory.buffer).fill(255);
    root().querySelector('[data-facet=product]').click();";

/// Looks at the page as it stands for everyone, and leaves it in a window of 1280 by 900 pixels.
async fn examine(page: &Page, what: &str) {
    page.resize(1280, 900).await;
    let mut found = Vec::new();
    let mut note = |how: &str, wrong: Vec<String>| {
        found.extend(wrong.into_iter().map(|one| format!("{how}: {one}")));
    };
    for (scheme, rules) in [("light", Rules::All), ("dark", Rules::Colours)] {
        page.prefers(&[("prefers-color-scheme", scheme)]).await;
        note(&format!("axe-core, {scheme}"), page.barriers(rules).await);
    }
    page.prefers(&[]).await;
    note("the tree", unnamed(page).await);
    let wide = names(page).await;
    note("targets at 1280", page.small_targets().await);
    page.resize(360, 740).await;
    page.touch(true).await;
    note("targets at 360, with a finger", page.small_targets().await);
    page.touch(false).await;
    page.zoom_to_400().await;
    note("at 400 %", page.losses().await);
    note("at 400 %, spaced", page.losses_when_spaced().await);
    let behind = "Array.from(root().querySelector('dialog') === null ? root().querySelectorAll('.pe-bar .pe-filters[aria-expanded=false]') : [])";
    let opened: bool = page
        .read(
            &format!("const closed = {behind}; closed.forEach(one => one.click()); return closed.length > 0"),
            &[],
        )
        .await;
    if opened {
        page.settles("the filters", &format!("return {behind}.length"), 0).await;
    }
    let narrow = names(page).await;
    note(
        "at 400 %",
        wide.into_iter()
            .filter(|name| !narrow.contains(name))
            .map(|name| format!("{name} is lost"))
            .collect(),
    );
    if opened {
        page.click(".pe-bar .pe-filters").await;
    }
    page.resize(1280, 900).await;
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// The controls without a name.
async fn unnamed(page: &Page) -> Vec<String> {
    let tree = page.tree().await;
    assert!(tree.controls().next().is_some(), "a page without controls:\n{}", tree.outline(0));
    let without = tree.controls().filter(|node| node.name.trim().is_empty());
    without.map(|node| format!("a {} without a name", node.role)).collect()
}

/// The roles and names of what can be used.
async fn names(page: &Page) -> Vec<String> {
    let tree = page.tree().await;
    tree.controls().map(|node| format!("{} {:?}", node.role, node.name)).collect()
}
