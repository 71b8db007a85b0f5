//! The page's address and history: the only file that touches them.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ScrollRestoration, Window};

use crate::state::Step;

/// A place in a view: a row of the list, and how far below the top of the window it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// The row, from 0.
    pub(crate) row: usize,
    /// CSS pixels; below 0 if it begins above.
    pub(crate) top: f64,
}

/// Where a reader is in a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Place {
    /// In the midst of the list.
    Row(Spot),
    /// Elsewhere: the page is scrolled by so many CSS pixels.
    Page(f64),
}

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
        // The reader is still where they were.
        Step::Written | Step::Same => history.replace_state_with_url(&history.state()?, "", Some(url)),
    }
}

/// Keeps the place in the view with the present entry of the history, for when it comes back.
pub(crate) fn remember(place: Place) {
    let state = match place {
        Place::Row(spot) => Array::of2(&spot.row.into(), &spot.top.into()).into(),
        Place::Page(by) => JsValue::from_f64(by),
    };
    let history = web_sys::window().and_then(|window| window.history().ok());
    let _ = history.map(|history| history.replace_state_with_url(&state, "", None));
}

/// The place that was kept with the present entry of the history.
pub(crate) fn remembered() -> Option<Place> {
    let state = web_sys::window()?.history().ok()?.state().ok()?;
    if let Some(by) = state.as_f64() {
        return Some(Place::Page(by));
    }
    let state: &Array = state.dyn_ref()?;
    Some(Place::Row(Spot { row: state.get(0).as_f64()? as usize, top: state.get(1).as_f64()? }))
}

/// Takes from the browser, or gives back to it, the scrolling to where a view was left: it knows
/// pixels, but in a list of which only a part is drawn a place is a row.
pub(crate) fn keep_scrolling(ours: bool) {
    let whose = if ours { ScrollRestoration::Manual } else { ScrollRestoration::Auto };
    let history = web_sys::window().and_then(|window| window.history().ok());
    let _ = history.map(|history| history.set_scroll_restoration(whose));
}
