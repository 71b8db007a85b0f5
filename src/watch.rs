//! What the page watches beside its own events: the address, keys anywhere, printing, and the
//! end of the list.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, IntersectionObserver, IntersectionObserverEntry, KeyboardEvent,
};
use yew::NodeRef;

use crate::location;
use crate::state::{Action, Dispatch, PAGE};

/// Listens, until the listeners are dropped, to `/` anywhere, to printing and, if `synced`, to
/// the address.
pub(crate) fn listen(dispatch: &Dispatch, search: &NodeRef, synced: bool) -> Vec<EventListener> {
    let arrived = dispatch.reform(Action::Arrive);
    let address = synced.then(|| location::listen(move |fragment| arrived.emit(fragment))).flatten();
    address.into_iter().chain(printing(dispatch)).chain(slash_key(search)).collect()
}

/// Everything is drawn before the page is printed.
fn printing(dispatch: &Dispatch) -> Option<EventListener> {
    let dispatch = dispatch.clone();
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "beforeprint", move |_| dispatch.emit(Action::More(usize::MAX))))
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

/// Asks for more facts when the end of the list comes into view.
pub(crate) struct End {
    observer: Option<IntersectionObserver>,
    /// What the observer calls; it lives as long as the observer.
    _seen: Closure<dyn FnMut(Vec<IntersectionObserverEntry>)>,
}

impl End {
    pub(crate) fn new(dispatch: &Dispatch) -> Self {
        let dispatch = dispatch.clone();
        let seen = Closure::new(move |entries: Vec<IntersectionObserverEntry>| {
            if entries.iter().any(IntersectionObserverEntry::is_intersecting) {
                dispatch.emit(Action::More(PAGE));
            }
        });
        Self { observer: IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok(), _seen: seen }
    }

    /// Watches the element that is the end now, if the list has one.
    pub(crate) fn watch(&self, end: &NodeRef) {
        let Some(observer) = &self.observer else { return };
        observer.disconnect();
        if let Some(end) = end.cast::<Element>() {
            observer.observe(&end);
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Brings a fact into view.
pub(crate) fn scroll_to(list: &NodeRef, fact: &str) {
    let selector = format!("[data-fact={fact}]");
    let row = list.cast::<Element>().and_then(|list| list.query_selector(&selector).ok().flatten());
    if let Some(row) = row {
        row.scroll_into_view();
    }
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
