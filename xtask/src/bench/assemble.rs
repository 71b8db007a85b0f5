//! Puts the pages of the benchmark together: the built site, its probes, the engines that it is
//! measured beside, and a `DataTables` page with the same facts.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use privacy_catalog::source::{Catalog, Fact};
use serde_json::{Value, json};

use crate::process::{command, run as run_command};
use crate::size::{self, Size};
use crate::{files, paths, styles};

/// What the two pages weigh.
pub(super) struct Weights {
    /// The site.
    pub(super) explorer: Size,
    /// The `DataTables` page.
    pub(super) datatables: Size,
}

/// What must stand in each page before its first result counts as shown.
const FIRST_FACT: &str = "[data-fact]";
const FIRST_ROW: &str = "#facts tbody td && .dtsp-searchPane:nth-child(5) .dtsp-pill";

/// A page of one line, which the probe takes for a result.
const EMPTY: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Empty</title>\n</head>\n<body><p data-fact>A fact.</p></body>\n</html>\n";

/// Writes everything into [`super::pages`] and weighs the two pages without their probes.
///
/// # Errors
/// If a file cannot be read or written, or esbuild fails.
pub(super) fn run(esbuild: &Path) -> Result<Weights> {
    let pages = super::pages();
    files::empty(&pages)?;
    files::copy_folder(&paths::site(), &pages)?;
    for file in ["engines.html", "parts.html", "probe.js"] {
        files::copy(&source(file), &pages.join(file))?;
    }
    files::copy(&catalogue(), &pages.join("catalogue.json"))?;
    files::write(&pages.join("widget.css"), &styles::read(&paths::root().join("static/widget.css"))?)?;
    let modules = ["run.mjs", "worker.mjs", "parts.mjs"].map(source);
    bundle(esbuild, &modules, &pages, &["--format=esm", "--splitting"])?;
    let plain = table_page(esbuild)?;
    files::write(&pages.join("start.html"), &probed(&files::read(&pages.join("index.html"))?, FIRST_FACT)?)?;
    files::write(&pages.join("empty.html"), &probed(EMPTY, FIRST_FACT)?)?;
    files::write(&pages.join("datatables.html"), &probed(&files::read(&plain)?, FIRST_ROW)?)?;
    let weight = |folder: &Path| size::measure(folder).map(|report| report.total());
    let folder = plain.parent().context("the page lies in a folder")?;
    Ok(Weights { explorer: weight(&paths::site())?, datatables: weight(folder)? })
}

/// A file of the project's `bench` folder.
fn source(name: &str) -> PathBuf {
    paths::root().join("bench").join(name)
}

fn catalogue() -> PathBuf {
    paths::root().join("data/catalogue.json")
}

fn bundle(esbuild: &Path, files: &[PathBuf], to: &Path, flags: &[&str]) -> Result<()> {
    let mut outdir = OsString::from("--outdir=");
    outdir.push(to);
    let common = ["--bundle", "--minify", "--log-level=warning"];
    run_command(command(esbuild).args(files).args(common).args(flags).arg(outdir))
}

/// A page with the probe as its first script.
fn probed(page: &str, first: &str) -> Result<String> {
    let probe = format!("<head>\n<script src=\"probe.js\" data-first=\"{first}\"></script>");
    let (before, after) = page.split_once("<head>").context("a page without a head")?;
    Ok(format!("{before}{probe}{after}"))
}

/// Writes the `DataTables` page, all of it in one file, into a folder of its own.
fn table_page(esbuild: &Path) -> Result<PathBuf> {
    let parts = super::folder().join("parts");
    let sources = ["datatables/page.js", "datatables/page.css"].map(source);
    bundle(esbuild, &sources, &parts, &["--format=iife"])?;
    let rows = rows(&serde_json::from_str(&files::read(&catalogue())?).context("data/catalogue.json")?);
    let script = files::read(&parts.join("page.js"))?.replace("</script", "<\\/script");
    let page = files::read(&source("datatables/page.html"))?
        .replace("/*style*/", &files::read(&parts.join("page.css"))?)
        .replace("/*facts*/", &Value::from(rows).to_string().replace("</", "<\\/"))
        .replace("/*script*/", &script);
    let folder = super::folder().join("datatables");
    files::empty(&folder)?;
    let file = folder.join("index.html");
    files::write(&file, &page)?;
    Ok(file)
}

/// The catalogue's facts as rows of the table: what `bench/datatables/page.js` has columns for.
fn rows(catalog: &Catalog) -> Vec<Value> {
    let products = names(catalog.products.iter().map(|one| (&one.id, &one.name)));
    let types = names(catalog.data_types.iter().map(|one| (&one.id, &one.name)));
    let features = names(catalog.features.iter().map(|one| (&one.id, &one.name)));
    let sources = names(catalog.sources.iter().map(|one| (&one.id, &one.title)));
    let row = |fact: &Fact| {
        json!([
            name_in(&products, &fact.product),
            names_in(&types, &fact.data_types),
            names_in(&features, &fact.features),
            fact.kind.label(),
            fact.state.map_or("", |state| state.label()),
            fact.text,
            format!("{}, {}", name_in(&sources, &fact.cite.source), fact.cite.section),
        ])
    };
    catalog.facts.iter().map(row).collect()
}

/// Names by id.
type Names<'a> = HashMap<&'a str, &'a str>;

fn names<'a>(entries: impl Iterator<Item = (&'a String, &'a String)>) -> Names<'a> {
    entries.map(|(id, name)| (id.as_str(), name.as_str())).collect()
}

fn names_in<'a>(names: &Names<'a>, ids: &'a [String]) -> Vec<&'a str> {
    ids.iter().map(|id| name_in(names, id)).collect()
}

/// The name of an entry; of what is no entry, such as `all`, its id.
fn name_in<'a>(names: &Names<'a>, id: &'a str) -> &'a str {
    names.get(id).copied().unwrap_or(id)
}
