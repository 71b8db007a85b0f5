//! `<privacy-explorer>` in pages of anybody's: apart from the page, and from its likes.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use xtask::browser::Browser;

use crate::support::{in_every_engine, on, total};

in_every_engine! {
    three_elements_share_one_program,
    what_loads_later_is_shared_too,
    the_hosts_address_and_history_stay_its_own,
    it_is_moved_without_being_drawn_anew,
    it_is_removed_and_put_back_without_growth,
    properties_may_come_before_the_definition,
    it_works_inside_another_shadow_root,
    it_works_inside_another_yew_program,
    the_hosts_shortcuts_do_not_hear_what_is_typed,
    the_hosts_fields_keep_their_keys,
    a_hostile_style_sheet_changes_nothing,
    tokens_and_parts_change_what_they_name,
    attributes_are_live,
    another_catalogue_is_saved_by_whoever_shows_it,
    events_tell_what_can_be_restored,
    it_answers_to_its_own_width,
    a_second_definition_leaves_the_first,
}

fn three_elements_share_one_program(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/three.html").await;
        let script = "for (const [at, total] of input.entries()) await shows(elements[at], total);";
        let [encryption, log, audit] =
            ["feature=encryption-in-transit", "q=log&product=mivoice-5000", "feature=audit"].map(total);
        stage.play::<()>(script, json!([encryption, log, audit])).await;
        assert_eq!(stage.requests_for("privacy-explorer_bg.wasm"), 1, "they share one program");
        assert_eq!(stage.requests_for("privacy-explorer.js"), 1, "and one module");
        // Each its own state.
        let script = "const before = elements.map(one => one.save());\
            choose(first, 'product', 'mx-one'); await shows(first, input);\
            return [before, elements.map(one => one.save())];";
        let chosen = total("feature=encryption-in-transit&product=mx-one");
        let (before, after): ([String; 3], [String; 3]) = stage.play(script, chosen).await;
        assert_ne!(before[0], after[0]);
        assert_eq!(before[1..], after[1..]);
        // What is locked is locked: nothing of another product, whatever is asked.
        let script = "const [, locked] = elements; locked.restore('product=mx-one'); await shows(locked, 0);\
            locked.restore(''); await shows(locked, input); return locked.query('product=mx-one').total;";
        let answer: usize = stage.play(script, total("product=mivoice-5000")).await;
        assert_eq!(answer, 0);
        // Ids are each root's own; the page's are untouched.
        let script = "return elements.flatMap(one => Array.from(one.shadowRoot.querySelectorAll('[id]'), it => it.id))\
            .filter(id => document.getElementById(id)).length";
        assert_eq!(stage.play::<usize>(script, json!(null)).await, 0);
    });
}

fn what_loads_later_is_shared_too(browser: Browser) {
    on(browser, async |stage| {
        let two = "<privacy-explorer></privacy-explorer><privacy-explorer></privacy-explorer>\
            <script type=\"module\" src=\"../privacy-explorer.js\"></script>";
        stage.open_page_of(two).await;
        // A third is made once the first has needed it.
        let script = "const documents = one => holds('the documents', () => find(one, '[data-source]'));\
            const third = document.createElement(first.localName);\
            await holds('facts', () => elements.every(one => totalOf(one) !== null));\
            press(first, 'Sources'); await documents(first);\
            document.body.append(third); await holds('facts', () => facts(third).length > 0);\
            const seen = [];\
            for (const one of [first, elements[1], third]) {\
                if (one !== first) press(one, 'Sources');\
                seen.push(getComputedStyle(await documents(one)).paddingTop);\
            }\
            for (const one of [first, third]) {\
                press(one, 'Share');\
                const dialog = await holds('the dialog', () => find(one, 'dialog[open]'));\
                seen.push(getComputedStyle(find(one, '.pe-choices')).display);\
                dialog.close();\
            }\
            return seen.join(' ')";
        assert_eq!(stage.play::<String>(script, json!(null)).await, "16px 16px 16px flex flex");
        for file in ["_second.wasm", "_second.css", "_share.js"] {
            assert_eq!(stage.requests_for(file), 1, "{file}");
        }
    });
}

fn the_hosts_address_and_history_stay_its_own(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/intranet.html#telephony").await;
        let script = "await shows(first, input[0]);\
            history.replaceState({ mine: 1 }, '');\
            const now = () => JSON.stringify([location.href, history.length, history.state, history.scrollRestoration]);\
            const before = now();\
            choose(first, 'feature', input[1]); await shows(first, input[2]);\
            press(first, 'Sources'); await holds('the documents', () => find(first, '[data-source]'));\
            first.restore('q=tls'); await shows(first, input[3]);\
            scrollTo(0, 500); await pause(700);\
            const after = now();\
            location.hash = 'it'; await pause(300);\
            return [before, after, totalOf(first), first.save()];";
        let feature = "audit";
        let totals = [
            json!(total("product=mx-one")),
            json!(feature),
            json!(total("product=mx-one&feature=audit")),
            json!(total("product=mx-one&q=tls")),
        ];
        let (before, after, shown, state): (String, String, usize, String) =
            stage.play(script, json!(totals)).await;
        assert_eq!(before, after);
        assert_eq!(shown, total("product=mx-one&q=tls"), "the host's fragment is not the explorer's");
        assert_eq!(state, "q=tls");
    });
}

/// Loads the module into a page that did not, and makes one explorer in it, `#one`.
pub(crate) const ONE: &str = "await bring('../privacy-explorer.js');\
    const one = document.createElement('privacy-explorer'); one.id = 'one';\
    here.append(one); await one.ready;";

fn it_is_moved_without_being_drawn_anew(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = format!(
            "{ONE}
            const ready = hear('pe-ready');
            choose(one, 'product', 'mx-one'); await shows(one, input);
            const drawn = find(one, '.pe');
            drawn.mark = true;
            for (let time = 0; time < 50; time += 1) (time % 2 ? here : there).append(one);
            await pause(200);
            const moved = [find(one, '.pe')?.mark, totalOf(one), ready.length];
            choose(one, 'product', 'mx-one'); await pause(100);
            return [...moved, one.save()];"
        );
        let (same, shown, anew, state): (Option<bool>, usize, usize, String) =
            stage.play(&script, total("product=mx-one")).await;
        assert_eq!((same, shown, anew), (Some(true), total("product=mx-one"), 0));
        assert_eq!(state, "", "it still hears clicks, and each once");
    });
}

/// The unit in which a program's memory grows, in bytes.
pub(crate) const PAGE: i64 = 65_536;

/// What is left after so many rounds of removing and putting back.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Left {
    pub(crate) listeners: i64,
    /// The memory of the program, in bytes.
    pub(crate) memory: i64,
}

fn it_is_removed_and_put_back_without_growth(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let begin = format!(
            "{ONE}
            choose(one, 'product', 'mx-one'); await shows(one, input);
            window.memory = (await (await bring('../privacy-explorer.js')).default()).memory;
            window.round = async () => {{
                one.remove(); await pause(0);
                await holds('it is gone', () => !find(one, '.pe'));
                there.append(one);
                await shows(one, input);
            }};"
        );
        stage.play::<()>(&begin, total("product=mx-one")).await;
        let rounds = "for (let time = 0; time < input; time += 1) await window.round();\
            return { listeners: window.listeners(), memory: window.memory.buffer.byteLength };";
        // What is kept for good is made in the first rounds.
        let before: Left = stage.play(rounds, 10).await;
        let counted = counted(stage).await;
        let after: Left = stage.play(rounds, 100).await;
        assert_eq!(after.listeners, before.listeners, "{before:?}, {after:?}");
        assert!(after.memory - before.memory <= PAGE, "{before:?}, {after:?}");
        for ((what, before), (_, after)) in counted.iter().zip(counted_after(stage, &counted).await) {
            assert!(after <= before * 1.1 + 20.0, "{what}: from {before} to {after}");
        }
        let gone = "document.getElementById('one').remove(); await pause(100); return window.listeners()";
        assert!(stage.play::<i64>(gone, json!(null)).await <= before.listeners);
    });
}

/// What Chromium counts after it has collected garbage: bytes of the heap, nodes, listeners.
pub(crate) async fn counted(stage: &crate::support::Stage) -> Vec<(&'static str, f64)> {
    if stage.browser != Browser::Chromium {
        return Vec::new();
    }
    for _ in 0..3 {
        stage.devtools("HeapProfiler.collectGarbage").await;
    }
    let heap: Json = stage.devtools("Runtime.getHeapUsage").await;
    let counters: Json = stage.devtools("Memory.getDOMCounters").await;
    let number = |value: &Json| value.as_f64().expect("it is a number");
    vec![
        ("bytes of the heap", number(&heap["usedSize"])),
        ("nodes", number(&counters["nodes"])),
        ("listeners", number(&counters["jsEventListeners"])),
    ]
}

pub(crate) async fn counted_after(
    stage: &crate::support::Stage,
    before: &[(&'static str, f64)],
) -> Vec<(&'static str, f64)> {
    if before.is_empty() { Vec::new() } else { counted(stage).await }
}

fn properties_may_come_before_the_definition(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = "
            const one = document.createElement('privacy-explorer');
            Object.assign(one, { products: 'mx-one', state: 'feature=audit', theme: 'dark', density: 'compact', syncUrl: 'none' });
            here.append(one);
            const ready = hear('pe-ready');
            await bring('../privacy-explorer.js');
            await one.ready;
            await shows(one, input);
            const own = Object.keys(one);
            one.state = 'feature=mfa';
            await holds('a property after the definition', () => one.save() === 'feature=mfa');
            return [own, one.getAttribute('theme'), one.products, ready.length, one.version];";
        let told: (Vec<String>, String, String, usize, String) =
            stage.play(script, total("product=mx-one&feature=audit")).await;
        let (own, theme, products, ready, version) = told;
        for name in ["products", "state", "theme", "density", "syncUrl"] {
            assert!(!own.contains(&name.to_owned()), "{name} still stands in the way of its setter");
        }
        assert_eq!((theme.as_str(), products.as_str(), ready), ("dark", "mx-one", 1));
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
    });
}

fn it_works_inside_another_shadow_root(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = "
            await bring('../privacy-explorer.js');
            const told = [];
            for (const mode of ['open', 'closed']) {
                const host = document.createElement('div');
                const root = host.attachShadow({ mode });
                const one = document.createElement('privacy-explorer');
                root.append(one);
                here.append(host);
                await one.ready; await shows(one, input[0]);
                choose(one, 'product', 'mx-one'); await shows(one, input[1]);
                const field = find(one, 'input[type=search]');
                one.focus();
                told.push(one.shadowRoot.activeElement === field, document.activeElement === host);
                field.value = 'tls';
                field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
                await shows(one, input[2]);
            }
            return told;";
        let totals = ["", "product=mx-one", "product=mx-one&q=tls"].map(total);
        assert_eq!(stage.play::<Vec<bool>>(script, json!(totals)).await, [true; 4]);
        // Arrows and Enter go through the list as they do elsewhere.
        let script = "const one = here.firstElementChild.shadowRoot.firstElementChild;\
            find(one, '[data-fact] button[aria-expanded]').focus();";
        stage.play::<()>(script, json!(null)).await;
        stage.press("\u{E015}\u{E007}").await;
        let script = "const one = here.firstElementChild.shadowRoot.firstElementChild;\
            await holds('the second fact is open', () => one.shadowRoot.querySelectorAll('[data-fact]')[1].querySelector('dl'));";
        stage.play::<()>(script, json!(null)).await;
    });
}

fn it_works_inside_another_yew_program(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/yew.html#/audit").await;
        let script = "
            const one = await holds('the explorer in the other tree', () => document.querySelector('privacy-explorer'));
            await one.ready; await shows(one, input[0]);
            const drawn = find(one, '.pe');
            const button = document.getElementById('count');
            button.click(); button.click();
            await holds('the host is drawn anew', () => button.textContent === 'Pressed 2');
            choose(one, 'product', 'mx-one'); await shows(one, input[1]);
            const heard = await holds('the host hears', () => {
                const text = document.getElementById('total').textContent;
                return text.startsWith(`${input[1]} `) && text;
            });
            // The click has passed the host's section once.
            const clicks = await holds('the click below', () => {
                const text = document.getElementById('passing').textContent;
                return !text.startsWith('0') && text;
            });
            const kept = [find(one, '.pe') === drawn, location.hash];
            location.hash = '#/encryption';
            await shows(one, input[2]);
            return [heard, clicks, ...kept, find(one, '.pe') === drawn, document.querySelector('h1').textContent];";
        let audit = total("feature=audit&group=product");
        let chosen = total("feature=audit&product=mx-one");
        let encryption = total("feature=encryption-in-transit");
        let told: Json = stage.play(script, json!([audit, chosen, encryption])).await;
        let expected =
            json!([format!("{chosen} facts"), "1 clicks below", true, "#/audit", true, "Encryption"]);
        assert_eq!(told, expected);
    });
}

fn the_hosts_shortcuts_do_not_hear_what_is_typed(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/intranet.html").await;
        let script = "await shows(first, input); window.keys = [];\
            for (const target of [document, window]) for (const type of ['keydown', 'keypress', 'keyup'])\
                target.addEventListener(type, event => window.keys.push(`${type} ${event.key}`));\
            first.focus();";
        stage.play::<()>(script, total("product=mx-one")).await;
        stage.press("t/?s").await;
        let script = "await holds('what was typed', () => find(first, 'input[type=search]').value === 't/?s');\
            return [window.keys, document.getElementById('heard').textContent, document.getElementById('help').hidden];";
        let told: (Vec<String>, String, bool) = stage.play(script, json!(null)).await;
        assert_eq!(told, (Vec::new(), String::new(), true));
        // Outside a field the host's keys are the host's, also where the explorer has the focus.
        stage.play::<()>("window.keys.length = 0; find(first, '[data-facet]').focus();", json!(null)).await;
        stage.press("?").await;
        let heard: String =
            stage.play("return document.getElementById('heard').textContent.trim()", json!(null)).await;
        assert_eq!(heard, "?");
    });
}

fn the_hosts_fields_keep_their_keys(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/intranet.html").await;
        let script = "await shows(first, input); document.querySelector('[name=question]').focus();";
        stage.play::<()>(script, total("product=mx-one")).await;
        stage.press("a/b").await;
        let script = "await holds('what was typed', () => document.querySelector('[name=question]').value === 'a/b');\
            document.activeElement.blur();";
        stage.play::<()>(script, json!(null)).await;
        stage.press("/").await;
        let focus: String = stage
            .play("await holds('the host', () => document.activeElement.id === 'find'); return document.activeElement.id", json!(null))
            .await;
        assert_eq!(focus, "find", "the host's own shortcut is heard by the host");
    });
}

/// What a style sheet could change, for every element of an explorer: in the order of the document.
const LOOK: &str = "
    const named = ['color', 'background-color', 'background-image', 'font-family', 'font-size', 'font-weight', 'font-style',
        'line-height', 'letter-spacing', 'word-spacing', 'text-align', 'text-indent', 'text-transform', 'text-decoration-line',
        'white-space-collapse', 'text-wrap-mode', 'cursor', 'list-style-type', 'quotes', 'display', 'position', 'float', 'opacity',
        'visibility', 'width', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'padding-top', 'padding-left',
        'border-top-width', 'border-top-style', 'border-top-color', 'border-top-left-radius', 'outline-style', 'outline-width',
        'transition-duration', 'direction', 'box-sizing', 'box-shadow', 'filter', 'transform', 'pointer-events', 'fill', 'stroke'];
    const look = one => Array.from(one.shadowRoot.querySelectorAll('.pe, .pe *')).slice(0, 700).map(element => {
        const style = getComputedStyle(element);
        const name = `${element.localName}.${element.getAttribute('class') ?? ''}`;
        return [name, ...named.map(property => `${property}: ${style.getPropertyValue(property)}`)];
    });";

fn a_hostile_style_sheet_changes_nothing(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/hostile.html").await;
        let script = format!(
            "{LOOK}
            const one = document.getElementById('plain');
            await shows(one, input);
            const width = `${{one.getBoundingClientRect().width}}px`;
            const hostile = look(one);
            for (const sheet of document.styleSheets) sheet.disabled = true;
            one.style.display = 'block';
            one.style.width = width;
            await pause(300);
            const plain = look(one);
            const changed = [];
            hostile.forEach((row, at) => row.forEach((value, column) => {{
                if (value !== plain[at]?.[column]) changed.push(`${{row[0]}}: ${{value}} instead of ${{plain[at]?.[column]}}`);
            }}));
            return [hostile.length, hostile.length - plain.length, changed.length, changed.slice(0, 12), width];"
        );
        let (seen, fewer, count, changed, width): (usize, i64, usize, Vec<String>, String) =
            stage.play(&script, total("product=mx-one")).await;
        assert!(seen > 100, "{seen} elements prove little");
        assert_eq!(fewer, 0);
        assert!(changed.is_empty(), "{count} values have changed, at a width of {width}: {changed:#?}");
    });
}

fn tokens_and_parts_change_what_they_name(browser: Browser) {
    on(browser, async |stage| {
        stage.open("examples/hostile.html").await;
        let script = "
            const [plain, themed] = ['plain', 'themed'].map(id => document.getElementById(id));
            await shows(plain, input); await shows(themed, input);
            const seen = one => {
                const [all, page] = ['.pe', '[part~=page]'].map(selector => getComputedStyle(find(one, selector)));
                const [header, footer] = ['header', 'footer'].map(part => getComputedStyle(find(one, `[part~=${part}]`)));
                return [all.color, page.fontFamily, header.borderBottomColor, footer.display];
            };
            const parts = ['page', 'header', 'search', 'tabs', 'facets', 'list', 'footer'];
            const missing = parts.filter(part => !find(plain, `[part~=${part}]`));
            const before = seen(plain);
            plain.style.setProperty('--pe-ink', 'rgb(1, 2, 3)');
            await pause(50);
            return [before, seen(themed), missing, seen(plain)[0]];";
        let (plain, themed, missing, ink): ([String; 4], [String; 4], Vec<String>, String) =
            stage.play(script, total("product=mx-one")).await;
        assert_eq!(missing, Vec::<String>::new(), "parts that have no element");
        assert_eq!(themed[0], "rgb(42, 26, 8)", "--pe-ink");
        assert!(
            themed[1].contains("Georgia") && !plain[1].contains("Georgia"),
            "--pe-font: {themed:?}, {plain:?}"
        );
        assert_eq!(themed[2], "rgb(138, 59, 0)", "::part(header)");
        assert_eq!(themed[3], "none", "::part(footer)");
        assert_ne!(plain[3], "none");
        assert_eq!(ink, "rgb(1, 2, 3)", "a token is live");
    });
}

fn attributes_are_live(browser: Browser) {
    on(browser, async |stage| {
        std::fs::write(stage.folder.join("pages/other.json"), other_catalogue())
            .expect("a file can be written");
        stage.open("pages/late.html").await;
        let script = format!(
            "{ONE}
            const [everything, mx, audit, both] = input;
            one.setAttribute('state', 'feature=audit'); await shows(one, audit);
            one.setAttribute('products', 'mx-one'); await shows(one, both);
            one.setAttribute('state', ''); await shows(one, mx);
            one.removeAttribute('products'); await shows(one, everything);
            one.setAttribute('locked', 'product=mx-one&feature=audit'); await shows(one, both);
            one.removeAttribute('locked'); await shows(one, everything);
            one.setAttribute('view', 'sources'); await holds('the documents', () => find(one, '[data-source]'));
            one.setAttribute('view', 'facts'); await holds('the facts', () => find(one, '[data-fact]'));
            const scheme = () => getComputedStyle(find(one, '.pe')).backgroundColor;
            const schemes = [];
            for (const theme of ['light', 'dark', 'light']) {{ one.theme = theme; await pause(50); schemes.push(scheme()); }}
            const row = () => find(one, '[data-fact]').getBoundingClientRect().height;
            const comfortable = row();
            one.density = 'compact'; await pause(50);
            const compact = row();
            for (const lang of ['fr', 'en']) {{ one.lang = lang; await holds(lang, () => find(one, '.pe-root').lang === lang); }}
            one.syncUrl = 'hash'; await shows(one, everything);
            choose(one, 'product', 'mx-one');
            await holds('the view in the address', () => location.hash === '#product=mx-one');
            one.syncUrl = 'none'; await shows(one, mx);
            choose(one, 'product', 'mx-one'); await shows(one, everything);
            const hash = location.hash;
            one.dataSrc = 'other.json'; await shows(one, 2);
            one.dataSrc = null; await shows(one, everything);
            return [schemes, comfortable, compact, hash];"
        );
        let totals = ["", "product=mx-one", "feature=audit", "product=mx-one&feature=audit"].map(total);
        let (schemes, comfortable, compact, hash): ([String; 3], f64, f64, String) =
            stage.play(&script, json!(totals)).await;
        assert!(schemes[0] == schemes[2] && schemes[0] != schemes[1], "{schemes:?}");
        assert!(compact < comfortable, "{compact} instead of less than {comfortable}");
        assert_eq!(hash, "#product=mx-one", "an address that is no longer the explorer's is left alone");
    });
}

fn events_tell_what_can_be_restored(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = format!(
            "const ready = hear('pe-ready'), changes = hear('pe-change'), selected = hear('pe-select'), errors = hear('pe-error');
            {ONE}
            await shows(one, input[0]);
            choose(one, 'product', 'mx-one'); await shows(one, input[1]);
            await holds('a report', () => changes.at(-1)?.total === input[1]);
            const change = changes.at(-1);
            find(one, '[data-fact] button[aria-expanded]').click();
            const {{ fact }} = await holds('a fact', () => selected.at(-1));
            one.reset(); await shows(one, input[0]);
            one.restore(change.state); await shows(one, input[1]);
            const answer = one.query('feature=audit');
            const plain = Object.getPrototypeOf(Object.getPrototypeOf(change)) === null;
            await one.updateComplete;
            return [ready.map(({{ total }}) => total), change, plain, fact.product, typeof fact.text, errors.length, answer.total, one.save()];"
        );
        let expected = json!([
            [total("")],
            { "state": "product=mx-one", "total": total("product=mx-one") },
            true,
            "mx-one",
            "string",
            0,
            total("feature=audit"),
            "product=mx-one",
        ]);
        let told: Json = stage.play(&script, json!([total(""), total("product=mx-one")])).await;
        assert_eq!(told, expected);
    });
}

fn it_answers_to_its_own_width(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = format!(
            "{ONE}
            await shows(one, input);
            const shown = () => find(one, '[data-facet=product]').checkVisibility();
            const told = [];
            for (const width of ['1100px', '360px', '1100px']) {{
                here.style.width = width; await pause(200);
                told.push([shown(), one.scrollWidth <= Math.ceil(one.getBoundingClientRect().width)]);
            }}
            return told;"
        );
        let told: Json = stage.play(&script, total("")).await;
        assert_eq!(told, json!([[true, true], [false, true], [true, true]]));
    });
}

fn a_second_definition_leaves_the_first(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let script = format!(
            "{ONE}
            const defined = customElements.get('privacy-explorer');
            await bring('../privacy-explorer.js?again');
            return [customElements.get('privacy-explorer') === defined, seen.mistakes.splice(0)];"
        );
        let (same, said): (bool, Vec<String>) = stage.play(&script, json!(null)).await;
        assert!(same);
        assert!(said.len() == 1 && said[0].starts_with("warn: "), "{said:?}");
        stage.play::<()>("await shows(first, input)", total("")).await;
    });
}

fn another_catalogue_is_saved_by_whoever_shows_it(browser: Browser) {
    on(browser, async |stage| {
        std::fs::write(stage.folder.join("pages/other.json"), other_catalogue())
            .expect("a file can be written");
        stage.open("pages/late.html").await;
        // The second takes over what was drawn for the first, and loads nothing itself.
        let script = format!(
            "{ONE}
            one.setAttribute('data-src', 'other.json'); await shows(one, 2);
            one.remove(); await pause(50);
            const two = document.createElement('privacy-explorer');
            two.setAttribute('data-src', 'other.json');
            there.append(two); await shows(two, 2); await two.ready;
            return [one.shadowRoot.querySelector('.pe-root') === null, (await two.exportHtml()).includes('The fact a.')];"
        );
        assert_eq!(stage.play::<(bool, bool)>(&script, json!(null)).await, (true, true));
    });
}

/// A small catalogue of the public format: two facts.
fn other_catalogue() -> String {
    let fact = |id: &str, state: &str| {
        json!({ "id": id, "product": "alpha", "kind": "measure", "features": ["door"], "state": state,
            "text": format!("The fact {id}."), "cite": { "source": "about", "section": "1" } })
    };
    let catalogue = json!({
        "schema": "privacy-catalog/1",
        "title": "Another",
        "version": "1.0",
        "products": [{ "id": "alpha", "name": "Alpha", "summary": "The only one." }],
        "sources": [{ "id": "about", "product": "alpha", "title": "About", "sections": [{ "id": "1", "title": "All" }] }],
        "data_types": [],
        "features": [{ "id": "door", "name": "Doors" }],
        "subjects": [],
        "recipients": [],
        "facts": [fact("a", "provided"), fact("b", "absent")],
    });
    catalogue.to_string()
}
