//! A catalogue of the reader's own, or of the page's owner, beside the explorer's, in every engine; and how it
//! leaves in a copy.

use std::fs;

use serde_json::{Value as Json, json};
use xtask::browser::Browser;
use xtask::paths;

use crate::support::{in_every_engine, on, place_for_file, total, watched};

in_every_engine! {
    what_a_reader_brings_goes_with_a_copy,
    what_is_kept_comes_back_to_the_same_element,
    a_page_shows_another_catalogue_beside,
}

/// A catalogue of an invented vendor: one fact, with markup in it.
fn own() -> String {
    let catalogue = json!({
        "schema": "privacy-catalog/1",
        "title": "Acme",
        "version": "3",
        "products": [{ "id": "acme", "name": "Acme <b>Desk</b>", "summary": "A desk." }],
        "sources": [{ "id": "acme-guide", "product": "acme", "title": "Guide", "sections": [{ "id": "1", "title": "All" }] }],
        "data_types": [], "features": [], "subjects": [], "recipients": [],
        "facts": [{ "id": "acme-1", "product": "acme", "kind": "statement", "state": "provided",
            "text": "Acme says </script><img src=x>.", "cite": { "source": "acme-guide", "section": "1" } }],
    });
    catalogue.to_string()
}

/// Chooses a file in an explorer's panel, and waits until its catalogue is there.
const GIVE: &str = "
    const give = async (one, text) => {
        press(one, 'Catalogue');
        await holds('the panel', () => find(one, '.pe-own input[type=file]'));
        const given = new DataTransfer();
        given.items.add(new File([text], 'acme.json'));
        const field = find(one, '.pe-own input[type=file]');
        field.files = given.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
        await holds('what came of it', () => find(one, '.pe-said[data-outcome=read]'));
    };";

fn what_a_reader_brings_goes_with_a_copy(browser: Browser) {
    on(browser, async |stage| {
        let file =
            fs::read_to_string(paths::site_under_test().join(paths::FILE)).expect("the single file is built");
        let written = |name: &str, text: &str| {
            let place = place_for_file(name);
            fs::write(&place, watched(text, "")).expect("a file can be written");
            place
        };
        stage.open_file(&written("without", &file), "").await;
        let script = format!(
            "{GIVE} await shows(first, input[1]); await give(first, input[0]); await shows(first, input[1] + 1);\
            first.restore('product=acme'); await shows(first, 1); return first.exportHtml();"
        );
        let copy: String = stage.play(&script, json!([own(), total("")])).await;
        stage.open_file(&written("with", &copy), "").await;
        let script = "await shows(first, 1); const text = find(first, '[data-fact=acme-1]').innerText;
            first.restore(''); await shows(first, input + 1);
            return [text.includes('</script><img src=x>'), find(first, 'img') === null, first.query('product=acme').total];";
        assert_eq!(stage.play::<Json>(script, total("")).await, json!([true, true, 1]));
        // What was not brought is not there.
        stage.open_file(&written("again", &file), "product=acme").await;
        stage.play::<()>("await shows(first, 0)", json!(null)).await;
    });
}

fn what_is_kept_comes_back_to_the_same_element(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let make = "
            await bring('../privacy-explorer.js');
            const one = document.createElement('privacy-explorer');
            one.id = 'kept';
            document.body.append(one);
            await one.ready;";
        let script = format!(
            "{GIVE} {make} await give(one, input[0]); await shows(one, input[1] + 1);
            find(one, '.pe-keep input').click();
            await holds('a mark', () => localStorage.length === 1);
            // It is still there when the element leaves and comes back.
            one.remove(); await pause(50); document.body.append(one); await shows(one, input[1] + 1);
            // Another element doesn't have it.
            const other = document.createElement('privacy-explorer');
            document.body.append(other); await shows(other, input[1]);"
        );
        stage.play::<()>(&script, json!([own(), total("")])).await;
        stage.open("pages/late.html").await;
        let script = format!(
            "{make} await shows(one, input + 1);
            press(one, 'Catalogue'); await holds('the panel', () => find(one, '.pe-keep input')?.checked);
            find(one, '.pe-keep input').click();
            await holds('no mark', () => localStorage.length === 0);
            // What was forgotten doesn't come back with a program that has failed, at a click and nothing else.
            await pause(500);
            const exports = await (await bring('../privacy-explorer.js')).default();
            new Uint8Array(exports.memory.buffer).fill(255);
            find(one, '[data-facet=product]').click();
            (await failure(one)).querySelector('button').click(); await shows(one, input);
            one.remove(); await pause(50);
            const again = document.createElement('privacy-explorer');
            again.id = 'kept';
            document.body.append(again); await shows(again, input);"
        );
        stage.play::<()>(&script, total("")).await;
        stage.mistakes().await;
    });
}

fn a_page_shows_another_catalogue_beside(browser: Browser) {
    on(browser, async |stage| {
        fs::write(stage.folder.join("pages/own.json"), own()).expect("a file can be written");
        stage.open("pages/late.html").await;
        let script = "
            await bring('../privacy-explorer.js');
            const one = document.createElement('privacy-explorer');
            one.dataSrc = 'own.json';
            document.body.append(one); await shows(one, 1);
            one.dataMode = 'beside'; await shows(one, input + 1);
            press(one, 'Share');
            (await holds('the dialog', () => find(one, 'dialog [value=element]'))).click();
            const tag = find(one, 'dialog textarea').value;
            if (!tag.includes('own.json') || !tag.includes(' data-mode=\"beside\"')) throw new Error(tag);
            press(one, 'Close');
            const copy = await one.exportHtml();
            one.removeAttribute('data-src'); await shows(one, input);
            return copy;";
        let copy: String = stage.play(script, total("")).await;
        let place = place_for_file("beside");
        fs::write(&place, watched(&copy, "")).expect("a file can be written");
        stage.open_file(&place, "").await;
        stage.play::<()>("await shows(first, input + 1)", total("")).await;
    });
}
