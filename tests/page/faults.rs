//! Each check of accessibility can fail: it finds what is wrong on purpose, also within the shadow root.

use serde_json::json;

use crate::support::{Page, Rules, on_site};

/// Adds an element with a text and styles to the explorer's page.
async fn add(page: &Page, tag: &str, text: &str, style: &str) {
    let script = "const one = document.createElement(arguments[0]); one.textContent = arguments[1];\
        for (const part of arguments[2].split(';')) one.style.setProperty(...part.split(':'));\
        one.classList.add('fault'); root().querySelector('[role=main]').prepend(one);";
    page.read::<()>(script, &[json!(tag), json!(text), json!(style)]).await;
}

async fn forget(page: &Page) {
    page.read::<()>("root().querySelectorAll('.fault').forEach(one => one.remove())", &[]).await;
}

fn is_said(found: &[String], word: &str) {
    assert!(found.iter().any(|one| one.contains(word)), "{word:?} is not among {found:#?}");
}

#[test]
fn what_axe_is_for_is_found() {
    on_site(async |page| {
        if !page.has_axe().await {
            return;
        }
        add(page, "p", "faint", "color:#999;background:#fff").await;
        add(page, "button", "", "inline-size:40px;block-size:40px").await;
        add(page, "h5", "a heading out of order", "color:inherit").await;
        let found = page.barriers(Rules::All).await;
        for rule in ["color-contrast", "button-name", "heading-order"] {
            is_said(&found, rule);
        }
        assert_eq!(page.barriers(Rules::Colours).await.len(), 1, "of colours there is one");
    });
}

#[test]
fn small_targets_and_lost_texts_are_found() {
    on_site(async |page| {
        add(page, "button", "a", "inline-size:20px;block-size:20px").await;
        add(page, "button", "b", "inline-size:20px;block-size:20px").await;
        is_said(&page.small_targets().await, "20 by 20 pixels");
        forget(page).await;
        page.zoom_to_400().await;
        assert_eq!(page.losses().await, Vec::<String>::new());
        add(page, "p", "wide", "inline-size:400px").await;
        is_said(&page.losses().await, "sticks out: p.fault");
        forget(page).await;
        add(
            page,
            "p",
            "one line of a text that is longer than its box",
            "inline-size:90px;overflow:hidden;white-space:nowrap",
        )
        .await;
        is_said(&page.losses().await, "cut off: p.fault");
        forget(page).await;
        add(
            page,
            "button",
            "a text that just fits as it is",
            "inline-size:240px;block-size:30px;white-space:nowrap",
        )
        .await;
        assert_eq!(page.losses().await, Vec::<String>::new());
        is_said(&page.losses_when_spaced().await, "runs out of its box: button.fault");
    });
}

#[test]
fn a_focus_that_is_not_seen_is_found() {
    on_site(async |page| {
        page.open("q=password&product=mx-one").await;
        add(page, "button", "not outlined", "outline:none;inline-size:40px;block-size:40px").await;
        add(page, "button", "out of sight", "position:fixed;left:-200px").await;
        is_said(&page.tour().await, "the focus is not shown: button.fault “not outlined”");
        is_said(&page.tour().await, "the focus is out of sight: button.fault “out of sight”");
        forget(page).await;
        let trap = "root().querySelector('input[type=search]').addEventListener('keydown', event => event.preventDefault())";
        page.read::<()>(trap, &[]).await;
        is_said(&page.tour().await, "Tab does not come to");
    });
}
