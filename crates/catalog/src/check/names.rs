//! Everything that readers see has a name.

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "names",
    about: "Names, titles, summaries, synonyms and releases are not empty and have no white space around them.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    for e in &c.products {
        check(&e.id, "product", &e.id, [&e.name, &e.summary].into_iter().chain(&e.aliases), report);
        check(&e.id, "product", &e.id, e.components.iter().map(|part| &part.name), report);
        check(&e.id, "product", &e.id, &e.releases, report);
    }
    for e in &c.sources {
        let titles = e.sections.iter().map(|section| &section.title);
        check(&e.product, "source", &e.id, std::iter::once(&e.title).chain(titles), report);
    }
    for e in &c.data_types {
        check("", "data type", &e.id, std::iter::once(&e.name).chain(&e.synonyms), report);
    }
    for e in &c.features {
        check("", "feature", &e.id, std::iter::once(&e.name).chain(&e.synonyms), report);
    }
    for e in &c.subjects {
        check("", "subject", &e.id, std::iter::once(&e.name).chain(&e.synonyms), report);
    }
    for e in &c.recipients {
        check("", "recipient", &e.id, std::iter::once(&e.name).chain(&e.synonyms), report);
    }
    for e in &c.facts {
        check(&e.product, "fact", &e.id, e.manuals.iter().map(|manual| &manual.title), report);
    }
}

fn check<'a>(
    product: &str,
    sort: &str,
    id: &str,
    names: impl IntoIterator<Item = &'a String>,
    report: &mut Report<'_>,
) {
    for name in names.into_iter().filter(|name| name.is_empty() || name.trim() != *name) {
        report.entry(product, sort, id, "", format!("expected a name, found {name:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;

    #[test]
    fn empty_names_are_found_wherever_they_stand() {
        assert_holds(&RULE, |_| {});
        assert_breaks(&RULE, |b| b.catalog.products[0].name.clear(), "product alpha", "found \"\"");
        assert_breaks(
            &RULE,
            |b| b.catalog.subjects[0].synonyms.push(" x".into()),
            "subject end-user",
            "\" x\"",
        );
        assert_breaks(
            &RULE,
            |b| b.catalog.sources[0].sections[0].title.clear(),
            "source alpha-guide",
            "found",
        );
    }
}
