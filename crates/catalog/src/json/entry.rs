//! One object of a file, from which keys are taken; every mistake in it is reported with its place.

use std::borrow::Cow;
use std::fmt;

use hifijson::value::Value;
use privacy_engine::json::{self, Json};

use crate::diagnostic::{Problems, quoted, shown};
use crate::model::Word;
use crate::order;
use crate::sorted::Pairs;

/// What an object of the file is called in messages, as `fact mx-one-sso, manual number 1`;
/// made only for a message.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    above: Option<&'a Name<'a>>,
    sort: &'a str,
    id: Option<&'a str>,
    number: usize,
}

impl<'a> Name<'a> {
    pub(super) const ROOT: Self = Self { above: None, sort: "", id: None, number: 0 };

    pub(super) fn of_entry(
        above: Option<&'a Self>,
        sort: &'a str,
        value: &'a Json<'_>,
        number: usize,
    ) -> Self {
        Self { above, sort, id: id_of(value), number }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.id {
            return write!(f, "{} {}", self.sort, shown(id));
        }
        if let Some(above) = self.above.filter(|above| !above.sort.is_empty()) {
            write!(f, "{above}, ")?;
        }
        f.write_str(self.sort)?;
        if self.number > 0 {
            write!(f, " number {}", self.number)?;
        }
        Ok(())
    }
}

const TWICE: &str = "this key stands twice";
pub(super) const STRAY: &str = "this key does not exist here, or stands twice";

/// One object of the file, from which keys are taken until none should be left.
pub(crate) struct Entry<'j, 'a> {
    name: Name<'a>,
    /// Whether it is one; if not, that is reported, and nothing is missed in it.
    is_object: bool,
    fields: &'j [(Cow<'j, str>, Json<'j>)],
    /// The fields that have been taken, one bit each. No object of the format has as many as 64
    /// keys: those after them are stray.
    taken: u64,
    problems: &'a mut Problems,
}

impl<'j, 'a> Entry<'j, 'a> {
    pub(super) fn new(value: &'j Json<'j>, name: Name<'a>, problems: &'a mut Problems) -> Self {
        let fields = match value {
            Value::Object(fields) => Some(fields.as_slice()),
            other => {
                problems.report(
                    name.to_string(),
                    "",
                    format!("expected an object, found {}", sort_of(other)),
                );
                None
            }
        };
        Self { name, is_object: fields.is_some(), fields: fields.unwrap_or_default(), taken: 0, problems }
    }

    /// An object of the file's own keys, which were counted by whoever found them.
    pub(super) fn of_file(fields: &'j [(Cow<'j, str>, Json<'j>)], problems: &'a mut Problems) -> Self {
        Self { name: Name::ROOT, is_object: true, fields, taken: 0, problems }
    }

    fn take(&mut self, key: &str) -> Option<&'j Json<'j>> {
        let at = json::find(self.fields, self.taken, key)?;
        self.taken |= 1 << at;
        Some(&self.fields[at].1)
    }

    fn report(&mut self, key: &str, message: String) {
        self.problems.report(self.name.to_string(), key, message);
    }

    fn wrong(&mut self, key: &str, expected: &str, found: &Json<'_>) {
        self.report(key, format!("expected {expected}, found {}", sort_of(found)));
    }

    /// `null` is taken for nothing, as the JSON Schema allows.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text.clone().into_owned()),
            Value::Null => None,
            other => {
                self.wrong(key, "a text", other);
                None
            }
        }
    }

    /// The value of a key that must be there; `null` is nothing.
    pub(super) fn need(&mut self, key: &str, expected: &dyn Fn() -> String) -> Option<&'j Json<'j>> {
        let found = self.take(key).filter(|value| !matches!(value, Value::Null));
        if found.is_none() && self.is_object {
            self.report(key, format!("expected {}, found nothing", expected()));
        }
        found
    }

    pub(crate) fn needed(&mut self, key: &str) -> String {
        match self.need(key, &|| "a text".to_owned()) {
            Some(Value::String(text)) => text.clone().into_owned(),
            Some(other) => {
                self.wrong(key, "a text", other);
                String::new()
            }
            None => String::new(),
        }
    }

    pub(super) fn list(&mut self, key: &str) -> &'j [Json<'j>] {
        match self.take(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(other) => {
                self.wrong(key, "a list", other);
                &[]
            }
        }
    }

    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let list = self.list(key);
        let mut texts = Vec::with_capacity(list.len());
        for value in list {
            match value {
                Value::String(text) => texts.push(text.clone().into_owned()),
                other => self.wrong(key, "a list of texts", other),
            }
        }
        texts
    }

    /// Texts by key.
    pub(super) fn pairs(&mut self, key: &str) -> Pairs {
        let Some(value) = self.take(key) else { return Pairs::default() };
        let name = Name { above: Some(&self.name), sort: key, id: None, number: 0 };
        pairs(value, name, self.problems)
    }

    /// Texts by key, for each key of an object that must be there; each is a `sort` in messages.
    pub(crate) fn pairs_of_each(&mut self, key: &str, sort: &str) -> Vec<(String, Pairs)> {
        let Some(value) = self.need(key, &|| "an object".to_owned()) else { return Vec::new() };
        let name = Name { above: Some(&self.name), sort: key, id: None, number: 0 };
        let inner = Entry::new(value, name, self.problems);
        let mut found = Vec::with_capacity(inner.fields.len());
        for (id, value) in inner.fields {
            let name = Name { above: None, sort, id: Some(id), number: 0 };
            found.push((id.clone().into_owned(), pairs(value, name, inner.problems)));
        }
        let places = order::places(found.len(), &|a, b| found[a].0.cmp(&found[b].0));
        let same = |pair: &&[u32]| found[pair[0] as usize].0 == found[pair[1] as usize].0;
        for pair in places.windows(2).filter(same) {
            let id = &found[pair[0] as usize].0;
            inner.problems.report(inner.name.to_string(), id, TWICE.to_owned());
        }
        found
    }

    /// A word of a closed list.
    pub(super) fn word<T: Word>(&mut self, key: &str) -> Option<T> {
        let value = self.take(key).filter(|value| !matches!(value, Value::Null))?;
        self.read_word(key, value)
    }

    /// A word that must be there. What stands in for one that isn't never leaves this file:
    /// the mistake is reported.
    pub(super) fn needed_word<T: Word>(&mut self, key: &str) -> T {
        let value = self.need(key, &|| format!("one of {}", T::ids()));
        value.and_then(|value| self.read_word(key, value)).unwrap_or(T::all()[0])
    }

    fn read_word<T: Word>(&mut self, key: &str, value: &Json<'_>) -> Option<T> {
        let Value::String(word) = value else {
            self.wrong(key, "a text", value);
            return None;
        };
        let found = T::from_id(word);
        if found.is_none() {
            self.report(key, format!("expected one of {}, found {}", T::ids(), quoted(word)));
        }
        found
    }

    pub(super) fn entries<T>(&mut self, key: &str, sort: &str, read: fn(&mut Entry<'j, '_>) -> T) -> Vec<T> {
        let list = self.list(key);
        let mut found = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            let name = Name::of_entry(Some(&self.name), sort, value, at + 1);
            let mut entry = Entry::new(value, name, self.problems);
            found.push(read(&mut entry));
            entry.finish();
        }
        found
    }

    /// An object that may be left out; `null` is nothing.
    pub(super) fn inner<T>(&mut self, key: &str, read: fn(&mut Entry<'j, '_>) -> T) -> Option<T> {
        let value = self.take(key).filter(|value| !matches!(value, Value::Null))?;
        Some(self.read_inner(key, value, read))
    }

    pub(super) fn read_inner<T>(
        &mut self,
        key: &str,
        value: &'j Json<'j>,
        read: fn(&mut Entry<'j, '_>) -> T,
    ) -> T {
        let name = Name { above: Some(&self.name), sort: key, id: None, number: 0 };
        let mut entry = Entry::new(value, name, self.problems);
        let found = read(&mut entry);
        entry.finish();
        found
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self) {
        for (at, (key, _)) in self.fields.iter().enumerate() {
            if at >= 64 || self.taken >> at & 1 == 0 {
                self.problems.report(self.name.to_string(), key, STRAY.to_owned());
            }
        }
    }
}

/// Texts by key.
fn pairs(value: &Json<'_>, name: Name<'_>, problems: &mut Problems) -> Pairs {
    let inner = Entry::new(value, name, problems);
    let mut pairs = Vec::with_capacity(inner.fields.len());
    for (key, value) in inner.fields {
        match value {
            Value::String(text) => pairs.push((key.clone().into_owned(), text.clone().into_owned())),
            other => {
                let message = format!("expected a text, found {}", sort_of(other));
                inner.problems.report(inner.name.to_string(), key, message);
            }
        }
    }
    Pairs::from_unsorted(pairs, &mut |key| {
        inner.problems.report(inner.name.to_string(), key, TWICE.to_owned());
    })
}

fn id_of<'a>(value: &'a Json<'_>) -> Option<&'a str> {
    let Value::Object(fields) = value else { return None };
    fields.iter().find_map(|(key, value)| match value {
        Value::String(id) if key == "id" => Some(id.as_ref()),
        _ => None,
    })
}

pub(super) fn sort_of(value: &Json<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
