//! Versions compared, against a naive comparison of the files; and catalogues joined, against files joined.

use std::collections::{BTreeMap, BTreeSet};

use privacy_catalog::merge::{Part, merge};
use privacy_catalog::model::State;
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::versions::{How, compare};
use privacy_catalog::{Catalog, Index, Locale};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;
use serde_json::Value;

use crate::cases;
use crate::support::assert_same;
use crate::worlds::{asking, catalogs};

fn resolved(catalog: &source::Catalog) -> Catalog {
    let bundle = Bundle { catalog: catalog.clone(), ..Bundle::default() };
    Catalog::from_bundle(&bundle).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// What a fact says, as JSON; `ids` leads what it names on.
fn json(fact: &source::Fact, ids: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
    let mut fact = fact.clone();
    fact.id.clear();
    for list in [&mut fact.data_types, &mut fact.features, &mut fact.subjects, &mut fact.recipients] {
        for id in list.iter_mut() {
            *id = ids.get(id).unwrap_or(id).clone();
        }
        list.sort();
    }
    let value = serde_json::to_value(fact).expect("a fact is JSON");
    serde_json::from_value(value).expect("it is an object")
}

/// An edit of a version: a fact, and what becomes of it.
type Edit = (sample::Index, usize);

/// A newer version: facts dropped, added, said otherwise, and ids that were retired.
fn edited(old: &source::Catalog, edits: &[Edit]) -> source::Catalog {
    let mut new = old.clone();
    "2".clone_into(&mut new.version);
    for (at, (place, how)) in edits.iter().enumerate() {
        if new.facts.is_empty() {
            break;
        }
        let place = place.index(new.facts.len());
        let fact = &mut new.facts[place];
        match how {
            0 => drop(new.facts.remove(place)),
            1 => fact.state = if fact.state == Some(State::Absent) { None } else { Some(State::Absent) },
            2 => fact.text.push_str(" more"),
            3 => fact.data_types = vec!["g1".to_owned()],
            4 => drop(fact.values.insert("added".to_owned(), at.to_string())),
            5 => {
                let retired = std::mem::replace(&mut fact.id, format!("renamed-{at}"));
                new.redirects.insert(retired, format!("renamed-{at}"));
            }
            6 => {
                let added = source::Fact { id: format!("added-{at}"), ..fact.clone() };
                new.facts.push(added);
            }
            // Two facts that are one now.
            _ => {
                let gone = new.facts.remove(place);
                if let Some(stays) = new.facts.first() {
                    new.redirects.insert(gone.id, stays.id.clone());
                }
            }
        }
    }
    // A redirect leads to where the fact is in the end.
    let ids: BTreeSet<String> = new.facts.iter().map(|fact| fact.id.clone()).collect();
    let mut redirects = BTreeMap::new();
    for (retired, _) in &new.redirects {
        let mut to = retired.clone();
        while let Some(next) = new.redirects.get(&to).filter(|_| !ids.contains(&to)) {
            to.clone_from(next);
        }
        if ids.contains(&to) && !ids.contains(retired) {
            redirects.insert(retired.clone(), to);
        }
    }
    new.redirects = redirects.into();
    new
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec((any::<sample::Index>(), 0..8_usize), 0..6)
}

/// Which facts changed, in which fields; and which were added and removed, by their ids.
type Naive = (BTreeMap<String, BTreeSet<String>>, BTreeSet<String>, BTreeSet<String>);

fn naive(old: &source::Catalog, new: &source::Catalog, ids: &BTreeMap<String, String>) -> Naive {
    let of = |catalog: &source::Catalog| -> BTreeMap<String, source::Fact> {
        catalog.facts.iter().map(|fact| (fact.id.clone(), fact.clone())).collect()
    };
    let (before, after) = (of(old), of(new));
    let mut changed = BTreeMap::new();
    let (mut paired, mut removed) = (BTreeSet::new(), BTreeSet::new());
    // The order in which a catalogue holds them decides which of two retired ids is the fact.
    for (_, fact) in resolved(old).facts().iter() {
        let id = &fact.id;
        let to = if after.contains_key(id) {
            Some(id)
        } else {
            new.redirects.get(id).filter(|to| !before.contains_key(*to) && !paired.contains(*to))
        };
        let Some(to) = to else {
            removed.insert(id.clone());
            continue;
        };
        paired.insert(to.clone());
        let (a, b) = (json(&before[id], ids), json(&after[to], ids));
        let keys: BTreeSet<String> =
            a.keys().chain(b.keys()).filter(|&key| a.get(key) != b.get(key)).cloned().collect();
        if !keys.is_empty() {
            changed.insert(to.clone(), keys);
        }
    }
    let added = after.into_keys().filter(|id| !paired.contains(id)).collect();
    (changed, added, removed)
}

fn with_vocabulary_renamed(mut catalog: source::Catalog) -> (source::Catalog, BTreeMap<String, String>) {
    let ids: BTreeMap<String, String> =
        [("g1", "new-g1"), ("s2", "new-s2"), ("u1", "new-u1"), ("r2", "new-r2")]
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
            .into();
    let lead = |id: &mut String| *id = ids.get(id).unwrap_or(id).clone();
    catalog.data_types.iter_mut().for_each(|entry| lead(&mut entry.id));
    catalog.features.iter_mut().for_each(|entry| lead(&mut entry.id));
    catalog.subjects.iter_mut().for_each(|entry| lead(&mut entry.id));
    catalog.recipients.iter_mut().for_each(|entry| lead(&mut entry.id));
    for fact in &mut catalog.facts {
        let lists = [&mut fact.data_types, &mut fact.features, &mut fact.subjects, &mut fact.recipients];
        lists.into_iter().flatten().for_each(lead);
    }
    for (old, new) in &ids {
        catalog.redirects.insert(old.clone(), new.clone());
    }
    (catalog, ids)
}

/// The catalogue without the facts and documents of the other products.
fn of_product(catalog: &source::Catalog, product: &str) -> source::Catalog {
    let mut one = catalog.clone();
    one.products.retain(|one| one.id == product);
    one.sources.retain(|source| source.product == product);
    one.facts.retain(|fact| fact.product == product);
    one
}

fn part<'a>(catalog: &'a Catalog, file: &'a str) -> Part<'a> {
    Part { catalog, file }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_changed_is_what_a_naive_comparison_finds(old in catalogs(), edits in edits(), renames in any::<bool>()) {
        let new = edited(&old, &edits);
        let (new, ids) = if renames { with_vocabulary_renamed(new) } else { (new, BTreeMap::new()) };
        let (changed, added, removed) = naive(&old, &new, &ids);
        let (was, is) = (resolved(&old), resolved(&new));
        let found = compare(Locale::ENGLISH, &was, &is);
        prop_assert_eq!(found.entries.len(), 0, "a renamed entry is the same one");
        let of = |how: How| found.facts.iter().filter(move |change| change.how == how);
        let keys = of(How::Changed).map(|change| {
            (change.id.clone(), change.fields.iter().map(|field| field.key.to_owned()).collect())
        });
        prop_assert_eq!(keys.collect::<BTreeMap<_, BTreeSet<_>>>(), changed);
        prop_assert_eq!(of(How::Added).map(|change| change.id.clone()).collect::<BTreeSet<_>>(), added);
        prop_assert_eq!(of(How::Removed).map(|change| change.id.clone()).collect::<BTreeSet<_>>(), removed);
        // States first, and each once.
        prop_assert!(found.facts.is_sorted_by_key(|change| !change.is_of_state()));
        let (changed, added, removed, of_state) = found.counts();
        prop_assert!(of_state <= changed);
        prop_assert_eq!(changed + removed + found.same, old.facts.len());
        prop_assert_eq!(changed + added + found.same, new.facts.len());
        for change in of(How::Changed) {
            let fields = &change.fields;
            let (a, b) = (change.old.expect("it was there"), change.new.expect("it is there"));
            let says = |field: &str| fields.iter().find(|one| one.key == field);
            if let Some(text) = says("text") {
                prop_assert_eq!(&was.facts()[a].text, &text.old);
                prop_assert_eq!(&is.facts()[b].text, &text.new);
            }
            prop_assert_eq!(says("state").is_some(), was.facts()[a].state != is.facts()[b].state);
        }
        prop_assert!(!found.to_string().is_empty());
    }

    #[test]
    fn a_catalogue_is_the_same_as_itself_and_two_differ_both_ways(a in catalogs(), b in catalogs()) {
        let (a, b) = (resolved(&a), resolved(&b));
        let same = compare(Locale::ENGLISH, &a, &a);
        prop_assert!(same.is_empty() && same.same == a.facts().len());
        let (there, back) = (compare(Locale::ENGLISH, &a, &b), compare(Locale::ENGLISH, &b, &a));
        let (changed, added, removed, of_state) = there.counts();
        prop_assert_eq!(back.counts(), (changed, removed, added, of_state));
        prop_assert_eq!(there.same, back.same);
        prop_assert_eq!(there.entries.len(), back.entries.len());
    }

    #[test]
    fn parts_of_a_catalogue_make_the_whole(mut whole in catalogs(), text in crate::worlds::search()) {
        whole.products[1].releases.push("7".into());
        let named = |product: &str, title: &str, version: &str| {
            let mut part = of_product(&whole, product);
            if product == "q" {
                // Nothing stands where it stands in the other.
                part.data_types.reverse();
                part.features.reverse();
                part.subjects.reverse();
                part.recipients.reverse();
            }
            resolved(&source::Catalog { title: title.into(), version: version.into(), ..part })
        };
        let (p, q) = (named("p", "A", "1"), named("q", "B", "2"));
        let merged = merge(part(&p, "p.json"), part(&q, "q.json")).expect("they agree");
        prop_assert!(merged.remarks.is_empty());
        let whole = resolved(&whole);
        let mut expected = whole.to_source();
        (expected.title, expected.version) = ("A 1 with B 2".into(), "1+2".into());
        let found = merged.catalog.to_source();
        prop_assert_eq!(&found, &expected);
        assert_same(&Index::new(merged.catalog), &asking(text.clone(), true));
        // The other way round, so that what has releases comes last.
        let merged = merge(part(&q, "q.json"), part(&p, "p.json")).expect("they agree");
        let mut facts = merged.catalog.to_source().facts;
        facts.sort_by(|a, b| (&a.product, a.kind).cmp(&(&b.product, b.kind)));
        prop_assert_eq!(facts, expected.facts);
        assert_same(&Index::new(merged.catalog), &asking(text, true));
    }

    #[test]
    fn a_product_of_ones_own_takes_the_place_of_the_other(base in catalogs(), own in catalogs()) {
        // The same vocabulary, other words about the products.
        let mut own = source::Catalog {
            data_types: base.data_types.clone(),
            features: base.features.clone(),
            subjects: base.subjects.clone(),
            recipients: base.recipients.clone(),
            ..of_product(&own, "p")
        };
        own.facts.iter_mut().for_each(|fact| fact.id.push_str("-own"));
        let (a, b) = (resolved(&base), resolved(&own));
        let merged = merge(part(&a, "a.json"), part(&b, "b.json")).expect("they agree");
        prop_assert_eq!(merged.remarks.len(), 1);
        let found = merged.catalog.to_source();
        let facts = |catalog: &Catalog, product: &str| -> Vec<source::Fact> {
            catalog.to_source().facts.into_iter().filter(|fact| fact.product == product).collect()
        };
        prop_assert_eq!(facts(&merged.catalog, "p"), facts(&b, "p"));
        prop_assert_eq!(facts(&merged.catalog, "q"), facts(&a, "q"));
        prop_assert_eq!(&found.products, &[own.products[0].clone(), base.products[1].clone()]);
        prop_assert_eq!(found.sources.len(), 2);
        // It is sound: it loads again, and every count is that of a scan.
        prop_assert_eq!(resolved(&found).to_source(), found);
        assert_same(&Index::new(merged.catalog), &asking(String::new(), true));
    }

    #[test]
    fn what_means_two_things_is_found_and_nothing_is_made(base in catalogs(), own in catalogs()) {
        let own = of_product(&own, "q");
        let (a, b) = (resolved(&base), resolved(&own));
        let differs = |sort: &str, ours: Vec<(String, String)>, found: Vec<(String, String)>| -> Vec<String> {
            let both = ours.into_iter().zip(found).filter(|(ours, found)| ours.1 != found.1);
            both.map(|((id, _), _)| format!("{sort} {id}")).collect()
        };
        macro_rules! names {
            ($table:ident) => {
                |catalog: &source::Catalog| -> Vec<(String, String)> {
                    catalog.$table.iter().map(|entry| (entry.id.clone(), entry.name.clone())).collect()
                }
            };
        }
        let (types, features) = (names!(data_types), names!(features));
        let (subjects, recipients) = (names!(subjects), names!(recipients));
        let mut expected = differs("data type", types(&base), types(&own));
        expected.extend(differs("feature", features(&base), features(&own)));
        expected.extend(differs("subject", subjects(&base), subjects(&own)));
        expected.extend(differs("recipient", recipients(&base), recipients(&own)));
        // Facts of the product that stays whose ids are used in the other.
        let stays = |fact: &&source::Fact| fact.product == "p" && own.facts.iter().any(|one| one.id == fact.id);
        expected.extend(a.to_source().facts.iter().filter(stays).map(|fact| format!("fact {}", fact.id)));
        match merge(part(&a, "a.json"), part(&b, "b.json")) {
            Ok(_) => prop_assert!(expected.is_empty(), "{expected:?}"),
            Err(found) => {
                let items: Vec<String> = found.iter().map(|one| one.item.clone()).collect();
                prop_assert_eq!(items, expected);
                prop_assert!(found.iter().all(|one| one.file == "b.json" && one.message.contains("rename")));
            }
        }
    }
}
