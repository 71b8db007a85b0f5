//! Everything that is declared is used.

use std::collections::BTreeSet;

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "unused",
    about: "Every vocabulary entry, component and release is named by a fact; a group by an entry, and a release also as the one that the source covers.",
    severity: Severity::Warning,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    let mut types: BTreeSet<&str> = c.facts.iter().flat_map(|f| &f.data_types).map(String::as_str).collect();
    let mut features: BTreeSet<&str> = c.facts.iter().flat_map(|f| &f.features).map(String::as_str).collect();
    types.extend(c.data_types.iter().filter_map(|e| e.group.as_deref()));
    features.extend(c.features.iter().filter_map(|e| e.family.as_deref()));
    let subjects: BTreeSet<&str> = c.facts.iter().flat_map(|f| &f.subjects).map(String::as_str).collect();
    let recipients: BTreeSet<&str> = c.facts.iter().flat_map(|f| &f.recipients).map(String::as_str).collect();
    check("data type", c.data_types.iter().map(|e| &e.id), &types, report);
    check("feature", c.features.iter().map(|e| &e.id), &features, report);
    check("subject", c.subjects.iter().map(|e| &e.id), &subjects, report);
    check("recipient", c.recipients.iter().map(|e| &e.id), &recipients, report);
    for product in &c.products {
        let own = || c.facts.iter().filter(|fact| fact.product == product.id);
        let components: BTreeSet<_> = own().filter_map(|fact| fact.component.as_ref()).collect();
        for component in product.components.iter().filter(|e| !components.contains(&e.id)) {
            report.entry(&product.id, "component", &component.id, "", "no fact names it; remove it");
        }
        let gates: BTreeSet<_> = own().flat_map(|fact| [&fact.since, &fact.until]).flatten().collect();
        let used = |release: &String| gates.contains(release) || product.covers.as_ref() == Some(release);
        for release in product.releases.iter().filter(|release| !used(release)) {
            let message = format!("no fact is gated by {release}, and the source isn't about it; remove it");
            report.entry(&product.id, "product", &product.id, "releases", message);
        }
    }
}

fn check<'a>(
    sort: &str,
    ids: impl Iterator<Item = &'a String>,
    used: &BTreeSet<&str>,
    report: &mut Report<'_>,
) {
    for id in ids.filter(|id| !used.contains(id.as_str())) {
        report.entry("", sort, id, "", "no fact names it; remove it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::{Component, Subject};

    #[test]
    fn what_no_fact_names_is_found() {
        assert_holds(&RULE, |_| {});
        let subject = Subject { id: "ghost".into(), name: "Ghost".into(), synonyms: Vec::new() };
        assert_breaks(&RULE, |b| b.catalog.subjects.push(subject), "subject ghost", "no fact names it");
        let part = Component { id: "ghost".into(), name: "Ghost".into() };
        assert_breaks(&RULE, |b| b.catalog.products[0].components.push(part), "component ghost", "no fact");
        let release = |b: &mut crate::source::Bundle| b.catalog.products[0].releases.push("9.9".into());
        assert_breaks(&RULE, release, "product alpha: releases", "9.9");
    }
}
