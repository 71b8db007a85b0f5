//! The way in from a page: an element and a configuration become an explorer.

use privacy_catalog::{Catalog, Index};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

use crate::app::{App, AppProps};
use crate::shared::Shared;

/// Whether the view is kept in the address of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SyncUrl {
    /// The address is left alone.
    #[default]
    None,
    /// The view is the address's fragment.
    Hash,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Config {
    #[serde(default)]
    sync_url: SyncUrl,
}

/// A running explorer.
#[wasm_bindgen]
pub struct Explorer {
    handle: AppHandle<App>,
}

#[wasm_bindgen]
impl Explorer {
    /// Takes the explorer out of its element.
    pub fn destroy(self) {
        self.handle.destroy();
    }
}

/// Draws the explorer into `element`, which loses what it holds.
///
/// `config` is an object with `syncUrl`: `"none"` (the default) or `"hash"`.
///
/// # Errors
/// A text for readers, if the configuration or the embedded catalogue can't be used.
#[wasm_bindgen]
pub fn mount(element: Element, config: JsValue) -> Result<Explorer, JsValue> {
    let config: Config = if config.is_undefined() || config.is_null() {
        Config::default()
    } else {
        serde_wasm_bindgen::from_value(config)
            .map_err(|error| text(&format!("the configuration: {error}")))?
    };
    let catalog = Catalog::from_json("catalogue.json", crate::CATALOGUE).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        text(&lines.join("\n"))
    })?;
    let props = AppProps { index: Shared::new(Index::new(catalog)), sync_url: config.sync_url };
    element.set_text_content(None);
    Ok(Explorer { handle: yew::Renderer::<App>::with_root_and_props(element, props).render() })
}

fn text(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}
