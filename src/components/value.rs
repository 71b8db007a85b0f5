//! One value of a facet: check box, name, exclusion and count.

use privacy_catalog::Facet;
use privacy_catalog::index::Choice;
use privacy_catalog::model::State as FactState;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{glyph, words};
use crate::state::{Action, Dispatch};

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) facet: Facet,
    pub(crate) place: u32,
    pub(crate) id: AttrValue,
    pub(crate) name: AttrValue,
    pub(crate) choice: Choice,
    pub(crate) count: u32,
    pub(crate) dispatch: Dispatch,
    /// For a group: whether its children are shown, and how to change that.
    #[prop_or_default]
    pub(crate) group: Option<(bool, Callback<()>)>,
}

#[component]
pub(crate) fn Value(props: &Props) -> Html {
    let Props { facet, place, choice, count, .. } = props;
    let (facet, place) = (*facet, *place);
    let field = use_node_ref();
    use_effect_with((field.clone(), *choice), |(field, choice)| {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            field.set_indeterminate(*choice == Choice::Partly);
        }
    });
    let toggle = props.dispatch.reform(move |_: Event| Action::Toggle(facet, place));
    let exclude = props.dispatch.reform(move |_: MouseEvent| Action::Exclude(facet, place));
    let only = props.dispatch.reform(move |_: MouseEvent| Action::Only(facet, place));
    let empty = *count == 0 && matches!(choice, Choice::Open);
    let onkeydown = {
        let dispatch = props.dispatch.clone();
        let group = props.group.clone();
        move |event: KeyboardEvent| {
            let action = match (event.key().as_str(), &group) {
                ("-", _) => Action::Exclude(facet, place),
                ("Enter", _) => Action::Only(facet, place),
                ("ArrowRight", Some((false, turn))) | ("ArrowLeft", Some((true, turn))) => {
                    event.prevent_default();
                    return turn.emit(());
                }
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(action);
        }
    };
    let name = &props.name;
    let excluded = matches!(choice, Choice::Excluded);
    html! {
        <div class="pe-value" data-choice={word(*choice)} data-empty={empty.then_some("")}>
            <label>
                <input
                    ref={field}
                    type="checkbox"
                    data-facet={facet.info().key}
                    data-value={props.id.clone()}
                    checked={matches!(choice, Choice::Included)}
                    disabled={empty}
                    aria-keyshortcuts="- Enter"
                    onchange={toggle}
                    {onkeydown}
                />
                { state_glyph(facet, place) }
                <span class={classes!(state_class(facet, place))}>{name.clone()}</span>
            </label>
            if let Some((open, turn)) = &props.group {
                <button
                    type="button"
                    class="pe-twisty"
                    aria-expanded={open.to_string()}
                    aria-label={format!("{name}: single values")}
                    onclick={turn.reform(|_: MouseEvent| ())}
                >
                    {glyph::chevron()}
                </button>
            }
            if empty {
                <span class="pe-count">{*count}</span>
            } else {
                <button
                    type="button"
                    class="pe-not"
                    tabindex="-1"
                    aria-pressed={excluded.to_string()}
                    aria-label={format!("Exclude {name}")}
                    title={format!("Exclude {name} (key: -)")}
                    onclick={exclude}
                >
                    {"not"}
                </button>
                <button
                    type="button"
                    class="pe-count"
                    tabindex="-1"
                    aria-label={format!("Only {name}: {}", words::count(*count as usize, "fact", "facts"))}
                    title={format!("Only {name} (key: Enter)")}
                    onclick={only}
                >
                    {*count}
                </button>
            }
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

fn state_of(facet: Facet, place: u32) -> Option<FactState> {
    (facet == Facet::State).then(|| FactState::ALL.get(place as usize).copied()).flatten()
}

fn state_glyph(facet: Facet, place: u32) -> Html {
    state_of(facet, place).map_or_else(Html::default, |state| {
        html! { <i class={classes!("pe-state", glyph::class(state))}>{glyph::state(state)}</i> }
    })
}

fn state_class(facet: Facet, place: u32) -> Option<Classes> {
    state_of(facet, place).map(|state| classes!("pe-state", glyph::class(state)))
}
