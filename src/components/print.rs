//! What stands above every printed view: filters, catalogue and date.

use yew::prelude::*;

use super::{installation, words};
use crate::scene::Scene;

pub(crate) fn print_head(scene: &Scene<'_>) -> Html {
    html! { <p class="pe-print">{identity(scene, "printed")}</p> }
}

/// Today, as `YYYY-MM-DD`.
pub(crate) fn day() -> String {
    let date: String = js_sys::Date::new_0().to_iso_string().into();
    date.get(..10).unwrap_or_default().to_owned()
}

/// What is shown: how many facts, by which filters, of which catalogue, and when this was `done`.
pub(crate) fn identity(scene: &Scene<'_>, done: &str) -> String {
    let catalog = scene.catalog();
    let conditions = scene.state.link.query.conditions();
    let filters = if conditions.is_empty() {
        "no filters".to_owned()
    } else {
        let names: Vec<String> = conditions.iter().map(|one| words::condition(scene, one)).collect();
        format!("filtered by {}", names.join(" · "))
    };
    let installed: Vec<String> = installation::parts(scene).into_iter().map(|(name, _)| name).collect();
    let installed =
        if installed.is_empty() { String::new() } else { format!(", for {}", installed.join(" · ")) };
    let day = day();
    format!(
        "{}, {filters}{installed}. {}, catalogue {}{}, {done} {day}.",
        words::count(scene.answer.total(), "fact", "facts"),
        catalog.title(),
        catalog.version(),
        words::short_hash(scene),
    )
}
