//! The facts of the answer, under headings: those of the window on the list.

use std::ops::Range;

use privacy_catalog::Grouping;
use privacy_catalog::index::{Group, GroupName, Groups};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::empty::empty;
use super::fact::{Row, fact};
use super::words;
use crate::list::{self, List};
use crate::scene::Scene;
use crate::state::Action;
use crate::window::PRINTED;

/// `list` is the list, for whoever watches it.
pub(crate) fn facts(scene: &Scene<'_>, groups: &Groups, list: &List) -> Html {
    if scene.answer.total() == 0 {
        return empty(scene);
    }
    let opened = scene.state.link.fact.as_deref().and_then(|id| scene.catalog().facts().find(id));
    let opened = opened.filter(|&fact| scene.answer.scope().holds(fact));
    let is_hidden = opened.is_some_and(|fact| scene.index().row_of(scene.answer, groups, fact).is_none());
    let window = &scene.state.window;
    let mut first = 0;
    let shown = groups.iter().enumerate().filter_map(|(at, group)| {
        let rows = first..first + group.len;
        first = rows.end;
        let part = window.start.max(rows.start)..window.end.min(rows.end);
        (!part.is_empty()).then(|| draw(scene, groups, at, rows.start, part))
    });
    html! {
        <div ref={list.whole.clone()} class="pe-list" part="list" tabindex="-1" onkeydown={on_key(scene, list)}>
            if is_hidden {
                { hidden(scene) }
            }
            <div ref={list.above.clone()} aria-hidden="true" />
            <>{ for shown }</>
            <div ref={list.below.clone()} aria-hidden="true" />
            if window.start == 0 && window.end == PRINTED && scene.state.rows > PRINTED {
                <p class="pe-notice">
                    {cut_off(scene)}
                </p>
            }
        </div>
    }
}

/// Says that not every row is printed.
fn cut_off(scene: &Scene<'_>) -> String {
    let [first, rows] = [PRINTED, scene.state.rows].map(|one| scene.locale().number(one));
    scene.fill("Only the first {0} of {1} rows are printed: filter for less.", &[&first, &rows])
}

/// Arrows, Home and End go from fact to fact; Escape closes the open one and returns to it.
fn on_key(scene: &Scene<'_>, list: &List) -> Callback<KeyboardEvent> {
    let list = list.whole.clone();
    let rows = scene.state.rows;
    scene.key(move |event| {
        let list = list.cast::<Element>()?;
        let target = event.target_dyn_into::<Element>()?;
        let row = target.closest("[data-row]").ok().flatten().and_then(|row| list::row_of(&row));
        // The list itself has the focus if the row that had it is drawn no longer: a step then leads to the
        // first row in view, unless another one is to get the focus.
        let walk = |by: isize| {
            let from = row.map(usize::cast_signed);
            let seen = || list::spot_in(&list).map_or(0, |spot| spot.row).cast_signed() - by;
            Some(Action::Walk(from.unwrap_or_else(seen), by))
        };
        match (event.key().as_str(), row) {
            ("Escape", _) => {
                let open = list.query_selector(".pe-text[aria-expanded=true]").ok().flatten()?;
                let _ = open.dyn_into::<HtmlElement>().ok()?.focus();
                Some(Action::Open(None))
            }
            // Within a fact's details the keys are the browser's.
            (_, Some(_)) if !target.matches(".pe-text").unwrap_or(false) => None,
            ("ArrowDown", _) => walk(1),
            ("ArrowUp", _) => walk(-1),
            ("Home", _) => Some(Action::Focus(0)),
            ("End", _) => Some(Action::Focus(rows - 1)),
            _ => None,
        }
    })
}

/// A part of the rows of group number `at`, of which the first is row `first` of the list.
///
/// Groups and rows are keyed by number: while the window moves the number stands for the same fact,
/// and the elements stay; in another answer they are filled anew, which is quicker than to make them.
fn draw(scene: &Scene<'_>, groups: &Groups, at: usize, first: usize, part: Range<usize>) -> Html {
    let group = &groups[at];
    let name = words::heading(scene.locale(), scene.index(), scene.state.link.grouping, group);
    let lang = matches!(group.name, GroupName::Value(_)).then_some("en");
    let within = part.start - first..part.end - first;
    let hits = scene.index().group_hits(scene.answer, groups, group, within);
    let rows = part
        .zip(hits)
        .map(|(row, hit)| fact(scene, hit, Row { number: row, place: row - first, of: group.len }));
    html! {
        <section key={at} aria-label={name.to_owned()}>
            <h2 class="pe-group"><bdi {lang}>{name.to_owned()}</bdi><span>{about(scene, group)}</span></h2>
            <ul class="pe-card">{ for rows }</ul>
        </section>
    }
}

/// What stands beside the heading of a group.
fn about(scene: &Scene<'_>, group: &Group) -> String {
    let grouping = scene.state.link.grouping;
    let count = scene.facts(group.len);
    let GroupName::Value(value) = group.name else { return count };
    let mut sources = scene.catalog().sources().iter();
    let source = sources.find(|(_, source)| source.product.get() == value);
    match source.filter(|_| grouping == Grouping::Product) {
        Some((_, source)) => [&count, " · ", &words::edition(scene.locale(), source)].concat(),
        None => count,
    }
}

/// Says that the fact of the address is there but filtered out.
fn hidden(scene: &Scene<'_>) -> Html {
    let Some(id) = scene.state.link.fact.clone() else { return html! {} };
    html! {
        <p class="pe-notice" data-notice="hidden">
            {scene.say("The fact that this address opens is not among these.")}
            <button type="button" class="pe-link" onclick={scene.click(Action::ShowFact(id))}>{scene.say("Show it")}</button>
        </p>
    }
}
