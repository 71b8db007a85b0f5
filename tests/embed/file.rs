//! The explorer as one file, opened from a folder without a network: whole, saved anew, and damaged.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value as Json, json};
use xtask::browser::Browser;
use xtask::one_file::LIMIT;
use xtask::paths;

use crate::support::{all, documents, in_every_engine, on, place_for_file, total, watched};

in_every_engine! {
    the_file_needs_nothing,
    a_copy_opens_with_its_view,
    a_copy_of_a_copy_opens_with_its_own_view,
    an_element_of_a_page_saves_what_it_shows,
    back_works_in_the_file,
    storage_that_throws_does_no_harm,
    a_clipboard_that_is_denied_shows_the_text,
    a_byte_that_was_changed_is_not_run,
    a_payload_that_was_changed_is_said,
}

/// The file that was built with the site under test.
fn built() -> String {
    let file = paths::site_under_test().join(paths::FILE);
    fs::read_to_string(file).expect("the single file is built: `cargo xtask build`")
}

/// Writes a file into a folder of a hard name.
fn written(name: &str, text: &str) -> PathBuf {
    let place = place_for_file(name);
    fs::write(&place, text).expect("a file can be written");
    place
}

#[test]
fn the_file_is_small_enough() {
    let size = built().len();
    assert!(size as u64 <= LIMIT, "{size} bytes");
}

fn the_file_needs_nothing(browser: Browser) {
    on(browser, async |stage| {
        // As it is, and with the script that sees violations.
        for (name, text) in [("as-it-is", built()), ("watched", watched(&built(), ""))] {
            let place = written(name, &text);
            stage.open_file(&place, "").await;
            stage.shows("").await;
            stage.play::<()>("choose(first, 'product', 'mx-one')", json!(null)).await;
            stage.shows("product=mx-one").await;
            let script = "press(first, 'Sources'); const source = await holds('the documents', () => find(first, '[data-source]'));\
                press(first, 'Share'); await holds('what to copy', () => find(first, 'dialog[open] textarea')?.value);\
                const styles = [getComputedStyle(source).paddingTop, getComputedStyle(find(first, '.pe-choices')).display];\
                if (String(styles) !== '16px,flex') throw new Error(`without their styles: ${styles}`);\
                return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('data:'))";
            assert_eq!(stage.play::<Vec<String>>(script, json!(null)).await, Vec::<String>::new());
            stage.open_file(&place, "product=mx-one&feature=audit").await;
            stage.shows("product=mx-one&feature=audit").await;
        }
        assert_eq!(stage.server.requests(), Vec::<String>::new());
    });
}

const EXPORT: &str = "return first.exportHtml()";

/// A file's parts: its texts in order, apart from what a copy replaces.
const PARTS: &str = "
    const parts = text => {
        const page = new DOMParser().parseFromString(text, 'text/html');
        const policy = page.querySelector('meta[http-equiv]').content;
        const own = page.querySelectorAll('[data-pe]:is(style, script, noscript, title)');
        return JSON.stringify([policy, ...Array.from(own, one => ['pe-state', 'pe-catalogue'].includes(one.id) ? one.id : one.textContent)]);
    };";

fn a_copy_opens_with_its_view(browser: Browser) {
    on(browser, async |stage| {
        let original = watched(&built(), "");
        stage.open_file(&written("original", &original), "").await;
        stage.shows("").await;
        stage
            .play::<()>("choose(first, 'product', 'mx-one'); choose(first, 'state', 'provided')", json!(null))
            .await;
        stage.shows("product=mx-one&state=provided").await;
        let copy: String = stage.play(EXPORT, json!(null)).await;
        let same = format!("{PARTS} return parts(input[0]) === parts(input[1])");
        assert!(stage.play::<bool>(&same, json!([copy, built()])).await, "a copy has the same parts");
        stage.open_file(&written("copy", &watched(&copy, "")), "").await;
        stage.shows("product=mx-one&state=provided").await;
        // What the address says comes first.
        stage.open_file(&written("copy", &watched(&copy, "")), "feature=audit").await;
        stage.shows("feature=audit").await;
    });
}

fn a_copy_of_a_copy_opens_with_its_own_view(browser: Browser) {
    on(browser, async |stage| {
        stage
            .open_file(&written("0", &watched(&built(), "")), "q=%3C%2Fscript%3E%20%3C!--&product=mx-one")
            .await;
        let first: String = stage.play("await shows(first, 0); return first.exportHtml()", json!(null)).await;
        stage.open_file(&written("1", &watched(&first, "")), "").await;
        let state: String =
            stage.play("await shows(first, 0); press(first, 'Clear search'); await holds('no search', () => !first.save().includes('q='));\
                choose(first, 'feature', 'audit'); return first.save()", json!(null)).await;
        assert!(state.contains("product=mx-one"), "{state}");
        stage.shows("product=mx-one&feature=audit").await;
        let second: String = stage.play(EXPORT, json!(null)).await;
        stage.open_file(&written("2", &watched(&second, "")), "").await;
        stage.shows("product=mx-one&feature=audit").await;
        // A copy of everything, though it was made in a copy of a part.
        stage.play::<()>("first.restore('')", json!(null)).await;
        stage.shows("").await;
        let third: String = stage.play(EXPORT, json!(null)).await;
        stage.open_file(&written("3", &watched(&third, "")), "").await;
        stage.shows("").await;
        let same = "const bare = text => text.replace(/<script[^>]*id=\"pe-state\"[^>]*>[^<]*/, '');\
            return [input.length, bare(input[1]) === bare(input[2])];";
        let told: (usize, bool) = stage.play(same, json!([first, second, third])).await;
        assert_eq!(told, (3, true), "copies of copies differ in their views alone");
        assert!(third.len() as u64 <= LIMIT, "{} bytes", third.len());
    });
}

fn an_element_of_a_page_saves_what_it_shows(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/three.html").await;
        let script = "await shows(elements[1], input); elements[1].restore('feature=audit'); await pause(200);\
            return [totalOf(elements[1]), await elements[1].exportHtml()];";
        let (shown, copy): (usize, String) = stage.play(script, total("q=log&product=mivoice-5000")).await;
        assert_eq!(shown, total("product=mivoice-5000&feature=audit"));
        stage.open_file(&written("copy", &watched(&copy, "")), "").await;
        // The filter that could not be left there can't be left here.
        let script = "await shows(first, input[0]); first.restore(''); await shows(first, input[1]);\
            return [first.theme, first.save()]";
        let totals = ["product=mivoice-5000&feature=audit", "product=mivoice-5000"].map(total);
        let told: Json = stage.play(script, json!(totals)).await;
        assert_eq!(told, json!(["dark", ""]));
    });
}

fn back_works_in_the_file(browser: Browser) {
    on(browser, async |stage| {
        stage.open_file(&written("file", &watched(&built(), "")), "").await;
        stage.shows("").await;
        stage.play::<()>("choose(first, 'product', 'mx-one')", json!(null)).await;
        stage.shows("product=mx-one").await;
        stage.play::<()>("choose(first, 'feature', 'audit')", json!(null)).await;
        stage.shows("product=mx-one&feature=audit").await;
        for fragment in ["product=mx-one", ""] {
            // WebKit's own Back passes over what came without a reader's hand.
            stage.play::<()>("history.back(); await pause(100)", json!(null)).await;
            stage.shows(fragment).await;
        }
        stage.play::<()>("history.forward(); await pause(100)", json!(null)).await;
        stage.shows("product=mx-one").await;
        stage.client.refresh().await.expect("the file reloads");
        stage.shows("product=mx-one").await;
    });
}

fn storage_that_throws_does_no_harm(browser: Browser) {
    on(browser, async |stage| {
        let throws = "for (const name of ['localStorage', 'sessionStorage'])\
            Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });";
        let text =
            watched(&built(), throws).replace("sync-url=\"hash\"", "sync-url=\"hash\" persist=\"local\"");
        stage.open_file(&written("file", &text), "").await;
        let script = "try { localStorage; return 'no'; } catch (error) { return first.persist; }";
        assert_eq!(stage.play::<String>(script, json!(null)).await, "local", "the storage throws");
        stage.shows("").await;
        stage.play::<()>("choose(first, 'product', 'mx-one')", json!(null)).await;
        stage.shows("product=mx-one").await;
    });
}

fn a_clipboard_that_is_denied_shows_the_text(browser: Browser) {
    on(browser, async |stage| {
        let denied = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({\
            writeText: () => Promise.reject(new DOMException('denied', 'NotAllowedError')) }) });\
            Document.prototype.execCommand = () => false;";
        let text = watched(&built(), denied);
        stage.open_file(&written("file", &text), "product=mx-one").await;
        stage.shows("product=mx-one").await;
        let script = "(await holds('a fact', () => find(first, '[data-fact] button[aria-expanded]'))).click();\
            await holds('the details', () => find(first, '[data-fact] dl'));\
            press(first, 'Copy citation');\
            const text = await holds('a text to select', () => find(first, '[data-fact] textarea, main textarea, textarea')?.value);\
            return [text, find(first, '[role=status]').textContent];";
        let (text, said): (String, String) = stage.play(script, json!(null)).await;
        assert!(text.contains("fact="), "{text}");
        assert!(said.contains("denied"), "{said}");
    });
}

fn a_byte_that_was_changed_is_not_run(browser: Browser) {
    on(browser, async |stage| {
        let text = built();
        let script = text.rfind("<script data-pe").expect("the file has a script");
        let at = script + text[script..].find("customElements").expect("it defines the element");
        // Still a script that would run, if the browser let it.
        let changed = format!("{}customElement{}", &text[..at], &text[at + "customElement".len()..]);
        assert_eq!(changed, text, "the place is the right one");
        let changed = format!("{}{}{}", &text[..at], "customelements", &text[at + "customElements".len()..]);
        stage.open_file(&written("file", &watched(&changed, "")), "").await;
        let script = "const violations = await holds('a violation', () => seen.violations.length && seen.violations.splice(0));\
            await pause(input);\
            return [violations, customElements.get('privacy-explorer') === undefined, document.body.innerText];";
        // The text that says so comes late, so that it does not flash up while the program starts.
        let (violations, undefined, text): (Vec<String>, bool, String) = stage.play(script, 9000).await;
        assert!(violations.iter().all(|one| one.starts_with("script-src")), "{violations:?}");
        assert!(undefined, "the script has run");
        assert!(text.contains("has not started") && text.contains("fresh copy"), "{text}");
        stage.mistakes().await;
    });
}

fn a_payload_that_was_changed_is_said(browser: Browser) {
    on(browser, async |stage| {
        let text = built();
        let at = text.find("id=\"pe-program\"").expect("the file has its program") + 5000;
        let other = if &text[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
        stage.open_file(&written("file", &watched(&changed, "")), "").await;
        let told: String = stage.play("return (await failure(first)).innerText", json!(null)).await;
        assert!(told.contains("This file is damaged"), "{told}");
        stage.mistakes().await;
        // The catalogue is still there for who turns scripts off.
        let rows: usize = stage
            .play("const page = new DOMParser().parseFromString(document.querySelector('noscript').textContent, 'text/html');\
                return page.querySelectorAll('tbody tr').length", json!(null))
            .await;
        assert_eq!(rows, all() + documents());
    });
}
