//! The title, what the catalogue holds, and the search field.

use privacy_catalog::{Facet, message};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::glyph;
use crate::own::How;
use crate::scene::Scene;
use crate::state::{Action, Drawer};

/// `field` is the search field, for whoever sends the focus there.
pub(crate) fn header(scene: &Scene<'_>, field: &NodeRef) -> Html {
    let catalog = scene.catalog();
    let text = &scene.state.link.query.text;
    let scope = scene.answer.scope();
    let products = (0..catalog.products().len() as u32).filter(|&one| scope.has(Facet::Product, one)).count();
    let products = scene.count(products, "{0} product", "{0} products");
    let facts = scene.facts(scope.len_of(catalog.facts().len()));
    let holds = scene.fill("{0} · {1} · catalogue {2}", &[&products, &facts, catalog.version()]);
    let own = scene.state.own.shown().map(|(file, how)| {
        let words = if how == How::Beside { message(" · with {0}") } else { message(" · from {0}") };
        scene.fill(words, &[&file.name()])
    });
    let clear = {
        let (dispatch, field) = (scene.dispatch.clone(), field.clone());
        move |_: MouseEvent| {
            dispatch.emit(Action::Search(String::new()));
            if let Some(field) = field.cast::<HtmlElement>() {
                let _ = field.focus();
            }
        }
    };
    let filled = !text.is_empty();
    let on_key =
        scene.key(move |event| (event.key() == "Escape" && filled).then(|| Action::Search(String::new())));
    html! {
        <div role={scene.landmark("banner")} class="pe-header" part="header">
            <div>
                <h1 class="pe-title">{scene.say("Privacy Explorer")}</h1>
                <p class="pe-subtitle">{holds}{own}</p>
            </div>
            <search class="pe-search" part="search">
                {glyph::search()}
                <input
                    ref={field.clone()}
                    type="search"
                    aria-label={scene.say("Search facts")}
                    aria-keyshortcuts="/"
                    placeholder={scene.say("Search facts, names, manuals")}
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    maxlength={privacy_catalog::link::MAX_SEARCH.to_string()}
                    value={text.clone()}
                    oninput={scene.typed(Action::Search)}
                    onkeydown={on_key}
                />
                if filled {
                    <button type="button" aria-label={scene.say("Clear search")} onclick={clear}>{glyph::cross()}</button>
                } else {
                    <kbd aria-hidden="true">{"/"}</kbd>
                }
            </search>
            { for Drawer::ALL.iter().map(|&(drawer, name)| {
                let is_open = scene.state.panel.drawer == Some(drawer);
                html! {
                    <button
                        type="button"
                        class="pe-button pe-tall"
                        aria-expanded={is_open.to_string()}
                        onclick={scene.click(Action::Draw((!is_open).then_some(drawer)))}
                    >
                        {scene.say(name)}
                    </button>
                }
            }) }
            if scene.state.around.can_share {
                <button type="button" class="pe-button pe-tall pe-share" aria-haspopup="dialog" onclick={scene.click(Action::Share)}>
                    {scene.say("Share")}
                </button>
            }
        </div>
    }
}
