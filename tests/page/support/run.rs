//! From a set-up to an outcome: a test's frame, and what is left of one that fails.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tokio::runtime;
use tokio::time::timeout;
use xtask::browser::{Browser, Driver};
use xtask::paths;
use xtask::server::{Options, POLICY, Server};

use super::driver::session;
use super::{Page, core};

/// How long a test may take.
const LIMIT: Duration = Duration::from_mins(2);

/// What a test wants to be different from a site on a good server.
#[derive(Default)]
pub(crate) struct Setup {
    /// Another folder than the site under test.
    pub(crate) site: Option<PathBuf>,
    /// How it is served.
    pub(crate) server: Options,
    /// More arguments for Chromium.
    pub(crate) arguments: Vec<&'static str>,
    /// The end of the name of a file that the site lacks on purpose.
    pub(crate) lacks: Option<&'static str>,
}

/// Runs a test of the site under test on a good server, with the page open.
pub(crate) fn on_site(body: impl AsyncFnOnce(&Page)) {
    unopened(async |page| {
        page.open("").await;
        body(page).await;
    });
}

/// Runs a test of the site under test on a good server; the test opens the page.
pub(crate) fn unopened(body: impl AsyncFnOnce(&Page)) {
    run(Setup::default(), body);
}

/// Runs a test, judges what it leaves, and keeps the evidence if it fails.
pub(crate) fn run(setup: Setup, body: impl AsyncFnOnce(&Page)) {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let site = setup.site.unwrap_or_else(|| {
        let site = paths::site_under_test();
        core::must_be_in(&site);
        site
    });
    let server = Server::start(&site, with_trusted_types(setup.server)).expect("the site can be served");
    let driver = Driver::start(Browser::Chromium).unwrap_or_else(|error| panic!("{error:#}"));
    let page = runtime.block_on(async {
        let client = session(&driver, &setup.arguments).await;
        Page::new(client, server, site, setup.lacks).await
    });
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let judged = async {
                body(&page).await;
                let findings = page.findings().await;
                assert!(findings.is_empty(), "at the end of the test:\n{}", findings.join("\n"));
            };
            timeout(LIMIT, judged).await.expect("the test ends in time");
        });
    }));
    if outcome.is_err() {
        let evidence = runtime.block_on(async { timeout(LIMIT, leave_evidence(&page)).await });
        evidence.unwrap_or_else(|_| eprintln!("the browser no longer answers: no evidence"));
    }
    drop(page);
    drop(driver);
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Served so that no text becomes markup or script: where the page's policy is sent, a second one forbids it.
/// Only a test that reads such a text itself may make a policy for that, named `tests`.
fn with_trusted_types(mut server: Options) -> Options {
    if server.csp {
        let policies = format!("{POLICY}, require-trusted-types-for 'script'; trusted-types tests");
        server.headers.push(("Content-Security-Policy".to_owned(), policies));
    }
    server
}

/// Writes what the browser shows, and what it has said, into `target/page-failures/`.
async fn leave_evidence(page: &Page) {
    let folder = paths::target().join("page-failures");
    let name = thread::current().name().unwrap_or("test").replace("::", "-");
    fs::create_dir_all(&folder).expect("the folder for evidence can be made");
    let write = |file: &Path, bytes: &[u8]| {
        fs::write(file, bytes).expect("evidence can be written");
        eprintln!("see {}", file.display());
    };
    if let Ok(picture) = page.client.screenshot().await {
        write(&folder.join(format!("{name}.png")), &picture);
    }
    let said = page.console().await.join("\n");
    let address = page.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
    let requests = page.server.requests().join("\n");
    let text = format!("{address}\n\nconsole:\n{said}\n\nrequests:\n{requests}\n");
    write(&folder.join(format!("{name}.txt")), text.as_bytes());
}
