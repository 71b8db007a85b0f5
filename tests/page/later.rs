//! What only some views need is loaded when one of them is first shown, and can be missing.

use std::fs;

use crate::hosting::copy_of_the_site;
use crate::support::{Page, Setup, run, unopened};

/// The end of the name of the file with the program's second part.
const SECOND: &str = "_second.wasm";

const DOCUMENTS: &str = "return root().querySelectorAll('[data-source]').length";

#[test]
fn it_is_loaded_once_and_not_before_it_is_needed() {
    unopened(async |page| {
        page.open("").await;
        page.click("[data-fact] button").await;
        page.shows("").await;
        assert_eq!(requests(page), 0);
        for _ in 0..2 {
            page.press_button("Sources").await;
            page.settles("the documents", DOCUMENTS, 5).await;
            page.press_button("Facts").await;
            page.shows("").await;
        }
        page.press_button("Compare").await;
        page.settles("a table", "return root().querySelectorAll('[role=main] table').length", 1).await;
        assert_eq!(requests(page), 1);
    });
}

#[test]
fn an_address_can_need_it_from_the_beginning() {
    unopened(async |page| {
        page.open("view=sources").await;
        page.settles("the documents", DOCUMENTS, 5).await;
        assert_eq!(requests(page), 1);
    });
}

#[test]
fn it_can_be_missing_and_is_tried_again() {
    let site = copy_of_the_site("without-second-part");
    let file = site.join(format!("privacy-explorer{SECOND}"));
    let hidden = file.with_extension("hidden");
    fs::rename(&file, &hidden).expect("the file can be hidden");
    run(Setup { site: Some(site), lacks: Some(SECOND), ..Setup::default() }, async |page| {
        page.open("product=mx-one").await;
        page.press_button("Sources").await;
        says_why(page).await;
        // What needs nothing more goes on.
        page.press_button("Facts").await;
        page.shows("product=mx-one").await;
        page.press_button("Sources").await;
        says_why(page).await;
        page.press_button("Try again").await;
        page.until("a second request", async || match requests(page) {
            2 => Ok(()),
            other => Err(format!("{other} requests")),
        })
        .await;
        says_why(page).await;
        fs::rename(&hidden, &file).expect("the file can be put back");
        page.press_button("Try again").await;
        page.settles("the documents", DOCUMENTS, 5).await;
        let console = page.console().await;
        assert!(console.iter().all(|line| line.contains("404")), "{console:?}");
    });
}

/// How often the second part was asked for.
fn requests(page: &Page) -> usize {
    page.server.requests().iter().filter(|request| request.ends_with(SECOND)).count()
}

/// Waits until the view says that it could not be loaded, and why.
async fn says_why(page: &Page) {
    let look = async || {
        let script = "return root().querySelector('[role=main] [role=alert]')?.innerText ?? ''";
        let text: String = page.read(script, &[]).await;
        if text.contains(SECOND) && text.contains("404") && text.contains("Try again") {
            Ok(())
        } else {
            Err(text)
        }
    };
    page.until("an alert", look).await;
}
