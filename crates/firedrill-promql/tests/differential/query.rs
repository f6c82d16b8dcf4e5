//! Random well-typed PromQL, built top down by type.

use crate::data::{HORIZON_MS, METRICS};
use crate::dice::Dice;

/// Functions from an instant vector to an instant vector.
const ELEMENT: [&str; 24] = [
    "abs",
    "ceil",
    "floor",
    "exp",
    "ln",
    "log2",
    "log10",
    "sqrt",
    "sgn",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "deg",
    "rad",
    "timestamp",
];
const CALENDAR: [&str; 8] =
    ["minute", "hour", "day_of_week", "day_of_month", "day_of_year", "days_in_month", "month", "year"];
/// Functions from a range vector to an instant vector.
const OVER_RANGE: [&str; 19] = [
    "rate",
    "increase",
    "delta",
    "irate",
    "idelta",
    "resets",
    "changes",
    "deriv",
    "avg_over_time",
    "sum_over_time",
    "min_over_time",
    "max_over_time",
    "count_over_time",
    "stddev_over_time",
    "stdvar_over_time",
    "last_over_time",
    "present_over_time",
    "absent_over_time",
    "sum_over_time",
];
const AGGREGATE: [&str; 8] = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];
const ARITHMETIC: [&str; 7] = ["+", "-", "*", "/", "%", "^", "atan2"];
const COMPARE: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];
const LABELS: [&str; 3] = ["job", "instance", "le"];
const RANGES: [&str; 8] = ["15s", "45s", "1m", "90s", "2m", "5m", "12m", "1h"];

/// When a query is asked, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// An instant query.
    Instant(i64),
    /// A range query.
    Range {
        /// First step.
        start: i64,
        /// Last step at the latest.
        end: i64,
        /// Distance.
        step: i64,
    },
}

impl When {
    /// A random moment or range within the data and a little beyond.
    pub(crate) fn generate(dice: &mut Dice) -> Self {
        let moment = |dice: &mut Dice| (dice.below(265) as i64) * 15_000 - 120_000;
        if dice.chance(0.6) {
            return Self::Instant(moment(dice));
        }
        let start = moment(dice);
        let step = *dice.pick(&[15_000, 30_000, 60_000, 47_000, 300_000]);
        Self::Range { start, end: (start + step * dice.below(40) as i64).min(HORIZON_MS + 600_000), step }
    }
}

/// Builds queries for one data set.
#[derive(Debug)]
pub(crate) struct QueryGenerator<'a> {
    /// Where choices come from.
    pub dice: &'a mut Dice,
    /// Prefix of the metric names.
    pub prefix: &'a str,
}

impl QueryGenerator<'_> {
    /// A query of any type a server answers with samples, of at most `depth` levels.
    pub(crate) fn query(&mut self, depth: usize) -> String {
        if self.dice.chance(0.05) { self.scalar(depth) } else { self.vector(depth) }
    }

    fn vector(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.selector(true);
        }
        match self.dice.below(15) {
            0 => self.selector(true),
            1 => format!("{}({})", self.dice.pick(&ELEMENT), self.vector(depth - 1)),
            2 => format!("{}({})", self.dice.pick(&CALENDAR), self.vector(depth - 1)),
            3..=5 => format!("{}({})", self.dice.pick(&OVER_RANGE), self.matrix(depth - 1)),
            6..=7 => {
                let op = *self.dice.pick(&AGGREGATE);
                format!("{op}{} ({})", self.clause(), self.vector(depth - 1))
            }
            8 => self.parametrised_aggregate(depth),
            9..=11 => self.binary(depth),
            12 => self.parametrised_function(depth),
            13 => format!("-{}", self.parenthesised(depth - 1)),
            _ => self.label_function(depth),
        }
    }

    fn parenthesised(&mut self, depth: usize) -> String {
        format!("({})", self.vector(depth))
    }

    fn scalar(&mut self, depth: usize) -> String {
        match self.dice.below(if depth == 0 { 2 } else { 4 }) {
            0 => (*self.dice.pick(&["0", "1", "2.5", "-3", "NaN", "Inf", "0.1", "1e10"])).to_owned(),
            1 => (*self.dice.pick(&["time()", "pi()"])).to_owned(),
            2 => format!("scalar({})", self.vector(depth - 1)),
            _ => {
                let op = *self.dice.pick(&ARITHMETIC);
                format!("({} {op} {})", self.scalar(depth - 1), self.scalar(depth - 1))
            }
        }
    }

    fn selector(&mut self, modifiers: bool) -> String {
        let metric = *self.dice.pick(&METRICS);
        let mut text = if self.dice.chance(0.1) {
            format!("{{__name__=~\"{}({metric}|twin)\"", self.prefix)
        } else {
            format!("{}{metric}{{", self.prefix)
        };
        if self.dice.chance(0.4) {
            let separator = if text.ends_with('{') { "" } else { "," };
            let matcher = *self.dice.pick(&[
                "job=\"api\"",
                "job!=\"api\"",
                "instance=~\"1.*\"",
                "instance!~\"1|2\"",
                "le=\"\"",
                "nope=\"x\"",
                "job=~\".+\"",
            ]);
            text.push_str(separator);
            text.push_str(matcher);
        }
        text.push('}');
        if modifiers {
            text.push_str(&self.modifiers());
        }
        text
    }

    fn modifiers(&mut self) -> String {
        let mut text = String::new();
        if self.dice.chance(0.15) {
            let choice = *self.dice.pick(&[" offset 1m", " offset 7m", " offset -2m", " offset 50s"]);
            text.push_str(choice);
        }
        if self.dice.chance(0.12) {
            let choice = *self.dice.pick(&[" @ 1200", " @ start()", " @ end()", " @ 2999.5"]);
            text.push_str(choice);
        }
        text
    }

    fn matrix(&mut self, depth: usize) -> String {
        let range = *self.dice.pick(&RANGES);
        let selection = if depth == 0 || self.dice.chance(0.7) {
            format!("{}[{range}]", self.selector(false))
        } else {
            let step = *self.dice.pick(&["", "15s", "30s", "1m", "100s"]);
            format!("{}[{range}:{step}]", self.parenthesised(depth - 1))
        };
        format!("{selection}{}", self.modifiers())
    }

    fn labels(&mut self) -> String {
        let chosen: Vec<&str> = LABELS.into_iter().filter(|_| self.dice.chance(0.5)).collect();
        chosen.join(", ")
    }

    fn clause(&mut self) -> String {
        match self.dice.below(3) {
            0 => String::new(),
            1 => format!(" by ({})", self.labels()),
            _ => format!(" without ({})", self.labels()),
        }
    }

    fn parametrised_aggregate(&mut self, depth: usize) -> String {
        let clause = self.clause();
        match self.dice.below(3) {
            0 => {
                let op = *self.dice.pick(&["topk", "bottomk"]);
                let count = self.dice.below(4);
                format!("{op}{clause} ({count}, {})", self.vector(depth - 1))
            }
            1 => format!("quantile{clause} (0.{}, {})", self.dice.below(10), self.vector(depth - 1)),
            _ => format!("count_values{clause} (\"v\", {})", self.vector(depth - 1)),
        }
    }

    fn parametrised_function(&mut self, depth: usize) -> String {
        match self.dice.below(14) {
            0 => format!("round({}, {})", self.vector(depth - 1), self.scalar(0)),
            1 => format!("clamp({}, {}, {})", self.vector(depth - 1), self.scalar(0), self.scalar(0)),
            2 => format!("clamp_max({}, {})", self.vector(depth - 1), self.scalar(0)),
            3 => format!("quantile_over_time({}, {})", self.scalar(0), self.matrix(depth - 1)),
            4 => format!("predict_linear({}, {})", self.matrix(depth - 1), self.scalar(0)),
            5 => format!("vector({})", self.scalar(depth - 1)),
            6 => format!("absent({})", self.vector(depth - 1)),
            7 => format!("clamp_min({}, {})", self.vector(depth - 1), self.scalar(0)),
            8 => format!("round({})", self.vector(depth - 1)),
            9 => {
                let factors = ["0.3", "0.5", "0.9", "1", "NaN"];
                let (smoothing, trend) = (*self.dice.pick(&factors), *self.dice.pick(&factors));
                format!("holt_winters({}, {smoothing}, {trend})", self.matrix(depth - 1))
            }
            10 => format!("histogram_quantile({}, {})", self.scalar(0), self.vector(depth - 1)),
            11 => format!("{}({})", self.dice.pick(&["sort", "sort_desc"]), self.vector(depth - 1)),
            12 => format!("{}()", self.dice.pick(&CALENDAR)),
            _ => {
                let selector = format!("rate({}lat_bucket[{}])", self.prefix, self.dice.pick(&RANGES));
                format!("histogram_quantile(0.{}, sum by (le, job) ({selector}))", self.dice.below(10))
            }
        }
    }

    fn label_function(&mut self, depth: usize) -> String {
        let vector = self.vector(depth - 1);
        match self.dice.below(3) {
            0 => format!("label_replace({vector}, \"new\", \"x$1\", \"instance\", \"(.).*\")"),
            1 => format!("label_replace({vector}, \"job\", \"$1\", \"instance\", \"(1)0?\")"),
            _ => format!("label_join({vector}, \"joined\", \"-\", \"job\", \"instance\")"),
        }
    }

    fn binary(&mut self, depth: usize) -> String {
        let depth = depth - 1;
        if self.dice.chance(0.35) {
            let op =
                if self.dice.chance(0.5) { *self.dice.pick(&ARITHMETIC) } else { *self.dice.pick(&COMPARE) };
            let (vector, scalar) = (self.parenthesised(depth), self.scalar(depth.min(1)));
            let returns_bool = self.bool_modifier(op);
            return if self.dice.chance(0.5) {
                format!("{vector} {op}{returns_bool} {scalar}")
            } else {
                format!("{scalar} {op}{returns_bool} {vector}")
            };
        }
        let (lhs, rhs) = (self.parenthesised(depth), self.parenthesised(depth));
        if self.dice.chance(0.3) {
            let op = *self.dice.pick(&["and", "or", "unless"]);
            return format!("{lhs} {op}{} {rhs}", self.matching(false));
        }
        let op = if self.dice.chance(0.6) { *self.dice.pick(&ARITHMETIC) } else { *self.dice.pick(&COMPARE) };
        let returns_bool = self.bool_modifier(op);
        format!("{lhs} {op}{returns_bool}{} {rhs}", self.matching(true))
    }

    fn bool_modifier(&mut self, op: &str) -> &'static str {
        if COMPARE.contains(&op) && self.dice.chance(0.4) { " bool" } else { "" }
    }

    fn matching(&mut self, grouping: bool) -> String {
        if self.dice.chance(0.4) {
            return String::new();
        }
        let keyword = *self.dice.pick(&["on", "ignoring"]);
        let mut text = format!(" {keyword} ({})", self.labels());
        if grouping && self.dice.chance(0.5) {
            let side = *self.dice.pick(&["group_left", "group_right"]);
            let include = if keyword == "ignoring" || self.dice.chance(0.6) { "" } else { "extra" };
            text.push_str(&format!(" {side} ({include})"));
        }
        text
    }
}
