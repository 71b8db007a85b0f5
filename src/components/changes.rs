//! What changed from one version of a catalogue to another.

use privacy_catalog::versions::{Changes, EntryChange, FactChange, FieldChange, How};
use yew::prelude::*;

use super::catalogue::does;
use super::lifecycle::rest;
use crate::own::Change;
use crate::scene::Scene;
use crate::state::Action;

/// `older` is whether the file is taken for the older version.
pub(super) fn changes(scene: &Scene<'_>, changes: &Changes, older: bool) -> Html {
    let Changes { facts, entries, .. } = changes;
    let shown = scene.state.blocks;
    let left = |all: usize| all - all.min(shown);
    html! {
        <section class="pe-changes" aria-label="What changed">
            <p>{changes.summary()}</p>
            <button type="button" class="pe-link" onclick={does(scene, Change::Compare { older: Some(!older) })}>
                {"The other way round"}
            </button>
            if changes.is_empty() {
                <p>{"Nothing changed."}</p>
            }
            <ul>
                { for facts.iter().take(shown).map(|change| of_fact(scene, change)) }
                { for entries.iter().take(shown).map(of_entry) }
            </ul>
            { rest(scene, left(facts.len()) + left(entries.len())) }
        </section>
    }
}

fn of_fact(scene: &Scene<'_>, change: &FactChange) -> Html {
    let FactChange { how, id, product, text, fields, .. } = change;
    let words = format!("{product}: {text}");
    let is_here = scene.catalog().facts().find(id).is_some();
    html! {
        <li key={format!("fact {id}")} data-change={how.word()} data-fact={id.clone()}>
            { word(*how) }
            if is_here {
                <a href={format!("#fact={id}")} onclick={scene.follow(Action::ShowFact(id.clone()))}>{words}</a>
            } else {
                {words}
            }
            { list(fields) }
        </li>
    }
}

fn of_entry(change: &EntryChange) -> Html {
    let EntryChange { how, sort, id, name, fields } = change;
    html! {
        <li key={format!("{sort} {id}")} data-change={how.word()}>
            { word(*how) }
            {format!("{sort} {id}: {name}")}
            { list(fields) }
        </li>
    }
}

fn word(how: How) -> Html {
    html! { <b class="pe-how">{how.word()}</b> }
}

/// What fields said and say.
fn list(fields: &[FieldChange]) -> Html {
    let or_nothing = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    html! {
        <dl>
            { for fields.iter().map(|FieldChange { key, old, new }| html! {
                <>
                    <dt>{key.replace('_', " ")}</dt>
                    <dd><del>{or_nothing(old)}</del>{" → "}<ins>{or_nothing(new)}</ins></dd>
                </>
            }) }
        </dl>
    }
}
