//! The picture as a file that stands alone.

use privacy_catalog::message;
use wasm_bindgen::JsCast;
use web_sys::{Element, XmlSerializer};
use yew::prelude::*;

use crate::components::print;
use crate::download::download;
use crate::scene::Scene;

/// Saves the picture as it is drawn, with what it is the answer to.
pub(super) fn save(scene: &Scene<'_>) -> Callback<MouseEvent> {
    let title = scene.fill("Where personal data goes: {0}", &[scene.catalog().title()]);
    let about = print::identity(scene, message("{0}, drawn {1}."));
    let lang = scene.locale().language().tag();
    Callback::from(move |event: MouseEvent| {
        let page = event.target_dyn_into::<Element>().and_then(|button| button.closest(".pe").ok().flatten());
        let picture = page.and_then(|page| page.query_selector("svg.pe-picture").ok().flatten());
        let text = picture.and_then(|picture| alone(&picture, lang, &title, &about));
        if let Some(text) = text {
            download("flows.svg", "image/svg+xml", text.as_bytes());
        }
    })
}

/// The picture's text without what only the page needs.
fn alone(picture: &Element, lang: &str, title: &str, about: &str) -> Option<String> {
    let copy: Element = picture.clone_node_with_deep(true).ok()?.unchecked_into();
    each(&copy, "[data-group], a > desc", Element::remove);
    each(&copy, "*", strip);
    strip(&copy);
    // It speaks of the page; the title doesn't.
    let _ = copy.remove_attribute("aria-label");
    let text = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    let area = copy.get_attribute("viewBox")?;
    let mut sides = area.split(' ').skip(2);
    let (width, height) = (sides.next()?, sides.next()?);
    let size = format!("width=\"{width}\" height=\"{height}\"");
    let (tag, rest) = text.split_once('>')?;
    let (title, about) = (escaped(title), escaped(about));
    Some(format!(
        "{tag} {size} lang=\"{lang}\"><title>{title}</title><desc>{about}</desc><rect {size} fill=\"#ffffff\"/>{rest}"
    ))
}

fn each(within: &Element, selector: &str, visit: fn(&Element)) {
    let Ok(found) = within.query_selector_all(selector) else { return };
    (0..found.length()).filter_map(|at| found.get(at)).for_each(|one| visit(one.unchecked_ref()));
}

/// Takes away what only the page needs, and gives the page's colours their values for paper.
fn strip(part: &Element) {
    for name in part.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        let value = part.get_attribute(&name).unwrap_or_default();
        if matches!(name.as_str(), "href" | "class" | "aria-hidden") || name.starts_with("data-") {
            let _ = part.remove_attribute(&name);
        } else if value.starts_with("var(") {
            let _ = part.set_attribute(&name, on_paper(&value));
        }
    }
}

/// The value for where the page's own isn't known: `#1b1f23` of `var(--pe-ink, #1b1f23)`.
fn on_paper(colour: &str) -> &str {
    let (_, value) = colour.split_once(' ').unwrap_or_default();
    &value[..value.len().saturating_sub(1)]
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_paper() {
        assert_eq!(on_paper("var(--pe-ink, #1b1f23)"), "#1b1f23");
        assert_eq!(on_paper("var(--pe-ink)"), "");
    }

    #[test]
    fn a_title_is_no_markup() {
        assert_eq!(escaped("<b> & c"), "&lt;b> &amp; c");
    }
}
