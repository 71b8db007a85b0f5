//! The page: its state, its answer, and the order of its parts.

use privacy_catalog::{Index, View};
use yew::prelude::*;

use crate::components::bar::bar;
use crate::components::facets::facets;
use crate::components::facts::facts;
use crate::components::footer::footer;
use crate::components::header::header;
use crate::components::notices::notices;
use crate::components::print::print_head;
use crate::components::sources::sources;
use crate::components::tabs::tabs;
use crate::embed::{Outlet, Report, SyncUrl};
use crate::scene::Scene;
use crate::shared::Shared;
use crate::state::{Dispatch, State};
use crate::{location, watch};

#[derive(Clone, Properties)]
pub(crate) struct AppProps {
    pub(crate) index: Shared<Index>,
    pub(crate) sync_url: SyncUrl,
    pub(crate) outlet: Outlet,
}

impl PartialEq for AppProps {
    /// A page is mounted once with its properties and never given others.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let synced = props.sync_url == SyncUrl::Hash;
    let index = props.index.clone();
    let state = use_reducer(move || {
        let fragment = if synced { location::fragment() } else { String::new() };
        State::new(index, &fragment)
    });
    let dispatch: Dispatch = use_callback((), {
        let dispatcher = state.dispatcher();
        move |action, ()| dispatcher.dispatch(action)
    });
    let (page, search, list, end) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let answer = use_memo(state.link.query.clone(), |query| state.index.answer(query));
    let groups = use_memo((state.link.query.clone(), state.link.grouping), |(query, grouping)| {
        state.index.groups(&answer, query, *grouping)
    });
    let (outlet, total) = (props.outlet.clone(), answer.total());
    use_effect_with((state.link.clone(), state.step), move |(link, step)| {
        let fragment = link.to_string();
        if synced {
            location::write(&fragment, *step);
        }
        outlet.replace(Report { fragment, total });
    });
    watch::use_address(dispatch.clone(), synced);
    watch::use_slash_key(search.clone());
    watch::use_print(dispatch.clone());
    watch::use_end(end.clone(), state.drawn, state.link.clone(), dispatch.clone());
    watch::use_opened(list.clone(), state.link.fact.clone());
    watch::use_partly(page.clone());

    let scene = Scene { state: &state, answer: &answer, dispatch: &dispatch };
    html! {
        <div class="pe" ref={page}>
            <div class="pe-page">
                { header(&scene, &search) }
                { print_head(&scene) }
                { tabs(&scene) }
                { notices(&scene) }
                <div class="pe-columns">
                    { facets(&scene) }
                    <main>
                        { bar(&scene) }
                        { match state.link.view {
                            View::Facts => facts(&scene, &groups, &list, &end),
                            View::Sources => sources(&scene),
                        } }
                        { footer() }
                    </main>
                </div>
            </div>
        </div>
    }
}
