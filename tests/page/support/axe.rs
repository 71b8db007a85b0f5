//! axe-core, run in the page: what it finds wrong with it for assistive technology.

use std::fs;

use serde_json::Value as Json;
use xtask::paths;
use xtask::process::find;

use super::Page;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
    const say = node => `${node.target.join(' ')}: ${node.failureSummary}`;
    const sayRule = rule => `${rule.id}, ${rule.nodes.length} times: ${rule.nodes.slice(0, 3).map(say).join('\\n')}`;
    axe.run(document, options).then(
        result => done(result.violations.map(sayRule)),
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
    /// Whether axe-core is in the page, where it is loaded if need be.
    pub(crate) async fn has_axe(&self) -> bool {
        if self.read("return 'axe' in window", &[]).await {
            return true;
        }
        let Some(source) = source() else { return false };
        self.client.execute(&source, Vec::new()).await.expect("axe-core loads");
        true
    }

    /// All that axe-core finds wrong with the page as it stands; nothing where it can't be had.
    pub(crate) async fn barriers(&self) -> Vec<String> {
        if !self.has_axe().await {
            return Vec::new();
        }
        let found: Json = self.client.execute_async(RUN, Vec::new()).await.expect("axe-core runs");
        serde_json::from_value(found).expect("axe-core answers with texts")
    }
}
