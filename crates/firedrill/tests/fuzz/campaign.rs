//! One target under mutated inputs.

use std::fmt;
use std::time::{Duration, Instant};

use crate::mutation::Mutator;
use crate::targets::{Outcome, Target};
use crate::worker::Worker;

/// How long a campaign goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Budget {
    /// This many inputs, the same in every run.
    Inputs(u64),
    /// As many inputs as fit.
    Time(Duration),
}

/// What is to be fuzzed, and with what.
#[derive(Debug)]
pub(crate) struct Campaign<'t> {
    pub(crate) target: &'t Target,
    /// Texts from which inputs are made.
    pub(crate) corpus: Vec<String>,
    pub(crate) seed: u64,
}

/// What became of the inputs.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    accepted: u64,
    refused: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} inputs accepted, {} refused", self.accepted, self.refused)
    }
}

/// Accepted mutants that are mutated further.
const POOL: usize = 400;

impl Campaign<'_> {
    /// Asks the target about the corpus itself, then about mutants of it and of mutants that the
    /// target accepted.
    ///
    /// # Errors
    /// The first finding, with its input.
    pub(crate) fn run(&self, budget: Budget) -> Result<Tally, String> {
        let start = Instant::now();
        let mut mutator = Mutator::new(self.seed, &self.corpus);
        let mut worker = Worker::new(self.target);
        let mut tally = Tally::default();
        let mut pool: Vec<String> = Vec::new();
        let mut asked = 0;
        let goes_on = |asked: u64| match budget {
            Budget::Inputs(count) => asked < count,
            Budget::Time(time) => start.elapsed() < time,
        };
        while goes_on(asked) {
            let input = match self.corpus.get(asked as usize) {
                Some(text) => text.clone(),
                None => mutator.mutant(&pool),
            };
            asked += 1;
            let outcome = worker.ask(&input);
            match outcome.map_err(|finding| self.report(&input, &finding))? {
                Outcome::Refused => tally.refused += 1,
                Outcome::Accepted => {
                    tally.accepted += 1;
                    if pool.len() < POOL {
                        pool.push(input);
                    } else {
                        let place = mutator.below(POOL);
                        pool[place] = input;
                    }
                }
            }
        }
        Ok(tally)
    }

    fn report(&self, input: &str, finding: &str) -> String {
        format!("{} with seed {}: {finding}\ninput: {input:?}\n{input}", self.target.name, self.seed)
    }
}
