//! `cargo xtask check`: what must hold before any test runs.

use anyhow::{Result, ensure};

use crate::process::{cargo, command, find, output, run as run_command, step};
use crate::setup::{self, WASM};
use crate::widget::NAME;
use crate::{catalog, html, leaks, paths, words};

/// The pure core, and what must never be among its dependencies.
const CORE: &str = "privacy-catalog";
const IMPURE: [&str; 6] = ["wasm-bindgen", "js-sys", "web-sys", "gloo", "yew", "toml"];

/// Runs all checks, up to the first that fails.
///
/// # Errors
/// That of the first check that fails.
pub fn run() -> Result<()> {
    setup::wasm_target()?;
    step("format", || {
        run_command(cargo().args(["fmt", "--all", "--check"]))?;
        run_command(cargo().args(["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"]))
    })?;
    step("lints", || {
        clippy(&["--workspace", "--all-targets"])?;
        clippy(&["--package", NAME, "--lib", "--target", WASM])
    })?;
    if find("c++").is_some() {
        step("lints of the fuzz targets", || {
            let target = paths::target().join("fuzz");
            clippy(&["--manifest-path", "fuzz/Cargo.toml", "--target-dir", &target.to_string_lossy()])
        })?;
    }
    step("the core is pure", core_is_pure)?;
    step("the catalogue is sound and its generated files are fresh", catalog::check)?;
    step("the interface's words are translated", words::check)?;
    step("no stray paths or hosts in the files", leaks::check_sources)?;
    step("no text becomes HTML", html::check_sources)?;
    if_installed("licences and origins of crates", "cargo-deny", &["check", "licenses", "bans", "sources"])?;
    advisories()?;
    if_installed("spelling", "typos", &[])
}

fn clippy(selection: &[&str]) -> Result<()> {
    run_command(cargo().args(["clippy", "--quiet"]).args(selection).args(["--", "-D", "warnings"]))
}

fn core_is_pure() -> Result<()> {
    let tree = output(cargo().args([
        "tree",
        "--package",
        CORE,
        "--edges",
        "normal",
        "--target",
        "all",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let found = impure(&tree);
    ensure!(
        found.is_empty(),
        "{CORE} must do without {}; `cargo tree -p {CORE} -e normal -i NAME` says who brings it",
        found.join(", ")
    );
    Ok(())
}

/// Those of [`IMPURE`] that stand in a list of packages, one a line: a name, then its version.
fn impure(tree: &str) -> Vec<&'static str> {
    let names: Vec<_> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let is_there = |name: &&str| names.contains(name);
    IMPURE.into_iter().filter(is_there).collect()
}

/// Holds the crates against the advisory database, which is fetched; out of its reach that is said, and
/// is no error.
fn advisories() -> Result<()> {
    const NAME: &str = "advisories";
    if find("cargo-deny").is_none() {
        println!("==> {NAME}: skipped, cargo-deny is not installed");
        return Ok(());
    }
    step(NAME, || match output(command("cargo-deny").args(["check", NAME])) {
        Err(error) if is_out_of_reach(&error.to_string()) => {
            println!("    NOT CHECKED: the advisory database is out of reach");
            Ok(())
        }
        result => result.map(drop),
    })
}

/// Whether cargo-deny says that it could not get its database, and not that a crate is in it.
fn is_out_of_reach(complaint: &str) -> bool {
    complaint.contains("failed to fetch advisory database")
}

/// Runs a program that not every machine has, or says that it was skipped.
fn if_installed(name: &str, program: &str, args: &[&str]) -> Result<()> {
    if find(program).is_none() {
        println!("==> {name}: skipped, {program} is not installed");
        return Ok(());
    }
    step(name, || run_command(command(program).args(args)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_database_that_is_missing_is_passed_over() {
        assert!(is_out_of_reach("[ERROR] failed to fetch advisory database https://example.org with cli"));
        assert!(!is_out_of_reach("error[vulnerability]: a hole\nadvisories FAILED"));
    }

    #[test]
    fn impure_packages_are_found_by_their_whole_name() {
        let tree = "privacy-catalog v0.1.0 (/p)\nserde v1.0.0\ntoml_datetime v1.0.0\n";
        assert_eq!(impure(tree), Vec::<&str>::new());
        let tree = format!("{tree}toml v1.2.0\nserde v1.0.0 (*)\nweb-sys v0.3.0\n");
        assert_eq!(impure(&tree), ["web-sys", "toml"]);
    }
}
