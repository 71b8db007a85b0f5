//! The colours of the style sheets against WCAG 2.2, by calculation: every pair, in both themes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use csscolorparser::Color;
use xtask::{paths, styles};

/// What texts are written in. The glyphs of the states have the colours of their words.
const TEXTS: [&str; 9] = [
    "--pe-ink",
    "--pe-muted",
    "--pe-accent",
    "--pe-provided",
    "--pe-optional",
    "--pe-conditional",
    "--pe-absent",
    "--pe-unclear",
    "--pe-silent",
];

/// What texts stand on; what is seen through lies on the page.
const SURFACES: [(&str, &str); 7] = [
    ("the page", "var(--pe-bg)"),
    ("a card", "var(--pe-surface)"),
    ("what is chosen", "var(--pe-accent-soft)"),
    ("an open fact", "light-dark(#fcfdfc, #1f2429)"),
    ("the row of a family", "light-dark(#f4f5f2, #181c20)"),
    ("a value under the pointer", "light-dark(rgb(0 0 0 / 3.5%), rgb(255 255 255 / 5%))"),
    ("an excluded or unknown filter", "light-dark(#fbe9e7, #3b1d1b)"),
];

/// Pairs beside those of every text with every surface: what stands on what, the least contrast, and what it is.
const PAIRS: [(&str, &str, f64, &str); 9] = [
    ("var(--pe-ink)", "var(--pe-mark)", TEXT, "the words that were searched for"),
    ("var(--pe-line-strong)", "var(--pe-bg)", MEANING, "the edge of a field on the page"),
    (
        "var(--pe-line-strong)",
        "var(--pe-surface)",
        MEANING,
        "the edge of a field or a block, a counting mark",
    ),
    (
        "var(--pe-accent)",
        "var(--pe-line)",
        MEANING,
        "the line below the present view beside that of the others",
    ),
    ("var(--pe-accent)", "var(--pe-accent-soft)", MEANING, "the focus on what is chosen"),
    ("var(--pe-accent)", "var(--pe-mark)", MEANING, "the focus on what was searched for"),
    (
        "var(--pe-accent)",
        "var(--pe-surface)",
        MEANING,
        "the edge of a product in the picture, a station of a path",
    ),
    ("var(--pe-conditional)", "var(--pe-surface)", MEANING, "the edge of a notice"),
    ("var(--pe-absent)", "var(--pe-bg)", MEANING, "the edge of a refusal"),
];

/// What only repeats what room and words say (WCAG 1.4.11 asks for no contrast): lines, a shadow, what dims the
/// page behind a dialog.
const DECORATION: [&str; 4] =
    ["var(--pe-line)", "var(--pe-accent-soft)", "rgb(0 0 0 / 18%)", "rgb(0 0 0 / 40%)"];

/// WCAG 1.4.3: what is read. Nothing of ours is large enough to be let off.
const TEXT: f64 = 4.5;

/// WCAG 1.4.11: the edges of controls, and pictures that say something.
const MEANING: f64 = 3.0;

const THEMES: [&str; 2] = ["light", "dark"];

#[test]
fn every_text_can_be_read_on_every_surface() {
    let tokens = tokens(&sheets());
    let written = |text: &str| format!("var({text})");
    let texts = TEXTS
        .iter()
        .flat_map(|text| SURFACES.iter().map(|(place, surface)| (written(text), *surface, TEXT, *place)));
    let others = PAIRS.map(|(front, back, least, what)| (front.to_owned(), back, least, what));
    let mut faint = Vec::new();
    for (front, back, least, what) in texts.chain(others) {
        for (theme, name) in THEMES.iter().enumerate() {
            let of = |value: &str| colour(value, theme, &tokens);
            let found =
                contrast(&over(&of(&front), &of("var(--pe-bg)")), &over(&of(back), &of("var(--pe-bg)")));
            if found < least {
                faint
                    .push(format!("{name}: {front} on {back} has {found:.2}:1, less than {least}:1: {what}"));
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn every_colour_of_the_style_sheets_is_looked_at() {
    let css = sheets();
    let surfaces = || SURFACES.iter().map(|(_, surface)| *surface).chain(PAIRS.map(|pair| pair.1));
    let edges = || PAIRS.iter().map(|pair| pair.0).chain(DECORATION);
    let is_text = |colour: &str| TEXTS.iter().any(|text| colour == format!("var({text})"));
    let mut unknown = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (property, value) in declarations(&css) {
        for colour in colours(value) {
            seen.insert(colour);
            let is_known = match property {
                "color" | "fill" => is_text(colour),
                "background" | "background-color" => {
                    surfaces().any(|one| one == colour) || edges().any(|one| one == colour)
                }
                // Their colours are the tokens themselves.
                name if name.starts_with("--") => true,
                _ => edges().any(|one| one == colour) || is_text(colour),
            };
            if !is_known {
                unknown.insert(format!("{property}: {colour}"));
            }
        }
    }
    assert!(unknown.is_empty(), "in no table of this test: {unknown:#?}");
    let tokens = tokens(&css);
    assert!(tokens.len() > 10, "{tokens:?}");
    let looked_at = |token: &str| {
        let written = format!("var({token})");
        TEXTS.contains(&token) || surfaces().any(|one| one == written) || edges().any(|one| one == written)
    };
    let missing: Vec<&String> = tokens.keys().filter(|token| !looked_at(token)).collect();
    assert!(missing.is_empty(), "tokens in no table of this test: {missing:?}");
    let gone: Vec<&str> = surfaces().chain(edges()).filter(|colour| !seen.contains(colour)).collect();
    assert!(gone.is_empty(), "no longer in the style sheets: {gone:?}");
}

#[test]
fn a_saved_picture_has_the_colours_of_the_light_theme() {
    let tokens = tokens(&sheets());
    let file = paths::root().join("src/components/flows/picture.rs");
    let source = fs::read_to_string(file).expect("the picture's source can be read");
    let fallbacks: Vec<(&str, &str)> =
        source.split("var(").skip(1).filter_map(|rest| rest.split_once(')')?.0.split_once(", ")).collect();
    assert!(fallbacks.len() > 5, "{fallbacks:?}");
    for (token, fallback) in fallbacks {
        assert_eq!(tokens[token][0], fallback, "{token}");
    }
}

#[test]
fn the_formula_is_that_of_wcag() {
    let of = |front: &str, back: &str| contrast(&parsed(front), &parsed(back));
    assert!((of("#000", "#fff") - 21.0).abs() < 1e-9);
    assert!((of("#fff", "#fff") - 1.0).abs() < 1e-9);
    // The lightest greys on white that pass, as they are often cited, and the next ones.
    assert!(of("#767676", "#fff") >= TEXT && of("#777", "#fff") < TEXT);
    assert!(of("#949494", "#fff") >= MEANING && of("#959595", "#fff") < MEANING);
}

/// Both style sheets without comments, and without what is for paper or for the system's own colours.
fn sheets() -> String {
    let mut css = String::new();
    for name in ["widget.css", "second.css"] {
        css += &styles::read(&paths::root().join("static").join(name)).expect("it can be read");
    }
    let css =
        without(&css, |rest| rest.strip_prefix("/*").map(|_| rest.find("*/").expect("a comment ends") + 2));
    without(&css, |rest| {
        let is_other = ["@media print", "@media (forced-colors"].iter().any(|start| rest.starts_with(start));
        is_other.then(|| block_end(rest))
    })
}

/// A text without the parts whose length `part` tells.
fn without(text: &str, part: impl Fn(&str) -> Option<usize>) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        if let Some(len) = part(rest) {
            rest = &rest[len..];
        } else {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    kept
}

/// Where the block that begins in a text ends.
fn block_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, one) in text.char_indices() {
        match one {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("a block does not end")
}

/// The declarations of a style sheet: property and value.
fn declarations(css: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = css.split(';').map(|part| part.rsplit(['{', '}']).next().unwrap_or(part));
    ends.filter_map(|one| one.split_once(':')).map(|(property, value)| (property.trim(), value.trim()))
}

/// The colours in a value, as they are written.
fn colours(value: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), value);
    let begins = |text: &str| COLOURS.iter().filter_map(|start| text.find(start)).min();
    while let Some(start) = begins(rest) {
        rest = &rest[start..];
        let end = if rest.starts_with('#') { rest.find([' ', ',', ')']) } else { bracket_end(rest) };
        let (colour, after) = rest.split_at(end.unwrap_or(rest.len()));
        found.push(colour);
        rest = after;
    }
    found.retain(|one| !["var(--pe-font)", "var(--pe-radius)"].contains(one));
    found
}

/// How a colour begins.
const COLOURS: [&str; 5] = ["var(--pe-", "light-dark(", "rgb(", "hsl(", "#"];

/// Where the first bracket of a text is closed.
fn bracket_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    let end = text.find(|one| {
        depth += i32::from(one == '(') - i32::from(one == ')');
        one == ')' && depth == 0
    });
    end.map(|end| end + 1)
}

/// The tokens that are colours, each with its colour in both themes.
fn tokens(css: &str) -> BTreeMap<String, [String; 2]> {
    let of = |(property, value): (&str, &str)| {
        Some((property.strip_prefix("--pe-").map(|_| property.to_owned())?, both(value)?))
    };
    declarations(css).filter_map(of).collect()
}

/// The two colours of `light-dark()`.
fn both(value: &str) -> Option<[String; 2]> {
    let (light, dark) = value.strip_prefix("light-dark(")?.strip_suffix(')')?.split_once(", ")?;
    Some([light.to_owned(), dark.to_owned()])
}

/// What a value is in a theme.
fn colour(value: &str, theme: usize, tokens: &BTreeMap<String, [String; 2]>) -> Color {
    let token = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
    let pair = token.map(|token| tokens.get(token).unwrap_or_else(|| panic!("no token {token}")).clone());
    parsed(&pair.or_else(|| both(value)).unwrap_or_else(|| panic!("{value} has no theme"))[theme])
}

fn parsed(text: &str) -> Color {
    csscolorparser::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A colour that may be seen through, on one that may not.
fn over(front: &Color, back: &Color) -> Color {
    let mix = |front_part: f32, back_part: f32| back_part + (front_part - back_part) * front.a;
    Color::new(mix(front.r, back.r), mix(front.g, back.g), mix(front.b, back.b), 1.0)
}

/// The contrast ratio of <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn contrast(one: &Color, other: &Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
fn luminance(colour: &Color) -> f64 {
    let linear = |part: f32| {
        let part = f64::from(part);
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
}
