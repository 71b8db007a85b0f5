//! What a reader brings: a catalogue in a file, and notes on products. Neither leaves the browser.
//!
//! The types are here, since the page's state holds them; what is done with them is in [`act`] and
//! [`read`], which load on first use.

pub(crate) mod act;
mod read;

use std::rc::Rc;

use privacy_catalog::notes::Notes;
use privacy_catalog::versions::Changes;
use privacy_catalog::{Catalog, Diagnostic, Index, message, messages};
use wasm_bindgen::JsValue;
use web_sys::{File, FileList};

use crate::shared::Shared;

/// How a catalogue from a file is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum How {
    /// With the one of the page; a product of both is the file's.
    #[default]
    Beside,
    /// Without the one of the page.
    Instead,
    /// Not at all: it is there to be compared.
    Apart,
}

impl How {
    /// All of them, with their ids and what readers choose by.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Beside, "beside", message("Beside the catalogue of this page")),
        (Self::Instead, "instead", message("In its place")),
        (Self::Apart, "apart", message("Not shown, only to compare")),
    ];
}

/// What kept notes are called in messages.
pub(crate) const KEPT: &str = message("the notes that this browser has kept");

/// What can be wrong with a file besides what it says.
pub(crate) const OURS: [&str; 2] = messages![
    "the browser could not read it; is it still there?",
    "expected one catalogue at a time; choose it alone",
];

/// A catalogue from a file.
#[derive(Clone)]
pub(crate) struct Brought {
    pub(crate) file: File,
    pub(crate) catalog: Rc<Catalog>,
}

/// A catalogue from a file, how it is shown, and indexed so; without an index it is not shown.
type Found = (Brought, How, Option<Shared<Index>>);

/// What came of a file, for the reader.
pub(crate) struct Said {
    pub(crate) file: String,
    pub(crate) outcome: Outcome,
    /// The mistakes of the file, or what is to be known of it.
    pub(crate) problems: Vec<Diagnostic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It can't be read; nothing of it is used.
    Refused,
    /// It is sound, but not beside the page's catalogue.
    Conflict,
    /// Its catalogue was read.
    Read,
    /// Its notes were taken over.
    Noted,
}

impl Outcome {
    /// Its name in the page.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::Read => "read",
            Self::Noted => "noted",
        }
    }
}

/// Whether the browser keeps what the reader brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    #[default]
    No,
    Yes,
    /// It was asked to and can't, and why.
    Failed(String),
}

/// The files of a list.
pub(crate) fn files(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Everything that a reader has brought, and what came of it.
#[derive(Clone, Default)]
pub(crate) struct Own {
    pub(crate) brought: Option<Brought>,
    /// How it is shown.
    pub(crate) how: How,
    /// The file that is being read, and how many hundredths of it are.
    pub(crate) reading: Option<(String, usize)>,
    /// What came of each file that was taken last.
    pub(crate) said: Vec<Rc<Said>>,
    pub(crate) notes: Rc<Notes>,
    /// The product and the column of the record whose note is being written.
    pub(crate) edited: Option<(String, String)>,
    /// What changed between the page's catalogue and the file's, if that is shown, and whether the file's
    /// is taken for the older one.
    pub(crate) changes: Option<(Rc<Changes>, bool)>,
    pub(crate) kept: Kept,
    /// Counts what is begun, so that what was begun before comes to nothing.
    turn: usize,
}

impl Own {
    /// The file whose catalogue is shown, and how.
    pub(crate) fn shown(&self) -> Option<(&File, How)> {
        let brought = self.brought.as_ref().filter(|_| self.how != How::Apart)?;
        Some((&brought.file, self.how))
    }
}

impl Change {
    /// Where the focus goes after it: to the note that is written, and back to what began it.
    pub(crate) fn place(&self, own: &Own) -> Option<String> {
        let (what, place) = match self {
            Self::Edit(Some(place)) => ("textarea", place),
            Self::Edit(None) | Self::Note(..) => (".pe-add-note", own.edited.as_ref()?),
            _ => return None,
        };
        Some(format!("[data-product=\"{}\"][data-row=\"{}\"] {what}", place.0, place.1))
    }
}

/// What can happen to it.
pub(crate) enum Change {
    /// What was kept, or is carried over from an explorer that is no more, is to be shown again.
    Open(JsValue),
    /// Files are to be read.
    Take(Vec<File>),
    /// So many hundredths of a file are read.
    Reading(usize, String, usize),
    /// Something came of a file, with a catalogue perhaps.
    Done(usize, Rc<Said>, Option<Found>),
    /// Notes were read.
    Noted(usize, Rc<Said>, Notes),
    /// The catalogue is to be shown in another way.
    Show(How),
    /// The catalogue is to be forgotten.
    Leave,
    /// The changes are shown or no longer, or in the other direction.
    Compare { older: Option<bool> },
    /// A note on a product and a column is being written, or none is.
    Edit(Option<(String, String)>),
    /// A note says this.
    Note(String, String, String),
    /// The notes are saved as a file.
    SaveNotes,
    /// The notes are to be forgotten.
    LeaveNotes,
    /// The browser is to keep what there is, or to forget what it has kept.
    Keep(bool),
    /// It does or doesn't.
    Kept(Kept),
    /// The reader has seen what came of a file.
    Dismiss,
}
