//! Puts the site together in `dist/site`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process::{command, run as run_command, step};
use crate::size::{self, Report};
use crate::widget::{self, Loading};
use crate::{page, paths, setup};

/// Builds the site into [`paths::site`], after any set-up that needs, and weighs it.
///
/// # Errors
/// If the widget does not compile, or a file that `index.html` names is missing.
pub fn build() -> Result<Report> {
    setup::wasm_target()?;
    let wasm = widget::compile()?;
    let bindings = widget::bind(&wasm, Loading::Web)?;
    let site = paths::site();
    step("putting the site together", || {
        if site.exists() {
            fs::remove_dir_all(&site).with_context(|| format!("cannot empty {}", site.display()))?;
        }
        copy_folder(&bindings, &site)?;
        write_page(paths::root(), &site)?;
        minify(&site)
    })?;
    size::measure(&site)
}

/// Builds the site and prints what it weighs; over budget is said, and is no error.
///
/// # Errors
/// As [`build`].
pub fn run() -> Result<Report> {
    let report = build()?;
    println!("\n{report}{}\n", report.verdict());
    Ok(report)
}

/// Builds the site and insists on the ceiling, where the tools that make it smaller are at hand.
///
/// # Errors
/// As [`build`], and if the site is over [`size::CEILING`].
pub fn run_below_ceiling() -> Result<()> {
    let report = run()?;
    let brotli = report.total().brotli;
    let ceiling = size::CEILING;
    if ["wasm-opt", "esbuild"].into_iter().any(|tool| setup::npm_tool(tool).is_none()) {
        println!(
            "    the ceiling of {ceiling} bytes is for a site that npm's tools made smaller: not held here"
        );
        return Ok(());
    }
    ensure!(
        brotli <= ceiling,
        "the site weighs {brotli} bytes after brotli; it may not grow above {ceiling}"
    );
    Ok(())
}

/// Writes `index.html` and the files that it names into the site.
fn write_page(root: &Path, site: &Path) -> Result<()> {
    let source = root.join("index.html");
    let source = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let page = page::read(&source).context("index.html")?;
    for file in &page.files {
        let name = file
            .file_name()
            .with_context(|| format!("index.html names {}, which is no file", file.display()))?;
        copy(&root.join(file), &site.join(name))?;
    }
    fs::write(site.join("index.html"), page.html).context("cannot write the site's index.html")
}

/// Takes comments and white space out of the scripts and style sheets, where esbuild is at hand.
fn minify(site: &Path) -> Result<()> {
    let Some(esbuild) = setup::npm_tool("esbuild") else { return Ok(()) };
    let entries = fs::read_dir(site).with_context(|| format!("cannot list {}", site.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "js" || extension == "css"));
    files.sort();
    let mut esbuild = command(esbuild);
    esbuild.args(["--minify", "--allow-overwrite", "--log-level=warning"]).arg(path_flag("--outdir=", site));
    run_command(esbuild.args(files))
}

fn path_flag(flag: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(flag);
    argument.push(path);
    argument
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// If something cannot be read or written.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Copies a file.
///
/// # Errors
/// If it cannot be read or written.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
