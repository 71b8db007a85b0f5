//! What each view and panel is there for, done by keys alone; the focus is somewhere sensible afterwards.

use serde_json::{Value as Json, json};

use crate::support::keys::{DOWN, END, ENTER, ESCAPE, LEFT, SHIFT, SPACE, TAB};
use crate::support::{Page, on_site, unopened};

/// The button of a panel, by its place in the header.
const INSTALLATION: &str = ".pe-header > button:nth-of-type(1)";
const EXPORT: &str = ".pe-header > button:nth-of-type(3)";

/// Presses Tab until the button with a name has the focus, and Enter on it.
async fn enter_on(page: &Page, name: &str) {
    for _ in 0..200 {
        let script =
            "return active().textContent.trim() === arguments[0] || active().ariaLabel === arguments[0]";
        if page.read(script, &[json!(name)]).await {
            page.press(ENTER).await;
            return;
        }
        page.press(TAB).await;
    }
    panic!("Tab does not reach {name}");
}

#[test]
fn an_installation_is_chosen_and_taken_back() {
    unopened(async |page| {
        page.open("product=mivoice-5000").await;
        page.tab_to(INSTALLATION).await;
        page.press(ENTER).await;
        page.settles(
            "the panel",
            "return root().querySelectorAll('[data-installed] select').length > 0",
            true,
        )
        .await;
        page.has_focus(INSTALLATION).await;
        page.tab_to("[data-installed=mivoice-5000] select").await;
        page.press(DOWN).await;
        let release: String = page.read("return active().value", &[]).await;
        let fragment = format!("product=mivoice-5000&at.mivoice-5000={release}");
        page.is_at(&fragment).await;
        page.shows(&fragment).await;
        page.has_focus("[data-installed=mivoice-5000] select").await;
        page.tab_to("[data-installed=mivoice-5000] summary").await;
        page.press(ENTER).await;
        page.press(TAB).await;
        page.has_focus("[data-on]").await;
        page.press(SPACE).await;
        page.has_focus("[data-on]:checked").await;
        enter_on(page, "As in the documents").await;
        page.is_at("product=mivoice-5000").await;
        is_somewhere(page).await;
        enter_on(page, "Done").await;
        page.settles("no panel", "return root().querySelectorAll('.pe-drawer').length", 0).await;
        page.has_focus(INSTALLATION).await;
    });
}

#[test]
fn a_view_is_saved() {
    unopened(async |page| {
        page.open("product=mx-one&view=compare").await;
        page.tab_to(EXPORT).await;
        page.press(ENTER).await;
        page.tab_to("[data-format=csv]").await;
        let watch = "window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push(this.download); }";
        page.read::<()>(watch, &[]).await;
        page.press(ENTER).await;
        page.settles("one file", "return saved.map(name => name.split('.').pop())", json!(["csv"])).await;
        page.has_focus("[data-format=csv]").await;
        enter_on(page, "Done").await;
        page.has_focus(EXPORT).await;
    });
}

#[test]
fn a_cell_is_opened_read_and_closed() {
    unopened(async |page| {
        page.open("product=mx-one,mivoice-5000&feature=audit&view=compare").await;
        page.settles("the table", "return root().querySelectorAll('table').length", 1).await;
        page.resize(320, 640).await;
        page.tab_to("thead .pe-name").await;
        // To the last column and back: what has the focus never lies under the names.
        for key in [DOWN, END, LEFT] {
            page.press(key).await;
        }
        page.has_focus("td [data-at='1-1']").await;
        let covered = "const box = active().getBoundingClientRect();\
            const hit = root().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);\
            return active().contains(hit)";
        page.settles("the cell is not covered", covered, true).await;
        page.press(ENTER).await;
        page.has_focus("td [aria-expanded=true]").await;
        enter_on(page, "Close").await;
        page.settles("no facts beside", "return root().querySelectorAll('.pe-beside').length", 0).await;
        page.has_focus("td [data-at='1-1'][aria-expanded=false]").await;
        page.press(ENTER).await;
        page.has_focus("td [aria-expanded=true]").await;
        page.press(ESCAPE).await;
        page.has_focus("td [data-at='1-1'][aria-expanded=false]").await;
    });
}

#[test]
fn the_facts_of_a_flow_and_of_a_document_are_found() {
    unopened(async |page| {
        page.open("product=mx-one&view=flows").await;
        page.settles("the table", "return root().querySelectorAll('.pe-edges td a').length > 0", true).await;
        page.tab_to(".pe-edges td a").await;
        page.press(ENTER).await;
        let at =
            "return [location.hash.includes('view='), root().querySelectorAll('[data-fact]').length > 0]";
        page.settles("the facts", at, json!([false, true])).await;
        is_somewhere(page).await;
        page.open("view=sources").await;
        page.settles("the documents", "return root().querySelectorAll('[data-source]').length > 0", true)
            .await;
        enter_on(page, "Show its facts").await;
        page.settles("the facts", "return root().querySelectorAll('[data-fact]').length > 0", true).await;
        is_somewhere(page).await;
    });
}

#[test]
fn a_record_is_chosen_and_noted_on() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        page.settles("the record", "return root().querySelectorAll('.pe-record').length", 1).await;
        page.tab_to("[data-setting=Form]").await;
        page.press("p").await;
        page.is_at("product=mx-one&view=record&form=processor").await;
        page.has_focus("[data-setting=Form]").await;
        page.tab_to(".pe-add-note").await;
        let row: String = page.read("return active().closest('[data-row]').dataset.row", &[]).await;
        page.press(ENTER).await;
        page.has_focus("textarea").await;
        page.press("Jo").await;
        enter_on(page, "Keep the note").await;
        let note = format!(
            "return root().querySelector('[data-row={row}] .pe-note')?.textContent.endsWith('Jo') ?? false"
        );
        page.settles("the note", &note, true).await;
        page.has_focus(&format!("[data-row={row}] .pe-add-note")).await;
    });
}

#[test]
fn what_goes_leaves_the_focus_near() {
    unopened(async |page| {
        page.open("q=zzqxv&product=mx-one&foo=1").await;
        enter_on(page, "Dismiss").await;
        page.settles("no notice", "return root().querySelectorAll('[data-notice]').length", 0).await;
        is_somewhere(page).await;
        enter_on(page, "Remove filter MiVoice MX-ONE").await;
        page.shows("q=zzqxv").await;
        is_somewhere(page).await;
        enter_on(page, "Clear all filters").await;
        page.shows("").await;
        is_somewhere(page).await;
    });
}

#[test]
fn the_filters_of_a_phone_are_opened_and_left() {
    on_site(async |page| {
        page.resize(320, 640).await;
        page.tab_to(".pe-bar .pe-filters").await;
        page.press(ENTER).await;
        // They stand before the button.
        back_to(page, "[data-facet=product]:not(:disabled)").await;
        let product: String = page.read("return active().dataset.value", &[]).await;
        page.press(SPACE).await;
        page.shows(&format!("product={product}")).await;
        page.tab_to(".pe-done button").await;
        page.press(ENTER).await;
        page.settles("no filters", "return root().querySelector('.pe-facets').checkVisibility()", false)
            .await;
        is_somewhere(page).await;
    });
}

/// Goes backwards until what has the focus matches a selector.
async fn back_to(page: &Page, selector: &str) {
    for _ in 0..200 {
        let at: bool = page.read("return active().matches(arguments[0])", &[json!(selector)]).await;
        if at {
            return;
        }
        page.press_with(SHIFT, TAB).await;
    }
    panic!("going back does not reach {selector}");
}

/// Waits until something of the explorer has the focus, and can be seen.
async fn is_somewhere(page: &Page) {
    let script = "const one = active(); return root().contains(one) && one.checkVisibility() ? true : one.outerHTML.slice(0, 80)";
    page.settles("the focus is not lost", script, Json::Bool(true)).await;
}
