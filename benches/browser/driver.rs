//! A browser of an engine for a measurement; it is gone with its driver when the session ends.

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use xtask::browser::{Browser, Driver};

/// What Chromium is started with besides: memory is measured at once rather than with the next
/// collection of garbage.
const MEASURING: [&str; 2] = ["--enable-blink-features=ForceEagerMeasureMemory", "--js-flags=--expose-gc"];

/// A browser that was started for this program.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// What the browser calls itself, with its version.
    pub(crate) name: String,
    _driver: Driver,
}

impl Session {
    pub(crate) async fn start(browser: Browser) -> Result<Self> {
        let driver = Driver::start(browser)?;
        let arguments: &[&str] = if browser == Browser::Chromium { &MEASURING } else { &[] };
        let mut wanted = browser.capabilities(arguments)?;
        wanted["timeouts"] = json!({ "script": 120_000, "pageLoad": 60_000 });
        let wanted = wanted.as_object().cloned().context("capabilities are an object")?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&driver.address())
            .await
            .with_context(|| format!("{} does not start", browser.name()))?;
        let version = client.capabilities().and_then(|found| found.get("browserVersion")?.as_str());
        let name = format!("{} {}", browser.name(), version.unwrap_or("of an unknown version"));
        Ok(Self { client, name, _driver: driver })
    }

    /// Runs a script in the page and reads what it returns.
    pub(crate) async fn read<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Json>) -> Result<T> {
        let value = self.client.execute(script, arguments).await.with_context(|| script.to_owned())?;
        serde_json::from_value(value).with_context(|| script.to_owned())
    }

    /// Runs a script that is an expression for a promise, and reads what that resolves to.
    pub(crate) async fn resolve<T: DeserializeOwned>(
        &self,
        promise: &str,
        arguments: Vec<Json>,
    ) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             ({promise}).then(value => done({{ value }}), error => done({{ error: String(error) }}))"
        );
        let mut answer =
            self.client.execute_async(&script, arguments).await.with_context(|| promise.to_owned())?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{promise}: {error}");
        }
        serde_json::from_value(answer["value"].take()).with_context(|| promise.to_owned())
    }

    /// Closes the browser.
    pub(crate) async fn end(self) {
        // What fails here no longer matters; the driver goes in any case.
        let _ = self.client.close().await;
    }
}
