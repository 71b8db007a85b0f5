//! What tests and a browser say to each other: scripts, elements, keys, and what Chromium's driver has beyond
//! the standard's commands.

use fantoccini::Client;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use url::{ParseError, Url};

/// The key under which `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Runs the body of an async function on `input`, after helpers that it may use; reads what it returns.
pub(crate) async fn play<T: DeserializeOwned>(client: &Client, helpers: &str, body: &str, input: Json) -> T {
    let script = format!(
        "const [input, done] = arguments;
        (async () => {{ {helpers}
        {body}
        }})().then(
            value => done({{ value: value ?? null }}),
            error => done({{ thrown: `${{error}}\\n${{error?.stack}}` }}),
        );"
    );
    let outcome = client.execute_async(&script, vec![input]).await;
    let mut outcome: Json = outcome.unwrap_or_else(|error| panic!("{body}: {error}"));
    assert!(outcome["thrown"].is_null(), "{body}: {}", outcome["thrown"].as_str().unwrap_or_default());
    let value = outcome["value"].take();
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{body}: {error}: {value}"))
}

/// The element that a script has returned, if it is one.
pub(crate) fn element(client: &Client, found: &Json) -> Option<Element> {
    let name = found[ELEMENT].as_str()?.to_owned();
    Some(Element::from_element_id(client.clone(), ElementRef::from(name)))
}

/// Presses keys one after the other, whatever has the focus.
pub(crate) async fn press(client: &Client, keys: &str) {
    let mut actions = KeyActions::new("keyboard".to_owned());
    for value in keys.chars() {
        actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    client.perform_actions(actions).await.expect("keys can be pressed");
}

/// Sends Chromium a command of the `DevTools` protocol.
pub(crate) async fn devtools(client: &Client, method: &str, parameters: Json) -> Json {
    let command = Chromium("goog/cdp/execute", json!({ "cmd": method, "params": parameters }));
    client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// What Chromium's console has said since it was last asked.
pub(crate) async fn console(client: &Client) -> Vec<String> {
    let entries = client.issue_cmd(Chromium("se/log", json!({ "type": "browser" }))).await;
    let entries = entries.expect("Chromium tells what its console says");
    let text = |entry: &Json| {
        let part = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", part("level"), part("source"), part("message"))
    };
    entries.as_array().map(|entries| entries.iter().map(text).collect()).unwrap_or_default()
}

/// A command that Chromium's driver has beyond the standard's: its path, and what it is sent.
#[derive(Debug)]
struct Chromium(&'static str, Json);

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        driver.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}
