//! Puts the functions of a program into an order in which a compressor finds more in common: each after the one
//! that has most of it. What they do, and how large they are, stays the same.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_encoder::{NameMap, NameSection, Section as _};
use wasmparser::{Parser, Payload, TypeRef};

use crate::files;
use crate::process::{command, run};

/// What wasm-opt does, and that nothing is left that only tools read.
const REORDER: [&str; 3] = ["--reorder-functions-by-name", "--strip-debug", "--strip-target-features"];

/// How many bytes in a row are compared.
const RUN: usize = 4;

/// Which runs of bytes a function has: a bit for each, by a hash.
type Runs = [u64; 256];

/// Reorders the functions of a file.
///
/// # Errors
/// If it is no program, or `wasm-opt` fails.
pub(crate) fn reorder(wasm_opt: &Path, file: &Path) -> Result<()> {
    let wasm = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    files::write(file, named(&wasm)?)?;
    run(command(wasm_opt).args(REORDER).arg("-o").args([file, file]))
}

/// The program with names for its functions that stand in the order wanted.
fn named(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&wasm[body.range()]),
            _ => {}
        }
    }
    let mut names = vec![String::new(); bodies.len()];
    for (place, function) in order(&bodies).into_iter().enumerate() {
        names[function] = format!("{place:05}");
    }
    let mut map = NameMap::new();
    for (number, name) in (imported..).zip(&names) {
        map.append(number, name);
    }
    let mut section = NameSection::new();
    section.functions(&map);
    let mut whole = wasm.to_vec();
    section.append_to(&mut whole);
    Ok(whole)
}

/// The functions by their places: the first, then always the one of which most is in the last as well.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Runs> = bodies.iter().map(|body| runs(body)).collect();
    let sizes: Vec<u32> = runs.iter().map(|one| shared(one, one)).collect();
    let mut left: Vec<usize> = (1..bodies.len()).collect();
    let mut order: Vec<usize> = (0..bodies.len().min(1)).collect();
    while let Some(&last) = order.last().filter(|_| !left.is_empty()) {
        let mut best = (-1.0, 0);
        for (place, one) in left.iter().enumerate() {
            let share = |runs: u32| f64::from(runs) / f64::from(sizes[*one] + 1);
            // No more can be in both than the smaller one has.
            if share(sizes[*one].min(sizes[last])) > best.0 {
                let share = share(shared(&runs[last], &runs[*one]));
                if share > best.0 {
                    best = (share, place);
                }
            }
        }
        order.push(left.remove(best.1));
    }
    order
}

fn runs(body: &[u8]) -> Runs {
    let mut runs = [0; 256];
    for run in body.windows(RUN) {
        let hash = run.iter().fold(0_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        let bit = (hash ^ hash >> 15) as usize % (runs.len() * 64);
        runs[bit / 64] |= 1 << (bit % 64);
    }
    runs
}

fn shared(one: &Runs, other: &Runs) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one & other).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_stands_beside_the_one_most_like_it() {
        let bodies: [&[u8]; 5] =
            [b"load add store", b"branch if zero", b"load sub store", b"branch if less", b"load add stop"];
        assert_eq!(order(&bodies), [0, 4, 2, 1, 3]);
        assert!(order(&[]).is_empty());
        assert_eq!(order(&[b""]), [0]);
    }

    #[test]
    fn names_put_functions_into_that_order() {
        let wasm = wasm_encoder::Module::HEADER;
        assert_eq!(named(&wasm).unwrap()[..wasm.len()], wasm);
        assert!(named(b"no program").is_err());
    }
}
