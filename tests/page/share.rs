//! The dialog that writes the tag for what is shown.

use serde_json::json;

use crate::support::{Page, keys, on_site, unopened};

/// What is offered to be copied.
const OFFERED: &str = "return root().querySelector('dialog textarea')?.value ?? ''";

/// How many facts the preview says it shows.
const PREVIEWED: &str = "const preview = root().querySelector('dialog privacy-explorer')?.shadowRoot;\
    return Number.parseInt(preview?.querySelector('[role=status]')?.textContent ?? '-1', 10)";

async fn offers(page: &Page, expected: &str) {
    page.settles("what is offered", OFFERED, expected).await;
}

#[test]
fn the_view_is_offered_as_link_element_and_frames() {
    unopened(async |page| {
        page.open("q=tls&product=mx-one").await;
        page.press_button("Share").await;
        let site = page.server.address.clone();
        offers(page, &format!("{site}#q=tls&product=mx-one&v={}", page.core.catalog().version())).await;
        page.click("dialog [value=element]").await;
        let script = format!("<script type=\"module\" src=\"{site}privacy-explorer.js\"></script>\n");
        let element = "<privacy-explorer state=\"q=tls&amp;product=mx-one\"></privacy-explorer>";
        offers(page, &format!("{script}{element}")).await;
        page.settles("the preview", PREVIEWED, page.core.total("q=tls&product=mx-one")).await;
        page.click("dialog [name=lock]").await;
        let locked = "<privacy-explorer state=\"q=tls\" locked=\"product=mx-one\"></privacy-explorer>";
        offers(page, &format!("{script}{locked}")).await;
        page.settles("the preview", PREVIEWED, page.core.total("q=tls&product=mx-one")).await;
        page.click("dialog [value=iframe]").await;
        let frame =
            "<script src=\"@embed.js\" data-state=\"q=tls\" data-locked=\"product=mx-one\" async></script>";
        offers(page, &frame.replace('@', &site)).await;
        page.click("dialog [value=plain]").await;
        let look = "return root().querySelector('dialog textarea').value.includes(arguments[0])";
        let src = json!(format!("src=\"{site}privacy-explorer.html#q=tls&amp;product=mx-one\""));
        assert!(page.read::<bool>(look, &[src]).await, "the frame without script begins with the view");
    });
}

#[test]
fn it_is_loaded_once_and_not_before_it_is_opened() {
    unopened(async |page| {
        let requests = |end: &str| page.server.requests().iter().filter(|one| one.ends_with(end)).count();
        page.open("product=mx-one").await;
        assert_eq!(requests("_share.js"), 0);
        for _ in 0..2 {
            page.press_button("Share").await;
            offers(
                page,
                &format!("{}#product=mx-one&v={}", page.server.address, page.core.catalog().version()),
            )
            .await;
            let styled = "return getComputedStyle(root().querySelector('.pe-choices')).display";
            assert_eq!(page.read::<String>(styled, &[]).await, "flex");
            page.press_button("Close").await;
            page.settles("no dialog", "return root().querySelector('dialog') === null", true).await;
        }
        assert_eq!(["_share.js", "_second.css", "_second.wasm"].map(requests), [1, 1, 0]);
    });
}

#[test]
fn a_view_without_filters_has_none_to_lock() {
    on_site(async |page| {
        page.press_button("Share").await;
        page.click("dialog [value=element]").await;
        let script = "return root().querySelector('dialog [name=lock]').disabled";
        assert!(page.read::<bool>(script, &[]).await);
    });
}

#[test]
fn it_is_opened_used_and_closed_by_keys() {
    on_site(async |page| {
        page.tab_to(".pe-share").await;
        page.press(keys::ENTER).await;
        page.has_focus("dialog [value=link]").await;
        page.press(keys::DOWN).await;
        page.settles("the preview", PREVIEWED, page.core.all()).await;
        page.press(keys::ESCAPE).await;
        page.settles("no dialog", "return root().querySelector('dialog') === null", true).await;
        page.has_focus(".pe-share").await;
    });
}

#[test]
fn a_copy_is_saved() {
    on_site(async |page| {
        page.press_button("Share").await;
        page.press_button("Save a copy").await;
        let said = "return root().querySelector('dialog [role=status]').textContent.startsWith('Saved')";
        page.settles("that it is saved", said, true).await;
    });
}

#[test]
fn what_is_locked_already_stays_locked() {
    on_site(async |page| {
        page.read::<()>("document.querySelector('privacy-explorer').products = 'mx-one'", &[]).await;
        page.press_button("Share").await;
        offers(page, &format!("{}#product=mx-one&v={}", page.server.address, page.core.catalog().version()))
            .await;
        page.click("dialog [value=element]").await;
        let look =
            "return root().querySelector('dialog textarea').value.includes(' locked=\"product=mx-one\"')";
        page.settles("the lock", look, true).await;
        page.settles("the preview", PREVIEWED, page.core.total("product=mx-one")).await;
    });
}
