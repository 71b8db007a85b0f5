//! A fact has the fields of its kind and no others.

use super::{Report, Rule};
use crate::Severity;
use crate::model::{Kind, State};
use crate::source::{ALL_DATA, Bundle, Fact};

pub(super) const RULE: Rule = Rule {
    name: "kind-fields",
    about: "A fact has the fields that its kind must have, and none that belong to another kind.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    for fact in &bundle.catalog.facts {
        let found = check(fact);
        for (field, message) in found {
            report.fact(fact, field, message);
        }
    }
}

fn check(fact: &Fact) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let kind = fact.kind.id();
    let holding = fact.kind == Kind::Holding;
    let transfer = fact.kind == Kind::Transfer;
    let feature = matches!(fact.kind, Kind::Measure | Kind::Procedure);
    let names_all = fact.data_types.iter().any(|id| id == ALL_DATA);
    let open = matches!(fact.state, Some(State::Optional | State::Conditional));
    let rules = [
        ("activity", holding, fact.activity.is_some(), "collected or processed"),
        ("direction", transfer, fact.direction.is_some(), "in or out"),
        ("data_types", holding || transfer, !fact.data_types.is_empty(), "at least one data type"),
        ("features", feature, !fact.features.is_empty(), "at least one security feature"),
        ("state", holding || transfer || feature, fact.state.is_some(), "a state"),
        ("values.condition", transfer && open, fact.values.get("condition").is_some(), "when it happens"),
    ];
    for (field, must, has, expected) in rules {
        if must && !has {
            found.push((field, format!("expected {expected}, since it is a {kind}; found nothing")));
        }
        if has && !must && ["activity", "direction"].contains(&field) {
            found.push((field, format!("does not belong to a {kind}; remove it")));
        }
    }
    if !transfer && !fact.recipients.is_empty() {
        found.push(("recipients", format!("do not belong to a {kind}; remove them or make it a transfer")));
    }
    if names_all && (fact.data_types.len() > 1 || !feature) {
        let message = format!("{ALL_DATA:?} stands alone, and only in a measure or a procedure");
        found.push(("data_types", message));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::model::{Activity, State};
    use crate::source::Bundle;

    fn fact<'a>(b: &'a mut Bundle, id: &str) -> &'a mut crate::source::Fact {
        b.catalog.facts.iter_mut().find(|fact| fact.id == id).expect("the test catalogue has it")
    }

    #[test]
    fn what_a_kind_must_have_is_asked_for() {
        assert_holds(&RULE, |_| {});
        assert_breaks(
            &RULE,
            |b| fact(b, "alpha-name").activity = None,
            "fact alpha-name: activity",
            "collected",
        );
        assert_breaks(
            &RULE,
            |b| fact(b, "alpha-cdr-out").direction = None,
            "fact alpha-cdr-out: direction",
            "out",
        );
        assert_breaks(
            &RULE,
            |b| fact(b, "alpha-tls").features.clear(),
            "fact alpha-tls: features",
            "at least one",
        );
        assert_breaks(&RULE, |b| fact(b, "alpha-tls").state = None, "fact alpha-tls: state", "a state");
        let loose = |b: &mut Bundle| {
            fact(b, "alpha-cdr-out").state = Some(State::Optional);
            fact(b, "alpha-cdr-out").values.clear();
        };
        assert_breaks(&RULE, loose, "fact alpha-cdr-out: values.condition", "when");
    }

    #[test]
    fn what_belongs_to_another_kind_is_refused() {
        let activity = |b: &mut Bundle| fact(b, "alpha-tls").activity = Some(Activity::Collected);
        assert_breaks(&RULE, activity, "fact alpha-tls: activity", "does not belong");
        let recipient = |b: &mut Bundle| fact(b, "alpha-tls").recipients = vec!["support".into()];
        assert_breaks(&RULE, recipient, "fact alpha-tls: recipients", "do not belong");
        let all = |b: &mut Bundle| fact(b, "alpha-name").data_types = vec!["all".into()];
        assert_breaks(&RULE, all, "fact alpha-name: data_types", "stands alone");
    }
}
