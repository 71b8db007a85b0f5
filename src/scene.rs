//! What every part of the page is drawn from, and how it says what happened.

use std::rc::Rc;

use privacy_catalog::model::Catalog;
use privacy_catalog::{Answer, Index, Locale};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::own::Change;
use crate::state::{Action, Dispatch, State};

/// One moment of the page. The parts are plain functions of it: only the whole page is a
/// component, since each further one costs the page about four kilobytes.
pub(crate) struct Scene<'a> {
    pub(crate) state: &'a State,
    pub(crate) answer: &'a Answer,
    pub(crate) dispatch: &'a Dispatch,
}

impl Scene<'_> {
    pub(crate) fn index(&self) -> &Index {
        &self.state.index
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        self.state.index.catalog()
    }

    /// The language of what the catalogue doesn't say.
    pub(crate) fn locale(&self) -> Locale {
        self.state.locale
    }

    /// See [`Locale::say`].
    #[inline(never)]
    pub(crate) fn say(&self, english: &'static str) -> &'static str {
        self.state.locale.say(english)
    }

    /// See [`Locale::fill`].
    #[inline(never)]
    pub(crate) fn fill(&self, english: &'static str, parts: &[&str]) -> String {
        self.state.locale.fill(english, parts)
    }

    /// See [`Locale::count`].
    #[inline(never)]
    pub(crate) fn count(&self, number: usize, one: &'static str, many: &'static str) -> String {
        self.state.locale.count(number, one, many)
    }

    /// See [`Locale::facts`].
    #[inline(never)]
    pub(crate) fn facts(&self, number: usize) -> String {
        self.state.locale.facts(number)
    }

    /// The role of a part that a page has one of: in a page of somebody else's it is no landmark.
    pub(crate) fn landmark(&self, role: &'static str) -> Option<&'static str> {
        self.state.around.synced.then_some(role)
    }

    /// Does `action` when clicked.
    pub(crate) fn click(&self, action: Action) -> Callback<MouseEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| dispatch.emit(action.clone()))
    }

    /// Does `change` to what the reader has brought, when clicked.
    pub(crate) fn does(&self, change: Change) -> Callback<MouseEvent> {
        self.click(Action::Own(Rc::new(change)))
    }

    /// Does `action` when clicked, and leaves a click that opens another tab to the browser.
    pub(crate) fn follow(&self, action: Action) -> Callback<MouseEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                dispatch.emit(action.clone());
            }
        })
    }

    /// Does `action` when the reader changes the field.
    pub(crate) fn change(&self, action: Action) -> Callback<Event> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| dispatch.emit(action.clone()))
    }

    /// Does what `action` makes of the field's text, after every change of it.
    pub(crate) fn typed(&self, action: fn(String) -> Action) -> Callback<InputEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                dispatch.emit(action(field.value()));
            }
        })
    }

    /// Does what `action` makes of a key; a key that means nothing to it is the browser's.
    pub(crate) fn key(
        &self,
        action: impl Fn(&KeyboardEvent) -> Option<Action> + 'static,
    ) -> Callback<KeyboardEvent> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(action) = action(&event) {
                event.prevent_default();
                dispatch.emit(action);
            }
        })
    }
}
