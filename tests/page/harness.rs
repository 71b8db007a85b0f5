//! The verdict itself can fail: each of its nets holds what it is made for.

use serde_json::json;
use xtask::server::Options;

use crate::support::{Page, Setup, on_site, run};

#[test]
fn what_breaks_the_policy_is_found() {
    on_site(async |page| {
        page.read::<()>("document.body.setAttribute('style', 'color: red')", &[]).await;
        is_found(page, &["violation: style-src-attr: inline", "console: SEVERE security"]).await;
    });
}

#[test]
fn markup_made_of_a_text_is_found() {
    on_site(async |page| {
        let script = "try { document.body.innerHTML = '<b>text</b>'; return ''; } catch (error) { return error.name; }";
        assert_eq!(page.read::<String>(script, &[]).await, "TypeError");
        is_found(page, &["violation: require-trusted-types-for"]).await;
    });
}

#[test]
fn what_the_page_leaves_behind_survives_its_reload() {
    on_site(async |page| {
        page.read::<()>("document.body.setAttribute('style', 'color: red')", &[]).await;
        page.reload().await;
        is_found(page, &["violation: style-src-attr: inline"]).await;
    });
}

#[test]
fn what_stands_in_the_console_is_found() {
    on_site(async |page| {
        page.read::<()>("console.debug('something')", &[]).await;
        is_found(page, &["console: DEBUG console-api"]).await;
        page.read::<()>("setTimeout(() => { throw new Error('something') })", &[]).await;
        is_found(page, &["console: SEVERE javascript"]).await;
    });
}

#[test]
fn a_file_that_is_none_of_the_site_is_found() {
    on_site(async |page| {
        page.read::<bool>("return fetch('nothing.txt').then(() => true)", &[]).await;
        is_found(page, &["asked for no file: /nothing.txt", "console: SEVERE network"]).await;
    });
}

#[test]
fn a_stranger_is_found_and_out_of_reach() {
    let server = Options { csp: false, ..Options::default() };
    run(Setup { server, ..Setup::default() }, async |page| {
        page.open("").await;
        let script = "return fetch(arguments[0]).then(() => true, () => false)";
        let address = json!("http://example.com/font.woff2");
        assert!(!page.read::<bool>(script, &[address]).await, "the network is not off");
        is_found(page, &["not the site's own: http://example.com/font.woff2", "console: SEVERE network"])
            .await;
    });
}

/// Waits until the verdict holds findings that begin so.
async fn is_found(page: &Page, expected: &[&str]) {
    let mut found = Vec::new();
    let look = async || {
        found.extend(page.findings().await);
        let is_in = |start: &&str| found.iter().any(|one: &String| one.starts_with(start));
        if expected.iter().all(is_in) { Ok(()) } else { Err(format!("{found:?}")) }
    };
    page.until("a finding", look).await;
}
