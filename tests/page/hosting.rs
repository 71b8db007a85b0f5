//! Every static host will do, a wrong one is told apart, and the strictest policy is kept.

use std::fs;
use std::path::{Path, PathBuf};

use privacy_catalog::Facet;
use xtask::paths;
use xtask::server::{Options, POLICY};

use crate::support::{Page, Setup, program_in, run, unopened};

#[test]
fn the_site_works_in_a_folder() {
    run(served(|server| server.prefix = "/sub/a%20folder%20%C3%BC/".to_owned()), async |page| {
        page.open("product=mx-one").await;
        page.shows("product=mx-one").await;
        page.check(Facet::Feature, "audit").await;
        page.shows("product=mx-one&feature=audit").await;
        page.reload().await;
        page.shows("product=mx-one&feature=audit").await;
        let address = page.client.current_url().await.expect("there is an address");
        assert!(address.path().starts_with("/sub/"), "{address}");
    });
}

#[test]
fn a_wrong_type_of_the_program_does_no_harm() {
    for kind in ["application/octet-stream", "text/plain; charset=utf-8"] {
        run(served(|server| server.wasm_type = kind.to_owned()), async |page| {
            page.open("product=mx-one").await;
            page.shows("product=mx-one").await;
        });
    }
}

#[test]
fn a_missing_program_is_said_and_tried_again() {
    let site = copy_of_the_site("without-program");
    let program = program_in(&site);
    let hidden = program.with_extension("hidden");
    fs::rename(&program, &hidden).expect("the program can be hidden");
    run(Setup { site: Some(site), lacks: Some(".wasm"), ..Setup::default() }, async |page| {
        page.visit("product=mx-one").await;
        let text = alert(page).await;
        assert!(text.contains(".wasm") && text.contains("404"), "{text}");
        let console = page.console().await;
        assert!(console.iter().any(|line| line.contains("404")), "{console:?}");
        fs::rename(&hidden, &program).expect("the program can be put back");
        page.press_button("Try again").await;
        page.is_ready().await;
        page.shows("product=mx-one").await;
    });
}

#[test]
fn a_damaged_program_is_said() {
    let site = copy_of_the_site("damaged-program");
    fs::write(program_in(&site), b"\0asm but not really").expect("the program can be damaged");
    run(Setup { site: Some(site), ..Setup::default() }, async |page| {
        page.visit("").await;
        let text = alert(page).await;
        assert!(text.contains("damaged"), "{text}");
        page.console().await;
    });
}

#[test]
fn a_policy_against_programs_is_named() {
    let policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
    assert_ne!(policy, POLICY);
    let set_up = served(|server| {
        server.csp = false;
        server.headers = vec![("Content-Security-Policy".to_owned(), policy.clone())];
    });
    run(set_up, async |page| {
        page.visit("").await;
        let text = alert(page).await;
        assert!(text.contains("script-src") && text.contains("'wasm-unsafe-eval'"), "{text}");
        let violations = page.violations().await;
        assert!(!violations.is_empty(), "the policy forbids nothing: the test is in vain");
        assert!(violations.iter().all(|one| one.contains("script-src")), "{violations:?}");
        page.console().await;
    });
}

#[test]
fn a_walk_through_the_page_keeps_the_policy() {
    // The verdict at the end counts the violations; the policy is the server's default.
    unopened(async |page| {
        page.open("foo=1&q=encrxption").await;
        page.press_button("Dismiss").await;
        page.press_button("Clear all").await;
        page.turn(Facet::DataType, "provisioning-data").await;
        page.check(Facet::DataType, "mobile-phone-number").await;
        page.exclude(Facet::Product, "mx-one").await;
        page.click("[data-fact] button").await;
        page.press_button("Copy citation").await;
        page.click("select option[value=feature]").await;
        page.press_button("Sources").await;
        let documents = "return root().querySelectorAll('[data-source]').length";
        page.settles("the documents", documents, page.core.documents()).await;
    });
}

fn served(change: impl FnOnce(&mut Options)) -> Setup {
    let mut setup = Setup::default();
    change(&mut setup.server);
    setup
}

/// The text of the alert, which must be alone in the element and offer to try again.
async fn alert(page: &Page) -> String {
    let script = "return [root().querySelector('[role=alert].pe-failure')?.innerText ?? '', wording()]";
    let look = async || {
        let (alert, all): (String, String) = page.read(script, &[]).await;
        if alert.is_empty() { Err(all) } else { Ok((alert, all)) }
    };
    let (alert, all) = page.until("an alert", look).await;
    assert!(alert.contains("Try again"), "{alert}");
    assert_eq!(alert.trim(), all.trim(), "nothing else is left of the explorer");
    let beside: String = page.read("return document.body.innerText", &[]).await;
    assert!(beside.trim().is_empty() || beside.trim() == alert.trim(), "left on the page: {beside}");
    alert
}

pub(crate) fn copy_of_the_site(name: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).expect("a folder can be made");
    for file in fs::read_dir(paths::site_under_test()).expect("the site is built").flatten() {
        fs::copy(file.path(), copy.join(file.file_name())).expect("a file can be copied");
    }
    copy
}
