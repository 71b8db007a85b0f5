//! Back and Forward go through the views, and typing does not fill the history.

use privacy_catalog::Facet;

use crate::support::{Page, on_site};

#[test]
fn back_and_forward_go_through_the_views() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        page.check(Facet::Feature, "audit").await;
        page.shows("product=mx-one&feature=audit").await;
        page.press_button("Sources").await;
        page.is_at("product=mx-one&feature=audit&view=sources").await;
        back(page).await;
        page.shows("product=mx-one&feature=audit").await;
        back(page).await;
        page.shows("product=mx-one").await;
        assert_eq!(page.choice(Facet::Feature, "audit").await, "open");
        back(page).await;
        page.shows("").await;
        for fragment in ["product=mx-one", "product=mx-one&feature=audit"] {
            page.client.forward().await.expect("there is a next view");
            page.shows(fragment).await;
            page.is_at(fragment).await;
        }
        assert_eq!(page.choice(Facet::Feature, "audit").await, "included");
    });
}

#[test]
fn a_word_typed_is_one_step_of_the_history() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        let before = length(page).await;
        page.press("/").await;
        for (letter, typed) in [("p", "p"), ("a", "pa"), ("s", "pas"), ("s", "pass")] {
            page.press(letter).await;
            page.is_at(&format!("q={typed}&product=mx-one")).await;
        }
        assert_eq!(length(page).await, before + 1);
        a_step_back_undoes_the_word(page).await;
    });
}

#[test]
fn letters_faster_than_the_page_draws_are_one_step_too() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        let before = length(page).await;
        // No driver presses keys so fast; a slow machine makes any reader's keys as fast as this.
        let script = "const field = root().querySelector('input[type=search]');\
            for (const typed of ['p', 'pa', 'pas', 'pass']) {\
                field.value = typed;\
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));\
            }";
        page.read::<()>(script, &[]).await;
        page.is_at("q=pass&product=mx-one").await;
        assert_eq!(length(page).await, before + 1);
        a_step_back_undoes_the_word(page).await;
    });
}

#[test]
fn a_click_right_after_a_letter_leaves_the_word_in_the_history() {
    on_site(async |page| {
        page.press("/").await;
        page.press("p").await;
        page.is_at("q=p").await;
        let script = "const field = root().querySelector('input[type=search]');\
            field.value = 'pass';\
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));\
            root().querySelector('[data-facet=product][data-value=mx-one]').click();";
        page.read::<()>(script, &[]).await;
        page.shows("q=pass&product=mx-one").await;
        back(page).await;
        page.shows("q=pass").await;
        page.is_at("q=pass").await;
    });
}

#[test]
fn going_back_adds_nothing_to_the_history() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        page.check(Facet::Feature, "audit").await;
        page.shows("product=mx-one&feature=audit").await;
        let before = length(page).await;
        back(page).await;
        page.shows("product=mx-one").await;
        page.client.forward().await.expect("there is a next view");
        page.shows("product=mx-one&feature=audit").await;
        assert_eq!(length(page).await, before);
    });
}

#[test]
fn a_fragment_set_by_hand_is_followed() {
    on_site(async |page| {
        page.read::<()>("location.hash = 'product=mx-one&state=absent'", &[]).await;
        page.shows("product=mx-one&state=absent").await;
        page.read::<()>("location.hash = 'product=mx-one&foo=1'", &[]).await;
        page.shows("product=mx-one").await;
        let notices = "return root().querySelectorAll('[data-notice=ignored]').length";
        page.settles("the notice", notices, 1).await;
        back(page).await;
        page.shows("product=mx-one&state=absent").await;
        page.settles("no notice", notices, 0).await;
    });
}

async fn a_step_back_undoes_the_word(page: &Page) {
    page.shows("q=pass&product=mx-one").await;
    back(page).await;
    page.shows("product=mx-one").await;
    page.settles("the field", "return root().querySelector('input[type=search]').value", "").await;
}

async fn back(page: &Page) {
    page.client.back().await.expect("there is a view before");
}

async fn length(page: &Page) -> usize {
    page.read("return history.length", &[]).await
}
