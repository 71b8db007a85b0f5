//! Words: how text is folded, cut into words, compared with one or two typos, and how a
//! search is read.

use std::ops::Range;

/// A word of a text and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word, folded.
    pub word: String,
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
}

/// Cuts `text` into folded words.
///
/// A word is a run of letters or a run that begins with a digit; a full stop between two digits
/// belongs to the word. So `TLS 1.2` and `TLS1.2` are `tls` and `1.2`, and `AES256` is found by
/// `AES-256`. Case and accents are folded away.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        let inside = c.is_alphanumeric()
            || is_combining(c)
            || (c == '.' && previous.is_ascii_digit() && next_is_digit);
        if c.is_ascii_digit() && previous.is_alphabetic() && !word.is_empty() {
            found.push(Token { word: std::mem::take(&mut word), range: start..at });
        }
        if inside {
            if word.is_empty() {
                start = at;
            }
            fold_into(c, &mut word);
        } else if !word.is_empty() {
            found.push(Token { word: std::mem::take(&mut word), range: start..at });
        }
        previous = c;
    }
    if !word.is_empty() {
        found.push(Token { word, range: start..text.len() });
    }
    found
}

/// The folded words of `text`, without their places.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    tokens(text).into_iter().map(|token| token.word)
}

/// Folds case and accents: `Émile` becomes `emile`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_into(c, &mut folded));
    folded
}

fn fold_into(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_combining(c) {
        return;
    }
    let lower = lower_case(c);
    match base_letters(lower) {
        Some(base) => out.push_str(base),
        None => out.push(lower),
    }
}

/// The small letter of a capital of the Latin, Greek and Cyrillic alphabets of Europe; other
/// letters stay. The standard library's table of all scripts would be a twentieth of the page.
fn lower_case(c: char) -> char {
    let shifted = |by: u32| char::from_u32(c as u32 + by).unwrap_or(c);
    match c {
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => shifted(32),
        'Ѐ'..='Џ' => shifted(80),
        'Ÿ' => 'ÿ',
        'İ' => 'i',
        // In Latin Extended-A a capital stands just before its small letter: at even places,
        // but at odd ones in these two stretches.
        'Ĺ'..='ň' | 'Ź'..='ž' => shifted(c as u32 & 1),
        'Ā'..='ķ' | 'Ŋ'..='ŷ' => shifted(1 - (c as u32 & 1)),
        _ => c,
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The unaccented letters of a lower-case Latin letter, for the languages of the catalogue's
/// readers (Latin-1 and Latin Extended-A); a full Unicode table would weigh more than the engine.
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// How many typos a word may have: none below four letters, one from four, two from eight.
/// A word with a digit is never corrected: `1.3` for `1.2` would be a wrong answer.
#[must_use]
pub fn typos_allowed(word: &str) -> usize {
    if word.chars().any(char::is_numeric) {
        return 0;
    }
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The number of typos between two words (insertion, deletion, substitution, or two
/// neighbours swapped), or `None` if it is above `limit`.
///
/// This is the optimal string alignment distance.
#[must_use]
pub fn typos(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; width];
        for j in 1..width {
            let substituted = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substituted.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|&cost| cost > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|&cost| cost <= limit)
}

/// One part of a search; every part must match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The facts that match are left out instead.
    pub negated: bool,
    /// The words, in order; more than one must stand next to each other.
    pub words: Vec<String>,
    /// The last word may be the beginning of a longer one.
    pub open: bool,
}

/// Reads a search as typed: words, `"quoted phrases"`, `-words` and `-"phrases"` to leave out.
///
/// Anything else separates words. A quotation mark that is not closed runs to the end, and
/// its last word is still being typed.
#[must_use]
pub fn clauses(search: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut rest = search.trim_start();
    while let Some(first) = rest.chars().next() {
        let negated = first == '-';
        if negated {
            rest = &rest[1..];
        }
        let (part, quoted, closed);
        if let Some(phrase) = rest.strip_prefix(is_quote) {
            quoted = true;
            let end = phrase.find(is_quote);
            closed = end.is_some();
            part = &phrase[..end.unwrap_or(phrase.len())];
            rest = phrase[part.len()..].trim_start_matches(is_quote);
        } else {
            quoted = false;
            closed = false;
            let end = rest.find(|c: char| c.is_whitespace() || is_quote(c));
            part = &rest[..end.unwrap_or(rest.len())];
            rest = &rest[part.len()..];
        }
        let parts: Vec<String> = words(part).collect();
        if quoted || negated {
            if !parts.is_empty() {
                found.push(Clause { negated, words: parts, open: !closed });
            }
        } else {
            found.extend(parts.into_iter().map(|word| Clause { negated, words: vec![word], open: true }));
        }
        rest = rest.trim_start();
    }
    found
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        words(text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_are_folded_and_version_numbers_stay_whole() {
        assert_eq!(cut("TLS 1.2, or TLS 1.3."), "tls|1.2|or|tls|1.3");
        assert_eq!(cut("Émile’s Straße, cafe\u{301}"), "emile|s|strasse|cafe");
        assert_eq!(cut("AES-256 AES256 single sign-on"), "aes|256|aes|256|single|sign|on");
        assert_eq!(cut("TLSv1.3 IPv4 802.1x"), "tlsv|1.3|ipv|4|802.1x");
        assert_eq!(cut("ÀÞŸ ĀĶĹŇŊŶŹŽ İ ΑΩ АЯЀЏ"), "aþy|aklnŋyzz|i|αω|аяѐџ");
        assert_eq!(cut(" .. - ,"), "");
    }

    #[test]
    fn tokens_know_their_bytes() {
        let text = "Ünï «x»";
        let found: Vec<&str> = tokens(text).into_iter().map(|t| &text[t.range]).collect();
        assert_eq!(found, ["Ünï", "x"]);
    }

    #[test]
    fn typos_are_counted_up_to_the_limit() {
        assert_eq!(typos("recording", "recording", 2), Some(0));
        assert_eq!(typos("recroding", "recording", 2), Some(1));
        assert_eq!(typos("recodin", "recording", 2), Some(2));
        assert_eq!(typos("mask", "tasks", 1), None);
        assert_eq!(typos("", "ab", 1), None);
        assert_eq!((typos_allowed("tls"), typos_allowed("mask")), (0, 1));
        assert_eq!((typos_allowed("recodring"), typos_allowed("12345678")), (2, 0));
    }

    #[test]
    fn a_search_is_read_into_clauses() {
        let read = |s: &str| {
            clauses(s)
                .iter()
                .map(|c| {
                    let sign = if c.negated { "-" } else { "" };
                    let open = if c.open { "*" } else { "" };
                    format!("{sign}{}{open}", c.words.join(" "))
                })
                .collect::<Vec<_>>()
                .join(", ")
        };
        assert_eq!(read("Log deletion"), "log*, deletion*");
        assert_eq!(read("\"call detail\" -backup"), "call detail, -backup*");
        assert_eq!(read("sign-on -sign-on"), "sign*, on*, -sign on*");
        assert_eq!(read("“open phra"), "open phra*");
        assert_eq!(read("- -\"\" \"\" -- '"), "");
        assert_eq!(read("-\"call list\"x"), "-call list, x*");
    }
}
