//! What the format's objects hold, key by key.

use super::REDIRECTS;
use super::entry::Entry;
use crate::source::{
    Catalog, Cite, Component, DataType, Dpv, Fact, Feature, Manual, Product, Recipient, Section, Source,
    Subject,
};

/// Reads one key of the file into the catalogue.
pub(super) fn table(e: &mut Entry<'_, '_>, key: &str, catalog: &mut Catalog) {
    match key {
        "schema" => catalog.schema = e.needed(key),
        "title" => catalog.title = e.needed(key),
        "version" => catalog.version = e.needed(key),
        "products" => catalog.products = e.entries(key, "product", product),
        "sources" => catalog.sources = e.entries(key, "source", source),
        "data_types" => catalog.data_types = e.entries(key, "data type", data_type),
        "features" => catalog.features = e.entries(key, "feature", feature),
        "subjects" => catalog.subjects = e.entries(key, "subject", subject),
        "recipients" => catalog.recipients = e.entries(key, "recipient", recipient),
        REDIRECTS => catalog.redirects = e.pairs(key),
        // Facts that are no list.
        _ => drop(e.list(key)),
    }
}

fn product(e: &mut Entry<'_, '_>) -> Product {
    Product {
        id: e.needed("id"),
        name: e.needed("name"),
        aliases: e.texts("aliases"),
        summary: e.needed("summary"),
        components: e
            .entries("components", "component", |e| Component { id: e.needed("id"), name: e.needed("name") }),
        releases: e.texts("releases"),
        covers: e.text("covers"),
    }
}

fn source(e: &mut Entry<'_, '_>) -> Source {
    Source {
        id: e.needed("id"),
        product: e.needed("product"),
        title: e.needed("title"),
        release: e.text("release"),
        date: e.text("date"),
        version: e.text("version"),
        sections: e.entries("sections", "section", |e| Section {
            id: e.needed("id"),
            title: e.needed("title"),
            no_facts: e.text("no_facts"),
        }),
    }
}

fn data_type(e: &mut Entry<'_, '_>) -> DataType {
    DataType {
        id: e.needed("id"),
        name: e.needed("name"),
        group: e.text("group"),
        synonyms: e.texts("synonyms"),
        dpv: e.inner("dpv", dpv),
    }
}

fn feature(e: &mut Entry<'_, '_>) -> Feature {
    Feature {
        id: e.needed("id"),
        name: e.needed("name"),
        family: e.text("family"),
        synonyms: e.texts("synonyms"),
        dpv: e.inner("dpv", dpv),
        gdpr: e.texts("gdpr"),
    }
}

fn dpv(e: &mut Entry<'_, '_>) -> Dpv {
    Dpv { term: e.needed("term"), fit: e.needed_word("match") }
}

fn subject(e: &mut Entry<'_, '_>) -> Subject {
    Subject { id: e.needed("id"), name: e.needed("name"), synonyms: e.texts("synonyms") }
}

fn recipient(e: &mut Entry<'_, '_>) -> Recipient {
    Recipient {
        id: e.needed("id"),
        name: e.needed("name"),
        kind: e.needed_word("kind"),
        synonyms: e.texts("synonyms"),
    }
}

fn cited(e: &mut Entry<'_, '_>) -> Cite {
    Cite { source: e.needed("source"), section: e.needed("section"), row: e.text("row") }
}

pub(super) fn fact(e: &mut Entry<'_, '_>) -> Fact {
    let cite = e.need("cite", &|| "an object".to_owned());
    let cite = cite.map(|cite| e.read_inner("cite", cite, cited));
    Fact {
        id: e.needed("id"),
        product: e.needed("product"),
        component: e.text("component"),
        kind: e.needed_word("kind"),
        activity: e.word("activity"),
        direction: e.word("direction"),
        data_types: e.texts("data_types"),
        features: e.texts("features"),
        subjects: e.texts("subjects"),
        recipients: e.texts("recipients"),
        state: e.word("state"),
        default: e.word("default"),
        since: e.text("since"),
        until: e.text("until"),
        values: e.pairs("values"),
        text: e.needed("text"),
        note: e.text("note"),
        cite: cite.unwrap_or_default(),
        manuals: e.entries("manuals", "manual", |e| Manual {
            title: e.needed("title"),
            section: e.text("section"),
        }),
    }
}
