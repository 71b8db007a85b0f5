//! How copies of data end: the steps by their numbers, or what the documents leave open.

use privacy_catalog::cell::Cell;
use privacy_catalog::export::words as text;
use privacy_catalog::lifecycle::{Data, End, Reach, Step, tool, who};
use privacy_catalog::model::{Direction, Fact, Ix, Product, Recipient, Source, State};
use yew::prelude::*;

use super::{cell, fact, glyph, words};
use crate::scene::Scene;

/// The numbers of a product's steps, and the letters of what remains.
pub(crate) struct Marks {
    product: Ix<Product>,
    /// The only document about it.
    source: Option<Ix<Source>>,
    steps: Vec<Ix<Fact>>,
    remains: Vec<Ix<Fact>>,
}

impl Marks {
    pub(crate) fn new<'a>(
        scene: &Scene<'_>,
        product: Ix<Product>,
        steps: impl Iterator<Item = &'a Step>,
        remains: impl Iterator<Item = &'a Step>,
    ) -> Self {
        let mut sources = scene.catalog().sources().iter().filter(|(_, source)| source.product == product);
        let source = sources.next().map(|(place, _)| place).filter(|_| sources.next().is_none());
        let facts = |step: &Step| step.fact;
        Self { product, source, steps: steps.map(facts).collect(), remains: remains.map(facts).collect() }
    }

    /// The number of a step: `1`.
    pub(crate) fn number(&self, fact: Ix<Fact>) -> Option<String> {
        self.steps.iter().position(|&one| one == fact).map(|at| (at + 1).to_string())
    }

    /// The letter of what remains: `a`; `z1` after `z`.
    pub(crate) fn letter(&self, fact: Ix<Fact>) -> Option<String> {
        self.remains.iter().position(|&one| one == fact).map(|at| match u8::try_from(at) {
            Ok(at) if at < 26 => char::from(b'a' + at).to_string(),
            _ => format!("z{}", at - 25),
        })
    }

    /// Where a fact is cited; the document is named if the product has several.
    pub(crate) fn citation(&self, scene: &Scene<'_>, fact: &Fact) -> String {
        let place = words::citation(fact);
        if self.source == Some(fact.cite.source) {
            return place;
        }
        format!("{}, {place}", scene.catalog().sources()[fact.cite.source].title)
    }

    /// How a copy ends; `verb` leads to the numbers: `Ends with`.
    pub(crate) fn end(&self, scene: &Scene<'_>, end: &End, verb: &str) -> Html {
        let End::Documented { state, steps } = end else {
            let End::NotDocumented(missing) = end else { return html! {} };
            return html! {
                <p class="pe-end pe-silent" data-end="not-documented">{glyph::silent()}<span>{missing.label()}</span></p>
            };
        };
        let marks = |mark: &dyn Fn(Ix<Fact>) -> Option<String>| {
            steps.iter().filter_map(|step| mark(step.fact)).collect::<Vec<_>>().join(", ")
        };
        let (own, limits) = (marks(&|fact| self.number(fact)), marks(&|fact| self.letter(fact)));
        let elsewhere: Vec<Ix<Fact>> = steps
            .iter()
            .map(|step| step.fact)
            .filter(|&fact| self.number(fact).is_none() && self.letter(fact).is_none())
            .collect();
        let lead = match (own.is_empty(), limits.is_empty()) {
            (false, true) => format!("{verb} {own}"),
            (false, false) => format!("{verb} {own}; what remains: {limits}"),
            (true, false) => format!("What remains: {limits}"),
            (true, true) => String::new(),
        };
        let odd = *state != Cell::Is(State::Provided);
        html! {
            <div class="pe-end" data-end="documented">
                if !lead.is_empty() {
                    <strong>{lead}</strong>
                }
                if odd {
                    { cell::cell(*state, String::new()) }
                }
                if !elsewhere.is_empty() {
                    { self.elsewhere(scene, &elsewhere, verb) }
                }
            </div>
        }
    }

    /// The steps that stand in the documents of other products.
    fn elsewhere(&self, scene: &Scene<'_>, facts: &[Ix<Fact>], verb: &str) -> Html {
        let rows = scene.catalog().facts();
        let line = |&place: &Ix<Fact>| {
            let row = &rows[place];
            let product = &scene.catalog().products()[row.product];
            let name =
                if row.product == self.product { String::new() } else { format!("{}: ", product.name) };
            html! {
                <li key={row.id.clone()} data-fact={row.id.clone()}>
                    {name}{ fact::link(scene, place, row.text.clone()) }
                </li>
            }
        };
        let list = html! { <ul>{ for facts.iter().map(line) }</ul> };
        if facts.len() < 3 {
            return list;
        }
        let mut names: Vec<&str> = Vec::new();
        for &place in facts {
            let name = scene.catalog().products()[rows[place].product].name.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // On paper, where nothing is cut off, nothing is folded either.
        html! {
            <details open={scene.state.blocks == usize::MAX}>
                <summary>{format!("{verb} {} steps in the documents of {}", facts.len(), names.join(", "))}</summary>
                {list}
            </details>
        }
    }
}

/// What several data are called.
pub(crate) fn all_data(scene: &Scene<'_>, all: &[Data]) -> String {
    all.iter().map(|&one| text::data(scene.catalog(), one)).collect::<Vec<_>>().join(", ")
}

/// Who receives data or where it comes from: `To MiCollab, Billing`.
pub(crate) fn parties(
    scene: &Scene<'_>,
    way: Option<Direction>,
    parties: &[Option<Ix<Recipient>>],
) -> String {
    let (word, nobody) = match way {
        Some(Direction::Out) => ("To", "a recipient that isn't named"),
        Some(Direction::In) => ("From", "an origin that isn't named"),
        None => ("With", "somebody who isn't named"),
    };
    let name = |one: &Option<Ix<Recipient>>| {
        one.map_or(nobody, |one| scene.catalog().recipients()[one].name.as_str())
    };
    format!("{word} {}", parties.iter().map(name).collect::<Vec<_>>().join(", "))
}

/// How a fact comes to be about the data, if it doesn't name it.
pub(crate) fn reach(reach: Reach) -> Option<&'static str> {
    Some(text::reach(reach)).filter(|words| !words.is_empty())
}

/// A reach in the page's attributes.
pub(crate) fn reach_id(reach: Reach) -> &'static str {
    match reach {
        Reach::Type => "type",
        Reach::Group => "group",
        Reach::AllData => "all",
        Reach::Unsaid => "unsaid",
        Reach::Other => "other",
    }
}

/// Who does it, and with what: `By administrators, with the User Portal`.
pub(crate) fn by_whom(fact: &Fact) -> Option<String> {
    match (who(fact), tool(fact)) {
        (Some(who), Some(tool)) => Some(format!("By {who}, with {tool}")),
        (Some(who), None) => Some(format!("By {who}")),
        (None, Some(tool)) => Some(format!("With {tool}")),
        (None, None) => None,
    }
}
