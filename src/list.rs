//! The list as it stands in the document: its rows and spacers, what of it is in view, and what scrolls
//! it. Which rows are drawn is for `window.rs` to say.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, FocusOptions, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, ShadowRoot,
};
use yew::NodeRef;

use crate::location::{Place, Spot};
use crate::state::{Action, Dispatch};
use crate::window::Side;

/// The elements of the list.
#[derive(Clone, Default)]
pub(crate) struct List {
    pub(crate) whole: NodeRef,
    /// What stands in place of the rows before the window, and after it.
    pub(crate) above: NodeRef,
    pub(crate) below: NodeRef,
}

impl List {
    /// Gives the spacers the height of the rows that they stand for; `undrawn` are their numbers.
    pub(crate) fn space(&self, undrawn: [usize; 2], height: f64) {
        for (spacer, rows) in [&self.above, &self.below].into_iter().zip(undrawn) {
            if let Some(spacer) = spacer.cast::<HtmlElement>() {
                // Whole pixels: what formats fractions would be a twentieth of the page.
                let height = format!("{}px", (rows as f64 * height) as u64);
                let _ = spacer.style().set_property("height", &height);
            }
        }
    }

    /// Whether the list begins above what is seen of it, so that the reader is in its midst.
    pub(crate) fn begins_above(&self) -> bool {
        let list = self.whole.cast::<Element>();
        list.is_some_and(|list| list.get_bounding_client_rect().top() < view_top(&list))
    }

    /// The first row that is in view and the place where it is, if the list begins above.
    pub(crate) fn spot(&self) -> Option<Spot> {
        if self.begins_above() { spot_in(&self.whole.cast::<Element>()?) } else { None }
    }

    /// Where the reader is.
    pub(crate) fn place(&self) -> Place {
        let scrolled = || web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default();
        self.spot().map_or_else(|| Place::Page(scrolled()), Place::Row)
    }

    /// The number of the row that has the focus, or in which something has it.
    pub(crate) fn focused(&self) -> Option<usize> {
        let focused = self.whole.cast::<Element>()?.query_selector(":focus").ok().flatten()?;
        row_of(&focused.closest("[data-row]").ok().flatten()?)
    }

    /// The drawn row with this number.
    pub(crate) fn row(&self, row: usize) -> Option<Element> {
        self.whole.cast::<Element>()?.query_selector(&format!("[data-row=\"{row}\"]")).ok().flatten()
    }

    /// Whether nothing has the focus any more: its element was dropped.
    pub(crate) fn lost_focus(&self) -> bool {
        let Some(list) = self.whole.cast::<Element>() else { return false };
        let root = list.get_root_node();
        let active = match root.dyn_ref::<ShadowRoot>() {
            Some(root) => root.active_element(),
            None => list.owner_document().and_then(|document| document.active_element()),
        };
        active.is_none_or(|active| active.tag_name() == "BODY")
    }

    /// Puts the focus on the row's text without scrolling, or on the list if the row isn't drawn.
    pub(crate) fn focus(&self, row: usize) {
        let text = self.row(row).and_then(|row| row.query_selector(".pe-text").ok().flatten());
        match text.and_then(|text| text.dyn_into::<HtmlElement>().ok()) {
            Some(text) => focus_unscrolled(&text),
            None => self.take_focus(),
        }
    }

    /// Puts the focus on the list itself, which keys then are heard by.
    pub(crate) fn take_focus(&self) {
        self.whole.cast::<HtmlElement>().iter().for_each(focus_unscrolled);
    }
}

/// The top of what is seen of an element: the window's, or that of the element that scrolls it.
pub(crate) fn view_top(element: &Element) -> f64 {
    scroller_of(element).map_or(0.0, |scroller| scroller.get_bounding_client_rect().top().max(0.0))
}

/// The first row of the list that is in view.
pub(crate) fn spot_in(list: &Element) -> Option<Spot> {
    let rows = list.query_selector_all("[data-row]").ok()?;
    let rows = (0..rows.length()).filter_map(|at| rows.get(at)?.dyn_into::<Element>().ok());
    let top = view_top(list);
    let mut in_view = rows.filter(|row| row.get_bounding_client_rect().bottom() > top);
    let row = in_view.next()?;
    Some(Spot { row: row_of(&row)?, top: row.get_bounding_client_rect().top() })
}

/// The number of a drawn row.
pub(crate) fn row_of(element: &Element) -> Option<usize> {
    element.get_attribute("data-row")?.parse().ok()
}

fn focus_unscrolled(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Puts the focus on a drawn row's text, which brings it into view.
pub(crate) fn focus_row(row: &Element) {
    let text = row.query_selector(".pe-text").ok().flatten();
    if let Some(text) = text.and_then(|text| text.dyn_into::<HtmlElement>().ok()) {
        let _ = text.focus();
    }
}

/// A drawn row that is to stay where the reader sees it while others come and go.
pub(crate) struct Anchor {
    element: Element,
    top: f64,
}

impl Anchor {
    pub(crate) fn new(list: &List) -> Option<Self> {
        let Spot { row, top } = list.spot()?;
        Some(Self { element: list.row(row)?, top })
    }

    /// Scrolls by as much as the row has moved, if it is still drawn.
    pub(crate) fn hold(&self) {
        if self.element.is_connected() {
            scroll_to_top(&self.element, self.top);
        }
    }
}

/// Scrolls whatever scrolls around an element until its top is `top` pixels below the window's.
pub(crate) fn scroll_to_top(element: &Element, top: f64) {
    let by = element.get_bounding_client_rect().top() - top;
    if by.abs() < 1.0 {
        return;
    }
    match scroller_of(element) {
        Some(scroller) => scroller.set_scroll_top(scroller.scroll_top() + by.round() as i32),
        None => web_sys::window().into_iter().for_each(|window| window.scroll_by_with_x_and_y(0.0, by)),
    }
}

/// The element around another that scrolls it, if it isn't the window.
fn scroller_of(element: &Element) -> Option<Element> {
    let window = web_sys::window()?;
    let root = window.document()?.document_element()?;
    let mut next = Some(element.clone());
    while let Some(one) = next.filter(|one| *one != root) {
        let style = window.get_computed_style(&one).ok().flatten();
        let overflow =
            style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") && one.scroll_height() > one.client_height() {
            return Some(one);
        }
        // Out of a shadow root the way leads to its host.
        let host = || one.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
        next = one.parent_element().or_else(host);
    }
    None
}

/// Says when the reader comes near an end of the drawn rows, also where the list is scrolled by the
/// page around it or stands in a frame: the spacers are then in view.
pub(crate) struct Ends {
    /// What sees an end before it comes into view, and what sees it there.
    observers: [Option<IntersectionObserver>; 2],
    /// What the observers call; it lives as long as they.
    _seen: Closure<dyn FnMut(Vec<IntersectionObserverEntry>)>,
}

/// How far before an end comes into view more is drawn.
const AHEAD: &str = "300px 0px";

impl Ends {
    pub(crate) fn new(dispatch: &Dispatch) -> Self {
        let dispatch = dispatch.clone();
        let seen = Closure::new(move |entries: Vec<IntersectionObserverEntry>| {
            // Both spacers are reported together each time they are watched again.
            if let [one, other] = entries.as_slice() {
                let (one, other) = (one.bounding_client_rect(), other.bounding_client_rect());
                let height = one.top().max(other.top()) - one.bottom().min(other.bottom());
                // The view with what is ahead of it; not told in a frame of another site.
                let view = entries[0].root_bounds().map(|view| view.bottom() + view.top());
                let begin = one.bottom().min(other.bottom());
                // A list that begins below the view is yet to come into it.
                let room = view.map(|view| if begin < view { view - begin } else { view });
                dispatch.emit(Action::Measured(height, room));
            }
            entries.iter().filter_map(reached).for_each(|action| dispatch.emit(action));
        });
        let observers = [AHEAD, "0px"].map(|margin| {
            let options = IntersectionObserverInit::new();
            options.set_root_margin(margin);
            IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok()
        });
        Self { observers, _seen: seen }
    }

    /// Watches the list's spacers, for when they are ahead or not before they are in view; to watch them again
    /// asks again whether they are.
    pub(crate) fn watch(&self, list: &List, ahead: bool) {
        self.disconnect();
        let Some(observer) = &self.observers[usize::from(!ahead)] else { return };
        let spacers = [&list.above, &list.below].into_iter().filter_map(NodeRef::cast::<Element>);
        spacers.for_each(|spacer| observer.observe(&spacer));
    }

    fn disconnect(&self) {
        self.observers.iter().flatten().for_each(IntersectionObserver::disconnect);
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.disconnect();
    }
}

/// How far the reader looks beyond the drawn rows.
fn reached(entry: &IntersectionObserverEntry) -> Option<Action> {
    let (spacer, seen) = (entry.bounding_client_rect(), entry.intersection_rect());
    if !entry.is_intersecting() || spacer.height() < 1.0 {
        return None;
    }
    // Below the spacer above, and above the one below, are the drawn rows.
    let is_above = entry.target().next_element_sibling().is_some_and(|next| next.tag_name() == "SECTION");
    let (side, distance) = if is_above {
        (Side::Above, spacer.bottom() - seen.bottom())
    } else {
        (Side::Below, seen.top() - spacer.top())
    };
    Some(Action::Reach(side, distance / spacer.height()))
}
