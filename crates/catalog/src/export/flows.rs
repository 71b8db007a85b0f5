//! The edges of the flows.

use super::{Shown, Table, Value, header, words};
use crate::cell::Cell;
use crate::flows::{self, Edge, Layer};
use crate::locale::message;
use crate::messages;
use crate::model::{Direction, State};

/// The edges of the flows as they are drawn: with the groups of data that are open, and with the smallest
/// of many nodes together, unless the view shows every node.
#[must_use]
pub fn flows<'a>(shown: &Shown<'a>) -> Table<'a> {
    let (index, catalog, settings) = (shown.index, shown.catalog(), &shown.link.settings);
    let types = catalog.data_types();
    let open: Vec<_> = settings.open.iter().filter_map(|id| types.find(id)).collect();
    let flows = flows::of_answer(index, shown.answer, &shown.link.query, &open);
    let flows = if settings.small { flows } else { flows.readable(index) };
    let row = |edge: &Edge| {
        let name = |layer| Value::text(flows.end(edge, layer).name.label(shown.locale, catalog, layer));
        vec![
            name(Layer::Product),
            name(Layer::Data),
            Value::text(shown.locale.say(way(edge))),
            name(Layer::Recipient),
            Value::Number(edge.facts.len()),
            Value::combined(shown.locale, edge.state),
            Value::text(words::ids(catalog, &edge.facts)),
            Value::text(words::citations(shown.locale, catalog, &edge.facts)),
        ]
    };
    let rows = flows.edges().iter().map(row).collect();
    shown.table(message("Flows"), header(shown.locale, &COLUMNS), rows)
}

const COLUMNS: [&str; 8] = messages![
    "Product",
    "Data",
    "Direction",
    "Recipient or origin",
    "Facts",
    "State",
    "Fact ids",
    "Stated in"
];

/// Which way an edge goes.
fn way(edge: &Edge) -> &'static str {
    let is_denied = edge.state == Cell::Is(State::Absent);
    match (edge.direction, is_denied) {
        (Some(Direction::Out), false) => message("goes out"),
        (Some(Direction::Out), true) => message("does not go out"),
        (Some(Direction::In), false) => message("comes in"),
        (Some(Direction::In), true) => message("does not come in"),
        (None, false) => message("way not told"),
        (None, true) => message("does not go"),
    }
}
