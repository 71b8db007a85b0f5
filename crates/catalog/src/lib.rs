//! The catalogue of privacy facts: what vendors state about personal data and security,
//! checked, indexed and queried, with no browser and no I/O.
//!
//! Data flows one way: text as an author wrote it ([`source`]) is checked ([`check`]) and becomes
//! the trusted [`Catalog`] ([`model`]); an [`Index`] over it answers a [`Query`]; a [`Link`] is a
//! whole view as text. The modules stand in groups: what reads, what is trusted, what asks, what is
//! made of the facts, what writes; and what serves them all.
//!
//! ```
//! use privacy_catalog::{Catalog, Facet, Index, Link};
//!
//! # let json = std::fs::read("tests/data/small.json").unwrap();
//! // A file of the public format is read as a whole, or refused with every mistake in it.
//! let catalog = Catalog::from_json("small.json", &json).unwrap();
//! assert!(Catalog::from_json("none.json", b"{}").is_err_and(|mistakes| mistakes.len() > 1));
//!
//! // What an address says after its `#`; what it can't mean is told, and matches nothing.
//! let index = Index::new(catalog);
//! let (link, ignored) = Link::parse("data_type=name&product=alpha", &index);
//! assert!(ignored.is_empty());
//! let (unknown, ignored) = Link::parse("product=gamma", &index);
//! assert_eq!((index.answer(&unknown.query).total(), ignored.len()), (0, 1));
//!
//! // The count beside a value is what a click on it finds.
//! let answer = index.answer(&link.query);
//! let beta = index.value(Facet::Product, "beta").unwrap();
//! let clicked = index.answer(&link.query.only(Facet::Product, "beta"));
//! assert_eq!(answer.counts(Facet::Product)[beta as usize] as usize, clicked.total());
//! ```

mod json;
pub mod source;

pub mod check;
mod diagnostic;
mod load;
pub mod model;
mod packed;
mod resolve;
mod unresolve;

pub mod facet;
pub mod index;
pub mod installation;
pub mod link;
pub mod locale;
pub mod query;
pub mod search;
pub mod settings;

pub mod articles;
pub mod brief;
mod by_data;
pub mod cell;
pub mod compare;
pub mod contradictions;
pub mod coverage;
pub mod flows;
pub mod lifecycle;
pub mod merge;
pub mod notes;
pub mod partners;
pub mod record;
pub mod versions;

pub mod export;
pub mod machine;
mod write;

mod order;
pub mod sorted;

pub use diagnostic::{Diagnostic, Severity};
pub use facet::Facet;
pub use index::{Answer, Hit, Index, IndexBuilder};
pub use installation::{Change, Installation, Why};
pub use link::{Grouping, Ignored, Link, View};
pub use load::CatalogLoader;
pub use locale::{Language, Locale, message};
pub use model::Catalog;
pub use privacy_engine::text;
pub use query::{Query, Selection};
pub use settings::Settings;
