//! What changed from one version of a catalogue to another.

use privacy_catalog::messages;
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
        <section class="pe-changes" aria-label={scene.say("What changed")}>
            <p>{changes.summary(scene.locale())}</p>
            <button type="button" class="pe-link" onclick={does(scene, Change::Compare { older: Some(!older) })}>
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
    let is_here = scene.catalog().facts().find(id).is_some();
    html! {
        <li key={format!("fact {id}")} data-change={how.word()} data-fact={id.clone()}>
            { word(scene, *how) }
            if is_here {
                <a lang="en" href={format!("#fact={id}")} onclick={scene.follow(Action::ShowFact(id.clone()))}>
                    {words}
                </a>
            } else {
                <span lang="en">{words}</span>
            }
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

/// The name of a field by its key in the public format.
fn field(scene: &Scene<'_>, key: &'static str) -> &'static str {
    let is_of = |name: &&str| name.bytes().eq(key.bytes().map(|byte| if byte == b'_' { b' ' } else { byte }));
    FIELDS.into_iter().find(is_of).map_or(key, |name| scene.say(name))
}

/// The names of the fields of facts, and of what else a catalogue holds.
const FIELDS: [&str; 34] = messages![
    "state",
    "default",
    "since",
    "until",
    "text",
    "note",
    "values",
    "data types",
    "features",
    "subjects",
    "recipients",
    "kind",
    "activity",
    "direction",
    "component",
    "product",
    "cite",
    "manuals",
    "name",
    "aliases",
    "summary",
    "components",
    "releases",
    "covers",
    "title",
    "release",
    "date",
    "version",
    "sections",
    "group",
    "synonyms",
    "dpv",
    "family",
    "gdpr",
];

/// What fields said and say.
fn list(scene: &Scene<'_>, fields: &[FieldChange]) -> Html {
    let or_nothing =
        |text: &str| if text.is_empty() { scene.say("nothing").to_owned() } else { text.to_owned() };
    let lang = |text: &str| (!text.is_empty()).then_some("en");
    html! {
        <dl>
            { for fields.iter().map(|FieldChange { key, old, new }| html! {
                <>
                    <dt>{field(scene, key)}</dt>
                    <dd>
                        <del lang={lang(old)}>{or_nothing(old)}</del>
                        {" → "}
                        <ins lang={lang(new)}>{or_nothing(new)}</ins>
                    </dd>
                </>
            }) }
        </dl>
    }
}
