//! The licences of what is compiled into the program, for whoever gets a copy of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::{cargo, output};
use crate::setup::WASM;
use crate::widget::NAME;
use crate::{files, paths};

/// The file's name, beside the site's files and in the npm package.
pub const FILE: &str = "THIRD-PARTY.txt";

const HEAD: &str = "\
The program of the Privacy Explorer, its .wasm files and their bindings, is compiled from the crates
below. Each text stands here once, after the crates that come under it. The Rust standard library is
in it too: MIT OR Apache-2.0, copyright The Rust Project contributors, under the first text named
Apache-2.0.
";

/// Under which licence a crate is taken, if it leaves the choice; the first that fits. Of the first two
/// the text is known, so a crate that brings none may name them.
const CHOICES: [&str; 6] = ["Apache-2.0", "MIT", "BSD-3-Clause", "BSL-1.0", "Unicode-3.0", "Zlib"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    authors: Vec<String>,
    /// None for the project's own.
    source: Option<String>,
    manifest_path: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// None for what the crate needs when it runs.
    kind: Option<String>,
}

/// The licences as one text, the same on every machine.
///
/// # Errors
/// If Cargo fails, or a crate has no licence that is known.
pub fn text() -> Result<String> {
    let metadata = ["metadata", "--format-version", "1", "--locked", "--filter-platform", WASM];
    let metadata: Metadata = serde_json::from_str(&output(cargo().args(metadata))?)?;
    let mut texts: BTreeMap<(String, String), (String, BTreeSet<String>)> = BTreeMap::new();
    for package in compiled_in(&metadata)? {
        let named = format!("{} {}", package.name, package.version);
        let expression = package.license.as_deref().unwrap_or_default();
        for licence in
            chosen(expression).with_context(|| format!("{named} has the licence {expression:?}"))?
        {
            let text = text_of(package, licence)?;
            // The same words, whatever the lines' ends.
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (_, crates) =
                texts.entry((licence.to_owned(), words)).or_insert_with(|| (text, BTreeSet::new()));
            crates.insert(named.clone());
        }
    }
    let mut whole = HEAD.to_owned();
    for ((licence, _), (text, crates)) in &texts {
        let crates: Vec<&str> = crates.iter().map(String::as_str).collect();
        write!(whole, "\n{}\n{licence}: {}\n\n{}\n", "=".repeat(80), crates.join(", "), text.trim())?;
    }
    Ok(whole)
}

/// The crates that the program is compiled from, but the project's own: what the widget needs when it
/// runs. What only runs in the compiler, and what that needs, is not among them.
fn compiled_in(metadata: &Metadata) -> Result<Vec<&Package>> {
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|one| (one.id.as_str(), one)).collect();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|one| (one.id.as_str(), one)).collect();
    let widget = metadata.packages.iter().find(|package| package.name == NAME);
    let mut open = vec![widget.context("Cargo does not know the widget")?.id.as_str()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let (Some(package), Some(node)) = (packages.get(id), nodes.get(id)) else { bail!("no crate {id}") };
        let runs = !package.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "proc-macro"));
        if runs && seen.insert(id) {
            let needed = |one: &&Dependency| one.dep_kinds.iter().any(|kind| kind.kind.is_none());
            open.extend(node.deps.iter().filter(needed).map(|one| one.pkg.as_str()));
        }
    }
    let mut found: Vec<&Package> = seen.into_iter().map(|id| packages[id]).collect();
    found.retain(|package| package.source.is_some());
    found.sort_by_key(|package| (&package.name, &package.version));
    Ok(found)
}

/// The licences of an SPDX expression that a crate comes under: of a choice the one of ours, of several
/// that hold together all. None if one is not known.
fn chosen(expression: &str) -> Option<Vec<&'static str>> {
    let all = expression.split(" AND ").map(|choice| {
        let choice: Vec<&str> = choice.trim_matches(['(', ')', ' ']).split(" OR ").collect();
        let choice: Vec<&str> = choice.iter().flat_map(|one| one.split('/')).map(str::trim).collect();
        CHOICES.into_iter().find(|licence| choice.contains(licence))
    });
    all.collect()
}

/// The text of a licence as a crate brings it, with what it wants to be named besides.
fn text_of(package: &Package, licence: &str) -> Result<String> {
    let folder = Path::new(&package.manifest_path).parent().context("a manifest without a folder")?;
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    let short = licence.split('-').next().unwrap_or(licence).to_uppercase();
    // One that is named for it, or the only one.
    let of_licence: Vec<&String> = files.iter().filter(|file| is_licence(file, &short)).collect();
    let notices = files.iter().filter(|file| file.to_uppercase().starts_with("NOTICE"));
    let mut texts = Vec::new();
    match of_licence.first() {
        Some(file) => texts.push(files::read(&folder.join(file))?),
        None => texts.push(known_text(package, licence)?),
    }
    for notice in notices {
        texts.push(files::read(&folder.join(notice))?);
    }
    Ok(texts.join("\n\n"))
}

fn is_licence(file: &str, licence: &str) -> bool {
    let file = file.to_uppercase();
    let stem = file.trim_end_matches(".TXT").trim_end_matches(".MD");
    ["LICENSE", "LICENCE"].contains(&stem)
        || ((file.starts_with("LICENSE-") || file.starts_with("LICENCE-")) && stem.ends_with(licence))
}

/// The text of a licence that a crate names and does not bring.
fn known_text(package: &Package, licence: &str) -> Result<String> {
    let ours = |file: &str| files::read(&paths::root().join(file));
    match licence {
        "Apache-2.0" => ours("LICENSE-APACHE"),
        "MIT" => {
            let text = ours("LICENSE-MIT")?;
            let authors: Vec<&str> =
                package.authors.iter().map(|one| one.split(" <").next().unwrap_or(one)).collect();
            let who = if authors.is_empty() {
                format!("the authors of {}", package.name)
            } else {
                authors.join(", ")
            };
            let line = text.lines().find(|line| line.starts_with("Copyright"));
            let line = line.context("LICENSE-MIT has no line that begins with `Copyright`")?;
            Ok(text.replace(line, &format!("Copyright (c) {who}")))
        }
        _ => bail!("{} {} comes under {licence} and brings no text of it", package.name, package.version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_choice_one_is_chosen_and_of_several_all() {
        assert_eq!(chosen("MIT OR Apache-2.0"), Some(vec!["Apache-2.0"]));
        assert_eq!(chosen("Unlicense/MIT"), Some(vec!["MIT"]));
        assert_eq!(chosen("(MIT OR Apache-2.0) AND Unicode-3.0"), Some(vec!["Apache-2.0", "Unicode-3.0"]));
        for none in ["", "GPL-3.0", "MIT AND GPL-3.0"] {
            assert_eq!(chosen(none), None, "{none}");
        }
    }

    #[test]
    fn a_licence_is_found_by_its_file() {
        for file in ["LICENSE-MIT", "LICENSE-MIT.md", "LICENSE", "LICENSE.txt", "license.md"] {
            assert!(is_licence(file, "MIT"), "{file}");
        }
        for file in ["LICENSE-APACHE", "LICENSING.md", "MIT.rs"] {
            assert!(!is_licence(file, "MIT"), "{file}");
        }
    }

    #[test]
    fn every_crate_of_the_program_has_its_text() {
        let text = text().unwrap();
        for name in ["yew 0.23", "wasm-bindgen 0.2", "hifijson 0.5", "serde_json 1", "schemars 1"] {
            assert!(text.contains(name), "{name}");
        }
        // Neither our own crates nor what only the compiler runs.
        for name in ["privacy-catalog", "syn ", "yew-macro", "serde_derive ", "proptest"] {
            assert!(!text.contains(name), "{name}");
        }
        let apache = "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION";
        assert!((1..10).contains(&text.matches(apache).count()), "the same text stands there once");
        assert!(text.contains("Copyright (c) Michael Färber"));
    }
}
