//! What a check is and what it sees.

use firedrill_alertmanager::routing::RoutingTree;
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Config, Matchers, Switches};
use firedrill_model::{Span, Timestamp};
use firedrill_rules::file::RuleFile;

use super::shipped_alert::ShippedAlert;
use crate::report::Problem;

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its name, such as `alertmanager/dead-route`: the code of its findings and the path of its page.
    pub id: &'static str,
    /// What it finds, in half a sentence.
    pub summary: &'static str,
    pub(crate) run: fn(&Input<'_>) -> Vec<Problem>,
}

/// All files of a run that are valid.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    pub(crate) configurations: Vec<&'a Configuration>,
    /// The alerts of all rule files; empty where none was given.
    pub(crate) alerts: Vec<ShippedAlert<'a>>,
    pub(crate) silences: Vec<&'a SilenceSet>,
    /// The present: windows that lie in the past do not open again.
    pub(crate) now: Timestamp,
}

/// An Alertmanager configuration.
#[derive(Debug)]
pub(crate) struct Configuration {
    pub(crate) path: String,
    pub(crate) source: String,
    pub(crate) config: Config,
    pub(crate) tree: RoutingTree,
    pub(crate) switches: Switches,
}

/// A rule file.
#[derive(Debug)]
pub(crate) struct RuleSet {
    pub(crate) path: String,
    pub(crate) source: String,
    pub(crate) file: RuleFile,
}

/// A file of silences, as the API lists them or takes them.
#[derive(Debug)]
pub(crate) struct SilenceSet {
    pub(crate) path: String,
    pub(crate) source: String,
    pub(crate) silences: Vec<(PostedSilence, Span)>,
}

impl Configuration {
    /// A finding in this file.
    pub(super) fn problem(&self, code: &'static str, message: impl Into<String>, span: Span) -> Problem {
        Problem::at(code, message, &self.path, &self.source, first_line(&self.source, span))
    }

    /// The line of a place in this file.
    pub(super) fn line(&self, span: Span) -> usize {
        span.line_column(&self.source).line
    }

    /// The matchers of each route together with those of the routes above it.
    pub(super) fn constraints(&self) -> Vec<Matchers> {
        let routes = self.tree.routes();
        let mut constraints: Vec<_> = routes.iter().map(|route| route.matchers.clone()).collect();
        // Children follow their parents.
        for (position, route) in routes.iter().enumerate() {
            for child in &route.children {
                let mut all = constraints[position].as_slice().to_vec();
                all.extend(constraints[*child].as_slice().iter().cloned());
                constraints[*child] = Matchers::new(all);
            }
        }
        constraints
    }
}

/// The part of `span` on its first line: routes and receivers go over many.
fn first_line(source: &str, span: Span) -> Span {
    let text = source.get(span.start..span.end).unwrap_or("");
    Span::new(span.start, span.start + text.find('\n').unwrap_or(text.len()))
}
