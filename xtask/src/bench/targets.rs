//! What the measurements are held against, and whether they meet it.

use super::numbers::{bytes, median, percentile, time, times};
use super::results::{EXPLORER, Parts, Results, Run, Size};

/// How much more ten times the facts may cost; quadratic work would cost a hundred times as much.
const STEP: f64 = 20.0;

/// One row of the table of targets.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) what: String,
    pub(super) ours: String,
    pub(super) theirs: String,
    pub(super) ratio: String,
    pub(super) wanted: String,
    pub(super) verdict: Verdict,
}

/// Whether a target is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Met,
    NotMet,
    NotMeasured,
}

impl Verdict {
    fn of(met: bool) -> Self {
        if met { Self::Met } else { Self::NotMet }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "**not met**",
            Self::NotMeasured => "not measured",
        }
    }
}

/// A kind of action: a click on a filter or a key press in the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Facet,
    Key,
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Facet, Self::Key];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Facet => "filter click",
            Self::Key => "key press",
        }
    }

    pub(super) fn times(self, run: &Run) -> &[f64] {
        match self {
            Self::Facet => &run.times.facet,
            Self::Key => &run.times.key,
        }
    }
}

/// The shares of answers that are reported, with their names.
pub(super) const SHARES: [(f64, &str); 2] = [(0.5, "p50"), (0.95, "p95")];

/// How an engine is called.
pub(super) fn name(id: &str) -> &str {
    match id {
        EXPLORER => "Privacy Explorer",
        "scan" => "plain scan",
        "flexsearch" => "FlexSearch",
        "minisearch" => "MiniSearch",
        "minisearch-fuzzy" => "MiniSearch, fuzzy",
        "orama" => "Orama",
        other => other,
    }
}

/// The fastest of the others at one share of a kind of action, with its time.
pub(super) fn best(size: &Size, kind: Kind, share: f64) -> Option<(&Run, f64)> {
    let others = size.runs.iter().filter(|run| run.id != EXPLORER);
    let timed = others.filter_map(|run| Some((run, percentile(kind.times(run), share)?)));
    timed.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// The largest catalogue that others were measured with.
pub(super) fn compared(results: &Results) -> Option<&Size> {
    results.engines.sizes.iter().rev().find(|size| size.runs.len() > 1)
}

/// All targets, in the order of the report.
pub(super) fn all(results: &Results) -> Vec<Target> {
    let mut targets = Vec::new();
    if let Some(size) = compared(results) {
        targets.extend(against_others(size, results.engines.typos));
    }
    targets.extend(results.engines.sizes.last().into_iter().flat_map(at_most_a_frame));
    targets.push(growth(&results.engines.sizes));
    targets.push(equality(&results.engines.sizes));
    targets.extend(page(results));
    targets
}

fn against_others(size: &Size, typos: usize) -> Vec<Target> {
    let ours = size.run(EXPLORER);
    let mini = size.run("minisearch");
    let mut targets = Vec::new();
    for (kind, wanted) in [(Kind::Facet, 20.0), (Kind::Key, 10.0)] {
        for (share, label) in SHARES {
            let one = ours.and_then(|run| percentile(kind.times(run), share));
            let other = best(size, kind, share).map(|(run, ms)| (name(&run.id), ms));
            targets.push(less(&format!("{}, {label}", kind.label()), one, other, wanted, time));
        }
    }
    targets.push(more_typos(size, typos));
    let build = ours.and_then(|run| run.build);
    let other = mini.and_then(|run| run.build);
    let what = "load and index from JSON, MiniSearch from ready objects";
    targets.push(less(what, build, other.map(|ms| ("MiniSearch", ms)), 5.0, time));
    let other = other.zip(size.parse).map(|(build, parse)| ("MiniSearch", build + parse));
    targets.push(less("load and index from JSON, both", build, other, 5.0, time));
    let index = |run: &Run| run.bytes.map(|bytes| bytes.index);
    let other = mini.and_then(index).map(|bytes| ("MiniSearch", bytes));
    targets.push(less("memory of the index", ours.and_then(index), other, 4.0, bytes));
    targets
}

/// A measure of which less is better, beside another's.
fn less(
    what: &str,
    ours: Option<f64>,
    theirs: Option<(&str, f64)>,
    wanted: f64,
    spell: fn(f64) -> String,
) -> Target {
    let ratio = ours.zip(theirs).map(|(ours, (_, theirs))| theirs / ours);
    Target {
        what: what.to_owned(),
        ours: spelt(ours, spell),
        theirs: theirs.map_or_else(dash, |(name, value)| format!("{} ({name})", spell(value))),
        ratio: spelt(ratio, times),
        wanted: format!("≥ {wanted}×"),
        verdict: ratio.map_or(Verdict::NotMeasured, |ratio| Verdict::of(ratio >= wanted)),
    }
}

/// A measure with a limit of its own.
fn within(what: &str, ours: Option<f64>, limit: f64, spell: fn(f64) -> String) -> Target {
    Target {
        what: what.to_owned(),
        ours: spelt(ours, spell),
        theirs: String::new(),
        ratio: String::new(),
        wanted: format!("≤ {}", spell(limit)),
        verdict: ours.map_or(Verdict::NotMeasured, |value| Verdict::of(value <= limit)),
    }
}

/// Mistyped words found, beside the one of the others that finds most.
fn more_typos(size: &Size, typos: usize) -> Target {
    let ours = size.run(EXPLORER).and_then(|run| run.typos);
    let others = size.runs.iter().filter(|run| run.id != EXPLORER);
    let theirs = others.filter_map(|run| Some((run.typos?, name(&run.id)))).max_by_key(|(found, _)| *found);
    let of = |found: usize| format!("{found} of {typos}");
    let verdict = ours.zip(theirs).map(|(ours, (theirs, _))| Verdict::of(ours > theirs));
    Target {
        what: "mistyped words found".to_owned(),
        ours: ours.map_or_else(dash, of),
        theirs: theirs.map_or_else(dash, |(found, name)| format!("{} ({name})", of(found))),
        ratio: String::new(),
        wanted: "more".to_owned(),
        verdict: verdict.unwrap_or(Verdict::NotMeasured),
    }
}

/// The largest catalogue: no answer may take longer than a frame.
fn at_most_a_frame(size: &Size) -> Vec<Target> {
    let facts = super::numbers::whole(size.size);
    let target = |kind: Kind| {
        let ours = size.run(EXPLORER).and_then(|run| percentile(kind.times(run), 0.95));
        within(&format!("{} at {facts} facts, p95", kind.label()), ours, 16.0, time)
    };
    Kind::ALL.map(target).into()
}

/// The steepest step from one size to the next, scaled to ten times the facts.
fn growth(sizes: &[Size]) -> Target {
    let step = |pair: &[Size]| {
        #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
        let tens = (pair[1].size as f64 / pair[0].size as f64).log10();
        let (from, to) = (costs(&pair[0]), costs(&pair[1]));
        let grown = from.into_iter().zip(to).filter_map(|(from, to)| Some(to? / from?));
        grown.map(|factor| factor.powf(1.0 / tens)).reduce(f64::max)
    };
    let steepest = sizes.windows(2).filter_map(step).reduce(f64::max);
    within("steepest growth for ten times the facts", steepest, STEP, times)
}

/// What grows: the build, the index, and the slow answers of each kind.
fn costs(size: &Size) -> [Option<f64>; 4] {
    let run = size.run(EXPLORER);
    let slow = |kind: Kind| run.and_then(|run| percentile(kind.times(run), 0.95));
    let index = run.and_then(|run| run.bytes).map(|bytes| bytes.index);
    [run.and_then(|run| run.build), index, slow(Kind::Facet), slow(Kind::Key)]
}

/// Whether all clicks on filters are answered as the plain scan answers them, at every size.
fn equality(sizes: &[Size]) -> Target {
    let answers = |size: &Size| size.run(EXPLORER)?.answers.as_ref()?.facet.clone();
    let found: Option<Vec<_>> = sizes.iter().map(answers).collect();
    let sums = found
        .filter(|found| !found.is_empty())
        .map(|found| found.iter().fold((0, 0), |sum, one| (sum.0 + one.equal, sum.1 + one.compared)));
    Target {
        what: "filter clicks answered as by the plain scan".to_owned(),
        ours: sums.map_or_else(dash, |(equal, compared)| format!("{equal} of {compared}")),
        theirs: String::new(),
        ratio: String::new(),
        wanted: "all".to_owned(),
        verdict: sums
            .map_or(Verdict::NotMeasured, |(equal, compared)| Verdict::of(equal == compared && equal > 0)),
    }
}

/// The targets of the page, in the browser that the engines ran in.
fn page(results: &Results) -> [Target; 3] {
    let start = results.starts.iter().find(|start| start.browser == results.browser);
    let ready = |parts: &Parts| Some(parts.start + parts.embedded?);
    let embedded: Vec<f64> = start.iter().flat_map(|start| start.parts.iter().filter_map(ready)).collect();
    let pages = &results.pages;
    let against = |what: &str, ours: &[f64], theirs: &[f64], wanted: f64| {
        less(what, median(ours), median(theirs).map(|ms| ("DataTables", ms)), wanted, time)
    };
    [
        within("embedded catalogue ready to be drawn, words left for later", median(&embedded), 5.0, time),
        against("page's first results", &pages.explorer.first, &pages.datatables.first, 5.0),
        against("page's key press, painted", &pages.explorer.keys, &pages.datatables.keys, 20.0),
    ]
}

fn spelt(value: Option<f64>, spell: fn(f64) -> String) -> String {
    value.map_or_else(dash, spell)
}

fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::results::{Bytes, Times};
    use super::*;

    fn run(id: &str, ms: f64) -> Run {
        Run {
            id: id.to_owned(),
            build: Some(ms * 100.0),
            bytes: Some(Bytes { index: ms * 1e6, program: None, file: None }),
            stopped: None,
            times: Times { facet: vec![ms; 3], key: vec![ms; 3] },
            answers: None,
            typos: Some(0),
        }
    }

    fn size(size: usize, runs: Vec<Run>) -> Size {
        Size { size, parse: Some(1.0), runs }
    }

    #[test]
    fn the_fastest_of_the_others_is_the_mark() {
        let size = size(1000, vec![run(EXPLORER, 1.0), run("scan", 30.0), run("minisearch", 25.0)]);
        let targets = against_others(&size, 20);
        assert_eq!((targets[0].ratio.as_str(), targets[0].verdict), ("25.0×", Verdict::Met));
        assert_eq!(targets[0].theirs, "25.0 ms (MiniSearch)");
        assert_eq!(targets[4].verdict, Verdict::NotMet, "no typo more than theirs");
    }

    #[test]
    fn typos_are_held_against_whoever_finds_most() {
        let found = |id: &str, ms: f64, typos: usize| Run { typos: Some(typos), ..run(id, ms) };
        let runs = vec![found(EXPLORER, 1.0, 12), found("scan", 2.0, 1), found("minisearch-fuzzy", 9.0, 16)];
        let target = more_typos(&size(1000, runs), 20);
        assert_eq!(
            (target.theirs.as_str(), target.verdict),
            ("16 of 20 (MiniSearch, fuzzy)", Verdict::NotMet)
        );
    }

    #[test]
    fn what_is_missing_is_neither_met_nor_missed() {
        let size = size(1000, vec![run("minisearch", 25.0)]);
        assert!(against_others(&size, 20).iter().all(|target| target.verdict == Verdict::NotMeasured));
        assert_eq!(equality(&[size]).verdict, Verdict::NotMeasured);
    }

    #[test]
    fn growth_is_scaled_to_ten_times() {
        let sizes = [size(1000, vec![run(EXPLORER, 1.0)]), size(100_000, vec![run(EXPLORER, 900.0)])];
        assert_eq!((growth(&sizes).ours.as_str(), growth(&sizes).verdict), ("30.0×", Verdict::NotMet));
    }
}
