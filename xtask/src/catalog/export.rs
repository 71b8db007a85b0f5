//! What `export` prints: the catalogue in one of its formats.

use anyhow::{Context, Result, bail};
use privacy_catalog::{Catalog, machine};

/// A format, and what must be known to write it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format<'a> {
    Json,
    Jsonl,
    OpenSearch { index: &'a str },
    OpenSearchMapping,
    Dpv,
    Oscal { date: &'a str },
}

impl<'a> Format<'a> {
    /// Reads the name of a format and the options that follow it.
    ///
    /// # Errors
    /// If there is no such format, or the options are not its own.
    pub(super) fn read(name: &str, options: &[&'a str]) -> Result<Self> {
        Ok(match (name, options) {
            ("json", []) => Self::Json,
            ("jsonl", []) => Self::Jsonl,
            ("opensearch", []) => Self::OpenSearch { index: "privacy-facts" },
            ("opensearch", ["--index", index]) => Self::OpenSearch { index },
            ("opensearch-mapping", []) => Self::OpenSearchMapping,
            ("dpv", []) => Self::Dpv,
            ("oscal", ["--date", date]) => Self::Oscal { date },
            ("oscal", []) => bail!("`oscal` needs the day that its document is of: --date YYYY-MM-DD"),
            ("json" | "jsonl" | "opensearch" | "opensearch-mapping" | "dpv" | "oscal", _) => {
                bail!("`export --format {name}` does not take `{}`", options.join(" "))
            }
            _ => bail!(
                "there is no format `{name}`; there are json, jsonl, opensearch, opensearch-mapping, dpv and oscal"
            ),
        })
    }

    /// The catalogue in this format.
    ///
    /// # Errors
    /// If the day is none of the calendar.
    pub(super) fn of(&self, catalog: &Catalog) -> Result<String> {
        Ok(match self {
            Self::Json => catalog.to_source().to_json(),
            Self::Jsonl => machine::jsonl(catalog),
            Self::OpenSearch { index } => machine::opensearch(catalog, index),
            Self::OpenSearchMapping => machine::opensearch_mapping(),
            Self::Dpv => machine::dpv_jsonld(catalog),
            Self::Oscal { date } => machine::oscal(catalog, date)
                .with_context(|| format!("--date needs a day as YYYY-MM-DD, found `{date}`"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_take_their_own_options() {
        assert_eq!(
            Format::read("opensearch", &["--index", "x"]).ok(),
            Some(Format::OpenSearch { index: "x" })
        );
        assert_eq!(
            Format::read("oscal", &["--date", "2026-11-22"]).ok(),
            Some(Format::Oscal { date: "2026-11-22" })
        );
        for (name, options, expected) in [
            ("oscal", &[][..], "needs the day"),
            ("dpv", &["--date", "2026-11-22"], "does not take"),
            ("csv", &[], "no format `csv`"),
        ] {
            let error = Format::read(name, options).expect_err("it is a mistake").to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        let json = include_bytes!("../../../crates/catalog/tests/data/small.json");
        let catalog = Catalog::from_json("small.json", json).expect("it is sound");
        let error = Format::Oscal { date: "2026-02-30" }.of(&catalog).expect_err("it is no day");
        assert!(error.to_string().contains("2026-02-30"), "{error}");
    }
}
