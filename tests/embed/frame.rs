//! The explorer in a sandboxed frame: a height of its own, and a port that nobody can forge.

use serde_json::{Value as Json, json};
use xtask::browser::Browser;
use xtask::server::Options;

use crate::support::{Setup, Stage, in_every_engine, run, total};

in_every_engine! {
    the_frames_are_sandboxed,
    three_frames_have_heights_of_their_own,
    a_frame_grows_and_shrinks,
    no_frame_grows_by_itself,
    forged_messages_are_ignored,
    a_frame_is_configured_by_its_tag,
}

/// Runs a test on a server that names no policy: the pages name their own, which allows the frames.
fn framed(browser: Browser, body: impl AsyncFnOnce(&Stage)) {
    let server = Options { csp: false, ..Options::default() };
    run(browser, Setup { server, ..Setup::default() }, body);
}

/// Waits until the frames have said how high they are; tells the heights.
const HEIGHTS: &str = "
    const frames = Array.from(document.querySelectorAll('iframe'));
    const height = frame => Math.round(frame.getBoundingClientRect().height);
    const calm = async () => {
        await holds('three that are ready', () => new Set(window.heard.filter(one => one[1] === 'pe-ready').map(one => one[0])).size === 3);
        // A frame that is out of view is not drawn, so it can't tell that it has become less high.
        for (const frame of frames) {
            frame.scrollIntoView();
            await pause(300);
        }
        let before = '';
        for (let still = 0; still < 8; still += 1) {
            await pause(60);
            const now = String(frames.map(height));
            if (now !== before) still = 0;
            before = now;
        }
        return frames.map(height);
    };";

fn the_frames_are_sandboxed(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("pages/frames.html").await;
        let script = format!(
            "{HEIGHTS} await calm();
            const closed = frame => {{ try {{ return frame.contentDocument === null; }} catch {{ return true; }} }};
            return frames.map(frame => [frame.getAttribute('sandbox'), closed(frame), frame.title]);"
        );
        let told: Json = stage.play(&script, json!(null)).await;
        let sandbox = "allow-scripts allow-downloads allow-popups";
        assert_eq!(told, json!([[sandbox, true, "one"], [sandbox, true, "two"], [sandbox, true, "three"]]));
        stage.enter("one").await;
        let inside = "await shows(first, input); const denied = await (async () => localStorage.length)().then(() => false, () => true);\
            return [self.origin, denied];";
        let told: (String, bool) = stage.play(inside, total("product=mx-one&q=password")).await;
        assert_eq!(told, ("null".to_owned(), true), "no origin, so no storage and no way out");
        stage.leave().await;
    });
}

fn three_frames_have_heights_of_their_own(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("pages/frames.html").await;
        let script = format!("{HEIGHTS} return calm();");
        let heights: [u32; 3] = stage.play(&script, json!(null)).await;
        assert!(
            heights[0] != heights[1] && heights[1] != heights[2] && heights[0] != heights[2],
            "{heights:?}"
        );
        for (title, height) in ["one", "two", "three"].into_iter().zip(heights) {
            stage.enter(title).await;
            let inside = "const high = document.documentElement;\
                return [high.scrollHeight, innerHeight, Math.ceil(first.getBoundingClientRect().height)];";
            let (scrolled, inner, element): (u32, u32, u32) = stage.play(inside, json!(null)).await;
            assert!(scrolled <= inner + 1, "frame {title} has a scrollbar: {scrolled} in {inner}");
            assert!(element.abs_diff(height) <= 2, "frame {title} is {height} high for {element}");
            stage.leave().await;
        }
    });
}

fn a_frame_grows_and_shrinks(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("pages/frames.html").await;
        let script = format!(
            "{HEIGHTS}
            const tag = document.querySelector('script[data-title=one]');
            const [low] = await calm();
            tag.dataset.state = 'product=mx-one';
            await holds('more facts', () => window.heard.some(([who, type, detail]) => who === 'one' && type === 'pe-change' && detail.total === input));
            const [high, ...others] = await calm();
            tag.dataset.state = 'q=zzqxv';
            await holds('no facts', () => window.heard.some(([who, type, detail]) => who === 'one' && type === 'pe-change' && detail.total === 0));
            const [none] = await calm();
            tag.dataset.state = 'product=mx-one&q=password';
            await pause(300);
            const [again] = await calm();
            return [low, high, none, again];"
        );
        let (low, high, none, again): (u32, u32, u32, u32) =
            stage.play(&script, total("product=mx-one")).await;
        assert!(none < low && low < high, "{none}, {low}, {high}");
        assert_eq!(again, low, "the same view, the same height");
    });
}

fn no_frame_grows_by_itself(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("pages/frames.html").await;
        let script = format!(
            "{HEIGHTS}
            const before = await calm();
            const seen = new Set();
            const since = performance.now();
            while (performance.now() - since < 5000) {{ seen.add(String(frames.map(height))); await pause(50); }}
            return [String(before), Array.from(seen)];"
        );
        let (before, seen): (String, Vec<String>) = stage.play(&script, json!(null)).await;
        assert_eq!(seen, [before]);
    });
}

fn forged_messages_are_ignored(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("pages/frames.html").await;
        let script = format!(
            "{HEIGHTS}
            const before = await calm();
            const forger = document.createElement('iframe');
            forger.src = 'forger.html';
            const loaded = new Promise(go => forger.addEventListener('load', go));
            document.body.append(forger);
            await loaded;
            const count = window.heard.length;
            forger.contentWindow.postMessage('forge', '*');
            // Ours too, but not as agreed: no port, another version, another name, and no window of ours at all.
            const port = () => new MessageChannel().port2;
            const wrong = () => [[{{ ns: 'privacy-explorer', v: 1, type: 'init' }}, []], [{{ ns: 'privacy-explorer', v: 2, type: 'init' }}, [port()]],
                [{{ ns: 'another', v: 1, type: 'init' }}, [port()]], [{{ ns: 'privacy-explorer', v: 1, type: 'set-state', state: 'q=forged' }}, []],
                ['nonsense', []], [null, []], [{{ type: 'height', px: 5 }}, []]];
            for (const frame of frames) for (const [message, ports] of wrong()) frame.contentWindow.postMessage(message, '*', ports);
            for (const message of [{{ type: 'height', px: 77 }}, {{ ns: 'privacy-explorer', v: 1, type: 'height', px: 77 }}]) postMessage(message, '*');
            await pause(1000);
            const answers = await new Promise(go => {{
                addEventListener('message', ({{ data }}) => {{ if (data?.answers) go(data.answers); }});
                forger.contentWindow.postMessage('answers', '*');
            }});
            forger.remove();
            return [String(before) === String(await calm()), answers, window.heard.slice(count)];"
        );
        let told: Json = stage.play(&script, json!(null)).await;
        assert_eq!(told, json!([true, [], []]), "heights kept, answers to the forger, events");
        // The port that was agreed still works.
        let script = "document.querySelector('script[data-title=three]').dataset.state = 'product=mx-one';\
            await holds('an answer', () => window.heard.some(([who, type, detail]) => who === 'three' && detail.total === input));";
        stage.play::<()>(script, total("product=mx-one")).await;
    });
}

fn a_frame_is_configured_by_its_tag(browser: Browser) {
    framed(browser, async |stage| {
        stage.open("examples/iframe.html").await;
        let script = "
            const frames = await holds('three frames', () => {
                const all = document.querySelectorAll('iframe');
                return all.length === 3 && Array.from(all);
            });
            await holds('a fixed height', () => frames.some(frame => frame.getBoundingClientRect().height === 640));";
        stage.play::<()>(script, json!(null)).await;
        stage.enter("MiVoice 5000").await;
        let inside = "await shows(first, input); first.restore('product=mx-one'); await shows(first, 0);\
            first.restore(''); await shows(first, input); return first.theme;";
        let theme: String = stage.play(inside, total("product=mivoice-5000")).await;
        assert_eq!(theme, "dark");
        stage.leave().await;
    });
}
