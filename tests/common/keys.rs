//! Keys that are no characters, as `WebDriver` writes them.
#![allow(dead_code, reason = "not every key is pressed both on the page and where it is embedded")]

pub(crate) const BACKSPACE: &str = "\u{E003}";
pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const SHIFT: &str = "\u{E008}";
pub(crate) const ESCAPE: &str = "\u{E00C}";
pub(crate) const SPACE: &str = " ";
pub(crate) const END: &str = "\u{E010}";
pub(crate) const HOME: &str = "\u{E011}";
pub(crate) const LEFT: &str = "\u{E012}";
pub(crate) const UP: &str = "\u{E013}";
pub(crate) const RIGHT: &str = "\u{E014}";
pub(crate) const DOWN: &str = "\u{E015}";
pub(crate) const DELETE: &str = "\u{E017}";
pub(crate) const ALT: &str = "\u{E00A}";
