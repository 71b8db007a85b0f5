//! Where things lie: the project, its build output, its tools.

use std::env;
use std::path::{Path, PathBuf};

/// The name of the explorer as a single file.
pub const FILE: &str = "privacy-explorer.html";

/// The project's root: the folder of the workspace's `Cargo.toml`.
#[must_use]
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Cargo's target folder: `CARGO_TARGET_DIR` if it is set, else `target/` in the root.
#[must_use]
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), absolute)
}

/// The site that `cargo xtask build` writes.
#[must_use]
pub fn site() -> PathBuf {
    root().join("dist/site")
}

/// The explorer as a single file, beside the site that holds the same file.
#[must_use]
pub fn file() -> PathBuf {
    root().join("dist").join(FILE)
}

/// The package for npm that `cargo xtask build` writes.
#[must_use]
pub fn npm() -> PathBuf {
    root().join("dist/npm")
}

/// The example that is a program itself, as `xtask::example` builds it for the tests.
#[must_use]
pub fn example_host() -> PathBuf {
    target().join("xtask/example-host")
}

/// The site that page tests open: `SITE_DIR` (relative to the root) if it is set, else [`site`].
#[must_use]
pub fn site_under_test() -> PathBuf {
    env::var_os("SITE_DIR").map_or_else(site, |dir| root().join(dir))
}

/// Command-line tools installed for this project alone, as `cargo install --root` lays them out.
#[must_use]
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// Command-line tools that `npm ci` installs.
#[must_use]
pub fn node_tools() -> PathBuf {
    root().join("node_modules/.bin")
}

fn absolute(path: impl Into<PathBuf>) -> PathBuf {
    let path = path.into();
    env::current_dir().map_or_else(|_| path.clone(), |here| here.join(&path))
}
