//! Random small catalogues and random queries to ask them.

use privacy_catalog::facet::Facet;
use privacy_catalog::lifecycle::UNSPECIFIED;
use privacy_catalog::model::{
    Activity, Component, Direction, Dpv, Kind, Manual, Match, Recipient, RecipientKind, Section, State,
    Subject, Switch,
};
use privacy_catalog::source::{Catalog, Cite, DataType, Fact, Feature, Product, SCHEMA, Source};
use privacy_catalog::{Index, Installation, Query, facet};
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Few words, many of which begin like others or are one or two typos away from them.
const WORDS: [&str; 23] = [
    "call",
    "calls",
    "called",
    "record",
    "records",
    "recording",
    "recordings",
    "detail",
    "mask",
    "masks",
    "task",
    "tls",
    "1.2",
    "1.3",
    "email",
    "emails",
    "émigré",
    "login",
    "logni",
    "end",
    "e",
    "user",
    "administrator",
];

/// Groups are the ids of one letter; the others are under the group of their first letter.
const TYPES: &[&str] = &["g", "g1", "g2", "h", "h1", UNSPECIFIED];
/// Features, and the articles of the GDPR that they help to answer: erasure, copies elsewhere, access.
const FEATURES: &[(&str, &[&str])] =
    &[("s", &["17"]), ("s1", &["17", "19"]), ("s2", &["15"]), ("t", &["5(1)(e)"]), ("t1", &["32(1)(a)"])];
const SUBJECTS: &[&str] = &["u1", "u2"];
const RECIPIENTS: &[(&str, RecipientKind)] = &[
    ("r1", RecipientKind::Organisation),
    ("r2", RecipientKind::Organisation),
    ("r3", RecipientKind::Person),
    ("p", RecipientKind::VendorProduct),
    ("q", RecipientKind::VendorProduct),
];
const RELEASES: &[&str] = &["1.0", "2.0", "2.1 SP1"];

/// A word that no word of [`WORDS`] or of the small catalogue is like.
pub(crate) const NONSENSE: &str = "xqzvwkjxq";

/// A catalogue of two products, `p` with releases and a component and `q` without.
pub(crate) fn catalogs() -> impl Strategy<Value = Catalog> {
    let name = prop_oneof![Just(String::new()), phrase(2)];
    let names = vec((name, vec(phrase(2), 0..2)), 20);
    (names, vec(fact(), 0..16)).prop_map(|(names, facts)| catalog(names, facts))
}

fn catalog(names: Vec<(String, Vec<String>)>, facts: Vec<Fact>) -> Catalog {
    let mut names = names.into_iter().cycle();
    let mut name = || names.next().unwrap_or_default();
    let product = |id: &str, (name, aliases): (String, Vec<String>)| Product {
        id: id.into(),
        name,
        aliases,
        ..Product::default()
    };
    let mut p = product("p", name());
    p.releases = RELEASES.iter().map(ToString::to_string).collect();
    p.covers = Some("2.0".into());
    p.components = vec![Component { id: "part".into(), name: name().0 }];
    let data_type = |&id: &&str| {
        let (name, synonyms) = name();
        DataType { id: id.into(), name, synonyms, group: parent(id), dpv: Some(dpv()) }
    };
    let data_types = TYPES.iter().map(data_type).collect();
    let feature = |&(id, gdpr): &(&str, &[&str])| {
        let (name, synonyms) = name();
        Feature {
            id: id.into(),
            name,
            synonyms,
            family: parent(id),
            dpv: Some(dpv()),
            gdpr: gdpr.iter().map(ToString::to_string).collect(),
        }
    };
    let features = FEATURES.iter().map(feature).collect();
    let subject = |&id: &&str| {
        let (name, synonyms) = name();
        Subject { id: id.into(), name, synonyms }
    };
    let subjects = SUBJECTS.iter().map(subject).collect();
    let recipient = |&(id, kind): &(&str, RecipientKind)| {
        let (name, synonyms) = name();
        Recipient { id: id.into(), name, kind, synonyms }
    };
    let recipients = RECIPIENTS.iter().map(recipient).collect();
    let numbered = |(at, fact): (usize, Fact)| Fact { id: format!("f{at}"), ..fact };
    Catalog {
        schema: SCHEMA.into(),
        products: vec![p, product("q", name())],
        sources: ["p", "q"].map(source).into(),
        data_types,
        features,
        subjects,
        recipients,
        facts: facts.into_iter().enumerate().map(numbered).collect(),
        ..Catalog::default()
    }
}

fn dpv() -> Dpv {
    Dpv { term: "pd:Name".into(), fit: Match::Close }
}

fn parent(id: &str) -> Option<String> {
    (id.len() == 2).then(|| id[..1].to_owned())
}

fn source(product: &str) -> Source {
    Source {
        id: format!("{product}-guide"),
        product: product.into(),
        title: "Guide".into(),
        release: Some("2.0".into()),
        date: Some("May 2024".into()),
        version: Some("3".into()),
        sections: vec![Section { id: "1".into(), title: "All".into(), no_facts: Some("None.".into()) }],
    }
}

fn fact() -> impl Strategy<Value = Fact> {
    let types = prop_oneof![3 => ids(TYPES), 1 => Just(vec!["all".to_owned()])];
    let recipients: Vec<&str> = RECIPIENTS.iter().map(|(id, _)| *id).collect();
    let features: Vec<&str> = FEATURES.iter().map(|(id, _)| *id).collect();
    let about = (types, ids(&features), ids(SUBJECTS), ids(&recipients));
    let kind = prop_oneof![Just(Kind::Holding), select(Kind::ALL)];
    let what = (select(&["p", "q"][..]), kind, of(select(State::ALL)), of(select(Switch::ALL)));
    let ways = (of(select(Activity::ALL)), of(select(Direction::ALL)));
    let release = || of(select(RELEASES).prop_map(str::to_owned));
    let gates = (release(), release(), any::<bool>());
    let texts = (phrase(5), of(phrase(3)), of(phrase(2)), of(phrase(2)), of(phrase(2)));
    (what, ways, about, gates, texts).prop_map(|(what, (activity, direction), about, gates, texts)| {
        let (product, kind, state, default) = what;
        let (data_types, features, subjects, recipients) = about;
        let (since, until, limited) = if product == "p" { gates } else { (None, None, false) };
        let (text, note, row, value, manual) = texts;
        let key = if since == until { "what" } else { "condition" };
        Fact {
            id: String::new(),
            product: product.into(),
            component: limited.then(|| "part".into()),
            kind,
            activity,
            direction,
            data_types,
            features,
            subjects,
            recipients,
            state,
            default,
            since,
            until,
            values: value.map(|value| (key.to_owned(), value)).into_iter().collect(),
            text,
            note,
            cite: Cite { source: format!("{product}-guide"), section: "1".into(), row },
            manuals: manual.map(|title| Manual { title, section: Some("call".into()) }).into_iter().collect(),
        }
    })
}

fn ids(all: &[&str]) -> impl Strategy<Value = Vec<String>> + use<> {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    subsequence(all, 0..=2)
}

fn phrase(most: usize) -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 1..=most).prop_map(|words| words.join(" "))
}

/// The values that `index` can be asked for, and one in each facet that it doesn't know.
pub(crate) fn values(index: &Index) -> Vec<(Facet, String)> {
    let of_facet = |info: &facet::FacetInfo| {
        let known = index.values(info.facet).iter().map(|value| value.id.clone());
        let facet = info.facet;
        known.chain(["nowhere".to_owned()]).map(move |id| (facet, id)).collect::<Vec<_>>()
    };
    facet::FACETS.iter().flat_map(of_facet).collect()
}

/// The values of any of [`catalogs`].
pub(crate) fn all_values() -> Vec<(Facet, String)> {
    let catalog = catalog(vec![Default::default()], Vec::new());
    let bundle = privacy_catalog::source::Bundle { catalog, ..Default::default() };
    values(&Index::new(privacy_catalog::Catalog::from_bundle(&bundle).expect("its references resolve")))
}

/// The query for words alone.
pub(crate) fn asking(text: String, general: bool) -> Query {
    let mut query = Query::default();
    (query.text, query.general) = (text, general);
    query
}

/// What a reader of any of [`catalogs`] may run, and what none of them knows.
pub(crate) fn installations() -> impl Strategy<Value = Installation> {
    let release = of(select(&["1.0", "2.0", "2.1 SP1", "9.9"][..]));
    let on = vec((select(&["p", "q"][..]), select(&["s", "s1", "s2", "t", "t1", "nowhere"][..])), 0..5);
    (release, on).prop_map(|(release, on)| {
        let mut installation = Installation::default();
        installation.set_release("p", release);
        for (product, feature) in on {
            installation.set_on(product, feature, true);
        }
        installation
    })
}

/// Queries that include and exclude up to four of these values, data types most often.
pub(crate) fn queries(values: Vec<(Facet, String)>) -> impl Strategy<Value = Query> {
    let types = values.iter().filter(|(facet, _)| *facet == Facet::DataType).cloned().collect::<Vec<_>>();
    let choice = (prop_oneof![select(types), select(values)], weighted(0.3));
    let choices = prop_oneof![2 => vec(choice.clone(), 0..2), 1 => vec(choice, 2..5)];
    (search(), weighted(0.8), choices).prop_map(|(text, general, choices)| {
        let mut query = asking(text, general);
        for ((facet, id), excluded) in choices {
            let selection = query.selection_mut(facet);
            if excluded { &mut selection.exclude } else { &mut selection.include }.insert(id);
        }
        query
    })
}

/// Searches of up to two parts, most of which some fact matches.
pub(crate) fn search() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => word(),
        1 => word().prop_map(|word| format!("-{word}")),
        2 => phrase(2).prop_map(|phrase| format!("\"{phrase}\"")),
        1 => (phrase(1), word()).prop_map(|(first, last)| format!("\"{first} {last}")),
        1 => phrase(2).prop_map(|phrase| format!("-\"{phrase}\"")),
        1 => "\\PC{0,8}",
    ];
    prop_oneof![1 => Just(String::new()), 2 => vec(part, 1..3).prop_map(|parts| parts.join(" "))]
}

/// A word of the catalogues, its beginning, or the word with a typo.
fn word() -> impl Strategy<Value = String> {
    (select(&WORDS[..]), 0..6, any::<prop::sample::Index>()).prop_map(|(word, how, place)| {
        let mut letters: Vec<char> = word.chars().collect();
        let at = place.index(letters.len());
        match how {
            0 => letters.truncate(at + 1),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, 'x'),
            3 => letters.swap(at, (at + 1) % word.chars().count()),
            _ => {}
        }
        letters.into_iter().collect()
    })
}
