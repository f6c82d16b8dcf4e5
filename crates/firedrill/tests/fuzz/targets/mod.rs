//! What is fuzzed, one file per reader.

mod alertmanager;
mod expressions;
mod rules;
mod scenarios;
mod scripts;
mod series;
mod templates;

/// Something that reads a text.
#[derive(Debug)]
pub(crate) struct Target {
    /// Name of the trial, and of the folder of its corpus.
    pub(crate) name: &'static str,
    /// Reads the text; `Err` says which law it broke.
    pub(crate) run: fn(&str) -> Result<Outcome, String>,
}

/// What a reader said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The text is well-formed.
    Accepted,
    /// It is not.
    Refused,
}

/// All targets.
pub(crate) const TARGETS: &[Target] = &[
    Target { name: "expressions", run: expressions::parse },
    Target { name: "evaluation", run: expressions::evaluate },
    Target { name: "series", run: series::read },
    Target { name: "scripts", run: scripts::run },
    Target { name: "templates", run: templates::expand_alert },
    Target { name: "notifications", run: templates::render_notification },
    Target { name: "rules", run: rules::load_rules },
    Target { name: "unit-tests", run: rules::load_unit_tests },
    Target { name: "alertmanager", run: alertmanager::load_configuration },
    Target { name: "scenarios", run: scenarios::load_scenario },
    Target { name: "matchers", run: alertmanager::read_matchers },
];

impl Outcome {
    /// Accepted if `any` form of the reader took the text.
    fn of(any: bool) -> Self {
        if any { Self::Accepted } else { Self::Refused }
    }
}
