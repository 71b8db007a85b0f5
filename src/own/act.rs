//! What becomes of what a reader has brought.

use std::rc::Rc;

use js_sys::{Error, Function, Object, Promise, Reflect};
use privacy_catalog::notes::Notes;
use privacy_catalog::versions::compare;
use privacy_catalog::{Diagnostic, Index, Locale};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::{Change, How, KEPT, Kept, Outcome, Own, Said, read};
use crate::components::print;
use crate::download::download;
use crate::embed;
use crate::shared::Shared;
use crate::state::{Action, Dispatch};

/// Who acts.
#[derive(Clone)]
pub(crate) struct Actor {
    /// The page's catalogue.
    pub(crate) base: Shared<Index>,
    pub(crate) dispatch: Dispatch,
    /// Has the browser keep what it is given, if the page around can.
    pub(crate) keep: Option<Function>,
    /// The language of what changes say in words of the interface.
    pub(crate) locale: Locale,
}

impl Actor {
    pub(super) fn say(&self, change: Change) {
        self.dispatch.emit(Action::Own(Rc::new(change)));
    }
}

/// What there is after a change, and the index that is shown from now on, if that is another one.
pub(crate) fn act(own: &Own, change: &Change, actor: &Actor) -> (Own, Option<Shared<Index>>) {
    let mut next = own.clone();
    let mut index = None;
    match change {
        Change::Open(value) => next.open(value, actor),
        Change::Take(files) => next.take(files.clone(), How::Beside, actor),
        Change::Reading(turn, name, share) if *turn == own.turn => {
            next.reading = Some((name.clone(), *share));
        }
        Change::Done(turn, said, found) if *turn == own.turn => {
            next.reading = None;
            next.said.push(said.clone());
            if let Some((brought, how, indexed)) = found {
                next.brought = Some(brought.clone());
                next.how = *how;
                next.changes = None;
                index = Some(indexed.as_ref().unwrap_or(&actor.base).clone());
            }
        }
        Change::Noted(turn, said, notes) if *turn == own.turn => {
            next.reading = None;
            next.said.push(said.clone());
            Rc::make_mut(&mut next.notes).join(notes);
        }
        Change::Reading(..) | Change::Done(..) | Change::Noted(..) => return (next, None),
        Change::Show(how) => next.show(*how, actor),
        Change::Leave => {
            next = Own {
                notes: own.notes.clone(),
                kept: own.kept.clone(),
                turn: own.turn + 1,
                ..Own::default()
            };
            index = Some(actor.base.clone());
        }
        Change::Compare { older } => {
            let brought = own.brought.as_ref();
            next.changes = older.zip(brought).map(|(older, brought)| {
                let (theirs, ours) = (&*brought.catalog, actor.base.catalog());
                let changes = if older {
                    compare(actor.locale, theirs, ours)
                } else {
                    compare(actor.locale, ours, theirs)
                };
                (Rc::new(changes), older)
            });
        }
        Change::Edit(edited) => next.edited.clone_from(edited),
        Change::Note(product, column, text) => {
            Rc::make_mut(&mut next.notes).set(product, column, text);
            next.edited = None;
        }
        Change::SaveNotes => {
            let name = format!("privacy-notes-{}.json", print::day());
            download(&name, "application/json", own.notes.to_json().as_bytes());
        }
        Change::LeaveNotes => next.notes = Rc::default(),
        Change::Keep(true) => next.keep(actor),
        Change::Keep(false) => {
            next.kept = Kept::No;
            keep(&JsValue::NULL, actor);
        }
        Change::Kept(kept) => next.kept.clone_from(kept),
        Change::Dismiss => next.said.clear(),
    }
    let is_new = matches!(change, Change::Done(..) | Change::Noted(..) | Change::Leave)
        || matches!(change, Change::Note(..) | Change::LeaveNotes);
    if is_new && next.kept == Kept::Yes {
        next.keep(actor);
    }
    (next, index)
}

impl Own {
    fn take(&mut self, files: Vec<File>, how: How, actor: &Actor) {
        let Some(first) = files.first() else { return };
        self.turn += 1;
        self.said.clear();
        self.reading = Some((first.name(), 0));
        read::take(files, how, self.turn, actor.clone());
    }

    fn show(&mut self, how: How, actor: &Actor) {
        let Some(brought) = self.brought.clone() else { return };
        self.turn += 1;
        self.said.clear();
        self.reading = Some((brought.file.name(), 0));
        read::show(brought, how, self.turn, actor.clone());
    }

    /// Shows what [`Own::value`] has told, or what else the page around knows of it.
    fn open(&mut self, value: &JsValue, actor: &Actor) {
        let read = |key: &str| embed::property(value, key).unwrap_or_default();
        if read("kept").is_truthy() {
            self.kept = Kept::Yes;
        }
        if let Some(why) = read("why").as_string() {
            self.kept = Kept::Failed(why);
        }
        let notes = read("notes").as_string().unwrap_or_default();
        if !notes.is_empty() {
            match Notes::from_json(KEPT, notes.as_bytes()) {
                Ok(notes) => self.notes = Rc::new(notes),
                Err(problems) => {
                    let said = Said { file: KEPT.to_owned(), outcome: Outcome::Refused, problems };
                    self.said.push(Rc::new(said));
                }
            }
        }
        let id = read("how").as_string().unwrap_or_default();
        let how = How::ALL.iter().find(|one| one.1 == id).map_or(How::default(), |one| one.0);
        if let Ok(file) = read("file").dyn_into::<File>() {
            let said = std::mem::take(&mut self.said);
            self.take(vec![file], how, actor);
            self.said = said;
        }
    }

    /// Has the browser keep it.
    fn keep(&mut self, actor: &Actor) {
        // What isn't known yet is said once it is.
        self.kept = Kept::Yes;
        keep(&self.value(), actor);
    }

    /// All that there is, as an object that a database can hold; nothing if there is nothing.
    pub(crate) fn value(&self) -> JsValue {
        if self.brought.is_none() && self.notes.is_empty() {
            return JsValue::UNDEFINED;
        }
        let object = Object::new();
        let set = |key: &str, value: &JsValue| {
            let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        };
        if let Some(brought) = &self.brought {
            set("file", &brought.file);
        }
        let how = How::ALL.iter().find(|one| one.0 == self.how).map_or("", |one| one.1);
        set("how", &how.into());
        set("notes", &if self.notes.is_empty() { String::new() } else { self.notes.to_json() }.into());
        set("kept", &(self.kept == Kept::Yes).into());
        object.into()
    }
}

/// Has the browser keep a value in the place of the last one, and says so if it can't.
fn keep(value: &JsValue, actor: &Actor) {
    let Some(keep) = actor.keep.clone() else { return };
    let (value, actor) = (value.clone(), actor.clone());
    spawn_local(async move {
        let kept = match keep.call1(&JsValue::NULL, &value).map(JsCast::unchecked_into::<Promise>) {
            Ok(promise) => JsFuture::from(promise).await.map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = kept {
            let why = error.dyn_into().map(|error: Error| error.message().into()).unwrap_or_default();
            actor.say(Change::Kept(Kept::Failed(why)));
        }
    });
}

/// A problem with a file as a whole.
pub(super) fn problem(file: &str, message: &str) -> Vec<Diagnostic> {
    vec![Diagnostic {
        file: file.to_owned(),
        item: String::new(),
        field: String::new(),
        severity: privacy_catalog::Severity::Error,
        message: message.to_owned(),
    }]
}
