//! The views, as links that can be opened in another tab.

use privacy_catalog::{Link, View};
use yew::prelude::*;

use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn tabs(scene: &Scene<'_>) -> Html {
    let link = &scene.state.link;
    let tab = |&(view, id, label): &(View, &'static str, &'static str)| {
        let href = format!("#{}", Link { view, fact: None, version: None, ..link.clone() });
        let current = (link.view == view).then_some("page");
        html! { <a key={id} {href} onclick={scene.follow(Action::Show(view))} aria-current={current}>{scene.say(label)}</a> }
    };
    html! { <nav class="pe-tabs" part="tabs" aria-label={scene.say("Views")}>{ for View::ALL.iter().map(tab) }</nav> }
}
