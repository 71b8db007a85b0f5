//! A button that copies a text, and shows it where copying is denied.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) label: AttrValue,
    pub(crate) text: AttrValue,
    /// Said to the reader once it is copied.
    pub(crate) done: AttrValue,
    pub(crate) on_message: Callback<AttrValue>,
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Nothing,
    Copied,
    Denied,
}

#[component]
pub(crate) fn Copy(props: &Props) -> Html {
    let outcome = use_state_eq(|| Outcome::Nothing);
    let onclick = {
        let (outcome, text) = (outcome.clone(), props.text.clone());
        let (done, on_message) = (props.done.clone(), props.on_message.clone());
        move |_| {
            let (outcome, text) = (outcome.clone(), text.clone());
            let (done, on_message) = (done.clone(), on_message.clone());
            spawn_local(async move {
                if write(&text).await {
                    outcome.set(Outcome::Copied);
                    on_message.emit(done);
                } else {
                    outcome.set(Outcome::Denied);
                    on_message.emit("Copying was denied: select the text and copy it".into());
                }
            });
        }
    };
    html! {
        <>
            <button type="button" class="pe-button" {onclick}>
                { if *outcome == Outcome::Copied { &props.done } else { &props.label } }
            </button>
            if *outcome == Outcome::Denied {
                <textarea class="pe-copy-text" readonly=true aria-label={props.label.clone()} value={props.text.clone()} />
            }
        </>
    }
}

async fn write(text: &str) -> bool {
    // A page that isn't served securely has no clipboard, although its type says so.
    let navigator = web_sys::window().map(|window| window.navigator());
    let clipboard =
        navigator.map(|navigator| navigator.clipboard()).filter(|clipboard| !clipboard.is_undefined());
    match clipboard {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
