//! Clicks and keys, on what a reader would name.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use privacy_catalog::Facet;
use serde_json::{Value as Json, json};

use super::{Page, wire};

/// The row of a facet's value.
const ROW: &str = "ancestor::*[@data-choice][1]";

impl Page {
    /// The elements that a script returns.
    pub(crate) async fn elements(&self, script: &str, argument: &str) -> Vec<Element> {
        let found: Vec<Json> = self.read(script, &[json!(argument)]).await;
        let element = |one| wire::element(&self.client, one).expect("it is an element");
        found.iter().map(element).collect()
    }

    /// Waits for an element that a script finds with `what`.
    async fn look_for(&self, script: &str, what: &str) -> Element {
        let script = format!("const found = {script}; return found ? [found] : [];");
        let look = async || self.elements(&script, what).await.pop().ok_or_else(|| "no element".to_owned());
        self.until(what, look).await
    }

    /// What a relative `XPath` leads to first.
    async fn find(&self, path: &str) -> Element {
        self.look_for("led(arguments[0])", path).await
    }

    /// Clicks what a CSS selector finds first.
    pub(crate) async fn click(&self, selector: &str) {
        let element = self.look_for("root().querySelector(arguments[0])", selector).await;
        element.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Clicks a button or a link by its name, the first if there are several.
    pub(crate) async fn press_button(&self, name: &str) {
        let named = format!("@aria-label=\"{name}\" or normalize-space()=\"{name}\"");
        let button = self.find(&format!(".//*[self::button or self::a][{named}]")).await;
        button.click().await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Presses keys one after the other, whatever has the focus.
    pub(crate) async fn press(&self, keys: &str) {
        wire::press(&self.client, keys).await;
    }

    /// Presses a key while another is held down.
    pub(crate) async fn press_with(&self, held: &str, key: &str) {
        let (held, key) = (single(held), single(key));
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// The check box of a value. Its facet and its group are opened if they are closed, and more
    /// values are shown if it is not among those that the facet shows at first.
    pub(crate) async fn value(&self, facet: Facet, id: &str) -> Element {
        let info = facet.info();
        let values = self.core.index.values(facet);
        let place = self.core.index.value(facet, id).unwrap_or_else(|| panic!("no {} {id}", info.key));
        let parent = values[place as usize].parent.map(|parent| values[parent as usize].id.as_str());
        let top = parent.unwrap_or(id);
        if !info.leads && !self.is_any_drawn(&format!("[data-facet={}]", info.key)).await {
            self.press_button(info.label).await;
        }
        let more = format!("fieldset:has([data-facet={}]) > .pe-more", info.key);
        let look = async || {
            if self.is_drawn(facet, top).await {
                return Ok(());
            }
            if self.is_any_drawn(&more).await {
                self.click(&more).await;
            }
            Err(format!("{top} is not drawn"))
        };
        self.until(top, look).await;
        if let Some(parent) = parent
            && !self.is_drawn(facet, id).await
        {
            self.turn(facet, parent).await;
        }
        self.find(&field(facet, id)).await
    }

    /// Opens or closes a group.
    pub(crate) async fn turn(&self, facet: Facet, group: &str) {
        let button = format!("{}/{ROW}//button[@aria-expanded]", field(facet, group));
        self.find(&button).await.click().await.expect("a group can be turned");
    }

    pub(crate) async fn is_drawn(&self, facet: Facet, id: &str) -> bool {
        self.is_any_drawn(&format!("[data-facet={}][data-value='{id}']", facet.info().key)).await
    }

    async fn is_any_drawn(&self, selector: &str) -> bool {
        self.read("return root().querySelector(arguments[0]) !== null", &[json!(selector)]).await
    }

    /// Clicks the check box of a value.
    pub(crate) async fn check(&self, facet: Facet, id: &str) {
        let field = self.value(facet, id).await;
        field.click().await.unwrap_or_else(|error| panic!("{id}: {error}"));
    }

    /// Clicks a value's count, which makes it the only one of its facet.
    pub(crate) async fn only(&self, facet: Facet, id: &str) {
        self.value(facet, id).await;
        self.row_button(facet, id, "starts-with(@title,'Only ')")
            .await
            .click()
            .await
            .expect("a count can be clicked");
    }

    /// Clicks the button that excludes a value, which appears when the mouse is over the row.
    pub(crate) async fn exclude(&self, facet: Facet, id: &str) {
        let element = self.value(facet, id).await;
        // A click scrolls by itself, a movement does not.
        self.read::<()>("arguments[0].scrollIntoView({ block: 'nearest' })", &[json!(element)]).await;
        let hover = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let mouse = MouseActions::new("mouse".to_owned()).then(hover);
        self.client.perform_actions(mouse).await.expect("the mouse can be moved");
        self.row_button(facet, id, "@aria-pressed").await.click().await.expect("a value can be excluded");
    }

    async fn row_button(&self, facet: Facet, id: &str, which: &str) -> Element {
        self.find(&format!("{}/{ROW}//button[{which}]", field(facet, id))).await
    }

    /// How a value is chosen: `open`, `partly`, `included` or `excluded`.
    pub(crate) async fn choice(&self, facet: Facet, id: &str) -> String {
        let field = self.value(facet, id).await;
        self.read("return arguments[0].closest('[data-choice]').dataset.choice", &[json!(field)]).await
    }

    /// The names of the active filters, in their order.
    pub(crate) async fn chips(&self) -> Vec<String> {
        let script = "return Array.from(root().querySelectorAll('[aria-label^=\"Remove filter \"]'), \
                      e => e.getAttribute('aria-label').slice('Remove filter '.length))";
        self.read(script, &[]).await
    }

    /// Waits until the element with the focus matches a selector.
    pub(crate) async fn has_focus(&self, selector: &str) {
        let look = async || {
            let script = "return [active().matches(arguments[0]), active().outerHTML]";
            let (matches, seen): (bool, String) = self.read(script, &[json!(selector)]).await;
            if matches { Ok(()) } else { Err(seen) }
        };
        self.until(&format!("the focus on {selector}"), look).await;
    }

    /// Presses Tab until the element with the focus matches a selector.
    pub(crate) async fn tab_to(&self, selector: &str) {
        for _ in 0..200 {
            if self.read("return active().matches(arguments[0])", &[json!(selector)]).await {
                return;
            }
            self.press(super::keys::TAB).await;
        }
        panic!("Tab does not reach {selector}");
    }
}

fn field(facet: Facet, id: &str) -> String {
    format!(".//input[@data-facet='{}' and @data-value='{id}']", facet.info().key)
}

fn single(key: &str) -> char {
    key.chars().next().expect("a key is a character")
}
