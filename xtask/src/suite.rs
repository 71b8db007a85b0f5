//! `cargo xtask test`: every test there is, the quick ones first, up to the first that fails.

use std::process::Command;

use anyhow::Result;

use crate::process::{cargo, command, find, run as run_command, step};
use crate::setup;
use crate::widget::NAME;
use crate::{example, leaks, paths, serve, site};

/// The root package's test programs that open the site in browsers: its page in one, and what it is
/// embedded in, or saved as, in each.
const WITH_SITE: [&str; 2] = ["page", "embed"];

/// Sets the machine up and runs all tests.
///
/// # Errors
/// If something cannot be installed, a test fails, or the site is over its budget.
pub fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::browsers()?;
    step("native tests", native_tests)?;
    step("examples in the core's documentation", || {
        run_command(cargo().args(["test", "--doc", "--package", "privacy-catalog"]))
    })?;
    step("the exports in LibreOffice", exports_in_a_spreadsheet)?;
    step("the site, within its budget", site::run_within_budget)?;
    step("declarations for TypeScript", declarations)?;
    step("no path of this machine in the site and the package", || {
        leaks::check_site(&paths::site())?;
        leaks::check_site(&paths::npm())
    })?;
    step("`cargo xtask serve` prints an address that answers", serve::answers)?;
    example::build()?;
    step("page tests in browsers", tests_with_site)
}

/// Whether `LibreOffice` shows what the exports hold.
fn exports_in_a_spreadsheet() -> Result<()> {
    if !setup::spreadsheet() {
        println!("SKIPPED: LibreOffice is not here, and apt-get can't install it");
        return Ok(());
    }
    if let Some(mut nextest) = nextest() {
        return run_command(nextest.args(["--run-ignored", "only", "-E", "binary(exports)"]));
    }
    run_command(cargo().args([
        "test",
        "--workspace",
        "--exclude",
        NAME,
        "--test",
        "exports",
        "--",
        "--ignored",
    ]))
}

/// Compiles what uses the declarations of the site and of the npm package, where the compiler is at hand.
fn declarations() -> Result<()> {
    let tsc = match setup::npm_tool("tsc") {
        Ok(tsc) => tsc,
        Err(error) => {
            println!("SKIPPED: no compiler of TypeScript: {error:#}");
            return Ok(());
        }
    };
    let options = ["--noEmit", "--strict", "--target", "es2022", "--module", "es2022"];
    let resolution = ["--moduleResolution", "bundler", "--lib", "es2022,dom,esnext.disposable"];
    let files = ["tests/types/host.ts", "tests/types/element.ts"];
    run_command(command(tsc).args(options).args(resolution).args(files))
}

/// All tests that need neither the site nor a browser.
fn native_tests() -> Result<()> {
    if let Some(mut nextest) = nextest() {
        return run_command(nextest.args(["-E", &format!("not ({})", site_filter())]));
    }
    let tests = ["test", "--workspace", "--exclude", NAME, "--tests"];
    run_command(cargo().args(tests))?;
    run_command(cargo().args(["test", "--package", NAME, "--lib"]))
}

/// The tests that open the site that `build` has just written. As many run at a time as the machine
/// has cores: each keeps one busy with its browser.
fn tests_with_site() -> Result<()> {
    if let Some(mut nextest) = nextest() {
        nextest.args(["-E", &site_filter()]);
        return run_command(nextest.env_remove("SITE_DIR"));
    }
    let programs = WITH_SITE.iter().flat_map(|name| ["--test", name]);
    let mut tests = cargo();
    tests.args(["test", "--package", NAME]).args(programs).env_remove("SITE_DIR");
    run_command(&mut tests)
}

/// Nextest over the whole workspace, if it is installed. Always the whole: a selection of packages
/// would change the features of their dependencies, and compile those again.
fn nextest() -> Option<Command> {
    find("cargo-nextest")?;
    let mut nextest = cargo();
    nextest.args(["nextest", "run", "--workspace"]);
    Some(nextest)
}

fn site_filter() -> String {
    let programs = WITH_SITE.map(|name| format!("binary({name})"));
    format!("package({NAME}) & ({})", programs.join(" | "))
}
