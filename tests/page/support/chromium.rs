//! Commands that Chromium's driver has beyond the standard's.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value as Json, json};
use url::{ParseError, Url};

use super::Page;

/// A command below the session's address; with a body it is a POST.
#[derive(Debug)]
struct Command {
    path: String,
    body: Option<Json>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        driver.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

impl Page {
    async fn command(&self, path: impl Into<String>, body: Option<Json>) -> Json {
        let path = path.into();
        let answer = self.client.issue_cmd(Command { path: path.clone(), body }).await;
        answer.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Sends a command of the `DevTools` protocol.
    pub(crate) async fn devtools(&self, method: &str, parameters: Json) -> Json {
        self.command("goog/cdp/execute", Some(json!({ "cmd": method, "params": parameters }))).await
    }

    /// What the console has said since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.command("se/log", Some(json!({ "type": "browser" }))).await;
        let text = |entry: &Json| {
            let part = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}: {}", part("level"), part("source"), part("message"))
        };
        entries.as_array().map(|entries| entries.iter().map(text).collect()).unwrap_or_default()
    }

    /// A window of this size, also where the window manager would not allow one so small.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        self.settles("the width", "return innerWidth", json!(width)).await;
    }

    /// Grants or denies the page a permission.
    pub(crate) async fn permit(&self, name: &str, granted: bool) {
        let setting = if granted { "granted" } else { "denied" };
        let origin = self.server.address.trim_end_matches('/');
        let descriptor = json!({ "name": name, "allowWithoutSanitization": false });
        let parameters = json!({ "permission": descriptor, "setting": setting, "origin": origin });
        self.devtools("Browser.setPermission", parameters).await;
    }
}
