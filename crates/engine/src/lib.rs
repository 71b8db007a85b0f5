//! What an index is made of: sets of numbers, postings, ranks, words. Nothing here knows what
//! they are about.
//!
//! It is a package of its own since it is compiled for speed, and all else of the page for size.

pub mod bits;
pub mod cursor;
pub mod forward;
pub mod hash;
pub mod json;
pub mod posting;
pub mod rank;
mod short;
pub mod terms;
pub mod text;
pub mod values;
pub mod words;
