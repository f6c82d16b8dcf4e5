//! Which construct a syntax error is reported in.

/// The innermost open construct, and what it needs next. Constructs without an entry here (calls,
/// parentheses, operators) pass an error on to the one around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Context {
    Aggregation,
    GroupingStart,
    GroupingLabel,
    GroupingRest,
    Matcher,
    MatcherOperator,
    MatcherValue,
    MatchersRest,
    LabelSetItem,
    LabelSetEquals,
    LabelSetValue,
    LabelSetRest,
    Offset { numeric: bool },
    At,
    Range { numeric: bool },
    RangeRest,
    Step { numeric: bool },
    StepRest,
    SeriesValues,
    Histogram,
}

impl Context {
    /// The two halves of Prometheus' message: `in …`, `expected …`.
    pub(super) fn texts(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Aggregation => ("aggregation", None),
            Self::GroupingStart => ("grouping opts", Some("\"(\"")),
            Self::GroupingLabel => ("grouping opts", Some("label")),
            Self::GroupingRest => ("grouping opts", Some("\",\" or \")\"")),
            Self::Matcher => ("label matching", Some("identifier or \"}\"")),
            Self::MatcherOperator => ("label matching", Some("label matching operator")),
            Self::MatcherValue => ("label matching", Some("string")),
            Self::MatchersRest => ("label matching", Some("\",\" or \"}\"")),
            Self::LabelSetItem => ("label set", Some("identifier or \"}\"")),
            Self::LabelSetEquals => ("label set", Some("\"=\"")),
            Self::LabelSetValue => ("label set", Some("string")),
            Self::LabelSetRest => ("label set", Some("\",\" or \"}\"")),
            Self::Offset { numeric: true } => ("offset", Some("number, duration, step(), or range()")),
            Self::Offset { numeric: false } => ("offset", Some("duration")),
            Self::At => ("@", Some("timestamp")),
            Self::Range { numeric: true } => {
                ("subquery or range selector", Some("number, duration, step(), or range()"))
            }
            Self::Range { numeric: false } => ("subquery selector", Some("duration")),
            Self::RangeRest => ("subquery or range", Some("\":\" or \"]\"")),
            Self::Step { numeric: true } => {
                ("subquery selector", Some("number, duration, step(), range(), or \"]\""))
            }
            Self::Step { numeric: false } => ("subquery selector", Some("duration or \"]\"")),
            Self::StepRest => ("subquery selector", Some("\"]\"")),
            Self::SeriesValues => ("series values", None),
            Self::Histogram => {
                ("histogram description", Some("histogram description key, e.g. buckets:[5 10 7]"))
            }
        }
    }
}
