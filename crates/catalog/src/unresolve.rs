//! From the trusted catalogue back to the catalogue as written.

use crate::model::{About, Catalog, Entry, Fact, Ix, Product, Recipient, Source, Subject, Table};
use crate::source::{self, ALL_DATA, SCHEMA};

impl Catalog {
    /// The catalogue as the public format writes it.
    #[must_use]
    pub fn to_source(&self) -> source::Catalog {
        source::Catalog {
            schema: SCHEMA.to_owned(),
            title: self.title.clone(),
            version: self.version.clone(),
            products: rows(&self.products, product_as_written),
            sources: rows(&self.sources, |source| self.source_as_written(source)),
            data_types: rows(&self.data_types, |entry| source::DataType {
                id: entry.id.clone(),
                name: entry.name.clone(),
                group: entry.group.map(|group| self.data_types[group].id.clone()),
                synonyms: entry.synonyms.clone(),
                dpv: entry.dpv.clone(),
            }),
            features: rows(&self.features, |entry| source::Feature {
                id: entry.id.clone(),
                name: entry.name.clone(),
                family: entry.family.map(|family| self.features[family].id.clone()),
                synonyms: entry.synonyms.clone(),
                dpv: entry.dpv.clone(),
                gdpr: entry.gdpr.clone(),
            }),
            subjects: rows(&self.subjects, Subject::clone),
            recipients: rows(&self.recipients, Recipient::clone),
            facts: rows(&self.facts, |fact| self.fact_as_written(fact)),
            redirects: self.redirects.clone(),
        }
    }

    fn source_as_written(&self, entry: &Source) -> source::Source {
        source::Source {
            id: entry.id.clone(),
            product: self.products[entry.product].id.clone(),
            title: entry.title.clone(),
            release: entry.release.clone(),
            date: entry.date.clone(),
            version: entry.version.clone(),
            sections: entry.sections.clone(),
        }
    }

    fn fact_as_written(&self, fact: &Fact) -> source::Fact {
        let (since, until) = self.gate_of(fact);
        source::Fact {
            id: fact.id.clone(),
            product: self.products[fact.product].id.clone(),
            component: self.component_of(fact).map(|component| component.id.clone()),
            kind: fact.kind,
            activity: fact.activity,
            direction: fact.direction,
            data_types: match &fact.about {
                About::AllData => vec![ALL_DATA.to_owned()],
                About::Types(types) => ids(&self.data_types, types),
            },
            features: ids(&self.features, &fact.features),
            subjects: ids(&self.subjects, &fact.subjects),
            recipients: ids(&self.recipients, &fact.recipients),
            state: fact.state,
            default: fact.default,
            since: since.map(str::to_owned),
            until: until.map(str::to_owned),
            values: fact.values.clone(),
            text: fact.text.clone(),
            note: fact.note.clone(),
            cite: source::Cite {
                source: self.sources[fact.cite.source].id.clone(),
                section: fact.cite.section_id.clone(),
                row: fact.cite.row.clone(),
            },
            manuals: fact.manuals.clone(),
        }
    }
}

fn rows<T: Entry, S>(table: &Table<T>, write: impl Fn(&T) -> S) -> Vec<S> {
    table.iter().map(|(_, row)| write(row)).collect()
}

fn ids<T: Entry>(table: &Table<T>, places: &[Ix<T>]) -> Vec<String> {
    places.iter().map(|&place| table[place].id().to_owned()).collect()
}

fn product_as_written(product: &Product) -> source::Product {
    source::Product {
        id: product.id.clone(),
        name: product.name.clone(),
        aliases: product.aliases.clone(),
        summary: product.summary.clone(),
        components: product.components.clone(),
        releases: product.releases.clone(),
        covers: product.covers.map(|place| product.releases[place].clone()),
    }
}
