//! The core by itself, at growing sizes: `cargo bench --package privacy-catalog`.
//!
//! The catalogue is that of `bench/workload.mjs`, number for number, so that these times can be
//! held against those of the browser in `docs/BENCHMARKS.md`.

use std::fmt::Write as _;
use std::sync::OnceLock;

use divan::{Bencher, black_box, counter::ItemsCount};
use privacy_catalog::compare::compare;
use privacy_catalog::{Answer, Catalog, Grouping, Index, Link, Locale};

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// The numbers between 0 and 1 of the workload's generator.
struct Random(u32);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0) / 4_294_967_296.0
    }

    fn below(&mut self, end: u32) -> u32 {
        (self.next() * f64::from(end)) as u32
    }
}

/// The words of the workload.
fn words() -> Vec<&'static str> {
    let workload = include_str!("../../../bench/workload.mjs");
    let start = workload.find("(\"").expect("the list of words begins") + 2;
    let end = workload[start..].find('"').expect("the list of words ends");
    workload[start..start + end].split(' ').collect()
}

/// The workload's catalogue of `n` facts, as a file of the public format.
fn catalogue(n: u32) -> String {
    let words = words();
    let mut random = Random(7);
    let products = (f64::from(n) / 60.0).round().clamp(5.0, 2000.0);
    let mut facts = String::new();
    for i in 0..n {
        let mut list = |most: u32, of: u32| {
            let drawn: Vec<u32> = (0..=random.below(most)).map(|_| random.below(of)).collect();
            let mut once: Vec<u32> = Vec::new();
            for one in drawn {
                if !once.contains(&one) {
                    once.push(one);
                }
            }
            once
        };
        let (types, features) = (list(4, 40), list(3, 60));
        let mut text = String::new();
        for _ in 0..12 + random.below(24) {
            let word = words[(random.next().powf(1.6) * words.len() as f64) as usize];
            text.push_str(word);
            if random.next() < 0.02 {
                let _ = write!(text, "{}", random.below(2000));
            }
            text.push(' ');
        }
        let product = (random.next().powf(1.3) * products) as u32;
        let state = ["provided", "optional", "absent"][random.below(3) as usize];
        let ids = |name: &str, of: &[u32]| {
            of.iter().map(|one| format!("\"{name}-{one}\"")).collect::<Vec<_>>().join(",")
        };
        let _ = write!(
            facts,
            "{}{{\"id\":\"f{i}\",\"product\":\"product-{product}\",\"kind\":\"measure\",\"data_types\":[{}],\
             \"features\":[{}],\"state\":\"{state}\",\"text\":\"{}\",\"cite\":{{\"source\":\"s\",\"section\":\"1\"}}}}",
            if i == 0 { "" } else { ",\n" },
            ids("type", &types),
            ids("feature", &features),
            text.trim(),
        );
    }
    let table = |name: &str, len: u32| {
        let rows = (0..len).map(|at| format!("{{\"id\":\"{name}-{at}\",\"name\":\"{name}-{at}\"}}"));
        rows.collect::<Vec<_>>().join(",")
    };
    let products = table("product", products as u32).replace("\"}", "\",\"summary\":\"\"}");
    format!(
        "{{\"schema\":\"privacy-catalog/1\",\"title\":\"Workload\",\"version\":\"1\",\"products\":[{products}],\
         \"sources\":[{{\"id\":\"s\",\"product\":\"product-0\",\"title\":\"Source\"}}],\
         \"data_types\":[{}],\"features\":[{}],\"subjects\":[],\"recipients\":[],\"facts\":[\n{facts}\n]}}",
        table("type", 40),
        table("feature", 60),
    )
}

fn index(n: u32) -> &'static Index {
    static INDEXES: [OnceLock<Index>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES.iter().position(|size| *size == n).expect("it is one of the sizes");
    INDEXES[place].get_or_init(|| {
        let catalog = Catalog::from_json("workload.json", catalogue(n).as_bytes());
        Index::new(catalog.expect("the workload is of the format"))
    })
}

/// From bytes to an index.
#[divan::bench(args = SIZES, max_time = 10)]
fn load(bencher: Bencher<'_, '_>, n: u32) {
    let json = catalogue(n);
    bencher.counter(ItemsCount::new(n)).bench(|| {
        let catalog = Catalog::from_json("workload.json", json.as_bytes());
        Index::new(catalog.expect("the workload is of the format"))
    });
}

/// From a fragment to all counts and the first 50 facts, in the memory of the last answer.
fn ask(bencher: Bencher<'_, '_>, n: u32, fragments: &[&str]) {
    let index = index(n);
    let links: Vec<Link> = fragments.iter().map(|fragment| Link::parse(fragment, index).0).collect();
    let mut answer = Answer::default();
    let mut turn = links.iter().cycle();
    bencher.bench_local(|| {
        let link = turn.next().unwrap_or(&links[0]);
        index.answer_again(&link.query, &mut answer);
        black_box(answer.hits(0..50))
    });
}

#[divan::bench(args = SIZES)]
fn clicks(bencher: Bencher<'_, '_>, n: u32) {
    let fragments = [
        "data_type=type-3",
        "data_type=type-3&feature=feature-7,feature-20",
        "feature=feature-9,feature-44&product=product-2",
        "",
    ];
    ask(bencher, n, &fragments);
}

#[divan::bench(args = SIZES)]
fn keys(bencher: Bencher<'_, '_>, n: u32) {
    ask(bencher, n, &["q=re", "q=rec", "q=reco", "q=te&data_type=type-5", "q=tel&data_type=type-5"]);
}

#[divan::bench(args = SIZES)]
fn two_words(bencher: Bencher<'_, '_>, n: u32) {
    ask(bencher, n, &["q=call+re", "q=call+rec", "q=trafic+encry"]);
}

#[divan::bench(args = SIZES)]
fn phrases(bencher: Bencher<'_, '_>, n: u32) {
    ask(bencher, n, &["q=%22call+archive%22", "q=%22access+admin"]);
}

#[divan::bench(args = SIZES)]
fn broad_filters(bencher: Bencher<'_, '_>, n: u32) {
    ask(bencher, n, &["state=-absent", "state=provided,optional", "state=absent&q=a"]);
}

/// The groups of an answer and the first rows of some of them.
#[divan::bench(args = SIZES)]
fn groups(bencher: Bencher<'_, '_>, n: u32) {
    let index = index(n);
    let (link, _) = Link::parse("q=rec", index);
    let answer = index.answer(&link.query);
    bencher.bench_local(|| {
        let groups = index.groups(&answer, &link.query, Grouping::DataType);
        for group in groups.iter().take(3) {
            black_box(index.group_hits(&answer, &groups, group, 0..20));
        }
    });
}

/// A hundred facts on each of 1,000 products, with 200 features in 20 families.
fn wide() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut random = Random(7);
        let mut facts = String::new();
        for i in 0..100_000 {
            let features: Vec<String> =
                (0..=random.below(3)).map(|at| format!("\"feature-{}\"", random.below(66) * 3 + at)).collect();
            let state = ["provided", "optional", "conditional", "absent"][random.below(4) as usize];
            let gate = if state == "conditional" { r#""since":"2","# } else { "" };
            let _ = write!(
                facts,
                r#"{}{{"id":"f{i}","product":"product-{}","kind":"measure","data_types":["all"],"features":[{}],"state":"{state}",{gate}"values":{{"protocol":"TLS","version":"1.{}"}},"text":"It does.","cite":{{"source":"s","section":"1"}}}}"#,
                if i == 0 { "" } else { ",\n" },
                i / 100,
                features.join(","),
                random.below(4),
            );
        }
        let list = |len: u32, row: &dyn Fn(u32) -> String| (0..len).map(row).collect::<Vec<_>>().join(",");
        let products = list(1_000, &|at| {
            format!(
                r#"{{"id":"product-{at}","name":"P{at}","summary":"","releases":["1","2"],"covers":"2"}}"#
            )
        });
        let families = list(20, &|at| format!(r#"{{"id":"family-{at}","name":"Family {at}"}}"#));
        let features = list(200, &|at| {
            format!(r#"{{"id":"feature-{at}","name":"Feature {at}","family":"family-{}"}}"#, at / 10)
        });
        let json = format!(
            r#"{{"schema":"privacy-catalog/1","title":"Wide","version":"1","products":[{products}],"sources":[{{"id":"s","product":"product-0","title":"Source"}}],"data_types":[],"features":[{families},{features}],"subjects":[],"recipients":[],"facts":[{facts}]}}"#
        );
        let catalog = Catalog::from_json("wide.json", json.as_bytes());
        Index::new(catalog.expect("it is of the format"))
    })
}

/// The cells of 1,000 products and 200 features.
#[divan::bench(args = ["", "state=-absent", "product=product-1,product-2", "diff=on"])]
fn comparison(bencher: Bencher<'_, '_>, fragment: &str) {
    let index = wide();
    let (link, _) = Link::parse(fragment, index);
    let answer = index.answer(&link.query);
    bencher.bench_local(|| black_box(compare(index, &answer, &link.query, &link.settings)));
}

/// The words of the 40 rows and 30 columns of a screen.
#[divan::bench]
fn words_of_cells(bencher: Bencher<'_, '_>) {
    let index = wide();
    let (link, _) = Link::parse("", index);
    let answer = index.answer(&link.query);
    let matrix = compare(index, &answer, &link.query, &link.settings);
    bencher.bench_local(|| {
        (0..40)
            .map(|row| matrix.words(Locale::ENGLISH, index, &answer, row, 0..30))
            .for_each(|words| drop(black_box(words)));
    });
}

/// The index for an installation with a release of every tenth product.
#[divan::bench]
fn installation(bencher: Bencher<'_, '_>) {
    let index = wide();
    let releases: Vec<String> = (0..100).map(|at| format!("at.product-{}=1", at * 10)).collect();
    let (link, _) = Link::parse(&releases.join("&"), index);
    bencher.bench_local(|| black_box(index.installed(&link.installation)));
}
