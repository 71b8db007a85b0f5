//! From a phone to a wide screen, nothing sticks out of the page.

use privacy_catalog::Facet;

use crate::support::{Page, on_site, unopened};

const WIDTHS: [u32; 7] = [320, 360, 480, 720, 800, 1280, 1600];

#[test]
fn the_facts_fit_every_width() {
    fits_with("");
}

#[test]
fn an_open_fact_fits_every_width() {
    unopened(async |page| {
        let facts = page.core.catalog().facts().iter().map(|(_, fact)| fact);
        let longest =
            facts.max_by_key(|fact| fact.text.len() + fact.manuals.len() * 80).expect("there is one");
        page.open(&format!("fact={}", longest.id)).await;
        fits(page).await;
    });
}

#[test]
fn a_crowded_bar_fits_every_width() {
    let word = "unbreakable".repeat(12);
    fits_with(&format!(
        "q={word}&product=mx-one,no-such-product-{word}&feature=-tls-version,-audit&data_type=name&{word}={word}"
    ));
}

#[test]
fn lives_fit_every_width() {
    fits_with("data_type=name,call-recording&view=lifecycle");
}

#[test]
fn checklists_fit_every_width() {
    fits_with("data_type=name&product=mx-one&view=lifecycle&request=erasure");
}

#[test]
fn records_fit_every_width() {
    fits_with("product=mivoice-5000&view=record&template=ico");
}

#[test]
fn the_sources_fit_every_width() {
    fits_with("view=sources");
}

#[test]
fn the_flows_fit_every_width() {
    fits_with("view=flows&open=provisioning-data");
}

#[test]
fn the_filters_are_beside_the_facts_or_behind_a_button() {
    on_site(async |page| {
        let shown = "return root().querySelector('[data-facet=product]').checkVisibility()";
        page.settles("the filters on a wide page", shown, true).await;
        page.resize(360, 740).await;
        page.settles("no filters on a narrow page", shown, false).await;
        page.press_button("Filters").await;
        page.settles("the filters after a click", shown, true).await;
        does_not_stick_out(page, "filters").await;
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        page.press(crate::support::keys::ESCAPE).await;
        page.settles("no filters after Escape", shown, false).await;
        page.press_button("Filters · 1").await;
        page.settles("the filters again", shown, true).await;
    });
}

fn fits_with(fragment: &str) {
    unopened(async |page| {
        page.open(fragment).await;
        fits(page).await;
    });
}

async fn fits(page: &Page) {
    for width in WIDTHS {
        page.resize(width, 800).await;
        does_not_stick_out(page, &width.to_string()).await;
    }
}

async fn does_not_stick_out(page: &Page, what: &str) {
    let script = "const width = document.documentElement.scrollWidth;\
        if (width <= innerWidth) return [];\
        return [`${width} in ${innerWidth}`, ...Array.from(root().querySelectorAll('*'))\
            .filter(element => element.getBoundingClientRect().right > innerWidth + 0.5)\
            .slice(0, 5).map(element => element.outerHTML.slice(0, 120))]";
    let out: Vec<String> = page.read(script, &[]).await;
    assert!(out.is_empty(), "{what}: {out:#?}");
}
