//! Notes: never lost, never more than notes.

use privacy_catalog::notes::Notes;
use privacy_catalog::record::{self, Form, Provenance, Template};
use privacy_catalog::{Catalog, Index, Locale, Query};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases;
use crate::worlds::catalogs;

const COLUMNS: &[&str] = &["retention", "dpo", "purposes", "subjects", "data_types", "organisation", "mood"];

fn notes() -> impl Strategy<Value = Notes> {
    let product =
        prop_oneof![select(&["p", "q", "old", "nowhere"][..]).prop_map(str::to_owned), any::<String>()];
    let column = prop_oneof![9 => select(COLUMNS).prop_map(str::to_owned), 1 => any::<String>()];
    let text = prop_oneof!["\\PC{0,12}", any::<String>()];
    vec((product, column, text), 0..12).prop_map(|all| {
        let mut notes = Notes::default();
        for (product, column, text) in &all {
            notes.set(product, column, text);
        }
        notes
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn notes_are_read_as_they_were_written(notes in notes(), others in notes()) {
        let file = notes.to_json();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok());
        prop_assert_eq!(Notes::from_json("n.json", file.as_bytes()), Ok(notes.clone()));
        let mut both = notes.clone();
        both.join(&others);
        for (product, column, text) in both.iter() {
            let expected = others.get(product, column).or(notes.get(product, column));
            prop_assert_eq!(Some(text), expected);
        }
        prop_assert!(others.iter().all(|(product, column, text)| both.get(product, column) == Some(text)));
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_place(notes in notes(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut file = notes.to_json().into_bytes();
        prop_assert!(Notes::from_json("n.json", &file[..file.len() - 2]).is_err());
        let at = at.index(file.len());
        file[at] = byte;
        if let Err(found) = Notes::from_json("n.json", &file) {
            prop_assert!(!found.is_empty() && found.iter().all(|one| one.file == "n.json"));
        }
    }

    #[test]
    fn a_note_fills_its_cell_and_changes_nothing_that_documents_say(
        mut catalog in catalogs(), notes in notes(), form in select(Form::ALL), template in select(Template::ALL),
    ) {
        catalog.redirects.insert("old".into(), "p".into());
        let bundle = privacy_catalog::source::Bundle { catalog, ..Default::default() };
        let index = Index::new(Catalog::from_bundle(&bundle).expect("it is sound"));
        let catalog = index.catalog();
        let plain = record::of_products(&index, &index.answer(&Query::default()), form.0, template.0);
        let noted = plain.clone().with_notes(&notes, catalog);
        prop_assert_eq!(noted.columns, plain.columns);
        prop_assert_eq!(noted.rows.len(), plain.rows.len());
        let columns = plain.columns;
        for (noted, plain) in noted.rows.iter().zip(&plain.rows) {
            let id = &catalog.products()[plain.product].id;
            for ((column, noted), plain) in columns.iter().zip(&noted.cells).zip(&plain.cells) {
                let column = column.key;
                let of_retired = if id == "p" { notes.get("old", column) } else { None };
                let expected = notes.get(id, column).or(of_retired);
                prop_assert_eq!(noted.note.as_deref(), expected);
                prop_assert_eq!((&noted.parts, &noted.gaps, &noted.helps), (&plain.parts, &plain.gaps, &plain.helps));
                prop_assert_eq!(noted.facts(), plain.facts());
                let text = noted.text(Locale::ENGLISH, catalog, form.0);
                if let Some(note) = expected {
                    prop_assert_eq!(noted.provenance(), Provenance::Local);
                    prop_assert!(text.starts_with("Local note\n") && !text.contains("MUST FILL"), "{}", text);
                    let marked = format!("\nNoted here, not in a document: {note}");
                    prop_assert!(text.contains(&marked), "{}", text);
                } else {
                    prop_assert_eq!(noted.provenance(), plain.provenance());
                    prop_assert_eq!(text, plain.text(Locale::ENGLISH, catalog, form.0));
                }
            }
        }
        for warning in notes.unknown("n.json", catalog) {
            prop_assert!(warning.message.contains("kept"));
        }
    }
}
