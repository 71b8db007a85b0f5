//! Running other programs, and saying what runs and how long it took.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fmt};

use anyhow::{Context, Result, bail};

use crate::paths;

/// A command that runs in the project's root.
#[must_use]
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}

/// The Cargo that runs this program, or the one on `PATH`.
#[must_use]
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command with its output passed through.
///
/// # Errors
/// If it cannot be started or ends with anything but success.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", Line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", Line(command));
    }
    Ok(())
}

/// Runs a command and returns what it wrote to standard output.
///
/// # Errors
/// If it cannot be started or fails; the message then holds what it wrote to standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", Line(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", Line(command), output.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The files that git tracks or would track, by their names from the root: all of them, or those at some
/// paths. What is listed may have been deleted.
///
/// # Errors
/// If git fails.
pub fn listed(paths: &[&str]) -> Result<Vec<String>> {
    let listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"];
    let names = output(command("git").args(listing).args(paths))?;
    Ok(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Runs a command with a text as its standard input, and returns what it wrote to standard output.
/// It must read all before it writes.
///
/// # Errors
/// If it cannot be started, fails, or writes what is no UTF-8.
pub fn filter(command: &mut Command, input: &str) -> Result<String> {
    let start = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = start.with_context(|| format!("cannot start `{}`", Line(command)))?;
    // Dropped at the end of the statement, which ends the input.
    let written = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("`{}` failed ({})", Line(command), output.status);
    }
    written.transpose().with_context(|| format!("cannot write to `{}`", Line(command)))?;
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no text", Line(command)))
}

/// Does `work`, and prints its name before and its duration after, or that it failed.
///
/// # Errors
/// Those of `work`, with the name in front.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    match &result {
        Ok(_) => println!("    {name}: {seconds:.1} s"),
        Err(_) => println!("    {name}: FAILED after {seconds:.1} s"),
    }
    result.with_context(|| format!("step failed: {name}"))
}

/// The file of a program on `PATH`, if it is there.
#[must_use]
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(program)).find(|file| is_program(file))
}

/// `PATH` with these folders before it, for a child process.
///
/// # Errors
/// If a folder's name holds the character that separates the entries of `PATH`.
pub fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .context("a folder's name cannot stand in PATH")
}

fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}

/// A command as one would type it.
struct Line<'a>(&'a Command);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let program = Path::new(self.0.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str());
        write!(f, "{}", name.to_string_lossy())?;
        for argument in self.0.get_args() {
            write!(f, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_without_its_folder() {
        let mut command = Command::new("/some/where/cargo");
        command.args(["build", "--release"]);
        assert_eq!(Line(&command).to_string(), "cargo build --release");
    }

    #[test]
    fn a_filter_reads_and_writes() {
        assert_eq!(filter(&mut Command::new("cat"), "a\nb").unwrap(), "a\nb");
        let error = filter(&mut Command::new("false"), "").unwrap_err().to_string();
        assert!(error.contains("`false` failed"), "{error}");
    }

    #[test]
    fn files_are_listed_by_their_names_from_the_root() {
        assert_eq!(listed(&["xtask/src/process.rs"]).unwrap(), ["xtask/src/process.rs"]);
        let all = listed(&[]).unwrap();
        assert!(all.iter().any(|name| name == "Cargo.toml") && !all.iter().any(String::is_empty));
    }

    #[test]
    fn a_missing_program_is_not_found() {
        assert_eq!(find("no-program-has-this-name"), None);
    }

    #[test]
    fn a_failed_step_names_itself() {
        let error = step("count", || -> Result<()> { bail!("no fingers") }).unwrap_err();
        assert_eq!(format!("{error:#}"), "step failed: count: no fingers");
    }
}
