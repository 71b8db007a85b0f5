//! A catalogue of one's own: the example is sound, and `docs/CATALOGUE.md` shows what it is and becomes.

use std::fs;
use std::path::{Path, PathBuf};

use privacy_catalog::Catalog;
use xtask::{catalog, paths};

fn example() -> PathBuf {
    paths::root().join("examples/catalogue")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn run(words: &[&str]) -> anyhow::Result<()> {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    catalog::run(&words)
}

/// The blocks of code of one language in a document.
fn blocks<'a>(document: &'a str, language: &str) -> Vec<&'a str> {
    let parts = document.split("```").skip(1).step_by(2);
    parts.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect()
}

#[test]
fn the_document_shows_the_files_of_the_example_and_what_they_become() {
    let document = read(&paths::root().join("docs/CATALOGUE.md"));
    let files = ["catalog.toml", "vocabulary.toml", "products/harbour-voicebox.toml"];
    let shown = blocks(&document, "toml");
    assert_eq!(shown.len(), files.len());
    for (file, shown) in files.iter().zip(shown) {
        assert_eq!(read(&example().join(file)), shown, "{file}");
    }
    let bundle = catalog::bundle(&example()).expect("the example is sound");
    assert_eq!(blocks(&document, "json")[0], bundle);
    // The other one is a setting of an editor.
    let settings: serde_json::Value = serde_json::from_str(blocks(&document, "json")[1]).expect("it is JSON");
    let schema = settings["json.schemas"][0]["url"].as_str().expect("it names the schema");
    assert!(paths::root().join(schema).is_file(), "{schema}");
}

#[test]
fn a_folder_is_checked_bundled_and_compared() {
    let folder = example();
    let folder = folder.to_str().expect("it is text");
    run(&["check", folder]).expect("the example is sound");
    run(&["query", "data_type=voice-mail", folder]).expect("the example is sound");
    let out = std::env::temp_dir().join(format!("privacy-catalogue-{}.json", std::process::id()));
    let file = out.to_str().expect("it is text");
    run(&["bundle", folder, "--out", file]).expect("it can be written");
    let written = read(&out);
    assert!(Catalog::from_json(file, written.as_bytes()).is_ok());
    run(&["diff", file, file]).expect("both are sound");
    fs::write(&out, written.replace("\"state\":\"optional\"", "\"state\":\"maybe\""))
        .expect("it can be written");
    let refused = run(&["diff", file, file]).expect_err("it isn't sound any more").to_string();
    fs::remove_file(&out).expect("it is there");
    assert!(refused.starts_with("1 mistake in "), "{refused}");
    for words in [&["bundle"][..], &["bundle", "--out", "x"], &["diff", "a"], &["check", "--all"]] {
        let refused = run(words).expect_err("it means nothing").to_string();
        assert!(refused.contains("does not take"), "{words:?}: {refused}");
    }
}

#[test]
fn a_folder_with_mistakes_is_not_bundled() {
    let folder = std::env::temp_dir().join(format!("privacy-catalogue-{}", std::process::id()));
    fs::create_dir_all(folder.join("products")).expect("it can be made");
    for file in ["catalog.toml", "vocabulary.toml", "products/harbour-voicebox.toml"] {
        let text = read(&example().join(file)).replace("features = [\"voicemail", "features = [\"voice-mail");
        fs::write(folder.join(file), text).expect("it can be written");
    }
    let refused = catalog::bundle(&folder).expect_err("a feature isn't there").to_string();
    fs::remove_dir_all(&folder).expect("it is there");
    assert!(refused.contains("mistake"), "{refused}");
}
