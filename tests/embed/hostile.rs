//! Pages that get in the way, and use without end: the explorer shows what it should, and leaves nothing behind.

use serde_json::json;
use xtask::browser::Browser;

use crate::element::{Left, ONE, PAGE, counted, counted_after};
use crate::support::{in_every_engine, on, total};

in_every_engine! {
    prototypes_and_names_of_the_page_change_nothing,
    thousands_of_changes_leave_nothing_behind,
}

fn prototypes_and_names_of_the_page_change_nothing(browser: Browser) {
    on(browser, async |stage| {
        stage.open("pages/hostile.html").await;
        let script = "
            const before = location.href;
            await shows(first, input.locked);
            if (find(first, '.pe-root').lang !== 'en') throw new Error(`it speaks ${find(first, '.pe-root').lang}`);
            choose(first, 'feature', 'audit'); await shows(first, input.audit);
            press(first, 'Sources'); await holds('the documents', () => find(first, '[data-source]'));
            press(first, 'Export'); await holds('the panel', () => textOf(first).includes('CSV'));
            press(first, 'Share'); await holds('what to copy', () => find(first, 'dialog textarea')?.value);
            find(first, 'dialog').close();
            const answer = first.query({ feature: ['audit'] }, {});
            first.restore('product=mivoice-5000'); await shows(first, 0);
            return [answer.total, answer.facts.length, location.href === before, document.body.innerHTML.includes('polluted'),
                first.shadowRoot.innerHTML.includes('polluted')];";
        let [locked, audit] = ["product=mx-one", "product=mx-one&feature=audit"].map(total);
        let told: (usize, usize, bool, bool, bool) =
            stage.play(script, json!({ "locked": locked, "audit": audit })).await;
        assert_eq!(told, (audit, audit.min(50), true, false, false));
        // The element's own name and what the page added itself, but nothing else.
        let added: Vec<String> = stage.play("return window.grown()", json!(null)).await;
        assert!(added.is_empty(), "names were added: {added:?}");
    });
}

/// Ten thousand in Chromium, which tells what its heap holds; the others take longer for each.
fn thousands_of_changes_leave_nothing_behind(browser: Browser) {
    let parts = if browser == Browser::Chromium { 20 } else { 6 };
    on(browser, async |stage| {
        stage.open("pages/late.html").await;
        let begin = format!(
            "{ONE}
            await shows(one, input.all);
            window.memory = (await (await bring('../privacy-explorer.js')).default()).memory;
            const views = ['', 'q=tls', 'product=mx-one&feature=audit', 'q=call%20recording&group=data_type', 'q=zzqxv',
                'data_type=name&state=provided', 'product=mx-one&fact=' + input.fact, 'group=feature&feature=-audit'];
            window.change = async (times) => {{
                for (let time = 0; time < times; time += 1) {{
                    one.restore(views[time % views.length]);
                    // Faster than it draws, and as fast as it draws.
                    if (time % 7 === 0) await pause(0);
                }}
                one.restore('product=mx-one'); await shows(one, input.some);
                return {{ listeners: window.listeners(), memory: window.memory.buffer.byteLength }};
            }};"
        );
        let fact = crate::support::facts("product=mx-one").swap_remove(3);
        let input = json!({ "all": total(""), "some": total("product=mx-one"), "fact": fact });
        stage.play::<()>(&begin, input).await;
        // Memory is cut up somewhat differently at first, by what is drawn when.
        stage.play::<Left>("return await window.change(input)", 500).await;
        let before: Left = stage.play("return await window.change(input)", 500).await;
        let counted = counted(stage).await;
        let mut after = before;
        for _ in 0..parts {
            // No script may take a minute.
            after = stage.play("return await window.change(input)", 500).await;
        }
        assert_eq!(after.listeners, before.listeners, "{before:?}, {after:?}");
        assert!(after.memory - before.memory <= PAGE, "{before:?}, {after:?}");
        for ((what, before), (_, after)) in counted.iter().zip(counted_after(stage, &counted).await) {
            assert!(after <= before * 1.1 + 20.0, "{what}: from {before} to {after}");
        }
    });
}
