//! One line of the picture.

use firedrill_model::Timestamp;
use firedrill_scenario::timeline::AlertState;

use super::axis::Axis;

/// A name and one character per column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    pub(super) name: String,
    pub(super) cells: Vec<Cell>,
}

/// What a column of a lane shows; of several things, the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    /// Nothing, or an inactive alert.
    Quiet,
    /// A group that has alerts, or had.
    Open,
    /// A resolved alert.
    Resolved,
    /// A pending alert.
    Pending,
    /// A firing alert.
    Firing,
    /// Something that was muted.
    Muted,
    /// A notification that all is resolved.
    SentResolved,
    /// A notification that something fires.
    SentFiring,
    /// A notification that did not get through.
    Failed,
}

impl Cell {
    pub(super) const fn character(self) -> char {
        match self {
            Self::Quiet => '·',
            Self::Open => '─',
            Self::Resolved => '▁',
            Self::Pending => '░',
            Self::Firing => '█',
            Self::Muted => 'm',
            Self::SentResolved => '▽',
            Self::SentFiring => '▲',
            Self::Failed => '✗',
        }
    }

    const fn of(state: AlertState) -> Self {
        match state {
            AlertState::Inactive => Self::Quiet,
            AlertState::Pending => Self::Pending,
            AlertState::Firing => Self::Firing,
            AlertState::Resolved => Self::Resolved,
        }
    }
}

impl Lane {
    pub(super) fn new(name: String, columns: usize, cell: Cell) -> Self {
        Self { name, cells: vec![cell; columns] }
    }

    /// The lane of an alert with these changes, which ascend.
    pub(super) fn of_alert(name: String, changes: &[(Timestamp, AlertState)], axis: &Axis) -> Self {
        let mut lane = Self::new(name, axis.columns, Cell::Quiet);
        for (idx, (at, state)) in changes.iter().enumerate() {
            let first = axis.column(*at);
            let next = changes.get(idx + 1).map_or(axis.columns, |(next, _)| axis.column(*next));
            // What lasts less than a column is seen all the same, unless something greater is there.
            for (offset, cell) in lane.cells[first..next.max(first + 1)].iter_mut().enumerate() {
                let shown = Cell::of(*state);
                *cell = if offset == 0 && idx > 0 { shown.max(*cell) } else { shown };
            }
            if Cell::of(*state) < Cell::Firing && first + 1 < axis.columns && next > first + 1 {
                lane.cells[first] = lane.cells[first].max(Cell::of(*state));
            }
        }
        lane
    }

    /// Shows `cell` at an instant, unless something greater is there.
    pub(super) fn put(&mut self, column: usize, cell: Cell) {
        self.cells[column] = self.cells[column].max(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_states_are_seen() {
        let axis = Axis { start: Timestamp(0), end: Timestamp(100), columns: 10 };
        let at = |time: i64, state| (Timestamp(time), state);
        let changes = [
            at(20, AlertState::Pending),
            at(41, AlertState::Firing),
            at(42, AlertState::Resolved),
            at(81, AlertState::Pending),
            at(82, AlertState::Inactive),
        ];
        let lane = Lane::of_alert("A".to_owned(), &changes, &axis);
        let text: String = lane.cells.into_iter().map(Cell::character).collect();
        assert_eq!(text, "··░░█▁▁▁░·");
    }
}
