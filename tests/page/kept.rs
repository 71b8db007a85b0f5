//! What a reader has typed, picked and opened stays theirs when the page is drawn again for another reason, and
//! goes where it should go.

use std::fs;

use privacy_catalog::facet::FACETS;
use privacy_catalog::versions::compare;
use privacy_catalog::{Language, Locale};
use serde_json::{Value as Json, json};
use xtask::paths;

use crate::language::words;
use crate::own::{give, older, read};
use crate::support::{Page, keys, on_site, unopened};

/// Picks an option, as a reader does.
const PICK: &str = "const pick = (field, id) => {
        field.value = id;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };";

/// In the place of the page's element another one, of the settings `input`, whose address is its own affair.
const EMBEDDED: &str = "
    const embedded = async settings => {
        const made = document.createElement('privacy-explorer');
        for (const [name, value] of Object.entries(settings)) made.setAttribute(name, value);
        document.querySelector('privacy-explorer').replaceWith(made);
        await made.ready;
        return made;
    };";

#[test]
fn a_note_that_is_being_written_is_not_wiped() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        page.settles("the record", "return root().querySelector('.pe-add-note') !== null", true).await;
        page.click(".pe-add-note").await;
        page.has_focus("textarea").await;
        page.press("half a thought").await;
        page.press_button("Export").await;
        page.settles("the panel", "return root().querySelector('.pe-formats') !== null", true).await;
        page.settles("the note", "return root().querySelector('textarea').value", "half a thought").await;
    });
}

#[test]
fn only_filters_are_locked_and_the_view_goes_along() {
    unopened(async |page| {
        page.open("product=mx-one&view=compare&rows=data_type&diff=on&at.mx-one=7.4").await;
        page.press_button("Share").await;
        page.click("dialog [value=element]").await;
        page.click("dialog [name=lock]").await;
        let offered = "return root().querySelector('dialog textarea')?.value.split('\\n')[1] ?? ''";
        let text: String = page.read(offered, &[]).await;
        let attribute = |name: &str| {
            let value = text.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
            value.map_or(String::new(), |(value, _)| value.replace("&amp;", "&"))
        };
        assert_eq!(attribute("locked"), "product=mx-one", "{text}");
        let rest = page.core.link(&attribute("state"));
        let all = page.core.link("view=compare&rows=data_type&diff=on&at.mx-one=7.4");
        assert_eq!(
            (rest.view, &rest.settings, &rest.installation),
            (all.view, &all.settings, &all.installation)
        );
    });
    let script = fs::read_to_string(paths::root().join("static/share.js")).expect("it can be read");
    for facet in FACETS {
        assert!(script.contains(&format!("\"{}\"", facet.key)), "{} can't be locked", facet.key);
    }
}

#[test]
fn what_loads_later_leaves_the_list_where_it_is() {
    unopened(async |page| {
        page.open("").await;
        let last = page.core.facts("").pop().expect("there is a fact");
        let seen: Json = page
            .play(
                &format!(
                    "{EMBEDDED}
                    await embedded({{ state: `fact=${{input[0]}}` }});
                    await shown(root(), input[1]);
                    await frames(10);
                    const spacer = document.createElement('div');
                    spacer.style.blockSize = '3000px';
                    document.body.append(spacer);
                    scrollTo({{ top: 0, behavior: 'instant' }});
                    await frames(10);
                    root().querySelector('.pe-header > button:nth-of-type(3)').click();
                    await holds('the panel', () => root().querySelector('.pe-formats') !== null);
                    await frames(10);
                    return scrollY;"
                ),
                json!([last, page.core.all()]),
            )
            .await;
        assert_eq!(seen, json!(0), "the page was scrolled to the opened fact");
    });
}

#[test]
fn the_place_in_the_list_outlives_the_opening_of_a_fact() {
    on_site(async |page| {
        let script = "
            const seen = new Seen();
            seen.scrollTo(2500);
            await seen.calm();
            await holds('a place', () => history.state !== null);
            const kept = [];
            const own = history.replaceState.bind(history);
            history.replaceState = (state, title, address) => {
                if (address) kept.push(state);
                own(state, title, address);
            };
            seen.first.querySelector('button').click();
            await holds('the fact', () => location.hash.includes('fact='));
            return kept.map(state => Array.isArray(state));";
        assert_eq!(page.play::<Json>(script, json!(null)).await, json!([true]));
    });
}

#[test]
fn choices_follow_the_view_back_and_forward() {
    unopened(async |page| {
        page.open("").await;
        picks(page, "", ".pe-options select", "group=data_type").await;
        page.open("view=compare").await;
        picks(page, "view=compare", ".pe-options select", "view=compare&rows=data_type").await;
        let product = page.core.catalog().products().iter().find(|(_, one)| one.releases.len() > 1);
        let (_, product) = product.expect("a product with releases");
        let latest = product.releases.last().expect("it has some");
        page.open("").await;
        page.press_button("My installation").await;
        let selector = format!("[data-installed={}] select", product.id);
        picks(page, "", &selector, &format!("at.{}={latest}", product.id)).await;
    });
}

/// A reader picks the second option by its key, goes back, and forward again.
async fn picks(page: &Page, before: &str, selector: &str, after: &str) {
    let find = format!("root().querySelector('{selector}')");
    page.settles("the choice", &format!("return {find} !== null"), true).await;
    let value = format!("return {find}?.value");
    let first: String = page.read(&value, &[]).await;
    page.read::<()>(&format!("{find}.focus()"), &[]).await;
    page.press(keys::DOWN).await;
    page.is_at(after).await;
    let picked: String = page.read(&value, &[]).await;
    page.client.back().await.expect("there is a view before");
    page.is_at(before).await;
    page.settles("what was chosen before", &value, first).await;
    page.client.forward().await.expect("there is a next view");
    page.is_at(after).await;
    page.settles("what was chosen after it", &value, picked).await;
}

#[test]
fn products_are_added_to_the_comparison_one_after_the_other() {
    unopened(async |page| {
        let ids: Vec<_> = page.core.catalog().products().iter().map(|(_, one)| one.id.clone()).collect();
        page.open(&format!("view=compare&columns={}", ids[0])).await;
        for (count, id) in [(2, &ids[2]), (3, &ids[1])] {
            page.settles("the choice", "return root().querySelector('.pe-options select') !== null", true)
                .await;
            page.play::<()>(
                &format!("{PICK} pick(root().querySelector('.pe-options select'), input)"),
                json!(id),
            )
            .await;
            let heads = "return root().querySelectorAll('thead .pe-name').length";
            page.settles("the columns", heads, count).await;
            page.settles("nothing chosen", "return root().querySelector('.pe-options select').value", "")
                .await;
        }
    });
}

#[test]
fn what_is_drawn_for_paper_is_gone_after_it() {
    on_site(async |page| {
        let script = "
            const rows = () => root().querySelectorAll('[data-row]').length;
            const before = rows();
            dispatchEvent(new Event('beforeprint'));
            await holds('all rows', () => rows() === input);
            dispatchEvent(new Event('beforeprint'));
            dispatchEvent(new Event('afterprint'));
            await holds(`${before} rows`, () => rows() === before);";
        page.play::<()>(script, page.core.all()).await;
    });
}

#[test]
fn an_element_tells_its_version_and_takes_settings_whenever_it_is_asked() {
    unopened(async |page| {
        page.open("").await;
        let script = format!(
            "{EMBEDDED}
            const made = document.createElement('privacy-explorer');
            const early = made.version;
            document.querySelector('privacy-explorer').replaceWith(made);
            const loading = made.version;
            await made.ready;
            const running = made.version;
            made.remove();
            await frames(2);
            made.view = 'sources';
            document.body.append(made);
            await holds('the view', () => root().querySelector('.pe-source') !== null);
            // A panel that is open goes with its element, not with the drawing that the next one has.
            root().querySelector('.pe-header > button:nth-of-type(3)').click();
            await holds('the panel', () => root().querySelector('.pe-formats') !== null);
            made.remove();
            await frames(2);
            const next = document.createElement('privacy-explorer');
            document.body.append(next);
            await next.ready;
            await frames(4);
            return [early, loading, running !== '', root().querySelector('.pe-formats') === null];"
        );
        assert_eq!(page.play::<Json>(&script, json!(null)).await, json!(["", "", true, true]));
    });
}

#[test]
fn a_file_that_is_being_read_stays_with_its_element() {
    unopened(async |page| {
        page.open("").await;
        let script = format!(
            "{EMBEDDED}
            const first = await embedded({{}});
            root().querySelector('.pe-header > button:nth-of-type(2)').click();
            await holds('the panel', () => root().querySelector('.pe-own input[type=file]') !== null);
            const given = new DataTransfer();
            given.items.add(new File([JSON.stringify(catalogue(20000))], 'large.json'));
            const field = root().querySelector('.pe-own input[type=file]');
            field.files = given.files;
            field.dispatchEvent(new Event('change', {{ bubbles: true }}));
            await holds('the reading', () => root().querySelector('.pe-own')?.textContent.includes('large.json'));
            first.remove();
            await frames(2);
            const second = document.createElement('privacy-explorer');
            document.body.append(second);
            await second.ready;
            for (let count = 0; count < 120; count += 1) await frames(1);
            return second.query('').total;"
        );
        assert_eq!(page.play::<Json>(&script, json!(null)).await, json!(page.core.all()));
    });
}

#[test]
fn what_changed_is_told_in_the_language_that_is_spoken() {
    unopened(async |page| {
        page.open("").await;
        assert_eq!(give(page, "choose", &[("old.json", json!(older().to_string()))]).await, "read");
        page.click("[data-how=apart]").await;
        page.press_button("What changed").await;
        let old = read("old.json", &older());
        let summary = "return root().querySelector('.pe-changes p')?.textContent";
        let fields = "return Array.from(root().querySelectorAll('.pe-changes ins'), one => one.textContent)";
        for language in [Language::German, Language::French] {
            page.read::<()>(
                "document.querySelector('privacy-explorer').lang = arguments[0]",
                &[json!(language.tag())],
            )
            .await;
            let locale = words(language);
            let changes = compare(locale, &old, page.core.catalog());
            page.settles("the summary", summary, changes.summary(locale)).await;
            let new = changes
                .facts
                .iter()
                .flat_map(|one| &one.fields)
                .chain(changes.entries.iter().flat_map(|one| &one.fields));
            let nothing =
                |text: &str| if text.is_empty() { locale.say("nothing").to_owned() } else { text.to_owned() };
            let expected: Vec<String> = new.map(|field| nothing(&field.new)).collect();
            page.settles("the fields", fields, json!(expected)).await;
        }
        // A changed fact leads to itself, in what the reader runs.
        let product = page.core.catalog().products().iter().find(|(_, one)| one.releases.len() > 1);
        let (_, product) = product.expect("a product with releases");
        let at = format!("at.{}={}", product.id, product.releases[0]);
        page.read::<()>("location.hash = arguments[0]", &[json!(at)]).await;
        page.is_at(&at).await;
        let links = "return Array.from(root().querySelectorAll('.pe-changes a'), one => one.getAttribute('href').includes('at.'))";
        page.settles("the links", links, json!(vec![true; changes_here(page)])).await;
    });
}

/// How many changed facts the page's catalogue has.
fn changes_here(page: &Page) -> usize {
    let changes = compare(Locale::ENGLISH, &read("old.json", &older()), page.core.catalog());
    changes.facts.iter().filter(|one| page.core.catalog().facts().find(&one.id).is_some()).count()
}
