//! Catalogues joined and compared, notes and old links, in the words that a reader sees.

use privacy_catalog::merge::{Part, merge};
use privacy_catalog::notes::Notes;
use privacy_catalog::record::{self, Form, Provenance, Template};
use privacy_catalog::versions::{LinkChanges, compare, of_link};
use privacy_catalog::{Catalog, Diagnostic, Index, Link, Locale};

const SMALL: &str = include_str!("data/small.json");

fn load(json: &str) -> Catalog {
    Catalog::from_json("x.json", json.as_bytes()).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// The small catalogue after changes of its text, each of which must change something.
fn small_with(changes: &[(&str, &str)]) -> Catalog {
    let mut json = SMALL.to_owned();
    for (old, new) in changes {
        assert!(json.contains(old), "{old}");
        json = json.replace(old, new);
    }
    load(&json)
}

/// A reader's own catalogue: Gamma, and a Beta of their own; it has some of the small one's vocabulary.
const OWN: &str = r#"{
"schema": "privacy-catalog/1", "title": "Ours", "version": "3",
"products": [{"id":"gamma","name":"Gamma","summary":"Ours."},{"id":"beta","name":"Beta at home","summary":"Ours.","releases":["5"]}],
"sources": [{"id":"gamma-guide","product":"gamma","title":"Gamma guide"},{"id":"beta-guide","product":"beta","title":"Our Beta guide","sections":[{"id":"9","title":"New"}]}],
"data_types": [{"id":"badge","name":"Badge number","group":"provisioning"},{"id":"provisioning","name":"Provisioning data"},{"id":"email","name":"Email address","group":"provisioning","synonyms":["e-mail","mailbox"],"dpv":{"term":"pd:EmailAddress","match":"close"}}],
"features": [{"id":"deletion","name":"Data deletion"},{"id":"erasure","name":"Deletion of a user","family":"deletion"}],
"subjects": [{"id":"visitor","name":"Visitors"}],
"recipients": [{"id":"support","name":"Vendor support","kind":"organisation"}],
"facts": [
{"id":"beta-badge","product":"beta","kind":"holding","data_types":["badge"],"subjects":["visitor"],"state":"provided","since":"5","text":"Badge numbers of visitors are held.","cite":{"source":"beta-guide","section":"9"}},
{"id":"gamma-erase","product":"gamma","kind":"procedure","data_types":["email"],"features":["erasure"],"recipients":["support"],"state":"optional","text":"Email addresses can be erased.","cite":{"source":"gamma-guide","section":"1"}}
],
"redirects": {"mail":"badge","post":"email"}
}"#;

fn joined(own: &str) -> Result<(Catalog, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (base, own) = (small_with(&[]), load(own));
    let base = Part { catalog: &base, file: "small.json" };
    let merged = merge(base, Part { catalog: &own, file: "own.json" })?;
    Ok((merged.catalog, merged.remarks))
}

fn lines<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_catalogue_of_ones_own_is_joined_to_the_embedded_one() {
    let (catalog, remarks) = joined(OWN).expect("they agree");
    assert_eq!((catalog.title(), catalog.version()), ("Test catalogue 1 with Ours 3", "1+3"));
    insta::assert_snapshot!(format!("{}\n{}", lines(&remarks), catalog.to_source().to_json()));
    // It is a catalogue like any other.
    let again = load(&catalog.to_source().to_json());
    assert_eq!(again.to_source(), catalog.to_source());
    let index = Index::new(catalog);
    for (fragment, total) in [
        ("product=beta", 1),
        ("data_type=email", 5),
        ("q=badge", 1),
        ("release=beta.5", 1),
        ("source=beta-guide", 1),
    ] {
        let (link, ignored) = Link::parse(fragment, &index);
        assert_eq!((index.answer(&link.query).total(), ignored), (total, vec![]), "{fragment}");
    }
}

#[test]
fn what_means_two_things_is_told_with_its_place_and_nothing_is_joined() {
    let own = OWN
        .replace("\"Provisioning data\"", "\"Accounts\"")
        .replace(r#""name":"Email address","group":"provisioning""#, r#""name":"Email address""#)
        .replace(r#""kind":"organisation""#, r#""kind":"person""#)
        .replace("gamma-guide", "alpha-guide")
        .replace("gamma-erase", "alpha-mfa");
    insta::assert_snapshot!(lines(&joined(&own).expect_err("they don't agree")));
}

/// A newer version of the small catalogue.
fn newer() -> Catalog {
    small_with(&[
        ("\"version\": \"1\"", "\"version\": \"2\""),
        (r#""id":"alpha-cdr-out""#, r#""id":"alpha-cdr-sent""#),
        (r#""state":"optional","values""#, r#""state":"absent","values""#),
        (r#""id":"beta-offer""#, r#""id":"beta-offering""#),
        ("Each call leaves a detail record.", "Each call leaves a record; it holds both numbers."),
        (r#""id":"email","name":"Email address""#, r#""id":"email-address","name":"Email address""#),
        (r#""data_types":["email"]"#, r#""data_types":["email-address"]"#),
        (r#""date":"May 2024""#, r#""date":"June 2026""#),
        (
            r#"{"id":"admin","name":"Administrators"}"#,
            r#"{"id":"admin","name":"Admins"},{"id":"guest","name":"Guests"}"#,
        ),
        (
            r#""redirects": {"mail":"email"}"#,
            r#""redirects": {"alpha-cdr-out":"alpha-cdr-sent","email":"email-address","mail":"email-address"}"#,
        ),
    ])
}

#[test]
fn the_changes_of_a_version() {
    let (old, new) = (small_with(&[]), newer());
    let changes = compare(Locale::ENGLISH, &old, &new);
    assert!(changes.facts[0].is_of_state(), "{changes}");
    insta::assert_snapshot!(changes);
}

#[test]
fn an_old_link_in_a_newer_catalogue_says_what_it_lost() {
    let index = Index::new(newer());
    let fragment = "#product=alpha&data_type=mail,fax&at.alpha=0.9&on.alpha=mfa&kind=rumour&fact=beta-offer&view=map&v=1";
    let changes = link_changes(fragment, None, &index).expect("it was made with another version");
    let old = small_with(&[]);
    let known = link_changes(fragment, Some(&old), &index).expect("it was made with another version");
    insta::assert_snapshot!(format!("{}\n{}", changes.words(Locale::ENGLISH), known.words(Locale::ENGLISH)));
    assert_eq!((changes.since, known.since), (None, Some(compare(Locale::ENGLISH, &old, index.catalog()))));
    // Another old version doesn't help, and a link of this one, or of none, has lost nothing.
    let other = small_with(&[("\"version\": \"1\"", "\"version\": \"0\"")]);
    assert_eq!(link_changes(fragment, Some(&other), &index).and_then(|changes| changes.since), None);
    assert_eq!(link_changes("product=nowhere&v=2", None, &index), None);
    assert_eq!(link_changes("product=nowhere&v=", None, &index), None);
    assert_eq!(link_changes("product=nowhere", None, &index), None);
}

#[test]
fn a_link_carries_the_version_that_it_is_given() {
    let index = Index::new(small_with(&[]));
    let (link, ignored) = Link::parse("v=2026.10%2B3&product=alpha", &index);
    assert_eq!((link.version.as_deref(), ignored.len()), (Some("2026.10+3"), 0));
    assert_eq!(link.to_string(), "product=alpha&v=2026.10%2B3");
    assert_eq!(Link::default().to_string(), "");
    let (link, ignored) = Link::parse(&format!("v={}", "9".repeat(501)), &index);
    assert_eq!((link.version, ignored.len()), (None, 1));
}

#[test]
fn a_note_fills_a_cell_and_is_marked_as_local() {
    let index = Index::new(small_with(&[]));
    let mut notes = Notes::default();
    notes.set("alpha", "retention", "Two years, then the server deletes them.");
    notes.set("alpha", "dpo", "Jo Doe");
    notes.set("gamma", "dpo", "Al");
    let answer = index.answer(&Link::default().query);
    let record = record::of_products(&index, &answer, Form::Controller, Template::Cnil)
        .with_notes(&notes, index.catalog());
    let alpha = &record.rows[0];
    let texts = record.columns.iter().zip(&alpha.cells).filter(|(_, cell)| cell.note.is_some());
    let texts = texts.map(|(column, cell)| {
        assert_eq!(cell.provenance(), Provenance::Local);
        assert_eq!(cell.provenance().id(), "local");
        format!("{}\n{}", column.label, cell.text(Locale::ENGLISH, index.catalog(), Form::Controller))
    });
    insta::assert_snapshot!(texts.collect::<Vec<_>>().join("\n\n"));
}

fn link_changes(fragment: &str, old: Option<&Catalog>, index: &Index) -> Option<LinkChanges> {
    let (link, ignored) = Link::parse(fragment, index);
    of_link(Locale::ENGLISH, &link, &ignored, old, index)
}
