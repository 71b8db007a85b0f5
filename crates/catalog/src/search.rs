//! How a search is read: words, phrases, and what is to be left out.

use std::ops::Range;

use privacy_engine::text;

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
        let parts: Vec<String> = text::words(part).collect();
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

/// Finds where the words of a clause stand next to each other.
pub(crate) struct PhraseFinder<'a> {
    clause: &'a Clause,
    /// The beginnings of the phrase that end at the last word: how many words they have, and the
    /// byte that they begin at.
    begun: Vec<(usize, usize)>,
    folded: String,
}

impl<'a> PhraseFinder<'a> {
    /// Looks for the words of a clause.
    #[must_use]
    pub(crate) fn new(clause: &'a Clause) -> Self {
        Self { clause, begun: Vec::new(), folded: String::new() }
    }

    /// Whether a text has them.
    pub(crate) fn is_in(&mut self, text: &str) -> bool {
        let mut found = false;
        self.each(text, &mut |_| found = true);
        found
    }

    /// Calls `each` with the bytes that they stand on, wherever a text has them.
    pub(crate) fn each(&mut self, text: &str, each: &mut dyn FnMut(Range<usize>)) {
        let Clause { words, open, .. } = self.clause;
        let begun = &mut self.begun;
        begun.clear();
        text::cut(text, &mut self.folded, &mut |word, range| {
            begun.push((0, range.start));
            begun.retain_mut(|(have, start)| {
                let wanted = &words[*have];
                *have += 1;
                let ends = *have == words.len();
                let fits = word == wanted || (ends && *open && word.starts_with(wanted.as_str()));
                if fits && ends {
                    each(*start..range.end);
                }
                fits && !ends
            });
        });
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

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
