//! What a reader sees and has chosen: one state, one reducer.

use std::ops::Range;
use std::rc::Rc;

use privacy_catalog::facet;
use privacy_catalog::index::Condition;
use privacy_catalog::{
    Facet, Grouping, Ignored, Index, Installation, Language, Link, Locale, Query, Settings, View, message,
};
use web_sys::AbortSignal;
use yew::Callback;

use crate::components::export::Format;
use crate::later::Later;
use crate::location::Place;
use crate::own::{Change, Own};
use crate::pane::Pane;
use crate::shared::Shared;
use crate::window::{self, Side};

/// How a change of the view enters the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It came from the address, or is written into it: nothing to do.
    Written,
    /// A step that Back returns from.
    New,
    /// Part of the step before, such as one more letter typed.
    Same,
}

/// Everything that the page is drawn from, besides the answer.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The catalogue as the reader's installation makes it.
    pub(crate) index: Shared<Index>,
    /// The hash of the catalogue, if it is the embedded one.
    pub(crate) hash: Option<&'static str>,
    pub(crate) link: Link,
    /// What of the address could not be used.
    pub(crate) ignored: Vec<Ignored>,
    pub(crate) step: Step,
    /// Whether the last change was typing, which the next letter continues.
    typing: bool,
    pub(crate) panel: Panel,
    /// How many rows the list has.
    pub(crate) rows: usize,
    /// The rows that are drawn; an answer that changes begins with its first ones.
    pub(crate) window: Range<usize>,
    /// How many rows of a new answer are drawn.
    pub(crate) few: usize,
    /// Whether rows are drawn before they come into view: not while nothing is scrolled after a new answer.
    pub(crate) ahead: bool,
    /// How many blocks of a view are drawn, and of each long list in it.
    pub(crate) blocks: usize,
    /// The part of the comparison that is drawn.
    pub(crate) pane: Pane,
    /// Window, blocks and pane as they were before all was drawn to be printed.
    unprinted: Option<(Range<usize>, usize, Pane)>,
    /// The cell of the comparison that keys go from: row and column as they are drawn.
    pub(crate) cursor: (usize, usize),
    /// What of the flows is pointed at: a node, by its layer and its place there, or an edge, as if edges
    /// were a fourth layer.
    pub(crate) lit: Option<(usize, u32)>,
    /// What came of the last attempt to copy a text.
    pub(crate) copied: Option<Copied>,
    /// What has become of the program's second part.
    pub(crate) later: Later,
    /// What the reader has brought.
    pub(crate) own: Shared<Own>,
    /// Whether what was kept of it is still being read.
    pub(crate) opening: bool,
    pub(crate) around: Around,
    /// The language of the interface, with its words.
    pub(crate) locale: Locale,
}

/// What is unfolded in the panel of facets.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Panel {
    /// Whether it is shown where there is no room beside the facts.
    pub(crate) open: bool,
    /// Facets that the reader turned, from open to folded or the reverse.
    pub(crate) turned: Vec<Facet>,
    /// Groups whose values are shown.
    pub(crate) groups: Vec<(Facet, u32)>,
    /// For each facet, how many more values are shown than at first.
    pub(crate) more: [usize; facet::COUNT],
    /// What is open below the header.
    pub(crate) drawer: Option<Drawer>,
    /// The families of the comparison that are folded.
    pub(crate) folded: Vec<(Facet, u32)>,
}

/// What can be opened below the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawer {
    /// The reader's installation, to be changed.
    Installation,
    /// The catalogue that is shown, and what the reader brings.
    Catalogue,
    /// The formats to save the view in.
    Export,
}

impl Drawer {
    /// All of them, in their order, with their names.
    pub(crate) const ALL: [(Self, &'static str); 3] = [
        (Self::Installation, message("My installation")),
        (Self::Catalogue, message("Catalogue")),
        (Self::Export, message("Export")),
    ];
}

/// What the page around an explorer is, and can do for it.
#[expect(clippy::struct_excessive_bools, reason = "each is told by another part of the configuration")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// Sets this explorer apart from others on the page.
    pub(crate) number: usize,
    /// Whether it can share the view.
    pub(crate) can_share: bool,
    /// Whether it can keep what the reader has brought.
    pub(crate) can_keep: bool,
    /// Whether it can get the words of other languages.
    pub(crate) can_speak: bool,
    /// Whether its address is the view's.
    pub(crate) synced: bool,
}

/// A text that was to be copied.
#[derive(Clone, PartialEq)]
pub(crate) struct Copied {
    pub(crate) text: String,
    /// Whether the browser allowed it.
    pub(crate) allowed: bool,
}

/// How many blocks of a view are drawn at first, and how many more are each time.
pub(crate) const BLOCKS: usize = 30;

/// How many more values of a facet are shown each time.
pub(crate) const VALUES: usize = 200;

/// What can happen.
#[derive(Clone)]
pub(crate) enum Action {
    /// The address changed to this fragment; the reader was at this place of that view before.
    Arrive(String, Option<Place>),
    /// The page around shows this fragment.
    Restore(String),
    /// Something happens to what the reader has brought.
    Own(Rc<Change>),
    /// The page around limits the explorer to what answers this fragment.
    Lock(String),
    /// Until when to listen to what happens outside the explorer's element, or not at all.
    Listen(Option<AbortSignal>),
    /// The view is to be shared, which the page around does.
    Share,
    /// The interface is to speak a language, whose words the page around gets.
    Speak(Language),
    /// The interface speaks a language.
    Said(Locale),
    /// The search field holds this text.
    Search(String),
    /// A value's check box was clicked.
    Toggle(Facet, u32),
    /// A value is to be left out, or no longer so.
    Exclude(Facet, u32),
    /// A value is to be the only one that its facet includes.
    Only(Facet, u32),
    /// A condition is dropped.
    Drop(Condition),
    /// All conditions are dropped.
    Clear,
    /// Whether what covers all personal data is shown with a data type.
    General(bool),
    /// Another view.
    Show(View),
    /// Another grouping.
    Group(Grouping),
    /// The facts of a document, by its id.
    ShowSource(String),
    /// The views are set in another way.
    Set(Settings),
    /// The comparison has these columns, and the head of this one, which counts from 1, gets the focus.
    Columns(Vec<String>, usize),
    /// The reader runs something else.
    Install(Installation),
    /// Values become the only ones that their facets include, in a view.
    Narrow(Vec<(Facet, u32)>, View),
    /// One fact alone, whatever is filtered.
    ShowFact(String),
    /// A fact's details are opened or closed.
    Open(Option<String>),
    /// The reader has seen what was ignored.
    Dismiss,
    /// The reader looks beyond an end of the rows that are drawn, by this share of the rows there.
    Reach(Side, f64),
    /// The drawn rows are so high together, in CSS pixels; and the room in view for the list, if it is known.
    Measured(f64, Option<f64>),
    /// Something is scrolled.
    Scrolled,
    /// A row is to be drawn, and to get the focus.
    Focus(usize),
    /// The focus is to go from a row so many rows on.
    Walk(isize, isize),
    /// The view is about to be printed.
    Print,
    /// It was printed, or not in the end.
    Printed,
    /// More blocks of the view are to be drawn.
    MoreBlocks,
    /// The comparison is scrolled so that this part of it is seen.
    Look(Pane),
    /// A cell of the comparison gets the focus, by its row and column as they are drawn.
    Cell(usize, usize),
    /// A family of the comparison is folded or unfolded.
    Fold(Facet, u32),
    /// A node or an edge of the flows is pointed at, or none is.
    Light(Option<(usize, u32)>),
    /// Something is opened below the header, in the place of what is open there, or nothing.
    Draw(Option<Drawer>),
    /// The view is to be saved.
    Export(Format),
    /// The panel of facets is opened or closed where there is no room for it.
    TurnPanel,
    /// A facet is unfolded or folded.
    TurnFacet(Facet),
    /// A group's values are shown or hidden.
    TurnGroup(Facet, u32),
    /// More values of a facet are shown.
    MoreValues(Facet),
    /// A text was copied, or could not be.
    Copied(Copied),
    /// The address is to tell what is shown.
    Write,
    /// The program's second part is there, could not be had, or is to be tried again.
    Loaded(Later),
}

/// How components say what happened.
pub(crate) type Dispatch = Callback<Action>;

impl State {
    /// The state of a page opened with `fragment`.
    pub(crate) fn new(index: Shared<Index>, fragment: &str) -> Self {
        Self::opened(index, &Installation::default(), fragment)
    }

    /// The state of a page opened with `fragment`; `index` is for this installation.
    fn opened(index: Shared<Index>, installed: &Installation, fragment: &str) -> Self {
        let (link, ignored) = Link::parse(fragment, &index);
        let state = Self {
            index,
            hash: None,
            link,
            ignored,
            step: Step::Written,
            typing: false,
            panel: Panel::default(),
            rows: 0,
            window: 0..window::FIRST,
            few: window::FIRST,
            ahead: true,
            blocks: BLOCKS,
            pane: Pane::default(),
            unprinted: None,
            cursor: (0, 0),
            lit: None,
            copied: None,
            later: Later::default(),
            own: Shared::default(),
            opening: false,
            around: Around::default(),
            locale: Locale::ENGLISH,
        };
        state.installed(installed)
    }

    /// The state with the index for its installation, if that isn't `before`.
    fn installed(self, before: &Installation) -> Self {
        if self.link.installation == *before {
            return self;
        }
        Self { index: Shared::new(self.index.installed(&self.link.installation)), ..self }
    }

    /// The state in another view, with the panel as it is.
    fn at(&self, fragment: &str) -> Self {
        let opened = Self::opened(self.index.clone(), &self.link.installation, fragment);
        self.carried(opened)
    }

    /// The state with another catalogue, at a view.
    pub(crate) fn with_index(&self, index: Shared<Index>, fragment: &str) -> Self {
        Self { step: self.step(Step::Same), ..self.carried(Self::new(index, fragment)) }
    }

    /// A state that was opened anew, with what stays of this one.
    fn carried(&self, opened: Self) -> Self {
        let Self { hash, around, opening, locale, .. } = *self;
        let (panel, later, own) = (self.panel.clone(), self.later.clone(), self.own.clone());
        Self { hash, panel, later, own, opening, around, locale, ..opened }
    }

    /// Whether the view's link was made with another version of the catalogue.
    pub(crate) fn is_old(&self) -> bool {
        self.link.version.as_deref().is_some_and(|version| version != self.index.catalog().version())
    }

    fn with_query(&self, query: Query) -> Self {
        self.with_link(Link { query, ..self.link.clone() })
    }

    /// A new entry that isn't written yet stays one, whatever follows before it is.
    fn step(&self, step: Step) -> Step {
        if self.step == Step::New { Step::New } else { step }
    }

    fn with_link(&self, link: Link) -> Self {
        let next = Self {
            // A view that the reader makes is made with this catalogue, whatever its address began as.
            link: Link { version: None, ..link },
            step: Step::New,
            typing: false,
            window: 0..self.few,
            ahead: false,
            blocks: BLOCKS,
            cursor: (0, 0),
            lit: None,
            copied: None,
            ..self.clone()
        };
        next.installed(&self.link.installation)
    }

    /// The state with the views set in another way. What is opened beside the comparison is no step of its
    /// own, and leaves it where it is.
    fn with_settings(&self, settings: Settings) -> Self {
        let opens = settings.cell != self.link.settings.cell;
        let next = self.with_link(Link { settings, ..self.link.clone() });
        if !opens {
            return next;
        }
        Self { step: self.step(Step::Same), pane: self.pane.clone(), cursor: self.cursor, ..next }
    }

    /// The state with a fact open, or none: the list stays as it is drawn, and it is no step of its own.
    fn with_open(&self, fact: Option<String>) -> Self {
        let (step, window, ahead) = (self.step(Step::Same), self.window.clone(), self.ahead);
        Self { step, window, ahead, ..self.with_link(Link { fact, ..self.link.clone() }) }
    }

    fn with_window(&self, window: Range<usize>) -> Self {
        Self { window, ahead: true, ..self.clone() }
    }

    /// The state in which a row is drawn, with some around it.
    pub(crate) fn with_row(&self, row: usize) -> Self {
        let inner = self.window.start + 1..self.window.end.saturating_sub(1);
        let drawn =
            inner.contains(&row) || (self.window.contains(&row) && (row == 0 || row + 1 == self.rows));
        if drawn { self.clone() } else { self.with_window(window::around(row, self.rows)) }
    }

    fn with_panel(&self, change: impl FnOnce(&mut Panel)) -> Self {
        let mut next = self.clone();
        change(&mut next.panel);
        next
    }

    fn id(&self, facet: Facet, value: u32) -> &str {
        &self.index.values(facet)[value as usize].id
    }

    fn typed(&self, text: String) -> Self {
        let step = if self.typing { self.step(Step::Same) } else { Step::New };
        let mut query = self.link.query.clone();
        query.text = text;
        Self { step, typing: true, ..self.with_query(query) }
    }

    /// The state after an action.
    pub(crate) fn next(&self, action: Action) -> Self {
        let Link { query, .. } = &self.link;
        match action {
            Action::Arrive(fragment, _) => self.at(&fragment),
            Action::Restore(fragment) => Self { step: Step::New, ..self.at(&fragment) },
            Action::Lock(_) => Self { window: 0..self.few, ahead: false, ..self.clone() },
            Action::Search(text) => self.typed(text),
            Action::Toggle(facet, value) => self.with_query(self.index.toggled(query, facet, value)),
            Action::Exclude(facet, value) => {
                self.with_query(query.exclusion_toggled(facet, self.id(facet, value)))
            }
            Action::Only(facet, value) => self.with_query(query.only(facet, self.id(facet, value))),
            Action::Drop(condition) => self.with_query(query.without(&condition)),
            Action::Clear => self.with_query(query.cleared()),
            Action::General(general) => {
                let mut query = query.clone();
                query.general = general;
                self.with_query(query)
            }
            Action::Show(view) => self.with_link(Link { view, ..self.link.clone() }),
            Action::Group(grouping) => self.with_link(Link { grouping, ..self.link.clone() }),
            Action::ShowSource(id) => {
                let query = query.cleared().only(Facet::Source, &id);
                self.with_link(Link { query, view: View::Facts, fact: None, ..self.link.clone() })
            }
            Action::Set(settings) => self.with_settings(settings),
            Action::Columns(columns, focus) => {
                let settings = Settings { columns, ..self.link.settings.clone() };
                let cursor = (0, focus);
                Self { pane: self.pane.with(0, focus), cursor, ..self.with_settings(settings) }
            }
            Action::Install(installation) => self.with_link(Link { installation, ..self.link.clone() }),
            Action::Narrow(values, view) => {
                let only =
                    |query: Query, &(facet, value): &(Facet, u32)| query.only(facet, self.id(facet, value));
                let query = values.iter().fold(query.clone(), only);
                self.with_link(Link { query, view, ..self.link.clone() })
            }
            Action::ShowFact(id) => {
                let installation = self.link.installation.clone();
                self.with_link(Link { fact: Some(id), installation, ..Link::default() })
            }
            Action::Open(fact) => self.with_open(fact),
            Action::Dismiss => {
                let link = Link { version: None, ..self.link.clone() };
                Self { ignored: Vec::new(), link, ..self.clone() }
            }
            Action::Reach(side, share) => {
                let beyond = match side {
                    Side::Above => self.window.start,
                    Side::Below => self.rows.saturating_sub(self.window.end),
                };
                let distance = (share.clamp(0.0, 1.0) * beyond as f64) as usize;
                self.with_window(window::reach(&self.window, side, distance, self.rows))
            }
            Action::Focus(row) => self.with_row(row),
            Action::Print => {
                let before = || (self.window.clone(), self.blocks, self.pane.clone());
                Self {
                    unprinted: Some(self.unprinted.clone().unwrap_or_else(before)),
                    window: 0..window::PRINTED,
                    blocks: usize::MAX,
                    pane: Pane::PRINTED,
                    ..self.clone()
                }
            }
            Action::Printed => match self.unprinted.clone() {
                Some((window, blocks, pane)) => {
                    Self { window, blocks, pane, unprinted: None, ..self.clone() }
                }
                None => self.clone(),
            },
            Action::MoreBlocks => Self { blocks: self.blocks.saturating_add(BLOCKS), ..self.clone() },
            Action::Look(pane) => Self { pane, ..self.clone() },
            Action::Cell(row, column) => {
                Self { cursor: (row, column), pane: self.pane.with(row, column), ..self.clone() }
            }
            Action::Fold(facet, value) => self.with_panel(|panel| turn(&mut panel.folded, (facet, value))),
            Action::Light(lit) => Self { lit, ..self.clone() },
            Action::Draw(drawer) => self.with_panel(|panel| panel.drawer = drawer),
            Action::Measured(..)
            | Action::Scrolled
            | Action::Walk(..)
            | Action::Listen(_)
            | Action::Share
            | Action::Speak(_)
            | Action::Write
            | Action::Own(_)
            | Action::Export(_) => self.clone(),
            Action::Said(locale) => Self { locale, ..self.clone() },
            Action::Copied(copied) => Self { copied: Some(copied), ..self.clone() },
            Action::Loaded(later) => Self { later, ..self.clone() },
            Action::TurnPanel => self.with_panel(|panel| panel.open = !panel.open),
            Action::TurnFacet(facet) => self.with_panel(|panel| turn(&mut panel.turned, facet)),
            Action::TurnGroup(facet, value) => {
                self.with_panel(|panel| turn(&mut panel.groups, (facet, value)))
            }
            Action::MoreValues(facet) => self.with_panel(|panel| panel.more[facet as usize] += VALUES),
        }
    }
}

/// Puts `one` among `some`, or takes it out.
fn turn<T: PartialEq>(some: &mut Vec<T>, one: T) {
    match some.iter().position(|other| *other == one) {
        Some(at) => drop(some.swap_remove(at)),
        None => some.push(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use privacy_catalog::Catalog;

    fn state(fragment: &str) -> State {
        let catalog = Catalog::unpack(crate::CATALOGUE);
        State::new(Shared::new(Index::new(catalog.expect("the embedded catalogue is sound"))), fragment)
    }

    #[test]
    fn typing_is_one_step_and_the_next_click_another() {
        let mut state = state("");
        let mut steps = Vec::new();
        for action in [
            Action::Search("t".into()),
            Action::Search("tl".into()),
            Action::Toggle(Facet::Product, 0),
            Action::Search("tls".into()),
        ] {
            state = state.next(action);
            steps.push(state.step);
            state.step = Step::Written;
        }
        assert_eq!(steps, [Step::New, Step::Same, Step::New, Step::New]);
        assert_eq!(state.link.to_string(), "q=tls&product=mx-one");
    }

    #[test]
    fn a_new_answer_is_drawn_as_far_as_it_is_seen_until_the_reader_looks_on() {
        let before = State { rows: 500, few: 7, ..state("") };
        let typed = before.next(Action::Search("t".into()));
        assert_eq!((typed.window.clone(), typed.ahead), (0..7, false));
        let opened = typed.next(Action::Open(Some("mx-offering".into())));
        assert_eq!((opened.window.clone(), opened.ahead), (0..7, false));
        let on = State { rows: 500, ..opened }.next(Action::Reach(Side::Below, 0.0));
        assert_eq!((on.window.contains(&20), on.ahead), (true, true));
    }

    #[test]
    fn letters_faster_than_the_page_draws_stay_a_new_step() {
        let state = state("").next(Action::Search("t".into())).next(Action::Search("tl".into()));
        assert_eq!(state.step, Step::New);
    }

    #[test]
    fn what_arrives_is_not_written_again() {
        let state = state("product=mx-one").next(Action::Arrive("#view=sources&x=1".into(), None));
        assert_eq!((state.step, state.ignored.len()), (Step::Written, 1));
        assert_eq!(state.link.view, View::Sources);
    }

    #[test]
    fn what_the_page_shows_is_a_step_of_its_own() {
        let mut before = state("q=tls").next(Action::TurnPanel);
        before.around = Around { number: 7, can_share: true, can_keep: true, can_speak: true, synced: true };
        let after = before.next(Action::Restore("view=sources".into()));
        assert_eq!((after.step, after.link.view), (Step::New, View::Sources));
        assert_eq!(after.around, before.around);
        assert!(after.panel.open);
    }

    #[test]
    fn a_lock_leaves_the_question_and_begins_the_list_anew() {
        let listed = State { rows: 500, ..state("q=tls") };
        let before = listed.next(Action::Focus(60));
        assert!(before.window.start > 0);
        let after = before.next(Action::Lock("product=mx-one".into()));
        assert_eq!((after.link.to_string().as_str(), after.window.start), ("q=tls", 0));
        assert_eq!(after.step, Step::Written);
    }

    #[test]
    fn clearing_keeps_the_view_and_its_options() {
        let state = state("q=tls&product=mx-one&general=off&group=feature").next(Action::Clear);
        assert_eq!(state.link.to_string(), "general=off&group=feature");
    }

    #[test]
    fn a_single_fact_is_shown_without_filters() {
        let state = state("q=tls&view=sources").next(Action::ShowFact("mx-offering".into()));
        assert_eq!(state.link.to_string(), "fact=mx-offering");
    }
}
