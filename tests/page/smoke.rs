//! The page works at all: what is also asked of the site that Trunk builds.

use privacy_catalog::Facet;
use serde_json::json;

use crate::support::on_site;

#[test]
fn smoke_the_page_opens_with_all_facts() {
    on_site(async |page| {
        page.wait_for(&format!("{} facts", page.core.all())).await;
        page.shows("").await;
        assert_eq!(page.total().await, page.core.all());
        page.settles("the title", "return document.title", "Privacy Explorer").await;
    });
}

#[test]
fn smoke_a_click_on_a_product_filters() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        page.is_at("product=mx-one").await;
        assert_eq!(page.choice(Facet::Product, "mx-one").await, "included");
    });
}

#[test]
fn smoke_the_sources_are_the_documents() {
    on_site(async |page| {
        page.press_button("Sources").await;
        let ids: Vec<&str> =
            page.core.catalog().sources().iter().map(|(_, source)| source.id.as_str()).collect();
        let script = "return Array.from(root().querySelectorAll('[data-source]'), e => e.dataset.source)";
        page.settles("the documents", script, json!(ids)).await;
        page.is_at("view=sources").await;
    });
}
