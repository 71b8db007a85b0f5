//! The title, what the catalogue holds, and the search field.

use privacy_catalog::Facet;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{glyph, words};
use crate::scene::Scene;
use crate::state::Action;

/// `field` is the search field, for whoever sends the focus there.
pub(crate) fn header(scene: &Scene<'_>, field: &NodeRef) -> Html {
    let catalog = scene.catalog();
    let text = &scene.state.link.query.text;
    let scope = scene.answer.scope();
    let products = (0..catalog.products().len() as u32).filter(|&one| scope.has(Facet::Product, one)).count();
    let holds = format!(
        "{} · {} · catalogue {}",
        words::count(products, "product", "products"),
        words::count(scope.len_of(catalog.facts().len()), "fact", "facts"),
        catalog.version(),
    );
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
                <h1 class="pe-title">{"Privacy Explorer"}</h1>
                <p class="pe-subtitle">{holds}</p>
            </div>
            <search class="pe-search" part="search">
                {glyph::search()}
                <input
                    ref={field.clone()}
                    type="search"
                    aria-label="Search facts"
                    aria-keyshortcuts="/"
                    placeholder="Search facts, names, manuals"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    maxlength={privacy_catalog::link::MAX_SEARCH.to_string()}
                    value={text.clone()}
                    oninput={scene.typed(Action::Search)}
                    onkeydown={on_key}
                />
                if filled {
                    <button type="button" aria-label="Clear search" onclick={clear}>{glyph::cross()}</button>
                } else {
                    <kbd aria-hidden="true">{"/"}</kbd>
                }
            </search>
            <button
                type="button"
                class="pe-button pe-tall"
                aria-expanded={scene.state.panel.installation.to_string()}
                onclick={scene.click(Action::TurnInstallation)}
            >
                {"My installation"}
            </button>
            <button
                type="button"
                class="pe-button pe-tall"
                aria-expanded={scene.state.panel.export.to_string()}
                onclick={scene.click(Action::TurnExport)}
            >
                {"Export"}
            </button>
            if scene.state.can_share {
                <button type="button" class="pe-button pe-tall pe-share" aria-haspopup="dialog" onclick={scene.click(Action::Share)}>
                    {"Share"}
                </button>
            }
        </div>
    }
}
