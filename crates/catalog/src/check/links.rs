//! Addresses are addresses.

use super::{Report, Rule};
use crate::Severity;
use crate::source::Bundle;

pub(super) const RULE: Rule = Rule {
    name: "links",
    about: "An address in `values.url` has a host and no spaces, and names no other scheme than http or https.",
    severity: Severity::Error,
    run,
};

fn run(bundle: &Bundle, report: &mut Report<'_>) {
    for fact in &bundle.catalog.facts {
        if let Some(url) = fact.values.get("url").filter(|url| !is_web_address(url)) {
            report.fact(
                fact,
                "values.url",
                format!("expected an address such as www.example.com/path, found {url:?}"),
            );
        }
    }
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let host = rest.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
    is_host && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_breaks, assert_holds};
    use super::RULE;
    use crate::source::Bundle;

    fn url(url: &str) -> impl FnOnce(&mut Bundle) {
        let url = url.to_owned();
        move |b| drop(b.catalog.facts[0].values.insert("url".into(), url))
    }

    #[test]
    fn only_web_addresses_pass() {
        for good in ["www.example.com", "https://www.example.com/a-b", "http://example.com/"] {
            assert_holds(&RULE, url(good));
        }
        for bad in ["", "example", "javascript:alert(1)", "ftp://example.com", "www.example.com/a b"] {
            assert_breaks(&RULE, url(bad), "fact alpha-name: values.url", "expected an address");
        }
    }
}
