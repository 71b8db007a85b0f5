//! Catalogues and notes of the reader's own: shown as the core makes them, refused with their places, kept
//! only where they are to be, and never more than text.

use std::fs;

use privacy_catalog::merge::{Part, merge};
use privacy_catalog::notes::Notes;
use privacy_catalog::versions::{Changes, How, compare};
use privacy_catalog::{Catalog, Index, Link, Locale};
use serde_json::{Value as Json, json};
use xtask::paths;

use crate::support::keys::ENTER;
use crate::support::{Page, unopened};

/// Gives the explorer files, each a name and its bytes or text, and waits until it has dealt with them.
const GIVE: &str = "
    const [way, ...files] = input;
    const given = new DataTransfer();
    for (const [name, content] of files) {
        const part = Array.isArray(content) ? new Uint8Array(content) : content;
        given.items.add(new File([part], name));
    }
    if (way === 'drop') {
        const event = type => new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: given });
        const over = event('dragover');
        root().querySelector('.pe-tabs').dispatchEvent(over);
        if (!over.defaultPrevented) return 'the browser would open the file';
        root().querySelector('.pe-tabs').dispatchEvent(event('drop'));
    } else {
        const field = root().querySelector('.pe-own input[type=file]');
        field.files = given.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    for (let turns = 0; turns < 1200; turns += 1) {
        await frames(1);
        const said = root().querySelector('.pe-said');
        if (said !== null) return said.dataset.outcome;
    }
    return 'nothing is said';";

const OPEN: &str = "
    if (root().querySelector('.pe-own') !== null) return;
    Array.from(root().querySelectorAll('button')).find(one => one.textContent === 'Catalogue').click();
    while (root().querySelector('.pe-own input[type=file]') === null) await frames(1);";

const PROBLEMS: &str =
    "return Array.from(root().querySelectorAll('[data-problem]'), one => one.dataset.problem)";

/// How many problems and changes are listed at first.
const LISTED: usize = 30;

pub(crate) async fn give(page: &Page, way: &str, files: &[(&str, Json)]) -> String {
    page.play::<()>(OPEN, Json::Null).await;
    let mut input = vec![json!(way)];
    input.extend(files.iter().map(|(name, content)| json!([name, content])));
    page.play(GIVE, json!(input)).await
}

/// Goes to another view by the address alone.
async fn go(page: &Page, fragment: &str) {
    page.play::<()>("location.hash = input; await frames(2);", json!(fragment)).await;
}

/// A catalogue of an invented vendor, with markup in its texts.
fn acme() -> Json {
    json!({
        "schema": "privacy-catalog/1",
        "title": "Acme's <i>own</i>",
        "version": "3",
        "products": [{ "id": "acme", "name": "Acme <b>Desk</b>", "summary": "A desk." }],
        "sources": [{ "id": "acme-guide", "product": "acme", "title": "Guide", "sections": [{ "id": "1", "title": "All" }] }],
        "data_types": [{ "id": "acme-data", "name": "Acme data" }],
        "features": [], "subjects": [], "recipients": [],
        "facts": [{
            "id": "acme-1", "product": "acme", "kind": "holding", "data_types": ["acme-data"], "state": "provided",
            "text": "Acme holds <img src=x onerror=alert(1)> data.", "cite": { "source": "acme-guide", "section": "1" },
        }],
    })
}

pub(crate) fn read(name: &str, json: &Json) -> Catalog {
    Catalog::from_json(name, json.to_string().as_bytes()).expect("the test's catalogue is sound")
}

fn joined(page: &Page, own: &Catalog) -> Index {
    let base = Part { catalog: page.core.catalog(), file: "the catalogue of this page" };
    Index::new(merge(base, Part { catalog: own, file: "acme.json" }).expect("they can be joined").catalog)
}

/// Waits until the page says that it shows so many facts of so many, and that the list begins so.
async fn shows(page: &Page, index: &Index, fragment: &str) {
    let link = Link::parse(fragment, index).0;
    let answer = index.answer(&link.query);
    let groups = index.groups(&answer, &link.query, link.grouping);
    let hits = groups.iter().flat_map(|group| index.group_hits(&answer, &groups, group, 0..5));
    let first: Vec<&str> = hits.map(|hit| index.catalog().facts()[hit.fact].id.as_str()).take(3).collect();
    let script =
        "return [root().querySelector('[role=status]').textContent.match(/\\d[\\d,]*/)?.[0].replace(',', ''),
        Array.from(root().querySelectorAll('[data-fact]'), one => one.dataset.fact).slice(0, 3)]";
    let script = script.replace(
        "root().querySelector('[role=status]')",
        "root().querySelector('[role=main] [role=status]')",
    );
    page.settles(fragment, &script, json!([answer.total().to_string(), first])).await;
}

#[test]
fn a_catalogue_is_shown_beside_in_place_and_no_more() {
    unopened(async |page| {
        page.open("product=acme,mx-one").await;
        let own = read("acme.json", &acme());
        for way in ["choose", "drop"] {
            assert_eq!(give(page, way, &[("acme.json", json!(acme().to_string()))]).await, "read");
            let both = joined(page, &own);
            if way == "choose" {
                shows(page, &both, "product=acme,mx-one").await;
            }
            // What the address names and the catalogue had not is found once it is there.
            go(page, "product=acme").await;
            shows(page, &both, "product=acme").await;
            page.click("[data-how=instead]").await;
            shows(page, &Index::new(own.clone()), "product=acme").await;
            let texts = "return [root().querySelector('[data-fact=acme-1]').innerText.includes('<img src=x onerror=alert(1)>'),
                root().querySelectorAll('img, i, .pe-value b').length]";
            page.settles("nothing is markup", texts, json!([true, 0])).await;
            page.click("[data-how=apart]").await;
            go(page, "product=mx-one").await;
            shows(page, &page.core.index, "product=mx-one").await;
            page.press_button("Forget it").await;
            page.settles("it is gone", "return root().querySelector('.pe-brought') === null", true).await;
            shows(page, &page.core.index, "product=mx-one").await;
        }
        let storage = "return [localStorage.length, (await indexedDB.databases()).length]";
        assert_eq!(page.play::<Json>(storage, Json::Null).await, json!([0, 0]), "nothing was to be kept");
    });
}

#[test]
fn the_hostile_corpus_is_refused_with_its_places_or_shown() {
    unopened(async |page| {
        page.open("").await;
        let folder = paths::root().join("crates/catalog/tests/hostile");
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("it is there").map(|one| one.expect("a file").path()).collect();
        files.sort();
        assert!(files.len() > 70);
        for path in files {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            let bytes = fs::read(&path).expect("it can be read");
            let outcome = give(page, "choose", &[(name, json!(bytes))]).await;
            let base = Part { catalog: page.core.catalog(), file: "the catalogue of this page" };
            let (expected, problems, shown) = match Catalog::from_json(name, &bytes) {
                Err(problems) => ("refused", problems, None),
                Ok(own) => match merge(base, Part { catalog: &own, file: name }) {
                    Ok(merged) => ("read", merged.remarks, Some(Index::new(merged.catalog))),
                    Err(problems) => ("conflict", problems, None),
                },
            };
            // A file of notes may be told from a catalogue by what it says.
            if name.starts_with("version-of-notes") {
                assert_eq!(outcome, "refused", "{name}");
                continue;
            }
            assert_eq!(outcome, expected, "{name}");
            let told: Vec<String> = page.read(PROBLEMS, &[]).await;
            let lines = problems.iter().take(LISTED).map(ToString::to_string);
            assert_eq!(told, lines.collect::<Vec<_>>(), "{name}");
            let all = shown.as_ref().map_or(page.core.all(), |index| index.catalog().facts().len());
            let words = "return root().querySelector('.pe-subtitle').textContent.match(/([\\d,]+) facts?/)[1].replace(',', '')";
            // A refused one leaves what is shown before it; forget that first.
            if expected != "refused" {
                page.settles(name, words, json!(all.to_string())).await;
                page.press_button("Forget it").await;
            }
            page.settles(name, words, json!(page.core.all().to_string())).await;
            let strange = "return root().querySelectorAll('img, script, iframe, style, object, form, b[onclick]').length";
            page.settles(&format!("{name}: only text"), strange, 0).await;
        }
        shows(page, &page.core.index, "").await;
    });
}

#[test]
fn an_enormous_broken_file_leaves_the_page_alive() {
    unopened(async |page| {
        page.open("").await;
        page.play::<()>(OPEN, Json::Null).await;
        // Fifty megabytes that break off in the midst of a fact.
        let script = "
            const whole = JSON.stringify(catalogue(1000));
            const from = whole.indexOf('{\"id\":\"f0\"');
            const facts = whole.slice(from, whole.lastIndexOf(']'));
            const parts = [whole.slice(0, from)];
            for (let size = 0; size < 50e6; size += facts.length) parts.push(facts, ',');
            parts.push('{\"id\":\"broken');
            const given = new DataTransfer();
            const big = new File(parts, 'big.json');
            given.items.add(big);
            const field = root().querySelector('.pe-own input[type=file]');
            field.files = given.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            let drawn = 0;
            while (root().querySelector('.pe-said') === null && drawn < 6000) { await frames(1); drawn += 1; }
            return [big.size > 50e6, drawn, root().querySelector('[data-problem]')?.dataset.problem ?? ''];";
        let (big, drawn, problem): (bool, usize, String) = page.play(script, Json::Null).await;
        assert!(big);
        assert!(drawn > 20, "the page was drawn {drawn} times meanwhile");
        assert!(problem.contains("big.json") && problem.contains("line"), "{problem}");
        shows(page, &page.core.index, "").await;
    });
}

#[test]
fn notes_fill_the_record_and_leave_it_as_a_file() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        let cell = "[data-row=dpo][data-product=mx-one]";
        let state = format!("return root().querySelector('{cell}').dataset.state");
        page.settles("it must be filled", &state, "must-fill").await;
        let text = "Jo <b>Bloggs</b>, \u{202e}dpo@example.com";
        let write = "
            const cell = root().querySelector(input[0]);
            cell.querySelector('.pe-add-note').click();
            await frames(2);
            const field = cell.querySelector('textarea');
            const focused = active() === field;
            field.value = input[1];
            Array.from(cell.querySelectorAll('button')).find(one => one.textContent === 'Keep the note').click();
            await frames(2);
            return [focused, active() === cell.querySelector('.pe-add-note')];";
        let focus: Json = page.play(write, json!([cell, text])).await;
        assert_eq!(focus, json!([true, true]), "the focus goes to the field, and back");
        page.settles("it is the reader's", &state, "local").await;
        let shown = format!("return root().querySelector('{cell} .pe-note').textContent");
        page.settles("as text", &shown, format!("Noted here, not in a document: {text}")).await;
        page.press_button("Catalogue").await;
        let mut notes = Notes::default();
        notes.set("mx-one", "dpo", text);
        let save = "
            const kept = URL.createObjectURL;
            const saved = new Promise(go => { URL.createObjectURL = blob => { go(blob); return kept.call(URL, blob); }; });
            while (root().querySelector('.pe-own') === null) await frames(1);
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function () {};
            Array.from(root().querySelectorAll('.pe-own button')).find(one => one.textContent === 'Save the notes as a file').click();
            const text = await (await saved).text();
            HTMLAnchorElement.prototype.click = click;
            URL.createObjectURL = kept;
            return text;";
        assert_eq!(page.play::<String>(save, Json::Null).await, notes.to_json());
        page.press_button("Forget the notes").await;
        page.settles("it must be filled again", &state, "must-fill").await;
        assert_eq!(give(page, "choose", &[("notes.json", json!(notes.to_json()))]).await, "noted");
        page.settles("it is there again", &state, "local").await;
        // A file with a mistake changes none of them.
        let bad = r#"{"schema":"privacy-notes/1","notes":{"mx-one":{"dpo":7}}}"#;
        assert_eq!(give(page, "choose", &[("bad.json", json!(bad))]).await, "refused");
        let told: Vec<String> = page.read(PROBLEMS, &[]).await;
        assert_eq!(told, ["error: bad.json: product mx-one, `dpo`: expected a text, found a number"]);
        page.settles("it is still there", &shown, format!("Noted here, not in a document: {text}")).await;
        // Of several files each has its outcome.
        give(page, "choose", &[("bad.json", json!(bad)), ("notes.json", json!(notes.to_json()))]).await;
        let outcomes = "return Array.from(root().querySelectorAll('.pe-said'), one => one.dataset.outcome)";
        page.settles("both outcomes", outcomes, json!(["refused", "noted"])).await;
    });
}

#[test]
fn what_is_kept_is_there_again_and_what_is_not_leaves_nothing() {
    unopened(async |page| {
        page.open("product=acme").await;
        let notes = r#"{"schema":"privacy-notes/1","notes":{"acme":{"dpo":"Jo"}}}"#;
        let files = [("acme.json", json!(acme().to_string())), ("notes.json", json!(notes))];
        give(page, "choose", &files).await;
        page.settles("both are read", "return [root().querySelector('.pe-brought') !== null, root().querySelector('.pe-own').innerText.includes('1 note of yours')]", json!([true, true])).await;
        page.click(".pe-keep input").await;
        let storage = "
            for (let turns = 0; turns < 60 && (localStorage.length === 0) !== input; turns += 1) await frames(1);
            for (let turns = 0; turns < 60 && ((await indexedDB.databases()).length === 0) !== input; turns += 1) await frames(1);
            return [localStorage.length, (await indexedDB.databases()).length]";
        assert_eq!(page.play::<Json>(storage, json!(false)).await, json!([1, 1]));
        page.visit("product=acme").await;
        page.reload().await;
        let both = joined(page, &read("acme.json", &acme()));
        shows(page, &both, "product=acme").await;
        page.is_at("product=acme").await;
        page.press_button("Record").await;
        let state = "return root().querySelector('[data-row=dpo][data-product=acme]')?.dataset.state";
        page.settles("the note is there", state, "local").await;
        page.press_button("Catalogue").await;
        page.settles("it is checked", "return root().querySelector('.pe-keep input')?.checked", true).await;
        page.click(".pe-keep input").await;
        assert_eq!(page.play::<Json>(storage, json!(true)).await, json!([0, 0]));
        page.reload().await;
        page.settles(
            "the page's own",
            "return root().querySelector('.pe-subtitle').textContent.includes('acme')",
            false,
        )
        .await;
    });
}

/// The real catalogue as it may have been: another version, with one fact less, one more, and one in another
/// state.
pub(crate) fn older() -> Json {
    let json = fs::read(paths::root().join("data/catalogue.json")).expect("it can be read");
    let mut json: Json = serde_json::from_slice(&json).expect("it is JSON");
    json["version"] = json!("2025.01");
    let facts = json["facts"].as_array_mut().expect("a list");
    facts.remove(3);
    let mut gone = facts[0].clone();
    gone["id"] = json!("mx-one-gone");
    facts.push(gone);
    let provided = facts.iter_mut().find(|fact| fact["state"] == "provided").expect("there is one");
    provided["state"] = json!("absent");
    json
}

#[test]
fn two_versions_are_compared_and_an_old_link_says_what_changed() {
    unopened(async |page| {
        page.open("product=mx-one&fact=mx-one-gone&v=2025.01").await;
        let notice = "return root().querySelector('[data-notice=since]')?.innerText ?? ''";
        page.until("a notice", async || {
            let text: String = page.read(notice, &[]).await;
            if text.contains("2025.01") && text.contains("Not all") { Ok(()) } else { Err(text) }
        })
        .await;
        assert_eq!(give(page, "choose", &[("old.json", json!(older().to_string()))]).await, "read");
        // Its products would take the place of the page's; here it is only to be compared.
        page.click("[data-how=apart]").await;
        shows(page, &page.core.index, "product=mx-one").await;
        let changes = compare(Locale::ENGLISH, &read("old.json", &older()), page.core.catalog());
        let counts = changes.counts();
        assert_eq!(counts, (1, 1, 1, 1), "{changes}");
        page.press_button("What changed").await;
        lists(page, &changes).await;
        page.press_button("The other way round").await;
        lists(page, &compare(Locale::ENGLISH, page.core.catalog(), &read("old.json", &older()))).await;
        // The old link, once the old catalogue is there.
        go(page, "product=mx-one&v=2025.01").await;
        page.until("the changes", async || {
            let text: String = page.read(notice, &[]).await;
            let is_told = text.contains("1 fact changed (1 in state), 1 added, 1 removed")
                && text.contains("is still there");
            if is_told { Ok(()) } else { Err(text) }
        })
        .await;
        page.check(privacy_catalog::Facet::Product, "mivoice-5000").await;
        page.is_at("product=mivoice-5000,mx-one").await;
        page.settles("a view of one's own is not old", notice, "").await;
    });
}

/// Waits until the page lists these changes of facts, in their order.
async fn lists(page: &Page, changes: &Changes) {
    let word = |how: How| how.word();
    let expected: Vec<Json> =
        changes.facts.iter().take(LISTED).map(|one| json!([word(one.how), one.id])).collect();
    let script = "return Array.from(root().querySelectorAll('.pe-changes [data-fact]'), one => [one.dataset.change, one.dataset.fact])";
    page.settles("the changes", script, json!(expected)).await;
    let summary = "return root().querySelector('.pe-changes p').textContent";
    page.settles("the summary", summary, changes.summary(Locale::ENGLISH)).await;
}

#[test]
fn the_focus_stays_where_it_is_when_something_opens() {
    unopened(async |page| {
        page.open("").await;
        page.tab_to("[part=header] button:nth-of-type(2)").await;
        page.press(ENTER).await;
        page.settles("the panel", "return root().querySelector('.pe-own') !== null", true).await;
        page.has_focus("[part=header] button:nth-of-type(2)").await;
        page.tab_to(".pe-own input[type=file]").await;
        give(page, "choose", &[("acme.json", json!(acme().to_string()))]).await;
        page.settles("it is there", "return root().querySelector('.pe-brought') !== null", true).await;
        page.has_focus(".pe-own input[type=file]").await;
        page.tab_to(".pe-brought [aria-expanded]").await;
        page.press(ENTER).await;
        page.settles("the changes", "return root().querySelector('.pe-changes') !== null", true).await;
        page.has_focus(".pe-brought [aria-expanded]").await;
    });
}
