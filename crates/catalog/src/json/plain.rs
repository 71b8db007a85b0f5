//! Reads a fact that is wholly as it should be in one pass, from its bytes to the trusted type.
//!
//! Of anything else, a mistake or a rare way to write, it says nothing: `tables` and `resolve` then read
//! the same bytes, with every step and every message.

use privacy_engine::cursor::{Cursor, Keys};
use privacy_engine::hash::Names;

use crate::model::{About, Catalog, Cite, Entry, Fact, Ix, Manual, Product, Source, Table, Word, is_id};
use crate::resolve::Lists;
use crate::sorted::Pairs;
use crate::source::ALL_DATA;

/// Declares the keys of an object, each with a name by which it is told.
macro_rules! keys {
    ($($name:ident = $key:literal),+) => {
        #[derive(Clone, Copy)]
        enum Key { $($name),+ }
        const KEYS: &[&str] = &[$($key),+];
        const ALL: &[Key] = &[$(Key::$name),+];
    };
}

/// The ids of the tables that facts refer to.
#[derive(Debug)]
pub(crate) struct Known {
    products: Names,
    sources: Names,
    data_types: Names,
    features: Names,
    subjects: Names,
    recipients: Names,
}

impl Known {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        Self {
            products: names(&catalog.products),
            sources: names(&catalog.sources),
            data_types: names(&catalog.data_types),
            features: names(&catalog.features),
            subjects: names(&catalog.subjects),
            recipients: names(&catalog.recipients),
        }
    }
}

fn names<T: Entry>(table: &Table<T>) -> Names {
    let ids: Vec<&str> = table.iter().map(|(_, entry)| entry.id()).collect();
    Names::new(ids.len(), &|at| ids[at])
}

/// The fact that the cursor is at, if nothing is wrong with it, nor its references.
pub(crate) fn fact(c: &mut Cursor<'_>, known: &Known, catalog: &Catalog, lists: &Lists) -> Option<Fact> {
    keys!(
        Id = "id",
        Product = "product",
        Component = "component",
        Kind = "kind",
        Activity = "activity",
        Direction = "direction",
        DataTypes = "data_types",
        Features = "features",
        Subjects = "subjects",
        Recipients = "recipients",
        State = "state",
        Default = "default",
        Since = "since",
        Until = "until",
        Values = "values",
        Text = "text",
        Note = "note",
        Cite = "cite",
        Manuals = "manuals"
    );
    let (mut id, mut product, mut component, mut kind) = (None, None, None, None);
    let (mut activity, mut direction, mut state, mut default) = (None, None, None, None);
    let (mut since, mut until, mut text, mut note, mut cited) = (None, None, None, None, None);
    let mut about = About::Types(Vec::new());
    let (mut features, mut subjects, mut recipients) = (Vec::new(), Vec::new(), Vec::new());
    let (mut values, mut manuals) = (Pairs::default(), Vec::new());
    let mut keys = Keys::new(KEYS);
    c.take(b'{')?;
    while let Some(key) = ALL.get(c.key(&mut keys)?) {
        match key {
            Key::Id => id = Some(c.text()?),
            Key::Product => product = known.products.find(&c.text()?),
            Key::Component => component = Some(c.text()?),
            Key::Kind => kind = Some(word(c)?),
            Key::Activity => activity = Some(word(c)?),
            Key::Direction => direction = Some(word(c)?),
            Key::DataTypes => about = data(c, &known.data_types)?,
            Key::Features => features = places(c, &known.features)?,
            Key::Subjects => subjects = places(c, &known.subjects)?,
            Key::Recipients => recipients = places(c, &known.recipients)?,
            Key::State => state = Some(word(c)?),
            Key::Default => default = Some(word(c)?),
            Key::Since => since = Some(c.text()?),
            Key::Until => until = Some(c.text()?),
            Key::Values => values = pairs(c)?,
            Key::Text => text = Some(c.text()?),
            Key::Note => note = Some(c.text()?.into_owned()),
            Key::Cite => cited = Some(cite(c, &known.sources, catalog, lists)?),
            Key::Manuals => manuals = list_of_manuals(c)?,
        }
    }
    let id = id.filter(|id| is_id(id) && id != ALL_DATA)?;
    let product: Ix<Product> = Ix::new(product? as usize);
    let release = |name: &str| lists.release(catalog, product, name);
    let component = match component {
        Some(id) => Some(lists.component(catalog, product, &id)?),
        None => None,
    };
    let since = match since {
        Some(name) => Some(release(&name)?),
        None => None,
    };
    let until = match until {
        Some(name) => Some(release(&name)?),
        None => None,
    };
    Some(Fact {
        component,
        since,
        until,
        id: id.into_owned(),
        product,
        kind: kind?,
        activity,
        direction,
        about,
        features,
        subjects,
        recipients,
        state,
        default,
        values,
        text: text?.into_owned(),
        note,
        cite: cited?,
        manuals,
    })
}

/// A word of a closed list.
fn word<T: Word>(c: &mut Cursor<'_>) -> Option<T> {
    T::from_id(&c.text()?)
}

fn data(c: &mut Cursor<'_>, ids: &Names) -> Option<About> {
    let start = c.at();
    if let Some(types) = places(c, ids) {
        return Some(About::Types(types));
    }
    c.set(start);
    c.take(b'[')?;
    let is_all = c.text()? == ALL_DATA;
    c.take(b']')?;
    is_all.then_some(About::AllData)
}

fn places<T>(c: &mut Cursor<'_>, ids: &Names) -> Option<Vec<Ix<T>>> {
    // In the same memory.
    Some(c.places(ids)?.into_iter().map(|place| Ix::new(place as usize)).collect())
}

/// Texts by key, each of which stands once.
fn pairs(c: &mut Cursor<'_>) -> Option<Pairs> {
    let (mut first, mut pairs) = (true, Vec::new());
    c.take(b'{')?;
    while c.more(&mut first, b'}')? {
        let key = c.text()?.into_owned();
        c.take(b':')?;
        pairs.push((key, c.text()?.into_owned()));
    }
    let mut is_twice = false;
    let pairs = Pairs::from_unsorted(pairs, &mut |_| is_twice = true);
    (!is_twice).then_some(pairs)
}

fn cite(c: &mut Cursor<'_>, ids: &Names, catalog: &Catalog, lists: &Lists) -> Option<Cite> {
    keys!(Source = "source", Section = "section", Row = "row");
    let (mut source, mut section, mut row) = (None, None, None);
    let mut keys = Keys::new(KEYS);
    c.take(b'{')?;
    while let Some(key) = ALL.get(c.key(&mut keys)?) {
        match key {
            Key::Source => source = ids.find(&c.text()?),
            Key::Section => section = Some(c.text()?.into_owned()),
            Key::Row => row = Some(c.text()?.into_owned()),
        }
    }
    let (source, section_id): (Ix<Source>, _) = (Ix::new(source? as usize), section?);
    let section = lists.section(catalog, source, &section_id);
    if section.is_none() && !catalog.sources[source].sections.is_empty() {
        return None;
    }
    Some(Cite { source, section, section_id, row })
}

fn list_of_manuals(c: &mut Cursor<'_>) -> Option<Vec<Manual>> {
    keys!(Title = "title", Section = "section");
    let (mut first, mut manuals) = (true, Vec::new());
    c.take(b'[')?;
    while c.more(&mut first, b']')? {
        let (mut title, mut section) = (None, None);
        let mut keys = Keys::new(KEYS);
        c.take(b'{')?;
        while let Some(key) = ALL.get(c.key(&mut keys)?) {
            match key {
                Key::Title => title = Some(c.text()?.into_owned()),
                Key::Section => section = Some(c.text()?.into_owned()),
            }
        }
        manuals.push(Manual { title: title?, section });
    }
    Some(manuals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Resolver;
    use crate::source::Bundle;

    const SMALL: &str = include_str!("../../tests/data/small.json");
    const WHOLE: &str = include_str!("../../../../data/catalogue.json");

    fn resolver(json: &str) -> (Resolver, usize) {
        let bundle = Bundle::from_json("x.json", json.as_bytes()).expect("it is of the format");
        let facts = bundle.catalog.facts.len();
        (Resolver::new(&bundle.catalog, &|_| "x.json", "x.json"), facts)
    }

    #[test]
    fn every_fact_of_a_sound_catalogue_is_plain() {
        for json in [SMALL, WHOLE] {
            let (mut resolver, facts) = resolver(json);
            let start = json.find("\"facts\"").expect("it has facts") + "\"facts\":".len();
            let mut cursor = Cursor::new(json.as_bytes(), start);
            assert!(cursor.take(b'[').is_some());
            let (mut first, mut read) = (true, 0);
            while cursor.more(&mut first, b']') == Some(true) {
                assert!(resolver.add_plain(&mut cursor), "at {}", &json[cursor.at()..][..80]);
                read += 1;
            }
            assert_eq!(read, facts);
        }
    }

    #[test]
    fn room_is_made_in_few_steps_and_for_little_more_than_there_is() {
        for (long, most) in [(0, 2), (1000, 20)] {
            let fact = |at: usize| {
                let text = "x".repeat(if at < 300 { long } else { 0 });
                let cite = r#"{"source":"alpha-guide","section":"1"}"#;
                format!(
                    r#"{{"id":"f{at:05}","product":"alpha","kind":"holding","text":"{text}","cite":{cite}}}"#
                )
            };
            let file: String = (0..10_000).map(fact).collect();
            let (mut resolver, _) = resolver(SMALL);
            let mut cursor = Cursor::new(file.as_bytes(), 0);
            let mut room = Vec::new();
            while cursor.left() > 0 {
                assert!(resolver.add_plain(&mut cursor));
                room.push(resolver.facts.capacity());
            }
            let read = room.len();
            assert!(room[read - 1] < 2 * read, "{} for {read}", room[read - 1]);
            // Before 256 facts it grows by doubling.
            room.drain(..256);
            room.dedup();
            assert!((1..=most).contains(&room.len()), "{} steps", room.len());
        }
    }

    #[test]
    fn what_must_be_reported_is_not_plain() {
        let (mut resolver, _) = resolver(SMALL);
        let mut is_plain = |fact: &str| resolver.add_plain(&mut Cursor::new(fact.as_bytes(), 0));
        let line =
            SMALL.lines().find(|line| line.starts_with("{\"id\":\"alpha-mfa-old\"")).expect("it is there");
        let fact = line.trim_end_matches(',');
        assert!(is_plain(fact));
        let with = |more: &str| format!("{},{more}}}", &fact[..fact.len() - 1]);
        assert!(is_plain(&with(
            r#""subjects":["end-user"],"manuals":[],"since":"2.0","component":"portal""#
        )));
        for more in [
            r#""id":"twice""#,
            r#""stray":"""#,
            r#""note":null"#,
            r#""subjects":["nobody"]"#,
            r#""subjects":"end-user""#,
            r#""component":"nothing""#,
            r#""since":"never""#,
            r#""manuals":[{}]"#,
            r#""manuals":[{"title":"T","part":"1"}]"#,
        ] {
            assert!(!is_plain(&with(more)), "{more}");
        }
        for (old, new) in
            [("alpha-mfa-old", "Alpha"), ("alpha-mfa-old", "all"), ("\"measure\"", "\"measures\"")]
        {
            assert!(fact.contains(old) && !is_plain(&fact.replacen(old, new, 1)), "{new}");
        }
    }
}
