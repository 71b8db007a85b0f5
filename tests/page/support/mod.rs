//! What every test of the page stands on.

mod axe;
mod chromium;
mod core;
mod driver;
mod elements;
pub(crate) mod keys;
mod page;
mod run;
mod script;
mod sight;
mod tree;
mod verdict;

pub(crate) use axe::Rules;
pub(crate) use core::catalogue_hash;
pub(crate) use page::Page;
pub(crate) use run::{Setup, on_site, run, unopened};
pub(crate) use tree::Tree;
