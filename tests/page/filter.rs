//! Filtering by click: what a reader came for.

use privacy_catalog::Facet;
use serde_json::json;

use crate::support::keys::{DOWN, SPACE};
use crate::support::{Page, on_site, unopened};

#[test]
fn products_add_up() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        page.check(Facet::Product, "mivoice-5000").await;
        page.shows("product=mivoice-5000,mx-one").await;
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mivoice-5000").await;
        page.check(Facet::Product, "mivoice-5000").await;
        page.shows("").await;
    });
}

#[test]
fn a_data_type_is_reached_through_its_group() {
    on_site(async |page| {
        let (group, one) = ("provisioning-data", "mobile-phone-number");
        assert!(!page.is_drawn(Facet::DataType, one).await, "the group is closed at first");
        page.turn(Facet::DataType, group).await;
        page.check(Facet::DataType, one).await;
        page.shows("data_type=mobile-phone-number").await;
        assert_eq!(page.choice(Facet::DataType, group).await, "partly");
        let mixed = "return root().querySelector(\"[data-value='provisioning-data']\").indeterminate";
        page.settles("the group's third state", mixed, true).await;
        page.check(Facet::DataType, group).await;
        page.shows("data_type=provisioning-data").await;
        assert_eq!(page.choice(Facet::DataType, one).await, "included", "a group selects its children");
        page.settles("the group's state", mixed, false).await;
    });
}

#[test]
fn a_feature_is_reached_through_its_family() {
    on_site(async |page| {
        page.turn(Facet::Feature, "communications-protection").await;
        page.check(Facet::Feature, "tls-version").await;
        page.shows("feature=tls-version").await;
        page.check(Facet::Feature, "communications-protection").await;
        page.shows("feature=communications-protection").await;
    });
}

#[test]
fn facets_narrow_each_other() {
    on_site(async |page| {
        page.check(Facet::Product, "mivoice-5000").await;
        page.check(Facet::Product, "mx-one").await;
        page.check(Facet::DataType, "provisioning-data").await;
        page.shows("product=mivoice-5000,mx-one&data_type=provisioning-data").await;
        page.check(Facet::Feature, "encryption-in-transit").await;
        let fragment =
            "product=mivoice-5000,mx-one&data_type=provisioning-data&feature=encryption-in-transit";
        page.shows(fragment).await;
        page.is_at(fragment).await;
        assert!(page.total().await > 0, "an empty answer proves little");
        let names = [
            page.core.name(Facet::Product, "mivoice-5000"),
            page.core.name(Facet::Product, "mx-one"),
            page.core.name(Facet::DataType, "provisioning-data"),
            page.core.name(Facet::Feature, "encryption-in-transit"),
        ];
        assert_eq!(page.chips().await, names);
        page.check(Facet::State, "optional").await;
        page.shows(&format!("{fragment}&state=optional")).await;
    });
}

#[test]
fn the_facets_that_do_not_lead_filter_too() {
    on_site(async |page| {
        let cases = [
            (Facet::Kind, "transfer"),
            (Facet::State, "absent"),
            (Facet::Subject, "end-user"),
            (Facet::Recipient, "micollab"),
            (Facet::Release, "mivoice-5000.8.0"),
        ];
        for (facet, id) in cases {
            page.check(facet, id).await;
            page.shows(&format!("{}={id}", facet.info().key)).await;
            page.press_button("Clear all").await;
            page.shows("").await;
        }
    });
}

#[test]
fn a_count_is_the_total_one_click_later() {
    unopened(async |page| {
        let fragment = "q=data&product=-mx-one&feature=data-deletion&state=provided,optional";
        let cases = [
            (Facet::Product, "mivoice-5000"),
            (Facet::Product, "mx-one"),
            (Facet::DataType, "personal-content"),
            (Facet::Feature, "audit"),
            (Facet::Feature, "user-deletion"),
            (Facet::State, "conditional"),
            (Facet::Kind, "procedure"),
        ];
        for (facet, id) in cases {
            page.open(fragment).await;
            page.value(facet, id).await;
            let shown = page.core.count(fragment, facet, id);
            assert!(shown > 0, "{id}: a count of nothing cannot be clicked");
            let script = "const row = root().querySelector(arguments[0]).closest('[data-choice]');\
                return Array.from(row.lastElementChild.childNodes)\
                    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join('');";
            let selector = json!(format!("[data-facet={}][data-value='{id}']", facet.info().key));
            assert_eq!(page.read::<String>(script, &[selector]).await, shown.to_string(), "{id}");
            page.only(facet, id).await;
            page.wait_for(&format!("{shown} fact")).await;
        }
    });
}

#[test]
fn the_general_facts_can_be_left_out() {
    on_site(async |page| {
        page.check(Facet::DataType, "mobile-phone-number").await;
        let (with, without) = ("data_type=mobile-phone-number", "data_type=mobile-phone-number&general=off");
        assert!(page.core.total(without) < page.core.total(with), "otherwise the switch does nothing");
        page.shows(with).await;
        // They are the last ones, and only what a screen shows is drawn.
        page.read::<()>("dispatchEvent(new Event('beforeprint'))", &[]).await;
        let labels = "return Array.from(root().querySelectorAll('[data-fact]')).filter(\
                      e => e.textContent.includes('covers all personal data')).length";
        let general = page.core.answer(with).general();
        page.settles("the labels", labels, general).await;
        page.click("[data-general]").await;
        page.shows(without).await;
        page.is_at(without).await;
        page.settles("no labels", labels, 0).await;
        page.click("[data-general]").await;
        page.shows(with).await;
    });
}

#[test]
fn a_value_is_excluded_by_its_button() {
    on_site(async |page| {
        page.exclude(Facet::Product, "mx-one").await;
        page.shows("product=-mx-one").await;
        assert_eq!(page.choice(Facet::Product, "mx-one").await, "excluded");
        assert_eq!(page.chips().await, [format!("not {}", page.core.name(Facet::Product, "mx-one"))]);
        page.exclude(Facet::Feature, "tls-version").await;
        page.shows("product=-mx-one&feature=-tls-version").await;
        page.exclude(Facet::Product, "mx-one").await;
        page.shows("feature=-tls-version").await;
    });
}

#[test]
fn a_value_is_excluded_by_a_key() {
    on_site(async |page| {
        page.tab_to("[data-facet=product]").await;
        page.press("-").await;
        let first = first_product(page);
        page.shows(&format!("product=-{first}")).await;
        page.has_focus("[data-facet=product]").await;
        page.press(DOWN).await;
        page.press(SPACE).await;
        page.settles("an included value", "return active().checked", true).await;
        page.press("-").await;
        page.settles("an excluded value", "return active().checked", false).await;
        assert_eq!(page.choice(Facet::Product, &first).await, "excluded");
    });
}

#[test]
fn chips_drop_one_by_one_and_all_together() {
    unopened(async |page| {
        page.open("q=data&product=mx-one&feature=-tls-version&group=feature").await;
        let chips = page.chips().await;
        assert_eq!(chips.len(), 3, "{chips:?}");
        assert_eq!(chips[0], "“data”");
        page.press_button(&format!("Remove filter {}", chips[1])).await;
        page.shows("q=data&feature=-tls-version&group=feature").await;
        page.press_button(&format!("Remove filter {}", chips[0])).await;
        page.shows("feature=-tls-version&group=feature").await;
        page.settles("the search field", "return root().querySelector('input[type=search]').value", "").await;
        page.check(Facet::Product, "mx-one").await;
        page.press_button("Clear all").await;
        page.shows("group=feature").await;
        page.is_at("group=feature").await;
        assert_eq!(page.chips().await, Vec::<String>::new());
    });
}

fn first_product(page: &Page) -> String {
    page.core.index.values(Facet::Product)[0].id.clone()
}
