//! How copies of data end, in words: the steps of the product by their numbers, those in other documents
//! by what they say.

use super::{Value, words};
use crate::cell::Cell;
use crate::lifecycle::{End, Step};
use crate::locale::{Locale, message};
use crate::model::{Catalog, Fact, Ix};
use crate::order;

/// The most steps of an end that are listed; more are counted.
const MOST: usize = 50;

/// What stands before the numbers of the steps.
#[derive(Clone, Copy)]
pub(super) enum Verb {
    /// Of an erasure.
    Ends,
    /// Of an access.
    Answered,
}

impl Verb {
    fn words(self) -> &'static str {
        match self {
            Self::Ends => message("ends with {0}"),
            Self::Answered => message("answered with {0}"),
        }
    }
}

/// The numbers of a product's steps, and the letters of what remains.
pub(super) struct Marks<'a> {
    locale: Locale,
    catalog: &'a Catalog,
    /// Facts, each with its place among the steps or among what remains, in the order of the facts.
    facts: Vec<(u32, Mark)>,
}

/// A place in one of two lists.
#[derive(Clone, Copy)]
enum Mark {
    Step(usize),
    Remains(usize),
}

impl<'a> Marks<'a> {
    pub(super) fn new<'s>(
        locale: Locale,
        catalog: &'a Catalog,
        steps: impl Iterator<Item = &'s Step>,
        remains: impl Iterator<Item = &'s Step>,
    ) -> Self {
        let steps = steps.enumerate().map(|(at, step)| (step.fact.get(), Mark::Step(at)));
        let remains = remains.enumerate().map(|(at, step)| (step.fact.get(), Mark::Remains(at)));
        let facts: Vec<_> = steps.chain(remains).collect();
        let sorted = order::places(facts.len(), &|a, b| facts[a].0.cmp(&facts[b].0));
        Self { locale, catalog, facts: order::arranged(facts, &sorted) }
    }

    fn find(&self, fact: Ix<Fact>) -> Option<Mark> {
        let at = self.facts.binary_search_by_key(&fact.get(), |one| one.0).ok()?;
        Some(self.facts[at].1)
    }

    /// The number of a step, `1`, or the letter of what remains, `a`; `z1` after `z`. Else nothing.
    pub(super) fn of(&self, fact: Ix<Fact>) -> String {
        match self.find(fact) {
            Some(Mark::Step(at)) => (at + 1).to_string(),
            Some(Mark::Remains(at @ 0..26)) => char::from(b'a' + at as u8).to_string(),
            Some(Mark::Remains(at)) => ["z", &(at - 25).to_string()].concat(),
            None => String::new(),
        }
    }

    /// How a copy ends.
    pub(super) fn end<'v>(&self, end: &End, verb: Verb) -> Value<'v> {
        match end {
            End::NotDocumented(missing) => Value::silent(self.locale.say(missing.label())),
            End::Documented { state, steps } => {
                Value::State(*state, self.documented(*state, steps, verb).into())
            }
        }
    }

    fn documented(&self, state: Cell, steps: &[Step], verb: Verb) -> String {
        let locale = self.locale;
        let (mut own, mut remains, mut elsewhere) = (Vec::new(), Vec::new(), String::new());
        for step in steps.iter().take(MOST) {
            match self.find(step.fact) {
                Some(Mark::Step(_)) => own.push(self.of(step.fact)),
                Some(Mark::Remains(_)) => remains.push(self.of(step.fact)),
                None => {
                    let fact = &self.catalog.facts()[step.fact];
                    let product = &self.catalog.products()[fact.product].name;
                    let cited = words::citation(locale, self.catalog, fact);
                    elsewhere.push('\n');
                    elsewhere.push_str(&locale.fill("{0}: {1} ({2})", &[product, &fact.text, &cited]));
                }
            }
        }
        let mut words = words::cell(locale, state).into_owned();
        if !own.is_empty() {
            words = locale.fill("{0}: {1}", &[&words, &locale.fill(verb.words(), &[&own.join(", ")])]);
        }
        if !remains.is_empty() {
            words.extend(["; ", &locale.fill("what remains: {0}", &[&remains.join(", ")])]);
        }
        words.push_str(&elsewhere);
        if steps.len() > MOST {
            words.extend(["\n", &locale.fill("and {0} more", &[&locale.number(steps.len() - MOST)])]);
        }
        words
    }
}
