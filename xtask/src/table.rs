//! The catalogue as one plain table, for readers whose browser runs no program.

use privacy_catalog::Catalog;
use privacy_catalog::model::{About, Fact, Ix, Product, Source};

use crate::template::escape;

/// The columns; what a fact is about stands above its rows.
const COLUMNS: [&str; 5] = ["State", "Kind", "Data", "Fact", "Source"];

/// All facts as the text of a `<table>`, by product, in the catalogue's order. The end tags of rows
/// and cells are left out, as HTML allows: there are thousands.
#[must_use]
pub fn table(catalog: &Catalog) -> String {
    let mut lines = vec!["<table>".to_owned(), caption(catalog), heads()];
    for (place, product) in catalog.products().iter() {
        lines.push(format!("<tbody>\n<tr><th colspan=\"{}\">{}", COLUMNS.len(), escape(&product.name)));
        lines.extend(
            sources(catalog, place).map(|source| format!("<br>Source: {}", escape(&edition(source)))),
        );
        let facts = catalog.facts().iter().filter(|(_, fact)| fact.product == place);
        lines.extend(facts.map(|(_, fact)| row(catalog, fact)));
    }
    lines.push("</table>".to_owned());
    lines.join("\n")
}

fn caption(catalog: &Catalog) -> String {
    let (title, version) = (escape(catalog.title()), escape(catalog.version()));
    format!("<caption>{title}, version {version}: {} facts</caption>", catalog.facts().len())
}

fn heads() -> String {
    COLUMNS.iter().fold("<thead>\n<tr>".to_owned(), |row, name| row + "<th scope=\"col\">" + name)
}

fn row(catalog: &Catalog, fact: &Fact) -> String {
    let cells =
        [state(catalog, fact), kind(fact), data(catalog, fact), text(catalog, fact), citation(catalog, fact)];
    cells.iter().fold("<tr>".to_owned(), |row, cell| row + "<td>" + &escape(cell))
}

/// `Conditional, from 7.0, off by default`; nothing where the source says nothing of a state.
fn state(catalog: &Catalog, fact: &Fact) -> String {
    let gate = match catalog.gate_of(fact) {
        (Some(since), Some(until)) if since == until => Some(format!("only {since}")),
        (Some(since), Some(until)) => Some(format!("{since} to {until}")),
        (Some(since), None) => Some(format!("from {since}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    };
    let state = fact.state.map(|state| state.label().to_owned());
    let default = fact.default.map(|default| default.label().to_ascii_lowercase());
    [state, gate, default].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn kind(fact: &Fact) -> String {
    match (fact.activity, fact.direction) {
        (Some(activity), _) => format!("{}, {}", fact.kind.label(), activity.label().to_ascii_lowercase()),
        (_, Some(direction)) => format!("{} {}", fact.kind.label(), direction.id()),
        _ => fact.kind.label().to_owned(),
    }
}

fn data(catalog: &Catalog, fact: &Fact) -> String {
    match &fact.about {
        About::AllData => "All personal data".to_owned(),
        About::Types(types) => {
            let names = types.iter().map(|&one| catalog.data_types()[one].name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The fact, after the part of the product it is limited to, and what a reader must also know.
fn text(catalog: &Catalog, fact: &Fact) -> String {
    let part = catalog.component_of(fact).map(|part| format!("{}: ", part.name)).unwrap_or_default();
    let note = fact.note.as_ref().map(|note| format!(" Note: {note}")).unwrap_or_default();
    format!("{part}{}{note}", fact.text)
}

/// `§2.1, Audit`, after the source's title if the product has several.
fn citation(catalog: &Catalog, fact: &Fact) -> String {
    let source = &catalog.sources()[fact.cite.source];
    let is_only = source.product == fact.product && sources(catalog, fact.product).count() == 1;
    let title = if is_only { String::new() } else { format!("{}, ", source.title) };
    let section = match fact.cite.section_id.as_str() {
        "front" => "Front matter".to_owned(),
        id if id.starts_with(|c: char| c.is_ascii_digit()) => format!("§{id}"),
        id => id.to_owned(),
    };
    let row = fact.cite.row.as_ref().map(|row| format!(", {row}")).unwrap_or_default();
    format!("{title}{section}{row}")
}

/// The documents about a product.
fn sources(catalog: &Catalog, product: Ix<Product>) -> impl Iterator<Item = &Source> {
    catalog.sources().iter().map(|(_, source)| source).filter(move |source| source.product == product)
}

/// A source's title and what it prints about itself.
fn edition(source: &Source) -> String {
    let release = source.release.as_ref().map(|release| format!("release {release}"));
    let version = source.version.as_ref().map(|version| format!("version {version}"));
    let printed = [release, version, source.date.clone()];
    printed.into_iter().flatten().fold(source.title.clone(), |text, part| text + ", " + &part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A catalogue of one product with one document, and these facts.
    fn catalogue(sources: &str, facts: &str) -> Catalog {
        let json = format!(
            r#"{{"schema": "privacy-catalog/1", "title": "A & B", "version": "1",
            "products": [{{"id": "a", "name": "A<1>", "summary": "It.", "releases": ["1", "2"],
                "components": [{{"id": "p", "name": "Part"}}]}}],
            "sources": [{sources}],
            "data_types": [{{"id": "g", "name": "Group"}}, {{"id": "x", "name": "X", "group": "g"}},
                {{"id": "y", "name": "Y", "group": "g"}}],
            "features": [], "subjects": [], "recipients": [], "facts": [{facts}]}}"#
        );
        Catalog::from_json("a.json", json.as_bytes()).unwrap()
    }

    const SOURCE: &str = r#"{"id": "s", "product": "a", "title": "Doc", "release": "2", "date": "May"}"#;
    const FACT: &str = r#"{"id": "f", "product": "a", "component": "p", "kind": "holding", "since": "1",
        "activity": "collected", "state": "conditional", "default": "off", "data_types": ["x", "y"],
        "text": "It has <X>.", "note": "Not Y.", "cite": {"source": "s", "section": "2.1", "row": "Audit"}}"#;

    #[test]
    fn a_fact_is_a_row_below_its_product() {
        let expected = "\
<table>
<caption>A &amp; B, version 1: 1 facts</caption>
<thead>
<tr><th scope=\"col\">State<th scope=\"col\">Kind<th scope=\"col\">Data<th scope=\"col\">Fact<th scope=\"col\">Source
<tbody>
<tr><th colspan=\"5\">A&lt;1&gt;
<br>Source: Doc, release 2, May
<tr><td>Conditional, from 1, off by default<td>Data held, collected<td>X, Y<td>Part: It has &lt;X&gt;. Note: Not Y.<td>§2.1, Audit
</table>";
        assert_eq!(table(&catalogue(SOURCE, FACT)), expected);
    }

    #[test]
    fn a_fact_names_its_source_if_the_product_has_several() {
        let sources = format!("{SOURCE}, {}", SOURCE.replace("\"s\"", "\"t\"").replace("Doc", "Other"));
        let table = table(&catalogue(&sources, FACT));
        assert!(table.contains("Source: Doc") && table.contains("Source: Other"), "{table}");
        assert!(table.contains("<td>Doc, §2.1, Audit"), "{table}");
    }

    #[test]
    fn what_is_not_said_is_left_empty() {
        let fact = r#"{"id": "f", "product": "a", "kind": "statement", "text": "It is.", "data_types": ["all"],
            "cite": {"source": "s", "section": "front"}}"#;
        let table = table(&catalogue(SOURCE, fact));
        let row = "<tr><td><td>Statement<td>All personal data<td>It is.<td>Front matter";
        assert!(table.contains(row), "{table}");
    }
}
