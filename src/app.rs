//! The page: its state, its answer, and the order of its parts.

use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use js_sys::JSON;
use privacy_catalog::index::{Groups, Scope};
use privacy_catalog::{Answer, Index, Link, View};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Element, HtmlElement};
use yew::prelude::*;

use crate::components::bar::bar;
use crate::components::compare::seen;
use crate::components::facets::facets;
use crate::components::facts::facts;
use crate::components::footer::footer;
use crate::components::header::header;
use crate::components::notices::notices;
use crate::components::print::print_head;
use crate::components::tabs::tabs;
use crate::components::waiting::waiting;
use crate::embed::{Configuration, Outlet, Report, SyncUrl};
use crate::figure::Figure;
use crate::later::Later;
use crate::list::{Anchor, Ends, List};
use crate::listener::Listener;
use crate::location::{Place, Spot};
use crate::own::Change;
use crate::own::act::Actor;
use crate::pane::Pane;
use crate::scene::Scene;
use crate::shared::Shared;
use crate::state::{Action, Around, Dispatch, Drawer, Panel, State, Step};
use crate::window::FIRST;
use crate::{doors, embed, later, list, location, watch, window};

#[derive(Clone, Properties)]
pub(crate) struct AppProps {
    pub(crate) index: Shared<Index>,
    pub(crate) config: Configuration,
    /// The facts that the configuration limits it to.
    pub(crate) scope: Arc<Scope>,
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
    table: NodeRef,
}

/// What is to be done once the page is drawn.
enum After {
    Nothing,
    /// The row stays where it is seen.
    Hold(Anchor),
    /// The view is shown where the reader left it, or, if they come to it for the first time, at
    /// the fact that its address opens.
    Arrive(Option<Place>),
    /// The row gets the focus.
    Focus(usize),
    /// The list is shown from its beginning.
    Begin,
    /// What a selector finds first gets the focus.
    Find(String),
}

impl After {
    /// The cell of the comparison gets the focus.
    fn cell(row: usize, column: usize) -> Self {
        Self::Find(format!("[data-at=\"{row}-{column}\"]"))
    }
}

/// The only component: state in, page out.
pub(crate) struct App {
    state: State,
    answer: Answer,
    groups: Groups,
    figure: Figure,
    dispatch: Dispatch,
    places: Places,
    ends: Ends,
    after: After,
    /// The row that has the focus: it may lose it when others come or go.
    focused: Option<usize>,
    /// Where the focus goes if what has it is gone once the page is drawn: what opened that.
    home: Option<String>,
    /// The average height of a row of the list, in CSS pixels.
    height: f64,
    /// The lowest average there was.
    lowest: f64,
    /// The catalogue that is shown, whatever the reader runs.
    base: Shared<Index>,
    /// The fragment that the facts are limited by, and these.
    lock: String,
    scope: Arc<Scope>,
    /// What happened to what the reader has brought while the program's second part was not there.
    waiting: Vec<Rc<Change>>,
    /// What the page was told last to be shown, and the fact that is open.
    told: (Report, Option<String>),
    listeners: Vec<Listener>,
    /// What will write the address.
    writing: Option<Timeout>,
}

/// What the view is drawn from, unless it is drawn from the answer alone, or can't be drawn yet.
fn figure(state: &State, answer: &Answer) -> Figure {
    match state.link.view {
        View::Facts | View::Sources => Figure::None,
        _ if !doors::are_open() => Figure::None,
        _ => doors::figure(state, answer),
    }
}

/// The height of a row, in CSS pixels, before any has been measured.
const HEIGHT: f64 = 64.0;

/// How long after the page is drawn its words are indexed, in milliseconds: when it is painted.
const PREPARE: u32 = 50;

/// How long after a change that is no step of its own the address tells it, in milliseconds: a letter is drawn
/// first, and browsers let no page write its address at every one.
const WRITE: u32 = 100;

impl App {
    /// Limits the facts as the page around wants it. What it locks are the states in the catalogue, whatever
    /// the reader runs.
    fn limit(&mut self) {
        self.scope = self.base.scope(&Link::parse(&self.lock, &self.base).0.query);
    }

    /// Does what draws nothing; what else is to be done is returned.
    fn aside(&mut self, ctx: &Context<Self>, action: Action) -> Option<Action> {
        match action {
            Action::Measured(height, room) => self.measured(height, room),
            Action::Scrolled => self.scrolled(),
            Action::Write => self.write(),
            Action::Listen(signal) => {
                // Whoever has it next begins with nothing open.
                self.state.panel = Panel::default();
                self.listeners =
                    signal.map_or_else(Vec::new, |signal| self.listen(ctx.props(), Some(&signal)));
            }
            Action::Export(format) if doors::are_open() => doors::save(&self.state, &self.answer, format),
            Action::Speak(language) => {
                let speak = ctx.props().config.speak.as_ref();
                let _ = speak.map(|speak| speak.call1(&JsValue::NULL, &language.tag().into()));
            }
            Action::Share => {
                let share = ctx.props().config.share.as_ref();
                let _ = share.map(|share| share.call0(&JsValue::NULL));
            }
            // A key may come before the page is drawn that the last one asked for.
            Action::Walk(row, by) => {
                let row = if let After::Focus(row) = self.after { row.cast_signed() } else { row };
                let row = (row + by).max(0).cast_unsigned();
                return Some(Action::Focus(row.min(self.state.rows.saturating_sub(1))));
            }
            other => return Some(other),
        }
        None
    }

    /// The state after something has happened to what the reader has brought.
    fn owned(&mut self, props: &AppProps, change: Rc<Change>) -> State {
        if let Change::Take(_) = &*change {
            self.state.panel.drawer = Some(Drawer::Catalogue);
        }
        if !doors::are_open() {
            self.waiting.push(change);
            return self.state.clone();
        }
        let base = props.index.clone();
        let (dispatch, keep) = (self.dispatch.clone(), props.config.keep.clone());
        let actor = Actor { base, dispatch, keep, locale: self.state.locale };
        let (own, index) = doors::own(&self.state.own, &change, &actor);
        let is_open = own.reading.is_none();
        let mut next = self.state.clone();
        next.own = Shared::new(own);
        let opened = next.opening && is_open;
        next.opening &= !is_open;
        let Some(index) = index.filter(|index| *index != self.base) else { return next };
        self.base = index.clone();
        self.limit();
        next.hash = embed::is_embedded(&index).then_some(crate::CATALOGUE_HASH);
        // What was kept is what the address was made with.
        let fragment = if opened { props.config.fragment() } else { next.link.to_string() };
        next.with_index(index, &fragment)
    }

    /// The rows of the list, and the one that the address opens or the reader left, among them.
    fn arrive(&mut self, place: Option<Place>) {
        self.state.rows = self.groups.rows();
        let opened = self.state.link.fact.as_deref();
        let fact = opened.and_then(|id| self.state.index.catalog().facts().find(id));
        let row = fact.and_then(|fact| self.state.index.row_of(&self.answer, &self.groups, fact));
        let place = place.or(row.map(|row| Place::Row(Spot { row, top: 0.0 })));
        if let Some(Place::Row(spot)) = place {
            self.state = self.state.with_row(spot.row);
        }
        self.after = After::Arrive(place);
    }

    /// Has the program's second part loaded, if the page needs it and it is not there.
    fn ask_for_second(&mut self) {
        let is_old = self.state.is_old();
        let State { link, panel, later, .. } = &mut self.state;
        let needed = link.view != View::Facts || panel.drawer.is_some() || is_old || !self.waiting.is_empty();
        if needed && *later == Later::Idle && !doors::are_open() {
            *later = Later::Asked;
            later::load(self.dispatch.clone());
        }
    }

    /// Takes the drawn rows' height for that of the others, if the list is seen from its beginning:
    /// else what is read would move.
    fn measured(&mut self, height: f64, room: Option<f64>) {
        let State { window, rows, .. } = &self.state;
        let drawn = window.end.min(*rows);
        if window.start == 0 && drawn > 0 && height > 0.0 {
            self.height = height / drawn as f64;
            self.lowest = self.lowest.min(self.height);
            self.state.few = room.map_or(FIRST, |room| window::filling(room, self.lowest));
            self.space();
        }
    }

    /// From now on rows are drawn before they come into view; and where the list begins is not known again until it
    /// is measured.
    fn scrolled(&mut self) {
        self.state.few = FIRST;
        if !std::mem::replace(&mut self.state.ahead, true) {
            self.ends.watch(&self.places.list, true);
        }
    }

    /// Has a new answer shown from its beginning.
    ///
    /// If nothing was scrolled since the one before was, it is so already; else it is asked once the answer is drawn
    /// whether the list begins above: to ask now would lay out the page twice.
    fn begin(&mut self, shown: bool, scrolled: bool) {
        let begins = shown || (scrolled && !self.is_at_filter());
        if begins {
            self.after = After::Begin;
        } else if !matches!(self.after, After::Begin) {
            self.after = After::Nothing;
        }
        // Whoever stays in the midst of the list may look beyond what fills a view.
        self.state.ahead = scrolled && !begins;
    }

    /// Gives the undrawn rows their room.
    fn space(&self) {
        let State { window, rows, .. } = &self.state;
        let height = window::undrawn_height(self.height, *rows);
        self.places.list.space([window.start.min(*rows), rows.saturating_sub(window.end)], height);
    }

    /// What a selector finds first.
    fn find(&self, selector: &str) -> Option<Element> {
        self.places.page.cast::<Element>()?.query_selector(selector).ok().flatten()
    }

    /// Gives what a selector finds first the focus; tells whether there is such a thing.
    fn go_to(&self, selector: &str) -> bool {
        let found = self.find(selector).and_then(|found| found.dyn_into::<HtmlElement>().ok());
        found.is_some_and(|found| found.focus().is_ok())
    }

    /// A selector of what opened that which the next state closes, or of where the focus stays in an open
    /// panel; an empty one for neither.
    fn opener(&self, next: &State) -> String {
        let (panel, cell) = (self.state.panel.drawer, &self.state.link.settings.cell);
        let place = panel.and_then(|panel| Drawer::ALL.iter().position(|one| one.0 == panel));
        match (place, cell) {
            (Some(place), _) if next.panel.drawer.is_none() => {
                format!(".pe-header > button:nth-of-type({})", place + 1)
            }
            (_, Some((row, product))) if next.link.settings.cell.is_none() => {
                format!("[data-row=\"{row}\"][data-product=\"{product}\"] > button")
            }
            _ if self.find(".pe-drawer :focus").is_some() => {
                ".pe-drawer :is(select, input, button)".to_owned()
            }
            _ => String::new(),
        }
    }

    /// Whether the reader is at a filter, which must not be scrolled away from them.
    fn is_at_filter(&self) -> bool {
        let page = self.places.page.cast::<Element>();
        let filter = page.and_then(|page| page.query_selector(".pe-facets :focus").ok().flatten());
        filter.is_some_and(|filter| filter.get_bounding_client_rect().bottom() > list::view_top(&filter))
    }
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { index, config, scope, .. } = ctx.props();
        let synced = config.sync_url == SyncUrl::Hash;
        let mut state = State::new(index.clone(), &config.fragment());
        state.around = Around {
            number: embed::next_number(),
            can_share: config.share.is_some(),
            can_keep: config.keep.is_some(),
            can_speak: config.speak.is_some(),
            synced,
        };
        state.locale = config.locale;
        state.opening = config.own.is_object();
        state.hash = embed::is_embedded(index).then_some(crate::CATALOGUE_HASH);
        let mut answer = Answer::within(scope.clone());
        let index = state.index.clone();
        index.answer_again(&state.link.query, &mut answer);
        let figure = figure(&state, &answer);
        let groups = index.groups(&answer, &state.link.query, state.link.grouping);
        let dispatch = ctx.link().callback(|action| action);
        let places = Places::default();
        let ends = Ends::new(&dispatch);
        let mut app = Self {
            state,
            answer,
            groups,
            figure,
            dispatch,
            places,
            ends,
            after: After::Nothing,
            focused: None,
            home: None,
            height: HEIGHT,
            lowest: f64::INFINITY,
            base: index.clone(),
            lock: config.locked.clone(),
            scope: scope.clone(),
            waiting: Vec::new(),
            told: (ctx.props().outlet.borrow().clone(), None),
            listeners: Vec::new(),
            writing: None,
        };
        app.listeners = app.listen(ctx.props(), ctx.props().config.signal.as_ref());
        if synced {
            location::keep_scrolling(true);
        }
        app.arrive(location::remembered().filter(|_| synced));
        if config.own.is_object() {
            ctx.link().send_message(Action::Own(Rc::new(Change::Open(config.own.clone()))));
        }
        app.ask_for_second();
        app
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let synced = ctx.props().config.sync_url == SyncUrl::Hash;
        let Some(action) = self.aside(ctx, action) else { return false };
        if let Action::Lock(lock) = &action {
            self.lock.clone_from(lock);
            self.limit();
        }
        let shows_more = matches!(action, Action::MoreBlocks | Action::MoreValues(_));
        let asked_for = match action {
            Action::Focus(row) => Some(After::Focus(row)),
            Action::Cell(row, column) => Some(After::cell(row, column)),
            Action::Columns(_, column) => Some(After::cell(0, column)),
            Action::TurnPanel if self.find(".pe-facets :focus").is_some() => {
                Some(After::Find(".pe-bar .pe-filters".to_owned()))
            }
            Action::Own(ref change) => change.place(&self.state.own).map(After::Find),
            Action::Arrive(_, place) => Some(After::Arrive(place)),
            Action::ShowFact(_) | Action::Restore(_) => Some(After::Arrive(None)),
            // The page could not be where the reader left it before; the list could.
            Action::Loaded(_) if self.state.opening || self.state.link.view != View::Facts => {
                Some(After::Arrive(location::remembered().filter(|_| synced)))
            }
            _ => None,
        };
        let next = match action {
            Action::Own(change) => self.owned(ctx.props(), change),
            // What changed is told in words that were made before.
            Action::Said(_) if self.state.own.changes.is_some() => {
                let older = self.state.own.changes.as_ref().map(|(_, older)| *older);
                self.state = self.state.next(action);
                self.owned(ctx.props(), Rc::new(Change::Compare { older }))
            }
            Action::Loaded(Later::Idle) => {
                let waiting = std::mem::take(&mut self.waiting);
                self.state = self.state.next(action);
                let mut next = self.state.clone();
                for change in waiting {
                    self.state = next;
                    next = self.owned(ctx.props(), change);
                }
                next
            }
            action => self.state.next(action),
        };
        // The row that is still to get the focus stays drawn, wherever the reader is seen to look meanwhile.
        let next = match self.after {
            After::Focus(row) if asked_for.is_none() => next.with_row(row),
            _ => next,
        };
        if synced && next.step == Step::New {
            if self.state.step == Step::Same {
                self.write();
            }
            location::remember(self.places.list.place());
        }
        let (old, new) = (&self.state.link, &next.link);
        let is_other = !Arc::ptr_eq(self.answer.scope(), &self.scope);
        if is_other {
            self.answer = Answer::within(self.scope.clone());
        }
        let asked = old.query != new.query || self.state.index != next.index || is_other;
        let noted = !Rc::ptr_eq(&self.state.own.notes, &next.own.notes);
        let (regrouped, set) = (old.grouping != new.grouping, old.settings != new.settings || noted);
        let shown = old.view != new.view;
        if asked {
            next.index.answer_again(&new.query, &mut self.answer);
        }
        if asked || regrouped {
            self.groups = next.index.groups(&self.answer, &new.query, new.grouping);
        }
        // What had no figure may have waited for the program's second part.
        if asked || shown || set || matches!(self.figure, Figure::None) {
            self.figure = figure(&next, &self.answer);
        }
        if let Some(After::Focus(_)) = asked_for
            && next.window != self.state.window
        {
            // What has the focus may be dropped, and keys may come before the row is drawn that is to get it.
            self.places.list.take_focus();
        }
        self.focused = self.places.list.focused().or(self.focused);
        // What shows more goes once nothing is left; whoever clicked it reads on from there.
        if !shows_more && self.find(":focus").is_some() {
            self.home = Some(self.opener(&next));
        }
        let scrolled = self.state.ahead;
        self.state = next;
        self.state.rows = self.groups.rows();
        self.ask_for_second();
        match asked_for {
            Some(After::Arrive(place)) => self.arrive(place),
            Some(after) => self.after = after,
            None if asked || regrouped || shown => self.begin(shown, scrolled),
            // What is still to be done after an earlier action stays so.
            None => {
                if let After::Nothing = self.after {
                    self.after = Anchor::new(&self.places.list).map_or(After::Nothing, After::Hold);
                }
            }
        }
        // Whoever asks now is told what is about to be drawn.
        ctx.props().outlet.replace(self.report());
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let scene = Scene { state: &self.state, answer: &self.answer, dispatch: &self.dispatch };
        let search = self.places.search.clone();
        let onkeydown = move |event: KeyboardEvent| watch::go_to_search(&search, &event);
        let (ondragover, ondrop) = watch::files(&self.dispatch);
        html! {
            <div class="pe" ref={self.places.page.clone()} {onkeydown} {ondragover} {ondrop}>
                <div class="pe-page" part="page">
                    { header(&scene, &self.places.search) }
                    { print_head(&scene) }
                    // Not with `for`, which would move what stands before it, and lose the focus there.
                    if let Some(drawer) = self.state.panel.drawer {
                        { if doors::are_open() { doors::drawer(&scene, drawer) } else { waiting(&scene) } }
                    }
                    { tabs(&scene) }
                    <div class="pe-columns">
                        { facets(&scene) }
                        <div role={scene.landmark("main")}>
                            { notices(&scene) }
                            { bar(&scene, &self.figure) }
                            { match self.state.link.view {
                                _ if self.state.opening => waiting(&scene),
                                View::Facts => facts(&scene, &self.groups, &self.places.list),
                                _ if !doors::are_open() => waiting(&scene),
                                View::Sources => doors::sources(&scene),
                                _ => doors::draw(&self.figure, &scene, &self.places.table),
                            } }
                            { footer(&scene) }
                        </div>
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
        let synced = ctx.props().config.sync_url == SyncUrl::Hash;
        if synced && self.state.step == Step::Same {
            let dispatch = self.dispatch.clone();
            // A timer that is dropped doesn't ring.
            self.writing = Some(Timeout::new(WRITE, move || dispatch.emit(Action::Write)));
        } else if synced {
            self.write();
        } else {
            self.state.step = Step::Written;
        }
        let report = self.report();
        self.tell(ctx.props(), report);
        self.show_list();
        self.look();
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        if ctx.props().config.sync_url == SyncUrl::Hash {
            location::keep_scrolling(false);
        }
    }
}

impl App {
    /// The catalogue that is shown, whatever the reader runs.
    pub(crate) fn base(&self) -> &Shared<Index> {
        &self.base
    }

    /// What the reader has brought, for another explorer; null while that isn't known.
    pub(crate) fn own(&self) -> JsValue {
        if self.state.own.reading.is_some() || !self.waiting.is_empty() {
            return JsValue::NULL;
        }
        if doors::are_open() { doors::own_value(&self.state.own) } else { JsValue::UNDEFINED }
    }

    /// The facts that it is limited to.
    pub(crate) fn scope(&self) -> &Arc<Scope> {
        self.answer.scope()
    }

    /// Has the address tell what is shown.
    fn write(&mut self) {
        location::write(&self.state.link.to_string(), self.state.step);
        self.state.step = Step::Written;
        self.writing = None;
    }

    fn report(&self) -> Report {
        Report { fragment: self.state.link.to_string(), total: self.answer.total() }
    }

    fn listen(&self, props: &AppProps, signal: Option<&AbortSignal>) -> Vec<Listener> {
        let Places { search, list, .. } = &self.places;
        watch::listen(&self.dispatch, search, list, props.config.sync_url == SyncUrl::Hash, signal)
    }

    /// Tells the page around what is shown now, if it isn't what was shown last. What the page
    /// throws is its own affair.
    fn tell(&mut self, props: &AppProps, report: Report) {
        if self.told.0 != report {
            self.told.0 = report;
            let _ = props.config.changed.as_ref().map(|tell| tell.call0(&JsValue::NULL));
        }
        let opened = &self.state.link.fact;
        if self.told.1 != *opened {
            self.told.1.clone_from(opened);
            let facts = self.state.index.catalog().facts();
            let fact = opened.as_deref().and_then(|id| facts.find(id));
            if let Some(tell) = &props.config.selected {
                let mut json = String::from(if fact.is_none() { "null" } else { "" });
                if let Some(fact) = fact {
                    self.state.index.catalog().write_fact(&facts[fact], &mut json);
                }
                let _ = JSON::parse(&json).and_then(|fact| tell.call1(&JsValue::NULL, &fact));
            }
        }
    }

    /// Draws what is seen of the comparison, if that isn't what is drawn.
    fn look(&self) {
        let Figure::Compare(comparison) = &self.figure else { return };
        let Some(table) = self.places.table.cast::<Element>() else { return };
        let (rows, columns) = (comparison.shown(&self.state).len(), comparison.matrix.columns.len());
        let seen = seen(&table);
        if self.state.pane != Pane::PRINTED && !self.state.pane.of(rows, columns).shows(&seen, rows, columns)
        {
            self.dispatch.emit(Action::Look(seen));
        }
    }

    /// Gives the undrawn rows their room, and brings into view what is to be there.
    fn show_list(&mut self) {
        self.space();
        let list = &self.places.list;
        match std::mem::replace(&mut self.after, After::Nothing) {
            After::Nothing | After::Arrive(None) => {}
            After::Hold(anchor) => anchor.hold(),
            After::Arrive(Some(Place::Row(spot))) => {
                if let Some(row) = list.row(spot.row) {
                    list::scroll_to_top(&row, spot.top);
                    // What led there had the focus, and is gone.
                    if self.home.is_some() && self.find(":focus").is_none() {
                        list::focus_row(&row);
                    }
                }
            }
            After::Arrive(Some(Place::Page(by))) => {
                if let Some(window) = web_sys::window() {
                    window.scroll_to_with_x_and_y(0.0, by);
                }
            }
            After::Focus(row) => {
                self.focused = None;
                list.row(row).iter().for_each(list::focus_row);
            }
            After::Find(selector) => {
                self.go_to(&selector);
            }
            After::Begin => {
                if let Some(list) = list.whole.cast::<Element>().filter(|_| list.begins_above()) {
                    list::scroll_to_top(&list, list::view_top(&list));
                }
            }
        }
        if let Some(row) = self.focused.take().filter(|_| list.lost_focus()) {
            list.focus(row);
        }
        self.ends.watch(list, self.state.ahead);
        if let Some(opener) = self.home.take().filter(|_| self.find(":focus").is_none()) {
            // Near to most that goes: filters, notices, an empty answer.
            let mut homes =
                [&opener, ".pe-chip", ".pe-options select", ".pe-tabs [aria-current]"].into_iter();
            homes.any(|home| self.go_to(home));
        }
    }
}
