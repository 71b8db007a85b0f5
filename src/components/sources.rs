//! Where the facts come from: each document, section by section, and where it is silent.

use privacy_catalog::contradictions::{self, OneSided};
use privacy_catalog::coverage::{self, Coverage};
use privacy_catalog::lifecycle::Missing;
use privacy_catalog::model::{Direction, Fact, Ix, Section, State as FactState};
use privacy_catalog::{Facet, message};
use yew::prelude::*;

use super::more::{more, rest};
use super::{fact, glyph, words};
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn sources(scene: &Scene<'_>) -> Html {
    let mut found = coverage::of_sources(scene.index(), scene.answer);
    let scope = scene.answer.scope();
    found.retain(|one| scope.has(Facet::Source, one.source.get()));
    html! {
        <>
            { about(scene) }
            { for found.iter().take(scene.state.blocks).map(|one| source(scene, one)) }
            { rest(scene, found.len().saturating_sub(scene.state.blocks)) }
            { one_sided(scene) }
        </>
    }
}

fn about(scene: &Scene<'_>) -> Html {
    let catalog = scene.catalog();
    let words = scene.fill(
        "{0}, catalogue {1}. The facts restate the vendor's documents in other words, each with its place; \
         what a document doesn't say is silent here, which is not a no.",
        &[catalog.title(), catalog.version()],
    );
    html! {
        <p class="pe-about">
            {words}
            if let Some(hash) = scene.state.hash {
                {" SHA-256 "}<code>{hash}</code>
            }
        </p>
    }
}

/// The transfers that only one of two products' documents tells of, if there are two products.
fn one_sided(scene: &Scene<'_>) -> Html {
    let scope = scene.answer.scope();
    let products = 0..scene.catalog().products().len() as u32;
    if products.filter(|&at| scope.has(Facet::Product, at)).nth(1).is_none() {
        return html! {};
    }
    let found = contradictions::one_sided(scene.index(), scope);
    let left = found.len().saturating_sub(scene.state.blocks);
    html! {
        <article class="pe-card pe-source" data-one-sided={found.len().to_string()}>
            <h2>{scene.say("Transfers that only one document tells of")}</h2>
            if found.is_empty() {
                <p>
                    {scene.say("None was found: wherever a document names data that goes to or comes from another product of this \
                      catalogue, that product's document tells of it too, or leaves it open.")}
                </p>
            }
            <ul class="pe-discrepancies">
                { for found.iter().take(scene.state.blocks).map(|one| transfer(scene, one)) }
            </ul>
            if left > 0 {
                { more(scene, left) }
            }
        </article>
    }
}

fn transfer(scene: &Scene<'_>, one: &OneSided) -> Html {
    let catalog = scene.catalog();
    let row = &catalog.facts()[one.fact];
    let (product, other) = (&catalog.products()[row.product].name, &catalog.products()[one.other].name);
    let data = &catalog.data_types()[one.data_type].name;
    let (from, to) = if one.direction == Direction::Out { (product, other) } else { (other, product) };
    let denied = !one.denied_by.is_empty();
    let says = if denied {
        html! { <p class="pe-state pe-unclear">{glyph::state(FactState::Unclear)}{scene.fill("{0}: denied", &[other])}</p> }
    } else {
        let words = if one.is_denied_unseen {
            scene.fill("{0}: {1}", &[other, scene.say(Missing::NotShown.label())])
        } else {
            scene.fill("{0}: silent", &[other])
        };
        html! { <p class="pe-state pe-silent">{glyph::silent()}{words}</p> }
    };
    let line = |&place: &Ix<Fact>| html! { <p lang="en">{ fact::link(scene, place, catalog.facts()[place].text.clone()) }</p> };
    html! {
        <li data-fact={row.id.clone()} data-denied={denied.to_string()}>
            <div>
                <h3>{scene.fill("{0}, from {1} to {2}", &[data, from, to])}</h3>
                <p lang="en">{product}{": "}{ fact::link(scene, one.fact, row.text.clone()) }</p>
                {says}
                { for one.denied_by.iter().map(line) }
            </div>
        </li>
    }
}

fn source(scene: &Scene<'_>, found: &Coverage) -> Html {
    let catalog = scene.catalog();
    let source = &catalog.sources()[found.source];
    let product = &catalog.products()[source.product];
    let number = |number: usize| scene.locale().number(number);
    let facts = if scene.state.link.query.is_empty() {
        number(found.facts)
    } else {
        scene.fill("{0} of {1} match", &[&number(found.matching), &number(found.facts)])
    };
    let figures = [
        (message("Facts"), facts),
        (message("Silent on security features"), share(scene, found.features)),
        (message("Silent on data types"), share(scene, found.data_types)),
        (message("Contradictions and repetitions"), number(found.discrepancies.len())),
    ];
    html! {
        <article class="pe-card pe-source" key={source.id.clone()} data-source={source.id.clone()}>
            <h2 lang="en">{&product.name}</h2>
            <p><span lang="en">{&source.title}</span>{" · "}{words::edition(scene.locale(), source)}</p>
            <p lang="en">{&product.summary}</p>
            <dl class="pe-figures">
                { for figures.into_iter().map(|(term, text)| html! { <div><dt>{scene.say(term)}</dt><dd>{text}</dd></div> }) }
            </dl>
            <button type="button" class="pe-button" onclick={scene.click(Action::ShowSource(source.id.clone()))}>{scene.say("Show its facts")}</button>
            { sections(scene, &source.sections, found) }
            { discrepancies(scene, found) }
        </article>
    }
}

/// The share of entries that no fact names: `34 of 75 (45 %)`.
fn share(scene: &Scene<'_>, (named, all): (usize, usize)) -> String {
    let silent = all - named;
    let [silent, all, percent] =
        [silent, all, words::percent(silent, all)].map(|one| scene.locale().number(one));
    scene.fill("{0} of {1} ({2} %)", &[&silent, &all, &percent])
}

fn sections(scene: &Scene<'_>, sections: &[Section], found: &Coverage) -> Html {
    let row = |(section, &(facts, matching)): (&Section, &(usize, usize))| {
        html! {
            <tr key={section.id.clone()}>
                <th scope="row">
                    {words::section(scene.locale(), &section.id).into_owned()}{" "}
                    <span lang="en">{&section.title}</span>
                    if let Some(reason) = &section.no_facts {
                        <small lang="en">{reason}</small>
                    }
                </th>
                <td class="pe-number">{scene.locale().number(facts)}</td>
                <td class="pe-number">{scene.locale().number(matching)}</td>
            </tr>
        }
    };
    html! {
        <>
            <h3>{scene.say("Sections")}</h3>
            <div class="pe-scroll">
                <table class="pe-table">
                    <thead>
                        <tr>
                            <th scope="col">{scene.say("Section")}</th>
                            <th scope="col" class="pe-number">{scene.say("Facts")}</th>
                            <th scope="col" class="pe-number">{scene.say("Matching")}</th>
                        </tr>
                    </thead>
                    <tbody>{ for sections.iter().zip(&found.sections).map(row) }</tbody>
                </table>
            </div>
        </>
    }
}

fn discrepancies(scene: &Scene<'_>, found: &Coverage) -> Html {
    let scope = scene.answer.scope();
    let found: Vec<Ix<Fact>> =
        found.discrepancies.iter().copied().filter(|&fact| scope.holds(fact)).collect();
    if found.is_empty() {
        return html! {};
    }
    let line = |&place: &Ix<Fact>| {
        let row = &scene.catalog().facts()[place];
        html! {
            <li key={row.id.clone()} lang="en">
                <span class="pe-unclear">{glyph::state(FactState::Unclear)}</span>
                { fact::link(scene, place, row.text.clone()) }
            </li>
        }
    };
    html! {
        <>
            <h3>{scene.say("Contradictions and repetitions")}</h3>
            <ul class="pe-discrepancies">{ for found.iter().map(line) }</ul>
        </>
    }
}
