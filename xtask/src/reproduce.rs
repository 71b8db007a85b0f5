//! `cargo xtask reproduce`: builds twice, in two folders with two target folders, and compares the bytes.

use std::fs;

use anyhow::{Result, ensure};

use crate::process::{cargo, listed, run as run_command, step};
use crate::{files, paths, site, sums};

/// Builds here, and in a copy of what git tracks or would track, with a target folder of its own.
///
/// # Errors
/// If a build fails, or one of their files is not the same.
pub fn run() -> Result<()> {
    site::run()?;
    let here = files::read(&paths::root().join("dist").join(sums::FILE))?;
    let copy = paths::target().join("reproduce/in another folder");
    step("copying the sources", || {
        files::empty(&copy)?;
        for name in listed(&[])? {
            let (from, to) = (paths::root().join(&name), copy.join(&name));
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap_or(&copy))?;
                files::copy(&from, &to)?;
            }
        }
        Ok(())
    })?;
    step("building there", || {
        let target = paths::target().join("reproduce/target");
        run_command(cargo().args(["xtask", "build"]).current_dir(&copy).env("CARGO_TARGET_DIR", target))
    })?;
    let there = files::read(&copy.join("dist").join(sums::FILE))?;
    let differences = sums::differences(&here, &there);
    ensure!(differences.is_empty(), "not the same in both builds: {}", differences.join(", "));
    println!("\nBoth builds have the same bytes, all {} files.", here.lines().count());
    Ok(())
}
