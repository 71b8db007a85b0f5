//! The search field: live, forgiving, and honest about what it did.

use privacy_catalog::Facet;

use crate::support::keys::{BACKSPACE, ESCAPE};
use crate::support::{Page, on_site, unopened};

const FIELD: &str = "return root().querySelector('input[type=search]').value";

const PICTURES: &str = "return document.images.length + root().querySelectorAll('img').length";

#[test]
fn typing_filters_with_every_letter() {
    on_site(async |page| {
        page.click("input[type=search]").await;
        for typed in ["t", "tl", "tls"] {
            page.press(&typed[typed.len() - 1..]).await;
            page.shows(&format!("q={typed}")).await;
        }
        assert!(page.total().await < page.core.total("q=t"), "more letters, fewer facts");
        page.press(BACKSPACE).await;
        page.shows("q=tl").await;
    });
}

#[test]
fn the_beginning_of_a_word_is_enough() {
    on_site(async |page| {
        page.press("/encry").await;
        page.shows("q=encry").await;
        assert!(page.total().await > 0);
        assert_eq!(notices(page).await, Vec::<String>::new(), "a beginning is no mistake");
    });
}

#[test]
fn phrases_and_exclusions_are_understood() {
    on_site(async |page| {
        page.press("/\"data deletion\" -recording").await;
        page.shows("q=%22data+deletion%22+-recording").await;
        page.is_at("q=\"data+deletion\"+-recording").await;
    });
}

#[test]
fn a_typing_error_is_corrected_and_said() {
    on_site(async |page| {
        let typed = "encrxption";
        page.press(&format!("/{typed}")).await;
        page.shows(&format!("q={typed}")).await;
        assert!(page.total().await > 0);
        let answer = page.core.answer(&format!("q={typed}"));
        let taken = &answer.corrections()[0].taken;
        let notices = notices(page).await;
        assert_eq!(notices.len(), 1);
        assert!(notices[0].contains(typed), "{notices:?}");
        assert!(taken.iter().all(|word| notices[0].contains(word.as_str())), "{notices:?}: {taken:?}");
        page.press(ESCAPE).await;
        page.settles("no notice", "return root().querySelectorAll('[data-notice]').length", 0).await;
    });
}

#[test]
fn what_was_found_is_marked() {
    unopened(async |page| {
        for fragment in
            ["q=tls", "q=encrxption", "q=%22call+recording%22", "q=data+delet&product=mivoice-5000"]
        {
            page.open(fragment).await;
            page.shows(fragment).await;
            let script = "return Array.from(root().querySelectorAll('[data-fact]'), fact => {\
                const text = fact.querySelector('button[aria-expanded]');\
                return [text.textContent, Array.from(text.querySelectorAll('mark'), mark => mark.textContent)]; })";
            let drawn: Vec<(String, Vec<String>)> = page.read(script, &[]).await;
            let answer = page.core.answer(fragment);
            for ((text, marks), id) in drawn.iter().zip(page.core.facts(fragment)) {
                assert_eq!(*text, page.core.fact(&id).text, "{id}: marking changes no letter");
                let expected = answer.highlights(text).into_iter().map(|range| &text[range]);
                assert!(expected.eq(marks.iter()), "{id}: {marks:?}");
            }
            assert!(drawn.iter().any(|(_, marks)| !marks.is_empty()), "{fragment}: nothing is marked");
        }
    });
}

#[test]
fn nonsense_names_the_filter_to_drop() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.press("/zzqxv").await;
        page.wait_for("0 facts").await;
        assert_eq!(page.facts().await, Vec::<String>::new());
        let left = page.core.total("product=mx-one");
        page.press_button(&format!("Drop “zzqxv”: {left} facts")).await;
        page.shows("product=mx-one").await;
        page.settles("the field", FIELD, "").await;
    });
}

#[test]
fn an_empty_answer_offers_only_what_helps() {
    unopened(async |page| {
        let fragment = "q=zzqxv&product=no-such-product";
        page.open(fragment).await;
        page.wait_for("0 facts").await;
        let offers = "return Array.from(root().querySelectorAll('[role=main] button'), e => e.textContent)\
                      .filter(text => text.startsWith('Drop ')).length";
        page.settles("no offer, since none would help alone", offers, 0).await;
        page.press_button("Clear all filters").await;
        page.shows("").await;
    });
}

#[test]
fn the_slash_key_goes_to_the_field_and_is_a_letter_in_it() {
    on_site(async |page| {
        page.press("/").await;
        page.has_focus("input[type=search]").await;
        page.settles("an empty field", FIELD, "").await;
        page.press("a/b").await;
        page.settles("the slash typed", FIELD, "a/b").await;
    });
}

#[test]
fn escape_and_the_cross_clear_the_field() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.press("/tls").await;
        page.shows("q=tls&product=mx-one").await;
        page.press(ESCAPE).await;
        page.shows("product=mx-one").await;
        page.settles("an empty field", FIELD, "").await;
        page.has_focus("input[type=search]").await;
        page.press("tls").await;
        page.shows("q=tls&product=mx-one").await;
        page.press_button("Clear search").await;
        page.shows("product=mx-one").await;
        page.has_focus("input[type=search]").await;
    });
}

#[test]
fn what_is_typed_is_text_and_nothing_else() {
    on_site(async |page| {
        let typed = "<img src=x onerror=alert(1)>";
        page.press(&format!("/{typed}")).await;
        page.settles("the field", FIELD, typed).await;
        page.wait_for("0 facts").await;
        assert_eq!(page.chips().await, [format!("“{typed}”")]);
        page.settles("no picture", PICTURES, 0).await;
        // No reader reloads within a tenth of a second after a letter; Chromium would load the address before it.
        let address = "return decodeURIComponent(location.hash).replaceAll('+', ' ')";
        page.settles("the address", address, format!("#q={typed}")).await;
        page.reload().await;
        page.settles("the field after a reload", FIELD, typed).await;
        page.settles("no picture after a reload", PICTURES, 0).await;
    });
}

async fn notices(page: &Page) -> Vec<String> {
    page.read("return Array.from(root().querySelectorAll('[data-notice]'), e => e.textContent)", &[]).await
}
