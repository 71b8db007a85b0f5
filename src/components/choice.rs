//! A choice of a few things that are set for a view.

use privacy_catalog::Settings;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::scene::Scene;
use crate::state::Action;

/// `all` are ids and names; `change` sets the one with an id.
pub(crate) fn choice(
    scene: &Scene<'_>,
    label: &'static str,
    current: &'static str,
    all: impl Iterator<Item = (&'static str, &'static str)>,
    change: fn(&mut Settings, String),
) -> Html {
    // The value is set, since an option that was picked once no longer follows its attribute.
    html! {
        <label>
            {scene.say(label)}
            <select data-setting={label} ~value={current} onchange={choose(scene, change)}>
                { for all.map(|(id, name)| html! { <option value={id} selected={id == current}>{scene.say(name)}</option> }) }
            </select>
        </label>
    }
}

/// Sets what `change` makes of the chosen option's value, if that isn't empty.
pub(super) fn choose(scene: &Scene<'_>, change: fn(&mut Settings, String)) -> Callback<Event> {
    let (dispatch, settings) = (scene.dispatch.clone(), scene.state.link.settings.clone());
    Callback::from(move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
        if let Some(value) = chosen.filter(|value| !value.is_empty()) {
            let mut settings = settings.clone();
            change(&mut settings, value);
            dispatch.emit(Action::Set(settings));
        }
    })
}
