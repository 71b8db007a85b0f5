//! What changed in products, documents and vocabulary.

use super::{EntryChange, FieldChange, How, current, listed, pairs};
use crate::locale::{Locale, message};
use crate::model::{Catalog, Dpv, Entry, Ids, Table};
use crate::order;

/// An entry that isn't a fact, as far as it is compared: its name, then its other fields.
struct Described {
    name: String,
    fields: Vec<(&'static str, String)>,
}

pub(super) fn entries(locale: Locale, old: &Catalog, new: &Catalog, out: &mut Vec<EntryChange>) {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let parent = |id: Option<&str>, table: &dyn Ids| current(new, id.unwrap_or_default(), table);
    each(message("product"), &old.products, &new.products, new, out, &|_, product| {
        let covers = product.covers.map(|place| product.releases[place].clone());
        let components: Vec<String> =
            product.components.iter().map(|one| format!("{} ({})", one.name, one.id)).collect();
        let fields = vec![
            ("name", product.name.clone()),
            ("aliases", listed(&product.aliases)),
            ("summary", product.summary.clone()),
            ("components", listed(&components)),
            ("releases", listed(&product.releases)),
            ("covers", covers.unwrap_or_default()),
        ];
        Described { name: product.name.clone(), fields }
    });
    each(message("source"), &old.sources, &new.sources, new, out, &|is_new, source| {
        let catalog = if is_new { new } else { old };
        let id = catalog.products[source.product].id.as_str();
        let sections = source.sections.iter().map(|one| match &one.no_facts {
            Some(why) => format!("{} {} ({why})", one.id, one.title),
            None => format!("{} {}", one.id, one.title),
        });
        let fields = vec![
            ("title", source.title.clone()),
            ("product", parent(Some(id), &new.products)),
            ("release", or_empty(&source.release)),
            ("date", or_empty(&source.date)),
            ("version", or_empty(&source.version)),
            ("sections", listed(&sections.collect::<Vec<_>>())),
        ];
        Described { name: source.title.clone(), fields }
    });
    let dpv = |dpv: &Option<Dpv>| {
        dpv.as_ref().map_or_else(String::new, |dpv| format!("{} ({})", dpv.term, dpv.fit.id()))
    };
    each(message("data type"), &old.data_types, &new.data_types, new, out, &|is_new, entry| {
        let table = if is_new { &new.data_types } else { &old.data_types };
        let group = entry.group.map(|group| table[group].id.as_str());
        let fields = vec![
            ("name", entry.name.clone()),
            ("group", parent(group, &new.data_types)),
            ("synonyms", listed(&entry.synonyms)),
            ("dpv", dpv(&entry.dpv)),
        ];
        Described { name: entry.name.clone(), fields }
    });
    each(message("feature"), &old.features, &new.features, new, out, &|is_new, entry| {
        let table = if is_new { &new.features } else { &old.features };
        let family = entry.family.map(|family| table[family].id.as_str());
        let fields = vec![
            ("name", entry.name.clone()),
            ("family", parent(family, &new.features)),
            ("synonyms", listed(&entry.synonyms)),
            ("dpv", dpv(&entry.dpv)),
            ("gdpr", listed(&entry.gdpr)),
        ];
        Described { name: entry.name.clone(), fields }
    });
    each(message("subject"), &old.subjects, &new.subjects, new, out, &|_, entry| {
        let fields = vec![("name", entry.name.clone()), ("synonyms", listed(&entry.synonyms))];
        Described { name: entry.name.clone(), fields }
    });
    each(message("recipient"), &old.recipients, &new.recipients, new, out, &|_, entry| {
        let fields = vec![
            ("name", entry.name.clone()),
            ("kind", locale.say(entry.kind.label()).to_owned()),
            ("synonyms", listed(&entry.synonyms)),
        ];
        Described { name: entry.name.clone(), fields }
    });
}

/// Compares two tables; `describe` is told whether an entry is of the newer one.
fn each<T: Entry>(
    sort: &'static str,
    old: &Table<T>,
    new: &Table<T>,
    newer: &Catalog,
    out: &mut Vec<EntryChange>,
    describe: &dyn Fn(bool, &T) -> Described,
) {
    let start = out.len();
    for pair in pairs(old, new, newer) {
        let before = pair.old.and_then(|at| old.get(at as u32));
        let after = pair.new.filter(|_| !pair.is_led).and_then(|at| new.get(at as u32));
        let Some(id) = after.or(before).map(|entry| entry.id().to_owned()) else { continue };
        let (was, is) =
            (before.map(|entry| describe(false, entry)), after.map(|entry| describe(true, entry)));
        out.extend(entry_change(sort, id, was, is));
    }
    let rows = out.split_off(start);
    let places = order::places(rows.len(), &|a, b| rows[a].how.cmp(&rows[b].how));
    out.extend(order::arranged(rows, &places));
}

fn entry_change(
    sort: &'static str,
    id: String,
    was: Option<Described>,
    is: Option<Described>,
) -> Option<EntryChange> {
    let (how, name, fields) = match (was, is) {
        (Some(was), Some(is)) => {
            let both = was.fields.into_iter().zip(is.fields).filter(|(old, new)| old.1 != new.1);
            let fields: Vec<_> = both.map(|((key, old), (_, new))| FieldChange { key, old, new }).collect();
            (!fields.is_empty()).then_some((How::Changed, is.name, fields))?
        }
        (None, Some(is)) => (How::Added, is.name, Vec::new()),
        (Some(was), None) => (How::Removed, was.name, Vec::new()),
        (None, None) => return None,
    };
    Some(EntryChange { how, sort, id, name, fields })
}
