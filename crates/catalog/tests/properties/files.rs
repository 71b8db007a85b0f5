//! Files: written and read without loss, and no bytes make the reader panic.

use privacy_catalog::check::check;
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Catalog, Diagnostic, Index, Link};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;
use serde_json::{Value, json};

use crate::cases;
use crate::worlds::catalogs;

const SMALL: &[u8] = include_bytes!("../data/small.json");

fn catalog(catalog: &source::Catalog) -> Catalog {
    let bundle = Bundle { catalog: catalog.clone(), ..Bundle::default() };
    Catalog::from_bundle(&bundle).expect("every reference of a random catalogue resolves")
}

/// What a file holds or what is wrong with it, as read in one pass and as read in two steps, in which
/// nothing is taken for plain.
fn read(json: &[u8]) -> [Result<String, Vec<Diagnostic>>; 2] {
    let in_two_steps = Bundle::from_json("file.json", json).and_then(|bundle| Catalog::from_bundle(&bundle));
    [Catalog::from_json("file.json", json), in_two_steps].map(|read| read.map(|it| format!("{it:?}")))
}

/// All that a page does with a file that somebody gave it. What the reader written by hand
/// takes is what the declared types take.
fn use_file(json: &[u8]) {
    let [read, in_two_steps] = read(json);
    assert_eq!(read, in_two_steps);
    let Ok(bundle) = Bundle::from_json("file.json", json) else { return };
    let declared: source::Catalog =
        serde_json::from_slice(json).expect("what is read is of the declared format");
    assert_eq!(bundle.catalog, declared);
    let (_, found) = check(&bundle);
    assert!(found.iter().all(|diagnostic| !diagnostic.to_string().is_empty()));
    let Ok(catalog) = Catalog::from_bundle(&bundle) else { return };
    assert!(!catalog.to_source().to_json().is_empty());
    let index = Index::new(catalog);
    for fragment in ["", "q=call+recrod", "data_type=records,-cdr&release=alpha", "recipient=organisation"] {
        let (link, _) = Link::parse(fragment, &index);
        let answer = index.answer(&link.query);
        assert!(
            index.groups(&answer, &link.query, link.grouping).iter().count() <= index.catalog().facts().len()
        );
    }
}

/// Every value inside a JSON value, as pointers.
fn pointers(value: &Value, own: &str, found: &mut Vec<String>) {
    found.push(own.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| pointers(item, &format!("{own}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, item)| pointers(item, &format!("{own}/{key}"), found));
        }
        _ => {}
    }
}

/// The small catalogue in which values are exchanged for others of it or for new ones.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let new = prop_oneof![
        3 => any::<sample::Index>().prop_map(Err),
        1 => "\\PC{0,6}".prop_map(|text| Ok(json!(text))),
        1 => Just(Ok(json!([]))),
        1 => Just(Ok(json!(null))),
        1 => any::<i64>().prop_map(|number| Ok(json!(number))),
    ];
    vec((any::<sample::Index>(), new), 1..4).prop_map(|changes| {
        let mut whole: Value = serde_json::from_slice(SMALL).expect("the test catalogue is JSON");
        for (place, new) in changes {
            let mut all = Vec::new();
            pointers(&whole, "", &mut all);
            let other = |other: sample::Index| whole.pointer(&all[other.index(all.len())]).cloned();
            let new = new.unwrap_or_else(|index| other(index).unwrap_or_default());
            if let Some(old) = whole.pointer_mut(&all[place.index(all.len())]) {
                *old = new;
            }
        }
        whole.to_string().into_bytes()
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_catalogue_is_read_as_it_was_written(
        written in catalogs(),
        title in any::<String>(),
        text in any::<String>(),
        redirects in prop::collection::btree_map(any::<String>(), any::<String>(), 0..3),
    ) {
        let mut written = source::Catalog { title, redirects: redirects.into(), ..written };
        written.facts.iter_mut().for_each(|fact| fact.note = Some(text.clone()));
        written.facts.sort_by(|a, b| (&a.product, a.kind).cmp(&(&b.product, b.kind)));
        let resolved = catalog(&written).to_source();
        prop_assert_eq!(&resolved, &written);
        let [plainly, in_two_steps] = read(written.to_json().as_bytes());
        prop_assert!(plainly.is_ok());
        prop_assert_eq!(plainly, in_two_steps);
        let read = Bundle::from_json("file.json", written.to_json().as_bytes());
        prop_assert_eq!(read.map(|bundle| bundle.catalog), Ok(written));
    }

    #[test]
    fn a_mutated_catalogue_is_read_or_refused(json in mutated()) {
        use_file(&json);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(edits in vec((any::<sample::Index>(), any::<u8>()), 1..4), cut in any::<sample::Index>()) {
        let mut json = SMALL.to_vec();
        for (place, byte) in edits {
            json[place.index(SMALL.len())] = byte;
        }
        use_file(&json);
        prop_assert!(Bundle::from_json("file.json", &json[..cut.index(SMALL.len() - 2)]).is_err());
    }

    #[test]
    fn any_bytes_are_refused(json in vec(any::<u8>(), 0..200)) {
        let refused = Catalog::from_json("file.json", &json).err();
        prop_assert!(refused.is_some_and(|found| !found.is_empty()));
    }
}

#[test]
fn the_small_catalogue_is_what_the_writer_writes() {
    let catalog = Catalog::from_json("small.json", SMALL).expect("the test catalogue is sound");
    let written = catalog.to_source().to_json();
    let read = Catalog::from_json("small.json", written.as_bytes()).map(|again| again.to_source().to_json());
    assert_eq!(read, Ok(written));
}
