//! Redirects lead from ids that are gone to ids that are there.

use std::collections::BTreeSet;

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "redirects",
    about: "A redirect leads from a retired id to one that exists, in one step.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    let vocabulary = c.data_types.iter().map(|e| &e.id).chain(c.features.iter().map(|e| &e.id));
    let ids: BTreeSet<&String> = vocabulary
        .chain(c.products.iter().map(|e| &e.id))
        .chain(c.sources.iter().map(|e| &e.id))
        .chain(c.subjects.iter().map(|e| &e.id))
        .chain(c.recipients.iter().map(|e| &e.id))
        .chain(c.facts.iter().map(|e| &e.id))
        .collect();
    for (old, new) in &c.redirects {
        if ids.contains(old) {
            report.entry("", "redirect", old, "", "the id is in use; remove the redirect");
        }
        if !ids.contains(new) {
            let message = format!("expected an id that exists, found {new:?}; lead it to where it ends");
            report.entry("", "redirect", old, "", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    #[test]
    fn dangling_redirects_and_living_sources_are_found() {
        assert_holds(&RULE, |_| {});
        let add = |old: &'static str, new: &'static str| {
            move |b: &mut Bundle| drop(b.catalog.redirects.insert(old.into(), new.into()))
        };
        assert_breaks(&RULE, add("gone", "nowhere"), "redirect gone", "found \"nowhere\"");
        assert_breaks(&RULE, add("name", "email"), "redirect name", "in use");
    }
}
