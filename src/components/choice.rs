//! A choice of a few things that are set for a view.

use privacy_catalog::Settings;
use yew::prelude::*;

use super::compare::choose;
use crate::scene::Scene;

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
