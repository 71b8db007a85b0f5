//! A button that copies a text, and shows it where copying is denied.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::scene::Scene;
use crate::state::{Action, Copied};

/// Both are messages; `done` takes the place of `label` once the text is copied.
pub(crate) fn copy(scene: &Scene<'_>, label: &'static str, done: &'static str, text: String) -> Html {
    let copied = scene.state.copied.as_ref().filter(|copied| copied.text == text);
    let allowed = copied.map(|copied| copied.allowed);
    let onclick = {
        let (dispatch, text) = (scene.dispatch.clone(), text.clone());
        move |_: MouseEvent| {
            let (dispatch, text) = (dispatch.clone(), text.clone());
            spawn_local(async move {
                let allowed = write(&text).await;
                dispatch.emit(Action::Copied(Copied { text, allowed }));
            });
        }
    };
    html! {
        <>
            <button type="button" class="pe-button" {onclick}>
                { scene.say(if allowed == Some(true) { done } else { label }) }
            </button>
            if allowed == Some(false) {
                <textarea class="pe-copy-text" readonly=true aria-label={scene.say(label)} value={text} />
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
