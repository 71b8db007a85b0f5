//! What the reader of an old link must know.

use std::rc::Rc;

use privacy_catalog::versions::of_link;
use yew::prelude::*;

use crate::own::Change;
use crate::scene::Scene;
use crate::state::{Action, Drawer};

pub(crate) fn since(scene: &Scene<'_>) -> Html {
    let state = scene.state;
    let brought = state.own.brought.as_ref();
    let old = brought.map(|brought| &*brought.catalog);
    let Some(found) = of_link(state.locale, &state.link, &state.ignored, old, &state.index) else {
        return html! {};
    };
    let names = if found.gone.is_empty() {
        scene.say("All that it names is still there.")
    } else {
        scene.say("Not all that it names is still there.")
    };
    let since = found.since.as_ref().map_or_else(
        || scene.fill("To see what changed, bring the catalogue {0} under Catalogue.", &[&found.made_with]),
        |changes| changes.summary(scene.locale()),
    );
    let made = scene.fill(
        "This link was made with version {0} of the catalogue; this is {1}.",
        &[&found.made_with, &found.now],
    );
    let compare = {
        let dispatch = scene.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.emit(Action::Own(Rc::new(Change::Compare { older: Some(true) })));
            dispatch.emit(Action::Draw(Some(Drawer::Catalogue)));
        }
    };
    html! {
        <section class="pe-notice" data-notice="since" aria-label={scene.say("An older link")}>
            <p>{[&made, " ", names, " ", &since].concat()}</p>
            if found.since.is_some() {
                <button type="button" class="pe-link" onclick={compare}>{scene.say("What changed")}</button>
            }
            <button type="button" class="pe-link" onclick={scene.click(Action::Dismiss)}>{scene.say("Dismiss")}</button>
        </section>
    }
}
