//! How copies of data end: the steps by their numbers, or what the documents leave open.

use privacy_catalog::cell::Cell;
use privacy_catalog::export::words as text;
use privacy_catalog::lifecycle::{Data, End, Reach, Request, Step, tool, who};
use privacy_catalog::message;
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
        let place = words::citation(scene.locale(), fact);
        if self.source == Some(fact.cite.source) {
            return place;
        }
        [&scene.catalog().sources()[fact.cite.source].title, ", ", &*place].concat()
    }

    /// The language of a citation that has words: the catalogue's, but for a section that has none of its own.
    pub(crate) fn lang(&self, fact: &Fact) -> Option<&'static str> {
        let has_words = self.source != Some(fact.cite.source) || fact.cite.row.is_some();
        (has_words && fact.cite.section_id != "front").then_some("en")
    }

    /// How a copy ends, or how a request for it is answered.
    pub(crate) fn end(&self, scene: &Scene<'_>, end: &End, request: Request) -> Html {
        let End::Documented { state, steps } = end else {
            let End::NotDocumented(missing) = end else { return html! {} };
            return html! {
                <p class="pe-end pe-silent" data-end="not-documented">
                    {glyph::silent()}<span>{scene.say(missing.label())}</span>
                </p>
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
            (true, true) => "",
            (true, false) => message("What remains: {1}"),
            (false, true) => by_request(request, [message("Answered with {0}"), message("Ends with {0}")]),
            (false, false) => by_request(
                request,
                [
                    message("Answered with {0}; what remains: {1}"),
                    message("Ends with {0}; what remains: {1}"),
                ],
            ),
        };
        let lead = scene.fill(lead, &[&own, &limits]);
        let odd = *state != Cell::Is(State::Provided);
        html! {
            <div class="pe-end" data-end="documented">
                if !lead.is_empty() {
                    <strong>{lead}</strong>
                }
                if odd {
                    { cell::cell(scene, *state, String::new()) }
                }
                if !elsewhere.is_empty() {
                    { self.elsewhere(scene, &elsewhere, request) }
                }
            </div>
        }
    }

    /// The steps that stand in the documents of other products.
    fn elsewhere(&self, scene: &Scene<'_>, facts: &[Ix<Fact>], request: Request) -> Html {
        let rows = scene.catalog().facts();
        let line = |&place: &Ix<Fact>| {
            let row = &rows[place];
            let product = &scene.catalog().products()[row.product];
            let name =
                if row.product == self.product { String::new() } else { [&*product.name, ": "].concat() };
            html! {
                <li key={row.id.clone()} lang="en" data-fact={row.id.clone()}>
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
        let lead = by_request(
            request,
            [
                message("Answered with {0} steps in the documents of {1}"),
                message("Ends with {0} steps in the documents of {1}"),
            ],
        );
        let lead = scene.fill(lead, &[&facts.len().to_string(), &names.join(", ")]);
        // On paper, where nothing is cut off, nothing is folded either.
        html! {
            <details open={scene.state.blocks == usize::MAX}>
                <summary>{lead}</summary>
                {list}
            </details>
        }
    }
}

/// What is said of an access request, or of an erasure.
fn by_request(request: Request, words: [&'static str; 2]) -> &'static str {
    words[request as usize]
}

/// What several data are called.
pub(crate) fn all_data(scene: &Scene<'_>, all: &[Data]) -> String {
    all.iter().map(|&one| text::data(scene.locale(), scene.catalog(), one)).collect::<Vec<_>>().join(", ")
}

/// The language of what they are called: the catalogue's if it names them all.
pub(crate) fn lang(all: &[Data]) -> Option<&'static str> {
    all.iter().all(|one| matches!(one, Data::Type(_))).then_some("en")
}

/// Who receives data or where it comes from: `To MiCollab, Billing`.
pub(crate) fn parties(
    scene: &Scene<'_>,
    way: Option<Direction>,
    parties: &[Option<Ix<Recipient>>],
) -> String {
    text::parties(scene.locale(), scene.catalog(), way, parties, ", ")
}

/// How a fact comes to be about the data, if it doesn't name it.
pub(crate) fn reach(scene: &Scene<'_>, reach: Reach) -> Option<&'static str> {
    Some(text::reach(scene.locale(), reach)).filter(|words| !words.is_empty())
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
pub(crate) fn by_whom(scene: &Scene<'_>, fact: &Fact) -> Option<String> {
    match (who(fact), tool(fact)) {
        (Some(who), Some(tool)) => Some(scene.fill("By {0}, with {1}", &[who, tool])),
        (Some(who), None) => Some(scene.fill("By {0}", &[who])),
        (None, Some(tool)) => Some(scene.fill("With {0}", &[tool])),
        (None, None) => None,
    }
}
