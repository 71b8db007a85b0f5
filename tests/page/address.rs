//! The address is the whole view: it survives, it is checked, and it points at single facts.

use privacy_catalog::Facet;
use serde_json::json;

use crate::support::{Page, on_site, unopened};

#[test]
fn the_view_survives_a_reload() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.exclude(Facet::Feature, "tls-version").await;
        page.press("/data").await;
        page.click("select option[value=feature]").await;
        let fragment = "q=data&product=mx-one&feature=-tls-version&group=feature";
        page.shows(fragment).await;
        page.is_at(fragment).await;
        page.reload().await;
        page.shows(fragment).await;
        page.is_at(fragment).await;
        assert_eq!(page.choice(Facet::Product, "mx-one").await, "included");
        assert_eq!(page.choice(Facet::Feature, "tls-version").await, "excluded");
        page.settles("the field", "return root().querySelector('input[type=search]').value", "data").await;
        page.settles("the grouping", "return root().querySelector('select').value", "feature").await;
    });
}

#[test]
fn every_grouping_lists_the_same_facts_in_its_own_order() {
    on_site(async |page| {
        let fragment = "product=mx-one&feature=audit";
        page.open(fragment).await;
        for group in ["data_type", "feature", "product"] {
            page.click(&format!("select option[value={group}]")).await;
            page.shows(&format!("{fragment}&group={group}")).await;
        }
    });
}

#[test]
fn what_is_ignored_is_reported_until_dismissed() {
    unopened(async |page| {
        let fragment = "foo=1&product=mx-one&view=nonsense&q=tls&q=twice";
        page.open(fragment).await;
        page.shows("q=tls&product=mx-one").await;
        let notice = "return root().querySelector('[data-notice=ignored]')?.textContent ?? ''";
        let text: String = page.read(notice, &[]).await;
        for part in ["foo=1", "view=nonsense", "q=twice"] {
            assert!(text.contains(part), "{part} is not reported: {text}");
        }
        page.press_button("Dismiss").await;
        page.settles("no notice", notice, "").await;
        page.shows("q=tls&product=mx-one").await;
    });
}

#[test]
fn an_unknown_product_is_nothing_not_everything() {
    unopened(async |page| {
        page.open("product=no-such-product").await;
        page.wait_for("0 facts").await;
        assert_eq!(page.facts().await, Vec::<String>::new());
        assert_eq!(page.chips().await, ["unknown: no-such-product"]);
        let notice = "return root().querySelector('[data-notice=ignored]')?.textContent ?? ''";
        assert!(page.read::<String>(notice, &[]).await.contains("no-such-product"));
        page.press_button(&format!("Drop unknown: no-such-product: {} facts", page.core.all())).await;
        page.shows("").await;
    });
}

#[test]
fn an_unknown_value_beside_a_known_one_adds_nothing() {
    unopened(async |page| {
        page.open("product=mx-one,no-such-product").await;
        assert_eq!(page.total().await, page.core.total("product=mx-one"));
    });
}

#[test]
fn a_permalink_opens_its_fact_and_scrolls_to_it() {
    unopened(async |page| {
        let id = last_fact(page);
        page.open(&format!("fact={id}")).await;
        assert_eq!(page.total().await, page.core.all(), "the others are there too");
        is_open_and_in_view(page, &id).await;
        page.reload().await;
        is_open_and_in_view(page, &id).await;
    });
}

#[test]
fn a_permalink_pasted_into_the_open_page_scrolls_too() {
    on_site(async |page| {
        let id = last_fact(page);
        page.read::<()>("location.hash = arguments[0]", &[json!(format!("fact={id}"))]).await;
        is_open_and_in_view(page, &id).await;
    });
}

#[test]
fn a_fact_that_the_filters_hide_is_offered() {
    unopened(async |page| {
        let id = last_fact(page);
        let product = page.core.fact(&id).product;
        let product = &page.core.catalog().products()[product].id;
        page.open(&format!("product=-{product}&fact={id}")).await;
        page.shows(&format!("product=-{product}")).await;
        page.settles("the notice", "return root().querySelectorAll('[data-notice=hidden]').length", 1).await;
        page.press_button("Show it").await;
        page.is_at(&format!("fact={id}")).await;
        page.settles(
            "the open fact",
            &format!("return root().querySelector('[data-fact={id}] button')?.ariaExpanded ?? ''"),
            "true",
        )
        .await;
    });
}

fn last_fact(page: &Page) -> String {
    page.core.facts("").pop().expect("the catalogue has facts")
}

async fn is_open_and_in_view(page: &Page, id: &str) {
    let script = format!(
        "const fact = root().querySelector('[data-fact={id}]');\
         if (!fact) return 'not drawn';\
         const box = fact.getBoundingClientRect();\
         if (box.top < 0 || box.top >= innerHeight) return `at ${{box.top}} of ${{innerHeight}}`;\
         return fact.querySelector('button[aria-expanded=true]') ? 'open' : 'closed';"
    );
    page.settles(&format!("{id} open and in view"), &script, "open").await;
}
