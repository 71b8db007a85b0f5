//! Catalogues that somebody made badly, or to do harm: refused with located messages, or sound.
//!
//! The small ones are the files of `hostile/`, of which those whose names begin with `sound-` must
//! load; the big ones are made here. In Git they are bytes, whatever they look like.

use std::fs;
use std::path::Path;
use std::time::Instant;

use privacy_catalog::record::{self, Form, Template};
use privacy_catalog::{Catalog, CatalogLoader, Diagnostic, Index, Link, Locale};

/// The most diagnostics of one file, and the most characters of one of them: a page shows them all.
const MOST: usize = 1000;
const LONGEST: usize = 2500;

type Outcome = Result<Catalog, Vec<Diagnostic>>;

/// The files of the corpus in the order of their names.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let entries = fs::read_dir(folder).expect("the corpus is there");
    let read = |path: &Path| {
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        (name, fs::read(path).expect("it can be read"))
    };
    let mut files: Vec<_> = entries.map(|entry| read(&entry.expect("it can be listed").path())).collect();
    files.sort();
    assert!(files.len() > 70, "{} files", files.len());
    files
}

fn in_slices(file: &str, json: &[u8], facts: usize) -> Outcome {
    let mut loader = CatalogLoader::new(file);
    while loader.read(json, facts) {
        assert!(loader.at() <= json.len());
    }
    loader.finish()
}

fn source(catalog: &Catalog) -> String {
    catalog.to_source().to_json()
}

/// The outcome of a file, the same whether it is read at once or in slices. A message has its place and is short.
#[track_caller]
fn outcome(file: &str, json: &[u8]) -> Outcome {
    let whole = Catalog::from_json(file, json);
    for facts in [1, 3] {
        let sliced = in_slices(file, json, facts).map(|catalog| source(&catalog));
        assert_eq!(sliced, whole.clone().map(|catalog| source(&catalog)), "{file}, {facts} facts at a time");
    }
    assert_located(file, &whole);
    whole
}

#[track_caller]
fn assert_located(file: &str, outcome: &Outcome) {
    let Err(found) = outcome else { return };
    assert!((1..=MOST).contains(&found.len()), "{file}: {}", found.len());
    for diagnostic in found {
        let line = diagnostic.to_string();
        assert_eq!(diagnostic.file, file);
        let is_about_all = ["line ", "expected an object, found", "more mistakes are not listed"];
        let is_located = !diagnostic.item.is_empty() || !diagnostic.field.is_empty();
        assert!(is_located || is_about_all.iter().any(|words| line.contains(words)), "{line}");
        assert!(line.chars().count() <= LONGEST, "{file}: {} characters", line.chars().count());
        let is_seen = |c: char| !c.is_control() && !('\u{2028}'..='\u{202e}').contains(&c);
        assert!(line.chars().all(|c| is_seen(c) && !('\u{2066}'..='\u{2069}').contains(&c)), "{line:?}");
    }
}

/// What a page does with a catalogue that has loaded.
fn show(catalog: Catalog) {
    let index = Index::new(catalog);
    let catalog = index.catalog();
    for (_, fact) in catalog.facts().iter() {
        let (link, _) = Link::parse(&format!("fact={}&q={}", fact.id, fact.text), &index);
        assert_eq!(Link::parse(&link.to_string(), &index).0, link);
        let mut json = String::new();
        catalog.write_fact(fact, &mut json);
        assert!(serde_json::from_str::<privacy_catalog::source::Fact>(&json).is_ok(), "{json}");
    }
    let answer = index.answer(&Link::default().query);
    assert_eq!(answer.total(), catalog.facts().len());
    for info in &privacy_catalog::facet::FACETS {
        for value in index.values(info.facet) {
            let mut link = Link::default();
            link.query.selection_mut(info.facet).include.insert(value.id.clone());
            let (read, ignored) = Link::parse(&link.to_string(), &index);
            assert_eq!((&read, ignored.len()), (&link, 0), "{}={:?}", info.key, value.id);
        }
    }
    for row in record::of_products(&index, &answer, Form::Controller, Template::Ico).rows {
        assert!(
            row.cells.iter().all(|cell| !cell.text(Locale::ENGLISH, catalog, Form::Controller).is_empty())
        );
    }
}

#[test]
fn every_file_of_the_corpus_is_sound_or_refused_with_located_messages() {
    let mut messages = Vec::new();
    for (file, json) in corpus() {
        match outcome(&file, &json) {
            Ok(catalog) => {
                assert!(file.starts_with("sound-"), "{file} is loaded");
                let written = source(&catalog);
                let again = outcome(&file, written.as_bytes()).map(|catalog| source(&catalog));
                assert_eq!(again.as_ref(), Ok(&written), "{file} is not what was written of it");
                show(catalog);
            }
            Err(found) => {
                assert!(!file.starts_with("sound-"), "{found:#?}");
                messages.extend(found.iter().map(ToString::to_string));
            }
        }
    }
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn texts_of_a_sound_file_are_kept_to_the_letter() {
    for (file, json) in corpus().into_iter().filter(|(file, _)| file.starts_with("sound-")) {
        let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&json).to_vec();
        let declared: privacy_catalog::source::Catalog =
            serde_json::from_slice(&json).expect("what is sound is of the declared format");
        let read = outcome(&file, &json).map(|catalog| catalog.to_source());
        assert_eq!(read, Ok(declared), "{file}");
    }
}

#[test]
fn a_file_that_ends_anywhere_is_refused_there() {
    let (_, json) = corpus().into_iter().find(|(file, _)| file == "sound-base.json").expect("it is there");
    let end = json.trim_ascii_end().len();
    for cut in 0..end {
        let found = outcome("cut.json", &json[..cut]).expect_err("a part is no catalogue");
        assert!(found[0].to_string().contains("expected JSON"), "{cut}: {}", found[0]);
    }
    assert!(outcome("cut.json", &json[..end]).is_ok());
}

/// A catalogue of one product, whose parts can be exchanged; those that are keys begin with a comma.
#[derive(Default)]
struct Parts {
    product: String,
    source: String,
    data_types: String,
    redirects: String,
    facts: String,
}

/// As many parts, with commas between them.
fn list(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// A key with a list of as many values.
fn many(key: &str, count: usize, part: impl Fn(usize) -> String) -> String {
    format!(r#","{key}":[{}]"#, list(count, part))
}

fn fact(id: usize, section: &str, keys: &str) -> String {
    format!(
        r#"{{"id":"f{id}","product":"p","kind":"statement","text":"T.","cite":{{"source":"s","section":"{section}"}}{keys}}}"#
    )
}

/// Facts that have these keys too.
fn facts(count: usize, keys: &str) -> Parts {
    Parts { facts: list(count, |at| fact(at, "1", keys)), ..Parts::default() }
}

impl Parts {
    fn json(&self) -> Vec<u8> {
        let Self { product, source, data_types, redirects, facts } = self;
        format!(
            r#"{{"schema":"privacy-catalog/1","title":"T","version":"1","products":[{{"id":"p","name":"P","summary":"S."{product}}}],"sources":[{{"id":"s","product":"p","title":"S"{source}}}],"data_types":[{data_types}],"features":[],"subjects":[],"recipients":[],"redirects":{{{redirects}}},"facts":[{facts}]}}"#
        )
        .into_bytes()
    }
}

/// What a file may have many of, made so that a search through a list, or an insertion into one, for
/// each of them would show; and whether it is sound.
fn shapes(n: usize) -> Vec<(&'static str, bool, Vec<u8>)> {
    let last = n - 1;
    let of_last = |key: &str| facts(n, &format!(r#","{key}":"e{last}""#));
    let text = |at: usize| format!("\"e{at}\"");
    let part = |at: usize| format!(r#"{{"id":"e{at}","name":"E"}}"#);
    let section = |at: usize| format!(r#"{{"id":"e{at}","title":"E"}}"#);
    let data_type = |at: usize| format!(r#"{{"id":"e{at}","name":"E","group":"g"}}"#);
    let backwards = list(n, |at| format!(r#""r{:09}":"f0""#, n - at));
    let keys = list(n, |at| format!(r#""k{at}":1"#));
    let numbers = many("data_types", n, |at| at.to_string());
    let parts = |facts: Parts| facts.json();
    vec![
        ("facts", true, facts(n, "").json()),
        ("releases", true, parts(Parts { product: many("releases", n, text), ..of_last("since") })),
        ("components", true, parts(Parts { product: many("components", n, part), ..of_last("component") })),
        (
            "sections",
            true,
            parts(Parts {
                source: many("sections", n, section),
                facts: list(n, |at| fact(at, &format!("e{last}"), "")),
                ..Parts::default()
            }),
        ),
        (
            "types in a group",
            true,
            parts(Parts {
                data_types: format!(r#"{{"id":"g","name":"G"}},{}"#, list(n, data_type)),
                ..facts(n, &format!(r#","data_types":["e{last}"]"#))
            }),
        ),
        ("redirects backwards", true, parts(Parts { redirects: backwards.clone(), ..facts(1, "") })),
        ("values backwards", true, facts(1, &format!(r#","values":{{{backwards}}}"#)).json()),
        ("aliases", true, parts(Parts { product: many("aliases", n, text), ..facts(1, "") })),
        ("the same id", false, parts(Parts { facts: list(n, |_| fact(0, "1", "")), ..Parts::default() })),
        (
            "the same release",
            false,
            parts(Parts { product: many("releases", n, |_| text(0)), ..facts(1, "") }),
        ),
        (
            "the same component",
            false,
            parts(Parts { product: many("components", n, |_| part(0)), ..facts(1, "") }),
        ),
        (
            "the same section",
            false,
            parts(Parts { source: many("sections", n, |_| section(0)), ..facts(1, "") }),
        ),
        ("unknown keys", false, facts(1, &format!(",{keys}")).json()),
        (
            "the same key",
            false,
            parts(Parts { redirects: list(n, |_| r#""r":"f0""#.to_owned()), ..facts(1, "") }),
        ),
        (
            "unknown releases",
            false,
            parts(Parts { product: many("releases", n, text), ..facts(n, r#","since":"x""#) }),
        ),
        (
            "a long id with many mistakes",
            false,
            parts(Parts { facts: fact(0, "1", &numbers).replace("f0", &"x".repeat(n)), ..Parts::default() }),
        ),
        ("subjects that dangle", false, facts(n, r#","subjects":["x"]"#).json()),
        ("lists in lists", false, [vec![b'['; n * 40], vec![b']'; n * 40]].concat()),
        ("escapes", true, facts(1, &format!(r#","note":"{}""#, r"\u00e9".repeat(n * 20))).json()),
        ("line breaks before a mistake", false, [vec![b'\n'; n * 40], b"x".to_vec()].concat()),
    ]
}

/// The shorter of two readings, which other work on the machine has disturbed less.
fn shortest(json: &[u8], is_sound: bool, name: &str) -> f64 {
    let time = || {
        let start = Instant::now();
        let read = Catalog::from_json("big.json", json);
        let taken = start.elapsed();
        assert_eq!(read.is_ok(), is_sound, "{name}");
        taken
    };
    time().min(time()).as_secs_f64()
}

/// 32 times as much may take some dozens of times as long, never 1024 times; what other work on the
/// machine does to the times it doesn't do three times over.
#[test]
fn no_shape_takes_time_that_grows_with_its_square() {
    const SMALL: usize = 1000;
    for ((name, is_sound, small), (_, _, large)) in shapes(SMALL).into_iter().zip(shapes(SMALL * 32)) {
        let ratio = || shortest(&large, is_sound, name) / shortest(&small, is_sound, name).max(1e-4);
        let ratios: Vec<f64> = (0..3).map(|_| ratio()).take_while(|&ratio| ratio > 100.0).collect();
        assert!(ratios.len() < 3, "{name}: 32 times as many take {ratios:?} times as long");
        assert_located("big.json", &Catalog::from_json("big.json", &large));
    }
}

#[test]
fn a_million_lists_in_lists_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!("{}1{}", open.repeat(1_000_000), close.repeat(1_000_000));
        let found = outcome("deep.json", nested.as_bytes()).expect_err("it is no catalogue");
        assert_eq!(found.len(), 1, "{found:?}");
        let text = String::from_utf8(facts(1, r#","manuals":"here""#).json()).expect("it is UTF-8");
        let found = outcome("deep.json", text.replace("\"here\"", &nested).as_bytes());
        let found = found.expect_err("it is no catalogue");
        assert!(found[0].message.contains("maximal depth exceeded"), "{}", found[0]);
    }
}

#[test]
fn a_text_of_forty_megabytes_is_a_text() {
    const LEN: usize = 40_000_000;
    let text = String::from_utf8(facts(2, r#","note":"here""#).json()).expect("it is UTF-8");
    let json = text.replacen("here", &"é".repeat(LEN / 2), 1);
    let catalog = Catalog::from_json("long.json", json.as_bytes()).expect("it is sound");
    let note = |place| catalog.facts().get(place).and_then(|fact| fact.note.as_ref()).map_or(0, String::len);
    assert_eq!((note(0), note(1)), (LEN, 4));
    // As an id, of which a message shows the beginning.
    let json = text.replacen("\"f0\"", &format!("\"{}\"", "É".repeat(LEN / 2)), 1);
    let refused = Catalog::from_json("long.json", json.as_bytes());
    assert!(refused.is_err());
    assert_located("long.json", &refused);
}

#[test]
fn a_file_of_fifty_megabytes_is_read_and_a_mistake_at_its_end_is_found() {
    const FACTS: usize = 48_000;
    let note = format!(r#","note":"{}""#, "note ".repeat(190));
    let json = facts(FACTS, &note).json();
    assert!(json.len() > 50_000_000, "{}", json.len());
    let catalog = in_slices("big.json", &json, 2000).expect("it is sound");
    assert_eq!(catalog.facts().len(), FACTS);
    let cut = in_slices("big.json", &json[..json.len() - 2], 2000).expect_err("its end is missing");
    assert_eq!(cut.len(), 1);
    assert_located("big.json", &Err(cut));
    let mut wrong = json;
    let cite = br#""source":"s""#;
    let at = wrong.windows(cite.len()).rposition(|part| part == cite).expect("it is there");
    wrong[at + 10] = b'x';
    let found = in_slices("big.json", &wrong, 2000).expect_err("no such source");
    let expected = "fact f47999, `cite.source`: expected an id of the catalogue, found \"x\"";
    assert!(found.len() == 1 && found[0].to_string().contains(expected), "{found:?}");
}
