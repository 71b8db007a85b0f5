//! How the cells of a workbook look.

use super::package::{MAIN, XML};
use crate::cell::Cell;
use crate::export::zip::Text;
use crate::model::State;

/// How a cell looks: its place among `cellXfs`.
#[derive(Clone, Copy)]
pub(super) enum Style {
    Header = 1,
    Text,
    /// A text that would become a formula if somebody went into its cell and left it.
    Inert,
    Number,
    Label,
    /// The first of those of [`STATES`].
    State,
}

/// The colours of states, of letters and of what is behind them, as in the page; a split has those of both
/// sides: an absence behind, a condition in front.
const STATES: [(&str, &str); 7] = [
    // Silent.
    ("4F5660", "ECEEF0"),
    // Provided, optional, conditional, absent, unclear: the order of `State`.
    ("005C37", "DFF2E8"),
    ("0A4F94", "DEEBF9"),
    ("6E4800", "FBEFD2"),
    ("96201A", "FBE3E1"),
    ("58348A", "EDE5F7"),
    // Split.
    ("6E4800", "FBE3E1"),
];

pub(super) fn style_of(cell: Cell) -> usize {
    Style::State as usize
        + match cell {
            Cell::Silent => 0,
            Cell::Is(state) => 1 + state as usize,
            Cell::AbsentAnd(_) => 1 + State::ALL.len(),
        }
}

/// The styles (18.8.39): fonts, fills, borders, and the formats of cells.
pub(super) fn styles(out: &mut Text<'_>) {
    let font = |bold: &str, colour: &str| {
        [
            "<font>",
            bold,
            "<sz val=\"11\"/><color rgb=\"FF",
            colour,
            "\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
        ]
        .concat()
    };
    let solid = |colour: &str| {
        let colours = ["<fgColor rgb=\"FF", colour, "\"/><bgColor indexed=\"64\"/>"].concat();
        ["<fill><patternFill patternType=\"solid\">", &colours, "</patternFill></fill>"].concat()
    };
    out.push(&[XML, "<styleSheet xmlns=\"", MAIN, "\"><fonts count=\"9\">"]);
    out.push(&[&font("", "000000"), &font("<b/>", "000000")]);
    for (letters, _) in STATES {
        out.push(&[&font("", letters)]);
    }
    // The first two are those that the standard reserves.
    out.push(&["</fonts><fills count=\"10\"><fill><patternFill patternType=\"none\"/></fill>"]);
    out.push(&["<fill><patternFill patternType=\"gray125\"/></fill>", &solid("E3E6E8")]);
    for (_, behind) in STATES {
        out.push(&[&solid(behind)]);
    }
    out.push(&[
        "</fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    ]);
    out.push(&["<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"]);
    out.push(&[
        "<cellXfs count=\"13\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    ]);
    let mut format = |font: usize, fill: usize, more: &str| {
        out.push(&["<xf numFmtId=\"0\" fontId=\"", &font.to_string(), "\" fillId=\"", &fill.to_string()]);
        out.push(&[
            "\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"",
            more,
            ">",
        ]);
        out.push(&["<alignment vertical=\"top\" wrapText=\"1\"/></xf>"]);
    };
    format(1, 2, "");
    format(0, 0, "");
    format(0, 0, " quotePrefix=\"1\"");
    format(0, 0, "");
    format(1, 0, "");
    (0..STATES.len()).for_each(|at| format(at + 2, at + 3, ""));
    out.push(&["</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"]);
    out.push(&["</styleSheet>"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_be_read_on_every_colour() {
        // WCAG 2.2, 1.4.3: a contrast of 4.5.
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        for (letters, behind) in STATES {
            assert!((luminance(behind) + 0.05) / (luminance(letters) + 0.05) >= 4.5, "{letters} on {behind}");
        }
    }
}
