//! The picture: nodes as blocks in three columns, each edge as two ribbons between them.
//!
//! What it looks like stands in presentation attributes, so that it looks the same as a file of its own.

use privacy_catalog::flows::{Block, Edge, Flows, Layer, Layout, Node, NodeName, Ribbon};
use privacy_catalog::model::{DataType, Direction, Ix};
use privacy_catalog::{Link, View, message};
use yew::prelude::*;

use super::{EDGES, Lit, id, ids, is_denied, label, lang, lead, names, told, value, values, way};
use crate::components::cell;
use crate::scene::Scene;
use crate::state::Action;

const INK: &str = "var(--pe-ink, #1b1f23)";
const MUTED: &str = "var(--pe-muted, #5b6570)";
const LINE: &str = "var(--pe-line-strong, #868e97)";
const SURFACE: &str = "var(--pe-surface, #ffffff)";
const SOFT: &str = "var(--pe-accent-soft, #e3f1ef)";
const ACCENT: &str = "var(--pe-accent, #0b6b62)";
const COMES: &str = "var(--pe-optional, #0b5cad)";
const DENIED: &str = "var(--pe-absent, #b3261e)";

/// The room for the headings above the blocks and for the legend below, and around all.
const HEAD: u32 = 34;
const FOOT: u32 = 44;
const AROUND: u32 = 6;

/// What a block has above and below it to be pointed at: half the gap to the next one.
const REACH: u32 = 4;
/// The width of what opens a group.
const TOOL: u32 = 30;
/// The height of a line.
const LEADING: u32 = 16;

pub(super) fn picture(scene: &Scene<'_>, flows: &Flows, layout: &Layout, lit: &Lit) -> Html {
    let (width, height) = (layout.width + 2 * AROUND, layout.height + HEAD + FOOT);
    let drawing = Drawing { scene, flows, layout, lit, tools: tools(scene, flows, layout) };
    let edges = scene.count(flows.edges().len(), "{0} flow", "{0} flows");
    let about = scene.fill(
        "{0}, said by {1} about transfers: the more facts, the higher the ribbon. A fact that names several \
         kinds of data or several recipients is part of each. The table below holds the same.",
        &[&edges, &scene.facts(flows.facts() as usize)],
    );
    let name =
        scene.fill("{0} from product over data to recipient; the table below holds the same", &[&edges]);
    html! {
        <figure class="pe-figure">
            <figcaption class="pe-about">{about}</figcaption>
            <div
                class="pe-card pe-scroll pe-canvas" role="group" tabindex="0"
                aria-label={scene.say("Picture of the flows, may scroll sideways")}
            >
                <svg
                    class="pe-picture"
                    role="group"
                    aria-label={name}
                    viewBox={format!("0 0 {width} {height}")}
                    font-family="system-ui, sans-serif"
                    font-size={label::SIZE.to_string()}
                    data-lit={lit.any.then_some("")}
                >
                    <g transform={format!("translate({AROUND} {HEAD})")}>
                        <g aria-hidden="true">
                            { for flows.edges().iter().enumerate().map(|(at, edge)| drawing.edge(at, edge)) }
                        </g>
                        { for Layer::ALL.into_iter().map(|layer| drawing.layer(layer)) }
                        { legend(scene, flows, layout.height) }
                    </g>
                </svg>
            </div>
        </figure>
    }
}

/// What the parts of the picture are drawn from.
struct Drawing<'a> {
    scene: &'a Scene<'a>,
    flows: &'a Flows,
    layout: &'a Layout,
    lit: &'a Lit,
    tools: Vec<Tool>,
}

/// What opens a group into its types, or closes it.
struct Tool {
    group: Ix<DataType>,
    open: bool,
    /// The place of the node that it stands at: the group, the first of its types, or what is bundled.
    at: u32,
}

/// The groups that can be opened or closed, in the catalogue's order: so each keeps its place in the
/// page, and with it the focus.
fn tools(scene: &Scene<'_>, flows: &Flows, layout: &Layout) -> Vec<Tool> {
    let types = scene.catalog().data_types();
    let mut is_group = vec![false; types.len()];
    types.iter().filter_map(|(_, one)| one.group).for_each(|group| is_group[group.get() as usize] = true);
    let order = &layout.order[Layer::Data as usize];
    let name = |at: u32| flows.nodes(Layer::Data)[at as usize].name;
    let groups = types.iter().filter(|(group, _)| is_group[group.get() as usize]);
    let tool = |(group, entry): (Ix<DataType>, &DataType)| {
        let open = scene.state.link.settings.open.contains(&entry.id);
        let is_of = |name: NodeName| match name {
            NodeName::Type(one) => one == group || types[one].group == Some(group),
            _ => false,
        };
        let own = order.iter().find(|&&at| is_of(name(at)));
        // All types of an open group may be among the small ones.
        let rest = || order.iter().find(|&&at| open && matches!(name(at), NodeName::Rest(_)));
        own.or_else(rest).map(|&at| Tool { group, open, at })
    };
    groups.filter_map(tool).collect()
}

impl Drawing<'_> {
    /// A column: its heading, its nodes from top to bottom, and what opens them.
    fn layer(&self, layer: Layer) -> Html {
        let (name, many) = match layer {
            Layer::Product => (message("Product"), message("Products")),
            Layer::Data => (message("Data"), message("Kinds of data")),
            Layer::Recipient => (message("Recipient or origin"), message("Recipients and origins")),
        };
        let order = &self.layout.order[layer as usize];
        let x = self.layout.blocks[layer as usize].first().map_or(0, |block| block.x);
        html! {
            <g key={name} role="group" aria-label={self.scene.say(many)}>
                { write((x, 0), MUTED, Hand::Heading, None, self.scene.say(name).to_owned()) }
                <g>{ for order.iter().map(|&at| self.node(layer, at)) }</g>
                if layer == Layer::Data {
                    <g>{ for self.tools.iter().enumerate().map(|(at, tool)| self.tool(at, tool)) }</g>
                }
            </g>
        }
    }

    fn node(&self, layer: Layer, at: u32) -> Html {
        let scene = self.scene;
        let node = &self.flows.nodes(layer)[at as usize];
        let name = node.name.label(scene.locale(), scene.catalog(), layer);
        let facts = scene.facts(node.facts as usize);
        let action = self.action(node.name);
        let does = action.as_ref().map_or("", |action| scene.say(action.1));
        spot(Spot {
            id: id(scene, node.name),
            name: scene.fill("{0}: {1}", &[&*name, &*facts]),
            does,
            light: Some(format!("{}-{at}", layer as usize)),
            on: self.lit.nodes[layer as usize][at as usize],
            transform: None,
            action: action.map(|(link, _)| lead(scene, &link)),
            drawn: self.block(layer, at, node, &name),
        })
    }

    /// Where a node leads, and what says so.
    fn action(&self, name: NodeName) -> Option<(Link, &'static str)> {
        let mut link = self.scene.state.link.clone();
        if let NodeName::Rest(_) = name {
            link.settings.small = true;
            return Some((link, message("Show each of them")));
        }
        let (facet, value) = value(self.scene, name)?;
        let id = &self.scene.index().values(facet)[value as usize].id;
        let only = link.query.only(facet, id);
        if only != link.query {
            link.query = only;
            return Some((link, message("Show only its flows")));
        }
        link.query.selection_mut(facet).remove(id);
        Some((link, message("Drop this filter")))
    }

    fn block(&self, layer: Layer, at: u32, node: &Node, name: &str) -> Html {
        let Block { x, y, width, height } = self.layout.blocks[layer as usize][at as usize];
        let tools = self.tools.iter().filter(|tool| layer == Layer::Data && tool.at == at).count() as u32;
        let number = self.scene.locale().number(node.facts as usize);
        let end = x + width - 9 - tools * (TOOL - 5);
        let room = (end - x).saturating_sub(9 + 8 + label::width(&number));
        let lines = label::lines(name, room, ((height - 6) / LEADING).max(1) as usize);
        let middle = y + height / 2 + 5;
        let first = middle - LEADING / 2 * (lines.len() as u32).saturating_sub(1);
        let unnamed = matches!(node.name, NodeName::NotNamed);
        let (fill, stroke) = if layer == Layer::Product { (SOFT, ACCENT) } else { (SURFACE, LINE) };
        let bundled = matches!(node.name, NodeName::Rest(_));
        html! {
            <>
                { reach((x, y.saturating_sub(REACH)), (width, height + 2 * REACH)) }
                if bundled {
                    { rect((x + 3, y + 3), (width, height), fill, stroke, false) }
                }
                { rect((x, y), (width, height), fill, stroke, unnamed) }
                { for (0..).zip(lines).map(|(at, line): (u32, String)| {
                    let hand = if unnamed { Hand::Slanted } else { Hand::Plain };
                    write((x + 9, first + at * LEADING), INK, hand, lang(node.name), line)
                }) }
                { write((end, middle), MUTED, Hand::Right, None, number) }
            </>
        }
    }

    /// `at` is its place among the tools.
    fn tool(&self, at: usize, tool: &Tool) -> Html {
        let scene = self.scene;
        let Block { x, y, width, height } = self.layout.blocks[Layer::Data as usize][tool.at as usize];
        let beside = self.tools[..at].iter().filter(|other| other.at == tool.at).count() as u32;
        let (x, y) = (x + width - TOOL - beside * TOOL, (y + height / 2).saturating_sub(TOOL / 2));
        let group = &scene.catalog().data_types()[tool.group];
        let mut link = scene.state.link.clone();
        let (name, cross) = if tool.open {
            link.settings.open.remove(&group.id);
            (scene.fill("Close {0}: show it as one", &[&group.name]), "M11 15h8")
        } else {
            link.settings.open.insert(group.id.clone());
            (scene.fill("Open {0}: show its types", &[&group.name]), "M11 15h8m-4-4v8")
        };
        spot(Spot {
            id: &group.id,
            name,
            does: "",
            light: None,
            on: false,
            transform: Some(format!("translate({x} {y})")),
            action: Some(lead(scene, &link)),
            drawn: html! {
                <>
                    { reach((0, 0), (TOOL, TOOL)) }
                    { rect((7, 7), (16, 16), SURFACE, LINE, false) }
                    { mark(cross.to_owned(), "none", Some(INK)) }
                </>
            },
        })
    }

    fn edge(&self, at: usize, edge: &Edge) -> Html {
        let (scene, flows) = (self.scene, self.flows);
        let [product, data, recipient] = names(scene, flows, edge);
        let (arrow, way_told) = told(scene, edge);
        let facts = scene.facts(edge.facts.len());
        let state = cell::label_of_facts(scene, edge.state);
        let title = scene.fill(
            "{0} {1} {2} {1} {3}: {4}, {5}, {6}",
            &[&*product, arrow, &*data, &*recipient, &*facts, way_told, &*state],
        );
        let values = values(scene, flows, edge);
        let ids = ids(scene, flows, edge);
        let onclick = (!values.is_empty()).then(|| scene.click(Action::Narrow(values, View::Flows)));
        html! {
            <g
                key={format!("{ids} {}", way(edge))} class="pe-edge"
                data-edge={ids} data-direction={way(edge)} data-light={format!("{EDGES}-{at}")}
                data-on={self.lit.edges[at].then_some("")} data-click={onclick.is_some().then_some("")}
                {onclick}
            >
                <title>{title}</title>
                { for self.layout.ribbons[at].iter().map(|half| ribbon(edge.direction, is_denied(edge), half)) }
            </g>
        }
    }
}

/// Half an edge. What comes in has an outline and an arrow where it arrives; what is denied is a dashed
/// outline with a cross.
fn ribbon(direction: Option<Direction>, denied: bool, half: &Ribbon) -> Html {
    let colour = match direction {
        _ if denied => DENIED,
        Some(Direction::Out) => ACCENT,
        Some(Direction::In) => COMES,
        None => MUTED,
    };
    let comes = direction == Some(Direction::In);
    let opacity = match (denied, comes) {
        (true, _) => "0",
        (_, true) => "0.16",
        _ => "0.26",
    };
    let middle = |side: (u32, u32)| side.0.midpoint(side.1);
    let (left, right) = (middle(half.left), middle(half.right));
    let centre = (half.x.0.midpoint(half.x.1), left.midpoint(right));
    // Among many, each has less room.
    let thin = half.left.1 - half.left.0 < 5;
    let (arrow, cross) = if thin { ("l6-3v6z", "l6 6m0-6l-6 6") } else { ("l9-5v10z", "l8 8m0-8l-8 8") };
    let up = if thin { 3 } else { 4 };
    html! {
        <>
            <path
                class="pe-ribbon" d={half.path()} fill={colour} fill-opacity={opacity}
                stroke={(denied || comes).then_some(colour)} stroke-width={thin.then_some("0.6")} stroke-dasharray={denied.then_some("4 3")}
            />
            if comes {
                { mark(format!("M{} {left}{arrow}", half.x.0 + 1), colour, None) }
            }
            if denied {
                { mark(format!("M{} {}{cross}", centre.0 - up, centre.1.saturating_sub(up)), "none", Some(colour)) }
            }
        </>
    }
}

/// What the ribbons in the picture mean.
fn legend(scene: &Scene<'_>, flows: &Flows, height: u32) -> Html {
    let edges = || flows.edges().iter();
    let has = |direction| edges().any(|edge| edge.direction == direction && !is_denied(edge));
    let sorts = [
        (has(Some(Direction::Out)), Some(Direction::Out), false, message("goes out")),
        (has(Some(Direction::In)), Some(Direction::In), false, message("comes in")),
        (has(None), None, false, message("way not told")),
        (edges().any(is_denied), None, true, message("denied: the documents say that it does not go")),
    ];
    let y = height + FOOT - 22;
    let mut x = 0;
    html! {
        <g aria-hidden="true">
            { for sorts.into_iter().filter(|sort| sort.0).map(|(_, direction, denied, text)| {
                let (start, text) = (x, scene.say(text));
                x += 46 + label::width(text) + 22;
                let half = Ribbon { x: (start, start + 38), left: (y, y + 10), right: (y, y + 10) };
                html! {
                    <>
                        { ribbon(direction, denied, &half) }
                        { write((start + 46, y + 10), MUTED, Hand::Plain, None, text.to_owned()) }
                    </>
                }
            }) }
        </g>
    }
}

/// What a reader points at or goes to: a node, or what opens a group. Without an action it is no link.
struct Spot<'a> {
    id: &'a str,
    name: String,
    /// What a click on it does, if its name doesn't say that.
    does: &'static str,
    light: Option<String>,
    on: bool,
    transform: Option<String>,
    /// Where it leads.
    action: Option<(String, Callback<MouseEvent>)>,
    drawn: Html,
}

fn spot(spot: Spot<'_>) -> Html {
    let Spot { id, name, does, light, on, transform, action, drawn } = spot;
    let (node, group) = if light.is_some() { (Some(id), None) } else { (None, Some(id)) };
    let role = action.is_none().then_some("img");
    let (href, onclick) = action.unzip();
    html! {
        <a
            key={id} class="pe-node" {href} {role} {transform} {onclick}
            data-node={node.map(str::to_owned)} data-group={group.map(str::to_owned)}
            data-light={light} data-on={on.then_some("")}
        >
            <title>{name}</title>
            if !does.is_empty() {
                <desc>{does}</desc>
            }
            {drawn}
        </a>
    }
}

/// A number of the picture, as an attribute.
fn n(number: u32) -> AttrValue {
    number.to_string().into()
}

#[inline(never)]
fn rect(at: (u32, u32), size: (u32, u32), fill: &'static str, stroke: &'static str, dashed: bool) -> Html {
    html! {
        <rect
            class="pe-block" x={n(at.0)} y={n(at.1)} width={n(size.0)} height={n(size.1)} rx="5"
            {fill} {stroke} stroke-dasharray={dashed.then_some("5 3")}
        />
    }
}

/// What can be pointed at though nothing is seen there.
fn reach(at: (u32, u32), size: (u32, u32)) -> Html {
    html! {
        <rect x={n(at.0)} y={n(at.1)} width={n(size.0)} height={n(size.1)} fill="#ffffff" fill-opacity="0" />
    }
}

#[inline(never)]
fn mark(d: String, fill: &'static str, stroke: Option<&'static str>) -> Html {
    html! { <path class="pe-sign" {d} {fill} {stroke} stroke-width="1.6" /> }
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq)]
enum Hand {
    Plain,
    Slanted,
    /// It ends where it is placed.
    Right,
    /// It stands above what it is placed at.
    Heading,
}

/// A text; what is read out are the names of what it stands in.
#[inline(never)]
fn write(at: (u32, u32), fill: &'static str, hand: Hand, lang: Option<&'static str>, text: String) -> Html {
    html! {
        <text
            {lang}
            x={n(at.0)} y={n(at.1)} {fill} aria-hidden="true"
            dy={(hand == Hand::Heading).then_some("-13")}
            font-weight={(hand == Hand::Heading).then_some("600")}
            font-style={(hand == Hand::Slanted).then_some("italic")}
            text-anchor={(hand == Hand::Right).then_some("end")}
        >{text}</text>
    }
}
