//! The command line: what can be asked, and how.

use std::fmt;
use std::path::PathBuf;

use crate::fuzz::{self, SECONDS};

/// What `--help` prints, and what follows a mistake.
pub const HELP: &str = "\
Usage: cargo xtask COMMAND

Commands (each installs what it needs, and says so):
  serve [--port N]  build the site and serve it on this machine (port 8080, or the next free one)
  test              run every test: native, doc, budget, pages in a browser
  build             write the site, the single file and the npm package to dist/, and say what they weigh
  check             format, lints, purity of the core, stray paths, texts as HTML; licences and spelling with
                    cargo-deny and typos where they are installed
  bench             measure the page in browsers, and its engine beside others, for docs/BENCHMARKS.md
    [--quick]         1,000 and 10,000 facts only, once; prints the report alone
    [--out FILE]      write the report to this file instead
  fuzz [TARGET]     hand what the explorer reads to a fuzzer: fragment, json, merge, notes, packed, toml
    [--seconds N]     for so long each, instead of 10
  words             bring the translations in data/words up to date with the interface, and check them
  lighthouse        build the site and hold it to Lighthouse's scores, the median of five
  reproduce         build here and in another folder, and compare the bytes
  catalog ...       check, export and query the catalogue (`catalog --help`)
  trunk ...         run Trunk with the versions of its tools that the project pins
  help              print this text";

/// The port that `serve` tries first.
pub const DEFAULT_PORT: u16 = 8080;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Build the site, the single file and the npm package.
    Build,
    /// Build the site and serve it.
    Serve {
        /// The port to try first.
        port: u16,
    },
    /// Run all tests.
    Test,
    /// Run all checks that need no browser.
    Check,
    /// Measure the page and its engine.
    Bench {
        /// Whether small catalogues are enough, for a try.
        quick: bool,
        /// The file for the report, if not the project's own.
        out: Option<PathBuf>,
    },
    /// Bring the translations up to date.
    Words,
    /// Hold the site to Lighthouse's scores.
    Lighthouse,
    /// Build twice and compare.
    Reproduce,
    /// Run fuzz targets.
    Fuzz {
        /// The only one to run.
        target: Option<String>,
        /// How long each runs.
        seconds: u32,
    },
    /// Run Trunk with these arguments.
    Trunk(Vec<String>),
    /// Work on the catalogue, with these arguments.
    Catalog(Vec<String>),
}

/// A command line that means nothing; its `Display` says why.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mistake {}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// If there is no command, an unknown one, or an argument that it does not take.
pub fn parse(words: &[String]) -> Result<Command, Mistake> {
    let Some((name, rest)) = words.split_first() else {
        return Err(Mistake("no command given".to_owned()));
    };
    match name.as_str() {
        // These read their own arguments, `--help` among them.
        "catalog" => return Ok(Command::Catalog(rest.to_vec())),
        "trunk" => return Ok(Command::Trunk(rest.to_vec())),
        "help" | "--help" | "-h" => return Ok(Command::Help),
        _ => {}
    }
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    match name.as_str() {
        "serve" => Ok(Command::Serve { port: port(rest)? }),
        "build" => alone(name, rest, Command::Build),
        "test" => alone(name, rest, Command::Test),
        "check" => alone(name, rest, Command::Check),
        "words" => alone(name, rest, Command::Words),
        "lighthouse" => alone(name, rest, Command::Lighthouse),
        "reproduce" => alone(name, rest, Command::Reproduce),
        "bench" => bench(rest),
        "fuzz" => fuzz(rest),
        _ => Err(Mistake(format!("there is no command `{name}`"))),
    }
}

fn alone(name: &str, rest: &[String], command: Command) -> Result<Command, Mistake> {
    match rest.first() {
        None => Ok(command),
        Some(word) => Err(Mistake(format!("`{name}` takes no argument, found `{word}`"))),
    }
}

fn bench(rest: &[String]) -> Result<Command, Mistake> {
    let (mut quick, mut out) = (false, None);
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        if word == "--quick" {
            quick = true;
        } else if let Some(file) = word.strip_prefix("--out=") {
            out = Some(file.into());
        } else if word == "--out" {
            let file = words.next().ok_or_else(|| Mistake("`--out` needs a file".to_owned()))?;
            out = Some(file.into());
        } else {
            return Err(Mistake(format!("`bench` does not take `{word}`")));
        }
    }
    Ok(Command::Bench { quick, out })
}

fn fuzz(rest: &[String]) -> Result<Command, Mistake> {
    let (mut target, mut seconds) = (None, SECONDS);
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let number = match word.strip_prefix("--seconds") {
            None if target.is_none() && fuzz::is_target(word) => {
                target = Some(word.clone());
                continue;
            }
            Some("") => words.next().map(String::as_str),
            Some(rest) if rest.starts_with('=') => rest.get(1..),
            _ => return Err(Mistake(format!("`fuzz` does not take `{word}`"))),
        };
        let number = number.ok_or_else(|| Mistake("`--seconds` needs a number".to_owned()))?;
        // 0 would mean for ever.
        seconds = number
            .parse()
            .ok()
            .filter(|&seconds| seconds > 0)
            .ok_or_else(|| Mistake(format!("`{number}` is no number of seconds")))?;
    }
    Ok(Command::Fuzz { target, seconds })
}

fn port(rest: &[String]) -> Result<u16, Mistake> {
    let number = match rest {
        [] => return Ok(DEFAULT_PORT),
        [flag, number] if flag == "--port" => number,
        [flag] if flag == "--port" => return Err(Mistake("`--port` needs a number".to_owned())),
        [word] => {
            word.strip_prefix("--port=").ok_or_else(|| Mistake(format!("`serve` does not take `{word}`")))?
        }
        _ => {
            return Err(Mistake(format!("`serve` does not take `{}`", rest.join(" "))));
        }
    };
    number.parse().map_err(|_| Mistake(format!("`{number}` is not a port (0 to 65535)")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        super::parse(&words).map_err(|mistake| mistake.to_string())
    }

    #[test]
    fn commands() {
        assert_eq!(parse("build"), Ok(Command::Build));
        assert_eq!(parse("test"), Ok(Command::Test));
        assert_eq!(parse("check"), Ok(Command::Check));
        assert_eq!(parse("words"), Ok(Command::Words));
        assert_eq!(parse("lighthouse"), Ok(Command::Lighthouse));
        assert_eq!(parse("reproduce"), Ok(Command::Reproduce));
        assert_eq!(parse("serve"), Ok(Command::Serve { port: DEFAULT_PORT }));
        assert_eq!(parse("serve --port 9000"), Ok(Command::Serve { port: 9000 }));
        assert_eq!(parse("serve --port=0"), Ok(Command::Serve { port: 0 }));
    }

    #[test]
    fn bench_takes_a_file_and_may_be_quick() {
        assert_eq!(parse("bench"), Ok(Command::Bench { quick: false, out: None }));
        let out = Some("x.md".into());
        assert_eq!(parse("bench --out x.md"), Ok(Command::Bench { quick: false, out: out.clone() }));
        assert_eq!(parse("bench --quick --out=x.md"), Ok(Command::Bench { quick: true, out }));
    }

    #[test]
    fn fuzz_takes_one_target_and_how_long() {
        assert_eq!(parse("fuzz"), Ok(Command::Fuzz { target: None, seconds: SECONDS }));
        let target = Some("json".to_owned());
        assert_eq!(parse("fuzz json --seconds 600"), Ok(Command::Fuzz { target, seconds: 600 }));
        assert_eq!(parse("fuzz --seconds=5"), Ok(Command::Fuzz { target: None, seconds: 5 }));
    }

    #[test]
    fn help_is_never_far() {
        for line in ["help", "--help", "-h", "serve --help", "test -h"] {
            assert_eq!(parse(line), Ok(Command::Help), "{line}");
        }
    }

    #[test]
    fn catalog_and_trunk_read_their_own_arguments() {
        let rest = vec!["query".to_owned(), "--help".to_owned()];
        assert_eq!(parse("catalog query --help"), Ok(Command::Catalog(rest)));
        let rest = vec!["build".to_owned()];
        assert_eq!(parse("trunk build"), Ok(Command::Trunk(rest)));
    }

    #[test]
    fn mistakes_say_what_is_wrong() {
        let cases = [
            ("", "no command"),
            ("sevre", "no command `sevre`"),
            ("build now", "`build` takes no argument, found `now`"),
            ("fuzz xml", "does not take `xml`"),
            ("fuzz json toml", "does not take `toml`"),
            ("fuzz --seconds", "needs a number"),
            ("fuzz --seconds 0", "no number of seconds"),
            ("serve 9000", "does not take `9000`"),
            ("bench --out", "needs a file"),
            ("bench --slow", "does not take `--slow`"),
            ("serve --port", "needs a number"),
            ("serve --port 70000", "not a port"),
            ("serve --port 1 2", "does not take `--port 1 2`"),
        ];
        for (line, expected) in cases {
            let mistake = parse(line).unwrap_err();
            assert!(mistake.contains(expected), "{line}: {mistake}");
        }
    }
}
