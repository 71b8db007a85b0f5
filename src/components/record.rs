//! A record of processing, a table for each product.

use std::rc::Rc;

use privacy_catalog::cell::Cell;
use privacy_catalog::message;
use privacy_catalog::model::{Fact, Ix, State};
use privacy_catalog::record::{self, Column, Form, Name, Part, Record, RecordCell, RecordRow, Template};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::choice::choice;
use super::copy::copy;
use super::empty::empty;
use super::more::{more, rest};
use super::{cell, fact, words};
use crate::own::Change;
use crate::scene::Scene;
use crate::state::Action;

/// What is set beside the count.
pub(crate) fn options(scene: &Scene<'_>) -> Html {
    let settings = &scene.state.link.settings;
    let forms = Form::ALL.iter().map(|&(_, id, label)| (id, label));
    let templates = Template::ALL.iter().map(|&(_, id, label)| (id, label));
    html! {
        <>
            { choice(scene, message("Form"), settings.form.id(), forms, |settings, id| {
                let form = Form::ALL.iter().find(|one| one.1 == id);
                settings.form = form.map_or(settings.form, |one| one.0);
            }) }
            { choice(scene, message("Columns"), settings.template.id(), templates, |settings, id| {
                let template = Template::ALL.iter().find(|one| one.1 == id);
                settings.template = template.map_or(settings.template, |one| one.0);
            }) }
        </>
    }
}

pub(crate) fn record(scene: &Scene<'_>, record: &Record) -> Html {
    if record.rows.is_empty() {
        return empty(scene);
    }
    // A record is longer than what other views show of a product.
    let shown = record.rows.len().min(scene.state.blocks / 3);
    html! {
        <>
            <p class="pe-about">
                {scene.say("A record of processing activities (GDPR Art. 30) as far as the documents of the products can fill it; \
                  only you know the rest, and it is marked. Not legal advice.")}
            </p>
            { for record.rows[..shown].iter().map(|row| product(scene, record.columns, row)) }
            { rest(scene, record.rows.len() - shown) }
        </>
    }
}

fn product(scene: &Scene<'_>, columns: &[Column], row: &RecordRow) -> Html {
    let product = &scene.catalog().products()[row.product];
    let cells = || columns.iter().zip(&row.cells);
    html! {
        <article key={product.id.clone()} class="pe-card pe-record">
            <div class="pe-record-head">
                <h2 lang="en">{&product.name}</h2>
                { copy(scene, message("Copy as text"), message("Copied"), text(scene, &product.name, cells())) }
            </div>
            <table class="pe-table">
                <thead>
                    <tr>
                        <th scope="col">{scene.say("Column")}</th>
                        <th scope="col">{scene.say("What the documents say, and what is to be filled in")}</th>
                    </tr>
                </thead>
                <tbody>{ for cells().map(|(column, cell)| line(scene, &product.id, column, cell)) }</tbody>
            </table>
        </article>
    }
}

/// The whole record of a product, to be copied.
fn text<'a>(
    scene: &Scene<'_>,
    name: &str,
    cells: impl Iterator<Item = (&'a Column, &'a RecordCell)>,
) -> String {
    let mut text = name.to_owned();
    for (column, cell) in cells {
        let (label, about) = (scene.say(column.label), asked(scene, column));
        let content = cell.text(scene.locale(), scene.catalog(), scene.state.link.settings.form);
        text.push_str("\n\n");
        for part in [label, " (", &about, ")\n", &content] {
            text.push_str(part);
        }
    }
    text
}

/// Who asks for a column: `Art. 30(1)(b), required`.
fn asked(scene: &Scene<'_>, column: &Column) -> String {
    let words = match (column.article, column.required) {
        (Some(_), true) => message("Art. {0}, required"),
        (Some(_), false) => message("Art. {0}, not required"),
        (None, true) => message("required"),
        (None, false) => message("not required"),
    };
    scene.fill(words, &[column.article.unwrap_or_default()])
}

fn line(scene: &Scene<'_>, product: &str, column: &Column, cell: &RecordCell) -> Html {
    let provenance = cell.provenance();
    let form = scene.state.link.settings.form;
    let helps = scene.count(cell.helps.len(), "{0} fact that may help", "{0} facts that may help");
    let to_fill = match &cell.note {
        Some(_) => message("Asked for: {0}"),
        None if cell.parts.is_empty() => "{0}",
        None => message("To fill in: {0}"),
    };
    let gap = |gap: &'static str| scene.fill(to_fill, &[scene.say(gap)]);
    html! {
        <tr key={column.key} data-row={column.key} data-product={product.to_owned()} data-state={provenance.id()}>
            <th scope="row">{scene.say(column.label)}<small>{asked(scene, column)}</small></th>
            <td>
                <span class="pe-provenance">{scene.say(provenance.label(form))}</span>
                { for cell.parts.iter().map(|one| part(scene, one)) }
                if let Some(note) = &cell.note {
                    <p class="pe-note"><b>{scene.say("Noted here, not in a document:")}{" "}</b>{note}</p>
                }
                { for cell.gaps.iter().map(|&one| html! { <p>{gap(one)}</p> }) }
                { for cited(scene, cell).map(|line| html! { <p class="pe-also">{line}</p> }) }
                if !cell.helps.is_empty() {
                    { folded(scene, html! { {helps} }, &cell.helps) }
                }
                { noting(scene, product, column, cell) }
            </td>
        </tr>
    }
}

/// How the reader notes something in a cell, or changes what they have noted.
fn noting(scene: &Scene<'_>, product: &str, column: &Column, cell: &RecordCell) -> Html {
    let own = &scene.state.own;
    let place = || (product.to_owned(), column.key.to_owned());
    let label = scene.say(column.label);
    if own.edited.as_ref().is_some_and(|edited| *edited == place()) {
        let field = NodeRef::default();
        let save = {
            let (dispatch, field, (product, column)) = (scene.dispatch.clone(), field.clone(), place());
            move |_: MouseEvent| {
                let text = field.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
                dispatch.emit(Action::Own(Rc::new(Change::Note(product.clone(), column.clone(), text))));
            }
        };
        let on_key =
            scene.key(|event| (event.key() == "Escape").then(|| Action::Own(Rc::new(Change::Edit(None)))));
        return html! {
            <div class="pe-noting">
                <textarea
                    ref={field}
                    class="pe-copy-text"
                    aria-label={scene.fill("Note on {0}, {1}", &[label, product])}
                    maxlength={LONGEST}
                    onkeydown={on_key}
                    // Not `value`, which would put it back at each drawing.
                    defaultvalue={cell.note.clone().unwrap_or_default()}
                />
                <div class="pe-actions">
                    <button type="button" class="pe-button" onclick={save}>{scene.say("Keep the note")}</button>
                    <button type="button" class="pe-button" onclick={scene.does(Change::Edit(None))}>{scene.say("Leave it")}</button>
                </div>
            </div>
        };
    }
    let words = if cell.note.is_some() { scene.say("Change the note") } else { scene.say("Add a note") };
    html! {
        <button
            type="button"
            class="pe-link pe-add-note"
            aria-label={scene.fill("{0}: {1}, {2}", &[words, label, product])}
            onclick={scene.does(Change::Edit(Some(place())))}
        >{words}</button>
    }
}

/// How many letters a note may have.
const LONGEST: &str = "4000";

/// Where a cell is stated, and how much the filters leave out of it.
fn cited(scene: &Scene<'_>, cell: &RecordCell) -> impl Iterator<Item = String> {
    let catalog = scene.catalog();
    let citations = record::citations(catalog, &cell.facts()).into_iter().map(move |citation| {
        let section = |id: &String| words::section(scene.locale(), id).into_owned();
        let sections: Vec<_> = citation.sections.iter().map(section).collect();
        let title = &catalog.sources()[citation.source].title;
        scene.fill("Stated in: {0}, {1}", &[title, &sections.join(", ")])
    });
    let left_out = (cell.left_out > 0).then(|| {
        scene.count(
            cell.left_out,
            "{0} fact that belongs here is left out by the filters",
            "{0} facts that belong here are left out by the filters",
        )
    });
    citations.chain(left_out)
}

fn part(scene: &Scene<'_>, part: &Part) -> Html {
    let items = part.items.iter().map(|item| {
        let is_plain = matches!(item.state, Cell::Silent | Cell::Is(State::Provided));
        let state = if is_plain {
            html! {}
        } else {
            cell::cell(scene, item.state, String::new())
        };
        let (name, lang) = (item.name.words(scene.locale()).to_owned(), lang(&item.name));
        let key = name.clone();
        let content = match item.facts[..] {
            [one] => html! { <><span {lang}>{fact::link(scene, one, name)}</span>{state}</> },
            _ => folded(scene, html! { <><span {lang}>{name}</span>{state}</> }, &item.facts),
        };
        html! { <li {key}>{content}</li> }
    });
    html! {
        <div class="pe-record-part">
            if let Some(heading) = &part.heading {
                <strong lang={lang(heading)}>{heading.words(scene.locale()).to_owned()}</strong>
            }
            <ul>{ for items }</ul>
        </div>
    }
}

/// The language of a name: the catalogue's, if it is the catalogue's.
fn lang(name: &Name) -> Option<&'static str> {
    matches!(name, Name::Printed(_)).then_some("en")
}

/// Facts that are folded under some words, also on paper: the cell cites them.
fn folded(scene: &Scene<'_>, words: Html, facts: &[Ix<Fact>]) -> Html {
    let left = facts.len().saturating_sub(scene.state.blocks);
    let line = |&place: &Ix<Fact>| {
        let row = &scene.catalog().facts()[place];
        html! { <li lang="en" data-fact={row.id.clone()}>{ fact::link(scene, place, row.text.clone()) }</li> }
    };
    html! {
        <details>
            <summary>{words}</summary>
            <ul>
                { for facts.iter().take(scene.state.blocks).map(line) }
                if left > 0 {
                    <li>{ more(scene, left) }</li>
                }
            </ul>
        </details>
    }
}
