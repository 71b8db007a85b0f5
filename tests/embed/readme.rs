//! What the README gives to be pasted works as it stands there.

use std::fs;

use serde_json::json;
use xtask::browser::Browser;
use xtask::paths;
use xtask::server::Options;

use crate::support::{Setup, in_every_engine, run, total};

in_every_engine! {
    its_tags_show_what_they_say,
    its_script_answers,
}

/// The block of the README in a language, with the folder of the explorer as the tests have it.
fn block(language: &str) -> String {
    let text = fs::read_to_string(paths::root().join("README.md")).expect("the README can be read");
    let (_, rest) = text.split_once(&format!("\n```{language}\n")).expect("the README has such a block");
    let (block, _) = rest.split_once("\n```").expect("the block ends");
    assert!(block.contains("explorer/privacy-explorer.js"), "{block}");
    block.replace("./explorer/", "../").replace("\"explorer/", "\"../")
}

/// Waits for a page's only frame, of which the page noted that it is ready.
pub(crate) const FRAME_IS_READY: &str = "
    const frame = await holds('a frame', () => document.querySelector('iframe'));
    frame.scrollIntoView();
    await holds('what it shows', () => window.ready === true);";

/// Scripts that stand in a page are no part of the strict policy.
pub(crate) fn inline() -> Setup {
    Setup { server: Options { csp: false, ..Options::default() }, ..Setup::default() }
}

fn its_tags_show_what_they_say(browser: Browser) {
    run(browser, inline(), async |stage| {
        let watch = "<script>addEventListener('pe-ready', ({ target }) => window.ready ||= target.localName === 'iframe', true)</script>";
        stage.open_page_of(&format!("{watch}\n{}", block("html"))).await;
        stage.play::<()>("await shows(first, input)", total("q=tls&product=mx-one,mivoice-5000")).await;
        stage.play::<()>(FRAME_IS_READY, json!(null)).await;
        let high = "return document.querySelector('iframe').getBoundingClientRect().height > 300";
        assert!(stage.play::<bool>(high, json!(null)).await, "it is as high as its content");
        stage.enter("Privacy Explorer").await;
        stage.play::<()>("await shows(first, input)", total("q=tls")).await;
        stage.leave().await;
    });
}

fn its_script_answers(browser: Browser) {
    run(browser, inline(), async |stage| {
        let own = json!({
            "schema": "privacy-catalog/1", "title": "Ours", "version": "1",
            "products": [{ "id": "phone", "name": "Phone", "summary": "A telephone." }],
            "sources": [{ "id": "guide", "product": "phone", "title": "Guide", "sections": [{ "id": "1", "title": "All" }] }],
            "data_types": [], "features": [{ "id": "tls", "name": "TLS" }], "subjects": [], "recipients": [],
            "facts": [{
                "id": "phone-tls", "product": "phone", "kind": "measure", "data_types": ["all"], "features": ["tls"],
                "state": "provided", "text": "Calls are encrypted with TLS.", "cite": { "source": "guide", "section": "1" },
            }],
        });
        fs::write(stage.folder.join("pages/our-catalogue.json"), own.to_string()).expect("it can be written");
        let script =
            block("js").replace("answer.facts; ", "window.told = [answer.total, answer.facts[0].id]; ");
        let script = script
            .replace("catalog.fact(\"phone-tls\"); ", "window.told.push(catalog.fact(\"phone-tls\").text); ");
        let body = format!(
            "<progress id=bar value=0></progress><div id=here></div>\n<script type=module>\n{script}\nwindow.done = bar.value;\n</script>"
        );
        stage.open_page_of(&body).await;
        let look = "await holds('its end', () => window.done !== undefined);\
            await holds('the mounted one', () => here.textContent.includes('Calls are encrypted'));\
            return [...window.told, window.done]";
        let told: (usize, String, String, usize) = stage.play(look, json!(null)).await;
        assert_eq!(told, (1, "phone-tls".to_owned(), "Calls are encrypted with TLS.".to_owned(), 1));
    });
}
