//! The verdict itself can fail, and what fails leaves what is needed to find out why.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use xtask::browser::Browser;

use crate::support::{in_every_engine, on};

in_every_engine! {
    what_stands_in_the_console_fails_a_test_that_leaves_evidence,
}

/// What nobody wants in a console. A script of the driver would not do: its errors have no words.
const PLANT: &str = "console.error('planted', 'error');
    console.log('planted word');
    setTimeout(() => { throw new Error('planted uncaught'); });
    Promise.reject(new Error('planted rejection'));";

fn what_stands_in_the_console_fails_a_test_that_leaves_evidence(browser: Browser) {
    let failing = AssertUnwindSafe(|| {
        on(browser, async |stage| {
            fs::write(stage.folder.join("pages/plant.js"), PLANT).expect("a file can be written");
            stage.open_page_of("<h1>A page</h1><script src=\"plant.js\"></script>").await;
            stage.play::<()>("await holds('all', () => seen.mistakes.length >= 4)", json!(null)).await;
        });
    });
    let failure = catch_unwind(failing).expect_err("the console is not empty");
    let told = failure.downcast::<String>().expect("it says why");
    let planted =
        ["said: error: planted error", "said: log: planted word", "planted uncaught", "planted rejection"];
    for words in planted {
        assert!(told.contains(words), "{words} is lacking: {told}");
    }
    let files: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("see ")).collect();
    let [picture, texts] = files[..] else { panic!("no two files are named: {told}") };
    let bytes = fs::read(picture).expect("there is a picture");
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 1_000, "{} bytes are no picture", bytes.len());
    let text = fs::read_to_string(texts).expect("there are texts");
    for words in planted.map(|words| words.trim_start_matches("said: ")) {
        assert!(text.contains(words), "{words} is lacking: {text}");
    }
    if browser == Browser::Chromium {
        let (_, own) = text.split_once("as the browser tells it:").expect("it is a part");
        assert!(own.contains("SEVERE console-api") && own.contains("SEVERE javascript"), "{own}");
    }
    // They are evidence of nothing.
    for file in files {
        fs::remove_file(file).expect("it can be removed");
    }
}
