//! Through every view by Tab alone: the focus is seen at each stop, comes to all that can be used, and out again.

use serde_json::json;

use crate::own;
use crate::support::{Page, unopened};

#[test]
fn through_the_facts() {
    unopened(async |page| {
        let fragment = "q=password&product=mx-one&foo=1";
        let fact = &page.core.facts(fragment)[0];
        page.open(&format!("{fragment}&fact={fact}")).await;
        goes_through(page, "facts").await;
        page.resize(320, 256).await;
        goes_through(page, "facts at 400 %").await;
        page.open("q=zzqxv&product=mx-one").await;
        goes_through(page, "an empty answer").await;
    });
}

#[test]
fn through_the_comparison() {
    unopened(async |page| {
        page.open("product=mx-one,mivoice-5000&feature=audit&view=compare").await;
        page.click("td[data-facts] button").await;
        page.settles("an open cell", "return root().querySelectorAll('.pe-beside').length", 1).await;
        goes_through(page, "a comparison").await;
        page.resize(320, 256).await;
        goes_through(page, "a comparison at 400 %").await;
    });
}

#[test]
fn through_the_flows_and_the_sources() {
    unopened(async |page| {
        page.open("product=micloud-management-portal&view=flows").await;
        page.settles("the picture", "return root().querySelectorAll('.pe-picture').length", 1).await;
        goes_through(page, "flows").await;
        page.open("product=mx-one&view=sources&q=password").await;
        page.settles("the document", "return root().querySelectorAll('[data-source]').length > 0", true)
            .await;
        goes_through(page, "sources").await;
    });
}

#[test]
fn through_a_life_and_a_record() {
    unopened(async |page| {
        page.open("data_type=name&product=mx-one&view=lifecycle&request=erasure").await;
        page.settles("the checklist", "return root().querySelectorAll('.pe-checklist').length > 0", true)
            .await;
        goes_through(page, "a checklist").await;
        page.open("q=password&product=mx-one&view=record").await;
        page.settles("the record", "return root().querySelectorAll('.pe-record').length", 1).await;
        goes_through(page, "a record").await;
    });
}

#[test]
fn through_the_panels() {
    unopened(async |page| {
        page.open("q=zzqxv&product=mx-one").await;
        for panel in ["My installation", "Export"] {
            page.press_button(panel).await;
            page.settles(panel, "return root().querySelector('section.pe-drawer')?.ariaLabel ?? ''", panel)
                .await;
            goes_through(page, panel).await;
        }
        own::give(page, "choose", &[("old.json", json!(own::older().to_string()))]).await;
        page.press_button("What changed").await;
        page.settles("the changes", "return root().querySelectorAll('.pe-changes').length", 1).await;
        goes_through(page, "a catalogue of one's own").await;
    });
}

async fn goes_through(page: &Page, what: &str) {
    let wrong = page.tour().await;
    let stops = page.stops().await;
    assert!(wrong.is_empty(), "{what}, {stops} stops:\n{}", wrong.join("\n"));
    assert!(stops > 15, "{what}: only {stops} stops");
}
