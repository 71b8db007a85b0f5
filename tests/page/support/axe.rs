//! axe-core, run in the page: what it finds wrong with it for assistive technology.

use std::fs;

use serde_json::Value as Json;
use xtask::paths;
use xtask::process::find;

use super::Page;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const say = node => `${node.target.join(' ')}: ${node.failureSummary}`;
    axe.run(document, { resultTypes: ['violations'] }).then(
        result => done(result.violations.map(rule => `${rule.id}: ${rule.nodes.map(say).join('\\n')}`)),
        error => done([String(error)]),
    );";

/// The source of axe-core; `None`, after saying so, on a machine that has no npm to install it.
fn source() -> Option<String> {
    let file = paths::root().join("node_modules/axe-core/axe.min.js");
    match fs::read_to_string(file) {
        Ok(source) => Some(source),
        Err(_) if find("npm").is_none() => {
            println!("SKIPPED: axe-core comes from npm, which this machine does not have");
            None
        }
        Err(error) => panic!("axe-core is not installed (`npm ci`): {error}"),
    }
}

impl Page {
    /// Fails with all that axe-core finds wrong with the page as it stands.
    pub(crate) async fn is_accessible(&self, what: &str) {
        let Some(source) = source() else { return };
        if !self.read::<bool>("return 'axe' in window", &[]).await {
            self.client.execute(&source, Vec::new()).await.expect("axe-core loads");
        }
        let found: Json = self.client.execute_async(RUN, Vec::new()).await.expect("axe-core runs");
        let found: Vec<String> = serde_json::from_value(found).expect("axe-core answers with texts");
        assert!(found.is_empty(), "axe-core, {what}:\n{}", found.join("\n"));
    }
}
