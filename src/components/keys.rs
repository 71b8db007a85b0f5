//! Moving the focus within a list by arrow keys.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::TargetCast;

/// Moves the focus among the elements of the list that match `selector`, if the key is an arrow
/// up or down, Home or End and one of them has the focus.
pub(crate) fn move_focus(event: &KeyboardEvent, list: &Element, selector: &str) {
    let Ok(found) = list.query_selector_all(selector) else { return };
    let elements: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let target = event.target_dyn_into::<HtmlElement>();
    let Some(at) = elements.iter().position(|element| Some(element) == target.as_ref()) else { return };
    let to = match event.key().as_str() {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => elements.len() - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(element) = elements.get(to) {
        let _ = element.focus();
    }
}
