//! A list names a thing once.

use std::collections::BTreeSet;

use super::{Report, Rule};
use crate::Severity;
use crate::resolve::named_twice;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "repeats",
    about: "No list of a fact, no releases and no sections name the same thing twice.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    for e in &c.products {
        check(&e.id, "product", &e.id, "releases", &e.releases, report);
    }
    for e in &c.sources {
        check(&e.product, "source", &e.id, "sections", e.sections.iter().map(|section| &section.id), report);
    }
    for e in &c.facts {
        let lists = [
            ("data_types", &e.data_types),
            ("features", &e.features),
            ("subjects", &e.subjects),
            ("recipients", &e.recipients),
        ];
        for (field, list) in lists {
            check(&e.product, "fact", &e.id, field, list, report);
        }
    }
}

fn check<'a>(
    product: &str,
    sort: &str,
    id: &str,
    field: &str,
    list: impl IntoIterator<Item = &'a String>,
    report: &mut Report<'_>,
) {
    let mut seen = BTreeSet::new();
    for one in list.into_iter().filter(|one| !seen.insert(*one)) {
        report.entry(product, sort, id, field, named_twice(one));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Section;

    #[test]
    fn repeated_entries_are_found() {
        assert_holds(&RULE, |_| {});
        let types = |b: &mut crate::source::Bundle| b.catalog.facts[0].data_types.push("name".into());
        assert_breaks(&RULE, types, "fact alpha-name: data_types", "twice");
        let section = Section { id: "1".into(), title: "Again".into(), no_facts: None };
        assert_breaks(
            &RULE,
            |b| b.catalog.sources[0].sections.push(section),
            "source alpha-guide: sections",
            "twice",
        );
    }
}
