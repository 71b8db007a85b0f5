//! DPV terms have a prefix that is known.

use super::{Report, Rule};
use crate::Severity;
use crate::source::{Bundle, Dpv};

pub(super) const RULE: Rule = Rule {
    name: "terms",
    about: "A DPV term is a prefix of the Data Privacy Vocabulary 2.3, a colon and a name.",
    severity: Severity::Error,
    run,
};

const PREFIXES: [&str; 4] = ["pd", "dpv", "tech", "eu-gdpr"];

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    let types = c.data_types.iter().map(|e| ("data type", &e.id, &e.dpv));
    let features = c.features.iter().map(|e| ("feature", &e.id, &e.dpv));
    for (sort, id, dpv) in types.chain(features) {
        if let Some(Dpv { term, .. }) = dpv.as_ref().filter(|dpv| !is_term(&dpv.term)) {
            let message =
                format!("expected one of the prefixes {} and a name, found {term:?}", PREFIXES.join(", "));
            report.entry("", sort, id, "dpv.term", message);
        }
    }
}

fn is_term(term: &str) -> bool {
    term.split_once(':').is_some_and(|(prefix, name)| {
        PREFIXES.contains(&prefix) && name.starts_with(|c: char| c.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    #[test]
    fn known_prefixes_pass_and_others_do_not() {
        assert_holds(&RULE, |_| {});
        for term in ["Name", "foo:Name", "pd:", "pd:name"] {
            let change = |b: &mut Bundle| {
                if let Some(dpv) = &mut b.catalog.data_types[1].dpv {
                    dpv.term = term.into();
                }
            };
            assert_breaks(&RULE, change, "data type name: dpv.term", "expected one of the prefixes");
        }
    }
}
