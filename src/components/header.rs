//! The title, what the catalogue holds, and the search field.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{glyph, words};
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) dispatch: Dispatch,
    /// The search field, for whoever sends the focus there.
    pub(crate) search: NodeRef,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let dispatch = &props.dispatch;
    let catalog = props.state.index.catalog();
    let text = &props.state.link.query.text;
    let holds = format!(
        "{} · {} · catalogue {}",
        words::count(catalog.products().len(), "product", "products"),
        words::count(catalog.facts().len(), "fact", "facts"),
        catalog.version(),
    );
    let on_input = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.emit(Action::Search(field.value()));
            }
        }
    };
    let clear = {
        let (dispatch, search) = (dispatch.clone(), props.search.clone());
        move || {
            dispatch.emit(Action::Search(String::new()));
            if let Some(field) = search.cast::<HtmlInputElement>() {
                let _ = field.focus();
            }
        }
    };
    let on_key = {
        let (clear, filled) = (clear.clone(), !text.is_empty());
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && filled {
                event.prevent_default();
                clear();
            }
        }
    };
    html! {
        <header class="pe-header">
            <div>
                <h1 class="pe-title">{"Privacy Explorer"}</h1>
                <p class="pe-subtitle">{holds}</p>
            </div>
            <search class="pe-search">
                {glyph::search()}
                <input
                    ref={props.search.clone()}
                    type="search"
                    aria-label="Search facts"
                    aria-keyshortcuts="/"
                    placeholder="Search facts, names, manuals"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    maxlength={privacy_catalog::link::MAX_SEARCH.to_string()}
                    value={text.clone()}
                    oninput={on_input}
                    onkeydown={on_key}
                />
                if text.is_empty() {
                    <kbd aria-hidden="true">{"/"}</kbd>
                } else {
                    <button type="button" aria-label="Clear search" onclick={move |_| clear()}>{glyph::cross()}</button>
                }
            </search>
        </header>
    }
}
