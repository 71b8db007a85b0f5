//! On paper: all facts of the answer, with what it is the answer to.

use fantoccini::wd::PrintConfiguration;
use serde_json::json;

use crate::support::{catalogue_hash, on_site, unopened};

const DRAWN: &str = "return root().querySelectorAll('[data-fact]').length";

#[test]
fn all_facts_are_drawn_before_printing() {
    on_site(async |page| {
        assert!(page.facts().await.len() < page.core.all(), "all are drawn anyway: the test is in vain");
        page.read::<()>("dispatchEvent(new Event('beforeprint'))", &[]).await;
        page.settles("all facts", DRAWN, page.core.all()).await;
        assert_eq!(page.facts().await, page.core.facts(""));
    });
}

#[test]
fn printing_draws_all_facts() {
    unopened(async |page| {
        page.open("product=mx-one").await;
        let before = page.facts().await.len();
        // Before the page hears that it was printed.
        let script = "addEventListener('afterprint', () => {\
                window.printed = root().querySelectorAll('[data-fact]').length;\
            }, { capture: true })";
        page.read::<()>(script, &[]).await;
        let paper = page.client.print(PrintConfiguration::default()).await.expect("it can be printed");
        assert!(paper.starts_with(b"%PDF"));
        page.settles("all facts", "return window.printed", page.core.total("product=mx-one")).await;
        page.settles("what was drawn before", DRAWN, before).await;
    });
}

#[test]
fn the_paper_says_what_it_is() {
    unopened(async |page| {
        page.open("q=tls&product=mx-one").await;
        let text = "return wording()";
        let on_screen: String = page.read(text, &[]).await;
        assert!(!on_screen.contains("filtered by"), "that is for paper");
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let on_paper: String = page.read(text, &[]).await;
        let hash = catalogue_hash();
        let total = format!("{} facts", page.core.total("q=tls&product=mx-one"));
        let product = page.core.name(privacy_catalog::Facet::Product, "mx-one");
        for part in ["filtered by “tls”", product, &total, page.core.catalog().version(), &hash[..12]] {
            assert!(on_paper.contains(part), "{part} is missing");
        }
        let today: String = page.read("return new Date().toISOString().slice(0, 10)", &[]).await;
        assert!(on_paper.contains(&today), "the day is missing");
        let controls = "return Array.from(root().querySelectorAll('input, select, nav a'))\
                        .filter(element => element.checkVisibility()).length";
        page.settles("no controls on paper", controls, 0).await;
    });
}
