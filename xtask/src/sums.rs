//! The checksums of what was built, by which two builds are compared, and a copy with its build.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::files::{self, files_below, name_within};

/// The file's name, in the folder whose files it names; `sha256sum --check` reads it.
pub const FILE: &str = "SHA256SUMS";

/// Writes the checksums of all files below a folder into it, and returns them.
///
/// # Errors
/// If a file cannot be read or written.
pub fn write(folder: &Path) -> Result<String> {
    let sums = of(folder)?;
    files::write(&folder.join(FILE), &sums)?;
    Ok(sums)
}

/// The checksum and the name of each file below a folder, a line each, in order of the names.
fn of(folder: &Path) -> Result<String> {
    let mut names = files_below(folder)?
        .iter()
        .map(|path| name_within(folder, path))
        // Trunk's build is another one, made by hand.
        .filter(|name| name != FILE && !name.starts_with("trunk/"))
        .collect::<Vec<_>>();
    names.sort();
    let mut sums = String::new();
    for name in names {
        let bytes = fs::read(folder.join(&name)).with_context(|| format!("cannot read {name}"))?;
        writeln!(sums, "{}  {name}", sha256(&bytes))?;
    }
    Ok(sums)
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The names whose checksums differ, or that only one of two texts has.
#[must_use]
pub fn differences<'a>(one: &'a str, other: &'a str) -> Vec<&'a str> {
    let only = |these: &'a str, those: &'a str| {
        let lines: Vec<&str> = those.lines().collect();
        these.lines().filter(move |line| !lines.contains(line)).filter_map(|line| line.split("  ").nth(1))
    };
    let mut names: Vec<&str> = only(one, other).chain(only(other, one)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_in_order_and_known_to_other_tools() {
        let folder = std::env::temp_dir().join(format!("privacy-explorer-sums-{}", std::process::id()));
        fs::create_dir_all(folder.join("b")).unwrap();
        fs::write(folder.join("c"), "").unwrap();
        fs::write(folder.join("b/a"), "abc").unwrap();
        let sums = write(&folder).unwrap();
        assert_eq!(write(&folder).unwrap(), sums, "its own file is not among them");
        fs::remove_dir_all(&folder).unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/a\n\
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  c\n";
        assert_eq!(sums, expected);
    }

    #[test]
    fn what_differs_is_named_once() {
        assert_eq!(differences("1  a\n2  b\n3  c\n", "1  a\n9  b\n4  d\n"), ["b", "c", "d"]);
        assert_eq!(differences("1  a\n", "1  a\n"), [] as [&str; 0]);
    }
}
