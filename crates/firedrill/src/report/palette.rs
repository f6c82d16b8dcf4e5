//! Colours by meaning.

use owo_colors::Style;

/// One style per meaning; all empty where colour is off.
#[derive(Debug, Clone, Copy, Default)]
pub struct Palette {
    /// Passed tests, and what was expected.
    pub good: Style,
    /// Failed tests and errors, and what was got instead.
    pub bad: Style,
    /// Warnings.
    pub warning: Style,
    /// What a reader may click on: positions.
    pub position: Style,
    /// What matters most on its line.
    pub strong: Style,
    /// What may be skipped: line numbers, times, gutters.
    pub faint: Style,
}

impl Palette {
    /// No colour at all.
    pub fn plain() -> Self {
        Self::default()
    }

    /// The sixteen terminal colours, which follow the user's theme.
    pub fn colored() -> Self {
        Self {
            good: Style::new().green(),
            bad: Style::new().red().bold(),
            warning: Style::new().yellow().bold(),
            position: Style::new().cyan(),
            strong: Style::new().bold(),
            faint: Style::new().dimmed(),
        }
    }
}
