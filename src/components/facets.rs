//! The panel of facets: three that lead, the others to be unfolded.

use privacy_catalog::Facet;
use privacy_catalog::facet::{FACETS, FacetInfo};
use privacy_catalog::index::Choice;
use web_sys::Element;
use yew::prelude::*;

use super::value::{Group, value};
use super::{glyph, keys, words};
use crate::scene::Scene;
use crate::state::{Action, VALUES};

/// How many values a facet shows before it is asked for more.
const FEW: usize = 12;

pub(crate) fn facets(scene: &Scene<'_>) -> Html {
    let open = scene.state.panel.open;
    let on_key = scene.key(move |event| {
        let list =
            event.target_dyn_into::<Element>().and_then(|target| target.closest("fieldset").ok().flatten());
        if let Some(list) = list {
            keys::move_focus(event, &list, "input:not(:disabled)");
        }
        (event.key() == "Escape" && open).then_some(Action::TurnPanel)
    });
    html! {
        <aside class="pe-facets" part="facets" data-open={open.then_some("")} aria-label={scene.say("Filters")} onkeydown={on_key}>
            { for FACETS.iter().map(|info| facet(scene, info)) }
            <div class="pe-done">
                <button type="button" class="pe-button pe-filters" onclick={scene.click(Action::TurnPanel)}>
                    {scene.count(scene.answer.total(), "Show {0} fact", "Show {0} facts")}
                </button>
            </div>
        </aside>
    }
}

/// A facet that doesn't lead is folded at first, except the states: they are the legend too.
fn is_open(scene: &Scene<'_>, info: &FacetInfo) -> bool {
    let starts_open = info.leads || info.facet == Facet::State;
    let turned = scene.state.panel.turned.contains(&info.facet);
    starts_open != turned || is_selected(scene, info)
}

/// What is selected stays in sight: its facet can't be folded.
fn is_selected(scene: &Scene<'_>, info: &FacetInfo) -> bool {
    !scene.state.link.query.selection(info.facet).is_empty()
}

fn facet(scene: &Scene<'_>, info: &FacetInfo) -> Html {
    let values = scene.index().values(info.facet);
    let tops: Vec<u32> = (0_u32..)
        .zip(values)
        .filter(|&(at, value)| value.parent.is_none() && is_there(scene, info.facet, at))
        .map(|(at, _)| at)
        .collect();
    if tops.is_empty() {
        return html! {};
    }
    let shown = FEW + scene.state.panel.more[info.facet as usize];
    // One value more takes no more room than the button that would show it.
    let shown = if tops.len() <= shown + 1 { tops.len() } else { shown };
    let open = is_open(scene, info);
    let rows = tops.iter().enumerate().filter(|&(at, &top)| at < shown || is_chosen(scene, info.facet, top));
    html! {
        <fieldset key={info.key} class="pe-facet">
            <legend>{ heading(scene, info, open) }</legend>
            if open {
                { for rows.map(|(_, &value)| top(scene, info.facet, value)) }
                if shown < tops.len() {
                    <button type="button" class="pe-link pe-more" onclick={scene.click(Action::MoreValues(info.facet))}>
                        {more(scene, shown, tops.len())}
                    </button>
                }
            }
        </fieldset>
    }
}

fn more(scene: &Scene<'_>, shown: usize, all: usize) -> String {
    let [more, all_of] = [VALUES, all].map(|number| scene.locale().number(number));
    if all - shown <= VALUES {
        scene.fill("Show all {0}", &[&all_of])
    } else {
        scene.fill("Show {0} more of {1}", &[&more, &all_of])
    }
}

fn heading(scene: &Scene<'_>, info: &FacetInfo, open: bool) -> Html {
    if info.leads {
        return html! { <><h2>{scene.say(info.label)}</h2><span class="pe-facet-rule">{scene.say("any of")}</span></> };
    }
    html! {
        <h2>
            <button
                type="button"
                class="pe-facet-toggle"
                aria-expanded={open.to_string()}
                disabled={is_selected(scene, info)}
                onclick={scene.click(Action::TurnFacet(info.facet))}
            >
                {glyph::chevron()}{scene.say(info.label)}
            </button>
        </h2>
    }
}

/// A value at the top, and its children if it is a group that is open.
fn top(scene: &Scene<'_>, facet: Facet, place: u32) -> Html {
    let children = scene.index().children(facet, place);
    if children.is_empty() {
        return value(scene, facet, place, None);
    }
    let chosen = children.iter().any(|&child| is_chosen(scene, facet, child));
    let open = chosen || scene.state.panel.groups.contains(&(facet, place));
    html! {
        <div key={place} role="group" aria-label={words::name(scene.locale(), scene.index(), facet, place).to_owned()} lang={words::lang(facet)}>
            { value(scene, facet, place, Some(Group { open, fixed: chosen })) }
            if open {
                <div class="pe-children">
                    { for children.iter().filter(|&&child| is_there(scene, facet, child)).map(|&child| value(scene, facet, child, None)) }
                </div>
            }
        </div>
    }
}

/// Whether a value is among what the explorer is limited to; one that is chosen stays in sight.
fn is_there(scene: &Scene<'_>, facet: Facet, value: u32) -> bool {
    scene.answer.scope().has(facet, value) || is_chosen(scene, facet, value)
}

fn is_chosen(scene: &Scene<'_>, facet: Facet, value: u32) -> bool {
    scene.index().choice(&scene.state.link.query, facet, value) != Choice::Open
}
