//! The documents behind the facts: their figures, and the ways from them to facts.

use std::sync::Arc;

use privacy_catalog::model::Kind;
use privacy_catalog::{contradictions, coverage};
use serde_json::{Value as Json, json};

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

#[test]
fn a_transfer_that_only_one_document_tells_of_is_listed() {
    unopened(async |page| {
        page.open("view=sources").await;
        let found = contradictions::one_sided(&page.core.index, &Arc::default());
        let script = "return root().querySelector('[data-one-sided]')?.dataset.oneSided ?? null";
        page.settles("their number", script, found.len().to_string()).await;
        page.open("view=sources&product=mx-one").await;
        page.settles("the same, whatever is filtered", script, found.len().to_string()).await;
        // In a catalogue of two products, alpha sends what beta is silent of, and what beta denies.
        let told: Json = page
            .play(
                "const catalog = catalogue(2);
                catalog.recipients = [{ id: 'beta', name: 'Product beta', kind: 'vendor-product' }];
                const [first, last] = catalog.facts;
                const out = { ...first, features: [], kind: 'transfer', direction: 'out', recipients: ['beta'] };
                catalog.facts = [
                    { ...out, id: 'silent', data_types: ['type-1'], state: 'provided' },
                    { ...out, id: 'denied', data_types: ['type-2'], state: 'provided' },
                    { ...last, id: 'no', features: [], kind: 'holding', activity: 'processed', data_types: ['type-2'], state: 'absent' },
                ];
                (await Catalog.fromJson(bytes(catalog))).mount(emptied(), { syncUrl: 'none', state: 'view=sources' });
                await holds('the list', () => root().querySelector('[data-one-sided]'));
                return Array.from(root().querySelectorAll('[data-one-sided] li'), line =>
                    [line.dataset.fact, line.dataset.denied, line.querySelector('h3').textContent,
                     Array.from(line.querySelectorAll('a'), link => link.hash.slice(6))]);",
                Json::Null,
            )
            .await;
        let expected = json!([
            ["silent", "false", "type 1, from Product alpha to Product beta", ["silent"]],
            ["denied", "true", "type 2, from Product alpha to Product beta", ["denied", "no"]],
        ]);
        assert_eq!(told, expected);
    });
}

fn third_source(page: &Page) -> String {
    page.core.catalog().sources().iter().nth(2).expect("there are five").1.id.clone()
}
