//! The state of a cell that combines several facts.

use crate::model::State;

/// What a cell of a comparison shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No fact: the source says nothing. Never to be read as "no".
    Silent,
    /// All that is said comes to this state.
    Is(State),
    /// Something is absent and something else has this state: both are shown, never an average.
    AbsentAnd(State),
}

impl Cell {
    /// Combines the states of the facts of one cell.
    ///
    /// The common state if all agree; [`State::Conditional`] if provided, optional and
    /// conditional mix; split if any of those is mixed with absent; unclear wins over all.
    #[must_use]
    pub fn combine(states: impl IntoIterator<Item = State>) -> Self {
        let mut absent = false;
        let mut present: Option<State> = None;
        for state in states {
            match state {
                State::Unclear => return Self::Is(State::Unclear),
                State::Absent => absent = true,
                other if present.is_none_or(|common| common == other) => present = Some(other),
                _ => present = Some(State::Conditional),
            }
        }
        match (absent, present) {
            (false, None) => Self::Silent,
            (true, None) => Self::Is(State::Absent),
            (false, Some(state)) => Self::Is(state),
            (true, Some(state)) => Self::AbsentAnd(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell::{self, AbsentAnd, Is, Silent};
    use crate::model::State::{self, Absent, Conditional, Optional, Provided, Unclear};

    #[test]
    fn what_mixes_is_conditional_absence_stands_apart_and_unclear_wins() {
        let cases: &[(&[State], Cell)] = &[
            (&[], Silent),
            (&[Provided, Provided], Is(Provided)),
            (&[Absent, Absent], Is(Absent)),
            (&[Provided, Optional], Is(Conditional)),
            (&[Conditional, Provided, Provided], Is(Conditional)),
            (&[Optional, Absent], AbsentAnd(Optional)),
            (&[Absent, Provided, Optional], AbsentAnd(Conditional)),
            (&[Provided, Absent, Unclear], Is(Unclear)),
        ];
        for (states, expected) in cases {
            assert_eq!(Cell::combine(states.iter().copied()), *expected, "{states:?}");
            assert_eq!(Cell::combine(states.iter().rev().copied()), *expected, "{states:?} reversed");
        }
    }
}
