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
        filter(command(esbuild).args(["--minify", "--log-level=warning", loader]), text)
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
}
