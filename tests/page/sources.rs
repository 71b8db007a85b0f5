//! The documents behind the facts: their figures, and the ways from them to facts.

use privacy_catalog::coverage;
use privacy_catalog::model::Kind;
use serde_json::json;

use crate::support::{Page, unopened};

#[test]
fn the_catalogue_is_identified() {
    unopened(async |page| {
        page.open("view=sources").await;
        let text: String = page.read("return root().querySelector('[role=main]').innerText", &[]).await;
        let source = page.core.catalog().sources().iter().next().expect("there is a source").1;
        let hash = crate::support::catalogue_hash();
        let said = [page.core.catalog().version(), &hash, &source.title];
        let disclaimers = ["Not affiliated with the vendor", "Not legal advice"];
        for part in said.into_iter().chain(disclaimers) {
            assert!(text.contains(part), "{part} is missing");
        }
    });
}

#[test]
fn each_document_counts_its_facts_and_those_that_match() {
    unopened(async |page| {
        for fragment in ["view=sources", "q=tls&product=mx-one,mivoice-5000&view=sources"] {
            page.open(fragment).await;
            let answer = page.core.answer(fragment);
            page.wait_for(&format!("{} fact", answer.total())).await;
            let sections: Vec<(String, Vec<(usize, usize)>)> =
                coverage::of_sources(&page.core.index, &answer)
                    .into_iter()
                    .map(|one| (page.core.catalog().sources()[one.source].id.clone(), one.sections))
                    .collect();
            let script = "return Array.from(root().querySelectorAll('[data-source]'), one => [\
                one.dataset.source, Array.from(one.querySelectorAll('tbody tr'), row =>\
                    Array.from(row.querySelectorAll('td'), cell => Number(cell.textContent)))])";
            page.settles("the figures", script, json!(sections)).await;
        }
    });
}

#[test]
fn a_document_leads_to_its_facts() {
    unopened(async |page| {
        page.open("q=tls&view=sources").await;
        let source = third_source(page);
        page.click(&format!("[data-source='{source}'] button")).await;
        page.shows(&format!("source={source}")).await;
        page.is_at(&format!("source={source}")).await;
    });
}

#[test]
fn a_contradiction_leads_to_its_fact() {
    unopened(async |page| {
        page.open("view=sources").await;
        let mut facts = page.core.catalog().facts().iter().map(|(_, fact)| fact);
        let found = facts.rfind(|fact| fact.kind == Kind::Discrepancy).expect("there is one");
        page.click(&format!("a[href='#fact={}']", found.id)).await;
        page.is_at(&format!("fact={}", found.id)).await;
        let open = format!("return root().querySelector('[data-fact={}] dl') !== null", found.id);
        page.settles("the open fact", &open, true).await;
    });
}

fn third_source(page: &Page) -> String {
    page.core.catalog().sources().iter().nth(2).expect("there are five").1.id.clone()
}
