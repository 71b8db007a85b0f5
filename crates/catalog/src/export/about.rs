//! Where a table is from: what stands beside it in every file.

use super::{Shown, words};
use crate::facet::Facet;
use crate::index::{Condition, Index};
use crate::lifecycle::FOLLOWED;
use crate::link::View;
use crate::settings::Rows;

/// The lines about a table of so many rows.
pub(super) fn lines(shown: &Shown<'_>, rows: usize) -> Vec<(&'static str, String)> {
    let (catalog, link, answer) = (shown.catalog(), shown.link, shown.answer);
    let all = answer.scope().len_of(catalog.facts().len());
    let mut lines = vec![("Catalogue", [catalog.title(), ", version ", catalog.version()].concat())];
    lines.extend(shown.hash.map(|hash| ("SHA-256", hash.to_owned())));
    lines.push(("Date", shown.date.to_owned()));
    lines.push(("View", view(shown)));
    lines.push(("Filters", filters(shown)));
    for one in answer.corrections() {
        let taken = one.taken.join("”, “");
        lines.push(("Search", ["no fact says “", &one.typed, "”; shown is “", &taken, "”"].concat()));
    }
    lines.push(("Installation", installation(shown.index, shown)));
    lines.push(("Facts", [&answer.total().to_string(), " of ", &all.to_string()].concat()));
    lines.push(("Rows", rows.to_string()));
    lines.push(("Address", ["#", &link.to_string()].concat()));
    lines.push(("Silence", "What a document doesn't say is silent here. That is not a no.".to_owned()));
    lines.push(("Notice", "Not affiliated with the vendor. Not legal advice.".to_owned()));
    lines
}

/// What is shown and how it is set.
fn view(shown: &Shown<'_>) -> String {
    let (view, settings) = (shown.link.view, &shown.link.settings);
    let mut words = View::ALL[view as usize].2.to_owned();
    let mut add = |parts: &[&str]| words.extend([", "].iter().chain(parts).copied());
    match view {
        View::Facts => {
            add(&["grouped by ", &shown.link.grouping.facet().info().label.to_ascii_lowercase()]);
        }
        View::Compare => {
            add(&[&Rows::label(settings.rows).to_ascii_lowercase(), " by product"]);
            if settings.differences {
                add(&["differences only"]);
            }
        }
        View::Flows if !settings.small => add(&["the smallest nodes of many together"]),
        View::Lifecycle => {
            if let Some(request) = settings.request {
                add(&[
                    "checklists: ",
                    &crate::settings::Request::ALL[request as usize].2.to_ascii_lowercase(),
                ]);
            }
        }
        View::Record => {
            add(&[
                &settings.form.label().to_ascii_lowercase(),
                " (GDPR Art. 30), columns of ",
                settings.template.label(),
            ]);
        }
        View::Flows | View::Sources => {}
    }
    words
}

fn filters(shown: &Shown<'_>) -> String {
    let query = &shown.link.query;
    let conditions = query.conditions();
    let names: Vec<String> =
        conditions.iter().map(|one| words::condition(shown.locale, shown.index, query, one)).collect();
    let mut words = if names.is_empty() { "none".to_owned() } else { names.join(" · ") };
    if !query.general && !query.selection(Facet::DataType).include.is_empty() {
        words.push_str(" · without what covers all personal data");
    }
    let is_followed = |one: &Condition| match one {
        Condition::Search => false,
        Condition::Include(facet, _) | Condition::Exclude(facet, _) => FOLLOWED.contains(facet),
    };
    if shown.link.view == View::Lifecycle && !conditions.iter().all(is_followed) {
        words.push_str(" (this view follows only those on products and data types)");
    }
    words
}

fn installation(index: &Index, shown: &Shown<'_>) -> String {
    let parts = words::installed(shown.locale, index, &shown.link.installation);
    if parts.is_empty() {
        return "none chosen: as in the documents".to_owned();
    }
    [&parts.join(" · "), "; it changes ", &shown.locale.facts(index.changes())].concat()
}
