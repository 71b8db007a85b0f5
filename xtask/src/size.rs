//! What the site weighs, file by file, and its budget.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The most that what the site loads first may weigh after brotli, in bytes.
pub const BUDGET: u64 = 170_000;

/// What the site may weigh until it keeps its [`BUDGET`]; to be lowered, and raised only for what readers
/// have of it: the engine for large catalogues, the element with its dialog and the saved file.
pub const CEILING: u64 = 188_500;

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

/// What is not loaded first: declarations for editors, what readers save or frame, what stands in for
/// the program where none may run, licences.
const LATER: [&str; 5] =
    [".d.ts", "privacy-explorer.html", "catalogue.html", "embed.js", crate::licences::FILE];

/// What loads when it is first used.
const ON_USE: [&str; 5] = ["_second.wasm", "_second.css", "_share.js", "_fr.txt", "_de.txt"];

/// Weighs every file below a folder that a browser loads for the site to begin, and when it is used.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn measure(dir: &Path) -> Result<Report> {
    let mut report = Report::default();
    for path in files_below(dir)?.into_iter().filter(|path| is_loaded_first(path) || is_on_use(path)) {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(dir).unwrap_or(&path);
        let group = if is_on_use(&path) { &mut report.on_use } else { &mut report.files };
        group.push((name.to_string_lossy().replace('\\', "/"), size(&bytes)?));
    }
    report.files.sort_by(|a, b| a.0.cmp(&b.0));
    report.on_use.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(report)
}

fn is_on_use(path: &Path) -> bool {
    ON_USE.iter().any(|end| path.to_string_lossy().ends_with(end))
}

fn is_loaded_first(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !is_on_use(path)
        && !LATER.iter().any(|later| name == *later || (later.starts_with('.') && name.ends_with(later)))
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

/// Every file in a folder and in the folders of it.
pub(crate) fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_comes_later_does_not_count() {
        let first = ["index.html", "privacy-explorer.js", "privacy-explorer_bg.wasm", "page.css", "icon.svg"];
        let later = [
            "privacy-explorer.d.ts",
            "privacy-explorer.html",
            "catalogue.html",
            "embed.js",
            "a_second.wasm",
            "a_second.css",
            "a_share.js",
            "THIRD-PARTY.txt",
        ];
        assert!(first.into_iter().all(|name| is_loaded_first(&Path::new("dist/site").join(name))));
        assert!(!later.into_iter().any(|name| is_loaded_first(&Path::new("dist/site").join(name))));
    }

    #[test]
    fn compression_compresses() {
        let size = size(&[b'a'; 10_000]).unwrap();
        assert_eq!(size.raw, 10_000);
        assert!(size.gzip < 100 && size.brotli < size.gzip, "{size:?}");
    }
}
