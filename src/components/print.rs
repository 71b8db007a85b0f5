//! What stands above every printed view: filters, catalogue and date.

use yew::prelude::*;

use super::words;
use crate::state::State;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) total: usize,
}

#[component]
pub(crate) fn PrintHead(props: &Props) -> Html {
    let Props { state, total } = props;
    let catalog = state.index.catalog();
    let conditions = state.link.query.conditions();
    let filters = if conditions.is_empty() {
        "no filters".to_owned()
    } else {
        let names: Vec<String> = conditions.iter().map(|one| words::condition(state, one)).collect();
        format!("filtered by {}", names.join(" · "))
    };
    let date: String = js_sys::Date::new_0().to_iso_string().into();
    let day = date.get(..10).unwrap_or_default();
    html! {
        <p class="pe-print">
            {format!(
                "{}, {filters}. {}, catalogue {} ({}), printed {day}.",
                words::count(*total, "fact", "facts"),
                catalog.title(),
                catalog.version(),
                &crate::CATALOGUE_HASH[..12],
            )}
        </p>
    }
}
