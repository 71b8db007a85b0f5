//! What a reader sees, points at and goes to by keys: nothing cut off, nothing too small, nothing lost.

use serde_json::json;

use super::{Page, keys};

const SIGHT: &str = include_str!("sight.js");

/// Takes the focus to the beginning of the page, wherever it was.
const FROM_THE_TOP: &str = "
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.visited = new Set();";

/// The most steps of a tour.
const STOPS: usize = 400;

impl Page {
    async fn look(&self, call: &str) -> Vec<String> {
        self.read(&format!("{SIGHT} return {call};"), &[]).await
    }

    /// Targets that are too small and too near to others (WCAG 2.5.8).
    pub(crate) async fn small_targets(&self) -> Vec<String> {
        self.look("small()").await
    }

    /// What sticks out of the page, or is cut off (WCAG 1.4.10).
    pub(crate) async fn losses(&self) -> Vec<String> {
        self.look("[...sticksOut(), ...cutOff()]").await
    }

    /// The same for a reader who spaces letters, words and lines (WCAG 1.4.12).
    pub(crate) async fn losses_when_spaced(&self) -> Vec<String> {
        self.read::<()>(&format!("{SIGHT} space();"), &[]).await;
        let found = self.look("[...sticksOut(), ...cutOff(), ...runsOut()]").await;
        self.read::<()>(&format!("{SIGHT} space();"), &[]).await;
        found
    }

    /// Goes through the whole page by Tab: says where the focus is not to be seen, what it does not come to,
    /// and whether it does not come out again.
    pub(crate) async fn tour(&self) -> Vec<String> {
        self.read::<()>(FROM_THE_TOP, &[]).await;
        let mut told = Vec::new();
        let step = format!(
            "{SIGHT} const at = window.visited.size; const told = stop();\
            return told === null ? null : [window.visited.size > at, told];"
        );
        for number in 0..STOPS {
            self.press(keys::TAB).await;
            let seen: Option<(bool, Vec<String>)> = self.read(&step, &[]).await;
            match seen {
                // Past the last stop, or at the first one again.
                None if number > 0 => break,
                None => {}
                Some((false, _)) => break,
                Some((true, wrong)) => told.extend(wrong),
            }
            if number + 1 == STOPS {
                told.push("Tab does not come to an end".to_owned());
            }
        }
        let missed = "stops().filter((one) => !window.visited.has(one)).map((one) => `Tab does not come to ${say(one)}`)";
        told.extend(self.look(missed).await);
        told
    }

    /// How many stops the last tour had.
    pub(crate) async fn stops(&self) -> usize {
        self.read("return window.visited.size", &[]).await
    }

    /// A window of 1280 by 1024 pixels at a zoom of 400 %.
    pub(crate) async fn zoom_to_400(&self) {
        let size = json!({ "width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        self.settles("the zoom", "return [innerWidth, devicePixelRatio]", json!([320, 4])).await;
    }

    /// A finger in the place of the mouse, or the mouse again.
    pub(crate) async fn touch(&self, on: bool) {
        let touch = json!({ "enabled": on, "maxTouchPoints": 5 });
        self.devtools("Emulation.setTouchEmulationEnabled", touch).await;
        let media = "return matchMedia('(pointer: coarse) and (hover: none)').matches";
        self.settles("what is pointed with", media, on).await;
    }

    /// What the reader's system asks for; without features, nothing.
    pub(crate) async fn prefers(&self, features: &[(&str, &str)]) {
        let list: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": list })).await;
        for (name, value) in features {
            self.settles(value, &format!("return matchMedia('({name}: {value})').matches"), true).await;
        }
    }
}
