//! What each fact can prove in a record.

use super::Name;
use crate::articles;
use crate::index::Index;
use crate::locale::message;
use crate::model::{About, Activity, Catalog, Direction, Fact, Feature, Ix, Kind, RecipientKind, State};

/// Something that facts say, or may help to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// What the product itself uses data for, as far as printed.
    Purposes,
    /// Whose data is held or transferred.
    Subjects,
    /// Which data is held; and which is moved, by which it is not shown to be kept.
    DataTypes,
    /// Where data is imported from.
    Origins,
    /// Where data goes.
    Recipients,
    /// Recipients that belong to somebody else than the vendor or the user.
    Outsiders,
    /// Recipients that are organisations.
    Organisations,
    /// Where a recipient is.
    Abroad,
    /// How data is erased, and when.
    Erasure,
    /// Measures of security.
    Security,
    /// Where data is kept.
    Places,
    /// What serves the rights of persons.
    Rights,
    /// What is done with which data.
    Processing,
    /// What is stated about the product in general.
    Statements,
}

/// How many topics there are.
pub(super) const TOPICS: usize = Topic::Statements as usize + 1;

/// The heading of what no entry of the catalogue names; it stands after those that do.
pub(super) const UNNAMED: u32 = u32::MAX - 1;
/// The heading of data that transfers name; it stands last.
pub(super) const MOVED: u32 = u32::MAX;
/// The item that is the group of its heading itself, or the only one of [`UNNAMED`]. All other
/// items are places in a table, from 1.
pub(super) const GROUP: u32 = 0;

/// The item of [`UNNAMED`] for a transfer that is said not to take place, to or from whomever.
const ANYBODY: u32 = 1;

/// One thing that a fact says: an item under a heading, both as numbers in the order in which
/// they are shown; what they stand for depends on the topic ([`heading`], [`name`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Evidence {
    pub(super) heading: u32,
    pub(super) item: u32,
    pub(super) fact: u32,
}

impl Topic {
    /// Whether an item is there as soon as one fact says so without a condition. A person whose
    /// name is held is concerned, and who receives a number is a recipient, whatever is said of
    /// other data.
    pub(super) fn is_of_any(self) -> bool {
        matches!(self, Self::Subjects | Self::Origins | Self::Recipients | Self::Purposes)
    }

    /// The text that its items are, if they are no entries of the catalogue.
    pub(super) fn printed(self, fact: &Fact) -> Option<&str> {
        let key = match self {
            Self::Purposes => "purpose",
            Self::Abroad | Self::Places => "location",
            _ => return None,
        };
        fact.values.get(key).map(String::as_str)
    }
}

/// What a security feature is about, by the articles that it helps with.
#[derive(Clone, Copy, Debug, Default)]
struct Serves {
    erasure: bool,
    security: bool,
    rights: bool,
}

/// Reads facts.
pub(super) struct Reader<'a> {
    index: &'a Index,
    features: Vec<Serves>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let catalog = index.catalog();
        let features = catalog.features().iter().map(|(_, feature)| serves(catalog, feature)).collect();
        Self { index, features }
    }

    /// Calls `each` with all that a fact says: the topic, the heading and the item.
    pub(super) fn read(&self, fact: &Fact, place: u32, each: &mut dyn FnMut(Topic, u32, u32)) {
        let is_absent = self.index.state_of_row(fact) == Some(State::Absent);
        match fact.kind {
            Kind::Holding => {
                self.types(fact, &mut |group, item| each(Topic::DataTypes, group, item));
                let activity = fact.activity.map_or(HELD, |activity| activity as u32);
                Self::processing(fact, activity, each);
                self.places(fact, place, each);
            }
            Kind::Transfer => self.transfer(fact, place, is_absent, each),
            Kind::Measure | Kind::Procedure => {
                self.features(fact, each);
                self.places(fact, place, each);
            }
            Kind::Statement if self.index.state_of_row(fact).is_some() => {
                each(Topic::Statements, 0, place);
            }
            Kind::Statement | Kind::Discrepancy => {}
        }
        if is_absent {
            return;
        }
        if matches!(fact.kind, Kind::Holding | Kind::Transfer) {
            fact.subjects.iter().for_each(|subject| each(Topic::Subjects, 0, subject.get() + 1));
        }
        if Topic::Purposes.printed(fact).is_some() {
            match fact.kind {
                Kind::Holding | Kind::Transfer => each(Topic::Purposes, fact.kind as u32 + 1, place + 1),
                Kind::Statement => each(Topic::Purposes, IN_GENERAL, place + 1),
                _ => {}
            }
        }
    }

    fn transfer(&self, fact: &Fact, place: u32, is_absent: bool, each: &mut dyn FnMut(Topic, u32, u32)) {
        let Some(direction) = fact.direction else { return };
        let (topic, activity) = match direction {
            Direction::Out => (Topic::Recipients, SENT),
            Direction::In => (Topic::Origins, RECEIVED),
        };
        Self::processing(fact, activity, each);
        if !is_absent {
            for data_type in fact.about.types() {
                each(Topic::DataTypes, MOVED, data_type.get() + 1);
            }
        }
        if fact.recipients.is_empty() {
            each(topic, UNNAMED, if is_absent { ANYBODY } else { GROUP });
        }
        for &recipient in &fact.recipients {
            let kind = self.index.catalog().recipients()[recipient].kind;
            each(topic, kind as u32, recipient.get() + 1);
            if direction == Direction::In || is_absent {
                continue;
            }
            if matches!(kind, RecipientKind::ThirdPartySystem | RecipientKind::Organisation) {
                each(Topic::Outsiders, 0, place);
            }
            if kind == RecipientKind::Organisation {
                each(Topic::Organisations, 0, place);
            }
        }
        if direction == Direction::Out && !is_absent && Topic::Abroad.printed(fact).is_some() {
            if fact.recipients.is_empty() {
                each(Topic::Abroad, UNNAMED, place + 1);
            }
            fact.recipients.iter().for_each(|recipient| each(Topic::Abroad, recipient.get(), place + 1));
        }
    }

    fn processing(fact: &Fact, activity: u32, each: &mut dyn FnMut(Topic, u32, u32)) {
        match &fact.about {
            About::AllData => each(Topic::Processing, activity, UNNAMED),
            About::Types(types) => {
                for data_type in types {
                    each(Topic::Processing, activity, data_type.get() + 1);
                }
            }
        }
    }

    fn features(&self, fact: &Fact, each: &mut dyn FnMut(Topic, u32, u32)) {
        let catalog = self.index.catalog();
        for &feature in &fact.features {
            let serves = self.features[feature.get() as usize];
            let family = catalog.features()[feature].family;
            let (heading, item) = nested(feature.get(), family.map(Ix::get));
            let topics = [
                (Topic::Erasure, serves.erasure),
                (Topic::Security, serves.security && fact.kind == Kind::Measure),
                (Topic::Rights, serves.rights),
            ];
            for (topic, _) in topics.into_iter().filter(|(_, serves)| *serves) {
                each(topic, heading, item);
            }
        }
    }

    /// A place counts if it is said which data is there.
    fn places(&self, fact: &Fact, place: u32, each: &mut dyn FnMut(Topic, u32, u32)) {
        if self.index.state_of_row(fact) == Some(State::Absent) || Topic::Places.printed(fact).is_none() {
            return;
        }
        match &fact.about {
            About::AllData => each(Topic::Places, UNNAMED, place + 1),
            About::Types(types) => {
                for data_type in types {
                    each(Topic::Places, data_type.get(), place + 1);
                }
            }
        }
    }

    fn types(&self, fact: &Fact, each: &mut dyn FnMut(u32, u32)) {
        let catalog = self.index.catalog();
        match &fact.about {
            About::AllData => each(UNNAMED, GROUP),
            About::Types(types) => {
                for &data_type in types {
                    let group = catalog.data_types()[data_type].group;
                    let (heading, item) = nested(data_type.get(), group.map(Ix::get));
                    each(heading, item);
                }
            }
        }
    }
}

/// What is done with data, besides the activities of a holding: their places follow those.
const SENT: u32 = Activity::ALL.len() as u32;
const RECEIVED: u32 = SENT + 1;
const HELD: u32 = SENT + 2;

/// Where an entry with groups stands: under its group, the group itself first.
fn nested(place: u32, group: Option<u32>) -> (u32, u32) {
    group.map_or((place, GROUP), |group| (group, place + 1))
}

/// What a feature serves, by the articles of the GDPR that it helps to answer: those on erasure, restriction
/// and storage limits (17, 18, 19, 5(1)(e), 28(3)(g), 30(1)(f)), the rights of a person (15 to 22), and security
/// if it has any other, or none. A feature without articles is read as its family.
fn serves(catalog: &Catalog, feature: &Feature) -> Serves {
    let family = feature.family.filter(|_| feature.gdpr.is_empty());
    let articles = &family.map_or(feature, |family| &catalog.features()[family]).gdpr;
    let is_of_erasure =
        |article: &String| ["17", "18", "19", "5(1)(e)", "28(3)(g)", "30(1)(f)"].contains(&article.as_str());
    Serves {
        erasure: articles.iter().any(is_of_erasure),
        security: articles.is_empty() || !articles.iter().all(is_of_erasure),
        rights: articles.iter().any(|article| (15..=22).contains(&articles::number(article))),
    }
}

/// What a heading is called; `None` for items that need none.
pub(super) fn heading(catalog: &Catalog, topic: Topic, heading: u32) -> Option<Name> {
    let printed = |name: &str| Name::Printed(name.to_owned());
    Some(match topic {
        Topic::DataTypes if heading == MOVED => Name::Said(message("Named as sent or received")),
        Topic::DataTypes => printed(&catalog.data_types().get(heading)?.name),
        Topic::Erasure | Topic::Security | Topic::Rights => printed(&catalog.features().get(heading)?.name),
        Topic::Places => {
            catalog.data_types().get(heading).map_or(Name::Said(ALL_DATA), |row| printed(&row.name))
        }
        Topic::Abroad => {
            catalog.recipients().get(heading).map_or(Name::Said(NO_RECIPIENT), |row| printed(&row.name))
        }
        Topic::Recipients | Topic::Origins => Name::Said(RecipientKind::ALL.get(heading as usize)?.label()),
        Topic::Processing => Name::Said(match heading {
            SENT => message("Sent to others"),
            RECEIVED => message("Received from others"),
            activity => Activity::ALL.get(activity as usize).map_or(message("Held"), |one| one.label()),
        }),
        Topic::Purposes if heading == IN_GENERAL => return None,
        Topic::Purposes => Name::Said(Kind::ALL.get(heading as usize - 1)?.label()),
        _ => return None,
    })
}

/// What an item is called; `is_alone` is whether no other item stands under its heading.
pub(super) fn name(catalog: &Catalog, topic: Topic, one: Evidence, is_alone: bool) -> Name {
    let place = one.item.checked_sub(1);
    let name = match topic {
        Topic::Purposes | Topic::Places | Topic::Abroad => {
            catalog.facts().get(one.fact).and_then(|fact| topic.printed(fact))
        }
        Topic::DataTypes if one.heading == UNNAMED => return Name::Said(ALL_DATA),
        Topic::Processing if one.item == UNNAMED => return Name::Said(ALL_DATA),
        Topic::DataTypes | Topic::Erasure | Topic::Security | Topic::Rights
            if one.item == GROUP && !is_alone =>
        {
            return Name::Said(message("in general"));
        }
        Topic::DataTypes | Topic::Processing => {
            catalog.data_types().get(place.unwrap_or(one.heading)).map(|row| row.name.as_str())
        }
        Topic::Subjects => catalog.subjects().get(place.unwrap_or(UNNAMED)).map(|row| row.name.as_str()),
        Topic::Recipients | Topic::Origins => match place {
            Some(_) if one.heading == UNNAMED => return Name::Said(message("Anybody")),
            Some(place) => catalog.recipients().get(place).map(|row| row.name.as_str()),
            None if topic == Topic::Origins => return Name::Said(message("Origin not named")),
            None => return Name::Said(NO_RECIPIENT),
        },
        _ => catalog.features().get(place.unwrap_or(one.heading)).map(|row| row.name.as_str()),
    };
    Name::Printed(name.unwrap_or_default().to_owned())
}

const ALL_DATA: &str = message("All personal data");
const NO_RECIPIENT: &str = message("Recipient not named");
const IN_GENERAL: u32 = 0;
