//! Finds the texts of the interface in the program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use anyhow::{Context, Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::files::{files_below, name_within, read};

/// Where readers are spoken to: folders and files.
const PLACES: [&str; 5] =
    ["src", "crates/catalog/src", "static/element.js", "static/element", "static/share.js"];

/// A text literal among the arguments of a function with one of these names is said to readers.
const SAYING: [&str; 6] = ["say", "fill", "count", "within", "lower", "message"];

/// A text of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The text; of a plural, what is said of one.
    pub english: String,
    /// What is said of many.
    pub plural: Option<String>,
    /// The files that it stands in.
    pub files: Vec<String>,
}

/// All texts of the interface, in the order of the files and of the texts in them.
///
/// # Errors
/// If a file can't be read or isn't understood.
pub fn collect(root: &Path) -> Result<Vec<Source>> {
    let mut all = Texts::default();
    for place in PLACES {
        for path in files(&root.join(place))? {
            let text = read(&path)?;
            let name = name_within(root, &path);
            let is_rust = path.extension().is_some_and(|end| end == "rs");
            let found = if is_rust { of_rust(&text) } else { of_script(&text) };
            for one in found.with_context(|| name.clone())? {
                all.add(one, &name);
            }
        }
    }
    Ok(all.texts)
}

/// The scripts and modules in a folder, or the one that is meant, in order.
fn files(place: &Path) -> Result<Vec<PathBuf>> {
    if place.is_file() {
        return Ok(vec![place.to_owned()]);
    }
    let mut found = files_below(place)?;
    found.retain(|path| path.extension().is_some_and(|end| end == "rs" || end == "js"));
    found.sort();
    Ok(found)
}

/// A text as it is found once, with what is said of many.
type Found = (String, Option<String>);

#[derive(Default)]
struct Texts {
    texts: Vec<Source>,
    places: HashMap<String, usize>,
}

impl Texts {
    fn add(&mut self, (english, plural): Found, file: &str) {
        let at = *self.places.entry(english.clone()).or_insert(self.texts.len());
        if at == self.texts.len() {
            self.texts.push(Source { english, plural: None, files: Vec::new() });
        }
        let text = &mut self.texts[at];
        text.plural = text.plural.take().or(plural);
        if text.files.last().is_none_or(|last| last != file) {
            text.files.push(file.to_owned());
        }
    }
}

/// Also within macros, which a parser of Rust leaves as they are; without what is there for tests.
fn of_rust(text: &str) -> Result<Vec<Found>> {
    let stream = TokenStream::from_str(text).map_err(|error| anyhow!("{error}"))?;
    let mut found = Vec::new();
    in_tokens(stream, &mut found);
    Ok(found)
}

fn in_tokens(stream: TokenStream, found: &mut Vec<Found>) {
    let mut said = String::new();
    let mut is_for_tests = false;
    for tree in stream {
        match tree {
            TokenTree::Group(group) if is_for_tests && group.delimiter() == Delimiter::Brace => {
                is_for_tests = false;
            }
            TokenTree::Group(group) => {
                is_for_tests |=
                    group.delimiter() == Delimiter::Bracket && group.stream().to_string() == "cfg (test)";
                let is_list = said == "messages!" && group.delimiter() == Delimiter::Bracket;
                if is_list || (group.delimiter() == Delimiter::Parenthesis && SAYING.contains(&&*said)) {
                    let literals = literals(&group);
                    match &*literals {
                        [one, many] if said == "count" => found.push((one.clone(), Some(many.clone()))),
                        _ => found.extend(literals.into_iter().map(|one| (one, None))),
                    }
                }
                in_tokens(group.stream(), found);
                said.clear();
            }
            TokenTree::Ident(name) => said = name.to_string(),
            TokenTree::Punct(mark) if mark.as_char() == '!' => said.push('!'),
            _ => said.clear(),
        }
    }
}

/// The texts that stand directly in a group.
fn literals(group: &Group) -> Vec<String> {
    let text = |tree: TokenTree| match tree {
        TokenTree::Literal(literal) => literal.to_string().parse::<Text>().ok().map(|text| text.0),
        _ => None,
    };
    group.stream().into_iter().filter_map(text).collect()
}

/// A text literal of Rust. The texts of the interface have none but these escapes.
struct Text(String);

impl std::str::FromStr for Text {
    type Err = anyhow::Error;

    fn from_str(written: &str) -> Result<Self> {
        let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let inner = inner.context("no text")?;
        let mut text = String::new();
        let mut rest = inner.chars().peekable();
        while let Some(c) = rest.next() {
            if c != '\\' {
                text.push(c);
                continue;
            }
            match rest.next() {
                Some('\n') => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => text.push('\n'),
                Some('u') => {
                    let digits: String = rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                    let code = u32::from_str_radix(&digits, 16)?;
                    text.push(char::from_u32(code).context("no character")?);
                }
                Some(other) => text.push(other),
                None => {}
            }
        }
        Ok(Self(text))
    }
}

/// In a script a text is written in double quotes.
fn of_script(script: &str) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for name in ["say", "message"] {
        for (at, _) in script.match_indices(&format!("{name}(")) {
            let before = script[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_$.#".contains(c)) {
                continue;
            }
            found.extend(argument(&script[at + name.len() + 1..])?.map(|text| (at, text)));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, text)| (text, None)).collect())
}

/// The first text among the arguments that a script goes on with, if it is said as it stands.
fn argument(rest: &str) -> Result<Option<String>> {
    let start = rest.find(['"', ')', '(', '`', '{']).filter(|&at| rest[at..].starts_with('"'));
    let Some(start) = start else { return Ok(None) };
    let mut texts = serde_json::Deserializer::from_str(&rest[start..]).into_iter::<String>();
    let text = texts.next().context("a text is expected")?;
    Ok(Some(text.with_context(|| format!("no text: {}", rest[start..].lines().next().unwrap_or_default()))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(found: &[Found]) -> Vec<&str> {
        found.iter().map(|one| one.0.as_str()).collect()
    }

    #[test]
    fn texts_are_found_also_in_macros_and_not_in_tests() {
        let found = of_rust(
            r#"
            fn a(scene: &Scene) { html! { <p title={scene.say("One")}>{"not said"}{fill("Two {0}", &["x"])}</p> } }
            const B: [&str; 2] = messages!["Three", "Four"];
            const C: &str = message("Fi\"ve \u{2019} \
                and on");
            fn d() { x.count(2, "{0} fact", "{0} facts"); }
            #[cfg(test)]
            mod tests { fn e() { say("not this"); } }
            fn f() { say("Six"); all.iter().count(); }
            "#,
        );
        let found = found.unwrap();
        assert_eq!(plain(&found), ["One", "Two {0}", "Three", "Four", "Fi\"ve ’ and on", "{0} fact", "Six"]);
        assert_eq!(found[5].1.as_deref(), Some("{0} facts"));
    }

    #[test]
    fn texts_are_found_in_scripts() {
        let script = "say(words, \"One\", url); message(\"Two \\\"{0}\\\"\"); this.say(\"x\"); essay(\"y\");\n\
                      say(ENGLISH, english, ...parts); say(words, `z`); say({ type: \"no\" }); function say(words) { f(\"w\"); }";
        assert_eq!(plain(&of_script(script).unwrap()), ["One", "Two \"{0}\""]);
    }

    #[test]
    fn a_text_of_several_files_is_one() {
        let mut all = Texts::default();
        for (text, file) in [("a", "1"), ("b", "1"), ("a", "2"), ("a", "2")] {
            all.add((text.to_owned(), None), file);
        }
        let files: Vec<_> = all.texts.iter().map(|text| text.files.join(" ")).collect();
        assert_eq!(files, ["1 2", "1"]);
    }
}
