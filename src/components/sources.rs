//! Where the facts come from: each document, section by section, and where it is silent.

use privacy_catalog::Answer;
use privacy_catalog::coverage::{self, Coverage};
use privacy_catalog::model::{Fact, Ix, Section};
use yew::prelude::*;

use super::{glyph, words};
use crate::shared::Shared;
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) answer: Shared<Answer>,
    pub(crate) dispatch: Dispatch,
}

#[component]
pub(crate) fn Sources(props: &Props) -> Html {
    let found = use_memo(props.answer.clone(), |answer| coverage::of_sources(&props.state.index, answer));
    html! {
        <>
            { about(&props.state) }
            { for found.iter().map(|one| source(props, one)) }
        </>
    }
}

fn about(state: &State) -> Html {
    let catalog = state.index.catalog();
    html! {
        <p class="pe-about">
            {format!(
                "{}, catalogue {}. The facts restate the vendor's documents in other words, each with its place; \
                 what a document doesn't say is silent here, which is not a no. SHA-256 ",
                catalog.title(),
                catalog.version(),
            )}
            <code>{crate::CATALOGUE_HASH}</code>
        </p>
    }
}

fn source(props: &Props, found: &Coverage) -> Html {
    let catalog = props.state.index.catalog();
    let source = &catalog.sources()[found.source];
    let product = &catalog.products()[source.product];
    let facts = if props.state.link.query.is_empty() {
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
    let (dispatch, id) = (props.dispatch.clone(), source.id.clone());
    let show = move |_| dispatch.emit(Action::ShowSource(id.clone()));
    html! {
        <article class="pe-card pe-source" key={source.id.clone()} data-source={source.id.clone()}>
            <h2>{&product.name}</h2>
            <p>{format!("{} · {}", source.title, words::edition(source))}</p>
            <p>{&product.summary}</p>
            <dl class="pe-figures">
                { for figures.into_iter().map(|(term, text)| html! { <div><dt>{term}</dt><dd>{text}</dd></div> }) }
            </dl>
            <button type="button" class="pe-button" onclick={show}>{"Show its facts"}</button>
            { sections(&source.sections, found) }
            { discrepancies(props, &found.discrepancies) }
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
                    {format!("{} {}", section.id, section.title)}
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

fn discrepancies(props: &Props, found: &[Ix<Fact>]) -> Html {
    if found.is_empty() {
        return html! {};
    }
    let facts = props.state.index.catalog().facts();
    let line = |&place: &Ix<Fact>| {
        let fact = &facts[place];
        let (dispatch, id) = (props.dispatch.clone(), fact.id.clone());
        let onclick = move |event: MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                dispatch.emit(Action::ShowFact(id.clone()));
            }
        };
        let href = format!("#fact={}", fact.id);
        html! {
            <li key={fact.id.clone()}>
                <span class="pe-unclear">{glyph::state(privacy_catalog::model::State::Unclear)}</span>
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
