//! The page under test: opening it, waiting for it, comparing it with the core.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::Client;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use tokio::time::sleep;
use xtask::server::Server;

use super::core::Core;
use super::script::ROOT;
use super::verdict;

/// Whether the drawn rows reach to the end of the view.
const FILLED: &str = "return (Array.from(root().querySelectorAll('[data-fact]')).at(-1)\
    ?.getBoundingClientRect().bottom ?? 0) >= innerHeight";

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(8);

/// The drawn rows of the list: the number and the fact of each.
const ROWS: &str = "return Array.from(root().querySelectorAll('[data-fact]'), row =>\
    [Number(row.dataset.row), row.dataset.fact])";

pub(crate) struct Page {
    pub(crate) client: Client,
    pub(crate) server: Server,
    pub(crate) site: PathBuf,
    /// What the page should show.
    pub(crate) core: Core,
    /// The end of the name of a file that the site lacks on purpose.
    pub(super) lacks: Option<&'static str>,
    /// What was wrong with documents that were left since.
    pub(super) findings: RefCell<Vec<String>>,
    /// How many requests have been judged.
    pub(super) judged: Cell<usize>,
    opened: Cell<bool>,
}

impl Page {
    pub(super) async fn new(
        client: Client,
        server: Server,
        site: PathBuf,
        lacks: Option<&'static str>,
    ) -> Self {
        let (findings, judged, opened) = Default::default();
        let page = Self { client, server, site, core: Core::load(), lacks, findings, judged, opened };
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": verdict::WATCH })).await;
        page
    }

    /// Opens the page with a fragment, anew, and waits until it shows an answer.
    pub(crate) async fn open(&self, fragment: &str) {
        self.visit(fragment).await;
        self.is_ready().await;
    }

    /// Opens the page with a fragment, whatever comes of it.
    pub(crate) async fn visit(&self, fragment: &str) {
        if self.opened.replace(true) {
            self.note().await;
            // Another fragment alone would leave the document as it is.
            self.client.goto("about:blank").await.expect("the page can be left");
        }
        let address = match fragment {
            "" => self.server.address.clone(),
            _ => format!("{}#{fragment}", self.server.address),
        };
        self.client.goto(&address).await.expect("the page opens");
    }

    pub(crate) async fn reload(&self) {
        self.note().await;
        self.client.refresh().await.expect("the page reloads");
        self.is_ready().await;
    }

    pub(crate) async fn is_ready(&self) {
        self.until("an answer", async || self.seen_total().await.ok_or("no number in the status".into()))
            .await;
    }

    /// Runs a script in the page, with the helpers of `root.js`, and reads what it returns.
    pub(crate) async fn read<T: DeserializeOwned>(&self, script: &str, arguments: &[Json]) -> T {
        let value = self.client.execute(&format!("{ROOT}{script}"), arguments.to_vec()).await;
        let value = value.unwrap_or_else(|error| panic!("{script}: {error}"));
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{script}: {error}: {value}"))
    }

    /// Looks again and again until there is something, and fails with what was seen last.
    pub(crate) async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Result<T, String>) -> T {
        let start = Instant::now();
        loop {
            match look().await {
                Ok(found) => return found,
                Err(seen) if start.elapsed() > PATIENCE => panic!("waited in vain for {what}: {seen}"),
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Waits until a script returns this value.
    pub(crate) async fn settles(&self, what: &str, script: &str, expected: impl Into<Json>) {
        let expected = expected.into();
        let look = async || {
            let seen: Json = self.read(script, &[]).await;
            if seen == expected { Ok(()) } else { Err(format!("{seen} instead of {expected}")) }
        };
        self.until(what, look).await;
    }

    /// Waits until the status says this, apart from what is said for once.
    pub(crate) async fn wait_for(&self, count: &str) {
        let look = async || {
            let seen = self.status().await;
            if seen.starts_with(count) { Ok(()) } else { Err(format!("{seen:?} instead of {count:?}")) }
        };
        self.until("the status", look).await;
    }

    /// Waits until the page shows the core's answer to a fragment: its total, and a part of its
    /// facts that has no gaps and leaves no room for more in view, each in its row.
    pub(crate) async fn shows(&self, fragment: &str) {
        // Under data types or features a fact is listed as often as it names one.
        let (total_expected, expected) = (self.core.total(fragment), self.core.facts(fragment));
        let look = async || {
            let (total, drawn) = (self.seen_total().await, self.rows().await);
            if total != Some(total_expected) {
                return Err(format!("{total:?} facts instead of {total_expected}"));
            }
            let last = drawn.last().map(|(row, _)| row + 1);
            if last.unwrap_or_default() < expected.len() && !self.read::<bool>(FILLED, &[]).await {
                return Err(format!(
                    "{last:?} is the last fact drawn of {}, with room for more",
                    expected.len()
                ));
            }
            let first = drawn.first().map_or(0, |(row, _)| *row);
            for (place, (row, id)) in drawn.iter().enumerate() {
                if *row != first + place || expected.get(*row) != Some(id) {
                    return Err(format!(
                        "row {row}, drawn {place} after {first}, is {id} instead of {:?}",
                        expected.get(first + place)
                    ));
                }
            }
            Ok(())
        };
        self.until(&format!("the answer to {fragment:?}"), look).await;
    }

    /// The text of the one element that announces.
    pub(crate) async fn status(&self) -> String {
        self.read("return root().querySelector('[role=status]')?.textContent ?? ''", &[]).await
    }

    /// The number of facts that the status says.
    pub(crate) async fn total(&self) -> usize {
        self.seen_total().await.expect("the status begins with a number")
    }

    async fn seen_total(&self) -> Option<usize> {
        let status = self.status().await;
        let (number, rest) = status.split_once(' ')?;
        if rest.starts_with("fact") { number.replace(',', "").parse().ok() } else { None }
    }

    /// The ids of the facts that are drawn, in their order.
    pub(crate) async fn facts(&self) -> Vec<String> {
        self.rows().await.into_iter().map(|(_, id)| id).collect()
    }

    /// The facts that are drawn, each with its row of the whole list.
    pub(crate) async fn rows(&self) -> Vec<(usize, String)> {
        self.read(ROWS, &[]).await
    }

    /// Waits until the address holds this fragment.
    pub(crate) async fn is_at(&self, fragment: &str) {
        self.settles("the fragment", "return decodeURI(location.hash.slice(1))", fragment).await;
    }
}
