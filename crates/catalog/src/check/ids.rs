//! Ids are well formed and stand once.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::Severity;
use crate::model::RecipientKind;
use crate::resolve::{NAME_OF_A_KIND, malformed, stands_twice};
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "ids",
    about: "Every id is lower-case ASCII with hyphens and stands once in its table.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    let own = |product: &str, id: &str| (product.to_owned(), id.to_owned());
    check("product", c.products.iter().map(|e| own(&e.id, &e.id)), report);
    check("source", c.sources.iter().map(|e| own(&e.product, &e.id)), report);
    check("data type", c.data_types.iter().map(|e| own("", &e.id)), report);
    check("feature", c.features.iter().map(|e| own("", &e.id)), report);
    check("subject", c.subjects.iter().map(|e| own("", &e.id)), report);
    check("recipient", c.recipients.iter().map(|e| own("", &e.id)), report);
    for recipient in c.recipients.iter().filter(|e| RecipientKind::ALL.iter().any(|kind| kind.id() == e.id)) {
        report.entry("", "recipient", &recipient.id, "id", NAME_OF_A_KIND);
    }
    check("fact", c.facts.iter().map(|e| own(&e.product, &e.id)), report);
    for product in &c.products {
        check("component", product.components.iter().map(|e| own(&product.id, &e.id)), report);
    }
}

fn check(sort: &str, ids: impl Iterator<Item = (String, String)>, report: &mut Report<'_>) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (product, id) in ids {
        if let Some(message) = malformed(&id) {
            report.entry(&product, sort, &id, "id", message);
        }
        if let Some(first) = seen.get(&id) {
            let file = report.bundle.file_of(first).to_owned();
            report.entry(&product, sort, &id, "id", stands_twice(&file));
        } else {
            seen.insert(id, product);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;

    #[test]
    fn sound_ids_pass() {
        assert_holds(&RULE, |_| {});
    }

    #[test]
    fn malformed_and_repeated_ids_are_found() {
        for id in ["", "Ähre", "two words", "-a", "a-", "a--b", "UPPER", "all"] {
            assert_breaks(&RULE, |b| b.catalog.facts[0].id = id.into(), "fact", "expected lower-case");
        }
        assert_breaks(&RULE, |b| b.catalog.recipients[0].id = "person".into(), "recipient person", "a kind");
        assert_breaks(
            &RULE,
            |b| b.catalog.facts[1].id = b.catalog.facts[0].id.clone(),
            "fact alpha-name",
            "stands twice",
        );
    }
}
