//! The program's JavaScript interface, as a page around it uses it: what the core gives, mistakes
//! that say what was expected, and explorers that don't know of each other.

use std::collections::HashMap;
use std::fs;

use privacy_catalog::facet::FACETS;
use privacy_catalog::{Answer, Facet, Locale};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use xtask::paths;

use crate::support::{Page, on_site};

/// What a script tells of an answer.
#[derive(Deserialize)]
struct Told {
    total: usize,
    general: usize,
    facts: Vec<Json>,
    /// For each facet, the ids of its values and their counts.
    facets: HashMap<String, (Vec<String>, Vec<u32>)>,
    corrections: Vec<Json>,
    ignored: Vec<String>,
}

/// A facet's key; whether its values are the same list in two answers, whether that is frozen, and
/// whether the counts are each answer's own; and the values: id, name and place of the group.
type ToldFacet = (String, bool, bool, bool, Vec<(String, String, Option<u32>)>);

/// What a script tells of loading a catalogue.
#[derive(Debug, Deserialize)]
struct Loaded {
    /// How much was done, of how much, and how many turns the page had had.
    told: Vec<(u64, u64, usize)>,
    turns: usize,
    length: usize,
    /// How long the bytes still are.
    left: usize,
}

/// Asks the embedded catalogue queries, each with a page or none.
const ASK: &str = "
    const catalog = Catalog.embedded();
    return input.map(([query, page]) => {
        const answer = catalog.query(query, page ?? undefined);
        answer.facets = Object.fromEntries(Object.entries(answer.facets).map(([key, { values, counts }]) =>
            [key, [values.map(value => value.id), Array.from(counts)]]));
        return answer;
    });";

const FRAGMENTS: [&str; 14] = [
    "",
    "#product=mx-one",
    "product=mx-one,mivoice-5000&feature=-mfa",
    "q=tls",
    "q=%22call+record%22+-voice",
    "q=encrxption",
    "q=zzqxv",
    "data_type=mobile-phone-number",
    "data_type=mobile-phone-number&general=off",
    "data_type=-name&state=provided,optional",
    "recipient=micollab&kind=transfer",
    "product=no-such-product&foo=1",
    "q=data&q=twice&product=-mx-one,no-such-product&view=sources&group=feature&fact=nonsense",
    "release=mivoice-5000.8.0&q=d%C3%A9l%C3%A9",
];

// Queries

#[test]
fn fragments_are_answered_as_the_core_does() {
    on_site(async |page| {
        let asked: Vec<Json> = FRAGMENTS.iter().map(|one| json!([one, { "limit": 10_000 }])).collect();
        let told: Vec<Told> = page.play(ASK, json!(asked)).await;
        for (fragment, told) in FRAGMENTS.iter().zip(&told) {
            agrees(page, fragment, told);
        }
        let corrected = told.iter().filter(|one| !one.corrections.is_empty()).count();
        let ignored = told.iter().filter(|one| !one.ignored.is_empty()).count();
        assert!(corrected >= 1 && ignored >= 2, "a poor mixture");
    });
}

#[test]
fn queries_as_objects_are_answered_like_fragments() {
    on_site(async |page| {
        let cases = [
            (json!({}), ""),
            (json!({ "q": "tls -legacy" }), "q=tls+-legacy"),
            (
                json!({ "q": "data", "product": ["mx-one", "mivoice-5000"], "data_type": "name", "general": false }),
                "q=data&product=mx-one,mivoice-5000&data_type=name&general=off",
            ),
            (json!({ "data_type": "name", "general": true }), "data_type=name"),
            (json!({ "feature": ["-mfa", "audit"], "state": [] }), "feature=audit,-mfa"),
            (json!({ "product": "mx-one,mivoice-5000" }), "product=mx-one,mivoice-5000"),
            (json!({ "product": ["no-such-product"] }), "product=no-such-product"),
            (json!({ "prodcut": ["mx-one"] }), "prodcut=mx-one"),
            (json!({ "q": "a&product=mx-one#%20+" }), "q=a%26product%3Dmx-one%23%2520%2B"),
        ];
        let asked: Vec<Json> = cases.iter().map(|(query, _)| json!([query, { "limit": 10_000 }])).collect();
        let told: Vec<Told> = page.play(ASK, json!(asked)).await;
        for ((_, fragment), told) in cases.iter().zip(&told) {
            agrees(page, fragment, told);
        }
        let undefined = "return Catalog.embedded().query({ product: undefined, q: undefined }).total";
        assert_eq!(page.play::<usize>(undefined, json!(null)).await, page.core.all());
    });
}

#[test]
fn a_page_of_an_answer_is_a_part_of_it() {
    on_site(async |page| {
        let fragment = "product=mx-one";
        let all: Vec<Json> = expected_facts(page, fragment);
        let total = all.len();
        let pages = [
            (json!(null), 0..50),
            (json!({}), 0..50),
            (json!({ "limit": 0 }), 0..0),
            (json!({ "limit": 3 }), 0..3),
            (json!({ "offset": 7, "limit": 5 }), 7..12),
            (json!({ "offset": 100 }), 100..150),
            (json!({ "offset": total - 2, "limit": 10 }), total - 2..total),
            (json!({ "offset": total, "limit": 10 }), total..total),
            (json!({ "offset": 1_000_000, "limit": 1_000_000_000_000_u64 }), total..total),
            (json!({ "offset": 4_294_967_295_u64, "limit": 4_294_967_295_u64 }), total..total),
        ];
        let asked: Vec<Json> = pages.iter().map(|(page, _)| json!([fragment, page])).collect();
        let told: Vec<Told> = page.play(ASK, json!(asked)).await;
        for ((asked, range), told) in pages.iter().zip(&told) {
            assert_eq!(told.facts, all[range.clone()], "{asked}");
            assert_eq!(told.total, total, "{asked}");
        }
    });
}

#[test]
fn the_values_of_a_facet_are_one_frozen_list() {
    on_site(async |page| {
        let script = "
            const catalog = Catalog.embedded();
            const [one, other] = [catalog.query('').facets, catalog.query('q=tls&product=mx-one').facets];
            return Object.keys(one).map(key => [
                key,
                one[key].values === other[key].values,
                Object.isFrozen(one[key].values),
                one[key].counts instanceof Uint32Array && one[key].counts !== other[key].counts,
                one[key].values.map(({ id, name, parent }) => [id, name, parent ?? null]),
            ]);";
        let told: Vec<ToldFacet> = page.play(script, json!(null)).await;
        let keys: Vec<&str> = FACETS.iter().map(|info| info.key).collect();
        assert_eq!(told.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), keys);
        for (key, same, frozen, own_counts, values) in told {
            assert!(same && frozen && own_counts, "{key}: {same}, {frozen}, {own_counts}");
            let facet = Facet::from_key(&key).expect("the core knows it");
            let expected = page.core.index.values(facet).iter();
            let expected: Vec<_> =
                expected.map(|value| (value.id.clone(), value.name.clone(), value.parent)).collect();
            assert_eq!(values, expected, "{key}");
        }
    });
}

#[test]
fn facts_are_found_by_their_ids() {
    on_site(async |page| {
        let file = catalogue();
        let facts = file["facts"].as_array().expect("it is a list");
        let script = "
            const catalog = Catalog.embedded();
            const strange = ['', 'no-such-fact', '__proto__', '\\u{1F600}', '\\uD800'];
            return [catalog.length, input.map(id => catalog.fact(id)), strange.map(id => typeof catalog.fact(id))];";
        let ids: Vec<&Json> = facts.iter().map(|fact| &fact["id"]).collect();
        let (length, found, strange): (usize, Vec<Json>, Vec<String>) = page.play(script, json!(ids)).await;
        assert_eq!(length, facts.len());
        assert_eq!(found, *facts);
        assert_eq!(strange, ["undefined"; 5]);
    });
}

#[test]
fn wrong_arguments_are_said() {
    on_site(async |page| {
        let script = "
            const catalog = Catalog.embedded();
            const cases = {
                'query: number': () => catalog.query(5),
                'query: nothing': () => catalog.query(),
                'query: null': () => catalog.query(null),
                'query: function': () => catalog.query(() => {}),
                'query: symbol': () => catalog.query(Symbol('x')),
                'product: number': () => catalog.query({ product: 5 }),
                'product: null': () => catalog.query({ product: null }),
                'product: object': () => catalog.query({ product: { id: 'mx-one' } }),
                'q: number': () => catalog.query({ q: 5 }),
                'offset: negative': () => catalog.query('', { offset: -1 }),
                'offset: text': () => catalog.query('', { offset: '1' }),
                'offset: null': () => catalog.query('', { offset: null }),
                'limit: negative': () => catalog.query('', { limit: -1 }),
                'limit: NaN': () => catalog.query('', { limit: NaN }),
                'page: number': () => catalog.query('', 10),
                'page: text': () => catalog.query('', '10'),
            };
            const told = {};
            for (const [name, action] of Object.entries(cases)) told[name] = await caught(action);
            told.after = `${catalog.query('').total}`;
            return told;";
        let told: HashMap<String, String> = page.play(script, json!(null)).await;
        let wrong: Vec<_> = told
            .iter()
            .filter(|(name, _)| *name != "after")
            .filter(|(name, message)| {
                let what = name.split(':').next().unwrap_or_default();
                !(message.starts_with("expected ") && message.contains(what))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(told["after"], page.core.all().to_string(), "it still answers");
    });
}

#[test]
fn what_a_query_throws_itself_is_passed_on() {
    on_site(async |page| {
        let script = "
            const catalog = Catalog.embedded();
            const mine = new Error('mine');
            const query = { get product() { throw mine; } };
            const page = { get limit() { throw mine; } };
            const same = action => { try { action(); } catch (error) { return error === mine; } };
            return [same(() => catalog.query(query)), same(() => catalog.query('', page)), catalog.query('').total];";
        let told: (bool, bool, usize) = page.play(script, json!(null)).await;
        assert_eq!(told, (true, true, page.core.all()));
    });
}

// Files

/// Fetches nothing: the catalogue is handed in as its JSON.
const READ: &str = "
    const file = new TextEncoder().encode(input);
    const all = catalog => JSON.stringify([catalog.query('', { limit: 10000 }), catalog.length,
        catalog.query('q=tls&data_type=name').total]);
    const embedded = all(Catalog.embedded());";

#[test]
fn the_catalogues_own_file_is_the_embedded_catalogue() {
    on_site(async |page| {
        let script = format!(
            "{READ}
            return [all(await Catalog.fromJson(file)) === embedded,
                all(await Catalog.load(file, () => {{}})) === embedded,
                all(await Catalog.load(file)) === embedded];"
        );
        let told: (bool, bool, bool) = page.play(&script, catalogue_text()).await;
        assert_eq!(told, (true, true, true));
    });
}

#[test]
fn a_file_that_is_broken_is_refused_with_the_place() {
    on_site(async |page| {
        let reference = |catalog: &mut Json| catalog["facts"][5]["features"] = json!(["no-such-feature"]);
        let version = |catalog: &mut Json| catalog["schema"] = json!("privacy-catalog/2");
        let missing =
            |catalog: &mut Json| drop(catalog["products"][0].as_object_mut().unwrap().remove("name"));
        let unknown = |catalog: &mut Json| catalog["facts"][7]["colour"] = json!("red");
        let broken = |change: &dyn Fn(&mut Json)| {
            let mut catalog = catalogue();
            change(&mut catalog);
            catalog.to_string()
        };
        let fact = |place: usize| catalogue()["facts"][place]["id"].as_str().unwrap().to_owned();
        let text = catalogue_text();
        let cases: [(String, Vec<String>); 8] = [
            (String::new(), vec!["line 1".into()]),
            ("nonsense".into(), vec!["line 1, column ".into()]),
            (format!("{}{{", &text[..text.len() / 2]), vec!["line ".into()]),
            (text.replacen("\n\"sources\"", "\n\"sources\" oops", 1), vec!["line ".into()]),
            (broken(&version), vec!["schema".into(), "privacy-catalog/1".into(), "privacy-catalog/2".into()]),
            (broken(&reference), vec![fact(5), "features".into(), "no-such-feature".into()]),
            (broken(&missing), vec!["product mx-one".into(), "`name`".into()]),
            (broken(&unknown), vec![fact(7), "`colour`".into()]),
        ];
        for (file, parts) in cases {
            let script = "const file = new TextEncoder().encode(input);\
                return [await caught(() => Catalog.fromJson(file)), await caught(() => Catalog.load(file, () => {}))]";
            let (at_once, in_slices): (String, String) = page.play(script, file).await;
            for part in parts {
                assert!(at_once.contains(&part), "{part} is missing: {at_once}");
            }
            assert!(at_once.starts_with("error: catalogue"), "{at_once}");
            assert_eq!(in_slices, at_once);
        }
        let answers = "return Catalog.embedded().query('').total";
        assert_eq!(
            page.play::<usize>(answers, json!(null)).await,
            page.core.all(),
            "the others still answer"
        );
    });
}

#[test]
fn two_mistakes_are_told_together() {
    on_site(async |page| {
        let mut catalog = catalogue();
        for place in [3, 9] {
            catalog["facts"][place]["state"] = json!("sometimes");
        }
        let script = "return await caught(() => Catalog.fromJson(new TextEncoder().encode(input)))";
        let told: String = page.play(script, catalog.to_string()).await;
        assert_eq!(told.lines().count(), 2, "{told}");
    });
}

// Loading

#[test]
fn loading_tells_its_progress_and_leaves_the_page_alive() {
    on_site(async |page| {
        let script = "
            const file = bytes(catalogue(input));
            const told = [];
            let [turns, goes] = [0, true];
            const turn = () => {
                turns += 1;
                if (goes) setTimeout(turn);
            };
            setTimeout(turn);
            const catalog = await Catalog.load(file, (...numbers) => told.push([...numbers, turns]));
            goes = false;
            return { told, turns, length: catalog.length, left: file.length };";
        let loaded: Loaded = page.play(script, 20_000).await;
        assert_eq!(loaded.length, 20_000);
        assert!(loaded.left > 0, "the bytes are still the page's own");
        let told = &loaded.told;
        assert!(told.len() > 5, "{told:?}");
        assert!(told.is_sorted_by(|one, next| one.0 <= next.0 && one.1 == next.1), "{told:?}");
        let (done, total, _) = told[told.len() - 1];
        assert!(done == total && told[0].0 > 0 && told[0].0 < total, "{told:?}");
        assert!(loaded.turns > told.len() / 2, "{} turns in {} slices", loaded.turns, told.len());
        assert!(told.windows(2).filter(|pair| pair[0].2 < pair[1].2).count() > told.len() / 2, "{told:?}");
    });
}

#[test]
fn the_page_answers_clicks_while_a_catalogue_loads() {
    on_site(async |page| {
        let script = "
            const file = bytes(catalogue(20000));
            const status = () => root().querySelector('[role=status]').textContent;
            let seen = [];
            let done = false;
            const loading = Catalog.load(file, () => {}).then(() => { done = true; });
            await frames(2);
            root().querySelector('[data-facet=product][data-value=mx-one]').click();
            await frames(3);
            const told = [done, status()];
            await loading;
            return [...told, status()];";
        let (done, during, after): (bool, String, String) = page.play(script, json!(null)).await;
        assert!(!done, "it was loaded before the click: the test is in vain");
        let expected = format!("{} facts", page.core.total("product=mx-one"));
        assert_eq!((during, after), (expected.clone(), expected));
    });
}

#[test]
fn two_catalogues_load_at_the_same_time() {
    on_site(async |page| {
        let script = "
            const [one, other] = await Promise.all([3000, 5000].map(count => Catalog.load(bytes(catalogue(count)))));
            return [one.length, other.length, one.query('product=beta').total, other.query('product=beta').total];";
        assert_eq!(page.play::<[usize; 4]>(script, json!(null)).await, [3000, 5000, 1500, 2500]);
    });
}

#[test]
fn what_progress_throws_ends_the_loading() {
    on_site(async |page| {
        let script = "
            const file = bytes(catalogue(5000));
            const mine = new Error('mine');
            let calls = 0;
            const same = await Catalog.load(file, () => { calls += 1; throw mine; }).then(() => 'loaded', error => error === mine);
            await frames(3);
            const again = await Catalog.load(file, () => {});
            return [same, calls, again.length];";
        assert_eq!(page.play::<Json>(script, json!(null)).await, json!([true, 1, 5000]));
    });
}

#[test]
fn an_empty_catalogue_is_one() {
    on_site(async |page| {
        let script = "
            const file = bytes(catalogue(0));
            const told = [];
            const [at_once, loaded] = [await Catalog.fromJson(file), await Catalog.load(file, (...numbers) => told.push(numbers))];
            const element = emptied();
            const explorer = loaded.mount(element);
            await shown(element, 0);
            return [at_once.length, loaded.query('').total, loaded.query('').facts, told.at(-1)[0] === told.at(-1)[1],
                element.querySelectorAll('[data-row]').length];";
        assert_eq!(page.play::<Json>(script, json!(null)).await, json!([0, 0, [], true, 0]));
    });
}

// Explorers

#[test]
fn what_is_freed_says_so_and_its_explorer_lives_on() {
    on_site(async |page| {
        let script = "
            const catalog = await Catalog.fromJson(bytes(catalogue(100)));
            const element = emptied();
            const explorer = catalog.mount(element, { syncUrl: 'none' });
            catalog.free();
            const told = [];
            for (const action of [() => catalog.query(''), () => catalog.length, () => catalog.fact('f1'),
                () => catalog.mount(element), () => catalog.indexBytes]) told.push(await caught(action));
            await shown(element, 100);
            element.querySelector('[data-facet=product][data-value=beta]').click();
            await reports(explorer, 'product=beta');
            await shown(element, 50);
            const state = explorer.state();
            explorer.destroy();
            told.push(await caught(() => explorer.state()), await caught(() => explorer.destroy()));
            await frames(3);
            return [told, state, element.childElementCount];";
        let (told, state, left): (Vec<String>, Json, usize) = page.play(script, json!(null)).await;
        assert_eq!(told.len(), 7);
        for message in told {
            assert!(message.contains("null pointer"), "{message}");
        }
        assert_eq!(state, json!({ "fragment": "product=beta", "total": 50 }));
        assert_eq!(left, 0, "nothing is left in the element");
    });
}

/// Mounts two explorers beside each other: `one` and `other`.
const TWO: &str = "
    const body = emptied();
    const [one, other] = [document.createElement('div'), document.createElement('div')];
    body.append(one, other);
    const choose = (element, id) => element.querySelector(`[data-facet=product][data-value=${id}]`).click();
    const ids = element => Array.from(element.querySelectorAll('[data-fact]'), row => row.dataset.fact);";

#[test]
fn two_explorers_of_one_catalogue_are_independent() {
    on_site(async |page| {
        let script = format!(
            "{TWO}
            const catalog = await Catalog.fromJson(bytes(catalogue(100)));
            const explorers = [one, other].map(element => catalog.mount(element));
            await shown(one, 100); await shown(other, 100);
            choose(one, 'beta'); await reports(explorers[0], 'product=beta');
            const told = [explorers.map(explorer => explorer.state()), ids(one)[0], ids(other)[0]];
            choose(other, 'alpha'); await shown(other, 50);
            other.querySelector('.pe-text').click(); await reports(explorers[1], 'product=alpha&fact=f0');
            told.push(explorers.map(explorer => explorer.state()), ids(one)[0], ids(other)[0],
                one.querySelectorAll('dl').length, other.querySelectorAll('dl').length);
            explorers[0].destroy(); await frames(3);
            choose(other, 'alpha'); await reports(explorers[1], 'fact=f0');
            told.push(one.childElementCount, explorers[1].state(), location.hash, catalog.query('product=beta').total);
            return told;"
        );
        let state = |fragment: &str, total: usize| json!({ "fragment": fragment, "total": total });
        let expected = json!([
            [state("product=beta", 50), state("", 100)],
            "f50",
            "f0",
            [state("product=beta", 50), state("product=alpha&fact=f0", 50)],
            "f50",
            "f0",
            0,
            1,
            0,
            state("fact=f0", 100),
            "",
            50,
        ]);
        assert_eq!(page.play::<Json>(&script, json!(null)).await, expected);
    });
}

#[test]
fn two_explorers_of_different_catalogues_are_independent() {
    on_site(async |page| {
        let script = format!(
            "{TWO}
            const [small, large] = [await Catalog.fromJson(bytes(catalogue(60))), await Catalog.fromJson(bytes(catalogue(3000)))];
            const explorers = [small.mount(one), large.mount(other), mount(body.appendChild(document.createElement('div')))];
            await shown(one, 60); await shown(other, 3000);
            choose(one, 'beta'); await reports(explorers[0], 'product=beta');
            const before = JSON.stringify(ids(one));
            new Seen(other).rows.at(-1).scrollIntoView();
            await new Seen(other).calm();
            small.free();
            return [explorers.map(explorer => explorer.state().total), JSON.stringify(ids(one)) === before,
                ids(one).length >= 16, ids(other).length > 16];"
        );
        let all = page.core.all();
        assert_eq!(page.play::<Json>(&script, json!(null)).await, json!([[30, 3000, all], true, true, true]));
    });
}

#[test]
fn two_explorers_share_no_id() {
    on_site(async |page| {
        let script = format!(
            "{TWO}
            const catalog = await Catalog.fromJson(bytes(catalogue(20)));
            [one, other].forEach(element => catalog.mount(element));
            await shown(one, 20); await shown(other, 20);
            [one, other].forEach(element => element.querySelector('.pe-text').click());
            await frames(3);
            const all = Array.from(root().querySelectorAll('[id]'), element => element.id);
            return all.filter((id, at) => all.indexOf(id) !== at);"
        );
        assert_eq!(page.play::<Json>(&script, json!(null)).await, json!([]));
    });
}

#[test]
fn an_explorer_reports_what_it_shows_as_soon_as_it_is_mounted() {
    on_site(async |page| {
        let script = "return (await Catalog.fromJson(bytes(catalogue(20)))).mount(emptied()).state()";
        let told: Json = page.play(script, json!(null)).await;
        assert_eq!(told, json!({ "fragment": "", "total": 20 }));
    });
}

#[test]
fn a_loaded_catalogue_does_not_pass_for_the_embedded_one() {
    on_site(async |page| {
        let script = "
            const element = emptied();
            (await Catalog.fromJson(bytes(catalogue(20)))).mount(element);
            await shown(element, 20);
            element.querySelector('.pe-text').click();
            await frames(3);
            const facts = element.textContent;
            element.querySelector(\"a[href='#view=sources']\").click();
            await frames(3);
            return [facts, element.textContent];";
        let hash = crate::support::catalogue_hash();
        let views: [String; 2] = page.play(script, json!(null)).await;
        assert!(views[1].contains("Generated"), "{}", views[1]);
        for text in views {
            assert!(!text.contains(&hash[..12]), "the hash of another catalogue: {text}");
        }
    });
}

#[test]
fn mistakes_in_a_configuration_are_said() {
    on_site(async |page| {
        let script = "
            const catalog = Catalog.embedded();
            const element = emptied();
            const wrong = [{ syncUrl: 'Hash' }, { syncUrl: true }, { syncUrl: null }, { syncUrl: 1 }, 'hash', 5];
            const told = [];
            for (const config of wrong) {
                told.push([JSON.stringify(config), await caught(() => catalog.mount(element, config)),
                    await caught(() => mount(element, config))]);
            }
            await frames(3);
            return [told, element.childElementCount];";
        let (told, left): (Vec<[String; 3]>, usize) = page.play(script, json!(null)).await;
        let is_said = |message: &String| message.starts_with("expected ");
        let wrong: Vec<_> = told.iter().filter(|one| !one[1..].iter().all(is_said)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(left, 0, "nothing is mounted");
    });
}

#[test]
fn an_element_that_is_none_is_said_and_harms_no_other() {
    on_site(async |page| {
        let script = "
            const catalog = await Catalog.fromJson(bytes(catalogue(20)));
            const told = [];
            for (const none of [null, undefined, '#here', {}, 5, document.createTextNode('')]) {
                told.push([await caught(() => catalog.mount(none)), await caught(() => mount(none))]);
            }
            const element = emptied();
            catalog.mount(element);
            return [told, await caught(() => shown(element, 20))];";
        let (told, then): (Vec<[String; 2]>, String) = page.play(script, json!(null)).await;
        assert_eq!(told.len(), 6);
        let is_said = |message: &String| !message.starts_with("nothing thrown");
        let silent: Vec<_> = told.iter().filter(|one| !one.iter().all(is_said)).collect();
        assert!(silent.is_empty(), "{told:#?}, {then}");
        assert_eq!(then, "nothing thrown: undefined", "another explorer still works");
    });
}

/// Fails if an answer differs from the core's to a fragment.
fn agrees(page: &Page, fragment: &str, told: &Told) {
    let (link, ignored) = privacy_catalog::Link::parse(fragment, &page.core.index);
    let answer: Answer = page.core.index.answer(&link.query);
    assert_eq!((told.total, told.general), (answer.total(), answer.general()), "{fragment}");
    assert_eq!(told.facts, expected_facts(page, fragment), "{fragment}");
    let corrections = answer.corrections().iter();
    let corrections: Vec<Json> =
        corrections.map(|one| json!({ "typed": one.typed, "taken": one.taken })).collect();
    assert_eq!(told.corrections, corrections, "{fragment}");
    let ignored: Vec<String> = ignored.iter().map(|one| one.words(Locale::ENGLISH)).collect();
    assert_eq!(told.ignored, ignored, "{fragment}");
    assert_eq!(told.facets.len(), FACETS.len(), "{fragment}");
    for info in &FACETS {
        let (ids, counts) = &told.facets[info.key];
        let expected = page.core.index.values(info.facet).iter().map(|value| &value.id);
        assert!(ids.iter().eq(expected), "{fragment}: {}", info.key);
        assert_eq!(counts, answer.counts(info.facet), "{fragment}: {}", info.key);
    }
}

/// The facts of an answer in their order, as the catalogue's file has them.
fn expected_facts(page: &Page, fragment: &str) -> Vec<Json> {
    let mut file = catalogue();
    let facts = file["facts"].as_array_mut().expect("it is a list");
    let hits = page.core.answer(fragment).hits(0..usize::MAX);
    hits.iter()
        .map(|hit| {
            let id = &page.core.catalog().facts()[hit.fact].id;
            let fact = facts.iter().find(|fact| fact["id"] == json!(id));
            fact.unwrap_or_else(|| panic!("no fact {id}")).clone()
        })
        .collect()
}

fn catalogue_text() -> String {
    fs::read_to_string(paths::root().join("data/catalogue.json")).expect("the catalogue can be read")
}

fn catalogue() -> Json {
    serde_json::from_str(&catalogue_text()).expect("the catalogue is JSON")
}
