//! Makes one script of the bindings, the element and its style sheet, and for the single file also of what
//! the element loads later.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail, ensure};

/// The lines of the element's script that a bundle puts something else in the place of.
const IMPORT: &str = "import * as program from \"./privacy-explorer.js\";";
const PLACE: &str = "const PLACE = import.meta.url;";
const STYLE: &str = "const STYLE = null;";
const SHARE: &str = "const SHARE = null;";
const EXPORT: &str = "export { PrivacyExplorerElement };";

/// The line that says whether the script is a saved file's: what it stands for in a module, which never is.
pub const SAVED: [&str; 2] = ["const SAVED = PLACE === null;", "SAVED=false"];

/// The line that ends the script of the dialog *Share*.
const EXPORT_OF_SHARE: &str = "export { share };";

/// The texts that a bundle is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// What wasm-bindgen writes for `--target web`.
    pub bindings: &'a str,
    /// `static/element.js` with its modules.
    pub element: &'a str,
    /// `static/widget.css` with its parts.
    pub style: &'a str,
    /// `static/second.css`, which [`module`] leaves to be loaded.
    pub second_style: &'a str,
    /// `static/share.js`, likewise.
    pub share: &'a str,
}

/// An ES module that defines the element, and exports it with all that the bindings export. `shake` leaves out
/// of the element's script what only the saved file's needs.
///
/// # Errors
/// If a marker of the element's script is not there exactly once, the bindings are not understood, or `shake`
/// fails.
pub fn module(parts: &Parts<'_>, shake: impl FnOnce(&str) -> Result<String>) -> Result<String> {
    let Bindings { exports, .. } = Bindings::read(parts.bindings)?;
    let element = element(parts, PLACE, parts.style, SHARE)?;
    let element = shake(&element)?;
    let bindings = parts.bindings.trim_end();
    Ok(format!("{bindings}\n\nconst PrivacyExplorerElement = {};\n{EXPORT}\n", call(&element, &exports)))
}

/// A classic script that defines the element, loads nothing later, and leaves no name behind. It is fit to
/// stand inside `<script>`.
///
/// # Errors
/// As [`module`], and if the dialog's script imports something or does not end with its export.
pub fn classic(parts: &Parts<'_>) -> Result<String> {
    let Bindings { plain, exports } = Bindings::read(parts.bindings)?;
    // A page opened from a file has no script beside it.
    let plain = plain.replace("import.meta.url", "document.baseURI");
    let style = format!("{}\n{}", parts.style.trim_end(), parts.second_style);
    let element = element(parts, "const PLACE = null;", &style, &share(parts.share)?)?;
    ensure!(!plain.contains("import.meta"), "the bindings use `import.meta` for more than its url");
    ensure!(!element.contains("import.meta"), "the element uses `import.meta` for more than `{PLACE}`");
    let script = format!("(() => {{\n\"use strict\";\n{plain}\n{};\n}})();\n", call(&element, &exports));
    Ok(inside_script(&script))
}

/// Keeps a script from ending the `<script>` that it stands in, or from beginning a comment there.
#[must_use]
pub fn inside_script(script: &str) -> String {
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at(at);
        text.push_str(before);
        let ends = found.get(..8).is_some_and(|tag| tag.eq_ignore_ascii_case("</script"));
        // Both are the same text to JavaScript, in a string as in a pattern.
        text.push_str(if ends || found.starts_with("<!--") { "<\\" } else { "<" });
        rest = &found[1..];
    }
    text + rest
}

/// The element's script as a function of the program that returns the class; its names stay in it.
fn call(element: &str, exports: &[Export]) -> String {
    let mut members = String::new();
    for Export { name, local } in exports {
        // Writing to a string can't fail.
        let _ = write!(members, " {name}: {local},");
    }
    format!("((program) => {{\n{element}\nreturn PrivacyExplorerElement;\n}})({{{members} }})")
}

/// The element's script without its import and its export, with a style sheet in it.
fn element(parts: &Parts<'_>, place: &str, style: &str, share: &str) -> Result<String> {
    let style = format!("const STYLE = {};", serde_json::to_string(style)?);
    let changes =
        [(IMPORT, ""), (SAVED[0], SAVED[0]), (PLACE, place), (STYLE, &*style), (SHARE, share), (EXPORT, "")];
    changed("the element's script", parts.element, &changes)
}

/// What the dialog's script exports, as a constant of the element's.
fn share(script: &str) -> Result<String> {
    let script = changed("the script of the dialog Share", script, &[(EXPORT_OF_SHARE, "")])?;
    Ok(format!("const SHARE = (() => {{\n{script}\nreturn share;\n}})();"))
}

/// A script with other lines in the places of some, each of which it has once, and with no import or export
/// besides.
fn changed(what: &str, script: &str, changes: &[(&str, &str)]) -> Result<String> {
    for (marker, _) in changes {
        let found = script.lines().filter(|line| line == marker).count();
        ensure!(found == 1, "{what} must have the line `{marker}` once, it has it {found} times");
    }
    let mut lines = Vec::new();
    for line in script.lines() {
        let change = changes.iter().find(|(marker, _)| *marker == line);
        let line = change.map_or(line, |(_, instead)| *instead);
        let is_module = line.starts_with("import ") || line.starts_with("export ");
        ensure!(!is_module, "{what} may import and export nothing else, but has `{line}`");
        lines.push(line);
    }
    Ok(lines.join("\n").trim().to_owned())
}

/// What the bindings give to others.
#[derive(Debug, PartialEq, Eq)]
struct Export {
    /// The name that others know.
    name: String,
    /// The name in the bindings.
    local: String,
}

/// The bindings, read line by line: wasm-bindgen writes one declaration a line, and indents what is
/// in it.
struct Bindings {
    /// The text without any `export`.
    plain: String,
    exports: Vec<Export>,
}

impl Bindings {
    fn read(text: &str) -> Result<Self> {
        let (mut plain, mut exports) = (String::new(), Vec::new());
        for line in text.lines() {
            let declared = line.strip_prefix("export ");
            if let Some(list) = declared.and_then(|rest| rest.strip_prefix('{')) {
                exports.extend(listed(list).with_context(|| not_understood(line))?);
                continue;
            }
            if let Some(declaration) = declared {
                let name = declared_name(declaration).with_context(|| not_understood(line))?;
                exports.push(Export { name: name.to_owned(), local: name.to_owned() });
            }
            if line.starts_with("import ") {
                bail!("the bindings import a file, which a bundle can't hold: `{line}`");
            }
            plain.push_str(declared.unwrap_or(line));
            plain.push('\n');
        }
        ensure!(!exports.is_empty(), "the bindings export nothing: were they minified before?");
        Ok(Self { plain: plain.trim().to_owned(), exports })
    }
}

/// The name in `class Name {` or `function name(`.
fn declared_name(declaration: &str) -> Option<&str> {
    let rest = declaration.strip_prefix("class ").or_else(|| declaration.strip_prefix("function "))?;
    let name = rest.split(|c: char| !is_of_name(c)).next()?;
    (!name.is_empty()).then_some(name)
}

/// The exports in `a, b as c };`, what stands after the brace that opens it.
fn listed(list: &str) -> Option<Vec<Export>> {
    let list = list.trim_end().strip_suffix("};")?;
    let entry = |entry: &str| {
        let (local, name) = entry.split_once(" as ").unwrap_or((entry, entry));
        let (local, name) = (local.trim(), name.trim());
        let is_name = |text: &str| !text.is_empty() && text.chars().all(is_of_name);
        (is_name(local) && is_name(name)).then(|| Export { name: name.to_owned(), local: local.to_owned() })
    };
    list.split(',').map(entry).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn not_understood(line: &str) -> String {
    format!("the bindings export in a way that is not understood here: `{line}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINDINGS: &str = "\
/* @ts-self-types=\"./a.d.ts\" */

export class Catalog {
    static it() { return `${1}`; }
}

export function mount(element) {
    return new URL('a', import.meta.url);
}
async function start() {}
export { initSync, start as default };
";

    const ELEMENT: &str = "\
// The element.
import * as program from \"./privacy-explorer.js\";

const PLACE = import.meta.url;
const STYLE = null;
const SHARE = null;
const SAVED = PLACE === null;
class PrivacyExplorerElement extends HTMLElement {}
export { PrivacyExplorerElement };
";

    const DIALOG: &str = "\
// The dialog.
function share() {}

export { share };
";

    fn parts() -> Parts<'static> {
        Parts {
            bindings: BINDINGS,
            element: ELEMENT,
            style: ".pe::before { content: \"</SCRIPT>\" }\n",
            second_style: ".pe-matrix {}\n",
            share: DIALOG,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "what takes its place may fail")]
    fn shaken(script: &str) -> Result<String> {
        Ok(script.replace(SAVED[0], "const SAVED = false;"))
    }

    #[test]
    fn the_module_keeps_what_the_bindings_export() {
        let expected = format!(
            "{}

const PrivacyExplorerElement = ((program) => {{
// The element.


const PLACE = import.meta.url;
const STYLE = \".pe::before {{ content: \\\"</SCRIPT>\\\" }}\\n\";
const SHARE = null;
const SAVED = false;
class PrivacyExplorerElement extends HTMLElement {{}}
return PrivacyExplorerElement;
}})({{ Catalog: Catalog, mount: mount, initSync: initSync, default: start, }});
export {{ PrivacyExplorerElement }};
",
            BINDINGS.trim_end()
        );
        assert_eq!(module(&parts(), shaken).unwrap(), expected);
    }

    #[test]
    fn the_classic_script_neither_imports_nor_exports() {
        let expected = "\
(() => {
\"use strict\";
/* @ts-self-types=\"./a.d.ts\" */

class Catalog {
    static it() { return `${1}`; }
}

function mount(element) {
    return new URL('a', document.baseURI);
}
async function start() {}
((program) => {
// The element.


const PLACE = null;
const STYLE = \".pe::before { content: \\\"<\\/SCRIPT>\\\" }\\n.pe-matrix {}\\n\";
const SHARE = (() => {
// The dialog.
function share() {}
return share;
})();
const SAVED = PLACE === null;
class PrivacyExplorerElement extends HTMLElement {}
return PrivacyExplorerElement;
})({ Catalog: Catalog, mount: mount, initSync: initSync, default: start, });
})();
";
        assert_eq!(classic(&parts()).unwrap(), expected);
    }

    #[test]
    fn nothing_in_a_script_ends_it() {
        assert_eq!(inside_script("a</script>b</ScRiPt\n"), "a<\\/script>b<\\/ScRiPt\n");
        assert_eq!(inside_script("'<!-- <b></b> <' + \"ü</scr\""), "'<\\!-- <b></b> <' + \"ü</scr\"");
    }

    #[test]
    fn each_marker_is_there_once() {
        for marker in [IMPORT, PLACE, STYLE, SHARE, SAVED[0], EXPORT] {
            let without = ELEMENT.replace(marker, "");
            let twice = ELEMENT.replace(marker, &format!("{marker}\n{marker}"));
            let indented = ELEMENT.replace(marker, &format!("  {marker}"));
            for (element, count) in [(without, 0), (twice, 2), (indented, 0)] {
                let parts = Parts { element: &element, ..parts() };
                for error in [module(&parts, shaken).unwrap_err(), classic(&parts).unwrap_err()] {
                    let error = error.to_string();
                    assert!(error.contains(marker) && error.contains(&format!("{count} times")), "{error}");
                }
            }
        }
    }

    #[test]
    fn the_element_imports_and_exports_nothing_else() {
        for line in ["import x from \"./x.js\";", "export const a = 1;"] {
            let element = format!("{line}\n{ELEMENT}");
            let error = module(&Parts { element: &element, ..parts() }, shaken).unwrap_err().to_string();
            assert!(error.contains(line), "{error}");
        }
    }

    #[test]
    fn the_dialog_is_one_export_that_imports_nothing() {
        let cases = [
            (DIALOG.replace(EXPORT_OF_SHARE, ""), "0 times"),
            (DIALOG.replace(EXPORT_OF_SHARE, &format!("{EXPORT_OF_SHARE}\n{EXPORT_OF_SHARE}")), "2 times"),
            (format!("import x from \"./x.js\";\n{DIALOG}"), "import x"),
            (format!("export const a = 1;\n{DIALOG}"), "export const a"),
        ];
        for (share, expected) in cases {
            let error = classic(&Parts { share: &share, ..parts() }).unwrap_err().to_string();
            assert!(error.contains("Share") && error.contains(expected), "{error}");
        }
    }

    #[test]
    fn bindings_that_are_not_understood_are_refused() {
        let cases = [
            ("import { a } from './snippets/a.js';", "can't hold"),
            ("export default start;", "not understood"),
            ("export const a = 1;", "not understood"),
            ("export { a as \"b c\" };", "not understood"),
            ("", "export nothing"),
        ];
        for (bindings, expected) in cases {
            let error = format!("{:#}", module(&Parts { bindings, ..parts() }, shaken).unwrap_err());
            assert!(error.contains(expected), "{bindings}: {error}");
        }
    }

    #[test]
    fn a_classic_script_knows_no_module() {
        let bindings = "export function a() { return import.meta.env; }";
        let error = classic(&Parts { bindings, ..parts() }).unwrap_err().to_string();
        assert!(error.contains("import.meta"), "{error}");
    }
}
