//! When it breaks: a panel that a reader understands, an event for the page, and a way on.

use std::fs;

use serde_json::{Value as Json, json};
use xtask::browser::Browser;
use xtask::server::{Options, POLICY};

use crate::support::{Setup, Stage, all, in_every_engine, on, run, total};

in_every_engine! {
    a_policy_against_programs_is_named,
    a_missing_program_is_said_and_tried_again,
    a_damaged_program_is_said,
    a_wrong_type_of_the_program_does_no_harm,
    a_missing_dialog_is_said_and_tried_again,
    missing_styles_of_the_dialog_are_said,
    a_catalogue_that_is_missing_is_said_and_tried_again,
    a_catalogue_that_is_malformed_is_said,
    a_failure_inside_is_said_by_all_and_restarted,
    a_failure_inside_while_nobody_looks_is_restarted_too,
}

/// A host with its own text, a button that counts, and two explorers.
const HOST: &str = "<p id=\"beside\">The host's own text.</p>\n\
    <privacy-explorer state=\"product=mx-one\"></privacy-explorer>\n\
    <privacy-explorer state=\"feature=audit\"></privacy-explorer>\n\
    <script src=\"frames.js\"></script>\n\
    <script type=\"module\" src=\"../privacy-explorer.js\"></script>";

const TOLD: &str = "
    const panels = [];
    for (const one of elements) panels.push((await failure(one)).innerText);
    const errors = window.heard.filter(([, type]) => type === 'pe-error').map(([, , detail]) => detail);
    const others = elements.map(one => Array.from(one.shadowRoot.querySelectorAll('.pe-page, slot')).filter(it => it.checkVisibility()).length);
    return [panels, errors, document.getElementById('beside').innerText, others];";

/// Waits until both explorers say what failed; fails if the page around has suffered. Returns what
/// they say.
async fn both_say(stage: &Stage, fatal: bool) -> String {
    let (panels, errors, beside, others): ([String; 2], Vec<Json>, String, [usize; 2]) =
        stage.play(TOLD, json!(null)).await;
    assert_eq!(errors.len(), 2, "{errors:?}");
    for (error, panel) in errors.iter().zip(&panels) {
        assert_eq!(error["fatal"], json!(fatal), "{error}");
        let message = error["message"].as_str().expect("it has a message");
        let first = message.lines().next().unwrap_or_default();
        assert!(panel.contains(first), "{first} is not in {panel}");
        assert!(panel.contains(if fatal { "Restart" } else { "Try again" }), "{panel}");
    }
    assert_eq!(beside, "The host's own text.");
    assert_eq!(others, [0, 0], "the panel stands alone");
    panels.into_iter().next().expect("there are two")
}

async fn both_show(stage: &Stage) {
    let script = "for (const [at, total] of input.entries()) await shows(elements[at], total);";
    stage.play::<()>(script, json!([total("product=mx-one"), total("feature=audit")])).await;
}

/// Presses the button of an explorer's panel.
async fn press_in_panel(stage: &Stage, which: usize) {
    stage.play::<()>("(await failure(elements[input])).querySelector('button').click()", which).await;
}

fn a_policy_against_programs_is_named(browser: Browser) {
    let policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
    assert_ne!(policy, POLICY);
    let headers = vec![("Content-Security-Policy".to_owned(), policy)];
    let server = Options { csp: false, headers, ..Options::default() };
    run(browser, Setup { server, ..Setup::default() }, async |stage| {
        stage.open_page_of(HOST).await;
        let text = both_say(stage, false).await;
        assert!(text.contains("script-src") && text.contains("'wasm-unsafe-eval'"), "{text}");
        let violations = stage.violations().await;
        assert!(violations.iter().all(|one| one.contains("script-src")), "{violations:?}");
        stage.mistakes().await;
    });
}

fn a_missing_program_is_said_and_tried_again(browser: Browser) {
    let setup = Setup { lacks: Some(".wasm"), ..Setup::default() };
    run(browser, setup, async |stage| {
        let program = stage.folder.join("privacy-explorer_bg.wasm");
        let hidden = program.with_extension("hidden");
        fs::rename(&program, &hidden).expect("the program can be hidden");
        stage.open_page_of(HOST).await;
        let text = both_say(stage, false).await;
        assert!(text.contains(".wasm") && text.contains("404"), "{text}");
        press_in_panel(stage, 0).await;
        both_say_again(stage).await;
        fs::rename(&hidden, &program).expect("the program can be put back");
        press_in_panel(stage, 0).await;
        press_in_panel(stage, 1).await;
        both_show(stage).await;
        stage.mistakes().await;
    });
}

/// A second attempt that fails is said again.
async fn both_say_again(stage: &Stage) {
    let script = "await holds('another report', () => window.heard.filter(([, type]) => type === 'pe-error').length > 2);\
        await failure(elements[0]);";
    stage.play::<()>(script, json!(null)).await;
}

fn a_damaged_program_is_said(browser: Browser) {
    on(browser, async |stage| {
        fs::write(stage.folder.join("privacy-explorer_bg.wasm"), b"\0asm but not really")
            .expect("it can be damaged");
        stage.open_page_of(HOST).await;
        let text = both_say(stage, false).await;
        assert!(text.contains("damaged"), "{text}");
        stage.mistakes().await;
    });
}

fn a_wrong_type_of_the_program_does_no_harm(browser: Browser) {
    let server = Options { wasm_type: "text/plain; charset=utf-8".to_owned(), ..Options::default() };
    run(browser, Setup { server, ..Setup::default() }, async |stage| {
        stage.open_page_of(HOST).await;
        both_show(stage).await;
    });
}

/// Presses a button, and returns what the dialog that then opens says has failed.
const ASK: &str = "press(elements[0], input);\
    const seen = await holds('a dialog', () => find(elements[0], 'dialog[open] [role=alert]'));\
    return [seen.innerText, seen.getBoundingClientRect().width > 200, elements[0].shadowRoot.activeElement.textContent];";

/// Closes the dialog with a button, and waits for the next that offers something to copy.
const TRY: &str = "press(elements[0], input);\
    await holds('what to copy', () => find(elements[0], 'dialog[open] textarea')?.value);\
    return elements[0].shadowRoot.querySelectorAll('dialog').length";

fn a_missing_dialog_is_said_and_tried_again(browser: Browser) {
    is_missed_by_the_dialog(browser, "privacy-explorer_share.js");
}

fn missing_styles_of_the_dialog_are_said(browser: Browser) {
    is_missed_by_the_dialog(browser, "privacy-explorer_second.css");
}

fn is_missed_by_the_dialog(browser: Browser, name: &'static str) {
    run(browser, Setup { lacks: Some(name), ..Setup::default() }, async |stage| {
        let file = stage.folder.join(name);
        let hidden = file.with_extension("hidden");
        fs::rename(&file, &hidden).expect("the file can be hidden");
        stage.open_page_of(HOST).await;
        both_show(stage).await;
        stage.play::<()>("find(elements[0], '.pe-share').focus()", json!(null)).await;
        for (round, button) in ["Share", "Try again"].into_iter().enumerate() {
            let (text, is_wide, focus): (String, bool, String) = stage.play(ASK, button).await;
            assert!(text.contains(name) && text.contains("Close") && is_wide, "{text}");
            assert_eq!(focus, "Try again");
            assert_eq!(stage.requests_for(name), round + 1, "it is tried anew");
        }
        // The explorer goes on, and another one is not bothered.
        let script = "press(elements[0], 'Close'); await holds('no dialog', () => !find(elements[0], 'dialog'));\
            return elements[0].shadowRoot.activeElement.textContent.trim()";
        assert_eq!(stage.play::<String>(script, json!(null)).await, "Share");
        both_show(stage).await;
        let (_, _, _): (String, bool, String) = stage.play(ASK, "Share").await;
        fs::rename(&hidden, &file).expect("the file can be put back");
        assert_eq!(stage.play::<usize>(TRY, "Try again").await, 1);
        stage.mistakes().await;
    });
}

fn a_catalogue_that_is_missing_is_said_and_tried_again(browser: Browser) {
    let setup = Setup { lacks: Some("other.json"), ..Setup::default() };
    run(browser, setup, async |stage| {
        stage.open_page_of(HOST).await;
        both_show(stage).await;
        let script = "for (const one of elements) one.dataSrc = 'other.json';";
        stage.play::<()>(script, json!(null)).await;
        let text = both_say(stage, false).await;
        assert!(text.contains("other.json") && text.contains("404"), "{text}");
        let file = xtask::paths::root().join("data/catalogue.json");
        fs::copy(file, stage.folder.join("pages/other.json")).expect("the catalogue can be copied");
        press_in_panel(stage, 0).await;
        press_in_panel(stage, 1).await;
        both_show(stage).await;
        stage.mistakes().await;
    });
}

fn a_catalogue_that_is_malformed_is_said(browser: Browser) {
    on(browser, async |stage| {
        let file = stage.folder.join("pages/other.json");
        let cases = [
            ("nonsense", "line 1"),
            ("{\"schema\": \"privacy-catalog/2\"}", "privacy-catalog/1"),
            ("<!DOCTYPE html><b>not found</b><script>alert(1)</script>", "line 1"),
        ];
        for (text, expected) in cases {
            fs::write(&file, text).expect("a file can be written");
            stage
                .open_page_of(
                    &HOST.replace("<privacy-explorer ", "<privacy-explorer data-src=\"other.json\" "),
                )
                .await;
            let told = both_say(stage, false).await;
            assert!(told.contains("other.json") && told.contains(expected), "{told}");
            stage.mistakes().await;
        }
        // Without it the explorer shows its own.
        stage.play::<()>("for (const one of elements) one.removeAttribute('data-src')", json!(null)).await;
        both_show(stage).await;
    });
}

/// Spoils the program's memory, so that it fails at whatever it does next: at a click, if nothing
/// else comes before.
const SPOIL: &str = "window.heard.length = 0;\
    const exports = await (await bring('../privacy-explorer.js')).default();\
    new Uint8Array(exports.memory.buffer).fill(255);\
    find(elements[0], '[data-facet=product]').click();";

fn a_failure_inside_is_said_by_all_and_restarted(browser: Browser) {
    on(browser, async |stage| {
        stage.open_page_of(HOST).await;
        both_show(stage).await;
        let script = "choose(elements[1], 'state', 'provided'); await shows(elements[1], input); return elements.map(one => one.save())";
        let changed = total("feature=audit&state=provided");
        let states: [String; 2] = stage.play(script, changed).await;
        for round in 0..2 {
            stage.play::<()>(SPOIL, json!(null)).await;
            let text = both_say(stage, true).await;
            assert!(text.contains("failed") && text.contains("wasm-function["), "{text}");
            let kept: [String; 2] = stage.play("return elements.map(one => one.save())", json!(null)).await;
            assert_eq!(kept[1], states[1], "round {round}: the state outlives the program");
            press_in_panel(stage, round).await;
            let script = "for (const [at, total] of input.entries()) await shows(elements[at], total); return elements.map(one => one.save())";
            let totals = json!([total("product=mx-one"), changed]);
            let back: [String; 2] = stage.play(script, totals).await;
            assert_eq!(back, states, "round {round}");
            // They live again.
            let script = "choose(elements[0], 'feature', 'audit'); await shows(elements[0], input);\
                choose(elements[0], 'feature', 'audit'); await pause(100);";
            stage.play::<()>(script, total("product=mx-one&feature=audit")).await;
            // So does the program's second part, which the first program had loaded or not.
            let script = "press(elements[0], 'Sources'); await holds('the documents', () => find(elements[0], '[data-source]'));\
                press(elements[0], 'Facts'); await shows(elements[0], input);";
            stage.play::<()>(script, total("product=mx-one")).await;
            assert_eq!(stage.requests_for("privacy-explorer_second.wasm"), 1);
            stage.mistakes().await;
        }
    });
}

fn a_failure_inside_while_nobody_looks_is_restarted_too(browser: Browser) {
    on(browser, async |stage| {
        stage.open_page_of(HOST).await;
        both_show(stage).await;
        // One is made, one removed, one moved while the program is dead.
        let script = format!(
            "{SPOIL}
            await failure(elements[0]);
            elements[1].remove(); await pause(50);
            const late = document.createElement('privacy-explorer');
            late.setAttribute('state', 'q=tls');
            document.body.prepend(late);
            document.body.append(elements[1]);
            await pause(300);
            elements[0].restore('feature=audit');
            elements[0].setAttribute('theme', 'dark');
            (await failure(elements[0])).querySelector('button').click();
            await shows(late, input[0]);
            await shows(elements[0], input[1]);
            await shows(elements[1], input[1]);
            return document.getElementById('beside').innerText;"
        );
        let beside: String =
            stage.play(&script, json!([total("q=tls"), total("feature=audit"), all()])).await;
        assert_eq!(beside, "The host's own text.");
        stage.mistakes().await;
    });
}
