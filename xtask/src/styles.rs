//! Style sheets of several files: a sheet imports its parts, one a line, and the build puts them in its place, since a
//! sheet made in a script can't import.

use std::path::Path;

use anyhow::{Context, Result};

use crate::files;

/// The line that a part stands in.
const IMPORT: [&str; 2] = ["@import \"", "\";"];

/// A style sheet with its parts in the places of its imports.
///
/// # Errors
/// If the sheet, or a part, can't be read.
pub fn read(file: &Path) -> Result<String> {
    let folder = file.parent().context("a style sheet lies in a folder")?;
    let mut whole = String::new();
    for line in files::read(file)?.lines() {
        match part(line) {
            Some(part) => whole += &files::read(&folder.join(part))?,
            None => whole += line,
        }
        whole.push('\n');
    }
    Ok(whole)
}

/// The file that a line imports.
fn part(line: &str) -> Option<&str> {
    line.strip_prefix(IMPORT[0])?.strip_suffix(IMPORT[1])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;

    #[test]
    fn each_sheet_imports_all_of_its_folder() {
        for name in ["widget", "second"] {
            let folder = paths::root().join("static");
            let sheet = files::read(&folder.join(format!("{name}.css"))).unwrap();
            let imported = sheet.lines().filter_map(part);
            let imported: Vec<_> = imported.map(|part| folder.join(part)).collect();
            let mut there: Vec<_> =
                fs::read_dir(folder.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
            there.sort();
            let mut sorted = imported.clone();
            sorted.sort();
            assert_eq!(sorted, there);
            let whole = read(&folder.join(format!("{name}.css"))).unwrap();
            assert!(!whole.contains("@import"), "an import that isn't understood is left");
            assert!(imported.iter().all(|part| whole.contains(&files::read(part).unwrap())));
        }
    }
}
