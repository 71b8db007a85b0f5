//! What the page watches beside its own events: the address, keys anywhere, printing, and the
//! end of the list.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use privacy_catalog::Link;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, IntersectionObserver, IntersectionObserverEntry, KeyboardEvent,
};
use yew::prelude::*;

use crate::location;
use crate::state::{Action, Dispatch, PAGE};

/// Back, Forward and whatever else changes the address.
#[hook]
pub(crate) fn use_address(dispatch: Dispatch, synced: bool) {
    use_effect_with((), move |()| {
        let listener = synced.then(|| location::listen(move |to| dispatch.emit(Action::Arrive(to))));
        move || drop(listener)
    });
}

/// `/` goes to the search field, unless somebody is typing elsewhere.
#[hook]
pub(crate) fn use_slash_key(search: NodeRef) {
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        let listener = document.map(|document| {
            EventListener::new_with_options(&document, "keydown", options, move |event| {
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

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0).dyn_into::<HtmlElement>();
    target.is_ok_and(|target| {
        let field = target.matches("input:not([type=checkbox]), textarea, select").unwrap_or(false);
        field || target.is_content_editable()
    })
}

/// Everything is drawn before the page is printed.
#[hook]
pub(crate) fn use_print(dispatch: Dispatch) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "beforeprint", move |_| dispatch.emit(Action::More(usize::MAX)))
        });
        move || drop(listener)
    });
}

/// More is drawn when the end of the list comes into view.
#[hook]
pub(crate) fn use_end(end: NodeRef, drawn: usize, link: Link, dispatch: Dispatch) {
    use_effect_with((end, drawn, link), move |(end, ..)| {
        let seen = Closure::<dyn FnMut(Vec<IntersectionObserverEntry>)>::new(
            move |entries: Vec<IntersectionObserverEntry>| {
                if entries.iter().any(IntersectionObserverEntry::is_intersecting) {
                    dispatch.emit(Action::More(PAGE));
                }
            },
        );
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(end)) = (&observer, end.cast::<Element>()) {
            observer.observe(&end);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(seen);
        }
    });
}

/// The fact that the address opened with comes into view, once.
#[hook]
pub(crate) fn use_opened(list: NodeRef, fact: Option<String>) {
    let arrived = use_mut_ref(|| fact);
    use_effect(move || {
        let Some(id) = arrived.borrow_mut().take() else { return };
        let selector = format!("[data-fact={id}]");
        let row = list.cast::<Element>().and_then(|list| list.query_selector(&selector).ok().flatten());
        if let Some(row) = row {
            row.scroll_into_view();
        }
    });
}

/// Check boxes of groups that are partly chosen show it; HTML has no attribute for that.
#[hook]
pub(crate) fn use_partly(page: NodeRef) {
    use_effect(move || {
        let boxes = page
            .cast::<Element>()
            .and_then(|page| page.query_selector_all("[role=group] > div > label > input").ok());
        let Some(boxes) = boxes else { return };
        for at in 0..boxes.length() {
            let Some(field) = boxes.get(at).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) else {
                continue;
            };
            let partly = field.closest("[data-choice=partly]").is_ok_and(|row| row.is_some());
            field.set_indeterminate(partly);
        }
    });
}
