//! Words: how text is folded, cut into words, and compared with one or two typos.

use std::ops::Range;

use crate::short::Short;

/// A word of a text and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word, folded.
    pub word: String,
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
}

/// Calls `each` with the folded words of `text`, in order, and the bytes that each stands on;
/// `word` is the memory that words are folded in.
///
/// A word is a run of letters or a run that begins with a digit; a full stop between two digits
/// belongs to the word. So `TLS 1.2` and `TLS1.2` are `tls` and `1.2`, and `AES256` is found by
/// `AES-256`. Case and accents are folded away.
pub fn cut(text: &str, word: &mut String, each: &mut dyn FnMut(&str, Range<usize>)) {
    let mut cutter = Cutter::new(text);
    while let Some(cut) = cutter.next() {
        each(cutter.word(&cut, word), cut.range);
    }
}

/// What a character is to whoever cuts words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter,
    Digit,
    /// A numeral of another script, or an accent that combines with the letter before.
    Joined,
    Other,
}

fn part_of(c: char) -> Part {
    match c {
        _ if c.is_alphabetic() => Part::Letter,
        _ if c.is_numeric() || is_combining(c) => Part::Joined,
        _ => Part::Other,
    }
}

/// Cuts a text word by word.
pub(crate) struct Cutter<'t> {
    text: &'t str,
    at: usize,
    before: Part,
}

/// A word as it was cut.
pub(crate) struct Cut {
    range: Range<usize>,
    /// Whether it is its own folded form.
    is_folded: bool,
    /// The word as numbers, if they are known.
    pub(crate) short: Option<Short>,
}

impl<'t> Cutter<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, before: Part::Other }
    }

    /// A word, folded in the memory of `folded` if it must be.
    #[inline]
    pub(crate) fn word<'a>(&self, cut: &Cut, folded: &'a mut String) -> &'a str
    where
        't: 'a,
    {
        let word = &self.text[cut.range.clone()];
        if cut.is_folded {
            return word;
        }
        folded.clear();
        word.chars().for_each(|c| fold_into(c, folded));
        folded
    }

    /// The next word. It is compiled once for all who cut, since it is large.
    #[inline(never)]
    pub(crate) fn next(&mut self) -> Option<Cut> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        // Where the word begins that is being read, and whether it is its own folded form so far.
        let mut start = None;
        let mut is_folded = true;
        while let Some(&byte) = bytes.get(self.at) {
            let at = self.at;
            // Most words are small letters up to a space or the like, and so their own folded form.
            if start.is_none()
                && byte.is_ascii_lowercase()
                && let Some(sixteen) = bytes[at..].first_chunk()
            {
                let (len, short) = Short::beginning(*sixteen);
                let end = at + len;
                if bytes.get(end).is_some_and(|next| next.is_ascii() && !next.is_ascii_alphabetic()) {
                    (self.at, self.before) = (end, Part::Letter);
                    return Some(Cut { range: at..end, is_folded: true, short: Some(short) });
                }
            }
            // Nearly all text is ASCII, of which each byte is a character.
            let (part, width) = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => (Part::Letter, 1),
                b'0'..=b'9' => (Part::Digit, 1),
                b'.' if self.before == Part::Digit && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                    (Part::Joined, 1)
                }
                0..=127 => (Part::Other, 1),
                _ => text[at..].chars().next().map_or((Part::Other, 1), |c| (part_of(c), c.len_utf8())),
            };
            let ends = part == Part::Other || (part == Part::Digit && self.before == Part::Letter);
            if let Some(start) = start.filter(|_| ends) {
                // What ends a word may begin the next.
                return Some(Cut { range: start..at, is_folded, short: None });
            }
            if part != Part::Other {
                // An accent begins no word.
                if start.is_none() && !text[at..].starts_with(is_combining) {
                    start = Some(at);
                    is_folded = true;
                }
                is_folded &= byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.';
            }
            self.before = part;
            self.at += width;
        }
        start.map(|start| Cut { range: start..self.at, is_folded, short: None })
    }
}

/// The folded words of `text` and their places; see [`words`].
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    cut(text, &mut String::new(), &mut |word, range| found.push(Token { word: word.to_owned(), range }));
    found
}

/// The folded words of `text`, in order.
///
/// A word is a run of letters or a run that begins with a digit; a full stop between two digits
/// belongs to the word. So `TLS 1.2` and `TLS1.2` are `tls` and `1.2`, and `AES256` is found by
/// `AES-256`. Case and accents are folded away.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    tokens(text).into_iter().map(|token| token.word)
}

/// Whether `text` is small letters and digits of ASCII, in parts joined by single hyphens.
#[must_use]
pub fn is_hyphenated(text: &str) -> bool {
    let mut before = b'-';
    for byte in text.bytes() {
        if !byte.is_ascii_lowercase() && !byte.is_ascii_digit() && (byte != b'-' || before == b'-') {
            return false;
        }
        before = byte;
    }
    before != b'-'
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
    Distances::new(a).to(b, limit).ok().filter(|&typos| typos <= limit)
}

/// The distances of one word from others, computed letter by letter, and not anew for the letters
/// with which the next word begins as the last one did.
pub struct Distances {
    word: Vec<char>,
    /// The letters of the last word that have rows.
    path: Vec<char>,
    /// Row `i` holds, for each beginning of `word`, its distance from the first `i` letters of `path`.
    rows: Vec<usize>,
}

impl Distances {
    /// The distances of a word.
    #[must_use]
    pub fn new(word: &str) -> Self {
        let word: Vec<char> = word.chars().collect();
        let rows = (0..=word.len()).collect();
        Self { word, path: Vec::new(), rows }
    }

    /// The number of typos between the word and `other`.
    ///
    /// # Errors
    /// The bytes of a beginning of `other` if it, and so all words that begin with it, are more than
    /// `limit` typos away.
    pub fn to(&mut self, other: &str, limit: usize) -> Result<usize, usize> {
        let same = self.path.iter().zip(other.chars()).take_while(|(a, b)| **a == *b).count();
        let width = self.word.len() + 1;
        self.path.truncate(same);
        self.rows.truncate((same + 1) * width);
        for (at, c) in other.char_indices().skip(same) {
            self.push(c);
            let last = &self.rows[self.rows.len() - width..];
            if last.iter().all(|&typos| typos > limit) {
                return Err(at + c.len_utf8());
            }
        }
        Ok(self.rows[self.rows.len() - 1])
    }

    fn push(&mut self, c: char) {
        let width = self.word.len() + 1;
        let above = self.rows.len() - width;
        self.rows.push(self.path.len() + 1);
        for j in 1..width {
            let substituted = self.rows[above + j - 1] + usize::from(self.word[j - 1] != c);
            let here = above + width + j;
            let mut least = substituted.min(self.rows[above + j] + 1).min(self.rows[here - 1] + 1);
            let swapped = j > 1
                && self.word[j - 2] == c
                && self.path.last().is_some_and(|&before| before == self.word[j - 1]);
            if swapped {
                least = least.min(self.rows[above - width + j - 2] + 1);
            }
            self.rows.push(least);
        }
        self.path.push(c);
    }
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
    fn parts_are_joined_by_single_hyphens() {
        assert!(["a", "a-1", "mx-one-sso", "0"].into_iter().all(is_hyphenated));
        assert!(!["", "-", "-a", "a-", "a--b", "A", "a b", "é", "a_b"].into_iter().any(is_hyphenated));
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
}
