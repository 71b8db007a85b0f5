//! Where a table is from: what stands beside it in every file.

use super::{Shown, words};
use crate::facet::Facet;
use crate::index::{Condition, Index};
use crate::lifecycle::FOLLOWED;
use crate::link::View;
use crate::locale::message;

/// The lines about a table of so many rows.
pub(super) fn lines(shown: &Shown<'_>, rows: usize) -> Vec<(&'static str, String)> {
    let (catalog, link, answer, locale) = (shown.catalog(), shown.link, shown.answer, shown.locale);
    let all = answer.scope().len_of(catalog.facts().len());
    let numbers = [answer.total(), all].map(|number| locale.number(number));
    let mut lines =
        vec![(message("Catalogue"), locale.fill("{0}, version {1}", &[catalog.title(), catalog.version()]))];
    lines.extend(shown.hash.map(|hash| (message("SHA-256"), hash.to_owned())));
    lines.push((message("Date"), shown.date.to_owned()));
    lines.push((message("View"), view(shown)));
    lines.push((message("Filters"), filters(shown)));
    for one in answer.corrections() {
        let taken: Vec<String> = one.taken.iter().map(|word| locale.fill("“{0}”", &[word])).collect();
        let words = locale.fill("no fact says “{0}”; shown is {1}", &[&one.typed, &taken.join(", ")]);
        lines.push((message("Search"), words));
    }
    lines.push((message("Installation"), installation(shown.index, shown)));
    lines.push((message("Facts"), locale.fill("{0} of {1}", &[&numbers[0], &numbers[1]])));
    lines.push((message("Rows"), locale.number(rows)));
    lines.push((message("Address"), ["#", &link.to_string()].concat()));
    let silence = locale.say("What a document doesn't say is silent here. That is not a no.");
    lines.push((message("Silence"), silence.to_owned()));
    let notice = locale.say("Not affiliated with the vendor. Not legal advice.");
    lines.push((message("Notice"), notice.to_owned()));
    lines.into_iter().map(|(label, words)| (locale.say(label), words)).collect()
}

/// What is shown and how it is set.
fn view(shown: &Shown<'_>) -> String {
    let (view, settings, locale) = (shown.link.view, &shown.link.settings, shown.locale);
    match view {
        View::Facts => {
            locale.fill("Facts, grouped by {0}", &[&locale.within(shown.link.grouping.facet().info().label)])
        }
        View::Compare => {
            let words = locale.fill("Compare, {0} by product", &[&locale.within(settings.rows.label())]);
            if settings.differences { locale.fill("{0}, differences only", &[&words]) } else { words }
        }
        View::Flows if !settings.small => locale.say("Flows, the smallest nodes of many together").to_owned(),
        View::Lifecycle => match settings.request {
            Some(request) => locale.fill("Lifecycle, checklists: {0}", &[&locale.within(request.label())]),
            None => locale.say(View::ALL[view as usize].2).to_owned(),
        },
        View::Record => {
            let (form, template) =
                (locale.within(settings.form.label()), locale.say(settings.template.label()));
            locale.fill("Record, {0} (GDPR Art. 30), columns of {1}", &[&form, template])
        }
        View::Flows | View::Sources => locale.say(View::ALL[view as usize].2).to_owned(),
    }
}

fn filters(shown: &Shown<'_>) -> String {
    let (query, locale) = (&shown.link.query, shown.locale);
    let conditions = query.conditions();
    let mut names: Vec<String> =
        conditions.iter().map(|one| words::condition(locale, shown.index, query, one)).collect();
    if names.is_empty() {
        names.push(locale.say("none").to_owned());
    }
    if !query.general && !query.selection(Facet::DataType).include.is_empty() {
        names.push(locale.say("without what covers all personal data").to_owned());
    }
    let words = names.join(" · ");
    let is_followed = |one: &Condition| match one {
        Condition::Search => false,
        Condition::Include(facet, _) | Condition::Exclude(facet, _) => FOLLOWED.contains(facet),
    };
    if shown.link.view == View::Lifecycle && !conditions.iter().all(is_followed) {
        return locale.fill("{0} (this view follows only those on products and data types)", &[&words]);
    }
    words
}

fn installation(index: &Index, shown: &Shown<'_>) -> String {
    let locale = shown.locale;
    let parts = words::installed(locale, index, &shown.link.installation);
    if parts.is_empty() {
        return locale.say("none chosen: as in the documents").to_owned();
    }
    locale.fill("{0}; it changes {1}", &[&parts.join(" · "), &locale.facts(index.changes())])
}
