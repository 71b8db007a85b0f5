//! A state that needs an explanation has one.

use super::{Report, Rule};
use crate::Severity;
use crate::model::State;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "gate-or-note",
    about: "`conditional` has a release gate or a note that says when; `unclear` has a note that says why.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    for fact in &bundle.catalog.facts {
        let noted = fact.note.as_ref().is_some_and(|note| !note.trim().is_empty());
        let gated = fact.since.is_some() || fact.until.is_some();
        match fact.state {
            Some(State::Conditional) if !noted && !gated => {
                report.fact(
                    fact,
                    "state",
                    "`conditional` expects `since`, `until` or a `note` that says when",
                );
            }
            Some(State::Unclear) if !noted => {
                report.fact(fact, "state", "`unclear` expects a `note` that says what contradicts what");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::model::State;
    use crate::source::Bundle;

    fn with_state(state: State, note: Option<&str>, since: Option<&str>) -> impl Fn(&mut Bundle) {
        let (note, since) = (note.map(str::to_owned), since.map(str::to_owned));
        move |b| {
            let fact = &mut b.catalog.facts[0];
            (fact.state, fact.note, fact.since) = (Some(state), note.clone(), since.clone());
        }
    }

    #[test]
    fn a_condition_needs_a_gate_or_a_note_and_doubt_needs_a_note() {
        assert_holds(&RULE, |_| {});
        assert_holds(&RULE, with_state(State::Conditional, None, Some("2.0")));
        assert_holds(&RULE, with_state(State::Conditional, Some("only there"), None));
        assert_breaks(&RULE, with_state(State::Conditional, Some(" "), None), "fact", "expects `since`");
        assert_breaks(&RULE, with_state(State::Unclear, None, Some("2.0")), "fact", "expects a `note`");
    }
}
