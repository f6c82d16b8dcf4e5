//! Counts what agrees and shows the first of what does not.

/// Collects comparisons; [`Differences::finish`] fails if any disagreed.
#[derive(Debug, Default)]
pub(crate) struct Differences {
    compared: usize,
    wrong: Vec<String>,
}

const SHOWN: usize = 20;

impl Differences {
    /// Records one comparison; `describe` says what differs, if anything does.
    pub(crate) fn check(&mut self, case: &str, difference: Option<String>) {
        self.compared += 1;
        self.wrong.extend(difference.map(|text| format!("{case}: {text}")));
    }

    /// Compares two printable values.
    pub(crate) fn equal<T: PartialEq + std::fmt::Debug>(&mut self, case: &str, got: &T, want: &T) {
        self.check(case, (got != want).then(|| format!("\n    got  {got:?}\n    want {want:?}")));
    }

    /// Prints the count and fails on any difference.
    pub(crate) fn finish(self, what: &str) {
        let agreeing = self.compared - self.wrong.len();
        println!("{what}: {agreeing} of {} agree", self.compared);
        for text in self.wrong.iter().filter(|t| !t.contains("regex parse")).take(SHOWN) {
            println!("  {text}");
        }
        assert!(self.wrong.is_empty(), "{what}: {} of {} differ", self.wrong.len(), self.compared);
    }
}
