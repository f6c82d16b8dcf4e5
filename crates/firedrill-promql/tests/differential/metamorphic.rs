//! Laws that hold without a server.

use std::collections::BTreeMap;

use firedrill_promql::column::Steps;
use firedrill_promql::store::{Reader, Store};
use firedrill_promql::syntax::Expr;
use firedrill_promql::{Dialect, eval};

use crate::data::{Dataset, Series};
use crate::dice::Dice;
use crate::ours::{self, Answer};
use crate::query::{QueryGenerator, When};
use crate::setting;

const DATASETS: usize = 4;
const DEPTH: usize = 5;
const STEP_MS: i64 = 60_000;

/// One random query with its data.
struct Case<'a> {
    store: Store,
    series: &'a [Series],
    query: String,
    expr: Expr,
    start: i64,
    steps: i64,
    dialect: Dialect,
}

/// Calls `law` with many random queries in both dialects.
fn for_random_queries(salt: u64, law: impl Fn(&Case<'_>)) {
    let seed = setting("FIREDRILL_SEED", 20_261_124) ^ salt;
    let count = setting("FIREDRILL_METAMORPHIC_QUERIES", 600);
    let datasets: Vec<Dataset> = (0..DATASETS).map(|index| Dataset::generate(seed, index)).collect();
    let mut dice = Dice::new(seed);
    for number in 0..count {
        let dataset = &datasets[dice.below(DATASETS)];
        let depth = 1 + dice.below(DEPTH);
        let query = QueryGenerator { dice: &mut dice, prefix: &dataset.prefix }.query(depth);
        let dialect = if number % 2 == 0 { Dialect::V3 } else { Dialect::V2_42 };
        let Ok(expr) = ours::parse(&query, dialect) else { continue };
        let start = (dice.below(60) as i64) * STEP_MS;
        let steps = 2 + dice.below(12) as i64;
        law(&Case {
            store: ours::store(&dataset.series),
            series: &dataset.series,
            query,
            expr,
            start,
            steps,
            dialect,
        });
    }
}

impl Case<'_> {
    fn range(&self, from_step: i64, to_step: i64) -> Answer {
        let when = When::Range {
            start: self.start + from_step * STEP_MS,
            end: self.start + to_step * STEP_MS,
            step: STEP_MS,
        };
        ours::evaluate(&self.store, &self.expr, when, &ours::options(self.dialect))
    }

    fn instant(&self, step: i64) -> Answer {
        let when = When::Instant(self.start + step * STEP_MS);
        ours::evaluate(&self.store, &self.expr, when, &ours::options(self.dialect))
    }

    /// Whether the query looks at the bounds of its own range. `@` inside a subquery depends on where
    /// both start, see `fixed_by_at.test`, and in 2.42 the window of a selector with `@` moves with the
    /// range in functions that are evaluated per step.
    fn reads_bounds(&self) -> bool {
        let names = ["start()", "end()"].iter().any(|bound| self.query.contains(bound));
        let moves = !self.dialect.fixed_at_windows || self.query.contains(':');
        names || (moves && self.query.contains('@'))
    }

    /// Whether the query counts values that differ in their last bits, which the order decides.
    fn counts_sums(&self) -> bool {
        self.query.contains("count_values")
            && ["sum", "avg", "std"].iter().any(|name| self.query.contains(name))
    }

    /// Whether the query keeps some of several equal samples; the order decides which.
    fn chooses_among_equals(&self) -> bool {
        ["topk", "bottomk"].iter().any(|name| self.query.contains(name))
    }
}

#[test]
fn splitting_a_range_changes_nothing() {
    for_random_queries(1, |case| {
        if case.reads_bounds() || case.chooses_among_equals() || case.counts_sums() {
            return;
        }
        let middle = case.steps / 2;
        let (whole, head, tail) =
            (case.range(0, case.steps), case.range(0, middle), case.range(middle + 1, case.steps));
        let (Answer::Samples(whole), Answer::Samples(mut joined), Answer::Samples(tail)) =
            (whole, head, tail)
        else {
            return;
        };
        for (labels, points) in tail {
            joined.entry(labels).or_default().extend(points);
        }
        let (whole, joined) = (Answer::Samples(whole), Answer::Samples(joined));
        assert!(
            whole.is_close_to(&joined),
            "{} from {}\nwhole:\n{}joined:\n{}",
            case.query,
            case.start,
            whole.describe(),
            joined.describe()
        );
    });
}

#[test]
fn an_instant_equals_the_sample_of_a_range() {
    for_random_queries(2, |case| {
        if case.reads_bounds() || case.chooses_among_equals() || case.counts_sums() {
            return;
        }
        let Answer::Samples(range) = case.range(0, case.steps) else { return };
        for step in 0..=case.steps {
            let time = case.start + step * STEP_MS;
            let mut at_step: BTreeMap<String, Vec<(i64, u64)>> = BTreeMap::new();
            for (labels, points) in &range {
                let points: Vec<_> = points.iter().filter(|point| point.0 == time).copied().collect();
                if !points.is_empty() {
                    at_step.insert(labels.clone(), points);
                }
            }
            let (instant, at_step) = (case.instant(step), Answer::Samples(at_step));
            assert!(
                instant.is_close_to(&at_step),
                "{} at {time}\ninstant:\n{}range:\n{}",
                case.query,
                instant.describe(),
                at_step.describe()
            );
        }
    });
}

#[test]
fn a_whole_horizon_equals_its_steps_and_its_slices_bit_for_bit() {
    for_random_queries(3, |case| {
        let options = ours::options(case.dialect);
        // An instant query sees samples of the future; so shall the rule.
        let reader = Reader { ahead_ms: 10 * crate::data::HORIZON_MS, ..Reader::LAST };
        let slice = |from: usize, to: usize| {
            let start = case.start + from as i64 * STEP_MS;
            let steps = Steps { start, interval: STEP_MS, count: to - from };
            let outcome = eval::rule(&case.store, &case.expr, steps, reader, &options);
            (0..steps.count).map(|step| ours::step_of(&outcome, &steps, step)).collect::<Vec<Answer>>()
        };
        let count = case.steps as usize + 1;
        let whole = slice(0, count);
        let slices = [slice(0, count / 3), slice(count / 3, count)].concat();
        for (step, (whole, sliced)) in whole.iter().zip(&slices).enumerate() {
            let instant = case.instant(step as i64);
            assert!(
                instant.agrees_with(whole) && sliced.agrees_with(whole),
                "{} at step {step} from {}\ninstant:\n{}horizon:\n{}slice:\n{}",
                case.query,
                case.start,
                instant.describe(),
                whole.describe(),
                sliced.describe()
            );
        }
    });
}

#[test]
fn the_order_of_series_changes_the_last_bit_at_most() {
    for_random_queries(4, |case| {
        if case.chooses_among_equals() {
            return;
        }
        let mut reversed = case.series.to_vec();
        reversed.reverse();
        let store = ours::store(&reversed);
        let when = When::Range { start: case.start, end: case.start + case.steps * STEP_MS, step: STEP_MS };
        let options = ours::options(case.dialect);
        let (one, other) = (
            ours::evaluate(&case.store, &case.expr, when, &options),
            ours::evaluate(&store, &case.expr, when, &options),
        );
        // A rounding difference may decide a comparison, cancel out or grow beyond measure.
        let amplifies = [
            "sin",
            "cos",
            "tan",
            "exp",
            "%",
            "^",
            "==",
            "!=",
            "<",
            ">",
            "floor",
            "ceil",
            "round",
            "count_values",
        ];
        let sums = ["sum", "avg", "std"].iter().map(|name| case.query.matches(name).count()).sum::<usize>();
        if sums <= 1 && !amplifies.iter().any(|operation| case.query.contains(operation)) {
            assert!(
                one.is_close_to(&other),
                "{} from {}\none:\n{}other:\n{}",
                case.query,
                case.start,
                one.describe(),
                other.describe()
            );
        }
    });
}
