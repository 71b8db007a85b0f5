//! Texts as every file takes them: without what is no text.

/// Whether a file keeps a character. It drops what XML 1.0 has no way to write (section 2.2, `Char`), the
/// other control characters, which a terminal would obey, and the explicit bidirectional formatting
/// characters (UAX #9, 2.1 to 2.4), by which a text would turn round what stands after it.
pub(super) fn is_kept(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => !c.is_control(),
    }
}

/// The characters that a file keeps; a line ends with a line feed alone, however it ended.
pub(super) fn kept(text: &str) -> impl Iterator<Item = char> {
    let mut after_return = false;
    text.chars().filter(|&c| is_kept(c)).filter_map(move |c| {
        let is_second = after_return && c == '\n';
        after_return = c == '\r';
        match c {
            _ if is_second => None,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ => Some(c),
        }
    })
}

/// Whether a spreadsheet might take a text, as a file has it, for a formula: its first character, apart from
/// spaces and what isn't seen, is one that formulas begin with, of the usual or of another width; or it
/// begins with a tab or a line break (OWASP, "CSV Injection").
pub(super) fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches(|c| !is_kept(c));
    if text.starts_with(['\t', '\r', '\n', '\u{85}', '\u{2028}', '\u{2029}']) {
        return true;
    }
    let is_unseen = |c: char| {
        c.is_whitespace()
            || !is_kept(c)
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    text.trim_start_matches(is_unseen)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_dropped() {
        let clean = |text: &str| kept(text).collect::<String>();
        assert_eq!(clean("a\0b\u{1b}[31m\u{9b}c\u{7f}"), "ab[31mc");
        assert_eq!(clean("\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}"), "gnp.exe x");
        assert_eq!(clean("1\r\n2\r3\n4\u{85}5\u{2028}6\r\r\n7"), "1\n2\n3\n4\n5\n6\n\n7");
        assert_eq!(clean("é\u{fffe}\u{ffff}\u{10ffff}🖨\u{200f}"), "é\u{10ffff}🖨\u{200f}");
    }

    #[test]
    fn formulas_are_known_behind_what_is_not_seen() {
        let formulas = [
            "=1",
            "+1",
            "-1",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            "  =1",
            "\u{a0}\u{200b}=1",
            "\u{feff}-x",
            "＝1",
            "＠x",
        ];
        assert!(formulas.iter().all(|text| is_formula(text)));
        assert!(!["", " ", "x=1", "'=1", "1-1", "§5", "#fact=x"].iter().any(|text| is_formula(text)));
    }
}
