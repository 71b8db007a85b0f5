//! Puts the functions of a program into an order in which a compressor finds more in common: each beside the one
//! that is most like it. What they do, and how large they are, stays the same.

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
const RUN: usize = 3;

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
    let mut named = wasm.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

/// The functions by their places: the first, then always the one that is most like the last.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Runs> = bodies.iter().map(|body| runs(body)).collect();
    let sizes: Vec<u32> = runs.iter().map(|one| shared(one, one)).collect();
    let mut left: Vec<usize> = (1..bodies.len()).collect();
    let mut order: Vec<usize> = (0..bodies.len().min(1)).collect();
    while !left.is_empty() {
        let last = order[order.len() - 1];
        // How much of the two is in both, from 0 to 1.
        let likeness = |one: usize| {
            let both = shared(&runs[last], &runs[one]);
            f64::from(both) / f64::from((sizes[last] + sizes[one] - both).max(1))
        };
        let mut best = (-1.0, 0);
        for (place, one) in left.iter().enumerate() {
            let likeness = likeness(*one);
            if likeness > best.0 {
                best = (likeness, place);
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
