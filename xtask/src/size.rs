//! What the site weighs, file by file, and its budget.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::{files_below, name_within};
use crate::{paths, site};

/// The most that what the site loads first may weigh after brotli, in bytes.
pub const BUDGET: u64 = 170_000;

/// A number of bytes, as stored and as compressed for the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes as stored.
    pub raw: u64,
    /// Bytes after `gzip -9`.
    pub gzip: u64,
    /// Bytes after brotli at its highest level, 11.
    pub brotli: u64,
}

/// The sizes of a site's files; its `Display` is a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What loads first: path within the site and size, in order of the paths.
    pub files: Vec<(String, Size)>,
    /// What loads on first use, likewise.
    pub on_use: Vec<(String, Size)>,
}

impl Report {
    /// The sum over all files that load first.
    #[must_use]
    pub fn total(&self) -> Size {
        self.files.iter().fold(Size::default(), |sum, (_, size)| Size {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        })
    }

    /// By how many bytes the site exceeds [`BUDGET`], if it does.
    #[must_use]
    pub fn excess(&self) -> Option<u64> {
        self.total().brotli.checked_sub(BUDGET).filter(|excess| *excess > 0)
    }

    /// One sentence: within the budget or over it, and by how much.
    #[must_use]
    pub fn verdict(&self) -> String {
        let brotli = self.total().brotli;
        match self.excess() {
            Some(excess) => {
                format!("OVER BUDGET by {excess} bytes: {brotli} bytes after brotli, {BUDGET} allowed")
            }
            None => format!("within budget: {brotli} of {BUDGET} bytes after brotli"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = ("loads first".to_owned(), self.total());
        let on_use: Vec<_> =
            self.on_use.iter().map(|(name, size)| (format!("{name}, on first use"), *size)).collect();
        let rows = self.files.iter().chain([&total]).chain(&on_use);
        let width = rows.clone().map(|(name, _)| name.len()).max().unwrap_or(0);
        writeln!(f, "{:width$} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli")?;
        for (name, Size { raw, gzip, brotli }) in rows {
            writeln!(f, "{name:width$} {raw:>9} {gzip:>9} {brotli:>9}")?;
        }
        Ok(())
    }
}

/// What a page loads to begin.
const FIRST: [&str; 5] =
    ["index.html", "page.css", "icon.svg", "privacy-explorer.js", "privacy-explorer_bg.wasm"];

/// What no page loads of itself: declarations for editors, what readers save or frame, what stands in for
/// the program where none may run, licences.
const APART: [&str; 5] =
    ["privacy-explorer.d.ts", paths::FILE, "catalogue.html", "embed.js", crate::licences::FILE];

/// Weighs every file of a site that a browser loads for it to begin, and when it is used.
///
/// # Errors
/// If the folder or a file in it cannot be read, or it is not known when a file is loaded.
pub fn measure(dir: &Path) -> Result<Report> {
    let on_use = site::on_use();
    let mut report = Report::default();
    for path in files_below(dir)? {
        let name = name_within(dir, &path);
        let group = match name.as_str() {
            name if FIRST.contains(&name) => &mut report.files,
            name if on_use.iter().any(|one| one == name) => &mut report.on_use,
            name if APART.contains(&name) => continue,
            _ => bail!("nothing says when {name} is loaded: name it in site.rs or size.rs"),
        };
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        group.push((name, size(&bytes)?));
    }
    report.files.sort_by(|a, b| a.0.cmp(&b.0));
    report.on_use.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(report)
}

fn size(bytes: &[u8]) -> Result<Size> {
    Ok(Size { raw: bytes.len() as u64, gzip: gzip(bytes)?, brotli: brotli(bytes)? })
}

fn gzip(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

fn brotli(mut bytes: &[u8]) -> Result<u64> {
    let parameters =
        BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &parameters)?;
    Ok(packed.len() as u64)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::files;

    fn report(brotli: u64) -> Report {
        let small = Size { raw: 20, gzip: 30, brotli: 10 };
        let large = Size { raw: 900_000, gzip: 300_000, brotli };
        let files = vec![("a.css".to_owned(), small), ("b.wasm".to_owned(), large)];
        Report { files, on_use: vec![("b_second.wasm".to_owned(), small)] }
    }

    #[test]
    fn the_table_sets_what_loads_first_apart() {
        let expected = "\
bytes                             raw      gzip    brotli
a.css                              20        30        10
b.wasm                         900000    300000      1000
loads first                    900020    300030      1010
b_second.wasm, on first use        20        30        10
";
        assert_eq!(report(1000).to_string(), expected);
    }

    #[test]
    fn the_budget_is_the_last_byte_allowed() {
        assert_eq!(report(BUDGET - 10).excess(), None);
        assert_eq!(report(BUDGET - 9).excess(), Some(1));
        assert!(report(BUDGET).verdict().starts_with("OVER BUDGET by 10 bytes"));
    }

    #[test]
    fn every_file_of_a_site_is_known() {
        let folder = std::env::temp_dir().join(format!("privacy-explorer-size-{}", std::process::id()));
        files::empty(&folder).unwrap();
        let on_use = site::on_use();
        for name in FIRST.into_iter().chain(APART).chain(on_use.iter().map(String::as_str)) {
            files::write(&folder.join(name), name).unwrap();
        }
        let report = measure(&folder).unwrap();
        files::write(&folder.join("new.js"), "").unwrap();
        let error = measure(&folder).unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        let names = |files: &[(String, Size)]| -> BTreeSet<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&report.files), BTreeSet::from(FIRST.map(str::to_owned)));
        assert_eq!(names(&report.on_use), on_use.into_iter().collect());
        assert!(error.contains("new.js"), "{error}");
    }

    #[test]
    fn compression_compresses() {
        let size = size(&[b'a'; 10_000]).unwrap();
        assert_eq!(size.raw, 10_000);
        assert!(size.gzip < 100 && size.brotli < size.gzip, "{size:?}");
    }
}
