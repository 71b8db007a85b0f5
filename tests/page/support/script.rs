//! Scripts that wait, and that use the program's JavaScript interface as a page around it does.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::{Page, wire};

/// What every script begins with.
pub(super) const ROOT: &str = include_str!("root.js");

/// What every script that waits begins with.
const HELPERS: &str = concat!(include_str!("root.js"), include_str!("script.js"));

impl Page {
    /// Runs the body of an async function on `input`, with the helpers of `root.js` and
    /// `script.js`; reads what it returns.
    pub(crate) async fn play<T: DeserializeOwned>(&self, body: &str, input: impl Into<Json>) -> T {
        wire::play(&self.client, HELPERS, body, input.into()).await
    }
}
