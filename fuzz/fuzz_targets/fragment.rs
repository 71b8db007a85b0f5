//! The text after the `#` of an address: it is a view, and its answer can be shown and saved.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use privacy_catalog::Index;
use privacy_fuzz::{show, small};

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(small()));

fuzz_target!(|input: &[u8]| {
    // What the browser hands over is text; a lone surrogate arrives as U+FFFD.
    show(&String::from_utf8_lossy(input), &INDEX);
});
