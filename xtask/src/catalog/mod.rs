//! `cargo xtask catalog`: check, build, export and query the catalogue under `data/`, or another one.

mod author;
mod export;
mod generated;
mod query;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use privacy_catalog::versions::compare;
use privacy_catalog::{Catalog, Diagnostic, Index, Locale};

use crate::{files, paths};

const HELP: &str = "\
Usage: cargo xtask catalog COMMAND

Commands:
  check                  read data/ and print every mistake with its place; also find stale generated files
  check DIR              read the catalogue in another folder and print every mistake with its place
  bundle DIR             check, then print the catalogue as one file of the public format
    [--out FILE]           write it to this file instead
  build                  check, then write data/catalogue.json, its packed form and hash, and the JSON Schema
  export --format FORMAT check, then print the catalogue as
                           json                the public format
                           jsonl               JSON Lines, a flat row per fact (docs/QUERYING.md)
                           opensearch          a _bulk body; --index NAME names its index, else privacy-facts
                           opensearch-mapping  the mapping of that index
                           dpv                 JSON-LD of the W3C Data Privacy Vocabulary
                           oscal               an OSCAL component definition; --date YYYY-MM-DD says of which day
  query 'FRAGMENT' [DIR] check, then answer what the page's address asks after its #, as JSON
  diff OLD NEW           say what changed between two files of the public format

docs/CATALOGUE.md says what is in such a folder.";

/// Runs `catalog` with the arguments that follow it.
///
/// # Errors
/// If the arguments mean nothing, the catalogue has a mistake, or a file can't be read or written.
pub fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--help" | "-h" | "help"] => print(HELP)?,
        ["check"] => check()?,
        ["check", folder] if is_path(folder) => print(&summary(&load_from(Path::new(folder))?))?,
        ["bundle", folder] if is_path(folder) => print(bundle(Path::new(folder))?.trim_end())?,
        ["bundle", folder, "--out", file] | ["bundle", "--out", file, folder] if is_path(folder) => {
            let json = bundle(Path::new(folder))?;
            files::write(Path::new(file), json)?;
        }
        ["build"] => {
            let catalog = load()?;
            generated::write(&catalog)?;
            print(&summary(&catalog))?;
        }
        ["export", "--format", format, options @ ..] => {
            let format = export::Format::read(format, options)?;
            print(format.of(&load()?)?.trim_end())?;
        }
        ["query", fragment] => print(&query::answer(&Index::new(load()?), fragment)?)?,
        ["query", fragment, folder] if is_path(folder) => {
            print(&query::answer(&Index::new(load_from(Path::new(folder))?), fragment)?)?;
        }
        ["diff", old, new] if is_path(old) && is_path(new) => {
            print(&compare(Locale::ENGLISH, &open(Path::new(old))?, &open(Path::new(new))?).to_string())?;
        }
        [] => bail!("no command given\n\n{HELP}"),
        _ => bail!("`catalog` does not take `{}`\n\n{HELP}", arguments.join(" ")),
    }
    Ok(())
}

/// Whether a word is no option.
fn is_path(word: &str) -> bool {
    !word.starts_with('-')
}

/// Checks the authored catalogue and the files that are generated from it.
///
/// # Errors
/// If there is any diagnostic, or a generated file is stale.
pub fn check() -> Result<()> {
    let catalog = load()?;
    generated::compare(&catalog)?;
    print(&summary(&catalog))
}

/// Checks the catalogue in a folder, and makes one file of the public format of it.
///
/// # Errors
/// If a file can't be read, or there is any diagnostic; each is printed first.
pub fn bundle(folder: &Path) -> Result<String> {
    Ok(load_from(folder)?.to_source().to_json())
}

/// Reads a catalogue of the public format.
///
/// # Errors
/// If it can't be read, or isn't sound; each mistake is printed first.
fn open(file: &Path) -> Result<Catalog> {
    let json = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Catalog::from_json(&file.display().to_string(), &json).map_err(|diagnostics| {
        for diagnostic in &diagnostics {
            eprintln!("{diagnostic}");
        }
        anyhow!("{} in {}", mistakes(diagnostics.len()), file.display())
    })
}

/// Prints a text; whoever reads it may stop before its end, as `head` does.
fn print(text: &str) -> Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("cannot print"),
        _ => Ok(()),
    }
}

/// Reads and checks the authored catalogue.
///
/// # Errors
/// If there is any diagnostic, a warning too; each is printed first.
pub fn load() -> Result<Catalog> {
    let (catalog, diagnostics) = read(&paths::root().join("data"), "data")?;
    whole(catalog, &diagnostics)
}

/// Reads and checks the catalogue in a folder.
fn load_from(folder: &Path) -> Result<Catalog> {
    let name = folder.display().to_string();
    let (catalog, diagnostics) = read(folder, name.trim_end_matches('/'))?;
    whole(catalog, &diagnostics)
}

/// The catalogue if there is nothing to remark; else the remarks are printed.
fn whole(catalog: Option<Catalog>, diagnostics: &[Diagnostic]) -> Result<Catalog> {
    for diagnostic in diagnostics {
        eprintln!("{diagnostic}");
    }
    match catalog {
        Some(catalog) if diagnostics.is_empty() => Ok(catalog),
        _ => bail!("{} in the catalogue; mend them and run this again", mistakes(diagnostics.len())),
    }
}

fn read(folder: &Path, name: &str) -> Result<(Option<Catalog>, Vec<Diagnostic>)> {
    let read = |file: &str| files::read(&folder.join(file));
    let (bundle, mut diagnostics) = author::bundle(name, &read)?;
    let (catalog, found) = privacy_catalog::check::check(&bundle);
    diagnostics.extend(found);
    Ok((catalog.filter(|_| diagnostics.is_empty()), diagnostics))
}

fn summary(catalog: &Catalog) -> String {
    let per_product = catalog.products().iter().map(|(place, product)| {
        let facts = catalog.facts().iter().filter(|(_, fact)| fact.product == place).count();
        format!("  {:<34}{facts:>5} facts", product.name)
    });
    let lines: Vec<String> = per_product.collect();
    format!(
        "The catalogue {} is sound: {} products, {} facts.\n{}",
        catalog.version(),
        catalog.products().len(),
        catalog.facts().len(),
        lines.join("\n")
    )
}

fn mistakes(count: usize) -> String {
    format!("{count} {}", if count == 1 { "mistake" } else { "mistakes" })
}
