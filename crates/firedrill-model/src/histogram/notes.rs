//! What PromQL tells the user about a computation besides its result.

/// What the histograms were combined for; part of the annotation's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// `+`, and adding what was lost at counter resets.
    Addition,
    /// `-`, and the difference over a window.
    Subtraction,
    /// `sum`, `avg`, `sum_over_time`, `avg_over_time`.
    Aggregation,
}

impl Operation {
    /// The word in annotation texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Addition => "addition",
            Self::Subtraction => "subtraction",
            Self::Aggregation => "aggregation",
        }
    }
}

/// One thing to tell; level, text and position are the engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// Warning: exponential and custom buckets met, there is no result.
    MixedSchemas,
    /// Warning: one side claims a counter reset, the other claims there was none.
    ConflictingCounterResets(Operation),
    /// Info: custom bounds differed and were reduced to the common ones.
    BoundsReconciled(Operation),
    /// Warning: a counter function met a gauge histogram.
    NotCounter,
    /// Warning: a gauge function met a counter histogram.
    NotGauge,
}

/// Notes in the order they were made, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes(Vec<Note>);

impl Notes {
    /// Adds a note unless it is there.
    pub fn add(&mut self, note: Note) {
        if !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    /// Adds the note on differing bounds, if they did; conflicting hints do not matter where the
    /// result becomes a gauge.
    pub(super) fn add_reconciliation(&mut self, combined: super::Combined, operation: Operation) {
        if combined.bounds_reconciled {
            self.add(Note::BoundsReconciled(operation));
        }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All notes in order.
    pub fn iter(&self) -> impl Iterator<Item = Note> {
        self.0.iter().copied()
    }
}

impl Extend<Note> for Notes {
    fn extend<T: IntoIterator<Item = Note>>(&mut self, notes: T) {
        notes.into_iter().for_each(|note| self.add(note));
    }
}
