//! What differs between the programs that use templates.

/// Which Go built the program that is imitated: the template language grew with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum GoVersion {
    /// Go 1.19: no `range` over integers, no `else with`, shorter error texts. Prometheus 2.42,
    /// Alertmanager 0.25.
    Go1_19,
    /// Go 1.26. Prometheus 3.14, Alertmanager 0.34.
    #[default]
    Go1_26,
}

/// What a key that a map lacks stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingKey {
    /// No value; prints `<no value>`.
    #[default]
    Invalid,
    /// The zero value of the map's element type.
    Zero,
    /// An error.
    Error,
}

/// How a template is parsed and executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The language version.
    pub go: GoVersion,
    /// What a missing map key stands for.
    pub missing_key: MissingKey,
}

/// Parentheses within parentheses. Go allows ten thousand, and uses megabytes of stack for them.
pub(crate) const MAX_PARENTHESES: usize = 200;
/// Templates calling templates.
pub(crate) const MAX_TEMPLATE_DEPTH: usize = 100_000;
/// Beyond this a template is refused rather than the memory of the machine used up.
pub(crate) const MAX_OUTPUT_BYTES: usize = 64 << 20;
/// Nodes that one execution visits, the ends of lists counted too. Go goes on for as long as it takes.
pub(crate) const MAX_STEPS: usize = 10_000_000;
/// Values within values: printing and dropping them is recursive.
pub(crate) const MAX_NESTING: usize = 200;
