//! The few words of a cell that tell it from others: numbers, protocols, releases, components.

use crate::index::Index;
use crate::locale::{Locale, message};
use crate::model::{Catalog, Fact, Ix, Kind, State};
use crate::order;

/// The most characters that they have.
pub const MAX: usize = 24;

/// The most words that are chosen among: a cell of thousands of facts is described by its first ones.
const MOST: usize = 64;

/// Release gates of one end.
const FROM: &str = message("from {0}");
const UNTIL: &str = message("until {0}");

/// What stands between two of them.
const SEPARATOR: &str = ", ";

/// Numbers among the values, and what they count.
const COUNTED: [(&str, &str, &str); 5] = [
    ("attempts", message("{0} attempt"), message("{0} attempts")),
    ("levels", message("{0} level"), message("{0} levels")),
    ("roles", message("{0} role"), message("{0} roles")),
    ("length", message("{0} character"), message("{0} characters")),
    ("digits", message("{0} digit"), message("{0} digits")),
];

/// The shortest words that tell some facts of one product from others, at most [`MAX`] characters;
/// empty if nothing does.
///
/// Of each fact: its number ("3 attempts") or, of a measure, protocol and version ("TLS 1.2"), cipher or
/// method, then its release gate ("from 8.2"). Those of most facts come first; what several share stands
/// once ("TLS 1.2, 1.3 from 8.0"); "…" stands for what there is no room for. Without any of these, the
/// setting as delivered, if all facts have the same. If all facts are limited to one component, it
/// follows ("Service Node only"). A single fact without any of these gives its condition, or who does it
/// ("by administrator").
///
/// Facts without a state give no words; if some say that something is there and others that it is not,
/// the former give them. Nothing is concluded from what they don't say.
#[must_use]
pub fn of_facts(locale: Locale, index: &Index, facts: &[Ix<Fact>]) -> String {
    let catalog = index.catalog();
    let some = |wanted: fn(State) -> bool| -> Vec<&Fact> {
        let wanted = facts.iter().filter(|&&fact| index.state_of(fact).is_some_and(wanted));
        wanted.map(|&fact| &catalog.facts()[fact]).collect()
    };
    let present = some(|state| state != State::Absent);
    let telling = if present.is_empty() { some(|_| true) } else { present };
    let Some((first, others)) = telling.split_first() else { return String::new() };
    let mut words: Vec<(String, usize)> = Vec::new();
    for one in telling.iter().map(|fact| of_fact(locale, catalog, fact)).filter(|one| !one.is_empty()) {
        match words.iter().position(|(word, _)| *word == one) {
            Some(at) => words[at].1 += 1,
            None if words.len() < MOST => words.push((one, 1)),
            None => {}
        }
    }
    let mut brief = joined(locale, &words);
    let all = |same: fn(&Fact, &Fact) -> bool| others.iter().all(|fact| same(fact, first));
    if let Some(default) = first.default.filter(|_| brief.is_empty() && all(|a, b| a.default == b.default)) {
        brief = locale.lower(default.label());
    }
    let limited = catalog.component_of(first);
    if let Some(component) = limited.filter(|_| all(|a, b| a.component == b.component)) {
        add_if_it_fits(&mut brief, &locale.fill("{0} only", &[&component.name]));
    }
    if brief.is_empty() && others.is_empty() {
        let get = |key| first.values.get(key).map(String::as_str);
        add_if_it_fits(&mut brief, get("condition").unwrap_or_default());
        if let Some(who) = get("who").filter(|_| brief.is_empty()) {
            let is_done = first.kind == Kind::Procedure;
            add_if_it_fits(&mut brief, &if is_done { locale.fill("by {0}", &[who]) } else { who.to_owned() });
        }
    }
    brief
}

/// What tells a fact from others, as far as values and gates do.
fn of_fact(locale: Locale, catalog: &Catalog, fact: &Fact) -> String {
    let value = of_values(locale, fact);
    let gate = match catalog.gate_of(fact) {
        (Some(since), Some(until)) if since == until => locale.fill("{0} only", &[since]),
        (Some(since), Some(until)) => locale.fill("{0} to {1}", &[since, until]),
        (Some(since), None) => locale.fill(FROM, &[since]),
        (None, Some(until)) => locale.fill(UNTIL, &[until]),
        (None, None) => String::new(),
    };
    match (value.is_empty(), gate.is_empty()) {
        (false, false) if len(&value) + 1 + len(&gate) <= MAX => {
            format!("{value} {gate}")
        }
        (_, false) => gate,
        (_, true) => value,
    }
}

fn of_values(locale: Locale, fact: &Fact) -> String {
    let get = |key| fact.values.get(key).map(String::as_str);
    for (key, one, many) in COUNTED {
        if let Some(value) = get(key) {
            let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
            let number = value.parse().ok().filter(|_| is_number);
            return number.map_or_else(|| value.to_owned(), |number| locale.count(number, one, many));
        }
    }
    if fact.kind != Kind::Measure {
        return String::new();
    }
    match (get("protocol"), get("version")) {
        // "TLS 1.2" is a name by itself, "1.2" needs the protocol before it.
        (Some(protocol), Some(version)) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{protocol} {version}")
        }
        // "SSHv2 or TLS" in "TLS 1.2".
        (Some(protocol), Some(version)) if version.split(' ').next() == protocol.rsplit(' ').next() => {
            let other = protocol.rsplit_once(' ').map_or(String::new(), |(other, _)| format!("{other} "));
            other + version
        }
        (_, Some(version)) => version.to_owned(),
        (Some(protocol), None) => protocol.to_owned(),
        (None, None) => get("cipher").or(get("method")).unwrap_or_default().to_owned(),
    }
}

/// As many of the words as there is room for, those that stand most often first in line, and "…" for the
/// others. They are written in the order of the alphabet, so that what is alike stands together.
fn joined(locale: Locale, words: &[(String, usize)]) -> String {
    let text = |at: u32| words[at as usize].0.as_str();
    let most_first =
        |a: usize, b: usize| words[b].1.cmp(&words[a].1).then_with(|| words[a].0.cmp(&words[b].0));
    let mut line = order::places(words.len(), &most_first);
    line.retain(|&at| len(text(at)) <= MAX);
    // With what stands between them, no more have room.
    line.truncate(MAX / 2);
    let mut brief = String::new();
    for taken in (1..=line.len()).rev() {
        let mut shown = line[..taken].to_vec();
        order::sort(&mut shown, &|a, b| text(a).cmp(text(b)));
        let mut last = "";
        let parts = shown.iter().map(|&at| after(locale, std::mem::replace(&mut last, text(at)), text(at)));
        brief = parts.collect::<Vec<_>>().join(SEPARATOR);
        let is_whole = taken == words.len() || add_if_it_fits(&mut brief, "…");
        if len(&brief) <= MAX && is_whole {
            break;
        }
    }
    brief
}

/// What words add to those before them: "TLS 1.2, 1.3" for "TLS 1.2" and "TLS 1.3", "SRTP, from 7.1" for "SRTP"
/// and "SRTP from 7.1".
fn after<'a>(locale: Locale, last: &str, words: &'a str) -> &'a str {
    let gate = words.strip_prefix(last).and_then(|rest| rest.strip_prefix(' '));
    let is_gate = |words: &&str| {
        let start = |gate| locale.say(gate).split("{0}").next().unwrap_or_default();
        [FROM, UNTIL].into_iter().map(start).any(|start| !start.is_empty() && words.starts_with(start))
    };
    if let Some(gate) = gate.filter(is_gate) {
        return gate;
    }
    let shared = words.split_once(' ').filter(|(first, _)| {
        let is_same = last.strip_prefix(first).is_some_and(|rest| rest.starts_with(' '));
        is_same && first.starts_with(char::is_alphabetic)
    });
    shared.map_or(words, |(_, rest)| rest)
}

/// Adds words after a text if there is room for them.
fn add_if_it_fits(text: &mut String, words: &str) -> bool {
    let separator = if text.is_empty() { "" } else { SEPARATOR };
    let fits = len(text) + len(separator) + len(words) <= MAX;
    if fits && !words.is_empty() {
        text.extend([separator, words]);
    }
    fits
}

fn len(text: &str) -> usize {
    text.chars().count()
}
