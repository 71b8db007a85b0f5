//! What is saved is what is shown: every file is, byte for byte, what the core makes of the view.

use privacy_catalog::Catalog;
use serde_json::json;

use crate::support::{Page, drawn, unopened};

/// Clicks a format and returns the file's name, type and bytes, and the day.
const SAVED: &str = "
    const kept = URL.createObjectURL;
    const saved = new Promise(go => { URL.createObjectURL = blob => { go(blob); return kept.call(URL, blob); }; });
    let name = null;
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { name = this.download; };
    root().querySelector(`[data-format=${input}]`).click();
    const blob = await saved;
    await frames(1);
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = kept;
    const content = Array.from(new Uint8Array(await blob.arrayBuffer()));
    return [name, blob.type, content, new Date().toISOString().slice(0, 10)];";

/// A file that was saved: its name, its bytes, and the day on which it was.
async fn saved(page: &Page, format: &str) -> (String, Vec<u8>, String) {
    page.settles("the formats", "return root().querySelectorAll('[data-format]').length", 4).await;
    let (name, kind, bytes, day): (String, String, Vec<u8>, String) = page.play(SAVED, json!(format)).await;
    assert!(!kind.is_empty(), "{name} has no type");
    (name, bytes, day)
}

const VIEWS: [&str; 8] = [
    "q=tls&product=mivoice-5000&group=feature",
    "product=mivoice-5000&at.mivoice-5000=7.2",
    "feature=audit&view=compare",
    "product=mx-one&view=flows",
    "data_type=call-recording&view=lifecycle",
    "data_type=call-recording&view=lifecycle&request=erasure",
    "product=mx-one&view=record&template=ico",
    "view=sources",
];

#[test]
fn every_view_is_saved_as_the_core_writes_it() {
    unopened(async |page| {
        for fragment in VIEWS {
            page.open(fragment).await;
            page.press_button("Export").await;
            let (link, index) = (page.core.link(fragment), page.core.installed(fragment));
            for format in ["csv", "xlsx", "md", "json"] {
                let (name, bytes, day) = saved(page, format).await;
                let (expected_name, expected) = drawn::file(&index, &link, format, &day);
                assert_eq!(name, expected_name);
                assert!(bytes == expected, "{fragment}: {}", String::from_utf8_lossy(&bytes));
            }
        }
    });
}

#[test]
fn the_facts_are_saved_as_a_catalogue_that_shows_the_same() {
    unopened(async |page| {
        let fragment = "q=tls&product=mivoice-5000,mx-one";
        page.open(fragment).await;
        page.press_button("Export").await;
        let (name, bytes, day) = saved(page, "json").await;
        assert_eq!(name, format!("privacy-catalogue-{day}.json"));
        let catalog = Catalog::from_json(&name, &bytes).expect("the file is sound");
        assert_eq!(catalog.facts().len(), page.core.total(fragment));
        let ids: Vec<String> = catalog.facts().iter().map(|(_, fact)| fact.id.clone()).collect();
        assert!(ids.iter().all(|id| page.core.facts(fragment).contains(id)));
    });
}

#[test]
fn nothing_that_matches_is_saved_as_nothing() {
    unopened(async |page| {
        page.open("q=zzqxv").await;
        page.press_button("Export").await;
        assert_eq!(page.core.total("q=zzqxv"), 0);
        let (_, bytes, day) = saved(page, "csv").await;
        assert!(bytes == drawn::file(&page.core.index, &page.core.link("q=zzqxv"), "csv", &day).1);
        let text = String::from_utf8(bytes).expect("CSV is text");
        assert!(text.contains("zzqxv"), "the filters are in it: {text}");
        page.press_button("Done").await;
        page.settles("the panel is closed", "return root().querySelector('[data-format]') === null", true)
            .await;
    });
}
