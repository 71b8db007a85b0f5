//! A browser and a served folder: opening pages, running scripts in them, judging them.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::Client;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use url::Url;
use xtask::browser::Browser;
use xtask::route;
use xtask::server::Server;

use super::run::WATCH;
use super::wire;

/// What every script begins with.
const HELPERS: &str = include_str!("script.js");

/// What went wrong in the document since it was last asked, and the addresses of all that it has
/// loaded, or has tried to.
const SEEN: &str = "\
    const entries = performance.getEntries();\
    performance.clearResourceTimings();\
    const { violations, mistakes } = window.seen ?? { violations: [], mistakes: [] };\
    return [violations.splice(0), mistakes.splice(0),\
        entries.filter(entry => ['navigation', 'resource'].includes(entry.entryType)).map(entry => entry.name)];";

pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) browser: Browser,
    pub(crate) server: Server,
    /// What is served.
    pub(crate) folder: PathBuf,
    /// Where the browser saves what is downloaded.
    pub(crate) downloads: PathBuf,
    lacks: Option<&'static str>,
    opened: Cell<bool>,
    pub(super) findings: RefCell<Vec<String>>,
    /// What a journey has done so far.
    pub(super) steps: RefCell<Vec<String>>,
}

impl Stage {
    pub(super) fn new(
        client: Client,
        browser: Browser,
        server: Server,
        folder: PathBuf,
        downloads: PathBuf,
        lacks: Option<&'static str>,
    ) -> Self {
        let (opened, findings, steps) = Default::default();
        Self { client, browser, server, folder, downloads, lacks, opened, findings, steps }
    }

    /// Opens a page of the served folder.
    pub(crate) async fn open(&self, path: &str) {
        self.go(&format!("{}{path}", self.server.address)).await;
    }

    /// Opens a file of this machine.
    pub(crate) async fn open_file(&self, file: &Path, fragment: &str) {
        let mut url = Url::from_file_path(file).expect("the path is absolute");
        url.set_fragment(Some(fragment).filter(|fragment| !fragment.is_empty()));
        self.go(url.as_str()).await;
    }

    async fn go(&self, address: &str) {
        if self.opened.replace(true) {
            self.note().await;
            // Another fragment alone would leave the document as it is.
            self.client.goto("about:blank").await.expect("the page can be left");
        }
        self.client.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Writes a page of the test's own beside the examples, with this in its body, and opens it.
    pub(crate) async fn open_page_of(&self, body: &str) {
        self.write_page_of(body);
        self.open("pages/own.html").await;
    }

    /// Writes that page, `pages/own.html`.
    pub(crate) fn write_page_of(&self, body: &str) {
        let text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><script src=\"../watch.js\"></script>\n\
             <meta charset=\"utf-8\"><link rel=\"icon\" href=\"../icon.svg\"><title>A host</title></head>\n<body>\n{body}\n</body>\n</html>\n"
        );
        fs::write(self.folder.join("pages/own.html"), text).expect("a page can be written");
    }

    /// Runs the body of an async function on `input`, with the helpers of `script.js`; reads what
    /// it returns.
    pub(crate) async fn play<T: DeserializeOwned>(&self, body: &str, input: impl Into<Json>) -> T {
        wire::play(&self.client, HELPERS, body, input.into()).await
    }

    /// Waits until the first explorer of the page shows the answer to a fragment.
    pub(crate) async fn shows(&self, fragment: &str) {
        let script = "const [fragment, total, ids] = input;\
            await shows(first, total).catch(error => { throw new Error(`${fragment}: ${error.message}`); });\
            const drawn = Math.min(facts(first).length, 10);\
            if (drawn < Math.min(ids.length, 2)) throw new Error(`${fragment}: only ${drawn} facts`);\
            const [seen, expected] = [facts(first), ids].map(all => String(all.slice(0, drawn)));\
            if (seen !== expected) throw new Error(`${fragment}: ${seen}, not ${expected}`);";
        let expected = json!([fragment, super::total(fragment), super::facts(fragment)]);
        self.play::<()>(script, expected).await;
    }

    /// Goes into the frame of this title; `leave` goes back.
    pub(crate) async fn enter(&self, title: &str) {
        let script = "return document.querySelector(`iframe[title='${arguments[0]}']`)";
        let frame = self.client.execute(script, vec![json!(title)]).await.expect("a script runs");
        let frame = wire::element(&self.client, &frame);
        let frame = frame.unwrap_or_else(|| panic!("no frame is called {title}"));
        frame.enter_frame().await.expect("a frame can be entered");
    }

    pub(crate) async fn leave(&self) {
        self.client.enter_parent_frame().await.expect("there is a page around");
    }

    /// Presses keys one after the other, whatever has the focus.
    pub(crate) async fn press(&self, keys: &str) {
        wire::press(&self.client, keys).await;
    }

    /// Sends a command of the `DevTools` protocol, which only Chromium has.
    pub(crate) async fn devtools(&self, method: &str) -> Json {
        wire::devtools(&self.client, method, json!({})).await
    }

    /// What the browser's own console has said since it was last asked. Only Chromium's driver tells
    /// that; of the others there is what `watch.js` has heard.
    pub(crate) async fn console(&self) -> Vec<String> {
        if self.browser != Browser::Chromium {
            return Vec::new();
        }
        wire::console(&self.client).await
    }

    /// How often a file was asked for, whatever its query.
    pub(crate) fn requests_for(&self, name: &str) -> usize {
        let is_it = |request: &&String| request.split('?').next().is_some_and(|path| path.ends_with(name));
        self.server.requests().iter().filter(is_it).count()
    }

    /// What the document has violated since it was last asked.
    pub(crate) async fn violations(&self) -> Vec<String> {
        self.play("return seen.violations.splice(0)", Json::Null).await
    }

    /// What the document has complained of since it was last asked.
    pub(crate) async fn mistakes(&self) -> Vec<String> {
        self.play("return seen.mistakes.splice(0)", Json::Null).await
    }

    /// All that is wrong besides what the test itself looked at.
    pub(crate) async fn findings(&self) -> Vec<String> {
        self.note().await;
        let stray = self.stray_requests().into_iter().map(|path| format!("asked for no file: {path}"));
        self.findings.take().into_iter().chain(stray).collect()
    }

    /// Notes what is wrong with the document, before it is left.
    pub(crate) async fn note(&self) {
        let seen = self.client.execute(SEEN, Vec::new()).await.expect("the document tells what it saw");
        let [violations, mistakes, loaded]: [Vec<String>; 3] =
            serde_json::from_value(seen).expect("they are texts");
        let origin = self.server.address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let is_ours = |name: &String| {
            let from_here = ["about:", "data:", "blob:", "file:"].iter().any(|start| name.starts_with(start));
            from_here || name.starts_with(&origin) || name == "document"
        };
        let strangers = loaded.into_iter().filter(|name| !is_ours(name));
        let findings = violations.into_iter().map(|one| format!("violation: {one}"));
        let findings = findings.chain(mistakes.into_iter().map(|one| format!("said: {one}")));
        let findings = findings.chain(strangers.map(|one| format!("from elsewhere: {one}")));
        self.findings.borrow_mut().extend(findings);
    }

    /// The requests for what is not there.
    fn stray_requests(&self) -> Vec<String> {
        let prefix = format!("/{}", self.server.address.splitn(4, '/').nth(3).unwrap_or_default());
        let is_file = |request: &String| {
            let file = route::file_of(&prefix, request);
            file.is_some_and(|file| self.folder.join(file).is_file())
        };
        // Browsers ask for this by themselves.
        let excused = |request: &String| {
            request == "/favicon.ico" || self.lacks.is_some_and(|end| request.ends_with(end))
        };
        self.server.requests().into_iter().filter(|request| !is_file(request) && !excused(request)).collect()
    }
}

/// A single file's text with the script that watches, and what else a test adds, before its policy:
/// there it needs no leave. The rest is as it was.
pub(crate) fn watched(file: &str, more: &str) -> String {
    let at = file.find("<meta http-equiv").expect("the file has a policy");
    format!("{}<script>{WATCH}{more}</script>\n{}", &file[..at], &file[at..])
}
