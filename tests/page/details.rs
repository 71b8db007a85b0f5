//! What an opened fact tells, and what can be taken from it.

use privacy_catalog::articles;
use privacy_catalog::model::{Fact, Kind};
use serde_json::json;

use crate::support::keys::{ENTER, ESCAPE};
use crate::support::{Page, unopened};

#[test]
fn a_click_opens_and_closes_a_fact() {
    unopened(async |page| {
        let (fragment, id) = documented_fact(page);
        page.open(&fragment).await;
        page.click(&button(&id)).await;
        page.is_at(&format!("{fragment}&fact={id}")).await;
        tells_everything(page, &id).await;
        page.shows(&fragment).await;
        page.click(&button(&id)).await;
        page.is_at(&fragment).await;
        page.settles("no details", &details(&id), json!([])).await;
    });
}

#[test]
fn enter_opens_and_escape_closes_and_keeps_the_focus() {
    unopened(async |page| {
        let (fragment, id) = documented_fact(page);
        page.open(&fragment).await;
        page.tab_to(&button(&id)).await;
        page.press(ENTER).await;
        tells_everything(page, &id).await;
        page.tab_to(&format!("[data-fact={id}] a[href^='#fact={id}']")).await;
        page.press(ESCAPE).await;
        page.settles("no details", &details(&id), json!([])).await;
        page.has_focus(&button(&id)).await;
    });
}

#[test]
fn every_kind_of_fact_tells_everything() {
    unopened(async |page| {
        page.open("").await;
        let facts = page.core.catalog().facts();
        for kind in Kind::ALL {
            let of_kind = || facts.iter().map(|(_, fact)| fact).filter(|fact| fact.kind == *kind);
            let richest = of_kind().max_by_key(|fact| richness(fact)).expect("there is one of each kind");
            page.open(&format!("fact={}", richest.id)).await;
            tells_everything(page, &richest.id).await;
        }
    });
}

#[test]
fn one_fact_is_open_at_a_time() {
    unopened(async |page| {
        page.open("product=mx-one").await;
        let facts = page.facts().await;
        for id in &facts[..3] {
            page.click(&button(id)).await;
            let open = "return Array.from(root().querySelectorAll('[data-fact]'))\
                        .filter(fact => fact.querySelector('dl')).map(fact => fact.dataset.fact)";
            page.settles("the open fact", open, json!([id])).await;
        }
    });
}

#[test]
fn the_citation_is_copied_and_said() {
    unopened(async |page| {
        let (fragment, id) = documented_fact(page);
        page.permit("clipboard-write", true).await;
        page.permit("clipboard-read", true).await;
        page.open(&format!("{fragment}&fact={id}")).await;
        page.press_button("Copy citation").await;
        page.settles("the button", &shows_button("Citation copied"), true).await;
        says(page, "copied").await;
        let copied: String = page.read("return navigator.clipboard.readText()", &[]).await;
        is_citation(page, &id, &copied);
        page.settles("no text to select", "return root().querySelectorAll('textarea').length", 0).await;
    });
}

#[test]
fn a_citation_that_cannot_be_copied_is_shown() {
    unopened(async |page| {
        let (fragment, id) = documented_fact(page);
        page.permit("clipboard-write", false).await;
        page.open(&format!("{fragment}&fact={id}")).await;
        page.press_button("Copy citation").await;
        let look = async || {
            let shown: Option<String> =
                page.read("return root().querySelector('textarea')?.value", &[]).await;
            shown.ok_or_else(|| "no text to select".to_owned())
        };
        is_citation(page, &id, &page.until("the citation as text", look).await);
        says(page, "denied").await;
    });
}

/// A fact with a note, manuals and articles, and a fragment that lists it soon.
fn documented_fact(page: &Page) -> (String, String) {
    let catalog = page.core.catalog();
    let rich = |fact: &Fact| fact.note.is_some() && !fact.manuals.is_empty() && !fact.features.is_empty();
    let found = catalog.facts().iter().map(|(_, fact)| fact).find_map(|fact| {
        let feature = rich(fact).then(|| &catalog.features()[fact.features[0]])?;
        let fragment = format!("product={}&feature={}", catalog.products()[fact.product].id, feature.id);
        let listed = page.core.facts(&fragment).iter().take(20).any(|id| *id == fact.id);
        (listed && !articles::of_fact(catalog, fact).is_empty()).then(|| (fragment, fact.id.clone()))
    });
    found.expect("the catalogue has a fact that is fully documented")
}

fn richness(fact: &Fact) -> usize {
    usize::from(fact.note.is_some()) + fact.manuals.len().min(1) + fact.recipients.len().min(1)
}

fn button(id: &str) -> String {
    format!("[data-fact={id}] button[aria-expanded]")
}

/// A script for the rows of a fact's details: term and text.
fn details(id: &str) -> String {
    format!(
        "return Array.from(root().querySelectorAll('[data-fact={id}] dt'),\
         term => [term.textContent, term.nextElementSibling.innerText])"
    )
}

fn shows_button(name: &str) -> String {
    format!("return Array.from(root().querySelectorAll('button'), e => e.textContent).includes('{name}')")
}

/// Waits until the status announces a message.
async fn says(page: &Page, message: &str) {
    let look = async || {
        let seen = page.status().await;
        if seen.contains(message) { Ok(()) } else { Err(seen) }
    };
    page.until(message, look).await;
}

/// Waits until the details of a fact hold all that the catalogue records about it.
async fn tells_everything(page: &Page, id: &str) {
    let catalog = page.core.catalog();
    let fact = page.core.fact(id);
    let source = &catalog.sources()[fact.cite.source];
    let manuals =
        fact.manuals.iter().flat_map(|manual| [Some(&manual.title), manual.section.as_ref()]).flatten();
    let mut expected: Vec<(&str, &str)> = vec![
        ("Product", &catalog.products()[fact.product].name),
        ("Source", &source.title),
        ("Source", &fact.cite.section_id),
    ];
    expected.extend(source.date.as_deref().map(|date| ("Source", date)));
    expected.extend(fact.cite.row.as_deref().map(|row| ("Source", row)));
    expected.extend(fact.note.as_deref().map(|note| ("Note", note)));
    expected.extend(manuals.map(|text| ("Manuals", text.as_str())));
    expected.extend(fact.features.iter().map(|&one| ("Feature", catalog.features()[one].name.as_str())));
    let articles = articles::of_fact(catalog, fact);
    expected.extend(articles.iter().map(|article| ("GDPR", *article)));
    expected.extend((!articles.is_empty()).then_some(("GDPR", "our reading")));
    let look = async || {
        let rows: Vec<(String, String)> = page.read(&details(id), &[]).await;
        let tells =
            |(term, text): &(&str, &str)| rows.iter().any(|row| row.0 == *term && row.1.contains(text));
        match expected.iter().find(|one| !tells(one)) {
            Some(missing) => Err(format!("{missing:?} is missing from {rows:?}")),
            None => Ok(()),
        }
    };
    page.until(&format!("the details of {id}"), look).await;
}

/// A citation holds the fact's text, its place and the address that opens it.
fn is_citation(page: &Page, id: &str, text: &str) {
    let fact = page.core.fact(id);
    let source = &page.core.catalog().sources()[fact.cite.source];
    let permalink = format!("{}#fact={id}", page.server.address);
    for part in [&fact.text, &source.title, &fact.cite.section_id, &permalink] {
        assert!(text.contains(part.as_str()), "{part} is missing from {text}");
    }
}
