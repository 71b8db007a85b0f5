//! The server, asked over a real connection.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;

use xtask::server::{Options, POLICY, Server, port_is_taken};

/// A folder `site` with a few files, beside a file that is none of it.
fn folder(name: &str) -> PathBuf {
    let parent = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let site = parent.join("site");
    fs::create_dir_all(&site).unwrap();
    fs::write(parent.join("secret.txt"), "secret").unwrap();
    fs::write(site.join("index.html"), "<p>page</p>").unwrap();
    fs::write(site.join("a_bg.wasm"), b"\0asm").unwrap();
    site
}

/// Sends a request as it stands, without the tidying that a client library does.
fn ask(server: &Server, method: &str, path: &str) -> String {
    String::from_utf8_lossy(&asked(server, method, path, "")).into_owned()
}

/// The bytes that come back for a request with more headers.
fn asked(server: &Server, method: &str, path: &str, more: &str) -> Vec<u8> {
    let authority = server.address.split('/').nth(2).unwrap();
    let mut stream = TcpStream::connect(authority).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n{more}\r\n")
        .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn it_packs_for_who_takes_that() {
    let server = Server::start(folder("gzip"), Options { gzip: true, ..Options::default() }).unwrap();
    let packed = asked(&server, "GET", "/", "accept-encoding: br, gzip\r\n");
    let at = packed.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    assert!(String::from_utf8_lossy(&packed[..at]).contains("Content-Encoding: gzip\r\n"));
    let mut page = String::new();
    flate2::read::GzDecoder::new(&packed[at..]).read_to_string(&mut page).unwrap();
    assert_eq!(page, "<p>page</p>");
    let plain = ask(&server, "GET", "/");
    assert!(plain.ends_with("<p>page</p>") && !plain.contains("Content-Encoding"), "{plain}");
}

#[test]
fn a_file_comes_with_its_type_and_the_policy() {
    let server = Server::start(folder("plain"), Options::default()).unwrap();
    let page = ask(&server, "GET", "/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Content-Type: text/html; charset=utf-8"), "{page}");
    assert!(page.contains(&format!("Content-Security-Policy: {POLICY}\r\n")), "{page}");
    assert!(page.contains("X-Content-Type-Options: nosniff"), "{page}");
    assert!(page.ends_with("<p>page</p>"), "{page}");
    let wasm = ask(&server, "GET", "/a_bg.wasm");
    assert!(wasm.contains("Content-Type: application/wasm"), "{wasm}");
    assert_eq!(server.requests(), ["/", "/a_bg.wasm"]);
}

#[test]
fn the_single_file_comes_without_the_policy() {
    let folder = folder("file");
    fs::write(folder.join("privacy-explorer.html"), "all in one").unwrap();
    let server = Server::start(folder, Options::default()).unwrap();
    let file = ask(&server, "GET", "/privacy-explorer.html");
    assert!(file.ends_with("all in one") && !file.contains("Content-Security-Policy"), "{file}");
    assert!(file.contains("X-Content-Type-Options: nosniff"), "{file}");
}

#[test]
fn options_are_obeyed() {
    let options = Options {
        prefix: "/sub/path/".to_owned(),
        csp: false,
        wasm_type: "text/plain".to_owned(),
        headers: vec![("X-Extra".to_owned(), "yes".to_owned())],
        ..Options::default()
    };
    let server = Server::start(folder("options"), options).unwrap();
    assert!(server.address.ends_with("/sub/path/"), "{}", server.address);
    let wasm = ask(&server, "GET", "/sub/path/a_bg.wasm");
    assert!(wasm.contains("Content-Type: text/plain"), "{wasm}");
    assert!(wasm.contains("X-Extra: yes"), "{wasm}");
    assert!(!wasm.contains("Content-Security-Policy"), "{wasm}");
    assert!(ask(&server, "GET", "/a_bg.wasm").starts_with("HTTP/1.1 404"));
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let site = folder("outside");
    let link = site.join("link.txt");
    #[cfg(unix)]
    if !link.exists() {
        std::os::unix::fs::symlink("../secret.txt", &link).unwrap();
    }
    let server = Server::start(site, Options::default()).unwrap();
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt"] {
        let answer = ask(&server, "GET", path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(answer.contains("Content-Security-Policy"), "{path}: {answer}");
        assert!(!answer.ends_with("secret"), "{path}: {answer}");
    }
}

#[test]
fn only_reading_is_answered() {
    let server = Server::start(folder("methods"), Options::default()).unwrap();
    assert!(ask(&server, "POST", "/").starts_with("HTTP/1.1 405"));
    let head = ask(&server, "HEAD", "/");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn a_port_is_free_again_when_the_server_is_dropped() {
    let site = folder("drop");
    let first = Server::start(&site, Options::default()).unwrap();
    let port = first.address.trim_end_matches('/').rsplit(':').next().unwrap();
    let options = Options { port: port.parse().unwrap(), ..Options::default() };
    let Err(error) = Server::start(&site, options.clone()) else {
        panic!("two servers on one port");
    };
    assert!(port_is_taken(&error), "{error:#}");
    drop(first);
    Server::start(&site, options).unwrap();
}

#[test]
fn mistakes_are_named() {
    let missing = Server::start("no/such/folder", Options::default());
    assert!(missing.err().unwrap().to_string().contains("no such folder"));
    let options = Options { prefix: "sub".to_owned(), ..Options::default() };
    let prefix = Server::start(folder("mistakes"), options);
    assert!(prefix.err().unwrap().to_string().contains("slash"));
}
