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
    let (host, rest) = rest.split_at(rest.find(['/', '?', '#', ':']).unwrap_or(rest.len()));
    let is_host = host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
    // What follows a colon is a port; else what stands before it is a scheme.
    let port = rest.strip_prefix(':').map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_port = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    is_host && is_port && !url.chars().any(|c| c.is_whitespace() || c.is_control())
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
        for good in [
            "www.example.com",
            "https://www.example.com/a-b",
            "http://example.com/",
            "https://example.com:8443/x",
            "https://example.com?x=1",
            "example.com#y:z",
        ] {
            assert_holds(&RULE, url(good));
        }
        for bad in [
            "",
            "example",
            "javascript:alert(1)",
            "java.script:alert(1)",
            "ftp://example.com",
            "www.example.com/a b",
            "example.com:",
        ] {
            assert_breaks(&RULE, url(bad), "fact alpha-name: values.url", "expected an address");
        }
    }
}
