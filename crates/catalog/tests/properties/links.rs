//! Fragments: written and read without loss, read without panic, never wider than asked.

use std::sync::LazyLock;

use privacy_catalog::facet::{FACETS, FacetInfo};
use privacy_catalog::link::Reason;
use privacy_catalog::settings::{Form, Request, Rows, Template};
use privacy_catalog::sorted::Texts;
use privacy_catalog::source::Bundle;
use privacy_catalog::{Catalog, Facet, Grouping, Index, Installation, Link, Locale, Query, Settings, View};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{self, select};

use crate::cases;
use crate::support::{hits, small};
use crate::worlds::{queries, values};

/// Redirects to what isn't there, some of which would mean something else in a fragment.
const ODD: [(&str, &str); 4] =
    [("hyphen", "-alpha"), ("empty", ""), ("comma", "alpha,beta"), ("circle", "circle")];

/// The small catalogue with [`ODD`] redirects, which a reader's file may have.
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut catalog = small().to_source();
    for (old, new) in ODD {
        catalog.redirects.insert(old.into(), new.into());
    }
    Index::new(Catalog::from_bundle(&Bundle { catalog, ..Bundle::default() }).expect("it resolves"))
});

/// What fragments are made of, whole and in pieces.
const PIECES: &[&str] = &[
    "product",
    "data_type",
    "kind",
    "release",
    "q",
    "general",
    "view",
    "rows",
    "diff",
    "columns",
    "cell",
    "open",
    "small",
    "request",
    "erasure",
    "form",
    "template",
    "at.alpha",
    "at.beta",
    "on.alpha",
    "on.nowhere",
    "group",
    "fact",
    "v",
    "=",
    "=",
    "=",
    "&",
    "&",
    "#",
    "%",
    "+",
    "-",
    ",",
    "\"",
    "alpha",
    "beta",
    "cdr",
    "mail",
    "nowhere",
    "hyphen",
    "empty",
    "comma",
    "alpha.2.0",
    "off",
    "on",
    "sources",
    "compare",
    "ico",
    "2.0",
    "mfa",
    "alpha-tls",
    "%41",
    "%c3%89",
    "%C3",
    "%2C",
    "%26",
    "%00",
    "é",
    "tls",
    "…",
];

/// Ids that no catalogue has; that none begins with a hyphen or has a comma is a rule of ids.
const STRANGE: &str = "[^-,][^,]{0,5}";

fn facets() -> impl Strategy<Value = Facet> {
    select(FACETS.iter().map(|info| info.facet).collect::<Vec<_>>())
}

fn links() -> impl Strategy<Value = Link> {
    let facts: Vec<String> = INDEX.catalog().facts().iter().map(|(_, fact)| fact.id.clone()).collect();
    let view = select(View::ALL.map(|(view, ..)| view).to_vec());
    let strange = vec((facets(), STRANGE, any::<bool>()), 0..2);
    let query =
        (queries(values(&INDEX)), of("\\PC{0,20}"), strange).prop_map(|(mut query, text, strange)| {
            let text = text.unwrap_or_else(|| query.text.clone());
            text.trim().clone_into(&mut query.text);
            for (facet, id, excluded) in strange {
                let selection = query.selection_mut(facet);
                if excluded { &mut selection.exclude } else { &mut selection.include }.insert(id);
            }
            query
        });
    let shown = (view, select(Grouping::ALL.to_vec()), of(select(facts)), of("\\PC{1,8}"));
    (query, shown, settings(), installations()).prop_map(|(query, shown, settings, installation)| {
        let (view, grouping, fact, version) = shown;
        Link { query, view, grouping, settings, installation, fact, version }
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let columns = sample::subsequence(vec!["alpha".to_owned(), "beta".to_owned()], 0..=2).prop_shuffle();
    let compared = (select(Rows::ALL), any::<bool>(), columns, of(cells()));
    let groups: Vec<String> = INDEX
        .catalog()
        .data_types()
        .iter()
        .filter(|(_, row)| row.group.is_none())
        .map(|(_, row)| row.id.clone())
        .collect();
    let open = vec(select(groups), 0..3).prop_map(Texts::from_iter);
    let request = of(select(&Request::ALL[..]));
    let others = (open, any::<bool>(), request, select(Form::ALL), select(Template::ALL));
    (compared, others).prop_map(
        |((rows, differences, columns, cell), (open, small, request, form, template))| {
            let request = request.map(|one| one.0);
            let (rows, form, template) = (rows.0, form.0, template.0);
            Settings { rows, differences, columns, cell, open, small, request, form, template }
        },
    )
}

/// A row and a column of the comparison.
fn cells() -> impl Strategy<Value = (String, String)> {
    let rows = [Facet::Feature, Facet::DataType].iter().flat_map(|&facet| INDEX.values(facet));
    let rows: Vec<String> = rows.map(|value| value.id.clone()).collect();
    (select(rows), select(&["alpha", "beta"][..])).prop_map(|(row, column)| (row, column.to_owned()))
}

/// What the catalogue knows.
fn installations() -> impl Strategy<Value = Installation> {
    let features: Vec<String> =
        INDEX.catalog().features().iter().map(|(_, feature)| feature.id.clone()).collect();
    let on = vec((select(&["alpha", "beta"][..]), select(features)), 0..4);
    (of(select(&["1.0", "2.0"][..])), on).prop_map(|(release, on)| {
        let mut installation = Installation::default();
        installation.set_release("alpha", release);
        for (product, feature) in &on {
            installation.set_on(product, feature, true);
        }
        installation
    })
}

/// Any text, text made of the pieces of fragments, and links with a few characters changed.
fn fragments() -> impl Strategy<Value = String> {
    let edits = vec((any::<sample::Index>(), 0..3, any::<char>()), 1..4);
    let mutated = (links(), edits).prop_map(|(link, edits)| {
        let mut text: Vec<char> = link.to_string().chars().collect();
        for (place, how, c) in edits {
            let at = place.index(text.len() + 1);
            match how {
                0 if at < text.len() => drop(text.remove(at)),
                1 if at < text.len() => text[at] = c,
                _ => text.insert(at, c),
            }
        }
        text.into_iter().collect()
    });
    prop_oneof![
        2 => vec(any::<char>(), 0..60).prop_map(String::from_iter),
        4 => vec(select(PIECES), 0..16).prop_map(|pieces| pieces.concat()),
        4 => mutated,
    ]
}

fn ids(query: &Query) -> Vec<String> {
    hits(&INDEX, &INDEX.answer(query)).into_iter().map(|(id, _)| id).collect()
}

/// The query without the ids that the catalogue doesn't know, or `None` if a facet that
/// included some is left with none.
fn known_only(query: &Query) -> Option<Query> {
    let mut known = query.clone();
    for info in &FACETS {
        let include = &mut known.selection_mut(info.facet).include;
        let asked = !include.is_empty();
        *include = include.iter().filter(|id| INDEX.value(info.facet, id).is_some()).cloned().collect();
        if asked && include.is_empty() {
            return None;
        }
    }
    Some(known)
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_link_is_read_as_it_was_written(link in links()) {
        let (read, ignored) = Link::parse(&link.to_string(), &INDEX);
        prop_assert_eq!(&read, &link, "{}", link);
        prop_assert_eq!(ignored.is_empty(), unknown(&link.query) == 0);
        prop_assert_eq!(Link::parse(&format!("#{link}"), &INDEX).0, link);
    }

    #[test]
    fn an_unknown_id_finds_nothing_among_anything(before in fragments(), facet in facets(), after in fragments()) {
        let part = format!("{}=nowhere", facet.info().key);
        let fragment = format!("{before}&{part}&{after}");
        let (link, ignored) = Link::parse(&fragment, &INDEX);
        let reasons: Vec<_> = ignored.into_iter().filter(|ignored| ignored.part == part).map(|i| i.reason).collect();
        prop_assert!(!reasons.is_empty(), "{part} is not reported");
        let include = &link.query.selection(facet).include;
        if reasons.contains(&Reason::UnknownValue) {
            prop_assert!(include.contains("nowhere"));
            prop_assert!(include.len() > 1 || ids(&link.query).is_empty());
        }
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn any_fragment_is_a_view_and_none_is_wider_than_it_asks(fragment in fragments()) {
        let (link, ignored) = Link::parse(&fragment, &INDEX);
        prop_assert!(ignored.iter().all(|ignored| !ignored.words(Locale::ENGLISH).is_empty()));
        prop_assert!(unknown(&link.query) <= ignored.len());
        prop_assert_eq!(&Link::parse(&link.to_string(), &INDEX).0, &link, "{}", link);
        let expected = known_only(&link.query).map_or_else(Vec::new, |known| ids(&known));
        prop_assert_eq!(ids(&link.query), expected);
    }
}

#[test]
fn a_redirect_to_nothing_leads_nowhere() {
    for (old, _) in ODD {
        for (part, asks) in [(old.to_owned(), false), (format!("-{old}"), true)] {
            let (link, ignored) = Link::parse(&format!("product={part}"), &INDEX);
            assert_eq!(link.to_string(), format!("product={part}"));
            assert_eq!(ignored.iter().map(|one| one.reason).collect::<Vec<_>>(), [Reason::UnknownValue]);
            assert_eq!(!ids(&link.query).is_empty(), asks, "{part}");
        }
    }
}

/// How many ids of a query the catalogue doesn't know.
fn unknown(query: &Query) -> usize {
    let of_facet = |info: &FacetInfo| {
        let selection = query.selection(info.facet);
        let ids = selection.include.iter().chain(&selection.exclude);
        ids.filter(|id| INDEX.value(info.facet, id).is_none()).count()
    };
    FACETS.iter().map(of_facet).sum()
}
