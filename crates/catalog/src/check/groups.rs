//! The vocabulary has two levels.

use super::{Report, Rule};
use crate::Severity;
use crate::resolve::not_at_top;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "groups",
    about: "A data type's group and a feature's family are entries at the top, so that there are two levels.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    let c = &bundle.catalog;
    let types: Vec<_> = c.data_types.iter().map(|e| (e.id.as_str(), e.group.as_deref())).collect();
    let features: Vec<_> = c.features.iter().map(|e| (e.id.as_str(), e.family.as_deref())).collect();
    check("data type", "group", &types, report);
    check("feature", "family", &features, report);
}

fn check(sort: &str, field: &str, entries: &[(&str, Option<&str>)], report: &mut Report<'_>) {
    for (id, parent) in entries {
        let grandparent = entries.iter().find(|(other, _)| Some(*other) == *parent).and_then(|(_, up)| *up);
        if let (Some(parent), Some(top)) = (parent, grandparent) {
            report.entry("", sort, id, field, not_at_top(parent, top));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;

    #[test]
    fn two_levels_pass_and_three_do_not() {
        assert_holds(&RULE, |_| {});
        let nest = |b: &mut crate::source::Bundle| b.catalog.data_types[2].group = Some("name".into());
        assert_breaks(&RULE, nest, "data type email: group", "itself under");
    }
}
