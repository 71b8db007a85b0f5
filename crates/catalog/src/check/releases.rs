//! Gates are in order.

use super::{Report, Rule};
use crate::Severity;
use crate::resolve::with_comma;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "releases",
    about: "Releases have no comma; a fact's first release is not after its last one, and neither is after the release that the source covers.",
    severity: Severity::Error,
    run,
};

// That a gate is one of the product's releases is found when it is resolved.
fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let products = &bundle.catalog.products;
    for product in products {
        for release in product.releases.iter().filter(|release| release.contains(',')) {
            report.entry(&product.id, "product", &product.id, "releases", with_comma(release));
        }
    }
    for fact in &bundle.catalog.facts {
        let Some(product) = products.iter().find(|product| product.id == fact.product) else { continue };
        let place = |name: &Option<String>| {
            product.releases.iter().position(|release| Some(release) == name.as_ref())
        };
        let (since, until, covers) = (place(&fact.since), place(&fact.until), place(&product.covers));
        if since.zip(until).is_some_and(|(since, until)| since > until) {
            report.fact(fact, "until", "is before `since`; releases are listed oldest first");
        }
        for (field, gate) in [("since", since), ("until", until)] {
            if gate.zip(covers).is_some_and(|(gate, covers)| gate > covers) {
                report.fact(fact, field, "is after the release that the source covers");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    fn gated(since: &str, until: Option<&str>, covers: &str) -> impl Fn(&mut Bundle) {
        let (since, until, covers) = (since.to_owned(), until.map(str::to_owned), covers.to_owned());
        move |b| {
            b.catalog.products[0].releases.push("3.0".into());
            b.catalog.products[0].covers = Some(covers.clone());
            b.catalog.facts[0].since = Some(since.clone());
            b.catalog.facts[0].until.clone_from(&until);
        }
    }

    #[test]
    fn a_comma_in_a_release_is_found() {
        let change = |b: &mut Bundle| b.catalog.products[0].releases.push("3,0".into());
        assert_breaks(&RULE, change, "product alpha: releases", "without a comma");
    }

    #[test]
    fn gates_out_of_order_are_found() {
        assert_holds(&RULE, gated("1.0", Some("2.0"), "2.0"));
        assert_breaks(&RULE, gated("2.0", Some("1.0"), "2.0"), "fact alpha-name: until", "before `since`");
        assert_breaks(&RULE, gated("3.0", None, "2.0"), "fact", "after the release");
        let until = gated("1.0", Some("3.0"), "2.0");
        assert_breaks(&RULE, until, "fact alpha-name: until", "after the release");
    }
}
