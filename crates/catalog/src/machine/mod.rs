//! The catalogue for other machines: a row or a document per fact, and two published vocabularies.
//!
//! Each format is a pure function of the catalogue: the same catalogue gives the same bytes. None
//! of them says more than the documents do: where a format has no word for a state, it is told in
//! a property of our own, and what the documents deny, limit or contradict is never asserted.

mod dpv;
mod opensearch;
mod oscal;
mod rows;
mod uuid;

pub use dpv::dpv_jsonld;
pub use opensearch::{opensearch, opensearch_mapping};
pub use oscal::oscal;
pub use rows::jsonl;

use std::fmt::Write as _;

use crate::model::{Catalog, Fact, Kind, State};

/// The beginning of every name of our own: of entries, of terms and of property namespaces. It is
/// no address, and nothing is to be fetched there.
const OWN: &str = "urn:privacy-explorer:";

/// Whether the document states without reserve that the product does, has or offers what the fact
/// describes: provided, and in whatever release. All else is only quoted.
fn is_unreserved(fact: &Fact) -> bool {
    fact.state == Some(State::Provided) && fact.since.is_none() && fact.until.is_none()
}

/// Whether a fact is about a security feature of the product.
fn is_of_features(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Measure | Kind::Procedure)
}

/// The title of a fact's section, if its source lists the section.
fn section_title<'a>(catalog: &'a Catalog, fact: &Fact) -> Option<&'a str> {
    let sections = &catalog.sources()[fact.cite.source].sections;
    fact.cite.section.map(|place| sections[place].title.as_str())
}

/// A name of our own for what has these ids. What may not stand in a name is percent-encoded
/// (RFC 3986, section 2.1), so different ids have different names.
fn own(sort: &str, ids: &[&str]) -> String {
    let mut name = format!("{OWN}{sort}");
    for id in ids {
        name.push(':');
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                name.push(char::from(byte));
            } else {
                // Writing to a string can't fail.
                let _ = write!(name, "%{byte:02X}");
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_only_what_may_stand_in_a_name() {
        assert_eq!(own("fact", &["mx-one-sso"]), "urn:privacy-explorer:fact:mx-one-sso");
        assert_eq!(own("component", &["a:b", "\"é\n"]), "urn:privacy-explorer:component:a%3Ab:%22%C3%A9%0A");
    }
}
