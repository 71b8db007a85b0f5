//! No section of a source is forgotten.

use std::collections::BTreeSet;

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "sections",
    about: "Every section of a source has a fact, or a written reason why it has none, not both.",
    severity: Severity::Warning,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let cited = bundle.catalog.facts.iter().map(|fact| (&fact.cite.source, &fact.cite.section));
    let cited: BTreeSet<_> = cited.collect();
    for source in &bundle.catalog.sources {
        for section in &source.sections {
            let message = match (cited.contains(&(&source.id, &section.id)), &section.no_facts) {
                (false, None) => "has no fact; add the facts, or a reason in `no_facts`",
                (true, Some(_)) => "has facts, so that `no_facts` is no longer true; remove it",
                _ => continue,
            };
            let field = format!("sections {}", section.id);
            report.entry(&source.product, "source", &source.id, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::{Bundle, Section};

    fn section(id: &str, reason: Option<&str>) -> impl FnOnce(&mut Bundle) {
        let section = Section { id: id.into(), title: "New".into(), no_facts: reason.map(str::to_owned) };
        move |b| b.catalog.sources[0].sections.push(section)
    }

    #[test]
    fn a_section_has_facts_or_a_reason() {
        assert_holds(&RULE, section("9", Some("Trademarks.")));
        assert_breaks(&RULE, section("9", None), "source alpha-guide: sections 9", "has no fact");
        let stale = |b: &mut Bundle| b.catalog.sources[0].sections[0].no_facts = Some("none".into());
        assert_breaks(&RULE, stale, "source alpha-guide: sections 1", "no longer true");
    }
}
