//! Drives the browsers of `cargo xtask bench`, and leaves what they have measured as JSON.
//!
//! The pages are put together before; with `--quick` only small catalogues are tried, once.

mod driver;
mod engines;
mod pages;

use std::env;
use std::fs;

use anyhow::{Context as _, Result};
use tokio::runtime;
use xtask::bench;
use xtask::bench::results::Results;
use xtask::browser::Browser;
use xtask::server::{Options, Server};

use driver::Session;
use pages::Rounds;

/// How much is measured.
struct Plan {
    sizes: &'static [usize],
    passes: usize,
    rounds: Rounds,
}

const FULL: Plan =
    Plan { sizes: &[1_000, 10_000, 100_000, 1_000_000], passes: 2, rounds: Rounds { loads: 9, keys: 2 } };
const QUICK: Plan = Plan { sizes: &[1_000, 10_000], passes: 1, rounds: Rounds { loads: 3, keys: 1 } };

fn main() -> Result<()> {
    let plan = if env::args().any(|word| word == "--quick") { QUICK } else { FULL };
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let results = runtime.block_on(measure(&plan))?;
    let file = bench::results_file();
    let text = serde_json::to_string(&results).context("the results are plain values")?;
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Everything in Chromium in one session, and the start of the page in the others besides.
async fn measure(plan: &Plan) -> Result<Results> {
    let server = Server::start(bench::pages(), options())?;
    let mut starts = Vec::new();
    for browser in [Browser::Firefox, Browser::WebKit] {
        starts.push(pages::start_elsewhere(browser, &server.address, plan.rounds).await);
    }
    let session = Session::start(Browser::Chromium).await?;
    let measured = in_chromium(&session, &server.address, plan).await;
    session.end().await;
    let mut results = measured?;
    results.starts.extend(starts);
    Ok(results)
}

async fn in_chromium(session: &Session, address: &str, plan: &Plan) -> Result<Results> {
    let start = pages::start(session, address, plan.rounds).await?;
    let pages = pages::side_by_side(session, address, plan.rounds).await?;
    let engines = engines::run(session, address, plan.sizes, plan.passes).await?;
    Ok(Results { browser: start.browser.clone(), engines, starts: vec![start], pages })
}

/// Pages that may be cached, as on a good host, and isolated: only such pages get a fine clock and
/// may measure their memory.
fn options() -> Options {
    let headers = [
        ("Cache-Control", "public, max-age=3600"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Options { csp: false, headers: headers.into(), ..Options::default() }
}
