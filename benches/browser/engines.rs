//! The workload through every engine, in a page that runs by itself.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;
use xtask::bench::results::Engines;

use crate::driver::Session;

/// How long the page may have nothing to say.
const PATIENCE: Duration = Duration::from_mins(20);

/// What the page has done so far.
#[derive(Deserialize)]
struct State {
    said: Vec<String>,
    mistake: Option<String>,
    done: bool,
}

const STATE: &str = "\
    const { said, mistake, results } = window.bench ?? { said: [] };\
    return { said: said.slice(arguments[0]), mistake: mistake ?? null, done: results !== undefined };";

/// Runs the page, and prints what it says while it runs.
pub(crate) async fn run(session: &Session, address: &str, sizes: &[usize], passes: usize) -> Result<Engines> {
    session.client.goto(&format!("{address}engines.html")).await?;
    let plan = json!({ "sizes": sizes, "passes": passes });
    session.read::<()>("window.runBench(arguments[0])", vec![plan]).await?;
    let (mut heard, mut last) = (0, Instant::now());
    loop {
        let state: State = session.read(STATE, vec![json!(heard)]).await?;
        for line in &state.said {
            println!("{line}");
            last = Instant::now();
        }
        heard += state.said.len();
        if let Some(mistake) = state.mistake {
            bail!("the page of the engines failed: {mistake}");
        }
        if state.done {
            return session.read("return window.bench.results", Vec::new()).await;
        }
        if last.elapsed() > PATIENCE {
            bail!("the page of the engines has nothing to say any more");
        }
        sleep(Duration::from_secs(2)).await;
    }
}
