//! Records of the small catalogue and of the real one.

use privacy_catalog::record::Provenance::{self, ControllerMustFill, FromDocument, Partial};
use privacy_catalog::record::{self, Form, Record, RecordCell, Template};
use privacy_catalog::source::Bundle;
use privacy_catalog::{Catalog, Index, Link, Locale};

const SMALL: &str = include_str!("data/small.json");

fn real() -> Index {
    let packed = include_bytes!("../../../data/catalogue.packed");
    Index::new(Catalog::unpack(packed).expect("the committed catalogue is whole"))
}

fn small() -> Index {
    Index::new(Catalog::from_json("small.json", SMALL.as_bytes()).expect("the test catalogue is sound"))
}

/// The small catalogue after a change of its text, which must change something.
fn small_with(old: &str, new: &str) -> Index {
    let changed = SMALL.replace(old, new);
    assert_ne!(SMALL, changed);
    let bundle = Bundle::from_json("small.json", changed.as_bytes()).expect("it is of the format");
    Index::new(Catalog::from_bundle(&bundle).expect("its references resolve"))
}

fn record(index: &Index, fragment: &str, form: Form, template: Template) -> Record {
    let (link, ignored) = Link::parse(fragment, index);
    assert!(ignored.is_empty(), "{fragment}");
    record::of_products(index, &index.answer(&link.query), form, template)
}

fn cell<'a>(index: &Index, record: &'a Record, product: &str, key: &str) -> &'a RecordCell {
    let product = index.catalog().products().find(product).expect("the catalogue has it");
    let row = record.rows.iter().find(|row| row.product == product).expect("the record has it");
    let column = record.columns.iter().position(|column| column.key == key).expect("the record has it");
    &row.cells[column]
}

/// The lines of what facts say in a cell of a controller's record.
#[track_caller]
fn assert_says(
    index: &Index,
    fragment: &str,
    product: &str,
    key: &str,
    provenance: Provenance,
    lines: &[&str],
) {
    let record = record(index, fragment, Form::Controller, Template::Cnil);
    let cell = cell(index, &record, product, key);
    let said: Vec<String> = cell.parts.iter().map(|part| part.words(Locale::ENGLISH)).collect();
    assert_eq!((said, cell.provenance()), (lines.iter().map(ToString::to_string).collect(), provenance));
}

#[test]
fn what_facts_say_is_named_in_the_order_of_the_catalogue() {
    let index = small();
    assert_says(&index, "", "alpha", "subjects", FromDocument, &["End users"]);
    assert_says(&index, "", "beta", "subjects", FromDocument, &["End users; Administrators"]);
    let held = ["Provisioning data: Name; Email address", "Activity records: Call detail records"];
    assert_says(&index, "", "alpha", "data_types", FromDocument, &held);
    let recipients = ["Third-party systems: Billing systems (optional)", "Organisations: Vendor support"];
    assert_says(&index, "", "alpha", "recipients", Partial, &recipients);
}

#[test]
fn what_is_stated_as_absent_is_listed_and_silence_is_not() {
    let index = small();
    let held = ["Provisioning data: Email address", "Activity records: Call recording (stated as absent)"];
    assert_says(&index, "", "beta", "data_types", FromDocument, &held);
    assert_says(&index, "", "beta", "recipients", ControllerMustFill, &[]);
    assert_says(&index, "", "beta", "retention", ControllerMustFill, &[]);
    let measures = [
        "Communications protection: Encryption in transit",
        "Identification and authentication: Multi-factor authentication (unclear); Login-attempt limit (unclear)",
    ];
    assert_says(&index, "", "beta", "security", Partial, &measures);
    let measures = [
        "Communications protection: in general (optional); Encryption in transit (conditional)",
        "Identification and authentication: Multi-factor authentication (conditional, also stated as absent)",
    ];
    assert_says(&index, "", "alpha", "security", Partial, &measures);
}

#[test]
fn what_a_product_document_never_answers_is_partial_or_must_be_filled_in() {
    let index = small();
    assert_says(&index, "", "alpha", "retention", Partial, &["Data deletion: Deletion of a user"]);
    let index = small_with(r#""condition":"when configured""#, r#""location":"Canada","purpose":"billing""#);
    assert_says(&index, "", "alpha", "transfers", Partial, &["Billing systems: Canada (optional)"]);
    assert_says(&index, "", "alpha", "purposes", Partial, &["Transfer: billing (optional)"]);
    assert_says(&small(), "", "alpha", "transfers", ControllerMustFill, &[]);
    let record = record(&small(), "", Form::Controller, Template::Cnil);
    assert_eq!(cell(&small(), &record, "alpha", "transfers").helps.len(), 2);
}

#[test]
fn a_recipient_that_nobody_named_is_said_so() {
    let index = small_with(r#","recipients":["support"]"#, "");
    let recipients = ["Third-party systems: Billing systems (optional)", "Recipient not named"];
    assert_says(&index, "", "alpha", "recipients", Partial, &recipients);
    let index = small_with(r#""recipients":["support"],"state":"provided""#, r#""state":"absent""#);
    let recipients = ["Third-party systems: Billing systems (optional)", "Anybody (stated as absent)"];
    assert_says(&index, "", "alpha", "recipients", Partial, &recipients);
}

#[test]
fn removing_the_only_fact_behind_a_cell_leaves_it_to_be_filled_in() {
    let erase = r#""kind":"procedure","data_types":["all"],"features":["erasure"]"#;
    let index = small_with(erase, r#""kind":"procedure","data_types":["all"],"features":["mfa"]"#);
    assert_says(&index, "", "alpha", "retention", ControllerMustFill, &[]);
    let index =
        small_with(r#""data_types":["cdr"],"state":"provided""#, r#""data_types":["cdr"],"state":"absent""#);
    let held = [
        "Provisioning data: Name; Email address",
        "Activity records: Call detail records (stated as absent)",
        "Named as sent or received: Call detail records (conditional)",
    ];
    assert_says(&index, "", "alpha", "data_types", Partial, &held);
}

#[test]
fn filters_shorten_a_record_and_it_says_by_how_much() {
    let index = small();
    assert_says(
        &index,
        "data_type=email&general=off",
        "alpha",
        "data_types",
        FromDocument,
        &["Provisioning data: Email address"],
    );
    let record = record(&index, "product=alpha&kind=measure", Form::Controller, Template::Cnil);
    assert_eq!(record.rows.len(), 1);
    let left_out = |key| cell(&index, &record, "alpha", key).left_out;
    assert_eq!((left_out("data_types"), left_out("recipients"), left_out("retention")), (5, 2, 1));
    assert_eq!((left_out("security"), left_out("organisation")), (0, 0));
}

#[test]
fn no_product_is_no_row_and_every_column_is_named_once() {
    let index = small();
    for &(form, ..) in Form::ALL {
        for &(template, ..) in Template::ALL {
            let record = record(&index, "q=xqzvwkjxq", form, template);
            assert!(record.rows.is_empty());
            let mut keys: Vec<&str> = record.columns.iter().map(|column| column.key).collect();
            assert!(
                keys.iter()
                    .all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b"_0123456789".contains(&b)))
            );
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), record.columns.len());
        }
    }
}

/// What Art. 30 itself lists must be a required column, whichever template it is.
#[test]
fn what_the_article_lists_is_required() {
    let index = small();
    let required = |form, template, article: &str| {
        let record = record(&index, "", form, template);
        let columns = record.columns.iter().filter(|column| column.article == Some(article));
        columns.map(|column| column.required).collect::<Vec<_>>()
    };
    for &(template, ..) in Template::ALL {
        for (letter, columns) in [("a", 4), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 1), ("g", 1)] {
            let found = required(Form::Controller, template, &format!("30(1)({letter})"));
            assert_eq!(found, vec![true; columns], "30(1)({letter})");
        }
        for (letter, columns) in [("a", 4), ("b", 1), ("c", 2), ("d", 1)] {
            let found = required(Form::Processor, template, &format!("30(2)({letter})"));
            assert_eq!(found, vec![true; columns], "30(2)({letter})");
        }
    }
    assert_eq!(required(Form::Controller, Template::Cnil, "7(1)"), [true]);
    assert_eq!(required(Form::Controller, Template::Ico, "7(1)"), [false]);
}

#[test]
fn each_product_of_the_real_catalogue_has_a_row() {
    let index = real();
    let record = record(&index, "", Form::Controller, Template::Cnil);
    assert_eq!(record.rows.len(), index.catalog().products().len());
    for (_, product) in index.catalog().products().iter() {
        let provenance = |key| cell(&index, &record, &product.id, key).provenance();
        assert_eq!(provenance("subjects"), FromDocument, "{}", product.id);
        for key in ["purposes", "data_types", "recipients", "retention", "security", "rights"] {
            assert_eq!(provenance(key), Partial, "{key} of {}", product.id);
        }
        for key in ["lawful_basis", "transfers", "safeguards", "sensitive", "impact_assessment"] {
            assert_eq!(provenance(key), ControllerMustFill, "{key} of {}", product.id);
        }
    }
    let text = cell(&index, &record, "open-integration-gateway", "retention").text(
        Locale::ENGLISH,
        index.catalog(),
        Form::Controller,
    );
    assert!(text.contains("Log retention period"), "{text}");
}

fn written(index: &Index, record: &Record, form: Form) -> String {
    let mut lines = Vec::new();
    for row in &record.rows {
        lines.push(format!("# {}", index.catalog().products()[row.product].name));
        for (column, cell) in record.columns.iter().zip(&row.cells) {
            let required = if column.required { " *" } else { "" };
            let article = column.article.map(|article| format!(", Art. {article}")).unwrap_or_default();
            lines.push(format!(
                "\n## {}{article}{required}\n{}",
                column.label,
                cell.text(Locale::ENGLISH, index.catalog(), form)
            ));
        }
    }
    lines.join("\n")
}

#[test]
fn the_record_of_a_controller() {
    let index = small();
    let record = record(&index, "product=alpha", Form::Controller, Template::Ico);
    insta::assert_snapshot!(written(&index, &record, Form::Controller));
}

#[test]
fn the_record_of_a_processor() {
    let index = real();
    let record = record(&index, "product=micloud-management-portal", Form::Processor, Template::Cnil);
    insta::assert_snapshot!(written(&index, &record, Form::Processor));
}
