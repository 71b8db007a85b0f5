//! An old link in a newer catalogue.

use super::{Changes, compare};
use crate::facet::Facet;
use crate::index::Index;
use crate::link::{Ignored, Link, Reason};
use crate::locale::Locale;
use crate::model::Catalog;

/// What a reader of an old link must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkChanges {
    /// The version of the catalogue that the link was made with.
    pub made_with: String,
    /// The version of the catalogue that reads it.
    pub now: String,
    /// The parts of the link, as `key=value`, that name what the catalogue doesn't have. A retired id
    /// that leads to another is none of them.
    pub gone: Vec<String>,
    /// What changed since, if the old catalogue is at hand.
    pub since: Option<Changes>,
}

/// What a link loses in this catalogue, by what [`Link::parse`] makes of it; `None` if it doesn't say which
/// version it was made with, or says this one. `old` is the old catalogue, if it is loaded; one of another
/// version is left out.
#[must_use]
pub fn of_link(
    locale: Locale,
    link: &Link,
    ignored: &[Ignored],
    old: Option<&Catalog>,
    index: &Index,
) -> Option<LinkChanges> {
    let catalog = index.catalog();
    let made_with = link.version.clone().filter(|version| version != catalog.version())?;
    let old = old.filter(|old| old.version() == made_with);
    let is_gone = |part: &str, reason: Reason| {
        let key = part.split('=').next().unwrap_or_default();
        let of_product = key.split_once('.').is_some_and(|(key, _)| key == "at" || key == "on");
        match reason {
            Reason::UnknownValue => !matches!(Facet::from_key(key), Some(Facet::Kind | Facet::State)),
            Reason::NoChoice => of_product || ["fact", "columns", "cell", "open"].contains(&key),
            _ => false,
        }
    };
    let gone = ignored.iter().filter(|one| is_gone(&one.part, one.reason)).map(|one| one.part.clone());
    Some(LinkChanges {
        gone: gone.collect(),
        since: old.map(|old| compare(locale, old, catalog)),
        now: catalog.version().to_owned(),
        made_with,
    })
}

impl LinkChanges {
    /// What is known, in sentences.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let Self { made_with, now, gone, since } = self;
        let mut sentences =
            vec![locale.fill(
                "This link was made with version {0} of the catalogue; this is {1}.",
                &[made_with, now],
            )];
        if !gone.is_empty() {
            let gone = gone.join(", ");
            sentences.push(locale.fill("What it names and the catalogue doesn't have: {0}.", &[&gone]));
        }
        sentences.push(match since {
            Some(changes) => changes.summary(locale),
            None => locale.fill(
                "Which facts changed since is not known unless the catalogue {0} is loaded.",
                &[made_with],
            ),
        });
        sentences.join(" ")
    }
}
