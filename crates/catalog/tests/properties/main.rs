//! What must hold for every catalogue, query, fragment and file.

mod answers;
mod comparisons;
mod exports;
mod files;
mod flows;
mod installations;
mod links;
mod lives;
mod machines;
mod notes;
#[path = "../support/files.rs"]
mod read;
mod records;
#[path = "../support/mod.rs"]
mod support;
mod versions;
mod worlds;

use proptest::test_runner::Config;

/// As many cases, and no file beside the sources: a failure prints the smallest case it found.
fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}
