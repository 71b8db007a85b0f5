//! What is written for people and for files: the JSON format and every message.

use privacy_catalog::check::check;
use privacy_catalog::source::{Bundle, Fact};
use privacy_catalog::{Catalog, Index, Link, Locale};

fn bundle() -> Bundle {
    let json = include_bytes!("data/small.json");
    Bundle::from_json("small.json", json).expect("the test catalogue is of the public format")
}

fn small() -> Catalog {
    Catalog::from_bundle(&bundle()).expect("the test catalogue is sound")
}

fn fact<'a>(bundle: &'a mut Bundle, id: &str) -> &'a mut Fact {
    bundle.catalog.facts.iter_mut().find(|fact| fact.id == id).expect("the test catalogue has it")
}

fn lines<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_json_of_a_catalogue() {
    insta::assert_snapshot!(small().to_source().to_json());
}

#[test]
fn the_messages_about_a_broken_catalogue() {
    let mut broken = bundle();
    broken.product_files = [("alpha".into(), "products/alpha.toml".into())].into_iter().collect();
    broken.catalog.redirects.insert("cdr".into(), "call-detail-record".into());
    broken.catalog.data_types[2].group = Some("name".into());
    broken.catalog.data_types[4].synonyms.push("First Name".into());
    fact(&mut broken, "alpha-name").cite.source = "beta-guide".into();
    fact(&mut broken, "alpha-email").text = " Too  much space".into();
    fact(&mut broken, "alpha-cdr-out").values.clear();
    fact(&mut broken, "alpha-mfa").features.push("multi-factor".into());
    fact(&mut broken, "alpha-tls-13").since = Some("3.0".into());
    fact(&mut broken, "beta-limit-other").note = None;
    fact(&mut broken, "beta-offer").id = "beta-limit".into();
    let (catalog, found) = check(&broken);
    assert!(catalog.is_none());
    insta::assert_snapshot!(lines(&found));
}

#[test]
fn the_message_about_a_file_of_another_format() {
    let small = small().to_source().to_json();
    let files = [
        String::new(),
        small.replace("privacy-catalog/1", "privacy-catalog/2"),
        small.replace("\"summary\"", "\"sumary\""),
        small.replace("\"discrepancy\"", "\"rumour\"").replace("\"conditional\"", "\"sometimes\""),
        small.replace("\"facts\": [", "\"facts\": [1, "),
        small.replace("[\"all\"]", "\"all\""),
    ];
    let refused = files.map(|json| Bundle::from_json("file.json", json.as_bytes()));
    let messages = refused.map(|read| read.expect_err("none of them is of the format"));
    insta::assert_snapshot!(lines(&messages.concat()));
}

#[test]
fn the_messages_about_parts_of_a_fragment() {
    let long = format!("q={}", "long ".repeat(101));
    let fragment = [
        "foo=b%C3%A4r",
        "baz",
        "product=nowhere,-gone",
        "kind=measure&kind=holding",
        &long,
        "columns=beta,nowhere,beta",
        "rows=product&diff=maybe&form=joint&template=",
        "at.nowhere=1.0&at.alpha=3.0&at.beta=1.0&on.alpha=mfa,nowhere&on.nowhere=mfa&off.alpha=mfa",
    ];
    let (_, ignored) = Link::parse(&fragment.join("&"), &Index::new(small()));
    let messages: Vec<_> = ignored.iter().map(|part| part.words(Locale::ENGLISH)).collect();
    insta::assert_snapshot!(lines(&messages));
}
