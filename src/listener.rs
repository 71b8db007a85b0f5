//! Listening to what happens outside the explorer's own elements.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{AbortSignal, AddEventListenerOptions, Event, EventTarget};

/// Listens until it is dropped, or until the page's signal: a program that has failed can't drop it.
pub(crate) struct Listener {
    target: EventTarget,
    sort: &'static str,
    capture: bool,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` with each event of a sort; `capture` hears also those that don't bubble.
    pub(crate) fn new(
        target: &EventTarget,
        sort: &'static str,
        capture: bool,
        signal: Option<&AbortSignal>,
        heard: impl FnMut(Event) + 'static,
    ) -> Self {
        let heard = Closure::new(heard);
        let options = AddEventListenerOptions::new();
        options.set_capture(capture);
        if let Some(signal) = signal {
            options.set_signal(signal);
        }
        let function: &Function = heard.as_ref().unchecked_ref();
        let _ =
            target.add_event_listener_with_callback_and_add_event_listener_options(sort, function, &options);
        Self { target: target.clone(), sort, capture, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.heard.as_ref().unchecked_ref();
        let Self { target, sort, capture, .. } = self;
        let _ = target.remove_event_listener_with_callback_and_bool(sort, function, *capture);
    }
}
