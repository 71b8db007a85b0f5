//! The interface in other languages: chosen by `lang`, complete, and apart from what the documents say.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use privacy_catalog::{Language, Locale};
use serde_json::{Value as Json, json};
use xtask::paths;

use crate::hosting::copy_of_the_site;
use crate::own;
use crate::support::{Page, Setup, run, unopened};

/// Texts and names of the explorer that are in no language but the interface's, with where they stand.
const SPOKEN: &str = "
    const spoken = [];
    const lang = one => one.closest('[lang]')?.lang;
    const take = (one, what, text) => {
        if (lang(one) === 'de' && /[A-Za-z]{2}/.test(text ?? '')) spoken.push([`${what} of ${one.localName}.${one.className}`, text]);
    };
    for (const one of root().querySelectorAll('.pe-root *')) {
        if (one.closest('style, script, code, .pe-languages')) continue;
        for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) take(one, 'text', node.data);
        for (const name of ['aria-label', 'title', 'placeholder', 'label', 'alt', 'aria-description']) {
            take(one, name, one.getAttribute(name));
        }
    }
    return spoken;";

/// The words of a language as the site has them.
pub(crate) fn words(language: Language) -> Locale {
    let file = paths::root().join(format!("static/{}.txt", language.tag()));
    let text = fs::read_to_string(file).expect("the words can be read");
    Locale::new(language, text.leak())
}

/// The site, with every German text put between brackets that no text has.
fn with_marked_words() -> PathBuf {
    let site = copy_of_the_site("marked-words");
    let file = site.join("privacy-explorer_de.txt");
    let text = fs::read_to_string(&file).expect("the words can be read");
    let english: Vec<&str> = text.lines().step_by(2).collect();
    assert!(english.len() > 300, "{} texts: too few to be all", english.len());
    let marked: Vec<String> = english.iter().map(|one| format!("{one}\n⟦{one}⟧\n")).collect();
    fs::write(file, marked.concat()).expect("the words can be written");
    site
}

/// What of a text stands outside the brackets.
fn unmarked(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|&c| {
        depth += usize::from(c == '⟦');
        let is_outside = depth == 0;
        depth = depth.saturating_sub(usize::from(c == '⟧'));
        is_outside
    });
    outside.collect()
}

/// What the catalogue calls things and prints of them, the longest first: it may stand within what the page says.
fn printed() -> Vec<String> {
    fn collect(value: &Json, out: &mut Vec<String>) {
        match value {
            Json::Object(fields) => {
                for (key, value) in fields {
                    let is_printed = ["name", "title", "date", "version", "releases", "row", "values"]
                        .contains(&key.as_str());
                    match value {
                        Json::String(text) if is_printed => out.push(text.clone()),
                        Json::Array(all) if is_printed => {
                            out.extend(all.iter().filter_map(|one| one.as_str().map(str::to_owned)));
                        }
                        Json::Object(values) if is_printed => {
                            out.extend(values.values().filter_map(|one| one.as_str().map(str::to_owned)));
                        }
                        _ => collect(value, out),
                    }
                }
            }
            Json::Array(all) => all.iter().for_each(|one| collect(one, out)),
            _ => {}
        }
    }
    let file = paths::root().join("data/catalogue.json");
    let catalogue = fs::read_to_string(file).expect("the catalogue can be read");
    // Names of techniques, which no language changes.
    let mut all = ["iframe", "SHA-256"].map(str::to_owned).to_vec();
    collect(&serde_json::from_str(&catalogue).expect("it is JSON"), &mut all);
    all.sort_by_key(|text| (std::cmp::Reverse(text.len()), text.clone()));
    all.dedup();
    all
}

/// Insists that all that the page says is among the words.
async fn all_is_marked(page: &Page, what: &str) {
    let spoken: Vec<[String; 2]> = page.read(SPOKEN, &[]).await;
    assert!(spoken.len() > 3, "{what}: little is said: {spoken:?}");
    let printed = printed();
    let is_stray = |text: &str| {
        let mut rest = unmarked(text);
        for one in &printed {
            rest = rest.replace(one.as_str(), " ");
        }
        rest.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
    };
    let strays: BTreeMap<_, _> =
        spoken.iter().filter(|[_, text]| is_stray(text)).map(|[at, text]| (text, at)).collect();
    assert!(strays.is_empty(), "{what}: neither translated nor marked as English: {strays:#?}");
}

async fn speak_german(page: &Page) {
    page.read::<()>("document.querySelector('privacy-explorer').lang = 'de'", &[]).await;
    page.settles("German", "return root().querySelector('.pe-root').lang", "de").await;
}

#[test]
fn every_view_is_wholly_translated() {
    run(Setup { site: Some(with_marked_words()), ..Setup::default() }, async |page| {
        page.open("").await;
        speak_german(page).await;
        let richest = page.core.catalog().facts().iter().map(|(_, fact)| fact);
        let richest = richest.filter(|fact| fact.note.is_some() && fact.direction.is_some());
        let richest = richest.max_by_key(|fact| fact.manuals.len() + fact.recipients.len()).expect("one");
        let mut fragments = vec![format!("fact={}", richest.id), format!("q=zzqxv&fact={}", richest.id)];
        fragments.extend(
            [
                "",
                "group=data_type&data_type=name&at.mx-one=6.0",
                "group=feature&q=encrxption",
                "q=zzqxv&product=-mx-one",
                "product=nonsense&foo=1&view=x&product=mx-one&v=0",
                "view=compare&at.mivoice-5000=7.2",
                "view=compare&rows=data_type&diff=on&cell=name,mx-one",
                "view=compare&product=mx-one,mivoice-5000&columns=mx-one",
                "view=flows",
                "view=flows&product=mx-one&open=provisioning-data&small=on",
                "view=flows&kind=holding&product=mx-one",
                "view=lifecycle&data_type=call-recording",
                "view=lifecycle&data_type=name&q=tls&request=access",
                "view=lifecycle&data_type=call-recording&request=erasure",
                "view=lifecycle&data_type=zzz",
                "view=record&product=mx-one",
                "view=record&product=mx-one&form=processor&template=ico&q=data",
                "view=sources",
            ]
            .map(str::to_owned),
        );
        for fragment in fragments {
            page.read::<()>("location.hash = arguments[0]", &[json!(fragment)]).await;
            page.play::<()>("await frames(3);", json!(null)).await;
            page.settles(
                "the view",
                "return root().querySelector('.pe-columns [role=status]') !== null",
                true,
            )
            .await;
            all_is_marked(page, &fragment).await;
        }
    });
}

#[test]
fn every_panel_is_wholly_translated() {
    run(Setup { site: Some(with_marked_words()), ..Setup::default() }, async |page| {
        page.open("product=mx-one&view=record").await;
        own::give(page, "choose", &[("bad.json", json!("{\"schema\":7}"))]).await;
        speak_german(page).await;
        all_is_marked(page, "a refused file").await;
        page.click("[data-row=dpo] .pe-add-note").await;
        all_is_marked(page, "a note").await;
        for drawer in ["⟦My installation⟧", "⟦Export⟧", "⟦Catalogue⟧"] {
            page.press_button(drawer).await;
            all_is_marked(page, drawer).await;
        }
        own::give(page, "choose", &[("old.json", json!(own::older().to_string()))]).await;
        all_is_marked(page, "another catalogue").await;
        page.press_button("⟦What changed⟧").await;
        page.settles("the changes", "return root().querySelector('.pe-changes') !== null", true).await;
        all_is_marked(page, "what changed").await;
        page.press_button("⟦Share⟧").await;
        page.settles("the dialog", "return root().querySelector('dialog') !== null", true).await;
        for way in ["element", "iframe", "plain"] {
            page.click(&format!("dialog [value={way}]")).await;
            all_is_marked(page, way).await;
        }
    });
}

#[test]
fn the_page_speaks_the_readers_language_and_another_one_when_asked() {
    let setup = Setup { arguments: vec!["--accept-lang=fr-CH,fr,en"], ..Setup::default() };
    run(setup, async |page| {
        let (french, german) = (words(Language::French), words(Language::German));
        page.visit("product=mx-one").await;
        let total = page.core.total("product=mx-one");
        page.wait_for(&french.facts(total)).await;
        page.settles("French", "return root().querySelector('.pe-root').lang", "fr").await;
        let tab = "return root().querySelector('.pe-tabs a[href*=\"view=sources\"]').textContent";
        assert_eq!(page.read::<String>(tab, &[]).await, french.say("Sources"));
        // What the documents say is English, and says so.
        let texts = "return Array.from(root().querySelectorAll('.pe-text, .pe-tag'), one => one.closest('[lang]').lang)";
        let languages: Vec<String> = page.read(texts, &[]).await;
        assert!(
            languages.len() > 20
                && languages.iter().filter(|one| *one == "en").count() * 10 > languages.len() * 9,
            "{languages:?}"
        );
        let facts = "return Array.from(root().querySelectorAll('.pe-text'), one => one.closest('[lang]').lang).every(one => one === 'en')";
        assert!(page.read::<bool>(facts, &[]).await, "every fact is marked as English");
        page.press_button("Deutsch").await;
        page.wait_for(&german.facts(total)).await;
        let focused = "return [active().lang, active().ariaPressed]";
        assert_eq!(page.read::<[String; 2]>(focused, &[]).await, ["de", "true"], "the focus stays");
        page.press_button("English").await;
        page.shows("product=mx-one").await;
        page.settles("English", "return root().querySelector('.pe-root').lang", "en").await;
    });
}

#[test]
fn without_its_words_it_speaks_english_says_why_and_can_ask_again() {
    let site = copy_of_the_site("without-words");
    let [words, hidden] = ["privacy-explorer_de.txt", "hidden"].map(|file| site.join(file));
    fs::rename(&words, &hidden).expect("the words can be removed");
    let setup = Setup {
        site: Some(site),
        lacks: Some("_de.txt"),
        arguments: vec!["--accept-lang=de"],
        ..Setup::default()
    };
    run(setup, async |page| {
        page.open("product=mx-one").await;
        page.shows("product=mx-one").await;
        page.settles("English", "return root().querySelector('.pe-root').lang", "en").await;
        let console = page.console().await.join("\n");
        assert!(console.contains("_de.txt") && console.contains("404"), "{console}");
        fs::rename(&hidden, &words).expect("the words can be put back");
        // Told the same once more, it asks once more.
        page.read::<()>("document.querySelector('privacy-explorer').lang = ''", &[]).await;
        page.settles("German", "return root().querySelector('.pe-root').lang", "de").await;
    });
}

#[test]
fn no_words_are_loaded_for_a_reader_of_english() {
    unopened(async |page| {
        page.open("").await;
        assert!(page.server.requests().iter().all(|one| !one.contains(".txt")));
    });
}
