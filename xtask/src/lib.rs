//! The project's own commands, as a library so that page tests can serve the site as `serve` does.

pub mod args;
mod base85;
pub mod bench;
pub mod browser;
pub mod bundle;
pub mod catalog;
pub mod check;
pub mod example;
pub mod leaks;
pub mod minify;
pub mod npm;
pub mod one_file;
pub mod page;
pub mod paths;
pub mod process;
pub mod route;
pub mod serve;
pub mod server;
pub mod setup;
pub mod site;
pub mod size;
pub mod split;
pub mod suite;
pub mod table;
pub mod template;
pub mod trunk;
pub mod widget;
