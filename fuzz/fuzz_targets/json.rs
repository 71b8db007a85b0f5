//! A catalogue that somebody else wrote: refused with messages, or read, written and shown.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use privacy_fuzz::{mutate, use_file};

fuzz_target!(|input: &[u8]| use_file(input));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
