//! The form in which a program carries its own catalogue: smaller than JSON after compression, and
//! read in a fraction of the time, since nothing in it is looked up by name.
//!
//! It is made when the catalogue is built and read by the program that is built with it: it is no
//! format to exchange, and has no version. Texts stand together by what they are, since a compressor
//! finds more in common among them; places in tables are numbers. A damaged one is refused.

use std::str::Split;

use crate::model::{
    About, Activity, Catalog, Cite, Component, DataType, Direction, Dpv, Fact, Feature, Ids as _, Ix, Kind,
    Manual, Match, Product, Recipient, RecipientKind, Section, Source, State, Subject, Switch, Table, Word,
};
use crate::resolve::{by_product, number_releases};
use crate::sorted::Pairs;

/// Ends each text. A catalogue that holds this character can't be packed.
const END: char = '\0';

/// What a packed catalogue consists of, each with its length before it: the tables' texts; the facts'
/// texts, notes, ids and values; names that facts share; and numbers, of the tables first.
const PARTS: usize = 7;

/// The most bytes of shared names that all facts may come to, a thousand times what ours do. A name stands
/// there once, so a small file could otherwise ask for more memory than there is.
const MOST_SHARED: usize = 1 << 26;

impl Catalog {
    /// The catalogue in packed form, or `None` if a text holds a NUL.
    #[must_use]
    pub fn pack(&self) -> Option<Vec<u8>> {
        let mut packer = Packer::default();
        packer.tables(self);
        self.facts().iter().for_each(|(_, fact)| packer.fact(fact));
        let Packer { tables, texts, notes, ids, values, names, numbers } = packer;
        let mut parts = Vec::new();
        for texts in [tables, texts, notes, ids, values, names] {
            if texts.iter().any(|text| text.contains(END)) {
                return None;
            }
            parts.push(texts.join("\0").into_bytes());
        }
        parts.push(numbers);
        let mut whole = Vec::new();
        for part in parts {
            push(part.len(), &mut whole);
            whole.extend_from_slice(&part);
        }
        Some(whole)
    }

    /// Reads a packed catalogue; `None` if it is damaged.
    #[must_use]
    pub fn unpack(mut packed: &[u8]) -> Option<Self> {
        let mut parts: [&[u8]; PARTS] = [&[]; PARTS];
        for part in &mut parts {
            let len = pull(&mut packed)?;
            (*part, packed) = packed.split_at_checked(len)?;
        }
        let split = |at: usize| Some(std::str::from_utf8(parts[at]).ok()?.split(END));
        let mut unpacker = Unpacker {
            tables: split(0)?,
            texts: split(1)?,
            notes: split(2)?,
            ids: split(3)?,
            values: split(4)?,
            names: split(5)?.collect(),
            numbers: parts[6],
            shared: 0,
        };
        let catalog = unpacker.catalog()?;
        let mut facts = Vec::new();
        while !unpacker.numbers.is_empty() {
            facts.push(unpacker.fact(&catalog)?);
        }
        let facts = Table::new(by_product(facts, catalog.products.len()));
        facts.are_unique().then_some(Self { facts, ..catalog })
    }
}

/// Adds a number: seven bits a byte, lowest first, the highest bit set if more follow.
fn push(mut number: usize, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number as [`push`] writes it.
fn pull(from: &mut &[u8]) -> Option<usize> {
    // Nearly all of them.
    if let [byte @ 0..128, rest @ ..] = *from {
        *from = rest;
        return Some(usize::from(*byte));
    }
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        number |= (byte as usize & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

/// What a catalogue holds, apart.
#[derive(Default)]
struct Packer<'a> {
    tables: Vec<&'a str>,
    texts: Vec<&'a str>,
    notes: Vec<&'a str>,
    ids: Vec<&'a str>,
    values: Vec<&'a str>,
    names: Vec<&'a str>,
    numbers: Vec<u8>,
}

impl<'a> Packer<'a> {
    /// Everything but the facts.
    fn tables(&mut self, catalog: &'a Catalog) {
        self.tables.extend([catalog.title.as_str(), &catalog.version]);
        self.number(catalog.products.len());
        for (_, row) in catalog.products.iter() {
            self.tables.extend([row.id.as_str(), &row.name, &row.summary]);
            self.list(&row.aliases);
            self.number(row.components.len());
            self.tables.extend(row.components.iter().flat_map(|one| [one.id.as_str(), &one.name]));
            self.list(&row.releases);
            self.option(row.covers);
        }
        self.number(catalog.sources.len());
        for (_, row) in catalog.sources.iter() {
            self.tables.extend([row.id.as_str(), &row.title]);
            self.number(row.product.get() as usize);
            for text in [&row.release, &row.date, &row.version] {
                self.option_text(text.as_ref());
            }
            self.number(row.sections.len());
            for section in &row.sections {
                self.tables.extend([section.id.as_str(), &section.title]);
                self.option_text(section.no_facts.as_ref());
            }
        }
        self.number(catalog.data_types.len());
        for (_, row) in catalog.data_types.iter() {
            self.tables.extend([row.id.as_str(), &row.name]);
            self.option(row.group.map(|group| group.get() as usize));
            self.list(&row.synonyms);
            self.dpv(row.dpv.as_ref());
        }
        self.number(catalog.features.len());
        for (_, row) in catalog.features.iter() {
            self.tables.extend([row.id.as_str(), &row.name]);
            self.option(row.family.map(|family| family.get() as usize));
            self.list(&row.synonyms);
            self.dpv(row.dpv.as_ref());
            self.list(&row.gdpr);
        }
        self.number(catalog.subjects.len());
        for (_, row) in catalog.subjects.iter() {
            self.tables.extend([row.id.as_str(), &row.name]);
            self.list(&row.synonyms);
        }
        self.number(catalog.recipients.len());
        for (_, row) in catalog.recipients.iter() {
            self.tables.extend([row.id.as_str(), &row.name]);
            self.option(Some(row.kind as usize));
            self.list(&row.synonyms);
        }
        self.number(catalog.redirects.iter().len());
        self.tables.extend(catalog.redirects.iter().flat_map(|(from, to)| [from.as_str(), to]));
    }

    fn list(&mut self, texts: &'a [String]) {
        self.number(texts.len());
        self.tables.extend(texts.iter().map(String::as_str));
    }

    fn option_text(&mut self, text: Option<&'a String>) {
        self.number(usize::from(text.is_some()));
        self.tables.extend(text.map(String::as_str));
    }

    fn dpv(&mut self, dpv: Option<&'a Dpv>) {
        self.option(dpv.map(|dpv| dpv.fit as usize));
        self.tables.extend(dpv.map(|dpv| dpv.term.as_str()));
    }

    fn fact(&mut self, fact: &'a Fact) {
        self.texts.push(&fact.text);
        self.ids.push(&fact.id);
        self.number(fact.product.get() as usize);
        self.number(fact.kind as usize);
        self.option(fact.state.map(|word| word as usize));
        self.option(fact.activity.map(|word| word as usize));
        self.option(fact.direction.map(|word| word as usize));
        self.option(fact.default.map(|word| word as usize));
        self.option(fact.component);
        self.option(fact.since);
        self.option(fact.until);
        match &fact.about {
            About::AllData => self.number(0),
            About::Types(types) => {
                self.number(types.len() + 1);
                for place in types {
                    self.number(place.get() as usize);
                }
            }
        }
        self.places(&fact.features);
        self.places(&fact.subjects);
        self.places(&fact.recipients);
        self.number(fact.values.iter().len());
        for (key, value) in &fact.values {
            self.name(key);
            self.values.push(value);
        }
        self.number(usize::from(fact.note.is_some()));
        self.notes.extend(fact.note.as_deref());
        self.number(fact.cite.source.get() as usize);
        self.option(fact.cite.section);
        if fact.cite.section.is_none() {
            self.name(&fact.cite.section_id);
        }
        self.option_name(fact.cite.row.as_deref());
        self.number(fact.manuals.len());
        for manual in &fact.manuals {
            self.name(&manual.title);
            self.option_name(manual.section.as_deref());
        }
    }

    fn number(&mut self, number: usize) {
        push(number, &mut self.numbers);
    }

    fn option(&mut self, number: Option<usize>) {
        self.number(number.map_or(0, |number| number + 1));
    }

    fn places<T>(&mut self, places: &[Ix<T>]) {
        self.number(places.len());
        for place in places {
            self.number(place.get() as usize);
        }
    }

    fn name(&mut self, name: &'a str) {
        self.option_name(Some(name));
    }

    fn option_name(&mut self, name: Option<&'a str>) {
        let place = name.map(|name| {
            self.names.iter().position(|one| *one == name).unwrap_or_else(|| {
                self.names.push(name);
                self.names.len() - 1
            })
        });
        self.option(place);
    }
}

/// What is left of a packed catalogue.
struct Unpacker<'a> {
    tables: Split<'a, char>,
    texts: Split<'a, char>,
    notes: Split<'a, char>,
    ids: Split<'a, char>,
    values: Split<'a, char>,
    names: Vec<&'a str>,
    numbers: &'a [u8],
    /// How many bytes of shared names have been copied.
    shared: usize,
}

// The outer option is for what is damaged, the inner one for what is absent.
#[allow(clippy::option_option)]
impl Unpacker<'_> {
    /// The catalogue without its facts, in the order in which [`Packer::tables`] writes it.
    fn catalog(&mut self) -> Option<Catalog> {
        let (title, version) = (self.table_text()?, self.table_text()?);
        let mut products = self.rows(|from, _| {
            let (id, name, summary) = (from.table_text()?, from.table_text()?, from.table_text()?);
            let aliases = from.list()?;
            let components =
                from.rows(|from, _| Some(Component { id: from.table_text()?, name: from.table_text()? }))?;
            let releases = from.list()?;
            let covers = from.option(releases.len())?;
            Some(Product { id, name, aliases, summary, components, releases, first_release: 0, covers })
        })?;
        number_releases(&mut products);
        let products = Table::new(products);
        let sources = self.rows(|from, _| {
            let (id, title) = (from.table_text()?, from.table_text()?);
            let product = from.place(products.len())?;
            let (release, date, version) = (from.option_text()?, from.option_text()?, from.option_text()?);
            let sections = from.rows(|from, _| {
                let (id, title) = (from.table_text()?, from.table_text()?);
                Some(Section { id, title, no_facts: from.option_text()? })
            })?;
            Some(Source { id, product, title, release, date, version, sections })
        })?;
        let data_types = self.rows(|from, len| {
            let (id, name) = (from.table_text()?, from.table_text()?);
            let group = from.option(len)?.map(Ix::new);
            Some(DataType { id, name, group, synonyms: from.list()?, dpv: from.dpv()? })
        })?;
        let features = self.rows(|from, len| {
            let (id, name) = (from.table_text()?, from.table_text()?);
            let family = from.option(len)?.map(Ix::new);
            let (synonyms, dpv) = (from.list()?, from.dpv()?);
            Some(Feature { id, name, family, synonyms, dpv, gdpr: from.list()? })
        })?;
        let subjects = self.rows(|from, _| {
            Some(Subject { id: from.table_text()?, name: from.table_text()?, synonyms: from.list()? })
        })?;
        let recipients = self.rows(|from, _| {
            let (id, name) = (from.table_text()?, from.table_text()?);
            let kind: RecipientKind = from.word()??;
            Some(Recipient { id, name, kind, synonyms: from.list()? })
        })?;
        let redirects = self.rows(|from, _| Some((from.table_text()?, from.table_text()?)))?;
        let top = |group: Ix<DataType>| data_types[group.get() as usize].group.is_none();
        let is_flat = data_types.iter().filter_map(|row| row.group).all(top);
        let top = |family: Ix<Feature>| features[family.get() as usize].family.is_none();
        let is_flat = is_flat && features.iter().filter_map(|row| row.family).all(top);
        is_flat.then(|| Catalog {
            title,
            version,
            products,
            sources: Table::new(sources),
            data_types: Table::new(data_types),
            features: Table::new(features),
            subjects: Table::new(subjects),
            recipients: Table::new(recipients),
            facts: Table::new(Vec::new()),
            redirects: Pairs::from_unsorted(redirects, &mut |_| {}),
        })
    }

    /// As many rows as the next number says; `row` is told how many that are.
    fn rows<T>(&mut self, row: impl Fn(&mut Self, usize) -> Option<T>) -> Option<Vec<T>> {
        let len = self.number()?;
        let mut rows = self.room(len);
        for _ in 0..len {
            rows.push(row(self, len)?);
        }
        Some(rows)
    }

    /// An empty list with room for as many, but for no more than can follow: the number may be damaged.
    fn room<T>(&self, len: usize) -> Vec<T> {
        Vec::with_capacity(len.min(self.numbers.len()))
    }

    fn table_text(&mut self) -> Option<String> {
        self.tables.next().map(str::to_owned)
    }

    fn option_text(&mut self) -> Option<Option<String>> {
        match self.number()? {
            0 => Some(None),
            _ => self.table_text().map(Some),
        }
    }

    fn list(&mut self) -> Option<Vec<String>> {
        self.rows(|from, _| from.table_text())
    }

    fn dpv(&mut self) -> Option<Option<Dpv>> {
        let fit: Option<Match> = self.word()?;
        match fit {
            None => Some(None),
            Some(fit) => Some(Some(Dpv { term: self.table_text()?, fit })),
        }
    }

    /// The next fact, in the order in which [`Packer::fact`] writes it.
    fn fact(&mut self, catalog: &Catalog) -> Option<Fact> {
        let text = self.texts.next()?.to_owned();
        let id = self.ids.next()?.to_owned();
        let product: Ix<Product> = self.place(catalog.products.len())?;
        let row = &catalog.products[product];
        let kind = *Kind::ALL.get(self.number()?)?;
        let state: Option<State> = self.word()?;
        let activity: Option<Activity> = self.word()?;
        let direction: Option<Direction> = self.word()?;
        let default: Option<Switch> = self.word()?;
        let component = self.option(row.components.len())?;
        let since = self.option(row.releases.len())?;
        let until = self.option(row.releases.len())?;
        let about = match self.number()? {
            0 => About::AllData,
            number => About::Types(self.places(number - 1, &catalog.data_types)?),
        };
        let number = self.number()?;
        let features = self.places(number, &catalog.features)?;
        let number = self.number()?;
        let subjects = self.places(number, &catalog.subjects)?;
        let number = self.number()?;
        let recipients = self.places(number, &catalog.recipients)?;
        let mut values = Pairs::default();
        for _ in 0..self.number()? {
            values.insert(self.name()??, self.values.next()?.to_owned());
        }
        let note = match self.number()? {
            0 => None,
            _ => Some(self.notes.next()?.to_owned()),
        };
        let source = self.place(catalog.sources.len())?;
        let sections = &catalog.sources[source].sections;
        let section = self.option(sections.len())?;
        let section_id = match section {
            Some(section) => self.copy(&sections[section].id)?,
            None => self.name()??,
        };
        let cite = Cite { source, section, section_id, row: self.name()? };
        let mut manuals = Vec::new();
        for _ in 0..self.number()? {
            manuals.push(Manual { title: self.name()??, section: self.name()? });
        }
        Some(Fact {
            id,
            product,
            component,
            kind,
            activity,
            direction,
            about,
            features,
            subjects,
            recipients,
            state,
            default,
            since,
            until,
            values,
            text,
            note,
            cite,
            manuals,
        })
    }

    fn number(&mut self) -> Option<usize> {
        pull(&mut self.numbers)
    }

    /// A number below `len`, or none.
    fn option(&mut self, len: usize) -> Option<Option<usize>> {
        let number = self.number()?.checked_sub(1);
        if number.is_some_and(|number| number >= len) { None } else { Some(number) }
    }

    fn word<T: Word>(&mut self) -> Option<Option<T>> {
        let word = self.option(T::all().len())?;
        Some(word.map(|word| T::all()[word]))
    }

    fn place<T>(&mut self, len: usize) -> Option<Ix<T>> {
        let place = self.number()?;
        (place < len).then(|| Ix::new(place))
    }

    fn places<T: crate::model::Entry>(&mut self, number: usize, table: &Table<T>) -> Option<Vec<Ix<T>>> {
        let mut places = self.room(number);
        for _ in 0..number {
            places.push(self.place(table.len())?);
        }
        Some(places)
    }

    fn name(&mut self) -> Option<Option<String>> {
        match self.option(self.names.len())? {
            Some(name) => self.copy(self.names[name]).map(Some),
            None => Some(None),
        }
    }

    /// A name that several facts share.
    fn copy(&mut self, name: &str) -> Option<String> {
        self.shared += name.len();
        (self.shared <= MOST_SHARED).then(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Bundle};

    const SMALL: &[u8] = include_bytes!("../tests/data/small.json");

    fn small() -> Catalog {
        Catalog::from_json("small.json", SMALL).expect("it is sound")
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let catalog = small();
        let packed = catalog.pack().expect("no text holds a NUL");
        let unpacked = Catalog::unpack(&packed).expect("it is whole");
        assert_eq!(unpacked.to_source(), catalog.to_source());
        assert!(packed.len() < SMALL.len());
    }

    #[test]
    fn facts_of_any_number_of_data_types_are_kept() {
        for count in [0, 1, 127, 254, 255, 256] {
            let mut written = small().to_source();
            let ids = || (0..count).map(|at| format!("type-{at}"));
            written.data_types.extend(ids().map(|id| source::DataType { id, ..Default::default() }));
            written.facts[0].data_types = ids().collect();
            let bundle = Bundle { catalog: written, ..Bundle::default() };
            let catalog = Catalog::from_bundle(&bundle).expect("it is sound");
            let unpacked = Catalog::unpack(&catalog.pack().expect("no text holds a NUL"));
            assert_eq!(unpacked.map(|one| one.to_source()), Some(catalog.to_source()), "{count}");
        }
    }

    #[test]
    fn numbers_of_any_size_are_kept() {
        for number in [0, 1, 127, 128, 16_383, 16_384, usize::MAX] {
            let mut bytes = Vec::new();
            push(number, &mut bytes);
            assert_eq!(pull(&mut bytes.as_slice()), Some(number));
        }
    }

    #[test]
    fn a_damaged_one_is_refused_or_another_but_never_a_panic() {
        let packed = small().pack().expect("no text holds a NUL");
        for at in 0..packed.len() {
            assert!(Catalog::unpack(&packed[..at]).is_none(), "cut at {at}");
            let mut damaged = packed.clone();
            damaged[at] ^= 0x55;
            let _ = Catalog::unpack(&damaged);
        }
    }

    #[test]
    fn a_small_one_that_asks_for_much_memory_is_refused() {
        let mut written = small().to_source();
        let title = "x".repeat(1 << 20);
        let manuals = vec![source::Manual { title, section: None }];
        written.facts = vec![source::Fact { manuals, ..written.facts[0].clone() }];
        let bundle = Bundle { catalog: written, ..Bundle::default() };
        let packed = Catalog::from_bundle(&bundle).expect("it is sound").pack().expect("no text holds a NUL");
        let mut rest = packed.as_slice();
        let mut parts = Vec::new();
        for _ in 0..PARTS {
            let len = pull(&mut rest).expect("it is whole");
            let part;
            (part, rest) = rest.split_at(len);
            parts.push(part.to_vec());
        }
        // A fact ends with its manuals: how many, and two numbers for each.
        let numbers = &mut parts[PARTS - 1];
        let manual = numbers.split_off(numbers.len() - 2);
        assert_eq!(numbers.pop(), Some(1));
        let times = |count: u8| {
            let mut parts = parts.clone();
            let numbers = &mut parts[PARTS - 1];
            numbers.push(count);
            numbers.extend(manual.repeat(usize::from(count)));
            let mut whole = Vec::new();
            for part in parts {
                push(part.len(), &mut whole);
                whole.extend(part);
            }
            Catalog::unpack(&whole)
        };
        assert!(times(2).is_some() && times(100).is_none());
    }

    #[test]
    fn a_nul_is_not_packed() {
        let mut written = small().to_source();
        written.facts[0].text = "a\0b".into();
        let bundle = Bundle { catalog: written, ..Bundle::default() };
        assert!(Catalog::from_bundle(&bundle).expect("it is sound").pack().is_none());
    }
}
