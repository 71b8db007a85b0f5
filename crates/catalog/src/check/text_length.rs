//! A fact is short and not empty.

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "text-length",
    about: "The text of a fact has 1 to 240 characters, without white space around it.",
    severity: Severity::Error,
    run,
};

/// The most characters that the text of a fact may have.
const MOST: usize = 240;

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    for fact in &bundle.catalog.facts {
        let length = fact.text.chars().count();
        if !(1..=MOST).contains(&length) {
            report.fact(
                fact,
                "text",
                format!("expected 1 to {MOST} characters, found {length}; split the fact or say it shorter"),
            );
        } else if fact.text.trim() != fact.text {
            report.fact(fact, "text", "has white space before or after it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::{MOST, RULE};
    use crate::source::Bundle;

    fn text(text: String) -> impl FnOnce(&mut Bundle) {
        move |b| b.catalog.facts[0].text = text
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_holds(&RULE, text("ü".repeat(MOST)));
        assert_breaks(&RULE, text("ü".repeat(MOST + 1)), "fact alpha-name: text", "found 241");
        assert_breaks(&RULE, text(String::new()), "fact alpha-name: text", "found 0");
        assert_breaks(&RULE, text(" a".into()), "fact alpha-name: text", "white space");
    }
}
