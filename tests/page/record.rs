//! The record of processing: each cell's provenance and content beside the core's, and none blank.

use privacy_catalog::Locale;
use privacy_catalog::record::{self, Form, Record, RecordCell, Template};
use privacy_catalog::settings::Settings;
use serde_json::{Value as Json, json};

use crate::support::drawn::record_cells;
use crate::support::{Page, unopened};

/// Each cell: product, column, provenance, the label of it, and how many items it has.
const CELLS: &str = "return Array.from(root().querySelectorAll('[data-row][data-product]'), row =>
    [row.dataset.product, row.dataset.row, row.dataset.state,
     row.querySelector('.pe-provenance').textContent, row.querySelectorAll('.pe-record-part > ul > li').length])";

#[test]
fn every_cell_is_the_cores_in_both_forms_and_templates() {
    unopened(async |page| {
        for &(form, form_id, _) in Form::ALL {
            for &(template, template_id, _) in Template::ALL {
                let query = "product=mx-one,open-integration-gateway";
                page.open(&format!("{query}&view=record&form={form_id}&template={template_id}")).await;
                let record = of(page, query, form, template);
                page.settles(&format!("{form_id}, {template_id}"), CELLS, cells(page, &record, form)).await;
            }
        }
    });
}

#[test]
fn no_cell_is_blank_and_each_says_what_the_core_says() {
    unopened(async |page| {
        let fragment = "q=data&product=mivoice-5000";
        page.open(&format!("{fragment}&view=record")).await;
        let record = of(page, fragment, Form::Controller, Template::Cnil);
        let script =
            "return Array.from(root().querySelectorAll('[data-row] > td'), cell => cell.textContent)";
        let drawn: Vec<String> = page.read(script, &[]).await;
        let cells = &record.rows[0].cells;
        assert_eq!(drawn.len(), cells.len());
        for (drawn, cell) in drawn.iter().zip(cells) {
            let label = cell.provenance().label(Form::Controller);
            assert!(drawn.strip_prefix(label).is_some_and(|rest| !rest.trim().is_empty()), "blank: {drawn}");
            for gap in &cell.gaps {
                assert!(drawn.contains(gap), "{gap} is missing in {drawn}");
            }
            for item in cell.items() {
                let name = item.name.words(Locale::ENGLISH);
                assert!(drawn.contains(name), "{name} is missing in {drawn}");
            }
            for citation in record::citations(page.core.catalog(), &cell.facts()) {
                let title = &page.core.catalog().sources()[citation.source].title;
                assert!(drawn.contains(&format!("Stated in: {title}")), "{title} is missing in {drawn}");
            }
            if cell.left_out > 0 {
                assert!(drawn.contains(&format!("{} fact", cell.left_out)), "{drawn}");
            }
        }
        assert!(cells.iter().any(|cell| cell.left_out > 0), "nothing is left out: the test is in vain");
    });
}

#[test]
fn the_form_and_the_columns_are_chosen() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        page.click("[data-setting=Form] [value=processor]").await;
        page.is_at("product=mx-one&view=record&form=processor").await;
        let shows = async |form, template| {
            let record = of(page, "product=mx-one", form, template);
            page.settles("the cells", CELLS, cells(page, &record, form)).await;
        };
        shows(Form::Processor, Template::Cnil).await;
        page.click("[data-setting=Columns] [value=ico]").await;
        page.is_at("product=mx-one&view=record&form=processor&template=ico").await;
        shows(Form::Processor, Template::Ico).await;
        page.client.back().await.expect("there is a page before");
        page.client.back().await.expect("there is a page before");
        let chosen = "return Array.from(root().querySelectorAll('[data-setting]'), one => one.value)";
        let Settings { form, template, .. } = Settings::default();
        page.settles("the first choices", chosen, json!([form.id(), template.id()])).await;
        shows(form, template).await;
    });
}

#[test]
fn what_a_cell_says_leads_to_its_facts() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        let record = of(page, "product=mx-one", Form::Controller, Template::Cnil);
        let catalog = page.core.catalog();
        let cells = record.columns.iter().zip(&record.rows[0].cells);
        for (column, cell) in cells {
            let script = format!(
                "return Array.from(root().querySelectorAll('[data-row={}] .pe-record-part > ul > li'), item =>\
                 Array.from(item.querySelectorAll('a'), a => a.hash.slice(6)))",
                column.key
            );
            let expected: Vec<Vec<&str>> = cell
                .items()
                .map(|item| item.facts.iter().map(|&fact| catalog.facts()[fact].id.as_str()).collect())
                .collect();
            page.settles(column.key, &script, json!(expected)).await;
        }
        page.click("[data-row=data_types] .pe-record-part > ul > li > span > a").await;
        let fact: String = page.read("return root().querySelector('[data-open]').dataset.fact", &[]).await;
        page.is_at(&format!("fact={fact}")).await;
    });
}

#[test]
fn a_record_is_copied_as_the_cores_text() {
    unopened(async |page| {
        page.open("product=mx-one&view=record").await;
        let record = of(page, "product=mx-one", Form::Controller, Template::Cnil);
        page.read::<()>(
            "window.written = []; navigator.clipboard.writeText = async text => void window.written.push(text)",
            &[],
        )
        .await;
        page.press_button("Copy as text").await;
        page.settles("one text", "return window.written.length", 1).await;
        let text: String = page.read("return window.written[0]", &[]).await;
        for (column, cell) in record.columns.iter().zip(&record.rows[0].cells) {
            let part = cell.text(Locale::ENGLISH, page.core.catalog(), Form::Controller);
            assert!(text.contains(column.label) && text.contains(&part), "{}: {part}", column.key);
        }
    });
}

#[test]
fn fewer_facts_fill_less_and_none_is_said() {
    unopened(async |page| {
        let count = "return root().querySelectorAll('[data-row]:not([data-state=must-fill])').length";
        let filled = |fragment: &str| {
            let record = of(page, fragment, Form::Controller, Template::Cnil);
            let filled = |cell: &&RecordCell| !cell.parts.is_empty();
            record.rows.iter().flat_map(|row| &row.cells).filter(filled).count()
        };
        let (all, few) = ("product=mx-one", "product=mx-one&kind=measure");
        assert!(filled(few) < filled(all), "the test is in vain");
        for fragment in [all, few] {
            page.open(&format!("{fragment}&view=record")).await;
            page.settles(fragment, count, filled(fragment)).await;
        }
        page.open("q=zzqxv&view=record").await;
        page.settles("nothing", "return root().querySelector('.pe-empty h2').textContent", "No fact matches")
            .await;
    });
}

fn of(page: &Page, fragment: &str, form: Form, template: Template) -> Record {
    record::of_products(&page.core.index, &page.core.answer(fragment), form, template)
}

fn cells(page: &Page, record: &Record, form: Form) -> Json {
    let cell = |(product, column, cell): (&str, &str, &RecordCell)| {
        let provenance = cell.provenance();
        json!([product, column, provenance.id(), provenance.label(form), cell.items().count()])
    };
    record_cells(page.core.catalog(), record).map(cell).collect()
}
