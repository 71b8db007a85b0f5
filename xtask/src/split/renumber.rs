//! Numbers what the second part takes from the first in the order in which it stands there, once that is known:
//! names and places that count up together weigh little after compression.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

use super::Parts;
use super::parts::{FIRST, is_number, number};

/// Gives what the second part takes the same names in another order, which leaves both parts as long as they are.
///
/// # Errors
/// If they are no parts of one program.
pub fn renumber(parts: &mut Parts) -> Result<()> {
    let Parts { first, second } = parts;
    let mut exports = Vec::new();
    let mut section_end = 0;
    for payload in Parser::new(0).parse_all(first) {
        if let Payload::ExportSection(section) = payload? {
            section_end = section.range().end;
            for export in section.into_iter_with_offsets() {
                let (place, export) = export?;
                let key = (is_number(export.name), export.kind as u8, export.index);
                exports.push((key, place, export.name.to_owned()));
            }
        }
    }
    let begin = exports.first().context("the first part exports nothing")?.1;
    let ends: Vec<usize> = exports.iter().skip(1).map(|(_, place, _)| *place).chain([section_end]).collect();
    let mut exports: Vec<_> = exports.into_iter().zip(ends).collect();
    exports.sort_unstable();
    let mut names = HashMap::new();
    let mut section = Vec::new();
    for (((is_number, ..), place, name), end) in exports {
        section.extend_from_slice(&first[place..end]);
        if is_number {
            let at = section.len() - (end - place);
            let new = number(names.len());
            // Behind the byte that says how long it is.
            section[at + 1..][..new.len()].copy_from_slice(new.as_bytes());
            names.insert(name, new);
        }
    }
    first[begin..section_end].copy_from_slice(&section);

    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(second) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports_with_offsets() {
                let (place, import) = import?;
                if import.module == FIRST && is_number(import.name) {
                    let new =
                        names.get(import.name).context("the second part takes what the first has not")?;
                    // Behind the module, and the bytes that say how long both are.
                    places.push((place + 1 + FIRST.len() + 1, new));
                }
            }
        }
    }
    for (place, new) in places {
        second[place..][..new.len()].copy_from_slice(new.as_bytes());
    }
    Ok(())
}
