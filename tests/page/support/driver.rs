//! chromedriver on a free port, gone with its browsers when dropped.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use xtask::process::find;
use xtask::setup::CHROMIUM;

pub(crate) struct Driver {
    process: Child,
    port: u16,
    /// Kept open: the driver would end if nobody could read what it says.
    _says: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts a driver, another one if it ends before it has a port: on a busy machine that was
    /// seen once in some hundred starts.
    pub(crate) fn start() -> Self {
        let program = env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find("chromedriver"));
        let program = program.expect("chromedriver is on PATH, or CHROMEDRIVER names it");
        (0..5).find_map(|_| Self::try_start(&program)).expect("chromedriver says its port")
    }

    fn try_start(program: &Path) -> Option<Self> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut says = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        let port = says.by_ref().lines().map_while(Result::ok).find_map(|line| port_of(&line));
        if port.is_none() {
            // It has closed its output, so it has ended or is about to.
            process.wait().expect("it ends");
        }
        Some(Self { process, port: port?, _says: says })
    }

    pub(crate) async fn session(&self, arguments: &[&str]) -> Client {
        let arguments: Vec<&str> = CHROMIUM.iter().chain(&["--lang=en"]).chain(arguments).copied().collect();
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 20_000 },
        });
        let wanted = wanted.as_object().cloned().expect("it is an object");
        let driver = format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port);
        let session = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver).await;
        session.expect("Chromium starts")
    }

    /// Asks the driver to end its browsers and itself.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\n\r\n", Ipv4Addr::LOCALHOST)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // What fails here fails at the end of a test, whose outcome stands: the last resort follows.
        let _ = self.shut_down();
        let ended = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(20));
            self.process.try_wait().is_ok_and(|status| status.is_some())
        });
        if !ended {
            // A browser outlives a driver that is killed: first the browsers that this one started.
            let _ = Command::new("pkill").args(["-KILL", "-P", &self.process.id().to_string()]).status();
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}

/// The port in `ChromeDriver was started successfully on port 12345.`
fn port_of(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
}
