//! `cargo xtask serve`: builds the site and serves it with the strict policy.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::process::cargo;
use crate::server::{Options, Server, port_is_taken};
use crate::{paths, site};

/// How many ports after the first are tried when it is taken.
const MORE_PORTS: u16 = 50;

/// What stands before the address.
const SERVING: &str = "Serving on ";

/// Builds the site, serves it and prints where; returns only if that fails.
///
/// # Errors
/// If the site cannot be built, or no port is free.
pub fn run(port: u16) -> Result<()> {
    site::run()?;
    let server = start(port)?;
    println!("{SERVING}{}", server.address);
    println!("Ctrl+C stops it.");
    server.wait();
    Ok(())
}

/// Serves the site on a port, or on the first free one of those that follow.
fn start(port: u16) -> Result<Server> {
    let last = port.saturating_add(MORE_PORTS);
    for candidate in port..last {
        match serve_on(candidate) {
            Err(error) if port_is_taken(&error) => println!("    port {candidate} is taken"),
            result => return result,
        }
    }
    serve_on(last)
}

fn serve_on(port: u16) -> Result<Server> {
    let options = Options { port, gzip: true, ..Options::default() };
    Server::start(paths::site(), options)
}

/// Runs the command as a reader of the README does, and asks for the page at the address that it prints.
///
/// # Errors
/// If it ends without an address, or there is no page at it.
pub fn answers() -> Result<()> {
    // Cargo becomes the program, so that ending the one ends the other.
    let mut serving = cargo().args(["xtask", "serve"]).stdout(Stdio::piped()).spawn()?;
    let page = serving.stdout.take().context("it has no output").and_then(|said| {
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.strip_prefix(SERVING).map(str::to_owned));
        fetch(&address.context("it prints no address")?)
    });
    // It would serve for ever.
    serving.kill()?;
    serving.wait()?;
    ensure!(page?.contains("<privacy-explorer"), "the page at that address is another");
    Ok(())
}

/// What is at an address of this machine.
fn fetch(address: &str) -> Result<String> {
    let authority = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(authority)?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {authority}\r\n\r\n")?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    Ok(page)
}
