//! When the lines of a timeline happen, and the marks they leave.

use firedrill_model::{Duration, Timestamp};

use super::{Action, SilenceAction};
use crate::file::ScenarioError;
use crate::moment::{Anchor, Marks, UnknownMark};
use crate::scenario::{Scenario, TimelineEntry};
use crate::timeline::Mark;

/// The timeline of a scenario with instants.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Schedule {
    /// The lines, by time; those of one instant in the order of the file.
    pub lines: Vec<Scheduled>,
    /// The marks of the lines and those given, by time and name.
    pub marks: Vec<Mark>,
}

/// A line with its instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scheduled {
    /// When.
    pub at: Timestamp,
    /// Position in [`Scenario::timeline`].
    pub entry: usize,
}

/// Gives every line of `scenario` its instant. `known` are the marks that do not come from the timeline:
/// those of the modelled system.
///
/// # Errors
/// The lines that count from a mark which is neither known nor left by another line, and those that speak
/// of a silence which no line, or more than one, creates.
pub fn schedule(scenario: &Scenario, known: &[Mark]) -> Result<Schedule, Vec<ScenarioError>> {
    let errors = unknown_silences(&scenario.timeline);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut schedule = Schedule { lines: Vec::new(), marks: known.to_vec() };
    let mut waiting: Vec<usize> = (0..scenario.timeline.len()).collect();
    // Ends of silences are certain only when nothing can change them any more: lines that count from them
    // come last.
    for from_silence_ends in [false, true] {
        loop {
            let count = waiting.len();
            waiting.retain(|entry| {
                let line = &scenario.timeline[*entry];
                let is_early = from_silence_ends || !counts_from_silence_end(line);
                let at = is_early.then(|| instant(scenario, &schedule, line).ok()).flatten();
                schedule.lines.extend(at.map(|at| Scheduled { at, entry: *entry }));
                at.is_none()
            });
            schedule.lines.sort();
            schedule.marks = marks(scenario, known, &schedule.lines);
            if waiting.len() == count {
                break;
            }
        }
    }
    let unknown = waiting.iter().filter_map(|entry| {
        let line = &scenario.timeline[*entry];
        let error = instant(scenario, &schedule, line).err()?;
        Some(ScenarioError { message: error.to_string(), place: line.at.place })
    });
    let errors: Vec<_> = unknown.collect();
    if errors.is_empty() { Ok(schedule) } else { Err(errors) }
}

fn instant(scenario: &Scenario, schedule: &Schedule, line: &TimelineEntry) -> Result<Timestamp, UnknownMark> {
    let marks = Marks { start: scenario.start, end: scenario.start, marks: &schedule.marks };
    marks.instant(&line.at.value)
}

fn counts_from_silence_end(line: &TimelineEntry) -> bool {
    matches!(&line.at.value.anchor, Anchor::Mark { name, .. }
        if name.starts_with("silence ") && name.ends_with(" ends"))
}

/// The marks known and those of the lines so far.
fn marks(scenario: &Scenario, known: &[Mark], lines: &[Scheduled]) -> Vec<Mark> {
    let mut marks = known.to_vec();
    for scheduled in lines {
        let line = &scenario.timeline[scheduled.entry].line.value;
        marks.extend(line.begins.clone().map(|name| Mark { at: scheduled.at, name }));
        let end = line.ends.clone();
        marks.extend(end.map(|(name, lasting)| Mark { at: scheduled.at + lasting, name }));
        if let Action::Silence(SilenceAction::Created { lasting, comment, .. }) = &line.action {
            let at = silence_end(scenario, lines, *scheduled, *lasting, comment);
            marks.push(Mark { at, name: format!("silence {comment} ends") });
        }
    }
    marks.sort();
    marks
}

/// When the silence that `created` creates ends, whatever happens to it in between.
fn silence_end(
    scenario: &Scenario,
    lines: &[Scheduled],
    created: Scheduled,
    lasting: Duration,
    comment: &str,
) -> Timestamp {
    let mut end = created.at + lasting;
    for later in lines.iter().filter(|later| later.at >= created.at) {
        if later.at >= end {
            break;
        }
        match &scenario.timeline[later.entry].line.value.action {
            Action::Silence(SilenceAction::Extended { silence, lasting }) if is_meant(silence, comment) => {
                end = (created.at + *lasting).max(later.at);
            }
            Action::Silence(SilenceAction::Expired { silence }) if is_meant(silence, comment) => {
                end = later.at;
                break;
            }
            _ => {}
        }
    }
    end
}

/// Whether `words` are a run of whole words of `comment`: how silences are referred to.
pub(crate) fn is_meant(words: &str, comment: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let comment: Vec<&str> = comment.split_whitespace().collect();
    !words.is_empty() && comment.windows(words.len()).any(|run| run == words)
}

/// Lines that speak of no silence, or of several.
fn unknown_silences(timeline: &[TimelineEntry]) -> Vec<ScenarioError> {
    let comments: Vec<&str> = timeline
        .iter()
        .filter_map(|line| match &line.line.value.action {
            Action::Silence(SilenceAction::Created { comment, .. }) => Some(comment.as_str()),
            _ => None,
        })
        .collect();
    let mut errors = Vec::new();
    for line in timeline {
        let Action::Silence(action) = &line.line.value.action else { continue };
        let Some(words) = action.reference() else { continue };
        let meant = comments.iter().filter(|comment| is_meant(words, comment)).count();
        let message = match meant {
            1 => continue,
            0 => format!("no silence has the words {words:?} in its comment"),
            several => format!("{several} silences have the words {words:?} in their comments"),
        };
        errors.push(ScenarioError { message, place: line.line.place });
    }
    errors
}

impl SilenceAction {
    /// The words that say which silence is meant, where it is an earlier one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Created { .. } => None,
            Self::Extended { silence, .. } | Self::Changed { silence, .. } | Self::Expired { silence } => {
                Some(silence)
            }
        }
    }

    /// Whether it is about the silence with this comment.
    pub fn is_about(&self, comment: &str) -> bool {
        self.reference().is_some_and(|words| is_meant(words, comment))
    }
}
