//! What readers do, written once and done everywhere: in each engine, in the site, in an element, in
//! a frame, and offline in a copy that was saved from the site. What must be seen is the core's.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use xtask::browser::Browser;
use xtask::paths;
use xtask::server::Options;

use crate::support::keys::{DOWN, ENTER, ESCAPE};
use crate::support::{Expected, Setup, Stage, in_every_engine, place_for_file, run, watched};

in_every_engine! {
    readers_of_the_site,
    readers_of_an_element,
    readers_of_a_frame,
    readers_of_a_saved_copy,
}

/// One thing that a reader does, or that must then be seen. A way is a selector, or `=` and the name
/// of a button or a link.
#[derive(Debug)]
enum Step {
    /// Opens the explorer anew with a fragment, which it must then show.
    Open(&'static str),
    /// Clicks where a way leads to.
    Click(&'static str),
    /// Presses keys, whatever has the focus.
    Keys(&'static str),
    /// Presses Tab until the focus is where a way leads to.
    TabTo(&'static str),
    /// Goes back in the history.
    Back,
    /// The address holds this fragment, and what is drawn is what the core makes of it.
    Shows(&'static str),
    /// The fact of this row is open, with what it cites, and its link is in the address.
    Opened(usize),
    /// There is something to see where a way leads to.
    Has(&'static str),
    /// The browser has saved the view in this format, byte for byte as the core writes it.
    Saved(&'static str),
    /// The browser has saved the picture of the flows.
    SavedPicture,
}

use Step::{Back, Click, Has, Keys, Open, Opened, Saved, SavedPicture, Shows, TabTo};

/// What a reader does, step by step, and what it is about.
struct Journey {
    about: &'static str,
    steps: &'static [Step],
}

/// Those that are gone through everywhere.
const SHORT: &[Journey] = &[
    Journey {
        about: "facts",
        steps: &[
            Open(""),
            TabTo("input[type=search]"),
            Keys("password"),
            Shows("q=password"),
            Click("[aria-label='Clear search']"),
            Shows(""),
            Click("[data-facet=product][data-value=mx-one]"),
            Shows("product=mx-one"),
            Click("[data-row='1'] .pe-text"),
            Opened(1),
            Click("[data-row='1'] .pe-text"),
            Shows("product=mx-one"),
            Click(".pe-options option[value=feature]"),
            Shows("product=mx-one&group=feature"),
        ],
    },
    Journey {
        about: "what is saved",
        steps: &[
            Open("q=tls&product=mivoice-5000"),
            Click("=Export"),
            Click("[data-format=csv]"),
            Saved("csv"),
            Click("[data-format=xlsx]"),
            Saved("xlsx"),
            Click("[data-format=md]"),
            Saved("md"),
            Click("[data-format=json]"),
            Saved("json"),
        ],
    },
    Journey {
        about: "the keyboard alone",
        steps: &[
            Open("product=mx-one"),
            TabTo("input[type=search]"),
            Keys("password"),
            Shows("q=password&product=mx-one"),
            TabTo("=Export"),
            Keys(ENTER),
            // On a busy machine Tab would be past it before it is there.
            Has("[data-format=csv]"),
            TabTo("[data-format=csv]"),
            Keys(ENTER),
            Saved("csv"),
            TabTo("[data-fact] .pe-text"),
            Keys(DOWN),
            Keys(ENTER),
            Opened(1),
            Keys(ESCAPE),
            Shows("q=password&product=mx-one"),
        ],
    },
];

/// Those that only the site and its copy are gone through with: every view, and every view saved.
const LONG: &[Journey] = &[
    Journey {
        about: "compare",
        steps: &[
            Open("kind=measure,procedure"),
            Click("=Compare"),
            Shows("kind=measure,procedure&view=compare"),
            Click("[data-differences]"),
            Shows("kind=measure,procedure&view=compare&diff=on"),
            Click("td[data-row=password-authentication][data-product=mx-one] button"),
            Shows("kind=measure,procedure&view=compare&diff=on&cell=password-authentication,mx-one"),
            Click("=Close"),
            Click(".pe-options option[value=data_type]"),
            Shows("kind=measure,procedure&view=compare&diff=on&rows=data_type"),
        ],
    },
    Journey {
        about: "flows",
        steps: &[
            Open("product=mx-one"),
            Click("=Flows"),
            Shows("product=mx-one&view=flows"),
            Click("[data-group=provisioning-data]"),
            Shows("product=mx-one&view=flows&open=provisioning-data"),
            Click("[data-download]"),
            SavedPicture,
            Click("a[data-node=activity-records]"),
            Shows("product=mx-one&data_type=activity-records&view=flows&open=provisioning-data"),
        ],
    },
    Journey {
        about: "the lifecycle, and what to do when somebody asks",
        steps: &[
            Open(""),
            Click("=Lifecycle"),
            Click("[data-picker] option[value=call-recording]"),
            Shows("data_type=call-recording&view=lifecycle"),
            Click("[data-setting=Show] option[value=erasure]"),
            Shows("data_type=call-recording&view=lifecycle&request=erasure"),
            Click("[data-task] input"),
            Has("[data-task] input:checked"),
            Click("[data-setting=Show] option[value=access]"),
            Shows("data_type=call-recording&view=lifecycle&request=access"),
        ],
    },
    Journey {
        about: "the record",
        steps: &[
            Open("product=mx-one"),
            Click("=Record"),
            Shows("product=mx-one&view=record"),
            Click("[data-setting=Form] option[value=processor]"),
            Shows("product=mx-one&view=record&form=processor"),
            Click("[data-setting=Columns] option[value=ico]"),
            Shows("product=mx-one&view=record&form=processor&template=ico"),
            Back,
            Back,
            Shows("product=mx-one&view=record"),
        ],
    },
    Journey {
        about: "the sources",
        steps: &[
            Open("product=mx-one"),
            Click("[data-facet=product][data-value=mx-one]"),
            Click("input[type=search]"),
            Keys("tls"),
            Shows("q=tls"),
            Click("=Sources"),
            Shows("q=tls&view=sources"),
            Click("[data-source]:nth-of-type(3) button"),
            Has("[data-fact]"),
        ],
    },
    Journey {
        about: "each view, saved",
        steps: &[
            Open("feature=audit&view=compare"),
            Click("=Export"),
            Click("[data-format=csv]"),
            Saved("csv"),
            Click("[data-format=xlsx]"),
            Saved("xlsx"),
            Open("product=mx-one&view=flows"),
            Click("=Export"),
            Click("[data-format=md]"),
            Saved("md"),
            Click("[data-format=xlsx]"),
            Saved("xlsx"),
            Open("data_type=call-recording&view=lifecycle&request=erasure"),
            Click("=Export"),
            Click("[data-format=csv]"),
            Saved("csv"),
            Open("product=mx-one&view=record&template=ico"),
            Click("=Export"),
            Click("[data-format=xlsx]"),
            Saved("xlsx"),
            Open("view=sources"),
            Click("=Export"),
            Click("[data-format=md]"),
            Saved("md"),
            Click("[data-format=json]"),
            Saved("json"),
        ],
    },
];

/// Where an explorer is.
enum Place {
    Site,
    /// In a page of the served folder.
    Host(&'static str),
    /// In a frame of one, whose source is a page of the served folder.
    Frame(&'static str),
    File(PathBuf),
}

fn readers_of_the_site(browser: Browser) {
    run(browser, Setup::default(), async |stage| {
        all(stage, &Place::Site, &[SHORT, LONG]).await;
    });
}

fn readers_of_an_element(browser: Browser) {
    run(browser, Setup::default(), async |stage| {
        let page = "<h1>A host</h1><privacy-explorer sync-url=\"hash\"></privacy-explorer>\
            <script type=\"module\" src=\"../privacy-explorer.js\"></script>";
        stage.write_page_of(page);
        all(stage, &Place::Host("pages/own.html"), &[SHORT]).await;
    });
}

fn readers_of_a_frame(browser: Browser) {
    // The file in the frame names its own policy.
    let server = Options { csp: false, ..Options::default() };
    run(browser, Setup { server, ..Setup::default() }, async |stage| {
        let file = fs::read_to_string(stage.folder.join(paths::FILE)).expect("the single file is built");
        fs::write(stage.folder.join("pages/framed.html"), watched(&file, "")).expect("it can be written");
        all(stage, &Place::Frame("framed.html"), &[SHORT]).await;
    });
}

fn readers_of_a_saved_copy(browser: Browser) {
    run(browser, Setup::default(), async |stage| {
        let file = place_for_file("saved");
        fs::write(&file, watched(&save_a_copy(stage).await, "")).expect("a file can be written");
        let requests = stage.server.requests();
        all(stage, &Place::File(file), &[SHORT, LONG]).await;
        assert_eq!(stage.server.requests(), requests, "a copy asks for nothing");
    });
}

/// Saves the explorer of the site as one file, with the buttons that are there for it.
async fn save_a_copy(stage: &Stage) -> String {
    stage.open("").await;
    stage.draws(Expected::of("").drawn()).await;
    stage.click("=Share").await;
    stage.click("=Save a copy").await;
    let is_whole = |bytes: &[u8]| {
        let ends = bytes.trim_ascii_end().ends_with(b"</html>");
        if ends { Ok(()) } else { Err("it has no end".to_owned()) }
    };
    String::from_utf8(stage.saved(paths::FILE, is_whole).await).expect("it is a text")
}

async fn all(stage: &Stage, place: &Place, journeys: &[&[Journey]]) {
    for journey in journeys.iter().copied().flatten() {
        let mut fragment = "";
        for step in journey.steps {
            stage.begins(format!("{}: {step:?}", journey.about));
            if let Open(now) | Shows(now) = step {
                fragment = now;
            }
            go(stage, place, step, fragment).await;
        }
    }
    let said = stage.console().await;
    assert!(said.is_empty(), "the browser's console says:\n{}", said.join("\n"));
}

/// Takes a step in an explorer that shows a fragment, or is to show it.
async fn go(stage: &Stage, place: &Place, step: &Step, fragment: &'static str) {
    match *step {
        Open(_) => {
            open(stage, place, fragment).await;
            stage.draws(Expected::of(fragment).drawn()).await;
        }
        Click(way) => stage.click(way).await,
        Keys(keys) => stage.press(keys).await,
        TabTo(way) => stage.tab_to(way).await,
        Back => stage.client.back().await.expect("there is something to go back to"),
        Shows(_) => stage.draws(Expected::of(fragment).drawn()).await,
        Opened(row) => {
            let (expected, words) = Expected::of(fragment).opened(row);
            stage.draws(expected.drawn()).await;
            let script = "const row = await holds('an open fact', () => find(first, '[data-fact][data-open] dl')?.closest('li'));\
                return input.filter(words => !row.innerText.includes(words))";
            assert_eq!(
                stage.play::<Vec<String>>(script, json!(words)).await,
                Vec::<String>::new(),
                "lacking"
            );
        }
        Has(way) => stage.has(way).await,
        Saved(format) => {
            let (name, expected) = Expected::of(fragment).file(format, &stage.day().await);
            let is_it = |bytes: &[u8]| if bytes == expected { Ok(()) } else { Err(apart(bytes, &expected)) };
            stage.saved(&name, is_it).await;
        }
        SavedPicture => {
            let (words, ribbons) = Expected::of(fragment).picture();
            let is_it = |bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes);
                let lacking = words.iter().find(|words| !text.contains(*words));
                match (text.starts_with("<svg"), text.ends_with("</svg>"), lacking) {
                    (true, true, None) if text.matches("<path").count() >= ribbons => Ok(()),
                    (_, _, Some(words)) => Err(format!("it doesn't say {words}")),
                    _ => Err(format!("no picture of {ribbons} ribbons")),
                }
            };
            stage.saved("flows.svg", is_it).await;
        }
    }
}

async fn open(stage: &Stage, place: &Place, fragment: &str) {
    let end = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    match place {
        Place::Site => stage.open(&end).await,
        Place::Host(page) => stage.open(&format!("{page}{end}")).await,
        Place::File(file) => stage.open_file(file, fragment).await,
        Place::Frame(page) => {
            let sandbox = "allow-scripts allow-downloads allow-popups";
            let source = format!("{page}{end}").replace('&', "&amp;");
            stage.write_page_of(&format!(
                "<iframe title=\"explorer\" src=\"{source}\" width=\"100%\" height=\"800\" sandbox=\"{sandbox}\"></iframe>"
            ));
            stage.open("pages/own.html").await;
            stage.enter("explorer").await;
        }
    }
}

/// Where what was saved and what was expected part.
fn apart(saved: &[u8], expected: &[u8]) -> String {
    let at = saved.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let part = |bytes: &[u8]| String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 60)]).into_owned();
    format!("from byte {at} on {:?} instead of {:?}", part(saved), part(expected))
}
