//! Commands that Chromium's driver has beyond the standard's.

use serde_json::{Value as Json, json};

use super::{Page, wire};

impl Page {
    /// Sends a command of the `DevTools` protocol.
    pub(crate) async fn devtools(&self, method: &str, parameters: Json) -> Json {
        wire::devtools(&self.client, method, parameters).await
    }

    /// What the console has said since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        wire::console(&self.client).await
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
