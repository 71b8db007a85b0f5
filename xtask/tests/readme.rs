//! What the README and the guides tell to type does what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::paths;

/// The program that `cargo xtask` runs.
const PROGRAM: &str = env!("CARGO_BIN_EXE_xtask");

/// What tells commands.
const DOCUMENTS: [&str; 4] = ["README.md", "CONTRIBUTING.md", "docs/CATALOGUE.md", "docs/QUERYING.md"];

/// The commands in the blocks of a document, without what is said of them, and the files that they are printed to.
fn commands(document: &str) -> Vec<String> {
    let text = fs::read_to_string(paths::root().join(document)).expect("the document can be read");
    let blocks = text.split("\n```").skip(1).step_by(2);
    let lines = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>());
    let commands = lines.filter_map(|line| line.strip_prefix("cargo xtask ").map(str::to_owned));
    let typed =
        |line: &str| line.split(" #").next()?.split(" > ").next().map(|typed| typed.trim().to_owned());
    commands.filter_map(|line| typed(&line)).collect()
}

/// A command's words; a text in quotes is one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Runs one, with the project's own example in the place of the reader's files; tells what it prints.
fn run(command: &str) -> String {
    let own = folder().join("own.json").to_string_lossy().into_owned();
    let catalogue = paths::root().join("data/catalogue.json").to_string_lossy().into_owned();
    let example = paths::root().join("examples/catalogue").to_string_lossy().into_owned();
    let words = words(command).into_iter().map(|word| match word.as_str() {
        "DIR" => example.clone(),
        "own.json" | "my.json" => own.clone(),
        "OLD.json" | "NEW.json" => catalogue.clone(),
        _ => word,
    });
    // The guide asks for the product that its reader has just added: the example has it.
    let added = command.contains("harbour-voicebox").then_some(example.clone());
    let output =
        Command::new(PROGRAM).args(words.chain(added)).current_dir(paths::root()).output().expect("it runs");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "cargo xtask {command}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_command_on_catalogues_does_what_it_says() {
    let of = |document| commands(document).into_iter().filter(|command| command.starts_with("catalog "));
    let catalogues: BTreeSet<String> = DOCUMENTS.into_iter().flat_map(of).collect();
    for document in DOCUMENTS {
        assert!(of(document).count() >= 3, "{document}: {catalogues:?}");
    }
    for command in &catalogues {
        let printed = run(command);
        let is_silent = command.contains("--out");
        assert_eq!(printed.trim().is_empty(), is_silent, "cargo xtask {command}: {printed}");
        if command.contains("query") {
            let answer: serde_json::Value = serde_json::from_str(&printed).expect("an answer is JSON");
            assert!(answer["total"].as_u64() > Some(0), "{answer}");
        }
        if is_silent {
            let written = fs::read(folder().join("own.json")).expect("it was written");
            privacy_catalog::Catalog::from_json("own.json", &written).expect("it is a catalogue");
        }
    }
}

#[test]
fn every_other_command_is_known() {
    // What they do takes minutes: `test` runs `serve` and the build, `.ci/run` the others but `bench`.
    let told = |document| commands(document).into_iter().filter(|one| !one.starts_with("catalog "));
    for command in DOCUMENTS.into_iter().flat_map(told) {
        let words: Vec<String> = words(&command);
        assert!(xtask::args::parse(&words).is_ok(), "{command}");
    }
}
