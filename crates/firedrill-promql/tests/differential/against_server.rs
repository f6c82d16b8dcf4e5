//! The comparison with a real server.

use firedrill_promql::Dialect;

use crate::data::{Dataset, Series};
use crate::dice::Dice;
use crate::ours::{self, Answer};
use crate::query::{QueryGenerator, When};
use crate::server::{NoServer, Server};
use crate::setting;
use crate::shrink::{smallest_data, smallest_query};

const DATASETS: usize = 8;
const DEPTH: usize = 6;
const DIALECT: Dialect = Dialect::V2_42;

/// Outcomes of a run.
#[derive(Debug, Default)]
struct Tally {
    equal: u64,
    /// The answer depends on the order in which a server happens to hold series; ours is one of
    /// several right ones.
    order_dependent: u64,
}

#[test]
fn answers_equal_those_of_a_real_prometheus() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(NoServer::NotInstalled) => {
            println!("skipped: no prometheus on PATH to compare with");
            return;
        }
        Err(NoServer::OtherVersion(version)) => {
            println!("skipped: the prometheus on PATH is not 2.42 but {version}");
            return;
        }
    };
    let seed = setting("FIREDRILL_SEED", 20_261_124);
    let count = setting("FIREDRILL_DIFFERENTIAL_QUERIES", 2000);
    let datasets: Vec<Dataset> = (0..DATASETS).map(|index| Dataset::generate(seed, index)).collect();
    server.write(&datasets);
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    for number in 0..count {
        let dataset = &datasets[dice.below(DATASETS)];
        let depth = 1 + dice.below(DEPTH);
        let query = QueryGenerator { dice: &mut dice, prefix: &dataset.prefix }.query(depth);
        let when = When::generate(&mut dice);
        let theirs = ours::from_json(&server.ask(&query, when));
        match verdict(&dataset.series, &query, when, &theirs) {
            Verdict::Equal => tally.equal += 1,
            Verdict::OrderDependent => tally.order_dependent += 1,
            Verdict::Different => {
                panic!("query {number} of seed {seed} differs\n{}", report(&server, dataset, &query, when))
            }
        }
    }
    println!("{count} queries, seed {seed}: {tally:?}");
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Equal,
    OrderDependent,
    Different,
}

fn verdict(series: &[Series], query: &str, when: When, theirs: &Answer) -> Verdict {
    let first = ours::ask(&ours::store(series), query, when, DIALECT);
    if first.agrees_with(theirs) {
        return Verdict::Equal;
    }
    // Range queries pass series on in the order of a hash map; so do a few aggregations.
    let orders = orders(series);
    let answers: Vec<Answer> =
        orders.iter().map(|order| ours::ask(&ours::store(order), query, when, DIALECT)).collect();
    let depends = answers.iter().any(|answer| *answer != first);
    if depends && (first.is_close_to(theirs) || answers.iter().any(|answer| answer.is_close_to(theirs))) {
        return Verdict::OrderDependent;
    }
    // Reordering series does not reach every order of such a map.
    let is_range = matches!(when, When::Range { .. });
    if is_range && adds_floats(query) && (first.is_close_to(theirs) || query.contains("count_values")) {
        return Verdict::OrderDependent;
    }
    if adds_floats(query) && first.is_within_spread(theirs, &answers) {
        return Verdict::OrderDependent;
    }
    if depends && chooses_among_equals(query) {
        return Verdict::OrderDependent;
    }
    // Counted values come in the order of a hash map everywhere.
    if chooses_among_equals(query) && query.contains("count_values") && first.is_as_long_as(theirs) {
        return Verdict::OrderDependent;
    }
    Verdict::Different
}

/// Whether a query adds floats of several series, so that the order decides the last bit.
fn adds_floats(query: &str) -> bool {
    ["sum", "avg", "stddev", "stdvar"].iter().any(|name| query.contains(name))
}

/// Whether a query keeps some of several equal samples, and which ones is left to the order.
fn chooses_among_equals(query: &str) -> bool {
    ["topk", "bottomk"].iter().any(|name| query.contains(name))
}

/// A few other orders of the same series; by labels is the one a server uses where it merges what
/// several parts of its storage hold.
fn orders(series: &[Series]) -> Vec<Vec<Series>> {
    let mut reversed = series.to_vec();
    reversed.reverse();
    let mut sorted = series.to_vec();
    sorted.sort_by(|a, b| a.labels.cmp(&b.labels));
    let mut out = vec![reversed, sorted];
    let mut dice = Dice::new(7);
    for _ in 0..6 {
        let mut shuffled = series.to_vec();
        for index in (1..shuffled.len()).rev() {
            shuffled.swap(index, dice.below(index + 1));
        }
        out.push(shuffled);
    }
    out
}

/// The smallest query and data that show the difference, with both answers.
fn report(server: &Server, dataset: &Dataset, query: &str, when: When) -> String {
    let asked = |candidate: &str| ours::from_json(&server.ask(candidate, when));
    let small = smallest_query(query, DIALECT, |candidate| {
        verdict(&dataset.series, candidate, when, &asked(candidate)) == Verdict::Different
    });
    // Fresh servers, since nothing can be taken back from one.
    let on_fresh_server = |series: &[Series]| -> Option<Answer> {
        let fresh = Server::start().ok()?;
        let part = Dataset { prefix: dataset.prefix.clone(), series: series.to_vec() };
        fresh.write(std::slice::from_ref(&part));
        Some(ours::from_json(&fresh.ask(&small, when)))
    };
    let read = reachable(&dataset.series, &small);
    let differs = |series: &[Series]| {
        on_fresh_server(series)
            .is_some_and(|theirs| verdict(series, &small, when, &theirs) == Verdict::Different)
    };
    let data = if differs(&read) { smallest_data(&read, differs) } else { dataset.series.clone() };
    let theirs = on_fresh_server(&data).unwrap_or_else(|| asked(&small));
    let ours = ours::ask(&ours::store(&data), &small, when, DIALECT);
    let mut text = format!("query    {query}\nsmallest {small}\nat       {when:?}\n");
    for one in data.iter().take(12) {
        let samples = one.samples.iter().take(12).map(|(time, value)| format!("{value:e}@{time}"));
        let samples: Vec<String> = samples.collect();
        text.push_str(&format!("data     {} {}\n", one.labels, samples.join(" ")));
    }
    text.push_str(&format!("server:\n{}ours:\n{}", theirs.describe(), ours.describe()));
    text
}

/// The series whose metric name the query mentions; all of them where it uses a pattern.
fn reachable(series: &[Series], query: &str) -> Vec<Series> {
    if query.contains("__name__") {
        return series.to_vec();
    }
    let named = |one: &&Series| one.labels.metric_name().is_some_and(|name| query.contains(name));
    series.iter().filter(named).cloned().collect()
}
