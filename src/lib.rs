//! The Privacy Explorer's widget: the catalogue's core, drawn with Yew in a page of anybody's.
//!
//! Nothing runs by itself: a page calls [`embed::mount`] with an element and a configuration.

mod app;
mod components;
mod doors;
mod download;
mod embed;
mod failure;
mod figure;
mod host;
mod later;
mod list;
mod listener;
mod location;
mod own;
mod pane;
mod scene;
mod shared;
mod state;
mod watch;
mod window;

// Smaller than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

pub use embed::{Explorer, mount, version};
pub use host::HostCatalog;

/// The embedded catalogue, packed; generated from `data/`.
const CATALOGUE: &[u8] = include_bytes!("../data/catalogue.packed");

/// The SHA-256 of the same catalogue in the public format, `data/catalogue.json`, in hexadecimal.
const CATALOGUE_HASH: &str = include_str!("../data/catalogue.sha256");
