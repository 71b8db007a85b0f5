//! What an opened fact shows besides its text: everything that is recorded about it.

use privacy_catalog::model::{About, Fact, Ix, Recipient, State};
use privacy_catalog::{Link, articles};
use yew::prelude::*;

use super::copy::copy;
use super::words;
use crate::location;
use crate::scene::Scene;

/// `id` sets the element apart from others on the page.
pub(crate) fn details(scene: &Scene<'_>, place: Ix<Fact>, id: String) -> Html {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[place];
    let citation = words::full_citation(catalog, fact);
    // The address of another page says nothing of this view.
    let address = scene.state.around.synced.then(|| {
        let version = Some(catalog.version().to_owned());
        format!("#{}", Link { fact: Some(fact.id.clone()), version, ..Link::default() })
    });
    let whole = address.as_ref().map(|address| format!(" {}{address}", location::base())).unwrap_or_default();
    let quoted = format!("“{}” — {citation}.{whole}", fact.text);
    let report = format!(
        "Error in the catalogue {}{}, fact {}:\n{}\n{citation}\nWhat is wrong: ",
        catalog.version(),
        words::short_hash(scene),
        fact.id,
        fact.text,
    );
    html! {
        <div class="pe-details" {id}>
            <dl>
                { for rows(scene, place).into_iter().map(|(term, text)| html! {
                    <><dt>{term}</dt><dd>{text}</dd></>
                }) }
            </dl>
            <div class="pe-actions">
                if let Some(address) = address {
                    <a class="pe-button" href={address}>{"Permalink"}</a>
                }
                { copy(scene, "Copy citation", "Citation copied", quoted) }
                { copy(scene, "Report an error", "Report copied: send it to whoever keeps this page", report) }
            </div>
        </div>
    }
}

/// The recorded fields, in the order in which they are read; those that aren't recorded are left out.
fn rows(scene: &Scene<'_>, place: Ix<Fact>) -> Vec<(String, Html)> {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[place];
    let state = |state: Option<State>| state.map_or("no state", State::label);
    let changed =
        scene.index().change_of(place).map(|change| format!("{}: {}", state(change.state), change.why));
    let product = &catalog.products()[fact.product];
    let kind = match (fact.activity, fact.direction) {
        (Some(activity), _) => format!("{}, {}", fact.kind.label(), activity.label().to_ascii_lowercase()),
        (_, Some(direction)) => format!("{} {}", fact.kind.label(), direction.id()),
        _ => fact.kind.label().to_owned(),
    };
    let types = match &fact.about {
        About::AllData => "All personal data".to_owned(),
        About::Types(types) => join(types.iter().map(|&one| catalog.data_types()[one].name.as_str())),
    };
    let recipient = |recipient: &Recipient| {
        format!("{} ({})", recipient.name, recipient.kind.label().to_ascii_lowercase())
    };
    let recipients: Vec<String> =
        fact.recipients.iter().map(|&one| recipient(&catalog.recipients()[one])).collect();
    let manuals = fact.manuals.iter().map(|manual| match &manual.section {
        Some(section) => format!("{}, {section}", manual.title),
        None => manual.title.clone(),
    });
    let articles = articles::of_fact(catalog, fact);
    let mut rows = vec![
        ("Note".to_owned(), text(fact.note.clone().unwrap_or_default())),
        ("Product".to_owned(), text(product.name.clone())),
        (
            "Part".to_owned(),
            text(catalog.component_of(fact).map(|part| part.name.clone()).unwrap_or_default()),
        ),
        ("Kind".to_owned(), text(kind)),
        ("In your installation".to_owned(), text(changed.unwrap_or_default())),
        ("State".to_owned(), text(fact.state.map(|state| state.label().to_owned()).unwrap_or_default())),
        (
            "As delivered".to_owned(),
            text(fact.default.map(|default| default.label().to_owned()).unwrap_or_default()),
        ),
        ("Data".to_owned(), text(types)),
        (
            "About whom".to_owned(),
            text(join(fact.subjects.iter().map(|&one| catalog.subjects()[one].name.as_str()))),
        ),
        (fact.direction.map_or("Recipient", |to| to.label()).to_owned(), text(recipients.join(", "))),
        (
            "Feature".to_owned(),
            text(join(fact.features.iter().map(|&one| catalog.features()[one].name.as_str()))),
        ),
    ];
    rows.extend(fact.values.iter().map(|(key, value)| (capitalised(key), Some(value_text(key, value)))));
    rows.push(("Manuals".to_owned(), list(manuals)));
    rows.push(("Source".to_owned(), text(words::full_citation(catalog, fact))));
    if !articles.is_empty() {
        let reading = html! {
            <>{format!("Art. {}", articles.join(", "))}{" "}<span class="pe-reading">{"(our reading)"}</span></>
        };
        rows.push(("GDPR".to_owned(), Some(reading)));
    }
    rows.into_iter().filter_map(|(term, text)| Some((term, text?))).collect()
}

fn text(text: String) -> Option<Html> {
    (!text.is_empty()).then(|| html! { {text} })
}

fn list(lines: impl Iterator<Item = String>) -> Option<Html> {
    let lines: Vec<Html> = lines.map(|line| html! { <li>{line}</li> }).collect();
    (!lines.is_empty()).then(|| html! { <ul>{ for lines }</ul> })
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Keys are lower-case ASCII.
fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// A web address is a link, and nothing else is: the check `links` lets no other scheme through,
/// and an imported catalogue that was not checked is read by the same rule here.
fn value_text(key: &str, value: &str) -> Html {
    let web = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let address = match web {
        Some(_) => value.to_owned(),
        None => format!("https://{value}"),
    };
    if key == "url" {
        html! { <a href={address} rel="noreferrer noopener" target="_blank">{value.to_owned()}</a> }
    } else {
        html! { {value.to_owned()} }
    }
}
