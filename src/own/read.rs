//! Reads files, and makes of a catalogue what is shown: in slices, between which the page lives on.

use std::rc::Rc;

use js_sys::Uint8Array;
use privacy_catalog::merge::{Merged, Part, merge};
use privacy_catalog::notes::{self, Notes};
use privacy_catalog::{Diagnostic, source};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::act::{Actor, problem};
use super::{Brought, Change, Found, How, OURS, Outcome, Said};
use crate::host::{self, Pace};

/// Reads files one after the other, and says what comes of each. `how` the catalogue among them is shown.
pub(super) fn take(files: Vec<File>, how: How, turn: usize, actor: Actor) {
    spawn_local(async move {
        let mut found = None;
        for file in files {
            let name = file.name();
            let bytes = if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
                Uint8Array::new(&buffer).to_vec()
            } else {
                let problems = problem(&name, OURS[0]);
                refuse(&actor, turn, name, problems);
                continue;
            };
            if is_of_notes(&bytes) {
                match Notes::from_json(&name, &bytes) {
                    Ok(notes) => {
                        let problems = notes.unknown(&name, actor.base.catalog());
                        let said = Said { file: name, outcome: Outcome::Noted, problems };
                        actor.say(Change::Noted(turn, Rc::new(said), notes));
                    }
                    Err(problems) => refuse(&actor, turn, name, problems),
                }
                continue;
            }
            let mut pace = pace(&actor, turn, &name);
            match host::read(&name, bytes, &mut pace).await {
                Ok(Ok(_)) if found.is_some() => {
                    let problems = problem(&name, OURS[1]);
                    refuse(&actor, turn, name, problems);
                }
                Ok(Ok(catalog)) => found = Some(Brought { file, catalog: Rc::new(catalog) }),
                Ok(Err(problems)) => refuse(&actor, turn, name, problems),
                // Nobody listens who could throw.
                Err(_) => {}
            }
        }
        if let Some(brought) = found {
            shown(brought, how, turn, &actor).await;
        }
    });
}

/// Shows a catalogue in another way.
pub(super) fn show(brought: Brought, how: How, turn: usize, actor: Actor) {
    spawn_local(async move { shown(brought, how, turn, &actor).await });
}

async fn shown(brought: Brought, how: How, turn: usize, actor: &Actor) {
    let name = brought.file.name();
    let done = |outcome, problems, found: Option<Found>| {
        actor.say(Change::Done(turn, Rc::new(Said { file: name.clone(), outcome, problems }), found));
    };
    let (catalog, remarks) = match how {
        How::Apart => return done(Outcome::Read, Vec::new(), Some((brought, how, None))),
        How::Instead => ((*brought.catalog).clone(), Vec::new()),
        How::Beside => {
            let base = Part { catalog: actor.base.catalog(), file: "the catalogue of this page" };
            match merge(base, Part { catalog: &brought.catalog, file: &name }) {
                Ok(Merged { catalog, remarks }) => (catalog, remarks),
                Err(problems) => {
                    return done(Outcome::Conflict, problems, Some((brought, How::Apart, None)));
                }
            }
        }
    };
    let mut pace = pace(actor, turn, &name);
    if let Ok(index) = host::indexed(catalog, 1, &mut pace).await {
        done(Outcome::Read, remarks, Some((brought, how, Some(index))));
    }
}

fn refuse(actor: &Actor, turn: usize, file: String, problems: Vec<Diagnostic>) {
    actor.say(Change::Done(turn, Rc::new(Said { file, outcome: Outcome::Refused, problems }), None));
}

/// Tells the reader how far the reading is, at every tenth.
fn pace(actor: &Actor, turn: usize, name: &str) -> Pace {
    let (actor, name, mut told) = (actor.clone(), name.to_owned(), 0);
    Pace::new(Box::new(move |done, all| {
        let share = (done as f64 / all.max(1) as f64 * 10.0) as usize * 10;
        if share != told {
            told = share;
            actor.say(Change::Reading(turn, name.clone(), share));
        }
        Ok::<(), JsValue>(())
    }))
}

/// Whether a file says that it holds notes, whatever else is wrong with it.
fn is_of_notes(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(START)]);
    let family = |schema: &'static str| schema.split('/').next().unwrap_or_default();
    start.contains(family(notes::SCHEMA)) && !start.contains(family(source::SCHEMA))
}

/// How many bytes of a file are looked at to tell what it holds.
const START: usize = 512;
