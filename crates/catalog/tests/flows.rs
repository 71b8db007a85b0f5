//! Flows: cases on the small catalogue and on the real one.

use privacy_catalog::cell::Cell;
use privacy_catalog::facet::Facet;
use privacy_catalog::flows::{self, Flows, Layer, NodeName, READABLE};
use privacy_catalog::model::{DataType, Direction, Ix, Kind, State};
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Catalog, Index, Link, Locale};

fn small() -> Catalog {
    Catalog::from_json("small.json", include_bytes!("data/small.json")).expect("it is sound")
}

fn indexed(change: impl FnOnce(&mut source::Catalog)) -> Index {
    let mut catalog = small().to_source();
    change(&mut catalog);
    Index::new(Catalog::from_bundle(&Bundle { catalog, ..Bundle::default() }).expect("it resolves"))
}

fn real() -> Index {
    let packed = include_bytes!("../../../data/catalogue.packed");
    Index::new(Catalog::unpack(packed).expect("the committed catalogue is sound"))
}

fn of(index: &Index, fragment: &str, open: &[&str]) -> Flows {
    let (link, ignored) = Link::parse(fragment, index);
    assert_eq!(ignored, []);
    let open: Vec<Ix<DataType>> =
        open.iter().map(|id| index.catalog().data_types().find(id).expect("it is there")).collect();
    flows::of_answer(index, &index.answer(&link.query), &link.query, &open)
}

/// The rows of the table, in words.
fn table(index: &Index, flows: &Flows) -> Vec<String> {
    let row = |edge: &flows::Edge| {
        let ends = Layer::ALL.map(|layer| {
            flows.end(edge, layer).name.label(Locale::ENGLISH, index.catalog(), layer).into_owned()
        });
        let [product, data, recipient] = ends;
        let arrow = match edge.direction {
            Some(Direction::Out) => "->",
            Some(Direction::In) => "<-",
            None => "--",
        };
        format!("{product} {arrow} {data} {arrow} {recipient}: {}", edge.size())
    };
    flows.edges().iter().map(row).collect()
}

#[test]
fn groups_are_closed_until_they_are_opened() {
    let index = Index::new(small());
    let closed = of(&index, "", &[]);
    let expected = [
        "Alpha Voice -> Provisioning data -> Vendor support: 1",
        "Alpha Voice -> Activity records -> Vendor support: 1",
        "Alpha Voice -> Activity records -> Billing systems: 1",
    ];
    assert_eq!(table(&index, &closed), expected);
    let open = of(&index, "", &["records"]);
    let expected = [
        "Alpha Voice -> Provisioning data -> Vendor support: 1",
        "Alpha Voice -> Call detail records -> Vendor support: 1",
        "Alpha Voice -> Call detail records -> Billing systems: 1",
    ];
    assert_eq!(table(&index, &open), expected);
    let product = &closed.nodes(Layer::Product)[0];
    assert_eq!((product.facts, product.weight, closed.facts()), (2, 3, 2));
}

#[test]
fn a_filter_draws_only_what_it_includes() {
    let index = Index::new(small());
    let expected = [
        "Alpha Voice -> Activity records -> Vendor support: 1",
        "Alpha Voice -> Activity records -> Billing systems: 1",
    ];
    assert_eq!(table(&index, &of(&index, "data_type=cdr", &[])), expected);
    let billing = ["Alpha Voice -> Activity records -> Billing systems: 1"];
    assert_eq!(table(&index, &of(&index, "recipient=billing", &[])), billing);
    assert!(of(&index, "kind=holding", &[]).edges().is_empty());
}

#[test]
fn what_is_not_named_has_nodes_of_its_own_and_imports_come_in() {
    let index = indexed(|catalog| {
        let transfers: Vec<_> = catalog.facts.iter_mut().filter(|fact| fact.kind == Kind::Transfer).collect();
        for fact in transfers {
            if fact.id == "alpha-cdr-out" {
                fact.data_types = vec!["all".into()];
                fact.direction = Some(Direction::In);
                fact.state = Some(State::Absent);
            } else {
                (fact.data_types, fact.recipients) = (Vec::new(), Vec::new());
            }
        }
    });
    let flows = of(&index, "", &[]);
    let expected = [
        "Alpha Voice <- All personal data <- Billing systems: 1",
        "Alpha Voice -> Data not named -> Recipient not named: 1",
    ];
    assert_eq!(table(&index, &flows), expected);
    assert_eq!(flows.edges()[0].state, Cell::Is(State::Absent));
}

#[test]
fn a_fact_that_goes_takes_its_edge_along() {
    let index = indexed(|catalog| catalog.facts.retain(|fact| fact.id != "alpha-cdr-out"));
    assert!(table(&index, &of(&index, "", &[])).iter().all(|row| !row.contains("Billing")));
}

#[test]
fn the_small_ones_are_bundled() {
    let index = Index::new(small());
    let three = of(&index, "", &["records", "provisioning"]);
    assert_eq!(three.bundled(&index, Layer::Data, 1), three, "one alone is not bundled");
    let bundled = three.bundled(&index, Layer::Data, 0);
    let names: Vec<_> = bundled.nodes(Layer::Data).iter().map(|node| (node.name, node.facts)).collect();
    assert_eq!(names, [(NodeName::Rest(2), 2)]);
    let expected = [
        "Alpha Voice -> 2 smaller ones -> Vendor support: 1",
        "Alpha Voice -> 2 smaller ones -> Billing systems: 1",
    ];
    assert_eq!(table(&index, &bundled), expected);
}

#[test]
fn the_real_catalogue_is_drawn_in_full() {
    let index = real();
    let flows = of(&index, "", &[]);
    let transfers = index.catalog().facts().iter().filter(|(_, fact)| fact.kind == Kind::Transfer);
    assert_eq!(flows.facts() as usize, transfers.count());
    assert_eq!(flows.nodes(Layer::Product).len(), index.catalog().products().len());
    let rows = table(&index, &flows);
    assert!(
        rows.contains(
            &"MiCloud Management Portal <- Personal data (which is not said) <- MiCollab: 1".into()
        )
    );
    assert!(rows.contains(&"MiVoice 5000 -> End-user activity records -> Recipient not named: 1".into()));
    let readable = flows.readable(&index);
    assert!(readable.layout().height < 1_000, "{}", readable.layout().height);
    let path = readable.layout().ribbons[0][0].path();
    assert!(path.starts_with("M220 ") && path.ends_with('Z'), "{path}");
}

#[test]
fn fifty_products_stay_readable() {
    let small = small().to_source();
    let index = indexed(|catalog| {
        for number in 0..50 {
            let id = format!("p{number}");
            catalog.products.push(source::Product {
                id: id.clone(),
                name: id.clone(),
                ..small.products[1].clone()
            });
            catalog.recipients.push(source_recipient(&small, number));
            for fact in small.facts.iter().filter(|fact| fact.kind == Kind::Transfer) {
                let recipients = (number / 3..=number).map(|number| format!("r{number}")).collect();
                let (id, product) = (format!("{id}-{}", fact.id), id.clone());
                catalog.facts.push(source::Fact { id, product, recipients, ..fact.clone() });
            }
        }
    });
    let flows = of(&index, "", &["records", "provisioning"]);
    assert_eq!(flows.nodes(Layer::Product).len(), 51);
    let readable = flows.clone().readable(&index);
    for layer in Layer::ALL {
        assert!(readable.nodes(layer).len() <= READABLE[layer as usize] + 3);
    }
    assert_eq!(readable.facts(), flows.facts());
    assert!(readable.layout().height < 2_000, "{}", readable.layout().height);
    assert!(index.values(Facet::Recipient).len() > 50);
}

fn source_recipient(small: &source::Catalog, number: usize) -> source::Recipient {
    let id = format!("r{number}");
    source::Recipient { name: id.clone(), id, ..small.recipients[0].clone() }
}
