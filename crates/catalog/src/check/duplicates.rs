//! A product states a fact once.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;
use privacy_engine::text;

pub(super) const RULE: Rule = Rule {
    name: "duplicates",
    about: "No two facts of a product have the same words.",
    severity: Severity::Warning,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let mut seen = BTreeMap::new();
    for fact in &bundle.catalog.facts {
        let words: Vec<String> = text::words(&fact.text).collect();
        if let Some(first) = seen.insert((&fact.product, words), &fact.id) {
            report.fact(fact, "text", format!("says the same as {first}; keep one of them"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    #[test]
    fn the_same_words_are_found_whatever_their_case() {
        assert_holds(&RULE, |_| {});
        let change = |b: &mut Bundle| b.catalog.facts[1].text = b.catalog.facts[0].text.to_uppercase();
        assert_breaks(&RULE, change, "fact alpha-email: text", "same as alpha-name");
    }
}
