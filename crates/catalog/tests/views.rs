//! Comparisons and installations on the small catalogue and on the one that the program carries.

use privacy_catalog::cell::Cell;
use privacy_catalog::compare::{Matrix, Square, compare};
use privacy_catalog::model::State::{Absent, Conditional, Optional, Provided, Unclear};
use privacy_catalog::model::{Fact, Ix, State};
use privacy_catalog::source::Bundle;
use privacy_catalog::{Answer, Catalog, Facet, Index, IndexBuilder, Link, Locale, Query, Why, coverage};

fn small() -> Catalog {
    let json = include_bytes!("data/small.json");
    Catalog::from_json("small.json", json).expect("the test catalogue is sound")
}

fn own() -> Index {
    let packed = include_bytes!("../../../data/catalogue.packed");
    IndexBuilder::without_words(Catalog::unpack(packed).expect("the catalogue is sound")).finish()
}

/// A comparison as a fragment asks for it.
struct Case {
    index: Index,
    answer: Answer,
    matrix: Matrix,
}

fn case(index: &Index, fragment: &str) -> Case {
    let (link, ignored) = Link::parse(fragment, index);
    assert!(ignored.is_empty(), "{ignored:?}");
    let index = index.installed(&link.installation);
    let answer = index.answer(&link.query);
    let matrix = compare(&index, &answer, &link.query, &link.settings);
    Case { index, answer, matrix }
}

impl Case {
    fn rows(&self) -> Vec<&str> {
        let values = self.index.values(self.matrix.facet);
        self.matrix.rows.iter().map(|row| values[row.value as usize].id.as_str()).collect()
    }

    fn columns(&self) -> Vec<&str> {
        let products = self.index.catalog().products();
        self.matrix.columns.iter().map(|column| products[column.product].id.as_str()).collect()
    }

    fn place(&self, value: &str, product: &str) -> (usize, usize) {
        let row = self.rows().iter().position(|row| *row == value);
        let column = self.columns().iter().position(|column| *column == product);
        row.zip(column).unwrap_or_else(|| panic!("no cell {value} {product}"))
    }

    fn square(&self, value: &str, product: &str) -> Square {
        let (row, column) = self.place(value, product);
        self.matrix.squares(row)[column]
    }

    fn state(&self, value: &str, product: &str) -> Cell {
        self.square(value, product).state()
    }

    fn words(&self, value: &str, product: &str) -> String {
        let (row, column) = self.place(value, product);
        self.matrix.words(Locale::ENGLISH, &self.index, &self.answer, row, column..column + 1).remove(0)
    }

    fn fact(&self, id: &str) -> Ix<Fact> {
        self.index.catalog().facts().find(id).unwrap_or_else(|| panic!("no fact {id}"))
    }

    /// The state of a fact, and why it is another one than in the catalogue.
    fn of(&self, id: &str) -> (Option<State>, String) {
        let fact = self.fact(id);
        let change = self.index.change_of(fact);
        (
            self.index.state_of(fact),
            change.map_or_else(String::new, |change| change.why.words(Locale::ENGLISH)),
        )
    }
}

#[test]
fn features_of_the_small_catalogue_are_compared() {
    let small = case(&Index::new(small()), "view=compare");
    assert_eq!(small.columns(), ["alpha", "beta"]);
    let rows = ["communications", "tls", "authentication", "mfa", "login-limit", "deletion", "erasure"];
    assert_eq!(small.rows(), rows);
    assert_eq!(small.state("tls", "alpha"), Cell::Is(Conditional));
    assert_eq!(small.state("communications", "alpha"), Cell::Is(Conditional));
    assert_eq!(small.state("mfa", "alpha"), Cell::AbsentAnd(Conditional));
    assert_eq!(small.state("login-limit", "beta"), Cell::Is(Unclear));
    assert!(small.square("login-limit", "alpha").is_silent());
    assert!(small.square("erasure", "beta").is_silent());
    assert_eq!(small.matrix.leaves, 4);
    assert_eq!(small.matrix.columns[0].silent, 1);
    assert_eq!((small.matrix.columns[0].facts, small.matrix.columns[1].facts), (11, 7));
    assert_eq!(small.words("tls", "alpha"), "1.2, 1.3 from 2.0");
}

#[test]
fn a_filter_hides_facts_and_makes_no_silence() {
    let small = case(&Index::new(small()), "kind=procedure&general=off&rows=data_type");
    let square = small.square("email", "alpha");
    assert_eq!((square.facts, square.state(), square.is_silent()), (0, Cell::Silent, false));
    assert!(square.hidden > 0);
    assert!(small.square("recording", "alpha").is_silent());
}

#[test]
fn what_covers_all_data_counts_in_a_cell_as_it_does_in_the_answer() {
    let index = Index::new(small());
    let (with, without) = (case(&index, "rows=data_type"), case(&index, "rows=data_type&general=off"));
    let (with, without) = (with.square("cdr", "alpha"), without.square("cdr", "alpha"));
    assert!(with.facts > without.facts);
    assert_eq!(with.facts, without.facts + without.hidden);
}

#[test]
fn only_differences_and_their_families_are_left() {
    let own = case(&own(), "diff=on&columns=office-application-suite,mx-one");
    assert_eq!(own.columns(), ["office-application-suite", "mx-one"]);
    let rows = own.rows();
    assert!(rows.contains(&"login-attempt-limit") && !rows.contains(&"network-restriction"), "{rows:?}");
    // The family itself is alike, and its feature isn't.
    assert!(rows.contains(&"system-data-protection") && rows.contains(&"administrative-access-control"));
    assert_eq!(own.matrix.rows.iter().filter(|row| !row.differs && !row.is_family).count(), 0);
}

#[test]
fn cells_have_the_words_that_tell_them_from_others() {
    let features = case(&own(), "");
    let words = |feature, product| features.words(feature, product);
    assert_eq!(words("login-attempt-limit", "mx-one"), "3 attempts");
    assert_eq!(words("login-attempt-limit", "micloud-management-portal"), "no maximum");
    assert_eq!(words("login-attempt-limit", "mivoice-5000"), "from 8.0, 8.2");
    assert_eq!(words("login-attempt-limit", "office-application-suite"), "5 attempts, configurable");
    assert_eq!(words("management-encryption", "mivoice-5000"), "TLS 1.2, 1.3 from 8.0");
    assert_eq!(words("tls-version", "mivoice-5000"), "TLS 1.2, 1.3 from 8.0, …");
    assert_eq!(words("ssh-access", "mivoice-5000"), "SSHv2 or TLS 1.2");
    assert_eq!(words("media-encryption", "mivoice-5000"), "SRTP, from 7.1");
    assert_eq!(words("media-encryption", "office-application-suite"), "RTP, Phone Manager only");
    assert_eq!(words("certificates", "mx-one"), "Service Node only");
    assert_eq!(words("account-lockout", "open-integration-gateway"), "SSH");
    assert_eq!(words("remote-access", "micloud-management-portal"), "off by default");
    assert_eq!(words("backup-purge", "mivoice-5000"), "by administrators");
    assert_eq!(words("data-query", "mx-one"), "");
    assert_eq!(words("identification-authentication", "mivoice-5000"), "");
    let types = case(&own(), "rows=data_type");
    assert_eq!(types.words("call-detail-records", "mivoice-5000"), "4 digits");
}

#[test]
fn a_release_of_the_small_catalogue() {
    let index = Index::new(small());
    let old = case(&index, "at.alpha=1.0");
    assert_eq!(old.of("alpha-tls-13"), (Some(Absent), "from 2.0 on".into()));
    assert_eq!(old.of("alpha-mfa"), (Some(Absent), "from 2.0 on".into()));
    assert_eq!(old.of("alpha-mfa-old"), (Some(Absent), String::new()));
    let uncovered = "the source covers 2.0 and doesn’t say since when";
    assert_eq!(old.of("alpha-cdr-mask"), (Some(Unclear), uncovered.into()));
    assert_eq!(old.of("beta-limit"), (Some(Absent), String::new()));
    assert_eq!(old.state("mfa", "alpha"), Cell::Is(Absent));
    assert_eq!(old.state("tls", "alpha"), Cell::Is(Unclear));

    let new = case(&index, "at.alpha=2.0");
    assert_eq!(new.of("alpha-tls-13"), (Some(Provided), "met by 2.0".into()));
    // A note names a further condition.
    assert_eq!(new.of("alpha-mfa"), (Some(Conditional), String::new()));
    // That older releases lack it says nothing of this one.
    assert_eq!(new.of("alpha-mfa-old"), (None, "until 1.0".into()));
    assert_eq!(new.state("mfa", "alpha"), Cell::Is(Conditional));
    assert_eq!(new.index.changes(), 2);
}

#[test]
fn what_is_switched_on_is_provided() {
    let index = Index::new(small());
    let on = case(&index, "on.alpha=communications,mfa");
    assert_eq!(on.of("alpha-cdr-mask"), (Some(Provided), "switched on in your installation".into()));
    // Its release isn't chosen, so its gate isn't known to be met.
    assert_eq!(on.of("alpha-mfa").0, Some(Conditional));
    let met = case(&index, "on.alpha=communications,mfa&at.alpha=2.0");
    assert_eq!(met.of("alpha-mfa").0, Some(Provided));
    // Nobody says that it was there in an older release.
    let old = case(&index, "on.alpha=communications&at.alpha=1.0");
    assert_eq!(old.of("alpha-cdr-mask").0, Some(Unclear));
    assert_eq!(case(&index, "on.beta=communications").of("alpha-cdr-mask").0, Some(Optional));
    let options = index.options();
    let ids = options[0].iter().map(|&feature| index.values(Facet::Feature)[feature as usize].id.as_str());
    assert_eq!(ids.collect::<Vec<_>>(), ["communications", "tls", "mfa"]);
}

#[test]
fn what_came_with_release_8_is_absent_in_mivoice_5000_7_2() {
    let own = own();
    let old = case(&own, "view=compare&at.mivoice-5000=7.2");
    let (mut gone, mut met) = (0, 0);
    for (place, fact) in old.index.catalog().facts().iter() {
        let (since, until) = old.index.catalog().gate_of(fact);
        let change = old.index.change_of(place);
        let why = change.map(|change| change.why);
        match since.filter(|_| old.index.catalog().products()[fact.product].id == "mivoice-5000") {
            Some(since) if since.starts_with('8') && fact.state.is_some() => {
                assert_eq!((old.index.state_of(place), why), (Some(Absent), Some(Why::From(since))));
                gone += 1;
            }
            Some(_) => {
                assert_ne!(old.index.state_of(place), Some(Absent), "{}", fact.id);
                met += usize::from(matches!(why, Some(Why::Met("7.2"))));
            }
            None => {
                assert!(until.is_some() || why.is_none_or(|why| why == Why::Covers("8.2")), "{}", fact.id);
            }
        }
    }
    assert_eq!((gone, met), (24, 3));
    assert_eq!(old.of("mv5000-https-tls-1-3"), (Some(Absent), "from 8.0 on".into()));
    assert_eq!(old.of("mv5000-five-role-levels-to-7-2"), (Some(Provided), "met by 7.2".into()));
    assert_eq!(old.state("mfa", "mivoice-5000"), Cell::Is(Absent));
    assert_eq!(old.state("login-attempt-limit", "mivoice-5000"), Cell::Is(Absent));
    assert_eq!(old.state("mfa", "mx-one"), case(&own, "").state("mfa", "mx-one"));

    let new = case(&own, "at.mivoice-5000=8.2");
    assert_eq!(new.of("mv5000-https-tls-1-3"), (Some(Provided), "met by 8.2".into()));
    assert_eq!(new.of("mv5000-manager-sso-openid"), (Some(Conditional), String::new()));
    assert_eq!(new.of("mv5000-five-role-levels-to-7-2"), (Some(Absent), "until 7.2".into()));
}

#[test]
fn documents_say_the_same_whatever_is_installed() {
    let own = own();
    let old = case(&own, "at.mivoice-5000=7.2");
    assert!(old.index.changes() > 100);
    let answer = own.answer(&Query::default());
    assert_eq!(coverage::of_sources(&old.index, &old.answer), coverage::of_sources(&own, &answer));
}

#[test]
fn a_holding_that_came_later_is_none_in_an_older_release() {
    let mut source = small().to_source();
    let holding = source.facts.iter_mut().find(|fact| fact.id == "alpha-cdr").expect("it is there");
    (holding.state, holding.since) = (Some(Conditional), Some("2.0".into()));
    let catalog = Catalog::from_bundle(&Bundle { catalog: source, ..Bundle::default() });
    let index = Index::new(catalog.expect("it is sound"));
    let (new, old) =
        (case(&index, "data_type=cdr&kind=measure"), case(&index, "data_type=cdr&kind=measure&at.alpha=1.0"));
    assert!(new.answer.general() > 0 && new.index.holds_data(new.fact("alpha-cdr")));
    assert!(old.answer.general() == 0 && !old.index.holds_data(old.fact("alpha-cdr")));
}

#[test]
fn a_fact_that_is_removed_leaves_silence() {
    let own = own();
    let whole = case(&own, "");
    let source = own.catalog().to_source();
    for (feature, product, fact) in [
        ("mfa", "mivoice-5000", "openid-mfa"),
        ("login-attempt-limit", "mx-one", ""),
        ("end-user-access", "open-integration-gateway", ""),
    ] {
        assert!(!whole.square(feature, product).is_silent());
        let mut fewer = source.clone();
        fewer.facts.retain(|one| {
            let is_one = one.product == product && one.features.iter().any(|id| id == feature);
            !(is_one && one.id.contains(fact))
        });
        let catalog = Catalog::from_bundle(&Bundle { catalog: fewer, ..Bundle::default() });
        let index = IndexBuilder::without_words(catalog.expect("it is sound")).finish();
        let square = case(&index, "").square(feature, product);
        assert!(square.is_silent() && square.state() == Cell::Silent, "{feature} {product}");
    }
}
