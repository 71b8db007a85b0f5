//! What an opened fact shows besides its text: everything that is recorded about it.

use privacy_catalog::model::{About, Direction, Fact, Ix, State};
use privacy_catalog::{Link, articles, message};
use yew::prelude::*;

use super::copy::copy;
use super::words;
use crate::location;
use crate::scene::Scene;

/// `id` sets the element apart from others on the page.
pub(crate) fn details(scene: &Scene<'_>, place: Ix<Fact>, id: String) -> Html {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[place];
    let citation = words::full_citation(scene, fact);
    // The address of another page says nothing of this view.
    let address = scene.state.around.synced.then(|| {
        let version = Some(catalog.version().to_owned());
        format!("#{}", Link { fact: Some(fact.id.clone()), version, ..Link::default() })
    });
    let whole = address.as_ref().map(|address| format!(" {}{address}", location::base())).unwrap_or_default();
    let quoted = scene.fill("“{0}” — {1}.", &[&fact.text, &citation]) + &whole;
    let version = [catalog.version(), &words::short_hash(scene)].concat();
    let head = scene.fill("Error in the catalogue {0}, fact {1}:", &[&version, &fact.id]);
    let report = [&head, &fact.text, &citation, scene.say("What is wrong:")].join("\n") + " ";
    html! {
        <div class="pe-details" {id}>
            <dl>
                { for rows(scene, place).into_iter().map(|(term, text)| html! {
                    <><dt>{term}</dt><dd>{text}</dd></>
                }) }
            </dl>
            <div class="pe-actions">
                if let Some(address) = address {
                    <a class="pe-button" href={address}>{scene.say("Permalink")}</a>
                }
                { copy(scene, message("Copy citation"), message("Citation copied"), quoted) }
                { copy(scene, message("Report an error"), message("Report copied: send it to whoever keeps this page"), report) }
            </div>
        </div>
    }
}

/// The recorded fields, in the order in which they are read; those that aren't recorded are left out.
fn rows(scene: &Scene<'_>, place: Ix<Fact>) -> Vec<(Html, Html)> {
    let catalog = scene.catalog();
    let fact = &catalog.facts()[place];
    let locale = scene.locale();
    let state = |state: Option<State>| scene.say(state.map_or(message("no state"), State::label));
    let changed = scene
        .index()
        .change_of(place)
        .map(|change| scene.fill("{0}: {1}", &[state(change.state), &change.why.words(locale)]));
    let kind = match fact.activity {
        Some(activity) => [scene.say(fact.kind.label()), ", ", &locale.within(activity.label())].concat(),
        None => words::kind(scene, fact).to_owned(),
    };
    let types = match &fact.about {
        About::AllData => said(scene.say("All personal data")),
        About::Types(types) => data(join(types.iter().map(|&one| catalog.data_types()[one].name.as_str()))),
    };
    let recipients = fact.recipients.iter().map(|&one| {
        let recipient = &catalog.recipients()[one];
        [&*recipient.name, " (", &locale.within(recipient.kind.label()), ")"].concat()
    });
    let manuals = fact.manuals.iter().map(|manual| match &manual.section {
        Some(section) => [&*manual.title, ", ", section].concat(),
        None => manual.title.clone(),
    });
    let name = |name: &String| data(name.clone());
    let rows = vec![
        (scene.say("Note"), fact.note.as_ref().and_then(name)),
        (scene.say("Product"), name(&catalog.products()[fact.product].name)),
        (scene.say("Component"), catalog.component_of(fact).and_then(|part| name(&part.name))),
        (scene.say("Kind"), said(&kind)),
        (scene.say("In your installation"), changed.and_then(|changed| said(&changed))),
        (scene.say("State"), fact.state.and_then(|state| said(scene.say(state.label())))),
        (scene.say("As delivered"), fact.default.and_then(|default| said(scene.say(default.label())))),
        (scene.say("Data"), types),
        (
            scene.say("About whom"),
            data(join(fact.subjects.iter().map(|&one| catalog.subjects()[one].name.as_str()))),
        ),
        (
            scene.say(fact.direction.map_or(message("Recipient"), Direction::label)),
            data(join(recipients.collect::<Vec<_>>().iter().map(String::as_str))),
        ),
        (
            scene.say("Feature"),
            data(join(fact.features.iter().map(|&one| catalog.features()[one].name.as_str()))),
        ),
    ];
    let mut rows: Vec<(Html, Option<Html>)> =
        rows.into_iter().map(|(term, text)| (html! { {term} }, text)).collect();
    rows.extend(fact.values.iter().map(|(key, value)| {
        (html! { <span lang="en">{capitalised(key)}</span> }, Some(value_text(key, value)))
    }));
    let term = |term: &'static str| html! { {term} };
    rows.push((term(scene.say("Manuals")), list(manuals)));
    rows.push((term(scene.say("Source")), data(words::full_citation(scene, fact))));
    let articles = articles::of_fact(catalog, fact);
    if !articles.is_empty() {
        let reading = html! {
            <>
                {scene.fill("Art. {0}", &[&articles.join(", ")])}{" "}
                <span class="pe-reading">{scene.say("(our reading)")}</span>
            </>
        };
        rows.push((term(scene.say("GDPR")), Some(reading)));
    }
    rows.into_iter().filter_map(|(term, text)| Some((term, text?))).collect()
}

/// Words of the interface; none, if they are none.
fn said(text: &str) -> Option<Html> {
    (!text.is_empty()).then(|| html! { {text} })
}

/// Words of the catalogue; none, if they are none.
fn data(text: String) -> Option<Html> {
    (!text.is_empty()).then(|| html! { <span lang="en">{text}</span> })
}

fn list(lines: impl Iterator<Item = String>) -> Option<Html> {
    let lines: Vec<Html> = lines.map(|line| html! { <li lang="en">{line}</li> }).collect();
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
        html! { <span lang="en">{value.to_owned()}</span> }
    }
}
