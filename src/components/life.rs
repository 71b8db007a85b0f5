//! What the documents say about the data in one product, as a path of five steps.

use privacy_catalog::lifecycle::{Copies, Data, Item, Life, Lifecycle, Reach, Request, Step};
use privacy_catalog::model::{Fact, Ix, Kind};
use privacy_catalog::{Facet, message};
use yew::prelude::*;

use super::ends::{self, Marks};
use super::fact;
use super::more::more;
use crate::scene::Scene;

pub(crate) fn life(scene: &Scene<'_>, lifecycle: &Lifecycle, life: &Life) -> Html {
    let product = &scene.catalog().products()[life.product];
    let marks = Marks::new(scene, life.product, life.steps.iter(), life.remains.iter());
    let drawing = Drawing { scene, lifecycle, life, marks };
    html! {
        <article key={product.id.clone()} class="pe-card pe-life" data-life={product.id.clone()}>
            <h2 lang="en">{&product.name}</h2>
            <div class="pe-path">
                { drawing.copies("held", message("Held"), Kind::Holding, &life.held) }
                { drawing.copies("transfers", message("Goes to, comes from"), Kind::Transfer, &life.transfers) }
                { drawing.steps("protection", message("Protected by"), &life.protection, &|_| None) }
                { drawing.steps("steps", message("Erased how, by whom"), &life.steps, &|fact| drawing.marks.number(fact)) }
                { drawing.steps("remains", message("What remains"), &life.remains, &|fact| drawing.marks.letter(fact)) }
            </div>
        </article>
    }
}

/// What stands in a part of the path that nothing is said in.
fn silence(part: &str) -> &'static str {
    match part {
        "held" => message("The documents don't say that it is held."),
        "transfers" => message("The documents don't say that it goes anywhere, or comes from anywhere."),
        "protection" => message("The documents name no measure for it."),
        "steps" => message("The documents don't say how it is erased."),
        _ => message("The documents don't say that anything remains."),
    }
}

struct Drawing<'a> {
    scene: &'a Scene<'a>,
    lifecycle: &'a Lifecycle,
    life: &'a Life,
    marks: Marks,
}

impl Drawing<'_> {
    /// How many lines of a part are drawn.
    fn limit(&self) -> usize {
        (self.scene.state.blocks / 5).saturating_mul(2)
    }

    /// A part of the path with its lines, of `all` facts and of `denied` ones.
    fn part(&self, id: &'static str, title: &'static str, all: usize, denied: usize, lines: Html) -> Html {
        let left = all.saturating_sub(self.limit()) + denied.saturating_sub(self.limit());
        html! {
            <div class="pe-part" data-part={id}>
                <h3>{self.scene.say(title)}<span>{self.scene.locale().number(all)}</span></h3>
                if all == 0 {
                    <p class="pe-silent">{self.scene.say(silence(id))}</p>
                }
                {lines}
                if left > 0 {
                    { more(self.scene, left) }
                }
            </div>
        }
    }

    /// Holdings or transfers, each with its ends, and those that the documents deny.
    fn copies(&self, id: &'static str, title: &'static str, kind: Kind, items: &[Item]) -> Html {
        let facts: Vec<&[Item]> = items.chunk_by(|a, b| a.fact == b.fact).collect();
        let rows = self.scene.catalog().facts();
        let denied: Vec<&Step> =
            self.life.denied.iter().filter(|step| rows[step.fact].kind == kind).collect();
        let many = denied.len();
        let lines = html! {
            <>
                <ul>{ for facts.iter().take(self.limit()).map(|items| self.copy(items)) }</ul>
                if !denied.is_empty() {
                    <h4>{self.scene.say("Denied by the documents")}</h4>
                    <ul data-denied="">
                        { for denied.into_iter().take(self.limit()).map(|step| self.step(*step, None)) }
                    </ul>
                }
            </>
        };
        self.part(id, title, facts.len(), many, lines)
    }

    fn copy(&self, items: &[Item]) -> Html {
        let first = &items[0];
        let reach = items.iter().map(|item| item.reach).min().unwrap_or(Reach::Other);
        let lines = Copies::of(self.lifecycle, items).into_iter().map(|copies| {
            let is_transfer = self.scene.catalog().facts()[first.fact].kind == Kind::Transfer;
            let parties = is_transfer.then(|| ends::parties(self.scene, first.direction, &copies.recipients));
            html! {
                <div class="pe-copies">
                    if let Some(parties) = parties {
                        <p class="pe-parties">{parties}</p>
                    }
                    if !self.is_asked(&copies.data) {
                        <p lang={ends::lang(&copies.data)}>{ends::all_data(self.scene, &copies.data)}</p>
                    }
                    { self.marks.end(self.scene, copies.end, Request::Erasure) }
                </div>
            }
        });
        self.line(first.fact, reach, None, html! { { for lines } })
    }

    /// Whether data is just the one type that is asked for, which needs no mention.
    fn is_asked(&self, data: &[Data]) -> bool {
        let [Data::Type(of)] = data else { return false };
        let asked = &self.scene.state.link.query.selection(Facet::DataType).include;
        asked.len() == 1 && asked.contains(&self.scene.catalog().data_types()[*of].id)
    }

    /// Measures, steps or what remains, the nearest first.
    fn steps(
        &self,
        id: &'static str,
        title: &'static str,
        steps: &[Step],
        mark: &dyn Fn(Ix<Fact>) -> Option<String>,
    ) -> Html {
        let lines = steps.iter().take(self.limit()).map(|step| self.step(*step, mark(step.fact)));
        self.part(id, title, steps.len(), 0, html! { <ul>{ for lines }</ul> })
    }

    fn step(&self, step: Step, mark: Option<String>) -> Html {
        self.line(step.fact, step.reach, mark, html! {})
    }

    /// A fact: its mark, its state, its text, what else is recorded that matters here, and what follows.
    fn line(&self, place: Ix<Fact>, reach: Reach, mark: Option<String>, after: Html) -> Html {
        let catalog = self.scene.catalog();
        let row = &catalog.facts()[place];
        let subjects: Vec<&str> =
            row.subjects.iter().map(|&one| catalog.subjects()[one].name.as_str()).collect();
        let by_whom = ends::by_whom(self.scene, row);
        let part = catalog.component_of(row).map(|part| part.name.clone());
        let part = part.filter(|part| !by_whom.as_ref().is_some_and(|words| words.contains(part)));
        let about = (!subjects.is_empty()).then(|| self.scene.fill("about {0}", &[&subjects.join(", ")]));
        let also = [by_whom, part, about, Some(self.marks.citation(self.scene, row))];
        let also: Vec<String> = also.into_iter().flatten().collect();
        html! {
            <li key={row.id.clone()} data-fact={row.id.clone()} data-reach={ends::reach_id(reach)}>
                if let Some(mark) = mark {
                    <span class="pe-mark">{mark}</span>
                }
                { fact::label(self.scene, place) }
                { fact::changed(self.scene, place) }
                <p lang="en">{ fact::link(self.scene, place, row.text.clone()) }</p>
                if let Some(reach) = ends::reach(self.scene, reach) {
                    <p><span class="pe-general">{reach}</span></p>
                }
                <p class="pe-also">{also.join(" · ")}</p>
                {after}
            </li>
        }
    }
}
