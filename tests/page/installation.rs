//! My installation: what the reader runs changes every view, says why, and stays in the address.

use privacy_catalog::Facet;
use privacy_catalog::model::State;
use serde_json::json;

use crate::support::{Page, unopened};

const RELEASE: &str = "at.mivoice-5000=7.2";

/// Chooses a value of a select element as a reader does.
async fn choose(page: &Page, selector: &str, value: &str) {
    let script = "const field = root().querySelector(arguments[0]); field.value = arguments[1];\
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    // What it stands in may still be loading.
    let is_there = format!("return root().querySelector('{selector}') !== null");
    page.settles(selector, &is_there, true).await;
    page.read::<()>(script, &[json!(selector), json!(value)]).await;
}

#[test]
fn a_release_is_chosen_and_what_came_later_is_absent() {
    unopened(async |page| {
        page.open("product=mivoice-5000&state=absent").await;
        let before = page.total().await;
        page.press_button("My installation").await;
        choose(page, "[data-installed=mivoice-5000] select", "7.2").await;
        let fragment = format!("product=mivoice-5000&state=absent&{RELEASE}");
        page.is_at(&fragment).await;
        page.shows(&fragment).await;
        assert!(page.total().await > before, "nothing became absent");
        let reasons: Vec<String> = page
            .read("return Array.from(root().querySelectorAll('.pe-changed'), one => one.textContent)", &[])
            .await;
        assert!(reasons.iter().any(|reason| reason == "My installation: from 8.0 on"), "{reasons:?}");
        let changes = format!("changes {} facts", page.core.installed(&fragment).changes());
        page.settles(
            "how much is changed",
            "return root().querySelector('[data-changes]').textContent",
            changes,
        )
        .await;
    });
}

#[test]
fn the_counts_are_those_of_the_installation() {
    unopened(async |page| {
        page.open(RELEASE).await;
        let mut differ = 0;
        for state in State::ALL {
            let count = page.core.count(RELEASE, Facet::State, state.id());
            differ += usize::from(count != page.core.count("", Facet::State, state.id()));
            let script = format!(
                "return Number(root().querySelector('[data-facet=state][data-value={}]')\
                .closest('[data-choice]').querySelector('.pe-count').textContent)",
                state.id()
            );
            page.settles(state.id(), &script, count).await;
        }
        assert!(differ > 2, "{differ} states have other counts: too few to prove much");
    });
}

#[test]
fn a_fact_says_what_it_is_in_the_catalogue_and_why_it_is_something_else() {
    unopened(async |page| {
        let index = page.core.installed(RELEASE);
        let changed = index.catalog().facts().iter().find(|&(place, _)| {
            index.change_of(place).is_some_and(|change| change.state == Some(State::Absent))
        });
        let (place, fact) = changed.expect("a fact is absent there");
        page.open(&format!("{RELEASE}&fact={}", fact.id)).await;
        let text: String = page.read("return root().querySelector('.pe-details').innerText", &[]).await;
        let why = index.change_of(place).expect("it is changed").why;
        assert!(text.contains(&format!("Absent: {}", why.words(privacy_catalog::Locale::ENGLISH))), "{text}");
        assert!(text.contains(fact.state.expect("it has one").label()), "{text}");
    });
}

#[test]
fn what_is_switched_on_is_provided() {
    unopened(async |page| {
        let options = page.core.index.options();
        let feature = options[0]
            .iter()
            .map(|&feature| page.core.index.values(Facet::Feature)[feature as usize].id.clone());
        let product = page.core.index.values(Facet::Product)[0].id.clone();
        let fragment = |feature: &str| format!("on.{product}={feature}");
        let changes = |feature: &String| page.core.installed(&fragment(feature)).changes() > 0;
        let feature = feature.into_iter().find(changes).expect("an option changes something");
        page.open("").await;
        page.press_button("My installation").await;
        page.click(&format!("[data-installed={product}] summary")).await;
        page.click(&format!("[data-installed={product}] [data-on={feature}]")).await;
        page.is_at(&fragment(&feature)).await;
        page.shows(&fragment(&feature)).await;
        page.click("[data-changes]").await;
        page.press_button("As in the documents").await;
        page.is_at("").await;
        page.settles(
            "no chip is left",
            "return root().querySelector('[data-installed].pe-chip') === null",
            true,
        )
        .await;
    });
}

#[test]
fn what_the_documents_do_not_name_is_reported() {
    unopened(async |page| {
        page.open("at.mivoice-5000=99.9&on.nowhere=audit&at.mx-one").await;
        let script = "return root().querySelectorAll('[data-notice=ignored] li').length";
        page.settles("what was ignored", script, 3).await;
        page.shows("").await;
    });
}
