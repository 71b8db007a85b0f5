//! Which rows of a list are drawn: a window on it, so that its cost doesn't depend on its length.

use std::ops::Range;

/// How many rows are drawn around a row that is jumped to, and from the first one where it is not known how
/// many fill the view: more than a screen shows.
pub(crate) const FIRST: usize = 16;

/// How many more rows of a new answer are drawn than fit into the view: one may be in view in part, and rows may be
/// lower than any before.
const SPARE: usize = 2;

/// How many more are drawn when an end of the window comes into view.
const STEP: usize = 24;

/// How many are drawn at most; those that were left behind are dropped.
const MOST: usize = 90;

/// How many are printed at most: some thousand pages are no reader's wish.
pub(crate) const PRINTED: usize = 5000;

/// The spacers in place of rows that are not drawn are together at most so high, in CSS pixels:
/// browsers lay nothing out beyond some ten millions. In longer lists they are proportionally lower.
const HIGHEST: f64 = 8_000_000.0;

/// An end of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Towards the first row.
    Above,
    /// Towards the last row.
    Below,
}

/// The window on a list of `rows` rows in which `distance` rows beyond one of its ends are looked
/// at: it grows as far, or, if that is far, moves there.
pub(crate) fn reach(window: &Range<usize>, side: Side, distance: usize, rows: usize) -> Range<usize> {
    if distance > STEP {
        return match side {
            Side::Above => around(window.start.saturating_sub(distance), rows),
            Side::Below => around(window.end.saturating_add(distance), rows),
        };
    }
    match side {
        Side::Above => {
            let start = window.start.saturating_sub(distance + STEP);
            start..window.end.min(start + MOST)
        }
        Side::Below => {
            let end = (window.end + distance + STEP).min(rows);
            window.start.max(end.saturating_sub(MOST))..end
        }
    }
}

/// The window around a row.
pub(crate) fn around(row: usize, rows: usize) -> Range<usize> {
    let start = row.saturating_sub(FIRST / 3).min(rows.saturating_sub(FIRST));
    start..(start + FIRST).min(rows)
}

/// How many rows of a new answer are drawn if the list has so much room in view, and rows are so high at the least:
/// each is made, laid out and painted at every key, and the others are drawn once the reader scrolls.
pub(crate) fn filling(room: f64, height: f64) -> usize {
    ((room / height) as usize).saturating_add(SPARE).min(FIRST)
}

/// The height of a row that is not drawn, if drawn ones are `height` high on the average.
pub(crate) fn undrawn_height(height: f64, rows: usize) -> f64 {
    height.min(HIGHEST / rows.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_where_it_is_looked_beyond_and_drops_what_is_left_behind() {
        let mut window = reach(&(0..FIRST), Side::Below, 3, 1000);
        assert_eq!(window, 0..FIRST + STEP + 3);
        for _ in 0..10 {
            window = reach(&window, Side::Below, 0, 1000);
        }
        assert_eq!(window.len(), MOST);
        let back = reach(&window, Side::Above, 10, 1000);
        assert_eq!(back, window.start - 10 - STEP..window.start - 10 - STEP + MOST);
        assert_eq!(reach(&(960..1000), Side::Below, 0, 1000), 960..1000);
    }

    #[test]
    fn it_moves_to_what_is_far_off() {
        assert!(reach(&(0..40), Side::Below, 500, 1000).contains(&540));
        assert!(reach(&(500..540), Side::Above, 400, 1000).contains(&100));
        assert_eq!(reach(&(0..40), Side::Below, usize::MAX, 1000).end, 1000);
    }

    #[test]
    fn a_new_answer_fills_the_view_and_hardly_more() {
        // 6.8 fit.
        assert_eq!(filling(579.0, 85.0), 8);
        assert_eq!(filling(60.0, 85.0), SPARE);
        assert_eq!(filling(4000.0, 85.0), FIRST);
    }

    #[test]
    fn it_stays_within_the_list() {
        assert_eq!(around(0, 7), 0..7);
        assert_eq!(around(999, 1000), 1000 - FIRST..1000);
        assert_eq!(around(5, 0), 0..0);
    }

    #[test]
    fn a_list_of_millions_is_no_higher_than_browsers_can_lay_out() {
        assert!((undrawn_height(64.0, 671) - 64.0).abs() < f64::EPSILON);
        assert!(undrawn_height(64.0, 3_000_000) * 3_000_000.0 <= HIGHEST);
    }
}
