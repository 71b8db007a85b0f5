//! Lifecycles, checklists and one-sided transfers: cases on the small catalogue and on the real one.

use std::sync::Arc;

use privacy_catalog::cell::Cell;
use privacy_catalog::contradictions;
use privacy_catalog::index::Scope;
use privacy_catalog::lifecycle::{self, Data, End, Item, Lifecycle, Missing, Reach, Request, Step, Task};
use privacy_catalog::model::{Direction, Fact, Ix, Kind, RecipientKind, State};
use privacy_catalog::partners;
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Catalog, Index, Link};

fn small() -> source::Catalog {
    let json = include_bytes!("data/small.json");
    Catalog::from_json("small.json", json).expect("it is sound").to_source()
}

fn indexed(change: impl FnOnce(&mut source::Catalog)) -> Index {
    let mut catalog = small();
    change(&mut catalog);
    Index::new(Catalog::from_bundle(&Bundle { catalog, ..Bundle::default() }).expect("it resolves"))
}

fn real() -> Index {
    let packed = include_bytes!("../../../data/catalogue.packed");
    Index::new(Catalog::unpack(packed).expect("the committed catalogue is sound"))
}

fn whole() -> Arc<Scope> {
    Arc::default()
}

fn of(index: &Index, fragment: &str) -> Lifecycle {
    let (link, ignored) = Link::parse(fragment, index);
    assert_eq!(ignored, []);
    lifecycle::of_query(index, &link.query, &whole())
}

fn id(index: &Index, fact: Ix<Fact>) -> String {
    index.catalog().facts()[fact].id.clone()
}

fn steps(index: &Index, steps: &[Step]) -> String {
    let ids: Vec<String> =
        steps.iter().map(|step| format!("{} ({:?})", id(index, step.fact), step.reach)).collect();
    ids.join(", ")
}

/// A copy and its end, in words.
fn line(index: &Index, lifecycle: &Lifecycle, item: &Item) -> String {
    let catalog = index.catalog();
    let data = match item.data {
        Data::Type(of) => catalog.data_types()[of].id.as_str(),
        Data::All => "all",
        Data::NotNamed => "not named",
    };
    let to = item.recipient.map_or_else(String::new, |to| format!(" {}", catalog.recipients()[to].id));
    let end = match lifecycle.end(item) {
        End::Documented { state, steps: list } => format!("{state:?} {}", steps(index, list)),
        End::NotDocumented(missing) => format!("{missing:?}"),
    };
    format!("{} {data}{to}: {end}", id(index, item.fact))
}

fn lines(index: &Index, lifecycle: &Lifecycle, product: &str) -> Vec<String> {
    let product = index.catalog().products().find(product);
    let life = lifecycle.lives.iter().find(|life| Some(life.product) == product);
    let items = life.into_iter().flat_map(|life| life.held.iter().chain(&life.transfers));
    items.map(|item| line(index, lifecycle, item)).collect()
}

/// Makes beta a recipient too, and alpha's call records go there.
fn to_beta(catalog: &mut source::Catalog) {
    let recipient = source::Recipient {
        id: "beta".into(),
        name: "Beta".into(),
        kind: RecipientKind::VendorProduct,
        ..catalog.recipients[0].clone()
    };
    catalog.recipients.push(recipient);
    fact(catalog, "alpha-cdr-out").recipients = vec!["beta".into()];
}

fn fact<'a>(catalog: &'a mut source::Catalog, id: &str) -> &'a mut source::Fact {
    catalog.facts.iter_mut().find(|fact| fact.id == id).expect("the test catalogue has it")
}

/// A copy of a fact with another id, to be changed.
fn like(catalog: &mut source::Catalog, id: &str, new: &str) -> source::Fact {
    source::Fact { id: new.into(), ..fact(catalog, id).clone() }
}

#[test]
fn what_is_held_is_erased_and_what_went_out_is_not_documented() {
    let index = Index::new(
        Catalog::from_bundle(&Bundle { catalog: small(), ..Bundle::default() }).expect("it resolves"),
    );
    let lifecycle = of(&index, "data_type=cdr");
    let expected = [
        "alpha-cdr cdr: Is(Provided) alpha-erase (AllData)",
        "alpha-cdr-out cdr billing: NotCatalogued",
        "alpha-logs-out cdr support: NotCatalogued",
    ];
    assert_eq!(lines(&index, &lifecycle, "alpha"), expected);
    assert_eq!(lifecycle.lives.len(), 1, "beta has no call records");
    let life = &lifecycle.lives[0];
    assert_eq!(
        steps(&index, &life.protection),
        "alpha-cdr-mask (Type), alpha-tls (AllData), alpha-tls-13 (AllData)",
        "what names the type comes first, and erasure is no protection"
    );
    assert_eq!(steps(&index, &life.steps), "alpha-erase (AllData)");
    assert!(life.remains.is_empty() && life.denied.is_empty());
}

#[test]
fn without_the_fact_the_end_is_not_documented() {
    let index = indexed(|catalog| catalog.facts.retain(|fact| fact.id != "alpha-erase"));
    let lifecycle = of(&index, "data_type=cdr");
    assert_eq!(lines(&index, &lifecycle, "alpha")[0], "alpha-cdr cdr: NoStep");
    assert_eq!(Missing::NoStep.label(), "Not documented");
}

#[test]
fn a_step_that_does_not_say_for_which_data_is_no_end() {
    let index = indexed(|catalog| fact(catalog, "alpha-erase").data_types.clear());
    let lifecycle = of(&index, "data_type=cdr");
    assert_eq!(lines(&index, &lifecycle, "alpha")[0], "alpha-cdr cdr: DataNotSaid");
    assert_eq!(steps(&index, &lifecycle.lives[0].steps), "alpha-erase (Unsaid)");
}

#[test]
fn what_cannot_be_erased_ends_in_that_and_remains() {
    let index = indexed(|catalog| fact(catalog, "alpha-erase").state = Some(State::Absent));
    let lifecycle = of(&index, "data_type=cdr");
    assert_eq!(lines(&index, &lifecycle, "alpha")[0], "alpha-cdr cdr: Is(Absent) alpha-erase (AllData)");
    assert_eq!(steps(&index, &lifecycle.lives[0].remains), "alpha-erase (AllData)");
    assert!(lifecycle.lives[0].steps.is_empty());
}

#[test]
fn a_step_about_other_persons_or_another_part_is_no_end() {
    let persons = indexed(|catalog| fact(catalog, "alpha-erase").subjects = vec!["admin".into()]);
    let lifecycle = of(&persons, "data_type=name");
    assert_eq!(lines(&persons, &lifecycle, "alpha")[0], "alpha-name name: NoStep");
    let part = |of: &str| {
        indexed(|catalog| {
            let other = source::Component { id: "desk".into(), name: "Desk".into() };
            catalog.products[0].components.push(other);
            fact(catalog, "alpha-erase").component = Some("portal".into());
            fact(catalog, "alpha-name").component = Some(of.into());
        })
    };
    let same = part("portal");
    assert!(lines(&same, &of(&same, "data_type=name"), "alpha")[0].ends_with("alpha-erase (AllData)"));
    let other = part("desk");
    assert_eq!(lines(&other, &of(&other, "data_type=name"), "alpha")[0], "alpha-name name: NoStep");
}

#[test]
fn what_went_to_another_product_ends_there() {
    let index = indexed(|catalog| {
        to_beta(catalog);
        let mut step = like(catalog, "beta-email", "beta-purge");
        (step.kind, step.activity) = (Kind::Procedure, None);
        (step.data_types, step.features) = (vec!["records".into()], vec!["erasure".into()]);
        catalog.facts.push(step);
    });
    let lifecycle = of(&index, "data_type=cdr");
    let expected = "alpha-cdr-out cdr beta: Is(Provided) beta-purge (Group)";
    assert!(lines(&index, &lifecycle, "alpha").contains(&expected.to_owned()));
    let index = indexed(to_beta);
    let lifecycle = of(&index, "data_type=cdr");
    assert!(lines(&index, &lifecycle, "alpha").contains(&"alpha-cdr-out cdr beta: NoStep".to_owned()));
}

#[test]
fn what_comes_in_ends_with_the_product() {
    let index = indexed(|catalog| fact(catalog, "alpha-cdr-out").direction = Some(Direction::In));
    let lifecycle = of(&index, "data_type=cdr");
    let expected = "alpha-cdr-out cdr billing: Is(Provided) alpha-erase (AllData)";
    assert_eq!(lines(&index, &lifecycle, "alpha")[1], expected);
}

#[test]
fn the_senders_word_about_copies_elsewhere_is_their_end_and_not_its_own() {
    let index = indexed(|catalog| {
        let feature = catalog.features.iter_mut().find(|feature| feature.id == "erasure");
        feature.expect("it is there").gdpr.push("19".into());
        fact(catalog, "alpha-erase").state = Some(State::Absent);
    });
    let lifecycle = of(&index, "data_type=cdr");
    let expected = [
        "alpha-cdr cdr: NoStep",
        "alpha-cdr-out cdr billing: Is(Absent) alpha-erase (AllData)",
        "alpha-logs-out cdr support: Is(Absent) alpha-erase (AllData)",
    ];
    // The procedure is about end users; the copies of call records name no persons.
    assert_eq!(lines(&index, &lifecycle, "alpha"), expected);
}

#[test]
fn what_a_document_denies_needs_no_end() {
    let index = indexed(|_| {});
    let lifecycle = of(&index, "data_type=recording");
    assert!(lines(&index, &lifecycle, "beta").is_empty());
    assert_eq!(steps(&index, &lifecycle.lives[0].denied), "beta-no-recording (Type)");
}

#[test]
fn outside_the_scope_is_said_to_be_outside() {
    let index = indexed(|_| {});
    let (lock, _) = Link::parse("kind=holding", &index);
    let (link, _) = Link::parse("data_type=cdr", &index);
    let lifecycle = lifecycle::of_query(&index, &link.query, &index.scope(&lock.query));
    assert_eq!(lines(&index, &lifecycle, "alpha"), ["alpha-cdr cdr: NotShown"]);
}

#[test]
fn other_filters_do_not_hide_a_step() {
    let index = indexed(|_| {});
    assert_eq!(of(&index, "data_type=cdr&kind=holding&q=nonsense"), of(&index, "data_type=cdr"));
    assert_ne!(of(&index, "data_type=cdr&product=beta"), of(&index, "data_type=cdr"));
}

#[test]
fn a_checklist_says_who_and_what_is_not_documented() {
    let index = indexed(|_| {});
    let (link, _) = Link::parse("data_type=cdr", &index);
    let erasure = lifecycle::checklists(&index, &link.query, &whole(), Request::Erasure);
    let [checklist] = &erasure[..] else { panic!("one product has call records") };
    let Task::Do(step) = &checklist.tasks[0] else { panic!("there is a step") };
    let fact = &index.catalog().facts()[step.fact];
    assert_eq!((fact.id.as_str(), lifecycle::who(fact)), ("alpha-erase", Some("administrator")));
    assert_eq!((step.reach, lifecycle::tool(fact)), (Reach::AllData, None));
    assert_eq!(checklist.tasks.len(), 3, "and two recipients");
    let access = lifecycle::checklists(&index, &link.query, &whole(), Request::Access);
    assert!(matches!(access[0].tasks[0], Task::NotDocumented { data: Data::Type(_), .. }), "{access:?}");
}

#[test]
fn a_step_that_a_lock_hides_is_not_one_that_no_document_has() {
    let index = indexed(|_| {});
    let lock = Link::parse("kind=holding", &index).0;
    let link = Link::parse("data_type=cdr", &index).0;
    let scope = index.scope(&lock.query);
    let tasks = |request| lifecycle::checklists(&index, &link.query, &scope, request).remove(0).tasks;
    let (erasure, access) = (tasks(Request::Erasure), tasks(Request::Access));
    assert!(matches!(erasure[..], [Task::NotShown { data: Data::Type(_), .. }]), "{erasure:?}");
    assert!(matches!(access[..], [Task::NotDocumented { data: Data::Type(_), .. }]), "{access:?}");
}

#[test]
fn the_real_catalogue_leaves_nothing_without_an_end() {
    let index = real();
    let lifecycle = of(&index, "");
    let facts = index.catalog().facts();
    let copies = |kind: Kind| {
        let of_kind = facts.iter().filter(|(_, fact)| fact.kind == kind && fact.state != Some(State::Absent));
        of_kind.map(|(place, _)| place.get()).collect::<Vec<_>>()
    };
    let found = |list: fn(&lifecycle::Life) -> &Vec<Item>| {
        let mut found: Vec<u32> = lifecycle.lives.iter().flat_map(list).map(|item| item.fact.get()).collect();
        found.dedup();
        found
    };
    assert_eq!(found(|life| &life.held), copies(Kind::Holding));
    assert_eq!(found(|life| &life.transfers), copies(Kind::Transfer));
    for life in &lifecycle.lives {
        for item in life.held.iter().chain(&life.transfers) {
            match lifecycle.end(item) {
                End::Documented { state, steps } => assert!(!steps.is_empty() && *state != Cell::Silent),
                End::NotDocumented(missing) => assert_ne!(*missing, Missing::NotShown),
            }
        }
    }
}

#[test]
fn the_real_documents_are_read_closely() {
    let index = real();
    let recordings = of(&index, "data_type=call-recording");
    let manual = "Is(Provided) oas-recordings-manual-deletion (Type)";
    let lines_of = |lifecycle: &Lifecycle, product: &str| lines(&index, lifecycle, product);
    assert!(
        lines_of(&recordings, "office-application-suite")
            .contains(&format!("oas-processed-call-recordings call-recording: {manual}"))
    );
    assert!(
        lines_of(&recordings, "mx-one").contains(&"mx-call-recordings call-recording: DataNotSaid".into())
    );
    let records = of(&index, "data_type=call-detail-records&product=mivoice-5000");
    assert!(
        lines_of(&records, "mivoice-5000").contains(
            &"mv5000-processed-call-detail-records call-detail-records: Is(Absent) mv5000-no-per-user-logs (Type)".into()
        )
    );
    let logs = of(&index, "data_type=unspecified-log&product=mivoice-5000");
    let shared =
        "mv5000-logs-to-external-systems unspecified-log: Is(Absent) mv5000-shared-logs-not-erasable (Type)";
    assert!(lines_of(&logs, "mivoice-5000").contains(&shared.into()));
}

#[test]
fn partners_are_found_by_id_and_name_and_never_guessed() {
    let found = |name: &str, kind: RecipientKind| {
        let index = indexed(|catalog| {
            catalog.products[1]
                .components
                .push(source::Component { id: "portal".into(), name: "User Portal".into() });
            let recipient = &mut catalog.recipients[0];
            (recipient.kind, recipient.name) = (kind, name.into());
        });
        let partner = partners::of_recipients(index.catalog())[0]?;
        let product = &index.catalog().products()[partner.product];
        let part = partner.component.map(|place| product.components[place].id.clone());
        Some((product.id.clone(), part))
    };
    let product = |name: &str| found(name, RecipientKind::VendorProduct);
    let alpha = ("alpha".to_owned(), None);
    assert_eq!(product("ALPHA Voice"), Some(alpha.clone()));
    assert_eq!(product("AV"), Some(alpha.clone()));
    assert_eq!(product("AV User Portal"), Some((alpha.0.clone(), Some("portal".into()))));
    assert_eq!(product("User Portal"), None, "two products have one");
    assert_eq!(product("Alpha"), None);
    assert_eq!(found("Alpha Voice", RecipientKind::ThirdPartySystem), None);
    let index = indexed(to_beta);
    let beta = index.catalog().products().find("beta");
    assert_eq!(partners::of_recipients(index.catalog())[2].map(|partner| Some(partner.product)), Some(beta));
}

#[test]
fn the_real_recipients_that_are_products_are_parts_of_the_sender() {
    let index = real();
    let catalog = index.catalog();
    let partners = partners::of_recipients(catalog);
    let named = catalog.recipients().iter().zip(partners);
    let found: Vec<_> = named
        .filter_map(|((_, recipient), partner)| {
            let partner = partner?;
            let product = &catalog.products()[partner.product];
            Some((recipient.id.as_str(), product.id.as_str(), &product.components[partner.component?].id))
        })
        .collect();
    let expected = [
        ("provisioning-manager", "mx-one", &"provisioning-manager".to_owned()),
        ("mivoice-5000-manager", "mivoice-5000", &"manager".to_owned()),
        ("mivoice-integration-google", "open-integration-gateway", &"mivoice-integration-google".to_owned()),
    ];
    assert_eq!(found, expected);
    assert_eq!(contradictions::one_sided(&index, &whole()), [], "so no two documents tell of one transfer");
}

/// One-sided transfers, in words.
fn one_sided(index: &Index) -> Vec<String> {
    one_sided_in(index, &whole())
}

fn one_sided_in(index: &Index, scope: &Scope) -> Vec<String> {
    let catalog = index.catalog();
    let found = contradictions::one_sided(index, scope);
    let words = |one: &contradictions::OneSided| {
        let denied: Vec<String> = one.denied_by.iter().map(|&fact| id(index, fact)).collect();
        let other = &catalog.products()[one.other].id;
        let data = &catalog.data_types()[one.data_type].id;
        format!("{} {} {other}: {data} [{}]", id(index, one.fact), one.direction.id(), denied.join(" "))
    };
    found.iter().map(words).collect()
}

#[test]
fn a_transfer_that_the_other_document_leaves_out_is_listed() {
    assert_eq!(one_sided(&indexed(to_beta)), ["alpha-cdr-out out beta: cdr []"]);
    let denied = indexed(|catalog| {
        to_beta(catalog);
        fact(catalog, "alpha-cdr-out").data_types = vec!["recording".into(), "email".into()];
    });
    assert_eq!(
        one_sided(&denied),
        ["alpha-cdr-out out beta: recording [beta-no-recording]"],
        "beta holds emails"
    );
}

#[test]
fn a_lock_hides_what_denies_a_transfer_and_makes_no_silence_of_it() {
    let index = indexed(|catalog| {
        to_beta(catalog);
        fact(catalog, "alpha-cdr-out").data_types = vec!["recording".into()];
    });
    let lock = Link::parse("product=alpha", &index).0;
    let scope = index.scope(&lock.query);
    assert_eq!(one_sided_in(&index, &scope), ["alpha-cdr-out out beta: recording []"]);
    let hidden = |scope: &Scope| contradictions::one_sided(&index, scope)[0].is_denied_unseen;
    assert!(hidden(&scope) && !hidden(&whole()));
}

#[test]
fn a_denial_that_names_a_type_and_its_group_is_listed_once() {
    let index = indexed(|catalog| {
        to_beta(catalog);
        fact(catalog, "alpha-cdr-out").data_types = vec!["recording".into()];
        fact(catalog, "beta-no-recording").data_types = vec!["records".into(), "recording".into()];
    });
    assert_eq!(one_sided(&index), ["alpha-cdr-out out beta: recording [beta-no-recording]"]);
}

#[test]
fn what_the_other_document_tells_or_may_tell_is_not_listed() {
    let told = |change: fn(&mut source::Fact)| {
        indexed(|catalog| {
            to_beta(catalog);
            let mut told = like(catalog, "beta-email", "beta-told");
            (told.kind, told.activity) = (Kind::Transfer, None);
            (told.direction, told.data_types) = (Some(Direction::In), vec!["cdr".into()]);
            change(&mut told);
            catalog.facts.push(told);
        })
    };
    assert!(one_sided(&told(|_| {})).is_empty(), "from somebody who is not named");
    assert!(one_sided(&told(|fact| fact.data_types = vec!["records".into()])).is_empty());
    assert!(one_sided(&told(|fact| fact.data_types = vec!["all".into()])).is_empty());
    assert!(one_sided(&told(|fact| fact.kind = Kind::Holding)).is_empty());
    assert_eq!(one_sided(&told(|fact| fact.data_types = vec!["name".into()])).len(), 1);
    assert_eq!(one_sided(&told(|fact| fact.recipients = vec!["support".into()])).len(), 1);
    assert_eq!(
        one_sided(&told(|fact| fact.state = Some(State::Absent))),
        ["alpha-cdr-out out beta: cdr [beta-told]"]
    );
}

#[test]
fn an_import_that_the_other_document_does_not_send_is_listed() {
    let import = |sends: bool| {
        indexed(|catalog| {
            to_beta(catalog);
            fact(catalog, "alpha-cdr-out").direction = Some(Direction::In);
            if sends {
                let mut sent = like(catalog, "alpha-cdr-out", "beta-sends");
                (sent.product, sent.cite.source) = ("beta".into(), "beta-guide".into());
                sent.cite.section = "1".into();
                (sent.direction, sent.recipients) = (Some(Direction::Out), Vec::new());
                catalog.facts.push(sent);
            } else {
                let mut held = like(catalog, "beta-email", "beta-holds");
                held.data_types = vec!["cdr".into()];
                catalog.facts.push(held);
            }
        })
    };
    assert_eq!(one_sided(&import(false)), ["alpha-cdr-out in beta: cdr []"], "to hold is not to send");
    assert!(one_sided(&import(true)).is_empty());
}
