//! Reads the public JSON format: every mistake of a file at once, each with its place.
//!
//! Written out by hand over a small parser: derived deserialisers stop at the first mistake and
//! weigh four times as much in the page. Only one entry at a time is held as JSON, so that a file of
//! a million facts needs little more memory than the facts.

mod entry;
pub(crate) mod plain;
mod tables;

use std::borrow::Cow;

use hifijson::token::{Expect, Lex as _};
use hifijson::{Error, Read as _, SliceLexer};
use privacy_engine::cursor::Cursor;
use privacy_engine::json::{self, Json};

use crate::Diagnostic;
use crate::diagnostic::{Problems, quoted, shown};
use crate::source::{Bundle, Catalog, Fact, SCHEMA};
pub(crate) use entry::Entry;
use entry::{Name, STRAY, sort_of};

impl Bundle {
    /// Reads a file of the public JSON format.
    ///
    /// # Errors
    /// If it isn't JSON: where. If it isn't of the format, or of another version of it: every
    /// key that is missing, unknown, or holds something else than is expected.
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::new(file);
        let mut facts = Vec::new();
        while reader.read(json, usize::MAX, &mut facts) {}
        let mut catalog = reader.finish()?;
        catalog.facts = facts;
        Ok(Self { catalog, file: file.to_owned(), ..Self::default() })
    }
}

/// Who takes the facts of a file, with the tables.
pub(crate) trait Taker {
    /// Takes the fact that a cursor is at from the file's bytes, if it is as it should be; the cursor is
    /// after it then.
    fn take_plain(&mut self, cursor: &mut Cursor<'_>, tables: &Catalog) -> bool;

    /// Takes a fact that was read.
    fn take(&mut self, fact: Fact, tables: &Catalog);
}

impl Taker for Vec<Fact> {
    fn take_plain(&mut self, _: &mut Cursor<'_>, _: &Catalog) -> bool {
        false
    }

    fn take(&mut self, fact: Fact, _: &Catalog) {
        self.push(fact);
    }
}

/// Reads a file part by part: the tables first, then the facts, as many at a time as is wanted.
///
/// Facts that stand before a table are left for the end, so that whoever takes them knows the
/// tables.
#[derive(Debug)]
pub(crate) struct Reader {
    problems: Problems,
    /// What has been read; the facts are never among it.
    catalog: Catalog,
    seen: Vec<&'static str>,
    /// The byte that reading goes on at.
    at: usize,
    stage: Stage,
    /// The byte after the bracket of facts that were left for the end.
    left: Option<usize>,
    /// How many bytes they take, and how many were read when they came to be taken.
    skipped: usize,
    before: usize,
    facts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Before the first byte.
    Start,
    /// Among the keys of the file; whether one stands before, so that a comma must follow.
    Keys(bool),
    /// Among facts that are left for the end; whether one stands before.
    Skip(bool),
    /// Among the facts; whether one stands before, and whether all else was read before them.
    Facts {
        comma: bool,
        last: bool,
    },
    Done,
}

/// What a file must hold, and what each is.
const NEEDED: [(&str, &str); 10] = [
    ("schema", "a text"),
    ("title", "a text"),
    ("version", "a text"),
    ("products", "a list"),
    ("sources", "a list"),
    ("data_types", "a list"),
    ("features", "a list"),
    ("subjects", "a list"),
    ("recipients", "a list"),
    (FACTS, "a list"),
];
/// Some editors put it before what they save; a reader may skip it (RFC 8259, section 8.1).
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const FACTS: &str = "facts";
const REDIRECTS: &str = "redirects";

impl Reader {
    pub(crate) fn new(file: &str) -> Self {
        Self {
            problems: Problems::new(file),
            catalog: Catalog::default(),
            seen: Vec::new(),
            at: 0,
            stage: Stage::Start,
            left: None,
            skipped: 0,
            before: 0,
            facts: 0,
        }
    }

    /// How many bytes have been read; facts that were left for the end count when they are.
    pub(crate) fn at(&self) -> usize {
        match (self.stage, self.left) {
            (Stage::Skip(_), Some(left)) => left,
            _ => self.before + self.at - self.skipped,
        }
    }

    /// Reads on, at most `most` facts, those too that are left for the end. Returns whether anything is left
    /// to read. `json` is the same each time.
    pub(crate) fn read(&mut self, json: &[u8], most: usize, taker: &mut dyn Taker) -> bool {
        if self.stage == Stage::Start && json.starts_with(BYTE_ORDER_MARK) {
            self.at = BYTE_ORDER_MARK.len();
        }
        let mut lexer = SliceLexer::new(json.get(self.at..).unwrap_or_default());
        let result = self.go_on(&mut lexer, json, most, taker);
        self.at = json.len() - lexer.as_slice().len();
        if let Err(error) = result {
            self.stage = Stage::Done;
            let message = no_json(&error, json, self.at);
            self.problems.report(String::new(), "", message);
        }
        self.stage != Stage::Done
    }

    /// What was read, without its facts.
    ///
    /// # Errors
    /// The mistakes that were found.
    pub(crate) fn finish(self) -> Result<Catalog, Vec<Diagnostic>> {
        if self.problems.is_empty() { Ok(self.catalog) } else { Err(self.problems.finish()) }
    }

    fn go_on<'j>(
        &mut self,
        lexer: &mut SliceLexer<'j>,
        file: &'j [u8],
        most: usize,
        taker: &mut dyn Taker,
    ) -> Result<(), Error> {
        let mut left = most;
        let mut cursor = Cursor::new(file, 0);
        loop {
            match self.stage {
                Stage::Start => {
                    let next = lexer.ws_peek().ok_or(Expect::Value)?;
                    if next != b'{' {
                        let value = json::value(next, lexer)?;
                        let found = sort_of(&value);
                        self.problems.report(String::new(), "", format!("expected an object, found {found}"));
                        self.stage = Stage::Done;
                        return Ok(());
                    }
                    lexer.take_next();
                    self.stage = Stage::Keys(false);
                }
                Stage::Keys(comma) => {
                    if let Some(next) = next_of(lexer, b'}', comma)? {
                        self.key(lexer, file, next)?;
                        continue;
                    }
                    if lexer.ws_peek().is_some() {
                        return Err(Expect::Eof.into());
                    }
                    self.miss();
                    let Some(facts) = self.left.take() else {
                        self.stage = Stage::Done;
                        return Ok(());
                    };
                    self.before = file.len() - lexer.as_slice().len() - facts;
                    *lexer = SliceLexer::new(&file[facts..]);
                    self.stage = Stage::Facts { comma: false, last: true };
                }
                Stage::Skip(_) | Stage::Facts { .. } if left == 0 => return Ok(()),
                Stage::Skip(comma) => {
                    if let Some(next) = next_of(lexer, b']', comma)? {
                        left -= 1;
                        self.stage = Stage::Skip(true);
                        json::value(next, lexer)?;
                    } else {
                        let end = file.len() - lexer.as_slice().len();
                        self.skipped = end - self.left.unwrap_or(end);
                        self.stage = Stage::Keys(true);
                    }
                }
                Stage::Facts { comma, last } => {
                    let Some(next) = next_of(lexer, b']', comma)? else {
                        self.stage = if last { Stage::Done } else { Stage::Keys(true) };
                        continue;
                    };
                    left -= 1;
                    self.facts += 1;
                    self.stage = Stage::Facts { comma: true, last };
                    cursor.set(file.len() - lexer.as_slice().len());
                    if taker.take_plain(&mut cursor, &self.catalog) {
                        *lexer = SliceLexer::new(&file[cursor.at()..]);
                        continue;
                    }
                    let value: Json<'_> = json::value(next, lexer)?;
                    let name = Name::of_entry(None, "fact", &value, self.facts);
                    let mut entry = Entry::new(&value, name, &mut self.problems);
                    let fact = tables::fact(&mut entry);
                    entry.finish();
                    taker.take(fact, &self.catalog);
                }
                Stage::Done => return Ok(()),
            }
        }
    }

    /// Reads one key of the file and what it holds.
    fn key(&mut self, lexer: &mut SliceLexer<'_>, file: &[u8], next: u8) -> Result<(), Error> {
        if next != b'"' {
            return Err(Expect::String.into());
        }
        let key = json::text(lexer)?;
        lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
        let next = lexer.ws_peek().ok_or(Expect::Value)?;
        self.stage = Stage::Keys(true);
        let known = NEEDED.iter().map(|(key, _)| *key).chain([REDIRECTS]).find(|known| *known == key);
        let Some(key) = known.filter(|known| !self.seen.contains(known)) else {
            json::value(next, lexer)?;
            self.problems.report(String::new(), &key, STRAY.to_owned());
            return Ok(());
        };
        if key == FACTS && next == b'[' {
            self.seen.push(key);
            lexer.take_next();
            if NEEDED.iter().all(|(key, _)| self.seen.contains(key)) {
                self.stage = Stage::Facts { comma: false, last: false };
            } else {
                self.left = Some(file.len() - lexer.as_slice().len());
                self.stage = Stage::Skip(false);
            }
            return Ok(());
        }
        let value: Json<'_> = json::value(next, lexer)?;
        self.seen.push(key);
        let fields = [(Cow::Borrowed(key), value)];
        tables::table(&mut Entry::of_file(&fields, &mut self.problems), key, &mut self.catalog);
        if key == "schema" && self.catalog.schema != SCHEMA && self.problems.is_empty() {
            let (expected, found) = (quoted(SCHEMA), quoted(&self.catalog.schema));
            let message = format!("expected {expected}, found {found}; convert the file first");
            self.problems.report(String::new(), "schema", message);
            // What another version means by the same words is not for this one to judge.
            self.stage = Stage::Done;
        }
        Ok(())
    }

    /// Reports what the file should hold and doesn't.
    fn miss(&mut self) {
        for (key, expected) in NEEDED.iter().filter(|(key, _)| !self.seen.contains(key)) {
            self.problems.report(String::new(), key, format!("expected {expected}, found nothing"));
        }
    }
}

/// Reads a file that is one object, as far as `read` takes its keys; returns the mistakes.
pub(crate) fn read_object(
    file: &str,
    json: &[u8],
    read: &mut dyn FnMut(&mut Entry<'_, '_>),
) -> Vec<Diagnostic> {
    let mut problems = Problems::new(file);
    let mut lexer = SliceLexer::new(json.strip_prefix(BYTE_ORDER_MARK).unwrap_or(json));
    match whole(&mut lexer) {
        Ok(value) => {
            let mut entry = Entry::new(&value, Name::ROOT, &mut problems);
            read(&mut entry);
            entry.finish();
        }
        Err(error) => {
            let message = no_json(&error, json, json.len() - lexer.as_slice().len());
            problems.report(String::new(), "", message);
        }
    }
    problems.finish()
}

/// Reads a value that nothing follows.
fn whole<'j>(lexer: &mut SliceLexer<'j>) -> Result<Json<'j>, Error> {
    let next = lexer.ws_peek().ok_or(Expect::Value)?;
    let value = json::value(next, lexer)?;
    if lexer.ws_peek().is_some() { Err(Expect::Eof.into()) } else { Ok(value) }
}

/// The first byte of the next part of a list or an object, or `None` at its `end`, which is taken.
fn next_of(lexer: &mut SliceLexer<'_>, end: u8, comma: bool) -> Result<Option<u8>, Error> {
    let next = lexer.ws_peek().ok_or(if comma { Expect::CommaOrEnd } else { Expect::ValueOrEnd })?;
    if next == end {
        lexer.take_next();
        return Ok(None);
    }
    if comma {
        lexer.expect(|_| Some(next), b',').ok_or(Expect::CommaOrEnd)?;
        return Ok(Some(lexer.ws_peek().ok_or(Expect::Value)?));
    }
    Ok(Some(next))
}

/// That a file is no JSON, and where. The error may name a character of the file.
fn no_json(error: &Error, json: &[u8], at: usize) -> String {
    format!("expected JSON: {}, {}", shown(&error.to_string()), position(json, at))
}

/// Line and column of a byte, both from 1.
fn position(json: &[u8], at: usize) -> String {
    let before = &json[..at.min(json.len())];
    let lines = || before.split(|&byte| byte == b'\n');
    let (line, column) = (lines().count(), 1 + lines().next_back().map_or(0, <[u8]>::len));
    format!("at or before line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::MOST;

    const SMALL: &str = include_str!("../../tests/data/small.json");

    fn problems(json: &str) -> Vec<String> {
        let found = Bundle::from_json("x.json", json.as_bytes()).err().unwrap_or_default();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_what_derived_deserialisers_read() {
        let derived: Catalog = serde_json::from_str(SMALL).expect("the test catalogue is of the format");
        let read =
            Bundle::from_json("small.json", SMALL.as_bytes()).expect("the test catalogue is of the format");
        assert_eq!(read.catalog, derived);
    }

    #[test]
    fn every_mistake_is_found_with_its_place() {
        let broken = SMALL
            .replace("\"kind\":\"organisation\"", "\"kind\":\"planet\"")
            .replace("\"state\":\"optional\",\"values\"", "\"state\":7,\"colour\":1,\"values\"")
            .replace("\"title\":\"Operating Manual\",", "");
        let expected = [
            "error: x.json: recipient support, `kind`: expected one of vendor-product, third-party-system, organisation, person, found \"planet\"",
            "error: x.json: fact alpha-cdr-out, `state`: expected a text, found a number",
            "error: x.json: fact alpha-cdr-out, `colour`: this key does not exist here, or stands twice",
            "error: x.json: fact alpha-tls, manual number 1, `title`: expected a text, found nothing",
        ];
        assert_eq!(problems(&broken), expected);
    }

    #[test]
    fn null_is_nothing_and_is_told_once() {
        let null = SMALL.replace(r#""dpv":{"term":"pd:Name","match":"exact"}"#, r#""dpv":null"#);
        let derived: Catalog = serde_json::from_str(&null).expect("it is of the declared format");
        assert_eq!(Bundle::from_json("x.json", null.as_bytes()).map(|read| read.catalog), Ok(derived));
        for (key, expected) in NEEDED.into_iter().chain([(REDIRECTS, "an object")]) {
            let mut value: serde_json::Value = serde_json::from_str(SMALL).expect("it is JSON");
            value[key] = serde_json::Value::Null;
            let found = problems(&value.to_string());
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(
                found[0].contains(&format!("`{key}`: expected {expected}")) || key == REDIRECTS,
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_found_by_line_and_column() {
        assert!(problems("{\n  \"schema\": }")[0].contains("line 2"), "{:?}", problems("{\n  \"schema\": }"));
        assert!(problems("")[0].contains("expected JSON"));
        assert!(problems(&"[".repeat(100_000))[0].contains("expected JSON"));
        assert!(problems("[]").iter().any(|line| line.contains("expected an object, found a list")));
        let other = SMALL.replace("privacy-catalog/1", "privacy-catalog/2");
        assert!(problems(&other)[0].contains("`schema`: expected \"privacy-catalog/1\""));
    }

    #[test]
    fn facts_may_stand_before_what_they_refer_to() {
        let read = |json: &[u8]| Bundle::from_json("x.json", json).expect("it is of the format").catalog;
        let mut value: serde_json::Value = serde_json::from_str(SMALL).expect("it is JSON");
        let facts = value.as_object_mut().and_then(|all| all.remove("facts")).expect("it has facts");
        let rest = value.to_string();
        let first = format!("{{ \"facts\" : {facts} , {}", &rest[1..]);
        assert_eq!(read(first.as_bytes()), read(SMALL.as_bytes()));
        assert!(crate::Catalog::from_json("x.json", first.as_bytes()).is_ok());
        let twice = format!("{}, \"facts\": []}}", &first[..first.len() - 1]);
        assert!(problems(&twice)[0].contains("stands twice"));
    }

    #[test]
    fn a_file_is_read_the_same_in_parts() {
        let whole = Bundle::from_json("x.json", SMALL.as_bytes()).expect("it is of the format");
        let mut reader = Reader::new("x.json");
        let mut facts = Vec::new();
        let mut parts = 0;
        while reader.read(SMALL.as_bytes(), 1, &mut facts) {
            parts += 1;
            assert!(reader.at() <= SMALL.len());
        }
        assert_eq!((facts, parts), (whole.catalog.facts.clone(), whole.catalog.facts.len()));
    }

    #[test]
    fn facts_before_the_tables_are_read_in_parts_too_and_progress_never_falls() {
        let mut value: serde_json::Value = serde_json::from_str(SMALL).expect("it is JSON");
        let facts = value.as_object_mut().and_then(|all| all.remove("facts")).expect("it has facts");
        let count = facts.as_array().map_or(0, Vec::len);
        let rest = value.to_string();
        let json = format!("{{\"title\": \"T\", \"facts\" : {facts} , {}", &rest[1..]);
        let json = json.replacen(",\"title\":\"Test catalogue\"", "", 1);
        let mut reader = Reader::new("x.json");
        let mut parts = 1;
        let (mut at, mut read) = (0, Vec::new());
        while reader.read(json.as_bytes(), 1, &mut read) {
            assert!(reader.at() >= at && reader.at() <= json.len(), "{at} {}", reader.at());
            at = reader.at();
            parts += 1;
        }
        assert!(reader.finish().is_ok());
        assert!(read.len() == count && parts > 2 * count, "{} facts in {parts} parts", read.len());
        assert!(at > json.len() / 2 && at < json.len(), "the facts count when they are taken");
    }

    #[test]
    fn of_millions_of_mistakes_a_thousand_are_named() {
        let facts = vec!["{}"; 5000].join(",");
        let start = SMALL.find("\"facts\"").expect("it has facts");
        let found = problems(&format!("{}\"facts\":[{facts}]}}", &SMALL[..start]));
        assert_eq!(found.len(), MOST);
        assert!(found[MOST - 1].contains("more mistakes are not listed"), "{}", found[MOST - 1]);
    }
}
