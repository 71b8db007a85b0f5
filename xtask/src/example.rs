//! Builds the example that is a program itself: `examples/host`, which `examples/yew.html` starts.

use std::fs;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{cargo, run, step};
use crate::setup::{self, WASM};
use crate::{paths, widget};

/// The example's package, and the stem of its files.
const NAME: &str = "example-host";

/// Compiles the example and binds it to JavaScript, in [`paths::example_host`].
///
/// # Errors
/// If it does not compile, or cannot be bound.
pub fn build() -> Result<()> {
    setup::wasm_target()?;
    step("compiling the example of another program of Yew", || {
        // As the widget is compiled, so that they share what they are made of.
        run(cargo()
            .args(["build", "--release", "--locked", "--target", WASM, "--package", NAME])
            .env("CARGO_ENCODED_RUSTFLAGS", widget::rust_flags()?))
    })?;
    let wasm = paths::target().join(WASM).join("release").join(NAME).with_extension("wasm");
    let bytes = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    Bindgen::new()
        .web(true)?
        .input_bytes(NAME, bytes)
        .typescript(false)
        .generate(paths::example_host())
        .context("wasm-bindgen could not bind the example")
}
