//! `cargo xtask trunk`: runs Trunk with the versions of its tools that the project pins.

use anyhow::Result;

use crate::process::{self, command, path_with};
use crate::{paths, setup, widget};

/// Installs Trunk and its tools if they are missing, then runs it with these arguments.
///
/// # Errors
/// If something cannot be installed, or Trunk fails.
pub fn run(args: &[String]) -> Result<()> {
    setup::wasm_target()?;
    setup::wasm_bindgen_cli()?;
    setup::trunk()?;
    let _ = setup::shrinking_tool("wasm-opt");
    let programs = paths::tools().join("bin");
    process::run(
        command(programs.join("trunk"))
            .args(args)
            .env("PATH", path_with(&[programs, paths::node_tools()])?)
            // The same flags as `build`, so that what it compiled is used again.
            .env("CARGO_ENCODED_RUSTFLAGS", widget::rust_flags()?),
    )
}
