//! Copies that a fact tells of, put together for readers.

use super::{Data, End, Item, Lifecycle, Reach};
use crate::model::{Ix, Recipient};

/// What copies with the same end have in common: to or from whom, and which data.
#[derive(Clone, Debug)]
pub struct Copies<'a> {
    /// How they end.
    pub end: &'a End,
    /// How they are about the data that is asked for.
    pub reach: Reach,
    /// Whom they go to or come from, never none; `None` where nobody is named or nobody has a part in it.
    pub recipients: Vec<Option<Ix<Recipient>>>,
    /// Which data, never none.
    pub data: Vec<Data>,
}

impl<'a> Copies<'a> {
    /// The copies that a fact tells of, those together that differ only in their recipient or their data.
    #[must_use]
    pub fn of(lifecycle: &'a Lifecycle, items: &[Item]) -> Vec<Self> {
        let mut by_recipient: Vec<Self> = Vec::new();
        for item in items {
            let end = lifecycle.end(item);
            let same = by_recipient
                .iter_mut()
                .find(|one| one.ends_as(end, item.reach) && one.recipients[0] == item.recipient);
            match same {
                Some(one) => one.data.push(item.data),
                None => by_recipient.push(Self {
                    end,
                    reach: item.reach,
                    recipients: vec![item.recipient],
                    data: vec![item.data],
                }),
            }
        }
        let mut found: Vec<Self> = Vec::new();
        for one in by_recipient {
            match found.iter_mut().find(|own| own.ends_as(one.end, one.reach) && own.data == one.data) {
                Some(own) => own.recipients.extend(one.recipients),
                None => found.push(one),
            }
        }
        found
    }

    fn ends_as(&self, end: &End, reach: Reach) -> bool {
        self.reach == reach && (std::ptr::eq(self.end, end) || self.end == end)
    }
}
