//! What an explorer should show, from the core and the catalogue that the site is built from.

use std::sync::OnceLock;

use privacy_catalog::{Index, Link};

use super::drawn;

pub(super) fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(drawn::index)
}

/// The number of all facts.
pub(crate) fn all() -> usize {
    index().catalog().facts().len()
}

/// The number of the documents that they are taken from.
pub(crate) fn documents() -> usize {
    index().catalog().sources().len()
}

/// A fragment's link, and the index for its installation.
pub(super) fn asked(fragment: &str) -> (Link, Index) {
    let link = Link::parse(fragment, index()).0;
    let index = index().installed(&link.installation);
    (link, index)
}

/// How many facts answer a fragment.
pub(crate) fn total(fragment: &str) -> usize {
    let (link, index) = asked(fragment);
    index.answer(&link.query).total()
}

/// The ids of the facts that answer a fragment, in the order in which they are listed.
pub(crate) fn facts(fragment: &str) -> Vec<String> {
    let (link, index) = asked(fragment);
    drawn::facts(&index, &link)
}
