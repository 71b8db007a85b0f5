//! A web server for one folder on this machine: what `serve` uses, and the page tests.

use std::fs;
use std::io::{self, Cursor};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow, ensure};
use tiny_http::{Header, Method, Request, Response};

use crate::route;

/// The policy that the site is made for: its own files and wasm, nothing inline, nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'";

/// How to serve a folder. The default: at `/`, with [`POLICY`], on any free port.
#[derive(Debug, Clone)]
pub struct Options {
    /// The path that the folder appears under; begins and ends with a slash.
    pub prefix: String,
    /// Whether to send [`POLICY`] with every answer.
    pub csp: bool,
    /// The port; 0 lets the system choose a free one.
    pub port: u16,
    /// The type that wasm files are announced with, for a server that has it wrong.
    pub wasm_type: String,
    /// Headers to send with every answer besides, as names and values.
    pub headers: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            prefix: "/".to_owned(),
            csp: true,
            port: 0,
            wasm_type: route::type_of(Path::new("a.wasm")).to_owned(),
            headers: Vec::new(),
        }
    }
}

/// A running server; it stops when dropped.
pub struct Server {
    /// Where the folder is served, with the prefix: `http://127.0.0.1:8080/`.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
    http: Arc<tiny_http::Server>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a folder on 127.0.0.1 from a thread of its own.
    ///
    /// # Errors
    /// If the folder is missing, the prefix lacks a slash, a header is malformed, or the port is
    /// taken (the cause is then an [`io::Error`] of kind `AddrInUse`).
    pub fn start(dir: impl AsRef<Path>, options: Options) -> Result<Self> {
        let dir = dir.as_ref();
        let dir = fs::canonicalize(dir)
            .with_context(|| format!("cannot serve {}: no such folder", dir.display()))?;
        let prefix = &options.prefix;
        ensure!(
            prefix.starts_with('/') && prefix.ends_with('/'),
            "the prefix `{prefix}` must begin and end with a slash"
        );
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .with_context(|| format!("cannot listen on port {}", options.port))?;
        let port = listener.local_addr()?.port();
        let address = format!("http://{}:{port}{prefix}", Ipv4Addr::LOCALHOST);
        let folder = Folder { dir, headers: headers(&options)?, options };
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("cannot start the server: {error}"))?;
        let http = Arc::new(http);
        let requests = Arc::default();
        let thread = thread::spawn({
            let (http, requests) = (Arc::clone(&http), Arc::clone(&requests));
            move || answer_all(&http, &folder, &requests)
        });
        Ok(Self { address, requests, http, thread: Some(thread) })
    }

    /// The paths asked for so far, with their queries, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for as long as the server runs: until the process is ended.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // It ends only by a panic, which has then been printed.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What is served, and how.
struct Folder {
    /// Canonical, so that a link out of it is noticed.
    dir: PathBuf,
    headers: Vec<Header>,
    options: Options,
}

type Answer = Response<Cursor<Vec<u8>>>;

fn answer_all(http: &tiny_http::Server, folder: &Folder, requests: &Mutex<Vec<String>>) {
    // `recv` fails when the server is unblocked to be dropped.
    while let Ok(request) = http.recv() {
        requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.url().to_owned());
        let answer = answer(folder, &request);
        // The reader may have gone away; that is no concern of the server's.
        let _ = request.respond(answer);
    }
}

fn answer(folder: &Folder, request: &Request) -> Answer {
    let answer = if matches!(request.method(), Method::Get | Method::Head) {
        match read(folder, request.url()) {
            Some((kind, bytes)) => response(200, &kind, bytes),
            None => plain(404, "There is no such file.\n"),
        }
    } else {
        plain(405, "Only GET and HEAD are answered here.\n")
    };
    folder.headers.iter().fold(answer, |answer, header| answer.with_header(header.clone()))
}

/// The type and the bytes of the file that an address means.
fn read(folder: &Folder, address: &str) -> Option<(String, Vec<u8>)> {
    let name = route::file_of(&folder.options.prefix, address)?;
    let file = fs::canonicalize(folder.dir.join(name)).ok()?;
    if !file.starts_with(&folder.dir) {
        return None;
    }
    let bytes = fs::read(&file).ok()?;
    let kind = if file.extension().is_some_and(|extension| extension == "wasm") {
        folder.options.wasm_type.clone()
    } else {
        route::type_of(&file).to_owned()
    };
    Some((kind, bytes))
}

fn plain(status: u16, text: &str) -> Answer {
    response(status, "text/plain; charset=utf-8", text.into())
}

fn response(status: u16, kind: &str, bytes: Vec<u8>) -> Answer {
    let response = Response::from_data(bytes).with_status_code(status);
    match Header::from_bytes("Content-Type", kind) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

/// The headers of every answer.
fn headers(options: &Options) -> Result<Vec<Header>> {
    let policy = options.csp.then_some(("Content-Security-Policy", POLICY));
    let always = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        // The next build must be seen at once.
        ("Cache-Control", "no-cache"),
    ];
    let besides = options.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    policy
        .into_iter()
        .chain(always)
        .chain(besides)
        .map(|(name, value)| {
            Header::from_bytes(name, value).map_err(|()| anyhow!("`{name}: {value}` is not a valid header"))
        })
        .collect()
}

/// Whether starting failed because the port is taken.
#[must_use]
pub fn port_is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}
