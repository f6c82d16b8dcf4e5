//! Counts what agrees and shows the first of what does not.

/// Collects comparisons; [`Report::finish`] fails if any disagreed.
#[derive(Debug, Default)]
pub(crate) struct Report {
    compared: usize,
    wrong: Vec<String>,
}

const SHOWN: usize = 20;

impl Report {
    /// Compares two printable values.
    pub(crate) fn equal<T: PartialEq + std::fmt::Debug>(&mut self, case: &str, got: &T, want: &T) {
        self.compared += 1;
        if got != want {
            self.wrong.push(format!("{case}\n    got  {got:?}\n    want {want:?}"));
        }
    }

    /// Prints the count and fails on any difference.
    pub(crate) fn finish(self, what: &str) {
        let agreeing = self.compared - self.wrong.len();
        println!("{what}: {agreeing} of {} agree", self.compared);
        for text in self.wrong.iter().take(SHOWN) {
            println!("  {text}");
        }
        assert!(self.wrong.is_empty(), "{what}: {} of {} differ", self.wrong.len(), self.compared);
    }
}
