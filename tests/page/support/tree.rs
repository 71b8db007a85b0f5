//! The accessibility tree: what the browser hands to assistive technology.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::Page;

/// One of its nodes, unless the browser leaves it out.
pub(crate) struct Node {
    pub(crate) role: String,
    pub(crate) name: String,
    description: String,
    properties: Json,
    parent: Option<usize>,
    depth: usize,
}

/// The nodes in the order in which they are read.
pub(crate) struct Tree(Vec<Node>);

/// The roles of what can be used, each of which needs a name.
const CONTROLS: [&str; 8] =
    ["button", "link", "checkbox", "radio", "combobox", "searchbox", "textbox", "DisclosureTriangle"];

impl Page {
    /// The tree of the page as it stands.
    pub(crate) async fn tree(&self) -> Tree {
        let told = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = told["nodes"].as_array().expect("the browser tells its tree");
        let places: HashMap<&str, usize> =
            (0..).zip(nodes).filter_map(|(at, node)| Some((node["nodeId"].as_str()?, at))).collect();
        let place = |id: &Json| places.get(id.as_str()?).copied();
        let mut tree = Tree(Vec::new());
        // What is left out lends its children to its parent.
        let mut waiting = vec![(0, None, 0)];
        while let Some((at, parent, depth)) = waiting.pop() {
            let node = &nodes[at];
            let is_left_out = node["ignored"] == true;
            let below = if is_left_out { (parent, depth) } else { (Some(tree.0.len()), depth + 1) };
            let children = node["childIds"].as_array().into_iter().flatten();
            waiting.extend(children.rev().filter_map(place).map(|child| (child, below.0, below.1)));
            if !is_left_out {
                tree.0.push(Node::read(node, parent, depth));
            }
        }
        tree
    }
}

impl Node {
    fn read(node: &Json, parent: Option<usize>, depth: usize) -> Self {
        let text = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
        let [role, name, description] = ["role", "name", "description"].map(text);
        Self { role, name, description, properties: node["properties"].clone(), parent, depth }
    }

    /// A property such as `expanded`; null if the node has none of this name.
    pub(crate) fn property(&self, name: &str) -> &Json {
        let mut all = self.properties.as_array().into_iter().flatten();
        all.find(|one| one["name"] == name).map_or(&Json::Null, |one| &one["value"]["value"])
    }

    pub(crate) fn is_control(&self) -> bool {
        CONTROLS.contains(&self.role.as_str())
    }
}

impl Tree {
    /// The nodes with a role, each with its place.
    pub(crate) fn all<'a>(&'a self, role: &'a str) -> impl Iterator<Item = (usize, &'a Node)> {
        self.0.iter().enumerate().filter(move |(_, node)| node.role == role)
    }

    /// The one node with a role and a name.
    pub(crate) fn one<'a>(&'a self, role: &'a str, name: &str) -> (usize, &'a Node) {
        let found: Vec<_> = self.all(role).filter(|(_, node)| node.name == name).collect();
        let [one] = found[..] else { panic!("{} of {role} {name:?}:\n{}", found.len(), self.outline(0)) };
        one
    }

    /// What can be used.
    pub(crate) fn controls(&self) -> impl Iterator<Item = &Node> {
        self.0.iter().filter(|node| node.is_control())
    }

    /// The nodes below another, each with its place.
    pub(crate) fn below(&self, top: usize) -> impl Iterator<Item = (usize, &Node)> {
        let depth = self.0[top].depth;
        self.0.iter().enumerate().skip(top + 1).take_while(move |(_, node)| node.depth > depth)
    }

    /// The nodes directly below another, each with its place.
    pub(crate) fn children(&self, top: usize) -> impl Iterator<Item = (usize, &Node)> {
        self.below(top).filter(move |(_, node)| node.parent == Some(top))
    }

    /// What is read of a node: the texts below it.
    pub(crate) fn text(&self, top: usize) -> String {
        let texts = self.below(top).filter(|(_, node)| node.role == "StaticText");
        texts.map(|(_, node)| node.name.as_str()).collect()
    }

    /// The nodes below one as lines, each with its role, name and states: for a reader of a failure.
    pub(crate) fn outline(&self, top: usize) -> String {
        let first = self.0[top].depth;
        let nodes = std::iter::once((top, &self.0[top])).chain(self.below(top));
        let said = nodes.filter(|(_, node)| node.role != "InlineTextBox");
        said.map(|(_, node)| node.line(node.depth - first)).collect()
    }
}

impl Node {
    fn line(&self, depth: usize) -> String {
        let mut line = format!("{}{}", "  ".repeat(depth), self.role);
        for text in [&self.name, &self.description] {
            if !text.is_empty() {
                let _ = write!(line, " {text:?}");
            }
        }
        for state in ["checked", "expanded", "pressed", "disabled"] {
            if !self.property(state).is_null() {
                let _ = write!(line, " {state}={}", self.property(state));
            }
        }
        line + "\n"
    }
}
