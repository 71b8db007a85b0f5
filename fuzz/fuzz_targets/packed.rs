//! The packed form of a catalogue: damaged ones are refused, and what is read is packed the same.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use privacy_catalog::Catalog;
use privacy_fuzz::{mutate, written};

fuzz_target!(|input: &[u8]| {
    let Some(catalog) = Catalog::unpack(input) else { return };
    let packed = catalog.pack().expect("no text that was read holds a NUL");
    let again = Catalog::unpack(&packed).expect("what was packed is whole");
    assert_eq!(written(&again), written(&catalog));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::parts(data, size, max_size, seed, split, |parts| {
        let mut whole = Vec::new();
        for part in parts {
            let mut len = part.len();
            while len >= 128 {
                whole.push(len.to_le_bytes()[0] | 128);
                len >>= 7;
            }
            whole.push(len.to_le_bytes()[0]);
            whole.extend_from_slice(part);
        }
        whole
    })
});

/// The parts of a packed catalogue, each with its length before it: seven bits a byte, lowest first.
fn split(mut input: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    while !input.is_empty() {
        let mut len = 0;
        for shift in (0..28).step_by(7) {
            let (&byte, rest) = input.split_first()?;
            input = rest;
            len |= usize::from(byte & 127) << shift;
            if byte < 128 {
                break;
            }
        }
        let (part, rest) = input.split_at_checked(len)?;
        parts.push(part.to_vec());
        input = rest;
    }
    Some(parts)
}
