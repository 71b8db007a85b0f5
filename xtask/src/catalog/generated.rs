//! The files that are generated from the catalogue and committed: stale ones fail the check.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
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
/// If one is missing or stale.
pub(super) fn compare(catalog: &Catalog) -> Result<()> {
    for (path, content) in files(catalog)? {
        if fs::read(&path).ok().as_ref() != Some(&content) {
            bail!("{} is stale; run `cargo xtask catalog build` and commit it", path.display());
        }
    }
    Ok(())
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
