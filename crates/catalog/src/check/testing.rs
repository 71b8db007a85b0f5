//! A small sound catalogue for the tests of the rules, and one way to break it.

use super::{Report, Rule};
use crate::source::Bundle;

/// Two products, one with releases; no rule finds anything in it.
pub(super) fn sound() -> Bundle {
    let json = include_bytes!("../../tests/data/small.json");
    Bundle::from_json("small.json", json).expect("the test catalogue is of the public format")
}

/// The messages of one rule, each as `item: field: message`, after `change` was made.
pub(super) fn broken(rule: &Rule, change: impl FnOnce(&mut Bundle)) -> Vec<String> {
    let mut bundle = sound();
    change(&mut bundle);
    let mut found = Vec::new();
    (rule.run)(&bundle, &mut Report { bundle: &bundle, rule, found: &mut found });
    found.iter().map(|d| format!("{}: {}: {}", d.item, d.field, d.message)).collect()
}

/// Asserts that `change` breaks `rule` exactly once, at the place and with the words given.
#[track_caller]
pub(super) fn assert_breaks(rule: &Rule, change: impl FnOnce(&mut Bundle), place: &str, words: &str) {
    let found = broken(rule, change);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with(place), "{found:?} is not at {place:?}");
    assert!(found[0].contains(words), "{found:?} does not say {words:?}");
}

/// Asserts that the rule finds nothing after `change`.
#[track_caller]
pub(super) fn assert_holds(rule: &Rule, change: impl FnOnce(&mut Bundle)) {
    assert_eq!(broken(rule, change), Vec::<String>::new());
}
