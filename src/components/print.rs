//! What stands above every printed view: filters, catalogue and date.

use privacy_catalog::message;
use yew::prelude::*;

use super::words;
use crate::scene::Scene;

pub(crate) fn print_head(scene: &Scene<'_>) -> Html {
    html! { <p class="pe-print">{identity(scene, message("{0}, printed {1}."))}</p> }
}

/// Today, as `YYYY-MM-DD`.
pub(crate) fn day() -> String {
    let date: String = js_sys::Date::new_0().to_iso_string().into();
    date.get(..10).unwrap_or_default().to_owned()
}

/// What is shown: how many facts, by which filters, of which catalogue; `done` says when, after it: `{0}, printed
/// {1}.`
pub(crate) fn identity(scene: &Scene<'_>, done: &'static str) -> String {
    let catalog = scene.catalog();
    let conditions = scene.state.link.query.conditions();
    let names = |names: Vec<String>| names.join(" · ");
    let filters = if conditions.is_empty() {
        scene.say("no filters").to_owned()
    } else {
        let conditions = conditions.iter().map(|one| words::condition(scene, one)).collect();
        scene.fill("filtered by {0}", &[&names(conditions)])
    };
    let mut shown = [&scene.facts(scene.answer.total()), ", ", &filters].concat();
    let installed = words::installed(scene.locale(), scene.index(), &scene.state.link.installation);
    if !installed.is_empty() {
        shown.push_str(&scene.fill(", for {0}", &[&names(installed)]));
    }
    let version = [catalog.version(), &words::short_hash(scene)].concat();
    let of = scene.fill("{0}. {1}, catalogue {2}", &[&shown, catalog.title(), &version]);
    scene.fill(done, &[&of, &day()])
}
