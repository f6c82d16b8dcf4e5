//! How the world outside answers.

use std::fmt;

use firedrill_model::Duration;

use super::IntegrationKind;

/// What a receiver does with the requests it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Behaviour {
    /// Time from a request to its answer.
    pub latency: Duration,
    /// How requests fail; absent while the receiver is well.
    pub failure: Option<Failure>,
}

/// A receiver that is not well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// What it answers.
    pub response: Response,
    /// After how many requests it is well again; never where absent.
    pub requests: Option<u32>,
}

/// The outcome of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Response {
    /// Accepted.
    Accepted,
    /// Refused with an HTTP status.
    Status(u16),
    /// No connection.
    Unreachable,
    /// No answer before the flush gives up.
    Silent,
}

impl Behaviour {
    /// The answer to the next request.
    pub(crate) fn answer(&mut self) -> Response {
        let Some(failure) = &mut self.failure else { return Response::Accepted };
        match &mut failure.requests {
            Some(0) => {
                self.failure = None;
                Response::Accepted
            }
            Some(remaining) => {
                *remaining -= 1;
                failure.response
            }
            None => failure.response,
        }
    }
}

impl fmt::Display for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => formatter.write_str("200"),
            Self::Status(code) => write!(formatter, "{code}"),
            Self::Unreachable => formatter.write_str("nothing (no connection)"),
            Self::Silent => formatter.write_str("nothing (timeout)"),
        }
    }
}

impl Response {
    /// Whether the notification counts as delivered.
    pub fn is_success(self) -> bool {
        match self {
            Self::Accepted => true,
            Self::Status(code) => code / 100 == 2,
            Self::Unreachable | Self::Silent => false,
        }
    }

    /// Whether an integration tries again after this answer.
    pub fn is_retried(self, kind: IntegrationKind) -> bool {
        match self {
            Self::Status(code) => code / 100 == 5 || kind.retried_statuses().contains(&code),
            Self::Unreachable => true,
            Self::Accepted | Self::Silent => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_what_may_pass() {
        for (response, kind, want) in [
            (Response::Status(500), IntegrationKind::Webhook, true),
            (Response::Status(429), IntegrationKind::Webhook, false),
            (Response::Status(429), IntegrationKind::PagerDuty, true),
            (Response::Status(400), IntegrationKind::PagerDuty, false),
            (Response::Unreachable, IntegrationKind::Slack, true),
            (Response::Accepted, IntegrationKind::Slack, false),
        ] {
            assert_eq!(response.is_retried(kind), want, "{response:?} {kind:?}");
        }
    }

    #[test]
    fn a_counted_failure_ends() {
        let failure = Failure { response: Response::Status(503), requests: Some(2) };
        let mut behaviour = Behaviour { latency: Duration::ZERO, failure: Some(failure) };
        let answers: Vec<_> = (0..4).map(|_| behaviour.answer().is_success()).collect();
        assert_eq!(answers, [false, false, true, true]);
    }
}
