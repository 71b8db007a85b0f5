//! What to do in one product when somebody asks to see their data or to have it erased: boxes to tick.

use privacy_catalog::lifecycle::{Checklist, Data, End, Item, Missing, Request, Task};
use privacy_catalog::message;
use privacy_catalog::model::{Direction, Fact, Ix, Recipient};
use yew::prelude::*;

use super::ends::{self, Marks};
use super::more::more;
use super::{fact, words};
use crate::scene::Scene;

pub(crate) fn checklist(scene: &Scene<'_>, checklist: &Checklist) -> Html {
    let product = &scene.catalog().products()[checklist.product];
    let steps =
        checklist.tasks.iter().filter_map(|task| if let Task::Do(step) = task { Some(step) } else { None });
    let remains = checklist
        .tasks
        .iter()
        .filter_map(|task| if let Task::Impossible(step) = task { Some(step) } else { None });
    let marks = Marks::new(scene, checklist.product, steps, remains);
    let drawing =
        Drawing { scene, marks, request: scene.state.link.settings.request.unwrap_or(Request::Erasure) };
    let shown = checklist.tasks.len().min(scene.state.blocks.saturating_mul(2));
    let left = checklist.tasks.len() - shown;
    let groups = checklist.tasks[..shown].chunk_by(|a, b| heading(a) == heading(b));
    // What is ticked belongs to what is asked: another view has boxes of its own.
    let key = format!("{} {}", product.id, scene.state.link);
    html! {
        <article {key} class="pe-card pe-life pe-checklist" data-life={product.id.clone()}>
            <h2 lang="en">{&product.name}</h2>
            if checklist.tasks.is_empty() {
                <p class="pe-silent">{scene.say("The documents name nothing to do.")}</p>
            }
            { for groups.map(|tasks| html! {
                <>
                    <h3>{scene.say(heading(&tasks[0]))}</h3>
                    <ul>{ for tasks.iter().map(|task| drawing.task(task)) }</ul>
                </>
            }) }
            if left > 0 {
                { more(scene, left) }
            }
        </article>
    }
}

fn heading(task: &Task) -> &'static str {
    match task {
        Task::Do(_) => message("Do what is documented"),
        Task::NotDocumented { .. } => message("Find out what isn't documented"),
        Task::NotShown { .. } => Missing::NotShown.label(),
        Task::Recipient { .. } => message("Others that have a copy"),
        Task::Impossible(_) => message("What can't be done"),
    }
}

struct Drawing<'a> {
    scene: &'a Scene<'a>,
    marks: Marks,
    request: Request,
}

impl Drawing<'_> {
    fn task(&self, task: &Task) -> Html {
        let facts = self.scene.catalog().facts();
        match task {
            Task::Do(step) => {
                let row = &facts[step.fact];
                let also = html! {
                    <>
                        { fact::label(self.scene, step.fact) }
                        { fact::changed(self.scene, step.fact) }
                        if let Some(whom) = ends::by_whom(self.scene, row) {
                            <span>{whom}</span>
                        }
                        if let Some(reach) = ends::reach(self.scene, step.reach) {
                            <span class="pe-general">{reach}</span>
                        }
                    </>
                };
                let words = html! { <span lang="en">{row.text.clone()}</span> };
                self.line("do", self.marks.number(step.fact), words, &[step.fact], also)
            }
            Task::Impossible(step) => {
                let words = said(self.scene.fill("Tell the person: {0}", &[&facts[step.fact].text]));
                let also = ends::reach(self.scene, step.reach);
                let also = also.map(|reach| html! { <span class="pe-general">{reach}</span> });
                self.line(
                    "impossible",
                    self.marks.letter(step.fact),
                    words,
                    &[step.fact],
                    html! { { for also } },
                )
            }
            Task::NotDocumented { data, facts } | Task::NotShown { data, facts } => {
                let data = words::data(self.scene.locale(), self.scene.catalog(), *data);
                let words = match self.request {
                    Request::Access => message("Find out how to show what is held here: {0}"),
                    Request::Erasure => message("Find out how to erase what is held here: {0}"),
                };
                let words = said(self.scene.fill(words, &[data]));
                let sort = if matches!(task, Task::NotShown { .. }) { "not-shown" } else { "not-documented" };
                self.line(sort, None, words, facts, html! {})
            }
            Task::Recipient { recipient, direction, copies } => {
                self.recipient(*recipient, *direction, copies)
            }
        }
    }

    fn recipient(&self, who: Option<Ix<Recipient>>, way: Option<Direction>, copies: &[(Item, End)]) -> Html {
        let mut ends: Vec<(&End, Vec<Data>)> = Vec::new();
        let mut facts: Vec<Ix<Fact>> = Vec::new();
        let mut all: Vec<Data> = Vec::new();
        for (item, end) in copies {
            push(&mut facts, item.fact);
            push(&mut all, item.data);
            match ends.iter_mut().find(|one| one.0 == end) {
                Some(one) => push(&mut one.1, item.data),
                None => ends.push((end, vec![item.data])),
            }
        }
        let alone = ends.len() == 1;
        let ends = ends.into_iter().map(|(end, data)| {
            html! {
                <div class="pe-copies">
                    if !alone {
                        <p lang={ends::lang(&data)}>{ends::all_data(self.scene, &data)}</p>
                    }
                    { self.marks.end(self.scene, end, self.request) }
                </div>
            }
        });
        let words = said(self.asked(who, way, &ends::all_data(self.scene, &all)));
        self.line("recipient", None, words, &facts, html! { { for ends } })
    }

    /// What to ask a recipient, or to tell the person of it.
    fn asked(&self, who: Option<Ix<Recipient>>, way: Option<Direction>, data: &str) -> String {
        let name = who.map(|who| self.scene.catalog().recipients()[who].name.as_str());
        let words = match (self.request, way, name) {
            (Request::Access, Some(Direction::In), Some(_)) => {
                message("Tell the person that it comes from {0}: {1}")
            }
            (Request::Access, Some(Direction::In), None) => {
                message("Find out where it comes from, which the document doesn't name: {1}")
            }
            (Request::Access, Some(Direction::Out), Some(_)) => {
                message("Tell the person of the copy at {0}: {1}")
            }
            (Request::Access, None, Some(_)) => {
                message("Tell the person that it is passed on to or received from {0}: {1}")
            }
            (Request::Erasure, _, Some(_)) => message("Ask for the copy at {0} to be erased: {1}"),
            (Request::Access, _, None) => {
                message("Find out who has a copy, whom the document doesn't name, and tell the person: {1}")
            }
            (Request::Erasure, _, None) => message(
                "Find out who has a copy, whom the document doesn't name, and ask for its erasure: {1}",
            ),
        };
        self.scene.fill(words, &[name.unwrap_or_default(), data])
    }

    /// A box, its words, and what belongs to them.
    fn line(
        &self,
        id: &'static str,
        mark: Option<String>,
        words: Html,
        facts: &[Ix<Fact>],
        also: Html,
    ) -> Html {
        let rows = self.scene.catalog().facts();
        let cite = |&place: &Ix<Fact>| {
            let citation = self.marks.citation(self.scene, &rows[place]);
            let (row, lang) = (&rows[place], self.marks.lang(&rows[place]));
            html! {
                <li key={row.id.clone()} {lang} data-fact={row.id.clone()}>
                    { fact::link(self.scene, place, citation) }
                </li>
            }
        };
        html! {
            <li data-task={id}>
                <label>
                    <input type="checkbox" />
                    if let Some(mark) = mark {
                        <span class="pe-mark">{mark}</span>
                    }
                    {words}
                </label>
                <div class="pe-also">{also}<ul class="pe-cites" aria-label={self.scene.say("Stated in")}>{ for facts.iter().map(cite) }</ul></div>
            </li>
        }
    }
}

fn said(words: String) -> Html {
    html! { <span>{words}</span> }
}

fn push<T: PartialEq>(some: &mut Vec<T>, one: T) {
    if !some.contains(&one) {
        some.push(one);
    }
}
