//! My installation: the release of each product that the reader runs, and what is switched on there.

use privacy_catalog::model::{Ix, Product};
use privacy_catalog::{Facet, Installation};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::more::more;
use super::{glyph, words};
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn installation(scene: &Scene<'_>) -> Html {
    let options = scene.index().options();
    let scope = scene.answer.scope();
    let query = &scene.state.link.query;
    let products: Vec<(Ix<Product>, &Product)> = scene
        .catalog()
        .products()
        .iter()
        .filter(|(place, _)| scene.index().shows(query, scope, Facet::Product, place.get()))
        .filter(|(place, product)| !product.releases.is_empty() || !options[place.get() as usize].is_empty())
        .collect();
    let left = products.len().saturating_sub(scene.state.blocks);
    html! {
        <section class="pe-card pe-drawer" aria-label={scene.say("My installation")}>
            <p class="pe-reading">
                {scene.say("Choose what you run: facts are then about your releases, and about what is switched on there. \
                  Nothing is stored; it is in the address alone.")}
            </p>
            if products.is_empty() {
                <p>{scene.say("The documents name no release, and nothing that can be switched on.")}</p>
            }
            <div class="pe-installed">
                { for products.into_iter().take(scene.state.blocks).map(|(place, product)| {
                    of_product(scene, product, &options[place.get() as usize])
                }) }
            </div>
            <div class="pe-actions">
                if left > 0 {
                    { more(scene, left) }
                }
                if !scene.state.link.installation.is_empty() {
                    <button type="button" class="pe-button" onclick={scene.click(Action::Install(Installation::default()))}>
                        {scene.say("As in the documents")}
                    </button>
                }
                <button type="button" class="pe-button" onclick={scene.click(Action::Draw(None))}>{scene.say("Done")}</button>
            </div>
        </section>
    }
}

fn of_product(scene: &Scene<'_>, product: &Product, options: &[u32]) -> Html {
    let installation = &scene.state.link.installation;
    let chosen = installation.release(&product.id);
    let onchange = {
        let (dispatch, installation, id) = (scene.dispatch.clone(), installation.clone(), product.id.clone());
        move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
            let mut installation = installation.clone();
            installation.set_release(&id, chosen.as_deref().filter(|release| !release.is_empty()));
            dispatch.emit(Action::Install(installation));
        }
    };
    html! {
        <fieldset key={product.id.clone()} data-installed={product.id.clone()}>
            <legend lang="en">{product.name.clone()}</legend>
            if product.releases.is_empty() {
                <p class="pe-reading">{scene.say("The document names no release.")}</p>
            } else {
                <label>
                    {scene.say("Release")}
                    <select ~value={chosen.unwrap_or_default().to_owned()} {onchange}>
                        <option value="" selected={chosen.is_none()}>{scene.say("as in the document")}</option>
                        { for product.releases.iter().rev().map(|release| html! {
                            <option lang="en" value={release.clone()} selected={chosen == Some(release.as_str())}>{release.clone()}</option>
                        }) }
                    </select>
                </label>
            }
            if !options.is_empty() {
                <details>
                    <summary>{scene.fill("Switched on: {0} of {1}", &[&on(scene, product, options).to_string(), &options.len().to_string()])}</summary>
                    { for options.iter().map(|&feature| option(scene, product, feature)) }
                </details>
            }
        </fieldset>
    }
}

/// How many of the features are on.
fn on(scene: &Scene<'_>, product: &Product, options: &[u32]) -> usize {
    let features = scene.index().values(Facet::Feature);
    let is_on =
        |feature: &&u32| scene.state.link.installation.is_on(&product.id, &features[**feature as usize].id);
    options.iter().filter(is_on).count()
}

fn option(scene: &Scene<'_>, product: &Product, feature: u32) -> Html {
    let feature = &scene.index().values(Facet::Feature)[feature as usize];
    let installation = &scene.state.link.installation;
    let checked = installation.is_on(&product.id, &feature.id);
    let mut turned = installation.clone();
    turned.set_on(&product.id, &feature.id, !checked);
    html! {
        <label key={feature.id.clone()} lang="en">
            <input type="checkbox" data-on={feature.id.clone()} {checked} onchange={scene.change(Action::Install(turned))} />
            {feature.name.clone()}
        </label>
    }
}

/// What the reader runs, beside the filters: each to be dropped by itself; and how much it changes.
pub(crate) fn chips(scene: &Scene<'_>) -> Html {
    let installation = &scene.state.link.installation;
    if installation.is_empty() {
        return html! {};
    }
    html! {
        <ul class="pe-chips" aria-label={scene.say("My installation")}>
            { for parts(scene).into_iter().map(|(name, without)| html! {
                <li key={name.clone()}>
                    <button
                        type="button"
                        class="pe-chip"
                        data-installed=""
                        aria-label={scene.fill("Remove from my installation: {0}", &[&name])}
                        title={name.clone()}
                        onclick={scene.click(Action::Install(without))}
                    >
                        <span>{name}</span>{glyph::cross()}
                    </button>
                </li>
            }) }
            <li class="pe-reading" data-changes="">
                {scene.count(scene.index().changes(), "changes {0} fact", "changes {0} facts")}
            </li>
        </ul>
    }
}

/// What is chosen, in words, and the installation without it.
fn parts(scene: &Scene<'_>) -> Vec<(String, Installation)> {
    let installation = &scene.state.link.installation;
    let name = |facet, id: &str| words::value(scene.locale(), scene.index(), facet, id);
    let mut parts = Vec::new();
    for (product, release) in installation.releases() {
        let mut without = installation.clone();
        without.set_release(product, None);
        parts.push(([&name(Facet::Product, product), " ", release].concat(), without));
    }
    for (product, features) in installation.switched_on() {
        for feature in features {
            let mut without = installation.clone();
            without.set_on(product, feature, false);
            let (product, feature) = (name(Facet::Product, product), name(Facet::Feature, feature));
            parts.push((scene.fill("{0} with {1}", &[&product, &feature]), without));
        }
    }
    parts
}
