//! What the page watches beside its own events: the address, scrolling, keys anywhere, printing.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::NodeRef;

use crate::list::List;
use crate::location;
use crate::state::{Action, Dispatch};

/// Listens, until the listeners are dropped, to `/` anywhere, to printing and, if `synced`, to
/// the address.
pub(crate) fn listen(dispatch: &Dispatch, search: &NodeRef, list: &List, synced: bool) -> Vec<EventListener> {
    let arriving = dispatch.clone();
    let arrived = move |fragment| arriving.emit(Action::Arrive(fragment, location::remembered()));
    let address = synced.then(|| location::listen(arrived)).flatten();
    let places = if synced { left_places(list) } else { Vec::new() };
    address.into_iter().chain(places).chain(printing(dispatch)).chain(slash_key(search)).collect()
}

/// How long nothing must be scrolled until the place is kept, in milliseconds. Browsers stop a page
/// that writes its history more than about three times a second.
const STILL: u32 = 400;

/// The place in the view is kept when the reader has scrolled to it, and when they leave the page.
fn left_places(list: &List) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let (still, left) = (list.clone(), list.clone());
    let mut timer: Option<Timeout> = None;
    // What scrolls may be the window or an element around the list: only capturing hears both.
    let capture = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let scrolled = EventListener::new_with_options(&window, "scroll", capture, move |_| {
        let still = still.clone();
        // A timer that is dropped doesn't ring.
        drop(timer.replace(Timeout::new(STILL, move || location::remember(still.place()))));
    });
    // After this event Chromium takes no more for the entry.
    vec![scrolled, EventListener::new(&window, "beforeunload", move |_| location::remember(left.place()))]
}

/// Everything is drawn before the page is printed.
fn printing(dispatch: &Dispatch) -> Option<EventListener> {
    let dispatch = dispatch.clone();
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "beforeprint", move |_| dispatch.emit(Action::Print)))
}

/// `/` goes to the search field, unless somebody is typing elsewhere.
fn slash_key(search: &NodeRef) -> Option<EventListener> {
    let search = search.clone();
    let document = web_sys::window()?.document()?;
    let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let field = search.cast::<HtmlElement>();
        if let Some(field) = field.filter(|_| event.key() == "/" && plain && !is_typing(event)) {
            event.prevent_default();
            let _ = field.focus();
        }
    }))
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0).dyn_into::<HtmlElement>();
    target.is_ok_and(|target| {
        let field = target.matches("input:not([type=checkbox]), textarea, select").unwrap_or(false);
        field || target.is_content_editable()
    })
}

/// Check boxes of groups that are partly chosen show it; HTML has no attribute for that.
pub(crate) fn show_partly(page: &NodeRef) {
    let groups = "[role=group] > div > label > input";
    let boxes = page.cast::<Element>().and_then(|page| page.query_selector_all(groups).ok());
    let Some(boxes) = boxes else { return };
    for at in 0..boxes.length() {
        let Some(field) = boxes.get(at).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) else {
            continue;
        };
        let partly = field.closest("[data-choice=partly]").is_ok_and(|row| row.is_some());
        field.set_indeterminate(partly);
    }
}
