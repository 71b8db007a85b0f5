//! The parts of the page, one component a file.

// About every view, in the order in which they stand on the page.
pub(crate) mod header;
pub(crate) mod print;

pub(crate) mod catalogue;
mod changes;
pub(crate) mod export;
pub(crate) mod installation;

pub(crate) mod tabs;

pub(crate) mod facets;
pub(crate) mod value;

pub(crate) mod notices;
pub(crate) mod since;

pub(crate) mod bar;
pub(crate) mod chips;

pub(crate) mod footer;

// The views, in the order of their tabs, each followed by what is its alone.
pub(crate) mod facts;

pub(crate) mod compare;

pub(crate) mod flows;

pub(crate) mod lifecycle;

pub(crate) mod checklist;
pub(crate) mod ends;
pub(crate) mod life;

pub(crate) mod record;

pub(crate) mod sources;

// What they share.
pub(crate) mod cell;
pub(crate) mod choice;
pub(crate) mod copy;
pub(crate) mod details;
pub(crate) mod empty;
pub(crate) mod fact;
pub(crate) mod glyph;
pub(crate) mod keys;
pub(crate) mod marked;
pub(crate) mod more;
pub(crate) mod waiting;
pub(crate) mod words;
