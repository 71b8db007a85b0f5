//! What to do when somebody asks to see their data or to have it erased.

use super::ends::{Marks, Verb};
use super::{Shown, Table, Value, header, words};
use crate::lifecycle::{self, Checklist, Data, End, Item, Missing, Request, Task, tool, who};
use crate::locale::{Locale, message};
use crate::messages;
use crate::model::{Catalog, Direction, Fact, Ix, Recipient};
use crate::order;

/// The checklists for the request that the settings name, or else for an erasure: by product, then by
/// what sort of task it is, a row for each task.
#[must_use]
pub fn checklists<'a>(shown: &Shown<'a>) -> Table<'a> {
    let request = shown.link.settings.request.unwrap_or(Request::Erasure);
    let lists = lifecycle::checklists(shown.index, &shown.link.query, shown.answer.scope(), request);
    let mut rows = Vec::new();
    for list in &lists {
        let writer = Writer { shown, request, marks: marks(shown, list) };
        let product = || Value::text(shown.catalog().products()[list.product].name.as_str());
        for task in &list.tasks {
            rows.push(writer.row(product(), task));
        }
        if list.tasks.is_empty() {
            let mut row = vec![Value::option(None); COLUMNS.len()];
            row[0] = product();
            row[3] = Value::text(shown.locale.say("The documents name nothing to do."));
            row[5] = Value::silent(shown.locale.say("silent"));
            rows.push(row);
        }
    }
    shown.table(message("Checklists"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 11] = messages![
    "Product",
    "Part",
    "No.",
    "What to do",
    "Done",
    "State",
    "Who",
    "Tool",
    "How it is about the data",
    "End",
    "Stated in",
];

fn marks<'a>(shown: &Shown<'a>, list: &Checklist) -> Marks<'a> {
    let tasks = || list.tasks.iter();
    let steps = tasks().filter_map(|task| if let Task::Do(step) = task { Some(step) } else { None });
    let remains =
        tasks().filter_map(|task| if let Task::Impossible(step) = task { Some(step) } else { None });
    Marks::new(shown.locale, shown.catalog(), steps, remains)
}

fn part(task: &Task) -> &'static str {
    match task {
        Task::Do(_) => message("Do what is documented"),
        Task::NotDocumented { .. } => message("Find out what isn't documented"),
        Task::NotShown { .. } => Missing::NotShown.label(),
        Task::Recipient { .. } => message("Others that have a copy"),
        Task::Impossible(_) => message("What can't be done"),
    }
}

struct Writer<'w, 'a> {
    shown: &'w Shown<'a>,
    request: Request,
    marks: Marks<'a>,
}

impl<'a> Writer<'_, 'a> {
    fn row(&self, product: Value<'a>, task: &Task) -> Vec<Value<'a>> {
        let catalog = self.shown.catalog();
        let mut row = vec![product, Value::text(self.shown.locale.say(part(task)))];
        let (step, facts) = match task {
            Task::Do(step) | Task::Impossible(step) => (Some(step), vec![step.fact]),
            Task::NotDocumented { facts, .. } | Task::NotShown { facts, .. } => (None, facts.clone()),
            Task::Recipient { copies, .. } => (None, once(copies.iter().map(|(item, _)| item.fact.get()))),
        };
        row.push(Value::text(step.map(|step| self.marks.of(step.fact)).unwrap_or_default()));
        row.push(Value::text(self.words(task)));
        row.push(Value::option(None));
        if let Some(step) = step {
            let fact = &catalog.facts()[step.fact];
            row.push(Value::state(self.shown.locale, self.shown.index.state_of(step.fact)));
            row.extend([who(fact), tool(fact)].map(Value::option));
            row.extend([words::reach(self.shown.locale, step.reach), ""].map(Value::text));
            row.push(Value::text(words::citation(self.shown.locale, catalog, fact)));
        } else {
            row.push(match task {
                Task::NotDocumented { .. } => Value::silent(self.shown.locale.say("silent")),
                _ => Value::option(None),
            });
            row.extend([None, None, None].map(Value::option));
            row.push(match task {
                Task::Recipient { copies, .. } => self.ends(copies),
                _ => Value::option(None),
            });
            row.push(Value::text(words::citations(self.shown.locale, catalog, &facts)));
        }
        row
    }

    fn words(&self, task: &Task) -> String {
        let (catalog, locale) = (self.shown.catalog(), self.shown.locale);
        match task {
            Task::Do(step) => catalog.facts()[step.fact].text.clone(),
            Task::Impossible(step) => {
                locale.fill("Tell the person: {0}", &[&catalog.facts()[step.fact].text])
            }
            Task::NotDocumented { data, .. } | Task::NotShown { data, .. } => {
                let how = match self.request {
                    Request::Access => message("Find out how to show what is held here: {0}"),
                    Request::Erasure => message("Find out how to erase what is held here: {0}"),
                };
                locale.fill(how, &[words::data(locale, catalog, *data)])
            }
            Task::Recipient { recipient, direction, copies } => {
                let data = all_data(locale, catalog, copies.iter().map(|(item, _)| item.data));
                self.asked(*recipient, *direction, &data)
            }
        }
    }

    /// What to ask a recipient, or to tell the person of it.
    fn asked(&self, who: Option<Ix<Recipient>>, way: Option<Direction>, data: &str) -> String {
        let name = who.map(|who| self.shown.catalog().recipients()[who].name.as_str());
        let words = match (self.request, way, name.is_some()) {
            (Request::Access, Some(Direction::In), true) => {
                message("Tell the person that it comes from {0}: {1}")
            }
            (Request::Access, Some(Direction::In), false) => {
                message("Find out where it comes from, which the document doesn't name: {1}")
            }
            (Request::Access, Some(Direction::Out), true) => {
                message("Tell the person of the copy at {0}: {1}")
            }
            (Request::Access, None, true) => {
                message("Tell the person that it is passed on to or received from {0}: {1}")
            }
            (Request::Erasure, _, true) => message("Ask for the copy at {0} to be erased: {1}"),
            (Request::Access, _, false) => {
                message("Find out who has a copy, whom the document doesn't name, and tell the person: {1}")
            }
            (Request::Erasure, _, false) => message(
                "Find out who has a copy, whom the document doesn't name, and ask for its erasure: {1}",
            ),
        };
        self.shown.locale.fill(words, &[name.unwrap_or_default(), data])
    }

    /// How the copies of a recipient end: one end, or each with its data.
    fn ends(&self, copies: &[(Item, End)]) -> Value<'a> {
        let mut ends: Vec<(&End, Vec<Data>)> = Vec::new();
        for (item, end) in copies {
            match ends.iter_mut().find(|one| one.0 == end) {
                Some(one) => one.1.push(item.data),
                None => ends.push((end, vec![item.data])),
            }
        }
        let verb = if self.request == Request::Access { Verb::Answered } else { Verb::Ends };
        if let [(end, _)] = ends[..] {
            return self.marks.end(end, verb);
        }
        let mut words = String::new();
        for (end, data) in ends {
            if !words.is_empty() {
                words.push('\n');
            }
            let data = all_data(self.shown.locale, self.shown.catalog(), data.into_iter());
            let end = self.marks.end(end, verb);
            words.push_str(&self.shown.locale.fill("{0}: {1}", &[&data, end.words().unwrap_or_default()]));
        }
        Value::text(words)
    }
}

/// Data by name, each once.
fn all_data(locale: Locale, catalog: &Catalog, all: impl Iterator<Item = Data>) -> String {
    let mut once: Vec<Data> = Vec::new();
    for data in all {
        if !once.contains(&data) {
            once.push(data);
        }
    }
    words::list(once.into_iter().map(|data| words::data(locale, catalog, data))).into_owned()
}

fn once(facts: impl Iterator<Item = u32>) -> Vec<Ix<Fact>> {
    let mut facts: Vec<u32> = facts.collect();
    order::sort_dedup(&mut facts);
    facts.into_iter().map(|fact| Ix::new(fact as usize)).collect()
}
