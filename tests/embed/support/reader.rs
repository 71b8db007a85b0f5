//! What a reader does with an explorer: real clicks, real keys, files that the browser has saved.

use std::fs;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use tokio::time::sleep;

use super::keys::TAB;
use super::{Stage, wire};

/// What reads the views of an explorer.
const VIEWS: &str = include_str!("views.js");

/// How long a file may take to be saved.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many times Tab is pressed at most before something is reached.
const STOPS: usize = 150;

/// Waits for something that a pointer can reach in its middle; tells where that is.
///
/// An option has no place: its driver knows how to choose it. In a frame, the driver of `WebKit` moves the
/// mouse to another place, so there its own click has to do; elsewhere that fails for it on a field and on
/// a link of a picture, since they are in a shadow root.
const SEEK: &str = "
    let one, middle;
    const reached = () => {
        if (!one || one.localName === 'option') return one;
        // What stays in its place covers nothing there.
        one.scrollIntoView({ block: 'center' });
        const box = one.getBoundingClientRect();
        middle = [box.x + box.width / 2, box.y + box.height / 2];
        return one.contains(first.shadowRoot.elementFromPoint(...middle));
    };
    await holds(`what can be clicked at ${input}`, () => { one = led(first, input); return reached(); });
    return [one, window === parent && middle ? middle.map(Math.floor) : null];";

impl Stage {
    /// Runs a script like [`Stage::play`], with what reads the views.
    async fn look<T: DeserializeOwned>(&self, body: &str, input: impl Into<Json>) -> T {
        self.play(&format!("{VIEWS}{body}"), input).await
    }

    /// Clicks what a way leads to: a selector, or `=` and the name of a button or a link.
    pub(crate) async fn click(&self, way: &str) {
        let (found, middle): (Json, Option<[f64; 2]>) = self.look(SEEK, way).await;
        let Some([x, y]) = middle else {
            let element = wire::element(&self.client, &found);
            let element = element.unwrap_or_else(|| panic!("{way}: no element, but {found}"));
            element.click().await.unwrap_or_else(|error| panic!("{way}: {error}"));
            return;
        };
        let button = 0;
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.client.perform_actions(mouse).await.unwrap_or_else(|error| panic!("{way}: {error}"));
    }

    /// Presses Tab until the focus is where a way leads to.
    pub(crate) async fn tab_to(&self, way: &str) {
        for _ in 0..STOPS {
            let script = "const [goal, one] = [led(first, input), active(first)];\
                return one !== null && (one === goal || (!input.startsWith('=') && one.matches(input)))";
            if self.look(script, way).await {
                return;
            }
            self.press(TAB).await;
        }
        panic!("Tab does not reach {way}");
    }

    /// Waits until what is expected is drawn.
    pub(crate) async fn draws(&self, expected: Json) {
        let script = "let wrong;\
            await holds('it', () => (wrong = amiss(first, input)) === '').catch(() => { throw new Error(wrong); });";
        self.look::<()>(script, expected).await;
    }

    /// The day as the browser has it.
    pub(crate) async fn day(&self) -> String {
        self.play("return new Date().toISOString().slice(0, 10)", Json::Null).await
    }

    /// Waits for a file of this name that the browser has saved, as a whole: `is_whole` says what it
    /// lacks. Takes it away, so that another one of its name keeps it.
    pub(crate) async fn saved(&self, name: &str, is_whole: impl Fn(&[u8]) -> Result<(), String>) -> Vec<u8> {
        let (file, start) = (self.downloads.join(name), Instant::now());
        loop {
            let bytes = fs::read(&file).unwrap_or_default();
            match is_whole(&bytes) {
                Ok(()) => {
                    fs::remove_file(&file).expect("what was saved can be taken away");
                    return bytes;
                }
                Err(lack) if start.elapsed() > PATIENCE => {
                    let there: Vec<_> = fs::read_dir(&self.downloads)
                        .expect("the folder is there")
                        .flatten()
                        .map(|entry| entry.file_name())
                        .collect();
                    panic!("{name}, {} bytes: {lack}; there are {there:?}", bytes.len());
                }
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Notes a step of a journey, for the evidence.
    pub(crate) fn begins(&self, step: String) {
        self.steps.borrow_mut().push(step);
    }

    /// Waits until there is something to see where a way leads to.
    pub(crate) async fn has(&self, way: &str) {
        self.look::<()>("await holds(input, () => led(first, input)?.checkVisibility())", json!(way)).await;
    }
}
