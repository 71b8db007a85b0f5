//! What a reader notes of their own products, to fill in a record: the public format `privacy-notes/1`.

use privacy_engine::json::write_text;

use crate::diagnostic::{quoted, shown};
use crate::json::read_object;
use crate::model::Catalog;
use crate::order;
use crate::record;
use crate::sorted::Pairs;
use crate::{Diagnostic, Severity};

/// The name and version of the format, the first thing in every file.
pub const SCHEMA: &str = "privacy-notes/1";

/// Notes, each on a product and a column of the record, by their ids. They are the reader's own: no
/// document says them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes(Vec<(String, Pairs)>);

impl Notes {
    /// The note on a product and a column of the record.
    #[must_use]
    pub fn get(&self, product: &str, column: &str) -> Option<&str> {
        let place = self.place(product).ok()?;
        self.0[place].1.get(column).map(String::as_str)
    }

    /// Sets a note; an empty one, or one of white space alone, takes it away.
    pub fn set(&mut self, product: &str, column: &str, text: &str) {
        match (self.place(product), text.trim().is_empty()) {
            (Err(_), true) => {}
            (Err(place), false) => {
                let notes = [(column.to_owned(), text.to_owned())].into_iter().collect();
                self.0.insert(place, (product.to_owned(), notes));
            }
            (Ok(place), false) => drop(self.0[place].1.insert(column.to_owned(), text.to_owned())),
            (Ok(place), true) => {
                let notes = &mut self.0[place].1;
                notes.remove(column);
                if notes.is_empty() {
                    self.0.remove(place);
                }
            }
        }
    }

    /// The notes by product, then by column: ids and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().flat_map(|(product, notes)| {
            notes.iter().map(move |(column, text)| (product.as_str(), column.as_str(), text.as_str()))
        })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the notes of `others`, which count where both have one.
    pub fn join(&mut self, others: &Self) {
        for (product, column, text) in others.iter() {
            self.set(product, column, text);
        }
    }

    /// The notes as a file, one product a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("{\n\"schema\": ");
        write_text(SCHEMA, &mut json);
        json.push_str(",\n\"notes\": {");
        for (at, (product, notes)) in self.0.iter().enumerate() {
            json.push_str(if at == 0 { "\n" } else { ",\n" });
            write_text(product, &mut json);
            json.push_str(": {");
            for (at, (column, text)) in notes.iter().enumerate() {
                json.push_str(if at == 0 { "" } else { ", " });
                write_text(column, &mut json);
                json.push_str(": ");
                write_text(text, &mut json);
            }
            json.push('}');
        }
        json.push_str("\n}\n}\n");
        json
    }

    /// Reads a file of notes, which is called `file` in messages. Products and columns that nothing is
    /// known of are read too; [`Notes::unknown`] names them.
    ///
    /// # Errors
    /// Every mistake with its place; nothing is read then.
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let mut notes = Vec::new();
        let mut schema = String::new();
        let problems = read_object(file, json, &mut |entry| {
            schema = entry.needed("schema");
            notes = entry.pairs_of_each("notes", "product");
        });
        if !schema.is_empty() && schema != SCHEMA {
            // What another version means by the same words is not for this one to judge.
            let message = format!("expected {}, found {}", quoted(SCHEMA), quoted(&schema));
            let (file, item, field) = (file.to_owned(), String::new(), "schema".to_owned());
            return Err(vec![Diagnostic { file, item, field, severity: Severity::Error, message }]);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let places = order::places(notes.len(), &|a, b| notes[a].0.cmp(&notes[b].0));
        let mut notes = order::arranged(notes, &places);
        for (_, notes) in &mut notes {
            let is_said = |(_, text): &&(String, String)| !text.trim().is_empty();
            if !notes.iter().all(|note| is_said(&note)) {
                *notes = notes.iter().filter(is_said).cloned().collect();
            }
        }
        notes.retain(|(_, notes)| !notes.is_empty());
        Ok(Self(notes))
    }

    /// A warning for each product that the catalogue doesn't have and each column that no record has;
    /// the notes are kept. `file` is where they are from.
    #[must_use]
    pub fn unknown(&self, file: &str, catalog: &Catalog) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut report = |product: &str, field: &str, message: &str| {
            found.push(Diagnostic {
                file: file.to_owned(),
                item: format!("product {}", shown(product)),
                field: shown(field),
                severity: Severity::Warning,
                message: message.to_owned(),
            });
        };
        for (product, notes) in &self.0 {
            if catalog.product_now(product).is_none() {
                report(
                    product,
                    "",
                    "expected a product of this catalogue; its notes are kept, and not shown",
                );
            }
            for (column, _) in notes.iter().filter(|(column, _)| !record::is_column(column)) {
                report(product, column, "expected a column of the record; the note is kept, and not shown");
            }
        }
        found
    }

    fn place(&self, product: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|one| one.0.as_str().cmp(product))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(json: &str) -> Vec<String> {
        let found = Notes::from_json("n.json", json.as_bytes()).err().unwrap_or_default();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn notes_are_set_taken_away_and_joined() {
        let mut notes = Notes::default();
        notes.set("b", "dpo", "Jo");
        notes.set("a", "dpo", "Al");
        notes.set("a", "retention", "2 years");
        notes.set("a", "retention", " \n");
        notes.set("c", "dpo", "");
        assert_eq!(notes.iter().collect::<Vec<_>>(), [("a", "dpo", "Al"), ("b", "dpo", "Jo")]);
        let mut others = Notes::default();
        others.set("b", "dpo", "Mo");
        others.set("d", "name", "X");
        notes.join(&others);
        assert_eq!((notes.get("b", "dpo"), notes.get("d", "name")), (Some("Mo"), Some("X")));
        others.set("b", "dpo", "");
        others.set("d", "name", "");
        assert!(others.is_empty() && others.get("b", "dpo").is_none());
    }

    #[test]
    fn a_file_of_notes_is_written_and_read() {
        let mut notes = Notes::default();
        notes.set("__proto__", "a \"quoted\" column", "Two\nlines, 🖨 and <b>");
        notes.set("alpha", "dpo", "Jo");
        notes.set("alpha", "retention", "Two years.");
        assert_eq!(
            notes.to_json(),
            "{\n\"schema\": \"privacy-notes/1\",\n\"notes\": {\n\
             \"__proto__\": {\"a \\\"quoted\\\" column\": \"Two\\u000alines, 🖨 and <b>\"},\n\
             \"alpha\": {\"dpo\": \"Jo\", \"retention\": \"Two years.\"}\n}\n}\n"
        );
        assert_eq!(Notes::from_json("n.json", notes.to_json().as_bytes()), Ok(notes));
        let none = Notes::default();
        assert_eq!(Notes::from_json("n.json", none.to_json().as_bytes()), Ok(none));
        let empty = r#"{"schema":"privacy-notes/1","notes":{"b":{"dpo":"Jo"},"a":{"dpo":" "}}}"#;
        let read = Notes::from_json("n.json", empty.as_bytes()).expect("it is of the format");
        assert_eq!(read.iter().collect::<Vec<_>>(), [("b", "dpo", "Jo")]);
    }

    #[test]
    fn every_mistake_of_a_file_has_its_place() {
        let file = r#"{"schema":"privacy-notes/1","colour":1,"notes":{"a":{"dpo":7,"x":"y","x":"z"},"b":[],"a":{}}}"#;
        assert_eq!(
            messages(file),
            [
                "error: n.json: product a, `dpo`: expected a text, found a number",
                "error: n.json: product a, `x`: this key stands twice",
                "error: n.json: product b: expected an object, found a list",
                "error: n.json: notes, `a`: this key stands twice",
                "error: n.json, `colour`: this key does not exist here, or stands twice",
            ]
        );
        let other = r#"{"schema":"privacy-notes/2","notes":[]}"#;
        let expected = r#"error: n.json, `schema`: expected "privacy-notes/1", found "privacy-notes/2""#;
        assert_eq!(messages(other), [expected]);
        assert_eq!(messages("{}").len(), 2);
        assert!(messages("[]")[0].contains("expected an object, found a list"));
        assert!(messages("{\n]")[0].contains("line 2"), "{:?}", messages("{\n]"));
        assert!(messages(&"[".repeat(100_000))[0].contains("maximal depth"));
        assert!(messages(&format!("{other} {other}"))[0].contains("end of file"));
    }

    #[test]
    fn what_is_not_known_is_named_and_kept() {
        let json = include_bytes!("../tests/data/small.json");
        let catalog = Catalog::from_json("small.json", json).expect("the test catalogue is sound");
        let file = br#"{"schema":"privacy-notes/1","notes":{"alpha":{"dpo":"Jo","mood":"good"},"gamma":{"dpo":"Al"}}}"#;
        let notes = Notes::from_json("n.json", file).expect("it is of the format");
        let found: Vec<String> = notes.unknown("n.json", &catalog).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "warning: n.json: product alpha, `mood`: expected a column of the record; the note is kept, and not shown",
                "warning: n.json: product gamma: expected a product of this catalogue; its notes are kept, and not shown",
            ]
        );
        assert_eq!((notes.get("gamma", "dpo"), notes.get("alpha", "mood")), (Some("Al"), Some("good")));
    }
}
