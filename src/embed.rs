//! The way in from a page: an element and a configuration become an explorer.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use privacy_catalog::{Catalog, Index, IndexBuilder, Language, Link, Locale};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Element};
use yew::AppHandle;

use crate::app::{App, AppProps};
use crate::host::HostCatalog;
use crate::shared::Shared;
use crate::state::Action;
use crate::{failure, location};

/// Whether the view is kept in the address of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SyncUrl {
    /// The address is left alone.
    #[default]
    None,
    /// The view is the address's fragment.
    Hash,
}

/// What a page can ask an explorer about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Report {
    /// The view as the text of a fragment.
    pub(crate) fragment: String,
    /// How many facts it shows.
    pub(crate) total: usize,
}

/// Where the running explorer leaves its last [`Report`].
pub(crate) type Outlet = Rc<RefCell<Report>>;

/// How a page configures an explorer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configuration {
    pub(crate) sync_url: SyncUrl,
    /// The view to begin with, as a fragment, if the address holds none.
    state: String,
    /// What the reader can't leave, as a fragment.
    pub(crate) locked: String,
    /// Called with each [`Report`] that differs from the last one.
    pub(crate) changed: Option<Function>,
    /// Called with the fact that is opened, or nothing.
    pub(crate) selected: Option<Function>,
    /// Called with a message when the program has failed and can't go on.
    failed: Option<Function>,
    /// Called when the reader wants to share the view.
    pub(crate) share: Option<Function>,
    /// What the reader brought to an earlier explorer, as [`Explorer::own`] tells it; else nothing.
    pub(crate) own: JsValue,
    /// Called with that, or nothing, for the browser to keep.
    pub(crate) keep: Option<Function>,
    /// The language to begin with, and its words.
    pub(crate) locale: Locale,
    /// Called with the tag of a language that the reader wants; [`Explorer::speak`] is the answer.
    pub(crate) speak: Option<Function>,
    /// Ends what listens outside the element, for a program that has failed.
    pub(crate) signal: Option<AbortSignal>,
}

/// A running explorer.
#[wasm_bindgen]
pub struct Explorer {
    handle: AppHandle<App>,
    outlet: Outlet,
    catalog: RefCell<HostCatalog>,
    index: Shared<Index>,
}

impl Explorer {
    /// The catalogue that is shown.
    fn index(&self) -> Shared<Index> {
        self.handle.get_component().map_or_else(|| self.index.clone(), |app| app.base().clone())
    }
}

#[wasm_bindgen]
impl Explorer {
    /// What is shown: an object with `fragment`, the view as the text of a URL fragment, and
    /// `total`, the number of facts.
    ///
    /// # Errors
    /// Never in practice: both are plain values.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn state(&self) -> Result<JsValue, JsValue> {
        Ok(serde_wasm_bindgen::to_value(&*self.outlet.borrow())?)
    }

    /// Shows a view, as `state` tells it.
    pub fn restore(&self, fragment: String) {
        self.handle.send_message(Action::Restore(fragment));
    }

    /// Limits the explorer to the facts that answer a fragment's filters; none for all facts.
    pub fn lock(&self, fragment: String) {
        self.handle.send_message(Action::Lock(fragment));
    }

    /// Listens, until this signal, to what happens outside the explorer's element; without one to nothing,
    /// as an explorer that is in no page may.
    pub fn listen(&self, signal: Option<AbortSignal>) {
        self.handle.send_message(Action::Listen(signal));
    }

    /// Speaks a language, by its tag, with its words as the page got them; English for one that it doesn't know.
    pub fn speak(&self, lang: &str, words: String) {
        self.handle.send_message(Action::Said(locale(lang, words)));
    }

    /// Answers a query as `Catalog.query` does, of the facts that the explorer is limited to.
    ///
    /// # Errors
    /// As `Catalog.query`.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn query(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Query")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Page")] page: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let scope = self.handle.get_component().map(|app| app.scope().clone()).unwrap_or_default();
        let index = self.index();
        let mut catalog = self.catalog.borrow_mut();
        if !catalog.is_of(&index) {
            *catalog = HostCatalog::new(index);
        }
        catalog.query_within(&scope, query, page)
    }

    /// The version of the catalogue that is shown.
    #[wasm_bindgen(getter, js_name = catalogueVersion)]
    #[must_use]
    pub fn catalogue_version(&self) -> String {
        self.index().catalog().version().to_owned()
    }

    /// What the reader has brought, for `own` of another explorer's configuration; undefined if it is nothing.
    #[must_use]
    pub fn own(&self) -> JsValue {
        self.handle.get_component().map_or(JsValue::UNDEFINED, |app| app.own())
    }

    /// The catalogue that is shown, as a file of the public format; undefined if it is the embedded one.
    ///
    /// # Errors
    /// If the program's second part can't be loaded.
    #[wasm_bindgen(js_name = toJson, unchecked_return_type = "Promise<string | undefined>")]
    pub fn to_json(&self) -> Promise {
        let index = self.index();
        if is_embedded(&index) {
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        HostCatalog::new(index).to_json()
    }

    /// Takes the explorer out of its element.
    pub fn destroy(self) {
        self.handle.destroy();
    }
}

/// Draws an explorer of the embedded catalogue into `element`, which loses what it holds.
///
/// # Errors
/// A text for readers, if the configuration or the embedded catalogue can't be used.
#[wasm_bindgen]
pub fn mount(
    #[wasm_bindgen(unchecked_param_type = "Element")] element: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Configuration")] config: &JsValue,
) -> Result<Explorer, JsValue> {
    mount_index(element, config, &embedded()?)
}

/// Draws an explorer of a catalogue into `element`.
pub(crate) fn mount_index(
    element: &JsValue,
    config: &JsValue,
    index: &Shared<Index>,
) -> Result<Explorer, JsValue> {
    let config = configuration(config)?;
    let Some(element) = element.dyn_ref::<Element>().cloned() else {
        return Err(error("expected an element to draw the explorer into"));
    };
    failure::tell(config.failed.clone());
    let (lock, _) = Link::parse(&config.locked, index);
    let scope = index.scope(&lock.query);
    let (link, _) = Link::parse(&config.fragment(), index);
    let total = index.installed(&link.installation).total(&link.query, &scope);
    let outlet = Outlet::new(RefCell::new(Report { fragment: link.to_string(), total }));
    let props = AppProps { index: index.clone(), config, scope, outlet: outlet.clone() };
    element.set_text_content(None);
    let handle = yew::Renderer::<App>::with_root_and_props(element, props).render();
    let catalog = RefCell::new(HostCatalog::new(index.clone()));
    Ok(Explorer { handle, outlet, catalog, index: index.clone() })
}

impl Configuration {
    /// The view to begin with: the address's if it is kept there and has one.
    pub(crate) fn fragment(&self) -> String {
        let address = if self.sync_url == SyncUrl::Hash { location::fragment() } else { String::new() };
        if address.trim_start_matches('#').is_empty() { self.state.clone() } else { address }
    }
}

/// Whether an index is that of the embedded catalogue, whose hash is known.
pub(crate) fn is_embedded(index: &Shared<Index>) -> bool {
    EMBEDDED.with(|embedded| embedded.get() == Some(index))
}

/// A number that no other explorer of this page has.
pub(crate) fn next_number() -> usize {
    NUMBERS.with(|numbers| numbers.replace(numbers.get() + 1))
}

thread_local! {
    static LOCALES: RefCell<Vec<Locale>> = const { RefCell::new(Vec::new()) };
    static NUMBERS: Cell<usize> = const { Cell::new(0) };
    static EMBEDDED: OnceCell<Shared<Index>> = const { OnceCell::new() };
}

/// A language by its tag, with its words. Words that came once are kept: those that come later are the same.
fn locale(lang: &str, words: String) -> Locale {
    let language = Language::of_tag(lang).unwrap_or_default();
    LOCALES.with_borrow_mut(|known| {
        if let Some(locale) = known.iter().find(|one| one.language() == language) {
            return *locale;
        }
        if words.is_empty() {
            return Locale::ENGLISH;
        }
        let locale = Locale::new(language, words.leak());
        known.push(locale);
        locale
    })
}

/// The embedded catalogue, indexed once for all explorers of a page.
pub(crate) fn embedded() -> Result<Shared<Index>, JsValue> {
    EMBEDDED.with(|embedded| {
        if let Some(index) = embedded.get() {
            return Ok(index.clone());
        }
        let catalog = Catalog::unpack(crate::CATALOGUE);
        let catalog = catalog.ok_or_else(|| error("the catalogue in this program is damaged"))?;
        // The page is drawn first; nobody searches within its first moment.
        let index = IndexBuilder::without_words(catalog).finish();
        Ok(embedded.get_or_init(|| Shared::new(index)).clone())
    })
}

fn configuration(config: &JsValue) -> Result<Configuration, JsValue> {
    if config.is_undefined() || config.is_null() {
        return Ok(Configuration::default());
    }
    if !config.is_object() {
        return Err(error("expected the configuration to be an object"));
    }
    let read = |key: &str| property(config, key);
    let text = |key: &str| {
        let value = read(key)?;
        match value.as_string() {
            None if value.is_undefined() => Ok(String::new()),
            Some(text) => Ok(text),
            None => Err(error(&format!("expected `{key}` to be a text"))),
        }
    };
    let function = |key: &str| {
        let value = read(key)?;
        match value.dyn_into::<Function>() {
            Ok(function) => Ok(Some(function)),
            Err(value) if value.is_undefined() => Ok(None),
            Err(_) => Err(error(&format!("expected `{key}` to be a function"))),
        }
    };
    let sync_url = match text("syncUrl")?.as_str() {
        "" | "none" => SyncUrl::None,
        "hash" => SyncUrl::Hash,
        _ => return Err(error("expected `syncUrl` to be \"none\" or \"hash\"")),
    };
    Ok(Configuration {
        sync_url,
        state: text("state")?,
        locked: text("locked")?,
        changed: function("changed")?,
        selected: function("selected")?,
        failed: function("failed")?,
        share: function("share")?,
        own: read("own")?,
        keep: function("keep")?,
        locale: locale(&text("lang")?, text("words")?),
        speak: function("speak")?,
        signal: read("signal")?.dyn_into().ok(),
    })
}

/// A property that an object has itself: what a page has put on the prototype of all objects is no setting.
pub(crate) fn property(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    let key = JsValue::from_str(key);
    if Object::has_own(object.unchecked_ref::<Object>(), &key) {
        Reflect::get(object, &key)
    } else {
        Ok(JsValue::UNDEFINED)
    }
}

pub(crate) fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}

/// The version of this program.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
