//! What a reader's system asks for: its own few colours, and nothing that moves.

use serde_json::json;

use crate::support::{Page, Rules, unopened};

/// How elements look apart from what is written in them: edges, ground, lines, and whether they are dimmed.
const LOOK: &str = "
    const names = ['backgroundColor', 'borderTopColor', 'borderBottomColor', 'borderInlineStartWidth', 'borderTopStyle',
        'borderTopWidth', 'outlineStyle', 'outlineColor', 'stroke', 'strokeWidth', 'textDecorationLine'];
    const look = (selector) => {
        const one = root().querySelector(selector);
        if (one === null) throw new Error(`no ${selector}`);
        const style = getComputedStyle(one);
        return JSON.stringify([...names.map(name => style[name]), one.disabled ? style.color : '']);
    };
    return [look(arguments[0]), look(arguments[1])];";

async fn differ(page: &Page, what: &str, one: &str, other: &str) {
    let [one_look, other_look]: [String; 2] = page.read(LOOK, &[json!(one), json!(other)]).await;
    assert_ne!(one_look, other_look, "{what}: {one} looks like {other}");
}

#[test]
fn what_is_chosen_is_told_apart_in_forced_colours() {
    unopened(async |page| {
        page.open("product=mx-one,-mivoice-5000&q=password").await;
        page.prefers(&[("forced-colors", "active")]).await;
        differ(page, "the view", ".pe-tabs [aria-current]", ".pe-tabs a:not([aria-current])").await;
        let value = |choice: &str| format!(".pe-value[data-choice={choice}]");
        differ(page, "what is included", &value("included"), &value("open")).await;
        differ(
            page,
            "what is excluded",
            &format!("{} label > span", value("excluded")),
            &format!("{} label > span", value("open")),
        )
        .await;
        differ(page, "what was searched for", "mark", ".pe-text").await;
        differ(page, "what has no facts", ".pe-count:disabled", ".pe-count:not(:disabled)").await;
        page.click("[data-fact] button").await;
        page.tab_to("[data-fact]:nth-of-type(2) button").await;
        differ(page, "the focus", "[data-fact]:nth-of-type(2) button", "[data-fact]:nth-of-type(3) button")
            .await;
        page.open("product=mx-one,mivoice-5000&view=compare").await;
        page.click("td[data-state=provided] button").await;
        page.settles(
            "an open cell",
            "return root().querySelectorAll('td button[aria-expanded=true]').length",
            1,
        )
        .await;
        page.tab_to("input[type=search]").await;
        differ(page, "the open cell", "td button[aria-expanded=true]", "td button[aria-expanded=false]")
            .await;
        page.open("product=mx-one&view=flows").await;
        page.tab_to(".pe-picture a[href]").await;
        differ(
            page,
            "the focus in the picture",
            ".pe-picture a:focus .pe-block",
            ".pe-picture a:not(:focus) .pe-block",
        )
        .await;
        page.open("product=mx-one&view=record").await;
        let cell = |state: &str| format!("[data-state={state}] .pe-provenance");
        differ(page, "where a cell is from", &cell("partial"), &cell("must-fill")).await;
    });
}

#[test]
fn each_state_has_its_own_glyph_in_forced_colours() {
    unopened(async |page| {
        page.open("view=compare").await;
        page.prefers(&[("forced-colors", "active")]).await;
        page.settles("the table", "return root().querySelectorAll('table').length", 1).await;
        let script = "
            const ground = getComputedStyle(root().querySelector('.pe-matrix')).backgroundColor;
            const glyphs = new Map();
            for (const state of ['provided', 'optional', 'conditional', 'absent', 'unclear', 'silent']) {
                const glyph = root().querySelector(`td[data-state=${state}] svg, [data-facet=state][data-value=${state}] + span svg`);
                if (glyph === null) continue;
                const { color, visibility } = getComputedStyle(glyph);
                glyphs.set(state, [glyph.innerHTML, color !== ground && visibility === 'visible']);
            }
            return [...glyphs.values()];";
        let glyphs: Vec<(String, bool)> = page.read(script, &[]).await;
        assert_eq!(glyphs.len(), 6, "five states and silence");
        assert!(glyphs.iter().all(|glyph| glyph.1), "a glyph has the colour of its ground");
        let mut shapes: Vec<&String> = glyphs.iter().map(|glyph| &glyph.0).collect();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), 6, "two states have the same glyph");
        assert_eq!(page.barriers(Rules::Colours).await, Vec::<String>::new());
    });
}

#[test]
fn nothing_moves_for_who_does_not_want_it() {
    unopened(async |page| {
        // What moves, anywhere on the page, and how it is scrolled.
        let moving = "
            const moves = one => ['', '::before', '::after'].some(part => {
                const style = getComputedStyle(one, part || null);
                const times = list => list.split(',').some(time => parseFloat(time) > 0);
                return times(style.transitionDuration) || (style.animationName !== 'none' && times(style.animationDuration))
                    || style.scrollBehavior === 'smooth';
            });
            const all = [...document.querySelectorAll('*'), ...root().querySelectorAll('*')];
            return all.filter(moves).map(one => one.outerHTML.slice(0, 80))";
        page.open("").await;
        page.prefers(&[("prefers-reduced-motion", "no-preference")]).await;
        assert!(
            !page.read::<Vec<String>>(moving, &[]).await.is_empty(),
            "nothing ever moves: the test is in vain"
        );
        page.prefers(&[("prefers-reduced-motion", "reduce")]).await;
        for fragment in ["", "view=compare", "view=flows", "view=record&product=mx-one", "view=sources"] {
            page.open(fragment).await;
            page.settles("the view", "return root().querySelector('.pe-about[role=status]') === null", true)
                .await;
            assert_eq!(page.read::<Vec<String>>(moving, &[]).await, Vec::<String>::new(), "{fragment:?}");
        }
        page.open("").await;
        page.click(".pe-twisty").await;
        assert_eq!(page.read::<usize>("return document.getAnimations().length", &[]).await, 0);
    });
}
