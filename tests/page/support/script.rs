//! Scripts that wait, and that use the program's JavaScript interface as a page around it does.

use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::Page;

/// What every script begins with.
pub(super) const ROOT: &str = include_str!("root.js");

/// What every script that waits has besides.
const HELPERS: &str = include_str!("script.js");

impl Page {
    /// Runs the body of an async function on `input`, with the helpers of `root.js` and
    /// `script.js`; reads what it returns.
    pub(crate) async fn play<T: DeserializeOwned>(&self, body: &str, input: impl Into<Json>) -> T {
        let script = format!(
            "{ROOT}
            const [input, done] = arguments;
            (async () => {{ {HELPERS}
            {body}
            }})().then(
                value => done({{ value: value ?? null }}),
                error => done({{ thrown: `${{error}}\\n${{error?.stack}}` }}),
            );"
        );
        let outcome = self.client.execute_async(&script, vec![input.into()]).await;
        let mut outcome: Json = outcome.unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(outcome["thrown"], json!(null), "{body}");
        let value = outcome["value"].take();
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{body}: {error}: {value}"))
    }
}
