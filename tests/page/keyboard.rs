//! The whole page without a mouse.

use privacy_catalog::Facet;

use crate::support::keys::{DOWN, END, ENTER, ESCAPE, HOME, LEFT, RIGHT, SHIFT, SPACE, TAB, UP};
use crate::support::{Page, on_site};

#[test]
fn from_loading_to_a_fact_and_back() {
    on_site(async |page| {
        page.tab_to("input[type=search]").await;
        page.press("password").await;
        page.shows("q=password").await;
        page.tab_to("[data-facet=product]:not(:disabled)").await;
        let product: String = page.read("return active().dataset.value", &[]).await;
        page.press(SPACE).await;
        let fragment = format!("q=password&product={product}");
        page.shows(&fragment).await;
        page.tab_to("[data-fact] button").await;
        let facts = page.core.facts(&fragment);
        page.has_focus(&text_of(&facts[0])).await;
        page.press(DOWN).await;
        page.press(DOWN).await;
        page.has_focus(&text_of(&facts[2])).await;
        page.press(UP).await;
        page.press(ENTER).await;
        page.has_focus(&format!("{}[aria-expanded=true]", text_of(&facts[1]))).await;
        page.is_at(&format!("{fragment}&fact={}", facts[1])).await;
        page.press(ESCAPE).await;
        page.has_focus(&format!("{}[aria-expanded=false]", text_of(&facts[1]))).await;
        page.is_at(&fragment).await;
    });
}

#[test]
fn arrows_walk_through_a_facet() {
    on_site(async |page| {
        let ids: Vec<String> =
            page.core.index.values(Facet::Product).iter().map(|value| value.id.clone()).collect();
        page.tab_to("[data-facet=product]").await;
        page.has_focus(&value_of(Facet::Product, &ids[0])).await;
        page.press(DOWN).await;
        page.has_focus(&value_of(Facet::Product, &ids[1])).await;
        page.press(END).await;
        page.has_focus(&value_of(Facet::Product, &ids[ids.len() - 1])).await;
        page.press(DOWN).await;
        page.has_focus(&value_of(Facet::Product, &ids[ids.len() - 1])).await;
        page.press(HOME).await;
        page.has_focus(&value_of(Facet::Product, &ids[0])).await;
        page.press(ENTER).await;
        page.shows(&format!("product={}", ids[0])).await;
        page.has_focus(&value_of(Facet::Product, &ids[0])).await;
    });
}

#[test]
fn arrows_open_and_close_a_group() {
    on_site(async |page| {
        let (group, child) = ("provisioning-data", "mobile-phone-number");
        page.tab_to(&value_of(Facet::DataType, group)).await;
        page.press(RIGHT).await;
        is_drawn(page, child, true).await;
        page.press(LEFT).await;
        is_drawn(page, child, false).await;
        page.press(RIGHT).await;
        is_drawn(page, child, true).await;
        page.press(DOWN).await;
        page.press(SPACE).await;
        let first: String = page.read("return active().dataset.value", &[]).await;
        assert_ne!(first, group);
        page.shows(&format!("data_type={first}")).await;
    });
}

#[test]
fn the_views_and_the_filters_are_reached_backwards_too() {
    on_site(async |page| {
        page.tab_to("[data-facet=product]").await;
        page.press_with(SHIFT, TAB).await;
        page.has_focus("a[href='#view=sources']").await;
        page.press(ENTER).await;
        page.is_at("view=sources").await;
        page.has_focus("a[href='#view=sources'][aria-current=page]").await;
    });
}

#[test]
fn the_focus_stays_where_filtering_happens() {
    on_site(async |page| {
        page.tab_to("[data-facet=product]").await;
        page.press(SPACE).await;
        page.has_focus("[data-facet=product]:checked").await;
        page.press(SPACE).await;
        page.has_focus("[data-facet=product]:not(:checked)").await;
        page.shows("").await;
        page.press(DOWN).await;
        page.press(SPACE).await;
        page.tab_to("[aria-label^='Remove filter ']").await;
        page.press(ENTER).await;
        page.shows("").await;
    });
}

#[test]
fn what_has_the_focus_is_outlined() {
    on_site(async |page| {
        for selector in ["input[type=search]", "[data-facet=product]", "select", "[data-fact] button"] {
            page.tab_to(selector).await;
            let outline = "return getComputedStyle(active()).outlineStyle !== 'none'";
            page.settles(&format!("an outline of {selector}"), outline, true).await;
        }
    });
}

fn text_of(fact: &str) -> String {
    format!("[data-fact={fact}] button")
}

fn value_of(facet: Facet, id: &str) -> String {
    format!("[data-facet={}][data-value='{id}']", facet.info().key)
}

async fn is_drawn(page: &Page, child: &str, drawn: bool) {
    let script = format!("return root().querySelector(\"{}\") !== null", value_of(Facet::DataType, child));
    page.settles(child, &script, drawn).await;
}
