//! JSON values, lexed by hifijson. Only here, so that the parser is compiled for speed.

use std::borrow::Cow;

use hifijson::value::{Value, parse_bounded};
use hifijson::{Error, SliceLexer};

/// A value that borrows its texts from the file, where they hold no escapes.
pub type Json<'a> = Value<&'a str, Cow<'a, str>>;

/// Deeper nesting than this is refused, so that no file can exhaust the stack.
const DEPTH: usize = 16;

/// Reads the value that begins with the byte `next`, at which the lexer stands.
///
/// # Errors
/// If it isn't JSON, or nested more than 16 deep.
pub fn value<'a>(next: u8, lexer: &mut SliceLexer<'a>) -> Result<Json<'a>, Error> {
    parse_bounded(DEPTH, next, lexer)
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
