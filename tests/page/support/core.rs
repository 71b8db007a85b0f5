//! What the page should show, from the core and the catalogue that the site is built from.

use std::fs;
use std::path::{Path, PathBuf};

use privacy_catalog::model::Fact;
use privacy_catalog::{Answer, Catalog, Facet, Index, Link};
use xtask::widget;

use super::drawn;

pub(crate) struct Core {
    pub(crate) index: Index,
}

impl Core {
    pub(crate) fn load() -> Self {
        Self { index: drawn::index() }
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        self.index.catalog()
    }

    /// The number of all facts.
    pub(crate) fn all(&self) -> usize {
        self.catalog().facts().len()
    }

    /// The number of the documents that they are taken from.
    pub(crate) fn documents(&self) -> usize {
        self.catalog().sources().len()
    }

    pub(crate) fn fact(&self, id: &str) -> &Fact {
        let place = self.catalog().facts().find(id);
        &self.catalog().facts()[place.unwrap_or_else(|| panic!("no fact {id}"))]
    }

    pub(crate) fn link(&self, fragment: &str) -> Link {
        Link::parse(fragment, &self.index).0
    }

    /// The index for the installation of a fragment.
    pub(crate) fn installed(&self, fragment: &str) -> Index {
        self.index.installed(&self.link(fragment).installation)
    }

    pub(crate) fn answer(&self, fragment: &str) -> Answer {
        self.installed(fragment).answer(&self.link(fragment).query)
    }

    pub(crate) fn total(&self, fragment: &str) -> usize {
        self.answer(fragment).total()
    }

    /// The ids of the facts in the order in which the page lists them.
    pub(crate) fn facts(&self, fragment: &str) -> Vec<String> {
        drawn::facts(&self.installed(fragment), &self.link(fragment))
    }

    /// For each row of the list, its place in its group, from 1, and how many rows the group has.
    pub(crate) fn places(&self, fragment: &str) -> Vec<(usize, usize)> {
        let link = self.link(fragment);
        let groups = self.index.groups(&self.index.answer(&link.query), &link.query, link.grouping);
        groups.iter().flat_map(|group| (1..=group.len).map(|place| (place, group.len))).collect()
    }

    /// The name of a value.
    pub(crate) fn name(&self, facet: Facet, id: &str) -> &str {
        &self.index.values(facet)[self.place(facet, id)].name
    }

    /// The count beside a value.
    pub(crate) fn count(&self, fragment: &str, facet: Facet, id: &str) -> usize {
        self.answer(fragment).counts(facet)[self.place(facet, id)] as usize
    }

    fn place(&self, facet: Facet, id: &str) -> usize {
        let place = self.index.value(facet, id);
        place.unwrap_or_else(|| panic!("no {} {id}", facet.info().key)) as usize
    }
}

/// The part of the program that a page begins with; the catalogue is in it.
pub(crate) fn program_in(site: &Path) -> PathBuf {
    let [first, _] = widget::files();
    site.join(first)
}

/// Fails if the site was built from another catalogue: every comparison would be pointless.
pub(crate) fn must_be_in(site: &Path) {
    let program = fs::read(program_in(site)).expect("the site is built: `cargo xtask build`");
    let hash = drawn::catalogue_hash();
    assert!(
        program.windows(hash.len()).any(|window| window == hash.as_bytes()),
        "the site is older than data/catalogue.json: run `cargo xtask build`"
    );
}
