//! `cargo xtask lighthouse`: what Lighthouse thinks of the site, as served with gzip to a slow phone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value as Json;

use crate::process::{command, find, output, step};
use crate::server::{Options, Server};
use crate::{paths, setup, site};

const VERSION: &str = "13.5.0";

/// How often it looks; the median counts.
const RUNS: usize = 5;

/// The categories, and the least that the site may have in each, of 100.
const LEAST: [(&str, u64); 3] = [("performance", 95), ("accessibility", 100), ("best-practices", 100)];

/// Builds the site, has Lighthouse look at it and prints the medians.
///
/// # Errors
/// If the site does not build, Lighthouse can't be had or run, or a median is too low: the message then has what
/// it found wrong.
pub fn run() -> Result<()> {
    site::run()?;
    setup::chromium()?;
    let program = install()?;
    let server = Server::start(paths::site(), Options { gzip: true, ..Options::default() })?;
    let mut reports = Vec::new();
    for run in 1..=RUNS {
        step(&format!("Lighthouse, {run} of {RUNS}"), || {
            reports.push(look(&program, &server.address)?);
            Ok(())
        })?;
    }
    let mut low = Vec::new();
    println!("\nLighthouse {VERSION}, median of {RUNS}:");
    for (category, least) in LEAST {
        let mut scores = reports.iter().map(|report| score(report, category)).collect::<Result<Vec<_>>>()?;
        scores.sort_unstable();
        let median = scores[RUNS / 2];
        println!("  {category}: {median} ({scores:?}, at least {least})");
        if median < least {
            low.push(format!(
                "{category} has {median}, not {least}: {}",
                findings(&reports[0], category).join("; ")
            ));
        }
    }
    ensure!(low.is_empty(), "{}", low.join("\n"));
    Ok(())
}

/// Lighthouse's own program, in a folder of its own: it is large, and nothing else needs it.
fn install() -> Result<PathBuf> {
    let folder = paths::tools().join(format!("lighthouse-{VERSION}"));
    let program = folder.join("node_modules/lighthouse/cli/index.js");
    if !program.is_file() {
        let npm = find("npm").context("Lighthouse comes from npm, which is not on PATH")?;
        step("installing Lighthouse with npm", || {
            fs::create_dir_all(&folder)?;
            let package = format!("lighthouse@{VERSION}");
            let arguments = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", &package];
            output(command(npm).args(arguments).arg("--prefix").arg(&folder)).map(drop)
        })?;
    }
    Ok(program)
}

/// One look at a page.
fn look(program: &Path, address: &str) -> Result<Json> {
    let node = find("node").context("node is not on PATH")?;
    let chromium = find("chromium").context("chromium is not on PATH")?;
    let categories: Vec<&str> = LEAST.iter().map(|one| one.0).collect();
    let report = output(
        command(node)
            .arg(program)
            .args([address, "--quiet", "--output=json"])
            .arg(format!("--only-categories={}", categories.join(",")))
            .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage")
            .env("CHROME_PATH", chromium),
    )?;
    serde_json::from_str(&report).context("Lighthouse's report is no JSON")
}

/// A score, of 100.
fn score(report: &Json, category: &str) -> Result<u64> {
    let score = report["categories"][category]["score"].as_f64();
    let score = score
        .with_context(|| format!("Lighthouse gave no score for {category}: {}", report["runtimeError"]))?;
    Ok((score * 100.0).round() as u64)
}

/// What a category lost points by.
fn findings(report: &Json, category: &str) -> Vec<String> {
    let audits =
        report["categories"][category]["auditRefs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lost = audits.iter().filter(|audit| audit["weight"].as_f64() > Some(0.0)).filter_map(|audit| {
        let found = &report["audits"][audit["id"].as_str()?];
        (found["score"].as_f64()? < 1.0).then(|| {
            format!(
                "{} {}",
                found["title"].as_str().unwrap_or_default(),
                found["displayValue"].as_str().unwrap_or_default()
            )
        })
    });
    lost.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scores_and_findings_are_read() {
        let report = json!({
            "categories": { "performance": { "score": 0.955, "auditRefs": [
                { "id": "fast", "weight": 10 }, { "id": "slow", "weight": 10 }, { "id": "said", "weight": 0 },
            ] } },
            "audits": {
                "fast": { "score": 1, "title": "Fast" },
                "slow": { "score": 0.5, "title": "Slow", "displayValue": "2 s" },
                "said": { "score": 0, "title": "Said" },
            },
        });
        assert_eq!(score(&report, "performance").unwrap(), 96);
        assert_eq!(findings(&report, "performance"), ["Slow 2 s"]);
        assert!(score(&report, "accessibility").is_err());
    }
}
