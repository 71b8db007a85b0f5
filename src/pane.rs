//! Which part of a large table is drawn, so that its cost doesn't depend on its size. Rows and columns
//! are then of one height and one width each, so that what is not drawn leaves exactly its room.

use std::ops::Range;

/// The height of a row and the widths of a column and of the names before them, in CSS pixels, in a table
/// that is drawn in part.
pub(crate) const ROW: usize = 58;
pub(crate) const COLUMN: usize = 164;
pub(crate) const NAMES: usize = 236;

/// The least widths of a column and of the names, in one that is drawn as a whole.
pub(crate) const LEAST: [usize; 2] = [126, 192];

/// The most cells of a table that is drawn as a whole.
const WHOLE: usize = 1_000;

/// How many rows and columns are drawn beyond those that are seen.
const AHEAD: usize = 3;

/// How many columns are printed at most: what has room on a sheet.
pub(crate) const PRINTED_COLUMNS: usize = 8;

/// A part of a table: rows and columns, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pane {
    pub(crate) rows: Range<usize>,
    pub(crate) columns: Range<usize>,
}

impl Default for Pane {
    fn default() -> Self {
        Self { rows: 0..16, columns: 0..9 }
    }
}

impl Pane {
    /// What is printed.
    pub(crate) const PRINTED: Self = Self { rows: 0..5000, columns: 0..PRINTED_COLUMNS };

    /// The part that is seen of a table's scroller, which is scrolled by `left` and `top` and shows `width`
    /// by `height` CSS pixels of it, and somewhat more.
    pub(crate) fn seen(left: f64, top: f64, width: f64, height: f64) -> Self {
        let range = |from: f64, len: f64, each: usize| {
            let first = (from.max(0.0) / each as f64) as usize;
            let last = ((from.max(0.0) + len) / each as f64) as usize + 1;
            first.saturating_sub(AHEAD)..last + AHEAD
        };
        Self { rows: range(top, height, ROW), columns: range(left, width, COLUMN) }
    }

    /// Whether all of `seen` that a reader can see is drawn in this part of a table of `rows` by `columns`.
    pub(crate) fn shows(&self, seen: &Self, rows: usize, columns: usize) -> bool {
        let within = |own: &Range<usize>, seen: &Range<usize>, len: usize| {
            let from = if seen.start == 0 { 0 } else { seen.start + AHEAD };
            own.start <= from && seen.end.saturating_sub(AHEAD).min(len) <= own.end
        };
        within(&self.rows, &seen.rows, rows) && within(&self.columns, &seen.columns, columns)
    }

    /// The part with a cell of it, whose row and column count from 1 after the head and the names.
    pub(crate) fn with(&self, row: usize, column: usize) -> Self {
        let around = |own: &Range<usize>, at: usize| {
            let place = at.saturating_sub(1);
            let shift = own.len() / 2;
            if at == 0 || own.contains(&place) {
                return own.clone();
            }
            let start = place.saturating_sub(shift);
            start..start + own.len()
        };
        Self { rows: around(&self.rows, row), columns: around(&self.columns, column) }
    }

    /// What is drawn of a table of `rows` by `columns`: all of a small one.
    pub(crate) fn of(&self, rows: usize, columns: usize) -> Self {
        if *self != Self::PRINTED && rows * columns <= WHOLE {
            return Self { rows: 0..rows, columns: 0..columns };
        }
        let within = |own: &Range<usize>, len: usize| own.start.min(len)..own.end.min(len);
        Self { rows: within(&self.rows, rows), columns: within(&self.columns, columns) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_table_is_drawn_as_a_whole_and_a_large_one_in_part() {
        assert_eq!(Pane::default().of(90, 5), Pane { rows: 0..90, columns: 0..5 });
        assert_eq!(Pane::default().of(200, 1000), Pane::default());
        assert_eq!(Pane::PRINTED.of(90, 50), Pane { rows: 0..90, columns: 0..PRINTED_COLUMNS });
        assert_eq!(Pane { rows: 190..230, columns: 0..12 }.of(200, 1000).rows, 190..200);
    }

    #[test]
    fn what_is_seen_is_drawn_until_the_reader_scrolls_beyond() {
        let seen = Pane::seen(COLUMN as f64 * 100.0, ROW as f64 * 50.0, 900.0, 600.0);
        assert!(seen.rows.contains(&50) && seen.columns.contains(&100));
        assert!(seen.shows(&seen, 200, 1000));
        let on = |columns: usize| Pane::seen((COLUMN * columns) as f64, ROW as f64 * 50.0, 900.0, 600.0);
        assert!(seen.shows(&on(103), 200, 1000));
        assert!(!seen.shows(&on(110), 200, 1000));
        assert!(Pane::seen(0.0, 0.0, 900.0, 600.0).shows(&Pane::seen(0.0, 0.0, 900.0, 600.0), 3, 3));
    }

    #[test]
    fn a_cell_that_gets_the_focus_is_drawn() {
        let pane = Pane::default();
        assert_eq!(pane.with(0, 0), pane);
        assert_eq!(pane.with(pane.rows.end, pane.columns.end), pane);
        assert!(pane.with(21, 500).rows.contains(&20));
        assert!(pane.with(21, 500).columns.contains(&499));
        assert_eq!(pane.with(21, 500).columns.len(), pane.columns.len());
    }
}
