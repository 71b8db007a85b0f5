//! The Privacy Explorer's widget: the catalogue's core, drawn with Yew in a page of anybody's.
//!
//! Nothing runs by itself: a page calls [`embed::mount`] with an element and a configuration.

mod app;
mod components;
mod embed;
mod location;
mod scene;
mod shared;
mod state;
mod watch;

pub use embed::{Explorer, mount};

/// The embedded catalogue in the public format, generated from `data/`.
const CATALOGUE: &[u8] = include_bytes!("../data/catalogue.json");

/// The SHA-256 of [`CATALOGUE`], in hexadecimal.
const CATALOGUE_HASH: &str = include_str!("../data/catalogue.sha256");
