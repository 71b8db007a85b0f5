//! The words of the interface in the reader's language. The catalogue's own texts are not translated.
//!
//! As with gettext, the English words stand where they are used and are what a translation is found by:
//! [`message`] marks those that are said elsewhere. `cargo xtask words` collects them all.

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The language of the program and of the catalogue.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
}

impl Language {
    /// All of them, with their tags (BCP 47) and the names that their speakers give them.
    pub const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::English, "en", "English"), (Self::French, "fr", "Français"), (Self::German, "de", "Deutsch")];

    /// The tag, without a region.
    #[must_use]
    pub fn tag(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The language of a tag, whatever its region and its letters' case: `fr-CA`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|one| one.1.eq_ignore_ascii_case(primary)).map(|one| one.0)
    }

    /// Whether a number takes the singular: CLDR's plural rules. (French millions, which take "de", are
    /// plurals here like others.)
    fn is_one(self, number: usize) -> bool {
        number == 1 || (number == 0 && self == Self::French)
    }

    /// What stands between the thousands of a number: CLDR's.
    fn separator(self) -> char {
        match self {
            Self::English => ',',
            Self::French => '\u{202f}',
            Self::German => '.',
        }
    }
}

/// Marks an English text that [`Locale::say`] or [`Locale::fill`] is given elsewhere.
#[must_use]
pub const fn message(english: &'static str) -> &'static str {
    english
}

/// Marks several English texts, as [`message`] does one.
#[macro_export]
macro_rules! messages {
    ($($english:literal),* $(,)?) => { [$($english),*] };
}

/// A language with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale(&'static Words);

#[derive(Debug, PartialEq, Eq)]
struct Words {
    language: Language,
    /// English texts and their translations, in the order of the former's bytes.
    messages: Vec<(&'static str, &'static str)>,
}

impl Default for Locale {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl Locale {
    /// English, which needs no translation.
    pub const ENGLISH: Self = Self(&Words { language: Language::English, messages: Vec::new() });

    /// A language with its words: lines of English texts, each with the translation on the line after it, in
    /// the order of the former's bytes. What has no translation stays English.
    ///
    /// They are kept for the life of the program, so that words can be handed on freely.
    #[must_use]
    pub fn new(language: Language, text: &'static str) -> Self {
        let mut lines = text.lines();
        let pairs = std::iter::from_fn(|| lines.next().zip(lines.next()));
        Self(Box::leak(Box::new(Words { language, messages: pairs.collect() })))
    }

    /// The language.
    #[must_use]
    pub fn language(self) -> Language {
        self.0.language
    }

    /// An English text in this language.
    #[must_use]
    pub fn say(self, english: &'static str) -> &'static str {
        let messages = &self.0.messages;
        let place = messages.binary_search_by(|one| one.0.cmp(english));
        place.map_or(english, |place| messages[place].1)
    }

    /// An English text in this language, with `{0}` and so on replaced by parts.
    #[must_use]
    pub fn fill(self, english: &'static str, parts: &[&str]) -> String {
        let mut filled = String::new();
        let mut rest = self.say(english);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let digit = after.bytes().next().unwrap_or_default().wrapping_sub(b'0');
            if let (Some(part), Some("}")) = (parts.get(usize::from(digit)), after.get(1..2)) {
                filled.push_str(part);
                rest = &after[2..];
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// What is said of so many: `1 fact`, `2 facts`. `{0}` stands for the number in both texts.
    #[must_use]
    pub fn count(self, number: usize, one: &'static str, many: &'static str) -> String {
        let english = if self.0.language.is_one(number) { one } else { many };
        self.fill(english, &[&self.number(number)])
    }

    /// `1 fact`, `2 facts`.
    #[must_use]
    pub fn facts(self, number: usize) -> String {
        self.count(number, "{0} fact", "{0} facts")
    }

    /// A number with its thousands set apart: `12,345`.
    #[must_use]
    pub fn number(self, number: usize) -> String {
        let digits = number.to_string();
        let mut set = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                set.push(self.0.language.separator());
            }
            set.push(digit);
        }
        set
    }

    /// A name within a sentence: without its capital, which German nouns keep.
    #[must_use]
    pub fn within(self, english: &'static str) -> String {
        if self.0.language == Language::German { self.say(english).to_owned() } else { self.lower(english) }
    }

    /// What is no noun, within a sentence: without its capital, if that is a letter of ASCII.
    #[must_use]
    pub fn lower(self, english: &'static str) -> String {
        let said = self.say(english);
        match said.bytes().next() {
            Some(first) if first.is_ascii() => [&said[..1].to_ascii_lowercase(), &said[1..]].concat(),
            _ => said.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str =
        "From {0} to {1}\nÀ {1}, de {0}\nShare\nPartager\n{0} fact\n{0} fait\n{0} facts\n{0} faits";

    #[test]
    fn texts_are_said_in_the_language_or_stay_english() {
        let french = Locale::new(Language::French, FRENCH);
        assert_eq!(french.say("Share"), "Partager");
        assert_eq!(french.say("Export"), "Export");
        assert_eq!(Locale::ENGLISH.say("Share"), "Share");
        assert_eq!(french.fill("From {0} to {1}", &["{1}", "b"]), "À b, de {1}");
        assert_eq!(french.fill("{ {0", &["a"]), "{ {0");
        assert_eq!(french.fill("{9} {€", &["a"]), "{9} {€");
    }

    #[test]
    fn a_damaged_list_of_words_leaves_english() {
        for text in ["", "\n", "Share", "Share\n", "\n\n\n", "b\nB\na\nA\nShare"] {
            assert_eq!(Locale::new(Language::German, text).say("Share"), "Share", "{text:?}");
        }
    }

    #[test]
    fn numbers_and_plurals_are_those_of_the_language() {
        let [french, german] = [Language::French, Language::German].map(|one| Locale::new(one, FRENCH));
        let all = [Locale::ENGLISH, french, german];
        assert_eq!(all.map(|one| one.number(999)), ["999", "999", "999"]);
        assert_eq!(
            all.map(|one| one.number(1_234_567)),
            ["1,234,567", "1\u{202f}234\u{202f}567", "1.234.567"]
        );
        assert_eq!(all.map(|one| one.facts(0)), ["0 facts", "0 fait", "0 faits"]);
        assert_eq!(all.map(|one| one.facts(1)), ["1 fact", "1 fait", "1 fait"]);
        assert_eq!(all.map(|one| one.facts(1000)), ["1,000 facts", "1\u{202f}000 faits", "1.000 faits"]);
    }

    #[test]
    fn german_nouns_keep_their_capital_within_a_sentence() {
        let german = Locale::new(Language::German, "Absent\nFehlt\nData type\nDatentyp");
        assert_eq!([german.within("Data type"), german.lower("Absent")], ["Datentyp", "fehlt"]);
        assert_eq!(Locale::ENGLISH.within("Data type"), "data type");
        assert_eq!(Locale::ENGLISH.within(""), "");
    }

    #[test]
    fn a_tag_is_known_by_its_language() {
        assert_eq!(Language::of_tag("fr-CA"), Some(Language::French));
        assert_eq!(Language::of_tag("DE"), Some(Language::German));
        assert_eq!(Language::of_tag("den"), None);
        assert_eq!(Language::of_tag(""), None);
        assert!(
            Language::ALL.iter().all(|one| Language::of_tag(one.1) == Some(one.0) && one.0.tag() == one.1)
        );
    }
}
