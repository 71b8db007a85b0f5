//! `cargo xtask bench`: measures the page in browsers, and its engine beside others.

pub mod results;

mod assemble;
mod numbers;
mod report;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{cargo, run as run_command, step};
use crate::{files, paths, setup, site};
use results::Results;

/// Sets the machine up, builds everything, measures, and prints the report; a full run also writes
/// it, to `out` or else to the project's own place.
///
/// # Errors
/// If npm or Chromium is missing and cannot be installed, something does not build, or a page
/// fails. A target that is not met is no error.
pub fn run(quick: bool, out: Option<&Path>) -> Result<()> {
    setup::chromium()?;
    or_say("Firefox", setup::firefox());
    or_say("WebKit", setup::webkit());
    let esbuild = setup::npm_tool("esbuild")
        .context("the benchmark needs npm, which brings esbuild and what the page is measured beside")?;
    site::run()?;
    let weights = step("putting the pages of the benchmark together", || assemble::run(&esbuild))?;
    step("measuring", || measure(quick))?;
    let results = read_results()?;
    let report = report::write(&results, &weights)?;
    println!("\n{report}");
    let default = (!quick).then(|| paths::root().join("docs/BENCHMARKS.md"));
    if let Some(file) = out.map(Path::to_path_buf).or(default) {
        files::write(&file, report)?;
        println!("==> written to {}", file.display());
    }
    Ok(())
}

/// The folder that the benchmark's pages are served from.
#[must_use]
pub fn pages() -> PathBuf {
    folder().join("site")
}

/// The file that the measurements are left in.
#[must_use]
pub fn results_file() -> PathBuf {
    folder().join("results.json")
}

fn folder() -> PathBuf {
    paths::target().join("bench")
}

/// Says that a browser cannot be had; the report then says that it was not measured.
fn or_say(browser: &str, installed: Result<()>) {
    if let Err(error) = installed {
        println!("    {browser} is not measured: {error:#}");
    }
}

/// Runs the program that drives the browsers; it is compiled as the page tests are.
fn measure(quick: bool) -> Result<()> {
    let mut bench = cargo();
    bench.args(["bench", "--profile", "dev", "--workspace", "--bench", "browser"]);
    if quick {
        bench.args(["--", "--quick"]);
    }
    run_command(&mut bench)
}

fn read_results() -> Result<Results> {
    let file = results_file();
    let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is not as expected", file.display()))
}
