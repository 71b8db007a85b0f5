//! The site itself on any static host: at its root, in a folder, with the strictest policy.

use serde_json::json;
use xtask::browser::Browser;
use xtask::server::Options;

use crate::support::{Setup, Stage, all, documents, in_every_engine, on, run};

in_every_engine! {
    the_site_works_at_the_root,
    the_site_works_in_a_folder,
    the_table_stands_in_for_the_program,
}

fn the_site_works_at_the_root(browser: Browser) {
    // The policy is the server's default; the verdict at the end counts violations and strangers.
    on(browser, walk);
}

fn the_site_works_in_a_folder(browser: Browser) {
    let server = Options { prefix: "/sub/a%20folder%20%C3%BC/".to_owned(), ..Options::default() };
    run(browser, Setup { server, ..Setup::default() }, walk);
}

async fn walk(stage: &Stage) {
    stage.open("").await;
    stage.shows("").await;
    stage.play::<()>("choose(first, 'product', 'mx-one')", json!(null)).await;
    stage.shows("product=mx-one").await;
    let script = "press(first, 'Sources'); await holds('the view in the address', () => location.hash.includes('view=sources'));\
        return decodeURI(location.hash)";
    assert_eq!(stage.play::<String>(script, json!(null)).await, "#product=mx-one&view=sources");
    let script = "history.back(); await holds('the view before', () => location.hash === '#product=mx-one');\
        (await holds('a fact', () => find(first, '[data-fact] button[aria-expanded]'))).click();\
        await holds('an open fact', () => find(first, '[data-fact] dl'));";
    stage.play::<()>(script, json!(null)).await;
    stage.shows("product=mx-one").await;
    stage.client.refresh().await.expect("the page reloads");
    stage.shows("product=mx-one").await;
    assert!(stage.requests_for("privacy-explorer_bg.wasm") >= 1);
}

fn the_table_stands_in_for_the_program(browser: Browser) {
    on(browser, async |stage| {
        stage.open("catalogue.html").await;
        let script = "return document.querySelectorAll('tbody tr').length";
        let rows: usize = stage.play(script, json!(null)).await;
        assert_eq!(rows, all() + documents());
        stage.open("").await;
        // A page whose scripts run has its noscript as a text.
        let script = "return document.querySelector('noscript').textContent.includes('catalogue.html')";
        assert!(stage.play::<bool>(script, json!(null)).await, "the page leads to the table");
        stage.shows("").await;
    });
}
