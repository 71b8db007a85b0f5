//! A web server for one folder on this machine: what `serve` uses, and the page tests.

use std::fs;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{paths, route};

/// The policy that the site is made for: its own files and wasm, nothing inline, nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'";

const POLICY_HEADER: &str = "Content-Security-Policy";

/// How to serve a folder. The default: at `/`, with [`POLICY`], on any free port.
#[derive(Debug, Clone)]
pub struct Options {
    /// The path that the folder appears under; begins and ends with a slash.
    pub prefix: String,
    /// Whether to send [`POLICY`] with every answer but [`FILE`](crate::paths::FILE), which has its own.
    pub csp: bool,
    /// Whether answers are packed with gzip for who takes that, as most servers do.
    pub gzip: bool,
    /// The port; 0 lets the system choose a free one.
    pub port: u16,
    /// The type that wasm files are announced with, for a server that has it wrong.
    pub wasm_type: String,
    /// Headers to send with every answer besides, as names and values. They replace the server's own
    /// `Content-Security-Policy`, `X-Content-Type-Options`, `Referrer-Policy` and `Cache-Control`; those
    /// that describe the answer itself, such as `Content-Type` and `Content-Length`, are not for them.
    pub headers: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            prefix: "/".to_owned(),
            csp: true,
            gzip: false,
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
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
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
        let folder = Arc::new(Folder { dir, headers: headers(&options)?, options });
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (requests, stopped) = (Arc::clone(&requests), Arc::clone(&stopped));
            move || answer_all(&listener, &folder, &requests, &stopped)
        });
        Ok(Self { address, port, requests, stopped, thread: Some(thread) })
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
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What is served, and how.
struct Folder {
    /// Canonical, so that a link out of it is noticed.
    dir: PathBuf,
    headers: Vec<(String, String)>,
    options: Options,
}

/// What is sent back, before the headers of every answer.
struct Answer {
    status: &'static str,
    kind: String,
    bytes: Vec<u8>,
    /// Whether the document says itself what it may do, which [`POLICY`] would forbid.
    has_policy: bool,
}

/// A thread for each connection and one request on it: a browser opens several at once, and may
/// stop reading a file that it only preloads until it has got the one that asks for it.
fn answer_all(
    listener: &TcpListener,
    folder: &Arc<Folder>,
    requests: &Arc<Mutex<Vec<String>>>,
    stopped: &AtomicBool,
) {
    for stream in listener.incoming() {
        if stopped.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let (folder, requests) = (Arc::clone(folder), Arc::clone(requests));
        // The reader may have gone away; that is no concern of the server's.
        thread::spawn(move || drop(answer_one(&stream, &folder, &requests)));
    }
}

/// The longest request that is read, in bytes.
const LONGEST: u64 = 64 << 10;

fn answer_one(stream: &TcpStream, folder: &Folder, requests: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(stream.take(LONGEST)).lines();
    let Some(first) = lines.next() else { return Ok(()) };
    let first = first?;
    let mut takes_gzip = false;
    for line in lines {
        let line = line?.to_ascii_lowercase();
        takes_gzip |= line.starts_with("accept-encoding:") && line.contains("gzip");
        if line.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    requests.lock().unwrap_or_else(PoisonError::into_inner).push(address.to_owned());
    let mut answer = answer(folder, method, address);
    let is_packed = folder.options.gzip && takes_gzip;
    if is_packed {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&answer.bytes)?;
        answer.bytes = packer.finish()?;
    }
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        answer.status,
        answer.kind,
        answer.bytes.len()
    );
    let is_sent = |name: &str, value: &str| !(answer.has_policy && is_policy(name, value));
    for (name, value) in folder.headers.iter().filter(|(name, value)| is_sent(name, value)) {
        head.extend([name, ": ", value, "\r\n"]);
    }
    if is_packed {
        head.push_str("Content-Encoding: gzip\r\n");
    }
    head.push_str("\r\n");
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&answer.bytes)?;
    }
    stream.flush()
}

fn answer(folder: &Folder, method: &str, address: &str) -> Answer {
    if method != "GET" && method != "HEAD" {
        return plain("405 Method Not Allowed", "Only GET and HEAD are answered here.\n");
    }
    match read(folder, address) {
        Some(answer) => answer,
        None => plain("404 Not Found", "There is no such file.\n"),
    }
}

/// The file that an address means.
fn read(folder: &Folder, address: &str) -> Option<Answer> {
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
    let has_policy = file.file_name().is_some_and(|name| name == paths::FILE);
    Some(Answer { status: "200 OK", kind, bytes, has_policy })
}

fn plain(status: &'static str, text: &str) -> Answer {
    let kind = "text/plain; charset=utf-8".to_owned();
    Answer { status, kind, bytes: text.into(), has_policy: false }
}

/// The headers of every answer.
fn headers(options: &Options) -> Result<Vec<(String, String)>> {
    let policy = options.csp.then_some((POLICY_HEADER, POLICY));
    let always = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        // The next build must be seen at once.
        ("Cache-Control", "no-cache"),
    ];
    let is_replaced = |name: &str| options.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let own = policy.into_iter().chain(always).filter(|(name, _)| !is_replaced(name));
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let headers: Vec<(String, String)> = own.chain(options.headers.iter().cloned()).collect();
    for (name, value) in &headers {
        let is_token = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let is_valid = !name.is_empty() && name.chars().all(is_token) && !value.contains(char::is_control);
        ensure!(is_valid, "`{name}: {value}` is not a valid header");
    }
    Ok(headers)
}

/// Whether a header is the one that [`Options::csp`] adds.
fn is_policy(name: &str, value: &str) -> bool {
    name == POLICY_HEADER && value == POLICY
}

/// Whether starting failed because the port is taken.
#[must_use]
pub fn port_is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_the_options_replaces_the_servers_own() {
        let cached = ("cache-control".to_owned(), "max-age=60".to_owned());
        let headers = headers(&Options { headers: vec![cached.clone()], ..Options::default() }).unwrap();
        let found = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Cache-Control"));
        assert_eq!(found.collect::<Vec<_>>(), [&cached]);
    }
}
