//! A function's signature as data.

use super::kernel::Kernel;
use super::table::FUNCTIONS;
use crate::dialect::Dialect;
use crate::syntax::ValueType;

/// One function: its signature as data and how it computes.
#[derive(Debug)]
pub struct Function {
    /// The name, case sensitive.
    pub name: &'static str,
    /// Types of the listed arguments.
    pub args: &'static [ValueType],
    /// As Prometheus' table: 0 = exactly the listed arguments; n > 0 = the last listed argument is
    /// optional and may occur up to n times; −1 = it may occur any number of times.
    pub variadic: i32,
    /// Type of the result.
    pub returns: ValueType,
    /// Behind `promql-experimental-functions`.
    pub experimental: bool,
    /// Which dialects have it.
    pub availability: Availability,
    /// One line for the reference page.
    pub summary: &'static str,
    /// How it computes.
    pub kernel: Kernel,
}

/// Which dialects have a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// 2.42 and 3.
    Always,
    /// Only 3.
    Since3,
    /// Only 2.42.
    Until3,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Function {
    /// Whether the result differs from step to step although the arguments do not. As
    /// `AtModifierUnsafeFunctions` in `promql/functions.go`.
    pub fn depends_on_step(&self) -> bool {
        matches!(
            self.name,
            "day_of_month"
                | "day_of_week"
                | "day_of_year"
                | "days_in_month"
                | "hour"
                | "minute"
                | "month"
                | "predict_linear"
                | "time"
                | "timestamp"
                | "year"
        )
    }

    /// A function of one instant vector; rows of the table change what differs.
    pub(super) const fn of_vector(name: &'static str, summary: &'static str, kernel: Kernel) -> Self {
        Self {
            name,
            args: &[ValueType::InstantVector],
            variadic: 0,
            returns: ValueType::InstantVector,
            experimental: false,
            availability: Availability::Always,
            summary,
            kernel,
        }
    }

    /// A function of one range vector; rows of the table change what differs.
    pub(super) const fn of_range(name: &'static str, summary: &'static str, kernel: Kernel) -> Self {
        Self { args: &[ValueType::RangeVector], ..Self::of_vector(name, summary, kernel) }
    }
}

/// The function called `name` in `dialect`, experimental ones included.
pub fn lookup(name: &str, dialect: &Dialect) -> Option<&'static Function> {
    let is_3 = dialect.numeric_durations;
    let position = FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
    let available = match FUNCTIONS[position].availability {
        Availability::Always => true,
        Availability::Since3 => is_3,
        Availability::Until3 => !is_3,
    };
    available.then_some(FUNCTIONS[position])
}
