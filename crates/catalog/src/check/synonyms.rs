//! A synonym leads to one entry of its table.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;
use privacy_engine::text::fold;

pub(super) const RULE: Rule = Rule {
    name: "synonyms",
    about: "No name or synonym is claimed by two entries of one table.",
    severity: Severity::Warning,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    check("product", c.products.iter().map(|e| (&e.id, &e.name, &e.aliases)), report);
    check("data type", c.data_types.iter().map(|e| (&e.id, &e.name, &e.synonyms)), report);
    check("feature", c.features.iter().map(|e| (&e.id, &e.name, &e.synonyms)), report);
    check("subject", c.subjects.iter().map(|e| (&e.id, &e.name, &e.synonyms)), report);
    check("recipient", c.recipients.iter().map(|e| (&e.id, &e.name, &e.synonyms)), report);
}

fn check<'a>(
    sort: &str,
    entries: impl Iterator<Item = (&'a String, &'a String, &'a Vec<String>)>,
    report: &mut Report<'_>,
) {
    let mut claimed: BTreeMap<String, &str> = BTreeMap::new();
    for (id, name, synonyms) in entries {
        for word in std::iter::once(name).chain(synonyms) {
            let first = *claimed.entry(fold(word)).or_insert(id);
            if first != id {
                let product = if sort == "product" { id } else { "" };
                let message = format!("{word:?} is claimed by {first} too; keep it where it fits best");
                report.entry(product, sort, id, "synonyms", message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    #[test]
    fn a_synonym_claimed_twice_is_found_whatever_its_case() {
        assert_holds(&RULE, |_| {});
        let change = |b: &mut Bundle| b.catalog.data_types[2].synonyms.push("FIRST name".into());
        assert_breaks(&RULE, change, "data type email: synonyms", "claimed by name too");
    }
}
