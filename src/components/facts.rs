//! The facts of the answer, under headings, as many as are asked for.

use gloo::events::EventListener;
use privacy_catalog::index::{Group, GroupName};
use privacy_catalog::{Answer, Facet, Grouping};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry};
use yew::prelude::*;

use super::empty::Empty;
use super::fact::Fact;
use super::{keys, words};
use crate::shared::Shared;
use crate::state::{Action, Dispatch, State};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: State,
    pub(crate) answer: Shared<Answer>,
    pub(crate) dispatch: Dispatch,
    pub(crate) on_message: Callback<AttrValue>,
}

/// How many facts are drawn at first, and how many more each time the end comes into view.
const PAGE: usize = 60;

#[component]
pub(crate) fn Facts(props: &Props) -> Html {
    let Props { state, answer, dispatch, .. } = props;
    let grouping = state.link.grouping;
    let list = use_node_ref();
    // Counted from the start of each answer: an answer that changes begins with its first page.
    let more = use_state_eq(|| (0_usize, answer.clone()));
    let extra = if more.1 == *answer { more.0 } else { 0 };
    let show_more = {
        let (more, answer) = (more.clone(), answer.clone());
        Callback::from(move |count: usize| more.set((extra.saturating_add(count), answer.clone())))
    };
    use_print(show_more.clone());
    use_scroll_to(list.clone(), state.link.fact.clone());
    let groups = use_memo((answer.clone(), grouping), |(answer, grouping)| {
        state.index.groups(answer, &state.link.query, *grouping)
    });
    if answer.total() == 0 {
        return html! { <Empty state={state.clone()} dispatch={dispatch.clone()} /> };
    }
    let opened = state.link.fact.as_deref().and_then(|id| state.index.catalog().facts().find(id));
    let order = || groups.iter().flat_map(|group| &group.hits);
    let reach =
        opened.and_then(|fact| order().position(|hit| hit.fact == fact)).map_or(0, |at| at + PAGE / 2);
    let limit = PAGE.saturating_add(extra).max(reach);
    let rows = order().count();
    let onkeydown = {
        let (list, dispatch) = (list.clone(), dispatch.clone());
        move |event: KeyboardEvent| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            if event.key() == "Escape" {
                close(&list, &dispatch);
            }
            keys::move_focus(&event, &list, ".pe-text");
        }
    };
    let mut left = limit;
    let shown = groups.iter().enumerate().map_while(|(at, group)| {
        let take = group.hits.len().min(left);
        left -= take;
        (take > 0).then(|| draw(props, at as u32, group, take))
    });
    html! {
        <div ref={list} {onkeydown}>
            { hidden(props, opened.is_some_and(|fact| !order().any(|hit| hit.fact == fact))) }
            { for shown }
            if rows > limit {
                <Rest remaining={rows - limit} on_more={show_more} />
            }
        </div>
    }
}

/// Closes the open fact and returns the focus to it.
fn close(list: &Element, dispatch: &Dispatch) {
    let open = list.query_selector(".pe-text[aria-expanded=true]").ok().flatten();
    if let Some(open) = open.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = open.focus();
        dispatch.emit(Action::Open(None));
    }
}

fn draw(props: &Props, at: u32, group: &Group, take: usize) -> Html {
    let Props { state, answer, dispatch, on_message } = props;
    let (name, about) = heading(state, group);
    let facts = state.index.catalog().facts();
    html! {
        <section key={name.clone()} aria-label={name.clone()}>
            <h2 class="pe-group">{name}<span>{about}</span></h2>
            <ul class="pe-card">
                { for group.hits.iter().take(take).map(|&hit| html! {
                    <Fact
                        key={facts[hit.fact].id.clone()}
                        index={state.index.clone()}
                        answer={answer.clone()}
                        {hit}
                        group={at}
                        open={state.link.fact.as_ref() == Some(&facts[hit.fact].id)}
                        dispatch={dispatch.clone()}
                        on_message={on_message.clone()}
                    />
                }) }
            </ul>
        </section>
    }
}

/// The heading of a group, and what stands beside it.
fn heading(state: &State, group: &Group) -> (String, String) {
    let catalog = state.index.catalog();
    let facet = state.link.grouping.facet();
    let count = words::count(group.hits.len(), "fact", "facts");
    match group.name {
        GroupName::AllData => ("All personal data".to_owned(), count),
        GroupName::Unnamed if facet == Facet::DataType => ("No data type named".to_owned(), count),
        GroupName::Unnamed => ("No security feature named".to_owned(), count),
        GroupName::Value(value) => {
            let name = state.index.values(facet)[value as usize].name.clone();
            let source = catalog.sources().iter().find(|(_, source)| source.product.get() == value);
            match source.filter(|_| state.link.grouping == Grouping::Product) {
                Some((_, source)) => (name, format!("{count} · {}", words::edition(source))),
                None => (name, count),
            }
        }
    }
}

/// Says that the fact of the address is there but filtered out.
fn hidden(props: &Props, is_hidden: bool) -> Html {
    let Some(id) = props.state.link.fact.clone().filter(|_| is_hidden) else { return html! {} };
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.emit(Action::ShowFact(id.clone()));
    html! {
        <p class="pe-notice" data-notice="hidden">
            {"The fact that this address opens is not among these."}
            <button type="button" class="pe-link" {onclick}>{"Show it"}</button>
        </p>
    }
}

/// Draws everything before the page is printed.
#[hook]
fn use_print(show_more: Callback<usize>) {
    use_effect_with(show_more, |show_more| {
        let show_more = show_more.clone();
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "beforeprint", move |_| show_more.emit(usize::MAX)));
        move || drop(listener)
    });
}

/// Brings the fact that the address opened with into view, once.
#[hook]
fn use_scroll_to(list: NodeRef, fact: Option<String>) {
    let arrived = use_mut_ref(|| fact.clone());
    use_effect(move || {
        let Some(id) = arrived.borrow_mut().take() else { return };
        let selector = format!("[data-fact={id}]");
        let row = list.cast::<Element>().and_then(|list| list.query_selector(&selector).ok().flatten());
        if let Some(row) = row {
            row.scroll_into_view();
        }
    });
}

#[derive(PartialEq, Properties)]
struct RestProps {
    remaining: usize,
    on_more: Callback<usize>,
}

/// The button at the end of the list; it presses itself when it comes into view.
#[component]
fn Rest(props: &RestProps) -> Html {
    let button = use_node_ref();
    use_effect_with((button.clone(), props.on_more.clone(), props.remaining), |(button, on_more, _)| {
        let on_more = on_more.clone();
        let seen = Closure::<dyn FnMut(Vec<IntersectionObserverEntry>)>::new(
            move |entries: Vec<IntersectionObserverEntry>| {
                if entries.iter().any(IntersectionObserverEntry::is_intersecting) {
                    on_more.emit(PAGE);
                }
            },
        );
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(button)) = (&observer, button.cast::<Element>()) {
            observer.observe(&button);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(seen);
        }
    });
    let onclick = props.on_more.reform(|_: MouseEvent| PAGE);
    html! {
        <div class="pe-rest">
            <button ref={button} type="button" class="pe-button" {onclick}>
                {format!("Show more ({} left)", props.remaining)}
            </button>
        </div>
    }
}
