//! The comparison: every cell is what the core makes of its facts, and leads to them.

use privacy_catalog::Facet;
use privacy_catalog::compare::{Matrix, compare};
use serde_json::json;

use crate::support::drawn::state;
use crate::support::keys::{ALT, DELETE, DOWN, END, ENTER, ESCAPE, HOME, LEFT, RIGHT, UP};
use crate::support::{Page, unopened};

/// The cells that are drawn: row, product, state and number of facts of each.
const CELLS: &str = "return Array.from(root().querySelectorAll('td[data-row]'), ({ dataset }) =>\
    [dataset.row, dataset.product, dataset.state, Number(dataset.facts)])";

/// A cell as the page writes it.
type Drawn = (String, String, String, u32);

fn matrix(page: &Page, fragment: &str) -> Matrix {
    let (link, index) = (page.core.link(fragment), page.core.installed(fragment));
    compare(&index, &index.answer(&link.query), &link.query, &link.settings)
}

/// The cells of a comparison as the core has them.
fn cells(page: &Page, fragment: &str) -> Vec<Drawn> {
    let matrix = matrix(page, fragment);
    let (values, products) = (page.core.index.values(matrix.facet), page.core.catalog().products());
    let mut cells = Vec::new();
    for (at, row) in matrix.rows.iter().enumerate() {
        for (column, square) in matrix.columns.iter().zip(matrix.squares(at)) {
            let (row, product) = (&values[row.value as usize].id, &products[column.product].id);
            cells.push((row.clone(), product.clone(), state(*square).to_owned(), square.facts));
        }
    }
    cells
}

async fn compares(page: &Page, fragment: &str) {
    page.settles(&format!("the cells at {fragment:?}"), CELLS, json!(cells(page, fragment))).await;
}

fn cell(row: &str, product: &str) -> String {
    format!("td[data-row='{row}'][data-product='{product}'] button")
}

/// The first cell in this state, of a row that is no family.
fn find(page: &Page, fragment: &str, wanted: &str) -> Drawn {
    let matrix = matrix(page, fragment);
    let values = page.core.index.values(matrix.facet);
    let is_family =
        |id: &str| matrix.rows.iter().any(|row| row.is_family && values[row.value as usize].id == id);
    let found = cells(page, fragment).into_iter().find(|cell| cell.2 == wanted && !is_family(&cell.0));
    found.unwrap_or_else(|| panic!("no cell is {wanted}"))
}

#[test]
fn every_cell_is_the_cores() {
    unopened(async |page| {
        let mut seen = Vec::new();
        for fragment in [
            "view=compare",
            "view=compare&rows=data_type",
            "kind=procedure&view=compare&rows=data_type",
            "product=-mx-one&view=compare&diff=on",
            "view=compare&columns=mivoice-5000,mx-one",
            "view=compare&at.mivoice-5000=7.2",
        ] {
            page.open(fragment).await;
            compares(page, fragment).await;
            seen.extend(cells(page, fragment).into_iter().map(|cell| cell.2));
        }
        for state in ["provided", "optional", "conditional", "absent", "unclear", "split", "silent", "hidden"]
        {
            assert!(seen.iter().any(|one| one == state), "no cell is {state}: the test is in vain");
        }
    });
}

#[test]
fn a_cell_opens_its_facts_and_leads_to_them() {
    unopened(async |page| {
        let fragment = "kind=measure,procedure&view=compare";
        page.open(fragment).await;
        for wanted in ["split", "conditional"] {
            let (row, product, _, facts) = find(page, fragment, wanted);
            // The head of the table may cover what the driver takes for seen.
            let script = "root().querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
            page.read::<()>(script, &[json!(cell(&row, &product))]).await;
            page.click(&cell(&row, &product)).await;
            page.is_at(&format!("{fragment}&cell={row},{product}")).await;
            let shown = format!("product={product}&feature={row}&kind=measure,procedure");
            let ids = page.core.facts(&shown);
            assert_eq!(ids.len(), facts as usize);
            let beside = "return Array.from(root().querySelectorAll('.pe-beside [data-fact]'), row => row.dataset.fact).sort()";
            let mut sorted = ids;
            sorted.sort();
            page.settles("the facts beside", beside, json!(sorted)).await;
        }
        page.press_button("Show among the facts").await;
        let (row, product, ..) = find(page, fragment, "conditional");
        page.shows(&format!("product={product}&feature={row}&kind=measure,procedure")).await;
    });
}

#[test]
fn silence_is_no_no() {
    unopened(async |page| {
        page.open("view=compare").await;
        let (row, product, ..) = find(page, "view=compare", "silent");
        page.open(&format!("view=compare&cell={row},{product}")).await;
        let text: String = page.read("return root().querySelector('.pe-beside').innerText", &[]).await;
        assert!(text.contains("That is not a no"), "{text}");
        page.press_button("Close").await;
        page.is_at("view=compare").await;
        page.settles("the cell is closed", "return root().querySelector('.pe-beside') === null", true).await;
    });
}

#[test]
fn families_fold() {
    unopened(async |page| {
        page.open("view=compare").await;
        let all = cells(page, "view=compare");
        let index = &page.core.index;
        let audit = index.value(Facet::Feature, "audit").expect("there is such a family");
        let children: Vec<&str> = index
            .children(Facet::Feature, audit)
            .iter()
            .map(|&child| index.values(Facet::Feature)[child as usize].id.as_str())
            .collect();
        let left: Vec<&Drawn> = all.iter().filter(|cell| !children.contains(&cell.0.as_str())).collect();
        assert!(left.len() < all.len());
        page.press_button("Audit").await;
        page.settles("the family is folded", CELLS, json!(left)).await;
        page.press_button("Audit").await;
        page.settles("the family is unfolded", CELLS, json!(all)).await;
    });
}

#[test]
fn columns_are_picked_and_ordered() {
    unopened(async |page| {
        let products: Vec<String> =
            page.core.index.values(Facet::Product).iter().map(|value| value.id.clone()).collect();
        page.open("view=compare").await;
        page.tab_to("thead .pe-name").await;
        page.press(RIGHT).await;
        page.press_with(ALT, LEFT).await;
        let mut columns = products.clone();
        columns.swap(0, 1);
        let fragment = |columns: &[String]| format!("view=compare&columns={}", columns.join(","));
        page.is_at(&fragment(&columns)).await;
        compares(page, &fragment(&columns)).await;
        page.press(DELETE).await;
        columns.remove(0);
        page.is_at(&fragment(&columns)).await;
        compares(page, &fragment(&columns)).await;
        page.settles("what was left out", "return Array.from(root().querySelectorAll('.pe-options option'), one => one.value).filter(Boolean)[0]", products[1].as_str()).await;
        page.press_button("All products").await;
        page.is_at("view=compare").await;
        compares(page, "view=compare").await;
    });
}

#[test]
fn keys_go_from_cell_to_cell() {
    unopened(async |page| {
        page.open("view=compare").await;
        page.tab_to("thead .pe-name").await;
        page.has_focus("[data-at='0-1']").await;
        // The first column names the rows.
        let last = page.core.catalog().products().len();
        for (keys, row, column) in [
            (DOWN, 1, 1),
            (RIGHT, 1, 2),
            (DOWN, 2, 2),
            (HOME, 2, 0),
            (END, 2, last),
            (UP, 1, last),
            (LEFT, 1, last - 1),
        ] {
            page.press(keys).await;
            page.has_focus(&format!("[data-at='{row}-{column}']")).await;
        }
        let cell = format!("[data-at='1-{}']", last - 1);
        page.press(ENTER).await;
        page.has_focus(&format!("{cell}[aria-expanded=true]")).await;
        page.settles("the cell is open", "return root().querySelector('.pe-beside') !== null", true).await;
        page.press(ESCAPE).await;
        page.has_focus(&format!("{cell}[aria-expanded=false]")).await;
        let tab_stops = "return root().querySelectorAll('.pe-matrix [tabindex=\"0\"]').length";
        page.settles("one way in by Tab", tab_stops, 1).await;
    });
}

#[test]
fn what_is_alike_or_empty_is_said() {
    unopened(async |page| {
        page.open("view=compare&diff=on&columns=mx-one").await;
        page.press_button("Show all rows").await;
        page.is_at("view=compare&columns=mx-one").await;
        compares(page, "view=compare&columns=mx-one").await;
        page.open("q=zzqxv&view=compare").await;
        page.settles("no fact", "return root().querySelector('.pe-empty h2').textContent", "No fact matches")
            .await;
    });
}

/// A comparison of so many products and features, each with a fact or none.
const LARGE: &str = "
    const [products, features] = [1000, 200];
    const ids = (kind, count) => Array.from({ length: count }, (_, at) => ({ id: `${kind}-${at}`, name: `${kind} number ${at}` }));
    const facts = [];
    for (let at = 0; at < products * features; at += 3) {
      const [product, feature] = [at % products, Math.floor(at / products)];
      facts.push({
        id: `f${product}-${feature}`, product: `product-${product}`, kind: 'measure', features: [`feature-${feature}`],
        state: ['provided', 'optional', 'absent'][(product + feature) % 3], text: `Fact ${at}.`,
        cite: { source: `s${product}`, section: '1' },
      });
    }
    const sections = [{ id: '1', title: 'All' }];
    const file = {
      schema: 'privacy-catalog/1', title: 'Large', version: '1', subjects: [], recipients: [], data_types: [], facts,
      products: ids('product', products).map(one => ({ ...one, summary: 'Made up.' })),
      sources: Array.from({ length: products }, (_, at) => ({ id: `s${at}`, product: `product-${at}`, title: `About ${at}`, sections })),
      features: ids('feature', features),
    };
    const catalog = await Catalog.load(bytes(file), () => {});
    const element = emptied();
    catalog.mount(element, { syncUrl: 'none', state: 'view=compare' });
    await shown(element, facts.length);
    const table = () => element.querySelector('.pe-matrix');
    while (!table()) await frames(1);
    const drawn = () => element.querySelectorAll('td[data-row]');
    const wrong = [];
    const place = cell => [cell.dataset.product, cell.dataset.row].map(id => Number(id.split('-')[1]));
    const isRight = cell => {
      const [product, row] = place(cell);
      const state = (product + row * products) % 3 ? 'silent' : ['provided', 'optional', 'absent'][(product + row) % 3];
      return cell.dataset.state === state;
    };
    /* What stands in the middle of what is seen of the table is what should stand there. */
    const look = async (left, top) => {
      table().scrollTo({ left, top, behavior: 'instant' });
      await frames(4);
      const box = table().getBoundingClientRect();
      const [x, y] = [box.left + box.width * 0.6, box.top + box.height * 0.6];
      const cell = element.getRootNode().elementFromPoint(x, y)?.closest('td[data-row]');
      if (!cell || !isRight(cell)) wrong.push([left, top, cell?.outerHTML ?? 'blank']);
      return cell ? place(cell) : [];
    };
    const [start, most] = [await look(0, 0), drawn().length];
    // Tab finds the table also where the cell that had the focus is drawn no longer.
    const stops = () => element.querySelectorAll('.pe-matrix [tabindex=\"0\"]').length;
    const first = drawn()[0].querySelector('button');
    first.focus();
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
    await frames(4);
    const far = await look(1e9, 1e9);
    if (stops() !== 1) wrong.push(`${stops()} ways in by Tab`);
    let last = [0, 0];
    for (let step = 1; step <= 20; step += 1) last = await look(step * 300, step * 200);
    const seen = { start, far, last, wrong, most: Math.max(most, drawn().length) };
    const notice = () => element.querySelector('.pe-notice');
    dispatchEvent(new Event('beforeprint'));
    while (!notice()) await frames(1);
    const cells = Array.from(drawn());
    wrong.push(...cells.filter(cell => !isRight(cell)).map(cell => cell.outerHTML));
    const [columns, rows] = [0, 1].map(at => new Set(cells.map(cell => place(cell)[at])).size);
    return { ...seen, printed: { columns, rows, cells: cells.length, notice: notice().innerText } };";

#[test]
fn a_thousand_products_are_compared_by_two_hundred_features_and_printed() {
    unopened(async |page| {
        page.open("").await;
        let seen: serde_json::Value = page.play(LARGE, json!(null)).await;
        assert_eq!(seen["wrong"], json!([]), "{seen}");
        assert!(seen["most"].as_u64().is_some_and(|most| most > 50 && most < 1500), "{seen}");
        let far = [seen["far"][0].as_u64(), seen["far"][1].as_u64()];
        assert!(far[0] > Some(990) && far[1] > Some(190), "the table doesn't end where it should: {seen}");
        assert!(seen["last"][0].as_u64() > seen["start"][0].as_u64(), "{seen}");
        // On paper are all rows, and as many products as it says there.
        let printed = &seen["printed"];
        let columns = printed["columns"].as_u64().expect("there are columns");
        assert!((2..1000).contains(&columns), "{printed}");
        assert_eq!((&printed["rows"], &printed["cells"]), (&json!(200), &json!(200 * columns)), "{printed}");
        let notice = printed["notice"].as_str().expect("it is a text");
        assert!(notice.contains(&format!("200 of 200 rows, {columns} of 1,000 products")), "{notice}");
    });
}
