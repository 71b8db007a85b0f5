//! Mutations that know what they change.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

/// A small generator (an LCG with Knuth's constants): the same seed gives the same mutation.
pub struct Random(u64);

impl Random {
    /// The generator of this seed.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed) ^ 0x5eed)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}

/// Texts that have been trouble somewhere.
const TEXTS: [&str; 16] = [
    "",
    "-",
    "a,b",
    "all",
    "__proto__",
    "\0",
    "\u{202e}a",
    "\u{feff}",
    "\u{10ffff}",
    "e\u{301}ﬁİß",
    "=1+1",
    "</script>",
    "javascript:alert(1)",
    "9999999999999999999",
    "alpha",
    "2.0",
];

/// Changes a JSON file and leaves it one; every fourth time, and what is none, changes bytes.
pub fn json(data: &mut [u8], size: usize, max: usize, seed: u32) -> usize {
    let mut random = Random::new(seed);
    let value = serde_json::from_slice::<Value>(&data[..size]);
    let (Ok(mut value), 1..) = (value, random.below(4)) else { return fuzzer_mutate(data, size, max) };
    for _ in 0..=random.below(3) {
        change(&mut value, &mut random);
    }
    let written = value.to_string();
    put(data, max, written.as_bytes()).unwrap_or_else(|| fuzzer_mutate(data, size, max))
}

/// Changes one of several parts of an input; `split` takes it apart and `join` puts it together.
pub fn parts(
    data: &mut [u8],
    size: usize,
    max: usize,
    seed: u32,
    split: impl Fn(&[u8]) -> Option<Vec<Vec<u8>>>,
    join: impl Fn(&[Vec<u8>]) -> Vec<u8>,
) -> usize {
    let mut random = Random::new(seed);
    let parts = split(&data[..size]).filter(|parts| !parts.is_empty());
    let (Some(mut parts), 1..) = (parts, random.below(8)) else { return fuzzer_mutate(data, size, max) };
    let at = random.below(parts.len());
    let len = parts[at].len();
    let part = &mut parts[at];
    part.resize(max.max(len), 0);
    let len = json(part, len, max.max(len), seed);
    part.truncate(len);
    put(data, max, &join(&parts)).unwrap_or_else(|| fuzzer_mutate(data, size, max))
}

/// The input as parts with NUL between them, which no text format holds.
#[must_use]
pub fn texts(input: &[u8]) -> Vec<Vec<u8>> {
    input.split(|&byte| byte == 0).map(<[u8]>::to_vec).collect()
}

fn put(data: &mut [u8], max: usize, new: &[u8]) -> Option<usize> {
    let place = data.get_mut(..new.len()).filter(|_| new.len() <= max)?;
    place.copy_from_slice(new);
    Some(new.len())
}

/// Exchanges, drops, doubles or renames something somewhere in a value.
fn change(whole: &mut Value, random: &mut Random) {
    let mut places = Vec::new();
    pointers(whole, "", &mut places);
    let at = places[random.below(places.len())].clone();
    let other = whole.pointer(&places[random.below(places.len())]).cloned().unwrap_or_default();
    let Some(place) = whole.pointer_mut(&at) else { return };
    let by = random.below(1 << 20);
    match (random.below(8), place) {
        (0 | 1, place) => *place = other,
        (2, Value::Array(list)) if !list.is_empty() => drop(list.remove(by % list.len())),
        (3, Value::Array(list)) if !list.is_empty() => list.push(list[by % list.len()].clone()),
        (4, Value::Array(list)) if list.len() > 1 => {
            let len = list.len();
            list.swap(by % len, (by / len) % len);
        }
        (2..=4, Value::Object(fields)) if !fields.is_empty() => rename(fields, by),
        (5, Value::String(text)) => *text = mutated(text),
        (6, place) => {
            *place = [json!(null), json!([]), json!({}), json!(true), json!(by), json!("")][by % 6].clone();
        }
        (_, Value::String(text)) => TEXTS[by % TEXTS.len()].clone_into(text),
        _ => {}
    }
}

fn rename(fields: &mut Map<String, Value>, by: usize) {
    let Some(key) = fields.keys().nth(by % fields.len()).cloned() else { return };
    let Some(value) = fields.remove(&key) else { return };
    match by % 3 {
        0 => {}
        1 => drop(fields.insert(mutated(&key), value)),
        _ => drop(fields.insert(TEXTS[by / 3 % TEXTS.len()].to_owned(), value)),
    }
}

fn mutated(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (len, most) = (bytes.len(), bytes.len() + 8);
    bytes.resize(most, 0);
    let len = fuzzer_mutate(&mut bytes, len, most);
    String::from_utf8_lossy(&bytes[..len]).into_owned()
}

/// Every value inside a JSON value, as pointers.
fn pointers(value: &Value, own: &str, found: &mut Vec<String>) {
    found.push(own.to_owned());
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointers(item, &format!("{own}/{at}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(item, &format!("{own}/{key}"), found);
            }
        }
        _ => {}
    }
}
