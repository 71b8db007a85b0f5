//! A browser of each engine, driven through its own driver: what tests and benchmarks start.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value as Json, json};

use crate::paths;
use crate::process::find;

/// One of the three engines that browsers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// That of Chrome and Edge.
    Chromium,
    /// Firefox, with long support if that is installed.
    Firefox,
    /// `WebKit` for GTK with its own small browser: Safari's engine, but not Safari.
    WebKit,
}

/// How Chromium is started without a screen. The rule for hosts keeps everything but this machine
/// out of reach.
const CHROMIUM: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a driver is started that ends before it has a port: on a busy machine that was seen
/// once in some hundred starts.
const ATTEMPTS: usize = 5;

impl Browser {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        }
    }

    /// What a session is to be asked for, with more arguments for the browser.
    ///
    /// # Errors
    /// If the browser is not installed; the message says what installs it.
    pub fn capabilities(self, arguments: &[&str]) -> Result<Json> {
        Ok(match self {
            Self::Chromium => {
                let arguments: Vec<&str> = CHROMIUM.iter().chain(arguments).copied().collect();
                json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments } })
            }
            Self::Firefox => {
                let arguments: Vec<&str> =
                    ["-headless", "--width=1280", "--height=900"].iter().chain(arguments).copied().collect();
                // Nothing answers there: everything but this machine is out of reach.
                let nowhere = json!({
                    "network.proxy.type": 1,
                    "network.proxy.http": "127.0.0.1",
                    "network.proxy.http_port": 9,
                    "network.proxy.ssl": "127.0.0.1",
                    "network.proxy.ssl_port": 9,
                });
                let binary = firefox().with_context(|| missing("Firefox"))?;
                let options = json!({ "binary": binary, "args": arguments, "prefs": nowhere });
                json!({ "browserName": "firefox", "moz:firefoxOptions": options })
            }
            Self::WebKit => {
                let arguments: Vec<&str> = ["--automation"].iter().chain(arguments).copied().collect();
                let browser = mini_browser().with_context(|| missing("WebKit's MiniBrowser"))?;
                let options = json!({ "binary": browser, "args": arguments });
                json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": options })
            }
        })
    }

    /// The same session, saving what its reader downloads in a folder without a question. `WebKit`'s
    /// has no word for that: its driver is told ([`Driver::saving_in`]).
    #[must_use]
    pub fn saving_in(self, folder: &Path, mut wanted: Json) -> Json {
        match self {
            Self::Chromium => {
                let saving =
                    json!({ "download.default_directory": folder, "download.prompt_for_download": false });
                wanted["goog:chromeOptions"]["prefs"] = saving;
            }
            Self::Firefox => {
                let prefs = &mut wanted["moz:firefoxOptions"]["prefs"];
                // 2 is a folder of one's own.
                prefs["browser.download.folderList"] = json!(2);
                prefs["browser.download.dir"] = json!(folder);
                // The panel would take the focus: no key would press a button any more.
                prefs["browser.download.alwaysOpenPanel"] = json!(false);
            }
            Self::WebKit => {}
        }
        wanted
    }
}

/// Firefox, that with long support if it is there.
pub(crate) fn firefox() -> Option<PathBuf> {
    find("firefox-esr").or_else(|| find("firefox"))
}

/// `WebKit`'s own small browser: it lies beside the library, in a folder named after the machine's kind, or
/// where somebody has put it on `PATH`.
pub(crate) fn mini_browser() -> Option<PathBuf> {
    let candidates = fs::read_dir("/usr/lib").into_iter().flatten().flatten().flat_map(|folder| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|library| folder.path().join(library).join("MiniBrowser"))
    });
    candidates.into_iter().find(|file| file.is_file()).or_else(|| find("MiniBrowser"))
}

fn installed(program: &str) -> Result<PathBuf> {
    find(program).with_context(|| missing(program))
}

fn missing(program: &str) -> String {
    format!("{program} is not on this machine: `cargo xtask test` installs it")
}

/// A driver's process, and the screen that it may need. Both end, with the browsers, when dropped.
pub struct Driver {
    port: u16,
    browser: Browser,
    process: Process,
    _screen: Option<Process>,
    /// Kept open: who speaks may end if nobody can read it.
    _says: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts a driver on a free port.
    ///
    /// # Errors
    /// If it is not installed (the message says what installs it), or does not start.
    pub fn start(browser: Browser) -> Result<Self> {
        Self::start_with(browser, None)
    }

    /// Starts a driver on a free port, the browsers of which save in a folder if their session is
    /// asked to ([`Browser::saving_in`]).
    ///
    /// # Errors
    /// Like [`Driver::start`], and if the folder can't be written.
    pub fn saving_in(browser: Browser, folder: &Path) -> Result<Self> {
        Self::start_with(browser, Some(folder))
    }

    fn start_with(browser: Browser, saving: Option<&Path>) -> Result<Self> {
        let program = match browser {
            Browser::Chromium => named("CHROMEDRIVER").map_or_else(|| installed("chromedriver"), Ok)?,
            Browser::Firefox => {
                let own = paths::tools().join("bin/geckodriver");
                let own = Some(own).filter(|file| file.is_file());
                named("GECKODRIVER").or(own).map_or_else(|| installed("geckodriver"), Ok)?
            }
            Browser::WebKit => installed("WebKitWebDriver")?,
        };
        let mut failure = None;
        for _ in 0..ATTEMPTS {
            let started = match browser {
                Browser::Chromium => Self::that_says_its_port(browser, &program, "successfully on port "),
                Browser::Firefox => Self::that_says_its_port(browser, &program, "Listening on 127.0.0.1:"),
                Browser::WebKit => Self::of_webkit(&program, saving),
            };
            match started {
                Ok(driver) => return Ok(driver),
                Err(error) => failure = Some(error),
            }
        }
        bail!("the driver of {} does not start: {:#}", browser.name(), failure.context("no attempt")?)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Starts a driver that chooses a free port and says so, after these words.
    fn that_says_its_port(browser: Browser, program: &Path, words: &str) -> Result<Self> {
        let (process, mut says) = speaking(Command::new(program).arg("--port=0").env("LANGUAGE", "en"))?;
        let mut line = String::new();
        while says.read_line(&mut line)? > 0 {
            if let Some((_, port)) = line.split_once(words) {
                let port = port.trim().trim_end_matches('.').parse().context("a port is a number")?;
                return Ok(Self { port, browser, process, _screen: None, _says: says });
            }
            line.clear();
        }
        bail!("{} ended without a port", name_of(program))
    }

    /// `WebKit`'s driver wants to be told its port, and has no mode without a screen. Where its browser
    /// saves, it reads in the settings of the desktop.
    fn of_webkit(program: &Path, saving: Option<&Path>) -> Result<Self> {
        let size = ["-screen", "0", "1280x900x24", "-nolisten", "tcp"];
        let xvfb = installed("Xvfb")?;
        let (screen, mut says) = speaking(Command::new(xvfb).args(["-displayfd", "1"]).args(size))?;
        let mut display = String::new();
        says.read_line(&mut display)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(program);
        if let Some(folder) = saving {
            let settings = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.display());
            fs::write(folder.join("user-dirs.dirs"), settings).context("the folder can't be written")?;
            command.env("XDG_CONFIG_HOME", folder);
        }
        let process = command
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{}", display.trim()))
            .env("LANGUAGE", "en")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("WebKitWebDriver does not start")?;
        let (browser, mut process) = (Browser::WebKit, Process(process));
        process.listens_on(port)?;
        Ok(Self { port, browser, process, _screen: Some(screen), _says: says })
    }

    /// Asks Chromium's driver to end its browsers and itself; the others end a browser only with
    /// its session.
    fn shut_down(&mut self) -> Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\n\r\n", Ipv4Addr::LOCALHOST)?;
        for _ in 0..100 {
            thread::sleep(Duration::from_millis(20));
            if self.process.0.try_wait()?.is_some() {
                return Ok(());
            }
        }
        bail!("it goes on")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // What fails here fails at the end of a test, whose outcome stands: the last resort follows.
        if self.browser != Browser::Chromium || self.shut_down().is_err() {
            // A browser outlives a driver that is killed: first the browsers that this one started.
            let _ = Command::new("pkill").args(["-KILL", "-P", &self.process.0.id().to_string()]).status();
        }
    }
}

/// A process of ours, which ends when dropped.
struct Process(Child);

impl Process {
    /// Waits until it listens on a port that was free when it was started. If somebody else was quicker,
    /// it ends, and who answers is a stranger.
    fn listens_on(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        loop {
            let is_answered = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
            thread::sleep(Duration::from_millis(50));
            if let Some(status) = self.0.try_wait()? {
                bail!("the driver ended before it listened ({status})");
            }
            if is_answered {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!("the driver does not listen");
            }
        }
    }
}

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

/// A program without its folder: the benchmark's report must not depend on where things lie.
fn name_of(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The program that a variable of the environment names.
fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_on_the_port_is_not_the_driver() {
        let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = stranger.local_addr().unwrap().port();
        let started = |command: &mut Command| Process(command.spawn().unwrap());
        let error = started(&mut Command::new("false")).listens_on(port).unwrap_err().to_string();
        assert!(error.contains("ended"), "{error}");
        started(Command::new("sleep").arg("20")).listens_on(port).unwrap();
    }
}
