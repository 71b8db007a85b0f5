//! axe-core, run in the page: what it finds wrong with it for assistive technology.

use std::fs;

use serde_json::{Value as Json, json};
use xtask::paths;
use xtask::process::find;

use super::Page;

/// All rules of WCAG 2.0 to 2.2, A and AA, and the best practices, also those that axe leaves out unless they are
/// asked for: `target-size` and the experimental ones. Left out are what axe itself has given up, and
/// `focus-order-semantics`, an experiment against which stands the rule `scrollable-region-focusable`: a part that
/// scrolls takes the focus, and is a group with a name.
/// `colours` keeps the rules that look at colours.
const RUN: &str = "
    const [colours, done] = arguments;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
    const isLeftOut = rule => rule.tags.includes('deprecated') || rule.ruleId === 'focus-order-semantics';
    const rules = axe.getRules(tags).filter(rule => !isLeftOut(rule) && (!colours || rule.tags.includes('cat.color')));
    const options = {
        resultTypes: ['violations'],
        runOnly: { type: 'rule', values: rules.map(rule => rule.ruleId) },
        shadowDom: true,
    };
    const say = node => `${node.target.join(' ')}: ${node.failureSummary}`;
    const sayRule = rule => `${rule.id}, ${rule.nodes.length} times: ${rule.nodes.slice(0, 3).map(say).join('\\n')}`;
    axe.run(document, options).then(
        result => {
            const ran = new Set(['violations', 'passes', 'incomplete', 'inapplicable'].flatMap(one => result[one]).map(one => one.id));
            const left = rules.filter(rule => !ran.has(rule.ruleId)).map(rule => `${rule.ruleId} did not run`);
            done([...result.violations.map(sayRule), ...left]);
        },
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

/// What axe-core is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    All,
    /// What may differ from one colour scheme to another.
    Colours,
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
    pub(crate) async fn barriers(&self, rules: Rules) -> Vec<String> {
        if !self.has_axe().await {
            return Vec::new();
        }
        let colours = json!(rules == Rules::Colours);
        let found: Json = self.client.execute_async(RUN, vec![colours]).await.expect("axe-core runs");
        serde_json::from_value(found).expect("axe-core answers with texts")
    }
}
