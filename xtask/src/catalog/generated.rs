//! The files that are generated from the catalogue and committed: stale ones fail the check.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use privacy_catalog::{Catalog, source};

use crate::{files, paths, sums};

/// Writes the generated files.
///
/// # Errors
/// If one can't be made or written.
pub(super) fn write(catalog: &Catalog) -> Result<()> {
    for (path, content) in files(catalog)? {
        files::write(&path, content)?;
    }
    Ok(())
}

/// Compares the generated files with what they should hold.
///
/// # Errors
/// If one is missing or stale; the message names all that are.
pub(super) fn compare(catalog: &Catalog) -> Result<()> {
    let stale = stale(files(catalog)?);
    ensure!(stale.is_empty(), "stale: {}; run `cargo xtask catalog build` and commit it", stale.join(", "));
    Ok(())
}

/// Those that don't hold what they should.
fn stale(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Vec<String> {
    let stale = files.into_iter().filter(|(path, content)| fs::read(path).ok().as_ref() != Some(content));
    stale.map(|(path, _)| path.display().to_string()).collect()
}

fn files(catalog: &Catalog) -> Result<[(PathBuf, Vec<u8>); 4]> {
    let json = catalog.to_source().to_json();
    let hash = sums::sha256(json.as_bytes());
    let packed = catalog.pack().context("the catalogue holds a NUL character")?;
    let root = paths::root();
    Ok([
        (root.join("data/catalogue.json"), json.into_bytes()),
        (root.join("data/catalogue.packed"), packed),
        (root.join("data/catalogue.sha256"), hash.into_bytes()),
        (root.join("docs/privacy-catalog-1.schema.json"), source::json_schema().into_bytes()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stale_files_are_named_at_once() {
        let [missing, other, same] =
            ["no-such-file", "Cargo.toml", "rustfmt.toml"].map(|name| paths::root().join(name));
        let content = fs::read(&same).unwrap();
        let named = [&missing, &other].map(|path| path.display().to_string());
        assert_eq!(stale([(missing, Vec::new()), (other, Vec::new()), (same, content)]), named);
    }
}
