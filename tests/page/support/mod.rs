//! What every test of the page stands on.

#[path = "../../common/drawn.rs"]
pub(crate) mod drawn;
#[path = "../../common/keys.rs"]
pub(crate) mod keys;
#[path = "../../common/wire.rs"]
mod wire;

mod axe;
mod chromium;
mod core;
mod driver;
mod elements;
mod page;
mod run;
mod script;
mod sight;
mod tree;
mod verdict;

pub(crate) use axe::Rules;
pub(crate) use core::program_in;
pub(crate) use drawn::catalogue_hash;
pub(crate) use page::Page;
pub(crate) use run::{Setup, on_site, run, unopened};
pub(crate) use tree::Tree;
