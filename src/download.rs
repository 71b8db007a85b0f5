//! Files for the reader: the only place that touches `Blob`.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long a file's address is kept, in milliseconds: until the browser has begun to read it.
const KEPT: u32 = 10_000;

/// Has the browser save a file of this name. A page that forbids it saves nothing.
pub(crate) fn download(name: &str, mime: &str, content: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(content));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let anchor = document.and_then(|document| document.create_element("a").ok());
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlElement>().ok()) {
        let _ = anchor.set_attribute("href", &address);
        let _ = anchor.set_attribute("download", name);
        anchor.click();
    }
    Timeout::new(KEPT, move || drop(Url::revoke_object_url(&address))).forget();
}
