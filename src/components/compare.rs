//! The comparison: features or data types down, products across.

use std::ops::Range;

use privacy_catalog::compare::{Row, Square};
use privacy_catalog::settings::{Rows, Settings};
use privacy_catalog::{Facet, View, message};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::choice::choose;
use super::empty::empty;
use super::fact::{self, fact};
use super::{cell, glyph, words};
use crate::figure::{Comparison, Open};
use crate::pane::{COLUMN, LEAST, NAMES, Pane, ROW};
use crate::scene::Scene;
use crate::state::Action;

/// How many facts of an open cell are shown beside the table.
const BESIDE: usize = 30;

/// How many rows Page Up and Page Down go.
const PAGE: usize = 10;

/// What is set beside the count.
pub(crate) fn options(scene: &Scene<'_>, comparison: &Comparison) -> Html {
    let settings = &scene.state.link.settings;
    let hidden = if settings.columns.is_empty() { Vec::new() } else { left_out(scene, settings) };
    let rows = if comparison.matrix.facet == Facet::Feature { Rows::Feature } else { Rows::DataType };
    html! {
        <>
            if !hidden.is_empty() {
                <label>
                    {scene.say("Add")}
                    <select onchange={add(scene)}>
                        <option value="">{scene.count(hidden.len(), "{0} product more", "{0} products more")}</option>
                        { for hidden.into_iter().map(|(id, name)| html! { <option lang="en" value={id}>{name}</option> }) }
                    </select>
                </label>
                <button type="button" class="pe-link" onclick={set(scene, |settings| settings.columns.clear())}>
                    {scene.say("All products")}
                </button>
            }
            <label>
                <input
                    type="checkbox"
                    data-differences=""
                    checked={settings.differences}
                    onchange={scene.change(Action::Set(Settings { differences: !settings.differences, ..settings.clone() }))}
                />
                {scene.say("Differences only")}
            </label>
            <label>
                {scene.say("Rows")}
                <select ~value={rows.id()} onchange={choose(scene, |settings, id| {
                    let rows = Rows::ALL.iter().find(|one| one.1 == id);
                    settings.rows = rows.map_or(settings.rows, |one| one.0);
                })}>
                    { for Rows::ALL.iter().map(|&(one, id, label)| html! {
                        <option value={id} selected={one == rows}>{scene.locale().within(label)}</option>
                    }) }
                </select>
            </label>
        </>
    }
}

/// Adds the chosen product as the last column, and lets the next one be chosen.
fn add(scene: &Scene<'_>) -> Callback<Event> {
    let chosen = choose(scene, |settings, id| settings.columns.push(id));
    Callback::from(move |event: Event| {
        chosen.emit(event.clone());
        if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
            field.set_value("");
        }
    })
}

/// The products that could be columns too: id and name.
fn left_out(scene: &Scene<'_>, settings: &Settings) -> Vec<(String, String)> {
    let scope = scene.answer.scope();
    let values = (0..).zip(scene.index().values(Facet::Product));
    values
        .filter(|(at, one)| {
            scene.index().shows(&scene.state.link.query, scope, Facet::Product, *at)
                && !settings.columns.contains(&one.id)
        })
        .map(|(_, one)| (one.id.clone(), one.name.clone()))
        .collect()
}

fn set(scene: &Scene<'_>, change: fn(&mut Settings)) -> Callback<MouseEvent> {
    let mut settings = scene.state.link.settings.clone();
    change(&mut settings);
    scene.click(Action::Set(settings))
}

/// `table` is what scrolls it, for whoever watches it.
pub(crate) fn compare(scene: &Scene<'_>, comparison: &Comparison, table: &NodeRef) -> Html {
    let matrix = &comparison.matrix;
    if scene.answer.total() == 0 || matrix.rows.is_empty() || matrix.columns.is_empty() {
        return nothing(scene, comparison);
    }
    let shown = comparison.shown(scene.state);
    let pane = scene.state.pane.of(shown.len(), matrix.columns.len());
    let partly = pane.rows.len() < shown.len() || pane.columns.len() < matrix.columns.len();
    let drawing = Drawing { scene, comparison, shown: &shown, pane: &pane, partly };
    let number = |number: usize| scene.locale().number(number);
    let [column, names] = if partly { [COLUMN, NAMES] } else { LEAST };
    let width = (names + column * matrix.columns.len()).to_string();
    html! {
        <div class="pe-compare" data-open={comparison.open.as_ref().map(|_| "")}>
            <div
                ref={table.clone()}
                class="pe-scroll pe-matrix"
                onkeydown={on_key(scene, comparison, shown.len())}
                onscroll={on_scroll(scene, pane.clone(), shown.len(), matrix.columns.len())}
            >
                <table
                    role="grid"
                    part="matrix"
                    {width}
                    data-partly={partly.then_some("")}
                    aria-label={scene.fill("{0} by product", &[scene.say(matrix.facet.info().label)])}
                    aria-rowcount={(shown.len() + 1).to_string()}
                    aria-colcount={(matrix.columns.len() + 1).to_string()}
                >
                    if partly {
                        { drawing.widths() }
                    }
                    { drawing.head() }
                    <tbody>
                        { drawing.gap(pane.rows.start) }
                        { for pane.rows.clone().map(|at| drawing.row(at)) }
                        { drawing.gap(shown.len() - pane.rows.end) }
                    </tbody>
                </table>
            </div>
            if let Some(open) = &comparison.open {
                { beside(scene, comparison, open) }
            }
            if scene.state.pane == Pane::PRINTED && partly {
                <p class="pe-notice">
                    {scene.fill(
                        "Printed: {0} of {1} rows, {2} of {3} products. Filter for less, or save the answer as a file.",
                        &[
                            &number(pane.rows.len()), &number(shown.len()),
                            &number(pane.columns.len()), &number(matrix.columns.len()),
                        ],
                    )}
                </p>
            }
        </div>
    }
}

/// Says why there is nothing to compare.
fn nothing(scene: &Scene<'_>, comparison: &Comparison) -> Html {
    if scene.answer.total() == 0 {
        return empty(scene);
    }
    let settings = &scene.state.link.settings;
    let differences = settings.differences && !comparison.matrix.columns.is_empty();
    let [heading, why] = if differences {
        [message("No row differs"), message("What is compared is alike in all columns.")]
    } else {
        [message("Nothing to compare"), message("The filters leave no row or no product.")]
    };
    html! {
        <section class="pe-card pe-empty">
            <h2>{scene.say(heading)}</h2>
            <p>{scene.say(why)}</p>
            if differences {
                <button type="button" class="pe-button" onclick={set(scene, |settings| settings.differences = false)}>
                    {scene.say("Show all rows")}
                </button>
            } else if !settings.columns.is_empty() {
                <button type="button" class="pe-button" onclick={set(scene, |settings| settings.columns.clear())}>
                    {scene.say("Show all products")}
                </button>
            }
        </section>
    }
}

/// What the parts of the table are drawn from.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    scene: &'a Scene<'a>,
    comparison: &'a Comparison,
    /// The rows that no folded family hides.
    shown: &'a [usize],
    /// The part of them that is drawn.
    pane: &'a Pane,
    /// Whether that isn't all.
    partly: bool,
}

impl Drawing<'_> {
    /// The columns' widths, those of what isn't drawn together.
    fn widths(&self) -> Html {
        let columns = &self.pane.columns;
        let of = |number: usize| html! { <col width={(number * COLUMN).to_string()} /> };
        html! {
            <colgroup>
                <col width={NAMES.to_string()} />
                { of(columns.start) }
                { for columns.clone().map(|_| of(1)) }
                { of(self.comparison.matrix.columns.len() - columns.end) }
            </colgroup>
        }
    }

    /// The room of `rows` rows that are not drawn.
    fn gap(&self, rows: usize) -> Html {
        let height = (rows * ROW).to_string();
        html! {
            if rows > 0 {
                <tr aria-hidden="true"><td class="pe-side" {height} colspan={(self.pane.columns.len() + 3).to_string()} /></tr>
            }
        }
    }

    /// The room of columns that are not drawn, in a row.
    fn side(&self) -> Html {
        html! { if self.partly { <td aria-hidden="true" class="pe-side" /> } }
    }

    fn tabindex(&self, row: usize, column: usize) -> &'static str {
        let (at_row, at_column) = self.scene.state.cursor;
        let cursor = (at_row.min(self.shown.len()), at_column.min(self.comparison.matrix.columns.len()));
        let is_drawn = |place: usize, drawn: &Range<usize>| place == 0 || drawn.contains(&(place - 1));
        let is_there = is_drawn(cursor.0, &self.pane.rows) && is_drawn(cursor.1, &self.pane.columns);
        // The corner is empty, and what isn't drawn can't be gone to: Tab goes to the first name of a product.
        let cursor = if cursor == (0, 0) || !is_there { (0, self.pane.columns.start + 1) } else { cursor };
        if cursor == (row, column) { "0" } else { "-1" }
    }

    fn head(&self) -> Html {
        let scene = self.scene;
        let leaves = self.comparison.matrix.leaves;
        let columns = self.pane.columns.clone().map(|at| {
            let column = self.comparison.matrix.columns[at];
            let place = column.product.get();
            let product = &self.scene.index().values(Facet::Product)[place as usize];
            let order = |to: usize| self.moved(at, to);
            let last = self.comparison.matrix.columns.len() - 1;
            let tool = |label: &'static str, shown: &'static str, action: Option<Action>| {
                let title = scene.fill(label, &[&product.name]);
                html! {
                    <button
                        type="button" tabindex="-1" title={title.clone()} aria-label={title} disabled={action.is_none()}
                        onclick={action.map(|action| scene.click(action))}
                    >{shown}</button>
                }
            };
            html! {
                <th key={place} scope="col" aria-colindex={(at + 2).to_string()} data-product={product.id.clone()}>
                    <button
                        type="button"
                        class="pe-name"
                        data-at={format!("0-{}", at + 1)}
                        tabindex={self.tabindex(0, at + 1)}
                        title={scene.fill("Only {0} (move: Alt and arrows, leave out: Delete)", &[&product.name])}
                        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
                        onclick={scene.click(Action::Narrow(vec![(Facet::Product, place)], View::Compare))}
                    >
                        <span lang="en">{product.name.clone()}</span>
                    </button>
                    <small>{scene.facts(column.facts)}</small>
                    <small title={silence(scene, column.silent, leaves)}>
                        {scene.fill("{0} % silent", &[&words::percent(column.silent, leaves).to_string()])}
                    </small>
                    <span class="pe-tools">
                        { tool(message("Move to the left: {0}"), "←", at.checked_sub(1).map(order)) }
                        { tool(message("Move to the right: {0}"), "→", (at < last).then(|| order(at + 1))) }
                        { tool(message("Leave out: {0}"), "×", (last > 0).then(|| self.without(at))) }
                    </span>
                </th>
            }
        });
        html! {
            <thead>
                <tr aria-rowindex="1">
                    <th scope="col" aria-colindex="1">{scene.say(self.comparison.matrix.facet.info().label)}</th>
                    { self.side() }
                    { for columns }
                    { self.side() }
                </tr>
            </thead>
        }
    }

    /// A column stands in another's place.
    fn moved(&self, from: usize, to: usize) -> Action {
        let mut columns = ids(self.scene, self.comparison);
        let column = columns.remove(from);
        columns.insert(to, column);
        Action::Columns(columns, to + 1)
    }

    /// A column is left out.
    fn without(&self, at: usize) -> Action {
        let mut columns = ids(self.scene, self.comparison);
        columns.remove(at);
        let focus = (at + 1).min(columns.len());
        Action::Columns(columns, focus)
    }

    /// A row; `at` is its place among those that are shown.
    fn row(&self, at: usize) -> Html {
        let Self { scene, comparison, pane, .. } = *self;
        let matrix = &comparison.matrix;
        let row = &matrix.rows[self.shown[at]];
        let value = &scene.index().values(matrix.facet)[row.value as usize];
        let briefs =
            matrix.words(scene.locale(), scene.index(), scene.answer, self.shown[at], pane.columns.clone());
        let squares = &matrix.squares(self.shown[at])[pane.columns.clone()];
        let cells = pane
            .columns
            .clone()
            .zip(squares)
            .zip(briefs)
            .map(|((column, square), brief)| self.cell((at, column), row, &value.name, *square, brief));
        let open = !scene.state.panel.folded.contains(&(matrix.facet, row.value));
        let onclick = if row.is_family {
            scene.click(Action::Fold(matrix.facet, row.value))
        } else {
            scene.click(Action::Narrow(vec![(matrix.facet, row.value)], View::Facts))
        };
        let number = |number: usize| scene.locale().number(number);
        let title = (!row.is_family).then(|| scene.fill("Facts about {0}", &[&value.name]));
        html! {
            <tr
                key={row.value}
                data-family={row.is_family.then_some("")}
                data-child={row.parent.map(|_| "")}
                aria-rowindex={(at + 2).to_string()}
            >
                <th scope="row" aria-colindex="1">
                    <button
                        type="button"
                        class="pe-name"
                        data-at={format!("{}-0", at + 1)}
                        tabindex={self.tabindex(at + 1, 0)}
                        aria-expanded={row.is_family.then(|| open.to_string())}
                        {title}
                        {onclick}
                    >
                        if row.is_family {
                            {glyph::chevron()}
                        }
                        <span lang="en">{value.name.clone()}</span>
                    </button>
                    if row.silent > 0 {
                        <small title={silence(scene, row.silent, matrix.columns.len())}>
                            {scene.fill("silent in {0} of {1}", &[&number(row.silent), &number(matrix.columns.len())])}
                        </small>
                    }
                </th>
                { self.side() }
                { for cells }
                { self.side() }
            </tr>
        }
    }

    fn cell(&self, place: (usize, usize), row: &Row, name: &str, square: Square, brief: String) -> Html {
        let Self { scene, comparison, .. } = *self;
        let (at, column) = place;
        let matrix = &comparison.matrix;
        let product = matrix.columns[column].product;
        let product = &scene.catalog().products()[product];
        let value = &scene.index().values(matrix.facet)[row.value as usize].id;
        let open =
            comparison.open.as_ref().is_some_and(|open| (open.row, open.column) == (self.shown[at], column));
        let state = square.state();
        let (id, about) = described(scene, square, &brief);
        let settings = Settings {
            cell: (!open).then(|| (value.clone(), product.id.clone())),
            ..scene.state.link.settings.clone()
        };
        let small = if brief.is_empty() && row.is_family && square.facts > 0 {
            scene.facts(square.facts as usize)
        } else if brief.is_empty() {
            String::new()
        } else {
            cell::label(scene, state)
        };
        html! {
            <td
                key={column}
                data-row={value.clone()}
                data-product={product.id.clone()}
                data-state={id}
                data-facts={square.facts.to_string()}
                aria-colindex={(column + 2).to_string()}
            >
                <button
                    type="button"
                    data-at={format!("{}-{}", at + 1, column + 1)}
                    tabindex={self.tabindex(at + 1, column + 1)}
                    aria-expanded={open.to_string()}
                    aria-label={scene.fill("{0}, {1}: {2}", &[name, &product.name, &about])}
                    onclick={scene.click(Action::Set(settings))}
                >
                    { drawn(scene, square, brief) }
                    if !small.is_empty() {
                        {" "}<small>{small}</small>
                    }
                </button>
            </td>
        }
    }
}

/// What a cell shows: its state; how many facts, if they have none, or if the filters hide them.
fn drawn(scene: &Scene<'_>, square: Square, brief: String) -> Html {
    use privacy_catalog::cell::Cell;
    let plain = |text: String| html! { <span class="pe-state pe-silent">{text}</span> };
    match (square.state(), square.facts, square.hidden) {
        (Cell::Silent, 0, 0) => cell::cell(scene, Cell::Silent, brief),
        (Cell::Silent, 0, hidden) => plain(filtered_out(scene, hidden)),
        (Cell::Silent, facts, _) => {
            plain(scene.count(facts as usize, "{0} fact, no state", "{0} facts, no state"))
        }
        (state, ..) => cell::cell(scene, state, brief),
    }
}

/// The id of a cell's state, and what is said of it to who can't see it: what is shown, in that order, so that
/// it can also be spoken to, and more.
fn described(scene: &Scene<'_>, square: Square, brief: &str) -> (&'static str, String) {
    use privacy_catalog::cell::Cell;
    let facts = square.facts as usize;
    match (square.state(), square.facts, square.hidden) {
        (Cell::Silent, 0, 0) => ("silent", scene.say("silent, no fact").to_owned()),
        (Cell::Silent, 0, hidden) => ("hidden", filtered_out(scene, hidden)),
        (Cell::Silent, ..) => ("stateless", scene.count(facts, "{0} fact, no state", "{0} facts, no state")),
        (state, ..) => {
            let comma = if brief.is_empty() { "" } else { ", " };
            let about = [brief, comma, &*cell::label(scene, state), ", ", &scene.facts(facts)].concat();
            (cell::id(state), about)
        }
    }
}

fn filtered_out(scene: &Scene<'_>, hidden: u32) -> String {
    scene.fill("{0} filtered out", &[&scene.locale().number(hidden as usize)])
}

/// A share of silence in words.
fn silence(scene: &Scene<'_>, silent: usize, of: usize) -> String {
    let percent = words::percent(silent, of).to_string();
    let [silent, of] = [silent, of].map(|one| scene.locale().number(one));
    scene.fill("The documents are silent in {0} of {1} ({2} %)", &[&silent, &of, &percent])
}

/// The ids of the columns, as they stand.
fn ids(scene: &Scene<'_>, comparison: &Comparison) -> Vec<String> {
    let products = scene.catalog().products();
    comparison.matrix.columns.iter().map(|column| products[column.product].id.clone()).collect()
}

/// The facts of the open cell, beside the table.
fn beside(scene: &Scene<'_>, comparison: &Comparison, open: &Open) -> Html {
    let matrix = &comparison.matrix;
    let (row, column) = (&matrix.rows[open.row], &matrix.columns[open.column]);
    let square = matrix.squares(open.row)[open.column];
    let name = &scene.index().values(matrix.facet)[row.value as usize].name;
    let product = &scene.catalog().products()[column.product].name;
    let total = open.answer.total();
    let narrow = vec![(matrix.facet, row.value), (Facet::Product, column.product.get())];
    let inner = Scene { answer: &open.answer, ..*scene };
    let hits = open.answer.hits(0..BESIDE).into_iter().enumerate();
    let shown = total.min(BESIDE);
    let mut told = scene.facts(total);
    if square.hidden > 0 {
        told = [told, filtered_out(scene, square.hidden)].join(", ");
    }
    html! {
        <aside class="pe-beside pe-card" aria-label={[&**name, ", ", product].concat()}>
            <div class="pe-beside-head">
                <h2 lang="en">{name.clone()}<small>{product.clone()}</small></h2>
                <button
                    type="button" class="pe-link" aria-label={scene.say("Close")}
                    onclick={set(scene, |settings| settings.cell = None)}
                >{glyph::cross()}</button>
            </div>
            if square.is_silent() {
                <p>{scene.say("The documents say nothing of it here. That is not a no.")}</p>
            } else {
                <p>
                    {told}{". "}
                    if total > 0 {
                        <button type="button" class="pe-link" onclick={scene.click(Action::Narrow(narrow, View::Facts))}>
                            {scene.say("Show among the facts")}
                        </button>
                    }
                </p>
            }
            <ul>
                { for hits.map(|(at, hit)| fact(&inner, hit, fact::Row { number: at, place: at, of: shown })) }
            </ul>
            if shown < total {
                <p>{scene.fill("The first {0} of {1}.", &[&shown.to_string(), &scene.locale().number(total)])}</p>
            }
        </aside>
    }
}

/// Arrows, Home, End and pages go from cell to cell; Escape closes the open one; a column is moved and
/// left out at its head.
fn on_key(scene: &Scene<'_>, comparison: &Comparison, rows: usize) -> Callback<KeyboardEvent> {
    let columns = comparison.matrix.columns.len();
    let ids = ids(scene, comparison);
    let settings = scene.state.link.settings.clone();
    scene.key(move |event| {
        let target = event.target_dyn_into::<Element>()?;
        let at = target.get_attribute("data-at")?;
        let (row, column) = at.split_once('-')?;
        let (row, column): (usize, usize) = (row.parse().ok()?, column.parse().ok()?);
        let place = column.wrapping_sub(1);
        let with = |focus: usize, change: &dyn Fn(&mut Vec<String>)| {
            let mut columns = ids.clone();
            change(&mut columns);
            Some(Action::Columns(columns, focus))
        };
        let whole = event.ctrl_key() || event.meta_key();
        let to = match (event.key().as_str(), event.alt_key()) {
            ("ArrowLeft", true) if row == 0 && place > 0 => {
                return with(place, &|ids| ids.swap(place, place - 1));
            }
            ("ArrowRight", true) if row == 0 && column < columns => {
                return with(column + 1, &|ids| ids.swap(place, column));
            }
            (_, true) => return None,
            ("Delete", _) if row == 0 && columns > 1 => {
                return with(column.min(columns - 1), &|ids| drop(ids.remove(place)));
            }
            ("Escape", _) if settings.cell.is_some() => {
                return Some(Action::Set(Settings { cell: None, ..settings.clone() }));
            }
            ("ArrowLeft", _) => (row, column.saturating_sub(1)),
            ("ArrowRight", _) => (row, (column + 1).min(columns)),
            ("ArrowUp", _) => (row.saturating_sub(1), column),
            ("ArrowDown", _) => ((row + 1).min(rows), column),
            ("PageUp", _) => (row.saturating_sub(PAGE), column),
            ("PageDown", _) => ((row + PAGE).min(rows), column),
            ("Home", _) => (if whole { 0 } else { row }, 0),
            ("End", _) => (if whole { rows } else { row }, columns),
            _ => return None,
        };
        // The corner is empty.
        let to = if to == (0, 0) { (0, 1) } else { to };
        Some(Action::Cell(to.0, to.1))
    })
}

/// Draws more where the reader scrolls beyond what is drawn.
fn on_scroll(scene: &Scene<'_>, pane: Pane, rows: usize, columns: usize) -> Callback<Event> {
    let dispatch = scene.dispatch.clone();
    Callback::from(move |event: Event| {
        let scroller = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let seen = scroller.map(|scroller| seen(&scroller));
        if let Some(seen) = seen.filter(|seen| !pane.shows(seen, rows, columns)) {
            dispatch.emit(Action::Look(seen));
        }
    })
}

/// What is seen of a table by its scroller.
pub(crate) fn seen(scroller: &Element) -> Pane {
    let (left, top) = (scroller.scroll_left(), scroller.scroll_top());
    let (width, height) = (scroller.client_width(), scroller.client_height());
    Pane::seen(f64::from(left), f64::from(top), f64::from(width), f64::from(height))
}
