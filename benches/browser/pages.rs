//! The start of the page in a browser, and its key presses beside those of a `DataTables` page.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use tokio::time::sleep;
use xtask::bench::results::{PageTimes, Pages, Parts, Start};
use xtask::browser::Browser;

use crate::driver::Session;

/// How often everything is repeated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rounds {
    /// Loads of each page, after the one that fills the cache.
    pub(crate) loads: usize,
    /// Times that all of [`TEXTS`] are typed.
    pub(crate) keys: usize,
}

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_mins(1);

/// The pause after a load, so that the browser's own work for it is over.
const PAUSE: Duration = Duration::from_millis(300);

/// Beginnings of words that the catalogue holds; each is one key press in an empty field.
const TEXTS: [&str; 8] = ["enc", "tls", "voi", "pas", "log", "cal", "del", "use"];

/// A page with the probe, and how its search field is found.
#[derive(Clone, Copy)]
struct Page {
    file: &'static str,
    field: &'static str,
}

const EXPLORER: Page = Page { file: "start.html", field: "input[type=search]" };
const DATATABLES: Page = Page { file: "datatables.html", field: ".dt-search input" };

/// A page of the same site that shows one line; it leaves nothing behind for the next one to clear away.
const EMPTY: Page = Page { file: "empty.html", field: "" };

/// Measures the start in a browser that may be missing: the reason then takes the place of times.
pub(crate) async fn start_elsewhere(browser: Browser, address: &str, rounds: Rounds) -> Start {
    let measured = async {
        let session = Session::start(browser).await?;
        let measured = start(&session, address, rounds).await;
        session.end().await;
        measured
    };
    measured.await.unwrap_or_else(|error| {
        println!("{}: {error:#}", browser.name());
        let missing = Some(format!("{error}"));
        Start { browser: browser.name().to_owned(), missing, first: Vec::new(), parts: Vec::new() }
    })
}

/// Measures the start: the page as it is, in turn with one that does the parts one by one.
pub(crate) async fn start(session: &Session, address: &str, rounds: Rounds) -> Result<Start> {
    println!("{}: start of the page", session.name);
    first(session, address, EXPLORER).await?;
    parts(session, address).await?;
    let mut start =
        Start { browser: session.name.clone(), missing: None, first: Vec::new(), parts: Vec::new() };
    for _ in 0..rounds.loads {
        start.first.push(first(session, address, EXPLORER).await?);
        start.parts.push(parts(session, address).await?);
    }
    Ok(start)
}

/// Measures the explorer's page and that of `DataTables` in turn.
pub(crate) async fn side_by_side(session: &Session, address: &str, rounds: Rounds) -> Result<Pages> {
    println!("{}: beside DataTables", session.name);
    let none = || PageTimes { first: Vec::new(), keys: Vec::new(), lists: Vec::new() };
    let mut pages = [(EXPLORER, none()), (DATATABLES, none())];
    for (page, _) in &pages {
        first(session, address, *page).await?;
    }
    let mut empty = Vec::new();
    for _ in 0..rounds.loads {
        first(session, address, EMPTY).await?;
        empty.push(first(session, address, EMPTY).await?);
        for (page, times) in &mut pages {
            first(session, address, EMPTY).await?;
            times.first.push(first(session, address, *page).await?);
        }
    }
    for _ in 0..rounds.keys {
        for (page, times) in &mut pages {
            first(session, address, *page).await?;
            let arguments = vec![json!(page.field), json!(TEXTS)];
            let keys: Vec<Option<f64>> =
                session.resolve("typeAll(arguments[0], arguments[1])", arguments).await?;
            times.keys.extend(keys.into_iter().flatten());
        }
        let (page, times) = &mut pages[0];
        let arguments = vec![json!(page.field), json!(TEXTS)];
        first(session, address, *page).await?;
        let lists: Vec<f64> = session.resolve("showAll(arguments[0], arguments[1])", arguments).await?;
        times.lists.extend(lists);
    }
    let [(_, explorer), (_, datatables)] = pages;
    Ok(Pages { explorer, datatables, empty })
}

/// Opens a page anew; returns when it has painted its first result, in milliseconds.
async fn first(session: &Session, address: &str, page: Page) -> Result<f64> {
    session.client.goto(&format!("{address}{}", page.file)).await?;
    let painted = until(session, "return window.firstPainted ?? null").await?;
    sleep(PAUSE).await;
    Ok(painted)
}

async fn parts(session: &Session, address: &str) -> Result<Parts> {
    session.client.goto(&format!("{address}parts.html")).await?;
    let script = "return window.parts ?? (window.partsMistake && { mistake: window.partsMistake }) ?? null";
    let parts: Json = until(session, script).await?;
    if let Some(mistake) = parts["mistake"].as_str() {
        bail!("{mistake}");
    }
    sleep(PAUSE).await;
    Ok(serde_json::from_value(parts)?)
}

/// Looks until a script returns something.
async fn until<T: DeserializeOwned>(session: &Session, script: &str) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = session.read(script, Vec::new()).await? {
            return Ok(found);
        }
        if start.elapsed() > PATIENCE {
            bail!("waited in vain: {script}");
        }
        sleep(Duration::from_millis(20)).await;
    }
}
