//! The views, as links that can be opened in another tab.

use privacy_catalog::{Link, View};
use yew::prelude::*;

use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) dispatch: Dispatch,
}

#[component]
pub(crate) fn Tabs(props: &Props) -> Html {
    let link = &props.state.link;
    let tab = |&(view, id, label): &(View, &'static str, &'static str)| {
        let href = format!("#{}", Link { view, fact: None, ..link.clone() });
        let dispatch = props.dispatch.clone();
        let onclick = move |event: MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                dispatch.emit(Action::Show(view));
            }
        };
        let current = (link.view == view).then_some("page");
        html! { <a key={id} {href} {onclick} aria-current={current}>{label}</a> }
    };
    html! { <nav class="pe-tabs" aria-label="Views">{ for View::ALL.iter().map(tab) }</nav> }
}
