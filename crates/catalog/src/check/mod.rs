//! The rules that make a catalogue acceptable: one rule a file, all diagnostics at once.
//!
//! A reference to something that isn't there is found by [`Catalog::from_bundle`], which also holds to
//! what links rely on: ids, two levels, releases without a comma. Keys that don't exist are found by
//! whoever reads the file.

mod citation;
mod duplicates;
mod gate_or_note;
mod groups;
mod ids;
mod kind_fields;
mod links;
mod names;
mod redirects;
mod releases;
mod repeats;
mod sections;
mod synonyms;
mod terms;
mod text_length;
mod unused;

use crate::diagnostic::item;
use crate::model::Catalog;
use crate::source::{Bundle, Fact};
use crate::{Diagnostic, Severity};

/// One rule.
pub struct Rule {
    /// What it is called.
    pub name: &'static str,
    /// What it asks for, in one sentence.
    pub about: &'static str,
    /// How much a breach weighs.
    pub severity: Severity,
    run: fn(&Bundle, &mut Report<'_>),
}

/// All rules, in the order in which they are explained to authors.
pub const RULES: &[Rule] = &[
    ids::RULE,
    names::RULE,
    repeats::RULE,
    groups::RULE,
    terms::RULE,
    synonyms::RULE,
    unused::RULE,
    redirects::RULE,
    kind_fields::RULE,
    gate_or_note::RULE,
    releases::RULE,
    text_length::RULE,
    duplicates::RULE,
    citation::RULE,
    sections::RULE,
    links::RULE,
];

/// Checks a catalogue against all rules and resolves it.
///
/// Returns every diagnostic, sorted by place, and the catalogue if none of them is an error.
#[must_use]
pub fn check(bundle: &Bundle) -> (Option<Catalog>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    for rule in RULES {
        (rule.run)(bundle, &mut Report { bundle, rule, found: &mut found });
    }
    let catalog = Catalog::from_bundle(bundle).map_err(|unresolved| found.extend(unresolved)).ok();
    // Ids are looked at by a rule, for the entries that don't resolve, and by the resolver.
    found.sort();
    found.dedup();
    let usable = found.iter().all(|diagnostic| diagnostic.severity < Severity::Error);
    (catalog.filter(|_| usable), found)
}

/// Where a rule puts what it finds.
struct Report<'a> {
    bundle: &'a Bundle,
    rule: &'a Rule,
    found: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    fn fact(&mut self, fact: &Fact, field: &str, message: impl Into<String>) {
        self.entry(&fact.product, "fact", &fact.id, field, message);
    }

    /// `product` says which file; empty for the vocabulary.
    fn entry(&mut self, product: &str, sort: &str, id: &str, field: &str, message: impl Into<String>) {
        self.found.push(Diagnostic {
            file: self.bundle.file_of(product).to_owned(),
            item: item(sort, id),
            field: field.to_owned(),
            severity: self.rule.severity,
            message: message.into(),
        });
    }
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::testing::sound;
    use super::{RULES, check};
    use crate::{Catalog, Severity};

    #[test]
    fn a_sound_catalogue_passes_and_every_rule_is_described() {
        let (catalog, found) = check(&sound());
        assert_eq!(found, []);
        assert!(catalog.is_some());
        for rule in RULES {
            assert!(rule.about.ends_with('.') && crate::model::is_id(rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn all_problems_come_at_once_and_only_errors_forbid_loading() {
        let mut bundle = sound();
        bundle.catalog.facts[0].text.clear();
        bundle.catalog.facts[1].features.push("nowhere".into());
        bundle.catalog.facts[2].since = Some("7.7".into());
        let (catalog, found) = check(&bundle);
        let fields: Vec<_> = found.iter().map(|d| d.field.as_str()).collect();
        assert_eq!(fields, ["since", "features", "text"]);
        assert!(catalog.is_none());

        let mut bundle = sound();
        bundle.catalog.facts[0].id.clear();
        let product = &mut bundle.catalog.products[0];
        product.components.push(product.components[0].clone());
        product.releases.push(product.releases[0].clone());
        let section = bundle.catalog.sources[0].sections[0].clone();
        bundle.catalog.sources[0].sections.push(section);
        let (_, found) = check(&bundle);
        let items: Vec<_> = found.iter().map(|d| d.item.as_str()).collect();
        let expected = ["component portal", "fact without an id", "product alpha", "source alpha-guide"];
        assert_eq!(items, expected, "what a rule and the resolver both find is told once");
        let mut refused = Catalog::from_bundle(&bundle).expect_err("the page refuses all of it");
        refused.sort();
        assert_eq!(refused, found);

        let mut bundle = sound();
        bundle.catalog.facts[1].text = bundle.catalog.facts[0].text.clone();
        let (catalog, found) = check(&bundle);
        assert_eq!(found.iter().map(|d| d.severity).collect::<Vec<_>>(), [Severity::Warning]);
        assert!(catalog.is_some());
    }
}
