//! The catalogue in the terms of the W3C Data Privacy Vocabulary 2.3, as JSON-LD.
//!
//! What a document states without reserve is said in DPV's terms, in the default graph. DPV has no
//! words for what is optional, conditional, absent or unclear, or true of some releases only; what
//! it would say of such a fact stands in a named graph of the fact's own name, quoted and not
//! asserted, and `pe:state` tells how far it goes. A reader of DPV's terms who knows nothing of ours
//! thus never takes a "no" for a "yes".

use privacy_engine::json::write_text;

use super::{is_unreserved, own, section_title};
use crate::articles;
use crate::model::{
    About, Activity, Catalog, Direction, Dpv, Entry, Fact, Feature, Ix, Kind, Match, RecipientKind,
};
use crate::write::{List, Object, ids};

/// The prefixes of the document. `pe` is our own.
const CONTEXT: [(&str, &str); 8] = [
    ("dpv", "https://w3id.org/dpv#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("tech", "https://w3id.org/dpv/tech#"),
    ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("pe", "urn:privacy-explorer:ns:"),
];

/// How many of the prefixes are DPV's.
const OF_DPV: usize = 4;

const DESCRIPTION: &str = "Each pe:Fact restates one claim of one document; dct:source, pe:section and pe:row say where it stands. \
What a document states without reserve (pe:state \"provided\", no release named) is also said in DPV's terms in the default graph. \
DPV has no terms for the other states: \"optional\" (there once configured, enabled or bought, or only recommended), \
\"conditional\" (only in some release, component or situation), \"absent\" (the document says that it is not there) and \
\"unclear\" (the document contradicts itself); nor for pe:since and pe:until, the first and the last release that a fact is true of. \
What DPV would say of such a fact stands in a named graph of the fact's name: it is quoted, not asserted. \
No fact means that the documents are silent, never that something is absent. \
An activity \"processed\" is dpv:Processing, since the documents do not say which operation is meant; storage is not inferred. \
Systems that data goes to or comes from are no legal entities, so dpv:hasRecipient does not name them; pe:toSystem does, and pe:from names where data comes from. \
A pe:procedure is how somebody does something with the product; it is no measure that is in place. \
Purposes, legal bases and retention are the controller's and are not in the documents. pe:gdprArticle is our reading, not legal advice.";

/// The catalogue as a JSON-LD document of DPV 2.3, with its context inside.
///
/// Data types, security features and subjects are concepts of our own, linked to a DPV term as well
/// as it fits: `skos:exactMatch`, `skos:closeMatch` or `skos:broadMatch`. Where it fits exactly, the
/// term itself is used too. A term that is no name with a prefix of DPV is left out.
#[must_use]
pub fn dpv_jsonld(catalog: &Catalog) -> String {
    let mut out = String::new();
    let mut document = Object::new(&mut out);
    let mut context = Object::new(document.key("@context"));
    for (prefix, iri) in CONTEXT {
        context.text(prefix, iri);
    }
    context.end();
    let mut nodes = List::new(document.key("@graph"));
    write_catalogue(catalog, nodes.entry());
    write_concepts(catalog, &mut nodes);
    write_entries(catalog, &mut nodes);
    for (_, fact) in catalog.facts().iter() {
        write_fact(catalog, fact, &mut nodes);
    }
    nodes.end();
    document.end();
    out.push('\n');
    out
}

fn write_catalogue(catalog: &Catalog, out: &mut String) {
    let mut node = node(out, &own("catalogue", &[]), &["pe:Catalogue"]);
    node.text("dct:title", catalog.title());
    node.text("dct:description", DESCRIPTION);
    node.text("pe:version", catalog.version());
    link(&mut node, "dct:references", "https://w3id.org/dpv/2.3");
    node.end();
}

/// A concept of our own, as DPV declares its own: a class and a concept below a wider one.
struct Concept<'a> {
    sort: &'a str,
    id: &'a str,
    name: &'a str,
    synonyms: &'a [String],
    /// The class of DPV that it is below.
    below: &'a str,
    /// The id of its group.
    group: Option<&'a str>,
    dpv: Option<&'a Dpv>,
    gdpr: &'a [String],
}

impl Concept<'_> {
    /// Writes it; `is_instance` if DPV's own concepts of the kind are instances of the class too.
    fn write(&self, is_instance: bool, out: &mut String) {
        let types = ["rdfs:Class", "skos:Concept", self.below];
        let mut node = node(out, &own(self.sort, &[self.id]), if is_instance { &types } else { &types[..2] });
        node.text("skos:prefLabel", self.name);
        node.texts("skos:altLabel", self.synonyms.iter().map(String::as_str));
        link(&mut node, "rdfs:subClassOf", self.below);
        let broader = self.group.map(|group| own(self.sort, &[group]));
        link(&mut node, "skos:broader", broader.as_deref().unwrap_or(self.below));
        if let Some((dpv, term)) = self.dpv.and_then(|dpv| Some((dpv, term(dpv)?))) {
            let relation = match dpv.fit {
                Match::Exact => "skos:exactMatch",
                Match::Close => "skos:closeMatch",
                Match::Broad => "skos:broadMatch",
            };
            link(&mut node, relation, term);
        }
        node.texts("pe:gdprArticle", self.gdpr.iter().map(String::as_str));
        node.end();
    }
}

fn write_concepts(catalog: &Catalog, nodes: &mut List<'_>) {
    let types = catalog.data_types();
    for (_, entry) in types.iter() {
        let concept = Concept {
            sort: "data-type",
            id: &entry.id,
            name: &entry.name,
            synonyms: &entry.synonyms,
            below: "dpv:PersonalData",
            group: entry.group.map(|group| types[group].id()),
            dpv: entry.dpv.as_ref(),
            gdpr: &[],
        };
        concept.write(true, nodes.entry());
    }
    let features = catalog.features();
    for (_, entry) in features.iter() {
        let concept = Concept {
            sort: "feature",
            id: &entry.id,
            name: &entry.name,
            synonyms: &entry.synonyms,
            below: "dpv:TechnicalOrganisationalMeasure",
            group: entry.family.map(|family| features[family].id()),
            dpv: entry.dpv.as_ref(),
            gdpr: &entry.gdpr,
        };
        concept.write(false, nodes.entry());
    }
    for (_, entry) in catalog.subjects().iter() {
        let concept = Concept {
            sort: "subject",
            id: &entry.id,
            name: &entry.name,
            synonyms: &entry.synonyms,
            below: "dpv:DataSubject",
            group: None,
            dpv: None,
            gdpr: &[],
        };
        concept.write(true, nodes.entry());
    }
}

fn write_entries(catalog: &Catalog, nodes: &mut List<'_>) {
    for (_, entry) in catalog.recipients().iter() {
        // A person may stand for a person's device, which only the widest class holds.
        let class = match entry.kind {
            RecipientKind::VendorProduct | RecipientKind::ThirdPartySystem => "tech:System",
            RecipientKind::Organisation => "dpv:Organisation",
            RecipientKind::Person => "dpv:Entity",
        };
        let mut node = node(nodes.entry(), &own("recipient", &[&entry.id]), &[class]);
        node.text("dct:title", &entry.name);
        node.texts("dct:alternative", entry.synonyms.iter().map(String::as_str));
        node.text("pe:kind", entry.kind.id());
        node.end();
    }
    for (_, product) in catalog.products().iter() {
        let mut node = node(nodes.entry(), &own("product", &[&product.id]), &["tech:System"]);
        node.text("dct:title", &product.name);
        node.texts("dct:alternative", product.aliases.iter().map(String::as_str));
        node.text("dct:description", &product.summary);
        node.texts("pe:release", product.releases.iter().map(String::as_str));
        node.option("pe:covers", product.covers.map(|place| product.releases[place].as_str()));
        if !product.components.is_empty() {
            let mut parts = List::new(node.key("tech:hasComponent"));
            for part in &product.components {
                let part_name = own("component", &[&product.id, &part.id]);
                let mut node = self::node(parts.entry(), &part_name, &["tech:Component"]);
                node.text("dct:title", &part.name);
                node.end();
            }
            parts.end();
        }
        node.end();
    }
    for (_, source) in catalog.sources().iter() {
        let mut node = node(nodes.entry(), &own("source", &[&source.id]), &["pe:Document"]);
        node.text("dct:title", &source.title);
        node.option("dct:date", source.date.as_deref());
        node.option("pe:release", source.release.as_deref());
        node.option("pe:version", source.version.as_deref());
        link(&mut node, "dct:subject", &own("product", &[&catalog.products()[source.product].id]));
        node.end();
    }
}

/// Writes what the fact is, and beside it or quoted in it what DPV says of it.
fn write_fact(catalog: &Catalog, fact: &Fact, nodes: &mut List<'_>) {
    let name = own("fact", &[&fact.id]);
    let (since, until) = catalog.gate_of(fact);
    let mut node = node(nodes.entry(), &name, &["pe:Fact"]);
    link(&mut node, "pe:about", &bearer(catalog, fact));
    node.text("pe:kind", fact.kind.id());
    node.option("pe:activity", fact.activity.map(Activity::id));
    node.option("pe:direction", fact.direction.map(Direction::id));
    node.option("pe:state", fact.state.map(crate::model::State::id));
    node.option("pe:default", fact.default.map(crate::model::Switch::id));
    node.option("pe:since", since);
    node.option("pe:until", until);
    write_about(catalog, fact, &mut node);
    links(&mut node, "pe:feature", ids(catalog.features(), &fact.features).map(|id| own("feature", &[id])));
    links(&mut node, "pe:subject", subjects(catalog, fact));
    links(&mut node, "pe:recipient", recipients(catalog, fact, |_| true));
    node.text("dct:description", &fact.text);
    node.option("skos:note", fact.note.as_deref());
    if !fact.values.is_empty() {
        let mut values = List::new(node.key("pe:value"));
        for (key, value) in &fact.values {
            let mut one = Object::new(values.entry());
            one.text("pe:key", key);
            one.text("pe:text", value);
            one.end();
        }
        values.end();
    }
    link(&mut node, "dct:source", &own("source", &[&catalog.sources()[fact.cite.source].id]));
    node.text("pe:section", &fact.cite.section_id);
    node.option("pe:sectionTitle", section_title(catalog, fact));
    node.option("pe:row", fact.cite.row.as_deref());
    if !fact.manuals.is_empty() {
        let mut manuals = List::new(node.key("pe:manual"));
        for manual in &fact.manuals {
            let mut one = Object::new(manuals.entry());
            one.text("dct:title", &manual.title);
            one.option("pe:section", manual.section.as_deref());
            one.end();
        }
        manuals.end();
    }
    node.texts("pe:gdprArticle", articles::of_fact(catalog, fact).into_iter());
    let unreserved = is_unreserved(fact);
    if says(fact) && !unreserved {
        let mut quoted = List::new(node.key("@graph"));
        write_claim(catalog, fact, quoted.entry());
        quoted.end();
    }
    node.end();
    if says(fact) && unreserved {
        write_claim(catalog, fact, nodes.entry());
    }
}

/// Whether DPV, or a procedure of ours, has something to say of the fact.
fn says(fact: &Fact) -> bool {
    match fact.kind {
        Kind::Holding => fact.activity.is_some(),
        Kind::Transfer => fact.direction.is_some(),
        Kind::Measure | Kind::Procedure => true,
        Kind::Statement | Kind::Discrepancy => false,
    }
}

/// What the fact says of the product, or of its component.
fn write_claim(catalog: &Catalog, fact: &Fact, out: &mut String) {
    let mut node = Object::new(out);
    node.text("@id", &bearer(catalog, fact));
    let (property, sort) = match fact.kind {
        Kind::Measure => ("dpv:hasTechnicalOrganisationalMeasure", "measure"),
        Kind::Procedure => ("pe:procedure", "procedure"),
        _ => ("dpv:hasPersonalDataProcess", "process"),
    };
    let mut types = match fact.kind {
        Kind::Measure => vec!["dpv:TechnicalOrganisationalMeasure".to_owned()],
        Kind::Procedure => vec!["pe:Procedure".to_owned()],
        _ => vec!["dpv:PersonalDataProcess".to_owned()],
    };
    if fact.kind == Kind::Measure {
        let features = catalog.features();
        types.extend(fact.features.iter().flat_map(|&place| of_feature(&features[place])));
    }
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    let mut claim = self::node(node.key(property), &own(sort, &[&fact.id]), &types);
    if fact.kind == Kind::Procedure {
        let features = ids(catalog.features(), &fact.features).map(|id| own("feature", &[id]));
        links(&mut claim, "pe:feature", features);
    }
    match (fact.kind, fact.activity) {
        (Kind::Holding, Some(Activity::Collected)) => link(&mut claim, "dpv:hasProcessing", "dpv:Collect"),
        (Kind::Holding, _) => link(&mut claim, "dpv:hasProcessing", "dpv:Processing"),
        (Kind::Transfer, _) => link(&mut claim, "dpv:hasProcessing", "dpv:Transfer"),
        _ => {}
    }
    write_about(catalog, fact, &mut claim);
    links(&mut claim, "dpv:hasDataSubject", subjects(catalog, fact));
    if fact.direction == Some(Direction::In) {
        links(&mut claim, "pe:from", recipients(catalog, fact, |_| true));
    } else {
        links(&mut claim, "dpv:hasRecipient", recipients(catalog, fact, |kind| !is_system(kind)));
        links(&mut claim, "pe:toSystem", recipients(catalog, fact, is_system));
    }
    link(&mut claim, "dct:source", &own("fact", &[&fact.id]));
    claim.end();
    node.end();
}

fn write_about(catalog: &Catalog, fact: &Fact, node: &mut Object<'_>) {
    let types = catalog.data_types();
    match &fact.about {
        About::AllData => node.key("pe:coversAllPersonalData").push_str("true"),
        About::Types(named) => {
            let with_terms =
                |&place: &Ix<_>| of_concept("data-type", &types[place].id, types[place].dpv.as_ref());
            links(node, "dpv:hasPersonalData", named.iter().flat_map(with_terms));
        }
    }
}

/// A feature as a class, and DPV's own if it is the same.
fn of_feature(feature: &Feature) -> impl Iterator<Item = String> + use<> {
    of_concept("feature", &feature.id, feature.dpv.as_ref())
}

fn of_concept(sort: &str, id: &str, dpv: Option<&Dpv>) -> impl Iterator<Item = String> + use<> {
    let exact = dpv.filter(|dpv| dpv.fit == Match::Exact).and_then(term).map(str::to_owned);
    std::iter::once(own(sort, &[id])).chain(exact)
}

fn subjects<'a>(catalog: &'a Catalog, fact: &'a Fact) -> impl Iterator<Item = String> + use<'a> {
    ids(catalog.subjects(), &fact.subjects).map(|id| own("subject", &[id]))
}

fn recipients<'a>(
    catalog: &'a Catalog,
    fact: &'a Fact,
    which: fn(RecipientKind) -> bool,
) -> impl Iterator<Item = String> + use<'a> {
    let recipients = fact.recipients.iter().map(|&place| &catalog.recipients()[place]);
    recipients.filter(move |one| which(one.kind)).map(|one| own("recipient", &[&one.id]))
}

fn is_system(kind: RecipientKind) -> bool {
    matches!(kind, RecipientKind::VendorProduct | RecipientKind::ThirdPartySystem)
}

/// What a fact is about: the product, or the component that it is limited to.
fn bearer(catalog: &Catalog, fact: &Fact) -> String {
    let product = &catalog.products()[fact.product].id;
    match catalog.component_of(fact) {
        Some(part) => own("component", &[product, &part.id]),
        None => own("product", &[product]),
    }
}

/// The term, if it is a name with one of DPV's prefixes.
fn term(dpv: &Dpv) -> Option<&str> {
    let (prefix, name) = dpv.term.split_once(':')?;
    let is_prefix = CONTEXT[..OF_DPV].iter().any(|(known, _)| *known == prefix);
    let is_name =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (is_prefix && is_name).then_some(dpv.term.as_str())
}

fn node<'a>(out: &'a mut String, id: &str, types: &[&str]) -> Object<'a> {
    let mut node = Object::new(out);
    node.text("@id", id);
    node.texts("@type", types.iter().copied());
    node
}

fn link(node: &mut Object<'_>, property: &str, to: &str) {
    let mut one = Object::new(node.key(property));
    one.text("@id", to);
    one.end();
}

/// Links to several nodes; nothing if there are none.
fn links(node: &mut Object<'_>, property: &str, to: impl Iterator<Item = String>) {
    let mut to = to.peekable();
    if to.peek().is_none() {
        return;
    }
    let mut list = List::new(node.key(property));
    for name in to {
        let out = list.entry();
        out.push_str("{\"@id\":");
        write_text(&name, out);
        out.push('}');
    }
    list.end();
}
