//! `cargo xtask serve`: builds the site and serves it with the strict policy.

use anyhow::Result;

use crate::server::{Options, Server, port_is_taken};
use crate::{paths, site};

/// How many ports after the first are tried when it is taken.
const MORE_PORTS: u16 = 50;

/// Builds the site, serves it and prints where; returns only if that fails.
///
/// # Errors
/// If the site cannot be built, or no port is free.
pub fn run(port: u16) -> Result<()> {
    site::run()?;
    let server = start(port)?;
    println!("Serving on {}", server.address);
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
    let options = Options { port, ..Options::default() };
    Server::start(paths::site(), options)
}
