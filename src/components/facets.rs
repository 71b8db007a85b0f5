//! The panel of facets: three that lead, the others to be unfolded.

use std::collections::BTreeSet;

use privacy_catalog::facet::{FACETS, FacetInfo};
use privacy_catalog::index::Choice;
use privacy_catalog::{Answer, Facet};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::value::Value;
use super::{glyph, keys};
use crate::shared::Shared;
use crate::state::{Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) answer: Shared<Answer>,
    pub(crate) dispatch: Dispatch,
    /// Whether it is shown where there is no room beside the facts.
    pub(crate) open: bool,
    pub(crate) on_close: Callback<()>,
}

#[component]
pub(crate) fn Facets(props: &Props) -> Html {
    let (open, on_close) = (props.open, props.on_close.clone());
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open {
            on_close.emit(());
        }
    };
    html! {
        <aside class="pe-facets" data-open={props.open.then_some("")} aria-label="Filters" {onkeydown}>
            { for FACETS.iter().map(|info| html! {
                <Box
                    key={info.key}
                    facet={info.facet}
                    state={props.state.clone()}
                    answer={props.answer.clone()}
                    dispatch={props.dispatch.clone()}
                />
            }) }
        </aside>
    }
}

#[derive(PartialEq, Properties)]
struct BoxProps {
    facet: Facet,
    state: State,
    answer: Shared<Answer>,
    dispatch: Dispatch,
}

/// How many values a facet without groups shows before it is asked for more.
const FEW: usize = 12;

/// A facet that doesn't lead is folded at first, except the states: they are the legend too.
fn starts_folded(info: &FacetInfo) -> bool {
    !info.leads && info.facet != Facet::State
}

#[component]
fn Box(props: &BoxProps) -> Html {
    let info = props.facet.info();
    let values = props.state.index.values(props.facet);
    let list = use_node_ref();
    let folded = use_state_eq(|| starts_folded(info));
    let turned = use_state_eq(BTreeSet::<u32>::new);
    let all = use_state_eq(|| false);
    if values.is_empty() {
        return html! {};
    }
    let selected = !props.state.link.query.selection(props.facet).is_empty();
    let open = !*folded || selected;
    let tops: Vec<u32> =
        (0_u32..).zip(values).filter(|(_, v)| v.parent.is_none()).map(|(at, _)| at).collect();
    let shown = if *all || tops.len() <= FEW + 1 { tops.len() } else { FEW };
    let hidden = tops.len() - shown;
    let is_shown = |&(at, value): &(usize, u32)| at < shown || choice(props, value) != Choice::Open;
    let rows = tops.iter().copied().enumerate().filter(is_shown).map(|(_, value)| top(props, value, &turned));
    let onkeydown = {
        let list = list.clone();
        move |event: KeyboardEvent| {
            if let Some(list) = list.cast::<HtmlElement>() {
                keys::move_focus(&event, &list, "input:not(:disabled)");
            }
        }
    };
    let fold = {
        let folded = folded.clone();
        move |_| folded.set(!*folded)
    };
    let show_all = {
        let all = all.clone();
        move |_| all.set(true)
    };
    html! {
        <fieldset class="pe-facet" ref={list} {onkeydown}>
            <legend>
                if info.leads {
                    <h2>{info.label}</h2>
                    <span class="pe-facet-rule">{"any of"}</span>
                } else {
                    <h2>
                        <button
                            type="button"
                            class="pe-facet-toggle"
                            aria-expanded={open.to_string()}
                            aria-disabled={selected.then_some("true")}
                            onclick={fold}
                        >
                            {glyph::chevron()}{info.label}
                        </button>
                    </h2>
                }
            </legend>
            if open {
                { for rows }
                if hidden > 0 {
                    <button type="button" class="pe-link pe-more" onclick={show_all}>
                        {format!("Show all {}", tops.len())}
                    </button>
                }
            }
        </fieldset>
    }
}

/// A value at the top, and its children if it is a group that is open.
fn top(props: &BoxProps, value: u32, turned: &UseStateHandle<BTreeSet<u32>>) -> Html {
    let children: Vec<u32> = props.state.index.children(props.facet, value).collect();
    if children.is_empty() {
        return row(props, value, None);
    }
    let chosen = children.iter().any(|&child| choice(props, child) != Choice::Open);
    let open = chosen || turned.contains(&value);
    let turned = turned.clone();
    let turn = Callback::from(move |()| {
        let mut next = (*turned).clone();
        if !next.remove(&value) {
            next.insert(value);
        }
        turned.set(next);
    });
    html! {
        <div key={value} role="group" aria-label={props.state.index.values(props.facet)[value as usize].name.clone()}>
            { row(props, value, Some((open, turn))) }
            if open {
                <div class="pe-children">{ for children.into_iter().map(|child| row(props, child, None)) }</div>
            }
        </div>
    }
}

fn row(props: &BoxProps, place: u32, group: Option<(bool, Callback<()>)>) -> Html {
    let value = &props.state.index.values(props.facet)[place as usize];
    html! {
        <Value
            key={place}
            facet={props.facet}
            {place}
            id={value.id.clone()}
            name={value.name.clone()}
            choice={choice(props, place)}
            count={props.answer.counts(props.facet)[place as usize]}
            dispatch={props.dispatch.clone()}
            {group}
        />
    }
}

fn choice(props: &BoxProps, value: u32) -> Choice {
    props.state.index.choice(&props.state.link.query, props.facet, value)
}
