//! One value of a facet: check box, name, exclusion and count.

use privacy_catalog::Facet;
use privacy_catalog::index::Choice;
use privacy_catalog::model::State as FactState;
use yew::prelude::*;

use super::{glyph, words};
use crate::scene::Scene;
use crate::state::Action;

/// How the children of a group are shown.
#[derive(Clone, Copy)]
pub(crate) struct Group {
    /// Whether they are.
    pub(crate) open: bool,
    /// Whether they stay so, since one of them is chosen.
    pub(crate) fixed: bool,
}

/// `group` is `None` for a value without children.
pub(crate) fn value(scene: &Scene<'_>, facet: Facet, place: u32, group: Option<Group>) -> Html {
    let value = &scene.index().values(facet)[place as usize];
    let choice = scene.index().choice(&scene.state.link.query, facet, place);
    let count = scene.answer.counts(facet)[place as usize];
    let empty = count == 0 && choice == Choice::Open;
    let name = words::name(scene.locale(), scene.index(), facet, place);
    let on_key = scene.key(move |event| match (event.key().as_str(), group) {
        ("-", _) => Some(Action::Exclude(facet, place)),
        ("Enter", _) => Some(Action::Only(facet, place)),
        ("ArrowRight", Some(Group { open: false, .. }))
        | ("ArrowLeft", Some(Group { open: true, fixed: false })) => Some(Action::TurnGroup(facet, place)),
        _ => None,
    });
    html! {
        <div key={place} class="pe-value" data-choice={word(choice)} data-empty={empty.then_some("")}>
            <label>
                <input
                    type="checkbox"
                    data-facet={facet.info().key}
                    data-value={value.id.clone()}
                    checked={choice == Choice::Included}
                    // HTML has no attribute for it.
                    ~indeterminate={choice == Choice::Partly}
                    disabled={empty}
                    aria-keyshortcuts="- Enter"
                    onchange={scene.change(Action::Toggle(facet, place))}
                    onkeydown={on_key}
                />
                { label(facet, place, name) }
            </label>
            if let Some(Group { open, fixed }) = group {
                <button
                    type="button"
                    class="pe-twisty"
                    aria-expanded={open.to_string()}
                    aria-label={scene.fill("{0}: single values", &[name])}
                    disabled={fixed}
                    onclick={scene.click(Action::TurnGroup(facet, place))}
                >
                    {glyph::chevron()}
                </button>
            }
            <button
                type="button"
                class="pe-not"
                tabindex="-1"
                disabled={empty}
                aria-pressed={(choice == Choice::Excluded).to_string()}
                aria-label={scene.fill("not {0}", &[name])}
                title={scene.fill("Exclude {0} (key: -)", &[name])}
                onclick={scene.click(Action::Exclude(facet, place))}
            >
                {scene.say("not")}
            </button>
            <button
                type="button"
                class="pe-count"
                tabindex="-1"
                disabled={empty}
                aria-label={scene.fill("Only {0}: {1}", &[name, &scene.facts(count as usize)])}
                title={scene.fill("Only {0} (key: Enter)", &[name])}
                onclick={scene.click(Action::Only(facet, place))}
            >
                {scene.locale().number(count as usize)}
            </button>
        </div>
    }
}

fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Open => "open",
        Choice::Partly => "partly",
        Choice::Included => "included",
        Choice::Excluded => "excluded",
    }
}

/// The name; a state's with its glyph.
fn label(facet: Facet, place: u32, name: &str) -> Html {
    let state = (facet == Facet::State).then(|| FactState::ALL.get(place as usize)).flatten();
    match state {
        Some(&state) => html! {
            <span class="pe-state" data-state={state.id()}>{glyph::state(state)}{name.to_owned()}</span>
        },
        None => html! { <span lang={words::lang(facet)}>{name.to_owned()}</span> },
    }
}
