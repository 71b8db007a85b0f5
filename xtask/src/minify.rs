//! Takes comments and white space out of scripts and style sheets, where esbuild is at hand.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::{command, filter};
use crate::setup;

/// esbuild, or nothing: texts then stay as they are.
#[derive(Debug, Clone)]
pub struct Minifier {
    esbuild: Option<PathBuf>,
}

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A module or a classic script.
    JavaScript,
    /// A style sheet.
    Css,
}

impl Minifier {
    /// Installs esbuild if it is missing and npm is there.
    #[must_use]
    pub fn new() -> Self {
        Self { esbuild: setup::shrinking_tool("esbuild") }
    }

    /// The text, made smaller.
    ///
    /// # Errors
    /// If esbuild does not understand it.
    pub fn minify(&self, text: &str, language: Language) -> Result<String> {
        let Some(esbuild) = &self.esbuild else { return Ok(text.to_owned()) };
        let loader = match language {
            Language::JavaScript => "--loader=js",
            Language::Css => "--loader=css",
        };
        // What a script neither exports nor uses is of no use: scripts are files of their own here.
        filter(
            command(esbuild).args(["--minify", "--tree-shaking=true", "--log-level=warning", loader]),
            text,
        )
    }

    /// A script in which a name that `line` declares is a constant instead, as esbuild's `--define` has it,
    /// without what is then of no use; as it is without esbuild.
    ///
    /// # Errors
    /// As [`Self::minify`].
    pub fn shake(&self, script: &str, [line, constant]: [&str; 2]) -> Result<String> {
        let Some(esbuild) = &self.esbuild else { return Ok(script.to_owned()) };
        let define = format!("--define:{constant}");
        let options = ["--minify", "--tree-shaking=true", "--log-level=warning", "--loader=js", &define];
        filter(command(esbuild).args(options), &script.replacen(line, "", 1))
    }
}

impl Default for Minifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Language {
    /// The language of a file, by its name.
    #[must_use]
    pub fn of(file: &str) -> Option<Self> {
        match file.rsplit_once('.')?.1 {
            "js" => Some(Self::JavaScript),
            "css" => Some(Self::Css),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_and_styles_are_minified() {
        assert_eq!(Language::of("element.js"), Some(Language::JavaScript));
        assert_eq!(Language::of("page.css"), Some(Language::Css));
        assert_eq!(Language::of("icon.svg"), None);
        assert_eq!(Language::of("LICENSE"), None);
    }

    #[test]
    fn without_esbuild_a_text_stays_as_it_is() {
        let text = "a {  color: red }";
        assert_eq!(Minifier { esbuild: None }.minify(text, Language::Css).unwrap(), text);
    }
    #[test]
    fn what_only_another_constant_needs_is_shaken_off() {
        let script = "const SAVED = 1 > 2;\nfunction a() { go(1); }\nfunction b() { go(2); }\nif (SAVED) a();\nelse b();\n";
        let minifier = Minifier::new();
        let known = ["const SAVED = 1 > 2;", "SAVED=false"];
        let shaken = minifier.shake(script, known).unwrap();
        let expected = if minifier.esbuild.is_some() { "function b(){go(2)}b();\n" } else { script };
        assert_eq!(shaken, expected);
    }
}
