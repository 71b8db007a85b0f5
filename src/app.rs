//! The page's skeleton: state, address, keys and the order of its parts.

use gloo::events::EventListener;
use privacy_catalog::{Index, View};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::bar::Bar;
use crate::components::facets::Facets;
use crate::components::facts::Facts;
use crate::components::footer::Footer;
use crate::components::header::Header;
use crate::components::notices::Notices;
use crate::components::print::PrintHead;
use crate::components::sources::Sources;
use crate::components::tabs::Tabs;
use crate::embed::SyncUrl;
use crate::location;
use crate::shared::Shared;
use crate::state::{Action, Dispatch, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AppProps {
    pub(crate) index: Shared<Index>,
    pub(crate) sync_url: SyncUrl,
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let synced = props.sync_url == SyncUrl::Hash;
    let index = props.index.clone();
    let state = use_reducer(move || {
        let fragment = if synced { location::fragment() } else { String::new() };
        State::new(index, &fragment)
    });
    let dispatch: Dispatch = use_callback((), {
        let dispatcher = state.dispatcher();
        move |action, ()| dispatcher.dispatch(action)
    });
    let search = use_node_ref();
    let drawer = use_state_eq(|| false);
    let message = use_state_eq(|| AttrValue::from(""));

    {
        let dispatch = dispatch.clone();
        use_effect_with((), move |()| {
            let listener = synced.then(|| location::listen(move |to| dispatch.emit(Action::Arrive(to))));
            move || drop(listener)
        });
    }
    use_effect_with((state.link.clone(), state.step), move |(link, step)| {
        if synced {
            location::write(&link.to_string(), *step);
        }
    });
    use_slash_key(search.clone());

    let answer = use_memo(state.link.query.clone(), {
        let index = state.index.clone();
        move |query| Shared::new(index.answer(query))
    });
    let answer = Shared::clone(&answer);
    let on_message = {
        let message = message.clone();
        Callback::from(move |text: AttrValue| message.set(text))
    };
    let on_drawer = {
        let drawer = drawer.clone();
        Callback::from(move |()| drawer.set(!*drawer))
    };
    html! {
        <div class="pe">
            <div class="pe-page">
                <Header state={(*state).clone()} dispatch={dispatch.clone()} {search} />
                <PrintHead state={(*state).clone()} total={answer.total()} />
                <Tabs state={(*state).clone()} dispatch={dispatch.clone()} />
                <Notices state={(*state).clone()} answer={answer.clone()} dispatch={dispatch.clone()} />
                <div class="pe-columns">
                    <Facets
                        state={(*state).clone()}
                        answer={answer.clone()}
                        dispatch={dispatch.clone()}
                        open={*drawer}
                        on_close={on_drawer.clone()}
                    />
                    <main>
                        <Bar
                            state={(*state).clone()}
                            answer={answer.clone()}
                            dispatch={dispatch.clone()}
                            message={(*message).clone()}
                            drawer={*drawer}
                            {on_drawer}
                        />
                        { match state.link.view {
                            View::Facts => html! {
                                <Facts state={(*state).clone()} {answer} {dispatch} {on_message} />
                            },
                            View::Sources => html! { <Sources state={(*state).clone()} {answer} {dispatch} /> },
                        } }
                        <Footer />
                    </main>
                </div>
            </div>
        </div>
    }
}

/// `/` goes to the search field, unless somebody is typing elsewhere.
#[hook]
fn use_slash_key(search: NodeRef) {
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            EventListener::new_with_options(&document, "keydown", EVENT_MAY_BE_PREVENTED, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
                let field = search.cast::<HtmlElement>();
                if let Some(field) = field.filter(|_| event.key() == "/" && plain && !is_typing(event)) {
                    event.prevent_default();
                    let _ = field.focus();
                }
            })
        });
        move || drop(listener)
    });
}

const EVENT_MAY_BE_PREVENTED: gloo::events::EventListenerOptions =
    gloo::events::EventListenerOptions { phase: gloo::events::EventListenerPhase::Bubble, passive: false };

fn is_typing(event: &KeyboardEvent) -> bool {
    let path = event.composed_path();
    let target = path.get(0).dyn_into::<HtmlElement>();
    target.is_ok_and(|target| {
        let text_field = target.matches("input:not([type=checkbox]), textarea, select").unwrap_or(false);
        text_field || target.is_content_editable()
    })
}
