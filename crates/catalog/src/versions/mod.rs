//! Two versions of a catalogue compared, and an old link read by a newer one.

mod entries;
mod fields;
mod links;

use std::fmt;

use crate::locale::{Locale, message};
use crate::model::{Catalog, Entry, Fact, Ids, Ix, Table};
use crate::order;
use entries::entries;
use fields::{FIELDS, differs, label, value};
pub use links::{LinkChanges, of_link};

/// What became of something from the older version to the newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is in both, and says something else.
    Changed,
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
}

impl How {
    /// The word for readers, in English.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => message("changed"),
            Self::Added => message("added"),
            Self::Removed => message("removed"),
        }
    }
}

/// A field that changed, with what it says for readers; empty if it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its key in the public format.
    pub key: &'static str,
    /// What it said.
    pub old: String,
    /// What it says.
    pub new: String,
}

impl FieldChange {
    /// The name for readers, in English.
    #[must_use]
    pub fn label(&self) -> &'static str {
        label(self.key)
    }
}

/// A fact that isn't the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// What became of it.
    pub how: How,
    /// Its id, the newer one if the older one was retired.
    pub id: String,
    /// The name of its product.
    pub product: String,
    /// What it says, in the newer version if that has it.
    pub text: String,
    /// Its place in the older version.
    pub old: Option<Ix<Fact>>,
    /// Its place in the newer version; of a fact that was removed, the one that its id leads to, if any.
    pub new: Option<Ix<Fact>>,
    /// The fields of a changed fact that changed, the state first.
    pub fields: Vec<FieldChange>,
}

impl FactChange {
    /// Whether the state changed.
    #[must_use]
    pub fn is_of_state(&self) -> bool {
        self.fields.first().is_some_and(|field| field.key == FIELDS[0])
    }
}

/// A product, a document or an entry of the vocabulary that isn't the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange {
    /// What became of it.
    pub how: How,
    /// What it is, in English, as `data type`.
    pub sort: &'static str,
    /// Its id, the newer one if the older one was retired.
    pub id: String,
    /// Its name or title.
    pub name: String,
    /// The fields of a changed one that changed.
    pub fields: Vec<FieldChange>,
}

/// What changed from one version of a catalogue to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The older version.
    pub old: String,
    /// The newer version.
    pub new: String,
    /// The facts: those whose state changed first, then by product, then by what became of them.
    pub facts: Vec<FactChange>,
    /// Products, documents and vocabulary, in this order.
    pub entries: Vec<EntryChange>,
    /// How many facts are the same.
    pub same: usize,
}

/// Compares two versions of a catalogue. What fields say, as far as the catalogue doesn't, is in the language
/// of `locale`.
///
/// A fact is known by its id; that of a retired id is the one that the id leads to, unless the older
/// version had that one too. Ids that a fact refers to are read the same way, so that a renamed data
/// type alone changes no fact.
#[must_use]
pub fn compare(locale: Locale, old: &Catalog, new: &Catalog) -> Changes {
    let mut changes = Changes { old: old.version.clone(), new: new.version.clone(), ..Changes::default() };
    let (mut before, mut after) = (String::new(), String::new());
    let canonical = |id: &str, _: &str, table: Option<&dyn Ids>| {
        table.map_or_else(|| id.to_owned(), |table| current(new, id, table))
    };
    let named = |_: &str, name: &str, _: Option<&dyn Ids>| name.to_owned();
    let product = |catalog: &Catalog, fact: &Fact| catalog.products[fact.product].name.clone();
    for pair in pairs(&old.facts, &new.facts, new) {
        let (was, is) = (pair.old.map(Ix::new), pair.new.map(Ix::new));
        match (was.map(|was| &old.facts[was]), is.filter(|_| !pair.is_led).map(|is| &new.facts[is])) {
            (Some(a), Some(b)) => {
                before.clear();
                after.clear();
                old.write_fact(a, &mut before);
                new.write_fact(b, &mut after);
                let differ = |key: &&'static str| differs(locale, (old, a), (new, b), key, &canonical);
                let keys = FIELDS.iter().copied().filter(|_| before != after).filter(differ);
                let fields: Vec<FieldChange> = keys
                    .map(|key| {
                        let (old, new) = (
                            value(locale, old, a, key, new, &named),
                            value(locale, new, b, key, new, &named),
                        );
                        FieldChange { key, old, new }
                    })
                    .collect();
                if fields.is_empty() {
                    changes.same += 1;
                } else {
                    let (id, product, text) = (b.id.clone(), product(new, b), b.text.clone());
                    let (old, new) = (was, is);
                    changes.facts.push(FactChange { how: How::Changed, id, product, text, old, new, fields });
                }
            }
            (only_old, only_new) => {
                let how = if only_new.is_some() { How::Added } else { How::Removed };
                let one = only_old.map(|a| (old, a)).or(only_new.map(|b| (new, b)));
                let Some((catalog, fact)) = one else { continue };
                let (id, product, text) = (fact.id.clone(), product(catalog, fact), fact.text.clone());
                changes.facts.push(FactChange {
                    how,
                    id,
                    product,
                    text,
                    old: was,
                    new: is,
                    fields: Vec::new(),
                });
            }
        }
    }
    let rank = |change: &FactChange| {
        let is_new = change.how != How::Removed;
        let at = if is_new { change.new } else { change.old };
        let at = at.map_or(0, Ix::get);
        let facts = if is_new { &new.facts } else { &old.facts };
        let product = facts.get(at).map_or(0, |fact| fact.product.get());
        // A product of the older version stands where the newer one has it, or after all.
        let product = if is_new { product } else { place_of_product(old, new, product) };
        (!change.is_of_state(), product, change.how, at)
    };
    let ranks: Vec<_> = changes.facts.iter().map(rank).collect();
    let places = order::places(ranks.len(), &|a, b| ranks[a].cmp(&ranks[b]));
    changes.facts = order::arranged(changes.facts, &places);
    entries(locale, old, new, &mut changes.entries);
    changes
}

fn place_of_product(old: &Catalog, new: &Catalog, product: u32) -> u32 {
    let id = old.products.get(product).map_or("", |product| &product.id);
    new.product_now(id).map_or(new.products.len() as u32 + product, Ix::get)
}

impl Changes {
    /// Whether nothing changed but, perhaps, ids.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.entries.is_empty()
    }

    /// How many facts were changed, were added and were removed, and how many changed in their state.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize, usize) {
        let of = |how: How| self.facts.iter().filter(|change| change.how == how).count();
        let of_state = self.facts.iter().filter(|change| change.is_of_state()).count();
        (of(How::Changed), of(How::Added), of(How::Removed), of_state)
    }

    /// The numbers, in a sentence.
    #[must_use]
    pub fn summary(&self, locale: Locale) -> String {
        let (changed, added, removed, of_state) = self.counts();
        let numbers = [of_state, added, removed, self.same].map(|number| locale.number(number));
        let [of_state, added, removed, same] = &numbers;
        let entries = locale.count(self.entries.len(), "{0} change", "{0} changes");
        locale.fill(
            "From {0} to {1}: {2} changed ({3} in state), {4} added, {5} removed, {6} the same; {7} of products, \
             documents and vocabulary.",
            &[&self.old, &self.new, &locale.facts(changed), of_state, added, removed, same, &entries],
        )
    }
}

impl fmt::Display for Changes {
    /// Writes for a terminal, in English: the summary, then a line for each change and one for each of its fields.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Locale::ENGLISH))?;
        for EntryChange { how, sort, id, name, fields } in &self.entries {
            write!(f, "\n{sort} {id} {}: {name}", how.word())?;
            write_fields(fields, f)?;
        }
        for FactChange { how, id, product, text, fields, new, .. } in &self.facts {
            write!(f, "\nfact {id} {} ({product}): {text}", how.word())?;
            if *how == How::Removed && new.is_some() {
                f.write_str("\n  its id leads to another fact, which was there before")?;
            }
            write_fields(fields, f)?;
        }
        Ok(())
    }
}

fn write_fields(fields: &[FieldChange], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for FieldChange { key, old, new } in fields {
        let old = if old.is_empty() { "(nothing)" } else { old };
        let new = if new.is_empty() { "(nothing)" } else { new };
        write!(f, "\n  {key}: {old} → {new}")?;
    }
    Ok(())
}

/// The id that stands in a table of the newer version for one of the older version.
fn current(newer: &Catalog, id: &str, table: &dyn Ids) -> String {
    newer.current(id, &|id| table.place(id).is_some()).to_owned()
}

/// What stands for something in the two versions.
struct Pair {
    old: Option<usize>,
    new: Option<usize>,
    /// Whether it is only the retired id that leads from the one to the other.
    is_led: bool,
}

/// What has the same id in both tables, and what only one of them has.
fn pairs<T: Entry>(old: &Table<T>, new: &Table<T>, newer: &Catalog) -> Vec<Pair> {
    let mut is_taken = vec![false; new.len()];
    let mut pairs = Vec::with_capacity(old.len());
    for (at, entry) in old.iter() {
        let found = new.find(entry.id()).map(|place| place.get() as usize);
        if let Some(found) = found {
            is_taken[found] = true;
        }
        pairs.push(Pair { old: Some(at.get() as usize), new: found, is_led: false });
    }
    for (pair, (_, entry)) in pairs.iter_mut().zip(old.iter()).filter(|(pair, _)| pair.new.is_none()) {
        let found = newer.redirect(entry.id()).and_then(|id| new.find(id));
        let Some(found) = found.map(|place| place.get() as usize) else { continue };
        pair.is_led = std::mem::replace(&mut is_taken[found], true);
        pair.new = Some(found);
    }
    let is_new = |(at, is_taken): (usize, &bool)| (!is_taken).then_some(at);
    let added = is_taken.iter().enumerate().filter_map(is_new);
    pairs.extend(added.map(|at| Pair { old: None, new: Some(at), is_led: false }));
    pairs
}

/// Texts as one; a semicolon in one of them doesn't look like the end of it.
fn listed<T: AsRef<str>>(texts: &[T]) -> String {
    let texts: Vec<String> =
        texts.iter().map(|text| text.as_ref().replace('\\', "\\\\").replace(';', "\\;")).collect();
    texts.join("; ")
}
