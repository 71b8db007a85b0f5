//! The language of the interface: that of the page around, of the attribute, or of the frame's tag.

use std::fs;

use privacy_catalog::{Language, Locale};
use serde_json::json;
use xtask::browser::Browser;
use xtask::paths;

use crate::readme::{FRAME_IS_READY, inline};
use crate::support::{in_every_engine, on, place_for_file, run, total, watched};

in_every_engine! {
    it_speaks_the_language_around_it_or_its_own,
    a_copy_and_a_frame_speak_what_they_are_told,
}

/// What an element says of so many facts, by the words that the site has.
fn said(language: Language, facts: usize) -> String {
    if language == Language::English {
        return Locale::ENGLISH.facts(facts);
    }
    let file = paths::root().join(format!("static/{}.txt", language.tag()));
    let text = fs::read_to_string(file).expect("the words can be read");
    Locale::new(language, text.leak()).facts(facts)
}

const TOLD: &str = "
    const told = (one) => [find(one, '.pe-root')?.lang, find(one, '.pe-total')?.textContent].join(' ');
    const tells = (one, text) => holds(text, () => told(one) === text)
        .catch((error) => { throw new Error(`${error.message}: ${told(one)}`); });";

fn it_speaks_the_language_around_it_or_its_own(browser: Browser) {
    on(browser, async |stage| {
        let body = "<div lang='fr-CA'><privacy-explorer></privacy-explorer></div>\
            <privacy-explorer lang='de-AT' state='product=mx-one'></privacy-explorer>\
            <privacy-explorer></privacy-explorer>\
            <script type='module' src='../privacy-explorer.js'></script>";
        stage.open_page_of(body).await;
        let (all, some) = (total(""), total("product=mx-one"));
        let [french, german, english] =
            [(Language::French, all), (Language::German, some), (Language::English, all)]
                .map(|(language, facts)| format!("{} {}", language.tag(), said(language, facts)));
        let other = format!("fr {}", said(Language::French, some));
        let script = format!(
            "{TOLD}
            const [french, german, english, other] = input;
            await tells(first, french); await tells(elements[1], german); await tells(elements[2], english);
            // All at once: the last one counts.
            for (const lang of ['en', 'de', 'fr']) elements[1].lang = lang;
            await tells(elements[1], other);
            elements[1].removeAttribute('lang'); await tells(elements[1], english.replace(/\\d+/, other.match(/\\d+/)[0]));
            elements[1].lang = 'xx'; await pause(50); return told(elements[1]);"
        );
        let last: String = stage.play(&script, json!([french, german, english, other])).await;
        assert_eq!(last, format!("en {}", said(Language::English, some)), "what it doesn't speak is English");
        assert_eq!(stage.requests_for("privacy-explorer_fr.txt"), 1, "words are loaded once");
    });
}

fn a_copy_and_a_frame_speak_what_they_are_told(browser: Browser) {
    run(browser, inline(), async |stage| {
        let body = "<script>addEventListener('pe-ready', ({ target }) => window.ready ||= target.localName === 'iframe', true)</script>\
            <privacy-explorer lang='de' state='product=mx-one'></privacy-explorer>\
            <script type='module' src='../privacy-explorer.js'></script>\
            <div lang='fr'><script src='../embed.js' data-state='product=mx-one' data-title='around'></script></div>";
        stage.open_page_of(body).await;
        let facts = total("product=mx-one");
        let [french, german] = [Language::French, Language::German]
            .map(|language| format!("{} {}", language.tag(), said(language, facts)));
        let script = format!("{TOLD} await tells(first, input); return first.exportHtml()");
        let copy: String = stage.play(&script, json!(german)).await;
        stage.play::<()>(FRAME_IS_READY, json!(null)).await;
        stage.enter("around").await;
        stage.play::<()>(&format!("{TOLD} await tells(first, input)"), json!(french)).await;
        stage.leave().await;
        let place = place_for_file("copy");
        fs::write(&place, watched(&copy, "")).expect("a file can be written");
        stage.open_file(&place, "").await;
        stage.play::<()>(&format!("{TOLD} await tells(first, input)"), json!(german)).await;
    });
}
