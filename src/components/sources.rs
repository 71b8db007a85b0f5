//! Where the facts come from: each document, section by section, and where it is silent.

use privacy_catalog::Facet;
use privacy_catalog::coverage::{self, Coverage};
use privacy_catalog::model::{Fact, Ix, Section, State as FactState};
use yew::prelude::*;

use super::{glyph, words};
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
            if found.len() > scene.state.blocks {
                <div class="pe-rest">
                    <button type="button" class="pe-button" onclick={scene.click(Action::MoreBlocks)}>
                        {format!("Show more ({} left)", found.len() - scene.state.blocks)}
                    </button>
                </div>
            }
        </>
    }
}

fn about(scene: &Scene<'_>) -> Html {
    let catalog = scene.catalog();
    html! {
        <p class="pe-about">
            {format!(
                "{}, catalogue {}. The facts restate the vendor's documents in other words, each with its place; \
                 what a document doesn't say is silent here, which is not a no.",
                catalog.title(),
                catalog.version(),
            )}
            if let Some(hash) = scene.state.hash {
                {" SHA-256 "}<code>{hash}</code>
            }
        </p>
    }
}

fn source(scene: &Scene<'_>, found: &Coverage) -> Html {
    let catalog = scene.catalog();
    let source = &catalog.sources()[found.source];
    let product = &catalog.products()[source.product];
    let facts = if scene.state.link.query.is_empty() {
        found.facts.to_string()
    } else {
        format!("{} of {} match", found.matching, found.facts)
    };
    let figures = [
        ("Facts", facts),
        ("Silent on security features", share(found.features)),
        ("Silent on data types", share(found.data_types)),
        ("Contradictions and repetitions", found.discrepancies.len().to_string()),
    ];
    html! {
        <article class="pe-card pe-source" key={source.id.clone()} data-source={source.id.clone()}>
            <h2>{&product.name}</h2>
            <p>{format!("{} · {}", source.title, words::edition(source))}</p>
            <p>{&product.summary}</p>
            <dl class="pe-figures">
                { for figures.into_iter().map(|(term, text)| html! { <div><dt>{term}</dt><dd>{text}</dd></div> }) }
            </dl>
            <button type="button" class="pe-button" onclick={scene.click(Action::ShowSource(source.id.clone()))}>{"Show its facts"}</button>
            { sections(&source.sections, found) }
            { discrepancies(scene, found) }
        </article>
    }
}

/// The share of entries that no fact names: `34 of 75 (45 %)`.
fn share((named, all): (usize, usize)) -> String {
    let silent = all - named;
    let percent = (silent * 200 + all).checked_div(all * 2).unwrap_or(0);
    format!("{silent} of {all} ({percent} %)")
}

fn sections(sections: &[Section], found: &Coverage) -> Html {
    let row = |(section, &(facts, matching)): (&Section, &(usize, usize))| {
        html! {
            <tr key={section.id.clone()}>
                <th scope="row">
                    {format!("{} {}", words::section(&section.id), section.title)}
                    if let Some(reason) = &section.no_facts {
                        <small>{reason}</small>
                    }
                </th>
                <td class="pe-number">{facts}</td>
                <td class="pe-number">{matching}</td>
            </tr>
        }
    };
    html! {
        <>
            <h3>{"Sections"}</h3>
            <div class="pe-scroll">
                <table class="pe-table">
                    <thead>
                        <tr>
                            <th scope="col">{"Section"}</th>
                            <th scope="col" class="pe-number">{"Facts"}</th>
                            <th scope="col" class="pe-number">{"Matching"}</th>
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
        let fact = &scene.catalog().facts()[place];
        let onclick = scene.follow(Action::ShowFact(fact.id.clone()));
        let href = format!("#fact={}", fact.id);
        html! {
            <li key={fact.id.clone()}>
                <span class="pe-unclear">{glyph::state(FactState::Unclear)}</span>
                <a {href} {onclick}>{&fact.text}</a>
            </li>
        }
    };
    html! {
        <>
            <h3>{"Contradictions and repetitions"}</h3>
            <ul class="pe-discrepancies">{ for found.iter().map(line) }</ul>
        </>
    }
}
