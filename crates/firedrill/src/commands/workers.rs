//! Work spread over threads, with results in the order of the work.

use std::num::NonZeroUsize;
use std::sync::OnceLock;

use rayon::prelude::*;

/// Threads, which are started when there is work for more than one.
pub(crate) struct Workers {
    jobs: Option<NonZeroUsize>,
    pool: OnceLock<Option<rayon::ThreadPool>>,
}

impl Workers {
    /// `jobs` threads, or as many as there are processors.
    pub(crate) fn new(jobs: Option<NonZeroUsize>) -> Self {
        Self { jobs, pool: OnceLock::new() }
    }

    /// What `work` makes of each item, in the order of `items`.
    pub(crate) fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        self.map_if(true, items, work)
    }

    /// The same, with threads only where all of it `is_much`: some milliseconds.
    pub(crate) fn map_if<T: Sync, R: Send>(
        &self,
        is_much: bool,
        items: &[T],
        work: impl Fn(&T) -> R + Sync,
    ) -> Vec<R> {
        // Where the system starts no thread, this one does the work.
        if is_much
            && items.len() > 1
            && let Some(pool) = self.pool.get_or_init(|| self.start())
        {
            return pool.install(|| items.par_iter().map(&work).collect());
        }
        items.iter().map(work).collect()
    }

    /// Asking for the number of processors reads a dozen files, so it waits until it matters.
    fn start(&self) -> Option<rayon::ThreadPool> {
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok())?;
        let pool = || rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build().ok();
        if jobs.get() > 1 { pool() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        for jobs in [1, 2, 7] {
            let doubled = Workers::new(NonZeroUsize::new(jobs)).map(&items, |it| it * 2);
            assert!(doubled.iter().zip(&items).all(|(lhs, rhs)| *lhs == rhs * 2));
        }
    }
}
