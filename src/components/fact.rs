//! One fact of the list.

use privacy_catalog::index::Hit;
use privacy_catalog::model::{Catalog, Fact as Row};
use privacy_catalog::{Answer, Index};
use yew::prelude::*;

use super::details::Details;
use super::marked::marked;
use super::{glyph, words};
use crate::shared::Shared;
use crate::state::{Action, Dispatch};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: Shared<Index>,
    pub(crate) answer: Shared<Answer>,
    pub(crate) hit: Hit,
    /// What sets this element apart from others of the same fact in other groups.
    pub(crate) group: u32,
    pub(crate) open: bool,
    pub(crate) dispatch: Dispatch,
    pub(crate) on_message: Callback<AttrValue>,
}

#[component]
pub(crate) fn Fact(props: &Props) -> Html {
    let Props { answer, hit, open, .. } = props;
    let catalog = props.index.catalog();
    let fact = &catalog.facts()[hit.fact];
    let details = format!("pe-{}-{}", props.group, fact.id);
    let onclick = {
        let (dispatch, next) = (props.dispatch.clone(), (!open).then(|| fact.id.clone()));
        move |_| dispatch.emit(Action::Open(next.clone()))
    };
    html! {
        <li class="pe-fact" data-fact={fact.id.clone()} data-open={open.then_some("")}>
            { label(catalog, fact) }
            <div>
                <button
                    type="button"
                    class="pe-text"
                    aria-expanded={open.to_string()}
                    aria-controls={open.then(|| details.clone())}
                    {onclick}
                >
                    { marked(answer, &fact.text) }
                </button>
            </div>
            <p class="pe-cite">{ words::citation(fact) }</p>
            { meta(catalog, fact, answer, hit.general) }
            if *open {
                <Details index={props.index.clone()} fact={hit.fact.get()} id={details} on_message={&props.on_message} />
            }
        </li>
    }
}

/// State and kind; a fact without a state shows its kind alone.
fn label(catalog: &Catalog, fact: &Row) -> Html {
    let kind = match (fact.activity, fact.direction) {
        (Some(activity), _) => activity.label().to_owned(),
        (_, Some(direction)) => format!("{} {}", fact.kind.label(), direction.id()),
        _ => fact.kind.label().to_owned(),
    };
    match fact.state {
        None => html! { <div class="pe-label"><span class="pe-state pe-silent">{kind}</span></div> },
        Some(state) => html! {
            <div class="pe-label">
                <span class={classes!("pe-state", glyph::class(state))} title={state.label()}>
                    {glyph::state(state)}{words::gate(catalog, fact, state)}
                </span>
                <small>{kind}</small>
            </div>
        },
    }
}

/// The chips: what it is about, which part, the setting as delivered, and the manuals.
fn meta(catalog: &Catalog, fact: &Row, answer: &Answer, general: bool) -> Html {
    let tag = |name: &str| html! { <span class="pe-tag">{marked(answer, name)}</span> };
    let features = fact.features.iter().map(|&one| tag(&catalog.features()[one].name));
    let types = fact.about.types().iter().map(|&one| tag(&catalog.data_types()[one].name));
    let recipients = fact.recipients.iter().map(|&one| {
        html! { <span class="pe-tag">{"→ "}{marked(answer, &catalog.recipients()[one].name)}</span> }
    });
    let part = catalog.component_of(fact).map(|part| tag(&part.name));
    let default = fact.default.map(|default| tag(default.label()));
    let manual = fact.manuals.first().map(|first| {
        let section = first.section.as_ref().map(|section| format!(", {section}")).unwrap_or_default();
        let more = fact.manuals.len() - 1;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        html! { <span>{marked(answer, &format!("{}{section}", first.title))}{more}</span> }
    });
    let parts: Vec<Html> =
        features.chain(types).chain(recipients).chain(part).chain(default).chain(manual).collect();
    if parts.is_empty() && !general {
        return html! {};
    }
    html! {
        <div class="pe-meta">
            if general {
                <span class="pe-general">{"covers all personal data"}</span>
            }
            { for parts }
        </div>
    }
}
