//! `cargo xtask fuzz`: hands all that the explorer reads what nobody would write.
//!
//! The targets are in `fuzz/`. Cargo-fuzz runs them without a sanitizer, for which a stable compiler
//! will do: there is no unsafe code that one could look into.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use privacy_catalog::Catalog;

use crate::process::{command, run as run_command, step};
use crate::{files, paths, setup};

/// How long each target runs if nothing else is said.
pub const SECONDS: u32 = 10;

/// The targets, and where their seeds are besides `fuzz/seeds/NAME`.
const TARGETS: [(&str, &[&str]); 6] = [
    ("fragment", &[]),
    ("json", &[SMALL, HOSTILE]),
    ("merge", &[HOSTILE]),
    ("notes", &[]),
    ("packed", &[]),
    ("toml", &[]),
];

const SMALL: &str = "crates/catalog/tests/data";
const HOSTILE: &str = "crates/catalog/tests/hostile";

/// The longest input, in bytes; what longer ones do is for the tests of the core.
const LONGEST: &str = "-max_len=16384";
/// How many seconds one input may take, and how many megabytes all may.
const LIMITS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=1024"];

/// Whether there is such a target.
#[must_use]
pub fn is_target(name: &str) -> bool {
    TARGETS.iter().any(|(target, _)| *target == name)
}

/// Runs one target, or all of them, as many at a time as the machine has cores.
///
/// # Errors
/// If something cannot be installed or compiled, or an input was found that breaks a promise; the
/// message names its file.
pub fn run(target: Option<&str>, seconds: u32) -> Result<()> {
    setup::cargo_fuzz()?;
    step("compiling the fuzz targets", || run_command(cargo_fuzz("build").args(target)))?;
    pack_seeds()?;
    let wanted: Vec<_> =
        TARGETS.iter().filter(|(name, _)| target.is_none_or(|target| target == *name)).collect();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((name, seeds)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = step(&format!("fuzzing: {name}"), || one(name, seeds, seconds)) {
                failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(format!("{error:#}"));
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..cores.min(wanted.len())).for_each(|_| drop(scope.spawn(work))));
    let failed = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    ensure!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

/// Cargo-fuzz, with what all its commands must agree on, lest everything be compiled again.
fn cargo_fuzz(name: &str) -> Command {
    let mut fuzz = command(paths::tools().join("bin/cargo-fuzz"));
    fuzz.args([name, "--fuzz-dir", "fuzz", "--sanitizer", "none", "--codegen-units", "8", "--target-dir"]);
    fuzz.arg(folder());
    fuzz
}

/// Where the compiled targets lie, what they found worth keeping, and what they said.
fn folder() -> PathBuf {
    paths::target().join("fuzz")
}

fn one(name: &str, seeds: &[&str], seconds: u32) -> Result<()> {
    let corpus = folder().join("corpus").join(name);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let log = folder().join(name).with_extension("log");
    let out = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let own = [paths::root().join("fuzz/seeds").join(name), folder().join("seeds").join(name)];
    let status = cargo_fuzz("run")
        .arg(name)
        // What is new goes into the first.
        .arg(&corpus)
        .args(own.iter().filter(|folder| folder.is_dir()))
        .args(seeds)
        .args(["--", &format!("-max_total_time={seconds}"), LONGEST])
        .args(LIMITS)
        .stdout(out.try_clone()?)
        .stderr(out)
        .status()
        .context("cannot start cargo-fuzz")?;
    let said = fs::read(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let said = String::from_utf8_lossy(&said);
    if !status.success() {
        bail!("{name}: {}\nall that was said is in {}", finding(&said), log.display());
    }
    let done = said.lines().rev().find(|line| line.contains("DONE")).unwrap_or_default();
    println!("    {name}: {}", done.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(())
}

/// Of all that a run said, what broke, and the file of the input that broke it.
fn finding(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let panic = lines.iter().position(|line| line.contains(" panicked at "));
    let panic = panic.map_or(&[][..], |at| &lines[at..lines.len().min(at + 4)]);
    let is_about =
        |line: &&&str| ["SUMMARY:", "Test unit written to", "error: "].iter().any(|word| line.contains(word));
    let found: Vec<&str> = panic.iter().chain(lines.iter().filter(is_about)).copied().collect();
    found.join("\n")
}

/// Packs the sound catalogues of the core's tests. Not committed: the packed form is no format, and
/// may change with every build.
fn pack_seeds() -> Result<()> {
    let folder = folder().join("seeds/packed");
    files::empty(&folder)?;
    for from in [SMALL, HOSTILE] {
        let from = paths::root().join(from);
        let entries = fs::read_dir(&from).with_context(|| format!("cannot list {}", from.display()))?;
        for entry in entries {
            let path = entry?.path();
            let packed = fs::read(&path).ok().and_then(|json| pack(&json));
            if let (Some(packed), Some(name)) = (packed, path.file_stem()) {
                files::write(&folder.join(name), packed)?;
            }
        }
    }
    Ok(())
}

fn pack(json: &[u8]) -> Option<Vec<u8>> {
    Catalog::from_json("", json).ok()?.pack()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_a_program_and_has_seeds() {
        let manifest = files::read(&paths::root().join("fuzz/Cargo.toml")).unwrap();
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for (name, seeds) in TARGETS {
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
            assert!(paths::root().join(format!("fuzz/fuzz_targets/{name}.rs")).is_file(), "{name}");
            // Those of `packed` are made.
            let own = paths::root().join("fuzz/seeds").join(name).is_dir() || name == "packed";
            assert!(own || !seeds.is_empty(), "{name}");
            assert!(seeds.iter().all(|folder| paths::root().join(folder).is_dir()), "{name}");
        }
    }

    #[test]
    fn a_finding_is_the_panic_and_the_file() {
        let said = "INFO: x\nthread '<unnamed>' (7) panicked at src/a.rs:1:1:\nit broke\nstack backtrace:\n 0: a\n\
                    1: b\nSUMMARY: libFuzzer: deadly signal\nartifact_prefix='p/'; Test unit written to p/crash-1";
        let found = finding(said);
        assert!(
            found.contains("it broke") && found.contains("p/crash-1") && !found.contains("INFO"),
            "{found}"
        );
    }
}
