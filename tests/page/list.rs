//! The list of facts: only a window on it is drawn, and its reader doesn't notice.

use privacy_catalog::Facet;
use serde::Deserialize;
use serde_json::json;

use crate::support::keys::{DOWN, END, ENTER, ESCAPE, HOME, UP};
use crate::support::{Page, on_site, unopened};

/// How many rows are drawn at most.
const MOST: usize = 90;

/// How far something may be from where it was, in CSS pixels: it is placed in whole ones.
const NEAR: f64 = 2.0;

/// What was seen while scrolling step by step to an end of the list.
#[derive(Debug, Deserialize)]
struct Walk {
    /// The most rows that were drawn at a time.
    most: usize,
    /// After how many steps there was room in view for rows that were not drawn.
    blanks: usize,
    /// After how many steps other rows were drawn than before.
    moves: usize,
    /// After how many of these the row that was read was drawn no longer.
    lost: usize,
    /// After how many it was drawn by another element, which loses the focus and what is selected.
    renewed: usize,
    /// By how many pixels the row that was read moved at most when others came or went.
    worst: f64,
    /// The rows that were in view.
    rows: Vec<usize>,
}

impl Walk {
    fn is_smooth(&self, moves: usize) {
        assert!(self.most <= MOST, "{} rows drawn", self.most);
        assert!(self.moves >= moves, "only {} moves of the window: the test is in vain", self.moves);
        let Self { blanks, lost, renewed, worst, .. } = self;
        assert_eq!((*blanks, *lost), (0, 0), "steps after which the view was blank, or the row was lost");
        assert!(*worst < NEAR, "what was read has moved by {worst}");
        assert_eq!(*renewed, 0, "steps after which what was read was drawn anew");
    }
}

/// A row, and how far its top is below the top of the window.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Spot {
    row: usize,
    fact: String,
    top: f64,
}

/// A script for the first row in view.
const SPOT: &str = "const seen = new Seen(); const row = seen.first;\
    return row && { row: Number(row.dataset.row), fact: row.dataset.fact, top: seen.top(row) };";

// Scrolling

#[test]
fn scrolling_comes_by_every_fact_down_and_up() {
    on_site(async |page| {
        let all: Vec<usize> = (0..page.core.all()).collect();
        let first = "return new Seen().range[0]";
        for by in [600, -600] {
            let walk: Walk = page.play("return new Seen().walk(input)", by).await;
            assert_eq!(walk.rows, all, "scrolled by {by}");
            walk.is_smooth(15);
            page.shows("").await;
            let drawn: usize = page.play(first, json!(null)).await;
            assert_eq!(drawn == 0, by < 0, "row {drawn} is the first one drawn");
        }
        page.settles("the beginning", "return scrollY", 0).await;
    });
}

#[test]
fn what_is_read_stays_where_it_is() {
    unopened(async |page| {
        for fragment in ["product=mivoice-5000", "product=mx-one&group=data_type"] {
            page.open(fragment).await;
            for by in [333, -333, 1400, -1400] {
                let walk: Walk = page.play("return new Seen().walk(input)", by).await;
                walk.is_smooth(2);
            }
        }
    });
}

#[test]
fn what_is_read_stays_where_it_is_on_a_phone() {
    unopened(async |page| {
        page.open("product=mivoice-5000").await;
        page.resize(360, 740).await;
        for by in [500, -500] {
            let walk: Walk = page.play("return new Seen().walk(input)", by).await;
            walk.is_smooth(2);
        }
    });
}

#[test]
fn what_is_read_stays_where_it_is_though_a_fact_is_open() {
    unopened(async |page| {
        let fragment = "product=mivoice-5000";
        let id = page.core.facts(fragment)[20].clone();
        page.open(&format!("{fragment}&fact={id}")).await;
        for by in [500, -500] {
            let walk: Walk = page.play("return new Seen().walk(input)", by).await;
            walk.is_smooth(2);
        }
    });
}

#[test]
fn a_jump_draws_what_is_there() {
    on_site(async |page| {
        let rows = page.core.all();
        for percent in [50, 90, 10, 100, 30, 0, 75] {
            let (frames, spot, drawn): (usize, Option<Spot>, usize) = page.play(JUMP, percent).await;
            let spot = spot.unwrap_or_else(|| panic!("nothing is in view at {percent} %"));
            assert!(frames < 30, "{frames} frames until something was drawn at {percent} %");
            assert!(drawn <= MOST, "{drawn} rows drawn at {percent} %");
            let expected = rows * percent / 100;
            assert!(spot.row.abs_diff(expected) < rows / 8, "row {} at {percent} %", spot.row);
            page.shows("").await;
            match percent {
                0 => assert_eq!(spot.row, 0),
                100 => is_in_view(page, rows - 1).await,
                _ => {}
            }
        }
    });
}

/// Drags the scrollbar to so many hundredths; returns how many frames it took until nothing was
/// blank, the first row in view, and how many are drawn.
const JUMP: &str = "const seen = new Seen();\
    seen.scrollTo(seen.end * input / 100);\
    let count = 0;\
    do { await frames(1); count += 1; } while (seen.isBlank && count < 100);\
    await seen.calm();\
    if (seen.isBlank) count = 1000;\
    const row = seen.first;\
    const spot = row && { row: Number(row.dataset.row), fact: row.dataset.fact, top: seen.top(row) };\
    return [count, spot ?? null, seen.rows.length];";

// Keys

#[test]
fn arrows_go_beyond_what_is_drawn() {
    on_site(async |page| {
        focus(page, 0).await;
        for row in 1..=60 {
            page.press(DOWN).await;
            page.has_focus(&text_of(row)).await;
        }
        has_focus_in_view(page, 60).await;
        for row in (0..60).rev() {
            page.press(UP).await;
            page.has_focus(&text_of(row)).await;
        }
        has_focus_in_view(page, 0).await;
        page.press(UP).await;
        has_focus_in_view(page, 0).await;
        page.shows("").await;
    });
}

#[test]
fn arrows_faster_than_the_page_draws_all_count() {
    on_site(async |page| {
        focus(page, 0).await;
        page.press(&DOWN.repeat(150)).await;
        has_focus_in_view(page, 150).await;
        page.press(&UP.repeat(140)).await;
        has_focus_in_view(page, 10).await;
        page.shows("").await;
    });
}

#[test]
fn home_and_end_go_to_the_ends_of_the_whole_list() {
    on_site(async |page| {
        let last = page.core.all() - 1;
        focus(page, 2).await;
        page.press(END).await;
        has_focus_in_view(page, last).await;
        page.press(DOWN).await;
        has_focus_in_view(page, last).await;
        page.press(UP).await;
        has_focus_in_view(page, last - 1).await;
        page.press(HOME).await;
        has_focus_in_view(page, 0).await;
        page.press(UP).await;
        has_focus_in_view(page, 0).await;
        page.shows("").await;
    });
}

#[test]
fn arrows_work_where_the_reader_jumped_to() {
    on_site(async |page| {
        for (percent, key, forwards) in [(50, UP, false), (70, DOWN, true)] {
            let spot = jump(page, percent).await;
            focus(page, spot.row + 1).await;
            for step in 1..=50 {
                page.press(key).await;
                let row = spot.row + 1;
                page.has_focus(&text_of(if forwards { row + step } else { row - step })).await;
            }
            let row = if forwards { spot.row + 51 } else { spot.row - 49 };
            has_focus_in_view(page, row).await;
            page.shows("").await;
        }
    });
}

#[test]
fn a_row_that_is_dropped_leaves_the_focus_to_the_list() {
    on_site(async |page| {
        for (percent, key) in [(50, DOWN), (20, UP)] {
            focus_first_in_view(page).await;
            let spot = jump(page, percent).await;
            page.has_focus(".pe-list").await;
            assert_eq!(seen_spot(page).await, spot, "nothing moves because of the focus");
            page.press(key).await;
            has_focus_in_view(page, spot.row).await;
            page.press(DOWN).await;
            has_focus_in_view(page, spot.row + 1).await;
        }
    });
}

#[test]
fn a_row_that_stays_drawn_keeps_the_focus() {
    keeps_the_focus("");
}

#[test]
fn a_row_that_stays_drawn_keeps_the_focus_when_headings_come() {
    keeps_the_focus("group=data_type");
}

fn keeps_the_focus(fragment: &str) {
    unopened(async |page| {
        page.open(fragment).await;
        focus(page, 12).await;
        let script = "const seen = new Seen(); await seen.calm(); const before = String(seen.range);\
            while (String(seen.range) === before) { seen.scrollTo(seen.position + 300); await seen.calm(); }\
            return [before, String(seen.range), seen.row(12) !== null];";
        let (before, after, drawn): (String, String, bool) = page.play(script, json!(null)).await;
        assert!(drawn, "row 12 is dropped: the test is in vain, {before}, {after}");
        page.has_focus(&text_of(12)).await;
    });
}

#[test]
fn a_fact_far_down_is_opened_and_closed_where_it_is() {
    on_site(async |page| {
        jump(page, 60).await;
        let row = focus_first_in_view(page).await;
        page.play::<()>("await new Seen().calm()", json!(null)).await;
        let top = format!(
            "return Math.round(root().querySelector('[data-row=\"{row}\"]').getBoundingClientRect().top)"
        );
        let before: i32 = page.read(&top, &[]).await;
        for (key, expanded) in [(ENTER, true), (ESCAPE, false), (ENTER, true)] {
            page.press(key).await;
            page.has_focus(&format!("[data-row='{row}'] [aria-expanded={expanded}]")).await;
            page.play::<()>("await new Seen().calm()", json!(null)).await;
            page.settles("the same place", &top, before).await;
            page.shows("").await;
        }
    });
}

// Coming back

#[test]
fn back_returns_to_the_place() {
    on_site(async |page| {
        for percent in [60, 95] {
            let left = jump(page, percent).await;
            // A click by the driver would scroll to what it clicks.
            click_unseen(page, "[data-facet=product]").await;
            let first = page.core.index.values(Facet::Product)[0].id.clone();
            page.shows(&format!("product={first}")).await;
            page.client.back().await.expect("there is a view before");
            page.shows("").await;
            is_at(page, &left).await;
            click_unseen(page, "a[href='#view=sources']").await;
            page.is_at("view=sources").await;
            page.client.back().await.expect("there is a view before");
            page.shows("").await;
            is_at(page, &left).await;
        }
    });
}

#[test]
fn back_and_forward_return_to_the_places_of_both_views() {
    on_site(async |page| {
        let (first, then) = ("", "product=mx-one");
        let left = jump(page, 70).await;
        click_unseen(page, "[data-facet=product][data-value=mx-one]").await;
        page.shows(then).await;
        let other = jump(page, 40).await;
        place_is_kept(page, &other).await;
        page.client.back().await.expect("there is a view before");
        page.shows(first).await;
        is_at(page, &left).await;
        page.client.forward().await.expect("there is a next view");
        page.shows(then).await;
        is_at(page, &other).await;
    });
}

#[test]
fn a_view_that_was_left_at_its_top_comes_back_so() {
    on_site(async |page| {
        page.check(Facet::Product, "mx-one").await;
        page.shows("product=mx-one").await;
        jump(page, 80).await;
        page.client.back().await.expect("there is a view before");
        page.shows("").await;
        page.play::<()>("await new Seen().calm()", json!(null)).await;
        page.settles(
            "the top",
            "return [scrollY, root().querySelector('[data-row]').dataset.row]",
            json!([0, "0"]),
        )
        .await;
    });
}

#[test]
fn the_sources_come_back_where_they_were_left() {
    unopened(async |page| {
        page.open("view=sources").await;
        let scroll = "scrollTo(0, input); await frames(3); return scrollY";
        let left: f64 = page.play(scroll, 900).await;
        assert!(left > 600.0, "the documents need less room: the test is in vain");
        click_unseen(page, "[data-source] button").await;
        page.until("facts", async || if page.facts().await.is_empty() { Err("none".into()) } else { Ok(()) })
            .await;
        begins(page).await;
        page.client.back().await.expect("there is a view before");
        page.is_at("view=sources").await;
        page.settles("the place", "return Math.round(scrollY)", json!(left.round() as i64)).await;
    });
}

#[test]
fn a_reload_returns_to_the_place() {
    on_site(async |page| {
        let left = jump(page, 60).await;
        place_is_kept(page, &left).await;
        for _ in 0..2 {
            page.reload().await;
            page.shows("").await;
            is_at(page, &left).await;
        }
    });
}

#[test]
fn a_reload_at_once_returns_to_the_place_too() {
    on_site(async |page| {
        let left = jump(page, 60).await;
        page.reload().await;
        page.shows("").await;
        is_at(page, &left).await;
    });
}

#[test]
fn leaving_the_page_and_coming_back_returns_to_the_place() {
    unopened(async |page| {
        page.open("product=-mx-one&group=feature").await;
        let left = jump(page, 60).await;
        place_is_kept(page, &left).await;
        page.note().await;
        page.client.goto("about:blank").await.expect("the page can be left");
        page.client.back().await.expect("there is a page before");
        page.is_ready().await;
        page.shows("product=-mx-one&group=feature").await;
        is_at(page, &left).await;
    });
}

// Addresses of facts

#[test]
fn an_address_of_a_fact_shows_it_wherever_it_is() {
    unopened(async |page| {
        for prefix in ["", "group=data_type&", "product=-mx-one&"] {
            let facts = page.core.facts(prefix.trim_end_matches('&'));
            for place in [facts.len() / 3, facts.len() * 2 / 3, facts.len() - 1] {
                let id = &facts[place];
                let row = facts.iter().position(|one| one == id).expect("it is one of them");
                page.open(&format!("{prefix}fact={id}")).await;
                is_open_in_view(page, row, id).await;
                page.shows(prefix.trim_end_matches('&')).await;
            }
        }
    });
}

#[test]
fn an_address_of_a_fact_is_followed_from_far_away() {
    on_site(async |page| {
        let facts = page.core.facts("");
        for place in [500, 10, 300, 301, facts.len() - 1] {
            page.read::<()>("location.hash = arguments[0]", &[json!(format!("fact={}", facts[place]))]).await;
            is_open_in_view(page, place, &facts[place]).await;
        }
    });
}

// Assistive technology

#[test]
fn every_row_says_its_place_in_its_group() {
    unopened(async |page| {
        for fragment in ["", "product=mx-one&group=data_type"] {
            page.open(fragment).await;
            let expected = page.core.places(fragment);
            for percent in [0, 50, 100] {
                jump(page, percent).await;
                let script = "return Array.from(root().querySelectorAll('[data-row]'), row => [\
                    Number(row.dataset.row), Number(row.ariaPosInSet), Number(row.ariaSetSize)])";
                let drawn: Vec<(usize, usize, usize)> = page.read(script, &[]).await;
                assert!(drawn.len() >= 16, "{} rows drawn", drawn.len());
                for (row, place, of) in drawn {
                    assert_eq!((place, of), expected[row], "row {row}, {fragment:?}");
                }
            }
        }
    });
}

// New answers

#[test]
fn a_new_answer_is_shown_from_its_beginning() {
    on_site(async |page| {
        let steps = [
            ("[data-facet=product][data-value=mx-one]", "product=mx-one"),
            ("[aria-label^='Remove filter ']", ""),
            ("[data-facet=state][data-value=provided]", "state=provided"),
            ("[data-facet=state][data-value=optional]", "state=provided,optional"),
        ];
        for (selector, fragment) in steps {
            jump(page, 60).await;
            click_unseen(page, selector).await;
            page.shows(fragment).await;
            begins(page).await;
        }
        jump(page, 60).await;
        let regroup = "const field = root().querySelector('select'); field.value = 'feature';\
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        page.read::<()>(regroup, &[]).await;
        page.shows("state=provided,optional&group=feature").await;
        begins(page).await;
    });
}

#[test]
fn a_new_answer_draws_what_is_in_view_and_more_once_it_is_scrolled() {
    unopened(async |page| {
        for (width, height) in [(1280, 900), (360, 740)] {
            page.resize(width, height).await;
            page.open("").await;
            page.click("input[type=search]").await;
            for (letter, fragment) in [("u", "q=u"), ("s", "q=us"), ("e", "q=use")] {
                page.press(letter).await;
                page.shows(fragment).await;
                page.play::<()>("await new Seen().calm()", json!(null)).await;
                let beyond: usize = page.read(BEYOND, &[]).await;
                assert!(beyond <= 4, "{beyond} rows beyond the view of {width} pixels, {fragment}");
            }
            page.read::<()>("scrollBy(0, 5)", &[]).await;
            page.settles("rows are ahead", AHEAD, true).await;
        }
    });
}

/// A script for how many rows are drawn below the view.
const BEYOND: &str = "return Array.from(root().querySelectorAll('[data-row]'))\
    .filter(row => row.getBoundingClientRect().top >= innerHeight).length";

/// A script for whether rows are drawn for the next pixels that may come into view.
const AHEAD: &str = "return Array.from(root().querySelectorAll('[data-row]')).at(-1)\
    .getBoundingClientRect().bottom >= innerHeight + 299";

#[test]
fn a_new_answer_leaves_the_page_where_the_beginning_is_in_view() {
    on_site(async |page| {
        page.play::<()>("scrollTo(0, 60); await frames(3)", json!(null)).await;
        click_unseen(page, "[data-facet=product][data-value=mx-one]").await;
        page.shows("product=mx-one").await;
        page.play::<()>("await new Seen().calm()", json!(null)).await;
        page.settles("the place", "return scrollY", 60).await;
    });
}

// Long lists

/// Loads a catalogue of so many facts and mounts it into the emptied page.
const LOAD: &str = "
    const catalog = await Catalog.load(bytes(catalogue(input)), () => {});
    const element = emptied();
    window.explorer = catalog.mount(element, { syncUrl: 'none' });
    await shown(element, input);
    await new Seen().calm();";

const HUNDRED_THOUSAND: usize = 100_000;

/// How many elements the list may have at most.
const ELEMENTS: usize = 3_000;

#[test]
fn a_hundred_thousand_facts_are_scrolled_through() {
    on_site(async |page| {
        page.play::<()>(LOAD, HUNDRED_THOUSAND).await;
        assert_eq!(page.total().await, HUNDRED_THOUSAND);
        is_light(page).await;
        for (percent, by) in [(0, 700), (50, 700), (50, -700), (100, -700)] {
            jump(page, percent).await;
            is_light(page).await;
            let walk: Walk = page.play("return new Seen().walk(input, 25)", by).await;
            walk.is_smooth(5);
        }
        let spot = jump(page, 50).await;
        assert!(spot.row.abs_diff(HUNDRED_THOUSAND / 2) < HUNDRED_THOUSAND / 20, "{spot:?}");
        jump(page, 100).await;
        is_in_view(page, HUNDRED_THOUSAND - 1).await;
        let last = "return Array.from(root().querySelectorAll('[data-fact]')).at(-1).dataset.fact";
        page.settles("the last fact", last, format!("f{}", HUNDRED_THOUSAND - 1)).await;
        is_light(page).await;
    });
}

#[test]
fn a_hundred_thousand_facts_are_gone_through_by_keys() {
    on_site(async |page| {
        page.play::<()>(LOAD, HUNDRED_THOUSAND).await;
        for width in [1280, 360] {
            page.resize(width, 800).await;
            page.play::<()>("await new Seen().calm()", json!(null)).await;
            focus(page, first_in_view(page).await).await;
            page.press(END).await;
            has_focus_in_view(page, HUNDRED_THOUSAND - 1).await;
            page.press(UP).await;
            has_focus_in_view(page, HUNDRED_THOUSAND - 2).await;
            page.press(HOME).await;
            has_focus_in_view(page, 0).await;
            is_light(page).await;
        }
    });
}

#[test]
fn a_list_that_is_too_high_for_browsers_is_scrolled_through() {
    on_site(async |page| {
        // On a phone, rows are so high that those that are not drawn are given less room.
        page.resize(360, 740).await;
        page.play::<()>(LOAD, HUNDRED_THOUSAND).await;
        for percent in [0, 50, 100] {
            jump(page, percent).await;
            is_light(page).await;
            let script = "const seen = new Seen(); const told = [];\
                for (let step = 0; step < 20; step += 1) {\
                    const row = seen.first; const top = seen.top(row);\
                    seen.scrollTo(seen.position + 300);\
                    const by = top - seen.top(row);\
                    await seen.calm();\
                    told.push([row.isConnected ? Math.abs(top - by - seen.top(row)) : 0, seen.isBlank,\
                        Number(seen.first.dataset.row) - Number(row.dataset.row)]);\
                }\
                return told;";
            let told: Vec<(f64, bool, i32)> = page.play(script, json!(null)).await;
            for (moved, blank, rows) in told {
                assert!(
                    moved < NEAR && !blank && (0..10).contains(&rows),
                    "{moved}, {blank}, {rows} rows on"
                );
            }
        }
        jump(page, 100).await;
        is_in_view(page, HUNDRED_THOUSAND - 1).await;
    });
}

#[test]
fn only_some_thousand_rows_are_printed() {
    on_site(async |page| {
        page.play::<()>(LOAD, 6000).await;
        jump(page, 50).await;
        page.read::<()>("dispatchEvent(new Event('beforeprint'))", &[]).await;
        page.settles("the rows", "return root().querySelectorAll('[data-row]').length", 5000).await;
        page.settles("the first row", "return root().querySelector('[data-row]').dataset.row", "0").await;
        let said = "return root().querySelector('.pe-list > .pe-notice')?.textContent ?? ''";
        page.settles("the notice", said, "Only the first 5,000 of 6,000 rows are printed: filter for less.")
            .await;
        jump(page, 95).await;
        page.settles("no notice on the screen", said, "").await;
        let drawn: usize = page.read("return root().querySelectorAll('[data-row]').length", &[]).await;
        assert!(drawn <= MOST, "{drawn} rows drawn");
    });
}

// In an element that scrolls

/// Loads a catalogue of so many facts and mounts it into an element that scrolls, amid a page.
const NEST: &str = "
    const catalog = await Catalog.load(bytes(catalogue(input)), () => {});
    const outer = emptied();
    const box = document.createElement('div');
    box.id = 'box';
    Object.assign(box.style, { overflowY: 'auto', height: '500px', marginTop: '300px', marginBottom: '900px' });
    outer.append(box);
    window.explorer = catalog.mount(box, { syncUrl: 'none' });
    await shown(box, input);
    await new Seen(root(), box).calm();";

#[test]
fn a_list_in_an_element_that_scrolls_is_scrolled_through() {
    on_site(async |page| {
        page.play::<()>(NEST, 400).await;
        for by in [300, -300] {
            let script = "return new Seen(root(), root().getElementById('box')).walk(input)";
            let walk: Walk = page.play(script, by).await;
            assert_eq!(walk.rows, (0..400).collect::<Vec<_>>());
            walk.is_smooth(5);
        }
        page.settles("the page stays", "return scrollY", 0).await;
    });
}

#[test]
fn a_hundred_thousand_facts_in_an_element_that_scrolls() {
    on_site(async |page| {
        page.play::<()>(NEST, HUNDRED_THOUSAND).await;
        for percent in [50, 100, 20, 0] {
            let script = "const seen = new Seen(root(), root().getElementById('box'));\
                seen.scrollTo(seen.end * input / 100); await seen.calm();\
                return [seen.isBlank, Number(seen.first?.dataset.row ?? -1),\
                    seen.rows.some(row => seen.isIn(row) && row.dataset.fact === 'f99999')];";
            let (blank, row, last): (bool, i64, bool) = page.play(script, percent).await;
            assert!(!blank, "blank at {percent} %");
            assert!((row - 1000 * percent).abs() < 5000, "row {row} at {percent} %");
            assert_eq!(last, percent == 100, "row {row} at {percent} %");
            is_light(page).await;
        }
        page.settles("the page stays", "return scrollY", 0).await;
    });
}

#[test]
fn keys_work_in_an_element_that_scrolls() {
    on_site(async |page| {
        page.play::<()>(NEST, 400).await;
        focus(page, 0).await;
        for row in 1..=45 {
            page.press(DOWN).await;
            page.has_focus(&text_of(row)).await;
        }
        has_focus_in(page, 45, "box").await;
        page.press(END).await;
        has_focus_in(page, 399, "box").await;
        // The first row in view is the first in the element, not one that it cuts off.
        let script = "const seen = new Seen(root(), root().getElementById('box'));\
            seen.scrollTo(seen.end / 2); await seen.calm(); return Number(seen.first.dataset.row);";
        let row: usize = page.play(script, json!(null)).await;
        page.has_focus(".pe-list").await;
        page.press(DOWN).await;
        has_focus_in(page, row, "box").await;
    });
}

#[test]
fn a_new_answer_in_an_element_that_scrolls_is_shown_from_its_beginning() {
    on_site(async |page| {
        page.play::<()>(NEST, 400).await;
        // The list begins so far above the element's upper edge that the filter is out of view.
        let script = "const seen = new Seen(root(), root().getElementById('box'));\
            const list = root().querySelector('.pe-list');\
            seen.scrollTo(seen.position + seen.top(list) + input); await seen.calm();";
        page.play::<()>(script, 3000).await;
        click_unseen(page, "[data-facet=product][data-value=beta]").await;
        page.wait_for("200 facts").await;
        let begins = "const seen = new Seen(root(), root().getElementById('box')); await seen.calm();\
            const list = root().querySelector('.pe-list');\
            return [seen.range[0], seen.top(list) > -1, scrollY];";
        let seen: (usize, bool, f64) = page.play(begins, json!(null)).await;
        assert_eq!(seen, (0, true, 0.0));
    });
}

/// Drags the scrollbar to so many hundredths and waits; returns the first row in view.
async fn jump(page: &Page, percent: usize) -> Spot {
    let (_, spot, _): (usize, Option<Spot>, usize) = page.play(JUMP, percent).await;
    spot.expect("something is in view")
}

async fn seen_spot(page: &Page) -> Spot {
    page.play(SPOT, json!(null)).await
}

/// Waits until the view is where it was left.
async fn is_at(page: &Page, left: &Spot) {
    let look = async || {
        page.play::<()>("await new Seen().calm()", json!(null)).await;
        let seen = seen_spot(page).await;
        let near = seen.row == left.row && seen.fact == left.fact && (seen.top - left.top).abs() <= 3.0;
        if near { Ok(()) } else { Err(format!("{seen:?} instead of {left:?}")) }
    };
    page.until("the place", look).await;
}

/// Waits until the place has been kept with the view, for when it comes back.
async fn place_is_kept(page: &Page, spot: &Spot) {
    page.settles("the place is kept", "return history.state?.[0] ?? null", spot.row).await;
}

/// Clicks what may be out of view without scrolling to it.
async fn click_unseen(page: &Page, selector: &str) {
    page.read::<()>("root().querySelector(arguments[0]).click()", &[json!(selector)]).await;
}

/// The selector of a row's text, which takes the focus.
fn text_of(row: usize) -> String {
    format!("[data-row='{row}'] .pe-text")
}

/// Puts the focus on a row that is drawn.
async fn focus(page: &Page, row: usize) {
    let script = "root().querySelector(arguments[0]).focus()";
    page.read::<()>(script, &[json!(text_of(row))]).await;
}

/// Puts the focus on the first row whose top is in view; returns it.
async fn focus_first_in_view(page: &Page) -> usize {
    let row = first_in_view(page).await;
    focus(page, row).await;
    row
}

/// The first row whose top is in view.
async fn first_in_view(page: &Page) -> usize {
    let script = "return Number(Array.from(root().querySelectorAll('[data-row]'))\
        .find(row => row.getBoundingClientRect().top >= 0).dataset.row)";
    page.read(script, &[]).await
}

async fn has_focus_in_view(page: &Page, row: usize) {
    page.has_focus(&text_of(row)).await;
    is_in_view(page, row).await;
}

/// Waits until a row has the focus and its text is in view in an element that scrolls.
async fn has_focus_in(page: &Page, row: usize, element: &str) {
    page.has_focus(&text_of(row)).await;
    let script = format!(
        "const [text, port] = [active(), root().getElementById('{element}')]\
             .map(one => one.getBoundingClientRect());\
         return text.top >= port.top - 1 && text.bottom <= port.bottom + 1 ? 'in view'\
             : `${{text.top}} to ${{text.bottom}}, in ${{port.top}} to ${{port.bottom}}`"
    );
    page.settles(&format!("row {row} in view"), &script, "in view").await;
}

/// Waits until the text of a row is in view.
async fn is_in_view(page: &Page, row: usize) {
    let script = format!(
        "const text = root().querySelector('[data-row=\"{row}\"] .pe-text');\
         if (!text) return `not drawn, but ${{new Set(Array.from(\
             root().querySelectorAll('[data-row]'), one => one.dataset.row)).size}} others`;\
         const box = text.getBoundingClientRect();\
         return box.top >= -1 && box.bottom <= innerHeight + 1 ? 'in view'\
             : `${{box.top}} to ${{box.bottom}} of ${{innerHeight}}`"
    );
    page.settles(&format!("row {row} in view"), &script, "in view").await;
}

async fn is_open_in_view(page: &Page, row: usize, id: &str) {
    is_in_view(page, row).await;
    let script = format!(
        "const row = root().querySelector('[data-row=\"{row}\"]');\
         return [row.dataset.fact, row.querySelector('.pe-text').ariaExpanded]"
    );
    page.settles("the open fact", &script, json!([id, "true"])).await;
    page.play::<()>("await new Seen().calm()", json!(null)).await;
    is_in_view(page, row).await;
}

/// Waits until the list is drawn from its first row and its beginning is in view.
async fn begins(page: &Page) {
    page.play::<()>("await new Seen().calm()", json!(null)).await;
    let script = "const top = root().querySelector('.pe-list').getBoundingClientRect().top;\
        return [root().querySelector('[data-row]').dataset.row, top > -1 && top < innerHeight / 2];";
    page.settles("the beginning of the list", script, json!(["0", true])).await;
    is_in_view(page, 0).await;
}

/// Fails if the list has more elements than a window on it needs.
async fn is_light(page: &Page) {
    let elements: usize = page.read("return root().querySelectorAll('.pe-list *').length", &[]).await;
    assert!(elements < ELEMENTS, "{elements} elements in the list");
}
