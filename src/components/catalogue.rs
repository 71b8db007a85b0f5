//! The catalogue that is shown, and what the reader brings of their own.

use std::rc::Rc;

use privacy_catalog::Diagnostic;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::changes::changes;
use super::more::rest;
use crate::own::{Brought, Change, How, KEPT, Kept, OURS, Outcome, Own, Said, files};
use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn catalogue(scene: &Scene<'_>) -> Html {
    let (catalog, own) = (scene.catalog(), &scene.state.own);
    let products = scene.count(catalog.products().len(), "{0} product", "{0} products");
    let facts = scene.facts(catalog.facts().len());
    let shown = scene
        .fill("Shown: {0}, version {1}, {2}, {3}.", &[catalog.title(), catalog.version(), &products, &facts]);
    html! {
        <section class="pe-card pe-drawer pe-own" aria-label={scene.say("Catalogue")}>
            <p><strong>{shown}</strong></p>
            <p class="pe-reading">
                {scene.say("Bring a catalogue of your own, or your notes: choose a JSON file, or drop it anywhere on the \
                  explorer. It is read in this browser and sent nowhere.")}
            </p>
            <div class="pe-actions">{ choose(scene) }</div>
            <div aria-live="polite">
                if let Some((name, share)) = &own.reading {
                    <p>{scene.fill("Reading {0}, {1} %…", &[name, &share.to_string()])}</p>
                }
                { for own.said.iter().map(|said| said_of(scene, said)) }
            </div>
            if let Some(one) = &own.brought {
                { brought(scene, one) }
            }
            { notes(scene, own) }
            { keep(scene, own) }
            <div class="pe-actions">
                <button type="button" class="pe-button" onclick={scene.click(Action::Draw(None))}>{scene.say("Done")}</button>
            </div>
        </section>
    }
}

fn choose(scene: &Scene<'_>) -> Html {
    let dispatch = scene.dispatch.clone();
    let onchange = move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
        let files = field.files().as_ref().map(files).unwrap_or_default();
        if !files.is_empty() {
            dispatch.emit(Action::Own(Rc::new(Change::Take(files))));
        }
        // The same file, mended, is another choice.
        field.set_value("");
    };
    html! {
        <label class="pe-button pe-file">
            {scene.say("Choose a file…")}
            <input type="file" class="pe-unseen" multiple=true accept=".json,application/json" {onchange} />
        </label>
    }
}

/// What came of a file.
fn said_of(scene: &Scene<'_>, said: &Said) -> Html {
    let Said { file, outcome, problems } = said;
    let file = if file == KEPT { scene.say(KEPT) } else { file };
    let words = match outcome {
        Outcome::Refused => {
            let mistakes = scene.count(problems.len(), "{0} mistake", "{0} mistakes");
            scene.fill("{0} can’t be used: {1}. Nothing of it is shown.", &[file, &mistakes])
        }
        Outcome::Conflict => {
            let ids =
                scene.count(problems.len(), "{0} id would mean two things", "{0} ids would mean two things");
            scene.fill(
                "{0} can’t be shown beside the catalogue of this page: {1}. It can be shown in its place.",
                &[file, &ids],
            )
        }
        Outcome::Read => scene.fill("{0} is read.", &[file]),
        Outcome::Noted => scene.fill("The notes of {0} are taken over.", &[file]),
    };
    let shown = problems.len().min(scene.state.blocks);
    html! {
        <div class="pe-said" data-outcome={outcome.id()}>
            <p>{words}</p>
            if !problems.is_empty() {
                <ul>{ for problems[..shown].iter().map(|one| problem(scene, one)) }</ul>
                { rest(scene, problems.len() - shown) }
            }
            <button type="button" class="pe-link" onclick={scene.does(Change::Dismiss)}>{scene.say("Dismiss")}</button>
        </div>
    }
}

/// A mistake: where, what was expected, what to do. What a check says of a file stays English.
fn problem(scene: &Scene<'_>, problem: &Diagnostic) -> Html {
    let Diagnostic { item, field, message, .. } = problem;
    let comma = if item.is_empty() || field.is_empty() { "" } else { ", " };
    let place = [item, comma, field].concat();
    let ours = OURS.into_iter().find(|one| *one == message.as_str());
    html! {
        <li data-problem={problem.to_string()} lang={ours.is_none().then_some("en")}>
            if !place.is_empty() {
                <b>{place}{": "}</b>
            }
            {ours.map_or(message.as_str(), |ours| scene.say(ours))}
        </li>
    }
}

fn brought(scene: &Scene<'_>, brought: &Brought) -> Html {
    let (catalog, own) = (&brought.catalog, &scene.state.own);
    let name = brought.file.name();
    let facts = scene.facts(catalog.facts().len());
    let about =
        scene.fill("{0}: {1}, version {2}, {3}", &[&name, catalog.title(), catalog.version(), &facts]);
    // Which of two versions is the older one their names say best.
    let older = own.changes.is_none().then(|| catalog.version() < scene.catalog().version());
    html! {
        <fieldset class="pe-brought">
            <legend>{about}</legend>
            { for How::ALL.iter().map(|&(how, id, label)| html! {
                <label key={id}>
                    <input
                        type="radio"
                        name={format!("pe-how-{}", scene.state.around.number)}
                        data-how={id}
                        // The program says what is chosen: what can't be shown is not.
                        ~checked={own.how == how}
                        onchange={scene.change(Action::Own(Rc::new(Change::Show(how))))}
                    />
                    {scene.say(label)}
                </label>
            }) }
            <div class="pe-actions">
                <button
                    type="button"
                    class="pe-button"
                    aria-expanded={own.changes.is_some().to_string()}
                    onclick={scene.does(Change::Compare { older })}
                >
                    {scene.say("What changed")}
                </button>
                <button type="button" class="pe-button" onclick={scene.does(Change::Leave)}>{scene.say("Forget it")}</button>
            </div>
            if let Some((found, older)) = &own.changes {
                { changes(scene, found, *older) }
            }
        </fieldset>
    }
}

fn notes(scene: &Scene<'_>, own: &Own) -> Html {
    let number = own.notes.iter().count();
    if number == 0 {
        return html! { <p class="pe-reading">{scene.say("Notes on what only you know are made in the view Record.")}</p> };
    }
    let made = scene.count(
        number,
        "{0} note of yours, in the view Record.",
        "{0} notes of yours, in the view Record.",
    );
    html! {
        <>
            <p>{made}</p>
            <div class="pe-actions">
                <button type="button" class="pe-button" onclick={scene.does(Change::SaveNotes)}>
                    {scene.say("Save the notes as a file")}
                </button>
                <button type="button" class="pe-button" onclick={scene.does(Change::LeaveNotes)}>
                    {scene.say("Forget the notes")}
                </button>
            </div>
        </>
    }
}

fn keep(scene: &Scene<'_>, own: &Own) -> Html {
    let is_some = own.brought.is_some() || !own.notes.is_empty();
    if !is_some && own.kept == Kept::No {
        return html! {};
    }
    let is_kept = own.kept == Kept::Yes;
    html! {
        <>
            if scene.state.around.can_keep {
                <label class="pe-keep">
                    <input
                        type="checkbox"
                        ~checked={is_kept}
                        onchange={scene.change(Action::Own(Rc::new(Change::Keep(!is_kept))))}
                    />
                    {scene.say("Keep this in this browser, for the next visit")}
                </label>
            }
            if let Kept::Failed(why) = &own.kept {
                <p role="alert">{scene.fill("The browser doesn’t keep it: {0}", &[why])}</p>
            } else if !is_kept {
                <p class="pe-reading">{scene.say("It is forgotten when this page is closed.")}</p>
            }
            if scene.state.around.can_share && own.shown().is_some() {
                <p class="pe-reading">
                    {scene.say("Share, then Save a copy, makes one file of the explorer with this catalogue. Notes stay out of it.")}
                </p>
            }
        </>
    }
}
