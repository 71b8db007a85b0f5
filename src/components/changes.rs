//! What changed from one version of a catalogue to another.

use privacy_catalog::versions::{Changes, EntryChange, FactChange, FieldChange, How};
use yew::prelude::*;

use super::fact::link;
use super::more::rest;
use crate::own::Change;
use crate::scene::Scene;

/// `older` is whether the file is taken for the older version.
pub(super) fn changes(scene: &Scene<'_>, changes: &Changes, older: bool) -> Html {
    let Changes { facts, entries, .. } = changes;
    let shown = scene.state.blocks;
    let left = |all: usize| all - all.min(shown);
    html! {
        <section class="pe-changes" aria-label={scene.say("What changed")}>
            <p>{changes.summary(scene.locale())}</p>
            <button type="button" class="pe-link" onclick={scene.does(Change::Compare { older: Some(!older) })}>
                {scene.say("The other way round")}
            </button>
            if changes.is_empty() {
                <p>{scene.say("Nothing changed.")}</p>
            }
            <ul>
                { for facts.iter().take(shown).map(|change| of_fact(scene, change)) }
                { for entries.iter().take(shown).map(|change| of_entry(scene, change)) }
            </ul>
            { rest(scene, left(facts.len()) + left(entries.len())) }
        </section>
    }
}

fn of_fact(scene: &Scene<'_>, change: &FactChange) -> Html {
    let FactChange { how, id, product, text, fields, .. } = change;
    let words = [product, ": ", text].concat();
    html! {
        <li key={format!("fact {id}")} data-change={how.word()} data-fact={id.clone()}>
            { word(scene, *how) }
            <span lang="en">
                { match scene.catalog().facts().find(id) {
                    Some(place) => link(scene, place, words),
                    None => html! { {words} },
                } }
            </span>
            { list(scene, fields) }
        </li>
    }
}

fn of_entry(scene: &Scene<'_>, change: &EntryChange) -> Html {
    let EntryChange { how, sort, id, name, fields } = change;
    html! {
        <li key={format!("{sort} {id}")} data-change={how.word()}>
            { word(scene, *how) }
            {scene.fill("{0} {1}: {2}", &[scene.say(sort), id, name])}
            { list(scene, fields) }
        </li>
    }
}

fn word(scene: &Scene<'_>, how: How) -> Html {
    html! { <b class="pe-how">{scene.say(how.word())}</b> }
}

/// The fields that say something in words of the interface.
const SAID: [&str; 6] = ["state", "default", "kind", "activity", "direction", "cite"];

/// What fields said and say.
fn list(scene: &Scene<'_>, fields: &[FieldChange]) -> Html {
    let or_nothing =
        |text: &str| if text.is_empty() { scene.say("nothing").to_owned() } else { text.to_owned() };
    let lang = |field: &FieldChange, text: &str| {
        let is_said = text.is_empty() || SAID.contains(&field.key) || text == scene.say("All personal data");
        (!is_said).then_some("en")
    };
    html! {
        <dl>
            { for fields.iter().map(|field| html! {
                <>
                    <dt>{scene.say(field.label())}</dt>
                    <dd>
                        <del lang={lang(field, &field.old)}>{or_nothing(&field.old)}</del>
                        {" → "}
                        <ins lang={lang(field, &field.new)}>{or_nothing(&field.new)}</ins>
                    </dd>
                </>
            }) }
        </dl>
    }
}
