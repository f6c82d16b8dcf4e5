//! `--batch`: many queries, one answer a line.

use std::io::{self, Write};

use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::Store;
use serde::{Deserialize, Serialize};

use crate::commands::time::milliseconds;
use crate::query::{Answer, When, sorted_answer};

/// One line of the input; further keys are allowed, so that recorded answers can be asked again.
#[derive(Debug, Deserialize)]
struct Request {
    q: String,
    t: Option<f64>,
    start: Option<f64>,
    end: Option<f64>,
    step: Option<f64>,
}

/// One line of the output: the question and its answer.
#[derive(Debug, Serialize)]
struct Line<'a> {
    q: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<f64>,
    #[serde(flatten)]
    answer: Answer,
}

/// Why a batch cannot be answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum BatchError {
    /// A line that is no request.
    #[error("{line}:{column}: {problem}")]
    Request {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// The answers cannot be written.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

/// Answers every line of `text`; nothing is answered unless every line is a request.
pub(super) fn run(
    text: &str,
    default_time: i64,
    store: &Store,
    options: &QueryOptions<'_>,
    out: &mut dyn Write,
) -> Result<(), BatchError> {
    let mut requests = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let problem =
            |column: usize, problem: String| BatchError::Request { line: index + 1, column, problem };
        let request: Request =
            serde_json::from_str(line).map_err(|error| problem(error.column(), error.to_string()))?;
        let when = when(&request, default_time).map_err(|text| problem(1, text.to_owned()))?;
        requests.push((request, when));
    }
    for (request, when) in &requests {
        let Request { q, t, start, end, step } = request;
        let answer = sorted_answer(store, q, *when, options);
        let line = Line { q, t: *t, start: *start, end: *end, step: *step, answer };
        serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn when(request: &Request, default_time: i64) -> Result<When, &'static str> {
    const RANGE: &str = "time out of range";
    match (request.t, request.start, request.end, request.step) {
        (None, None, None, None) => Ok(When::Instant(default_time)),
        (Some(t), None, None, None) => milliseconds(t).map(When::Instant).ok_or(RANGE),
        (None, Some(start), Some(end), Some(step)) => Ok(When::Range {
            start: milliseconds(start).ok_or(RANGE)?,
            end: milliseconds(end).ok_or(RANGE)?,
            step: milliseconds(step).ok_or(RANGE)?,
        }),
        _ => Err("expected either `t` or all of `start`, `end` and `step`"),
    }
}
