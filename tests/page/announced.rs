//! What is read out: names, roles, states and announcements, as the browser's accessibility tree has them.

use privacy_catalog::{Facet, View};
use serde_json::{Value as Json, json};

use crate::support::{Page, Tree, on_site, unopened};

#[test]
fn one_element_announces_the_total_in_every_view() {
    unopened(async |page| {
        for fragment in [
            "",
            "view=sources",
            "view=compare&product=mx-one",
            "view=record&product=mx-one",
            "q=zzqxv",
            "product=nonsense&foo=1",
        ] {
            page.open(fragment).await;
            page.settles("the view", "return root().querySelector('.pe-about[role=status]') === null", true)
                .await;
            let tree = page.tree().await;
            let live: Vec<_> = tree.below(0).filter(|(_, node)| !node.property("live").is_null()).collect();
            let [(status, node)] = live[..] else {
                panic!("{} live regions:\n{}", live.len(), tree.outline(0))
            };
            assert_eq!((node.role.as_str(), node.property("live")), ("status", &json!("polite")));
            let total = page.core.total(fragment);
            let expected = format!("{total} {}", if total == 1 { "fact" } else { "facts" });
            assert_eq!(tree.text(status), expected, "{fragment:?}");
        }
    });
}

#[test]
fn a_new_total_is_announced_by_the_same_element() {
    on_site(async |page| {
        page.read::<()>("window.before = root().querySelector('[role=status]')", &[]).await;
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        let same = "return window.before === root().querySelector('[role=status]')";
        page.settles("the same element: a new one is not read out", same, true).await;
        let tree = page.tree().await;
        let (status, _) = tree.all("status").next().expect("there is one");
        assert_eq!(tree.text(status), format!("{} facts", page.core.total("product=mx-one")));
    });
}

#[test]
fn every_value_has_its_name_and_its_state() {
    on_site(async |page| {
        page.turn(Facet::DataType, "provisioning-data").await;
        page.value(Facet::Kind, "transfer").await;
        page.check(Facet::DataType, "mobile-phone-number").await;
        page.shows("data_type=mobile-phone-number").await;
        let all = "return Array.from(root().querySelectorAll('[data-facet]'), one => [one.dataset.facet, one.dataset.value])";
        let values: Vec<(String, String)> = page.read(all, &[]).await;
        assert!(values.len() > 40, "{} values: too few to prove much", values.len());
        let tree = page.tree().await;
        let link = page.core.link("data_type=mobile-phone-number");
        for (key, id) in values {
            let facet = Facet::from_key(&key).expect("the core knows the facet");
            let name = page.core.name(facet, &id);
            let boxes: Vec<_> = tree.all("checkbox").filter(|(_, node)| node.name == name).collect();
            assert!(!boxes.is_empty(), "no check box {name:?}");
            let chosen = link.query.selection(facet).include.contains(&id);
            if chosen {
                assert!(
                    boxes.iter().any(|(_, node)| node.property("checked") == "true"),
                    "{name} is not said to be checked"
                );
            }
            let count = page.core.count("data_type=mobile-phone-number", facet, &id);
            if count > 0 {
                let only = format!("Only {name}: {count} {}", if count == 1 { "fact" } else { "facts" });
                assert!(tree.all("button").any(|(_, node)| node.name == only), "no button {only:?}");
            }
        }
    });
}

#[test]
fn the_parts_of_the_page_are_landmarks() {
    on_site(async |page| {
        let tree = page.tree().await;
        for (role, name) in [
            ("banner", ""),
            ("search", ""),
            ("navigation", "Views"),
            ("complementary", "Filters"),
            ("main", ""),
        ] {
            tree.one(role, name);
        }
        tree.one("searchbox", "Search facts");
        let (views, _) = tree.one("navigation", "Views");
        let links: Vec<&str> = tree
            .below(views)
            .filter(|(_, node)| node.role == "link")
            .map(|(_, node)| node.name.as_str())
            .collect();
        assert_eq!(links, View::ALL.iter().map(|view| view.2).collect::<Vec<_>>());
        assert_eq!(tree.all("heading").filter(|(_, node)| *node.property("level") == 1).count(), 1);
        // The browser's tree says nothing of `aria-current`.
        let current =
            "return Array.from(root().querySelectorAll('[aria-current=page]'), one => one.textContent)";
        assert_eq!(page.read::<Json>(current, &[]).await, json!(["Facts"]));
    });
}

#[test]
fn what_opens_says_whether_it_is_open() {
    unopened(async |page| {
        let fragment = "product=mx-one&q=password";
        page.open(fragment).await;
        let id = &page.core.facts(fragment)[0];
        let text = page.core.fact(id).text.clone();
        is_expanded(page, &text, false).await;
        page.click(&format!("[data-fact={id}] button")).await;
        is_expanded(page, &text, true).await;
        for panel in ["My installation", "Export", "Catalogue"] {
            is_expanded(page, panel, false).await;
            page.press_button(panel).await;
            is_expanded(page, panel, true).await;
            page.settles(panel, "return root().querySelector('section.pe-drawer')?.ariaLabel ?? ''", panel)
                .await;
            page.tree().await.one("region", panel);
        }
    });
}

async fn is_expanded(page: &Page, button: &str, expanded: bool) {
    page.until(button, async || {
        let tree = page.tree().await;
        let found = tree.one("button", button).1.property("expanded").clone();
        if found == expanded { Ok(()) } else { Err(format!("{found} instead of {expanded}")) }
    })
    .await;
}

#[test]
fn the_comparison_is_a_grid_with_heads_of_rows_and_columns() {
    unopened(async |page| {
        let products = ["mivoice-5000", "mx-one"];
        page.open(&format!("product={}&feature=audit&view=compare", products.join(","))).await;
        page.settles("the table", "return root().querySelectorAll('table').length", 1).await;
        for width in [1280, 320] {
            page.resize(width, 900).await;
            let tree = page.tree().await;
            let grid = tree.all("grid").next().expect("there is a grid").0;
            let of = |role: &str| {
                tree.below(grid).filter(|(_, node)| node.role == role).map(|(at, _)| at).collect::<Vec<_>>()
            };
            let heads: Vec<String> = of("columnheader").into_iter().map(|head| tree.text(head)).collect();
            assert_eq!(heads.len(), products.len() + 1, "{}", tree.outline(grid));
            for product in products {
                let name = page.core.name(Facet::Product, product);
                assert!(heads.iter().any(|head| head.starts_with(name)), "{name} is not among {heads:?}");
            }
            let rows = of("row");
            assert!(rows.len() > 2, "{} rows", rows.len());
            for row in &rows[1..] {
                let roles: Vec<&str> = tree.children(*row).map(|(_, node)| node.role.as_str()).collect();
                assert_eq!(roles, ["rowheader", "gridcell", "gridcell"], "{}", tree.outline(*row));
            }
        }
    });
}

#[test]
fn the_tables_of_every_view_have_heads() {
    unopened(async |page| {
        for fragment in
            ["view=flows&product=mx-one", "view=sources&product=mx-one", "view=record&product=mx-one&q=call"]
        {
            page.open(fragment).await;
            page.settles("a table", "return root().querySelector('table') !== null", true).await;
            for width in [1280, 320] {
                page.resize(width, 900).await;
                let tree = page.tree().await;
                let what = format!("{fragment} at {width}");
                let tables: Vec<usize> = tree.all("table").map(|(at, _)| at).collect();
                assert!(!tables.is_empty(), "no table, {what}:\n{}", tree.outline(0));
                for table in tables {
                    has_heads(&tree, table, &what);
                }
            }
        }
    });
}

/// Each column of a table has a head, and so has each row.
fn has_heads(tree: &Tree, table: usize, what: &str) {
    let rows: Vec<usize> =
        tree.below(table).filter(|(_, node)| node.role == "row").map(|(at, _)| at).collect();
    let roles = |row: usize| tree.children(row).map(|(_, node)| node.role.clone()).collect::<Vec<_>>();
    assert!(rows.len() > 1, "{what}: no rows\n{}", tree.outline(table));
    let head = roles(rows[0]);
    assert!(head.iter().all(|role| role == "columnheader"), "{what}: {head:?}");
    for &row in &rows[1..] {
        let cells = roles(row);
        assert_eq!(cells.len(), head.len(), "{what}: {}", tree.outline(row));
        assert!(cells.iter().any(|role| role == "rowheader"), "{what}: {}", tree.outline(row));
    }
}

#[test]
fn the_picture_of_the_flows_says_what_it_shows() {
    unopened(async |page| {
        page.open("product=mx-one&view=flows").await;
        page.settles("the picture", "return root().querySelectorAll('.pe-picture').length", 1).await;
        let flows: usize =
            page.read("return root().querySelectorAll('[data-edge].pe-edge').length", &[]).await;
        let tree = page.tree().await;
        let said =
            format!("{flows} flows from product over data to recipient; the table below holds the same");
        let picture = tree.all("group").find(|(_, node)| node.name == said);
        let (picture, _) = picture.unwrap_or_else(|| panic!("no {said:?}:\n{}", tree.outline(0)));
        for column in ["Products", "Kinds of data", "Recipients and origins"] {
            let (column, _) = tree.one("group", column);
            let nodes =
                tree.below(column).filter(|(_, node)| ["link", "img", "image"].contains(&node.role.as_str()));
            let names: Vec<&str> = nodes.map(|(_, node)| node.name.as_str()).collect();
            assert!(
                !names.is_empty() && names.iter().all(|name| !name.is_empty()),
                "{}",
                tree.outline(picture)
            );
        }
    });
}

#[test]
fn the_dialog_is_one_and_has_a_name() {
    on_site(async |page| {
        page.press_button("Share").await;
        page.settles("the dialog", "return root().querySelectorAll('dialog[open]').length", 1).await;
        let tree = page.tree().await;
        let (_, dialog) =
            tree.all("dialog").next().unwrap_or_else(|| panic!("no dialog:\n{}", tree.outline(0)));
        assert!(!dialog.name.is_empty(), "a dialog without a name");
        assert_eq!(*dialog.property("modal"), true);
        // What lies behind it can't be come to.
        assert_eq!(tree.all("searchbox").count(), 0, "{}", tree.outline(0));
    });
}
