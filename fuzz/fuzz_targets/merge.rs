//! Two catalogues made one. The input is the reader's own, or both with NUL between them.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use privacy_catalog::merge::{Part, merge};
use privacy_catalog::{Catalog, Index};
use privacy_fuzz::{assert_readable, mutate, read, show, small, written};

static SMALL: LazyLock<Catalog> = LazyLock::new(small);

fuzz_target!(|input: &[u8]| {
    let mut files = input.splitn(2, |&byte| byte == 0);
    let own = files.next().and_then(|own| read("own.json", own).ok());
    let base = files.next().map_or(Some(SMALL.clone()), |base| read("base.json", base).ok());
    let (Some(own), Some(base)) = (own, base) else { return };
    let of_own = Part { catalog: &own, file: "own.json" };
    match merge(Part { catalog: &base, file: "base.json" }, of_own) {
        Err(found) => assert_readable(&found),
        Ok(merged) => {
            for (_, fact) in own.facts().iter() {
                assert!(merged.catalog.facts().find(&fact.id).is_some(), "{} is lost", fact.id);
            }
            let file = written(&merged.catalog);
            let again = read("merged.json", file.as_bytes());
            assert_eq!(again.as_ref().map(written), Ok(file), "it is no sound catalogue");
            let index = Index::new(merged.catalog);
            show("view=compare", &index);
            show("view=flows", &index);
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::parts(data, size, max_size, seed, |input| Some(mutate::texts(input)), |files| files.join(&0))
});
