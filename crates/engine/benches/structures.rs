//! The dictionary beside `fst`, the postings beside `roaring`, on the same made-up data:
//! `CARGO_PROFILE_BENCH_OPT_LEVEL=3 cargo bench --package privacy-engine`.
//!
//! Without that variable the two would be compiled for size, as the page is, and ours for speed.
//! A line gives what ours takes, what theirs takes, and how many times as much theirs is: medians of
//! rounds in which both take turns, and in brackets the same of the fastest rounds. Before anything
//! is timed, both sides must give the same answer.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::ops::Range;
use std::time::{Duration, Instant};

use fst::automaton::Levenshtein;
use fst::{IntoStreamer as _, Map, Streamer as _};
use privacy_engine::{bits::Bits, posting::Posting, terms::Terms, text};
use roaring::{MultiOps as _, RoaringBitmap};

/// How many words are looked up, and how many postings combined, at a time.
const MANY: usize = 40;

fn main() {
    for size in [2_000, 20_000, 200_000] {
        dictionary(size);
    }
    for rows in [100_000, 1_000_000] {
        postings(rows);
    }
}

/// The generator `SplitMix64`.
struct Random(u64);

impl Random {
    /// A number from 0 to before 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() * end as f64) as usize
    }

    /// One of the parts of a list, the first ones most often.
    fn part<'a>(&mut self, list: &'a str) -> &'a str {
        let parts: Vec<&str> = list.split(' ').collect();
        parts[(self.next().powi(2) * parts.len() as f64) as usize]
    }

    /// A place below `end`; the tenth comes a tenth as often as the first, as words do (Zipf).
    fn rank(&mut self, end: usize) -> usize {
        (end as f64).powf(self.next()) as usize - 1
    }
}

/// Different words of two to four syllables, of which those of frequent syllables tend to come first.
fn words(size: usize, random: &mut Random) -> Vec<String> {
    let (mut words, mut seen) = (Vec::new(), BTreeSet::new());
    while words.len() < size {
        let mut word = String::new();
        for _ in 0..2 + random.below(3) {
            word += random.part("r t s d c m n l p v f b g h st tr k pr ch w br j cl z gr qu y sp");
            word += random.part("e a i o u y io ea ou au");
            word += random.part(" n r s l t m nt nd st ct x");
        }
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// The word with letters swapped, left out, doubled by another or replaced.
fn mistyped(word: &str, typos: usize, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..typos {
        let (at, letter) = (random.below(letters.len() - 1), char::from(b'a' + random.below(26) as u8));
        match random.below(4) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, letter),
            _ => letters[at] = letter,
        }
    }
    letters.into_iter().collect()
}

fn dictionary(size: usize) {
    let mut random = Random(size as u64);
    let words = words(size, &mut random);
    let mut order: Vec<u32> = (0..size as u32).collect();
    order.sort_by_key(|&place| &words[place as usize]);
    // A term's place leads to its postings, so theirs keeps the places too.
    let build = || {
        let sorted = order.iter().map(|&place| &words[place as usize]);
        Map::from_iter(sorted.zip(0_u64..)).expect("the words are sorted")
    };
    let (ours, theirs) = (Terms::new(&words, &order), build());
    title(&format!("dictionary, {size} words"), "fst");
    compare("build, from sorted words", 1, || Terms::new(&words, &order), build);
    bytes("bytes in memory", ours.bytes(), theirs.as_fst().size());

    for letters in [1, 2, 3, 5] {
        let drawn = std::iter::repeat_with(|| &words[random.rank(size)]);
        let asked: Vec<&str> = drawn.filter_map(|word| word.get(..letters)).take(MANY).collect();
        for prefix in &asked {
            let found = ours.beginning_with(prefix);
            assert_eq!(found.start as u64..found.end as u64, beginning_with(&theirs, prefix), "{prefix}");
            assert_eq!(read(&ours, prefix), read_theirs(&theirs, prefix), "{prefix}");
        }
        let label = |what: &str| format!("{what} that begin with {letters} letter(s)");
        let range = |prefix: &&str| ours.beginning_with(prefix);
        let their_range = |prefix: &&str| beginning_with(&theirs, prefix);
        each(&label("places of words"), &asked, range, their_range);
        each(&label("words"), &asked, |prefix| read(&ours, prefix), |prefix| read_theirs(&theirs, prefix));
    }

    for (letters, typos) in [(4..8, 1), (8..20, 1), (8..20, 2)] {
        let drawn = std::iter::repeat_with(|| mistyped(&words[random.rank(size)], typos, &mut random));
        // Ours takes the words with the fewest typos: those that nothing nearer stands in the way of.
        let is_nearest = |word: &String| {
            let found = ours.similar_to(word).first().map(|&term| text::typos(word, ours.get(term), typos));
            letters.contains(&word.len()) && found == Some(Some(typos))
        };
        let asked: Vec<String> = drawn.filter(is_nearest).take(MANY).collect();
        for word in &asked {
            let found = ours.similar_to(word).into_iter();
            let unswapped = found.filter(|&term| typos_without_swaps(word, ours.get(term)) <= typos);
            let expected: Vec<u64> = unswapped.map(|term| term as u64).collect();
            assert_eq!(similar_to(&theirs, word, typos), expected, "{word}");
        }
        let label = format!("words with {typos} typo(s), {} to {} letters", letters.start, letters.end - 1);
        each(&label, &asked, |word| ours.similar_to(word), |word| similar_to(&theirs, word, typos));
    }
}

/// The places of the words that begin with `prefix`, by the shortest way that theirs has.
fn beginning_with(map: &Map<Vec<u8>>, prefix: &str) -> Range<u64> {
    let first = |bound: &[u8]| {
        let from = map.range().ge(bound).into_stream().next().map(|(_, place)| place);
        from.unwrap_or(map.len() as u64)
    };
    first(prefix.as_bytes())..first(&after(prefix))
}

/// What stands after all words that begin with `prefix`, and before any other that does.
fn after(prefix: &str) -> Vec<u8> {
    [prefix.as_bytes(), &[0xff]].concat()
}

/// Reads the words that begin with `prefix`, and counts their letters.
fn read(terms: &Terms, prefix: &str) -> usize {
    terms.beginning_with(prefix).map(|term| black_box(terms.get(term)).len()).sum()
}

fn read_theirs(map: &Map<Vec<u8>>, prefix: &str) -> usize {
    let mut words = map.range().ge(prefix).lt(after(prefix)).into_stream();
    let mut letters = 0;
    while let Some((word, _)) = words.next() {
        letters += black_box(word).len();
    }
    letters
}

/// The words up to so many typos away; their automaton is built anew, as at each key press.
fn similar_to(map: &Map<Vec<u8>>, word: &str, typos: usize) -> Vec<u64> {
    let automaton = Levenshtein::new(word, typos as u32).expect("the word is short");
    map.search(automaton).into_stream().into_values()
}

/// The distance of Levenshtein, which knows no swapped letters.
fn typos_without_swaps(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let substituted = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = substituted.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Postings of one shape: each as the numbers of its rows, and in both forms.
struct Shape {
    name: &'static str,
    rows: Vec<Vec<u32>>,
    ours: Vec<Posting>,
    theirs: Vec<RoaringBitmap>,
}

impl Shape {
    fn new(name: &'static str, len: u32, mut draw: impl FnMut() -> Vec<u32>) -> Self {
        let rows: Vec<Vec<u32>> = (0..MANY).map(|_| draw()).collect();
        let ours = rows.iter().map(|rows| posting(rows, len)).collect();
        let theirs = rows.iter().map(|rows| roaring(rows)).collect();
        Self { name, rows, ours, theirs }
    }
}

fn postings(len: u32) {
    let random = RefCell::new(Random(u64::from(len)));
    let one_in = |many: f64| {
        let mut random = random.borrow_mut();
        (0..len).filter(|_| random.next() < 1.0 / many).collect::<Vec<u32>>()
    };
    // Of about sixty products, as in `bench/workload.mjs`, whose facts lie together.
    let product = || {
        let mut random = random.borrow_mut();
        let facts = len / 120 + random.below(len as usize / 60) as u32;
        let start = random.below((len - facts) as usize) as u32;
        (start..start + facts).collect()
    };
    let dense = Shape::new("1 in 5", len, || one_in(5.0));
    let shapes = [&Shape::new("runs", len, product), &Shape::new("1 in 1000", len, || one_in(1000.0)), &dense];
    let results = [("1 in 3", one_in(3.0)), ("1 in 1000", one_in(1000.0))];

    for shape in shapes {
        title(&format!("{MANY} postings over {len} rows: {}", shape.name), "roaring");
        let build = || shape.rows.iter().map(|rows| posting(rows, len)).collect::<Vec<_>>();
        compare("build", 1, build, || shape.rows.iter().map(|rows| roaring(rows)).collect::<Vec<_>>());
        let in_memory = shape.ours.iter().map(|posting| posting.bytes() + size_of::<Posting>()).sum();
        let serialized = shape.theirs.iter().map(RoaringBitmap::serialized_size).sum();
        bytes("bytes, ours in memory, theirs serialized", in_memory, serialized);

        combine("AND of 5", &shape.ours[..5], &shape.theirs[..5], |a| all_of(a, len), |b| b.intersection());
        let (mut ours, mut theirs) = (dense.ours[..5].to_vec(), dense.theirs[..5].to_vec());
        (ours[0], theirs[0]) = (shape.ours[5].clone(), shape.theirs[5].clone());
        combine("AND of 1 and 4 of 1 in 5", &ours, &theirs, |a| all_of(a, len), |b| b.intersection());
        combine("OR of 40", &shape.ours, &shape.theirs, |a| any_of(a, len), |b| b.union());

        for (name, rows) in &results {
            let (set, their_set) = (Bits::from_members(len, rows.iter().copied()), roaring(rows));
            let ours = || shape.ours.iter().map(|one| one.count_in(&set)).collect::<Vec<u32>>();
            let count = |one: &RoaringBitmap| one.intersection_len(&their_set) as u32;
            let theirs = || shape.theirs.iter().map(count).collect::<Vec<u32>>();
            assert_eq!(ours(), theirs());
            compare(&format!("counts of 40 in a result of {name}"), 1, ours, theirs);
        }
    }
}

/// Row by row, as facts are read.
fn posting(rows: &[u32], len: u32) -> Posting {
    let mut posting = Posting::default();
    rows.iter().for_each(|&row| posting.push(row, len));
    posting.shrink();
    posting
}

fn roaring(rows: &[u32]) -> RoaringBitmap {
    let mut bitmap = RoaringBitmap::new();
    bitmap.append(rows.iter().copied()).expect("the rows ascend");
    bitmap.optimize();
    bitmap
}

/// As the index combines filters.
fn all_of(postings: &[Posting], len: u32) -> Bits {
    let (mut all, mut one) = (Bits::none(len), Bits::default());
    postings[0].add_to(&mut all);
    for posting in &postings[1..] {
        one.reset(len);
        posting.add_to(&mut one);
        all.intersect(&one);
    }
    all
}

fn any_of(postings: &[Posting], len: u32) -> Bits {
    let mut any = Bits::none(len);
    postings.iter().for_each(|posting| posting.add_to(&mut any));
    any
}

fn combine(
    what: &str,
    ours: &[Posting],
    theirs: &[RoaringBitmap],
    our_way: impl Fn(&[Posting]) -> Bits,
    their_way: impl Fn(&[RoaringBitmap]) -> RoaringBitmap,
) {
    assert_eq!(our_way(ours).members(), their_way(theirs).iter().collect::<Vec<u32>>());
    compare(what, 1, || our_way(ours), || their_way(theirs));
}

/// Compares what is done with each of the `asked`, and prints the time of one.
fn each<Q, A, B>(what: &str, asked: &[Q], ours: impl Fn(&Q) -> A, theirs: impl Fn(&Q) -> B) {
    let ours = || asked.iter().for_each(|one| drop(black_box(ours(black_box(one)))));
    compare(what, asked.len(), ours, || asked.iter().for_each(|one| drop(black_box(theirs(black_box(one))))));
}

/// Times both in turns and prints what one of `parts` takes.
fn compare<A, B>(what: &str, parts: usize, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) {
    let (mut our_rounds, mut their_rounds) = (Rounds::new(&mut ours), Rounds::new(&mut theirs));
    for _ in 0..ROUNDS {
        our_rounds.add(&mut ours);
        their_rounds.add(&mut theirs);
    }
    let ((a, fastest_a), (b, fastest_b)) = (our_rounds.finish(parts), their_rounds.finish(parts));
    let fastest = fastest_b / fastest_a;
    println!("{what:<44}{:>11}{:>11}   1 : {:<8.3}(1 : {fastest:.3})", time(a), time(b), b / a);
}

const ROUNDS: usize = 21;

struct Rounds {
    /// How often a round repeats what is timed.
    repeat: u32,
    seconds: Vec<f64>,
}

impl Rounds {
    fn new<A>(timed: &mut impl FnMut() -> A) -> Self {
        let start = Instant::now();
        let mut repeat = 0;
        while start.elapsed() < Duration::from_millis(5) {
            black_box(timed());
            repeat += 1;
        }
        Self { repeat, seconds: Vec::new() }
    }

    fn add<A>(&mut self, timed: &mut impl FnMut() -> A) {
        let start = Instant::now();
        (0..self.repeat).for_each(|_| drop(black_box(timed())));
        self.seconds.push(start.elapsed().as_secs_f64() / f64::from(self.repeat));
    }

    /// The median and the least.
    fn finish(mut self, parts: usize) -> (f64, f64) {
        self.seconds.sort_by(f64::total_cmp);
        (self.seconds[ROUNDS / 2] / parts as f64, self.seconds[0] / parts as f64)
    }
}

fn title(what: &str, theirs: &str) {
    println!("\n{what:<44}{:>11}{theirs:>11}   ours : {theirs}", "ours");
}

fn bytes(what: &str, ours: usize, theirs: usize) {
    println!("{what:<44}{ours:>11}{theirs:>11}   1 : {:.3}", theirs as f64 / ours as f64);
}

fn time(seconds: f64) -> String {
    match seconds {
        0.0..1e-6 => format!("{:.1} ns", seconds * 1e9),
        1e-6..1e-3 => format!("{:.2} µs", seconds * 1e6),
        _ => format!("{:.2} ms", seconds * 1e3),
    }
}
