//! The picture as a file that stands alone.

use wasm_bindgen::JsCast;
use web_sys::{Element, XmlSerializer};
use yew::prelude::*;

use crate::components::print;
use crate::download::download;
use crate::scene::Scene;

/// Saves the picture as it is drawn, with what it is the answer to.
pub(super) fn save(scene: &Scene<'_>) -> Callback<MouseEvent> {
    let title = format!("Where personal data goes: {}", scene.catalog().title());
    let about = print::identity(scene, "drawn");
    Callback::from(move |event: MouseEvent| {
        let page = event.target_dyn_into::<Element>().and_then(|button| button.closest(".pe").ok().flatten());
        let picture = page.and_then(|page| page.query_selector("svg.pe-picture").ok().flatten());
        let text = picture.and_then(|picture| alone(&picture, &title, &about));
        if let Some(text) = text {
            download("flows.svg", "image/svg+xml", &resolved(&text));
        }
    })
}

/// The picture's text without what only the page needs.
fn alone(picture: &Element, title: &str, about: &str) -> Option<String> {
    let copy: Element = picture.clone_node_with_deep(true).ok()?.unchecked_into();
    each(&copy, "[data-group]", Element::remove);
    each(&copy, "*", strip);
    strip(&copy);
    let text = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    let area = copy.get_attribute("viewBox")?;
    let (width, height) = area.strip_prefix("0 0 ")?.split_once(' ')?;
    let size = format!("width=\"{width}\" height=\"{height}\"");
    let (tag, rest) = text.split_once('>')?;
    let (title, about) = (escaped(title), escaped(about));
    Some(format!(
        "{tag} {size}><title>{title}</title><desc>{about}</desc><rect {size} fill=\"#ffffff\"/>{rest}"
    ))
}

fn each(within: &Element, selector: &str, visit: fn(&Element)) {
    let Ok(found) = within.query_selector_all(selector) else { return };
    (0..found.length()).filter_map(|at| found.get(at)).for_each(|one| visit(one.unchecked_ref()));
}

/// Takes away what only the page needs.
fn strip(part: &Element) {
    for name in part.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if matches!(name.as_str(), "href" | "class" | "aria-hidden") || name.starts_with("data-") {
            let _ = part.remove_attribute(&name);
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The text with each of the page's colours replaced by its light one: `var(--pe-ink, #1b1f23)`.
fn resolved(text: &str) -> String {
    let mut parts = text.split("var(--pe-");
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (colour, rest) = part.split_once(')').unwrap_or((part, ""));
        resolved += colour.split_once(", ").map_or("", |(_, light)| light);
        resolved += rest;
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_paper() {
        let text = r#"<rect fill="var(--pe-ink, #1b1f23)"/><path stroke="var(--pe-line, #e2e4e0)"/>"#;
        assert_eq!(resolved(text), r##"<rect fill="#1b1f23"/><path stroke="#e2e4e0"/>"##);
        assert_eq!(resolved("<rect/>"), "<rect/>");
        assert_eq!(escaped("<b> & c"), "&lt;b> &amp; c");
    }
}
