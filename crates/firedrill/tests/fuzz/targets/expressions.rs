//! `PromQL`: lexer, parser, printer and engine.

use std::sync::LazyLock;

use firedrill_promql::eval::{self, QueryOptions};
use firedrill_promql::script::{load_samples, parse_script};
use firedrill_promql::store::Store;
use firedrill_promql::syntax::{self, Expr};
use firedrill_promql::{Dialect, EvalError, Features};

use super::Outcome;

const DIALECTS: [Dialect; 2] = [Dialect::V3, Dialect::V2_42];

/// What Prometheus prints so that it does not read back as the same: no matchers at all, a sign that
/// binds looser than the operator after it, less than a millisecond.
const LOSSY: [&str; 4] = [", )", "+Inf ^", "-Inf ^", "[0s"];

/// Parses, prints, and parses what was printed.
pub(super) fn parse(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in &DIALECTS {
        for features in [Features::ALL, Features::default()] {
            match syntax::parse(text, dialect, &features) {
                Ok(expr) => {
                    is_accepted = true;
                    reads_back(&expr, dialect, &features)?;
                }
                Err(error) => {
                    let span = error.span;
                    if span.start > span.end
                        || span.end > text.len()
                        || text.get(span.start..span.end).is_none()
                    {
                        return Err(format!("the error {error} lies outside of the text, at {span:?}"));
                    }
                }
            }
            let _ = syntax::parse_selector(text, dialect, &features);
        }
        let _ = syntax::parse_metric(text, dialect);
    }
    Ok(Outcome::of(is_accepted))
}

fn reads_back(expr: &Expr, dialect: &Dialect, features: &Features) -> Result<(), String> {
    let printed = expr.to_string();
    if LOSSY.iter().any(|piece| printed.contains(piece)) {
        return Ok(());
    }
    for form in [printed.clone(), expr.pretty()] {
        let again = syntax::parse(&form, dialect, features)
            .map_err(|error| format!("printed as {form:?}, which does not parse: {error}"))?;
        if again.to_string() != printed {
            return Err(format!("printed as {form:?}, which reads as {again}, not {printed}"));
        }
    }
    Ok(())
}

/// The data that queries find.
static STORE: LazyLock<Store> = LazyLock::new(|| {
    let script = parse_script(include_str!("data.test")).expect("the script of the data");
    load_samples(&script).expect("the data")
});

/// Evaluates at a moment and over a range, with results or errors that a user can understand.
pub(super) fn evaluate(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in DIALECTS {
        let options =
            QueryOptions { dialect, features: Features::ALL, max_samples: 20_000, ..QueryOptions::default() };
        let Ok(expr) = syntax::parse(text, &options.dialect, &options.features) else { continue };
        let instant = eval::instant(&STORE, &expr, 600_000, &options);
        let range = eval::range(&STORE, &expr, 600_000, 1_500_000, 60_000, &options);
        is_accepted |= instant.is_ok();
        for outcome in [instant, range] {
            if let Err(EvalError::Execution(text)) = outcome
                && text.contains("runtime error")
                && !text.contains("integer divide by zero")
            {
                return Err(text);
            }
        }
    }
    Ok(Outcome::of(is_accepted))
}
