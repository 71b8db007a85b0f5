//! Which recipients are products of the catalogue, or parts of them.
//!
//! A recipient is a product if its kind is [`RecipientKind::VendorProduct`] and either its id is the
//! product's, or its name or a synonym is the product's name or an alias. It is a part of one if its
//! name or a synonym is a component's name, alone or after a name of the product ("MX-ONE
//! Provisioning Manager"). Names are compared word by word, without case and accents. What is true of
//! two products is true of none: it is not guessed.

use crate::model::{Catalog, Ix, Product, Recipient, RecipientKind};
use crate::order;
use crate::text;

/// The product that a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partner {
    /// The product.
    pub product: Ix<Product>,
    /// The part of it, as a place in its `components`; `None` for the whole product.
    pub component: Option<usize>,
}

/// A name of a product or of a part, folded.
type Name = (String, Partner);

/// The product that each recipient is, by the recipients' places; `None` for what is no product here.
#[must_use]
pub fn of_recipients(catalog: &Catalog) -> Vec<Option<Partner>> {
    let mut names = Vec::new();
    for (place, product) in catalog.products().iter() {
        add_names(place, product, &mut names);
    }
    let key = |at: usize| {
        let (name, partner) = &names[at];
        (name.as_str(), partner.component.is_some(), partner.product.get())
    };
    let sorted = order::places(names.len(), &|a, b| key(a).cmp(&key(b)));
    let names = order::arranged(names, &sorted);
    catalog.recipients().iter().map(|(_, recipient)| partner(catalog, recipient, &names)).collect()
}

fn add_names(product: Ix<Product>, row: &Product, names: &mut Vec<Name>) {
    let own: Vec<String> = std::iter::once(&row.name).chain(&row.aliases).map(|name| folded(name)).collect();
    for (place, component) in row.components.iter().enumerate() {
        let part = Partner { product, component: Some(place) };
        let name = folded(&component.name);
        names.extend(own.iter().map(|own| (format!("{own} {name}"), part)));
        names.push((name, part));
    }
    names.extend(own.into_iter().map(|name| (name, Partner { product, component: None })));
}

fn partner(catalog: &Catalog, recipient: &Recipient, names: &[Name]) -> Option<Partner> {
    if recipient.kind != RecipientKind::VendorProduct {
        return None;
    }
    if let Some(product) = catalog.products().find(&recipient.id) {
        return Some(Partner { product, component: None });
    }
    let mut found: Option<Partner> = None;
    for name in std::iter::once(&recipient.name).chain(&recipient.synonyms) {
        let name = folded(name);
        let from = names.partition_point(|(other, _)| *other < name);
        for (_, partner) in names[from..].iter().take_while(|(other, _)| *other == name && !name.is_empty()) {
            match found {
                Some(before) if before.product != partner.product => return None,
                Some(before) if before.component.is_none() => {}
                Some(before) if partner.component.is_some() && before.component != partner.component => {
                    return None;
                }
                _ => found = Some(*partner),
            }
        }
    }
    found
}

fn folded(name: &str) -> String {
    let words: Vec<String> = text::words(name).collect();
    words.join(" ")
}
