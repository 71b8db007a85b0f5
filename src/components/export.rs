//! What leaves the page: the view that is shown, as a file.

use privacy_catalog::export::{self, Shown, Table};
use privacy_catalog::{Answer, View, message};
use yew::prelude::*;

use super::print;
use crate::download::download;
use crate::scene::Scene;
use crate::state::{Action, State};

/// What a view is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Workbook,
    Markdown,
    Catalogue,
}

impl Format {
    const ALL: [Self; 4] = [Self::Csv, Self::Workbook, Self::Markdown, Self::Catalogue];

    /// The ending of its files; its name and what it is for, as messages.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Csv => {
                ["csv", message("CSV"), message("For spreadsheets and programs; no cell is a formula.")]
            }
            Self::Workbook => {
                ["xlsx", message("Excel workbook"), message("States coloured and written, filters on.")]
            }
            Self::Markdown => ["md", message("Markdown"), message("For a page, a ticket or a mail.")],
            Self::Catalogue => [
                "json",
                message("JSON catalogue"),
                message("The facts that match, in the public format, to be loaded again."),
            ],
        }
    }
}

pub(crate) fn export(scene: &Scene<'_>) -> Html {
    let view = View::ALL.iter().find(|one| one.0 == scene.state.link.view);
    let view = view.map(|one| one.2).unwrap_or_default();
    let about = scene.fill(
        "The view {0}, {1}: with its filters, citations, the catalogue's version and the date. \
         The file is made in this browser.",
        &[scene.say(view), &scene.facts(scene.answer.total())],
    );
    html! {
        <section class="pe-card pe-drawer" aria-label={scene.say("Export")}>
            <p class="pe-reading">{about}</p>
            <ul class="pe-formats">
                { for Format::ALL.iter().map(|&format| {
                    let [ending, name, about] = format.words();
                    html! {
                        <li key={ending}>
                            <button
                                type="button"
                                class="pe-button"
                                data-format={ending}
                                onclick={scene.click(Action::Export(format))}
                            >{scene.say(name)}</button>
                            <span>{scene.say(about)}</span>
                        </li>
                    }
                }) }
            </ul>
            <p class="pe-reading">
                {scene.say("A spreadsheet that opens CSV takes 7.10 for the number 7.1: there, take the workbook. \
                  To keep the view as PDF, print the page.")}
            </p>
            <div class="pe-actions">
                <button type="button" class="pe-button" onclick={scene.click(Action::Draw(None))}>{scene.say("Done")}</button>
            </div>
        </section>
    }
}

/// Saves the view that is shown.
pub(crate) fn save(state: &State, answer: &Answer, format: Format) {
    let date = print::day();
    let shown = Shown {
        index: &state.index,
        answer,
        link: &state.link,
        hash: state.hash,
        date: &date,
        notes: &state.own.notes,
        locale: state.locale,
    };
    let [ending, ..] = format.words();
    let view = if format == Format::Catalogue { "catalogue" } else { state.link.view.id() };
    let name = format!("privacy-{view}-{date}.{ending}");
    let tables = || export::tables(&shown);
    match format {
        Format::Csv => {
            let text = format!("{MARK}{}", joined(&tables(), export::csv));
            download(&name, "text/csv;charset=utf-8", text.as_bytes());
        }
        Format::Markdown => {
            let text = joined(&tables(), export::markdown);
            download(&name, "text/markdown;charset=utf-8", text.as_bytes());
        }
        Format::Catalogue => download(&name, "application/json", export::json(&shown).as_bytes()),
        Format::Workbook => download(&name, WORKBOOK, &export::xlsx(state.locale, &tables())),
    }
}

/// The mark of the encoding, by which spreadsheets know it.
const MARK: char = '\u{feff}';

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The tables as one text, each without the mark.
fn joined(tables: &[Table<'_>], write: fn(&Table<'_>) -> String) -> String {
    let mut text = String::new();
    for table in tables {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(write(table).trim_start_matches(MARK));
    }
    text
}
