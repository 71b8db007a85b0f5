//! What only some views need, program and styles, is loaded when one of them is first shown, and can be missing.

use std::fs;

use crate::hosting::copy_of_the_site;
use crate::support::{Page, Setup, run, unopened};

/// The end of the name of the file with the program's second part.
const SECOND: &str = "_second.wasm";

/// The end of the name of the file with its styles.
const STYLES: &str = "_second.css";

const DOCUMENTS: &str = "return root().querySelectorAll('[data-source]').length";

/// Whether a document has the room around it that it never has without its styles.
const IS_STYLED: &str =
    "return getComputedStyle(root().querySelector('[data-source]')).paddingTop === '16px'";

#[test]
fn it_is_loaded_once_and_not_before_it_is_needed() {
    unopened(async |page| {
        page.open("").await;
        page.click("[data-fact] button").await;
        page.shows("").await;
        assert_eq!([SECOND, STYLES].map(|end| requests(page, end)), [0; 2]);
        for _ in 0..2 {
            page.press_button("Sources").await;
            page.settles("the documents", DOCUMENTS, page.core.documents()).await;
            assert!(page.read::<bool>(IS_STYLED, &[]).await);
            page.press_button("Facts").await;
            page.shows("").await;
        }
        page.press_button("Compare").await;
        page.settles("a table", "return root().querySelectorAll('[role=main] table').length", 1).await;
        assert_eq!([SECOND, STYLES].map(|end| requests(page, end)), [1; 2]);
    });
}

#[test]
fn an_address_can_need_it_from_the_beginning() {
    unopened(async |page| {
        page.open("view=sources").await;
        page.settles("the documents", DOCUMENTS, page.core.documents()).await;
        assert_eq!([SECOND, STYLES].map(|end| requests(page, end)), [1; 2]);
    });
}

#[test]
fn it_can_be_missing_and_is_tried_again() {
    is_missed_and_tried_again(SECOND, "without-second-part");
}

#[test]
fn its_styles_can_be_missing_and_are_tried_again() {
    is_missed_and_tried_again(STYLES, "without-second-styles");
}

/// Without one of the files a view says so, and the facts go on.
fn is_missed_and_tried_again(end: &'static str, folder: &str) {
    let site = copy_of_the_site(folder);
    let file = site.join(format!("privacy-explorer{end}"));
    let hidden = file.with_extension("hidden");
    fs::rename(&file, &hidden).expect("the file can be hidden");
    run(Setup { site: Some(site), lacks: Some(end), ..Setup::default() }, async |page| {
        page.open("product=mx-one").await;
        page.press_button("Sources").await;
        says_why(page, end, "404").await;
        // What needs nothing more goes on.
        page.press_button("Facts").await;
        page.shows("product=mx-one").await;
        page.press_button("Sources").await;
        says_why(page, end, "404").await;
        page.press_button("Try again").await;
        page.until("a second request", async || match requests(page, end) {
            2 => Ok(()),
            other => Err(format!("{other} requests")),
        })
        .await;
        says_why(page, end, "404").await;
        fs::rename(&hidden, &file).expect("the file can be put back");
        page.press_button("Try again").await;
        page.settles("the documents", DOCUMENTS, page.core.documents()).await;
        assert!(page.read::<bool>(IS_STYLED, &[]).await);
        let console = page.console().await;
        assert!(console.iter().all(|line| line.contains("404")), "{console:?}");
    });
}

#[test]
fn a_page_in_the_place_of_the_styles_is_said() {
    let site = copy_of_the_site("page-for-second-styles");
    let page_for_all = "<!DOCTYPE html><style>main { color: red }</style>";
    fs::write(site.join(format!("privacy-explorer{STYLES}")), page_for_all).expect("it can be replaced");
    run(Setup { site: Some(site), ..Setup::default() }, async |page| {
        page.open("view=sources").await;
        says_why(page, STYLES, "damaged").await;
    });
}

/// How often a file was asked for.
fn requests(page: &Page, end: &str) -> usize {
    page.server.requests().iter().filter(|request| request.ends_with(end)).count()
}

/// Waits until the view says that it could not be loaded, and why.
async fn says_why(page: &Page, file: &str, why: &str) {
    let look = async || {
        let script = "return root().querySelector('[role=main] [role=alert]')?.innerText ?? ''";
        let text: String = page.read(script, &[]).await;
        if text.contains(file) && text.contains(why) && text.contains("Try again") {
            Ok(())
        } else {
            Err(text)
        }
    };
    page.until("an alert", look).await;
}
