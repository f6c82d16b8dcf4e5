//! The run of a test group, as `promtool test rules` does it.

use std::collections::BTreeMap;

use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_promql::column::Steps;
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::Store;
use firedrill_promql::syntax::{self, Expr};

use super::alerts::check_alerts;
use super::input::Input;
use super::samples::{ExprCheck, check_samples};
use super::suite::Suite;
use super::traps;
use super::{Failure, TestGroup, TestGroupResult};
use crate::evaluation::{Evaluation, EvaluationOptions, InputSeries as _, PreparedRules, Wanted, evaluate};

/// Samples that one query of a test may hold, as in promtool.
const MAX_SAMPLES: usize = 10_000;
/// How long a sample counts as current.
const LOOKBACK: Duration = Duration::from_seconds(5 * 60);
/// Evaluations that a test group may ask for; promtool would run for hours.
pub const MAX_STEPS: usize = 5_000_000;

/// A test group that was run.
#[derive(Debug)]
pub struct TestGroupRun {
    /// What it came to.
    pub result: TestGroupResult,
    /// Input and recorded series as they were in the end.
    pub store: Store,
}

/// What the parts of a run share.
pub(super) struct Context<'s> {
    pub(super) suite: &'s Suite,
    rules: &'s PreparedRules<'s>,
    pub(super) group: &'s TestGroup,
    pub(super) steps: Steps,
    pub(super) query: QueryOptions<'s>,
}

impl Context<'_> {
    /// The step at which a check of `eval_time` is judged: the last one that is not later.
    pub(super) fn step_of(&self, eval_time: Duration) -> usize {
        (eval_time.as_ms() / self.steps.interval) as usize
    }
}

/// A suite whose expressions are planned, ready to run its test groups in any order and in parallel.
#[derive(Debug)]
pub struct PreparedSuite<'s> {
    suite: &'s Suite,
    rules: PreparedRules<'s>,
}

impl Suite {
    /// Plans the expressions of the rules.
    pub fn prepared(&self) -> PreparedSuite<'_> {
        PreparedSuite { suite: self, rules: PreparedRules::new(&self.rules, &self.query()) }
    }

    /// How often the test group at `index` evaluates a rule: a measure of its size.
    pub fn evaluations(&self, index: usize) -> usize {
        self.steps(index).saturating_mul(self.rules.len())
    }

    fn steps(&self, index: usize) -> usize {
        let count =
            self.file.tests[index].max_eval_time().as_ms() / self.file.evaluation_interval.as_ms() + 1;
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    fn query(&self) -> QueryOptions<'static> {
        QueryOptions {
            dialect: self.options.dialect,
            features: self.options.engine_features,
            lookback_ms: LOOKBACK.as_ms(),
            default_subquery_step_ms: self.file.evaluation_interval.as_ms(),
            max_samples: MAX_SAMPLES,
            ..QueryOptions::default()
        }
    }
}

impl PreparedSuite<'_> {
    /// Runs the test group at `index`.
    ///
    /// # Panics
    /// Where there is no such group.
    pub fn run(&self, index: usize) -> TestGroupRun {
        let suite = self.suite;
        let group = &suite.file.tests[index];
        let interval = suite.file.evaluation_interval.as_ms();
        let count = suite.steps(index);
        let mut result = TestGroupResult {
            name: group.name.clone(),
            index,
            span: group.span,
            failures: Vec::new(),
            traps: Vec::new(),
            steps: 0,
        };
        if count > MAX_STEPS {
            let text = format!("{count} evaluations, at most {MAX_STEPS} are possible");
            result.failures.push(Failure::Input { text, span: group.span });
            return TestGroupRun { result, store: Store::default() };
        }
        let context = Context {
            suite,
            rules: &self.rules,
            group,
            steps: Steps { start: group.start.as_ms(), interval, count },
            query: suite.query(),
        };
        let store = match run(&context, &mut result) {
            Ok(store) => store,
            Err(failures) => {
                result.failures = failures;
                Store::default()
            }
        };
        TestGroupRun { result, store }
    }
}

/// # Errors
/// What keeps the group from being evaluated at all.
fn run(context: &Context<'_>, result: &mut TestGroupResult) -> Result<Store, Vec<Failure>> {
    let Context { suite, group, .. } = *context;
    let last = Timestamp(context.steps.last());
    let input = Input::read(group, last, &suite.options.dialect).map_err(|failure| vec![*failure])?;
    result.traps = traps::of_group(context);
    result.traps.extend(input.traps.iter().cloned());
    let broken = suite.rule_file_failures();
    if !broken.is_empty() {
        return Err(broken);
    }
    if let Some(test) = group.alert_tests.iter().find(|test| test.alertname.is_empty()) {
        let group = group.name.clone();
        return Err(vec![Failure::AlertnameMissing { group, eval_time: test.eval_time, span: test.span }]);
    }
    let checks = expr_checks(context);
    let evaluation = evaluated(context, &input, &checks);
    let until = evaluation.failures.first().map_or(context.steps.count, |failure| failure.step);
    result.steps = (until + 1).min(context.steps.count);
    check_alerts(context, &input, &evaluation, until, result);
    if evaluation.failures.is_empty() {
        for check in &checks {
            result.failures.extend(check_samples(context, check, &evaluation.store));
        }
    } else {
        result.failures.extend(rule_failures(context, &evaluation));
    }
    Ok(evaluation.store)
}

fn expr_checks<'s>(context: &Context<'s>) -> Vec<ExprCheck<'s>> {
    let options = &context.suite.options;
    let parse = |text: &str| syntax::parse(text, &options.dialect, &options.engine_features);
    let checks = context.group.expr_tests.iter();
    checks.map(|test| ExprCheck { test, expr: parse(test.expression()) }).collect()
}

/// The rules over the horizon. Where the input is refused from some step on, nothing is evaluated from
/// there on, as upstream.
fn evaluated(context: &Context<'_>, input: &Input, checks: &[ExprCheck<'_>]) -> Evaluation {
    let mut steps = context.steps;
    if let Some(since) = input.refused.iter().map(|refused| refused.since).min() {
        steps.count = first_step_from(&steps, since);
    }
    if steps.count == 0 {
        let mut store = Store::default();
        input.load(&mut store, None, context.steps.last());
        return Evaluation { store, failures: Vec::new(), observed: Vec::new() };
    }
    let mut wanted = Wanted {
        alerts: BTreeMap::new(),
        expressions: checks.iter().filter_map(|check| check.expr.as_ref().ok()).collect::<Vec<&Expr>>(),
        all_rules: context.suite.options.all_rules,
        all_alert_series: context.suite.options.all_alert_series,
    };
    for test in &context.group.alert_tests {
        wanted.alerts.entry(test.alertname.clone()).or_default().push(context.step_of(test.eval_time));
    }
    for asked in wanted.alerts.values_mut() {
        asked.sort_unstable();
        asked.dedup();
    }
    let external_labels =
        context.group.external_labels.iter().map(|entry| (entry.name.as_str(), entry.value.value.as_str()));
    let options = EvaluationOptions {
        query: context.query,
        external_labels: Labels::from_pairs(external_labels),
        external_url: context.group.external_url.clone(),
        url_of_functions: None,
        mode: context.suite.options.mode,
    };
    evaluate(context.rules, input, steps, &wanted, &options)
}

/// The first step that is not before `time`.
pub(super) fn first_step_from(steps: &Steps, time: i64) -> usize {
    let distance = time - steps.start;
    let step = distance.div_euclid(steps.interval) + i64::from(distance.rem_euclid(steps.interval) != 0);
    usize::try_from(step).unwrap_or(0).min(steps.count)
}

fn rule_failures(context: &Context<'_>, evaluation: &Evaluation) -> Vec<Failure> {
    let failure = |failure: &crate::evaluation::RuleFailure| Failure::Rule {
        group: failure.group.clone(),
        rule: failure.rule.clone(),
        time: Timestamp(context.steps.time(failure.step)),
        text: failure.text.clone(),
    };
    evaluation.failures.iter().map(failure).collect()
}
