//! A folder of TOML as authors write it. The input is one product's file, or all files with NUL
//! between them: what the catalogue is, its vocabulary, and its products.

#![no_main]

use libfuzzer_sys::fuzz_target;
use privacy_catalog::check::check;
use privacy_fuzz::{read, written};

#[allow(dead_code, unreachable_pub, reason = "the file is part of another program")]
#[path = "../../xtask/src/catalog/author.rs"]
mod author;

const SHARED: [&str; 2] =
    ["title = \"T\"\nversion = \"1\"\nproducts = [\"p\"]", include_str!("../seeds/toml/vocabulary")];

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let parts: Vec<&str> = text.split('\0').collect();
    let (shared, products) = match parts.as_slice() {
        [catalog, vocabulary, products @ ..] => ([*catalog, *vocabulary], products),
        products => (SHARED, products),
    };
    let file = |name: &str| match name {
        "catalog.toml" => Ok(shared[0].to_owned()),
        "vocabulary.toml" => Ok(shared[1].to_owned()),
        name => {
            assert!(!name.contains("..") && name.matches('/').count() == 1, "{name} is in another folder");
            // The same file for the same name.
            let sum: usize = name.bytes().map(usize::from).sum();
            Ok(products.get(sum % products.len().max(1)).copied().unwrap_or_default().to_owned())
        }
    };
    let (bundle, diagnostics) = author::bundle("data", &file).expect("every file is read");
    let (catalog, found) = check(&bundle);
    assert!(diagnostics.iter().chain(&found).all(|one| one.file.starts_with("data")));
    if let Some(catalog) = catalog {
        let json = written(&catalog);
        let again = read("again.json", json.as_bytes());
        assert_eq!(again.as_ref().map(written), Ok(json), "it is not what was written of it");
    }
});
