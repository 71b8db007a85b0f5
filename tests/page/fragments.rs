//! Whatever stands in the address, the page answers as the core does, and never breaks.

use privacy_catalog::facet::FACETS;
use serde_json::json;

use crate::support::{Page, Setup, run};

/// How many fragments are tried.
const COUNT: usize = 300;

/// Sets one fragment after the other, and notes what the page then says: the fragment as the
/// browser keeps it, the status, and how many parts are reported.
const TRY_ALL: &str = "
    const next = event => new Promise(go => {
        addEventListener(event, go, { once: true });
        setTimeout(go, 250);
    });
    const task = () => new Promise(go => setTimeout(go));
    const seen = [];
    for (const fragment of input) {
        const arrived = next('hashchange');
        location.hash = fragment;
        await arrived;
        await task();
        await task();
        seen.push([
            location.hash,
            root().querySelector('[role=status]')?.textContent ?? 'no status',
            root().querySelectorAll('[data-notice=ignored] li').length,
        ]);
    }
    return seen;";

#[test]
fn random_fragments_are_answered_as_the_core_does() {
    // Chromium slows down a script that navigates more than 200 times in ten seconds.
    let arguments = vec!["--disable-ipc-flooding-protection"];
    run(Setup { arguments, ..Setup::default() }, async |page| {
        page.open("").await;
        let fragments = fragments(page);
        let mut seen = Vec::new();
        for some in fragments.chunks(COUNT / 10) {
            let some: Vec<(String, String, usize)> = page.play(TRY_ALL, json!(some)).await;
            seen.extend(some);
        }
        assert_eq!(seen.len(), COUNT);
        for (fragment, status, reported) in &seen {
            let (link, ignored) = privacy_catalog::Link::parse(fragment, &page.core.index);
            let total = page.core.index.answer(&link.query).total();
            let noun = if total == 1 { "fact" } else { "facts" };
            assert!(
                status.starts_with(&format!("{total} {noun}")),
                "{fragment}: {status} instead of {total}"
            );
            assert_eq!(*reported > 0, !ignored.is_empty(), "{fragment}: {ignored:?}");
        }
        let answered = seen.iter().filter(|(_, status, _)| !status.starts_with("0 ")).count();
        assert!((50..250).contains(&answered), "{answered} of {COUNT} have an answer: a poor mixture");
    });
}

/// Fragments of known keys and ids, of nearly known ones, and of noise; always the same ones.
fn fragments(page: &Page) -> Vec<String> {
    let mut random = Random(0x5eed);
    let fragments = (0..COUNT).map(|at| {
        let parts: Vec<String> = (0..=random.below(3)).map(|_| part(page, &mut random)).collect();
        // One that equals the one before would be no change.
        format!("{}&at={at}", parts.join("&"))
    });
    let known = |fragment: String| {
        if fragment.len().is_multiple_of(3) { without_number(&fragment) } else { fragment }
    };
    fragments.map(known).collect()
}

fn without_number(fragment: &str) -> String {
    fragment.rsplit_once("&at=").map_or(fragment, |(rest, _)| rest).to_owned()
}

fn part(page: &Page, random: &mut Random) -> String {
    const NOISE: [&str; 14] = [
        "%",
        "%zz",
        "%00",
        "%E2%82",
        "=",
        "&&",
        "#",
        "😀",
        "<b>",
        "\"",
        "fact=",
        "view=x",
        "q",
        "data_type=-,-",
    ];
    const WORDS: [&str; 8] =
        ["tls", "paszword", "%22call+record", "-data", "q%3D", "é", "zzqxv", "call+recording"];
    let info = &FACETS[random.below(FACETS.len())];
    let values = page.core.index.values(info.facet);
    let id = &values[random.below(values.len())].id;
    let other = &values[random.below(values.len())].id;
    match random.below(9) {
        0 => format!("q={}", random.one_of(&WORDS)),
        1 => format!("{}=-{id}", info.key),
        2 => format!("{}={id},{other}", info.key),
        3 => format!("{}={id},{}", info.key, random.one_of(&NOISE)),
        4 => (*random.one_of(&["view=sources", "view=facts", "group=feature", "general=off"])).to_owned(),
        5 => format!("fact={}", page.core.facts("")[random.below(100)]),
        6 => (*random.one_of(&NOISE)).to_owned(),
        _ => format!("{}={id}", info.key),
    }
}

/// A small generator (an LCG with Knuth's constants): a failure must come again.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % end
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}
