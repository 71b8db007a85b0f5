//! What assistive technology finds: names, one place that announces, and nothing axe-core objects to.

use privacy_catalog::Facet;
use serde_json::json;

use crate::own;
use crate::support::{Page, on_site, unopened};

#[test]
fn one_element_announces_in_every_view() {
    unopened(async |page| {
        for fragment in
            ["", "view=sources", "q=zzqxv", "product=nonsense&foo=1", "q=encrxption&product=mx-one"]
        {
            page.open(fragment).await;
            let script = "return root().querySelectorAll('[role=status]').length";
            page.settles(&format!("one status at {fragment:?}"), script, 1).await;
            let others =
                "return root().querySelectorAll('[aria-live], [role=alert], [role=log], output').length";
            page.settles(&format!("no other at {fragment:?}"), others, 0).await;
        }
    });
}

#[test]
fn a_new_total_is_announced_by_the_same_element() {
    on_site(async |page| {
        page.read::<()>("window.before = root().querySelector('[role=status]')", &[]).await;
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        let same = "return window.before === root().querySelector('[role=status]')";
        page.settles("the same element: a new one is not read out", same, true).await;
    });
}

#[test]
fn every_field_has_its_name() {
    on_site(async |page| {
        page.turn(Facet::DataType, "provisioning-data").await;
        page.turn(Facet::Feature, "audit").await;
        page.value(Facet::Kind, "transfer").await;
        page.check(Facet::DataType, "mobile-phone-number").await;
        let all = "return Array.from(root().querySelectorAll(arguments[0]))";
        let fields = page.elements(all, "input, select, textarea").await;
        let mut named = 0;
        for field in &fields {
            let name = page.accessible_name(field).await;
            let attribute = async |name: &str| field.attr(name).await.expect("it can be read");
            if let (Some(key), Some(id)) = (attribute("data-facet").await, attribute("data-value").await) {
                let facet = Facet::from_key(&key).expect("the core knows the facet");
                assert_eq!(name, page.core.name(facet, &id), "the check box of {id}");
                named += 1;
            }
            assert!(!name.trim().is_empty(), "{}", field.html(false).await.unwrap_or_default());
        }
        assert!(named > 40, "{named} values: too few to prove much");
    });
}

#[test]
fn axe_finds_nothing_in_the_facts() {
    unopened(async |page| {
        for fragment in ["", "q=encrxption&data_type=name&feature=-audit&foo=1&group=feature"] {
            page.open(fragment).await;
            in_light_and_dark(page, &format!("facts, {fragment:?}")).await;
        }
    });
}

#[test]
fn axe_finds_nothing_in_opened_details() {
    unopened(async |page| {
        let facts = page.core.catalog().facts().iter().map(|(_, fact)| fact);
        let rich = facts.filter(|fact| fact.note.is_some() && !fact.features.is_empty());
        let richest = rich.max_by_key(|fact| fact.manuals.len() + fact.features.len()).expect("there is one");
        page.open(&format!("feature=audit&fact={}", richest.id)).await;
        in_light_and_dark(page, "a fact that is hidden").await;
        page.open(&format!("fact={}", richest.id)).await;
        in_light_and_dark(page, "an open fact").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_sources() {
    unopened(async |page| {
        page.open("view=sources").await;
        in_light_and_dark(page, "sources").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_flows() {
    unopened(async |page| {
        page.open("view=flows").await;
        in_light_and_dark(page, "flows").await;
    });
}

#[test]
fn axe_finds_nothing_in_other_flows() {
    unopened(async |page| {
        for fragment in ["product=mx-one&view=flows&open=provisioning-data", "kind=holding&view=flows"] {
            page.open(fragment).await;
            in_light_and_dark(page, fragment).await;
        }
    });
}

#[test]
fn axe_finds_nothing_in_the_flows_on_a_phone() {
    on_site(async |page| {
        page.resize(360, 740).await;
        page.open("product=micloud-management-portal&view=flows").await;
        in_light_and_dark(page, "flows on a phone").await;
    });
}

#[test]
fn axe_finds_nothing_in_lives_and_checklists() {
    unopened(async |page| {
        for fragment in [
            "data_type=call-recording&view=lifecycle",
            "q=tls&data_type=name&view=lifecycle&request=access",
            "data_type=call-recording&product=open-integration-gateway&view=lifecycle&request=erasure",
        ] {
            page.open(fragment).await;
            in_light_and_dark(page, fragment).await;
        }
        page.resize(360, 740).await;
        page.open("data_type=mobile-phone-number,name&view=lifecycle").await;
        in_light_and_dark(page, "lives on a phone").await;
    });
}

#[test]
fn axe_finds_nothing_in_a_record() {
    unopened(async |page| {
        // One product: thousands of elements take axe a minute.
        page.open("product=mx-one&view=record").await;
        page.click("[data-row=data_types] summary").await;
        in_light_and_dark(page, "a record").await;
        page.resize(360, 740).await;
        page.open("q=data&product=mx-one&view=record&form=processor").await;
        in_light_and_dark(page, "a record on a phone").await;
    });
}

#[test]
fn axe_finds_nothing_in_an_empty_answer() {
    unopened(async |page| {
        page.open("q=zzqxv&product=mx-one").await;
        page.wait_for("0 facts").await;
        in_light_and_dark(page, "an empty answer").await;
    });
}

#[test]
fn axe_finds_nothing_on_a_phone_with_its_filters_open() {
    on_site(async |page| {
        page.resize(360, 740).await;
        in_light_and_dark(page, "a phone").await;
        page.press_button("Filters").await;
        page.turn(Facet::DataType, "provisioning-data").await;
        page.check(Facet::Product, "open-integration-gateway").await;
        in_light_and_dark(page, "a phone with its filters open").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_catalogues_and_notes() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        page.click("[data-row=dpo] .pe-add-note").await;
        own::give(page, "choose", &[("bad.json", json!("{\"schema\":7}"))]).await;
        in_light_and_dark(page, "a refused file, and a note").await;
        page.resize(360, 740).await;
        page.open("q=zzqxv").await;
        own::give(page, "choose", &[("old.json", json!(own::older().to_string()))]).await;
        page.press_button("What changed").await;
        page.settles("the changes", "return root().querySelector('.pe-changes') !== null", true).await;
        in_light_and_dark(page, "a catalogue compared, on a phone").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_dialog() {
    unopened(async |page| {
        if !page.has_axe().await {
            return;
        }
        page.open("q=tls&product=mx-one").await;
        page.press_button("Share").await;
        page.click("dialog [value=element]").await;
        in_light_and_dark(page, "the dialog Share").await;
    });
}

/// Asks axe-core about the page in both colour schemes.
async fn in_light_and_dark(page: &Page, what: &str) {
    let mut barriers = Vec::new();
    for scheme in ["light", "dark"] {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        page.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] })).await;
        let matches = format!("return matchMedia('(prefers-color-scheme: {scheme})').matches");
        page.settles(scheme, &matches, true).await;
        barriers.extend(page.barriers().await.iter().map(|one| format!("{scheme}: {one}")));
    }
    assert!(barriers.is_empty(), "axe-core, {what}:\n{}", barriers.join("\n"));
}
