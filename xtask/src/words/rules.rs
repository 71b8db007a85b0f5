//! What every translation keeps to.

use privacy_catalog::Language;

/// Why a translation can't stand; nothing if it can.
pub(super) fn broken(english: &str, text: &str, language: Language) -> Option<&'static str> {
    let edge = |text: &str| (text.starts_with(' '), text.ends_with(' '));
    let checks = [
        (text.contains('\n') || english.contains('\n'), "a text is one line"),
        (parts(english) != parts(text), "it must have the same {0}, {1} … as the English text"),
        (edge(english) != edge(text), "it must begin and end with a space where the English text does"),
        (text.contains('\'') || text.contains('"'), "quotes and apostrophes are typographic: ’ „“ « »"),
        (
            language == Language::French && !is_spaced(text),
            "no-break spaces belong before ; : ! ? » % and after «",
        ),
        (language == Language::French && text.contains(['“', '”', '„']), "quotes are « and »"),
        (language == Language::German && text.contains(['”', '«', '»']), "quotes are „ and “"),
    ];
    checks.into_iter().find(|one| one.0).map(|one| one.1)
}

/// The places for parts, in order.
fn parts(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.match_indices('{').map(|(at, _)| text.get(at..at + 3).unwrap_or_default()).collect();
    found.sort_unstable();
    found
}

/// Whether French marks have their no-break spaces (narrow ones or not).
fn is_spaced(text: &str) -> bool {
    let is_space = |c: char| matches!(c, '\u{202f}' | '\u{a0}');
    let chars: Vec<char> = text.chars().collect();
    chars.iter().enumerate().all(|(at, c)| match c {
        ';' | ':' | '!' | '?' | '»' | '%' => at == 0 || is_space(chars[at - 1]),
        '«' => chars.get(at + 1).is_some_and(|&next| is_space(next)),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_has_the_parts_and_the_edges_of_its_text() {
        let german = |english, text| broken(english, text, Language::German);
        assert_eq!(german("From {0} to {1}", "Nach {1}, von {0}"), None);
        assert!(german("From {0} to {1}", "Von {0}").is_some());
        assert!(german("{0} facts", "{0} {0} Fakten").is_some());
        assert_eq!(german(" and more", " und mehr"), None);
        assert!(german(" and more", "und mehr").is_some());
        assert!(german("a", "zwei\nZeilen").is_some());
    }

    #[test]
    fn marks_are_those_of_the_language() {
        let french = |text| broken("a", text, Language::French);
        assert_eq!(french("Oui\u{202f}!"), None);
        assert_eq!(french("«\u{a0}oui\u{a0}»\u{a0}: l’eau"), None);
        assert!(french("Oui !").is_some());
        assert!(french("l'eau").is_some());
        assert!(french("“oui”").is_some());
        assert_eq!(broken("a", "„ja“", Language::German), None);
        assert!(broken("a", "“ja”", Language::German).is_some());
    }
}
