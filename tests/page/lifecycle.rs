//! What becomes of a data type: the page beside the core, and no copy without an end.

use std::collections::BTreeSet;
use std::sync::Arc;

use fantoccini::wd::PrintConfiguration;
use privacy_catalog::Facet;
use privacy_catalog::lifecycle::{self, Checklist, End, Item, Lifecycle, Reach, Request, Step, Task};
use privacy_catalog::model::{Fact, Ix, Kind};
use serde_json::{Value as Json, json};

use crate::support::drawn;
use crate::support::keys::{ENTER, TAB};
use crate::support::{Page, on_site, unopened};

const FRAGMENTS: [&str; 4] = [
    "data_type=call-recording",
    "data_type=mobile-phone-number&product=mivoice-5000,micloud-management-portal",
    "data_type=activity-records,name&product=-mx-one",
    "product=open-integration-gateway",
];

/// Each product, its parts, and the facts of each with their reach and the kinds of their ends.
const DRAWN: &str = "return Array.from(root().querySelectorAll('[data-life]'), life =>
    [life.dataset.life, Array.from(life.querySelectorAll('[data-part]'), part =>
        Array.from(part.querySelectorAll(':scope > ul:not([data-denied]) > li'), line =>
            [line.dataset.fact, line.dataset.reach,
             [...new Set(Array.from(line.querySelectorAll('[data-end]'), end => end.dataset.end))].sort()]))])";

#[test]
fn every_part_of_a_life_is_what_the_core_says() {
    unopened(async |page| {
        for fragment in FRAGMENTS {
            open_all(page, fragment).await;
            let core = lives(page, fragment);
            assert!(!core.lives.is_empty(), "{fragment}: the test is in vain");
            let expected: Vec<Json> = core
                .lives
                .iter()
                .map(|life| {
                    let copies = |items: &[Item]| of_copies(page, &core, items);
                    let steps = |steps: &[Step]| of_steps(page, steps);
                    let parts = [
                        copies(&life.held),
                        copies(&life.transfers),
                        steps(&life.protection),
                        steps(&life.steps),
                        steps(&life.remains),
                    ];
                    json!([page.core.catalog().products()[life.product].id, parts])
                })
                .collect();
            page.settles(fragment, DRAWN, expected).await;
        }
    });
}

#[test]
fn every_copy_names_its_recipients_its_data_and_its_end() {
    unopened(async |page| {
        let fragment = "data_type=name,mobile-phone-number,call-history";
        open_all(page, fragment).await;
        let core = lives(page, fragment);
        let (catalog, mut ends) = (page.core.catalog(), BTreeSet::new());
        for life in &core.lives {
            let product = &catalog.products()[life.product].id;
            for item in life.held.iter().chain(&life.transfers) {
                let fact = &catalog.facts()[item.fact].id;
                let script = format!(
                    "return Array.from(root().querySelectorAll(\
                     '[data-life={product}] [data-part] > ul > [data-fact={fact}] .pe-copies'), one => one.textContent)"
                );
                let lines: Vec<String> = page.read(&script, &[]).await;
                let recipient = item.recipient.map_or("", |to| catalog.recipients()[to].name.as_str());
                let data = match item.data {
                    lifecycle::Data::Type(of) => catalog.data_types()[of].name.as_str(),
                    lifecycle::Data::All => "all personal data",
                    lifecycle::Data::NotNamed => "data that isn't named",
                };
                let end = match core.end(item) {
                    End::NotDocumented(missing) => missing.label().to_owned(),
                    End::Documented { steps, .. } => match number(&life.steps, steps[0].fact) {
                        Some(number) => format!("Ends with {number}"),
                        None if number(&life.remains, steps[0].fact).is_some() => "What remains: ".to_owned(),
                        None => catalog.facts()[steps[0].fact].text.clone(),
                    },
                };
                let parts = [recipient, data, &end];
                assert!(
                    lines.iter().any(|line| parts.iter().all(|part| line.contains(part))),
                    "{fact}: {parts:?} in {lines:#?}"
                );
                ends.insert(end.chars().take(9).collect::<String>());
            }
        }
        assert!(ends.len() > 1, "only {ends:?}: the test is in vain");
    });
}

#[test]
fn what_another_product_erases_is_written_out_with_its_name() {
    on_site(async |page| {
        // Alpha sends data to beta, whose document says how it is erased: with few steps, then with many.
        let told: Json = page
            .play(
                "const told = [];
                for (const count of [2, 4]) {
                    const catalog = catalogue(2);
                    catalog.recipients = [{ id: 'beta', name: 'Product beta', kind: 'vendor-product' }];
                    catalog.features = [{ id: 'erasure', name: 'Erasure', gdpr: ['17'] }];
                    const [first, last] = catalog.facts.map(fact => ({ ...fact, data_types: ['type-1'], features: [] }));
                    catalog.facts = [
                        { ...first, id: 'out', kind: 'transfer', direction: 'out', recipients: ['beta'], state: 'provided' },
                        ...Array.from({ length: count }, (_, at) =>
                            ({ ...last, id: `step-${at}`, kind: 'procedure', features: ['erasure'], state: 'provided' })),
                    ];
                    (await Catalog.fromJson(bytes(catalog))).mount(emptied(), { syncUrl: 'none', state: 'view=lifecycle&data_type=type-1' });
                    const end = () => root().querySelector('[data-life=alpha] [data-part=transfers] [data-end]');
                    await holds('an end', end);
                    told.push([end().dataset.end, end().querySelector('summary')?.textContent ?? '',
                        Array.from(end().querySelectorAll('li'), line => [line.dataset.fact, line.textContent.slice(0, 14)])]);
                }
                return told;",
                Json::Null,
            )
            .await;
        let steps = |count: usize| -> Vec<Json> {
            (0..count).map(|at| json!([format!("step-{at}"), "Product beta: "])).collect()
        };
        let folded = "Ends with 4 steps in the documents of Product beta";
        assert_eq!(told, json!([["documented", "", steps(2)], ["documented", folded, steps(4)]]));
    });
}

#[test]
fn a_long_part_is_cut_off_until_more_is_asked_for() {
    unopened(async |page| {
        let fragment = "product=mivoice-5000";
        page.open(&format!("{fragment}&view=lifecycle")).await;
        let held = of_copies(page, &lives(page, fragment), &lives(page, fragment).lives[0].held).len();
        let drawn = "return root().querySelectorAll('[data-part=held] > ul > li').length";
        let before: usize = page.read(drawn, &[]).await;
        assert!(before < held, "all are drawn anyway: the test is in vain");
        page.press_button(&format!("Show more ({} left)", held - before)).await;
        page.settles("more", drawn, held.min(2 * before)).await;
        let end = format!("return root().querySelector('[data-part=held] h3 span').textContent === '{held}'");
        page.settles("the number of all", &end, true).await;
    });
}

#[test]
fn the_picker_filters_by_a_data_type() {
    unopened(async |page| {
        page.open("view=lifecycle").await;
        is_picked(page, "").await;
        pick(page, "call-recording").await;
        page.is_at("data_type=call-recording&view=lifecycle").await;
        shows_products(page, "data_type=call-recording").await;
        pick(page, "name").await;
        page.is_at("data_type=name&view=lifecycle").await;
        shows_products(page, "data_type=name").await;
        page.client.back().await.expect("there is a page before");
        page.is_at("data_type=call-recording&view=lifecycle").await;
        is_picked(page, "call-recording").await;
        page.check(Facet::DataType, "voice-mail").await;
        is_picked(page, "?").await;
        let names = ["call-recording", "voice-mail"].map(|id| page.core.name(Facet::DataType, id));
        let script = "return root().querySelector('[data-picker]').selectedOptions[0].textContent";
        let said: String = page.read(script, &[]).await;
        assert!(names.iter().all(|name| said.contains(name)), "{said}");
        pick(page, "").await;
        page.is_at("view=lifecycle").await;
        shows_products(page, "").await;
    });
}

#[test]
fn other_filters_are_said_not_to_count() {
    unopened(async |page| {
        let said = "return root().querySelector('[data-unfollowed]') !== null";
        page.open("data_type=name&product=mx-one&view=lifecycle").await;
        page.settles("nothing to be said", said, false).await;
        shows_products(page, "data_type=name&product=mx-one").await;
        page.open("q=tls&data_type=name&state=absent&product=mx-one&view=lifecycle").await;
        page.settles("that the search does not count", said, true).await;
        shows_products(page, "data_type=name&product=mx-one").await;
    });
}

#[test]
fn data_that_no_document_tells_of_is_said_to_be_silence() {
    unopened(async |page| {
        let fragment = "product=open-integration-gateway&data_type=call-recording";
        assert!(lives(page, fragment).lives.is_empty(), "the test is in vain");
        page.open(&format!("{fragment}&view=lifecycle")).await;
        let text = "return root().querySelector('.pe-empty').innerText";
        let text: String = page.read(text, &[]).await;
        assert!(text.contains("silence, not a no"), "{text}");
        let name = page.core.name(Facet::Product, "open-integration-gateway").to_owned();
        page.press_button(&format!("Drop {name}")).await;
        shows_products(page, "data_type=call-recording").await;
    });
}

#[test]
fn the_checklists_are_those_of_the_core() {
    unopened(async |page| {
        for (request, id, _) in Request::ALL {
            for fragment in ["data_type=call-recording", "data_type=name&product=mivoice-5000,mx-one"] {
                page.open(&format!("{fragment}&view=lifecycle&request={id}")).await;
                page.read::<()>("dispatchEvent(new Event('beforeprint'))", &[]).await;
                let link = page.core.link(fragment);
                let lists = lifecycle::checklists(&page.core.index, &link.query, &Arc::default(), request);
                let expected: Vec<Json> = lists.iter().map(|list| of_checklist(page, list)).collect();
                let script = "return Array.from(root().querySelectorAll('[data-life]'), life =>
                    [life.dataset.life, Array.from(life.querySelectorAll('[data-task]'), task =>
                        [task.dataset.task, Array.from(task.querySelectorAll('.pe-cites a'), a => a.hash.slice(6))])])";
                page.settles(&format!("{id}: {fragment}"), script, expected).await;
                let boxes = "const boxes = Array.from(root().querySelectorAll('[data-task] input'));
                    return boxes.length === root().querySelectorAll('[data-task]').length
                        && boxes.every(one => !one.checked && one.labels[0].textContent.trim() !== '')";
                page.settles("an empty box with words for each task", boxes, true).await;
            }
        }
    });
}

#[test]
fn a_checklist_is_chosen_ticked_and_printed_without_a_mouse() {
    unopened(async |page| {
        page.open("data_type=call-recording&view=lifecycle").await;
        page.tab_to("[data-setting=Show]").await;
        page.press("e").await;
        page.is_at("data_type=call-recording&view=lifecycle&request=erasure").await;
        page.tab_to("[data-picker]").await;
        page.press(TAB).await;
        page.press(" ").await;
        page.has_focus("[data-task] input:checked").await;
        page.press(TAB).await;
        let fact: String = page.read("return active().hash.slice(6)", &[]).await;
        assert!(page.core.catalog().facts().find(&fact).is_some(), "{fact}");
        let paper = page.client.print(PrintConfiguration::default()).await.expect("it can be printed");
        assert!(paper.starts_with(b"%PDF"));
        page.settles(
            "what is ticked stays so",
            "return root().querySelectorAll(':checked[type=checkbox]:not([data-facet])').length",
            1,
        )
        .await;
        page.press(ENTER).await;
        page.is_at(&format!("fact={fact}")).await;
    });
}

#[test]
fn what_shows_more_leaves_the_reader_where_they_are() {
    unopened(async |page| {
        page.open("view=lifecycle").await;
        let script = "const find = () => Array.from(root().querySelectorAll('button')).findLast(one => one.textContent.startsWith('Show more'));
            while (!find()) await frames(1);
            let [from, jump] = [0, 0];
            for (let more = find(); more; more = find()) {
                more.scrollIntoView({ block: 'center' });
                more.focus();
                from = scrollY;
                more.click();
                await frames(3);
                jump = Math.max(jump, from - scrollY);
            }
            return [from, jump]";
        let (from, jump): (f64, f64) = page.play(script, json!(null)).await;
        assert!(from > 300.0 && jump < 100.0, "from {from} up by {jump}");
    });
}

fn lives(page: &Page, fragment: &str) -> Lifecycle {
    lifecycle::of_query(&page.core.index, &page.core.link(fragment).query, &Arc::default())
}

/// Opens the view with all that is cut off on a screen.
async fn open_all(page: &Page, fragment: &str) {
    page.open(&format!("{fragment}&view=lifecycle")).await;
    page.read::<()>("dispatchEvent(new Event('beforeprint'))", &[]).await;
}

fn id(page: &Page, fact: Ix<Fact>) -> String {
    page.core.catalog().facts()[fact].id.clone()
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Type => "type",
        Reach::Group => "group",
        Reach::AllData => "all",
        Reach::Unsaid => "unsaid",
        Reach::Other => "other",
    }
}

fn number(steps: &[Step], fact: Ix<Fact>) -> Option<usize> {
    steps.iter().position(|step| step.fact == fact).map(|at| at + 1)
}

fn of_copies(page: &Page, core: &Lifecycle, items: &[Item]) -> Vec<Json> {
    let facts = items.chunk_by(|a, b| a.fact == b.fact);
    let one = |items: &[Item]| {
        let nearest = items.iter().map(|item| item.reach).min().expect("a fact has items");
        let ends: BTreeSet<&str> = items
            .iter()
            .map(|item| if core.end(item).steps().is_empty() { "not-documented" } else { "documented" })
            .collect();
        json!([id(page, items[0].fact), reach(nearest), ends])
    };
    facts.map(one).collect()
}

fn of_steps(page: &Page, steps: &[Step]) -> Vec<Json> {
    steps.iter().map(|step| json!([id(page, step.fact), reach(step.reach), []])).collect()
}

fn of_checklist(page: &Page, list: &Checklist) -> Json {
    let catalog = page.core.catalog();
    for task in &list.tasks {
        if let Task::Recipient { copies, .. } = task {
            assert!(copies.iter().all(|(item, _)| catalog.facts()[item.fact].kind == Kind::Transfer));
        }
    }
    let tasks: Vec<_> = list.tasks.iter().map(|task| drawn::task(catalog, task)).collect();
    json!([catalog.products()[list.product].id, tasks])
}

async fn pick(page: &Page, value: &str) {
    page.click(&format!("[data-picker] option[value='{value}']")).await;
}

async fn is_picked(page: &Page, value: &str) {
    page.settles("what is picked", "return root().querySelector('[data-picker]').value", value).await;
}

/// Waits until the products are those that the core finds.
async fn shows_products(page: &Page, fragment: &str) {
    let products = page.core.catalog().products();
    let expected: Vec<&str> =
        lives(page, fragment).lives.iter().map(|life| products[life.product].id.as_str()).collect();
    let script = "return Array.from(root().querySelectorAll('[data-life]'), life => life.dataset.life)";
    page.settles(&format!("the products of {fragment:?}"), script, expected).await;
}
