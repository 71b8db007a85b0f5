//! What becomes of a data type in each product, and what to do when somebody asks for theirs.

use privacy_catalog::index::Condition;
use privacy_catalog::lifecycle::{Checklist, FOLLOWED, Lifecycle, Request};
use privacy_catalog::{Facet, Link, View, message};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::checklist::checklist;
use super::choice::choice;
use super::life::life;
use super::more::rest;
use super::words;
use crate::scene::Scene;
use crate::state::Action;

/// What the list of what can be shown calls the lifecycle itself.
const NO_REQUEST: &str = "lifecycle";

/// What the picker calls a choice that only the filters can make.
const FILTERED: &str = "?";

/// What is set beside the count.
pub(crate) fn options(scene: &Scene<'_>) -> Html {
    let request = scene.state.link.settings.request;
    let current = Request::ALL.into_iter().find(|one| request == Some(one.0)).map_or(NO_REQUEST, |one| one.1);
    let all = Request::ALL.into_iter().map(|(_, id, label)| (id, label));
    let all = std::iter::once((NO_REQUEST, message("Lifecycle"))).chain(all);
    choice(scene, message("Show"), current, all, |settings, id| {
        settings.request = Request::ALL.into_iter().find(|one| one.1 == id).map(|one| one.0);
    })
}

pub(crate) fn lifecycle(scene: &Scene<'_>, lifecycle: &Lifecycle) -> Html {
    let lives = lifecycle.lives.iter().take(scene.state.blocks);
    let about = scene.say(
        "What the documents say becomes of it in each product, from where it is held to what remains. \
         Where they say nothing, that is not a no.",
    );
    framed(
        scene,
        about,
        lifecycle.lives.len(),
        html! { { for lives.map(|one| life(scene, lifecycle, one)) } },
    )
}

pub(crate) fn checklists(scene: &Scene<'_>, checklists: &[Checklist]) -> Html {
    let shown = checklists.iter().take(scene.state.blocks);
    let request = Request::ALL.into_iter().find(|one| scene.state.link.settings.request == Some(one.0));
    let request = request.map_or(message("Checklist"), |one| one.2);
    let about = scene.fill(
        "{0}: what to do in each product, as far as the documents say. The boxes are kept nowhere. Not legal advice.",
        &[scene.say(request)],
    );
    framed(scene, &about, checklists.len(), html! { { for shown.map(|one| checklist(scene, one)) } })
}

/// The picker, and below it the products' cards.
fn framed(scene: &Scene<'_>, about: &str, products: usize, cards: Html) -> Html {
    html! {
        <>
            <div class="pe-asked">
                { picker(scene) }
                <p class="pe-about">{about.to_owned()}{ unfollowed(scene) }</p>
            </div>
            if products == 0 {
                { nothing(scene) }
            }
            {cards}
            { rest(scene, products.saturating_sub(scene.state.blocks)) }
        </>
    }
}

/// The choice of the data type: one, all, or what the filters say.
fn picker(scene: &Scene<'_>) -> Html {
    let index = scene.index();
    let selection = scene.state.link.query.selection(Facet::DataType);
    let one = match (selection.include.iter().next(), selection.include.len(), selection.exclude.is_empty()) {
        (Some(id), 1, true) => index.value(Facet::DataType, id),
        _ => None,
    };
    let filters = (one.is_none() && !selection.is_empty()).then(|| {
        let conditions = scene.state.link.query.conditions();
        let names: Vec<String> = conditions
            .iter()
            .filter(|one| is_of(one, Facet::DataType))
            .map(|one| words::condition(scene, one))
            .collect();
        scene.fill("As filtered: {0}", &[&names.join(", ")])
    });
    let values = index.values(Facet::DataType);
    let option = |at: u32, lang: &'static str, name: String| {
        html! { <option {lang} value={values[at as usize].id.clone()} selected={one == Some(at)}>{name}</option> }
    };
    let named = |at: u32| option(at, "en", values[at as usize].name.clone());
    let own = scene.locale().language().tag();
    let is_there = |at: u32| scene.answer.scope().has(Facet::DataType, at) || one == Some(at);
    let top = |at: u32| {
        let name = &values[at as usize].name;
        let children = index.children(Facet::DataType, at);
        if children.is_empty() {
            return named(at);
        }
        html! {
            <optgroup lang="en" label={name.clone()}>
                { option(at, own, scene.fill("{0}: all types", &[name])) }
                { for children.iter().filter(|&&at| is_there(at)).map(|&at| named(at)) }
            </optgroup>
        }
    };
    let tops = (0..values.len() as u32).filter(|&at| values[at as usize].parent.is_none() && is_there(at));
    // What the reader picked stays picked, whatever the options' attributes say, unless it is set.
    let current = match one {
        Some(at) => values[at as usize].id.clone(),
        None if filters.is_some() => FILTERED.to_owned(),
        None => String::new(),
    };
    html! {
        <label class="pe-picker">
            {scene.say("Data type")}
            <select onchange={pick(scene)} data-picker="" ~value={current}>
                if let Some(filters) = filters {
                    <option value={FILTERED} disabled=true selected=true>{filters}</option>
                }
                <option value="" selected={selection.is_empty()}>{scene.say("All personal data")}</option>
                { for tops.map(top) }
            </select>
        </label>
    }
}

/// Filters by the data type that is picked, or by none.
fn pick(scene: &Scene<'_>) -> Callback<Event> {
    let (dispatch, index) = (scene.dispatch.clone(), scene.state.index.clone());
    let all = without(scene, |condition| is_of(condition, Facet::DataType));
    Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
        let picked = index.value(Facet::DataType, &field.value());
        dispatch.emit(match picked {
            Some(value) => Action::Narrow(vec![(Facet::DataType, value)], View::Lifecycle),
            None => Action::Restore(all.clone()),
        });
    })
}

/// The view without some of its conditions, as a fragment.
fn without(scene: &Scene<'_>, dropped: fn(&Condition) -> bool) -> String {
    let link = &scene.state.link;
    let conditions = link.query.conditions();
    let query = conditions
        .iter()
        .filter(|one| dropped(one))
        .fold(link.query.clone(), |query, one| query.without(one));
    Link { query, ..link.clone() }.to_string()
}

fn is_of(condition: &Condition, wanted: Facet) -> bool {
    match condition {
        Condition::Search => false,
        Condition::Include(facet, _) | Condition::Exclude(facet, _) => *facet == wanted,
    }
}

fn is_followed(condition: &Condition) -> bool {
    FOLLOWED.iter().any(|&facet| is_of(condition, facet))
}

/// Says that not every filter counts here, if there is one that doesn't.
fn unfollowed(scene: &Scene<'_>) -> Html {
    let is_all = scene.state.link.query.conditions().iter().all(is_followed);
    html! {
        if !is_all {
            <strong data-unfollowed="">
                {" "}{scene.say("Only filters on products and data types are followed here.")}
            </strong>
        }
    }
}

/// What stands where no product has any of the data.
fn nothing(scene: &Scene<'_>) -> Html {
    let conditions = scene.state.link.query.conditions().into_iter().filter(is_followed);
    html! {
        <section class="pe-card pe-empty">
            <h2>{scene.say("No document tells of this data")}</h2>
            <p>{scene.say("None says that a product holds it, passes it on or receives it. That is silence, not a no.")}</p>
            <ul>
                { for conditions.map(|condition| {
                    let name = words::condition(scene, &condition);
                    html! {
                        <li key={name.clone()}>
                            <button type="button" class="pe-link" onclick={scene.click(Action::Drop(condition))}>
                                {scene.fill("Drop {0}", &[&name])}
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
