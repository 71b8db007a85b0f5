//! A file of notes: refused with messages, or read and written without loss.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use privacy_catalog::notes::Notes;
use privacy_catalog::record::{self, Form, Template};
use privacy_catalog::{Index, Locale, Query};
use privacy_fuzz::{assert_readable, mutate, small};

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(small()));

fuzz_target!(|input: &[u8]| {
    let notes = match Notes::from_json("notes.json", input) {
        Ok(notes) => notes,
        Err(found) => return assert_readable(&found),
    };
    assert_eq!(Notes::from_json("again.json", notes.to_json().as_bytes()), Ok(notes.clone()));
    let mut twice = notes.clone();
    twice.join(&notes);
    assert_eq!(twice, notes);
    let catalog = INDEX.catalog();
    let unknown = notes.unknown("notes.json", catalog);
    assert!(unknown.iter().all(|one| !one.to_string().is_empty()));
    let answer = INDEX.answer(&Query::default());
    let record = record::of_products(&INDEX, &answer, Form::Controller, Template::Ico);
    for row in record.with_notes(&notes, catalog).rows {
        assert!(
            row.cells.iter().all(|cell| !cell.text(Locale::ENGLISH, catalog, Form::Controller).is_empty())
        );
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
