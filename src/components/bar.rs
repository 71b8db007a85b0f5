//! The result count, the active filters and how facts are listed.

use privacy_catalog::{Facet, Grouping, View};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::chips::chips;
use super::installation;
use crate::doors;
use crate::figure::Figure;
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn bar(scene: &Scene<'_>, figure: &Figure) -> Html {
    let state = scene.state;
    let selected = state.link.query.conditions().len();
    let filters = scene.say("Filters");
    let filters =
        if selected == 0 { filters.to_owned() } else { [filters, " · ", &selected.to_string()].concat() };
    let copied = state.copied.as_ref().map(|copied| {
        if copied.allowed {
            scene.say(", copied")
        } else {
            scene.say(", copying was denied: select the text and copy it")
        }
    });
    html! {
        <div class="pe-bar">
            <button
                type="button"
                class="pe-button pe-filters"
                aria-expanded={state.panel.open.to_string()}
                onclick={scene.click(Action::TurnPanel)}
            >
                {filters}
            </button>
            <p role="status">
                <span class="pe-total">{scene.facts(scene.answer.total())}</span>
                <span class="pe-unseen">{copied}</span>
            </p>
            { chips(scene) }
            { installation::chips(scene) }
            if state.link.view != View::Sources {
                <div class="pe-options">{ options(scene, figure) }</div>
            }
        </div>
    }
}

/// What is set for the view.
fn options(scene: &Scene<'_>, figure: &Figure) -> Html {
    match (figure, scene.state.link.view) {
        (Figure::None, View::Facts) => html! { <>{ general(scene) }{ grouping(scene) }</> },
        // What it is about isn't there yet.
        (Figure::None, _) => html! {},
        _ => doors::options(figure, scene),
    }
}

/// The switch for what covers all personal data, where a data type is filtered by.
pub(crate) fn general(scene: &Scene<'_>) -> Html {
    let query = &scene.state.link.query;
    if query.selection(Facet::DataType).include.is_empty() {
        return html! {};
    }
    let found = scene.answer.general();
    let number =
        if query.general { [" (", &scene.locale().number(found), ")"].concat() } else { String::new() };
    html! {
        <label>
            <input
                type="checkbox"
                data-general=""
                checked={query.general}
                onchange={scene.change(Action::General(!query.general))}
            />
            {scene.say("Covers all personal data")}{number}
        </label>
    }
}

fn grouping(scene: &Scene<'_>) -> Html {
    let dispatch = scene.dispatch.clone();
    let onchange = move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
        if let Some(grouping) = Grouping::ALL.into_iter().find(|one| Some(one.id()) == chosen.as_deref()) {
            dispatch.emit(Action::Group(grouping));
        }
    };
    // See `choice`.
    html! {
        <label>
            {scene.say("Group by")}
            <select ~value={scene.state.link.grouping.id()} {onchange}>
                { for Grouping::ALL.iter().map(|one| html! {
                    <option value={one.id()} selected={*one == scene.state.link.grouping}>
                        {scene.locale().within(one.facet().info().label)}
                    </option>
                }) }
            </select>
        </label>
    }
}
