//! A session of Chromium that tells what its console says.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use xtask::browser::{Browser, Driver};

pub(crate) async fn session(driver: &Driver, arguments: &[&str]) -> Client {
    let arguments = [&["--lang=en"], arguments].concat();
    let mut wanted = Browser::Chromium.capabilities(&arguments).expect("Chromium is installed");
    wanted["goog:loggingPrefs"] = json!({ "browser": "ALL" });
    wanted["timeouts"] = json!({ "script": 60_000, "pageLoad": 20_000 });
    let wanted = wanted.as_object().cloned().expect("it is an object");
    let builder =
        ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver.address()).await;
    builder.expect("Chromium starts")
}
