//! From a set-up to an outcome: a test's frame, and what is left of one that fails.

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::runtime;
use tokio::time::timeout;
use xtask::browser::{Browser, Driver};
use xtask::paths;
use xtask::server::{Options, Server};

use super::{Stage, evidence};

/// How long a test may take.
const LIMIT: Duration = Duration::from_mins(2);

/// How long a browser may take to tell what it saw, and to close.
pub(super) const FAREWELL: Duration = Duration::from_secs(15);

/// What runs first in every page.
pub(super) const WATCH: &str = include_str!("watch.js");

/// What a test wants to be different from a site on a good server.
#[derive(Default)]
pub(crate) struct Setup {
    /// How it is served.
    pub(crate) server: Options,
    /// The end of the name of a file that is asked for but lacking, on purpose.
    pub(crate) lacks: Option<&'static str>,
}

/// Runs a test on a good server.
pub(crate) fn on(browser: Browser, body: impl AsyncFnOnce(&Stage)) {
    run(browser, Setup::default(), body);
}

/// Runs a test, judges what it leaves, and keeps the evidence if it fails.
pub(crate) fn run(browser: Browser, setup: Setup, body: impl AsyncFnOnce(&Stage)) {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let folder = served_folder();
    let server = Server::start(&folder, setup.server).expect("the site can be served");
    let downloads = own_folder("downloads");
    let driver = Driver::saving_in(browser, &downloads).unwrap_or_else(|error| panic!("{error:#}"));
    let client = runtime.block_on(session(browser, &driver, &downloads));
    let stage = Stage::new(client.clone(), browser, server, folder, downloads, setup.lacks);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let judged = async {
                body(&stage).await;
                let findings = stage.findings().await;
                assert!(findings.is_empty(), "at the end of the test:\n{}", findings.join("\n"));
            };
            timeout(LIMIT, judged).await.expect("the test ends in time");
        });
    }));
    let outcome = runtime.block_on(async {
        let outcome = match outcome {
            Ok(()) => Ok(()),
            Err(panic) => Err(with_evidence(panic, &stage).await),
        };
        // A driver that is ended with a session open may leave its browser behind.
        let _ = timeout(FAREWELL, client.close()).await;
        outcome
    });
    drop(driver);
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Leaves evidence of a failure; adds to what it says where that lies.
async fn with_evidence(panic: Box<dyn Any + Send>, stage: &Stage) -> Box<dyn Any + Send> {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a failure without words");
    let evidence = evidence::leave(stage, text).await;
    eprintln!("{evidence}");
    Box::new(format!("{text}\n{evidence}"))
}

async fn session(browser: Browser, driver: &Driver, downloads: &Path) -> Client {
    let arguments: &[&str] = if browser == Browser::Chromium { &["--lang=en"] } else { &[] };
    let wanted = browser.capabilities(arguments).unwrap_or_else(|error| panic!("{error:#}"));
    let mut wanted = browser.saving_in(downloads, wanted);
    if browser == Browser::Chromium {
        wanted["goog:loggingPrefs"] = json!({ "browser": "ALL" });
    }
    wanted["timeouts"] = json!({ "script": 60_000, "pageLoad": 30_000 });
    let wanted = wanted.as_object().cloned().expect("it is an object");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(wanted).connect(&driver.address()).await;
    session.unwrap_or_else(|error| panic!("{} does not start: {error}", browser.name()))
}

/// A folder of this test's own, which later runs of it empty.
fn own_folder(name: &str) -> PathBuf {
    let test = thread::current().name().unwrap_or("test").replace("::", "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("embed").join(test).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Where a file of this test's own lies, in a folder whose name is hard on addresses.
pub(crate) fn place_for_file(name: &str) -> PathBuf {
    own_folder(&format!("a folder #{name} 100% für")).join("the explorer.html")
}

/// A copy of the site, with the examples and the tests' own pages in folders of it. All pages begin
/// with the script that watches, but the single file: its policy is its own.
fn served_folder() -> PathBuf {
    let folder = own_folder("served");
    let site = paths::site_under_test();
    assert!(site.join("index.html").is_file(), "the site is built: `cargo xtask build`");
    copy(&site, &folder);
    copy(&paths::root().join("examples"), &folder.join("examples"));
    let program = paths::example_host();
    assert!(program.is_dir(), "the example of another program is built: `cargo xtask test`");
    copy(&program, &folder.join("examples"));
    copy(&paths::root().join("tests/embed/pages"), &folder.join("pages"));
    fs::write(folder.join("watch.js"), WATCH).expect("a file can be written");
    for (within, way) in [("", ""), ("examples", "../"), ("pages", "../")] {
        for page in files(&folder.join(within)).filter(|file| file.extension().is_some_and(|it| it == "html"))
        {
            if page.file_name().is_some_and(|name| name != paths::FILE) {
                let text = fs::read_to_string(&page).expect("a page can be read");
                let (before, after) = text.split_once("<head>").expect("a page has a head");
                let watched = format!("{before}<head><script src=\"{way}watch.js\"></script>{after}");
                fs::write(&page, watched).expect("a page can be written");
            }
        }
    }
    folder
}

/// Copies the files of a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for file in files(from) {
        fs::copy(&file, to.join(file.file_name().expect("a file has a name"))).expect("a file can be copied");
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file())
}
