//! What the page watches beside its own events: the address, scrolling, keys anywhere, printing.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, DragEvent, HtmlElement, KeyboardEvent};
use yew::{Callback, NodeRef};

use crate::list::List;
use crate::listener::Listener;
use crate::location;
use crate::own::{self, Change};
use crate::state::{Action, Dispatch};

/// Listens, until the listeners are dropped or the page's signal, to printing, to scrolling and, on a page
/// whose address is the explorer's, to the address and to `/` anywhere.
pub(crate) fn listen(
    dispatch: &Dispatch,
    search: &NodeRef,
    list: &List,
    synced: bool,
    signal: Option<&AbortSignal>,
) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on = |sort, capture, heard: Box<dyn FnMut(web_sys::Event)>| {
        Listener::new(&window, sort, capture, signal, heard)
    };
    let printing = dispatch.clone();
    // Everything is drawn before the page is printed, and as before after it.
    let printed = dispatch.clone();
    let mut listeners = vec![
        on("beforeprint", false, Box::new(move |_| printing.emit(Action::Print))),
        on("afterprint", false, Box::new(move |_| printed.emit(Action::Printed))),
    ];
    // What scrolls may be the window or an element around the list: only capturing hears both.
    let scrolling = dispatch.clone();
    listeners.push(on("scroll", true, Box::new(move |_| scrolling.emit(Action::Scrolled))));
    if synced {
        let (arriving, search, left) = (dispatch.clone(), search.clone(), list.clone());
        listeners.push(on(
            "popstate",
            false,
            Box::new(move |_| arriving.emit(Action::Arrive(location::fragment(), location::remembered()))),
        ));
        listeners.push(on("scroll", true, Box::new(keep_place(list))));
        // After this event Chromium takes no more for the entry.
        let leaving = dispatch.clone();
        let leave = move |_| {
            leaving.emit(Action::Write);
            location::remember(left.place());
        };
        listeners.push(on("beforeunload", false, Box::new(leave)));
        listeners.push(on(
            "keydown",
            false,
            Box::new(move |event| event.dyn_ref().into_iter().for_each(|event| go_to_search(&search, event))),
        ));
    }
    listeners
}

/// How long nothing must be scrolled until the place is kept, in milliseconds. Browsers stop a page
/// that writes its history more than about three times a second.
const STILL: u32 = 400;

/// The place in the view is kept when the reader has scrolled to it.
fn keep_place(list: &List) -> impl FnMut(web_sys::Event) + use<> {
    let list = list.clone();
    let mut timer: Option<Timeout> = None;
    move |_| {
        let still = list.clone();
        // A timer that is dropped doesn't ring.
        drop(timer.replace(Timeout::new(STILL, move || location::remember(still.place()))));
    }
}

/// `/` goes to the search field, unless somebody is typing.
pub(crate) fn go_to_search(search: &NodeRef, event: &KeyboardEvent) {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let field = search.cast::<HtmlElement>();
    if let Some(field) = field.filter(|_| event.key() == "/" && plain && !is_typing(event)) {
        event.prevent_default();
        let _ = field.focus();
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0).dyn_into::<HtmlElement>();
    target.is_ok_and(|target| {
        let field =
            target.matches("input:not([type=checkbox], [type=radio]), textarea, select").unwrap_or(false);
        field || target.is_content_editable()
    })
}

/// What takes the files that are dropped on the page; anything else that is dragged is the browser's.
pub(crate) fn files(dispatch: &Dispatch) -> (Callback<DragEvent>, Callback<DragEvent>) {
    let has_files = |event: &DragEvent| {
        let types = event.data_transfer().map(|data| data.types()).unwrap_or_default();
        types.includes(&JsValue::from_str("Files"), 0)
    };
    let over = Callback::from(move |event: DragEvent| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let dispatch = dispatch.clone();
    let dropped = Callback::from(move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(files) = files.filter(|_| has_files(&event)) {
            event.prevent_default();
            dispatch.emit(Action::Own(Rc::new(Change::Take(own::files(&files)))));
        }
    });
    (over, dropped)
}
