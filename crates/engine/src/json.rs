//! JSON values, lexed by hifijson. Here, since it is compiled for speed: a large file is mostly texts.

use std::borrow::Cow;

use hifijson::str::LexAlloc as _;
use hifijson::token::{Expect, Lex as _};
use hifijson::value::{Value, parse_bounded};
use hifijson::{Error, Read as _, SliceLexer};

/// A value that borrows its texts from the file, where they hold no escapes.
pub type Json<'a> = Value<&'a str, Cow<'a, str>>;

/// Deeper nesting than this is refused, so that no file can exhaust the stack.
const DEPTH: usize = 16;

/// Reads the value that begins with the byte `next`, at which the lexer stands.
///
/// # Errors
/// If it isn't JSON, or nested more than 16 deep.
pub fn value<'a>(next: u8, lexer: &mut SliceLexer<'a>) -> Result<Json<'a>, Error> {
    value_within(DEPTH, next, lexer)
}

/// As hifijson's own function of the kind, but for the texts.
fn value_within<'a>(depth: usize, next: u8, lexer: &mut SliceLexer<'a>) -> Result<Json<'a>, Error> {
    let within = depth.checked_sub(1).ok_or(Error::Depth)?;
    match next {
        b'"' => text(lexer).map(Value::String),
        b'[' => {
            let mut list = Vec::new();
            lexer.take_next();
            lexer.seq(b']', SliceLexer::ws_peek, |next, lexer| {
                list.push(value_within(within, next, lexer)?);
                Ok::<_, Error>(())
            })?;
            Ok(Value::Array(list))
        }
        b'{' => {
            // As many as a row has, mostly. What lies in it is small; room that nothing fills would be
            // two hundred times the file, were it all empty objects.
            let mut fields = if depth == DEPTH { Vec::with_capacity(12) } else { Vec::new() };
            lexer.take_next();
            lexer.seq(b'}', SliceLexer::ws_peek, |next, lexer| {
                if next != b'"' {
                    return Err(Expect::String.into());
                }
                let key = text(lexer)?;
                lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
                let next = lexer.ws_peek().ok_or(Expect::Value)?;
                fields.push((key, value_within(within, next, lexer)?));
                Ok::<_, Error>(())
            })?;
            Ok(Value::Object(fields))
        }
        _ => parse_bounded(1, next, lexer),
    }
}

/// Reads the text at whose quotation mark the lexer stands.
///
/// # Errors
/// If it is no text of JSON.
pub fn text<'a>(lexer: &mut SliceLexer<'a>) -> Result<Cow<'a, str>, Error> {
    let inside = lexer.as_slice().get(1..).unwrap_or_default();
    if let Some(text) = plain(inside) {
        *lexer = SliceLexer::new(&inside[text.len() + 1..]);
        return Ok(Cow::Borrowed(text));
    }
    lexer.take_next();
    lexer.str_string().map_err(Error::Str)
}

/// The text that these bytes begin with, up to a quotation mark, if it holds no escapes, as most texts.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> Option<&str> {
    let end = plain_bytes(bytes);
    if bytes.get(end) != Some(&b'"') {
        return None;
    }
    std::str::from_utf8(&bytes[..end]).ok()
}

/// How many bytes stand before the first that ends a text, begins an escape or may not stand in one; eight
/// are looked at together.
fn plain_bytes(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        // Sets the highest bit of each byte below `least`; what is borrowed reaches only bytes above one.
        let below = |word: u64, least: u8| word.wrapping_sub(EACH * u64::from(least)) & !word;
        let quotes = below(eight ^ (EACH * u64::from(b'"')), 1);
        let escapes = below(eight ^ (EACH * u64::from(b'\\')), 1);
        let found = (quotes | escapes | below(eight, b' ')) & (EACH << 7);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let is_plain = |byte: &&u8| **byte != b'"' && **byte != b'\\' && **byte >= b' ';
    at + bytes[at..].iter().take_while(is_plain).count()
}

/// The place of the first field with this key that is not among `taken`, one bit each; fields from the
/// 64th on are not found.
#[must_use]
pub fn find(fields: &[(Cow<'_, str>, Json<'_>)], taken: u64, key: &str) -> Option<usize> {
    let mut open = !taken;
    for (at, (name, _)) in fields.iter().take(64).enumerate() {
        if open & 1 == 1 && name.len() == key.len() && name.as_bytes() == key.as_bytes() {
            return Some(at);
        }
        open >>= 1;
    }
    None
}

/// Adds a text in quotation marks to `out` (RFC 8259, section 7).
pub fn write_text(text: &str, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            byte => {
                out.push_str("\\u00");
                out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How much room the lists and objects inside a value take, in bytes.
    fn room(value: &Json<'_>) -> usize {
        match value {
            Value::Array(list) => {
                list.capacity() * size_of::<Json<'_>>() + list.iter().map(room).sum::<usize>()
            }
            Value::Object(fields) => {
                let inside: usize = fields.iter().map(|(_, value)| room(value)).sum();
                fields.capacity() * size_of::<(Cow<'_, str>, Json<'_>)>() + inside
            }
            _ => 0,
        }
    }

    #[test]
    fn a_text_ends_at_the_first_byte_that_is_not_plain() {
        for end in 0..=u8::MAX {
            for len in 0..20 {
                let mut bytes = vec![0xff; len];
                bytes.extend([end, b'\\', b'"', 0, b'a', b'b', b'c', b'd', b'e', b'f']);
                let is_plain = end >= b' ' && end != b'"' && end != b'\\';
                assert_eq!(plain_bytes(&bytes), len + usize::from(is_plain), "{end} after {len}");
            }
        }
    }

    #[test]
    fn a_file_of_small_values_takes_no_more_than_some_dozens_of_times_its_size() {
        for small in ["{}", "[]", "0", "\"\"", "[0]", "{\"\":0}", "[[]]", "{\"\":{}}"] {
            let file = format!("[{}]", vec![small; 1000].join(","));
            let read = value(b'[', &mut SliceLexer::new(file.as_bytes())).expect("it is JSON");
            let times = room(&read) / file.len();
            assert!(times < 50, "{small}: {times} times");
        }
    }
}
