//! The verdict itself can fail: each of its nets holds what it is made for.

use serde_json::json;
use xtask::server::Options;

use crate::support::{Setup, on_site, run};

#[test]
fn a_violation_of_the_policy_is_noticed() {
    on_site(async |page| {
        page.read::<()>("document.body.setAttribute('style', 'color: red')", &[]).await;
        let look = async || match page.violations().await {
            seen if seen.is_empty() => Err("none".to_owned()),
            seen => Ok(seen),
        };
        let seen = page.until("a violation", look).await;
        assert!(seen[0].starts_with("style-src-attr: inline"), "{seen:?}");
        let console = page.console().await;
        assert!(console.iter().any(|line| line.contains("Content Security Policy")), "{console:?}");
    });
}

#[test]
fn a_line_in_the_console_is_noticed_and_said_once() {
    on_site(async |page| {
        page.read::<()>("console.log('something')", &[]).await;
        let console = page.console().await;
        assert!(console.len() == 1 && console[0].contains("something"), "{console:?}");
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_stranger_is_noticed_and_out_of_reach() {
    let server = Options { csp: false, ..Options::default() };
    run(Setup { server, ..Setup::default() }, async |page| {
        page.open("").await;
        let script = "return fetch(arguments[0]).then(() => true, () => false)";
        let address = json!("http://example.com/font.woff2");
        assert!(!page.read::<bool>(script, &[address]).await, "the network is not off");
        let look = async || match page.strangers().await {
            seen if seen.is_empty() => Err("none".to_owned()),
            seen => Ok(seen),
        };
        let seen = page.until("the stranger", look).await;
        assert_eq!(seen, ["http://example.com/font.woff2"]);
        assert!(page.console().await[0].contains("ERR_NAME_NOT_RESOLVED"));
        page.read::<()>("performance.clearResourceTimings()", &[]).await;
    });
}
