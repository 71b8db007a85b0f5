//! The page: its state, its answer, and the order of its parts.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use privacy_catalog::index::Groups;
use privacy_catalog::{Answer, Index, View};
use web_sys::Element;
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
use crate::location::Spot;
use crate::scene::Scene;
use crate::shared::Shared;
use crate::state::{Action, Dispatch, State, Step};
use crate::watch::{Anchor, Ends, List};
use crate::{location, watch, window};

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
    list: List,
}

/// What is to be done once the page is drawn.
enum After {
    Nothing,
    /// The row stays where it is seen.
    Hold(Anchor),
    /// The view is shown where the reader left it, or, if they come to it for the first time, at
    /// the fact that its address opens.
    Arrive(Option<Spot>),
    /// The row gets the focus.
    Focus(usize),
    /// The list is shown from its beginning.
    Begin,
}

/// The only component: state in, page out.
pub(crate) struct App {
    state: State,
    answer: Answer,
    groups: Groups,
    dispatch: Dispatch,
    places: Places,
    ends: Ends,
    after: After,
    /// Whether the focus was in the list: if its row is drawn no longer, the list itself takes it.
    had_focus: bool,
    /// The average height of a row of the list, in CSS pixels.
    height: f64,
    _listeners: Vec<EventListener>,
}

/// The height of a row, in CSS pixels, before any has been measured.
const HEIGHT: f64 = 64.0;

/// How long after the page is drawn its words are indexed, in milliseconds: when it is painted.
const PREPARE: u32 = 50;

impl App {
    /// The rows of the list, and the one that the address opens or the reader left, among them.
    fn arrive(&mut self, spot: Option<Spot>) {
        self.state.rows = self.groups.rows();
        let opened = self.state.link.fact.as_deref();
        let fact = opened.and_then(|id| self.state.index.catalog().facts().find(id));
        let row = fact.and_then(|fact| self.state.index.row_of(&self.answer, &self.groups, fact));
        if let Some(row) = spot.map(|spot| spot.row).or(row) {
            self.state = self.state.with_row(row);
        }
        self.after = After::Arrive(spot.or(row.map(|row| Spot { row, top: 0.0 })));
    }
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
        let ends = Ends::new(&dispatch);
        let mut app = Self {
            state,
            answer,
            groups,
            dispatch,
            places,
            ends,
            after: After::Nothing,
            had_focus: false,
            height: HEIGHT,
            _listeners: listeners,
        };
        if synced {
            location::keep_scrolling(true);
        }
        app.arrive(location::remembered().filter(|_| synced));
        app
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let synced = ctx.props().sync_url == SyncUrl::Hash;
        if let Action::Measured(height) = action {
            let drawn =
                self.state.window.end.min(self.state.rows) - self.state.window.start.min(self.state.rows);
            if height > 0.0 && drawn > 0 {
                self.height = height / drawn as f64;
            }
            return false;
        }
        let (stays, arrives) = (matches!(action, Action::Stay), matches!(action, Action::Arrive(..)));
        self.after = match action {
            Action::Focus(row) => After::Focus(row),
            Action::Arrive(_, spot) => After::Arrive(spot),
            _ => After::Nothing,
        };
        let next = self.state.next(action);
        if synced && (stays || next.step == Step::New) {
            location::remember(self.places.list.spot());
        }
        if stays {
            return false;
        }
        let (old, new) = (&self.state.link, &next.link);
        let (asked, regrouped) = (old.query != new.query, old.grouping != new.grouping);
        if asked {
            next.index.answer_again(&new.query, &mut self.answer);
        }
        if asked || regrouped {
            self.groups = next.index.groups(&self.answer, &new.query, new.grouping);
        }
        let moved = self.state.window != next.window;
        self.had_focus = moved && self.places.list.has_focus();
        self.state = next;
        self.state.rows = self.groups.rows();
        match self.after {
            After::Arrive(spot) => self.arrive(spot),
            After::Nothing if asked || regrouped => {
                self.after = if self.places.list.begins_above() { After::Begin } else { After::Nothing };
            }
            After::Nothing if moved && !arrives => {
                self.after = Anchor::new(&self.places.list).map_or(After::Nothing, After::Hold);
            }
            _ => {}
        }
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
                                View::Facts => facts(&scene, &self.groups, &self.places.list),
                                View::Sources => sources(&scene),
                            } }
                            { footer() }
                        </main>
                    </div>
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let index = self.state.index.clone();
            Timeout::new(PREPARE, move || index.prepare()).forget();
        }
        let fragment = self.state.link.to_string();
        if ctx.props().sync_url == SyncUrl::Hash {
            location::write(&fragment, self.state.step);
        }
        self.state.step = Step::Written;
        ctx.props().outlet.replace(Report { fragment, total: self.answer.total() });
        watch::show_partly(&self.places.page);
        self.show_list();
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        if ctx.props().sync_url == SyncUrl::Hash {
            location::keep_scrolling(false);
        }
    }
}

impl App {
    /// Gives the undrawn rows their room, and brings into view what is to be there.
    fn show_list(&mut self) {
        let list = &self.places.list;
        let State { window, rows, .. } = &self.state;
        let drawn = window.start..window.end.min(*rows);
        let height = window::undrawn_height(self.height, *rows);
        list.space([drawn.start.min(*rows), rows.saturating_sub(drawn.end)], height);
        match std::mem::replace(&mut self.after, After::Nothing) {
            After::Nothing | After::Arrive(None) => {}
            After::Hold(anchor) => anchor.hold(),
            After::Arrive(Some(spot)) => {
                if let Some(row) = list.row(spot.row) {
                    watch::scroll_to_top(&row, spot.top);
                }
            }
            After::Focus(row) => list.row(row).iter().for_each(watch::focus_row),
            After::Begin => {
                if let Some(list) = list.whole.cast::<Element>() {
                    list.scroll_into_view();
                }
            }
        }
        if std::mem::take(&mut self.had_focus) && !list.has_focus() {
            list.focus();
        }
        self.ends.watch(list);
    }
}
