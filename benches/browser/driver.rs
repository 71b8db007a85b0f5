//! A browser of each engine, driven through its own driver; both are gone when the session ends.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use xtask::paths;
use xtask::process::find;
use xtask::setup::CHROMIUM;

/// One of the three engines that browsers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

/// What Chromium is started with besides: memory is measured at once rather than with the next
/// collection of garbage.
const MEASURING: [&str; 2] = ["--enable-blink-features=ForceEagerMeasureMemory", "--js-flags=--expose-gc"];

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

impl Browser {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        }
    }

    fn capabilities(self) -> Result<Json> {
        Ok(match self {
            Self::Chromium => {
                let arguments = [CHROMIUM.as_slice(), &MEASURING].concat();
                json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments } })
            }
            Self::Firefox => {
                let binary = find("firefox-esr").context("firefox-esr is not on PATH")?;
                let options = json!({ "binary": binary, "args": ["-headless"] });
                json!({ "browserName": "firefox", "moz:firefoxOptions": options })
            }
            Self::WebKit => {
                let options = json!({ "binary": mini_browser()?, "args": ["--automation"] });
                json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": options })
            }
        })
    }
}

/// `WebKit`'s own small browser: it lies beside the library, in a folder named after the machine's kind.
fn mini_browser() -> Result<PathBuf> {
    let folders = fs::read_dir("/usr/lib").context("there is no /usr/lib")?;
    let candidates = folders.flatten().flat_map(|folder| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|library| folder.path().join(library).join("MiniBrowser"))
    });
    candidates.into_iter().find(|file| file.is_file()).context("WebKit's MiniBrowser is not installed")
}

/// A browser that was started for this program.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// What the browser calls itself, with its version.
    pub(crate) name: String,
    _driver: Driver,
}

impl Session {
    pub(crate) async fn start(browser: Browser) -> Result<Self> {
        let driver = Driver::start(browser)?;
        let mut wanted = browser.capabilities()?;
        wanted["timeouts"] = json!({ "script": 120_000, "pageLoad": 60_000 });
        let wanted = wanted.as_object().cloned().context("capabilities are an object")?;
        let address = format!("http://{}:{}", Ipv4Addr::LOCALHOST, driver.port);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&address)
            .await
            .with_context(|| format!("{} does not start", browser.name()))?;
        let version = client.capabilities().and_then(|found| found.get("browserVersion")?.as_str());
        let name = format!("{} {}", browser.name(), version.unwrap_or("of an unknown version"));
        Ok(Self { client, name, _driver: driver })
    }

    /// Runs a script in the page and reads what it returns.
    pub(crate) async fn read<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Json>) -> Result<T> {
        let value = self.client.execute(script, arguments).await.with_context(|| script.to_owned())?;
        serde_json::from_value(value).with_context(|| script.to_owned())
    }

    /// Runs a script that is an expression for a promise, and reads what that resolves to.
    pub(crate) async fn resolve<T: DeserializeOwned>(
        &self,
        promise: &str,
        arguments: Vec<Json>,
    ) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             ({promise}).then(value => done({{ value }}), error => done({{ error: String(error) }}))"
        );
        let mut answer =
            self.client.execute_async(&script, arguments).await.with_context(|| promise.to_owned())?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{promise}: {error}");
        }
        serde_json::from_value(answer["value"].take()).with_context(|| promise.to_owned())
    }

    /// Closes the browser.
    pub(crate) async fn end(self) {
        // What fails here no longer matters; the driver goes in any case.
        let _ = self.client.close().await;
    }
}

/// A driver's process, and the screen that it may need. They are dropped in this order.
struct Driver {
    port: u16,
    _process: Process,
    _screen: Option<Process>,
    /// Kept open: who speaks may end if nobody can read it.
    _says: BufReader<ChildStdout>,
}

impl Driver {
    fn start(browser: Browser) -> Result<Self> {
        match browser {
            Browser::Chromium => {
                let own = env::var_os("CHROMEDRIVER").map(PathBuf::from);
                let program = own.or_else(|| find("chromedriver")).context("chromedriver is not on PATH")?;
                Self::that_says_its_port(&program, "successfully on port ")
            }
            Browser::Firefox => {
                Self::that_says_its_port(&paths::tools().join("bin/geckodriver"), "Listening on 127.0.0.1:")
            }
            Browser::WebKit => Self::of_webkit(),
        }
    }

    /// Starts a driver that chooses a free port and says so, after these words.
    fn that_says_its_port(program: &Path, words: &str) -> Result<Self> {
        let (process, mut says) = speaking(Command::new(program).arg("--port=0"))?;
        let mut line = String::new();
        while says.read_line(&mut line)? > 0 {
            if let Some((_, port)) = line.split_once(words) {
                let port = port.trim().trim_end_matches('.').parse().context("a port is a number")?;
                return Ok(Self { port, _process: process, _screen: None, _says: says });
            }
            line.clear();
        }
        bail!("{} ended without a port", name_of(program))
    }

    /// `WebKit`'s driver wants to be told its port, and has no mode without a screen.
    fn of_webkit() -> Result<Self> {
        let program = find("WebKitWebDriver").context("WebKitWebDriver is not on PATH")?;
        let xvfb = find("Xvfb").context("Xvfb is not on PATH")?;
        let size = ["-screen", "0", "1280x900x24", "-nolisten", "tcp"];
        let (screen, mut says) = speaking(Command::new(xvfb).args(["-displayfd", "1"]).args(size))?;
        let mut display = String::new();
        says.read_line(&mut display)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let process = Command::new(program)
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{}", display.trim()))
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("WebKitWebDriver does not start")?;
        let driver = Self { port, _process: Process(process), _screen: Some(screen), _says: says };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > PATIENCE {
                bail!("WebKitWebDriver does not listen");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }
}

/// A process of ours, which ends when dropped.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program whose output is read.
fn speaking(command: &mut Command) -> Result<(Process, BufReader<ChildStdout>)> {
    let name = name_of(Path::new(command.get_program()));
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{name} does not start"))?;
    let output = process.stdout.take().context("its output is a pipe")?;
    Ok((Process(process), BufReader::new(output)))
}

/// A program without its folder: the report must not depend on where things lie.
fn name_of(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
