//! A place in JSON from which what is as expected is read in one pass.
//!
//! It reports nothing: where something is not as expected, it says only that. Whoever uses it then reads
//! the same bytes again with [`crate::json`], and tells what is wrong with them.

use std::borrow::Cow;

use hifijson::SliceLexer;

use crate::hash::{self, Names};
use crate::json;

/// A place in JSON. Every function that returns nothing has left the expected way: the cursor is of no
/// use then.
#[derive(Debug)]
pub struct Cursor<'j> {
    json: &'j [u8],
    at: usize,
    /// The memory that places are gathered in.
    places: Vec<u32>,
}

/// The keys of an object, and which of them have come.
#[derive(Debug)]
pub struct Keys<'k> {
    known: &'k [&'k str],
    came: u64,
    /// Where the next is looked for first: most files have the keys of all objects in one order.
    next: usize,
}

impl<'k> Keys<'k> {
    /// The keys that an object may have, at most 64.
    #[must_use]
    pub fn new(known: &'k [&'k str]) -> Self {
        debug_assert!(known.len() <= 64);
        Self { known, came: 0, next: 0 }
    }

    /// The place of a key that has not come before.
    fn take(&mut self, key: &str) -> Option<usize> {
        let (before, after) = self.known.split_at(self.next);
        let is_it = |known: &&str| hash::same(known, key);
        let at = match after.iter().position(is_it) {
            Some(at) => self.next + at,
            None => before.iter().position(is_it)?,
        };
        self.next = at + 1;
        let is_new = self.came >> at & 1 == 0;
        self.came |= 1 << at;
        is_new.then_some(at)
    }
}

impl<'j> Cursor<'j> {
    /// A cursor at a byte of a file.
    #[must_use]
    pub fn new(json: &'j [u8], at: usize) -> Self {
        Self { json, at, places: Vec::new() }
    }

    /// The byte that it is at.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many bytes are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.json.len() - self.at
    }

    /// Puts it at another byte.
    pub fn set(&mut self, at: usize) {
        self.at = at;
    }

    /// Takes a byte of the syntax, and the space before it.
    pub fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The next byte after space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.json.get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Goes to the next part of a list or an object, of which `first` says whether it would be the first;
    /// `false` at its `end`, which is taken.
    pub fn more(&mut self, first: &mut bool, end: u8) -> Option<bool> {
        let next = self.peek()?;
        if next == end {
            self.at += 1;
            return Some(false);
        }
        if !std::mem::take(first) {
            self.take(b',')?;
        }
        Some(true)
    }

    /// Goes to the value of an object's next key, and returns the key's place among `keys`; its length at
    /// the end of the object, which is taken. The cursor stands after the object's bracket at first.
    pub fn key(&mut self, keys: &mut Keys<'_>) -> Option<usize> {
        if !self.more(&mut (keys.came == 0), b'}')? {
            return Some(keys.known.len());
        }
        let key = self.text()?;
        self.take(b':')?;
        keys.take(&key)
    }

    /// A text.
    pub fn text(&mut self) -> Option<Cow<'j, str>> {
        self.take(b'"')?;
        let inside = &self.json[self.at..];
        if let Some(text) = json::plain(inside) {
            self.at += text.len() + 1;
            return Some(Cow::Borrowed(text));
        }
        let mut lexer = SliceLexer::new(&self.json[self.at - 1..]);
        let text = json::text(&mut lexer).ok()?;
        self.at = self.json.len() - lexer.as_slice().len();
        Some(text)
    }

    /// The numbers of a list of names, each of which is known.
    pub fn places(&mut self, names: &Names) -> Option<Vec<u32>> {
        self.take(b'[')?;
        self.places.clear();
        let mut first = true;
        while self.more(&mut first, b']')? {
            let name = self.text()?;
            self.places.push(names.find(&name)?);
        }
        Some(self.places.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 3] = ["id", "name", "of"];

    /// The texts of an object by key, as far as all is as expected, and what stands after it.
    fn read(json: &str) -> Option<([Option<String>; 3], &str)> {
        let mut cursor = Cursor::new(json.as_bytes(), 0);
        cursor.take(b'{')?;
        let mut keys = Keys::new(&KEYS);
        let mut found = [const { None }; 3];
        loop {
            match cursor.key(&mut keys)? {
                3 => return Some((found, &json[cursor.at()..])),
                key => found[key] = Some(cursor.text()?.into_owned()),
            }
        }
    }

    #[test]
    fn keys_come_in_any_order_and_once() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read(r#"{"id":"1","of":"3"},"#), Some(([some("1"), None, some("3")], ",")));
        let other = " { \"of\" :\t\"a\\nb\\u00e9\" ,\r\n\"id\": \"é\" } ";
        assert_eq!(read(other), Some(([some("é"), None, some("a\nbé")], " ")));
        assert_eq!(read("{}"), Some(([None, None, None], "")));
        for wrong in [
            r#"{"id":"1","id":"1"}"#,
            r#"{"id":"1","is":"1"}"#,
            r#"{"id":"1",}"#,
            r#"{,"id":"1"}"#,
            r#"{"id":"1" "of":"1"}"#,
            r#"{"id" "1"}"#,
            r#"{"id":1}"#,
            r#"{"id":"1"#,
            r#"{"id":"\x"}"#,
            "{\"id\":\"\n\"}",
            "[]",
            "",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_have_numbers() {
        let names = Names::new(KEYS.len(), &|at| KEYS[at]);
        let read = |json: &str| Cursor::new(json.as_bytes(), 0).places(&names);
        assert_eq!(read(r#" [ "of" , "id","\u006ff" ]"#), Some(vec![2, 0, 2]));
        assert_eq!(read("[]"), Some(Vec::new()));
        for wrong in [r#"["if"]"#, r#"["id",]"#, r#"["id"}"#, r#"["id""#, r#"["id" "of"]"#, "[", "{}", "[1]"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
