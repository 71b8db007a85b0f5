//! What the targets share: a small catalogue, what a page does with one, and mutations that keep
//! JSON what it is, without which hardly any changed file would get past the parser.

pub mod mutate;

use privacy_catalog::export::{self, Shown};
use privacy_catalog::notes::Notes;
use privacy_catalog::source::Bundle;
use privacy_catalog::{Answer, Catalog, CatalogLoader, Diagnostic, Index, Link, Locale, Query};

/// The catalogue of the core's tests.
pub const SMALL: &[u8] = include_bytes!("../../crates/catalog/tests/data/small.json");

/// The most characters of a message, as in the core's tests: a page shows it.
const LONGEST: usize = 2500;

/// [`SMALL`], read.
///
/// # Panics
/// If it is broken.
#[must_use]
pub fn small() -> Catalog {
    Catalog::from_json("small.json", SMALL).expect("the test catalogue is sound")
}

/// The catalogue as a file of the public format.
#[must_use]
pub fn written(catalog: &Catalog) -> String {
    catalog.to_source().to_json()
}

/// Reads a file at once, in slices, and in two steps in which no fact is taken for plain; all must come to the same.
///
/// # Errors
/// Those of [`Catalog::from_json`].
///
/// # Panics
/// If a promise is broken.
pub fn read(file: &str, json: &[u8]) -> Result<Catalog, Vec<Diagnostic>> {
    let whole = Catalog::from_json(file, json);
    let mut loader = CatalogLoader::new(file);
    while loader.read(json, 1) {
        assert!(loader.at() <= json.len());
    }
    let sliced = loader.finish().map(|catalog| written(&catalog));
    assert_eq!(sliced, whole.as_ref().map(written).map_err(Clone::clone));
    let in_steps = Bundle::from_json(file, json).and_then(|bundle| Catalog::from_bundle(&bundle));
    assert_eq!(in_steps.map(|catalog| written(&catalog)), whole.as_ref().map(written).map_err(Clone::clone));
    if let Err(found) = &whole {
        assert_readable(found);
    }
    whole
}

/// That a page can show these messages.
///
/// # Panics
/// If it can't.
pub fn assert_readable(found: &[Diagnostic]) {
    assert!((1..=1000).contains(&found.len()), "{} messages", found.len());
    for diagnostic in found {
        let line = diagnostic.to_string();
        assert!(line.chars().count() <= LONGEST, "{} characters", line.chars().count());
        let is_seen = |c: char| !c.is_control() && !('\u{2028}'..='\u{202e}').contains(&c);
        assert!(line.chars().all(|c| is_seen(c) && !('\u{2066}'..='\u{2069}').contains(&c)), "{line:?}");
    }
}

/// All that a page does with a file that somebody gave it.
///
/// # Panics
/// If a promise is broken.
pub fn use_file(json: &[u8]) {
    let Ok(catalog) = read("file.json", json) else { return };
    let text = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
    let declared: privacy_catalog::source::Catalog =
        serde_json::from_slice(text).expect("what is read is of the declared format");
    assert_eq!(Bundle::from_json("file.json", json).map(|bundle| bundle.catalog), Ok(declared));
    let again = read("again.json", written(&catalog).as_bytes());
    assert_eq!(again.as_ref().map(written), Ok(written(&catalog)), "it is not what was written of it");
    let index = Index::new(catalog);
    for fragment in ["", "view=compare", "view=flows&small=on", "view=record", "view=sources&q=a"] {
        show(fragment, &index);
    }
    let (link, answer) = (Link::default(), index.answer(&Query::default()));
    let notes = Notes::default();
    let shown = shown(&index, &link, &answer, &notes);
    for table in export::tables(&shown) {
        assert!(!export::csv(&table).is_empty() && !export::markdown(&table).is_empty());
    }
}

/// What is shown, in English, on some day.
fn shown<'a>(index: &'a Index, link: &'a Link, answer: &'a Answer, notes: &'a Notes) -> Shown<'a> {
    Shown { index, answer, link, hash: None, date: "2026-11-22", notes, locale: Locale::ENGLISH }
}

/// What a page does with a fragment.
///
/// # Panics
/// If a promise is broken.
pub fn show(fragment: &str, index: &Index) {
    let (link, ignored) = Link::parse(fragment, index);
    assert!(ignored.iter().all(|part| !part.words(Locale::ENGLISH).is_empty()));
    let (again, _) = Link::parse(&link.to_string(), index);
    assert_eq!(again, link, "{link}");
    let index = index.installed(&link.installation);
    let answer = index.answer(&link.query);
    assert!(answer.total() <= index.catalog().facts().len());
    assert_eq!(answer.hits(0..usize::MAX).len(), answer.total());
    let notes = Notes::default();
    let shown = shown(&index, &link, &answer, &notes);
    let tables = export::tables(&shown);
    for table in &tables {
        assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    }
    let json = export::json(&shown);
    let saved = Catalog::from_json("export.json", json.as_bytes()).expect("what is saved is sound");
    let saved = Index::new(saved);
    let (link, _) = Link::parse(&link.to_string(), &saved);
    let saved = saved.installed(&link.installation);
    assert_eq!(ids(&saved, &saved.answer(&link.query)), ids(&index, &answer), "{link}\n{json}");
}

/// The facts that were found.
fn ids<'a>(index: &'a Index, answer: &Answer) -> Vec<&'a str> {
    let mut ids: Vec<&str> =
        answer.hits(0..usize::MAX).iter().map(|hit| index.catalog().facts()[hit.fact].id.as_str()).collect();
    ids.sort_unstable();
    ids
}
