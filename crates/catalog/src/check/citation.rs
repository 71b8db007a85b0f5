//! Every fact says where its source says so.

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "citation",
    about: "Every fact cites a section of a source of its own product.",
    severity: Severity::Error,
    run,
};

// That the section is one of the source's is found when it is resolved.
fn run(bundle: &Bundle, report: &mut Report<'_>) {
    for fact in &bundle.catalog.facts {
        if fact.cite.section.trim().is_empty() {
            report.fact(
                fact,
                "cite.section",
                "expected the section of the source that says so, found nothing",
            );
        }
        let source = bundle.catalog.sources.iter().find(|source| source.id == fact.cite.source);
        if let Some(source) = source.filter(|source| source.product != fact.product) {
            let message =
                format!("expected a source about {}, found one about {}", fact.product, source.product);
            report.fact(fact, "cite.source", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    #[test]
    fn a_missing_section_and_a_foreign_source_are_found() {
        assert_holds(&RULE, |_| {});
        let bare = |b: &mut Bundle| b.catalog.facts[0].cite.section.clear();
        assert_breaks(&RULE, bare, "fact alpha-name: cite.section", "found nothing");
        let foreign = |b: &mut Bundle| b.catalog.facts[0].cite.source = "beta-guide".into();
        assert_breaks(&RULE, foreign, "fact alpha-name: cite.source", "about alpha, found one about beta");
    }
}
