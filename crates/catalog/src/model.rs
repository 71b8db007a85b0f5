//! The catalogue as the program trusts it: every reference resolved, every place known.

use std::fmt;
use std::marker::PhantomData;
use std::ops;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::locale::message;
use crate::sorted::Pairs;
use privacy_engine::hash::{self, Places};
use privacy_engine::text;

pub use crate::source::{Component, Dpv, Manual, Recipient, Section, Subject};

/// A word of a closed list in the public format.
pub(crate) trait Word: Copy + 'static {
    /// The word with this id.
    fn from_id(id: &str) -> Option<Self>;

    /// All of them.
    fn all() -> &'static [Self];

    /// All ids, for a message.
    fn ids() -> String;
}

/// Declares an enum whose variants have the word of the public format and a label for readers.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:expr;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the public format and in fragments.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word for readers, in English.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl Word for $name {
            fn from_id(id: &str) -> Option<Self> {
                match id { $($word => Some(Self::$variant),)+ _ => None }
            }

            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn ids() -> String {
                [$($word),+].join(", ")
            }
        }
    };
}

words! {
    /// What sort of thing a fact says.
    Kind {
        /// The product collects or processes data.
        Holding = "holding", message("Data held");
        /// Data goes to, or comes from, a recipient.
        Transfer = "transfer", message("Transfer");
        /// A security feature and how far it goes.
        Measure = "measure", message("Measure");
        /// How somebody queries, prints, deletes, masks or enables something.
        Procedure = "procedure", message("Procedure");
        /// Offering, consent, purposes, links, disclaimers.
        Statement = "statement", message("Statement");
        /// The source contradicts or repeats itself.
        Discrepancy = "discrepancy", message("Discrepancy");
    }
}

words! {
    /// How far a fact goes. Silence is not among them: it is the lack of a fact.
    State {
        /// The source states that it is there.
        Provided = "provided", message("Provided");
        /// There once configured, enabled or bought, or only recommended.
        Optional = "optional", message("Optional");
        /// Only in some release, component or situation.
        Conditional = "conditional", message("Conditional");
        /// The source says that it is not there.
        Absent = "absent", message("Absent");
        /// The source contradicts itself.
        Unclear = "unclear", message("Unclear");
    }
}

words! {
    /// What a product does with data it holds.
    Activity {
        /// It comes to hold the data.
        Collected = "collected", message("Collected");
        /// It works with the data.
        Processed = "processed", message("Processed");
    }
}

words! {
    /// Which way a transfer goes, seen from the product.
    Direction {
        /// From the product to the recipient.
        Out = "out", message("To");
        /// From the recipient to the product.
        In = "in", message("From");
    }
}

words! {
    /// The setting as delivered.
    Switch {
        /// On as delivered.
        On = "on", message("On by default");
        /// Off as delivered.
        Off = "off", message("Off by default");
    }
}

words! {
    /// How well a term of another vocabulary fits.
    Match {
        /// The same.
        Exact = "exact", message("Exact match");
        /// Nearly the same.
        Close = "close", message("Close match");
        /// The term is wider.
        Broad = "broad", message("Broader term");
    }
}

words! {
    /// What a recipient is.
    RecipientKind {
        /// Another product of the vendor.
        VendorProduct = "vendor-product", message("Vendor's products");
        /// A system of somebody else.
        ThirdPartySystem = "third-party-system", message("Third-party systems");
        /// A company or a department.
        Organisation = "organisation", message("Organisations");
        /// A person, or a person's own device.
        Person = "person", message("Persons");
    }
}

/// The place of an entry in its [`Table`].
pub struct Ix<T>(u32, PhantomData<fn() -> T>);

impl<T> Ix<T> {
    pub(crate) fn new(place: usize) -> Self {
        debug_assert!(u32::try_from(place).is_ok());
        Self(place as u32, PhantomData)
    }

    /// The place as a number, from 0.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

// Derived impls would ask the same of `T`.
impl<T> Clone for Ix<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ix<T> {}
impl<T> PartialEq for Ix<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ix<T> {}
impl<T> fmt::Debug for Ix<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Whether `id` is lower-case ASCII letters and digits, in parts joined by single hyphens.
pub(crate) fn is_id(id: &str) -> bool {
    text::is_hyphenated(id)
}

/// Something with an id of its own.
pub trait Entry {
    /// The id: lower-case ASCII with hyphens.
    fn id(&self) -> &str;
}

/// Entries in their order, found by id.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    by_id: Places,
}

impl<T: Entry> Table<T> {
    /// The table of these entries; of several with the same id, the first is found by it.
    pub(crate) fn new(rows: Vec<T>) -> Self {
        let by_id = Places::of(rows.len(), &|at| rows[at].id());
        Self { rows, by_id }
    }

    /// The entry with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Ix<T>> {
        let found = self.by_id.find(id, |at| hash::same(self.rows[at as usize].id(), id));
        found.map(|at| Ix::new(at as usize))
    }

    /// The entries with their places, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Ix<T>, &T)> + DoubleEndedIterator {
        self.rows.iter().enumerate().map(|(place, row)| (Ix::new(place), row))
    }

    /// The entry at a place given as a number.
    #[must_use]
    pub fn get(&self, place: u32) -> Option<&T> {
        self.rows.get(place as usize)
    }

    /// Changes the entry at a place, which keeps its id.
    pub(crate) fn change(&mut self, place: usize, change: impl FnOnce(&mut T)) {
        change(&mut self.rows[place]);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A table as far as its ids go, so that what looks at ids is compiled once.
pub(crate) trait Ids {
    /// The id of an entry, if the table has as many.
    fn id(&self, place: u32) -> Option<&str>;

    /// The first entry with this id.
    fn place(&self, id: &str) -> Option<u32>;

    /// Whether no id stands twice.
    fn are_unique(&self) -> bool;
}

impl<T: Entry> Ids for Table<T> {
    fn id(&self, place: u32) -> Option<&str> {
        Some(self.get(place)?.id())
    }

    fn place(&self, id: &str) -> Option<u32> {
        self.find(id).map(Ix::get)
    }

    fn are_unique(&self) -> bool {
        self.by_id.len() == self.rows.len()
    }
}

impl<T> ops::Index<Ix<T>> for Table<T> {
    type Output = T;

    fn index(&self, place: Ix<T>) -> &T {
        &self.rows[place.0 as usize]
    }
}

macro_rules! entries {
    ($($name:ty),+) => { $(impl Entry for $name { fn id(&self) -> &str { &self.id } })+ };
}
entries!(Product, Source, DataType, Feature, Subject, Recipient, Fact);

/// A product and its parts.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// The name as the vendor writes it.
    pub name: String,
    /// Other names and abbreviations that the sources use.
    pub aliases: Vec<String>,
    /// One sentence on what it is.
    pub summary: String,
    /// Parts that facts name.
    pub components: Vec<Component>,
    /// The releases that the sources name, oldest first.
    pub releases: Vec<String>,
    /// The place of the first of them in the facet of releases, where products stand too.
    pub(crate) first_release: u32,
    /// The release that the sources are about, as a place in `releases`.
    pub covers: Option<usize>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// The product it is about.
    pub product: Ix<Product>,
    /// The title as printed.
    pub title: String,
    /// The product release as printed.
    pub release: Option<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// The document's version as printed.
    pub version: Option<String>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// A data type, or a group of them.
#[derive(Clone, Debug)]
pub struct DataType {
    /// Its id.
    pub id: String,
    /// The name in plain English.
    pub name: String,
    /// Its group; `None` for a group.
    pub group: Option<Ix<DataType>>,
    /// Synonyms and acronyms.
    pub synonyms: Vec<String>,
    /// The DPV term.
    pub dpv: Option<Dpv>,
}

/// A security feature, or a family of them.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its id.
    pub id: String,
    /// The name in plain English.
    pub name: String,
    /// Its family; `None` for a family.
    pub family: Option<Ix<Feature>>,
    /// Synonyms and acronyms.
    pub synonyms: Vec<String>,
    /// The DPV term.
    pub dpv: Option<Dpv>,
    /// Articles of the GDPR, in our reading.
    pub gdpr: Vec<String>,
}

/// The data that a fact is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// All personal data that the product holds.
    AllData,
    /// These types; none if the fact names none.
    Types(Vec<Ix<DataType>>),
}

impl About {
    /// The types that are named.
    #[must_use]
    pub fn types(&self) -> &[Ix<DataType>] {
        match self {
            Self::AllData => &[],
            Self::Types(types) => types,
        }
    }

    /// Whether no data is named.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        matches!(self, Self::Types(types) if types.is_empty())
    }
}

/// The smallest thing that a source states.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// The product it is about.
    pub product: Ix<Product>,
    /// The part it is limited to, as a place in the product's `components`.
    pub component: Option<usize>,
    /// What sort of fact it is.
    pub kind: Kind,
    /// For a holding.
    pub activity: Option<Activity>,
    /// For a transfer.
    pub direction: Option<Direction>,
    /// The data it is about.
    pub about: About,
    /// The features it is about.
    pub features: Vec<Ix<Feature>>,
    /// The persons it is about.
    pub subjects: Vec<Ix<Subject>>,
    /// For a transfer: where to or from, as far as named.
    pub recipients: Vec<Ix<Recipient>>,
    /// How far it goes.
    pub state: Option<State>,
    /// The setting as delivered, where printed.
    pub default: Option<Switch>,
    /// The first release it is true of, as a place in the product's `releases`.
    pub since: Option<usize>,
    /// The last release it is true of, as a place in the product's `releases`.
    pub until: Option<usize>,
    /// Numbers, protocols and names in the text, by what they are.
    pub values: Pairs,
    /// The fact in our own words.
    pub text: String,
    /// What a reader must also know.
    pub note: Option<String>,
    /// Where the source says so.
    pub cite: Cite,
    /// Where the vendor documents the feature.
    pub manuals: Vec<Manual>,
}

impl Fact {
    /// Whether it says that the product holds the data that it names.
    #[must_use]
    pub fn holds_data(&self) -> bool {
        self.kind == Kind::Holding && self.state != Some(State::Absent)
    }
}

/// A place in a source.
#[derive(Clone, Debug)]
pub struct Cite {
    /// The document.
    pub source: Ix<Source>,
    /// The section, as a place in the source's `sections`, if the source lists them.
    pub section: Option<usize>,
    /// The section's id as cited.
    pub section_id: String,
    /// The printed name of the table row, list or column.
    pub row: Option<String>,
}

/// A catalogue in which every reference is resolved.
///
/// The only ways to one are [`Catalog::from_bundle`], [`Catalog::from_json`], [`crate::CatalogLoader`],
/// [`Catalog::unpack`] and [`crate::merge::merge`].
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) products: Table<Product>,
    pub(crate) sources: Table<Source>,
    pub(crate) data_types: Table<DataType>,
    pub(crate) features: Table<Feature>,
    pub(crate) subjects: Table<Subject>,
    pub(crate) recipients: Table<Recipient>,
    pub(crate) facts: Table<Fact>,
    pub(crate) redirects: Pairs,
}

impl Catalog {
    /// What the catalogue is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The catalogue's own version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The products.
    #[must_use]
    pub fn products(&self) -> &Table<Product> {
        &self.products
    }

    /// The documents.
    #[must_use]
    pub fn sources(&self) -> &Table<Source> {
        &self.sources
    }

    /// Data types and their groups.
    #[must_use]
    pub fn data_types(&self) -> &Table<DataType> {
        &self.data_types
    }

    /// Security features and their families.
    #[must_use]
    pub fn features(&self) -> &Table<Feature> {
        &self.features
    }

    /// Kinds of persons.
    #[must_use]
    pub fn subjects(&self) -> &Table<Subject> {
        &self.subjects
    }

    /// Recipients and origins of data.
    #[must_use]
    pub fn recipients(&self) -> &Table<Recipient> {
        &self.recipients
    }

    /// What the sources state: by product, then by kind, then in the order of the document.
    #[must_use]
    pub fn facts(&self) -> &Table<Fact> {
        &self.facts
    }

    /// The id that took the place of a retired one.
    #[must_use]
    pub fn redirect(&self, retired: &str) -> Option<&str> {
        self.redirects.get(retired).map(String::as_str)
    }

    /// The id that stands today for one that may be retired. A redirect counts only if it leads from an id
    /// that is gone to one that is there: another could mean anything where ids are written.
    pub(crate) fn current<'a>(&'a self, id: &'a str, is_known: &dyn Fn(&str) -> bool) -> &'a str {
        let leads = |new: &&str| is_known(new) && !is_known(id);
        self.redirect(id).filter(leads).unwrap_or(id)
    }

    /// The product with this id, or the one that this retired id leads to.
    #[must_use]
    pub fn product_now(&self, id: &str) -> Option<Ix<Product>> {
        self.products.find(self.current(id, &|id| self.products.find(id).is_some()))
    }

    /// The component that a fact is limited to.
    #[must_use]
    pub fn component_of(&self, fact: &Fact) -> Option<&Component> {
        fact.component.map(|place| &self.products[fact.product].components[place])
    }

    /// The first and the last release that a fact is true of, as printed.
    #[must_use]
    pub fn gate_of(&self, fact: &Fact) -> (Option<&str>, Option<&str>) {
        let releases = &self.products[fact.product].releases;
        let name = |place: Option<usize>| place.map(|p| releases[p].as_str());
        (name(fact.since), name(fact.until))
    }
}
