//! The report on a run, as Markdown.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::assemble::Weights;
use super::numbers::{bytes, digits, median, percentile, time, times, whole};
use super::results::{EXPLORER, Parts, Results, Run, Size, Start};
use super::targets::{self, Kind, SHARES, Target};
use crate::paths;

/// The size that the comparisons of engines are meant for.
const INTENDED: usize = 100_000;

/// Fewer times than this in a list are pointed out.
const FEW: usize = 60;

/// Writes the report.
///
/// # Errors
/// If `package.json`, which names the versions of the other engines, cannot be read.
pub(super) fn write(results: &Results, weights: &Weights) -> Result<String> {
    let versions = Versions::read()?;
    let mut sections = vec![opening(results), targets_section(results), conditions(results, &versions)];
    sections.extend(results.engines.sizes.iter().map(|size| size_section(size, results.engines.typos)));
    sections.push(growth_section(&results.engines.sizes));
    sections.push(start_section(results, weights, &versions));
    sections.push(limits_section(results));
    sections.push(REPEAT.to_owned());
    Ok(sections.join("\n"))
}

const REPEAT: &str = "\
## Measure again

```
cargo xtask bench            # everything, and writes this file
cargo xtask bench --quick    # 1,000 and 10,000 facts, once; prints the report
```
";

/// The versions of npm packages that `package.json` pins.
struct Versions(Value);

impl Versions {
    fn read() -> Result<Self> {
        let text = fs::read(paths::root().join("package.json")).context("cannot read package.json")?;
        Ok(Self(serde_json::from_slice(&text).context("package.json")?))
    }

    /// The name that a reader knows, with the version.
    fn of(&self, name: &str, package: &str) -> String {
        format!("{name} {}", self.0["devDependencies"][package].as_str().unwrap_or("(not pinned)"))
    }
}

fn opening(results: &Results) -> String {
    let machine = results.engines.machine;
    format!(
        "# Benchmarks\n\n`cargo xtask bench` has measured this and written this file, on {}, in {} on a machine of {} \
         cores. Its memory moves {} GB a second when a page copies, and {} GB when it adds numbers up.\n",
        results.engines.day,
        results.browser,
        machine.cores,
        digits(machine.copied),
        digits(machine.added),
    )
}

fn targets_section(results: &Results) -> String {
    let facts = targets::compared(results).map_or(0, |size| size.size);
    let small =
        if facts < INTENDED { "A quick run: the targets are meant for larger catalogues. " } else { "" };
    let mut text = format!(
        "## Targets\n\n{small}In the same run, at {} facts where nothing else is said: clicks, keys and typos beside the best of the others, \
         the rest beside the one named.\n\n\
         | | here | the other | ratio | target | |\n|---|--:|--:|--:|--:|---|\n",
        whole(facts)
    );
    for Target { what, ours, theirs, ratio, wanted, verdict } in targets::all(results) {
        line(&mut text, &[&what, &ours, &theirs, &ratio, &wanted, verdict.label()]);
    }
    text
}

fn conditions(results: &Results, versions: &Versions) -> String {
    let peers = [
        ("FlexSearch", "flexsearch"),
        ("MiniSearch", "minisearch"),
        ("itemsjs", "itemsjs"),
        ("Orama", "@orama/orama"),
    ];
    let peers = peers.map(|(name, package)| versions.of(name, package)).join(", ");
    format!(
        "## How\n\n\
         - **Others:** {peers}, and a plain scan in JavaScript. FlexSearch and MiniSearch search, and the filters beside \
         them are the plain scan's; itemsjs and Orama filter and count by themselves.\n\
         - **Catalogue and actions:** `bench/workload.mjs`. Every answer is the total, the counts of all products, data \
         types, features and states, each without its own filter, and the first 50 facts. A *filter click* has no \
         search; a *key press* is the beginning of a word, half of them with a filter.\n\
         - **Order:** one page, a worker for each engine. At each size all are built, answer actions untimed for \
         up to five seconds, and then take turns, {} times; in each turn an engine has five seconds for each kind of action. Who needs more \
         than a minute for its index and those actions is stopped.\n\
         - **Build:** ours starts from the bytes of a JSON file, the others from objects that are there already.\n\
         - **Index:** ours is what the engine counts itself; of the others, by how much the memory of the page grows, \
         without garbage.\n\
         - **Typos:** mistyped words for which one of the first 50 facts holds the word that was meant, of {}.\n",
        results.engines.passes, results.engines.typos,
    )
}

fn size_section(size: &Size, typos: usize) -> String {
    let mut text = format!(
        "## {} facts\n\n| | build | index | filter p50 | p95 | key p50 | p95 | as the scan | typos |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        whole(size.size)
    );
    for run in &size.runs {
        let cells = run_cells(run, typos);
        line(&mut text, &cells.each_ref().map(String::as_str));
    }
    ratio_line(&mut text, size);
    text.extend(remarks(size).into_iter().map(|remark| format!("\n{remark}\n")));
    text
}

fn run_cells(run: &Run, typos: usize) -> [String; 9] {
    let [facet, key] = Kind::ALL.map(|kind| SHARES.map(|(share, _)| percentile(kind.times(run), share)));
    let equal = run.answers.as_ref().and_then(|answers| answers.facet.as_ref());
    [
        targets::name(&run.id).to_owned(),
        cell(run.build, time),
        cell(run.bytes.map(|bytes| bytes.index), bytes),
        cell(facet[0], time),
        cell(facet[1], time),
        cell(key[0], time),
        cell(key[1], time),
        equal.map_or_else(String::new, |equal| format!("{} of {}", equal.equal, equal.compared)),
        run.typos.map_or_else(String::new, |found| format!("{found} of {typos}")),
    ]
}

/// How many times faster ours is than the best of the others.
fn ratio_line(text: &mut String, size: &Size) {
    let Some(ours) = size.run(EXPLORER).filter(|_| size.runs.len() > 1) else { return };
    let ratio = |kind: Kind, share: f64| {
        let (_, theirs) = targets::best(size, kind, share)?;
        Some(theirs / percentile(kind.times(ours), share)?)
    };
    let cells = Kind::ALL.map(|kind| SHARES.map(|(share, _)| cell(ratio(kind, share), times)));
    let [[a, b], [c, d]] = &cells;
    line(text, &["*best other : ours*", "", "", a, b, c, d, "", ""]);
}

/// What the table cannot say: what was stopped, rests on few answers, or differs.
fn remarks(size: &Size) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(parse) = size.parse {
        remarks.push(format!("`JSON.parse` of the same items takes {}.", time(parse)));
    }
    let memory = size.run(EXPLORER).and_then(|run| run.bytes);
    if let Some(program) = memory.and_then(|bytes| bytes.program) {
        remarks.push(format!(
            "Our whole program, with the facts and the room that their file was read in, holds {}.",
            bytes(program)
        ));
    }
    for run in &size.runs {
        let name = targets::name(&run.id);
        if let Some(reason) = &run.stopped {
            remarks.push(format!("{name}: {reason}."));
        }
        for kind in Kind::ALL {
            let count = kind.times(run).len();
            if (1..FEW).contains(&count) {
                remarks.push(format!("{name} had time for {count} of the actions “{}”.", kind.label()));
            }
        }
        let first = run.answers.as_ref().and_then(|answers| answers.facet.as_ref()?.first.as_ref());
        if let Some(first) = first {
            remarks.push(format!("{name} answers otherwise than the scan: `{first}`."));
        }
    }
    remarks
}

fn growth_section(sizes: &[Size]) -> String {
    let mut text = "## Growth\n\nWhat ours takes at each size, and in brackets how many times as much as at the size \
         before.\n\n| facts | build | index | filter p50 | p95 | key p50 | p95 |\n|--:|--:|--:|--:|--:|--:|--:|\n"
        .to_owned();
    let mut before: Option<[Option<f64>; 6]> = None;
    for size in sizes {
        let Some(run) = size.run(EXPLORER) else { continue };
        let [facet, key] = Kind::ALL.map(|kind| SHARES.map(|(share, _)| percentile(kind.times(run), share)));
        let values = [run.build, run.bytes.map(|bytes| bytes.index), facet[0], facet[1], key[0], key[1]];
        let cells = [0, 1, 2, 3, 4, 5].map(|at| {
            let spelt = cell(values[at], if at == 1 { bytes } else { time });
            let grown = before.and_then(|before| Some(values[at]? / before[at]?));
            grown.map_or(spelt.clone(), |grown| format!("{spelt} ({})", times(grown)))
        });
        let facts = whole(size.size);
        let mut row = vec![facts.as_str()];
        row.extend(cells.iter().map(String::as_str));
        line(&mut text, &row);
        before = Some(values);
    }
    text
}

fn start_section(results: &Results, weights: &Weights, versions: &Versions) -> String {
    let mut text = "## Start of the page\n\nFrom the start of the navigation to the first painted fact, with the site in \
         the browser's cache, and what the parts take one after the other in a page of their own: medians.\n\n\
         | | first fact | bindings | compile | start | embedded catalogue, words left for later | from JSON, with words | draw |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|\n"
        .to_owned();
    for start in &results.starts {
        start_line(&mut text, start);
    }
    let pages = &results.pages;
    let _ = write!(
        text,
        "\nWebKit is WebKitGTK's engine, not Safari.\n\n### Beside a page of {} with {}\n\n\
         The same facts, inline; panes that narrow each other down, with totals. In {}, medians. Before each \
         load a page of one line is opened, so that none clears away what another left. A key press is a text put into the search field, up to the last change of the content that it causes, laid out and painted, without the wait for the \
         screen's next frame.\n\n\
         | | bytes | brotli | first result | key press |\n|---|--:|--:|--:|--:|\n",
        versions.of("DataTables", "datatables.net"),
        versions.of("SearchPanes", "datatables.net-searchpanes"),
        results.browser,
    );
    let rows = [
        ("Privacy Explorer", weights.explorer, &pages.explorer),
        ("DataTables", weights.datatables, &pages.datatables),
    ];
    for (name, weight, page) in rows {
        let [raw, packed] =
            [weight.raw, weight.brotli].map(|size| whole(usize::try_from(size).unwrap_or(usize::MAX)));
        let (first, keys) = (cell(median(&page.first), time), cell(median(&page.keys), time));
        line(&mut text, &[name, &raw, &packed, &first, &keys]);
    }
    text
}

/// How near the slower measures are to what no program could be below here.
fn limits_section(results: &Results) -> String {
    let mut text = "## Limits\n\nWhat the slower measures hold that no program of ours could take away, in the same run.\n\n\
         | | takes | beside it | |\n|---|--:|--:|---|\n"
        .to_owned();
    let copied = results.engines.machine.copied * 1e9;
    if let Some(size) = targets::compared(results) {
        let run = size.run(EXPLORER);
        let memory = run.and_then(|run| run.bytes);
        let touched = memory.and_then(|bytes| Some(bytes.file? + bytes.program?));
        let moved = touched.map(|touched| touched / copied * 1e3);
        let why = format!(
            "the file read and the memory written, {}, at the speed of this memory",
            cell(touched, bytes)
        );
        let build = run.and_then(|run| run.build);
        let what = format!("load and index {} facts", whole(size.size));
        line(&mut text, &[&what, &cell(build, time), &cell(moved, time), &why]);
        let parse = "the browser's own `JSON.parse` of the same items, which makes no index";
        line(&mut text, &["the same", &cell(build, time), &cell(size.parse, time), parse]);
    }
    let start = results.starts.iter().find(|start| start.browser == results.browser);
    let part = |read: fn(&Parts) -> Option<f64>| {
        let values: Vec<f64> = start.iter().flat_map(|start| start.parts.iter().filter_map(read)).collect();
        cell(median(&values), time)
    };
    let again = "the same work by a fresh program of the same compiled module";
    line(
        &mut text,
        &[
            "embedded catalogue read, program started",
            &part(|parts| parts.embedded),
            &part(|parts| parts.again),
            again,
        ],
    );
    let page = &results.pages.explorer;
    let opened =
        "the browser opening and painting a page of the same site that shows one line, without a program";
    let (first, empty) = (cell(median(&page.first), time), cell(median(&results.pages.empty), time));
    line(&mut text, &["page's first results", &first, &empty, opened]);
    let shown = "the browser laying out and painting the list of the answer, which stood ready";
    let (keys, lists) = (cell(median(&page.keys), time), cell(median(&page.lists), time));
    line(&mut text, &["page's key press, painted", &keys, &lists, shown]);
    text
}

fn start_line(text: &mut String, start: &Start) {
    if let Some(reason) = &start.missing {
        line(text, &[&start.browser, &format!("not measured here: {reason}"), "", "", "", "", "", ""]);
        return;
    }
    let part = |read: fn(&Parts) -> Option<f64>| {
        let values: Vec<f64> = start.parts.iter().filter_map(read).collect();
        cell(median(&values), time)
    };
    let cells = [
        start.browser.clone(),
        cell(median(&start.first), time),
        part(|parts| Some(parts.bindings)),
        part(|parts| Some(parts.compile)),
        part(|parts| Some(parts.start)),
        part(|parts| parts.embedded),
        part(|parts| parts.json),
        part(|parts| Some(parts.mount)),
    ];
    line(text, &cells.each_ref().map(String::as_str));
}

fn cell(value: Option<f64>, spell: fn(f64) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), spell)
}

/// Adds a row to a table.
fn line(text: &mut String, cells: &[&str]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}
