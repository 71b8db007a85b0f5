//! What a run of the benchmark has measured, before anything is computed from it.

use serde::{Deserialize, Serialize};

/// The explorer among the engines.
pub const EXPLORER: &str = "explorer";

/// All measurements of one run. Times are milliseconds throughout.
#[derive(Debug, Serialize, Deserialize)]
pub struct Results {
    /// The browser that the engines ran in, and the page beside `DataTables`.
    pub browser: String,
    /// The engines' part of the run.
    pub engines: Engines,
    /// The start of the page in each browser.
    pub starts: Vec<Start>,
    /// The page beside `DataTables`.
    pub pages: Pages,
}

/// Every engine at every size.
#[derive(Debug, Serialize, Deserialize)]
pub struct Engines {
    /// The machine as the page sees it.
    pub machine: Machine,
    /// The day of the run, as `2026-11-22`.
    pub day: String,
    /// How often the whole script of actions was repeated.
    pub passes: usize,
    /// How many mistyped words were searched for.
    pub typos: usize,
    /// One entry for each size.
    pub sizes: Vec<Size>,
}

/// The machine as the page sees it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Machine {
    /// Its cores.
    pub cores: usize,
    /// Gigabytes a second that are read and written by a plain copy.
    pub copied: f64,
    /// Gigabytes a second that are read by adding numbers up.
    pub added: f64,
}

/// All engines over a catalogue of one size.
#[derive(Debug, Serialize, Deserialize)]
pub struct Size {
    /// The number of facts.
    pub size: usize,
    /// The time to read the items from the bytes of a JSON file, if it was measured.
    pub parse: Option<f64>,
    /// One entry for each engine.
    pub runs: Vec<Run>,
}

impl Size {
    /// What one engine has done.
    #[must_use]
    pub fn run(&self, id: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }
}

/// One engine over one catalogue.
#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    /// Its name in `bench/run.mjs`.
    pub id: String,
    /// The time to build its index.
    pub build: Option<f64>,
    /// The memory that it takes.
    pub bytes: Option<Bytes>,
    /// Why it was given up, if it was.
    pub stopped: Option<String>,
    /// The times of its answers.
    pub times: Times,
    /// Its answers beside those of the plain scan.
    pub answers: Option<Answers>,
    /// For how many mistyped words it found what was meant.
    pub typos: Option<usize>,
}

/// The memory of an engine, in bytes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Bytes {
    /// Its index: as it says, or else by how much the memory has grown.
    pub index: f64,
    /// All memory of a program that brings its own.
    pub program: Option<f64>,
    /// The file that it was read from.
    pub file: Option<f64>,
}

/// One value for each kind of action.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Times {
    /// Clicks on filters.
    pub facet: Vec<f64>,
    /// Key presses in the search.
    #[serde(rename = "type")]
    pub key: Vec<f64>,
}

/// How many answers of each kind equal those of the plain scan.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answers {
    /// Clicks on filters.
    pub facet: Option<Equal>,
    /// Key presses in the search.
    #[serde(rename = "type")]
    pub key: Option<Equal>,
}

/// Answers that were compared.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Equal {
    /// How many were compared.
    pub compared: usize,
    /// How many of them were equal.
    pub equal: usize,
    /// The first that was not: the action, and what differs.
    pub first: Option<String>,
}

/// The start of the page in one browser.
#[derive(Debug, Serialize, Deserialize)]
pub struct Start {
    /// The browser, with its version; or its name, if it could not be measured.
    pub browser: String,
    /// Why it was not measured, if it was not.
    pub missing: Option<String>,
    /// From the start of the navigation to the first painted fact, with the site in the cache.
    pub first: Vec<f64>,
    /// What each part takes, for each load.
    pub parts: Vec<Parts>,
}

/// What each part of one start takes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Parts {
    /// To load the JavaScript half.
    pub bindings: f64,
    /// To load and compile the program.
    pub compile: f64,
    /// To start the program.
    pub start: f64,
    /// To make the embedded catalogue ready to be drawn and filtered, if that can be asked for; its words
    /// are indexed after the first paint.
    pub embedded: Option<f64>,
    /// The same once more, by a fresh program of the same compiled module.
    pub again: Option<f64>,
    /// To read and index the same catalogue from JSON, if that can be asked for.
    pub json: Option<f64>,
    /// To draw it, up to the first painted fact.
    pub mount: f64,
}

/// The page beside one of `DataTables` with the same facts.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pages {
    /// The explorer.
    pub explorer: PageTimes,
    /// `DataTables` with `SearchPanes`.
    pub datatables: PageTimes,
    /// From the start of the navigation to the first paint of a page of one line.
    pub empty: Vec<f64>,
}

/// The times of a page.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageTimes {
    /// From the start of the navigation to the first painted result.
    pub first: Vec<f64>,
    /// From a key press to the last change of the content that it causes, painted.
    pub keys: Vec<f64>,
    /// What the browser alone takes to show the lists that those keys are answered with, where that
    /// was measured.
    pub lists: Vec<f64>,
}
