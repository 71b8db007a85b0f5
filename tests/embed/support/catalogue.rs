//! What an explorer should show, from the core and the catalogue that the site is built from.

use std::fs;
use std::sync::OnceLock;

use privacy_catalog::{Catalog, Index, Link};
use xtask::paths;

pub(super) fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let json = fs::read(paths::root().join("data/catalogue.json")).expect("the catalogue can be read");
        Index::new(Catalog::from_json("catalogue.json", &json).expect("the catalogue is sound"))
    })
}

/// The catalogue's SHA-256 as files name it.
pub(super) fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let hash = fs::read_to_string(paths::root().join("data/catalogue.sha256"));
        hash.expect("the hash can be read").trim().to_owned()
    })
}

/// The number of all facts.
pub(crate) fn all() -> usize {
    index().catalog().facts().len()
}

/// The number of the documents that they are taken from.
pub(crate) fn documents() -> usize {
    index().catalog().sources().len()
}

/// How many facts answer a fragment.
pub(crate) fn total(fragment: &str) -> usize {
    index().answer(&Link::parse(fragment, index()).0.query).total()
}

/// The ids of the facts that answer a fragment, in the order in which they are listed.
pub(crate) fn facts(fragment: &str) -> Vec<String> {
    let link = Link::parse(fragment, index()).0;
    let answer = index().answer(&link.query);
    let groups = index().groups(&answer, &link.query, link.grouping);
    let hits = groups.iter().flat_map(|group| index().group_hits(&answer, &groups, group, 0..usize::MAX));
    hits.map(|hit| index().catalog().facts()[hit.fact].id.clone()).collect()
}
