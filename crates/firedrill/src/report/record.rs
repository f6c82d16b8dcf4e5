//! The record of one run: plain data, in the order in which it is reported.

use serde::{Serialize, Serializer};

use crate::Exit;

/// One finished run of `firedrill test`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRecord {
    /// The dialect, as `--prometheus` names it.
    pub prometheus: &'static str,
    /// Whether a warning fails the run.
    pub strict: bool,
    /// Wall time of the whole run.
    pub elapsed_seconds: f64,
    /// Files in the order of the command line, those of a directory by path.
    pub files: Vec<FileRecord>,
}

impl RunRecord {
    /// All groups that ran, with their file.
    pub fn groups(&self) -> impl Iterator<Item = (&FileRecord, &GroupRecord)> {
        self.files.iter().flat_map(|file| file.groups.iter().map(move |group| (file, group)))
    }

    /// Number of groups whose every expectation held.
    pub fn passed(&self) -> usize {
        self.groups().filter(|(_, group)| group.held(self.strict)).count()
    }

    /// Number of groups with a failure, and of files that could not be run.
    pub fn failed(&self) -> usize {
        let groups = self.groups().filter(|(_, group)| !group.held(self.strict)).count();
        groups + self.files.iter().filter(|file| !file.errors.is_empty()).count()
    }

    /// Number of warnings.
    pub fn warnings(&self) -> usize {
        let of_groups: usize = self.groups().map(|(_, group)| group.warnings.len()).sum();
        of_groups + self.files.iter().map(|file| file.warnings.len()).sum::<usize>()
    }

    /// `3 passed, 0 failed, 1 warning`.
    pub fn totals(&self) -> String {
        format!("{} passed, {} failed, {}", self.passed(), self.failed(), count_warnings(self.warnings()))
    }

    /// What the process answers: the worst that happened.
    pub fn exit(&self) -> Exit {
        let is_invalid = |failure: &Failure| matches!(failure.cause, Cause::Invalid(_));
        if self.files.iter().any(|file| !file.errors.is_empty())
            || self.groups().any(|(_, group)| group.failures.iter().any(is_invalid))
        {
            Exit::BadInput
        } else if self.failed() > 0 || (self.strict && self.warnings() > 0) {
            Exit::ExpectationFailed
        } else {
            Exit::Held
        }
    }
}

/// `1 warning`, `2 warnings`.
pub(super) fn count_warnings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "warning" } else { "warnings" })
}

/// What happened to one test file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileRecord {
    /// The path as found.
    pub path: String,
    /// Why nothing of the file ran; empty if it did.
    pub errors: Vec<Problem>,
    /// Warnings about the file as a whole.
    pub warnings: Vec<Problem>,
    /// Groups that ran, in file order.
    pub groups: Vec<GroupRecord>,
}

/// What happened to one test group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRecord {
    /// The group's `name`, or `tests[N]` (counted from 0) where it has none.
    pub name: String,
    /// Where the group begins.
    pub position: Position,
    /// Wall time.
    pub elapsed_seconds: f64,
    /// Failures in promtool's order.
    pub failures: Vec<Failure>,
    /// Ways in which the group may pass without testing what it seems to test.
    pub warnings: Vec<Problem>,
}

impl GroupRecord {
    /// Whether the group passes; with `strict`, a warning fails it.
    pub fn held(&self, strict: bool) -> bool {
        self.failures.is_empty() && (self.warnings.is_empty() || !strict)
    }
}

/// A place in a file. Line and column count from 1, columns count bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Path of the file.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// An error or a warning about something a user wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A stable name of the kind of problem, such as `unknown-alertname`.
    pub code: &'static str,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// Where; `None` where the file as a whole is meant (it cannot be read).
    pub position: Option<Position>,
    /// The source around the position.
    pub excerpt: Option<Excerpt>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A line of source with a marked part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The text of the line, without its line feed.
    pub line: String,
    /// Byte in `line` at which the mark begins.
    pub start: usize,
    /// Byte in `line` at which the mark ends; equal to `start` for a point.
    pub end: usize,
    /// What is said at the mark; may be empty.
    pub label: String,
}

/// A failed check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// The expectation in the test file.
    pub position: Position,
    /// What was checked.
    pub check: Check,
    /// When, since the start of the test, in Prometheus' notation; `None` for what has no time.
    pub time: Option<String>,
    /// What was wrong.
    pub cause: Cause,
    /// How near each alert of that name came to firing, one line per alert.
    pub nearest: Vec<String>,
    /// Upstream's words for the failure: promtool's, or those of a test script.
    pub promtool: String,
}

/// What an expectation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The firing alerts of this name.
    Alert(String),
    /// The result of this expression.
    Expression(String),
    /// The evaluation of this rule.
    Rule(String),
    /// A rule file.
    RuleFile(String),
    /// The input series.
    Input,
    /// What a scenario expects, in short.
    Expectation(String),
}

/// Why a check failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Something else came out.
    Mismatch {
        /// What the test file says, sorted by labels.
        expected: Vec<Element>,
        /// What there was, sorted by labels.
        got: Vec<Element>,
    },
    /// It could not be computed.
    Error(String),
    /// The check itself is malformed.
    Invalid(Problem),
    /// A scenario came out otherwise.
    Unmet(Unmet),
}

/// What a scenario expects, and what came instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmet {
    /// One line that says what is wrong.
    pub title: String,
    /// What was expected, with instants.
    pub expected: String,
    /// The nearest miss.
    pub got: String,
    /// The cause, where it is known.
    pub because: Option<String>,
    /// The part of a rule that decided it.
    pub rule: Option<Marked>,
    /// What the author could try.
    pub attempt: Option<String>,
    /// With which seeds, where there are several.
    pub seeds: Option<String>,
}

/// A part of a rule's expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// File, line and column.
    pub place: String,
    /// One line of the expression.
    pub text: String,
    /// Byte of `text` at which the part begins.
    pub start: usize,
    /// Byte of `text` at which it ends.
    pub end: usize,
    /// What is said about it.
    pub note: String,
}

impl std::fmt::Display for Unmet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { title, expected, got, because, rule, attempt, seeds } = self;
        write!(formatter, "{title}\n  expected: {expected}\n  got: {got}")?;
        let rule = rule.as_ref().map(|rule| format!("{} {} ({})", rule.place, rule.text, rule.note));
        let rest = [("because", because), ("rule", &rule), ("try", attempt), ("seeds", seeds)];
        for (label, text) in rest.into_iter().filter_map(|(label, text)| Some((label, text.as_ref()?))) {
            write!(formatter, "\n  {label}: {text}")?;
        }
        Ok(())
    }
}

/// An alert or a sample, on either side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Element {
    /// Labels by name; repeated ones are kept, as promtool keeps them.
    #[serde(serialize_with = "as_map")]
    pub labels: Vec<(String, String)>,
    /// Annotations by name; none for a sample.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<(String, String)>,
    /// A sample's value or histogram as text; `None` for an alert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

#[expect(clippy::ptr_arg, reason = "serde passes a reference to the field's type")]
fn as_map<S: Serializer>(pairs: &Vec<(String, String)>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}
