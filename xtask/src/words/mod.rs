//! `cargo xtask words`: the words of the interface in other languages than English.
//!
//! Translators work on `data/words/fr.po` and `de.po`, in gettext's format. The words in them come from the
//! program ([`collect`]), and what the page loads is made of them: `static/fr.txt` and `de.txt`.

mod collect;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use polib::po_file;
use privacy_catalog::Language;

pub use collect::{Source, collect};

use crate::{files, paths};

/// The languages that there are translations into.
pub const LANGUAGES: [Language; 2] = [Language::French, Language::German];

/// Where the page's words of a language lie.
#[must_use]
pub fn text_file(language: Language) -> PathBuf {
    paths::root().join("static").join(format!("{}.txt", language.tag()))
}

fn po_file(language: Language) -> PathBuf {
    paths::root().join("data/words").join(format!("{}.po", language.tag()))
}

/// Brings the translations up to date with the program and writes what the page loads, then says what is
/// left to be translated.
///
/// # Errors
/// If a file can't be read or written, or a translation breaks a rule.
pub fn run() -> Result<()> {
    let sources = collect(paths::root())?;
    for language in LANGUAGES {
        let catalog = updated(&sources, &read(language)?, language)?;
        let file = po_file(language);
        po_file::write_to_file(&catalog, &file)
            .with_context(|| format!("cannot write {}", file.display()))?;
        let text = text_file(language);
        files::write(&text, lines(&catalog))?;
    }
    check()
}

/// Insists that every text of the program is translated by the [`rules`], and that no file is stale.
///
/// # Errors
/// With every text that isn't.
pub fn check() -> Result<()> {
    let sources = collect(paths::root())?;
    let mut problems = Vec::new();
    for language in LANGUAGES {
        let file = po_file(language);
        let catalog = updated(&sources, &read(language)?, language)?;
        problems.extend(problems_of(&catalog, language));
        let mut po = BufWriter::new(Vec::new());
        po_file::write(&catalog, &mut po)?;
        for (path, wanted) in [(file, po.into_inner()?), (text_file(language), lines(&catalog).into_bytes())]
        {
            let found = fs::read(&path).unwrap_or_default();
            if found != wanted {
                problems.push(format!("{} is stale: run `cargo xtask words`", path.display()));
            }
        }
    }
    ensure!(problems.is_empty(), "the interface's words:\n{}", problems.join("\n"));
    Ok(())
}

fn read(language: Language) -> Result<Catalog> {
    let file = po_file(language);
    if !file.is_file() {
        return Ok(Catalog::new(CatalogMetadata::default()));
    }
    po_file::parse(&file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))
}

/// The program's texts in the order of its files, with the translations that there are.
fn updated(sources: &[Source], old: &Catalog, language: Language) -> Result<Catalog> {
    // As CLDR has it; see `Language::is_one` in the core.
    let plural = if language == Language::French { "n > 1" } else { "n != 1" };
    let tag = language.tag();
    let metadata = format!(
        "Project-Id-Version: privacy-explorer\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\nLanguage: {tag}\nPlural-Forms: nplurals=2; plural=({plural});\n"
    );
    let mut catalog = Catalog::new(CatalogMetadata::parse(&metadata)?);
    for Source { english, plural, files } in sources {
        let known = old.find_message(None, english, plural.as_deref());
        let comments = known.map(|known| known.translator_comments().to_owned()).unwrap_or_default();
        let mut message = match plural {
            None => Message::build_singular(),
            Some(_) => Message::build_plural(),
        };
        message.with_msgid(english.clone()).with_source(files.join("\n")).with_translator_comments(comments);
        if let Some(plural) = plural {
            let forms = known.and_then(|known| known.msgstr_plural().ok().cloned());
            let forms = forms.unwrap_or_else(|| vec![String::new(); 2]);
            message.with_msgid_plural(plural.clone()).with_msgstr_plural(forms);
        } else {
            let text = known.and_then(|known| known.msgstr().ok()).unwrap_or_default();
            message.with_msgstr(text.to_owned());
        }
        catalog.append_or_update(message.done());
    }
    Ok(catalog)
}

/// Every English text with its translation: the two forms of a plural are two.
fn pairs(catalog: &Catalog) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    for message in catalog.messages() {
        if let (Ok(plural), Ok(forms)) = (message.msgid_plural(), message.msgstr_plural()) {
            let form = |at: usize| forms.get(at).cloned().unwrap_or_default();
            pairs.insert(message.msgid().to_owned(), form(0));
            pairs.insert(plural.to_owned(), form(1));
        } else if let Ok(text) = message.msgstr() {
            pairs.insert(message.msgid().to_owned(), text.to_owned());
        }
    }
    pairs
}

/// What `Locale::new` reads: English texts in the order of their bytes, each with its translation below it.
fn lines(catalog: &Catalog) -> String {
    let pairs = pairs(catalog);
    let translated = pairs.iter().filter(|(_, text)| !text.is_empty());
    translated.flat_map(|(english, text)| [english, "\n", text, "\n"]).collect()
}

fn problems_of(catalog: &Catalog, language: Language) -> Vec<String> {
    let pairs = pairs(catalog);
    let problem = |(english, text): (&String, &String)| {
        let why = if text.is_empty() { "not translated" } else { rules::broken(english, text, language)? };
        Some(format!("{}: {english:?}: {text:?}: {why}", language.tag()))
    };
    pairs.iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use privacy_catalog::Locale;

    use super::*;

    fn sources() -> Vec<Source> {
        let source = |english: &str, plural: Option<&str>| Source {
            english: english.to_owned(),
            plural: plural.map(str::to_owned),
            files: vec!["a.rs".to_owned()],
        };
        vec![source("Share", None), source("{0} fact", Some("{0} facts")), source("Find", None)]
    }

    const PO: &str = "\
msgid \"\"
msgstr \"\"
\"Language: fr\\n\"
\"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"

# On the button.
msgid \"Share\"
msgstr \"Partager\"

msgid \"{0} fact\"
msgid_plural \"{0} facts\"
msgstr[0] \"{0} fait\"
msgstr[1] \"{0} faits\"

msgid \"Gone\"
msgstr \"Parti\"
";

    fn catalog() -> Catalog {
        let old = po_file::parse_from_reader(PO.as_bytes()).unwrap();
        updated(&sources(), &old, Language::French).unwrap()
    }

    #[test]
    fn what_is_new_is_to_be_translated_and_what_is_gone_is_dropped() {
        let catalog = catalog();
        assert_eq!(problems_of(&catalog, Language::French), ["fr: \"Find\": \"\": not translated"]);
        let share = catalog.find_message(None, "Share", None).unwrap();
        assert_eq!((share.msgstr().unwrap(), share.translator_comments()), ("Partager", "On the button."));
        assert!(catalog.find_message(None, "Gone", None).is_none());
    }

    #[test]
    fn the_page_reads_the_lines_that_are_written() {
        let text = lines(&catalog());
        let french = Locale::new(Language::French, text.leak());
        assert_eq!([french.say("Share"), french.say("Find")], ["Partager", "Find"]);
        assert_eq!([french.facts(0), french.facts(2)], ["0 fait", "2 faits"]);
    }

    #[test]
    fn the_projects_words_are_complete() {
        check().unwrap();
    }
}
