//! The page: its state, its answer, and the order of its parts.

use gloo::events::EventListener;
use privacy_catalog::index::Group;
use privacy_catalog::{Answer, Index, View};
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
use crate::state::{Action, Dispatch, State, Step};
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

/// The elements that the page needs to find again.
#[derive(Default)]
struct Places {
    page: NodeRef,
    search: NodeRef,
    list: NodeRef,
    end: NodeRef,
}

/// The only component: state in, page out.
pub(crate) struct App {
    state: State,
    answer: Answer,
    groups: Vec<Group>,
    dispatch: Dispatch,
    places: Places,
    end: watch::End,
    /// Whether the fact that the address opens is still to be brought into view.
    scroll: bool,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { index, sync_url, .. } = ctx.props();
        let synced = *sync_url == SyncUrl::Hash;
        let fragment = if synced { location::fragment() } else { String::new() };
        let state = State::new(index.clone(), &fragment);
        let answer = index.answer(&state.link.query);
        let groups = index.groups(&answer, &state.link.query, state.link.grouping);
        let dispatch = ctx.link().callback(|action| action);
        let places = Places::default();
        let listeners = watch::listen(&dispatch, &places.search, synced);
        let end = watch::End::new(&dispatch);
        Self { state, answer, groups, dispatch, places, end, scroll: true, _listeners: listeners }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        self.scroll |= matches!(action, Action::Arrive(_));
        let next = self.state.next(action);
        let (old, new) = (&self.state.link, &next.link);
        let asked = old.query != new.query;
        if asked {
            self.answer = next.index.answer(&new.query);
        }
        if asked || old.grouping != new.grouping {
            self.groups = next.index.groups(&self.answer, &new.query, new.grouping);
        }
        self.state = next;
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let scene = Scene { state: &self.state, answer: &self.answer, dispatch: &self.dispatch };
        html! {
            <div class="pe" ref={self.places.page.clone()}>
                <div class="pe-page">
                    { header(&scene, &self.places.search) }
                    { print_head(&scene) }
                    { tabs(&scene) }
                    <div class="pe-columns">
                        { facets(&scene) }
                        <main>
                            { notices(&scene) }
                            { bar(&scene) }
                            { match self.state.link.view {
                                View::Facts => facts(&scene, &self.groups, &self.places.list, &self.places.end),
                                View::Sources => sources(&scene),
                            } }
                            { footer() }
                        </main>
                    </div>
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let fragment = self.state.link.to_string();
        if ctx.props().sync_url == SyncUrl::Hash {
            location::write(&fragment, self.state.step);
        }
        self.state.step = Step::Written;
        ctx.props().outlet.replace(Report { fragment, total: self.answer.total() });
        self.end.watch(&self.places.end);
        watch::show_partly(&self.places.page);
        let scroll = std::mem::take(&mut self.scroll);
        if let Some(fact) = self.state.link.fact.as_ref().filter(|_| scroll) {
            watch::scroll_to(&self.places.list, fact);
        }
    }
}
