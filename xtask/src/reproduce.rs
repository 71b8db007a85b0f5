//! `cargo xtask reproduce`: builds twice, in two folders with two target folders, and compares the bytes.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::process::{cargo, command, output, run as run_command, step};
use crate::{paths, site, sums};

/// Builds here, and in a copy of what git tracks or would track, with a target folder of its own.
///
/// # Errors
/// If a build fails, or one of their files is not the same.
pub fn run() -> Result<()> {
    site::run()?;
    let here = read(&paths::root().join("dist").join(sums::FILE))?;
    let copy = paths::target().join("reproduce/in another folder");
    step("copying the sources", || {
        site::empty(&copy)?;
        let listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        for name in output(command("git").args(listing))?.split('\0').filter(|name| !name.is_empty()) {
            let (from, to) = (paths::root().join(name), copy.join(name));
            // What is listed may have been deleted.
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap_or(&copy))?;
                site::copy(&from, &to)?;
            }
        }
        Ok(())
    })?;
    step("building there", || {
        let target = paths::target().join("reproduce/target");
        run_command(cargo().args(["xtask", "build"]).current_dir(&copy).env("CARGO_TARGET_DIR", target))
    })?;
    let there = read(&copy.join("dist").join(sums::FILE))?;
    let differences = sums::differences(&here, &there);
    ensure!(differences.is_empty(), "not the same in both builds: {}", differences.join(", "));
    println!("\nBoth builds have the same bytes, all {} files.", here.lines().count());
    Ok(())
}

fn read(file: &std::path::Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
