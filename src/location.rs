//! The page's address: the only file that touches the history.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::Window;

use crate::state::Step;

/// The fragment of the page's address, with its `#` if it has any.
pub(crate) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The page's address without its fragment.
pub(crate) fn base() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Writes a view into the address. A page that forbids it keeps its address.
pub(crate) fn write(link: &str, step: Step) {
    let Some(window) = web_sys::window() else { return };
    let current = fragment();
    if step == Step::Written || current.strip_prefix('#').unwrap_or_default() == link {
        return;
    }
    let _ = write_to(&window, &format!("{}#{link}", base()), step);
}

fn write_to(window: &Window, url: &str, step: Step) -> Result<(), JsValue> {
    let history = window.history()?;
    match step {
        Step::New => history.push_state_with_url(&JsValue::NULL, "", Some(url)),
        Step::Written | Step::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(url)),
    }
}

/// Calls `arrived` with the fragment whenever Back, Forward or the reader change the address,
/// until the listener is dropped.
pub(crate) fn listen(arrived: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| arrived(fragment())))
}
