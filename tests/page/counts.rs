//! The numbers beside the values: all of them the core's, and what they forbid.

use privacy_catalog::Facet;
use serde_json::json;

use crate::support::{Page, on_site, unopened};

/// A value as the page draws it: facet, id, what it shows as count, and whether it is disabled.
type Drawn = (String, String, String, bool);

const DRAWN: &str = "return Array.from(root().querySelectorAll('[data-facet]'), field => [\
    field.dataset.facet, field.dataset.value,\
    Array.from(field.closest('[data-choice]').lastElementChild.childNodes)\
        .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(''), field.disabled])";

#[test]
fn every_count_is_the_cores() {
    on_site(async |page| {
        open_everything(page).await;
        agrees(page, "").await;
        page.check(Facet::Product, "open-integration-gateway").await;
        agrees(page, "product=open-integration-gateway").await;
        page.exclude(Facet::Feature, "audit").await;
        agrees(page, "product=open-integration-gateway&feature=-audit").await;
        page.check(Facet::State, "provided").await;
        agrees(page, "product=open-integration-gateway&feature=-audit&state=provided").await;
    });
}

#[test]
fn a_value_without_facts_stays_but_cannot_be_chosen() {
    unopened(async |page| {
        let fragment = "product=open-integration-gateway";
        page.open(fragment).await;
        page.turn(Facet::DataType, "provisioning-data").await;
        let id = "mobile-phone-number";
        assert_eq!(page.core.count(fragment, Facet::DataType, id), 0, "another value is needed here");
        let field = page.value(Facet::DataType, id).await;
        assert!(!field.is_enabled().await.expect("it can be read"));
        assert!(field.is_displayed().await.expect("it can be read"));
        // A click on it, by a reader who tries all the same, changes nothing.
        let _ = field.click().await;
        page.shows(fragment).await;
        page.is_at(fragment).await;
    });
}

/// Opens all facets and groups, and shows all that a facet holds back.
async fn open_everything(page: &Page) {
    let left = "return root().querySelectorAll(arguments[0]).length";
    for closed in ["fieldset [aria-expanded=false]", "fieldset .pe-more"] {
        while page.read::<u32>(left, &[json!(closed)]).await > 0 {
            page.click(closed).await;
        }
    }
}

/// Waits until every value that is drawn, and that is all of them, has the core's count.
async fn agrees(page: &Page, fragment: &str) {
    page.shows(fragment).await;
    let link = page.core.link(fragment);
    let answer = page.core.answer(fragment);
    let look = async || {
        let drawn: Vec<Drawn> = page.read(DRAWN, &[]).await;
        for (key, id, count, disabled) in &drawn {
            let facet = Facet::from_key(key).ok_or("a facet that the core does not know")?;
            let place = page.core.index.value(facet, id).ok_or(format!("{key} {id} is not the core's"))?;
            let expected = answer.counts(facet)[place as usize];
            let chosen =
                page.core.index.choice(&link.query, facet, place) != privacy_catalog::index::Choice::Open;
            if *count != expected.to_string() || *disabled != (expected == 0 && !chosen) {
                return Err(format!("{key} {id}: {count}, disabled: {disabled}, instead of {expected}"));
            }
        }
        let all: usize =
            privacy_catalog::facet::FACETS.iter().map(|info| page.core.index.values(info.facet).len()).sum();
        if drawn.len() == all { Ok(()) } else { Err(format!("{} values drawn of {all}", drawn.len())) }
    };
    page.until(&format!("the counts of {fragment:?}"), look).await;
}
