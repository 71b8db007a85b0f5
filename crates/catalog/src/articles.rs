//! Which articles of the GDPR a fact helps to answer: our own reading, labelled as such.
//!
//! What data is held helps to inform persons (Art. 13, 14), to answer them (15) and to name the categories of
//! data or processing in a record (30); whom it goes to helps with the recipients that Art. 15, 19 and 30 ask
//! for and with processors (28). Of a feature the vocabulary says which articles. A product document never
//! answers Art. 30(1)(a), the lawful basis, the actual retention or the impact assessment.

use crate::model::{Catalog, Fact, Kind};
use crate::order;

/// The articles, in the form `30(1)(c)`, ordered by number; none for statements and discrepancies.
#[must_use]
pub fn of_fact<'a>(catalog: &'a Catalog, fact: &'a Fact) -> Vec<&'a str> {
    let by_kind: &[&str] = match fact.kind {
        Kind::Holding => &["13", "14", "15(1)(b)", "30(1)(c)", "30(2)(b)"],
        Kind::Transfer => &["15(1)(c)", "19", "28", "30(1)(d)"],
        Kind::Measure | Kind::Procedure | Kind::Statement | Kind::Discrepancy => &[],
    };
    let by_feature = fact.features.iter().flat_map(|&feature| &catalog.features()[feature].gdpr);
    let mut found: Vec<&str> = Vec::new();
    for article in by_kind.iter().copied().chain(by_feature.map(String::as_str)) {
        if !found.contains(&article) {
            found.push(article);
        }
    }
    let number = |at: usize| (number(found[at]), found[at]);
    let ordered = order::places(found.len(), &|a, b| number(a).cmp(&number(b)));
    ordered.into_iter().map(|at| found[at as usize]).collect()
}

/// The number before an article's paragraph: 30 of `30(1)(c)`; the greatest number if there is none.
pub(crate) fn number(article: &str) -> u32 {
    let digits = article.bytes().take_while(u8::is_ascii_digit).count();
    article[..digits].parse().unwrap_or(u32::MAX)
}
