//! `cargo xtask`: reads the command line and hands over to the command's module.

use std::env;
use std::process::ExitCode;

use anyhow::Result;
use xtask::args::{self, Command};
use xtask::{bench, catalog, check, fuzz, lighthouse, reproduce, serve, site, suite, trunk, words};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let command = match args::parse(&words) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    match command {
        Command::Help => {
            println!("{}", args::HELP);
            Ok(())
        }
        Command::Build => site::run().map(drop),
        Command::Serve { port } => serve::run(*port),
        Command::Test => suite::run(),
        Command::Check => check::run(),
        Command::Bench { quick, out } => bench::run(*quick, out.as_deref()),
        Command::Reproduce => reproduce::run(),
        Command::Fuzz { target, seconds } => fuzz::run(target.as_deref(), *seconds),
        Command::Trunk(rest) => trunk::run(rest),
        Command::Words => words::run(),
        Command::Lighthouse => lighthouse::run(),
        Command::Catalog(rest) => catalog::run(rest),
    }
}
