//! The way in from a page: an element and a configuration become an explorer.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use privacy_catalog::{Catalog, Index, IndexBuilder, Link};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

use crate::app::{App, AppProps};
use crate::location;
use crate::shared::Shared;

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
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Report {
    /// The view as the text of a fragment.
    pub(crate) fragment: String,
    /// How many facts it shows.
    pub(crate) total: usize,
}

/// Where the running explorer leaves its last [`Report`].
pub(crate) type Outlet = Rc<RefCell<Report>>;

/// A running explorer.
#[wasm_bindgen]
pub struct Explorer {
    handle: AppHandle<App>,
    outlet: Outlet,
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

    /// Takes the explorer out of its element.
    pub fn destroy(self) {
        self.handle.destroy();
    }
}

/// Draws an explorer of the embedded catalogue into `element`, which loses what it holds.
///
/// `config` is an object with `syncUrl`: `"none"` (the default) or `"hash"`.
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
    let sync_url = sync_url(config)?;
    let Some(element) = element.dyn_ref::<Element>().cloned() else {
        return Err(error("expected an element to draw the explorer into"));
    };
    let fragment = if sync_url == SyncUrl::Hash { location::fragment() } else { String::new() };
    let (link, _) = Link::parse(&fragment, index);
    let report = Report { fragment: link.to_string(), total: index.total(&link.query) };
    let outlet = Outlet::new(RefCell::new(report));
    let props = AppProps { index: index.clone(), sync_url, outlet: outlet.clone() };
    element.set_text_content(None);
    Ok(Explorer { handle: yew::Renderer::<App>::with_root_and_props(element, props).render(), outlet })
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
    static NUMBERS: Cell<usize> = const { Cell::new(0) };
    static EMBEDDED: OnceCell<Shared<Index>> = const { OnceCell::new() };
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

fn sync_url(config: &JsValue) -> Result<SyncUrl, JsValue> {
    if config.is_undefined() || config.is_null() {
        return Ok(SyncUrl::default());
    }
    if !config.is_object() {
        return Err(error("expected the configuration to be an object"));
    }
    let value = js_sys::Reflect::get(config, &JsValue::from_str("syncUrl"))?;
    match value.as_string().as_deref() {
        None if value.is_undefined() => Ok(SyncUrl::default()),
        Some("none") => Ok(SyncUrl::None),
        Some("hash") => Ok(SyncUrl::Hash),
        _ => Err(error("expected `syncUrl` to be \"none\" or \"hash\"")),
    }
}

pub(crate) fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}
