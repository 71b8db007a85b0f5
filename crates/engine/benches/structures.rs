//! The dictionary beside `fst`, the postings beside `roaring`, on the same made-up data:
//! `CARGO_PROFILE_BENCH_OPT_LEVEL=3 cargo bench --package privacy-engine --bench structures`.
//!
//! Without that variable theirs would be compiled for size, as most of the page is, and ours for speed.
//! A line says what ours takes, what theirs takes, and how many times as much theirs is: medians of
//! rounds in which both take turns, and in brackets the same of the fastest rounds. Before
//! anything is timed, both must have given the same answer.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::iter::repeat_with;
use std::ops::Range;
use std::time::{Duration, Instant};

use fst::automaton::Levenshtein;
use fst::{IntoStreamer as _, Map, Streamer as _};
use privacy_engine::{bits::Bits, forward::Forward, posting::Posting, terms::Terms, text};
use roaring::{MultiOps as _, RoaringBitmap};

/// How many words are looked up, and how many postings combined or counted, at a time.
const MANY: usize = 40;
const ROUNDS: usize = 21;

fn main() {
    for size in [2_000, 20_000, 200_000] {
        dictionary(size);
    }
    for rows in [100_000, 1_000_000] {
        postings(rows);
    }
}

fn dictionary(size: usize) {
    let mut random = Random(size as u64);
    let words = words(size, &mut random);
    let mut order: Vec<u32> = (0..size as u32).collect();
    order.sort_by_key(|&place| &words[place as usize]);
    // A word's place in the order leads to its postings, so theirs holds it too.
    let build = || {
        let sorted = order.iter().map(|&place| &words[place as usize]);
        Map::from_iter(sorted.zip(0_u64..)).expect("the words are sorted")
    };
    let (ours, theirs) = (Terms::new(&words, &order), build());
    title(&format!("dictionary, {size} words"), "fst");
    compare("build, from sorted words", 1, || Terms::new(&words, &order), build);
    amounts("bytes in memory", ours.bytes(), theirs.as_fst().size());

    for letters in [1, 2, 3, 5] {
        let drawn = repeat_with(|| &words[random.rank(size)]);
        let asked: Vec<&str> = drawn.filter_map(|word| word.get(..letters)).take(MANY).collect();
        for prefix in &asked {
            let found = ours.beginning_with(prefix);
            assert_eq!(found.start as u64..found.end as u64, beginning_with(&theirs, prefix), "{prefix}");
        }
        let what = format!("words with {letters} given first letter(s)");
        each(&what, &asked, |prefix| ours.beginning_with(prefix), |prefix| beginning_with(&theirs, prefix));
    }

    for (letters, typos) in [(4..8, 1), (8..20, 1), (8..20, 2)] {
        let drawn = repeat_with(|| mistyped(&words[random.rank(size)], typos, &mut random));
        // Ours finds the words with the fewest typos, and isn't told how many; theirs is.
        let needs_all = |word: &String| {
            let nearest = ours.similar_to(word).first().map(|&term| text::typos(word, ours.get(term), typos));
            letters.contains(&word.len()) && nearest == Some(Some(typos))
        };
        let asked: Vec<String> = drawn.filter(needs_all).take(MANY).collect();
        let (mut all, mut unswapped) = (0, 0);
        for word in &asked {
            let mut found = ours.similar_to(word);
            all += found.len();
            found.retain(|&term| typos_without_swaps(word, ours.get(term)) <= typos);
            unswapped += found.len();
            let expected: Vec<u64> = found.into_iter().map(|term| term as u64).collect();
            assert_eq!(similar_to(&theirs, word, typos), expected, "{word}");
        }
        let what = format!("words {typos} typo(s) from {} to {} letters", letters.start, letters.end - 1);
        each(&what, &asked, |word| ours.similar_to(word), |word| similar_to(&theirs, word, typos));
        amounts("  words found (theirs knows no swaps)", all, unswapped);
    }
}

/// The places of the words that begin with `prefix`, by the quickest way there is: to read them all
/// from the stream would take far longer.
fn beginning_with(map: &Map<Vec<u8>>, prefix: &str) -> Range<u64> {
    let first = |bound: &str| {
        let word = map.range().ge(bound).into_stream().next().map(|(_, place)| place);
        word.unwrap_or(map.len() as u64)
    };
    first(prefix)..first(&format!("{prefix}{}", char::MAX))
}

/// The words up to so many typos away; the automaton is built anew, as it is at each key press.
fn similar_to(map: &Map<Vec<u8>>, word: &str, typos: usize) -> Vec<u64> {
    let automaton = Levenshtein::new(word, typos as u32).expect("the word is short");
    map.search(automaton).into_stream().into_values()
}

/// The distance of Levenshtein between words of ASCII.
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

fn postings(len: u32) {
    let mut random = Random(u64::from(len));
    let mut drawn = |many: f64| (0..len).filter(|_| random.next() < 1.0 / many).collect::<Vec<u32>>();
    let (broad, narrow) = (drawn(3.0), drawn(1000.0));
    let sparse: Vec<Vec<u32>> = (0..MANY).map(|_| drawn(1000.0)).collect();
    let dense: Vec<Vec<u32>> = (0..MANY).map(|_| drawn(5.0)).collect();
    // The rows of a product lie together, and there are about sixty products.
    let mut product = || {
        let rows = len / 120 + random.below(len as usize / 60) as u32;
        let start = random.below((len - rows) as usize) as u32;
        (start..start + rows).collect::<Vec<u32>>()
    };
    let products: Vec<Vec<u32>> = (0..MANY).map(|_| product()).collect();

    for (shape, rows) in [("a run", &products), ("1 in 1000", &sparse), ("1 in 5", &dense)] {
        title(&format!("{MANY} postings of {len} rows: {shape}"), "roaring");
        let build = || rows.iter().map(|rows| posting(rows, len)).collect::<Vec<_>>();
        let their_build = || rows.iter().map(|rows| roaring(rows)).collect::<Vec<_>>();
        compare("build", 1, build, their_build);
        let (mut ours, mut theirs) = (build(), their_build());
        let bytes = ours.iter().map(|posting| posting.bytes() + size_of::<Posting>()).sum::<usize>();
        let serialized = theirs.iter().map(RoaringBitmap::serialized_size).sum();
        amounts("bytes: ours in memory, theirs serialized", bytes, serialized);

        // The index counts what many rows have by its postings, and what few have by the values of each.
        let forward = forward(rows, len);
        amounts("  and with the values of each row", bytes + forward.bytes(), serialized);
        let sets = [&broad, &narrow].map(|rows| Bits::from_members(len, rows.iter().copied()));
        let by_posting = || ours.iter().map(|one| one.count_in(&sets[0])).collect::<Vec<u32>>();
        let by_row = || {
            let mut counts = vec![0; MANY];
            forward.count(&sets[1], &mut counts);
            counts
        };
        let their_sets = [roaring(&broad), roaring(&narrow)];
        let count = |set| theirs.iter().map(|one| one.intersection_len(set) as u32).collect::<Vec<u32>>();
        assert_eq!([by_posting(), by_row()], their_sets.each_ref().map(count));
        compare(&format!("counts of {MANY} in 1 in 3"), 1, by_posting, || count(&their_sets[0]));
        compare(&format!("counts of {MANY} in 1 in 1000"), 1, by_row, || count(&their_sets[1]));

        combine(&format!("OR of {MANY}"), || any_of(&ours, len), || theirs.as_slice().union());
        combine("AND of 5", || all_of(&ours[..5], len), || theirs[..5].intersection());
        for at in 1..5 {
            (ours[at], theirs[at]) = (posting(&dense[at], len), roaring(&dense[at]));
        }
        let what = "AND of the first and 4 of 1 in 5";
        combine(what, || all_of(&ours[..5], len), || theirs[..5].intersection());
    }
}

/// One row after the other.
fn posting(rows: &[u32], len: u32) -> Posting {
    let mut posting = Posting::default();
    for &row in rows {
        posting.push(row, len);
    }
    posting.shrink();
    posting
}

fn roaring(rows: &[u32]) -> RoaringBitmap {
    let mut bitmap = RoaringBitmap::new();
    bitmap.append(rows.iter().copied()).expect("the rows ascend");
    bitmap.optimize();
    bitmap
}

/// The values of each row, of which these are the rows.
fn forward(rows: &[Vec<u32>], len: u32) -> Forward {
    let mut values = vec![Vec::new(); len as usize];
    for (value, rows) in (0..).zip(rows) {
        for &row in rows {
            values[row as usize].push(value);
        }
    }
    let mut forward = Forward::default();
    (0..).zip(&values).for_each(|(row, own)| forward.push(row, own));
    forward
}

fn any_of(postings: &[Posting], len: u32) -> Bits {
    let mut any = Bits::none(len);
    for posting in postings {
        posting.add_to(&mut any);
    }
    any
}

/// As the index combines filters.
fn all_of(postings: &[Posting], len: u32) -> Bits {
    let (mut all, mut one) = (any_of(&postings[..1], len), Bits::default());
    for posting in &postings[1..] {
        one.reset(len);
        posting.add_to(&mut one);
        all.intersect(&one);
    }
    all
}

fn combine(what: &str, ours: impl Fn() -> Bits, theirs: impl Fn() -> RoaringBitmap) {
    assert_eq!(ours().members(), theirs().iter().collect::<Vec<u32>>());
    compare(what, 1, ours, theirs);
}

/// Compares what is done with each of the `asked`, and prints the time of one.
fn each<Q, A, B>(what: &str, asked: &[Q], ours: impl Fn(&Q) -> A, theirs: impl Fn(&Q) -> B) {
    let ours = || asked.iter().for_each(|one| drop(black_box(ours(black_box(one)))));
    compare(what, asked.len(), ours, || asked.iter().for_each(|one| drop(black_box(theirs(black_box(one))))));
}

/// Times both in turns and prints what one of `parts` takes.
fn compare<A, B>(what: &str, parts: usize, ours: impl Fn() -> A, theirs: impl Fn() -> B) {
    let sides: [&dyn Fn(); 2] = [&|| drop(black_box(ours())), &|| drop(black_box(theirs()))];
    let repeats = sides.map(|side| {
        let (start, mut repeat) = (Instant::now(), 0);
        while start.elapsed() < Duration::from_millis(5) {
            side();
            repeat += 1;
        }
        repeat
    });
    let mut rounds = [Vec::new(), Vec::new()];
    for at in [0, 1].repeat(ROUNDS) {
        let start = Instant::now();
        (0..repeats[at]).for_each(|_| sides[at]());
        rounds[at].push(start.elapsed().as_secs_f64() / f64::from(repeats[at]) / parts as f64);
    }
    for rounds in &mut rounds {
        rounds.sort_by(f64::total_cmp);
    }
    let ratio = |round: usize| rounds[1][round] / rounds[0][round];
    let [ours, theirs] = rounds.each_ref().map(|rounds| Duration::from_secs_f64(rounds[ROUNDS / 2]));
    let (median, fastest) = (ratio(ROUNDS / 2), ratio(0));
    println!("{what:<44}{ours:>11.2?}{theirs:>11.2?}   1 : {median:<8.3}(1 : {fastest:.3})");
}

fn amounts(what: &str, ours: usize, theirs: usize) {
    println!("{what:<44}{ours:>11}{theirs:>11}   1 : {:.3}", theirs as f64 / ours as f64);
}

fn title(what: &str, theirs: &str) {
    println!("\n{what:<44}{:>11}{theirs:>11}   ours : {theirs}", "ours");
}

/// The generator `SplitMix64`.
struct Random(u64);

impl Random {
    /// A number from 0 to before 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() * end as f64) as usize
    }

    /// A place below `end`; the tenth comes a tenth as often as the first, as words do (Zipf).
    fn rank(&mut self, end: usize) -> usize {
        (end as f64).powf(self.next()) as usize - 1
    }

    /// One of the parts of a list, the first ones most often.
    fn part<'a>(&mut self, list: &'a str) -> &'a str {
        let parts: Vec<&str> = list.split(' ').collect();
        parts[(self.next().powi(2) * parts.len() as f64) as usize]
    }
}

/// Different words of two to four syllables; those of frequent syllables tend to come first.
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

/// The word with letters swapped, left out, added or replaced.
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
