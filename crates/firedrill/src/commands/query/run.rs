//! Reads the series, asks, prints.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use firedrill_model::Labels;
use firedrill_promql::annotations::Level;
use firedrill_promql::eval::{QueryOptions, QueryOutcome, QueryValue};
use firedrill_promql::store::{Origin, Series, Store};

use super::arguments::{Arguments, Format};
use super::batch;
use crate::Exit;
use crate::command_line::Color;
use crate::commands::features::features;
use crate::query::{DataOptions, Grid, QueryError, When, answer, evaluate, load, render_chart, render_table};
use crate::report::{Problem, Severity, write_problem};

/// Width of a chart where the terminal's is not known.
const COLUMNS: usize = 100;

/// Answers the query or the batch of `arguments` on standard output; errors and annotations go to
/// standard error.
pub fn run(arguments: &Arguments) -> Exit {
    match try_run(arguments) {
        Ok(()) => Exit::Held,
        Err((exit, text)) => {
            eprintln!("{}", text.trim_end());
            exit
        }
    }
}

type Failed = (Exit, String);

fn try_run(arguments: &Arguments) -> Result<(), Failed> {
    let store = load_all(arguments)?;
    let deadline = Instant::now() + Duration::from_millis(arguments.timeout.as_ms().max(0) as u64);
    let out_of_time = || Instant::now() >= deadline;
    let options = QueryOptions {
        dialect: arguments.prometheus.dialect(),
        features: features(&arguments.enable_feature),
        lookback_ms: arguments.lookback_delta.as_ms(),
        default_subquery_step_ms: arguments.evaluation_interval.as_ms(),
        max_samples: arguments.max_samples,
        // A batch may take as long as it has lines.
        out_of_time: arguments.batch.is_none().then_some(&out_of_time),
    };
    let newest = store.iter().filter_map(|series| series.times().last()).max().unwrap_or(0);
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(path) = &arguments.batch {
        let text = read(path)?;
        return batch::run(&text, newest, &store, &options, &mut out)
            .and_then(|()| Ok(out.flush()?))
            .map_err(|error| match error {
                batch::BatchError::Request { .. } => (Exit::BadInput, format!("{}:{error}", path.display())),
                batch::BatchError::Output(_) => (Exit::EnvironmentFailed, error.to_string()),
            });
    }
    let expr = arguments.expr.as_deref().unwrap_or_default();
    let when = when(arguments, newest);
    let text = match arguments.format {
        Some(Format::Json) => {
            let answer = answer(&store, expr, when, &options);
            let failed = answer.error.is_some();
            let json = serde_json::to_string(&answer)
                .map_err(|error| (Exit::EnvironmentFailed, error.to_string()))?;
            if failed {
                // The API's form of an error is the answer that was asked for.
                println!("{json}");
                return Err((Exit::BadInput, answer.error.unwrap_or_default()));
            }
            json + "\n"
        }
        format => {
            let (_, outcome) = evaluate(&store, expr, when, &options)
                .map_err(|error| (Exit::BadInput, error_text(&error, expr)))?;
            print_annotations(&outcome, expr);
            rendered(&outcome.value, when, format)?
        }
    };
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| (Exit::EnvironmentFailed, format!("standard output: {error}")))
}

/// The error with a caret under the place in the expression, where it has one.
fn error_text(error: &QueryError, expr: &str) -> String {
    let problem = match error {
        QueryError::Parse(error) => {
            let problem = Problem::at("promql", error.kind.to_string(), "expression", expr, error.span);
            match &error.help {
                Some(help) => problem.with_help(help),
                None => problem,
            }
        }
        other => return format!("error[{}]: {other}", other.error_type()),
    };
    let mut text = Vec::new();
    match write_problem(&mut text, Severity::Error, &problem, &Color::Auto.palette()) {
        Ok(()) => String::from_utf8_lossy(&text).into_owned(),
        Err(_) => error.to_string(),
    }
}

fn rendered(value: &QueryValue, when: When, format: Option<Format>) -> Result<String, Failed> {
    match (value, when, format) {
        (QueryValue::Matrix(series), When::Range { start, end, step }, None | Some(Format::Chart)) => {
            Ok(render_chart(series, Grid { start, end, step }, COLUMNS))
        }
        (_, _, Some(Format::Chart)) => {
            let text = "a chart needs a range: give --start, --end and --step";
            Err((Exit::BadInput, text.to_owned()))
        }
        _ => Ok(render_table(value)),
    }
}

fn when(arguments: &Arguments, newest: i64) -> When {
    match (arguments.start, arguments.end, arguments.step) {
        (Some(start), Some(end), Some(step)) => When::Range { start, end, step },
        _ => When::Instant(arguments.time.unwrap_or(newest)),
    }
}

fn print_annotations(outcome: &QueryOutcome, expr: &str) {
    for level in [Level::Warning, Level::Info] {
        for text in outcome.annotations.rendered(level, expr) {
            eprintln!("{text}");
        }
    }
}

fn load_all(arguments: &Arguments) -> Result<Store, Failed> {
    let options = DataOptions {
        dialect: arguments.prometheus.dialect(),
        test_group: arguments.test_group.as_deref(),
        default_time: arguments.time.unwrap_or(0),
    };
    let mut stores = Vec::new();
    for path in &arguments.data {
        let text = read(path)?;
        let store =
            load(&text, &options).map_err(|error| (Exit::BadInput, format!("{}:{error}", path.display())))?;
        stores.push(store);
    }
    let mut all = Store::default();
    if options.dialect.lists_series_by_labels {
        let mut labels: Vec<&Labels> = stores.iter().flat_map(Store::iter).map(Series::labels).collect();
        labels.sort();
        for labels in labels {
            all.series_id(labels, Origin::default());
        }
    }
    for (store, path) in stores.iter().zip(&arguments.data) {
        all.merge(store)
            .map_err(|(labels, error)| (Exit::BadInput, format!("{}: {labels}: {error}", path.display())))?;
    }
    Ok(all)
}

fn read(path: &Path) -> Result<String, Failed> {
    std::fs::read_to_string(path).map_err(|error| (Exit::BadInput, format!("{}: {error}", path.display())))
}
